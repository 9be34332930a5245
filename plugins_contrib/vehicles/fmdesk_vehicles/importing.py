"""Vehicles from a file: all of them are taken, or none and the first wrong rows are told."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from fmdesk.plugins.api.sheets import read_table
from fmdesk_vehicles.loans import File, Kind, Load, Loaded, Vehicle, VehicleRow
from fmdesk_vehicles.orders import Context
from fmdesk_vehicles.words import refusal, sentence

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "code": ("code",),
    "name": ("naam", "name"),
    "kind": ("soort", "kind"),
    "plate": ("kenteken", "plate"),
    "mileage": ("kilometerstand", "mileage"),
}
"""What a column may be called, in small letters."""
NEEDED = ("code", "name", "kind")
KINDS: Mapping[str, Kind] = {
    "auto": Kind.CAR,
    "fiets": Kind.BIKE,
    **{one.value: one for one in Kind},
}
MOST_DIGITS = 7
"""A vehicle that drove ten million kilometres is a slip of the pen."""
TOLD = 3
"""So many wrong rows are told."""


def read(_context: Context, payload: File) -> tuple[VehicleRow, ...]:
    """Return the rows of a file with vehicles, as they are written.

    Raises:
        PluginError: `vehicles.no_column`.
    """
    found: list[VehicleRow] = []
    with read_table(Path(payload.path)) as table:
        for line, cells in table:
            for name in NEEDED:
                if not any(called in cells for called in COLUMNS[name]):
                    raise refusal("vehicles.no_column", column=COLUMNS[name][0])
            values = {
                name: next((cells[one] for one in called if one in cells), "")
                for name, called in COLUMNS.items()
            }
            found.append(VehicleRow(line, **values))
    return tuple(found)


def load(context: Context, payload: Load) -> Loaded:
    """Add vehicles and change those whose code is there; their notes stay.

    Raises:
        PluginError: `vehicles.bad_rows`, with the first ones.
    """
    there = {one.code: one for one in context.store.vehicles(is_locked=True)}
    faults = list(_faults(payload, there))
    if faults:
        first = " ".join(faults[:TOLD])
        raise refusal("vehicles.bad_rows", count=len(faults), first=first)
    added = changed = 0
    for row in payload.rows:
        before = there.get(row.code)
        plain = before or Vehicle(0, row.code, row.name, KINDS[row.kind.lower()])
        wanted = replace(plain, name=row.name, kind=KINDS[row.kind.lower()], plate=row.plate)
        vehicle = replace(wanted, mileage=max(plain.mileage, int(row.mileage or 0)))
        if vehicle != before:
            context.store.save_vehicle(vehicle)
            added, changed = added + (before is None), changed + (before is not None)
    return Loaded(added, changed)


def _faults(payload: Load, there: Iterable[str]) -> Iterator[str]:
    """Tell what is wrong; codes are asked for in any case, so they differ by more than that."""
    seen: set[str] = set()
    written = {one.casefold(): one for one in there}
    for row in payload.rows:
        code = row.code.casefold()
        if not row.code or not row.name:
            yield sentence("vehicles.row_code", line=row.line)
        elif code in seen:
            yield sentence("vehicles.row_twice", line=row.line, code=row.code)
        elif written.get(code, row.code) != row.code:
            yield sentence("vehicles.row_case", line=row.line, code=row.code, there=written[code])
        if row.kind.lower() not in KINDS:
            yield sentence("vehicles.row_kind", line=row.line, kind=row.kind)
        digits = row.mileage.isascii() and row.mileage.isdigit() and len(row.mileage) <= MOST_DIGITS
        if row.mileage and not digits:
            yield sentence("vehicles.row_mileage", line=row.line, mileage=row.mileage)
        seen.add(code)
