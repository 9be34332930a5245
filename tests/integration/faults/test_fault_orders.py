"""Faults taken, changed, mended and reopened through the use cases of the desk, on both engines."""

from datetime import timedelta
from uuid import uuid4

import pytest

from fmdesk.core.domain.dossier import LineEdit
from fmdesk.core.domain.errors import InvalidInputError, PluginError
from fmdesk.core.domain.events import EventKind, PauseClass
from fmdesk.core.services.changing import Changing
from fmdesk.core.services.queries import Queries
from fmdesk.messages import explain
from fmdesk.plugins.bundled.faults.faults import Cell, Impact, Urgency
from fmdesk.testing import FakeTime
from tests.integration.faults.conftest import Desk

WORST = {"impact": "many", "urgency": "high"}


def numbers(desk: Desk, **query: object) -> list[str]:
    return [row.fault.number for row in desk.open(**query)]


def test_a_fault_gets_its_priority_from_the_matrix(desk: Desk) -> None:
    line = desk.report("km-01", seen="Lekt", **WORST)
    assert line.facts == {
        "faults.priority": 1,
        "faults.impact": "many",
        "faults.urgency": "high",
        "faults.asset_kind": "koffieautomaat",
        "faults.criticality": "normal",
        "faults.in_warranty": False,
        "faults.is_repeat": False,
        "faults.hangs_on": False,
        "faults.is_planned": False,
    }
    (row,) = desk.open()
    assert (row.fault.asset, row.asset_name, row.place) == (
        "KM-01",
        "Koffieautomaat pantry 1",
        "Pantry 1",
    )


def test_a_fault_without_anything_filled_in_is_one_person_and_normal(desk: Desk) -> None:
    line = desk.report()
    assert line.facts["faults.priority"] == 4
    assert desk.open()[0].place == "Pantry 1", "where the caller is"


def test_the_office_changes_the_matrix_and_it_holds_for_what_comes(desk: Desk) -> None:
    before = desk.report(**WORST)
    desk.set("priority_many_high", "2")
    assert desk.report(**WORST).facts["faults.priority"] == 2
    assert desk.line(before.id).facts["faults.priority"] == 1
    cells: tuple[Cell, ...] = desk.extensions.ask("faults", "matrix")
    assert cells[-1] == Cell(Impact.MANY, Urgency.HIGH, 2, 2)
    assert sum(cell.open_faults for cell in cells) == 2
    desk.set("priority_many_high", "9")
    assert desk.report(**WORST).facts["faults.priority"] == 4, "out of bounds is the edge"


def test_warranty_and_repeats_are_facts(desk: Desk, time_source: FakeTime) -> None:
    first = desk.report("L-1")
    assert (first.facts["faults.in_warranty"], first.facts["faults.is_repeat"]) == (True, False)
    assert first.facts["faults.criticality"] == "high"
    time_source.advance(days=29)
    assert desk.report("L-1").facts["faults.is_repeat"] is True
    time_source.advance(days=31)
    assert desk.report("L-1").facts["faults.is_repeat"] is False
    time_source.advance(days=300)
    assert desk.report("L-1").facts["faults.in_warranty"] is False


def test_an_unknown_asset_and_several_pieces_are_refused_with_what_to_do(desk: Desk) -> None:
    with pytest.raises(PluginError, match=r"faults\.unknown_asset") as caught:
        desk.report("KM-99")
    assert "KM-99" in explain(caught.value)
    assert "lijst" in explain(caught.value)
    with pytest.raises(InvalidInputError, match=r"form\.value"):
        desk.report(impact="huge")
    assert desk.open() == ()


def test_first_priority_first_and_then_the_oldest(desk: Desk, time_source: FakeTime) -> None:
    for details in ({}, WORST, {"urgency": "high"}, {}):
        desk.report(**details)
        time_source.advance(minutes=5)
    assert numbers(desk) == ["M000002.1", "M000003.1", "M000001.1", "M000004.1"]
    assert desk.extensions.ask("faults", "urgent") == (2,)
    assert desk.extensions.ask("faults", "open_lines") == (2, 3, 1, 4)


def test_what_is_ready_or_cancelled_leaves_the_list_and_what_is_reopened_comes_back(
    desk: Desk,
) -> None:
    mended, dropped = desk.report("KM-01"), desk.report()
    desk.record(mended, EventKind.READY)
    desk.record(dropped, EventKind.CANCELLED, reason="doet het weer")
    assert desk.open() == ()
    desk.record(mended, EventKind.REOPENED, reason="weer stuk")
    assert numbers(desk) == ["M000001.1"]
    history = desk.extensions.ask("faults", "history", "KM-01")
    assert [row.fault.number for row in history] == ["M000001.1"]


def test_faults_are_found_by_text_and_by_place_with_all_inside_it(desk: Desk) -> None:
    desk.report("KM-01", seen="Geen koffie")
    desk.report("L-1", seen="Deur klemt")
    assert numbers(desk, text="koffie") == ["M000001.1"]
    assert numbers(desk, text="lift") == ["M000002.1"]
    assert numbers(desk, location="A1") == ["M000001.1"]
    assert numbers(desk, location="A") == ["M000001.1", "M000002.1"]


def test_another_impact_gives_another_priority_and_keeps_the_pauses(
    desk: Desk, time_source: FakeTime
) -> None:
    line = desk.report("KM-01", seen="Lekt")
    time_source.advance(hours=1)
    customer = {"pause_class": PauseClass.CUSTOMER, "reason": "sleutel", "evidence": "M1"}
    line = desk.record(line, EventKind.PAUSED, **customer)
    time_source.advance(hours=2)
    line = desk.record(line, EventKind.RESUMED)
    changing = Changing(desk.door, desk.gateway, None)
    seen = changing.form(line.id, "nl").fields
    wanted = {**seen, "details.impact": "many", "details.urgency": "high"}
    changing.change_line(LineEdit(uuid4(), line.id, seen, wanted, "hele verdieping"))
    changed = desk.line(line.id)
    assert changed.facts["faults.priority"] == 1
    assert changed.facts["faults.impact"] == "many"
    assert changed.opened_at == line.opened_at
    assert desk.fault(changed).priority == 1
    with desk.door.read() as work:
        kinds = [event.kind for event in work.tickets.events(line.id)]
    assert kinds == [EventKind.RECEIVED, EventKind.PAUSED, EventKind.RESUMED]
    assert desk.fault(changed).opened_at + timedelta(hours=3) == time_source.now()


def test_a_changed_asset_is_checked_like_a_new_one(desk: Desk) -> None:
    line = desk.report("KM-01")
    changing = Changing(desk.door, desk.gateway, None)
    seen = changing.form(line.id, "nl").fields
    edit = LineEdit(uuid4(), line.id, seen, {**seen, "details.asset": "KM-99"}, "verkeerd")
    with pytest.raises(PluginError, match=r"faults\.unknown_asset"):
        changing.change_line(edit)
    right = {**seen, "details.asset": "L-1"}
    changing.change_line(LineEdit(uuid4(), line.id, seen, right, "verkeerd"))
    assert desk.line(line.id).facts["faults.criticality"] == "high"
    assert desk.open()[0].place == "Gebouw A"


def test_the_ticket_shows_what_was_reported_in_the_words_of_the_form(desk: Desk) -> None:
    line = desk.report("KM-01", seen="Lekt", **WORST)
    queries = Queries(desk.door, desk.gateway)
    assert queries.line(line.id, "nl").details == (
        ("Object", "KM-01"),
        ("Wat er te zien is", "Lekt"),
        ("Impact", "een verdieping of gebouw"),
        ("Urgentie", "werk staat stil of er is gevaar"),
    )
    assert queries.line(line.id, "en").details[0] == ("Asset", "KM-01")
