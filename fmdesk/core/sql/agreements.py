"""Agreements with departments in the database."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from fmdesk.core.domain.agreement import Agreement, Level, OrderLimit
from fmdesk.core.domain.errors import NotFoundError
from fmdesk.core.domain.ticket import LineState
from fmdesk.core.ports.agreements import Ordered
from fmdesk.core.sql import tables as t
from fmdesk.core.sql.numbered import insert, known_code
from fmdesk.core.sql.product_rows import limit_of, limit_values

_MOST_PERSONS = 200
_VERSION, _LEVEL = t.agreement_version.c, t.agreement_level.c
_CLIENT, _HOLDER = t.person.alias("client"), t.person.alias("holder")
_VERSIONS = (
    sa.select(
        t.agreement_version,
        sa.func.coalesce(_CLIENT.c.code, "").label("client"),
        sa.func.coalesce(_HOLDER.c.code, "").label("holder"),
    )
    .outerjoin(_CLIENT, _CLIENT.c.id == _VERSION.client_id)
    .outerjoin(_HOLDER, _HOLDER.c.id == _VERSION.holder_id)
)
_CODES = tuple(
    sa.func.coalesce(table.c.code, "").label(table.name)
    for table in (t.product, t.cluster, t.calendar)
)
_LEVELS = (
    sa.select(t.agreement_level, *_CODES)
    .outerjoin(t.product, t.product.c.id == _LEVEL.product_id)
    .outerjoin(t.cluster, t.cluster.c.id == _LEVEL.cluster_id)
    .outerjoin(t.calendar, t.calendar.c.id == _LEVEL.calendar_id)
)


class SqlAgreements:
    """The repository of agreements.

    Args:
        connection: Connection of the unit of work.
    """

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def versions(self, department: str) -> tuple[Agreement, ...]:
        """Return every version of a department's agreement, the newest first."""
        return self._made(_VERSIONS.where(_VERSION.department == department))

    def valid(self, department: str, on: date) -> Agreement | None:
        """Return what holds for a department on a day; None without one, or once it is ended."""
        query = _VERSIONS.where(_VERSION.department == department, _VERSION.valid_from <= on)
        found = self._made(query.limit(1))
        return found[0] if found and not found[0].is_ended else None

    def current(self, on: date) -> Mapping[str, Agreement]:
        """Return what holds on a day, by department."""
        newest: dict[str, Agreement] = {}
        for one in self._made(_VERSIONS.where(_VERSION.valid_from <= on)):
            newest.setdefault(one.department, one)
        return {code: one for code, one in newest.items() if not one.is_ended}

    def _made(self, query: sa.Select[Any]) -> tuple[Agreement, ...]:
        rows = self._connection.execute(query.order_by(_VERSION.number.desc())).mappings().all()
        numbers = [row["id"] for row in rows]
        levels, limits = self._levels(numbers), self._limits(numbers)
        return tuple(
            Agreement(
                row["department"],
                row["valid_from"],
                row["number"],
                row["is_ended"],
                row["client"],
                row["holder"],
                row["budget_cents"],
                row["note"],
                tuple(levels[row["id"]]),
                tuple(limits[row["id"]]),
            )
            for row in rows
        )

    def _levels(self, numbers: Sequence[int]) -> Mapping[int, Sequence[Level]]:
        found: dict[int, list[Level]] = defaultdict(list)
        query = _LEVELS.where(_LEVEL.agreement_version_id.in_(numbers)).order_by(_LEVEL.position)
        for row in self._connection.execute(query).mappings():
            found[row["agreement_version_id"]].append(_level(dict(row)))
        return found

    def _limits(self, numbers: Sequence[int]) -> Mapping[int, Sequence[OrderLimit]]:
        limit = t.agreement_limit.c
        query = (
            sa.select(limit.agreement_version_id, t.person.c.code, limit.cents)
            .select_from(t.agreement_limit)
            .outerjoin(t.person, t.person.c.id == limit.person_id)
            .where(limit.agreement_version_id.in_(numbers))
            .order_by(limit.position)
        )
        found: dict[int, list[OrderLimit]] = defaultdict(list)
        for version, person, cents in self._connection.execute(query):
            found[version].append(OrderLimit(person or "", cents))
        return found

    def add(self, agreement: Agreement) -> Agreement:
        """Store the next version; NotFoundError for an unknown code."""
        there, known = self._connection, known_code
        highest = there.scalar(
            sa.select(sa.func.max(_VERSION.number)).where(
                _VERSION.department == agreement.department
            )
        )
        number = insert(
            there,
            t.agreement_version,
            {
                "department": agreement.department,
                "number": (highest or 0) + 1,
                "valid_from": agreement.valid_from,
                "is_ended": agreement.is_ended,
                "client_id": known(there, t.person, agreement.client),
                "holder_id": known(there, t.person, agreement.holder),
                "budget_cents": agreement.budget_cents,
                "note": agreement.note,
            },
        )
        for position, level in enumerate(agreement.levels):
            values = {
                "agreement_version_id": number,
                "position": position,
                "product_id": known(there, t.product, level.product),
                "variant": level.variant,
                "cluster_id": known(there, t.cluster, level.cluster),
                "calendar_id": known(there, t.calendar, level.calendar),
                "volume": level.volume,
            }
            insert(there, t.agreement_level, values | limit_values(level.lead_time))
        for position, limit in enumerate(agreement.limits):
            values = {
                "agreement_version_id": number,
                "position": position,
                "person_id": known(there, t.person, limit.person),
                "cents": limit.cents,
            }
            there.execute(sa.insert(t.agreement_limit).values(values))
        (made,) = self._made(_VERSIONS.where(_VERSION.id == number))
        return made

    def persons(self, department: str) -> tuple[tuple[str, str], ...]:
        """Return code and name of the active persons of a department, the first 200 by name."""
        person = t.person.c
        query = (
            sa.select(person.code, person.name)
            .join(t.department, t.department.c.id == person.department_id)
            .where(t.department.c.code == department, person.is_active)
            .order_by(person.name, person.id)
            .limit(_MOST_PERSONS)
        )
        return tuple((code, name) for code, name in self._connection.execute(query))

    def level(self, level_id: int) -> Level:
        """Return a level; NotFoundError `agreement.level_unknown`."""
        row = self._connection.execute(_LEVELS.where(_LEVEL.id == level_id)).mappings().first()
        if row is None:
            raise NotFoundError("agreement.level_unknown", level=level_id)
        return _level(dict(row))

    def origin(self, level_id: int) -> tuple[str, int]:
        """Return department and version in which a level was agreed."""
        query = (
            sa.select(_VERSION.department, _VERSION.number)
            .join(t.agreement_level)
            .where(_LEVEL.id == level_id)
        )
        department, number = self._connection.execute(query).one()
        return department, number

    def ordered(self, start: datetime, end: datetime) -> Sequence[Ordered]:
        """Return the pieces that each department ordered; see the port."""
        line, product, payer, asks = t.line.c, t.product_version.c, t.department, t.person.c
        whose = sa.func.coalesce(line.department_id, asks.department_id)
        codes = [sa.func.coalesce(one, "") for one in (payer.c.code, t.product.c.code)]
        codes += [sa.func.coalesce(one, "") for one in (line.variant, t.cluster.c.code)]
        query = (
            sa.select(*codes, sa.func.sum(line.quantity))
            .select_from(t.line)
            .join(t.ticket, t.ticket.c.id == line.ticket_id)
            .join(t.product_version, product.id == line.product_version_id)
            .join(t.product, t.product.c.id == product.product_id)
            .outerjoin(t.cluster, t.cluster.c.id == product.cluster_id)
            .outerjoin(t.person, asks.id == t.ticket.c.requester_id)
            .outerjoin(payer, payer.c.id == whose)
            .where(*_in(start, end))
            .group_by(*codes)
        )
        return [Ordered(*row[:4], int(row[4])) for row in self._connection.execute(query)]

    def spent(self, department: str, start: datetime, end: datetime) -> int:
        """Return what a department ordered in [start, end), in cents at order."""
        query = (
            sa.select(sa.func.coalesce(sa.func.sum(t.line.c.price_cents), 0))
            .join(t.department, t.department.c.id == t.line.c.department_id)
            .where(t.department.c.code == department, *_in(start, end))
        )
        return int(self._connection.scalar(query) or 0)


def _in(start: datetime, end: datetime) -> tuple[sa.ColumnElement[bool], ...]:
    line = t.line.c
    is_left = line.state != LineState.CANCELLED.value
    return line.opened_at >= start, line.opened_at < end, is_left


def _level(row: Mapping[str, Any]) -> Level:
    return Level(
        row["product"],
        row["variant"],
        row["cluster"],
        limit_of(row),
        row["calendar"],
        row["volume"],
        row["id"],
    )
