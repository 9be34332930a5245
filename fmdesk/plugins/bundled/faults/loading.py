"""Assets from a file: every bad row is told, and none or the good ones are taken."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime

from fmdesk.plugins.api import N_, Domain, Location
from fmdesk.plugins.bundled.faults.assets import (
    Asset,
    AssetRow,
    BadRow,
    Criticality,
    Load,
    Loaded,
)
from fmdesk.plugins.bundled.faults.context import Context

_ = Domain.of_package(__name__.rpartition(".")[0]).gettext

CODE_MOST, TEXT_MOST = 40, 200
DATES = ("%Y-%m-%d", "%d-%m-%Y")
CRITICALITIES: Mapping[str, Criticality] = {
    "": Criticality.NORMAL,
    "laag": Criticality.LOW,
    "normaal": Criticality.NORMAL,
    "hoog": Criticality.HIGH,
    **{one.value: one for one in Criticality},
}
"""What a file may say, in Dutch or English."""

REASONS = {
    "missing": N_("Fill it in."),
    "twice": N_("This code stands in the file twice; keep one of the rows."),
    "long": N_("Shorten it: there is room for {most} characters."),
    "location": N_("There is no location with this code. Add it, or correct the code."),
    "parent": N_("There is no asset with this code. Put it into the file, or leave it empty."),
    "circle": N_("The asset would be a part of itself. Correct one of the rows."),
    "date": N_("Write a date as 2027-12-31 or 31-12-2027."),
    "criticality": N_("Write low, normal or high."),
}


def load(context: Context, payload: Load) -> Loaded:
    """Check the rows, and take them unless that was not asked or some are bad."""
    stored = context.store.assets.assets()
    places = {one.code.lower(): one for one in context.readers.locations()}
    bad: list[BadRow] = []
    good: dict[str, tuple[AssetRow, Asset]] = {}
    for row in payload.rows:
        faults = [
            *_faults(row, places),
            *([_bad(row, "code", "twice")] if row.code in good else []),
        ]
        if faults:
            bad += faults
        else:
            good[row.code] = (row, _asset(row, places))
    bad += _take_out_orphans(good, stored)
    bad.sort(key=lambda one: one.line)
    assets = _outside_in({code: asset for code, (_row, asset) in good.items()})
    new = [one for one in assets if one.code not in stored]
    changed = [one for one in assets if one.code in stored and stored[one.code] != one]
    is_stored = not payload.is_dry_run and (payload.keeps_good or not bad)
    if is_stored:
        context.store.assets.save_assets(new, changed)
    same = len(assets) - len(new) - len(changed)
    return Loaded(len(new), len(changed), same, tuple(bad), is_stored)


def _bad(row: AssetRow, column: str, reason: str, **params: object) -> BadRow:
    value = str(getattr(row, column))[:80]
    return BadRow(row.line, column, value, _(REASONS[reason]).format(**params))


def _faults(row: AssetRow, places: Mapping[str, Location]) -> Iterator[BadRow]:
    """Yield what is wrong with a row by itself."""
    for column in ("code", "name", "location"):
        if not getattr(row, column):
            yield _bad(row, column, "missing")
    for column in ("code", "name", "kind", "serial", "supplier"):
        most = CODE_MOST if column == "code" else TEXT_MOST
        if len(getattr(row, column)) > most:
            yield _bad(row, column, "long", most=most)
    if row.location and row.location.lower() not in places:
        yield _bad(row, "location", "location")
    if row.warranty_until and _date(row.warranty_until) is None:
        yield _bad(row, "warranty_until", "date")
    if row.criticality.lower() not in CRITICALITIES:
        yield _bad(row, "criticality", "criticality")


def _date(text: str) -> date | None:
    for form in DATES:
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007  # a day has no zone
        except ValueError:
            continue
    return None


def _asset(row: AssetRow, places: Mapping[str, Location]) -> Asset:
    return Asset(
        code=row.code,
        name=row.name,
        kind=row.kind.lower(),
        location_id=places[row.location.lower()].id,
        parent=row.parent,
        serial=row.serial,
        supplier=row.supplier,
        warranty_until=_date(row.warranty_until),
        criticality=CRITICALITIES[row.criticality.lower()],
    )


def _take_out_orphans(
    good: dict[str, tuple[AssetRow, Asset]], stored: Mapping[str, Asset]
) -> Sequence[BadRow]:
    """Take out rows whose asset would be a part of nothing that exists, or of itself."""
    bad: list[BadRow] = []
    found = [""]
    while found:
        found = [
            code
            for code, (row, _asset) in good.items()
            if row.parent and row.parent not in good and row.parent not in stored
        ]
        bad += [_bad(good.pop(code)[0], "parent", "parent") for code in found]
    parents = {code: one.parent for code, one in stored.items()}
    parents |= {code: asset.parent for code, (_row, asset) in good.items()}
    for code in [one for one in good if _is_in_circle(one, parents)]:
        bad.append(_bad(good.pop(code)[0], "parent", "circle"))
    return bad


def _is_in_circle(code: str, parents: Mapping[str, str]) -> bool:
    above, seen = parents[code], {code}
    while above and above not in seen:
        seen.add(above)
        above = parents.get(above, "")
    return bool(above)


def _outside_in(assets: dict[str, Asset]) -> Sequence[Asset]:
    """Return assets so that each comes after the one that it is a part of."""
    placed: dict[str, Asset] = {}
    for asset in assets.values():
        chain: list[Asset] = []
        above: Asset | None = asset
        while above is not None and above.code not in placed:
            chain.append(above)
            above = assets.get(above.parent)
        placed |= {one.code: one for one in reversed(chain)}
    return list(placed.values())
