"""A charter tried on the past, by keys: months, limit, figures, curve, lines that change."""

from dataclasses import replace
from unittest.mock import Mock

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from fmdesk.core.domain.charter import Guarantee
from fmdesk.core.domain.limits import Limit, LimitUnit
from fmdesk.core.domain.what_if import WhatIfQuestion
from fmdesk.desktop.pages.charters.page import ChartersPage
from fmdesk.desktop.pages.charters.trial import TrialView
from fmdesk.desktop.pages.charters.trial_model import OUTCOMES, outcome_words
from fmdesk.desktop.shell import MainWindow
from tests.desktop.conftest import Opened, settle
from tests.desktop.fake_charters import BROKEN_LIMIT, FakeCharters, what_if_job

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(opened: Opened, qtbot: QtBot) -> MainWindow:
    made = opened(charters=FakeCharters())
    made.open_page("charters")
    settle(qtbot, made)
    return made


@pytest.fixture
def trial(window: MainWindow, qtbot: QtBot) -> TrialView:
    """The trial of the draft that waits."""
    key(qtbot, window, Qt.Key.Key_T, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    page = window.page()
    assert isinstance(page, ChartersPage)
    assert page.stack.currentWidget() is page.trial
    return page.trial


def key(qtbot: QtBot, window: MainWindow, code: Qt.Key, held: object = None) -> None:
    """Press a key where the keyboard is, and wait for what it does."""
    target = QApplication.focusWidget() or window
    qtbot.keyClick(target, code, held or Qt.KeyboardModifier.NoModifier)
    settle(qtbot, window)


def run(qtbot: QtBot, window: MainWindow, limit: int, trial: TrialView) -> None:
    """Run a limit, and wait for the answer of the other process."""
    trial.limit.setValue(limit)
    key(qtbot, window, Qt.Key.Key_Return, CONTROL)
    qtbot.waitUntil(trial.run_button.isEnabled, timeout=60_000)
    settle(qtbot, window)


def cells(trial: TrialView, tab: str) -> list[str]:
    """Return the first row of a table."""
    model = trial.lines if tab == "lines" else trial.models[tab]
    return [str(model.data(model.index(0, place))) for place in range(model.columnCount())]


def test_it_runs_beside_today_and_shows_what_changes(
    window: MainWindow, trial: TrialView, qtbot: QtBot
) -> None:
    assert trial.state.view.title.text() == "Not tried yet"
    assert trial.run_button.hasFocus()
    assert trial.limit.value() == 24, "the draft's own limit"
    months = [trial.first.itemData(place) for place in range(trial.first.count())]
    assert months == sorted(months, reverse=True)
    assert (trial.first.currentData(), trial.last.currentData()) == (months[-1], months[0])
    run(qtbot, window, 10, trial)
    assert trial.found is not None
    asked = trial.found.question
    assert asked.charter.guarantee.limit is not None
    assert (asked.charter.guarantee.limit.n, asked.base_version_id) == (10, 1)
    assert (asked.first, asked.last) == (months[-1], months[0])
    assert [card.figure.text() for card in trial.cards] == ["10", "90.0%", "€184.00", "1"]
    assert trial.cards[0].context.text() == "today 5"
    assert trial.cards[3].context.text() == "of 100 lines"
    assert cells(trial, "month")[1:] == ["5", "10", "95.0%", "90.0%", "€92.00", "€184.00"]
    trial.show_tab("product")
    assert trial.tables["product"].hasFocus()
    assert cells(trial, "product")[0] == "Copy paper"
    assert "Broken today 5, under what is tried 10." in trial.sides.accessibleName()


def test_the_slider_says_which_limit_would_have_kept_the_norm(
    window: MainWindow, trial: TrialView, qtbot: QtBot
) -> None:
    run(qtbot, window, 10, trial)
    assert trial.norm.value() == 900, "the norm of the draft"
    assert trial.said.text() == "4 would have kept 90.0% (norm 90.0%); 10 keeps 95.0%."
    trial.norm.setFocus()
    qtbot.keyClick(trial.norm, Qt.Key.Key_Right)
    assert trial.said.text() == "8 would have kept 95.0% (norm 90.1%); 10 keeps 95.0%."
    for _step in range(8):
        qtbot.keyClick(trial.norm, Qt.Key.Key_PageUp)
    assert trial.said.text().startswith("No limit would have kept 98.1%"), "8 whole percents on"
    qtbot.keyClick(trial.norm, Qt.Key.Key_End)
    assert trial.said.text().startswith("No limit would have kept 100.0%")
    assert trial.curve.accessibleName() == trial.said.text()


def test_a_line_that_changes_opens(window: MainWindow, trial: TrialView, qtbot: QtBot) -> None:
    run(qtbot, window, 10, trial)
    trial.show_tab("lines")
    assert cells(trial, "lines")[3:5] == ["kept", "broken"]
    asked = QSignalSpy(trial._desk.page_asked)
    key(qtbot, window, Qt.Key.Key_Return)
    assert asked.at(0)[1] == 7
    assert window.page_name == "ticket"


def test_a_failure_is_said_and_tried_again(
    window: MainWindow, trial: TrialView, qtbot: QtBot
) -> None:
    run(qtbot, window, BROKEN_LIMIT, trial)
    assert trial.state.view.title.text() == "That did not work"
    assert "did not accept" in trial.state.view.sentence.text()
    run(qtbot, window, 12, trial)
    assert trial.state.currentWidget() is not trial.state.view


def test_both_languages_and_back_to_the_list(
    window: MainWindow, trial: TrialView, qtbot: QtBot
) -> None:
    run(qtbot, window, 10, trial)
    window.next_language()
    settle(qtbot, window)
    assert trial.cards[0].name.text() == "Gebroken"
    assert "was 90" in trial.said.text()
    assert trial.cards[0].figure.text() == "10", "the answer stays"
    assert trial.limit.value() == 10, "beside what was asked"
    assert outcome_words(None) == "–"
    assert len({outcome_words(one) for one in OUTCOMES}) == len(OUTCOMES)
    page = window.page()
    key(qtbot, window, Qt.Key.Key_Escape)
    assert page.is_listing
    assert page.new_button.isEnabled()


def test_without_lines_there_is_nothing_to_try(window: MainWindow, qtbot: QtBot) -> None:
    page = window.page()
    page.trial.show_page(page.detail.page, ())
    assert page.trial.state.view.title.text() == "No month yet"
    assert not page.trial.run_button.isEnabled()
    page.trial.run()
    assert page.trial.found is None


def test_an_answer_to_what_was_asked_of_another_charter_is_dropped(
    window: MainWindow, trial: TrialView, qtbot: QtBot
) -> None:
    run(qtbot, window, 10, trial)
    found, page = trial.found, trial.page
    assert found is not None
    assert page is not None
    trial.show_page(page, ("2026-10",))
    trial.show_found(found)
    trial._end(found.question, "broken")
    assert trial.found is None
    assert trial.state.view.title.text() == "Not tried yet"


def test_another_language_leaves_what_was_chosen_and_what_runs(
    trial: TrialView, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[WhatIfQuestion] = []
    monkeypatch.setattr(trial._presenter, "try_out", asked.append)
    trial.limit.setValue(10)
    trial.run()
    trial.show_found(what_if_job(asked[0], Mock()))
    trial._end(asked[0], "")
    trial.show_tab("lines")
    trial.last.setCurrentIndex(trial.last.count() - 1)
    trial.limit.setValue(7)
    trial.run()
    trial.retranslate()
    assert (trial.question(), trial.choice.value) == (asked[1], "lines")
    assert trial.state.view.title.text() == "One moment"
    trial.run()
    assert len(asked) == 2, "it runs already"
    trial._end(asked[1], "")
    assert trial.cards[0].figure.text() == "10", "it was cancelled: the answer of before"
    trial.retranslate()
    assert trial.cards[0].figure.text() == "10"
    assert trial.run_button.isEnabled()


def test_a_limit_beyond_the_field_is_tried_as_it_stands(trial: TrialView) -> None:
    page = trial.page
    assert page is not None
    wide = Guarantee(limit=Limit(LimitUnit.CLOCK_HOURS, 20_000))
    charter = replace(page.charter, guarantee=wide)
    trial.show_page(replace(page, charter=charter), ("2026-10",))
    assert trial.charter() == charter
