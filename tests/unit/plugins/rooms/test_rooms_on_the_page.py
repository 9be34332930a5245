"""From a plan to what the planner draws and the page says, without a window."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from fmdesk.plugins.bundled.rooms.bookings import Booking, BookingState, OpenWindow, Plan
from fmdesk.plugins.bundled.rooms.qt.detail import opening_lines, room_facts
from fmdesk.plugins.bundled.rooms.qt.dialogs import form_of
from fmdesk.plugins.bundled.rooms.qt.model import (
    STATES,
    Narrowed,
    badge_of,
    data_of,
    equipment_name,
    hours_of,
    is_free,
    people,
)
from fmdesk.plugins.bundled.rooms.rooms import Arrangement, Room

ZONE = "Europe/Amsterdam"
TABLE = Arrangement("table", "Aan tafel", "At a table", 10)
CINEMA = Arrangement("cinema", "Bioscoop", "Cinema", 40)
SMALL = Room("A1", "Amstel", "Amstel", (TABLE,), "HQ-1", ("screen",), id=1)
LARGE = Room("B2", "Berkel", "Berkel", (TABLE, CINEMA), "HQ-2", ("screen", "stage"), id=2)


def at(hour: int, minute: int = 0) -> datetime:
    """Return an instant by the clock in Amsterdam in winter."""
    return datetime(2026, 3, 3, hour - 1, minute, tzinfo=UTC)


def booking(number: int, room: Room, start: datetime, **more: object) -> Booking:
    end = start + timedelta(hours=1)
    made = Booking(
        number, room.id, number, f"M{number:06}.1", start, end, start, end,
        BookingState.APPROVED, "Overleg", "J. Smit", 4, may_change=True,
    )  # fmt: skip
    return replace(made, **more)


def plan(*bookings: Booking) -> Plan:
    hours = tuple(OpenWindow(room.id, at(8), at(18)) for room in (SMALL, LARGE))
    return Plan((SMALL, LARGE), bookings, hours, at(9))


@pytest.mark.parametrize(
    ("narrowed", "codes"),
    [
        (Narrowed(), ["Amstel", "Berkel"]),
        (Narrowed(seats=10), ["Amstel", "Berkel"]),
        (Narrowed(seats=11), ["Berkel"]),
        (Narrowed(equipment="stage"), ["Berkel"]),
        (Narrowed(location="HQ-1"), ["Amstel"]),
        (Narrowed(seats=41), []),
        (Narrowed(free=(at(10), at(11))), ["Berkel"]),
        (Narrowed(free=(at(11), at(12))), ["Amstel", "Berkel"]),
        (Narrowed(free=(at(17), at(19))), []),
    ],
)
def test_chips_narrow_the_rooms(narrowed: Narrowed, codes: list[str]) -> None:
    shown = data_of(plan(booking(1, SMALL, at(10))), narrowed)
    assert [row.name for row in shown.rows] == codes
    assert set(shown.open) == {row.id for row in shown.rows}


def test_set_up_counts_as_taken_and_what_was_given_up_does_not() -> None:
    there = plan(
        booking(1, SMALL, at(10), occupied_from=at(9, 30)),
        booking(2, LARGE, at(10), state=BookingState.RELEASED),
    )
    assert not is_free(there, SMALL.id, at(9), at(9, 45))
    assert is_free(there, SMALL.id, at(9), at(9, 30))
    assert is_free(there, LARGE.id, at(10), at(11))


def test_a_box_says_who_how_many_and_how_far_it_is() -> None:
    waits = booking(1, SMALL, at(10), state=BookingState.REQUESTED, people=1)
    weekly = booking(2, LARGE, at(12), series_id=5, may_change=False)
    first, second = data_of(plan(waits, weekly), Narrowed()).boxes
    assert (first.detail, first.icon, first.state) == (
        "1 persoon · J. Smit",
        "hourglass",
        "aangevraagd",
    )
    assert (first.tone, first.may_change) == ("risk", True)
    assert (second.icon, second.tone, second.may_change) == ("refresh-cw", "accent", False)
    assert second.detail == "4 personen · J. Smit"


def test_every_state_has_a_word_a_tone_and_a_badge() -> None:
    for state in BookingState:
        made = badge_of(booking(1, SMALL, at(10), state=state))
        assert made.word
        assert made.icon
        assert made.tone == STATES[state][2]


def test_the_hours_reach_from_the_first_to_the_last() -> None:
    assert hours_of(plan(), ZONE) == (8, 18)
    early = booking(1, SMALL, at(7, 30))
    late = booking(2, SMALL, at(19, 30))
    assert hours_of(plan(early, late), ZONE) == (7, 21)
    night = booking(3, SMALL, at(23, 30))
    assert hours_of(plan(night), ZONE) == (0, 24)
    assert hours_of(Plan((), (), (), at(9)), ZONE) == (8, 18)


def test_days_with_the_same_hours_stand_on_one_line() -> None:
    split = (("08:00", "12:00"), ("13:00", "17:00"))
    room = replace(SMALL, hours=(split, split, (), split, split, (), ()))
    assert opening_lines(room) == [
        "ma–di 08:00–12:00, 13:00–17:00",
        "wo gesloten",
        "do–vr 08:00–12:00, 13:00–17:00",
        "za–zo gesloten",
    ]


def test_the_rules_of_a_room_are_said_in_words() -> None:
    strict = replace(SMALL, needs_approval=True, needs_check_in=True, notice_minutes=120)
    rules = dict(room_facts(strict))["Regels"].splitlines()
    assert rules[0] == "vraagt goedkeuring"
    assert rules[1] == "wie zich niet aanmeldt, raakt de zaal kwijt"
    assert len(rules) == 4
    assert len(dict(room_facts(SMALL))["Regels"].splitlines()) == 1


def test_the_form_lets_one_choose_the_room_and_how_it_stands() -> None:
    fields = {one.name: one for one in form_of((SMALL, LARGE), LARGE).fields}
    assert [code for code, _text in fields["room"].choices] == ["A1", "B2"]
    assert [code for code, _text in fields["arrangement"].choices] == ["table", "cinema"]
    assert fields["start"].is_required
    assert not fields["title"].choices


def test_words_follow_the_language(language: Callable[[str], None]) -> None:
    assert (people(1), equipment_name("stage"), equipment_name("robot")) == (
        "1 persoon",
        "Podium",
        "robot",
    )
    language("en")
    assert (people(2), equipment_name("stage")) == ("2 people", "Stage")
