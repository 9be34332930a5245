"""The page of a unit, with real keys: work, people, questions, returns, sanctions, customers."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from fmdesk.core.domain.access import ALL_ROLES, Me
from fmdesk.core.domain.contact import RemarkAnswer, RemarkRow
from fmdesk.core.domain.crossing import KeptAs, ReturnedLines
from fmdesk.core.domain.errors import StorageError
from fmdesk.core.domain.events import EventKind
from fmdesk.core.domain.ticket import ContactKind
from fmdesk.core.domain.unit_work import Absence, Whose, Within
from fmdesk.core.domain.upkeep_views import ProductDraft, ProductSaved
from fmdesk.core.domain.views import Changes, TicketFilter
from fmdesk.desktop.pages.my_unit.page import MyUnitPage
from fmdesk.desktop.shell import MainWindow
from fmdesk.i18n import using_language
from tests.desktop.conftest import Opened, dialog_of, keyboard_goes_to, settle
from tests.desktop.cut import cut
from tests.desktop.fake_access import FakeAccess
from tests.desktop.fake_catalogue import FakeCatalogue
from tests.desktop.fake_my_unit import (
    ME,
    ROB,
    SELIN,
    TODAY,
    FakeMyUnit,
    FakeQuestions,
    FakeReturns,
)
from tests.desktop.fakes import FakeQueries, report_job
from tests.desktop.made import NOW

CTRL = Qt.KeyboardModifier.ControlModifier


def orders_job(line_ids: tuple[int, ...], unit_id: int, language: str, progress: object) -> bytes:
    """Return a small PDF in a process of its own."""
    return report_job(f"lines {line_ids}", "orders", language, "pdf", progress)


class Answers:
    """Keeps what customers were answered."""

    def __init__(self) -> None:
        self.drafts: list[RemarkAnswer] = []

    def answer(self, draft: RemarkAnswer) -> RemarkRow:
        self.drafts.append(draft)
        kind = ContactKind.COMPLAINT
        return RemarkRow(
            draft.contact_id, kind, NOW, "", "", "", 3, "Stock", None, draft.answer, NOW
        )


class Objections:
    """Keeps what was objected."""

    def __init__(self) -> None:
        self.drafts: list[object] = []

    def object_to(self, draft: object) -> Changes:
        self.drafts.append(draft)
        return Changes()


@pytest.fixture
def unit(queries: FakeQueries) -> SimpleNamespace:
    """The made-up services of the page, by name."""
    return SimpleNamespace(
        my_unit=FakeMyUnit(queries),
        questions=FakeQuestions(),
        returns=FakeReturns(queries),
        sanctions=Objections(),
        contacts=Answers(),
        jobs=SimpleNamespace(work_orders=orders_job),
    )


@pytest.fixture
def window(opened: Opened, unit: SimpleNamespace, qtbot: QtBot) -> MainWindow:
    """The window on the page of the unit, opened by its key."""
    made = opened(**vars(unit))
    qtbot.keyClick(made, Qt.Key.Key_6, CTRL)
    settle(qtbot, made)
    return made


def page_of(window: MainWindow) -> MyUnitPage:
    page = window.page()
    assert isinstance(page, MyUnitPage)
    return page


def press(
    qtbot: QtBot,
    window: MainWindow,
    key: str,
    held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    """Press a key where the focus is."""
    keyboard_goes_to(qtbot, window)
    qtbot.keyClick(window.focusWidget() or window, getattr(Qt.Key, f"Key_{key}"), held)
    settle(qtbot, window)


def go_to(qtbot: QtBot, window: MainWindow, place: int) -> None:
    """Choose the line at a place of the worklist."""
    page_of(window).work.table.go_to(place)
    settle(qtbot, window)


def save(qtbot: QtBot, window: MainWindow, words: str) -> QWidget:
    """Write into the field that has the focus of the dialog, and save."""
    dialog = dialog_of(window)
    keyboard_goes_to(qtbot, dialog)
    QTest.keyClicks(dialog.focusWidget(), words)
    qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Return, CTRL)
    settle(qtbot, window)
    return dialog


# --- the worklist ---------------------------------------------------------------------------------


def test_the_work_of_the_own_unit_stands_there_next_due_first(window: MainWindow) -> None:
    page = page_of(window)
    assert page.header.aside.text() == "Stock"
    assert page.work.table.hasFocus()
    assert page.work.count.text() == "4 lines"
    assert page.work.number.text() == "M000001.1"
    people = [page.work.model.row_at(place).person for place in range(4)]
    assert people == ["de Vries, Anneke", "Bakker, Rob", "", "Özdemir, Selin"]
    assert "left" in page.work.model.columns[4].text(page.work.model.row_at(1))


def test_one_key_starts_a_step_and_one_finishes_it(
    window: MainWindow, qtbot: QtBot, queries: FakeQueries
) -> None:
    press(qtbot, window, "S")
    (event,) = queries.events_of(1)[1:]
    assert event.kind is EventKind.STARTED
    assert not page_of(window).work.buttons["start"].isEnabled()
    press(qtbot, window, "S")
    assert len(queries.events_of(1)) == 2, "a step that runs is not started again"
    press(qtbot, window, "E")
    assert queries.events_of(1)[-1].kind is EventKind.STEP_FINISHED


def test_what_somebody_else_changed_first_is_said_in_place(
    window: MainWindow, qtbot: QtBot, queries: FakeQueries
) -> None:
    events = queries.events_of(1)
    events.append(events[0]._replace(number=2, kind=EventKind.MESSAGE))
    press(qtbot, window, "S")
    page = page_of(window)
    assert page.work.problem.isVisible()
    assert len(events) == 2
    press(qtbot, window, "S")
    assert not page.work.problem.isVisible(), "the line was fetched again, so now it goes"
    assert len(events) == 3


def test_ready_pause_and_deliver_ask_as_on_the_ticket(
    window: MainWindow, qtbot: QtBot, queries: FakeQueries
) -> None:
    for key, kind in (("D", EventKind.DELIVERED), ("R", EventKind.READY)):
        press(qtbot, window, key, CTRL)
        dialog = dialog_of(window)
        keyboard_goes_to(qtbot, dialog)
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
        assert kind not in {one.kind for one in queries.events_of(1)}
    press(qtbot, window, "B", CTRL)
    dialog = dialog_of(window)
    keyboard_goes_to(qtbot, dialog)
    dialog.reason.setText("Wacht op klant")
    dialog.evidence.setText("K1")
    qtbot.keyClick(dialog, Qt.Key.Key_Return, CTRL)
    settle(qtbot, window)
    assert queries.events_of(1)[-1].kind is EventKind.PAUSED


def test_a_line_goes_back_with_a_reason_and_is_issued_again(
    window: MainWindow, qtbot: QtBot, unit: SimpleNamespace
) -> None:
    press(qtbot, window, "T")
    dialog = dialog_of(window)
    keyboard_goes_to(qtbot, dialog)
    reasons = dialog.findChild(QComboBox, "reason")
    assert [reasons.itemText(n) for n in range(2)] == ["Incomplete", "Another unit"]
    qtbot.keyClick(reasons, Qt.Key.Key_Down)
    qtbot.keyClick(reasons, Qt.Key.Key_Tab)
    save(qtbot, window, "")
    assert "missing or wrong" in dialog.problem.text()
    save(qtbot, window, "Kamer ontbreekt")
    (given,) = unit.returns.given
    assert (given.line_id, given.reason, given.note) == (1, "other-unit", "Kamer ontbreekt")
    page = page_of(window)
    assert page.work.badge.text() == "Returned"
    assert "Issue again" in page.work.buttons["give_back"].text()
    press(qtbot, window, "T")
    assert "Kamer ontbreekt" in dialog_of(window).sentence.text()
    save(qtbot, window, "Kamer is B2.14")
    (issued,) = unit.returns.issued
    assert (issued.line_id, issued.note) == (1, "Kamer is B2.14")


def test_marked_lines_are_assigned_in_one_go(
    window: MainWindow, qtbot: QtBot, unit: SimpleNamespace
) -> None:
    press(qtbot, window, "X")
    press(qtbot, window, "X")
    page = page_of(window)
    assert page.work.chosen_ids() == (1, 3)
    press(qtbot, window, "P")
    dialog = dialog_of(window)
    keyboard_goes_to(qtbot, dialog)
    assert dialog.table.hasFocus()
    names = [dialog.model.row_at(n).name for n in range(dialog.model.row_total())]
    place = names.index("Özdemir, Selin")
    assert dialog.model.row_at(dialog.table.current_row()).person_id == ME
    for _step in range(place - dialog.table.current_row()):
        qtbot.keyClick(dialog.table, Qt.Key.Key_Down)
    qtbot.keyClick(dialog.table, Qt.Key.Key_Return)
    settle(qtbot, window)
    assert unit.my_unit.owners == {1: SELIN, 3: SELIN, 4: None, 8: SELIN}


def test_a_filter_shows_whose_work_and_by_when(
    window: MainWindow, qtbot: QtBot, unit: SimpleNamespace
) -> None:
    page = page_of(window)
    page.work.whose.chosen.emit(Whose.NOBODY.value)
    settle(qtbot, window)
    assert page.work.count.text() == "1 line"
    page.work.within.chosen.emit(Within.TODAY.value)
    settle(qtbot, window)
    assert (unit.my_unit.asked[-1].whose, unit.my_unit.asked[-1].within) == (
        Whose.NOBODY,
        Within.TODAY,
    )
    page.work.clear.click()
    settle(qtbot, window)
    assert page.work.count.text() == "4 lines"
    assert not page.work.clear.isVisible()


def test_no_work_and_no_find_say_what_comes_next(
    opened: Opened, unit: SimpleNamespace, qtbot: QtBot
) -> None:
    unit.my_unit.lines = ()
    window = opened(**vars(unit))
    window.open_page("my_unit")
    settle(qtbot, window)
    page = page_of(window)
    assert page.work.state.view.title.text() == "No work"
    assert not page.work.panel.isVisible()
    page.work.whose.chosen.emit(Whose.ABSENT.value)
    settle(qtbot, window)
    assert page.work.state.view.title.text() == "Nothing found"
    page.work.state.view.action.click()
    settle(qtbot, window)
    assert page.work.state.view.title.text() == "No work"
    for key in ("S", "T", "P", "X"):
        press(qtbot, window, key)


def test_a_database_in_trouble_is_said_with_a_way_on(
    opened: Opened, unit: SimpleNamespace, qtbot: QtBot
) -> None:
    unit.my_unit.problem = StorageError("storage.lost", reason="x")
    window = opened(**vars(unit))
    window.open_page("my_unit")
    settle(qtbot, window)
    page = page_of(window)
    assert page.states.currentWidget() is page.states.view
    unit.my_unit.problem = None
    page.states.view.action.click()
    settle(qtbot, window)
    assert page.work.count.text() == "4 lines"


def test_somebody_without_a_unit_chooses_one(
    opened: Opened, unit: SimpleNamespace, qtbot: QtBot
) -> None:
    window = opened(**vars(unit), access=FakeAccess(Me("x", "Guest", roles=ALL_ROLES)))
    window.open_page("my_unit")
    settle(qtbot, window)
    page = page_of(window)
    assert "not your own" in page.header.aside.text()
    page.unit.chosen.emit("3")
    settle(qtbot, window)
    assert unit.my_unit.asked[-1].unit_id == 3
    assert page.unit.value == "3"


# --- the other tabs -------------------------------------------------------------------------------


def alt(qtbot: QtBot, window: MainWindow, digit: int) -> None:
    press(qtbot, window, str(digit), Qt.KeyboardModifier.AltModifier)


def test_a_count_of_a_person_opens_exactly_those_lines(
    window: MainWindow, qtbot: QtBot, unit: SimpleNamespace
) -> None:
    alt(qtbot, window, 2)
    page = page_of(window)
    names = [page.people.model.row_at(n).name for n in range(page.people.model.row_total())]
    assert names == ["", "Bakker, Rob", "de Vries, Anneke", "Özdemir, Selin"]
    place = names.index("Bakker, Rob")
    page.people.table.cell_opened.emit(place, "today")
    settle(qtbot, window)
    assert page.work.isVisible()
    asked = unit.my_unit.asked[-1]
    assert (asked.whose, asked.person_id, asked.within) == (Whose.PERSON, ROB, Within.TODAY)
    assert page.work.person.text() == "Bakker, Rob"
    assert page.work.model.row_total() == page.people.model.row_at(place).today


def test_an_absence_is_set_and_the_work_moved_in_one_go(
    window: MainWindow, qtbot: QtBot, unit: SimpleNamespace
) -> None:
    alt(qtbot, window, 2)
    page = page_of(window)
    page.people.table.go_to(1)
    press(qtbot, window, "N")
    save(qtbot, window, "")
    assert unit.my_unit.away == {ROB: Absence(ROB, TODAY, TODAY)}
    assert page.people.model.columns[1].text(page.people.model.row_at(1)) == "2-11 to 2-11"
    press(qtbot, window, "V")
    dialog = dialog_of(window)
    keyboard_goes_to(qtbot, dialog)
    qtbot.keyClick(dialog.table, Qt.Key.Key_Return)
    settle(qtbot, window)
    assert unit.my_unit.owners[3] is None, "the first row is nobody"
    press(qtbot, window, "N")
    dialog = dialog_of(window)
    keyboard_goes_to(qtbot, dialog)
    dialog.findChild(QPushButton, "is_back").click()
    settle(qtbot, window)
    assert unit.my_unit.away == {}


def test_days_the_wrong_way_round_are_refused(
    window: MainWindow, qtbot: QtBot, unit: SimpleNamespace
) -> None:
    alt(qtbot, window, 2)
    page_of(window).people.table.go_to(1)
    press(qtbot, window, "N")
    dialog = dialog_of(window)
    dialog.last.setDate(date(2026, 11, 1))
    save(qtbot, window, "")
    assert dialog.problem.text() == "The last day is before the first."
    assert unit.my_unit.away == {}


def test_a_question_is_answered_by_key(
    window: MainWindow, qtbot: QtBot, unit: SimpleNamespace
) -> None:
    alt(qtbot, window, 3)
    page = page_of(window)
    assert page.questions.to_answer.text.text() == "Ook gerecycled?"
    press(qtbot, window, "A")
    dialog = save(qtbot, window, "")
    assert dialog.problem.text() == "Write the answer."
    save(qtbot, window, "Ja, zelfde prijs")
    assert unit.questions.rows[1].question.answer == "Ja, zelfde prijs"
    assert page.questions.to_answer.state.view.title.text() == "No open questions"


def test_an_answer_is_read_and_kept_by_one_key_each(
    window: MainWindow, qtbot: QtBot, unit: SimpleNamespace
) -> None:
    alt(qtbot, window, 3)
    page = page_of(window)
    page.questions.choice.chosen.emit("mine")
    settle(qtbot, window)
    assert ("Answer", "Tot 16:00 uur.") in answers(page)
    press(qtbot, window, "R")
    assert unit.questions.rows[2].question.told_at is not None
    press(qtbot, window, "F")
    (draft,) = unit.questions.kept
    assert (draft.question_id, draft.kept, draft.language) == (2, KeptAs.FAQ, "en")
    press(qtbot, window, "I")
    assert len(unit.questions.kept) == 1, "it is kept already"


def test_an_answer_becomes_a_desk_tip(
    window: MainWindow, qtbot: QtBot, unit: SimpleNamespace
) -> None:
    alt(qtbot, window, 3)
    page_of(window).questions.choice.chosen.emit("mine")
    settle(qtbot, window)
    press(qtbot, window, "I")
    assert [one.kept for one in unit.questions.kept] == [KeptAs.TIP]


@pytest.mark.parametrize(
    ("version", "said"),
    [(7, "In the catalogue from now on."), (None, "Proposed to who keeps the product.")],
)
def test_a_question_of_customers_is_answered_for_all(
    opened: Opened, unit: SimpleNamespace, qtbot: QtBot, version: int | None, said: str
) -> None:
    drafts: list[ProductDraft] = []

    def change(draft: ProductDraft) -> ProductSaved:
        drafts.append(draft)
        return ProductSaved("A0", version)

    window = opened(**vars(unit), catalogue=SimpleNamespace(change=change))
    window.open_page("my_unit", "questions")
    settle(qtbot, window)
    page_of(window).questions.choice.chosen.emit("often")
    settle(qtbot, window)
    press(qtbot, window, "F")
    dialog = dialog_of(window)
    keyboard_goes_to(qtbot, dialog)
    qtbot.keyClick(dialog, Qt.Key.Key_Return, CTRL)
    assert "Choose the product" in dialog.problem.text()
    QTest.keyClicks(dialog.product.field, "Copy")
    qtbot.waitUntil(dialog.product.list.isVisible)
    qtbot.keyClick(dialog.product.field, Qt.Key.Key_Return)
    told: list[str] = []
    window.desk.said.connect(told.append)
    save(qtbot, window, "Van 8 tot 14 uur.")
    (draft,) = drafts
    faq = draft.after.faqs[-1]
    assert (faq.language, faq.question, faq.answer) == (
        "en",
        "Is het restaurant open?",
        "Van 8 tot 14 uur.",
    )
    assert told == [said]


def answers(page: MyUnitPage) -> list[tuple[str, str]]:
    from fmdesk.desktop.pages.my_unit.model import question_facts

    return list(question_facts(page.questions.mine.chosen(), page.kit.time))


def test_a_unit_is_asked_about_the_line_that_is_chosen(
    window: MainWindow, qtbot: QtBot, unit: SimpleNamespace
) -> None:
    press(qtbot, window, "Q")
    dialog = dialog_of(window)
    keyboard_goes_to(qtbot, dialog)
    assert "M000001.1" in dialog.sentence.text()
    settle(qtbot, window)
    assert dialog.unit.choice.text == "Rooms", "who delivers the line is proposed"
    assert dialog.text.hasFocus()
    save(qtbot, window, "Is de zaal vrij?")
    (draft,) = unit.questions.asked
    assert (draft.unit, draft.line_id, draft.text) == ("U1", 1, "Is de zaal vrij?")
    assert QApplication.activeModalWidget() is None


def test_a_question_without_a_unit_or_a_text_is_not_asked(
    window: MainWindow, qtbot: QtBot, unit: SimpleNamespace
) -> None:
    press(qtbot, window, "Q")
    dialog = dialog_of(window)
    settle(qtbot, window)
    if dialog.unit.choice is not None:
        dialog.unit.clear()
    keyboard_goes_to(qtbot, dialog)
    dialog.text.setFocus()
    save(qtbot, window, "Kan dit?")
    assert dialog.problem.text() == "Choose the unit that can answer."
    dialog.text.clear()
    dialog.unit.pick(replace(dialog_choice()))
    dialog.text.setFocus()
    save(qtbot, window, "")
    assert dialog.problem.text() == "Write what you want to know."
    assert unit.questions.asked == []


def dialog_choice() -> object:
    from fmdesk.core.domain.views import Choice

    return Choice("1", "Stock", "U0")


def test_a_unit_is_asked_from_the_ticket(
    window: MainWindow, qtbot: QtBot, unit: SimpleNamespace
) -> None:
    window.open_page("tickets", 11)
    settle(qtbot, window)
    press(qtbot, window, "U", CTRL)
    dialog = dialog_of(window)
    settle(qtbot, window)
    assert "M000011.1" in dialog.sentence.text()
    dialog.text.setFocus()
    save(qtbot, window, "Kan het eerder?")
    (draft,) = unit.questions.asked
    assert (draft.line_id, draft.text) == (11, "Kan het eerder?")


def test_a_count_of_returns_opens_exactly_its_lines(
    window: MainWindow, qtbot: QtBot, queries: FakeQueries
) -> None:
    alt(qtbot, window, 4)
    press(qtbot, window, "Return")
    assert window.page_name == "tickets"
    wanted = queries.log[-1]
    assert wanted == TicketFilter(
        product="A0", returned=ReturnedLines("2026-11", "U0", "incomplete")
    )


def test_the_product_tells_how_often_it_came_back_and_opens_those_lines(
    opened: Opened, queries: FakeQueries, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = FakeCatalogue.product
    monkeypatch.setattr(FakeCatalogue, "product", lambda *asked: replace(plain(*asked), returned=3))
    knowledge = SimpleNamespace(guides=tuple)
    window = opened(catalogue=FakeCatalogue(), knowledge=knowledge)
    window.open_page("catalogue")
    settle(qtbot, window)
    (link,) = window.page().findChildren(QPushButton, "returned")
    assert link.text() == "3 lines came back over the cut this month"
    link.click()
    settle(qtbot, window)
    assert window.page_name == "tickets"
    assert queries.log[-1] == TicketFilter(product="A0", returned=ReturnedLines("2026-11"))


def test_a_sanction_is_objected_to_by_one_key(
    window: MainWindow, qtbot: QtBot, unit: SimpleNamespace
) -> None:
    alt(qtbot, window, 5)
    press(qtbot, window, "O")
    save(qtbot, window, "De klant gaf het verkeerde adres")
    (draft,) = unit.sanctions.drafts
    assert (draft.sanction_id, draft.kind, draft.reason) == (
        5,
        "objection",
        "De klant gaf het verkeerde adres",
    )
    page_of(window).owed.table.go_to(1)
    press(qtbot, window, "O")
    assert QApplication.activeModalWidget() is None, "one that is confirmed cannot be objected to"


def test_why_of_a_sanction_opens_its_line(window: MainWindow, qtbot: QtBot) -> None:
    alt(qtbot, window, 5)
    press(qtbot, window, "W")
    assert window.page_name == "tickets"


def test_a_complaint_is_answered_from_the_page(
    window: MainWindow, qtbot: QtBot, unit: SimpleNamespace
) -> None:
    alt(qtbot, window, 6)
    page = page_of(window)
    assert page.voices.text.text() == "Te laat en geen bericht"
    assert "Anneke" not in "".join(page.voices.model.columns[1].text(row) for row in voices(page))
    press(qtbot, window, "A")
    save(qtbot, window, "Excuses gemaakt")
    (draft,) = unit.contacts.drafts
    assert (draft.contact_id, draft.answer) == (21, "Excuses gemaakt")


def voices(page: MyUnitPage) -> list[object]:
    return [page.voices.model.row_at(n) for n in range(page.voices.model.row_total())]


# --- work orders ----------------------------------------------------------------------------------


def test_work_orders_of_marked_lines_are_shown_in_the_window(
    window: MainWindow, qtbot: QtBot
) -> None:
    press(qtbot, window, "X")
    press(qtbot, window, "X")
    press(qtbot, window, "P", CTRL)
    page = page_of(window)
    assert page.stack.currentWidget() is page.preview
    assert page.orders.startswith(b"%PDF")
    assert len(page.preview.pages) == 3
    press(qtbot, window, "Escape")
    assert page.stack.currentWidget() is not page.preview
    assert page.print_button.isEnabled()


# --- looks ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["nl", "en"])
def test_nothing_is_cut(opened: Opened, unit: SimpleNamespace, qtbot: QtBot, language: str) -> None:
    window = opened(language, **vars(unit))
    window.open_page("my_unit")
    settle(qtbot, window)
    with using_language(language):
        for tab in page_of(window).tabs:
            page_of(window).show_tab(tab)
            settle(qtbot, window)
            assert list(cut(window)) == [], tab


def test_the_page_follows_the_language(window: MainWindow, qtbot: QtBot) -> None:
    press(qtbot, window, "L", CTRL)
    page = page_of(window)
    assert page.header.title.text() == "Mijn onderdeel"
    assert page.work.model.row_at(0) is None or page.work.count.text() == "4 regels"


@pytest.fixture(autouse=True)
def _no_problems(problems: list[Exception]) -> Iterator[None]:
    yield
    assert problems == []


def test_who_asked_is_told_wherever_they_are(
    opened: Opened, unit: SimpleNamespace, qtbot: QtBot
) -> None:
    window = opened(**vars(unit))
    told = window.desk.told
    said: list[str] = []
    window.desk.said.connect(said.append)
    told.look()
    settle(qtbot, window)
    assert said == ["1 answer to what you asked waits for you: My unit, Questions."]
    told.look()
    settle(qtbot, window)
    assert len(said) == 1, "the same news is told once"
    unit.questions.change(2, told_at=NOW)
    told.look()
    settle(qtbot, window)
    unit.questions.change(2, told_at=None)
    told.look()
    settle(qtbot, window)
    assert len(said) == 2
