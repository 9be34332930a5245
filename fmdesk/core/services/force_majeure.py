"""Force majeure: proposed for every line it touches, recorded on those that are chosen."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from fmdesk.core.domain.errors import ConflictError, InvalidInputError
from fmdesk.core.domain.events import EventKind, LineEvent
from fmdesk.core.domain.force_majeure import Case, CaseDraft, CaseView, Touched
from fmdesk.core.domain.people import Location
from fmdesk.core.domain.period import Month, closed_now
from fmdesk.core.domain.permissions import Area
from fmdesk.core.domain.ticket import Line
from fmdesk.core.domain.views import Changes
from fmdesk.core.ports import Door, PluginGateway, UnitOfWork
from fmdesk.core.services.projection import project, store_events
from fmdesk.i18n import stamp


@dataclass(frozen=True, slots=True)
class ForceMajeure:
    """Use cases of force majeure.

    Attributes:
        door: The one door.
        plugins: Told of what happens to lines whose products they serve.
    """

    door: Door
    plugins: PluginGateway

    def preview(
        self, start: datetime, end: datetime, place: str, language: str
    ) -> tuple[Touched, ...]:
        """Return every open and late line that a case would touch; nothing is written.

        Args:
            start: From when.
            end: Until when.
            place: Code of a location, what is in it too; empty for everywhere.
            language: `nl` or `en`.

        Raises:
            InvalidInputError: `time.naive`, `force_majeure.period`, `force_majeure.later`, or
                `force_majeure.too_many` lines.
            NotFoundError: `location.unknown`.
        """
        case = Case(start, end, "", "")
        with self.door.read(Area.MONTH) as work:
            _check_period(work, case)
            locations = {one.id: one for one in work.people.locations()}
            ids = _touched_by(work, case, place)
            units = {one.id: one.name for one in work.people.units()}
            found = work.tickets.with_events(ids)
            return tuple(
                _touched(work, line, events, case, units, locations, language)
                for line, events in found
            )

    def cases(self) -> tuple[CaseView, ...]:
        """Return the cases that were not taken back, the newest first."""
        with self.door.read(Area.MONTH) as work:
            return work.months.cases()

    def record(self, draft: CaseDraft) -> Changes:
        """Stop the customer's clock of the chosen lines for the period.

        What is recorded on a line says where: the name of the place follows what happened.

        Raises:
            ConflictError: `force_majeure.untouched` for a line that did not run then and there.
            InvalidInputError: `time.naive`, `force_majeure.period`, `force_majeure.later`,
                `force_majeure.words` or `force_majeure.no_lines`.
            NotFoundError: `line.unknown` or `location.unknown`.
        """
        return self.door.run(
            draft.op_id,
            "force_majeure.record",
            draft,
            lambda work: _record(work, self.plugins, draft),
            Changes,
        )

    def undo(self, draft: CaseDraft) -> Changes:
        """Take a case back from the chosen lines; the clock counts as if it had not been.

        Raises:
            ConflictError: `force_majeure.closed` once a month that counted it is closed,
                `force_majeure.gone` where it was taken back already.
            InvalidInputError: `time.naive`, `force_majeure.words` or `force_majeure.no_lines`.
        """
        return self.door.run(
            draft.op_id,
            "force_majeure.undo",
            draft,
            lambda work: _undo(work, self.plugins, draft),
            Changes,
        )


def _check_period(work: UnitOfWork, case: Case) -> None:
    for at in (case.start, case.end):
        if at.tzinfo is None:
            raise InvalidInputError("time.naive", value=at.isoformat())
    if case.start >= case.end:
        raise InvalidInputError("force_majeure.period")
    if case.end > work.now:
        raise InvalidInputError("force_majeure.later", end=stamp(case.end, work.zone))


def _inside(locations: Iterable[Location], place: int) -> frozenset[int]:
    """Return a location with everything in it."""
    known = tuple(locations)
    found: frozenset[int] = frozenset()
    more = frozenset({place})
    while more:
        found |= more
        more = frozenset(one.id for one in known if one.parent_id in more) - found
    return found


def _touched_by(work: UnitOfWork, case: Case, place: str) -> Sequence[int]:
    """Return the lines that a case touches at a place, given by its code; empty for everywhere."""
    inside = None
    if place:
        within = work.people.location_by_code(place).id
        inside = sorted(_inside(work.people.locations(), within))
    return work.months.touched(case.start, case.end, inside)


def _event(number: int, case: Case, actor: str) -> LineEvent:
    return LineEvent(
        number,
        EventKind.FORCE_MAJEURE,
        case.start,
        actor,
        reason=case.reason,
        evidence=case.evidence,
        corrected_at=case.end,
    )


def _touched(
    work: UnitOfWork,
    line: Line,
    events: Sequence[LineEvent],
    case: Case,
    units: dict[int, str],
    locations: dict[int, Location],
    language: str,
) -> Touched:
    after = project(work, line, (*events, _event(len(events) + 1, case, work.actor)))
    product = work.catalog.product_version(line.pins.product_version_id)
    place = locations.get(line.location_id or 0)
    return Touched(
        line_id=line.id,
        number=work.tickets.line_number(line),
        product=product.name_en if language == "en" else product.name_nl,
        unit=units[line.unit_id],
        place=place.name if place else "",
        due_at=line.due_at,
        due_after=after.due_at,
        ready_at=line.ready_at,
        is_late=_is_late(work, line),
        is_late_after=_is_late(work, after),
    )


def _is_late(work: UnitOfWork, line: Line) -> bool:
    return line.due_at is not None and (line.ready_at or work.now) > line.due_at


def _record(work: UnitOfWork, plugins: PluginGateway, draft: CaseDraft) -> Changes:
    case = draft.case._replace(reason=draft.case.reason.strip())
    _check_period(work, case)
    if not case.reason or not case.evidence.strip():
        raise InvalidInputError("force_majeure.words")
    lines = _lines(work, draft)
    touched = frozenset(_touched_by(work, case, draft.place))
    apart = [work.tickets.line_number(line) for line in lines if line.id not in touched]
    if apart:
        raise ConflictError("force_majeure.untouched", lines=", ".join(apart))
    if draft.place:
        name = work.people.location_by_code(draft.place).name
        case = case._replace(reason=f"{case.reason} · {name}")
    tickets = []
    for line in lines:
        stored = work.tickets.events(line.id)
        new = [_event(len(stored) + 1, case, work.actor)]
        tickets.append(store_events(work, plugins, line, stored, new).ticket_id)
    return Changes(tickets=tuple(dict.fromkeys(tickets)))


def _undo(work: UnitOfWork, plugins: PluginGateway, draft: CaseDraft) -> Changes:
    if not draft.reason.strip():
        raise InvalidInputError("force_majeure.words")
    _check_period(work, draft.case)
    # A line of a closed month holds nothing up: what changes there is told in the next open one.
    month = Month.of(draft.case.end, work.zone)
    work.periods.lock(month)
    told_at = work.months.told_at(draft.case, sorted(set(draft.line_ids)))
    for one in closed_now(work.periods.periods()):  # what was told after a close it never counted
        if one.month >= month and told_at and one.closed_at and told_at <= one.closed_at:
            raise ConflictError("force_majeure.closed", month=str(one.month))
    tickets = []
    for line in _lines(work, draft):
        stored = work.tickets.events(line.id)
        undone = LineEvent(
            len(stored) + 1,
            EventKind.FORCE_MAJEURE_UNDONE,
            work.now,
            work.actor,
            reason=draft.reason.strip(),
            corrects=_number(stored, draft.case),
        )
        tickets.append(store_events(work, plugins, line, stored, [undone]).ticket_id)
    return Changes(tickets=tuple(dict.fromkeys(tickets)))


def _lines(work: UnitOfWork, draft: CaseDraft) -> Sequence[Line]:
    if not draft.line_ids:
        raise InvalidInputError("force_majeure.no_lines")
    return [work.tickets.line(line_id) for line_id in sorted(set(draft.line_ids))]


def _number(events: Sequence[LineEvent], case: Case) -> int:
    """Return the number of the event of a case on a line; ConflictError where it is gone."""
    undone = {one.corrects for one in events if one.kind is EventKind.FORCE_MAJEURE_UNDONE}
    for one in events:
        told = (one.at, one.corrected_at, one.reason, one.evidence)
        if one.kind is EventKind.FORCE_MAJEURE and told == case[:4] and one.number not in undone:
            return one.number
    raise ConflictError("force_majeure.gone")
