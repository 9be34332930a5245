"""A controller's morning: import the file, judge the month, read it, print it, close it."""

from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QComboBox, QLabel

from fmdesk.core.domain.period import Month
from fmdesk.desktop.pages.importing.page import ImportDialog
from fmdesk.desktop.pages.month.dialogs import CloseDialog
from fmdesk.desktop.pages.month.model import DIMENSIONS, TOTAL, rows_of
from fmdesk.desktop.pages.month.page import MonthPage
from fmdesk.desktop.pages.tickets.page import TicketsPage
from tests.journeys.conftest import Open, boston_rows, write_rows
from tests.journeys.driver import Driver, plain
from tests.unit.reports.readback import book, pages, whole

MONTH = "2011-07"
GOOD, BAD = 400, 3
OUTCOMES = ("lines", "kept", "broken")


@pytest.fixture
def requests(tmp_path: Path) -> Path:
    """Requests of July, three of them as nobody should send them."""
    rows = [*boston_rows()[: GOOD + BAD]]
    rows[10] = rows[10] | {"open_dt": "yesterday"}
    rows[20] = rows[20] | {"type": "Dragon sighting"}
    rows[30] = rows[30] | {"open_dt": ""}
    return write_rows(tmp_path / "july.csv", rows)


def test_the_month_from_a_file_to_a_closed_report(
    open_window: Open, boston_folder: Path, requests: Path, tmp_path: Path
) -> None:
    desk = open_window(boston_folder)
    import_requests(desk, requests)
    desk.click("nav_month")
    desk.settle()
    run_control(desk)
    open_every_figure(desk)
    draft = tmp_path / "draft.pdf"
    save_preview(desk, draft)
    reads_as_on_screen(desk, whole(draft.read_bytes()))
    save_workbook(desk, tmp_path / "month.xlsx")
    close_month(desk)
    closed = tmp_path / "closed.pdf"
    save_preview(desk, closed)
    with desk.office.door.read() as work:
        stored = work.periods.document(Month.parse(MONTH), "monthly.nl.pdf", 1)
    assert closed.read_bytes() == stored
    assert stored != draft.read_bytes()
    reads_as_on_screen(desk, whole(stored))


def import_requests(desk: Driver, path: Path) -> None:
    """Try the file, read what is wrong, and keep the good rows."""
    assert isinstance(desk.page, TicketsPage)
    desk.click("import")
    dialog = desk.dialog(ImportDialog)
    desk.settle()
    desk.give_path(path, lambda: desk.click("browse"))
    assert dialog.path.text() == str(path)
    pick(desk, desk.find(QComboBox, "mapping"), "boston")
    desk.click("try")
    desk.settle()
    assert plain(desk.find(QLabel, "result").text()).startswith("Dit was alleen een proef")
    shown = [
        [desk.cell(dialog.table, row, key) for key in ("line", "column", "reason")]
        for row in range(dialog.rows.row_total())
    ]
    assert [row[0] for row in shown[:BAD]] == ["12", "22", "32"]
    assert [row[1] for row in shown[:BAD]] == ["open_dt", "type", "open_dt"]
    assert "dragon" in shown[1][2].casefold()
    assert desk.office.services.month.states() == ()
    desk.click("good")
    desk.click("save")
    desk.settle()
    assert plain(desk.find(QLabel, "result").text()).startswith("De goede rijen zijn")
    desk.click("cancel")
    desk.until_closed()
    assert desk.page.model.row_total() == GOOD


def run_control(desk: Driver) -> None:
    """Judge the month; the status line shows how far it is and the window lives on."""
    page = desk.page
    assert isinstance(page, MonthPage)
    status, ticks, seen = desk.window.status, [], []
    beat = QTimer()
    beat.timeout.connect(lambda: ticks.append(1))
    beat.start(20)

    def watch() -> None:
        seen.append((status.job.isVisible(), status.job.text(), status.progress.value()))

    desk.window.kit.runner.jobs_changed.connect(watch)
    desk.click("control")
    assert status.cancel.isVisible()
    assert not page.control_button.isEnabled()
    desk.settle()
    beat.stop()
    desk.window.kit.runner.jobs_changed.disconnect(watch)
    during = [one for one in seen if one[0]]
    assert {words for _, words, _ in during} == {"Controle van juli 2011"}
    assert max(value for *_, value in during) > 0
    assert ticks
    assert not status.job.isVisible()
    assert page.figures.isVisible()
    assert sum(row.month.lines for row in rows_of(page.presenter.figures, "unit")[:-1]) == GOOD


def open_every_figure(desk: Driver) -> None:
    """Click on figures of each table and find exactly their lines in the list."""
    opened = 0
    for place, (name, _title) in enumerate(DIMENSIONS):
        page = desk.page
        desk.click_tab(page.figures.tabs, place)
        table = page.figures.tables[name]
        last = table.rows.row_total() - 1
        for row in {0, last}:
            for key in OUTCOMES:
                figure = table.rows.row_at(row)
                count = getattr(figure.month, key)
                is_link = figure.dimension == TOTAL or figure.key
                if not (count and is_link) or (row == last and name != "unit"):
                    continue
                desk.click_cell(table, row, key)
                desk.settle()
                is_of_lines = key == "lines"
                assert isinstance(desk.page, TicketsPage) is is_of_lines
                shown = desk.page.model if is_of_lines else page.verdicts.model
                assert (name, row, key, shown.row_total()) == (name, row, key, count)
                desk.press("Ctrl+2" if is_of_lines else "Esc")
                desk.settle()
                opened += 1
    assert opened >= 2 * len(DIMENSIONS)


def save_preview(desk: Driver, path: Path) -> None:
    """Look at the report in the window and save it."""
    desk.click("preview")
    desk.settle()
    view = desk.page.preview_view.view
    assert view.isVisible()
    assert len(view.pages) > 1
    assert view.sheet.pixmap().width() > 300
    desk.click("pdf_next")
    assert plain(view.position.text()) == f"Pagina 2 van {len(view.pages)}"
    desk.give_path(path, lambda: desk.click("pdf_save"))
    desk.wait(lambda: desk.window.toast.words.text() == f"Opgeslagen: {path.name}")
    assert len(pages(path.read_bytes())) == len(view.pages)
    desk.press("Esc")
    assert desk.page.figures.isVisible()


def reads_as_on_screen(desk: Driver, text: str) -> None:
    """Find every figure of the screen in the words of the document."""
    figures = desk.page.figures
    for card in figures.cards:
        assert plain(card.figure.text()) in text, card.name.text()
    for name, table in figures.tables.items():
        if name not in dict(DIMENSIONS):
            continue
        for row in range(table.rows.row_total()):
            words = [desk.cell(table, row, key) for key in ("realised", "kept", "broken")]
            for word in words:
                assert word in text, (name, row, word)


def save_workbook(desk: Driver, path: Path) -> None:
    """Export the same month for a spreadsheet."""
    desk.give_path(path, lambda: desk.choose("export", "export_monthly_xlsx"))
    desk.wait(path.exists)
    desk.settle()
    total = desk.page.presenter.figures.total
    cells = {cell for rows in book(path.read_bytes()).values() for row in rows for cell in row}
    assert {total.lines, total.kept, total.broken} <= cells


def close_month(desk: Driver) -> None:
    """Close the month after the tick that one has read it."""
    desk.click("close_month")
    dialog = desk.dialog(CloseDialog)
    assert not dialog.save_button.isEnabled()
    desk.click(dialog.tick)
    desk.click("save")
    desk.until_closed()
    assert desk.page.badge.text() == "Gesloten"
    assert not desk.page.close_button.isEnabled()
    assert not desk.page.control_button.isEnabled()
    assert desk.office.services.month.figures(MONTH).is_closed


def pick(desk: Driver, box: QComboBox, code: str) -> None:
    """Choose an entry of a box with the arrow keys."""
    box.setFocus()
    desk.press("Home")
    while box.currentData() != code:
        before = box.currentIndex()
        desk.press("Down")
        assert box.currentIndex() > before, f"no {code}"
