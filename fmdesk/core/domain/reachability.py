"""Reachability: when a channel is promised to be open, how it was reached, and early closings."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

if TYPE_CHECKING:
    from fmdesk.core.domain.calendar import Calendar

QUARTER_SECONDS = 900
"""Reachability is counted by the quarter of an hour."""


def quarter_of(at: datetime) -> datetime:
    """Return the begin of the quarter of an hour in which an instant lies."""
    return at - timedelta(seconds=at.minute * 60 % QUARTER_SECONDS + at.second)


@dataclass(frozen=True, slots=True)
class ChannelHours:
    """What is promised of a channel.

    Attributes:
        channel: Code of the channel.
        calendar: Code of the calendar in whose hours it is open; its versions have their dates.
        staff: People promised while it is open.
    """

    channel: str
    calendar: str
    staff: int = 0


@dataclass(frozen=True, slots=True)
class HoursList:
    """What is promised of all channels; a channel that is left out promises nothing."""

    hours: tuple[ChannelHours, ...] = ()


@dataclass(frozen=True, slots=True)
class HoursOffer:
    """What is promised now, and what can be chosen.

    Attributes:
        hours: What is promised.
        channels: Code and name of every channel.
        calendars: Codes of all calendars.
    """

    hours: HoursList
    channels: tuple[tuple[str, str], ...]
    calendars: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ChannelCount:
    """How a channel was reached in a quarter of an hour.

    Attributes:
        channel: Code of the channel.
        slot: Begin of the quarter.
        answered: Contacts that were answered.
        missed: Contacts that gave up.
        waiting: Who waited at its end.
        staff: People at work.
    """

    channel: str
    slot: datetime
    answered: int = 0
    missed: int = 0
    waiting: int = 0
    staff: int = 0


@dataclass(frozen=True, slots=True)
class CountDraft:
    """A count as somebody notes it; it replaces what stood there.

    Attributes:
        op_id: Made once by the client.
        count: The count; its slot may be any instant of the quarter.
    """

    op_id: UUID
    count: ChannelCount


@dataclass(frozen=True, slots=True)
class Closing:
    """A channel that was closed for a while.

    Attributes:
        id: Number in the database, 0 before it is stored.
        channel: Code of the channel.
        closed_at: From when.
        opened_at: Until when, None while it is closed.
        reason: Why.
        actor: Who recorded it.
    """

    id: int
    channel: str
    closed_at: datetime
    opened_at: datetime | None = None
    reason: str = ""
    actor: str = ""


@dataclass(frozen=True, slots=True)
class ClosingDraft:
    """A channel closes, or opens again.

    Attributes:
        op_id: Made once by the client.
        channel: Code of the channel.
        reason: Why it closes; not needed to open.
    """

    op_id: UUID
    channel: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Breach:
    """A channel that was closed within its promised hours.

    Attributes:
        channel: Code of the channel.
        name: Its name.
        closed_at: From when.
        opened_at: Until when, None while it is closed.
        seconds: Promised open seconds that were missed.
        reason: Why.
    """

    channel: str
    name: str
    closed_at: datetime
    opened_at: datetime | None
    seconds: int
    reason: str


@dataclass(frozen=True, slots=True)
class ChannelFigures:
    """How a channel was reached in a day or a month.

    Attributes:
        channel: Code of the channel.
        name: Its name.
        answered: Contacts that were answered.
        missed: Contacts that gave up.
        most_waiting: The most that waited at once.
        short_staffed: Quarters of an hour with fewer people than promised.
        open_seconds: Seconds promised to be open.
        lost_seconds: Promised seconds in which it was closed.
    """

    channel: str
    name: str
    answered: int
    missed: int
    most_waiting: int
    short_staffed: int
    open_seconds: int
    lost_seconds: int


@dataclass(frozen=True, slots=True)
class ChannelToday:
    """A channel on the board, and what a banner at the intake says of it.

    Attributes:
        channel: Code of the channel.
        name: Its name.
        is_open: Promised to be open now, and not closed.
        until: When that changes by the calendar; None when it never does.
        holiday: Name of the closed day that today is, empty for none.
        closing: The closing that lasts, None when there is none.
        waiting: Who waits, by the newest count of the day.
        figures: The day so far.
    """

    channel: str
    name: str
    is_open: bool
    until: datetime | None
    holiday: str
    closing: Closing | None
    waiting: int
    figures: ChannelFigures


def lost_seconds(closing: Closing, calendar: "Calendar", start: datetime, end: datetime) -> int:
    """Return the promised open seconds in [start, end) in which a channel was closed.

    Args:
        closing: The closing; one that lasts counts up to the end.
        calendar: In whose hours the channel is promised to be open.
        start: First instant.
        end: The instant after the last.
    """
    return calendar.between(max(closing.closed_at, start), min(closing.opened_at or end, end))


def sum_up(
    hours: ChannelHours,
    name: str,
    open_time: Mapping[date, tuple[datetime, datetime, "Calendar"]],
    counts: Iterable[ChannelCount],
    closings: Sequence[Closing],
) -> ChannelFigures:
    """Return the figures of a channel over some days.

    Args:
        hours: What is promised of it.
        name: Its name.
        open_time: For each day its first instant, the instant after it, and the calendar valid.
        counts: Its counts of those days.
        closings: Its closings that touch those days.
    """
    counted = tuple(counts)
    return ChannelFigures(
        channel=hours.channel,
        name=name,
        answered=sum(one.answered for one in counted),
        missed=sum(one.missed for one in counted),
        most_waiting=max((one.waiting for one in counted), default=0),
        short_staffed=sum(one.staff < hours.staff for one in counted),
        open_seconds=sum(
            calendar.between(start, end) for start, end, calendar in open_time.values()
        ),
        lost_seconds=sum(
            lost_seconds(one, calendar, start, end)
            for start, end, calendar in open_time.values()
            for one in closings
        ),
    )
