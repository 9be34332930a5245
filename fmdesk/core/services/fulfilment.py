"""Fulfilment: what the desk and the units record on a line while it is worked on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from fmdesk.core.domain.calendar import Calendar
from fmdesk.core.domain.clock import fold
from fmdesk.core.domain.errors import ConflictError, InvalidInputError
from fmdesk.core.domain.events import UNCORRECTED, EventKind, LineEvent, PauseClass
from fmdesk.core.domain.ticket import EventDraft, Line, LineRights, LineState
from fmdesk.core.domain.views import Recorded
from fmdesk.core.ports import Door, PluginGateway, UnitOfWork
from fmdesk.core.services.access import is_allowed
from fmdesk.core.services.aftercare import follow
from fmdesk.core.services.projection import store_events
from fmdesk.i18n import N_, _, stamp

OPEN = frozenset({LineState.NEW, LineState.RUNNING, LineState.PAUSED})
POSSIBLE: Mapping[EventKind, frozenset[LineState]] = {
    EventKind.STARTED: OPEN,
    EventKind.PAUSED: frozenset({LineState.NEW, LineState.RUNNING}),
    EventKind.RESUMED: frozenset({LineState.PAUSED}),
    EventKind.STEP_FINISHED: OPEN,
    EventKind.RETURNED: OPEN,
    EventKind.DELIVERED: OPEN,
    EventKind.READY: OPEN,
    EventKind.REOPENED: frozenset({LineState.READY}),
    EventKind.CANCELLED: OPEN,
    EventKind.CORRECTED: frozenset(LineState),
    EventKind.MESSAGE: frozenset(LineState),
    EventKind.ANSWERED: frozenset(LineState),
}
"""In which states of the line an event may be recorded; `RECEIVED` only by the intake."""

STATES: Mapping[LineState, str] = {
    LineState.NEW: N_("New"),
    LineState.RUNNING: N_("In progress"),
    LineState.PAUSED: N_("Paused"),
    LineState.READY: N_("Ready"),
    LineState.CANCELLED: N_("Cancelled"),
}
"""The states as a refusal names them."""

WITH_REASON = frozenset(
    {
        EventKind.PAUSED,
        EventKind.RETURNED,
        EventKind.REOPENED,
        EventKind.CANCELLED,
        EventKind.CORRECTED,
    }
)
NOBODY = UUID(int=0)
"""Number of what is asked about and never done."""
WITH_STEP = frozenset({EventKind.STARTED, EventKind.STEP_FINISHED, EventKind.RETURNED})


@dataclass(frozen=True, slots=True)
class Fulfilment:
    """Use cases of the work on a line.

    Attributes:
        door: The one door.
        plugins: Told of every event on a line whose product it serves.
    """

    door: Door
    plugins: PluginGateway

    def record(self, draft: EventDraft) -> Recorded:
        """Record one event on a line and bring its projections up to date.

        The delivery that completes the quantity makes the line ready by itself.

        Args:
            draft: What happened.

        Raises:
            ConflictError: `fulfilment.changed`: the line is no longer as the user saw it.
            InvalidInputError: The event is not possible now, or something of it is missing.
            PluginError: The plugin that serves the product refuses it.
        """
        return self.door.run(
            draft.op_id,
            "fulfilment.record",
            draft,
            lambda work: record_event(work, self.plugins, draft),
            Recorded,
        )

    def rights(self, line_id: int) -> LineRights:
        """Return what who is signed in may record on a line; NotFoundError `line.unknown`."""
        with self.door.read() as work:

            def may(kind: EventKind, pause: PauseClass | None = None) -> bool:
                draft = EventDraft(NOBODY, line_id, kind, 0, pause_class=pause)
                return is_allowed(work, "fulfilment.record", draft)

            return LineRights(
                works=may(EventKind.DELIVERED),
                changes=may(EventKind.CANCELLED),
                pauses=tuple(one for one in PauseClass if may(EventKind.PAUSED, one)),
                resumes=may(EventKind.RESUMED),
                corrects=may(EventKind.CORRECTED),
            )


def record_event(work: UnitOfWork, plugins: PluginGateway, draft: EventDraft) -> Recorded:
    """Record one event inside a command; see `Fulfilment.record`."""
    line = work.tickets.line(draft.line_id)
    if line.version != draft.version:
        raise ConflictError("fulfilment.changed", line=draft.line_id)
    stored = work.tickets.events(line.id)
    first = event_of(work, line, stored, draft)
    new = [first]
    if draft.kind is EventKind.DELIVERED:
        left = _left(work, line, stored)
        if not 1 <= draft.quantity <= left:
            raise InvalidInputError("fulfilment.quantity", quantity=draft.quantity, left=left)
        if draft.quantity == left:
            new.append(LineEvent(first.number + 1, EventKind.READY, first.at, actor=work.actor))
    told = store_events(work, plugins, line, stored, new)
    follow(work, line, told, new[-1].number)
    return Recorded(told.id, told.ticket_id, first.number, told.version)


def event_of(
    work: UnitOfWork, line: Line, stored: Sequence[LineEvent], draft: EventDraft
) -> LineEvent:
    """Return the event that a draft becomes; InvalidInputError when it is not possible now."""
    at = _instant(work, line, draft)
    _check(work, line, draft)
    return _event(work, draft, len(stored) + 1, at)


def _instant(work: UnitOfWork, line: Line, draft: EventDraft) -> datetime:
    at = draft.at or work.now
    if at.tzinfo is None:
        raise InvalidInputError("time.naive", value=at.isoformat())
    at = at.replace(microsecond=0)
    if at > work.now:
        raise InvalidInputError("fulfilment.later", at=stamp(at, work.zone))
    if at < line.opened_at:
        raise InvalidInputError("fulfilment.before_received", at=stamp(at, work.zone))
    return at


def _check(work: UnitOfWork, line: Line, draft: EventDraft) -> None:
    """Check that the event is possible now and complete."""
    if line.state not in POSSIBLE.get(draft.kind, frozenset()):
        state = _(STATES[line.state]).lower()
        raise InvalidInputError("fulfilment.not_possible", state=state)
    if draft.kind in WITH_REASON and not draft.reason.strip():
        raise InvalidInputError("fulfilment.reason_missing")
    if draft.kind is EventKind.PAUSED:
        _check_pause(draft)
    if draft.kind in WITH_STEP:
        version = line.pins.process_version_id
        steps = work.catalog.process_version(version).steps if version else ()
        if draft.step is None or not 0 <= draft.step < len(steps):
            raise InvalidInputError("fulfilment.step_unknown", step=draft.step)
    if draft.kind is EventKind.CORRECTED:
        _check_correction(work, line, draft)


def _check_pause(draft: EventDraft) -> None:
    if draft.pause_class is None:
        raise InvalidInputError("fulfilment.reason_missing")
    if draft.pause_class.stops_customer_clock and not draft.evidence.strip():
        raise InvalidInputError("fulfilment.evidence_missing")


def _check_correction(work: UnitOfWork, line: Line, draft: EventDraft) -> None:
    kinds = {event.number: event.kind for event in work.tickets.events(line.id)}
    kind, right = kinds.get(draft.corrects or 0), draft.corrected_at
    if (
        kind is None
        or kind in UNCORRECTED
        or right is None
        or right.tzinfo is None
        or right > work.now
    ):
        raise InvalidInputError("fulfilment.correction", number=draft.corrects)
    if kind is not EventKind.RECEIVED and right < line.opened_at:
        raise InvalidInputError("fulfilment.before_received", at=stamp(right, work.zone))


def _event(work: UnitOfWork, draft: EventDraft, number: int, at: datetime) -> LineEvent:
    return LineEvent(
        number=number,
        kind=draft.kind,
        at=at,
        actor=work.actor,
        step=draft.step,
        reason=draft.reason.strip(),
        pause_class=draft.pause_class,
        evidence=draft.evidence.strip(),
        quantity=draft.quantity if draft.kind is EventKind.DELIVERED else 0,
        new_run=draft.new_run,
        corrects=draft.corrects,
        corrected_at=draft.corrected_at,
    )


def _left(work: UnitOfWork, line: Line, events: Sequence[LineEvent]) -> int:
    """Return the pieces still to be delivered; what was reopened can be delivered again."""
    run = fold(events, Calendar.always(work.zone), None, as_of=work.now).current
    return run.left(line.quantity) if run else line.quantity
