"""Series: the conflict table, what is made of it, and changes of one, the later ones or all."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from fmdesk.core.domain.errors import PluginError
from fmdesk.core.domain.ticket import LineState
from fmdesk.messages import explain
from fmdesk.plugins.bundled.rooms.acting import Book, Decide
from fmdesk.plugins.bundled.rooms.bookings import Booking, BookingState
from fmdesk.plugins.bundled.rooms.managing import Block
from fmdesk.plugins.bundled.rooms.repeating import AddLater, Repeat
from fmdesk.plugins.bundled.rooms.scoping import Cancel, Move
from fmdesk.plugins.bundled.rooms.series import Choice, Preview, Scope, SeriesView, Verdict
from fmdesk.plugins.bundled.rooms.wall import wall
from fmdesk.testing import FakeTime
from tests.integration.rooms.conftest import Desk, at

TUESDAYS = ("2026-03-03", "2026-03-10", "2026-03-17", "2026-03-24")
BOOK = Book("room", "A1", at("10:00"), at("11:00"), "P1", title="Teamoverleg", people=6)
WEEKLY = Repeat(BOOK, "FREQ=WEEKLY;COUNT=4")


def preview(desk: Desk, wanted: Repeat) -> Preview:
    found: Preview = desk.extensions.ask("rooms", "preview", wanted)
    return found


def repeat(desk: Desk, wanted: Repeat = WEEKLY) -> tuple[Booking, ...]:
    made: tuple[Booking, ...] = desk.run("repeat", wanted).bookings
    return made


def series(desk: Desk, booking: Booking) -> SeriesView:
    found: SeriesView = desk.extensions.ask("rooms", "series", booking.series_id)
    return found


def clock(booking: Booking) -> str:
    return f"{wall(booking.start, 'Europe/Amsterdam'):%m-%d %H:%M}"


def skip(day: str, start: str = "10:00") -> Choice:
    return Choice(at(start, day), is_skipped=True)


def test_a_series_is_one_ticket_with_a_line_for_each(desk: Desk) -> None:
    made = repeat(desk)
    assert [one.start for one in made] == [at("10:00", day) for day in TUESDAYS]
    assert len({one.ticket_number for one in made}) == 1
    lines = [desk.line(one.line_id) for one in made if one.line_id]
    assert [line.due_at for line in lines] == [one.start for one in made]
    assert {line.price_cents for line in lines} == {2500}
    assert [one.original for one in made] == [one.start for one in made]


def test_the_preview_says_exactly_how_many_there_will_be(desk: Desk) -> None:
    desk.order("10:30", "12:00", day=TUESDAYS[1], title="Jaarcijfers")
    desk.run("block", Block("A1", at("07:00", TUESDAYS[3]), at("19:00", TUESDAYS[3]), "Schilder"))
    table = preview(desk, WEEKLY)
    assert [one.verdict for one in table.occurrences] == [
        Verdict.FREE,
        Verdict.TAKEN,
        Verdict.FREE,
        Verdict.TAKEN,
    ]
    taken = table.in_the_way[0]
    assert "Jaarcijfers" in taken.reason
    assert taken.rooms == ("B2", "C3")
    assert taken.times[0] == at("12:00", TUESDAYS[1])
    assert "Schilder" in table.in_the_way[1].reason  # what is blocked is in the way as well
    with pytest.raises(PluginError, match=r"rooms\.unsettled") as caught:
        repeat(desk)
    assert "2 keren van de reeks" in explain(caught.value)
    choices = (Choice(taken.original, room="B2"), skip(TUESDAYS[3]))
    chosen = replace(WEEKLY, choices=choices)
    assert preview(desk, chosen).creates == 3
    made = repeat(desk, chosen)
    assert [(clock(one), one.room_id) for one in made] == [
        ("03-03 10:00", 1),
        ("03-10 10:00", 2),
        ("03-17 10:00", 1),
    ]


def test_what_is_there_stays_as_it_was(desk: Desk) -> None:
    line = desk.order("10:30", "12:00", day=TUESDAYS[1])
    before = desk.of(line)
    repeat(desk, replace(WEEKLY, choices=(skip(TUESDAYS[1]),)))
    assert desk.of(line) == before


def test_another_time_is_looked_at_too(desk: Desk) -> None:
    desk.order("10:30", "12:00", day=TUESDAYS[1])
    to = Choice(at("10:00", TUESDAYS[1]), start=at("11:30", TUESDAYS[1]))
    assert preview(desk, replace(WEEKLY, choices=(to,))).in_the_way
    to = replace(to, start=at("12:00", TUESDAYS[1]))
    made = repeat(desk, replace(WEEKLY, choices=(to,)))
    assert clock(made[1]) == "03-10 12:00"
    assert made[1].original == at("10:00", TUESDAYS[1])


def test_what_was_skipped_can_be_added_later(desk: Desk) -> None:
    there = desk.order("10:30", "12:00", day=TUESDAYS[1])
    first = repeat(desk, replace(WEEKLY, choices=(skip(TUESDAYS[1]),)))[0]
    assert series(desk, first).series.skipped == (at("10:00", TUESDAYS[1]),)
    wanted = AddLater(first.series_id or 0, Choice(at("10:00", TUESDAYS[1])))
    with pytest.raises(PluginError, match=r"rooms\.taken"):
        desk.run("add_later", wanted)
    desk.run("cancel", Cancel(desk.of(there).id, "Vervalt"))
    (added,) = desk.run("add_later", wanted).bookings
    assert (clock(added), added.title) == ("03-10 10:00", "Teamoverleg")
    assert added.ticket_number == first.ticket_number
    assert series(desk, first).series.skipped == ()
    with pytest.raises(PluginError, match=r"rooms\.not_skipped"):
        desk.run("add_later", wanted)


def test_a_series_that_gets_in_its_own_way_is_told(desk: Desk) -> None:
    long = replace(BOOK, room="B2", arrangement="feast", end=at("21:00"))
    daily = Repeat(replace(BOOK, end=at("11:00")), "FREQ=DAILY;BYHOUR=10;BYMINUTE=0,30;COUNT=4")
    table = preview(desk, daily)
    assert [one.verdict for one in table.occurrences] == [Verdict.FREE, Verdict.TAKEN] * 2
    assert "deze reeks" in table.occurrences[1].reason
    refused = preview(desk, replace(daily, book=long)).occurrences
    assert {one.verdict for one in refused} == {Verdict.REFUSED}


def test_a_meeting_at_ten_stays_at_ten_over_the_change_of_the_clocks(desk: Desk) -> None:
    autumn = replace(BOOK, start=at("09:00", "2026-10-20"), end=at("10:00", "2026-10-20"))
    made = repeat(desk, Repeat(autumn, "FREQ=WEEKLY;COUNT=2"))
    assert [clock(one) for one in made] == ["10-20 10:00", "10-27 10:00"]
    assert made[1].start - made[0].start == timedelta(days=7, hours=1)


def test_set_up_follows_each_of_them_also_in_another_room(desk: Desk) -> None:
    desk.order("09:30", "10:30", room="B2", day=TUESDAYS[1])
    feast = replace(BOOK, room="B2", arrangement="feast")
    later = Choice(at("10:00", TUESDAYS[1]), start=at("14:00", TUESDAYS[1]))
    made = repeat(desk, Repeat(feast, "FREQ=WEEKLY;COUNT=3", choices=(later,)))
    ticket = desk.ticket(desk.line(made[0].line_id or 0))
    dues = sorted(one.due_at for one in ticket.lines if one.details.get("work") == "setup")
    assert dues == [one.start for one in made]
    desk.run("move", Move(made[0].id, start=at("12:00"), scope=Scope.ALL))
    ticket = desk.ticket(desk.line(made[0].line_id or 0))
    dues = sorted(one.due_at for one in ticket.lines if one.details.get("work") == "setup")
    assert dues == [at("12:00"), at("16:00", TUESDAYS[1]), at("12:00", TUESDAYS[2])]


@pytest.mark.parametrize(
    ("scope", "hours"),
    [
        (Scope.THIS, [10, 13, 10, 10]),
        (Scope.FOLLOWING, [10, 13, 13, 13]),
        (Scope.ALL, [13, 13, 13, 13]),
    ],
)
def test_one_the_later_ones_or_all_move(desk: Desk, scope: Scope, hours: list[int]) -> None:
    made = repeat(desk)
    other = repeat(desk, replace(WEEKLY, book=replace(BOOK, room="B2")))
    desk.run("move", Move(made[1].id, start=at("13:00", TUESDAYS[1]), scope=scope))
    found = series(desk, made[0]).bookings
    assert [wall(one.start, "Europe/Amsterdam").hour for one in found] == hours
    assert series(desk, other[0]).bookings == other  # somebody else's series is not touched


def test_a_series_moves_past_itself(desk: Desk) -> None:
    daily = repeat(desk, replace(WEEKLY, rule="FREQ=DAILY;COUNT=3"))
    moved = desk.run("move", Move(daily[0].id, start=at("10:00", "2026-03-04"), scope=Scope.ALL))
    assert [clock(one) for one in moved.bookings] == ["03-04 10:00", "03-05 10:00", "03-06 10:00"]


def test_a_series_that_cannot_move_as_a_whole_stays_until_chosen(desk: Desk) -> None:
    made = repeat(desk)
    desk.order("13:00", "14:00", day=TUESDAYS[2])
    wanted = Move(made[0].id, start=at("13:00"), scope=Scope.ALL)
    table: Preview = desk.extensions.ask("rooms", "preview_move", wanted)
    assert [one.booking_id for one in table.in_the_way] == [made[2].id]
    with pytest.raises(PluginError, match=r"rooms\.unsettled"):
        desk.run("move", wanted)
    assert series(desk, made[0]).bookings == made
    stays = replace(wanted, choices=(Choice(made[2].start, is_skipped=True),))
    desk.run("move", stays)
    hours = [wall(one.start, "Europe/Amsterdam").hour for one in series(desk, made[0]).bookings]
    assert hours == [13, 13, 10, 13]


def test_what_is_over_is_never_touched(desk: Desk, clock: FakeTime) -> None:
    made = repeat(desk)
    clock.advance(days=9)
    desk.run("move", Move(made[3].id, room="B2", scope=Scope.ALL))
    rooms = [one.room_id for one in series(desk, made[0]).bookings]
    assert rooms == [1, 1, 2, 2]
    desk.run("cancel", Cancel(made[3].id, "Opgeheven", Scope.ALL))
    states = [one.state for one in series(desk, made[0]).bookings]
    assert states == [BookingState.APPROVED] * 2 + [BookingState.CANCELLED] * 2
    assert desk.line(made[0].line_id or 0).state is not LineState.CANCELLED


def test_each_of_a_series_is_decided_for_itself(desk: Desk) -> None:
    hall = replace(BOOK, room="C3", start=at("10:00", TUESDAYS[1]), end=at("11:00", TUESDAYS[1]))
    made = repeat(desk, Repeat(hall, "FREQ=WEEKLY;COUNT=3"))
    desk.run("decide", Decide((made[0].id, made[2].id), is_granted=True))
    states = [one.state for one in series(desk, made[0]).bookings]
    assert states == [BookingState.APPROVED, BookingState.REQUESTED, BookingState.APPROVED]
    desk.run("move", Move(made[2].id, end=at("12:00", "2026-03-24")))
    assert series(desk, made[0]).bookings[2].state is BookingState.REQUESTED


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        (replace(WEEKLY, rule="FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;COUNT=2"), "nothing_left"),
        (replace(WEEKLY, rule="FREQ=WEEKLY;COUNT=1", choices=(skip(TUESDAYS[0]),)), "nothing_left"),
        (replace(WEEKLY, rule="FREQ=WEEKLY"), "endless"),
        (replace(WEEKLY, choices=(Choice(at("10:00"), room="Z9"),)), "unknown_room"),
        (replace(WEEKLY, rule="FREQ=WEEKLY;COUNT=100"), "unsettled"),  # beyond what can be booked
    ],
)
def test_a_series_that_cannot_be_is_refused(desk: Desk, wanted: Repeat, code: str) -> None:
    with pytest.raises(PluginError, match=rf"rooms\.{code}"):
        repeat(desk, wanted)
    start, end = datetime.fromisoformat("2026-03-01T00:00Z"), at("10:00", "2027-03-03")
    with desk.store() as store:
        assert store.bookings(start, end) == ()


def test_an_unknown_series_is_told(desk: Desk) -> None:
    with pytest.raises(PluginError, match=r"rooms\.unknown_booking"):
        desk.extensions.ask("rooms", "series", 7)
