"""What time does: who is late is reminded once, and what nobody fetched is given up."""

from dataclasses import replace
from datetime import timedelta

from fmdesk.plugins.api import Text
from fmdesk_vehicles import declared
from fmdesk_vehicles.loans import LoanState
from fmdesk_vehicles.orders import Context, spoken
from fmdesk_vehicles.words import _

SUBJECT = Text("Wilt u het voertuig terugbrengen?", "Please bring the vehicle back")
BODY_NL = "U zou {vehicle} op {end} terugbrengen. Wilt u dat nu doen, of ons bellen?\n{number}"
BODY_EN = "You were to bring back {vehicle} at {end}. Please do so now, or call us.\n{number}"


def remind(context: Context) -> None:
    """Remind each borrower who is late, once."""
    after = timedelta(minutes=int(context.setting(declared.REMIND.name)))
    for loan in context.store.in_state(LoanState.LENT):
        if loan.reminded_at is None and loan.end + after <= context.now:
            shown = {
                "vehicle": context.store.vehicle(loan.vehicle_id).name,
                "end": spoken(context, loan.end),
                "number": loan.line_number,
            }
            body = Text(BODY_NL.format(**shown), BODY_EN.format(**shown))
            context.desk.tell(loan.line_id, SUBJECT, body)
            context.store.save(replace(loan, reminded_at=context.now))


def give_up(context: Context) -> None:
    """Give up what nobody fetched before its end."""
    for loan in context.store.in_state(LoanState.RESERVED):
        if loan.end <= context.now:
            context.desk.cancel(loan.line_id, _("Nobody fetched the vehicle."))
