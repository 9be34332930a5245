"""The one door: every change is a command with an `op_id` and a row in the command log."""

import logging
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar
from uuid import UUID

import sqlalchemy as sa

from fmdesk.core.domain.attempts import number_of
from fmdesk.core.domain.canonical import dumps, loads
from fmdesk.core.domain.errors import InvalidInputError
from fmdesk.core.domain.office_time import OfficeTime
from fmdesk.core.domain.permissions import Area, Permission
from fmdesk.core.ports import Staging, TimeSource, UnitOfWork
from fmdesk.core.services.access import allow, allow_reading
from fmdesk.core.sql.bulk import changes
from fmdesk.core.sql.engine import Database
from fmdesk.core.sql.failures import is_busy, is_worth_a_retry, known_failures
from fmdesk.core.sql.log import CommandLog
from fmdesk.core.sql.settings import DEFAULT_ZONE, ZONE
from fmdesk.core.sql.soundness import refuse_unsound
from fmdesk.core.sql.staging import laid_ready
from fmdesk.core.sql.tables import command_head, setting
from fmdesk.core.sql.time_source import HostTime, RunningTime, ServerTime, clamp
from fmdesk.core.sql.uow import SqlUnitOfWork, StoreFactory
from fmdesk.core.sql.versions import Versions

R = TypeVar("R")

TRIES = 5
"""Runs of one command before a serialization failure is told to the user."""
BUSY_TRIES = 2
"""Runs of one command when SQLite waits for another writer; each run waits by itself."""

_log = logging.getLogger(__name__)


@dataclass(slots=True)
class SqlDoor:
    """The door of one session.

    Args:
        database: The open database.
        actor: Who acts in this session; the log names nobody else.
        time_source: The clock; by default the server's on PostgreSQL, the host's on SQLite.
        zone: The office's zone, until the database's own setting `zone` says otherwise.
        stores: Opens the store of each plugin in the transaction of the unit of work.
    """

    database: Database
    actor: str
    time_source: TimeSource | None = None
    zone: str = DEFAULT_ZONE
    stores: Mapping[str, StoreFactory] = field(default_factory=dict)
    _versions: Versions = field(init=False, default_factory=Versions)

    def __post_init__(self) -> None:
        if not self.actor:
            raise InvalidInputError("storage.no_actor")
        refuse_unsound(self.database)

    def run(
        self,
        op_id: UUID,
        name: str,
        payload: object,
        work: Callable[[UnitOfWork], R],
        result: type[R],
        *,
        staging: Staging | None = None,
        permission: Permission | None = None,
    ) -> R:
        """Run a command in one transaction with its row in the command log.

        Who acts must have the right to it at that moment. A command that wrote nothing leaves no
        row. Serialization failures, deadlocks and broken connections run it again, at most five
        times; its `op_id` keeps that harmless.

        Args:
            op_id: Made once by the client; a repeat returns the first result. What a page tries
                again keeps the number of its first try (`Attempts`).
            name: Name of the use case.
            payload: Frozen data, stored and digested as canonical JSON.
            work: The use case; it may run more than once.
            result: Class of the result.
            staging: What the use case takes in, laid ready before its transaction begins.
            permission: Who may do it, for a plugin's command; by default the table says it.

        Raises:
            NotAllowedError: Who acts has no right to it.
            ConflictError: `command.reused` when the `op_id` came with another payload before.
            StorageError: The database cannot be used.
        """
        op_id, text = number_of(op_id, name, dumps(payload))

        def permitted(unit: UnitOfWork) -> R:
            allow(unit, name, payload, permission)
            return work(unit)

        with known_failures(self.database.place):
            for attempt in range(1, TRIES + 1):
                try:
                    return self._attempt(op_id, name, text, permitted, result, staging)
                except sa.exc.DBAPIError as error:
                    last = BUSY_TRIES if is_busy(error) else TRIES
                    if attempt >= last or not is_worth_a_retry(error):
                        raise
                    _log.info("%s runs again: %s", name, error.orig)
                    time.sleep(0.02 * attempt)
        raise AssertionError(name)

    @contextmanager
    def read(self, area: Area | None = None) -> Iterator[UnitOfWork]:
        """Open a read-only unit of work with one consistent view.

        Args:
            area: What is read, where that is not for everybody.

        Raises:
            NotAllowedError: `access.area`.
        """
        with self.database.read() as connection:
            unit = self._open(connection, self._versions, is_writing=False)
            if area is not None:
                allow_reading(unit, area)
            yield unit

    def office_time(self) -> OfficeTime:
        """Return the office's zone and now; asking it for the time asks no database."""
        with self.read() as work:
            source = self.time_source or RunningTime(work.now - HostTime().now())
            return OfficeTime(work.zone, source.now)

    def head(self) -> str:
        """Return the head of the command log's hash chain, in hex."""
        with self.database.read() as connection:
            return CommandLog(connection).head()

    def earlier(self, op_id: UUID, payload: object, result: type[R]) -> R | None:
        """Return what a command answered when it ran, None when it has not run yet.

        Raises:
            ConflictError: `command.reused` when the `op_id` came with another payload before.
        """
        with self.database.read() as connection:
            there = CommandLog(connection).find(op_id, dumps(payload))
        return None if there is None else loads(result, there)

    def _attempt(
        self,
        op_id: UUID,
        name: str,
        text: str,
        work: Callable[[UnitOfWork], R],
        result: type[R],
        staging: Staging | None,
    ) -> R:
        with self.database.write() as connection, laid_ready(connection, staging):
            log = CommandLog(connection)
            earlier = log.find(op_id, text)
            if earlier is not None:
                return loads(result, earlier)
            versions = self._versions.copy()
            unit = self._open(connection, versions, is_writing=True)
            before = changes(connection)
            answer = work(unit)
            if changes(connection) != before:
                log.append(op_id, name, self.actor, unit.now, text, dumps(answer))
                connection.commit()
                self._versions.take(versions)
            return answer

    def _open(
        self, connection: sa.Connection, versions: Versions, *, is_writing: bool
    ) -> SqlUnitOfWork:
        last, zone = self._stamp_and_zone(connection)
        source = self.time_source
        if source is None:
            source = HostTime() if self.database.is_single_user else ServerTime(connection)
        now = clamp(source, last, is_writing=is_writing)
        return SqlUnitOfWork(connection, now, self.actor, zone, versions, self.stores)

    def _stamp_and_zone(self, connection: sa.Connection) -> tuple[datetime | None, str]:
        """Return the stamp of the last command and the office's zone, in one query."""
        zone = sa.select(setting.c.value).where(setting.c.name == ZONE).scalar_subquery()
        row = connection.execute(
            sa.select(command_head.c.at, command_head.c.seq, zone.label("zone"))
        ).one()
        return (row.at if row.seq else None), row.zone or self.zone
