"""What the page of a unit does when it is refused, empty, or told hostile words; real keys."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from fmdesk.core.domain.crossing import UnitQuestion
from fmdesk.core.domain.errors import ConflictError, DomainError, InvalidInputError, StorageError
from fmdesk.core.domain.unit_work import Absence, Whose
from fmdesk.desktop.shell import MainWindow
from fmdesk.i18n import using_language
from tests.desktop.conftest import Opened, dialog_of, keyboard_goes_to, settle
from tests.desktop.fake_my_unit import ME, ROB, SELIN, TODAY
from tests.desktop.made import NOW, at
from tests.desktop.unit_keys import (
    CTRL,
    alt,
    go_to,
    no_problems,
    page_of,
    press,
    save,
    unit,
    window,
)

__all__ = ["no_problems", "unit", "window"]

HOSTILE = "<b>vet</b> <img src=x> & \u202egnp"


def refused(service: object, name: str, problem: DomainError) -> list[object]:
    """Let a use case refuse everything; returns the drafts that it was given."""
    given: list[object] = []

    def refuse(*draft: object) -> None:
        given.extend(draft)
        raise problem

    setattr(service, name, refuse)
    return given


def save_again(qtbot: QtBot, window: MainWindow, dialog: QWidget) -> None:
    """Save the dialog as it stands."""
    keyboard_goes_to(qtbot, dialog)
    qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Return, CTRL)
    settle(qtbot, window)


def escape(qtbot: QtBot, window: MainWindow) -> None:
    """Close the dialog without saving."""
    dialog = dialog_of(window)
    keyboard_goes_to(qtbot, dialog)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    settle(qtbot, window)


def questions(page: object, which: str) -> None:
    """Choose one of the three lists of questions."""
    page.questions.choice.chosen.emit(which)


# --- refusals ---------------------------------------------------------------------------------


def test_an_answer_that_comes_second_stays_in_its_dialog_with_the_sentence(
    window: MainWindow, qtbot: QtBot, unit: SimpleNamespace
) -> None:
    drafts = refused(unit.questions, "answer", ConflictError("question.answered", question=1))
    alt(qtbot, window, 3)
    press(qtbot, window, "A")
    dialog = save(qtbot, window, "Ja, zelfde prijs")
    assert dialog.isVisible()
    assert dialog.problem.text().startswith("Somebody else answered this question just now.")
    assert dialog.text.toPlainText() == "Ja, zelfde prijs", "nothing that was written is lost"
    save_again(qtbot, window, dialog)
    assert len(drafts) == 2, "it may be tried again"
    escape(qtbot, window)
    assert unit.questions.rows[1].question.answered_at is None


def test_a_return_that_is_refused_keeps_reason_and_words(
    window: MainWindow, qtbot: QtBot, unit: SimpleNamespace
) -> None:
    problem = InvalidInputError("return.at_desk", number="M000001.1")
    drafts = refused(unit.returns, "give_back", problem)
    press(qtbot, window, "T")
    dialog = dialog_of(window)
    keyboard_goes_to(qtbot, dialog)
    qtbot.keyClick(dialog.reason, Qt.Key.Key_Down)
    qtbot.keyClick(dialog.reason, Qt.Key.Key_Tab)
    save(qtbot, window, "Kamer ontbreekt")
    assert dialog.problem.text() == "The desk has M000001.1 already; it cannot be returned."
    assert (dialog.reason.currentData(), dialog.note.text()) == ("other-unit", "Kamer ontbreekt")
    assert dialog.save_button.isEnabled()
    save_again(qtbot, window, dialog)
    assert [one.note for one in drafts] == ["Kamer ontbreekt"] * 2
    escape(qtbot, window)
    assert page_of(window).work.badge.text() != "Returned"


def test_a_note_of_a_return_is_no_longer_than_it_may_be(
    window: MainWindow, qtbot: QtBot, unit: SimpleNamespace
) -> None:
    press(qtbot, window, "T")
    dialog = dialog_of(window)
    keyboard_goes_to(qtbot, dialog)
    dialog.note.setFocus()
    QApplication.clipboard().setText("x" * 5_000)
    qtbot.keyClick(dialog.note, Qt.Key.Key_V, CTRL)
    save_again(qtbot, window, dialog)
    (draft,) = unit.returns.given
    assert draft.note == "x" * 500


def test_an_assignment_that_is_refused_leaves_the_dialog_with_the_sentence(
    window: MainWindow, qtbot: QtBot, unit: SimpleNamespace
) -> None:
    problem = InvalidInputError("unit_work.not_a_member", person="Rob", unit="Stock")
    drafts = refused(unit.my_unit, "assign", problem)
    press(qtbot, window, "P")
    dialog = dialog_of(window)
    keyboard_goes_to(qtbot, dialog)
    qtbot.keyClick(dialog.table, Qt.Key.Key_Return)
    settle(qtbot, window)
    assert dialog.problem.text() == "Rob is no member of Stock. Choose one of its people."
    assert dialog.isVisible()
    assert [one.line_ids for one in drafts] == [(1,)]
    escape(qtbot, window)
    assert unit.my_unit.owners == {1: ME, 3: ROB, 4: None, 8: SELIN}


def test_an_absence_that_is_refused_is_not_shown_as_set(
    window: MainWindow, qtbot: QtBot, unit: SimpleNamespace
) -> None:
    problem = InvalidInputError("unit_work.not_a_member", person="Rob", unit="Stock")
    refused(unit.my_unit, "set_absence", problem)
    alt(qtbot, window, 2)
    people = page_of(window).people
    people.table.go_to(1)
    press(qtbot, window, "N")
    dialog = save(qtbot, window, "")
    assert dialog.problem.text().startswith("Rob is no member")
    escape(qtbot, window)
    assert people.model.columns[1].text(people.model.row_at(1)) == ""


@pytest.mark.parametrize(("key", "name"), [("R", "take_note"), ("F", "keep"), ("I", "keep")])
def test_what_is_done_without_a_dialog_is_refused_in_place(
    window: MainWindow, qtbot: QtBot, unit: SimpleNamespace, key: str, name: str
) -> None:
    refused(unit.questions, name, ConflictError("question.kept", question=2))
    alt(qtbot, window, 3)
    page = page_of(window)
    questions(page, "mine")
    settle(qtbot, window)
    said: list[str] = []
    window.desk.said.connect(said.append)
    press(qtbot, window, key)
    assert page.questions.mine.problem.isVisible()
    assert page.questions.mine.problem.text() == "This answer is kept with its product already."
    assert said == [], "what was refused is not told as done"


def test_a_question_that_is_refused_is_asked_again_as_a_new_one(
    window: MainWindow, qtbot: QtBot, unit: SimpleNamespace
) -> None:
    drafts = refused(unit.questions, "ask", StorageError("storage.lost", reason="x"))
    press(qtbot, window, "Q")
    dialog = dialog_of(window)
    settle(qtbot, window)
    dialog.text.setFocus()
    save(qtbot, window, "Is de zaal vrij?")
    assert dialog.isVisible()
    assert dialog.problem.text()
    save_again(qtbot, window, dialog)
    first, second = drafts
    assert first.text == second.text == "Is de zaal vrij?"
    assert first.op_id != second.op_id
    escape(qtbot, window)
    assert unit.questions.asked == []


def test_an_objection_that_is_refused_keeps_its_words(
    window: MainWindow, qtbot: QtBot, unit: SimpleNamespace
) -> None:
    refused(unit.sanctions, "object_to", StorageError("storage.lost", reason="x"))
    alt(qtbot, window, 5)
    press(qtbot, window, "O")
    dialog = save(qtbot, window, "De klant gaf het verkeerde adres")
    assert dialog.problem.isVisible()
    assert dialog.text.toPlainText() == "De klant gaf het verkeerde adres"


# --- nothing happens ----------------------------------------------------------------------------


@pytest.mark.parametrize("tab", [1, 2, 3, 5])
def test_a_key_of_another_tab_does_nothing(
    window: MainWindow, qtbot: QtBot, unit: SimpleNamespace, tab: int
) -> None:
    own = {1: "SET", 2: "NV", 3: "ARFI", 4: "", 5: "OW", 6: "A"}
    alt(qtbot, window, tab)
    before = (dict(unit.my_unit.owners), dict(unit.questions.rows))
    for key in sorted(set("".join(own.values())) - set(own[tab])):
        press(qtbot, window, key)
        assert QApplication.activeModalWidget() is None, key
        assert window.page_name == "my_unit", key
    assert (unit.my_unit.owners, unit.questions.rows) == before
    assert unit.sanctions.drafts == unit.contacts.drafts == unit.returns.given == []


def test_escape_in_every_dialog_leaves_everything_as_it_was(
    window: MainWindow, qtbot: QtBot, unit: SimpleNamespace
) -> None:
    before = (dict(unit.my_unit.owners), dict(unit.questions.rows))
    for tab, place, keys in ((1, 0, "TQP"), (2, 1, "NV"), (3, 0, "A"), (5, 0, "O"), (6, 0, "A")):
        for key in keys:
            alt(qtbot, window, tab)
            if tab == 2:
                page_of(window).people.table.go_to(place)
            press(qtbot, window, key)
            escape(qtbot, window)
            assert QApplication.activeModalWidget() is None
    assert (unit.my_unit.owners, unit.questions.rows) == before
    assert unit.my_unit.away == {}
    assert unit.questions.asked == unit.returns.given == unit.sanctions.drafts == []


def test_a_mark_is_taken_away_by_the_key_that_set_it(window: MainWindow, qtbot: QtBot) -> None:
    work = page_of(window).work
    press(qtbot, window, "X")
    go_to(qtbot, window, 0)
    press(qtbot, window, "X")
    assert work.marked == set()
    go_to(qtbot, window, 3)
    press(qtbot, window, "X")
    assert work.table.current_row() == 3, "after the last line there is none"
    assert work.chosen_ids() == (8,)


def test_a_mark_does_not_outlive_its_line_in_the_list(
    window: MainWindow, qtbot: QtBot, unit: SimpleNamespace
) -> None:
    work = page_of(window).work
    press(qtbot, window, "X")
    press(qtbot, window, "X")
    assert work.chosen_ids() == (1, 3)
    work.whose.chosen.emit(Whose.MINE.value)
    settle(qtbot, window)
    assert work.chosen_ids() == (1,)
    work.clear.click()
    settle(qtbot, window)
    assert work.chosen_ids() == (1,), "what was out of sight is not assigned unseen"


def test_nobody_has_no_absence_and_no_work_to_move(
    window: MainWindow, qtbot: QtBot, unit: SimpleNamespace
) -> None:
    alt(qtbot, window, 2)
    people = page_of(window).people
    people.table.go_to(0)
    settle(qtbot, window)
    assert [one.isEnabled() for one in people.buttons] == [False, False]
    unit.my_unit.owners[3] = None
    page_of(window).presenter.load_work()
    settle(qtbot, window)
    people.table.go_to(1)
    settle(qtbot, window)
    assert [one.isEnabled() for one in people.buttons] == [True, False], "Rob has nothing to do"


# --- empty, in both languages -------------------------------------------------------------------

EMPTY = {
    "to_answer": ("Geen open vragen", "No open questions"),
    "mine": ("Niets gevraagd", "Nothing asked"),
    "returns": ("Niets kwam terug", "Nothing came back"),
    "owed": ("Geen sancties", "No sanctions"),
    "voices": ("Nog niets gehoord", "Nothing heard yet"),
}


@pytest.mark.parametrize("language", ["nl", "en"])
def test_an_empty_tab_says_so_and_offers_nothing(
    opened: Opened, unit: SimpleNamespace, qtbot: QtBot, language: str
) -> None:
    unit.questions.rows.clear()
    unit.sanctions.rows = []
    unit.my_unit.voices = unit.sanctions.owed
    unit.returns.counts = lambda *_asked: ()
    window = opened(language, **vars(unit))
    window.open_page("my_unit")
    settle(qtbot, window)
    page = page_of(window)
    tabs = {**page.tabs, "to_answer": page.questions.to_answer, "mine": page.questions.mine}
    for name, titles in EMPTY.items():
        assert tabs[name].state.view.title.text() == titles[language == "en"], name
        assert not tabs[name].panel.isVisibleTo(tabs[name])
        assert tabs[name].chosen() is None
    for tab, key in ((2, "V"), (3, "A"), (5, "O"), (6, "A")):
        alt(qtbot, window, tab)
        press(qtbot, window, key)
    assert window.page_name == "my_unit"
    assert QApplication.activeModalWidget() is None


# --- words --------------------------------------------------------------------------------------


def test_hostile_words_are_shown_as_they_are_and_never_as_markup(
    opened: Opened, unit: SimpleNamespace, qtbot: QtBot
) -> None:
    unit.questions.change(1, text=HOSTILE)
    unit.questions.change(2, text=HOSTILE, answer=HOSTILE)
    window = opened(**vars(unit))
    window.open_page("my_unit", "questions")
    settle(qtbot, window)
    page = page_of(window)
    shown = page.questions.to_answer.text
    assert shown.text() == HOSTILE
    assert shown.textFormat() == Qt.TextFormat.PlainText
    press(qtbot, window, "A")
    sentence = dialog_of(window).sentence
    assert sentence.text() == HOSTILE
    assert sentence.textFormat() == Qt.TextFormat.PlainText
    escape(qtbot, window)


@pytest.mark.parametrize(
    ("language", "count", "words"),
    [
        ("nl", 1, "Er wacht 1 antwoord op uw vragen: Mijn onderdeel, Vragen."),
        ("nl", 3, "Er wachten 3 antwoorden op uw vragen: Mijn onderdeel, Vragen."),
        ("en", 1, "1 answer to what you asked waits for you: My unit, Questions."),
        ("en", 1200, "1,200 answers to what you asked wait for you: My unit, Questions."),
    ],
)
def test_news_is_told_in_words_of_the_window(
    opened: Opened, unit: SimpleNamespace, qtbot: QtBot, language: str, count: int, words: str
) -> None:
    unit.questions.count_news = lambda: count
    window = opened(language, **vars(unit))
    said: list[str] = []
    window.desk.said.connect(said.append)
    with using_language(language):
        window.desk.told.look()
        settle(qtbot, window)
    assert said == [words]


def test_a_database_in_trouble_is_not_told_as_news_and_news_comes_after_it(
    opened: Opened, unit: SimpleNamespace, qtbot: QtBot
) -> None:
    plain: Callable[[], int] = unit.questions.count_news
    window = opened(**vars(unit))
    said: list[str] = []
    window.desk.said.connect(said.append)
    refused(unit.questions, "count_news", StorageError("storage.lost", reason="x"))
    window.desk.told.look()
    settle(qtbot, window)
    assert said == []
    unit.questions.count_news = plain
    window.desk.told.look()
    settle(qtbot, window)
    assert len(said) == 1


def test_fewer_answers_are_no_news_and_one_more_is(
    opened: Opened, unit: SimpleNamespace, qtbot: QtBot
) -> None:
    window = opened(**vars(unit))
    said: list[str] = []
    window.desk.said.connect(said.append)
    told = []
    for count in (0, 2, 1, 1, 2, 2, 0, 1):
        unit.questions.count_news = lambda count=count: count
        window.desk.told.look()
        settle(qtbot, window)
        told.append(len(said))
    assert told == [0, 1, 1, 1, 2, 2, 2, 3]


def test_the_tabs_tell_how_much_waits_in_them(
    window: MainWindow, qtbot: QtBot, unit: SimpleNamespace
) -> None:
    page = page_of(window)

    def names() -> str:
        return " ".join(one.text() for one in page.choice.findChildren(QWidget) if _is_named(one))

    assert "Questions (2)" in names(), "one to answer and one answer to read"
    unit.questions.change(2, told_at=NOW)
    page.presenter.load_work()
    settle(qtbot, window)
    assert "Questions (1)" in names()
    unit.questions.change(1, answered_at=NOW)
    page.presenter.load_work()
    settle(qtbot, window)
    assert "Questions (" not in names()


def _is_named(one: QWidget) -> bool:
    return callable(getattr(one, "text", None))


def test_a_question_from_another_tab_is_about_no_line(
    window: MainWindow, qtbot: QtBot, unit: SimpleNamespace
) -> None:
    alt(qtbot, window, 4)
    press(qtbot, window, "Q")
    dialog = dialog_of(window)
    keyboard_goes_to(qtbot, dialog)
    assert "no line in particular" in dialog.sentence.text()
    assert dialog.unit.choice is None, "no unit is proposed"
    QTest.keyClicks(dialog.unit.field, "Stock")
    qtbot.waitUntil(dialog.unit.list.isVisible)
    qtbot.keyClick(dialog.unit.field, Qt.Key.Key_Return)
    said: list[str] = []
    window.desk.said.connect(said.append)
    save(qtbot, window, "Hoe laat open?")
    (draft,) = unit.questions.asked
    assert (draft.line_id, draft.ticket_id, draft.product) == (None, None, "")
    assert draft.text == "Hoe laat open?"
    assert len(said) == 1
    assert said[0].startswith("Asked. The answer is due by ")


def test_enter_opens_the_line_of_a_question_and_stays_where_there_is_none(
    window: MainWindow, qtbot: QtBot, unit: SimpleNamespace
) -> None:
    alt(qtbot, window, 3)
    page = page_of(window)
    questions(page, "mine")
    settle(qtbot, window)
    press(qtbot, window, "Return")
    assert window.page_name == "my_unit"
    unit.questions.change(2, line_id=3)
    page.presenter.load_work()
    settle(qtbot, window)
    press(qtbot, window, "Return")
    assert window.page_name == "tickets"


def test_who_is_back_before_the_year_ends_is_shown_with_the_days(
    window: MainWindow, qtbot: QtBot, unit: SimpleNamespace
) -> None:
    unit.my_unit.away[ROB] = Absence(ROB, TODAY, TODAY + timedelta(days=90))
    alt(qtbot, window, 2)
    page = page_of(window)
    page.presenter.load_work()
    settle(qtbot, window)
    people = page.people
    assert people.model.columns[1].text(people.model.row_at(1)) == "2-11 to 31-1-2027"
    people.table.go_to(1)
    press(qtbot, window, "N")
    dialog = dialog_of(window)
    assert dialog.windowTitle() == "Absence of Bakker, Rob"
    save(qtbot, window, "")
    assert unit.my_unit.away == {ROB: Absence(ROB, TODAY, TODAY + timedelta(days=90))}


def test_a_file_that_cannot_be_written_is_said_with_its_name(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    said: list[str] = []
    window.desk.said.connect(said.append)
    presenter = page_of(window).presenter
    presenter.save(b"%PDF", tmp_path / "no such folder" / "bon.pdf")
    settle(qtbot, window)
    presenter.save(b"%PDF", tmp_path / "bon.pdf")
    settle(qtbot, window)
    refused_, saved = said
    assert refused_.startswith("bon.pdf could not be written: ")
    assert refused_.endswith("Choose another place.")
    assert saved == "Saved: bon.pdf"
    assert (tmp_path / "bon.pdf").read_bytes() == b"%PDF"


def test_many_questions_keep_the_one_that_is_chosen(
    window: MainWindow, qtbot: QtBot, unit: SimpleNamespace
) -> None:
    plain = unit.questions.rows[1]
    for number in range(100, 300):
        asked = UnitQuestion(number, 1, f"vraag {number}", "noor", at(), NOW)
        unit.questions.rows[number] = replace(plain, question=asked)
    page = page_of(window)
    page.presenter.load_work()
    settle(qtbot, window)
    alt(qtbot, window, 3)
    press(qtbot, window, "End")
    assert page.questions.to_answer.text.text() == "vraag 299"
    for number in range(100, 200):
        unit.questions.change(number, answered_at=NOW)
    page.presenter.load_work()
    settle(qtbot, window)
    assert page.questions.to_answer.text.text() == "vraag 299"
    assert page.questions.to_answer.model.row_total() == 101
