"""The other tabs of a unit, with real keys: people, questions, returns, sanctions, customers."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from threading import Event
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from fmdesk.core.domain.attachment import Attachment
from fmdesk.core.domain.crossing import KeptAs, ReturnedLines
from fmdesk.core.domain.errors import Refusal
from fmdesk.core.domain.unit_actions import ActionKind
from fmdesk.core.domain.unit_work import Absence, Whose, Within
from fmdesk.core.domain.upkeep_drafts import ProductDraft, ProductSaved
from fmdesk.core.domain.views import TicketFilter
from fmdesk.desktop.pages.my_unit.keys import name_of
from fmdesk.desktop.pages.my_unit.page import MyUnitPage
from fmdesk.desktop.shell import MainWindow
from tests.desktop.conftest import Opened, dialog_of, keyboard_goes_to, settle
from tests.desktop.fake_catalogue import FakeCatalogue
from tests.desktop.fake_my_unit import (
    ROB,
    TODAY,
)
from tests.desktop.fakes import FakeQueries
from tests.desktop.unit_keys import (
    CTRL,
    alt,
    no_problems,
    page_of,
    press,
    save,
    unit,
    window,
)

__all__ = ["no_problems", "unit", "window"]


# --- the other tabs -------------------------------------------------------------------------------


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
    assert (asked.whose, asked.person_id, asked.within) == (Whose.PERSON, ROB, Within.DUE_TODAY)
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


def test_what_is_chosen_stays_chosen_when_the_list_is_sorted_anew(
    window: MainWindow, qtbot: QtBot, unit: SimpleNamespace
) -> None:
    alt(qtbot, window, 3)
    tab = page_of(window).questions
    tab.choice.chosen.emit("mine")
    settle(qtbot, window)
    first = tab.mine.model.row_at(0)
    later = replace(first, question=replace(first.question, id=3, text="Later"))
    tab.mine.show_rows([later, first])
    assert tab.mine.chosen() == first
    tab.mine.show_rows([later])
    assert tab.mine.chosen() == later


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
    owed = page_of(window).owed
    assert owed.chosen().standing.objection is not None
    press(qtbot, window, "O")
    assert QApplication.activeModalWidget() is None, "one objection is enough"
    press(qtbot, window, "Z")
    save(qtbot, window, "Bij nader inzien terecht")
    assert [one.kind for one in unit.sanctions.drafts] == ["objection", "withdraw"]
    owed.table.go_to(1)
    press(qtbot, window, "O")
    assert QApplication.activeModalWidget() is None, "one that is confirmed cannot be objected to"


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "An objection is for who leads the unit or stands in; Piet Jansen does neither."),
        ("nl", "Bezwaar maken doet wie het onderdeel leidt of vervangt; Piet Jansen"),
    ],
)
def test_who_does_not_lead_the_unit_reads_why_no_objection_is_offered(
    opened: Opened, qtbot: QtBot, unit: SimpleNamespace, language: str, words: str
) -> None:
    """The button is off with the reason beside it, the key does nothing, and no tab counts it."""
    refusal = Refusal("access.manager", {"who": "Piet Jansen"})
    first, done = unit.sanctions.rows
    unit.sanctions.rows = [replace(first, refusal=refusal), done]
    window = opened(language, **vars(unit))
    window.open_page("my_unit", "owed")
    settle(qtbot, window)
    owed = page_of(window).owed
    _why, object_to, withdraw = owed.buttons
    assert (object_to.isEnabled(), withdraw.isEnabled()) == (False, False)
    assert object_to.toolTip().startswith(words)
    assert owed.hint.isVisibleTo(owed)
    assert owed.hint.text() == object_to.toolTip()
    press(qtbot, window, "O")
    assert QApplication.activeModalWidget() is None
    tab = page_of(window).choice.findChild(QPushButton, "owed")
    assert "(" not in tab.text(), "nothing of it waits for who cannot object"
    owed.table.go_to(1)
    assert not owed.hint.isVisibleTo(owed), "of what is decided nobody may say more"
    assert object_to.toolTip() == ""


@pytest.mark.parametrize("is_gone", [False, True])
def test_what_became_of_the_files_of_an_objection_is_told_though_its_dialog_is_gone(
    window: MainWindow,
    qtbot: QtBot,
    unit: SimpleNamespace,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    *,
    is_gone: bool,
) -> None:
    """Storing a file takes longer than the dialog needs to close."""
    files, closed = window.desk.services.attachments, Event()
    add = files.add_file

    def slowly(*given: Any) -> Attachment:
        assert closed.wait(10)
        return add(*given)

    monkeypatch.setattr(files, "add_file", slowly)
    path = tmp_path / "foto.txt"
    path.write_text("Stond klaar")
    heard: list[object] = []
    window.desk.changed.connect(heard.append)
    alt(qtbot, window, 5)
    press(qtbot, window, "O")
    dialog = dialog_of(window)
    dialog.destroyed.connect(closed.set)
    dialog.files.take([path])
    settle(qtbot, window)
    if is_gone:
        path.unlink()
    save(qtbot, window, "De klant gaf het verkeerde adres")
    settle(qtbot, window)
    assert len(unit.sanctions.drafts) == 1
    kept = [one.name for one in files.kept]
    if is_gone:
        assert kept == []
        assert "foto.txt cannot be read" in window.toast.words.text()
    else:
        assert kept == ["foto.txt"]
        assert len(heard) == 2, "the pages hear of the file too"


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


def test_each_button_shows_the_key_of_its_action_as_the_sheet_does(
    window: MainWindow, qtbot: QtBot
) -> None:
    page = page_of(window)
    keys = {spec.id: spec.keys[0] for spec in window.actions_.specs if spec.page == "my_unit"}
    for name, made in page.work.buttons.items():
        caps = [one.text() for one in made.findChildren(QLabel)]
        assert keys[name_of(name)].replace("+", " ") in caps, name
    qtbot.keyClick(window, Qt.Key.Key_F1)
    sheet = dialog_of(window)
    shown = {one.text() for one in sheet.findChildren(QLabel)}
    assert set(keys.values()) <= shown
    sheet.close()


def test_an_action_that_the_unit_agreed_to_is_set_to_done_with_a_word(
    window: MainWindow, qtbot: QtBot, unit: SimpleNamespace
) -> None:
    page = page_of(window)
    assert page.choice.findChild(QPushButton, "todo").text() == "Actions (2)"
    alt(qtbot, window, 7)
    tab = page.todo
    assert tab.isVisible()
    told = [[tab.model.index(row, n).data() for n in range(4)] for row in range(2)]
    assert told == [
        ["Overdue", "Bellen", "Bakker, Rob", "1 Nov 2026"],
        ["Open", "Tellen", "Voorraad", "2 Nov 2026"],
    ]
    press(qtbot, window, "D")
    dialog = save(qtbot, window, "")
    assert dialog.problem.text() == "Say in a word how the action ended."
    save(qtbot, window, "Gebeld met iedereen")
    (done,) = unit.my_unit.ended
    assert (done.action_id, done.kind, done.said) == (4, ActionKind.GOAL, "Gebeld met iedereen")
    assert tab.model.row_total() == 1
    keyboard_goes_to(qtbot, window)
    qtbot.keyClick(tab.table, Qt.Key.Key_Return)
    save(qtbot, window, "Geteld")
    assert [one.action_id for one in unit.my_unit.ended] == [4, 7]
    assert tab.state.view.title.text() == "Nothing is to be done"
    press(qtbot, window, "D")
    assert QApplication.activeModalWidget() is None
