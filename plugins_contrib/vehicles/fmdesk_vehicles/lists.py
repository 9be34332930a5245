"""What the planner, the board and the month report ask."""

from fmdesk.plugins.api import ReportMonth
from fmdesk_vehicles import declared
from fmdesk_vehicles.loans import LoanState, Plan, PlanQuestion
from fmdesk_vehicles.orders import Context


def plan(context: Context, payload: PlanQuestion) -> Plan:
    """Return the vehicles with their loans in a time; what is late stays shown."""
    found = {one.id: one for one in context.store.between(payload.start, payload.end)}
    late = (one for one in context.store.in_state(LoanState.LENT) if one.is_late(context.now))
    found |= {one.id: one for one in late}
    products = tuple(
        (one.code, one.name_nl, one.name_en) for one in context.readers.products(declared.PLUGIN)
    )
    loans = tuple(sorted(found.values(), key=lambda one: (one.start, one.id)))
    return Plan(tuple(context.store.vehicles()), loans, products, context.now)


def late(context: Context, _payload: None) -> tuple[int, ...]:
    """Return the lines whose vehicle should be back, the longest ago first."""
    found = [one for one in context.store.in_state(LoanState.LENT) if one.is_late(context.now)]
    return tuple(one.line_id for one in sorted(found, key=lambda one: one.end))


def section(context: Context, payload: ReportMonth) -> tuple[tuple[str, int, int, int, int], ...]:
    """Return for each vehicle of a month: loans, kilometres, late returns, damages."""
    end = min(payload.end, payload.as_of)
    loans = context.store.returned(payload.start, end)
    rows = []
    for vehicle in context.store.vehicles():
        mine = [one for one in loans if one.vehicle_id == vehicle.id]
        driven, damages = sum(one.driven for one in mine), sum(bool(one.damage) for one in mine)
        overdue = sum(one.back_at is not None and one.back_at > one.end for one in mine)
        if mine:
            rows.append((f"{vehicle.code} {vehicle.name}", len(mine), driven, overdue, damages))
    return tuple(rows)
