"""Assets as frozen data: what commands take and queries give."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Criticality(StrEnum):
    """What depends on an asset."""

    LOW = "low"
    NORMAL = "normal"
    HIGH = "high"


@dataclass(frozen=True, slots=True)
class Asset:
    """Something at a place that can break.

    Attributes:
        code: Its code, as on its sticker.
        name: What it is called.
        kind: What it is ("koffieautomaat", "lift"); also a fact for charters.
        location_id: Where it stands, one of the core's locations.
        parent: Code of the asset that it is a part of, empty for none.
        serial: Serial number.
        supplier: Who supplied or maintains it.
        warranty_until: Last day of its warranty, None for none.
        criticality: What depends on it.
    """

    code: str
    name: str
    kind: str
    location_id: int
    parent: str = ""
    serial: str = ""
    supplier: str = ""
    warranty_until: date | None = None
    criticality: Criticality = Criticality.NORMAL


@dataclass(frozen=True, slots=True)
class AssetRow:
    """One row of a file or form as it was written; `line` is its line in the file."""

    line: int
    code: str
    name: str
    kind: str = ""
    location: str = ""
    parent: str = ""
    serial: str = ""
    supplier: str = ""
    warranty_until: str = ""
    criticality: str = ""


@dataclass(frozen=True, slots=True)
class Load:
    """Assets to add or change by their code.

    Attributes:
        rows: As they were written.
        is_dry_run: Only say what would happen.
        keeps_good: Take the good rows when others are bad; else none are taken.
    """

    rows: tuple[AssetRow, ...]
    is_dry_run: bool = False
    keeps_good: bool = False


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that cannot be taken: its line, column and value, and why, as a sentence."""

    line: int
    column: str
    value: str
    reason: str


@dataclass(frozen=True, slots=True)
class Loaded:
    """What became of a file.

    Attributes:
        added: Assets that are new.
        changed: Assets that are different now.
        same: Assets that were like that already.
        bad: Rows that cannot be taken.
        is_stored: Whether it was done, or only said.
    """

    added: int
    changed: int
    same: int
    bad: tuple[BadRow, ...] = ()
    is_stored: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """An asset with what who reports a fault should know of it.

    Attributes:
        asset: The asset.
        open_faults: Its open faults.
        first_open: Number of the oldest of these, empty for none.
        repaired_at: When it was mended last, aware UTC; None for never.
    """

    asset: Asset
    open_faults: int = 0
    first_open: str = ""
    repaired_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class AssetLine:
    """An asset as the page lists it.

    Attributes:
        asset: The asset.
        place: Name of its location.
        depth: How many assets it is inside of.
        open_faults: Its open faults.
        faults: All its faults.
    """

    asset: Asset
    place: str
    depth: int
    open_faults: int
    faults: int
