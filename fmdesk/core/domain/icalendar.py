"""iCalendar files (RFC 5545) as plain parts, taken for hostile: holidays, bookings, whatever."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from fmdesk.core.domain.errors import InvalidInputError

LARGEST = 2 * 1024 * 1024
"""Bytes of a file."""
MOST_LINES = 200_000
DEEPEST = 8
"""Parts within each other."""
LONGEST_DAYS = 62
"""Days of one event that are taken; a longer one is a season, no row of holidays."""

_FOLD = re.compile(r"\r?\n[ \t]")
_NAME = re.compile(r"[A-Za-z0-9-]+")
_PARAMETER = re.compile(r';([A-Za-z0-9-]+)=((?:"[^"]*"|[^";:])*)')
_DAY = re.compile(r"(\d{4})(\d\d)(\d\d)")
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Property:
    """One line of a part.

    Attributes:
        name: In capitals.
        value: As it is written.
        parameters: By name in capitals, as written, without quotation marks around the whole.
    """

    name: str
    value: str
    parameters: Mapping[str, str] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The value as text; a sign behind a backslash stands for itself, `n` for a line break."""
        return _ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], self.value)

    @property
    def day(self) -> date | None:
        """The value as a day, None for a moment or what is no day."""
        found = _DAY.fullmatch(self.value.strip())
        try:
            return date(*map(int, found.groups())) if found else None
        except ValueError:
            return None


@dataclass(slots=True)
class Part:
    """What stands between a `BEGIN` and its `END`.

    Attributes:
        name: In capitals, such as `VEVENT`.
        properties: Its lines in order.
        parts: The parts within it.
    """

    name: str
    properties: list[Property] = field(default_factory=list)
    parts: list["Part"] = field(default_factory=list)

    def first(self, name: str) -> Property | None:
        """Return the first line of a name, None where there is none."""
        return next((one for one in self.properties if one.name == name), None)

    def text(self, name: str) -> str:
        """Return the text of the first line of a name, empty where there is none."""
        found = self.first(name)
        return found.text if found else ""


def read_calendars(content: bytes) -> tuple[Part, ...]:
    """Return the calendars of a file.

    Args:
        content: The file; UTF-8.

    Raises:
        InvalidInputError: `ics.large`, `ics.not_text`, `ics.no_calendar`, `ics.line` or
            `ics.unfinished`.
    """
    if len(content) > LARGEST:
        raise InvalidInputError("ics.large", most=LARGEST // (1024 * 1024))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise InvalidInputError("ics.not_text") from problem
    root = Part("")
    open_parts = [root]
    for number, line in _lines(text):
        read = _property(number, line)
        if read.name == "BEGIN":
            made = Part(read.value.strip().upper())
            open_parts[-1].parts.append(made)
            open_parts.append(made)
            if len(open_parts) > DEEPEST:
                raise InvalidInputError("ics.line", line=number)
        elif read.name == "END":
            if open_parts.pop().name != read.value.strip().upper() or not open_parts:
                raise InvalidInputError("ics.line", line=number)
        else:
            open_parts[-1].properties.append(read)
    if len(open_parts) > 1:
        raise InvalidInputError("ics.unfinished")
    calendars = tuple(one for one in root.parts if one.name == "VCALENDAR")
    if not calendars:
        raise InvalidInputError("ics.no_calendar")
    return calendars


def whole_days(event: Part, first: date, last: date) -> tuple[date, ...] | None:
    """Return the days from `first` to `last` that an event of whole days takes.

    A repetition is followed where it is "each year the same day", as holidays have it.

    Returns:
        The days in order; None for an event that is not of whole days, that repeats otherwise, is
        longer than `LONGEST_DAYS`, or replaces an occurrence of another.
    """
    starts = event.first("DTSTART")
    begin = starts.day if starts else None
    if begin is None or event.first("RECURRENCE-ID"):
        return None
    length = _length(event, begin)
    repeats = event.first("RRULE")
    if not 1 <= length <= LONGEST_DAYS or (repeats and not _is_yearly(repeats.value, begin)):
        return None
    left_out = {
        text for one in event.properties if one.name == "EXDATE" for text in one.value.split(",")
    }
    found = []
    for day in _begins(begin, repeats.value if repeats else "", first.year - 1, last.year):
        if f"{day:%Y%m%d}" not in left_out:
            found += [day + n * _ONE_DAY for n in range(length)]
    return tuple(day for day in found if first <= day <= last)


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """Yield each line, unfolded, with a number; empty ones are left out."""
    whole = _FOLD.sub("", text)
    for number, line in enumerate(whole.split("\n"), start=1):
        if number > MOST_LINES:
            raise InvalidInputError("ics.large", most=LARGEST // (1024 * 1024))
        if line.strip():
            yield number, line.rstrip("\r")


def _property(number: int, line: str) -> Property:
    name = _NAME.match(line)
    at = name.end() if name else 0
    parameters = {}
    while found := _PARAMETER.match(line, at):
        parameters[found[1].upper()] = found[2].strip('"')
        at = found.end()
    if name is None or line[at : at + 1] != ":":
        raise InvalidInputError("ics.line", line=number)
    return Property(name[0].upper(), line[at + 1 :], parameters)


def _length(event: Part, begin: date) -> int:
    """Return the days of an event; its end is the day after its last one."""
    ends = event.first("DTEND")
    if ends is None:
        found = re.fullmatch(r"P(\d{1,4})([DW])", event.text("DURATION") or "P1D")
        return int(found[1]) * (7 if found[2] == "W" else 1) if found else 0
    return (ends.day - begin).days if ends.day else 0


def _rule(value: str) -> Mapping[str, str]:
    pairs = (part.partition("=") for part in value.upper().split(";"))
    return {name.strip(): text.strip() for name, _sign, text in pairs}


def _is_yearly(value: str, begin: date) -> bool:
    """Tell whether a rule means the same day of each year."""
    usual = {
        "FREQ": "YEARLY",
        "INTERVAL": "1",
        "BYMONTH": str(begin.month),
        "BYMONTHDAY": str(begin.day),
    }
    rule = _rule(value)
    is_usual = all(rule[name] == text for name, text in usual.items() if name in rule)
    return "FREQ" in rule and is_usual and rule.keys() <= {*usual, "COUNT", "UNTIL", "WKST"}


def _begins(begin: date, value: str, low: int, high: int) -> Iterator[date]:
    """Yield when an event begins in some years; a year without that day is passed over."""
    if not value:
        if begin.year <= high:
            yield begin
        return
    rule = _rule(value)
    until = Property("UNTIL", rule.get("UNTIL", "")[:8]).day or date.max
    count = rule.get("COUNT", "")
    if count.isascii() and count.isdigit():
        high = min(high, begin.year + int(count[:4]) - 1)
    for year in range(max(begin.year, low), high + 1):
        day = Property("", f"{year:04}{begin:%m%d}").day
        if day is not None and day <= until:
            yield day
