"""From a plan to what the planner draws and the page says; no widgets."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from fmdesk.plugins.api import N_, current_language, number
from fmdesk.plugins.api.qt import Badge, PlannerBox, PlannerData, PlannerRow
from fmdesk_vehicles.declared import KINDS
from fmdesk_vehicles.loans import Kind, Loan, LoanState, Plan, Vehicle
from fmdesk_vehicles.words import _

LOOKS: Mapping[LoanState, tuple[str, str, str]] = {
    LoanState.RESERVED: ("", N_("reserved"), "accent"),
    LoanState.LENT: ("truck", N_("on its way"), "risk"),
    LoanState.RETURNED: ("circle-check", N_("back"), "kept"),
    LoanState.CANCELLED: ("circle-minus", N_("given up"), "neutral"),
}
"""Icon, word and tone of each state; what is as it should be has no icon in the planner."""
LATE = ("triangle-alert", N_("too late"), "broken")
OFFICE_HOURS = (7, 19)
MINUTE, QUARTER = timedelta(minutes=1), 15


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the cursor of the planner stands on."""

    vehicle: Vehicle | None = None
    loan: Loan | None = None


def look_of(loan: Loan, now: datetime) -> tuple[str, str, str]:
    """Return icon, word and tone of a loan."""
    return LATE if loan.is_late(now) else LOOKS[loan.state]


def badge_of(loan: Loan, now: datetime) -> Badge:
    """Return the state of a loan as a badge."""
    icon, word, tone = look_of(loan, now)
    return Badge(icon or "clock", _(word), tone)


def kind_name(kind: Kind) -> str:
    """Return what a kind is called."""
    return dict(KINDS)[kind.value].get(current_language())


def data_of(plan: Plan) -> PlannerData:
    """Return what the planner draws."""
    boxes = tuple(_box(one, plan.now) for one in plan.loans)
    return PlannerData(tuple(map(_row, plan.vehicles)), boxes)


def hours_of(plan: Plan, local: Callable[[datetime], datetime]) -> tuple[int, int]:
    """Return the first and last hour to show, so that every begin and end is seen.

    Args:
        plan: What is shown.
        local: Gives an instant in the office's zone.
    """
    first, last = OFFICE_HOURS
    for one in plan.loans:
        starts, ends = local(one.start), local(one.end - MINUTE)
        first = min(first, starts.hour, ends.hour)
        last = max(last, starts.hour + 1, ends.hour + 1)
    return first, last


def from_now(start: datetime, end: datetime, now: datetime) -> tuple[datetime, datetime]:
    """Return a time to propose: the chosen one, or an hour from now when that is past."""
    if end > now:
        return start, end
    begins = now.replace(second=0, microsecond=0) + MINUTE * (QUARTER - now.minute % QUARTER)
    return begins, begins + 60 * MINUTE


def vehicle_facts(vehicle: Vehicle) -> list[tuple[str, str]]:
    """Return what a person wants to know of a vehicle, by name."""
    return [
        (_("Code"), vehicle.code),
        (_("Kind"), kind_name(vehicle.kind)),
        (_("Plate"), vehicle.plate),
        (_("Mileage"), _("{n} km").format(n=number(vehicle.mileage))),
        (_("Damage"), vehicle.note),
        (_("Lent"), "" if vehicle.is_offered else _("not now")),
    ]


def _row(vehicle: Vehicle) -> PlannerRow:
    mileage = _("{n} km").format(n=number(vehicle.mileage))
    detail = " · ".join(filter(None, (vehicle.plate, mileage)))
    icons = () if vehicle.is_offered and not vehicle.note else ("triangle-alert",)
    words = vehicle.note or ("" if vehicle.is_offered else _("not lent now"))
    return PlannerRow(vehicle.id, vehicle.name, detail, icons, words)


def _box(loan: Loan, now: datetime) -> PlannerBox:
    """Return a loan as a box; what is late reaches until now."""
    icon, word, tone = look_of(loan, now)
    until = now if loan.is_late(now) else loan.end
    if loan.back_at is not None:  # what came back early is shown as long as it was away
        until = min(loan.end, max(loan.back_at, loan.start + 15 * MINUTE))
    return PlannerBox(
        id=loan.id,
        row_id=loan.vehicle_id,
        start=loan.start,
        end=until,
        occupied_from=loan.start,
        occupied_until=until,
        title=loan.borrower or loan.line_number,
        detail=loan.purpose,
        tone=tone,
        icon=icon,
        state=_(word),
        may_change=loan.state is LoanState.RESERVED,
    )
