"""What becomes of an order line: a fault with its priority, and the facts that charters ask."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from fmdesk.plugins.api import Line, Scalar
from fmdesk.plugins.bundled.faults.assets import Asset
from fmdesk.plugins.bundled.faults.context import Context
from fmdesk.plugins.bundled.faults.faults import Fault, Impact, Urgency
from fmdesk.plugins.bundled.faults.majors import bring_along, joined, major_of
from fmdesk.plugins.bundled.faults.priority import REPEAT_DAYS, priority_of
from fmdesk.plugins.bundled.faults.refusals import refusal


def asset_of(context: Context, details: Mapping[str, Scalar]) -> Asset | None:
    """Return the asset that a form names, None when it names none.

    Raises:
        PluginError: `faults.unknown_asset`.
    """
    code = str(details.get("asset", "")).strip()
    found = context.store.assets.asset(code) if code else None
    if code and found is None:
        raise refusal("faults.unknown_asset", asset=code)
    return found


def take(context: Context, line: Line) -> None:
    """Keep a new fault."""
    fault = Fault(
        line_id=line.id,
        number=context.readers.line_number(line),
        asset="",
        location_id=None,
        seen="",
        impact=Impact.ONE,
        urgency=Urgency.NORMAL,
        priority=1,
        opened_at=line.opened_at,
    )
    fault = as_reported(context, fault, line)
    since = line.opened_at - timedelta(days=int(context.setting(REPEAT_DAYS)))
    is_repeat = bool(fault.asset) and context.store.faults.had_one_since(fault.asset, since)
    context.store.faults.add(replace(fault, is_repeat=is_repeat))


def as_reported(context: Context, fault: Fault, line: Line) -> Fault:
    """Return a fault as the form of its line says it now."""
    asset = asset_of(context, line.details)
    impact = Impact(str(line.details.get("impact") or Impact.ONE))
    urgency = Urgency(str(line.details.get("urgency") or Urgency.NORMAL))
    fault = joined(context, fault, str(line.details.get("hangs_on", "")))
    return replace(
        fault,
        asset=asset.code if asset else "",
        location_id=asset.location_id if asset else line.location_id,
        seen=str(line.details.get("seen", "")),
        impact=impact,
        urgency=urgency,
        priority=priority_of(context.setting, impact, urgency),
    )


def check(context: Context, details: Mapping[str, Scalar]) -> None:
    """Refuse an asset or fault that nobody knows.

    Raises:
        PluginError: `faults.unknown_asset` or `faults.unknown_fault`.
    """
    asset_of(context, details)
    major_of(context, str(details.get("hangs_on", "")))


def change(context: Context, line: Line) -> None:
    """Keep a fault as it is reported now."""
    fault = context.store.faults.fault(line.id)
    if fault is not None:
        fault = as_reported(context, fault, line)
        context.store.faults.save(fault)
        bring_along(context, fault)


def facts_of(context: Context, fault: Fault) -> Mapping[str, Scalar]:
    """Return the facts that charters may ask of a fault."""
    asset = context.store.assets.asset(fault.asset) if fault.asset else None
    day = fault.opened_at.astimezone(ZoneInfo(context.zone)).date()
    until = asset.warranty_until if asset else None
    return {
        "faults.priority": fault.priority,
        "faults.impact": fault.impact.value,
        "faults.urgency": fault.urgency.value,
        "faults.asset_kind": asset.kind if asset else "",
        "faults.criticality": asset.criticality.value if asset else "",
        "faults.in_warranty": until is not None and day <= until,
        "faults.is_repeat": fault.is_repeat,
        "faults.hangs_on": fault.major_id is not None,
        "faults.is_planned": False,
    }


def set_open(
    context: Context, line_id: int, *, is_open: bool, repaired_at: datetime | None = None
) -> None:
    """Keep whether a fault is still worked on, and when it was mended."""
    fault = context.store.faults.fault(line_id)
    if fault is not None:
        along = fault.went_along and not is_open
        fault = replace(fault, is_open=is_open, went_along=along, repaired_at=repaired_at)
        context.store.faults.save(fault)
