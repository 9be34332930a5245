"""Changing and giving up a series: seen before it is done, with what goes along and its fee."""

from dataclasses import replace

import pytest

from fmdesk.core.domain.errors import PluginError
from fmdesk.core.domain.events import EventKind
from fmdesk.core.domain.ticket import LineState
from fmdesk.plugins.bundled.rooms.acting import Book
from fmdesk.plugins.bundled.rooms.bookings import Booking, BookingState
from fmdesk.plugins.bundled.rooms.managing import Load
from fmdesk.plugins.bundled.rooms.repeating import AddLater, LeftOut, Repeat
from fmdesk.plugins.bundled.rooms.rooms import Fee, Tariff
from fmdesk.plugins.bundled.rooms.scoping import Cancel, Move
from fmdesk.plugins.bundled.rooms.series import Choice, Preview, Scope, Verdict
from fmdesk.testing import FakeTime
from tests.integration.rooms.conftest import ROOMS, Desk, at

TUESDAYS = ("2026-03-03", "2026-03-10", "2026-03-17", "2026-03-24")
FEAST = Book("room", "B2", at("10:00"), at("11:00"), "P1", title="Teamdag", arrangement="feast")


def weekly(desk: Desk, book: Book = FEAST, *skipped: str) -> tuple[Booking, ...]:
    choices = tuple(Choice(at("10:00", day), is_skipped=True) for day in skipped)
    wanted = Repeat(book, "FREQ=WEEKLY;COUNT=4", choices=choices)
    made: tuple[Booking, ...] = desk.run("repeat", wanted).bookings
    return made


def ask(desk: Desk, query: str, payload: object) -> Preview:
    found: Preview = desk.extensions.ask("rooms", query, payload)
    return found


def current(desk: Desk, booking: Booking) -> tuple[Booking, ...]:
    found: tuple[Booking, ...] = desk.extensions.ask("rooms", "series", booking.series_id).bookings
    return found


def test_people_title_and_arrangement_change_for_the_later_ones_only(desk: Desk) -> None:
    made = weekly(desk)
    wanted = Move(
        made[2].id, scope=Scope.FOLLOWING, people=4, arrangement="table", title="Nieuwe naam"
    )
    seen = ask(desk, "preview_move", wanted)
    assert [one.booking_id for one in seen.occurrences] == [made[2].id, made[3].id]
    assert [one.along for one in seen.occurrences] == [("Zaal", "Zaal")] * 2, "set-up and clean-up"
    desk.run("move", wanted)
    found = current(desk, made[0])
    assert [one.title for one in found] == ["Teamdag"] * 2 + ["Nieuwe naam"] * 2
    assert [one.people for one in found] == [0, 0, 4, 4]
    assert [one.arrangement for one in found] == ["feast", "feast", "table", "table"]
    assert [(one.start, one.end) for one in found] == [(one.start, one.end) for one in made]
    details = desk.line(made[3].line_id).details
    assert (details["people"], details["title"]) == (4, "Nieuwe naam"), "the order says so too"
    lines = desk.ticket(desk.line(made[0].line_id)).lines
    gone = [one for one in lines if one.state is LineState.CANCELLED]
    assert len(gone) == 4, "tables need neither set-up nor clean-up"


def test_each_keeps_its_length_and_room_where_only_the_time_moves(desk: Desk) -> None:
    made = weekly(desk, replace(FEAST, room="A1", arrangement="table"))
    desk.run("move", Move(made[1].id, room="B2", end=at("12:30", TUESDAYS[1])))
    desk.run("move", Move(made[0].id, start=at("09:00"), scope=Scope.ALL))
    found = current(desk, made[0])
    assert [one.room_id for one in found] == [1, 2, 1, 1]
    hours = [(one.end - one.start).total_seconds() / 3600 for one in found]
    assert hours == [1, 2.5, 1, 1]


def test_too_many_people_is_told_for_each_time(desk: Desk) -> None:
    made = weekly(desk)
    wanted = Move(made[0].id, scope=Scope.ALL, people=40)
    seen = ask(desk, "preview_move", wanted)
    assert {one.verdict for one in seen.occurrences} == {Verdict.REFUSED}
    with pytest.raises(PluginError, match=r"rooms\.unsettled"):
        desk.run("move", wanted)
    assert current(desk, made[0]) == made


def test_giving_up_tells_what_goes_along_and_what_each_costs(desk: Desk, clock: FakeTime) -> None:
    fees = (Fee(0, 100), Fee(5, 50))
    costly = replace(ROOMS[1], tariffs=(Tariff(60, 4001),), fees=fees, fee_product="fee")
    desk.run("load", Load((costly,)))
    made = weekly(desk)
    clock.advance(days=1)
    wanted = Cancel(made[0].id, "Vervalt", Scope.ALL)
    seen = ask(desk, "preview_cancel", wanted)
    assert [one.fee_cents for one in seen.occurrences] == [4001, 2001, 0, 0]
    assert [len(one.along) for one in seen.occurrences] == [2] * 4
    stays = replace(wanted, choices=(Choice(made[0].start, is_skipped=True),))
    assert ask(desk, "preview_cancel", stays).creates == 3
    desk.run("cancel", stays)
    states = [one.state for one in current(desk, made[0])]
    assert states == [BookingState.APPROVED] + [BookingState.CANCELLED] * 3
    lines = desk.ticket(desk.line(made[0].line_id)).lines
    assert [one.price_cents for one in lines if one.product_code == "fee"] == [2001]
    every = tuple(Choice(one.start, is_skipped=True) for one in made)
    with pytest.raises(PluginError, match=r"rooms\.nothing_left"):
        desk.run("cancel", replace(wanted, choices=every))


def test_what_was_skipped_is_seen_as_it_stands_now(desk: Desk) -> None:
    there = desk.order("10:00", "12:00", room="B2", day=TUESDAYS[1])
    made = weekly(desk, FEAST, TUESDAYS[1], TUESDAYS[2])
    wanted = LeftOut(made[0].series_id)
    seen = ask(desk, "skipped", wanted)
    assert [one.verdict for one in seen.occurrences] == [Verdict.TAKEN, Verdict.FREE]
    elsewhere = Choice(seen.occurrences[0].original, room="A1")
    assert ask(desk, "skipped", replace(wanted, choices=(elsewhere,))).in_the_way == ()
    desk.record(there, EventKind.CANCELLED, reason="Vervalt")
    seen = ask(desk, "skipped", wanted)
    assert {one.verdict for one in seen.occurrences} == {Verdict.FREE}
    desk.run("add_later", AddLater(made[0].series_id, Choice(seen.occurrences[0].original)))
    (left,) = ask(desk, "skipped", wanted).occurrences
    assert left.original == at("10:00", TUESDAYS[2])


def test_the_end_is_after_the_start(desk: Desk) -> None:
    made = weekly(desk)
    with pytest.raises(PluginError, match=r"rooms\.end"):
        ask(desk, "preview_move", Move(made[0].id, end=at("09:00")))
