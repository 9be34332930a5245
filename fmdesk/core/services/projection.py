"""State, due time, ready time and unit of a line, projected from its events.

They stand in the row of the line so that lists can sort and filter by them; `fmdesk db verify`
projects again and compares.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from fmdesk.core.domain.calendar import Calendar, Limit
from fmdesk.core.domain.clock import agreed, fold
from fmdesk.core.domain.clockrun import ClockState
from fmdesk.core.domain.events import EventKind, LineEvent
from fmdesk.core.domain.ticket import Line, LineState, Scalar
from fmdesk.core.ports import PluginGateway, UnitOfWork
from fmdesk.core.services.following import tell_followers
from fmdesk.core.services.pinning import agreed_lead_time

AT_WORK = frozenset(
    {EventKind.STARTED, EventKind.STEP_FINISHED, EventKind.DELIVERED, EventKind.RETURNED}
)
STATES = {
    ClockState.NOT_STARTED: LineState.NEW,
    ClockState.PAUSED: LineState.PAUSED,
    ClockState.FINISHED: LineState.READY,
    ClockState.CANCELLED: LineState.CANCELLED,
}


def store_events(
    work: UnitOfWork,
    plugins: PluginGateway,
    line: Line,
    stored: Iterable[LineEvent],
    new: Sequence[LineEvent],
) -> Line:
    """Store what happened to a line, with the facts that its plugin answers; returns it as it is.

    Lines that follow it are told in the same unit of work.

    Args:
        work: The unit of work.
        plugins: Asked for the facts of each new event, when the line has a plugin.
        line: The line as it is stored.
        stored: The events that it has.
        new: The events that are added, numbered on from those.

    Raises:
        PluginError: The plugin that serves the product, or one that follows it, refuses it.
    """
    work.tickets.add_events(line.id, new)
    told = work.tickets.update_line(project(work, line, (*stored, *new)))
    if line.plugin:
        told = _ask_facts(work, plugins, line, new, told)
    return tell_followers(work, plugins, told, new)


def _ask_facts(
    work: UnitOfWork, plugins: PluginGateway, line: Line, new: Sequence[LineEvent], told: Line
) -> Line:
    """Tell the plugin what happened to a line and pin the facts that it answers."""
    product = work.catalog.product_version(line.pins.product_version_id)
    facts: dict[str, Scalar] = {}
    for event in new:
        facts |= plugins.event_recorded(work, product, line, event)
    now = work.tickets.line(told.id)  # the plugin may have done more to it
    if all(now.facts.get(name) == value for name, value in facts.items()):
        return now
    return work.tickets.update_line(replace(now, facts={**now.facts, **facts}))


def project(work: UnitOfWork, line: Line, events: Iterable[LineEvent]) -> Line:
    """Return a line with its projections brought up to date.

    Args:
        work: The unit of work, for the pinned versions.
        line: The line.
        events: All its events.
    """
    version = line.pins.calendar_version_id
    calendar = (
        Calendar.always(work.zone) if version is None else work.catalog.calendar_version(version)[1]
    )
    limit = agreed_lead_time(work, line) if version is not None else None
    return project_with(line, tuple(events), calendar, limit, work.now)


def project_with(
    line: Line,
    events: tuple[LineEvent, ...],
    calendar: Calendar,
    limit: Limit | None,
    now: datetime,
) -> Line:
    """Return a line with its projections, for callers that have the pinned versions at hand."""
    due = agreed(events, line.due_given, now)
    clock = fold(events, calendar, limit, as_of=now, due_given=due)
    run = clock.current
    is_at_work = any(event.kind in AT_WORK for event in events)
    running = LineState.RUNNING if is_at_work else LineState.NEW
    given = [one.unit_id for one in events if one.kind is EventKind.REDIRECTED and one.unit_id]
    return replace(
        line,
        unit_id=given[-1] if given else line.owner,
        owner_id=line.owner if given else None,
        state=STATES.get(clock.state, running),
        due_at=run.due_at if run else None,
        ready_at=run.finished_at if run else None,
    )
