"""What the four of the story do more than once, each at the own window."""

from PySide6.QtWidgets import QComboBox, QSpinBox, QWidget

from fmdesk.desktop.pages.charters.choose import ChooseDialog, ManyField
from fmdesk.desktop.pages.intake.page import IntakePage
from fmdesk.desktop.pages.line.dialogs import DeliverDialog
from fmdesk.desktop.pages.month.dialogs import CloseDialog
from fmdesk.desktop.pages.month.page import MonthPage
from fmdesk.desktop.pages.my_unit.page import MyUnitPage
from fmdesk.ui.tableview import TableView
from tests.journeys.driver import Driver, plain
from tests.journeys.paper import someone

CHAIRS = "bureaustoel"


def press(desk: Driver, *keys: str) -> None:
    """Press keys one after the other, each when the one before has been done."""
    for key in keys:
        desk.press(key)
        desk.settle()


def save(desk: Driver) -> None:
    """Save the dialog in front; it closes."""
    press(desk, "Ctrl+Return")
    desk.until_closed()


def say(desk: Driver, key: str, kind: type[QWidget], words: str) -> None:
    """Open a dialog by its key, type what it asks for, and save it."""
    desk.press(key)
    desk.dialog(kind)
    desk.settle()
    desk.write(words)
    press(desk, "Ctrl+Return")


def pick(desk: Driver, box: QComboBox, text: str) -> None:
    """Choose an entry of a box with the arrow keys."""
    box.setFocus()
    desk.press("Home")
    while box.currentText() != text:
        before = box.currentIndex()
        desk.press("Down")
        assert box.currentIndex() > before, f"no {text}"


def number(desk: Driver, field: QSpinBox, value: int) -> None:
    """Type a number over what stands in a field."""
    field.setFocus()
    field.selectAll()
    desk.write(str(value))


def tick(desk: Driver, field: ManyField, words: str) -> None:
    """Tick the only choice of a list that has these words."""
    field.setFocus()
    desk.press("Space")
    desk.dialog(ChooseDialog)
    desk.write(words)
    desk.settle()
    press(desk, "Down", "Space")
    save(desk)


def go_to(desk: Driver, table: TableView, key: str, text: str) -> None:
    """Go to the row that shows a text, with the arrow keys."""
    shown = [desk.cell(table, row, key) for row in range(table.rows.row_total())]
    table.setFocus()
    desk.press("Ctrl+Home")
    for _row in range(shown.index(text)):
        desk.press("Down")
    desk.settle()


def order(desk: Driver, *quantities: int) -> tuple[list[str], str]:
    """Take chairs for somebody on the phone, a line each; return their numbers and what is told."""
    press(desk, "Ctrl+N")
    intake = desk.page
    assert isinstance(intake, IntakePage)
    desk.write(someone(desk.office).name)
    desk.wait(intake.caller.requester.list.isVisible)
    press(desk, "↵")
    for place, quantity in enumerate(quantities):
        if place:
            press(desk, "Ctrl+Shift+L")
        desk.write("Bureaustoel")
        desk.wait(intake.line.finder.list.isVisible)
        press(desk, "↵")
        desk.write(str(quantity))
        desk.settle()
    desk.press("Ctrl+↵")
    desk.wait(intake.told.isVisible)
    desk.settle()
    told = plain(" | ".join(desk.texts(intake.told)))
    desk.click("open_taken")
    desk.settle()
    ticket = desk.page.line.number.text().partition(".")[0]
    return [f"{ticket}.{place}" for place in range(1, len(quantities) + 1)], told


def hand_over(desk: Driver, numbers: list[str]) -> None:
    """Do the step of the front office, so that the lines go behind the cut."""
    table = unit_tab(desk, "work", "Alt+1")
    for one in numbers:
        go_to(desk, table, "number", one)
        press(desk, "S", "E")


def deliver(desk: Driver, numbers: list[str]) -> None:
    """Deliver lines now, whole."""
    table = unit_tab(desk, "work", "Alt+1")
    for one in numbers:
        go_to(desk, table, "number", one)
        desk.press("Ctrl+D")
        desk.dialog(DeliverDialog)
        save(desk)


def unit_tab(desk: Driver, name: str, keys: str) -> TableView:
    """Open a tab of the own unit."""
    press(desk, "Ctrl+6", keys)
    page = desk.page
    assert isinstance(page, MyUnitPage)
    return page.tabs[name].table


def month_of(desk: Driver, month: str) -> MonthPage:
    """Go to a month."""
    press(desk, "Ctrl+2")
    page = desk.page
    assert isinstance(page, MonthPage)
    while page.presenter.month != month:
        desk.click("later")
        desk.settle()
    return page


def steps(page: MonthPage) -> dict[str, tuple[str, int]]:
    """Return how each step of a month stands, by its key, and how many records wait."""
    rows = (page.figures.steps.row_at(place) for place in range(page.figures.steps.row_total()))
    return {row.keys: (row.badge.word, row.count) for row in rows if row is not None}


def close(desk: Driver) -> None:
    """Close the month with key 8, after the tick that one has read it."""
    desk.press("8")
    dialog = desk.dialog(CloseDialog)
    desk.click(dialog.tick)
    press(desk, "Ctrl+Return")
