"""Faults as frozen data: impact, urgency, and what queries give."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Impact(StrEnum):
    """How many are hindered."""

    ONE = "one"
    SEVERAL = "several"
    MANY = "many"


class Urgency(StrEnum):
    """How much they are hindered."""

    LOW = "low"
    NORMAL = "normal"
    HIGH = "high"


@dataclass(frozen=True, slots=True)
class Fault:
    """What the plugin keeps of one order line.

    Attributes:
        line_id: The line.
        number: Its number as the customer knows it, `M000123.1`.
        asset: Code of the asset, empty when none was named.
        location_id: Where it is: the asset's place, else that of the line.
        seen: What is to be seen.
        impact: How many are hindered.
        urgency: How much.
        priority: 1 (first) to 4, by the matrix.
        opened_at: When it was reported, aware UTC.
        is_open: It is still worked on.
        is_repeat: The asset had a fault not long before.
        major_id: Line of the major fault that it hangs on, None for none.
        went_along: It was closed together with that.
        repaired_at: When it was mended, aware UTC; None while it is open and when it was given up.
    """

    line_id: int
    number: str
    asset: str
    location_id: int | None
    seen: str
    impact: Impact
    urgency: Urgency
    priority: int
    opened_at: datetime
    is_open: bool = True
    is_repeat: bool = False
    major_id: int | None = None
    went_along: bool = False
    repaired_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class FaultRow:
    """A fault as the page lists it.

    Attributes:
        fault: The fault.
        asset_name: Name of its asset, empty without one.
        children: How many reports hang on it.
        major: Number of the fault that it hangs on, empty for none.
        place: Name of where it is, filled in by the query.
    """

    fault: Fault
    asset_name: str
    children: int
    major: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class Alike:
    """An open fault that looks like another one: the lower its rank, the nearer."""

    line_id: int
    number: str
    rank: int


@dataclass(frozen=True, slots=True)
class FaultQuery:
    """Which faults: open ones whose number, text or asset holds the text.

    Attributes:
        text: Part of number, what is seen, code or name of the asset; empty for all.
        location: Code of a place: only there or below it; empty for all.
        majors: Only faults on which others hang, and those.
    """

    text: str = ""
    location: str = ""
    majors: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of the matrix: its priority, and how many open faults fall into it."""

    impact: Impact
    urgency: Urgency
    priority: int
    open_faults: int
