"""The first start shows a living page: work in hands, returned lines, questions, an absence."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from fmdesk.bootstrap import Office, open_office
from fmdesk.config import Settings
from fmdesk.core.domain.crossing import ReturnedLines
from fmdesk.core.domain.unit_work import WorkFilter
from fmdesk.core.domain.views import TicketFilter
from fmdesk.testing import STARTER_NOW, FakeTime


@pytest.fixture
def starter(starter_folder: Path, tmp_path: Path) -> Iterator[Office]:
    """The starter office on its first day."""
    shutil.copytree(starter_folder, tmp_path / "office")
    with open_office(Settings(data_dir=tmp_path / "office")) as office:
        office.door.time_source = FakeTime(STARTER_NOW)
        yield office


def test_the_first_day_has_work_in_hands_and_lines_that_came_back(starter: Office) -> None:
    services = starter.services
    me = services.access.me()
    ids = services.my_unit.list_ids(WorkFilter(me.unit_id))
    rows = services.my_unit.rows(ids, me.unit_id, "nl")
    assert sum(row.is_returned for row in rows) == 2
    assert any(row.person for row in rows)
    assert services.queries.count(TicketFilter(returned=ReturnedLines())) == 2
    with starter.door.read() as work:
        units = work.people.units()
    away = [one for unit in units for one in services.my_unit.members(unit.id) if one.is_absent]
    assert len(away) == 1
    assert any(services.my_unit.voices(unit.id, "nl") for unit in units)


def test_a_line_is_with_another_unit_than_its_product_says(starter: Office) -> None:
    services = starter.services
    with starter.door.read() as work:
        units = {one.name: one.id for one in work.people.units()}
        ids = [
            one
            for piece in work.tickets.list_ids(TicketFilter(unit="receptie"), work.now)
            for one in piece
        ]
        lines = [line for line, _events in work.tickets.with_events(ids)]
    (line,) = (one for one in lines if one.is_redirected)
    assert line.owner == units["Gebouwbeheer"]
    last = services.queries.line(line.id, "nl").events[-1]
    assert last.reason.startswith("Receptie en beveiliging: De beveiliging")


def test_every_return_of_the_story_has_its_reason(starter: Office) -> None:
    services = starter.services
    for month in ("2024-12", "2025-01", "2025-02", "2025-03"):
        counts = services.returns.counts(month, "nl")
        assert counts
        assert all(one.reason_code for one in counts)
    first = counts[0]
    back = ReturnedLines("2025-03", first.unit_code, first.reason_code)
    wanted = TicketFilter(product=first.product_code, returned=back)
    assert services.queries.count(wanted) == first.lines


def test_there_are_questions_to_answer_and_answers_to_read(starter: Office) -> None:
    questions = starter.services.questions
    assert questions.count_news() == 2
    assert [bool(one.question.answer) for one in questions.mine("nl")] == [True] * 2 + [False] * 2
    with starter.door.read() as work:
        store = work.people.unit_by_code("magazijn").id
    (row,) = questions.to_answer(store, "nl")
    assert row.product == "Kopieerpapier A4"
    assert row.question.due_at > row.question.asked_at


def test_work_orders_of_the_office_are_printed(starter: Office) -> None:
    from fmdesk.reports.writer import render_work_orders

    services, unit = starter.services, 4
    ids = services.my_unit.list_ids(WorkFilter(unit))[:2]
    orders = services.my_unit.work_orders(ids, unit, "nl")
    assert all(one.location and one.recipient and one.step for one in orders.orders)
    assert render_work_orders(orders, "nl").startswith(b"%PDF")
