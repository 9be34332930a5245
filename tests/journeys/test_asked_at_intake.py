"""Who takes a call asks the unit of the product, by keys; the answer lands on the ticket."""

from pathlib import Path

from fmdesk.desktop.pages.intake.page import IntakePage
from fmdesk.desktop.pages.my_unit.ask import AskDialog
from tests.journeys.conftest import Open
from tests.journeys.driver import Driver
from tests.journeys.paper import line_called, someone

WORDS = "Is er ook gerecycled papier"


def test_a_question_of_the_intake_stands_on_the_ticket_that_is_saved(
    open_window: Open, starter_folder: Path
) -> None:
    desk = open_window(starter_folder, language="nl")
    desk.press("Ctrl+N")
    desk.settle()
    page = desk.page
    assert isinstance(page, IntakePage)
    caller = someone(desk.office)
    find(desk, caller.name)
    find(desk, "papier a4")
    desk.press("Ctrl+U")
    dialog = desk.dialog(AskDialog)
    desk.settle()
    unit = dialog.unit.choice.text
    assert unit == page.sheet.card.unit, "who delivers it is asked, unless said otherwise"
    dialog.text.setFocus()
    desk.write(WORDS)
    desk.press("Ctrl+Return")
    desk.until_closed()
    desk.settle()
    assert any(unit in text for text in desk.texts(page.note.parentWidget()))
    desk.press("Ctrl+Return")
    desk.wait(page.told.isVisible)
    desk.settle()

    (row, *_others) = desk.office.services.knowledge.caller(caller.code).open
    line = line_called(desk.office, row.number)
    desk.window.desk.page_asked.emit("ticket", line.id)
    desk.settle()
    desk.press("Ctrl+J")
    desk.settle()
    assert f"{unit}: {WORDS}" in desk.texts(desk.page)


def find(desk: Driver, words: str) -> None:
    """Type what is looked for and pick the first that is found."""
    desk.write(words)
    desk.settle()
    desk.press("↵")
    desk.settle()
