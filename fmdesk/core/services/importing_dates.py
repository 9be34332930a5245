"""Dates and local times as files write them, without the machine's language settings."""

import re
from bisect import bisect_right
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from types import MappingProxyType

from fmdesk.core.domain.errors import InvalidInputError
from fmdesk.core.domain.instants import DAY, FIRST_YEAR, HOUR, LAST_YEAR, MINUTE, to_datetime
from fmdesk.core.domain.zones import ZoneTable, zone_table
from fmdesk.core.services.sheets import Cell

_MONTHS = MappingProxyType(
    {
        name[:length]: number
        for names in (
            "january february march april may june july august september october november december",
            "januari februari maart april mei juni juli augustus september oktober november .",
        )
        for number, name in enumerate(names.split(), start=1)
        for length in (3, len(name))
    }
    | {"mrt": 3}
)
_PARTS = MappingProxyType(
    {
        "Y": r"(?P<year>[0-9]{4})",
        "y": r"(?P<short>[0-9]{2})",
        "m": r"(?P<month>[0-9]{1,2})",
        "b": r"(?P<name>[A-Za-z]{3,9})\.?",
        "d": r"(?P<day>[0-9]{1,2})",
        "H": r"(?P<hour>[0-9]{1,2})",
        "M": r"(?P<minute>[0-9]{2})",
        "S": r"(?P<second>[0-9]{2})",
    }
)
_CENTURY_TURNS = 69
"""A year of two digits below this one is of the 21st century, as in POSIX."""
_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001  # what a clock on the wall reads
LONGEST = 40
"""Characters of a date; the standard library reads ISO dates of any length."""
Warn = Callable[..., None]
_CLOCK = re.compile(r"([01]\d|2[0-4]):([0-5]\d)(?::([0-5]\d))?", re.ASCII)


class DateReader:
    """Reads the dates of one field.

    Args:
        zone: Zone of local times.
        formats: Forms such as `%d-%m-%Y %H:%M` (`%Y %y %m %b %d %H %M %S`, month names in English
            or Dutch), tried in order; none means ISO 8601.
        clock: Clock time of a date without one, `HH:MM[:SS]`; midnight when empty.
        warn: Is told code and parameters of a warning.

    Raises:
        InvalidInputError: `calendar.unknown_zone`, `mapping.format` or `mapping.time`.
    """

    def __init__(self, zone: str, formats: tuple[str, ...], clock: str, warn: Warn) -> None:
        self._zone: ZoneTable = zone_table(zone)
        self._forms = tuple(_compile(form) for form in formats)
        self._midnight_to = _seconds(clock)
        self._warn = warn

    def instant(self, cell: Cell) -> datetime | None:
        """Return the instant of a local time, in UTC and whole seconds.

        An ambiguous time gives its first occurrence and a warning; a time with an offset of its own
        is taken at that.

        Raises:
            InvalidInputError: `import.not_date`, `import.date_range` or `import.local_gap`.
        """
        read = self._read(cell)
        if read is None:
            return None
        if read.tzinfo is not None:
            return _in_range(read.astimezone(UTC).replace(microsecond=0), cell)
        since = _in_range(read, cell) - _EPOCH
        wall = since.days * DAY + since.seconds
        instant = self._zone.to_utc(wall)
        if self._zone.to_wall(instant) != wall:
            raise InvalidInputError("import.local_gap", value=str(read), zone=self._zone.name)
        if self._is_ambiguous(wall):
            self._warn("import.local_twice", value=str(read), zone=self._zone.name)
        return to_datetime(instant)

    def day(self, cell: Cell) -> date | None:
        """Return the date of a cell.

        Raises:
            InvalidInputError: `import.not_date` or `import.date_range`.
        """
        read = self._read(cell)
        return None if read is None else _in_range(read, cell).date()

    def _is_ambiguous(self, wall: int) -> bool:
        """Tell whether the wall clock shows this twice: before and after it is set back."""
        zone = self._zone
        later = bisect_right(zone.walls, wall)
        if later == len(zone.walls):
            return False
        set_back = zone.offsets[later - 1] - zone.offsets[later]
        return set_back > 0 and wall >= zone.walls[later] - set_back

    def _read(self, cell: Cell) -> datetime | None:
        if isinstance(cell, datetime):
            return cell
        if isinstance(cell, date):
            return datetime.combine(cell, time()) + self._midnight_to
        text = cell.strip() if isinstance(cell, str) else str(cell)
        if text == "":
            return None
        if len(text) > LONGEST:
            raise _no_date(text)
        return self._by_forms(text) if self._forms else self._iso(text)

    def _iso(self, text: str) -> datetime:
        try:
            read = datetime.fromisoformat(text)
        except ValueError as problem:
            raise _no_date(text) from problem
        return read + self._midnight_to if len(text) <= len("2026-W01-1") else read

    def _by_forms(self, text: str) -> datetime:
        for form, has_clock in self._forms:
            found = form.fullmatch(text)
            if found is None:
                continue
            try:
                read = _assemble(found.groupdict())
            except (KeyError, ValueError):
                continue
            return read if has_clock else read + self._midnight_to
        raise _no_date(text)


def _compile(form: str) -> tuple[re.Pattern[str], bool]:
    pattern = ""
    for literal, part in re.findall(r"([^%]*)(?:%(.))?", form):
        pattern += re.escape(literal)
        if part and part not in _PARTS:
            raise InvalidInputError("mapping.format", form=form, part=f"%{part}")
        pattern += _PARTS[part] if part else ""
    try:
        return re.compile(pattern), "%H" in form
    except re.error as problem:
        raise InvalidInputError("mapping.format", form=form, part=str(problem)) from problem


def _assemble(parts: dict[str, str]) -> datetime:
    year = parts.get("year")
    short = int(parts.get("short", "0"))
    number = parts.get("month")
    return datetime(  # noqa: DTZ001  # what a clock on the wall reads
        int(year) if year else short + (2000 if short < _CENTURY_TURNS else 1900),
        int(number) if number else _MONTHS[parts["name"].lower()],
        int(parts.get("day", "1")),
        int(parts.get("hour", "0")),
        int(parts.get("minute", "0")),
        int(parts.get("second", "0")),
    )


def _seconds(clock: str) -> timedelta:
    if not clock:
        return timedelta()
    found = _CLOCK.fullmatch(clock)
    if found is None:
        raise InvalidInputError("mapping.time", value=clock)
    hours, minutes, seconds = (int(part or 0) for part in found.groups())
    return timedelta(seconds=hours * HOUR + minutes * MINUTE + seconds)


def _in_range(read: datetime, cell: Cell) -> datetime:
    if not FIRST_YEAR <= read.year < LAST_YEAR:
        raise InvalidInputError(
            "import.date_range", value=str(cell), first=FIRST_YEAR, last=LAST_YEAR - 1
        )
    return read


def _no_date(text: str) -> InvalidInputError:
    return InvalidInputError("import.not_date", value=text[:LONGEST])
