"""Open faults that look like the one that is being reported."""

from collections.abc import Iterator

from fmdesk.plugins.api import LookAlikeSpec, OrderLine, Text
from fmdesk.plugins.bundled.faults.context import Context
from fmdesk.plugins.bundled.faults.faults import Fault

MOST = 5
SAME_ASSET = Text("zelfde object", "same asset")
AROUND_ASSET = Text("object waar het in zit", "asset that it is part of")
SAME_PLACE = Text("zelfde plaats", "same place")
AROUND_PLACE = Text("in hetzelfde gebouw", "in the same building")


def look_alikes(context: Context, line: OrderLine) -> Iterator[LookAlikeSpec]:
    """Yield open faults of the asset, of what it is part of, of the place, of what is around it."""
    code = str(line.details.get("asset", "")).strip()
    asset = context.store.assets.asset(code) if code else None
    assets = context.store.assets.above(asset.code) if asset else ()
    places = _places(context, line, asset.location_id if asset else None)
    ranked = sorted(
        (_rank(fault, assets, places), -fault.line_id, fault)
        for fault in context.store.faults.alike(assets, places)
    )
    seen: set[int] = set()
    for (group, _distance), _newest, fault in ranked:
        leads_to = fault.major_id or fault.line_id
        if leads_to in seen or len(seen) == MOST:
            continue
        seen.add(leads_to)
        major = context.store.faults.fault(leads_to)
        if major is not None and major.is_open:
            yield LookAlikeSpec(leads_to, WHY[group], (("hangs_on", major.number),))


WHY = (SAME_ASSET, AROUND_ASSET, SAME_PLACE, AROUND_PLACE)


def _places(context: Context, line: OrderLine, asset_at: int | None) -> tuple[int, ...]:
    """Return the place of the asset, else that of the order, with all that it is part of."""
    at = asset_at
    if at is None and line.location:
        at = context.readers.location_by_code(line.location).id
    return () if at is None else tuple(one.id for one in context.readers.places(at))


def _rank(fault: Fault, assets: tuple[str, ...], places: tuple[int, ...]) -> tuple[int, int]:
    """Return the group of a fault in `WHY`, and how far it is away."""
    if fault.asset in assets:
        distance = assets.index(fault.asset)
        return (1 if distance else 0), distance
    distance = places.index(fault.location_id or 0)
    return (3 if distance else 2), distance
