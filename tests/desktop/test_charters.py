"""The page of the charters, with keys alone."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from fmdesk.core.domain.charter_drafts import (
    Approval,
    CharterState,
    DraftSave,
    DraftState,
    Ending,
)
from fmdesk.core.domain.errors import ConflictError, InvalidInputError, NotAllowedError
from fmdesk.desktop.pages.charters.page import ChartersPage
from fmdesk.desktop.shell import MainWindow
from tests.desktop.conftest import Opened, dialog_of, keyboard_goes_to, settle
from tests.desktop.fake_charters import COUNTS, FakeCharters

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def charters() -> FakeCharters:
    return FakeCharters()


@pytest.fixture
def window(opened: Opened, qtbot: QtBot, charters: FakeCharters) -> MainWindow:
    made = opened(charters=charters)
    made.open_page("charters")
    settle(qtbot, made)
    return made


@pytest.fixture
def page(window: MainWindow) -> ChartersPage:
    found = window.page()
    assert isinstance(found, ChartersPage)
    return found


def key(qtbot: QtBot, window: MainWindow, code: Qt.Key, held: object = None) -> None:
    """Press a key where the keyboard is, and wait for what it does."""
    target = QApplication.focusWidget() or window
    qtbot.keyClick(target, code, held or Qt.KeyboardModifier.NoModifier)
    settle(qtbot, window)


def states(page: ChartersPage) -> list[str]:
    """Return the states that the list shows."""
    return [str(page.model.data(page.model.index(row, 0))) for row in range(page.model.rowCount())]


def choose(page: ChartersPage, qtbot: QtBot, window: MainWindow, row: int) -> None:
    """Go to a row of the list with the arrow keys."""
    key(qtbot, window, Qt.Key.Key_Home, CONTROL)
    for _step in range(row):
        key(qtbot, window, Qt.Key.Key_Down)


def shown(page: ChartersPage) -> str:
    """Return every text of the panel beside the list."""
    from PySide6.QtWidgets import QLabel

    labels = page.detail.findChildren(QLabel)
    return "\n".join(one.text() for one in labels if one.isVisible())


def test_the_list_tells_the_state_of_each(page: ChartersPage, window: MainWindow) -> None:
    assert states(page) == [
        "Waits",
        "Counts",
        "In trial",
        "Proposed",
    ]
    assert page.table.hasFocus()
    column = [one.key for one in page.model.columns].index("broken")
    broken = [page.model.data(page.model.index(row, column)) for row in range(4)]
    assert broken == ["–", "3", "3", "–"]
    assert "Nothing differs" not in shown(page)
    assert "90%" in shown(page), "what the draft changes"


def test_a_second_controller_approves_with_a_trial(
    page: ChartersPage, qtbot: QtBot, window: MainWindow, charters: FakeCharters
) -> None:
    key(qtbot, window, Qt.Key.Key_F8)
    dialog = dialog_of(window)
    keyboard_goes_to(qtbot, dialog)
    assert dialog.begins.date() == QDate(2026, 11, 3), "tomorrow at the earliest"
    dialog.until.setDate(QDate(2027, 1, 31))
    qtbot.keyClick(dialog, Qt.Key.Key_Return, CONTROL)
    settle(qtbot, window)
    [approval] = charters.log
    assert isinstance(approval, Approval)
    assert (approval.valid_from, approval.trial_until) == (date(2026, 11, 3), date(2027, 1, 31))
    assert states(page)[0] == "To come"
    assert page.table.current_row() == 0, "the approved charter is chosen"


def test_approving_without_a_trial_may_be_refused(
    page: ChartersPage, qtbot: QtBot, window: MainWindow, charters: FakeCharters
) -> None:
    key(qtbot, window, Qt.Key.Key_F8)
    dialog = dialog_of(window)
    keyboard_goes_to(qtbot, dialog)
    dialog.in_trial.setChecked(False)
    assert not dialog.until.isEnabled()
    charters.problem = InvalidInputError("charter.past", charter="x", first="2026-11-03")
    qtbot.keyClick(dialog, Qt.Key.Key_Return, CONTROL)
    settle(qtbot, window)
    assert "Choose a later day" in dialog.problem.text()
    qtbot.keyClick(dialog, Qt.Key.Key_Return, CONTROL)
    settle(qtbot, window)
    assert charters.log[-1].trial_until is None


def test_it_is_given_back_with_a_reason(
    page: ChartersPage, qtbot: QtBot, window: MainWindow, charters: FakeCharters
) -> None:
    key(qtbot, window, Qt.Key.Key_F9)
    dialog = dialog_of(window)
    keyboard_goes_to(qtbot, dialog)
    qtbot.keyClicks(dialog.reason, "Te streng")
    qtbot.keyClick(dialog, Qt.Key.Key_Return, CONTROL)
    settle(qtbot, window)
    assert states(page)[0] == "Given back"
    assert charters.log[-1].reason == "Te streng"
    assert "Te streng" in shown(page)


def test_the_own_draft_is_kept_sent_taken_back_and_thrown_away(
    page: ChartersPage, qtbot: QtBot, window: MainWindow, charters: FakeCharters
) -> None:
    key(qtbot, window, Qt.Key.Key_N, CONTROL | SHIFT)
    assert page.is_editing
    name = page.editor.form.names.name_nl
    assert name.hasFocus()
    qtbot.keyClicks(name, "Pasjes")
    qtbot.keyClick(name, Qt.Key.Key_Tab)
    qtbot.keyClicks(QApplication.focusWidget(), "Badges")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    qtbot.keyClicks(QApplication.focusWidget(), "badges")
    key(qtbot, window, Qt.Key.Key_Return, CONTROL)
    draft = charters.drafts[-1]
    assert (draft.charter.code, draft.charter.name_en) == ("badges", "Badges")
    assert draft.charter.promise_en == (
        "We deliver what you order within 24 hours, or else the delivery is not charged."
    )
    key(qtbot, window, Qt.Key.Key_Escape)
    assert not page.is_editing
    assert page.model.row_at(page.table.current_row()).code == "badges"
    key(qtbot, window, Qt.Key.Key_F8)
    assert charters.drafts[-1].state is DraftState.WAITS
    assert "Nobody approves the own charter" in shown(page)
    assert "forward" not in page.detail.acts
    key(qtbot, window, Qt.Key.Key_F8)
    assert charters.drafts[-1].state is DraftState.WAITS, "the key does nothing to the own one"
    key(qtbot, window, Qt.Key.Key_F9)
    assert charters.drafts[-1].state is DraftState.DRAFT
    qtbot.mouseClick(page.detail.acts["drop"], Qt.MouseButton.LeftButton)
    dialog = dialog_of(window)
    keyboard_goes_to(qtbot, dialog)
    qtbot.keyClick(dialog, Qt.Key.Key_Return, CONTROL)
    settle(qtbot, window)
    assert charters.drafts[-1].state is DraftState.DROPPED
    assert "badges" not in [page.model.row_at(n).code for n in range(page.model.row_total())]


def test_a_refused_save_keeps_everything_typed(
    page: ChartersPage, qtbot: QtBot, window: MainWindow, charters: FakeCharters
) -> None:
    choose(page, qtbot, window, 1)
    key(qtbot, window, Qt.Key.Key_E, CONTROL)
    assert page.editor.form.names.code.isReadOnly()
    norm = page.editor.form.terms.norm
    norm.setFocus()
    norm.selectAll()
    qtbot.keyClicks(norm, "80")
    charters.problem = ConflictError("charter.draft_changed", charter=COUNTS.code)
    key(qtbot, window, Qt.Key.Key_Escape)
    assert page.is_editing, "what was typed was not kept, so the editor stays"
    assert "Somebody else changed the draft" in page.editor.problem.text()
    assert norm.value() == 80
    assert not page.editor.anew.isVisible(), "this one is no draft yet"
    key(qtbot, window, Qt.Key.Key_Return, CONTROL)
    assert page.editor.problem.text() == ""
    assert not page.editor.abandon_button.isVisible()
    key(qtbot, window, Qt.Key.Key_Escape)
    assert not page.is_editing
    assert (charters.drafts[-1].charter.norm, charters.drafts[-1].base_version_id) == (8000, 1)


@pytest.mark.parametrize("is_kept", [False, True])
def test_a_draft_that_somebody_else_changed_is_left_or_kept_as_a_new_one(
    page: ChartersPage, qtbot: QtBot, window: MainWindow, charters: FakeCharters, is_kept: bool
) -> None:
    choose(page, qtbot, window, 1)
    key(qtbot, window, Qt.Key.Key_E, CONTROL)
    page.editor.form.terms.norm.setFocus()
    key(qtbot, window, Qt.Key.Key_Up)
    key(qtbot, window, Qt.Key.Key_Return, CONTROL)
    mine = charters.drafts[-1]
    charters.drafts[-1] = replace(mine, version=9, state=DraftState.APPROVED)
    charters.versions.append(replace(COUNTS, id=7, version=2))
    key(qtbot, window, Qt.Key.Key_Down)
    key(qtbot, window, Qt.Key.Key_Down)
    typed = page.editor.form.terms.norm.value()
    key(qtbot, window, Qt.Key.Key_Escape)
    assert page.editor.problem.text().endswith(
        "Esc once more leaves without keeping what you typed."
    )
    key(qtbot, window, Qt.Key.Key_Up)
    key(qtbot, window, Qt.Key.Key_Down)
    key(qtbot, window, Qt.Key.Key_Escape)
    assert page.is_editing, "typed since: it is asked for anew"
    if is_kept:
        page.editor.anew.setFocus()
        key(qtbot, window, Qt.Key.Key_Space)
        assert (page.is_editing, page.editor.anew.isVisible()) == (True, False)
        kept = charters.log[-1]
        assert isinstance(kept, DraftSave)
        assert kept.source_id == mine.id, "who wrote the old one wrote this one too"
        key(qtbot, window, Qt.Key.Key_Escape)
    else:
        key(qtbot, window, Qt.Key.Key_Escape)
    assert not page.is_editing
    new = charters.drafts[2:]
    assert [(one.charter.norm, one.base_version_id) for one in new] == (
        [(typed * 100, 7)] if is_kept else []
    ), "of the version that is there now, else it could not be sent"


def test_a_draft_is_thrown_away_only_when_asked_once_more(
    page: ChartersPage, qtbot: QtBot, window: MainWindow, charters: FakeCharters
) -> None:
    charters.drafts = [replace(charters.drafts[0], state=DraftState.DRAFT)]
    window.refresh()
    choose(page, qtbot, window, 0)
    qtbot.mouseClick(page.detail.acts["drop"], Qt.MouseButton.LeftButton)
    dialog = dialog_of(window)
    told = " ".join(one.text() for one in dialog.findChildren(QLabel))
    assert "Stock, stricter" in told
    assert "Written by cora." in told, "it may be a colleague's"
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    settle(qtbot, window)
    assert states(page)[0] == "Draft"
    assert charters.log == []
    qtbot.mouseClick(page.detail.acts["drop"], Qt.MouseButton.LeftButton)
    charters.problem = ConflictError("charter.draft_changed", charter="stock-24h")
    dialog = dialog_of(window)
    keyboard_goes_to(qtbot, dialog)
    qtbot.keyClick(dialog, Qt.Key.Key_Return, CONTROL)
    settle(qtbot, window)
    assert dialog.problem.text(), "somebody else changed it: the dialog says so"
    qtbot.keyClick(dialog, Qt.Key.Key_Return, CONTROL)
    settle(qtbot, window)
    assert "Draft" not in states(page)


def test_a_trial_ends_and_a_charter_ends(
    page: ChartersPage, qtbot: QtBot, window: MainWindow, charters: FakeCharters
) -> None:
    choose(page, qtbot, window, 2)
    key(qtbot, window, Qt.Key.Key_F8)
    dialog = dialog_of(window)
    told = " ".join(one.text() for one in dialog.findChildren(QLabel))
    assert charters.page("charter:lift-4h").charter.promise_en in told
    assert "It counts for lines from Tuesday 3 November 2026 on." in told
    assert charters.log == [], "the key alone ends nothing"
    qtbot.keyClick(dialog, Qt.Key.Key_Return, CONTROL)
    settle(qtbot, window)
    keyboard_goes_to(qtbot, window)
    assert charters.log == ["lift-4h"]
    assert states(page)[2] == "Counts"
    key(qtbot, window, Qt.Key.Key_F9)
    dialog = dialog_of(window)
    keyboard_goes_to(qtbot, dialog)
    dialog.last.setDate(QDate(2026, 12, 24))
    qtbot.keyClick(dialog, Qt.Key.Key_Return, CONTROL)
    settle(qtbot, window)
    assert charters.log[-1] == Ending(charters.log[-1].op_id, "lift-4h", date(2026, 12, 24))


def test_what_is_to_come_is_called_off_by_its_key(
    page: ChartersPage, qtbot: QtBot, window: MainWindow, charters: FakeCharters
) -> None:
    charters.versions[1] = replace(charters.versions[1], valid_from=date(2027, 1, 4))
    window.refresh()
    choose(page, qtbot, window, 2)
    assert states(page)[2] == "To come"
    key(qtbot, window, Qt.Key.Key_F9)
    dialog = dialog_of(window)
    assert not dialog.last.isEnabled()
    assert dialog.save_button.text() == "Call it off"
    qtbot.keyClick(dialog.off, Qt.Key.Key_Space)
    assert dialog.last.isEnabled(), "or what holds now ends on a day"
    assert dialog.save_button.text() == "End it"
    qtbot.keyClick(dialog.off, Qt.Key.Key_Space)
    qtbot.keyClick(dialog, Qt.Key.Key_Return, CONTROL)
    settle(qtbot, window)
    assert charters.log == [Ending(charters.log[-1].op_id, "lift-4h", None, 2)]
    assert states(page)[2] == "Called off"
    assert "back" not in page.detail.acts


def test_who_wrote_a_charter_is_offered_no_end_of_its_trial(
    page: ChartersPage, qtbot: QtBot, window: MainWindow, charters: FakeCharters
) -> None:
    charters.own = ("lift-4h",)
    choose(page, qtbot, window, 2)
    assert "forward" not in page.detail.acts
    assert "Nobody approves the own charter: another controller decides." in shown(page)
    key(qtbot, window, Qt.Key.Key_F8)
    assert charters.log == []


def test_what_a_plugin_proposes_is_taken_up_as_a_draft(
    page: ChartersPage, qtbot: QtBot, window: MainWindow, charters: FakeCharters
) -> None:
    choose(page, qtbot, window, 3)
    assert "The plugin rooms proposes it" in shown(page)
    key(qtbot, window, Qt.Key.Key_Return)
    assert page.is_editing
    key(qtbot, window, Qt.Key.Key_Return, CONTROL)
    key(qtbot, window, Qt.Key.Key_Escape)
    assert charters.log[-1].plugin == "rooms"
    assert charters.page("draft:2").state is CharterState.DRAFT


def test_who_only_reads_is_offered_nothing(opened: Opened, qtbot: QtBot) -> None:
    window = opened(charters=FakeCharters(may_write=False))
    window.open_page("charters")
    settle(qtbot, window)
    page = window.page()
    assert not page.new_button.isVisible()
    assert set(page.detail.acts) == {"try"}
    for code, held in ((Qt.Key.Key_F8, None), (Qt.Key.Key_E, CONTROL), (Qt.Key.Key_F9, None)):
        key(qtbot, window, code, held)
    key(qtbot, window, Qt.Key.Key_N, CONTROL | SHIFT)
    assert not page.is_editing


def test_none_and_no_rights_are_said(
    page: ChartersPage, qtbot: QtBot, window: MainWindow, charters: FakeCharters
) -> None:
    charters.versions, charters.drafts, charters.offers = [], [], []
    page.presenter.load()
    settle(qtbot, window)
    assert page.list_state.view.title.text() == "No charter yet"
    assert page.list_state.view.action.isVisible()
    charters.problem = NotAllowedError("access.area", who="Bas", roles="controller")
    page.presenter.load()
    settle(qtbot, window)
    assert page.states.view.title.text() == "Not for this account"


def test_both_languages_keep_what_was_typed(
    page: ChartersPage, qtbot: QtBot, window: MainWindow
) -> None:
    choose(page, qtbot, window, 1)
    key(qtbot, window, Qt.Key.Key_E, CONTROL)
    name = page.editor.form.names.name_en
    name.setFocus()
    name.selectAll()
    qtbot.keyClicks(name, "Other")
    window.next_language()
    settle(qtbot, window)
    assert page.editor.form.names.name_en.text() == "Other"
    found = [one.accessibleName() for one in page.editor.findChildren(QLineEdit)]
    assert "Naam (Engels)" in found
    key(qtbot, window, Qt.Key.Key_Escape)
    assert states(page)[0] == "Wacht"
