"""A loan as an order: checked, given a vehicle, changed and given up."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TypeAlias

from fmdesk.plugins.api import Line, OrderLine, Scalar, WorkContext
from fmdesk_vehicles import declared
from fmdesk_vehicles.loans import TAKING, Kind, Loan, LoanState, Vehicle
from fmdesk_vehicles.store import VehiclesStore
from fmdesk_vehicles.words import _, refusal

Context: TypeAlias = WorkContext[VehiclesStore]
HOUR, MINUTE = 3600, 60


@dataclass(frozen=True, slots=True)
class Wish:
    """What an order asks; `code` is empty for any vehicle of the kind that is free."""

    kind: Kind
    code: str
    start: datetime
    end: datetime
    purpose: str


def wish_of(context: Context, details: Mapping[str, Scalar]) -> Wish:
    """Return what an order asks."""
    start, end = (
        context.instant(datetime.fromisoformat(str(details[name]))) for name in ("start", "end")
    )
    code, purpose = (str(details.get(name) or "").strip() for name in ("vehicle", "purpose"))
    return Wish(Kind(str(details["kind"])), code, start, end, purpose)


def check(context: Context, line: OrderLine, before: Line | None) -> None:
    """Refuse what cannot be, with what can.

    Raises:
        PluginError: With a sentence that says what can still be done.
    """
    if line.quantity != 1:
        raise refusal("vehicles.one")
    loan = context.store.of_line(before.id) if before else None
    if loan is not None and loan.state not in TAKING:
        raise refusal("vehicles.over")
    asked = wish_of(context, line.details)
    if asked.end <= asked.start:
        raise refusal("vehicles.end")
    if asked.end <= context.now:
        raise refusal("vehicles.past", end=spoken(context, asked.end))
    most = int(context.setting(declared.MOST_DAYS.name))
    if asked.end - asked.start > timedelta(days=most):
        raise refusal("vehicles.too_long", days=most)
    if loan is not None and loan.state is LoanState.LENT:
        _check_on_its_way(context, loan, asked)
    find(context, asked, loan)


def store(context: Context, line: Line) -> None:
    """Reserve a vehicle."""
    asked = wish_of(context, line.details)
    ticket = context.readers.ticket(line.ticket_id)
    who = ticket.recipient_id or ticket.requester_id
    name = context.readers.person(who).name if who else ""
    number = context.readers.line_number(line)
    vehicle = find(context, asked, None)
    loan = Loan(0, vehicle.id, line.id, number, name, asked.start, asked.end, purpose=asked.purpose)
    context.store.add(loan)


def change(context: Context, line: Line) -> None:
    """Let a loan be as it is wanted now; it keeps its vehicle where that is free."""
    loan = context.store.of_line(line.id)
    if loan is not None:
        asked = wish_of(context, line.details)
        vehicle = find(context, asked, loan)
        times = replace(loan, start=asked.start, end=asked.end, purpose=asked.purpose)
        context.store.save(replace(times, vehicle_id=vehicle.id, reminded_at=None))


def cancel(context: Context, line: Line) -> None:
    """Give the vehicle back that nobody fetched; what was driven with it stays.

    Raises:
        PluginError: `vehicles.not_back` while it is on its way.
    """
    loan = context.store.of_line(line.id)
    if loan is None or loan.state is LoanState.RETURNED:
        return
    if loan.state is LoanState.LENT:
        raise still_out(context, loan)
    context.store.save(replace(loan, state=LoanState.CANCELLED))


def ready(context: Context, line: Line) -> None:
    """A loan ends when its vehicle is back; PluginError `vehicles.ready`."""
    loan = context.store.of_line(line.id)
    if loan is not None and loan.state is not LoanState.RETURNED:
        raise refusal("vehicles.ready")


def facts(context: Context, line: Line) -> Mapping[str, Scalar]:
    """Return what was ordered, as facts."""
    asked = wish_of(context, line.details)
    hours = -(-int((asked.end - asked.start).total_seconds()) // HOUR)
    return {declared.KIND: asked.kind.value, declared.HOURS: hours}


def return_facts(context: Context, line: Line) -> Mapping[str, Scalar]:
    """Return how the vehicle came back."""
    loan = context.store.of_line(line.id)
    if loan is None or loan.back_at is None:
        return {}
    late = max(0, int((loan.back_at - loan.end).total_seconds()))
    return {declared.LATE: -(-late // MINUTE), declared.DAMAGED: bool(loan.damage)}


def find(context: Context, asked: Wish, loan: Loan | None) -> Vehicle:
    """Return the vehicle of a loan: the one that is named, else one that is free.

    Vehicles of the kind stay locked, so that what is found is free until the unit of work ends.
    Of those that are free the one with the fewest kilometres goes out, so that all wear alike;
    one that should have been back comes last.

    Args:
        context: The unit of work.
        asked: What is wanted.
        loan: A loan that is changed, which is in nobody's way but keeps its vehicle; one that is
            on its way has no other choice.

    Raises:
        PluginError: There is none, or it is taken, with what is free.
    """
    pool = context.store.vehicles(asked.kind, is_locked=True)
    if not pool:
        raise refusal("vehicles.none")
    number = loan.id if loan else 0
    taking = context.store.taking([one.id for one in pool], asked.start, asked.end, number)
    taken = {one.vehicle_id for one in taking}
    mine = loan.vehicle_id if loan else 0
    out = mine if loan and loan.state is LoanState.LENT else 0
    free = [one for one in pool if one.id not in taken and (one.is_offered or one.id == out)]
    code = next((one.code for one in pool if one.id == out), asked.code)
    if code:
        return _named(context, replace(asked, code=code), pool, free, taking, out)
    if not free:
        until = min((one.end for one in taking), default=asked.end)
        raise refusal("vehicles.none_free", until=spoken(context, until))
    lent = context.store.in_state(LoanState.LENT)
    late = {one.vehicle_id for one in lent if one.is_late(context.now)}
    return min(free, key=lambda one: (one.id != mine, one.id in late, one.mileage, one.code))


def spoken(context: Context, at: datetime) -> str:
    """Return an instant as a sentence has it."""
    return f"{context.wall(at):%d-%m-%Y %H:%M}"


def still_out(context: Context, loan: Loan) -> Exception:
    """Return the refusal of what has to wait for a vehicle."""
    vehicle = context.store.vehicle(loan.vehicle_id)
    return refusal("vehicles.not_back", vehicle=vehicle.name, borrower=loan.borrower or "…")


def _named(
    context: Context,
    asked: Wish,
    pool: Sequence[Vehicle],
    free: Sequence[Vehicle],
    taking: Sequence[Loan],
    out: int,
) -> Vehicle:
    everything = {one.code.casefold(): one for one in context.store.vehicles()}
    vehicle = everything.get(asked.code.casefold())
    if vehicle is None:
        names = ", ".join(one.code for one in pool)
        raise refusal("vehicles.unknown", vehicle=asked.code, vehicles=names)
    if vehicle.kind is not asked.kind:
        raise refusal("vehicles.kind", vehicle=vehicle.name)
    if not vehicle.is_offered and vehicle.id != out:
        raise refusal("vehicles.withdrawn", vehicle=vehicle.name, note=vehicle.note or "…")
    held = next((one for one in taking if one.vehicle_id == vehicle.id), None)
    if held is not None:
        raise refusal(
            "vehicles.taken",
            vehicle=vehicle.name,
            start=spoken(context, held.start),
            until=spoken(context, held.end),
            free=", ".join(one.code for one in free) or _("nothing"),
        )
    return vehicle


def _check_on_its_way(context: Context, loan: Loan, asked: Wish) -> None:
    """A vehicle that is out keeps its begin; PluginError `vehicles.out`."""
    vehicle = context.store.vehicle(loan.vehicle_id)
    is_same = asked.code.casefold() in {"", vehicle.code.casefold()}
    if asked.start != loan.start or asked.kind is not vehicle.kind or not is_same:
        raise refusal("vehicles.out")
