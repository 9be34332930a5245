"""A figure opens what it counts: the list behind it has exactly as many rows as the figure says."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from fmdesk.bootstrap import Silent
from fmdesk.core.domain.charter import Outcome
from fmdesk.core.domain.views import FigureRow, MonthFigures, TicketFilter
from fmdesk.desktop.pages.month.model import DIMENSIONS, figure_columns, lines_of, rows_of
from fmdesk.reports.month_sheets import appendix
from fmdesk.reports.sheets import Level
from tests.journeys.conftest import Open
from tests.journeys.driver import Driver

MONTH = "2025-02"


@pytest.fixture
def desk(open_window: Open, starter_folder: Path) -> Driver:
    """The window on the starter office, its month judged."""
    desk = open_window(starter_folder, language="en")
    desk.office.services.month.control(MONTH, Silent())
    desk.window.open_page("month", MONTH)
    desk.settle()
    return desk


def links(figures: MonthFigures) -> Iterator[tuple[str, int, FigureRow, str, int]]:
    """Yield every figure that can be clicked, with what it says."""
    for name, _title in DIMENSIONS:
        for place, row in enumerate(rows_of(figures, name)):
            for column in figure_columns():
                if column.is_link is not None and column.is_link(row):
                    said = int(column.text(row).replace(",", ""))
                    yield name, place, row, column.key, said


def test_every_figure_has_as_many_rows_behind_it_as_it_says(desk: Driver) -> None:
    figures = desk.page.presenter.figures
    queries = desk.office.services.queries
    found = tuple(links(figures))
    assert len(found) > 100
    for _name, _place, row, key, said in found:
        wanted = lines_of(MONTH, row, key)
        rows = queries.count(wanted) if key == "lines" else len(queries.verdict_ids(wanted))
        assert rows == said, f"{row.dimension} {row.key}: {key}"


def test_the_difference_between_verdicts_and_lines_is_there_to_be_seen(desk: Driver) -> None:
    """Without lines that broke twice, a list of lines would pass the tests of this file."""
    wanted = TicketFilter(month=MONTH, outcome=Outcome.BROKEN)
    queries = desk.office.services.queries
    assert queries.count(wanted) < len(queries.verdict_ids(wanted))


@pytest.mark.parametrize("name", [name for name, _title in DIMENSIONS])
def test_a_click_shows_the_rows_and_escape_the_figures(desk: Driver, name: str) -> None:
    view, page = desk.page.figures, desk.page
    table = view.tables[name]
    view.tabs.setCurrentWidget(table)
    last = table.rows.row_total() - 1
    for key in ("kept", "broken"):
        said = int(desk.cell(table, last, key).replace(",", ""))
        desk.click_cell(table, last, key)
        desk.settle()
        assert page.verdicts.isVisible()
        assert page.verdicts.model.row_total() == said
        assert page.verdicts.count.text().startswith(f"{said:,} verdicts on ")
        assert desk.cell(page.verdicts.table, 0, "charter")
        desk.press("Esc")
        assert view.isVisible()


def test_the_card_of_what_is_broken_opens_them_and_the_row_its_line(desk: Driver) -> None:
    page = desk.page
    said = int(page.figures.cards[1].figure.text())
    desk.click("card_1")
    desk.settle()
    assert page.verdicts.model.row_total() == said
    number = desk.cell(page.verdicts.table, 0, "number")
    desk.click_cell(page.verdicts.table, 0, "number")
    desk.settle()
    assert desk.page.line.number.text() == number


def test_the_appendix_of_the_report_has_as_many_rows_as_the_cover_says(desk: Driver) -> None:
    figures = desk.page.presenter.figures
    assert any(line.state == "trial" for line in figures.broken)
    rows = [row for row in appendix(figures).rows() if row.level is Level.BODY]
    assert len(rows) == figures.total.broken
