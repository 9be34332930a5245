"""iCalendar files as they come from Outlook, Google and the ministry, and as nobody should."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fmdesk.core.domain import icalendar
from fmdesk.core.domain.errors import InvalidInputError
from fmdesk.core.domain.icalendar import (
    DEEPEST,
    LARGEST,
    Part,
    Property,
    read_calendars,
    whole_days,
)

FIRST, LAST = date(2026, 1, 1), date(2029, 12, 31)


def calendar(*lines: str) -> bytes:
    return "\r\n".join(("BEGIN:VCALENDAR", *lines, "END:VCALENDAR", "")).encode()


def event(*lines: str) -> Part:
    (found,) = read_calendars(calendar("BEGIN:VEVENT", *lines, "END:VEVENT"))
    return found.parts[0]


def days(*lines: str) -> list[str] | None:
    found = whole_days(event(*lines), FIRST, LAST)
    return None if found is None else [one.isoformat() for one in found]


def test_lines_are_unfolded_and_taken_apart() -> None:
    made = event(
        'SUMMARY;LANGUAGE="nl,be";X-A=b:Konings',
        " dag\\, feest\\nen vrij",
        "dtstart;value=date:20260427",
    )
    assert made.text("SUMMARY") == "Koningsdag, feest\nen vrij"
    assert made.properties[0].parameters == {"LANGUAGE": "nl,be", "X-A": "b"}
    assert made.first("DTSTART").day == date(2026, 4, 27)
    assert made.first("DTSTART").parameters == {"VALUE": "date"}
    assert made.text("DESCRIPTION") == ""
    assert made.first("DESCRIPTION") is None


def test_parts_stand_within_parts_and_calendars_behind_each_other() -> None:
    alarm = ("BEGIN:VEVENT", "BEGIN:VALARM", "ACTION:AUDIO", "END:VALARM", "END:VEVENT")
    two = read_calendars(b"\xef\xbb\xbf" + calendar(*alarm) + calendar("X-A:b"))
    assert [one.name for one in two] == ["VCALENDAR", "VCALENDAR"]
    assert two[0].parts[0].parts[0].text("ACTION") == "AUDIO"
    assert two[1].properties == [Property("X-A", "b")]


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (("DTSTART;VALUE=DATE:20260427",), ["2026-04-27"]),
        (("DTSTART:20260427", "DTEND:20260428"), ["2026-04-27"]),
        (("DTSTART:20261225", "DTEND:20261227"), ["2026-12-25", "2026-12-26"]),
        (("DTSTART:20261225", "DURATION:P2D"), ["2026-12-25", "2026-12-26"]),
        (("DTSTART:20290101", "DURATION:P1W"), [f"2029-01-{n:02}" for n in range(1, 8)]),
        (("DTSTART:20200427",), []),
        (("DTSTART:99991231", "DURATION:P2D"), []),
        (("DTSTART:20251231", "DTEND:20260102"), ["2026-01-01"]),
        (
            ("DTSTART:20200427", "RRULE:FREQ=YEARLY;BYMONTH=4;BYMONTHDAY=27;WKST=MO"),
            ["2026-04-27", "2027-04-27", "2028-04-27", "2029-04-27"],
        ),
        (("DTSTART:20260427", "RRULE:FREQ=YEARLY;COUNT=2"), ["2026-04-27", "2027-04-27"]),
        (("DTSTART:20260427", "RRULE:FREQ=YEARLY;COUNT=x;UNTIL=20261231T000000Z"), ["2026-04-27"]),
        (("DTSTART:20240229", "RRULE:FREQ=YEARLY"), ["2028-02-29"]),
        (
            ("DTSTART:20270427", "RRULE:FREQ=YEARLY", "EXDATE;VALUE=DATE:20280427,20290427"),
            ["2027-04-27"],
        ),
        (("DTSTART:20260427T090000",), None),
        (("DTSTART:20260431",), None),
        (("SUMMARY:x",), None),
        (("DTSTART:20260427", "DTEND:20260427"), None),
        (("DTSTART:20260427", "DTEND:20260428T090000"), None),
        (("DTSTART:20260427", "DURATION:PT8H"), None),
        (("DTSTART:20260704", "DTEND:20261231"), None),
        (("DTSTART:20260427", "RRULE:FREQ=WEEKLY"), None),
        (("DTSTART:20260427", "RRULE:FREQ=YEARLY;BYDAY=1MO"), None),
        (("DTSTART:20260427", "RRULE:COUNT=3"), None),
        (("DTSTART:20260427", "RECURRENCE-ID:20260427"), None),
    ],
)
def test_whole_days_of_an_event(lines: tuple[str, ...], found: list[str] | None) -> None:
    assert days(*lines) == found


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "ics.no_calendar"),
        (b"\xff\xfeB\x00", "ics.not_text"),
        (b"PK\x03\x04", "ics.line"),
        (b"a,b\n1,2\n", "ics.line"),
        (b"BEGIN:VEVENT\nEND:VEVENT\n", "ics.no_calendar"),
        (b"BEGIN:VCALENDAR\nBEGIN:VEVENT\n", "ics.unfinished"),
        (b"BEGIN:VCALENDAR\nEND:VEVENT\n", "ics.line"),
        (b"END:VCALENDAR\n", "ics.line"),
        (b"END:\n", "ics.line"),
        (b'BEGIN:VCALENDAR\nX;A="b:c\nEND:VCALENDAR\n', "ics.line"),
        (b"BEGIN:A\n" * (DEEPEST + 1), "ics.line"),
        (b" " * (LARGEST + 1), "ics.large"),
    ],
)
def test_what_is_no_calendar_is_refused(content: bytes, code: str) -> None:
    with pytest.raises(InvalidInputError, match=code.replace(".", r"\.")):
        read_calendars(content)


def test_a_file_of_many_lines_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(icalendar, "MOST_LINES", 3)
    with pytest.raises(InvalidInputError, match=r"ics\.large"):
        read_calendars(calendar("A:b", "C:d"))


@given(st.text(max_size=300))
def test_any_text_is_read_or_refused(text: str) -> None:
    content = calendar("BEGIN:VEVENT", text, "END:VEVENT")
    with suppress(InvalidInputError):
        for one in read_calendars(content):
            for part in one.parts:
                whole_days(part, FIRST, LAST)


@given(st.text(st.characters(exclude_characters="\r", exclude_categories=["Cs"]), max_size=60))
def test_a_text_that_was_escaped_comes_back(text: str) -> None:
    written = text.replace("\\", "\\\\").replace("\n", "\\n").replace(",", "\\,")
    written = written.replace(";", "\\;")
    assert event(f"SUMMARY:{written}").text("SUMMARY") == text
