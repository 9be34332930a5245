"""The work of a unit in the database: which lines it has now, and what came of its work."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import TypeVar

import sqlalchemy as sa

from fmdesk.core.domain.call_back import CallBackOutcome
from fmdesk.core.domain.contact import REMARKS
from fmdesk.core.domain.events import EventKind
from fmdesk.core.domain.ticket import ContactKind
from fmdesk.core.domain.unit_work import (
    BY_STEP,
    Absence,
    AskedOften,
    DayEnds,
    MemberWork,
    VoiceRow,
    Whose,
    Within,
    WorkFilter,
    WorkRow,
    step_at,
    unit_of,
)
from fmdesk.core.domain.views import TicketRow
from fmdesk.core.sql import tables as t
from fmdesk.core.sql import ticket_list
from fmdesk.core.sql.catalog import SqlCatalog
from fmdesk.core.sql.ticket_list import OPEN, PIECE
from fmdesk.core.sql.ticket_rows import ticket_number

Columns = TypeVar("Columns")
PLACES = 1000
"""More than the places of a process, so that version and place make one number."""
WITHDRAWN = "withdrawn"
_BUCKETS = (Within.LATE, Within.DUE_TODAY, Within.TOMORROW, Within.LATER_WEEK)


class SqlUnitWork:
    """The repository of the work of units.

    Args:
        connection: Connection of the unit of work.
        now: Its instant.
        actor: Who acts.
        catalog: The catalogue in the same unit of work.
    """

    def __init__(
        self, connection: sa.Connection, now: datetime, actor: str, catalog: SqlCatalog
    ) -> None:
        self._connection = connection
        self._now = now
        self._actor = actor
        self._catalog = catalog

    # --- the lines of a unit ---------------------------------------------------------------------

    def list_ids(self, wanted: WorkFilter, ends: DayEnds, day: date) -> Sequence[int]:
        """Return the lines that a unit has now, next due first."""
        line, person = t.line.c, t.line_assignment.c.person_id
        query = self._lines(wanted.unit_id, sa.select(line.id))
        query = query.where(*_of(wanted, person, day), *_due(wanted.within, ends))
        order = (line.due_at.asc().nulls_last(), line.id)
        return self._connection.execute(query.order_by(*order)).scalars().all()

    def rows(
        self, line_ids: Sequence[int], unit_id: int, now: datetime, day: date, language: str
    ) -> tuple[WorkRow, ...]:
        """Return the rows of these lines, in their order; unknown ones are left out."""
        shown = ticket_list.rows(self._connection, line_ids, now, language)
        more: dict[int, sa.RowMapping] = {}
        for first in range(0, len(line_ids), PIECE):
            query = _assigned(_MORE, unit_id).where(
                t.line.c.id.in_(line_ids[first : first + PIECE])
            )
            more |= {row["id"]: row for row in self._connection.execute(query).mappings()}
        absent = {person for person, one in self.absences().items() if one.covers(day)}
        return tuple(self._row(one, more[one.line_id], absent, language) for one in shown)

    def _row(
        self,
        line: TicketRow,
        more: sa.RowMapping,
        absent: set[int],
        language: str,
    ) -> WorkRow:
        version, place = more["process_version_id"], more["place"] or 0
        step = step_at(self._catalog.process_version(version), place) if version else None
        name = "" if step is None else step.name_en if language == "en" else step.name_nl
        calendar = line.calendar_version_id
        if calendar is not None:
            line = replace(line, calendar=self._catalog.calendar_version(calendar)[1])
        return WorkRow(
            line=line,
            version=more["version"],
            step=step.position if step else None,
            step_name=name,
            is_started=more["kind"] == EventKind.STARTED.value,
            is_returned=more["kind"] == EventKind.RETURNED.value,
            person_id=more["person_id"],
            person=more["person"] or "",
            is_absent=more["person_id"] in absent,
        )

    def members(self, unit_id: int, ends: DayEnds, day: date) -> tuple[MemberWork, ...]:
        """Return the open work by member, by name; what nobody has first."""
        due, person = t.line.c.due_at, t.line_assignment.c.person_id
        bounds = (ends.now, ends.today, ends.tomorrow, ends.week)
        bucket = sa.case(
            *((due < end, place) for place, end in enumerate(bounds)), else_=len(bounds)
        )
        query = self._lines(unit_id, sa.select(person, bucket, sa.func.count()))
        counts: dict[int | None, dict[int, int]] = defaultdict(dict)
        for who, place, count in self._connection.execute(query.group_by(person, bucket)):
            counts[who][place] = count
        absences = self.absences()
        p = t.person.c
        staff = sa.select(p.id, p.name).where(
            sa.or_(sa.and_(p.unit_id == unit_id, p.is_active), p.id.in_([*filter(None, counts)]))
        )
        people = self._connection.execute(staff.order_by(p.name, p.id)).all()
        return tuple(
            _member(who, name, absences.get(who or 0), day, counts[who])
            for who, name in [(None, ""), *people]
        )

    def _lines(self, unit_id: int, query: sa.Select[Columns]) -> sa.Select[Columns]:
        """Return a query over lines and their assignment, restricted to those a unit has now."""
        line = t.line.c
        holds = (
            sa.and_(line.owner_id.is_(None), self._holds(unit_id, is_redirected=False)),
            sa.and_(line.owner_id.is_not(None), self._holds(unit_id, is_redirected=True)),
        )
        open_ = (line.ready_at.is_(None), line.state.in_(OPEN))
        return _assigned(query, unit_id).where(*open_, sa.or_(*holds))

    def _holds(self, unit_id: int, *, is_redirected: bool) -> sa.ColumnElement[bool]:
        """Return the condition that a unit has a line now, redirected or not."""
        line = t.line.c
        own, named = self._places(unit_id, is_redirected=is_redirected)
        code = line.process_version_id * PLACES + sa.func.coalesce(_PLACE, 0)
        is_own = sa.or_(line.process_version_id.is_(None), code.in_(own))
        holds = sa.and_(line.unit_id == unit_id, is_own)
        if not named:
            return holds
        versions = {one // PLACES for one in named}
        is_named = sa.and_(line.process_version_id.in_(versions), code.in_(named))
        return sa.or_(holds, is_named)

    def _places(self, unit_id: int, *, is_redirected: bool) -> tuple[Sequence[int], Sequence[int]]:
        """Return the places at which a unit has a line: as its unit, and whosever it is."""
        units = self._connection.execute(sa.select(t.unit.c.id, t.unit.c.is_front_office)).all()
        front = next((one.id for one in units if one.is_front_office), None)
        own, named = [], []
        versions = self._connection.execute(sa.select(t.process_version.c.id)).scalars().all()
        for version in versions:
            process = self._catalog.process_version(version)
            for place in range(2 * len(process.steps) + 2) if process.steps else ():
                step, code = step_at(process, place), version * PLACES + place
                if unit_of(step, 0, front, is_redirected=is_redirected) == unit_id:
                    named.append(code)
                elif unit_of(step, unit_id, front, is_redirected=is_redirected) == unit_id:
                    own.append(code)
        return own, named

    # --- who does it -----------------------------------------------------------------------------

    def assignee(self, line_id: int, unit_id: int) -> int | None:
        """Return who does a line for a unit, None for nobody."""
        query = _assigned(sa.select(t.line_assignment.c.person_id), unit_id)
        return self._connection.execute(query.where(t.line.c.id == line_id)).scalar()

    def held(self, line_ids: Sequence[int], unit_id: int) -> frozenset[int]:
        """Return which of these lines a unit has now."""
        query = self._lines(unit_id, sa.select(t.line.c.id))
        found: set[int] = set()
        for first in range(0, len(line_ids), PIECE):
            among = t.line.c.id.in_(line_ids[first : first + PIECE])
            found |= set(self._connection.execute(query.where(among)).scalars())
        return frozenset(found)

    def assign(self, line_ids: Sequence[int], unit_id: int, person_id: int | None) -> None:
        """Give lines to a member, or to nobody.

        Two who give the same lines take turns, so that all of them are given by the later one.
        """
        ordered = sorted(line_ids)
        for first in range(0, len(ordered), PIECE):
            among = t.line.c.id.in_(ordered[first : first + PIECE])
            turn = sa.select(t.line.c.id).where(among).order_by(t.line.c.id).with_for_update()
            self._connection.execute(turn)
        rows = [
            {
                "line_id": one,
                "unit_id": unit_id,
                "person_id": person_id,
                "at": self._now,
                "actor": self._actor,
            }
            for one in line_ids
        ]
        if rows:
            self._connection.execute(sa.insert(t.line_assignment), rows)

    def tickets_of(self, line_ids: Sequence[int]) -> tuple[int, ...]:
        """Return the tickets of lines, each once."""
        found: set[int] = set()
        for first in range(0, len(line_ids), PIECE):
            among = t.line.c.id.in_(line_ids[first : first + PIECE])
            found |= set(
                self._connection.execute(sa.select(t.line.c.ticket_id).where(among)).scalars()
            )
        return tuple(sorted(found))

    def note_of(self, ticket_id: int) -> str:
        """Return what was noted when a ticket was taken, empty for nothing."""
        c = t.contact.c
        first = sa.select(c.note).where(c.ticket_id == ticket_id, c.note != "").order_by(c.id)
        ordered = first.where(c.kind == ContactKind.ORDER.value).limit(1)
        return self._connection.execute(ordered).scalar() or ""

    def set_absence(self, absence: Absence) -> None:
        """Set when somebody is absent; days the wrong way round take it back."""
        same = t.absence.c.person_id == absence.person_id
        self._connection.execute(sa.delete(t.absence).where(same))
        if absence.first_day > absence.last_day:
            return
        values = {
            "person_id": absence.person_id,
            "first_day": absence.first_day,
            "last_day": absence.last_day,
            "at": self._now,
            "actor": self._actor,
        }
        self._connection.execute(sa.insert(t.absence).values(values))

    def absences(self) -> Mapping[int, Absence]:
        """Return the absences by person."""
        c = t.absence.c
        rows = self._connection.execute(sa.select(c.person_id, c.first_day, c.last_day))
        return {row.person_id: Absence(*row) for row in rows}

    # --- what came of it -------------------------------------------------------------------------

    def voices(
        self, unit_id: int, since: datetime, language: str, limit: int
    ) -> tuple[VoiceRow, ...]:
        """Return what customers said of a unit's work since an instant, newest first."""
        found = [
            *self._remarks(unit_id, since, language, limit),
            *self._called(unit_id, since, language, limit),
        ]
        return tuple(sorted(found, key=lambda one: one.at, reverse=True)[:limit])

    def _remarks(
        self, unit_id: int, since: datetime, language: str, limit: int
    ) -> Iterator[VoiceRow]:
        c, line = t.contact.c, t.line.c
        name = t.product_version.c.name_en if language == "en" else t.product_version.c.name_nl
        one = t.line.alias("one")
        first = sa.select(sa.func.min(one.c.id)).where(one.c.ticket_id == c.ticket_id)
        about = sa.func.coalesce(c.line_id, first.correlate(t.contact).scalar_subquery())
        query = (
            sa.select(t.contact, line.id.label("about"), line.position, name.label("product"))
            .select_from(t.contact)
            .outerjoin(t.line, line.id == about)
            .outerjoin(t.product_version, t.product_version.c.id == line.product_version_id)
            .where(
                c.kind.in_([kind.value for kind in REMARKS]),
                c.at >= since,
                sa.func.coalesce(c.handler_unit_id, line.unit_id) == unit_id,
            )
            .order_by(c.at.desc())
            .limit(limit)
        )
        for row in self._connection.execute(query):
            yield VoiceRow(
                at=row.at,
                kind=row.kind,
                text=row.note,
                product=row.product or "",
                number=f"{ticket_number(row.ticket_id)}.{row.position}" if row.about else "",
                line_id=row.about,
                contact_id=row.id,
                due_at=row.due_at,
                answer=row.answer,
            )

    def _called(
        self, unit_id: int, since: datetime, language: str, limit: int
    ) -> Iterator[VoiceRow]:
        c, line, tried = t.call_back.c, t.line.c, t.call_back_try.c
        name = t.product_version.c.name_en if language == "en" else t.product_version.c.name_nl
        said = (CallBackOutcome.SATISFIED.value, CallBackOutcome.NOT_SATISFIED.value)
        last = sa.and_(tried.call_back_id == c.id, tried.number == c.tries)
        query = (
            sa.select(c.closed_at, c.outcome, tried.note, line.id, line.ticket_id, line.position)
            .add_columns(name.label("product"))
            .select_from(t.call_back)
            .join(t.line, line.id == c.line_id)
            .join(t.product_version, t.product_version.c.id == line.product_version_id)
            .outerjoin(t.call_back_try, last)
            .where(line.unit_id == unit_id, c.closed_at >= since, c.outcome.in_(said))
            .order_by(c.closed_at.desc())
            .limit(limit)
        )
        for row in self._connection.execute(query):
            number = f"{ticket_number(row.ticket_id)}.{row.position}"
            yield VoiceRow(row.closed_at, row.outcome, row.note or "", row.product, number, row.id)

    def asked_often(self, since: datetime, limit: int) -> tuple[AskedOften, ...]:
        """Return what customers asked that no frequently asked question answered, often first."""
        c = t.contact.c
        times, last = sa.func.count(), sa.func.max(c.at)
        query = (
            sa.select(c.note, times, last)
            .where(
                c.kind == ContactKind.QUESTION.value,
                c.outcome.is_(None),
                c.faq_id.is_(None),
                c.at >= since,
                c.note != "",
                c.note.not_in(sa.select(t.faq.c.question)),
            )
            .group_by(c.note)
            .order_by(times.desc(), last.desc(), c.note)
            .limit(limit)
        )
        return tuple(AskedOften(*row) for row in self._connection.execute(query))


_PASSED = t.line_event.alias("passed")
_LAST = (
    sa.select(_PASSED)
    .where(
        _PASSED.c.line_id == t.line.c.id,
        _PASSED.c.kind.in_([kind.value for kind in BY_STEP]),
        sa.or_(_PASSED.c.kind != EventKind.REDIRECTED.value, _PASSED.c.step.is_not(None)),
    )
    .order_by(_PASSED.c.number.desc())
    .limit(1)
    .correlate(t.line)
)
_STEP = sa.func.coalesce(_PASSED.c.step, 0) * 2
_PLACE = _LAST.with_only_columns(
    _STEP + sa.case({kind.value: more for kind, more in BY_STEP.items()}, value=_PASSED.c.kind)
).scalar_subquery()
"""Where a line stands in its process, as `unit_work.place_after` says."""
_KIND = _LAST.with_only_columns(_PASSED.c.kind).scalar_subquery()
_MORE: sa.Select[*tuple[object, ...]] = sa.select(
    *(t.line.c.id, t.line.c.version, t.line.c.process_version_id),
    _PLACE.label("place"),
    _KIND.label("kind"),
    t.line_assignment.c.person_id,
    t.person.c.name.label("person"),
)


def _assigned(query: sa.Select[Columns], unit_id: int) -> sa.Select[Columns]:
    """Return a query over lines, joined with who does them for a unit."""
    given = t.line_assignment.alias("given")
    newest = (
        sa.select(sa.func.max(given.c.id))
        .where(given.c.line_id == t.line.c.id, given.c.unit_id == unit_id)
        .correlate(t.line)
        .scalar_subquery()
    )
    return (
        query.select_from(t.line)
        .outerjoin(t.line_assignment, t.line_assignment.c.id == newest)
        .outerjoin(t.person, t.person.c.id == t.line_assignment.c.person_id)
    )


def _of(
    wanted: WorkFilter, person: sa.ColumnElement[int], day: date
) -> Iterator[sa.ColumnElement[bool]]:
    match wanted.whose:
        case Whose.MINE if wanted.person_id is None:
            yield sa.false()  # who is no person has no work
        case Whose.MINE | Whose.PERSON:
            yield person == wanted.person_id
        case Whose.NOBODY:
            yield person.is_(None)
        case Whose.COLLEAGUES:
            yield person != wanted.person_id if wanted.person_id else person.is_not(None)
        case Whose.ABSENT:
            c = t.absence.c
            yield person.in_(sa.select(c.person_id).where(c.first_day <= day, c.last_day >= day))


def _due(within: Within, ends: DayEnds) -> Iterator[sa.ColumnElement[bool]]:
    due = t.line.c.due_at
    match within:
        case Within.LATE:
            yield due < ends.now
        case Within.TODAY:
            yield due < ends.today
        case Within.DUE_TODAY:
            yield due >= ends.now
            yield due < ends.today
        case Within.TOMORROW:
            yield due >= ends.today
            yield due < ends.tomorrow
        case Within.WEEK:
            yield due < ends.week
        case Within.LATER_WEEK:
            yield due >= ends.tomorrow
            yield due < ends.week
        case Within.LATER:
            yield sa.or_(due.is_(None), due >= max(ends.tomorrow, ends.week))


def _member(
    person_id: int | None,
    name: str,
    absence: Absence | None,
    day: date,
    counts: Mapping[int, int],
) -> MemberWork:
    is_absent = absence is not None and absence.covers(day)
    shown = absence if absence is not None and absence.last_day >= day else None
    amounts = (counts.get(place, 0) for place in range(len(_BUCKETS) + 1))
    return MemberWork(person_id, name, shown, is_absent, *amounts)
