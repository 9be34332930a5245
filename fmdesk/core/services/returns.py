"""Returns: a unit gives a line back over the cut, and the desk completes and issues it again.

To the same unit, or to another one. The line's clock runs on; from the return its time counts for
the front office until it is issued again (domain page, Bearer).
"""

from dataclasses import dataclass

from fmdesk.core.domain.crossing import (
    IssueDraft,
    RedirectDraft,
    ReturnCount,
    ReturnDraft,
    ReturnReason,
)
from fmdesk.core.domain.errors import InvalidInputError, NotFoundError
from fmdesk.core.domain.events import EventKind
from fmdesk.core.domain.period import Month
from fmdesk.core.domain.process import Side, Step
from fmdesk.core.domain.ticket import EventDraft, Line
from fmdesk.core.domain.unit_work import passes_on, place_after, step_at, unit_of
from fmdesk.core.domain.views import Recorded
from fmdesk.core.ports import Door, PluginGateway, UnitOfWork
from fmdesk.core.services.fulfilment import record_event
from fmdesk.core.services.redirecting import redirect


@dataclass(frozen=True, slots=True)
class Returns:
    """Use cases of returned lines.

    Attributes:
        door: The one door.
        plugins: Told of every event on a line whose product it serves.
    """

    door: Door
    plugins: PluginGateway

    def give_back(self, draft: ReturnDraft) -> Recorded:
        """Return a line over the cut with a reason.

        Args:
            draft: The line and why.

        Raises:
            NotFoundError: `line.unknown` or `return.reason_unknown`.
            InvalidInputError: `return.no_note`, `return.no_step`, `return.at_desk`, or as
                `fulfilment.record`.
            ConflictError: `fulfilment.changed`.
        """
        return self.door.run(
            draft.op_id,
            "returns.give_back",
            draft,
            lambda work: _give_back(work, self.plugins, draft),
            Recorded,
        )

    def issue(self, draft: IssueDraft) -> Recorded:
        """Issue a returned line again, with what was completed.

        Args:
            draft: The line and what was completed.

        Raises:
            NotFoundError: `line.unknown`.
            InvalidInputError: `return.not_completed`, `return.not_returned`, or as
                `fulfilment.record`.
            ConflictError: `fulfilment.changed`.
        """
        return self.door.run(
            draft.op_id,
            "returns.issue",
            draft,
            lambda work: _issue(work, self.plugins, draft),
            Recorded,
        )

    def redirect(self, draft: RedirectDraft) -> Recorded:
        """Give a line to another unit: its back steps are that unit's from now on.

        The desk does so with what a unit returned, a desk lead with any open line. Charters, price
        and whom it is charged for stay as they were pinned.

        Args:
            draft: The line, the unit and why.

        Raises:
            NotFoundError: `line.unknown` or `unit.unknown`.
            InvalidInputError: `redirect.no_reason`, `redirect.has_it`, `fulfilment.not_possible`.
            NotAllowedError: `redirect.lead_only`.
            ConflictError: `fulfilment.changed`.
        """
        return self.door.run(
            draft.op_id,
            "returns.redirect",
            draft,
            lambda work: redirect(work, self.plugins, draft),
            Recorded,
        )

    def reasons(self) -> tuple[ReturnReason, ...]:
        """Return why a unit may return a line."""
        with self.door.read() as work:
            return work.crossing.return_reasons()

    def counts(
        self, month: str, language: str, unit_id: int | None = None
    ) -> tuple[ReturnCount, ...]:
        """Return how many lines came back in a month, by product, unit and reason.

        Each count has exactly the lines of the list under
        `TicketFilter(product=..., returned=ReturnedLines(month, unit, reason))`.

        Args:
            month: `YYYY-MM` in which they were returned.
            language: Language of the names.
            unit_id: Only those that this unit returned; all for the front office and for None.

        Raises:
            InvalidInputError: `month.format`.
        """
        with self.door.read() as work:
            start, end = Month.parse(month).bounds(work.zone)
            if unit_id is not None and work.people.unit(unit_id).is_front_office:
                unit_id = None
            return tuple(work.crossing.counts(start, end, language, unit_id))


def _give_back(work: UnitOfWork, plugins: PluginGateway, draft: ReturnDraft) -> Recorded:
    if draft.reason not in {one.code for one in work.crossing.return_reasons()}:
        raise NotFoundError("return.reason_unknown", code=draft.reason)
    if not draft.note.strip():
        raise InvalidInputError("return.no_note")
    line = work.tickets.line(draft.line_id)
    step = _back_step(work, line)
    note = draft.note.strip()
    event = EventDraft(
        draft.op_id, line.id, EventKind.RETURNED, draft.version, step=step.position, reason=note
    )
    recorded = record_event(work, plugins, event)
    unit = unit_of(step, line.unit_id, None, is_redirected=line.is_redirected)
    work.crossing.add_return(line.id, recorded.event_number, draft.reason, unit)
    return recorded


def _issue(work: UnitOfWork, plugins: PluginGateway, draft: IssueDraft) -> Recorded:
    if not draft.note.strip():
        raise InvalidInputError("return.not_completed")
    line = work.tickets.line(draft.line_id)
    events = [one for one in work.tickets.events(line.id) if passes_on(one)]
    last = max(events, key=lambda one: one.number, default=None)
    if last is None or last.kind is not EventKind.RETURNED:
        raise InvalidInputError("return.not_returned", number=work.tickets.line_number(line))
    event = EventDraft(
        draft.op_id,
        line.id,
        EventKind.STARTED,
        draft.version,
        step=last.step,
        reason=draft.note.strip(),
    )
    return record_event(work, plugins, event)


def _back_step(work: UnitOfWork, line: Line) -> Step:
    """Return the back step that has a line: the one that runs, or the next."""
    version = line.pins.process_version_id
    process = work.catalog.process_version(version) if version else None
    if process is None or not any(step.side is Side.BACK for step in process.steps):
        raise InvalidInputError("return.no_step", number=work.tickets.line_number(line))
    step = step_at(process, place_after(work.tickets.events(line.id)))
    if step.side is Side.FRONT:
        raise InvalidInputError("return.at_desk", number=work.tickets.line_number(line))
    return step
