"""The orders of the list of lines, as data, and how each is walked by its index.

An order sorts by columns that one index of the line has, so that a page is a seek. What has its
name in another table (unit, product) or may be missing (the due time) is sorted in groups: lines of
the same unit stand together, in the order of the units' names, and each group is walked by the same
index. Lines that lack what they are sorted by stand last, either way round. Of many groups, such
as the persons who asked, those alone are looked up that are needed.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import dropwhile
from typing import Any

import sqlalchemy as sa

from fmdesk.core.domain.ticket import LineState
from fmdesk.core.sql import tables as t

MISSING = 0
"""What lines have in common that lack a unit, a place ...; no record has this number."""
FEW, MANY = 64, 4096
"""Groups that are looked up in one go, at first and later on."""
_STATES = {state.value: place for place, state in enumerate(LineState)}


@dataclass(frozen=True, slots=True)
class Group:
    """Lines that stand together.

    Attributes:
        value: What they have in common; None where all lines stand together.
        keys: Columns that they are sorted by among themselves.
        is_missing: They lack what the list is sorted by.
    """

    value: int | str | None = None
    keys: tuple[str, ...] = ("id",)
    is_missing: bool = False


@dataclass(frozen=True, slots=True)
class Order:
    """One order of the list.

    Attributes:
        keys: Columns that all lines are sorted by, for an order without groups.
        instant: Column of a time that may be missing.
        column: Column whose value the lines of a group share.
        table: Where the groups have their names; none for the states.
        name: Column of the name.
        key: Column of the table to which the line's column refers.
    """

    keys: tuple[str, ...] = ()
    instant: str = ""
    column: str = ""
    table: sa.Table | None = None
    name: str = ""
    key: str = "id"

    def groups(
        self,
        connection: sa.Connection,
        *,
        is_descending: bool,
        since: int | str | None = None,
    ) -> Iterator[Group]:
        """Yield the groups that have lines, in the order of the list, as they are asked for.

        Args:
            connection: Connection of the unit of work.
            is_descending: The other way round.
            since: What the first of them has in common; None for the begin of the list.
        """
        if self.table is None:
            is_behind = since is not None
            groups = self._few(is_descending=is_descending)
            yield from dropwhile(lambda one: is_behind and one.value != since, groups)
            return
        if since != MISSING:
            for value in _values(connection, self, self.table, since, is_descending=is_descending):
                yield Group(value)
        if t.line.c[self.column].nullable:
            yield Group(MISSING, is_missing=True)

    def _few(self, *, is_descending: bool) -> Sequence[Group]:
        """Return the groups of an order that has no names to look up."""
        if self.keys:
            return (Group(None, self.keys),)
        if self.instant:
            return (Group(0, (self.instant, "id")), Group(1, is_missing=True))
        rising = [Group(state) for state in _STATES]
        return rising[::-1] if is_descending else rising

    def within(self, line: sa.FromClause, group: Group) -> Sequence[sa.ColumnElement[bool]]:
        """Return the conditions of the lines of a group."""
        if self.keys:
            return ()
        column = line.c[self.instant or self.column]
        if group.is_missing:
            return (column.is_(None),)
        return (column.is_not(None) if self.instant else column == group.value,)

    def value(self, lines: sa.FromClause) -> sa.ColumnElement[Any]:
        """Return what lines of the same group have in common."""
        if self.instant:
            return sa.case((lines.c[self.instant].is_(None), 1), else_=0)
        return lines.c[self.column] if self.column else sa.null()

    def known(self, value: int | str | None) -> int | str | None:
        """Return the value by which a group is known that `value` selected."""
        return MISSING if value is None and self.column else value

    def sorted(
        self, query: sa.Select[int], lines: sa.FromClause, *, is_descending: bool
    ) -> sa.Select[int]:
        """Return a query over lines that were found otherwise, in this order.

        Args:
            query: It selects from `lines`.
            lines: They have the columns `id` and those that this order is by.
            is_descending: The other way round.
        """
        line = lines.c
        columns: Sequence[sa.ColumnElement[object]]
        if self.table is not None:
            key = self.table.c[self.key]
            query = query.outerjoin(self.table, key == line[self.column])
            columns = [self.table.c[self.name], key, line.id]
        elif self.column:
            columns = [sa.case(_STATES, value=line[self.column]), line.id]
        else:
            columns = [line[key] for key in self.keys or (self.instant, "id")]
        turned = (one.desc() if is_descending else one.asc() for one in columns)
        return query.order_by(*(one.nulls_last() for one in turned))

    @property
    def columns(self) -> Sequence[str]:
        """The columns of the line that it is by."""
        return self.keys or (self.instant or self.column, "id")


def _values(
    connection: sa.Connection,
    order: Order,
    table: sa.Table,
    since: int | str | None,
    *,
    is_descending: bool,
) -> Iterator[int | str]:
    """Yield what the lines of each group have in common, by name, looked up in growing pieces."""
    name, key = table.c[order.name], table.c[order.key]
    place = sa.tuple_(name, key)
    seen = sa.exists().where(t.line.c[order.column] == key)
    by = (name.desc(), key.desc()) if is_descending else (name.asc(), key.asc())
    query, begin = sa.select(name, key).where(seen).order_by(*by), None
    if since is not None:
        begin = connection.execute(sa.select(name, key).where(key == since)).one_or_none()
    if begin is not None:
        yield begin[1]
    most = FEW
    while True:
        after = () if begin is None else (_behind(place, begin, is_descending=is_descending),)
        found = connection.execute(query.where(*after).limit(most)).all()
        yield from (row[1] for row in found)
        if len(found) < most:
            return
        begin, most = found[-1], min(2 * most, MANY)


def _behind(
    place: sa.Tuple, begin: Sequence[Any], *, is_descending: bool
) -> sa.ColumnElement[bool]:
    there = sa.tuple_(*begin)
    return place < there if is_descending else place > there


def _named(column: str, table: sa.Table, name: str = "name", key: str = "id") -> Order:
    return Order(column=column, table=table, name=name, key=key)


ORDERS: Mapping[str, Order] = {
    "number": Order(("ticket_id", "position")),
    "opened": Order(("opened_at", "id")),
    "price": Order(("price_cents", "id")),
    "quantity": Order(("quantity", "id")),
    "due": Order(instant="due_at"),
    "ready": Order(instant="ready_at"),
    "state": Order(column="state"),
    "unit": _named("unit_id", t.unit),
    "department": _named("department_id", t.department),
    "location": _named("location_id", t.location),
    "requester": _named("requester_id", t.person),
    "channel": _named("channel", t.channel, "name_nl", "code"),
    "product": _named("product_version_id", t.product_version, "name_nl"),
}
"""By the name that a filter's sort has."""
