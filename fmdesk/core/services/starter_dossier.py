"""Tasks and links of the starter organisation's open tickets."""

from collections.abc import Sequence
from datetime import timedelta
from itertools import pairwise

from fmdesk.core.domain.dossier import LinkKind, Task, TicketLink
from fmdesk.core.domain.ticket import LineState
from fmdesk.core.domain.views import TicketFilter
from fmdesk.core.ports import UnitOfWork
from fmdesk.core.services.office_data import Data

OPEN_STATES = (LineState.NEW, LineState.RUNNING, LineState.PAUSED)
LOOKED_AT = 40
"""Newest open lines, on whose tickets something is kept."""


def save_dossier(work: UnitOfWork, data: Data) -> None:
    """Store tasks on the newest open tickets, and links between them.

    Args:
        work: The unit of work; tickets are stored already.
        data: `resources/starter/dossier.toml`.
    """
    tickets = _tickets(work)
    for number, task in zip(tickets, data["tasks"], strict=False):
        is_done = task.get("is_done", False)
        work.dossier.add_task(
            Task(
                0,
                number,
                task["text"],
                work.now,
                work.actor,
                due_at=None if is_done else work.now + timedelta(days=task["days"]),
                done_at=work.now if is_done else None,
                done_by=work.actor if is_done else "",
            )
        )
    for (number, other), link in zip(pairwise(tickets), data["links"], strict=False):
        kind = LinkKind(link["kind"])
        work.dossier.add_link(TicketLink(0, number, kind, other, work.now, work.actor))


def _tickets(work: UnitOfWork) -> Sequence[int]:
    """Return the newest tickets with an open line, newest first, each once."""
    wanted = TicketFilter(states=OPEN_STATES)
    found = work.tickets.with_events(work.tickets.first_ids(wanted, work.now, LOOKED_AT))
    return list(dict.fromkeys(line.ticket_id for line, _events in reversed(found)))
