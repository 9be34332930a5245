"""Places of the list of lines: its first rows at once, any other by a seek from a mark.

Nothing here reads all lines in Python. The first rows of a filtered list are looked for in two
ways: by walking the sort's index for a bounded number of lines, which finds what many lines pass;
else by the filter's own index and a sort, which is quick for what few lines pass.
"""

from array import array
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

import sqlalchemy as sa

from fmdesk.core.domain.listing import SHORT, Extent, Mark
from fmdesk.core.sql import tables as t
from fmdesk.core.sql.list_order import ORDERS, Group, Order
from fmdesk.core.sql.ticket_list import LOOKED_AT, Asked
from fmdesk.core.sqltypes import Cents, UtcDateTime

STREAM = 4000
"""Ids in one piece."""
LOOKED = 20_000
"""Lines that the first rows are looked for among, before the filter's own index is asked."""
GROUPS = 4
"""Groups in which they are looked for so."""
RARE = 500
"""So few lines are sorted rather than looked for in order."""
AHEAD = 64
"""Marks found in one go."""
_ID = (t.line.c.id,)
_LOOKED_AT = tuple(t.line.c[name] for name in (*LOOKED_AT, "price_cents", "quantity"))


def order_of(asked: Asked) -> Order:
    """Return the order of the list; a name that nobody knows means by number."""
    return ORDERS.get(asked.wanted.sort, ORDERS["number"])


def list_ids(connection: sa.Connection, asked: Asked) -> Iterator[Sequence[int]]:
    """Yield the ids of all lines in the order of the list, in pieces of some thousands."""
    query = _whole(asked).execution_options(yield_per=STREAM)
    yield from connection.execute(query).scalars().partitions(STREAM)


def first_ids(connection: sa.Connection, asked: Asked, most: int) -> Sequence[int]:
    """Return the first ids of the list."""
    conditions = asked.conditions()
    if not conditions:
        return page_ids(connection, asked, Mark(), 0, most)
    some = sa.select(t.line.c.id).where(*conditions).limit(RARE + 1)
    few = connection.execute(some).scalars().all()
    if len(few) <= 1:  # a number, most often: nothing is to be sorted
        return few[:most]
    whole = _whole(asked).limit(most)
    if len(few) <= RARE:
        return connection.execute(whole).scalars().all()
    order = order_of(asked)
    groups = order.groups(connection, is_descending=asked.wanted.is_descending)
    found: list[int] = []
    for group in islice(groups, GROUPS):
        looked = _walk(order, group, asked, _LOOKED_AT, is_narrowed=False)
        lines = looked.limit(LOOKED).subquery("looked")
        query = sa.select(lines.c.id).where(*asked.conditions(lines.c)).limit(most - len(found))
        if asked.dialect != "sqlite":  # which takes the lines as they come, and stops early
            query = query.order_by(*_sorted(group, asked, lines))
        found += connection.execute(query).scalars()
        if len(found) == most:
            return found
        if connection.execute(looked.limit(1).offset(LOOKED)).first() is not None:
            break  # the next group comes behind what was not looked at
    return connection.execute(whole).scalars().all()


def _count(connection: sa.Connection, asked: Asked, most: int) -> int:
    """Return how many lines there are, looking at so many at most."""
    some = sa.select(t.line.c.id).where(*asked.conditions()).limit(most).subquery("some")
    counted = connection.execute(sa.select(sa.func.count()).select_from(some))
    return int(counted.scalar_one())


def page_ids(
    connection: sa.Connection, asked: Asked, mark: Mark, skip: int, most: int
) -> Sequence[int]:
    """Return ids from a mark on.

    Args:
        connection: Connection of the unit of work.
        asked: What the list is asked for.
        mark: Where to begin.
        skip: Lines left out after it; they are of its group.
        most: Ids at most.
    """
    found: list[int] = []
    for group in _from(connection, asked, mark):
        key = mark.key if group.value == mark.group else ()
        walked = _walk(order_of(asked), group, asked, _ID, key)
        query = walked.limit(most - len(found)).offset(skip)
        found += connection.execute(query).scalars()
        skip = 0  # of its own group alone
        if len(found) == most:
            break
    return found


def extent(connection: sa.Connection, asked: Asked) -> Extent:
    """Return how long the list is, with its ids or the begins of its groups."""
    if _count(connection, asked, SHORT + 1) <= SHORT:
        ids = array("q", connection.execute(_whole(asked)).scalars())
        return Extent(len(ids), ids=ids)
    order = order_of(asked)
    columns = [t.line.c[name] for name in order.columns]
    lines: sa.FromClause = t.line
    if conditions := asked.conditions():
        found = sa.select(*columns).where(*conditions).cte("found")
        lines = found.prefix_with("MATERIALIZED")  # else all lines are looked at by value
    value = order.value(lines)
    counts = sa.select(value, sa.func.count()).select_from(lines)
    if not order.keys:
        counts = counts.group_by(value)
    counted = {order.known(row[0]): row[1] for row in connection.execute(counts)}
    begins, total = [], 0
    for group in order.groups(connection, is_descending=asked.wanted.is_descending):
        if counted.get(group.value):
            begins.append(Mark(total, group.value))
            total += counted[group.value]
    return Extent(total, tuple(begins))


def marks(connection: sa.Connection, asked: Asked, after: Mark, step: int) -> Sequence[Mark]:
    """Return the next marks of the group of a mark, so many rows from each other.

    Args:
        connection: Connection of the unit of work.
        asked: What the list is asked for.
        after: The last mark that is known of the group.
        step: Rows from mark to mark.
    """
    order, group = _place(connection, asked, after)
    place = sa.func.row_number().over(order_by=_sorted(group, asked)).label("place")
    keys = [_plain(key) for key in group.keys]
    walked = _walk(order, group, asked, (place, *keys), after.key).limit(AHEAD * step)
    rows = walked.subquery("walked")
    query = sa.select(rows).where(rows.c.place % step == 0).order_by(rows.c.place)
    return [
        Mark(after.row + row, group.value, tuple(key)) for row, *key in connection.execute(query)
    ]


def row_of(
    connection: sa.Connection, asked: Asked, line_id: int, begins: Sequence[Mark]
) -> int | None:
    """Return the row of a line, None when it does not pass the filter.

    Args:
        connection: Connection of the unit of work.
        asked: What the list is asked for.
        line_id: The line.
        begins: Where the groups of the list begin.
    """
    order = order_of(asked)
    passed = sa.select(order.value(t.line)).where(t.line.c.id == line_id, *asked.conditions())
    found = connection.execute(passed.select_from(t.line)).one_or_none()
    value = None if found is None else order.known(found[0])
    begin = next((one for one in begins if found is not None and one.group == value), None)
    if begin is None:
        return None
    order, group = _place(connection, asked, begin)
    keys = [_plain(key) for key in group.keys]
    own = connection.execute(sa.select(*keys).where(t.line.c.id == line_id)).one()
    until = (
        sa.tuple_(*keys) > sa.tuple_(*own)
        if asked.wanted.is_descending
        else (sa.tuple_(*keys) < sa.tuple_(*own))
    )
    before = _walk(order, group, asked, _ID).order_by(None).where(until).subquery("before")
    counted = connection.execute(sa.select(sa.func.count()).select_from(before))
    return begin.row + int(counted.scalar_one())


def _place(connection: sa.Connection, asked: Asked, mark: Mark) -> tuple[Order, Group]:
    """Return the order of the list and the group of a mark."""
    return order_of(asked), next(_from(connection, asked, mark))


def _whole(asked: Asked) -> sa.Select[int]:
    """Return the query of all ids in order; it finds the lines by the filter's own index."""
    order = order_of(asked)
    lines: sa.FromClause = t.line
    if conditions := asked.conditions():
        columns = [t.line.c[name] for name in dict.fromkeys((*order.columns, "id"))]
        found = sa.select(*columns).where(*conditions).cte("found")
        lines = found.prefix_with("MATERIALIZED")  # else the sort's index is walked to the end
    query = sa.select(lines.c.id).select_from(lines)
    return order.sorted(query, lines, is_descending=asked.wanted.is_descending)


def _walk(
    order: Order,
    group: Group,
    asked: Asked,
    columns: Sequence[sa.ColumnElement[Any]],
    after: Sequence[int] = (),
    *,
    is_narrowed: bool = True,
) -> sa.Select[Any]:
    """Return the query of the lines of a group in order, by the sort's own index."""
    query = sa.select(*columns).where(*order.within(t.line, group))
    if is_narrowed:
        query = query.where(*asked.without_index())
    if after:
        seek = sa.tuple_(*(_plain(key) for key in group.keys))
        there = sa.tuple_(*after)
        query = query.where(seek < there if asked.wanted.is_descending else seek > there)
    return query.order_by(*_sorted(group, asked))


def _sorted(
    group: Group, asked: Asked, lines: sa.FromClause = t.line
) -> Sequence[sa.ColumnElement[int]]:
    columns = [lines.c[key] for key in group.keys]
    return [one.desc() if asked.wanted.is_descending else one.asc() for one in columns]


def _plain(name: str) -> sa.ColumnElement[int]:
    """Return a column as it is stored: an instant as the number of its second."""
    column = t.line.c[name]
    is_number = isinstance(column.type, UtcDateTime | Cents)
    return sa.type_coerce(column, sa.BigInteger).label(name) if is_number else column


def _from(connection: sa.Connection, asked: Asked, mark: Mark) -> Iterator[Group]:
    """Return the groups from that of a mark on; all of them from the begin of the list."""
    since = None if mark == Mark() else mark.group
    is_descending = asked.wanted.is_descending
    return order_of(asked).groups(connection, is_descending=is_descending, since=since)
