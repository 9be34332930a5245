"""A loan from its reservation to its return: which vehicle, until when, what is refused."""

import pytest
from fmdesk_vehicles.loans import Book, Kind, LoanState, Mended, Move, TakeBack, Which
from vehicles_office import END, START, Desk

from fmdesk.core.domain.errors import PluginError
from fmdesk.core.domain.events import EventKind
from fmdesk.core.domain.ticket import LineState
from fmdesk.messages import explain
from fmdesk.testing.office import at


def test_a_vehicle_is_reserved_handed_out_and_taken_back(desk: Desk) -> None:
    line = desk.lend(purpose="Naar de klant")
    assert desk.code(line) == "A2", "of those that are free the one with the fewest kilometres"
    assert line.due_at == at(END)
    assert dict(line.facts) == {"vehicles.kind": "car", "vehicles.hours": 2}
    desk.clock.at = at(START)
    desk.hand_out(line)
    assert desk.loan(line).state is LoanState.LENT
    assert desk.line(line.id).state is LineState.RUNNING
    desk.clock.at = at("2026-03-02T12:07")
    desk.take_back(line, 9862, "Kras op het portier")
    back, done = desk.loan(line), desk.line(line.id)
    assert (back.state, back.driven, back.damage) == (
        LoanState.RETURNED,
        62,
        "Kras op het portier",
    )
    assert done.state is LineState.READY
    assert (done.facts["vehicles.minutes_late"], done.facts["vehicles.is_damaged"]) == (7, True)
    assert desk.reasons(line) == ["Schade aan Witte Zoe: Kras op het portier"]
    desk.record(line, EventKind.REOPENED, reason="Toch nog eens kijken")
    with pytest.raises(PluginError, match=r"vehicles\.over"):
        desk.change(line, purpose="Iets anders")
    assert desk.record(line, EventKind.READY).state is LineState.READY
    zoe = desk.vehicle("A2")
    assert (zoe.mileage, zoe.note, zoe.is_offered) == (9862, "Kras op het portier", True)


def test_what_is_taken_is_refused_with_what_is_free(desk: Desk) -> None:
    first, second = desk.lend(), desk.lend()
    assert {desk.code(first), desk.code(second)} == {"A1", "A2"}
    with pytest.raises(PluginError, match=r"vehicles\.none_free") as caught:
        desk.lend()
    assert explain(caught.value) == "Er is dan geen vrij. De eerste is terug op 02-03-2026 12:00."
    desk.cancel(first)
    with pytest.raises(PluginError, match=r"vehicles\.taken") as caught:
        desk.lend(vehicle=desk.code(second))
    assert explain(caught.value) == (
        f"{desk.vehicle(desk.code(second)).name} is uitgeleend van 02-03-2026 10:00 tot "
        "02-03-2026 12:00. Vrij op die tijd: A2."
    ).replace("A2", "A1" if desk.code(second) == "A2" else "A2")
    assert desk.code(desk.lend(start=END, end="2026-03-02T13:00", vehicle="a1")) == "A1"
    assert desk.code(desk.lend("bike")) == "F1"


@pytest.mark.parametrize(
    ("details", "code"),
    [
        ({"quantity": 2}, "vehicles.one"),
        ({"end": START}, "vehicles.end"),
        ({"start": "2026-03-01T10:00", "end": "2026-03-01T12:00"}, "vehicles.past"),
        ({"end": "2026-03-17T10:00"}, "vehicles.too_long"),
        ({"vehicle": "A9"}, "vehicles.unknown"),
        ({"vehicle": "F1"}, "vehicles.kind"),
    ],
)
@pytest.mark.parametrize("database_kind", ["sqlite"])  # refused before the database sees it
def test_a_loan_that_cannot_be_is_refused(
    desk: Desk, details: dict[str, object], code: str
) -> None:
    with pytest.raises(PluginError) as caught:
        desk.lend(**details)
    assert caught.value.code == code
    assert explain(caught.value).endswith(".")


def test_a_loan_is_moved_and_keeps_its_vehicle_where_it_can(desk: Desk) -> None:
    line, other = desk.lend(), desk.lend(start="2026-03-02T14:00", end="2026-03-02T15:00")
    assert desk.code(line) == desk.code(other) == "A2"
    desk.change(line, end="2026-03-02T13:00")
    assert desk.code(line) == "A2"
    assert desk.line(line.id).due_at == at("2026-03-02T13:00")
    assert desk.line(line.id).facts["vehicles.hours"] == 3
    desk.change(line, end="2026-03-02T14:30")
    assert desk.code(line) == "A1", "the other one has its own taken then"
    moved = Move(desk.loan(line).id, "A2", at("2026-03-02T15:00"), at("2026-03-02T16:00"))
    assert desk.run("move", moved).loan.start == at("2026-03-02T15:00")
    assert desk.code(line) == "A2"
    with pytest.raises(PluginError, match=r"vehicles\.taken"):
        desk.run("move", Move(moved.loan_id, "A2", at("2026-03-02T14:30"), at("2026-03-02T15:30")))


def test_what_is_on_its_way_can_be_wanted_longer_and_nothing_else(desk: Desk) -> None:
    line = desk.lend()
    desk.clock.at = at("2026-03-02T09:30")
    desk.hand_out(line)
    desk.change(line, end="2026-03-02T16:00")
    assert desk.loan(line).end == at("2026-03-02T16:00")
    for details in ({"start": "2026-03-02T11:00"}, {"kind": "bike"}, {"vehicle": "A1"}):
        with pytest.raises(PluginError, match=r"vehicles\.out"):
            desk.change(line, **details)
    with pytest.raises(PluginError, match=r"vehicles\.not_back"):
        desk.cancel(line)
    with pytest.raises(PluginError, match=r"vehicles\.ready"):
        desk.record(line, EventKind.READY)
    desk.take_back(line, 9800)
    assert desk.line(line.id).facts["vehicles.minutes_late"] == 0


def test_what_is_on_its_way_is_not_swapped_for_another(desk: Desk) -> None:
    line = desk.lend()
    desk.lend(vehicle="A2", start="2026-03-02T14:00", end="2026-03-02T15:00")
    desk.clock.at = at(START)
    desk.hand_out(line)
    with pytest.raises(PluginError, match=r"vehicles\.taken") as caught:
        desk.change(line, end="2026-03-02T14:30")
    assert explain(caught.value).endswith("Vrij op die tijd: A1.")
    assert (desk.code(line), desk.loan(line).end) == ("A2", at(END))
    desk.change(line, end="2026-03-02T14:00")
    assert desk.code(line) == "A2"


def test_who_is_late_is_counted_on_last(desk: Desk) -> None:
    late = desk.lend(vehicle="A2")
    desk.clock.at = at(START)
    desk.hand_out(late)
    desk.clock.at = at("2026-03-02T12:30")
    wide = {"start": "2026-03-02T13:00", "end": "2026-03-02T14:00"}
    assert desk.code(desk.lend(**wide)) == "A1", "A2 drove less, but is not back"
    assert desk.code(desk.lend(**wide)) == "A2", "still better than none"


def test_what_is_kept_in_is_not_handed_out_and_a_change_leaves_it(desk: Desk) -> None:
    first = desk.lend(vehicle="A2")
    named, plain = (
        desk.lend(vehicle=code, start=start, end=end)
        for code, start, end in (
            ("A2", END, "2026-03-02T13:00"),
            ("", "2026-03-02T14:00", "2026-03-02T15:00"),
        )
    )
    assert desk.code(plain) == "A2"
    desk.clock.at = at(START)
    desk.hand_out(first)
    desk.take_back(first, 9900, "Rem stuk", is_withdrawn=True)
    desk.clock.at = at(END)
    with pytest.raises(PluginError, match=r"vehicles\.kept_in") as caught:
        desk.hand_out(named)
    assert explain(caught.value).startswith("Witte Zoe wordt nu niet uitgeleend: Rem stuk.")
    assert desk.loan(named).state is LoanState.RESERVED
    with pytest.raises(PluginError, match=r"vehicles\.withdrawn"):
        desk.change(named, end="2026-03-02T13:30")
    desk.change(plain, end="2026-03-02T15:30")
    assert desk.code(plain) == "A1"
    desk.run("mend", Mended(desk.vehicle("A2").id))
    desk.hand_out(named)


def test_a_move_to_nowhere_is_refused_and_what_came_back_stays_back(desk: Desk) -> None:
    line = desk.lend(vehicle="A2")
    with pytest.raises(PluginError, match=r"vehicles\.no_vehicle"):
        desk.run("move", Move(desk.loan(line).id, "A7", at(START), at(END)))
    desk.clock.at = at(START)
    desk.hand_out(line)
    desk.take_back(line, 9850)
    desk.record(line, EventKind.REOPENED, reason="Toch nog eens kijken")
    desk.cancel(line)
    assert desk.line(line.id).state is LineState.CANCELLED
    assert (desk.loan(line).state, desk.loan(line).driven) == (LoanState.RETURNED, 50)


def test_the_next_one_waits_for_what_is_not_back(desk: Desk) -> None:
    first = desk.lend(vehicle="A1")
    second = desk.lend(start=END, end="2026-03-02T14:00", vehicle="A1")
    desk.set(early_minutes=30)
    with pytest.raises(PluginError, match=r"vehicles\.early") as caught:
        desk.hand_out(first)
    assert "02-03-2026 09:30" in explain(caught.value)
    desk.clock.at = at(START)
    desk.hand_out(first)
    desk.clock.at = at(END)
    with pytest.raises(PluginError, match=r"vehicles\.not_back") as caught:
        desk.hand_out(second)
    assert explain(caught.value).startswith("Blauwe Kangoo is nog bij Ayşe Özdemir.")
    with pytest.raises(PluginError, match=r"vehicles\.mileage"):
        desk.take_back(first, 41199)
    desk.take_back(first, 41300)
    desk.hand_out(second)
    with pytest.raises(PluginError, match=r"vehicles\.not_reserved"):
        desk.hand_out(second)
    with pytest.raises(PluginError, match=r"vehicles\.not_lent"):
        desk.take_back(first, 41400)


def test_a_damaged_vehicle_is_lent_again_when_it_is_mended(desk: Desk) -> None:
    line = desk.lend(vehicle="A2")
    desk.clock.at = at(START)
    desk.hand_out(line)
    desk.take_back(line, 9900, "Lekke band", is_withdrawn=True)
    later = {"start": "2026-03-02T13:00", "end": "2026-03-02T14:00"}
    with pytest.raises(PluginError, match=r"vehicles\.withdrawn") as caught:
        desk.lend(vehicle="A2", **later)
    assert explain(caught.value).startswith("Witte Zoe wordt nu niet uitgeleend: Lekke band.")
    assert desk.code(desk.lend(**later)) == "A1"
    desk.run("mend", Mended(desk.vehicle("A2").id))
    assert desk.code(desk.lend(**later)) == "A2"
    assert desk.vehicle("A2").note == ""


def test_the_page_books_and_gives_up(desk: Desk) -> None:
    payload = Book("LENEN", "P2", Kind.BIKE, at(START), at(END), purpose="Post")
    loan = desk.run("book", payload).loan
    assert (loan.borrower, loan.purpose, loan.line_number) == ("Rob Bakker", "Post", "M000001.1")
    given_up = desk.run("cancel", Which(loan.id, "Neemt de trein")).loan
    assert given_up.state is LoanState.CANCELLED
    assert desk.plan().loans == ()
    for command, one in (("hand_out", Which(99)), ("take_back", TakeBack(99, 1))):
        with pytest.raises(PluginError, match=r"vehicles\.no_loan"):
            desk.run(command, one)
