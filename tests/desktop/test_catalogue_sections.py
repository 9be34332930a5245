"""Guides, processes, proposals, readings and demand of the catalogue's page, with real keys."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QComboBox, QLineEdit, QSpinBox, QWidget
from pytestqt.qtbot import QtBot

from fmdesk.core.domain.process import Side
from fmdesk.core.domain.views import Changes
from fmdesk.desktop.shell import MainWindow
from fmdesk.i18n import using_language
from tests.desktop.catalogue_keys import (
    ALT,
    Guides,
    Key,
    act,
    catalogue,
    field,
    knowledge,
    page_of,
    retype,
    save,
    section,
    texts,
    window,
)
from tests.desktop.conftest import Opened, dialog_of, settle
from tests.desktop.cut import cut
from tests.desktop.fake_catalogue import FakeCatalogue
from tests.desktop.fake_knowledge import GUIDE
from tests.desktop.test_house import english, nameless
from tests.desktop.test_house import texts as seen

__all__ = ["catalogue", "english", "knowledge", "window"]

MADE_UP = {"Deliver", "Standard", "Stock", "Security", "Housing", "Access"}
"""English words of the made-up catalogue that are texts of the program elsewhere."""


# --- the other sections ---------------------------------------------------------------------------


def test_one_key_accepts_or_refuses_a_proposal(
    window: MainWindow, qtbot: QtBot, catalogue: FakeCatalogue
) -> None:
    section(window, qtbot, 4)
    proposals = page_of(window).proposals
    assert proposals.table.hasFocus()
    shown = texts(proposals.panel)
    for words in ("The supplier asks more.", "€18.40", "€19.00", "from today", "noor"):
        assert words in shown
    act(window, qtbot, "accept")
    assert [(one.proposal_id, one.is_accepted) for one in catalogue.asked] == [(11, True)]
    assert "Security" not in texts(proposals.panel)
    assert "The unit decides on this." in texts(proposals.panel)
    act(window, qtbot, "refuse")
    assert len(catalogue.asked) == 1, "it is not this person's to decide"


def test_a_proposal_that_somebody_else_decided_is_said_in_place(
    window: MainWindow, qtbot: QtBot, catalogue: FakeCatalogue
) -> None:
    section(window, qtbot, 4)
    catalogue.proposed = catalogue.proposed[1:]
    act(window, qtbot, "refuse")
    proposals = page_of(window).proposals
    assert "Somebody else has decided" in proposals.problem.text()
    qtbot.keyClick(window, Key.Key_F5)
    settle(qtbot, window)
    assert not proposals.problem.isVisible()


def test_no_proposal_says_where_they_come_from(
    window: MainWindow, qtbot: QtBot, catalogue: FakeCatalogue
) -> None:
    catalogue.proposed = ()
    section(window, qtbot, 4)
    proposals = page_of(window).proposals
    assert proposals.state.view.title.text() == "No proposal waits"
    act(window, qtbot, "accept")
    assert catalogue.asked == []


def test_the_lead_sees_who_has_not_read_what(window: MainWindow, qtbot: QtBot) -> None:
    section(window, qtbot, 5)
    readings = page_of(window).readings
    rows = [readings.model.data(readings.model.index(row, 3)) for row in range(2)]
    assert rows == ["de Vries, Anneke", "Bakker, Rob"]
    assert readings.sum.text() == "1 reading is due of 1 person"
    qtbot.keyClick(readings.table, Key.Key_Return)
    settle(qtbot, window)
    assert page_of(window).stack.currentWidget() is page_of(window).products
    assert page_of(window).products.detail.name.text() == "Copy paper A4, 80 g"


def test_who_does_not_lead_is_told_so(opened: Opened, qtbot: QtBot, knowledge: Guides) -> None:
    window = opened(catalogue=FakeCatalogue(may_readings=False), knowledge=knowledge)
    act(window, qtbot, "catalogue")
    section(window, qtbot, 5)
    readings = page_of(window).readings
    assert readings.state.view.title.text() == "Not for this account"
    assert "Ask the lead" in readings.state.view.sentence.text()
    page_of(window).choice.findChild(QWidget, "products").click()
    settle(qtbot, window)
    assert page_of(window).products.tree.hasFocus()


def test_what_was_asked_for_becomes_a_product(
    window: MainWindow, qtbot: QtBot, catalogue: FakeCatalogue
) -> None:
    section(window, qtbot, 6)
    demand = page_of(window).demand
    assert demand.text.text() == "A standing desk"
    assert demand.numbers.text() == "M1.1, M2.1"
    qtbot.keyClick(demand.table, Key.Key_Return)
    settle(qtbot, window)
    dialog = dialog_of(window)
    assert "asked for 2 times" in dialog.sentence.text()
    qtbot.keyClicks(field(window, "code", QLineEdit), "DESK")
    assert field(window, "price", QLineEdit).text() == "€450.00"
    assert field(window, "unit", QComboBox).currentText() == "Housing"
    save(window, qtbot)
    made = catalogue.asked[-1]
    assert (made.product.code, made.line_ids) == ("DESK", (5, 9))
    assert demand.state.view.title.text() == "Nothing was missed"
    demand.make()


def test_what_was_asked_for_once_is_said_so(
    opened: Opened, qtbot: QtBot, knowledge: Guides
) -> None:
    (row,) = FakeCatalogue().wanted
    window = opened(
        catalogue=FakeCatalogue(wanted=(replace(row, line_ids=(5,)),)), knowledge=knowledge
    )
    act(window, qtbot, "catalogue")
    section(window, qtbot, 6)
    demand = page_of(window).demand
    for language, words in (("en", "asked for once"), ("nl", "één keer gevraagd; die regel")):
        with using_language(language):
            demand.make()
            settle(qtbot, window)
            assert words in dialog_of(window).sentence.text()
            dialog_of(window).reject()


def test_a_guide_is_tried_while_it_is_edited(
    window: MainWindow, qtbot: QtBot, knowledge: Guides
) -> None:
    section(window, qtbot, 2)
    guides = page_of(window).guides
    assert guides.list.hasFocus()
    assert guides.card.isVisible()
    assert [one.text() for one in guides.card.answers] == ["A few", "Many"]
    guides.rows.questions.table.setCurrentCell(1, 0)
    settle(qtbot, window)
    assert guides.rows.above.text() == "Answers to question kind"
    assert guides.rows.table.rows() == (
        ("Gewoon papier", "Plain paper", "Product", "A0/urgent", ""),
    )
    guides.card.answers[1].click()
    guides.card.answers[0].click()
    assert guides.outcome.text() == "It leads to product A0, variant urgent."
    guides.again.click()
    assert guides.card.isVisible()
    guides.save_button.click()
    settle(qtbot, window)
    assert replace(knowledge.saved[0], id=1) == GUIDE


def test_what_is_wrong_with_a_guide_is_said_in_words(window: MainWindow, qtbot: QtBot) -> None:
    section(window, qtbot, 2)
    guides = page_of(window).guides
    guides.rows.table.put(1, 3, "zz")
    settle(qtbot, window)
    shown = texts(guides)
    assert "leads to a question zz that it does not have" in shown
    assert "No answer of guide print leads to question kind" in shown
    assert not guides.save_button.isEnabled()
    assert not guides.card.isVisible()
    guides.rows.table.put(1, 3, "kind")
    settle(qtbot, window)
    assert guides.save_button.isEnabled()
    assert guides.card.isVisible()


def test_a_question_keeps_its_answers_when_its_code_changes(
    window: MainWindow, qtbot: QtBot
) -> None:
    section(window, qtbot, 2)
    guides = page_of(window).guides
    guides.rows.questions.put(0, 0, "count")
    settle(qtbot, window)
    assert [one.text_en for one in guides.guide().nodes[0].answers] == ["A few", "Many"]
    assert guides.guide().nodes[0].code == "count"


def test_an_answer_is_led_to_a_product_that_is_found(window: MainWindow, qtbot: QtBot) -> None:
    section(window, qtbot, 2)
    guides = page_of(window).guides
    guides.rows.table.table.setCurrentCell(0, 0)
    guides.rows.product.field.setFocus()
    qtbot.keyClicks(guides.rows.product.field, "badge")
    settle(qtbot, window)
    qtbot.keyClick(guides.rows.product.field, Key.Key_Return)
    settle(qtbot, window)
    answer = guides.guide().nodes[0].answers[0]
    assert (answer.product, answer.advice_nl) == ("A4", "")


def test_what_was_typed_in_guide_and_process_outlives_what_others_change(
    window: MainWindow, qtbot: QtBot
) -> None:
    section(window, qtbot, 2)
    guides = page_of(window).guides
    retype(qtbot, guides.title_nl, "Mijn wegwijzer")
    qtbot.keyClick(guides.list, Key.Key_Down)
    settle(qtbot, window)
    assert guides.title_nl.text() == "Versturen"
    section(window, qtbot, 3)
    processes = page_of(window).processes
    processes.step_table.setFocus()
    qtbot.keyClick(processes.step_table, Key.Key_Delete)
    window.desk.changed.emit(Changes(is_everything=True))
    settle(qtbot, window)
    assert processes.steps.row_total() == 1
    section(window, qtbot, 2)
    qtbot.keyClick(guides.list, Key.Key_Up)
    settle(qtbot, window)
    assert guides.title_nl.text() == "Mijn wegwijzer"
    window.speak("nl")
    settle(qtbot, window)
    assert guides.title_nl.text() == "Mijn wegwijzer"
    guides.save_button.click()
    settle(qtbot, window)
    assert guides.title_nl.text() == "Iets laten drukken", "what is stored stands again"


def test_who_may_not_change_guides_and_processes_only_reads_them(
    opened: Opened, qtbot: QtBot, knowledge: Guides
) -> None:
    window = opened(catalogue=FakeCatalogue(may_change=False), knowledge=knowledge)
    act(window, qtbot, "catalogue")
    assert not page_of(window).products.new_button.isVisible()
    section(window, qtbot, 2)
    assert not page_of(window).guides.save_button.isVisible()
    section(window, qtbot, 3)
    assert not page_of(window).processes.save_button.isVisible()
    assert page_of(window).processes.line.isVisible()


def test_a_new_guide_begins_empty_and_says_what_it_needs(
    window: MainWindow, qtbot: QtBot, knowledge: Guides
) -> None:
    section(window, qtbot, 2)
    guides = page_of(window).guides
    guides.new_button.click()
    settle(qtbot, window)
    assert guides.code.hasFocus()
    assert "A guide needs a code" in texts(guides)
    qtbot.keyClicks(guides.code, "new")
    qtbot.keyClicks(guides.title_nl, "Iets nieuws")
    guides.rows.questions.add(("first", "Wat?", "What?"))
    guides.rows.questions.table.setCurrentCell(0, 0)
    guides.rows.table.add(("Dat", "That", "Advice", "Bel ons.", "Call us."))
    settle(qtbot, window)
    guides.save_button.click()
    settle(qtbot, window)
    (saved,) = knowledge.saved
    assert (saved.code, saved.title_en) == ("new", "Iets nieuws")
    assert saved.nodes[0].answers[0].advice_en == "Call us."


def test_a_process_is_redrawn_and_offered_to_the_products_that_use_it(
    window: MainWindow, qtbot: QtBot, catalogue: FakeCatalogue
) -> None:
    section(window, qtbot, 3)
    processes = page_of(window).processes
    assert processes.used.text() == "Used by 2 products · version 2 · 1 keeps an earlier one"
    assert processes.line.accessibleName() == "Take Desk 10 min; Pick Stock 2 h"
    processes.step_table.setFocus()
    qtbot.keyClick(processes.step_table, Key.Key_Insert)
    retype(qtbot, field(window, "step_nl", QLineEdit), "Bezorgen")
    field(window, "target").setValue(30)
    save(window, qtbot)
    added = "Bezorgen Owner of the product 30 min"
    assert processes.line.accessibleName().endswith(f"{added}; Pick Stock 2 h")
    qtbot.keyClick(processes.step_table, Key.Key_Down, ALT)
    assert processes.line.accessibleName().endswith(added)
    processes.save_button.click()
    settle(qtbot, window)
    paper = field(window, "use_A0", QCheckBox)
    assert paper.isChecked()
    assert not field(window, "use_A4", QCheckBox).isChecked()
    qtbot.keyClick(paper, Key.Key_Space)
    save(window, qtbot)
    (draft,) = catalogue.asked
    assert (draft.base_version_id, draft.products) == (3, ())
    assert [one.name_nl for one in draft.after.steps] == ["Aannemen", "Verzamelen", "Bezorgen"]
    assert draft.people == (("", ""), ("K1", ""), ("", ""))


def test_a_step_is_changed_and_taken_away_by_keys(window: MainWindow, qtbot: QtBot) -> None:
    section(window, qtbot, 3)
    processes = page_of(window).processes
    processes.step_table.setFocus()
    qtbot.keyClick(processes.step_table, Key.Key_Return)
    retype(qtbot, field(window, "step_nl", QLineEdit), " ")
    save(window, qtbot)
    assert "Dutch name" in dialog_of(window).problem.text()
    retype(qtbot, field(window, "step_nl", QLineEdit), "Opnemen")
    field(window, "side", QComboBox).setCurrentIndex(1)
    field(window, "step_unit", QComboBox).setCurrentIndex(2)
    save(window, qtbot)
    first = processes.steps.row_at(0).step
    assert (first.name_nl, first.side, first.unit_id) == ("Opnemen", Side.BACK, 2)
    qtbot.keyClick(processes.step_table, Key.Key_Delete)
    assert processes.steps.row_total() == 1


@pytest.mark.parametrize(("minutes", "seconds"), [(1, 90), (2, 120), (0, None)])
def test_seconds_of_a_target_stay_until_its_minutes_are_changed(
    qtbot: QtBot, window: MainWindow, minutes: int, seconds: int | None
) -> None:
    section(window, qtbot, 3)
    processes = page_of(window).processes
    first = processes.steps.row_at(0)
    processes.steps.set_rows([replace(first, step=replace(first.step, target_seconds=90))])
    processes.step_table.go_to(0)
    processes.change_step()
    settle(qtbot, window)
    assert field(window, "target", QSpinBox).value() == 1
    retype(qtbot, field(window, "target", QSpinBox), str(minutes))
    retype(qtbot, field(window, "step_nl", QLineEdit), "Opnemen")
    save(window, qtbot)
    step = processes.steps.row_at(0).step
    assert (step.name_nl, step.target_seconds) == ("Opnemen", seconds)


def test_a_new_process_is_made(window: MainWindow, qtbot: QtBot, catalogue: FakeCatalogue) -> None:
    section(window, qtbot, 3)
    processes = page_of(window).processes
    processes.new_button.click()
    assert processes.code.isVisible()
    qtbot.keyClicks(processes.code, "lend")
    qtbot.keyClicks(processes.name_nl, "Uitlenen")
    processes.save_button.click()
    settle(qtbot, window)
    (draft,) = catalogue.asked
    assert (draft.base_version_id, draft.after.code, draft.after.name_en) == (0, "lend", "Uitlenen")


# --- what holds for every page --------------------------------------------------------------------


def everything(window: MainWindow, qtbot: QtBot) -> Iterator[QWidget]:
    """Yield each section, and each dialog of the page."""
    page = page_of(window)
    for number in range(1, 7):
        section(window, qtbot, number)
        yield window
    section(window, qtbot, 1)
    for place in range(4):
        page.products.detail.tabs.setCurrentIndex(place)
        yield from opened_by(page.change_product, window, qtbot)
    page.products.detail.tabs.setCurrentIndex(6)
    settle(qtbot, window)
    withdraw = page.products.detail.versions.findChild(QAbstractButton, "withdraw")
    yield from opened_by(withdraw.click, window, qtbot)
    yield from opened_by(page.products.make, window, qtbot)
    section(window, qtbot, 3)
    yield from opened_by(page.processes.change_step, window, qtbot)
    yield from opened_by(page.processes.save, window, qtbot)


def opened_by(act: Callable[[], object], window: MainWindow, qtbot: QtBot) -> Iterator[QWidget]:
    act()
    settle(qtbot, window)
    dialog = dialog_of(window)
    yield dialog
    dialog.reject()
    settle(qtbot, window)


def test_every_control_of_the_page_and_its_dialogs_has_a_name(
    window: MainWindow, qtbot: QtBot
) -> None:
    QAccessible.setActive(True)
    for shown in everything(window, qtbot):
        assert nameless(shown) == [], shown.windowTitle()


def test_no_dialog_of_the_page_cuts_a_word_or_is_higher_than_the_window(
    window: MainWindow, qtbot: QtBot
) -> None:
    for language in ("nl", "en"):
        window.speak(language)
        settle(qtbot, window)
        for shown in everything(window, qtbot):
            assert list(cut(shown)) == [], (language, shown.windowTitle())
            assert shown.height() <= 800, (language, shown.windowTitle())


def test_a_dutch_page_has_no_english_word(
    opened: Opened,
    catalogue: FakeCatalogue,
    knowledge: Guides,
    qtbot: QtBot,
    english: set[str],
) -> None:
    window = opened("en", catalogue=catalogue, knowledge=knowledge)
    act(window, qtbot, "catalogue")
    for _shown in everything(window, qtbot):
        pass
    window.speak("nl")
    settle(qtbot, window)
    for shown in everything(window, qtbot):
        assert seen(shown) & english - MADE_UP == set(), shown.windowTitle()
