"""Series of bookings as frozen data: what is asked, and what comes of each instance."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from fmdesk.plugins.bundled.rooms.bookings import Booking, Wish


class Scope(StrEnum):
    """How much of a series a change concerns; what is over or given up never changes."""

    THIS = "this"
    FOLLOWING = "following"
    """This one and the later ones."""
    ALL = "all"


class Verdict(StrEnum):
    """What comes of one instance of a series."""

    FREE = "free"
    TAKEN = "taken"
    REFUSED = "refused"
    """A rule of the room is against it."""
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Choice:
    """What is to be done with one instance.

    Attributes:
        original: When the series means it to begin.
        is_skipped: It is left out; it can be added later.
        room: Code of another room, empty for the room of the series.
        start: Another time, None for the time of the series.
    """

    original: datetime
    is_skipped: bool = False
    room: str = ""
    start: datetime | None = None


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One row of the conflict table.

    Attributes:
        original: When the series means it to begin.
        room: Code of the room it would get.
        start: When it would begin.
        end: When it would end.
        verdict: What comes of it.
        reason: Why not, a sentence to read out; empty where nothing is in the way.
        rooms: Codes of other rooms that are free then.
        times: The next free starts in this room.
        booking_id: The booking that would change, None for a new one.
        before: When that begins now.
        along: Names of what goes along with it: set-up, catering.
        fee_cents: What giving it up costs now.
    """

    original: datetime
    room: str
    start: datetime
    end: datetime
    verdict: Verdict
    reason: str = ""
    rooms: tuple[str, ...] = ()
    times: tuple[datetime, ...] = ()
    booking_id: int | None = None
    before: datetime | None = None
    along: tuple[str, ...] = ()
    fee_cents: int = 0


@dataclass(frozen=True, slots=True)
class Preview:
    """What a series, or a change of one, would lead to.

    Attributes:
        occurrences: Every instance, in order.
        creates: How many bookings there will be, exactly, once nothing is in the way.
    """

    occurrences: tuple[Occurrence, ...]
    creates: int

    @property
    def in_the_way(self) -> tuple[Occurrence, ...]:
        """The instances that need a choice first."""
        wrong = (Verdict.TAKEN, Verdict.REFUSED)
        return tuple(one for one in self.occurrences if one.verdict in wrong)


@dataclass(frozen=True, slots=True)
class Instance:
    """One instance as it is wanted, before anybody looked whether it can be.

    Attributes:
        original: When the series means it to begin.
        wish: What is wanted, with the choice made for it.
        is_skipped: It is left out.
        booking: What moves, None for a new one.
    """

    original: datetime
    wish: Wish
    is_skipped: bool = False
    booking: Booking | None = None


@dataclass(frozen=True, slots=True)
class Series:
    """A series as stored.

    Attributes:
        id: Its number.
        rule: The rule (RFC 5545).
        excluded: Instances that the rule leaves out.
        first: Wall time from which the rule counts, `2026-03-02T09:30`.
        minutes: How long one lasts.
        ticket_id: Its ticket.
        line_id: Its first line, which says what was ordered.
        skipped: Instances left out for a conflict; they can be added later.
    """

    id: int
    rule: str
    excluded: tuple[str, ...]
    first: str
    minutes: int
    ticket_id: int
    line_id: int
    skipped: tuple[datetime, ...] = ()


@dataclass(frozen=True, slots=True)
class SeriesView:
    """A series with all that became of it, also what is over or given up."""

    series: Series
    bookings: tuple[Booking, ...]
