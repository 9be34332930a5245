"""Open faults that look like the one that is being reported."""

from collections.abc import Iterator, Mapping

from fmdesk.plugins.api import LookAlikeSpec, OrderLine, Text
from fmdesk.plugins.bundled.faults.context import Context

MOST = 5
WHY: Mapping[tuple[bool, bool], Text] = {
    (True, True): Text("zelfde object", "same asset"),
    (True, False): Text("object waar het in zit", "asset that it is part of"),
    (False, True): Text("zelfde plaats", "same place"),
    (False, False): Text("in hetzelfde gebouw", "in the same building"),
}
"""Why a fault looks alike: by its asset or its place, and the same or around it."""


def look_alikes(context: Context, line: OrderLine) -> Iterator[LookAlikeSpec]:
    """Yield open faults of the asset, of what it is part of, of the place, of what is around it."""
    code = str(line.details.get("asset", "")).strip()
    asset = context.store.assets.asset(code) if code else None
    assets = context.store.assets.above(asset.code) if asset else ()
    places = _places(context, line, asset.location_id if asset else None)
    for one in context.store.faults.alike(assets, places, MOST):
        is_asset = one.rank < len(assets)
        is_same = one.rank in (0, len(assets))
        why = WHY[is_asset, is_same]
        yield LookAlikeSpec(one.line_id, why, (("hangs_on", one.number),))


def _places(context: Context, line: OrderLine, asset_at: int | None) -> tuple[int, ...]:
    """Return the place of the asset, else that of the order, with all that it is part of."""
    at = asset_at
    if at is None and line.location:
        at = context.readers.location_by_code(line.location).id
    return () if at is None else tuple(one.id for one in context.readers.places(at))
