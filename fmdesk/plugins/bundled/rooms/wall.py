"""Wall time of the office's zone and instants; a day has 23, 24 or 25 hours."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from fmdesk.plugins.bundled.rooms.rooms import Hours

MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)


def instant(local: datetime, zone: str) -> datetime:
    """Return the instant of a naive wall time.

    A time that the clock skips is shifted forward by what it skips, one that it shows twice is the
    first of the two (RFC 5545, 3.3.5).

    Args:
        local: As the clock in the room shows it.
        zone: IANA name.

    Returns:
        Aware UTC.
    """
    return local.replace(tzinfo=ZoneInfo(zone), fold=0).astimezone(UTC)


def wall(at: datetime, zone: str) -> datetime:
    """Return the naive wall time of an instant."""
    return at.astimezone(ZoneInfo(zone)).replace(tzinfo=None, fold=0)


def written(at: datetime, zone: str) -> str:
    """Return an instant as a form holds it, `2026-03-02T09:30`."""
    return f"{wall(at, zone):%Y-%m-%dT%H:%M}"


def windows(
    hours: Hours, zone: str, start: datetime, end: datetime
) -> Iterator[tuple[datetime, datetime]]:
    """Yield when a room is open within [start, end), in order; adjoining windows are one.

    Args:
        hours: Windows of wall time per weekday, `24:00` for midnight.
        zone: IANA name of the office's zone.
        start: From here, aware UTC.
        end: To here.
    """
    last: tuple[datetime, datetime] | None = None
    day = wall(start, zone).date() - DAY
    while day <= wall(end, zone).date():
        for opens, closes in hours[day.weekday()]:
            begins = max(_at(day, opens, zone), start)
            ends = min(_at(day, closes, zone), end)
            if begins >= ends:
                continue
            if last and last[1] == begins:
                last = (last[0], ends)
                continue
            if last:
                yield last
            last = (begins, ends)
        day += DAY
    if last:
        yield last


def _at(day: date, text: str, zone: str) -> datetime:
    """Return the instant of a time of the day; `24:00` is the next midnight."""
    hour, _colon, minute = text.partition(":")
    days, rest = divmod(int(hour), 24)
    return instant(datetime.combine(day + days * DAY, time(rest, int(minute))), zone)
