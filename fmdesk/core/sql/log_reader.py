"""The command log as it is read (`fmdesk.core.ports.CommandReader`)."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from fmdesk.core.domain.audit import STEP, CommandView, LogExtent, LogFilter
from fmdesk.core.domain.why_paper import ChainHead, LoggedCommand
from fmdesk.core.sql.log import Command, digest_of
from fmdesk.core.sql.tables import (
    command_head,
    command_log,
    command_payload,
    line,
    line_event,
    sanction,
    sanction_decision,
    verdict_ruling,
)


@dataclass(frozen=True, slots=True)
class SqlCommandReader:
    """The log on one connection."""

    connection: sa.Connection

    def head(self) -> ChainHead:
        """Return the last row of the chain; see the port."""
        row = self.connection.execute(sa.select(command_head)).one()
        return ChainHead(row.seq, row.hash, row.at)

    def actors(self) -> tuple[str, ...]:
        """Return the logins that ever acted; see the port."""
        return tuple(self.connection.execute(sa.select(command_log.c.actor).distinct()).scalars())

    def rows(self, wanted: LogFilter, most: int, skip: int = 0) -> tuple[LoggedCommand, ...]:
        """Return the newest commands that fit; see the port."""
        found = self._found(wanted, command_log.c, skip + most)
        query = sa.select(found).order_by(found.c.seq.desc()).limit(most).offset(skip)
        return tuple(_logged(row) for row in self.connection.execute(query))

    def extent(self, wanted: LogFilter) -> LogExtent:
        """Return how long the list is, and its marks; see the port."""
        if wanted.is_empty:  # numbers of commands have no gaps
            top = self.head().seq
            return LogExtent(top, tuple(range(top, 0, -STEP)))
        seq = self._found(wanted, (command_log.c.seq,)).c.seq
        place = (sa.func.row_number().over(order_by=seq.desc()) - 1).label("place")
        listed = sa.select(seq, place, sa.func.count().over().label("total")).subquery()
        every = sa.select(listed).where(listed.c.place % STEP == 0).order_by(listed.c.place)
        marks = self.connection.execute(every).all()
        return LogExtent(marks[0].total if marks else 0, tuple(row.seq for row in marks))

    def _found(
        self, wanted: LogFilter, columns: Iterable[sa.ColumnElement[Any]], most: int | None = None
    ) -> sa.Subquery:
        """Return the rows that fit, or so many of the newest.

        Words are looked for in the payloads first and in the names of commands apart: only what
        has them is looked up in the log, which a million payloads would be otherwise.
        """
        log, given, terms = command_log.c, command_payload.c, tuple(_terms(wanted))
        if not wanted.text:
            return _newest(sa.select(*columns).where(*terms), log.seq, most)
        # LIKE of SQLite takes small and capital letters for the same.
        is_sqlite = self.connection.dialect.name == "sqlite"
        has = given.payload.contains if is_sqlite else given.payload.icontains
        has_words = has(wanted.text, autoescape=True)
        of_log = given.seq == log.seq
        worded = sa.select(*columns).join_from(command_payload, command_log, of_log)
        found = _newest(worded.where(has_words, *terms), given.seq, most)
        if not wanted.names:
            return found
        named = sa.select(*columns).where(log.name.in_(wanted.names), *terms)
        return sa.union(sa.select(found), sa.select(_newest(named, log.seq, most))).subquery()

    def views(self, seqs: Sequence[int]) -> tuple[CommandView, ...]:
        """Return commands with what they were given; see the port."""
        query = (
            sa.select(command_log, command_payload.c.salt, command_payload.c.payload)
            .outerjoin(command_payload, command_payload.c.seq == command_log.c.seq)
            .where(command_log.c.seq.in_(seqs))
            .order_by(command_log.c.seq.desc())
        )
        return tuple(_view(row) for row in self.connection.execute(query))

    def of_line(self, line_id: int) -> tuple[LoggedCommand, ...]:
        """Return the commands behind the events and decisions of a line; see the port."""
        marks = self._marks(line_id)
        query = (
            sa.select(command_log, command_payload.c.payload)
            .outerjoin(command_payload, command_payload.c.seq == command_log.c.seq)
            .where(command_log.c.at.in_({at for at, _actor in marks}))
            .order_by(command_log.c.seq)
        )
        found = self.connection.execute(query).all()
        ids = {"line": line_id, "ticket": self._ticket(line_id)}
        named = {one.seq for one in found if _is_named(one, ids)}
        told = {one.at for one in found if one.seq in named}
        alone = Counter(one.at for one in found)
        return tuple(
            _logged(one)
            for one in found
            if one.seq in named
            or (one.at not in told and (alone[one.at] == 1 or (one.at, one.actor) in marks))
        )

    def _ticket(self, line_id: int) -> int:
        query = sa.select(line.c.ticket_id).where(line.c.id == line_id)
        return int(self.connection.execute(query).scalar_one())

    def _marks(self, line_id: int) -> set[tuple[object, str]]:
        """Return when events and decisions of a line were recorded, and by whom."""
        events = sa.select(line_event.c.recorded_at, line_event.c.actor).where(
            line_event.c.line_id == line_id
        )
        said = (
            sa.select(sanction_decision.c.at, sanction_decision.c.actor)
            .join(sanction, sanction.c.id == sanction_decision.c.sanction_id)
            .where(sanction.c.line_id == line_id)
        )
        ruled = sa.select(verdict_ruling.c.at, verdict_ruling.c.actor).where(
            verdict_ruling.c.line_id == line_id
        )
        found = self.connection.execute(sa.union_all(events, said, ruled))
        return {(at, actor) for at, actor in found}


def _newest(query: sa.Select[Any], seq: sa.ColumnElement[int], most: int | None) -> sa.Subquery:
    """Return so many rows of a query by falling numbers; all of them, in no order, for None."""
    return (query if most is None else query.order_by(seq.desc()).limit(most)).subquery()


def _terms(wanted: LogFilter) -> Iterator[sa.ColumnElement[bool]]:
    """Yield the conditions on the log itself."""
    log = command_log.c
    if wanted.before:
        yield log.seq < wanted.before
    if wanted.actor:
        yield log.actor == wanted.actor
    if wanted.command:
        kind = f"{wanted.command}."
        yield sa.or_(log.name == wanted.command, log.name.startswith(kind, autoescape=True))
    if wanted.since is not None:
        yield log.at >= wanted.since
    if wanted.until is not None:
        yield log.at < wanted.until


def _logged(row: sa.Row[*tuple[Any, ...]]) -> LoggedCommand:
    return LoggedCommand(row.seq, row.name, row.actor, row.at, row.hash)


def _view(row: sa.Row[*tuple[Any, ...]]) -> CommandView:
    is_whole = row.payload is None or digest_of(row.salt, row.payload) == row.digest
    return CommandView(
        row=_logged(row),
        op_id=row.op_id,
        previous=row.previous,
        digest=row.digest,
        payload=row.payload,
        result=row.result,
        is_sound=is_whole and Command.of(row).hash == row.hash,
    )


def _is_named(row: sa.Row[*tuple[Any, ...]], ids: Mapping[str, int]) -> bool:
    """Tell whether a command was asked about a line or its ticket, or answered with it."""
    return any(_names(json.loads(text), ids) for text in (row.result, row.payload) if text)


def _names(value: object, ids: Mapping[str, int]) -> bool:
    if isinstance(value, list):
        return any(_names(one, ids) for one in value)
    if not isinstance(value, dict):
        return False
    for kind, number in ids.items():
        many = (*_listed(value.get(f"{kind}_ids")), *_listed(value.get(f"{kind}s")))
        if value.get(f"{kind}_id") == number or number in many:
            return True
    return any(_names(one, ids) for one in value.values())


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else []
