"""Planned maintenance: plans are kept, and make their tickets when it is time."""

from datetime import UTC, date, datetime, time, timedelta
from uuid import NAMESPACE_OID, uuid5
from zoneinfo import ZoneInfo

from fmdesk.plugins.api import (
    DomainError,
    DueSpec,
    Limit,
    LimitUnit,
    OrderDraft,
    OrderLine,
    TimeOfDay,
)
from fmdesk.plugins.bundled.faults.context import Context
from fmdesk.plugins.bundled.faults.declared import MAINTENANCE
from fmdesk.plugins.bundled.faults.logged import LOGGED
from fmdesk.plugins.bundled.faults.plans import Plan, PlanRow
from fmdesk.plugins.bundled.faults.refusals import refusal

CHANNEL = "system"
HOURLY = 3600
NEXT_DAY = Limit(LimitUnit.CALENDAR_DAYS, 1, TimeOfDay.CLOSE)
INTERVAL_MOST, LEAD_MOST = 1000, 365


def save_plan(context: Context, payload: Plan) -> None:
    """Add a plan or change it; a changed one is due next as its days say from today on.

    Raises:
        PluginError: `faults.plan_incomplete`, `faults.plan_interval`, `faults.unknown_asset`,
            `faults.plan_product`.
        NotFoundError: The product or cost centre is unknown.
    """
    if not all(text.strip() for text in (payload.code, payload.name, payload.asset)):
        raise refusal("faults.plan_incomplete")
    if not 1 <= payload.n <= INTERVAL_MOST or not 0 <= payload.lead_days <= LEAD_MOST:
        raise refusal("faults.plan_interval", most=INTERVAL_MOST, lead=LEAD_MOST)
    asset = context.store.assets.asset(payload.asset)
    if asset is None:
        raise refusal("faults.unknown_asset", asset=payload.asset)
    product = context.readers.product_by_code(payload.product)
    if (product.plugin, product.form) != ("faults", MAINTENANCE.id):
        raise refusal("faults.plan_product", product=payload.product)
    if payload.cost_centre:
        context.readers.cost_centre_by_code(payload.cost_centre)
    yesterday = _today(context) - timedelta(days=1)
    done = context.store.plans.last_day(payload.code)
    after = yesterday if done is None else max(done, yesterday)
    context.store.plans.save(payload, payload.first_after(after))


def plans(context: Context, payload: None) -> tuple[PlanRow, ...]:  # noqa: ARG001
    """Return all plans, next due first; those that stand still last."""
    return context.store.plans.listed()


def make_due(context: Context) -> None:
    """Make the ticket of each plan whose time has come.

    What was missed while no desk was open is made up once: one ticket, whatever the number of
    times. A plan that is refused keeps the reason and holds up no other.
    """
    today = _today(context)
    for row in context.store.plans.listed():
        if row.plan.is_active and row.next_on - timedelta(days=row.plan.lead_days) <= today:
            _make(context, row.plan, row.next_on, today)


def _make(context: Context, plan: Plan, due_on: date, today: date) -> None:
    try:
        line_id = _take(context, plan, max(due_on, today))
    except DomainError as problem:
        context.store.plans.refused(plan.code, problem.code)
    else:
        context.store.plans.made(plan.code, due_on, line_id)
        context.store.plans.save(plan, plan.first_after(max(due_on, today)))


def _take(context: Context, plan: Plan, day: date) -> int:
    asset = context.store.assets.asset(plan.asset)
    if asset is None:
        raise refusal("faults.unknown_asset", asset=plan.asset)
    places = {one.id: one.code for one in context.readers.locations()}
    channels = [one.code for one in context.readers.channels()]
    line = OrderLine(
        plan.product,
        details={"asset": asset.code, "work": plan.name},
        location=places[asset.location_id],
        cost_centre=plan.cost_centre,
        due_at=_end_of(context, plan, day),
    )
    draft = OrderDraft(
        uuid5(NAMESPACE_OID, f"{plan.code} {day}"),
        CHANNEL if CHANNEL in channels else channels[0],
        (line,),
        subject=f"{plan.name} ({asset.code})",
    )
    return context.desk.take(draft)[0]


def _end_of(context: Context, plan: Plan, day: date) -> datetime:
    """Return when the work of a day ends in office time; a closed day's on the next open one."""
    zone, one = ZoneInfo(context.zone), timedelta(days=1)
    before, after = (
        datetime.combine(moved, time(), zone).astimezone(UTC) for moved in (day - one, day + one)
    )
    code = context.readers.product_by_code(plan.product).calendar
    return context.readers.calendar(code).due(before, NEXT_DAY) if code else after


def _today(context: Context) -> date:
    return context.now.astimezone(ZoneInfo(context.zone)).date()


DUE = (DueSpec("maintenance", HOURLY, make_due, text=LOGGED["maintenance"]),)
