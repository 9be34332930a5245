"""Bookings as iCalendar (RFC 5545): written for other calendars, read from them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from fmdesk.plugins.api import InvalidInputError, PluginError
from fmdesk.plugins.api.icalendar import LARGEST, Part, Property, read_calendars
from fmdesk.plugins.bundled.rooms.bookings import OURS, Booking, BookingState
from fmdesk.plugins.bundled.rooms.recurrence import instances
from fmdesk.plugins.bundled.rooms.refusals import refusal
from fmdesk.plugins.bundled.rooms.wall import DAY, instant, wall

MOST = 20_000
"""Events of a file, every instance counted."""
WIDTH = 75
"""Octets of a line."""
STATUS = {BookingState.REQUESTED: "TENTATIVE", BookingState.OFFERED: "TENTATIVE"}
UTC_FORM, WALL_FORM = "%Y%m%dT%H%M%SZ", "%Y%m%dT%H%M%S"


@dataclass(frozen=True, slots=True)
class Event:
    """One event of a file, one instance of a series.

    Attributes:
        uid: Its own name for ever; each instance of a series has one.
        title: What it is for.
        room: Its place, as the file writes it.
        who: Who called it.
        start: When it begins, aware UTC.
        end: When it ends.
        is_cancelled: It was given up.
    """

    uid: str
    title: str
    room: str
    who: str
    start: datetime
    end: datetime
    is_cancelled: bool = False


def uid_of(booking: Booking) -> str:
    """Return the UID of a booking: the one it came with, else ours."""
    return booking.uid or f"{booking.id}{OURS}"


def write(bookings: Sequence[tuple[Booking, str]], now: datetime) -> str:
    """Return a calendar of bookings, each with the name of its room.

    Args:
        bookings: In the order in which they are written.
        now: When it is written.
    """
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//fmdesk//rooms//EN"]
    for one, room in bookings:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{_escaped(uid_of(one))}",
            f"DTSTAMP:{now:{UTC_FORM}}",
            f"DTSTART:{one.start:{UTC_FORM}}",
            f"DTEND:{one.end:{UTC_FORM}}",
            f"SUMMARY:{_escaped(one.title)}",
            f"LOCATION:{_escaped(room)}",
            f"STATUS:{STATUS.get(one.state, 'CONFIRMED')}",
            *([f"CONTACT:{_escaped(one.who)}"] if one.who else []),
            "END:VEVENT",
        ]
    return "".join(f"{piece}\r\n" for line in [*lines, "END:VCALENDAR"] for piece in _folded(line))


def read(
    content: bytes, zone: str
) -> tuple[tuple[Event, ...], tuple[tuple[str, PluginError], ...]]:
    """Return the events of a file, and what in it could not be understood.

    An instance that a series has elsewhere (`RECURRENCE-ID`) replaces the one of its rule.

    Args:
        content: The file.
        zone: IANA name of the zone of times that name none.

    Returns:
        The events by start; and title and reason of each part that is none.

    Raises:
        InvalidInputError: It is no calendar.
    """
    found: dict[str, Event] = {}
    replaced: dict[str, Event] = {}
    wrong: list[tuple[str, PluginError]] = []
    for calendar in read_calendars(content):
        for part in calendar.parts:
            if part.name != "VEVENT":
                continue
            try:
                for event in _events(part, zone):
                    kept = replaced if part.first("RECURRENCE-ID") else found
                    kept[event.uid] = event
                    if len(kept) > MOST:
                        raise InvalidInputError("ics.large", most=LARGEST // (1024 * 1024))
            except PluginError as problem:
                wrong.append((part.text("SUMMARY") or part.text("UID"), problem))
    events = {**found, **replaced}.values()
    return tuple(sorted(events, key=lambda one: (one.start, one.uid))), tuple(wrong)


def _events(part: Part, zone: str) -> Iterator[Event]:
    """Yield the instances of one event."""
    starts, uid = part.first("DTSTART"), part.text("UID").strip()
    if starts is None or not uid:
        raise refusal("rooms.event")
    start = _moment(starts, zone)
    length = _length(part, start, zone)
    rule, override = part.first("RRULE"), part.first("RECURRENCE-ID")
    begins: Sequence[tuple[str, datetime]] = ((uid, start),)
    if override is not None:
        begins = ((_instance(uid, _moment(override, zone)), start),)
    elif rule is not None:
        is_utc = starts.value.strip().endswith("Z")
        own = "UTC" if is_utc else starts.parameters.get("TZID", "") or zone
        left_out = [
            text for one in part.properties if one.name == "EXDATE" for text in one.value.split(",")
        ]
        found = instances(rule.value, wall(start, own), own, left_out)
        begins = tuple((_instance(uid, one.start), one.start) for one in found)
    for name, at in begins:
        yield Event(
            name,
            part.text("SUMMARY").strip(),
            part.text("LOCATION").strip(),
            _who(part),
            at,
            at + length,
            part.text("STATUS").upper() == "CANCELLED",
        )


def _instance(uid: str, original: datetime) -> str:
    return f"{uid}#{original:{UTC_FORM}}"


def _who(part: Part) -> str:
    organiser = part.first("ORGANIZER")
    named = organiser.parameters.get("CN", "") if organiser else ""
    return named or part.text("CONTACT").strip()


def _length(part: Part, start: datetime, zone: str) -> timedelta:
    ends, starts = part.first("DTEND"), part.first("DTSTART")
    if ends is not None:
        length = _moment(ends, zone) - start
    elif part.first("DURATION"):
        length = _duration(part.text("DURATION"))
    else:
        length = DAY if starts and starts.day else timedelta(0)
    if length <= timedelta(0):
        raise refusal("rooms.event")
    return length


def _duration(text: str) -> timedelta:
    """Return a duration such as `PT1H30M` or `P1D`."""
    units = {"W": "weeks", "D": "days", "H": "hours", "M": "minutes", "S": "seconds"}
    parts: dict[str, int] = {}
    digits = ""
    for sign in text.strip().upper().removeprefix("P").replace("T", ""):
        if sign.isascii() and sign.isdigit() and len(digits) < len("9999"):
            digits += sign
        elif sign in units and digits:
            parts[units[sign]], digits = int(digits), ""
        else:
            raise refusal("rooms.event")
    return timedelta(**parts)


def _moment(value: Property, zone: str) -> datetime:
    """Return an instant: in UTC, in the zone it names, else in the office's; a day's midnight."""
    if value.day is not None:
        return instant(datetime.combine(value.day, time()), zone)
    text = value.value.strip()
    try:
        if text.endswith("Z"):
            return datetime.strptime(text, UTC_FORM).replace(tzinfo=UTC)
        named = value.parameters.get("TZID", "") or zone
        ZoneInfo(named)
        return instant(datetime.strptime(text, WALL_FORM), named)  # noqa: DTZ007  # wall time
    except (ValueError, OSError, KeyError) as problem:
        raise refusal("rooms.event") from problem


def _escaped(text: str) -> str:
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return "\\n".join(text.splitlines())


def _folded(line: str) -> Iterator[str]:
    """Yield a line in pieces that are not too long, none of which cuts a sign in two."""
    piece = ""
    for sign in line:
        if len((piece + sign).encode()) > WIDTH:
            yield piece
            piece = " "
        piece += sign
    yield piece
