"""A question over the cut, by keys alone: asked, answered, told, and known to the next desk."""

from collections.abc import Sequence
from pathlib import Path

from fmdesk.bootstrap import Office
from fmdesk.core.domain.catalog import Faq
from fmdesk.core.domain.unit_work import Whose, WorkFilter
from fmdesk.desktop.pages.my_unit.ask import AskDialog
from fmdesk.desktop.pages.my_unit.dialogs import MemberDialog, TextDialog
from fmdesk.desktop.pages.my_unit.page import MyUnitPage
from fmdesk.testing import STARTER_NOW, FakeTime
from tests.journeys.conftest import Open
from tests.journeys.driver import Driver

POST = "Post, repro en vervoer"
WORDS, ANSWER = "Mag de doos vandaag nog mee met de koerier", "Ja, tot vier uur"


def test_a_question_is_asked_answered_told_and_kept(
    open_window: Open, starter_folder: Path
) -> None:
    desk = start(open_window, starter_folder)
    page = my_unit(desk, POST)
    line, product = page.work.shown.line.id, page.work.shown.line.product_code
    known = len(faqs(desk.office, product))
    before = desk.office.services.questions.count_news()

    desk.press("Q")
    dialog = desk.dialog(AskDialog)
    desk.settle()
    assert dialog.unit.choice.text == POST, "who delivers it is asked, unless said otherwise"
    desk.write(WORDS)
    desk.press("Ctrl+Return")
    desk.until_closed()

    press(desk, "Alt+3")
    page.questions.show_list("to_answer")
    place = next(n for n in range(page.questions.to_answer.model.row_total()) if asked(page, n))
    for _row in range(place - page.questions.to_answer.table.current_row()):
        press(desk, "Down")
    desk.press("A")
    desk.dialog(TextDialog)
    desk.write(ANSWER)
    desk.press("Ctrl+Return")
    desk.until_closed()
    assert desk.office.services.questions.count_news() == before + 1
    desk.window.desk.told.look()
    desk.settle()
    assert str(before + 1) in desk.window.toast.words.text()

    page.questions.show_list("mine")
    page.questions.mine.table.go_to(0)
    assert page.questions.mine.chosen().question.text == WORDS, "news stands first"
    press(desk, "R", "F")
    found = faqs(desk.office, product)
    assert len(found) == known + 1
    assert (WORDS, ANSWER) in {(one.question, one.answer) for one in found}
    timeline = desk.office.services.questions.of_ticket(
        desk.office.services.queries.line(line, "nl").ticket_id, "nl"
    )
    assert [one.question.answer for one in timeline] == [ANSWER]


def test_marked_lines_are_assigned_and_printed_by_keys(
    open_window: Open, starter_folder: Path
) -> None:
    desk = start(open_window, starter_folder)
    page = my_unit(desk, POST)
    press(desk, "X", "X", "X")
    marked = set(page.work.marked)
    assert len(marked) == 3
    desk.press("P")
    dialog = desk.dialog(MemberDialog)
    dialog.table.go_to(dialog.model.row_total() - 1)
    person = dialog.model.row_at(dialog.table.current_row())
    desk.press("Return")
    desk.until_closed()
    wanted = WorkFilter(page.presenter.wanted.unit_id, Whose.PERSON, person.person_id)
    assert marked <= set(desk.office.services.my_unit.list_ids(wanted))

    press(desk, "Ctrl+P")
    desk.wait(lambda: page.stack.currentWidget() is page.preview)
    assert len(page.preview.pages) == 3
    press(desk, "Esc")
    assert page.work.table.hasFocus()


def start(open_window: Open, folder: Path) -> Driver:
    """Open the window on the starter office, at its hour."""
    desk = open_window(folder, language="nl")
    desk.office.door.time_source = FakeTime(STARTER_NOW)
    return desk


def my_unit(desk: Driver, unit: str) -> MyUnitPage:
    """Go to the work of a unit."""
    press(desk, "Ctrl+6")
    desk.choose("unit", unit)
    desk.settle()
    page = desk.page
    assert isinstance(page, MyUnitPage)
    page.work.table.setFocus()
    return page


def press(desk: Driver, *keys: str) -> None:
    """Press keys one after the other, each when the one before has been done."""
    for key in keys:
        desk.press(key)
        desk.settle()


def asked(page: MyUnitPage, place: int) -> bool:
    """Tell whether the question at a place of the list is the one that was asked."""
    row = page.questions.to_answer.model.row_at(place)
    return row is not None and row.question.text == WORDS


def faqs(office: Office, product: str) -> Sequence[Faq]:
    """Return the questions of a product as the next desk finds them."""
    return office.services.queries.product(product).faqs
