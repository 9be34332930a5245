"""The visits in one unit of work."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from fmdesk_visitors import tables as t
from fmdesk_visitors.visits import Guest, GuestState, Named, Visit


class VisitorsStore:
    """The plugin's own tables.

    Args:
        connection: The connection of the unit of work; it commits or rolls back for both.
    """

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def add(self, visit: Visit, people: int) -> Visit:
        """Store a visit of so many whose names are not known yet; return it with its number."""
        made = self._connection.execute(sa.insert(t.visit).values(_values(visit)))
        number = int(next(iter(made.inserted_primary_key or ())))
        self.add_guests(number, people)
        return replace(visit, id=number)

    def add_guests(self, visit_id: int, people: int) -> None:
        """Let more come with a visit."""
        row = _values(Guest(0, visit_id))
        if people > 0:
            self._connection.execute(sa.insert(t.guest), [row] * people)

    def drop_guests(self, guests: Sequence[Guest]) -> None:
        """Forget visitors who do not come after all."""
        ids = [one.id for one in guests]
        self._connection.execute(sa.delete(t.guest).where(t.guest.c.id.in_(ids)))

    def save(self, visit: Visit) -> None:
        """Store a changed visit; its visitors stay as they are."""
        this = sa.update(t.visit).where(t.visit.c.id == visit.id)
        self._connection.execute(this.values(_values(visit)))

    def save_guest(self, guest: Guest) -> None:
        """Store a changed visitor."""
        this = sa.update(t.guest).where(t.guest.c.id == guest.id)
        self._connection.execute(this.values(_values(guest)))

    def name(self, visit: Visit, names: Sequence[Named]) -> None:
        """Tell who the visitors are; who is meant by no number is one without a name, in order."""
        known, free = {one.id: one for one in visit.guests}, iter(visit.nameless(names))
        for named in names:
            guest = known[named.guest_id] if named.guest_id else next(free)
            plate = named.plate.strip().upper()
            self.save_guest(replace(guest, name=named.name.strip(), plate=plate))

    def turn(self, visit: Visit, before: GuestState, after: GuestState) -> None:
        """Bring the visitors that are in one state into another."""
        this = (t.guest.c.visit_id == visit.id) & (t.guest.c.state == before.value)
        self._connection.execute(sa.update(t.guest).where(this).values(state=after.value))

    def erase(self, before: datetime, now: datetime) -> int:
        """Erase who came with visits of long ago; how many and when stays. Returns the visits.

        Args:
            before: Visits that were expected earlier; not those that somebody did not leave yet.
            now: When it is done.
        """
        inside = sa.select(t.guest.c.visit_id).where(t.guest.c.state == GuestState.INSIDE.value)
        old = (t.visit.c.expected_at < before) & t.visit.c.erased_at.is_(None)
        query = sa.select(t.visit.c.id).where(old, t.visit.c.id.not_in(inside))
        ids = [int(one) for one in self._connection.scalars(query)]
        gone = sa.update(t.guest).where(t.guest.c.visit_id.in_(ids))
        self._connection.execute(gone.values(name="", plate=""))
        these = sa.update(t.visit).where(t.visit.c.id.in_(ids))
        self._connection.execute(these.values(company="", erased_at=now))
        return len(ids)

    # --- questions -----------------------------------------------------------------------------

    def of_line(self, line_id: int) -> Visit | None:
        """Return the visit of a line, locked until the end of the unit of work."""
        return next(iter(self._visits(t.visit.c.line_id == line_id, is_locked=True)), None)

    def visit(self, visit_id: int) -> Visit | None:
        """Return a visit, locked until the end of the unit of work."""
        return next(iter(self._visits(t.visit.c.id == visit_id, is_locked=True)), None)

    def of_guest(self, guest_id: int) -> Visit | None:
        """Return the visit with which somebody came, locked likewise."""
        which = sa.select(t.guest.c.visit_id).where(t.guest.c.id == guest_id)
        return next(
            iter(self._visits(t.visit.c.id == which.scalar_subquery(), is_locked=True)), None
        )

    def expected(self, start: datetime, end: datetime) -> tuple[Visit, ...]:
        """Return the visits expected in [start, end), the first first."""
        return self._visits((t.visit.c.expected_at >= start) & (t.visit.c.expected_at < end))

    def with_guests(self, state: GuestState) -> tuple[Visit, ...]:
        """Return the visits of which somebody is in a state, the first first."""
        which = sa.select(t.guest.c.visit_id).where(t.guest.c.state == state.value)
        return self._visits(t.visit.c.id.in_(which))

    def badges(self) -> dict[int, str]:
        """Return the badges that are worn now, with the company of who wears them."""
        both = t.guest.join(t.visit, t.visit.c.id == t.guest.c.visit_id)
        query = sa.select(t.guest.c.badge, t.visit.c.company).select_from(both)
        worn = (t.guest.c.state == GuestState.INSIDE.value) & t.guest.c.badge.is_not(None)
        return {int(row.badge): row.company for row in self._connection.execute(query.where(worn))}

    def _visits(
        self, which: sa.ColumnElement[bool], *, is_locked: bool = False
    ) -> tuple[Visit, ...]:
        query = sa.select(t.visit).where(which).order_by(t.visit.c.expected_at, t.visit.c.id)
        if is_locked:
            query = query.with_for_update()
        found = [Visit(**row._mapping) for row in self._connection.execute(query)]  # noqa: SLF001  # the row's own columns
        mine = t.guest.c.visit_id.in_([one.id for one in found])
        coming: dict[int, list[Guest]] = {one.id: [] for one in found}
        for row in self._connection.execute(sa.select(t.guest).where(mine).order_by(t.guest.c.id)):
            values = {**row._mapping, "state": GuestState(row.state)}  # noqa: SLF001  # as above
            coming[row.visit_id].append(Guest(**values))
        return tuple(replace(one, guests=tuple(coming[one.id])) for one in found)


def _values(row: Visit | Guest) -> dict[str, Any]:
    values = {name: value for name, value in asdict(row).items() if name not in {"id", "guests"}}
    return {**values, "state": row.state.value} if isinstance(row, Guest) else values
