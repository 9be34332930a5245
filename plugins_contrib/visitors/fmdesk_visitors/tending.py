"""What time does: who did not come is no longer expected, and who came is forgotten."""

from datetime import datetime, time, timedelta

from fmdesk_visitors import declared
from fmdesk_visitors.orders import Context
from fmdesk_visitors.reception import OPEN
from fmdesk_visitors.visits import GuestState
from fmdesk_visitors.words import _


def today(context: Context) -> datetime:
    """Return the first instant of the running day."""
    return context.instant(datetime.combine(context.wall(context.now).date(), time()))


def miss(context: Context) -> None:
    """Give up who was expected before today; a visit of which nobody came is cancelled."""
    for visit in context.store.with_guests(GuestState.EXPECTED):
        if visit.expected_at >= today(context):
            continue
        context.store.turn(visit, GuestState.EXPECTED, GuestState.MISSED)
        if not visit.came and context.readers.line(visit.line_id).state in OPEN:
            context.desk.cancel(visit.line_id, _("Nobody of this visit came."))


def erase(context: Context) -> None:
    """Erase names, number plates and companies of visits that are long over.

    The order keeps the company that was filled in, as it keeps everything that was ordered.
    """
    days = int(context.setting(declared.KEEP_DAYS.name))
    context.store.erase(today(context) - timedelta(days=days), context.now)
