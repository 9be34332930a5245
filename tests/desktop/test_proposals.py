"""Charters that plugins propose, adopted with keys alone."""

from datetime import date

import pytest
from PySide6.QtCore import QDate, Qt
from pytestqt.qtbot import QtBot

from fmdesk.core.domain.adoption import ProposedState
from fmdesk.core.domain.errors import NotAllowedError
from fmdesk.desktop.pages.month.proposals import ProposalsDialog
from fmdesk.desktop.shell import MainWindow
from tests.desktop.conftest import Opened, dialog_of, settle
from tests.desktop.fake_adoption import FakeAdoption

CONTROL = Qt.KeyboardModifier.ControlModifier
BOTH = CONTROL | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def adoption() -> FakeAdoption:
    return FakeAdoption()


@pytest.fixture
def window(opened: Opened, qtbot: QtBot, adoption: FakeAdoption) -> MainWindow:
    made = opened(adoption=adoption)
    made.open_page("month")
    settle(qtbot, made)
    return made


def dialog(window: MainWindow, qtbot: QtBot) -> ProposalsDialog:
    window.actions_["proposals"].trigger()
    settle(qtbot, window)
    found = dialog_of(window)
    assert isinstance(found, ProposalsDialog)
    return found


def shown(made: ProposalsDialog, row: int) -> list[str]:
    model = made.model
    return [str(model.data(model.index(row, place))) for place in range(model.columnCount())]


def test_one_is_adopted_in_trial_and_then_left_to_count(
    window: MainWindow, qtbot: QtBot, adoption: FakeAdoption
) -> None:
    qtbot.keyClick(window, Qt.Key.Key_A, BOTH)
    settle(qtbot, window)
    made = dialog_of(window)
    assert shown(made, 0)[1:] == ["rooms", "Not adopted", ""]
    assert shown(made, 1)[2:] == ["In trial", "1 Dec 2026"]
    assert made.promise.text() == "Klaar bij aanvang."
    made.until.setDate(QDate(2027, 1, 15))
    qtbot.keyClick(made, Qt.Key.Key_Return, CONTROL)
    settle(qtbot, window)
    assert adoption.rows[0].trial_until == date(2027, 1, 15)
    assert made.save_button.text().startswith("End the trial")
    assert not made.until.isEnabled()
    qtbot.keyClick(made, Qt.Key.Key_Return, CONTROL)
    settle(qtbot, window)
    assert [one.state for one in adoption.rows] == [ProposedState.COUNTS, ProposedState.TRIAL]
    assert not made.save_button.isEnabled(), "nothing more is to be decided"


def test_a_refusal_stays_beside_the_list(
    window: MainWindow, qtbot: QtBot, adoption: FakeAdoption
) -> None:
    made = dialog(window, qtbot)
    made.until.setDate(QDate(2099, 1, 1))
    qtbot.keyClick(made, Qt.Key.Key_Return, CONTROL)
    settle(qtbot, window)
    assert "was adopted already" in made.problem.text()
    assert adoption.rows[0].state is ProposedState.OPEN
    assert made.save_button.isEnabled()


def test_none_and_no_rights_are_said(
    window: MainWindow, qtbot: QtBot, adoption: FakeAdoption
) -> None:
    adoption.rows = []
    made = dialog(window, qtbot)
    assert made.promise.text() == "No active plugin proposes a charter."
    assert not made.save_button.isEnabled()
    made.reject()
    settle(qtbot, window)
    adoption.problem = NotAllowedError("access.area", who="Bas", roles="controller")
    made = dialog(window, qtbot)
    assert "controller" in made.problem.text()
    assert not made.save_button.isEnabled()
