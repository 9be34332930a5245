"""Holidays out of an iCalendar file: which of them a calendar can still be closed on."""

from datetime import date
from pathlib import Path

from fmdesk.core.domain.administration import DayOffer, DaysOffer
from fmdesk.core.domain.calendar import Calendar
from fmdesk.core.domain.errors import InvalidInputError, StorageError
from fmdesk.core.domain.icalendar import LARGEST, read_calendars, whole_days
from fmdesk.core.services.importing_values import glimpse

YEARS_AHEAD = 5
"""Years beyond the present one whose days are offered."""
MOST = 1000
"""Days that are offered of one file."""


def read_file(path: Path) -> bytes:
    """Return the content of a file, and no more of one that is too large than shows it.

    Raises:
        StorageError: `import.unreadable`.
    """
    try:
        with path.open("rb") as file:
            return file.read(LARGEST + 1)
    except OSError as problem:
        reason = problem.strerror or str(problem)
        raise StorageError("import.unreadable", path=str(path), reason=reason) from problem


def offer(content: bytes, calendar: Calendar, first: date) -> DaysOffer:
    """Return the days of a file, in order, with their names.

    Args:
        content: An iCalendar file.
        calendar: What it would be added to.
        first: The first day that can still be closed.

    Raises:
        InvalidInputError: As `read_calendars`; `ics.no_days` when it has none to offer.
    """
    last = date(first.year + YEARS_AHEAD, 12, 31)
    named: dict[date, list[str]] = {}
    left_out = 0
    for part in (one for whole in read_calendars(content) for one in whole.parts):
        if part.name != "VEVENT" or part.text("STATUS").upper() == "CANCELLED":
            continue
        days = whole_days(part, first, last)
        if days is None:
            left_out += 1
            continue
        name = " ".join(glimpse(part.text("SUMMARY")).split())
        for day in days:
            names = named.setdefault(day, [])
            if name and name not in names:
                names.append(name)
    if not named:
        raise InvalidInputError("ics.no_days", left_out=left_out)
    there = {**calendar.closed, **dict.fromkeys(calendar.special, "")}
    days_in_order = sorted(named)[:MOST]
    offers = tuple(DayOffer(day, ", ".join(named[day]), day in there) for day in days_in_order)
    return DaysOffer(offers, left_out)
