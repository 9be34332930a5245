"""A line of the starter organisation that another unit does than its product says."""

from collections.abc import Sequence
from datetime import timedelta

from fmdesk.core.domain.events import EventKind, LineEvent
from fmdesk.core.domain.process import Side
from fmdesk.core.domain.ticket import Line, LineState
from fmdesk.core.domain.unit_work import place_after, step_at
from fmdesk.core.domain.views import TicketFilter
from fmdesk.core.ports import UnitOfWork
from fmdesk.core.services.office_data import Data
from fmdesk.core.services.projection import project

OPEN_STATES = (LineState.NEW, LineState.RUNNING)
LATELY = timedelta(minutes=25)


def save_redirected(work: UnitOfWork, data: Data) -> None:
    """Redirect the newest open line of the first product that has one; at some hours none has.

    Args:
        work: The unit of work; tickets are stored already.
        data: The part `cut.redirected` of `resources/starter/work.toml`.
    """
    found = (_newest(work, code) for code in data["products"])
    newest = next((one for one in found if one), None)
    if newest is None:
        return
    line, events = newest
    version = line.pins.process_version_id
    steps = work.catalog.process_version(version) if version else None
    step = step_at(steps, place_after(events)) if steps else None
    given = LineEvent(
        number=len(events) + 1,
        kind=EventKind.REDIRECTED,
        at=max(events[-1].at, work.now - LATELY),
        actor=work.actor,
        step=step.position if step and step.side is Side.BACK else None,
        reason=data["reason"],
        unit_id=work.people.unit_by_code(data["unit"]).id,
    )
    work.tickets.add_events(line.id, (given,))
    work.tickets.update_line(project(work, line, (*events, given)))


def _newest(work: UnitOfWork, product: str) -> tuple[Line, Sequence[LineEvent]] | None:
    wanted = TicketFilter(product=product, states=OPEN_STATES)
    numbers = [one for piece in work.tickets.list_ids(wanted, work.now) for one in piece]
    return work.tickets.with_events(numbers)[-1] if numbers else None
