"""The leader of a unit asks how the quarter went, and follows a figure down to one line."""

from pathlib import Path

import pytest

from tests.journeys.conftest import Open
from tests.journeys.driver import Driver
from tests.unit.reports.readback import whole


@pytest.fixture
def desk(open_window: Open, starter_folder: Path) -> Driver:
    """The window on the starter office, at the reports."""
    desk = open_window(starter_folder, language="en")
    desk.window.open_page("reports", "unit")
    desk.settle()
    return desk


def test_a_quarter_of_a_unit_from_its_figures_to_one_line(desk: Driver) -> None:
    page = desk.page
    desk.click("earlier")
    desk.settle()
    desk.click("quarter")
    desk.settle()
    while page.chooser.span.first.year > 2025 or page.chooser.span.first.number > 1:
        desk.click("earlier")
        desk.settle()
    assert page.chooser.words.text() == "Quarter 1 of 2025"
    page.chooser.scope.setCurrentText("Gebouwbeheer")
    page.chooser.scope.activated.emit(page.chooser.scope.currentIndex())
    desk.settle()
    table = page.figures.tables[0]
    said = desk.cell(table, 0, "lines")
    product = desk.cell(table, 0, "name_product")
    desk.click_cell(table, 0, "lines")
    desk.settle()
    assert page.records.count.text() == f"{said} records"
    assert desk.cell(page.records.table, 0, "what") == product
    number = desk.cell(page.records.table, 0, "number")
    desk.click_cell(page.records.table, 0, "number")
    desk.settle()
    assert desk.page.line.number.text() == number


def test_the_paper_says_what_the_screen_says(desk: Driver) -> None:
    page = desk.page
    page.preview()
    desk.settle()
    desk.wait(page.view.isVisible)
    text = whole(page._content)
    assert page.chooser.words.text() in text
    table = page.presenter.figures.tables[0]
    for row in table.rows[:5]:
        assert f"{row.labels[0]} {row.values[0]} " in text
    desk.press("Esc")
    assert page.figures.isVisible()
