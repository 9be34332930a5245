"""Bookings as iCalendar: out, in with a dry run, and in again without doubles."""

from dataclasses import replace
from textwrap import dedent

import pytest

from fmdesk.core.domain.errors import InvalidInputError, PluginError
from fmdesk.messages import explain
from fmdesk.plugins.bundled.rooms.acting import Book
from fmdesk.plugins.bundled.rooms.bookings import BookingState, Which
from fmdesk.plugins.bundled.rooms.exchanging import (
    CalendarFile,
    CalendarQuestion,
    Fate,
    FileTable,
)
from fmdesk.plugins.bundled.rooms.repeating import Repeat
from fmdesk.plugins.bundled.rooms.scoping import Cancel, Move
from fmdesk.testing import FakeTime
from tests.integration.rooms.conftest import DAY, Desk, at

EVENT = """
    BEGIN:VEVENT
    UID:een@elders
    SUMMARY:Raadsvergadering\\, openbaar
    LOCATION:Amstel
    ORGANIZER;CN="Griffie":mailto:griffie@delinde.example
    DTSTART;TZID=Europe/Amsterdam:20260303T140000
    DTEND;TZID=Europe/Amsterdam:20260303T160000
    END:VEVENT
"""
WEEKLY = """
    BEGIN:VEVENT
    UID:reeks@elders
    SUMMARY:Spreekuur
    LOCATION:B2
    DTSTART;TZID=Europe/Amsterdam:20260303T090000
    DURATION:PT1H30M
    RRULE:FREQ=WEEKLY;COUNT=4
    EXDATE:20260310T080000Z
    END:VEVENT
    BEGIN:VEVENT
    UID:reeks@elders
    RECURRENCE-ID;TZID=Europe/Amsterdam:20260317T090000
    SUMMARY:Spreekuur later
    LOCATION:B2
    DTSTART:20260317T130000Z
    DTEND:20260317T140000Z
    END:VEVENT
"""


def file(*events: str, **more: object) -> CalendarFile:
    body = "".join(dedent(one).strip() + "\n" for one in events)
    text = f"BEGIN:VCALENDAR\nVERSION:2.0\n{body}END:VCALENDAR\n"
    return replace(CalendarFile(text.encode()), **more)


def fates(table: FileTable) -> list[Fate]:
    return [row.fate for row in table.rows]


def preview(desk: Desk, wanted: CalendarFile) -> FileTable:
    found: FileTable = desk.extensions.ask("rooms", "preview_calendar", wanted)
    return found


def exported(desk: Desk, **more: object) -> str:
    question = CalendarQuestion(at("00:00", "2026-03-01"), at("00:00", "2026-06-01"))
    text: str = desk.extensions.ask("rooms", "calendar", replace(question, **more))
    return text


def test_a_file_is_shown_first_and_then_taken(desk: Desk) -> None:
    table = preview(desk, file(EVENT))
    assert fates(table) == [Fate.NEW]
    assert desk.bookings() == ()
    desk.run("take_calendar", file(EVENT))
    (booking,) = desk.bookings()
    assert (booking.title, booking.who) == ("Raadsvergadering, openbaar", "Griffie")
    assert (booking.start, booking.end) == (at("14:00"), at("16:00"))
    assert (booking.line_id, booking.may_change) == (None, True)


def test_what_came_in_is_not_taken_twice(desk: Desk) -> None:
    desk.run("take_calendar", file(EVENT, WEEKLY))
    before = desk.bookings()
    again = desk.run("take_calendar", file(EVENT, WEEKLY))
    assert set(fates(again)) == {Fate.KNOWN}
    assert desk.bookings() == before


def test_what_was_moved_or_given_up_elsewhere_is_so_here(desk: Desk) -> None:
    desk.run("take_calendar", file(EVENT))
    later = EVENT.replace("T140000", "T150000")
    assert fates(desk.run("take_calendar", file(later))) == [Fate.MOVED]
    assert [one.start for one in desk.bookings()] == [at("15:00")]
    gone = later.replace("SUMMARY", "STATUS:CANCELLED\n    SUMMARY")
    assert fates(desk.run("take_calendar", file(gone))) == [Fate.GIVEN_UP]
    assert desk.bookings() == ()
    assert fates(desk.run("take_calendar", file(EVENT))) == [Fate.MOVED]  # it takes place after all


def test_a_series_comes_in_instance_by_instance(desk: Desk) -> None:
    desk.run("take_calendar", file(WEEKLY))
    assert [one.end for one in desk.bookings()] == [at("10:30")]
    assert desk.bookings("2026-03-10") == ()
    assert [one.title for one in desk.bookings("2026-03-17")] == ["Spreekuur later"]
    assert [one.start for one in desk.bookings("2026-03-24")] == [at("09:00", "2026-03-24")]


def test_what_is_in_the_way_stops_the_file_until_it_is_left_out(desk: Desk) -> None:
    line = desk.order("15:00", "17:00", title="Jaarcijfers")
    twin = EVENT.replace("een@elders", "twee@elders").replace("Amstel", "Berkel")
    wanted = file(EVENT, twin, twin.replace("twee@", "drie@"))
    table = preview(desk, wanted)
    assert table.count(Fate.NEW) == 1
    assert table.count(Fate.TAKEN) == 2
    assert "Jaarcijfers" in table.rows[1].reason or "Jaarcijfers" in table.rows[0].reason
    with pytest.raises(PluginError, match=r"rooms\.file_in_the_way") as caught:
        desk.run("take_calendar", wanted)
    assert explain(caught.value).startswith("2 afspraken")
    assert [one.line_id for one in desk.bookings()] == [line.id]
    desk.run("take_calendar", replace(wanted, leaves_out=True))
    assert sorted(one.room_id for one in desk.bookings()) == [1, 2]


@pytest.mark.parametrize(
    "wrong",
    [
        ("UID:een@elders", "X-UID:een"),
        ("LOCATION:Amstel", "LOCATION:Overal"),
        ("DTSTART;TZID=Europe/Amsterdam", "DTSTART;TZID=Nergens"),
        ("DTEND;TZID=Europe/Amsterdam:20260303T160000", "DTEND:20260303T120000Z"),
        ("DTEND;TZID=Europe/Amsterdam:20260303T160000", "DURATION:PT"),
        ("DTEND;TZID=Europe/Amsterdam:20260303T160000", "DURATION:1 uur"),
        ("SUMMARY", "RRULE:FREQ=DAILY\n    SUMMARY"),
        ("20260303T140000", "2026-03-03"),
    ],
)
def test_what_cannot_be_read_is_a_row_with_its_reason(desk: Desk, wrong: tuple[str, str]) -> None:
    table = preview(desk, file(EVENT.replace(*wrong)))
    assert fates(table) == [Fate.WRONG]
    assert table.rows[0].reason


def test_what_is_no_calendar_is_refused(desk: Desk) -> None:
    with pytest.raises(InvalidInputError, match=r"ics\."):
        preview(desk, CalendarFile(b"geen agenda"))


def test_a_file_that_becomes_too_much_is_refused(desk: Desk) -> None:
    endless = EVENT.replace("SUMMARY", "RRULE:FREQ=DAILY;COUNT=1000\n    SUMMARY")
    many = [endless.replace("een@", f"{number}@") for number in range(21)]
    with pytest.raises(InvalidInputError, match=r"ics\.large"):
        preview(desk, file(*many))


def test_what_is_past_is_left_and_a_day_is_a_day(desk: Desk, clock: FakeTime) -> None:
    whole = EVENT.replace(";TZID=Europe/Amsterdam:20260303T140000", ";VALUE=DATE:20260305").replace(
        "    DTEND;TZID=Europe/Amsterdam:20260303T160000\n", ""
    )
    desk.run("take_calendar", file(whole.replace("LOCATION:Amstel", "X-A:1"), room="C3"))
    (booking,) = desk.bookings("2026-03-05")
    assert (booking.room_id, booking.start) == (3, at("00:00", "2026-03-05"))
    assert booking.end == at("00:00", "2026-03-06")
    clock.advance(days=9)
    assert fates(preview(desk, file(EVENT))) == [Fate.PAST]


def test_a_calendar_goes_out_and_comes_back_as_it_was(desk: Desk) -> None:
    book = Book("room", "A1", at("10:00"), at("11:00"), "P1", title="Overleg; met, é\nen meer" * 4)
    made = desk.run("repeat", Repeat(book, "FREQ=WEEKLY;COUNT=2")).bookings
    desk.run("take_calendar", file(EVENT))
    text = exported(desk)
    assert text.count("BEGIN:VEVENT") == 3
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert set(fates(preview(desk, CalendarFile(text.encode())))) == {Fate.KNOWN}
    assert exported(desk, series_id=made[0].series_id).count("BEGIN:VEVENT") == 2
    assert exported(desk, who="Griffie").count("BEGIN:VEVENT") == 1
    assert exported(desk, room_ids=(2,)).count("BEGIN:VEVENT") == 0
    desk.run("cancel", Cancel(made[0].id, "Vervalt"))
    assert exported(desk).count("BEGIN:VEVENT") == 2


def test_the_text_of_a_calendar(desk: Desk) -> None:
    desk.order("10:00", "11:00", room="C3", day="2026-03-05", title="Open dag; b, c")
    lines = exported(desk).split("\r\n")
    assert lines[3:12] == [
        "BEGIN:VEVENT",
        "UID:1@rooms.fmdesk",
        "DTSTAMP:20260302T080000Z",
        "DTSTART:20260305T090000Z",
        "DTEND:20260305T100000Z",
        "SUMMARY:Open dag\\; b\\, c",
        "LOCATION:Congreszaal",
        "STATUS:TENTATIVE",
        "CONTACT:Ayşe Özdemir",
    ]


def test_what_another_calendar_brought_in_is_moved_and_given_up_here(
    desk: Desk, clock: FakeTime
) -> None:
    desk.run("take_calendar", file(EVENT, WEEKLY))
    first, second = desk.bookings()
    (moved,) = desk.run("move", Move(second.id, start=at("12:00"))).bookings
    assert moved.start == at("12:00")
    desk.run("cancel", Cancel(second.id, "Vervalt"))
    clock.advance(days=1)
    (here,) = desk.run("check_in", Which(first.id)).bookings
    assert here.state is BookingState.CHECKED_IN
    clock.advance(minutes=30)
    (left,) = desk.run("release", Which(first.id)).bookings
    assert left.end == at("09:31")
    assert [one.id for one in desk.bookings(DAY)] == [first.id]
