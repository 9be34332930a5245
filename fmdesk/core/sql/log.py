"""The command log: idempotency, audit and change feed in one (reliability page, One door).

Each row holds the hash of the one before it, so a row that is edited, deleted, moved or put in
between breaks the chain. The head stands in a row of its own, which every command locks last: a
cut tail no longer fits it. Who forges the whole chain cannot forge the heads that stand printed in
reports and stored with closed months.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from fmdesk.core.domain.canonical import dumps
from fmdesk.core.domain.errors import ConflictError
from fmdesk.core.domain.instants import to_epoch
from fmdesk.core.sql.tables import command_head, command_log, command_payload

GENESIS = "0" * 64
"""Head of an empty chain."""


@dataclass(frozen=True, slots=True)
class Command:
    """One row of the log, as it is hashed."""

    seq: int
    op_id: str
    name: str
    actor: str
    at: datetime
    digest: str
    result: str
    previous: str

    @classmethod
    def of(cls, row: sa.Row[*tuple[Any, ...]]) -> "Command":
        """Return the command of a row of the log."""
        return cls(**{name: getattr(row, name) for name in _COLUMNS})

    @property
    def hash(self) -> str:
        """Hash of the row and, through `previous`, of all before it."""
        parts = (self.seq, self.op_id, self.name, self.actor, to_epoch(self.at))
        return sha256(dumps((*parts, self.digest, self.result, self.previous)).encode()).hexdigest()


def fits_head(connection: sa.Connection) -> bool:
    """Tell whether the last command fits the head; cheap, for every opening."""
    query = sa.select(command_log).order_by(command_log.c.seq.desc()).limit(1)
    last = connection.execute(query).one_or_none()
    head = connection.execute(sa.select(command_head)).one_or_none()
    if head is None or last is None:
        return head is not None and (head.seq, head.hash) == (0, GENESIS)
    return (head.seq, head.hash) == (last.seq, last.hash) and Command.of(last).hash == last.hash


def digest_of(salt: str, payload: str) -> str:
    """Return the salted digest of a payload; without the salt nobody can guess the payload."""
    return sha256(f"{salt}:{payload}".encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class CommandLog:
    """The log on one connection."""

    connection: sa.Connection

    def find(self, op_id: UUID, payload: str) -> str | None:
        """Return the stored result of a command, None when it has not run yet.

        The same command sent twice at once waits here for the first one to end: SQLite lets one
        writer in at a time anyway, PostgreSQL locks the `op_id`.

        Raises:
            ConflictError: `command.reused` when it ran with another payload, or with one that was
                erased since.
        """
        if self.connection.dialect.name == "postgresql":
            number = int.from_bytes(op_id.bytes[:8], "big", signed=True)
            self.connection.execute(sa.select(sa.func.pg_advisory_xact_lock(number)))
        query = (
            sa.select(command_log.c.digest, command_log.c.result, command_payload.c.salt)
            .outerjoin(command_payload, command_payload.c.seq == command_log.c.seq)
            .where(command_log.c.op_id == str(op_id))
        )
        row = self.connection.execute(query).one_or_none()
        if row is None:
            return None
        if row.salt is None or digest_of(row.salt, payload) != row.digest:
            raise ConflictError("command.reused", op_id=str(op_id))
        return str(row.result)

    def append(
        self, op_id: UUID, name: str, actor: str, at: datetime, payload: str, result: str
    ) -> Command:
        """Append a command, locking the head until the commit that follows at once."""
        head = self.connection.execute(
            sa.select(command_head.c.seq, command_head.c.hash).with_for_update()
        ).one()
        salt = secrets.token_hex(16)
        digest = digest_of(salt, payload)
        command = Command(head.seq + 1, str(op_id), name, actor, at, digest, result, head.hash)
        self.connection.execute(
            sa.insert(command_log),
            {
                **{column: getattr(command, column) for column in _COLUMNS},
                "hash": command.hash,
            },
        )
        self.connection.execute(
            sa.insert(command_payload), {"seq": command.seq, "salt": salt, "payload": payload}
        )
        self.connection.execute(
            sa.update(command_head).values(seq=command.seq, hash=command.hash, at=at)
        )
        return command

    def head(self) -> str:
        """Return the hash of the last command, in hex."""
        return str(self.connection.execute(sa.select(command_head.c.hash)).scalar_one())


_COLUMNS = ("seq", "op_id", "name", "actor", "at", "digest", "result", "previous")
