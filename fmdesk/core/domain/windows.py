"""Opening windows as people write them, as minutes since midnight."""

import re
from collections.abc import Iterable, Mapping

from fmdesk.core.domain.errors import InvalidInputError

DAY_MINUTES = 1440
_TIME = re.compile(r"([01]\d|2[0-3]):([0-5]\d)|24:00", re.ASCII)

Written = Iterable[tuple[str, str]]
"""Windows of one day as pairs of `HH:MM`."""
Minutes = tuple[tuple[int, int], ...]
"""Windows of one day in order; an end over 24:00 lies on the next day."""


def to_minutes(time: str) -> int:
    """Return the minutes since midnight of `HH:MM`, from `00:00` to `24:00`.

    Raises:
        InvalidInputError: `calendar.window_time`.
    """
    found = _TIME.fullmatch(time) if isinstance(time, str) else None
    if found is None:
        raise InvalidInputError("calendar.window_time", value=str(time))
    hours, minutes = found.groups(default="")
    return int(hours) * 60 + int(minutes) if hours else DAY_MINUTES


def to_time(minutes: int) -> str:
    """Return `HH:MM`; the end of a window on the next day is its time there."""
    if minutes > DAY_MINUTES:
        minutes -= DAY_MINUTES
    return f"{minutes // 60:02}:{minutes % 60:02}"


def parse_windows(written: Written) -> Minutes:
    """Return the windows of one day in order.

    `to <= from` is a window over midnight, which belongs to the day it starts on.

    Raises:
        InvalidInputError: `calendar.window_time`, or `calendar.window_empty` when both are equal.
    """
    return tuple(sorted({_parse(window) for window in written}))


def merge_windows(windows: Minutes) -> Minutes:
    """Return windows of one day with those that overlap or touch made one."""
    merged: list[tuple[int, int]] = []
    for opens, closes in windows:
        if merged and opens <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], closes))
        else:
            merged.append((opens, closes))
    return tuple(merged)


def parse_week(windows: Mapping[int, Written]) -> tuple[Minutes, ...]:
    """Return the windows of the seven weekdays, Monday first.

    Raises:
        InvalidInputError: `calendar.weekday`, and those of `parse_windows`.
    """
    for weekday in windows:
        if weekday not in range(7):
            raise InvalidInputError("calendar.weekday", value=str(weekday))
    return tuple(parse_windows(windows.get(weekday, ())) for weekday in range(7))


def _parse(window: tuple[str, str]) -> tuple[int, int]:
    try:
        opens, closes = window
    except (TypeError, ValueError) as error:
        raise InvalidInputError("calendar.window_time", value=str(window)) from error
    start, end = to_minutes(opens), to_minutes(closes)
    if start % DAY_MINUTES == end % DAY_MINUTES and (start, end) != (0, DAY_MINUTES):
        raise InvalidInputError("calendar.window_empty", opens=opens, closes=closes)
    return start, end if end > start else end + DAY_MINUTES
