"""Count sessions as frozen data: the sheet of a place, what was entered, who approves."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class CountState(StrEnum):
    """How far a count session is."""

    OPEN = "open"
    """Articles are being counted."""
    WAITING = "waiting"
    """Its differences are worth so much that somebody else must approve them."""
    BOOKED = "booked"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class OpenCount:
    """A count session to begin; a blind one does not tell what should lie there."""

    place: str
    is_blind: bool = False


@dataclass(frozen=True, slots=True)
class CountEntry:
    """What was counted of an article, found by its code or barcode; counting again replaces it."""

    count: int
    article: str
    counted: int


@dataclass(frozen=True, slots=True)
class CloseCount:
    """A count session that is done; `reason` stays with its corrections."""

    count: int
    reason: str


@dataclass(frozen=True, slots=True)
class CountRow:
    """A count session in the list."""

    id: int
    place: str
    is_blind: bool
    state: CountState
    opened_at: datetime
    opened_by: str
    reason: str


@dataclass(frozen=True, slots=True)
class CountLine:
    """An article on the sheet.

    Attributes:
        article: Its code.
        name_nl: Dutch name.
        name_en: English name.
        unit: Unit of issue.
        barcode: Its barcode, empty for none.
        on_hand: What the records said when it was counted, or say now; None while that is hidden.
        counted: What was counted, None while it was not.
        cents: What the difference cost when it was counted; less than 0 for what is missing.
        actor: Who counted it.
    """

    article: str
    name_nl: str
    name_en: str
    unit: str
    barcode: str
    on_hand: int | None
    counted: int | None
    cents: int
    actor: str

    @property
    def difference(self) -> int | None:
        """What was counted beyond the records, None while one of both is not known."""
        if self.counted is None or self.on_hand is None:
            return None
        return self.counted - self.on_hand


@dataclass(frozen=True, slots=True)
class CountSheet:
    """A count session with its articles, by code."""

    count: CountRow
    lines: tuple[CountLine, ...]

    @property
    def cents(self) -> int:
        """What all differences are worth, missing and found added up."""
        return sum(abs(line.cents) for line in self.lines)
