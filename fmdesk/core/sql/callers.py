"""Callers in the database: by extension, name, room or cost centre."""

from collections.abc import Iterator
from dataclasses import replace

import sqlalchemy as sa

from fmdesk.core.domain.intake_views import CallerHit, FoundBy
from fmdesk.core.domain.words import fold
from fmdesk.core.sql import tables as t
from fmdesk.core.sql.search import find_persons

MOST = 2000
"""Persons with the typed begins that are looked at: one letter may be that of ten thousands."""
SIGNS = 200
"""Signs of what was typed that count: SQLite refuses a longer pattern than 50,000."""
CANDIDATES = 60
"""Persons of one kind of find that are ranked; more than any list shows."""


def find_callers(connection: sa.Connection, text: str, limit: int) -> tuple[CallerHit, ...]:
    """Return who may be calling; the exact extension first, then name, room, cost centre.

    Args:
        connection: Connection of the unit of work.
        text: What was typed.
        limit: Persons at most.
    """
    found: dict[str, CallerHit] = {}
    # What is pasted may have signs that no database takes: NUL, half of a pair.
    shown = "".join(sign if sign.isprintable() else " " for sign in text[:SIGNS]).strip()
    if fold(shown):
        for hit in _hits(connection, shown):
            found.setdefault(hit.code, hit)
            if len(found) == limit:
                break
    return tuple(found.values())


def _hits(connection: sa.Connection, text: str) -> Iterator[CallerHit]:
    """Yield the finds in their order; a later kind is asked only when it is needed."""
    dialect = connection.dialect.name
    if any(sign.isdecimal() for sign in text):
        whole = set(fold(text).split())
        phones = find_persons(text, dialect, is_whole=True, most=MOST)
        for hit in _read(connection, phones, FoundBy.PHONE):
            if whole <= set(fold(hit.phone).split()):
                yield hit
    names = find_persons(text, dialect, most=MOST)
    named = _read(connection, names, FoundBy.NAME, begin=fold(text))
    yield from sorted((_told(hit, text) for hit in named), key=lambda hit: _PLACES[hit.found_by])
    there = _some(t.person.c.location_id.in_(_rooms(text)))
    yield from _read(connection, there, FoundBy.ROOM)
    paying = _some(t.person.c.cost_centre_id.in_(_having(t.cost_centre, text)))
    yield from _read(connection, paying, FoundBy.COST_CENTRE)


_PLACES = {FoundBy.NAME: 0, FoundBy.PHONE: 1, FoundBy.CODE: 2}


def _told(hit: CallerHit, text: str) -> CallerHit:
    """Return a find among all words of persons with what of it has the typed words."""
    typed = fold(text).split()
    for texts, kind in (((hit.name,), FoundBy.NAME), ((hit.name, hit.phone), FoundBy.PHONE)):
        words = f" {fold(*texts)}"
        if all(f" {word}" in words for word in typed):
            return replace(hit, found_by=kind)
    return replace(hit, found_by=FoundBy.CODE)


def _read(
    connection: sa.Connection, found: sa.ColumnElement[bool], kind: FoundBy, begin: str = ""
) -> Iterator[CallerHit]:
    """Yield active persons under a condition, by name; whose words begin so come first."""
    person = t.person.c
    shown = [
        sa.func.coalesce(column, "")
        for column in (t.department.c.name, t.cost_centre.c.code, t.location.c.name)
    ]
    order: list[sa.ColumnElement[object]] = [person.name, person.code]
    if begin:
        order.insert(0, sa.not_(person.words.startswith(begin, autoescape=True)))
    few = sa.select(person.id).where(found, person.is_active).order_by(*order)
    first = few.limit(CANDIDATES).scalar_subquery()
    query = (
        sa.select(person.code, person.name, person.phone, *shown)
        .outerjoin(t.department, t.department.c.id == person.department_id)
        .outerjoin(t.cost_centre, t.cost_centre.c.id == person.cost_centre_id)
        .outerjoin(t.location, t.location.c.id == person.location_id)
        .where(person.id.in_(first))
        .order_by(*order)
    )
    for row in connection.execute(query):
        code, name, phone, department, cost_centre, room = row
        yield CallerHit(code, name, phone, department, cost_centre, room, kind)


def _some(found: sa.ColumnElement[bool]) -> sa.ColumnElement[bool]:
    """Return a condition that looks at so many persons at most: all rooms may be called one."""
    few = sa.select(t.person.c.id).where(found).limit(MOST).subquery()
    return t.person.c.id.in_(sa.select(few.c.id))


def _rooms(text: str) -> sa.Select[int]:
    """Return the query of the places with this code or name, and of those right below them."""
    named = _having(t.location, text)
    below = sa.select(t.location.c.id).where(t.location.c.parent_id.in_(named))
    return sa.select(sa.union(named, below).subquery().c.id)


def _having(table: sa.Table, text: str) -> sa.Select[int]:
    """Return the query of the keys of rows whose code, or a word of whose name, begins so."""
    typed = text.casefold()
    code, name = sa.func.lower(table.c.code), sa.func.lower(table.c.name)
    return sa.select(table.c.id).where(
        sa.or_(
            code.startswith(typed, autoescape=True),
            sa.literal(" ").concat(name).contains(f" {typed}", autoescape=True),
        )
    )
