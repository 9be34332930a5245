"""What the planner does with bookings, through their order lines, on both databases."""

from dataclasses import replace

import pytest

from fmdesk.core.domain.errors import PluginError
from fmdesk.core.domain.events import EventKind
from fmdesk.core.domain.ticket import Line, LineState
from fmdesk.plugins.bundled.rooms.acting import Book, Decide
from fmdesk.plugins.bundled.rooms.bookings import Booking, BookingState, Which
from fmdesk.plugins.bundled.rooms.scoping import Cancel, Move
from fmdesk.testing import FakeTime
from tests.integration.rooms.conftest import DAY, Desk, at

THURSDAY = "2026-03-05"
BOOK = Book("room", "A1", at("10:00"), at("12:00"), "P1", title="Jaarcijfers", people=6)


def book(desk: Desk, **changes: object) -> Booking:
    (made,) = desk.run("book", replace(BOOK, **changes)).bookings
    return made


def line_of(desk: Desk, booking: Booking) -> Line:
    assert booking.line_id
    return desk.line(booking.line_id)


def works(desk: Desk, booking: Booking) -> dict[str, Line]:
    """Return the set-up and clean-up of a booking."""
    lines = desk.ticket(line_of(desk, booking)).lines
    return {str(one.details["work"]): one for one in lines if "work" in one.details}


def test_a_room_is_booked_from_the_planner_as_an_order(desk: Desk) -> None:
    booking = book(desk)
    assert (booking.who, booking.title) == ("Ayşe Özdemir", "Jaarcijfers")
    line = line_of(desk, booking)
    assert line.details["start"] == f"{DAY}T10:00"
    assert line.due_at == at("10:00")
    assert line.price_cents == 5000
    ticket = desk.ticket(line)
    assert (ticket.subject, ticket.number) == ("Jaarcijfers", booking.ticket_number)
    with pytest.raises(PluginError, match=r"rooms\.taken"):
        book(desk)


def test_a_booking_is_moved_to_another_time_and_room(desk: Desk) -> None:
    booking = book(desk)
    (moved,) = desk.run("move", Move(booking.id, start=at("11:00"))).bookings
    assert (moved.start, moved.end) == (at("11:00"), at("13:00"))
    (moved,) = desk.run("move", Move(booking.id, "B2", end=at("12:30"), reason="Kleiner")).bookings
    assert (moved.room_id, moved.start, moved.end) == (2, at("11:00"), at("12:30"))
    line = line_of(desk, booking)
    assert (line.due_at, line.price_cents) == (at("11:00"), 1500)
    with desk.door.read() as work:
        reasons = [one.reason for one in work.dossier.changes(line.ticket_id)]
    assert reasons == ["Verzet in de planner", "Kleiner"]


def test_a_refused_move_leaves_all_as_it_was(desk: Desk) -> None:
    booking = book(desk)
    book(desk, start=at("12:00"), end=at("13:00"))
    before = (desk.bookings(), line_of(desk, booking))
    with pytest.raises(PluginError, match=r"rooms\.taken"):
        desk.run("move", Move(booking.id, end=at("12:30")))
    assert (desk.bookings(), line_of(desk, booking)) == before


def test_set_up_and_clean_up_are_lines_with_their_own_clock(desk: Desk) -> None:
    booking = book(desk, room="B2", arrangement="feast")
    lines = works(desk, booking)
    assert lines["setup"].due_at == at("10:00")
    assert lines["cleanup"].due_at == at("12:30")
    assert lines["setup"].facts == {"rooms.kind": "setup"}
    assert lines["setup"].details["booking"] == booking.line_number
    desk.record(lines["setup"], EventKind.READY)
    assert line_of(desk, booking).state is not LineState.READY


def test_set_up_and_clean_up_follow_their_booking(desk: Desk) -> None:
    booking = book(desk, room="B2", arrangement="feast")
    desk.run("move", Move(booking.id, start=at("13:00", THURSDAY)))
    lines = works(desk, booking)
    assert lines["setup"].due_at == at("13:00", THURSDAY)
    assert lines["cleanup"].due_at == at("15:30", THURSDAY)
    assert len(desk.ticket(line_of(desk, booking)).lines) == 3
    desk.run("cancel", Cancel(booking.id, "Gaat niet door"))
    assert {one.state for one in works(desk, booking).values()} == {LineState.CANCELLED}
    assert desk.bookings(THURSDAY) == ()


def test_a_room_without_that_arrangement_needs_no_set_up(desk: Desk) -> None:
    booking = book(desk, room="B2", arrangement="feast")
    desk.run("move", Move(booking.id, "A1"))
    assert {one.state for one in works(desk, booking).values()} == {LineState.CANCELLED}
    (moved,) = desk.bookings()
    assert moved.occupied_from == moved.start


def test_a_decision_concerns_exactly_what_it_names(desk: Desk) -> None:
    hall = {"room": "C3", "people": 60}
    first = book(desk, start=at("09:00", THURSDAY), end=at("10:00", THURSDAY), **hall)
    second = book(desk, start=at("11:00", THURSDAY), end=at("12:00", THURSDAY), **hall)
    third = book(desk, start=at("13:00", THURSDAY), end=at("14:00", THURSDAY), **hall)
    waiting = desk.extensions.ask("rooms", "waiting_requests")
    assert [one.id for one in waiting] == [first.id, second.id, third.id]
    assert desk.extensions.ask("rooms", "requests") == tuple(one.line_id for one in waiting)
    desk.run("decide", Decide((first.id,), is_granted=True))
    desk.run("decide", Decide((third.id,), is_granted=False, reason="Verbouwing"))
    states = [desk.of(line_of(desk, one)).state for one in (first, second, third)]
    assert states == [BookingState.APPROVED, BookingState.REQUESTED, BookingState.DECLINED]
    granted, declined = desk.messages()
    assert f"{THURSDAY} 09:00–10:00" in granted
    assert f"{THURSDAY} 13:00–14:00" in declined
    assert "Verbouwing" in declined
    assert line_of(desk, third).state is LineState.CANCELLED
    assert book(desk, start=at("13:00", THURSDAY), end=at("14:00", THURSDAY), **hall)


def test_what_is_decided_is_not_decided_again(desk: Desk) -> None:
    hall = book(desk, room="C3", start=at("09:00", THURSDAY), end=at("10:00", THURSDAY))
    other = book(desk)
    with pytest.raises(PluginError, match=r"rooms\.not_to_decide"):
        desk.run("decide", Decide((hall.id, other.id), is_granted=True))
    assert desk.of(line_of(desk, hall)).state is BookingState.REQUESTED
    with pytest.raises(PluginError, match=r"rooms\.no_reason"):
        desk.run("decide", Decide((hall.id,), is_granted=False))


def test_who_comes_is_checked_in_and_the_line_is_ready(desk: Desk, clock: FakeTime) -> None:
    booking = book(desk, room="B2")
    with pytest.raises(PluginError, match=r"rooms\.not_to_check_in"):
        desk.run("check_in", Which(booking.id))
    clock.advance(days=1, minutes=45)
    (here,) = desk.run("check_in", Which(booking.id)).bookings
    assert here.state is BookingState.CHECKED_IN
    assert line_of(desk, booking).state is LineState.READY
    with pytest.raises(PluginError, match=r"rooms\.not_to_check_in"):
        desk.run("check_in", Which(booking.id))
    with pytest.raises(PluginError, match=r"rooms\.not_running"):
        desk.run("release", Which(booking.id))


def test_who_leaves_early_gives_the_rest_back(desk: Desk, clock: FakeTime) -> None:
    booking = book(desk, arrangement="cinema")
    clock.advance(days=1, hours=1)
    desk.run("check_in", Which(booking.id))
    clock.advance(minutes=30, seconds=20)
    (left,) = desk.run("release", Which(booking.id, "Klaar")).bookings
    assert (left.end, left.occupied_until) == (at("10:31"), at("10:46"))
    assert book(desk, start=at("10:46"), end=at("12:00"))


def test_what_is_over_or_blocked_cannot_be_given_up(desk: Desk, clock: FakeTime) -> None:
    booking = book(desk)
    with pytest.raises(PluginError, match=r"rooms\.no_reason"):
        desk.run("cancel", Cancel(booking.id, " "))
    clock.advance(days=2)
    with pytest.raises(PluginError, match=r"rooms\.not_movable"):
        desk.run("cancel", Cancel(booking.id, "Te laat"))
    with pytest.raises(PluginError, match=r"rooms\.unknown_booking"):
        desk.run("cancel", Cancel(99, "x"))


def test_a_booking_that_was_reported_ready_can_still_be_moved(desk: Desk) -> None:
    booking = book(desk)
    desk.record(line_of(desk, booking), EventKind.READY)
    (moved,) = desk.run("move", Move(booking.id, start=at("13:00"), reason="Later")).bookings
    assert moved.start == at("13:00")
    assert line_of(desk, booking).due_at == at("13:00")
