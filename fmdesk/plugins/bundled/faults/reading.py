"""Reads the rows of a file with assets."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from fmdesk.plugins.api.sheets import read_table
from fmdesk.plugins.bundled.faults.assets import AssetRow
from fmdesk.plugins.bundled.faults.context import Context
from fmdesk.plugins.bundled.faults.refusals import refusal

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "code": ("code",),
    "name": ("naam", "name", "omschrijving"),
    "kind": ("soort", "kind", "type"),
    "location": ("locatie", "location", "plaats", "ruimte"),
    "parent": ("onderdeel van", "parent"),
    "serial": ("serienummer", "serial", "serial number"),
    "supplier": ("leverancier", "supplier"),
    "warranty_until": ("garantie tot", "warranty until", "warranty_until"),
    "criticality": ("belang", "criticality"),
}
"""What a column may be called, in small letters."""
NEEDED = ("code", "name", "location")
ROWS_MOST = 100_000


@dataclass(frozen=True, slots=True)
class File:
    """A file with assets."""

    path: str


def read(context: Context, payload: File) -> tuple[AssetRow, ...]:  # noqa: ARG001
    """Return the rows of a file with assets, as they are written.

    Raises:
        PluginError: `faults.no_column` or `faults.too_many_rows`.
    """
    found: list[AssetRow] = []
    with read_table(Path(payload.path)) as table:
        for line, cells in table:
            for name in NEEDED:
                if not any(called in cells for called in COLUMNS[name]):
                    raise refusal("faults.no_column", column=" / ".join(COLUMNS[name][:2]))
            if len(found) >= ROWS_MOST:
                raise refusal("faults.too_many_rows", most=ROWS_MOST)
            values = {
                name: next((cells[one] for one in called if one in cells), "")
                for name, called in COLUMNS.items()
            }
            found.append(AssetRow(line, **values))
    return tuple(found)
