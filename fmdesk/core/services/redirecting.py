"""Redirections: the desk gives a line to another unit than the process says."""

from fmdesk.core.domain.access import Role
from fmdesk.core.domain.crossing import RedirectDraft
from fmdesk.core.domain.errors import ConflictError, InvalidInputError, NotAllowedError
from fmdesk.core.domain.events import EventKind, LineEvent
from fmdesk.core.domain.process import Side
from fmdesk.core.domain.ticket import Line
from fmdesk.core.domain.unit_work import passes_on, place_after, step_at, unit_of
from fmdesk.core.domain.views import Recorded
from fmdesk.core.ports import PluginGateway, UnitOfWork
from fmdesk.core.services.access import me_of
from fmdesk.core.services.fulfilment import OPEN, STATES
from fmdesk.core.services.projection import store_events
from fmdesk.i18n import _


def redirect(work: UnitOfWork, plugins: PluginGateway, draft: RedirectDraft) -> Recorded:
    """Give a line to another unit inside a command; see `Returns.redirect`."""
    line = work.tickets.line(draft.line_id)
    if line.version != draft.version:
        raise ConflictError("fulfilment.changed", line=line.id)
    if line.state not in OPEN:
        raise InvalidInputError("fulfilment.not_possible", state=_(STATES[line.state]).lower())
    if not draft.reason.strip():
        raise InvalidInputError("redirect.no_reason")
    unit = work.people.unit_by_code(draft.unit)
    stored = work.tickets.events(line.id)
    number = work.tickets.line_number(line)
    if not is_returned(stored) and not me_of(work).is_any(Role.DESK_LEAD):
        raise NotAllowedError("redirect.lead_only", number=number)
    step, holder = _rest(work, line, stored)
    if holder == unit.id:
        raise InvalidInputError("redirect.has_it", number=number, unit=unit.name)
    event = LineEvent(
        number=len(stored) + 1,
        kind=EventKind.REDIRECTED,
        at=work.now,
        actor=work.actor,
        step=step,
        reason=draft.reason.strip(),
        unit_id=unit.id,
    )
    told = store_events(work, plugins, line, stored, (event,))
    return Recorded(told.id, told.ticket_id, event.number, told.version)


def is_returned(events: tuple[LineEvent, ...]) -> bool:
    """Tell whether a line came back over the cut and was not issued again."""
    passed = [one for one in events if passes_on(one)]
    last = max(passed, key=lambda one: one.number, default=None)
    return last is not None and last.kind is EventKind.RETURNED


def _rest(work: UnitOfWork, line: Line, events: tuple[LineEvent, ...]) -> tuple[int | None, int]:
    """Return to which back step the line goes at once, None for none, and who had it until now.

    A line that is still at the desk before the cut stays there; who has the next back step had it.
    """
    version = line.pins.process_version_id
    process = work.catalog.process_version(version) if version else None
    if process is None or not process.steps:
        return None, line.unit_id
    place = place_after(events)
    position = min(place // 2, len(process.steps) - 1)
    back = [one for one in process.steps if one.side is Side.BACK and one.position >= position]
    if not back:
        return None, line.unit_id
    holder = unit_of(back[0], line.unit_id, None, is_redirected=line.is_redirected)
    is_behind = is_returned(events) or step_at(process, place).side is Side.BACK
    return back[0].position if is_behind else None, holder
