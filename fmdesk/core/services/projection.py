"""State, due time, ready time and unit of a line, projected from its events.

They stand in the row of the line so that lists can sort and filter by them; `fmdesk db verify`
projects again and compares.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from fmdesk.core.domain.calendar import Calendar, Limit
from fmdesk.core.domain.clock import fold
from fmdesk.core.domain.clockrun import ClockState
from fmdesk.core.domain.events import EventKind, LineEvent
from fmdesk.core.domain.ticket import Line, LineState
from fmdesk.core.ports import PluginGateway, UnitOfWork
from fmdesk.core.services.pinning import lead_time

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

    Args:
        work: The unit of work.
        plugins: Asked for the facts of each new event, when the line has a plugin.
        line: The line as it is stored.
        stored: The events that it has.
        new: The events that are added, numbered on from those.

    Raises:
        PluginError: The plugin that serves the product refuses it.
    """
    work.tickets.add_events(line.id, new)
    facts = dict(line.facts)
    if line.plugin:
        product = work.catalog.product_version(line.pins.product_version_id)
        for event in new:
            facts |= plugins.event_recorded(work, product, line, event)
    told = project(work, replace(line, facts=facts), (*stored, *new))
    return work.tickets.update_line(told)


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
    product = work.catalog.product_version(line.pins.product_version_id)
    limit = lead_time(product, line.variant) if version is not None else None
    return project_with(line, tuple(events), calendar, limit, work.now)


def project_with(
    line: Line,
    events: tuple[LineEvent, ...],
    calendar: Calendar,
    limit: Limit | None,
    now: datetime,
) -> Line:
    """Return a line with its projections, for callers that have the pinned versions at hand."""
    clock = fold(events, calendar, limit, as_of=now, due_given=line.due_given)
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
