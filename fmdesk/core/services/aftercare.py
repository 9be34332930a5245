"""What follows for the customer when a line becomes ready, or no longer is."""

from fmdesk.core.domain.call_back import CallBack
from fmdesk.core.domain.ticket import Line, LineState
from fmdesk.core.ports import UnitOfWork
from fmdesk.core.services import notices


def follow(work: UnitOfWork, before: Line, after: Line, event: int) -> None:
    """Queue notice and call-back of a line that became ready; withdraw those of one reopened.

    Args:
        work: The unit of work of the command that changed the line.
        before: The line as it was.
        after: The line as it is now.
        event: Number of the last event.
    """
    was, is_now = (one.state is LineState.READY for one in (before, after))
    if is_now and not was:
        notices.on_ready(work, after)
        product = work.catalog.product_version(after.pins.product_version_id)
        if work.call_backs.is_chosen(product.product_id, after.unit_id):
            work.call_backs.add(CallBack(0, after.id, event, due_at=work.now))
    elif was and not is_now:
        work.call_backs.withdraw(after.id)
