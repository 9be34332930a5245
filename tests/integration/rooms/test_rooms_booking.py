"""A booking is an order: what is refused with which offer, what is stored, moved, given back."""

from dataclasses import replace
from uuid import uuid4

import pytest

from fmdesk.core.domain.dossier import LineEdit
from fmdesk.core.domain.errors import PluginError
from fmdesk.core.domain.events import EventKind
from fmdesk.core.domain.ticket import Line
from fmdesk.core.services.changing import Changing
from fmdesk.core.services.fields import line_fields
from fmdesk.messages import explain
from fmdesk.plugins.bundled.rooms.bookings import BookingState
from fmdesk.plugins.bundled.rooms.managing import Block, Load
from fmdesk.testing import FakeTime
from tests.integration.rooms.conftest import DAY, ROOMS, Desk, at


def refused(desk: Desk, *clock: str, **more: object) -> str:
    """Return the sentence with which a booking is refused; nothing of it is stored."""
    before = desk.bookings(str(more.get("day", DAY)))
    with pytest.raises(PluginError) as caught:
        desk.order(*clock, **more)
    assert desk.bookings(str(more.get("day", DAY))) == before
    return explain(caught.value)


def change(desk: Desk, line: Line, **details: object) -> Line:
    """Change the form of a line, as its page does."""
    with desk.door.read() as work:
        base = line_fields(work, desk.line(line.id))
    values = {**base, **{f"details.{name}": value for name, value in details.items()}}
    draft = LineEdit(uuid4(), line.id, base, values, "verzet")
    Changing(desk.door, desk.gateway, None).change_line(draft)  # no engine: it is not asked
    return desk.line(line.id)


def test_a_booking_occupies_its_room_with_set_up_and_clean_up(desk: Desk) -> None:
    line = desk.order("10:00", "12:00", arrangement="cinema", people=18, title="Jaarcijfers")
    (booking,) = desk.bookings()
    assert (booking.start, booking.end) == (at("10:00"), at("12:00"))
    assert (booking.occupied_from, booking.occupied_until) == (at("09:30"), at("12:15"))
    assert (booking.title, booking.people, booking.arrangement) == ("Jaarcijfers", 18, "cinema")
    assert booking.state is BookingState.APPROVED
    assert booking.may_change
    assert booking.line_id == line.id
    assert f"{booking.ticket_number}.1" == booking.line_number


def test_the_facts_say_what_was_booked(desk: Desk) -> None:
    line = desk.order("10:00", "11:30", people=8, external=True)
    assert line.facts == {
        "rooms.kind": "booking",
        "rooms.capacity": 10,
        "rooms.people": 8,
        "rooms.minutes": 90,
        "rooms.notice_hours": 25,
        "rooms.is_external": True,
        "rooms.needs_approval": False,
    }


@pytest.mark.parametrize(
    ("end", "cents"), [("11:00", 2500), ("11:30", 5000), ("13:00", 7500), ("14:00", 8000)]
)
def test_the_cheapest_blocks_count(desk: Desk, end: str, cents: int) -> None:
    assert desk.order("10:00", end).price_cents == cents


def test_without_tariffs_the_catalogue_says_the_price(desk: Desk) -> None:
    assert desk.order("10:00", "12:00", room="B2").price_cents == 1500


def test_a_taken_room_says_who_has_it_and_where_there_is_room(desk: Desk) -> None:
    desk.order("10:00", "12:00", title="Jaarcijfers")
    said = refused(desk, "11:00", "12:00", people=8)
    assert "Amstel is bezet van 03-03-2026 10:00 tot 03-03-2026 12:00: Jaarcijfers" in said
    assert "Vrij in deze zaal: 03-03-2026 12:00, 04-03-2026 07:00, 05-03-2026 07:00." in said
    assert "Vrij op deze tijd: Berkel, Congreszaal." in said


def test_what_is_offered_instead_can_be_booked(desk: Desk) -> None:
    desk.order("10:00", "12:00")
    desk.order("13:00", "14:00")
    said = refused(desk, "11:00", "12:30", arrangement="cinema")
    assert "Vrij in deze zaal: 03-03-2026 14:30" in said  # between the two it does not fit
    desk.order("14:30", "16:00", arrangement="cinema")


def test_the_set_up_of_the_next_one_is_in_the_way(desk: Desk) -> None:
    desk.order("10:00", "12:00", arrangement="cinema")
    assert "09:30" in refused(desk, "09:00", "10:00")
    assert "12:15" in refused(desk, "12:00", "13:00")
    desk.order("09:00", "09:30")
    desk.order("12:15", "13:00")


def test_the_rules_of_a_room(desk: Desk, clock: FakeTime) -> None:
    assert "open van 07:00–19:00" in refused(desk, "18:00", "20:00")
    closed = refused(desk, "10:00", "11:00", day="2026-03-07")
    assert "gaat weer open op 09-03-2026 07:00" in closed
    assert "hoogstens 12 u" in refused(desk, "06:00", "19:00")
    assert "later einde" in refused(desk, "11:00", "10:00")
    assert "voorbij" in refused(desk, "08:00", "09:00", day="2026-03-02")
    assert "24 u vooraf" in refused(desk, "09:00", "10:00", room="C3", day="2026-03-02")
    assert "eerdere dag" in refused(desk, "10:00", "11:00", day="2027-05-03")
    assert "20 personen" in refused(desk, "10:00", "11:00", arrangement="cinema", people=21)
    assert "Plaats voor 21: Congreszaal" in refused(desk, "10:00", "11:00", people=21)
    assert "Er zijn: A1, B2, C3" in refused(desk, "10:00", "11:00", room="Z9")
    assert "Aan tafel, Bioscoop" in refused(desk, "10:00", "11:00", arrangement="kring")


def test_a_room_is_found_by_its_name_and_by_its_product(desk: Desk) -> None:
    assert desk.of(desk.order("10:00", "11:00", room="berkel")).room_id == 2
    assert (
        desk.of(desk.order("10:00", "11:00", room="", product="hall", day="2026-03-05")).room_id
        == 3
    )


def test_a_room_that_asks_for_approval_is_held_meanwhile(desk: Desk) -> None:
    line = desk.order("10:00", "12:00", room="C3", people=60)
    assert desk.of(line).state is BookingState.REQUESTED
    assert "bezet" in refused(desk, "11:00", "13:00", room="C3")


def test_a_cancelled_line_gives_its_room_back(desk: Desk) -> None:
    line = desk.order("10:00", "12:00")
    desk.record(line, EventKind.CANCELLED, reason="niet nodig")
    assert desk.bookings() == ()
    assert desk.of(line).state is BookingState.CANCELLED
    desk.order("10:00", "12:00")


def test_a_changed_line_moves_its_booking_past_itself(desk: Desk) -> None:
    line = desk.order("10:00", "12:00")
    change(desk, line, start=f"{DAY}T11:00", end=f"{DAY}T13:00")
    (booking,) = desk.bookings()
    assert (booking.start, booking.end) == (at("11:00"), at("13:00"))
    desk.order("10:00", "11:00")
    with pytest.raises(PluginError, match=r"rooms\.taken"):
        change(desk, line, start=f"{DAY}T10:30")
    assert desk.of(line).start == at("11:00")


def test_moving_an_approved_booking_asks_for_approval_again(desk: Desk) -> None:
    line = desk.order("10:00", "12:00", room="C3", day="2026-03-05", title="Open dag")
    with desk.store() as store:
        store.set_state(desk.of(line), BookingState.APPROVED)
    change(desk, line, title="Open dag 2026")
    assert desk.of(line).state is BookingState.APPROVED
    change(desk, line, end="2026-03-05T13:00")
    assert desk.of(line).state is BookingState.REQUESTED


def test_what_is_over_is_not_moved(desk: Desk, clock: FakeTime) -> None:
    line = desk.order("10:00", "12:00")
    clock.advance(days=2)
    with pytest.raises(PluginError, match=r"rooms\.not_movable"):
        change(desk, line, start=f"{DAY}T11:00")
    assert desk.of(line).start == at("10:00")
    assert change(desk, line, remark="Dank").details["remark"] == "Dank"


def test_a_blocked_time_is_in_the_way_and_refuses_what_is_booked(desk: Desk) -> None:
    line = desk.order("10:00", "11:00")
    block = Block("A1", at("10:00"), at("16:00"), "Schilderwerk")
    with pytest.raises(PluginError, match=r"rooms\.in_use") as caught:
        desk.run("block", block)
    assert desk.of(line).line_number in explain(caught.value)
    desk.run("block", replace(block, start=at("11:00")))
    assert "Schilderwerk" in refused(desk, "12:00", "13:00")
    for wrong in (replace(block, reason=" "), replace(block, end=block.start)):
        with pytest.raises(PluginError, match=r"rooms\.(no_reason|end)"):
            desk.run("block", wrong)


def test_the_plan_has_rooms_open_windows_and_bookings(desk: Desk) -> None:
    desk.run("load", Load((replace(ROOMS[1], is_offered=False),)))
    desk.order("10:00", "12:00")
    plan = desk.plan()
    assert [room.code for room in plan.rooms] == ["A1", "C3"]
    assert [(one.room_id, one.start, one.end) for one in plan.windows] == [
        (1, at("07:00"), at("19:00")),
        (3, at("07:00"), at("19:00")),
    ]
    assert [room.code for room in desk.plan(DAY, 2).rooms] == ["B2"]
    assert desk.plan(DAY, 2).bookings == ()
    assert desk.plan("2026-03-07").windows == ()
    assert "niet aangeboden" in refused(desk, "10:00", "11:00", room="B2")


def test_the_board_counts_the_lines_of_today(desk: Desk, clock: FakeTime) -> None:
    later = desk.order("13:00", "14:00")
    first = desk.order("10:00", "12:00", room="B2")
    assert desk.extensions.ask("rooms", "today") == ()
    clock.advance(days=1)
    assert desk.extensions.ask("rooms", "today") == (first.id, later.id)
    assert [room.code for room in desk.extensions.ask("rooms", "rooms")] == ["A1", "B2", "C3"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"arrangements": ()},
        {"code": " "},
        {"longest_minutes": 0},
        {"notice_minutes": -1},
        {"hours": ()},
        {"hours": ((("9:00", "17:00"),),) * 7},
        {"hours": ((("17:00", "09:00"),),) * 7},
    ],
)
def test_a_room_that_cannot_be_is_refused(desk: Desk, wrong: dict[str, object]) -> None:
    with pytest.raises(PluginError, match=r"rooms\.bad_"):
        desk.run("load", Load((ROOMS[1], replace(ROOMS[0], **wrong))))
