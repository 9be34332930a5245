"""Waiting list, no-show and what giving up costs; nothing needs a timer to be true."""

from dataclasses import replace
from uuid import uuid4

import pytest

from fmdesk.core.domain.errors import PluginError
from fmdesk.core.domain.events import EventKind
from fmdesk.core.domain.ticket import Line, LineState
from fmdesk.plugins.bundled.rooms.acting import Book
from fmdesk.plugins.bundled.rooms.bookings import Booking, BookingState, Which
from fmdesk.plugins.bundled.rooms.managing import Load
from fmdesk.plugins.bundled.rooms.rooms import Fee
from fmdesk.plugins.bundled.rooms.scoping import Cancel, Move
from fmdesk.testing import FakeTime
from tests.integration.rooms.conftest import ROOMS, Desk, at

FEES = (Fee(0, 100), Fee(2, 50))


def waiting(desk: Desk) -> list[Booking]:
    return list(desk.extensions.ask("rooms", "waiting_list"))


def state(desk: Desk, line: Line) -> BookingState:
    return desk.of(line).state


def cancel(desk: Desk, line: Line) -> None:
    desk.run("cancel", Cancel(desk.of(line).id, "Vervalt"))


@pytest.fixture
def queue(desk: Desk) -> tuple[Line, Line, Line]:
    """One has the room, two wait for it."""
    has = desk.order("10:00", "12:00", title="Eerste")
    first = desk.order("11:00", "12:00", title="Tweede", wait=True)
    second = desk.order("10:00", "12:00", title="Derde", wait=True)
    return has, first, second


def test_who_waits_takes_no_room_and_has_a_line(desk: Desk, queue: tuple[Line, ...]) -> None:
    assert [one.title for one in desk.bookings()] == ["Eerste"]
    assert [one.title for one in waiting(desk)] == ["Derde", "Tweede"]  # by start
    assert {one.state for one in waiting(desk)} == {BookingState.WAITING}
    assert desk.line(queue[1].id).state is LineState.NEW


def test_who_would_wait_gets_a_free_room_at_once(desk: Desk) -> None:
    assert state(desk, desk.order("10:00", "12:00", wait=True)) is BookingState.APPROVED


def test_the_first_in_line_gets_the_offer_and_a_message(
    desk: Desk, queue: tuple[Line, ...]
) -> None:
    has, first, second = queue
    cancel(desk, has)
    assert state(desk, first) is BookingState.OFFERED
    assert state(desk, second) is BookingState.WAITING  # it does not fit beside the first
    (told,) = desk.messages()
    assert "Amstel" in told
    assert "03-03-2026 11:00" in told
    assert "02-03-2026 11:00" in told  # two hours to answer
    with pytest.raises(PluginError, match=r"rooms\.taken"):
        desk.order("11:30", "12:30")  # it is held


def test_an_offer_is_taken(desk: Desk, queue: tuple[Line, ...]) -> None:
    has, first, _second = queue
    cancel(desk, has)
    desk.run("accept", Which(desk.of(first).id))
    assert state(desk, first) is BookingState.APPROVED
    with pytest.raises(PluginError, match=r"rooms\.not_offered_now"):
        desk.run("accept", Which(desk.of(first).id))


def test_an_offer_that_is_not_taken_goes_to_the_next(
    desk: Desk, queue: tuple[Line, ...], clock: FakeTime
) -> None:
    has, first, second = queue
    cancel(desk, has)
    clock.advance(hours=2)
    assert desk.bookings() == ()  # its term has passed: nobody needs a timer for that
    with pytest.raises(PluginError, match=r"rooms\.not_offered_now"):
        desk.run("accept", Which(desk.of(first).id))
    assert desk.extensions.run_due() == ()
    assert state(desk, second) is BookingState.OFFERED
    assert (state(desk, first), desk.of(first).passed) == (BookingState.WAITING, 1)
    cancel(desk, second)
    assert state(desk, first) is BookingState.OFFERED


def test_who_is_moved_away_or_gives_up_an_offer_makes_room(
    desk: Desk, queue: tuple[Line, ...]
) -> None:
    has, first, second = queue
    desk.run("move", Move(desk.of(has).id, "B2"))
    assert state(desk, first) is BookingState.OFFERED
    cancel(desk, first)
    assert state(desk, second) is BookingState.OFFERED


def test_who_waits_can_take_another_time(desk: Desk, queue: tuple[Line, ...]) -> None:
    desk.run("move", Move(desk.of(queue[1]).id, start=at("14:00")))
    assert state(desk, queue[1]) is BookingState.APPROVED


def test_set_up_is_ordered_when_the_offer_is_taken(desk: Desk) -> None:
    has = desk.order("10:00", "12:00", room="B2")
    waits = desk.order("10:00", "12:00", room="B2", arrangement="feast", wait=True)
    assert len(desk.ticket(waits).lines) == 1
    cancel(desk, has)
    desk.run("accept", Which(desk.of(waits).id))
    assert len(desk.ticket(waits).lines) == 3


def test_what_nobody_could_have_ends_when_it_would_begin(
    desk: Desk, queue: tuple[Line, ...], clock: FakeTime
) -> None:
    clock.advance(days=1, hours=2, minutes=1)
    assert desk.extensions.run_due() == ()
    assert desk.line(queue[2].id).state is LineState.CANCELLED
    assert waiting(desk) == []


def test_who_does_not_come_loses_the_room(desk: Desk, clock: FakeTime) -> None:
    line = desk.order("10:00", "12:00", room="B2")
    waits = desk.order("10:30", "12:00", room="B2", wait=True)
    clock.advance(days=1, hours=1, minutes=14)
    assert [one.line_id for one in desk.bookings()] == [line.id]
    clock.advance(minutes=1)
    assert desk.bookings() == ()
    assert desk.extensions.run_due() == ()
    assert (state(desk, line), desk.of(line).reason) == (BookingState.RELEASED, "Niet verschenen")
    assert desk.line(line.id).state is LineState.CANCELLED
    assert state(desk, waits) is BookingState.OFFERED


def test_a_room_nobody_came_for_can_be_had_before_any_timer_ran(
    desk: Desk, clock: FakeTime
) -> None:
    gone = desk.order("10:00", "12:00", room="B2")
    moved = desk.order("12:00", "13:00", room="B2")
    clock.advance(days=1, hours=1, minutes=20)
    desk.run("move", Move(desk.of(moved).id, start=at("11:00")))
    assert state(desk, gone) is BookingState.RELEASED
    assert desk.order("10:30", "11:00", room="B2")


def test_who_came_keeps_the_room(desk: Desk, clock: FakeTime) -> None:
    line = desk.order("10:00", "12:00", room="B2")
    clock.advance(days=1, hours=1)
    desk.run("check_in", Which(desk.of(line).id))
    clock.advance(minutes=30)
    assert desk.extensions.run_due() == ()
    assert state(desk, line) is BookingState.CHECKED_IN


def test_a_room_without_check_in_is_handed_over_in_time(desk: Desk, clock: FakeTime) -> None:
    line = desk.order("10:00", "12:00")
    clock.advance(days=1, minutes=54)
    assert desk.extensions.run_due() == ()
    assert desk.line(line.id).state is not LineState.READY
    clock.advance(minutes=2)
    assert desk.extensions.run_due() == ()
    assert state(desk, line) is BookingState.CHECKED_IN
    after = desk.line(line.id)
    assert after.state is LineState.READY
    assert after.ready_at
    assert after.due_at
    assert after.ready_at < after.due_at


@pytest.mark.parametrize(
    ("days", "percent", "cents"),
    [(0, 50, 2500), (1, 100, 5000)],
)
def test_giving_up_late_costs_a_line_of_its_own(
    desk: Desk, clock: FakeTime, days: int, percent: int, cents: int
) -> None:
    desk.run("load", Load((replace(ROOMS[0], fees=FEES, fee_product="fee"),)))
    line = desk.order("14:00", "16:00")
    clock.advance(days=days)
    cancel(desk, line)
    lines = desk.ticket(line).lines
    assert [(one.product_code, one.price_cents) for one in lines[1:]] == [("fee", cents)]
    assert lines[1].state is LineState.READY
    assert lines[1].facts == {"rooms.kind": "fee"}
    facts = desk.line(line.id).facts
    assert (facts["rooms.cancel_days"], facts["rooms.fee_percent"]) == (1 - days, percent)


def test_working_days_count_and_what_was_not_granted_costs_nothing(desk: Desk) -> None:
    rooms = (
        replace(ROOMS[0], fees=FEES, fee_product="fee"),
        replace(ROOMS[2], fees=FEES, fee_product="fee"),
    )
    desk.run("load", Load(rooms))
    early = desk.order("10:00", "12:00", day="2026-03-05")  # three working days
    request = desk.order("10:00", "12:00", room="C3")
    for line in (early, request):
        cancel(desk, line)
        assert len(desk.ticket(line).lines) == 1
        assert desk.line(line.id).facts["rooms.fee_percent"] == 0


def test_the_calendar_of_the_office_says_what_a_working_day_is(desk: Desk) -> None:
    desk.run("load", Load((replace(ROOMS[0], fees=FEES, fee_product="fee"),)))
    plain = desk.order("10:00", "12:00", day="2026-03-09")
    cancel(desk, plain)
    assert desk.line(plain.id).facts["rooms.cancel_days"] == 5

    def choose(work: object) -> None:
        work.settings.put("rooms.calendar", '"always"')

    desk.door.run(uuid4(), "test.choose", None, choose, type(None))
    always = desk.order("10:00", "12:00", day="2026-03-09")
    cancel(desk, always)
    assert desk.line(always.id).facts["rooms.cancel_days"] == 7


def test_a_line_that_is_cancelled_at_the_desk_pays_and_makes_room_too(desk: Desk) -> None:
    desk.run("load", Load((replace(ROOMS[0], fees=FEES, fee_product="fee"),)))
    line = desk.order("10:00", "12:00")
    waits = desk.order("10:00", "12:00", wait=True)
    desk.record(line, EventKind.CANCELLED, reason="Vervalt")
    assert [one.price_cents for one in desk.ticket(line).lines[1:]] == [2500]
    assert state(desk, waits) is BookingState.OFFERED


def test_the_offer_of_a_hall_is_a_request_when_taken(desk: Desk) -> None:
    book = Book("room", "C3", at("10:00", "2026-03-05"), at("11:00", "2026-03-05"), "P1")
    (has,) = desk.run("book", book).bookings
    waits = desk.order("10:00", "11:00", room="C3", day="2026-03-05", wait=True)
    desk.run("cancel", Cancel(has.id, "Vervalt"))
    desk.run("accept", Which(desk.of(waits).id))
    assert state(desk, waits) is BookingState.REQUESTED


def test_the_planner_puts_somebody_on_the_list_too(desk: Desk) -> None:
    desk.order("10:00", "12:00")
    wish = Book("room", "A1", at("11:00"), at("12:00"), "P1", title="Later", waits=True)
    (made,) = desk.run("book", wish).bookings
    assert made.state is BookingState.WAITING
    assert [one.title for one in waiting(desk)] == ["Later"]
