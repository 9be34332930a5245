"""Catering goes along with its booking: moved, given up, made larger, as long as there is time."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from catering_office import Desk

from fmdesk.core.domain.errors import PluginError
from fmdesk.core.domain.ticket import LineState
from fmdesk.messages import explain
from fmdesk.plugins.bundled.rooms.acting import Book
from fmdesk.plugins.bundled.rooms.repeating import Repeat
from fmdesk.plugins.bundled.rooms.scoping import Move
from fmdesk.plugins.bundled.rooms.series import Choice, Scope
from fmdesk.testing.office import at


def test_a_booking_that_moves_takes_its_catering_along(desk: Desk) -> None:
    room, number = desk.book()
    lunch = desk.order(booking=number, before=15, people=6)
    assert lunch.due_at == at("2026-03-05T10:00")
    desk.change(room, start="2026-03-06T11:00", end="2026-03-06T13:00")
    moved = desk.line(lunch.id)
    assert moved.due_at == at("2026-03-06T11:00")
    assert (moved.price_cents, moved.state) == (7500, LineState.NEW)


@pytest.mark.parametrize(
    ("now", "start"),
    [("2026-03-02T09:00", "2026-03-02T14:00"), ("2026-03-04T16:01", "2026-03-10T10:00")],
)
def test_when_the_kitchen_is_too_late_the_booking_stays(desk: Desk, now: str, start: str) -> None:
    room, number = desk.book()
    lunch = desk.order(booking=number, people=6)
    desk.clock.at = at(now)
    end = f"{start[:11]}16:00"
    with pytest.raises(PluginError, match=r"catering\.too_late") as caught:
        desk.change(room, start=start, end=end)
    assert "kon tot" in explain(caught.value)
    assert desk.line(room.id).due_at == at("2026-03-05T10:00")
    assert desk.line(lunch.id).due_at == at("2026-03-05T10:15")
    desk.cancel(lunch)  # the control: without its catering the booking is free to go
    desk.change(room, start=start, end=end)
    assert desk.line(room.id).due_at == at(start)


def test_a_booking_that_is_given_up_gives_up_its_catering_for_the_fee(desk: Desk) -> None:
    desk.set(fee_product="LATE")
    room, number = desk.book()
    lunch = desk.order(booking=number, people=2)
    desk.clock.at = at("2026-03-04T17:00")
    desk.cancel(room)
    assert desk.line(lunch.id).state is LineState.CANCELLED
    assert desk.reasons(lunch) == ["Gaat niet door."]
    assert [line.price_cents for line in desk.lines(lunch)] == [2500, 2500]


def test_catering_for_all_follows_their_number_and_another_number_stays(desk: Desk) -> None:
    room, number = desk.book(people=6)
    lunch, coffee = (
        desk.order(menu, booking=number, people=people)
        for menu, people in (("LUNCH", 6), ("KOFFIE", 4))
    )
    desk.change(room, people=9)
    assert (desk.line(lunch.id).details["people"], desk.line(lunch.id).price_cents) == (9, 11250)
    assert desk.line(coffee.id).details["people"] == 4
    assert desk.reasons(coffee) == [
        "De reservering is nu voor 9 personen, de catering blijft voor 4."
    ]
    desk.change(room, start="2026-03-05T11:00")
    assert [reason for reason in desk.reasons(coffee) if "blijft voor" in reason] == [
        "De reservering is nu voor 9 personen, de catering blijft voor 4."
    ], "it was said once"
    desk.clock.at = at("2026-03-04T16:01")
    desk.change(room, people=12)
    assert desk.line(lunch.id).details["people"] == 9, "it was too late"
    assert desk.reasons(lunch)[-1].endswith("de catering blijft voor 9.")


def test_catering_stays_with_its_booking(desk: Desk) -> None:
    _room, number = desk.book()
    _other, second = desk.book("2026-03-06T10:00")
    lunch = desk.order(booking=number, people=6)
    with pytest.raises(PluginError, match=r"catering\.other_booking"):
        desk.change(lunch, booking=second)


@pytest.mark.parametrize(
    "dues",
    [
        ("2026-03-16T08:45", "2026-03-23T08:45", "2026-03-30T07:45"),
        ("2026-10-12T07:45", "2026-10-19T07:45", "2026-10-26T08:45"),
    ],
)
def test_each_time_of_a_series_has_its_catering_over_the_change_of_the_clock(
    desk: Desk, dues: tuple[str, ...]
) -> None:
    """At 09:45 on the wall: the clock goes forward on 29 March and back on 25 October."""
    start = datetime.fromisoformat(dues[0]).replace(tzinfo=UTC) + timedelta(minutes=15)
    desk.clock.at = start - timedelta(days=5)
    book = Book("room", "A1", start, start + timedelta(hours=1), "P1", people=5)
    repeat = Repeat(book, "FREQ=WEEKLY;COUNT=3")
    bookings = desk.office.extensions.run(uuid4(), "rooms", "repeat", repeat).bookings
    number = bookings[0].line_number
    lines = desk.lines(desk.order(booking=number, before=30, people=5, series=True))
    assert [f"{line.due_at:%Y-%m-%dT%H:%M}" for line in lines if line.due_at] == list(dues)
    desk.cancel(desk.line(bookings[1].line_id))
    states = [desk.line(line.id).state for line in lines]
    assert states == [LineState.NEW, LineState.CANCELLED, LineState.NEW]


def test_a_series_that_moves_takes_each_catering_along_or_does_not_move(desk: Desk) -> None:
    start = at("2026-03-10T12:00")
    book = Book("room", "A1", start, start + timedelta(hours=1), "P1", people=5)
    repeat = Repeat(book, "FREQ=WEEKLY;COUNT=3")
    bookings = desk.office.extensions.run(uuid4(), "rooms", "repeat", repeat).bookings
    lunch = desk.order(booking=bookings[0].line_number, people=5, series=True)
    lunches = [line for line in desk.lines(lunch) if line.plugin == "catering"]

    def dues() -> list[str]:
        return [f"{desk.line(line.id).due_at:%m-%d %H:%M}" for line in lunches]

    move = Move(bookings[0].id, start=at("2026-03-10T14:00"), scope=Scope.ALL)
    (first, *_later) = desk.office.extensions.ask("rooms", "preview_move", move).occurrences
    assert first.along == ("Lunch",)
    desk.office.extensions.run(uuid4(), "rooms", "move", move)
    assert dues() == ["03-10 13:15", "03-17 13:15", "03-24 13:15"]
    desk.clock.at = at("2026-03-09T16:01")
    later = replace(move, start=at("2026-03-10T15:00"))
    with pytest.raises(PluginError, match=r"catering\.too_late"):
        desk.office.extensions.run(uuid4(), "rooms", "move", later)
    assert dues() == ["03-10 13:15", "03-17 13:15", "03-24 13:15"], "nothing moved"
    stays = replace(later, choices=(Choice(start, is_skipped=True),))
    desk.office.extensions.run(uuid4(), "rooms", "move", stays)
    assert dues() == ["03-10 13:15", "03-17 14:15", "03-24 14:15"]
