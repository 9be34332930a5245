"""The command log as it is read (`fmdesk.core.ports.CommandReader`)."""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from fmdesk.core.domain.why_paper import ChainHead, LoggedCommand
from fmdesk.core.sql.tables import (
    command_head,
    command_log,
    command_payload,
    line,
    line_event,
    sanction,
    sanction_decision,
)


@dataclass(frozen=True, slots=True)
class SqlCommandReader:
    """The log on one connection."""

    connection: sa.Connection

    def head(self) -> ChainHead:
        """Return the last row of the chain; see the port."""
        row = self.connection.execute(sa.select(command_head)).one()
        return ChainHead(row.seq, row.hash, row.at)

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
            LoggedCommand(one.seq, one.name, one.actor, one.at, one.hash)
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
        return {(at, actor) for at, actor in self.connection.execute(sa.union_all(events, said))}


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
