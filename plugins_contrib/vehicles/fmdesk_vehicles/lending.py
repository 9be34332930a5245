"""What the desk does with loans; each goes through the line of the loan."""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from fmdesk.plugins.api import OrderDraft, OrderLine, Scalar
from fmdesk_vehicles import declared
from fmdesk_vehicles.loans import (
    Book,
    Done,
    Loan,
    LoanState,
    Mended,
    Move,
    TakeBack,
    Which,
)
from fmdesk_vehicles.orders import Context, spoken, still_out
from fmdesk_vehicles.words import _, refusal

NO_OP = UUID(int=0)
"""The command has a number of its own; that of the order is not looked at."""


def book(context: Context, payload: Book) -> Done:
    """Reserve a vehicle.

    Raises:
        DomainError: As at intake; PluginError `vehicles.taken` with what is free.
    """
    details: dict[str, Scalar] = {
        "kind": payload.kind.value,
        "vehicle": payload.vehicle,
        "start": written(context, payload.start),
        "end": written(context, payload.end),
        "purpose": payload.purpose,
    }
    order = OrderLine(payload.product, details=details)
    draft = OrderDraft(NO_OP, payload.channel, (order,), requester=payload.requester)
    [line_id] = context.desk.take(draft)
    return Done(_there(context.store.of_line(line_id)))


def move(context: Context, payload: Move) -> Done:
    """Let a loan be of another vehicle or at another time.

    Raises:
        PluginError: As for a new loan, or `vehicles.no_loan` or `vehicles.no_vehicle`.
    """
    loan = _there(context.store.loan(payload.loan_id))
    everything = {one.code: one for one in context.store.vehicles()}
    vehicle = everything.get(payload.vehicle)
    if vehicle is None:
        raise refusal("vehicles.no_vehicle")
    details: dict[str, Scalar] = {
        "kind": vehicle.kind.value,
        "vehicle": vehicle.code,
        "start": written(context, payload.start),
        "end": written(context, payload.end),
    }
    context.desk.change(loan.line_id, _("The loan was moved."), details=details)
    return Done(_there(context.store.loan(loan.id)))


def hand_out(context: Context, payload: Which) -> Done:
    """Hand out the key.

    Raises:
        PluginError: `vehicles.not_reserved`, `vehicles.early`, `vehicles.kept_in` or
            `vehicles.not_back`.
    """
    loan = _there(context.store.loan(payload.loan_id))
    if loan.state is not LoanState.RESERVED:
        raise refusal("vehicles.not_reserved")
    first = loan.start - timedelta(minutes=int(context.setting(declared.EARLY.name)))
    if context.now < first:
        raise refusal("vehicles.early", start=spoken(context, first))
    vehicle = context.store.vehicle(loan.vehicle_id)  # locked: desks hand it out one by one
    if not vehicle.is_offered:
        raise refusal("vehicles.kept_in", vehicle=vehicle.name, note=vehicle.note or "…")
    out = context.store.out(loan.vehicle_id)
    if out is not None:
        raise still_out(context, out)
    lent = context.store.save(replace(loan, state=LoanState.LENT, lent_at=context.now))
    context.desk.start_step(loan.line_id)
    return Done(lent)


def take_back(context: Context, payload: TakeBack) -> Done:
    """Take a vehicle back; what is wrong with it stands on the timeline and on the vehicle.

    Raises:
        PluginError: `vehicles.not_lent` or `vehicles.mileage`.
    """
    loan = _there(context.store.loan(payload.loan_id))
    if loan.state is not LoanState.LENT:
        raise refusal("vehicles.not_lent")
    vehicle = context.store.vehicle(loan.vehicle_id)
    if payload.mileage < vehicle.mileage:
        raise refusal("vehicles.mileage", mileage=vehicle.mileage)
    damage = payload.damage.strip()
    back = context.store.save(
        replace(
            loan,
            state=LoanState.RETURNED,
            back_at=context.now,
            driven=payload.mileage - vehicle.mileage,
            damage=damage,
        )
    )
    is_offered = vehicle.is_offered and not payload.is_withdrawn
    note = damage or vehicle.note
    changed = replace(vehicle, mileage=payload.mileage, note=note, is_offered=is_offered)
    context.store.save_vehicle(changed)
    if damage:
        words = _("Damage to {vehicle}: {damage}")
        context.desk.note(loan.line_id, words.format(vehicle=vehicle.name, damage=damage))
    context.desk.ready(loan.line_id)
    return Done(back)


def give_up(context: Context, payload: Which) -> Done:
    """Give up a loan that nobody fetched."""
    loan = _there(context.store.loan(payload.loan_id))
    context.desk.cancel(loan.line_id, payload.reason)
    return Done(_there(context.store.loan(loan.id)))


def mend(context: Context, payload: Mended) -> None:
    """Lend a vehicle again that was damaged."""
    vehicle = context.store.vehicle(payload.vehicle_id)
    context.store.save_vehicle(replace(vehicle, note="", is_offered=True))


def written(context: Context, at: datetime) -> str:
    """Return an instant as a form has it."""
    return f"{context.wall(at):%Y-%m-%dT%H:%M}"


def _there(loan: Loan | None) -> Loan:
    if loan is None:
        raise refusal("vehicles.no_loan")
    return loan
