"""What is saved again after the wire was cut stands once, whatever the dialog."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from fmdesk.core.domain.attempts import Attempts
from fmdesk.core.domain.goal_views import EvaluationDraft
from fmdesk.core.domain.goals import Every, Goal
from fmdesk.core.domain.people import Person
from fmdesk.core.domain.views import Changes
from fmdesk.core.ports import UnitOfWork
from fmdesk.core.services.goals import Goals
from fmdesk.core.sql.door import SqlDoor
from fmdesk.core.sql.engine import Database, open_database
from fmdesk.desktop.pages.goals.dialogs import EvaluateDialog
from fmdesk.desktop.shell import MainWindow
from fmdesk.reports.writer import render_goals
from fmdesk.testing import FakeTime
from tests.desktop.conftest import Opened, dialog_of, keyboard_goes_to, settle
from tests.desktop.fake_goals import FakeGoals
from tests.desktop.test_goals import on_goals, press

CTRL = Qt.KeyboardModifier.ControlModifier


class Stored(FakeGoals):
    """Shows what is made up, and keeps decisions in a database."""

    kept: Goals

    def evaluate(self, draft: EvaluationDraft) -> Changes:
        self.sent.append(draft)
        return self.kept.evaluate(draft)


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    made = open_database(database_url)
    yield made
    made.close()


@pytest.fixture
def goals(database: Database) -> Stored:
    """One goal in a database that was reached before."""
    at = datetime(2026, 11, 2, 8, tzinfo=UTC)
    door = SqlDoor(database, "noor", FakeTime(at))

    def add(work: UnitOfWork) -> Changes:
        owner = work.people.save_person(Person(0, "p1", "Anneke de Vries"))
        norms = (("2026-04", 9500),)
        work.goals.add(Goal(0, "kept", "", "", Every.QUARTER, owner.id, "", norms))
        return Changes()

    door.run(uuid4(), "test.goal", None, add, Changes)
    made = Stored()
    made.kept = Goals(door, render_goals)
    return made


@pytest.fixture
def cut(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Cut the wire after each commit of the commands that are listed here, once each."""
    coming, attempt = list[str](), SqlDoor._attempt

    def commit_and_break(self: SqlDoor, op_id: UUID, name: str, *rest: Any) -> object:
        answer = attempt(self, op_id, name, *rest)
        if name in coming:
            coming.remove(name)
            lost = Exception("server closed the connection unexpectedly")
            raise sa.exc.OperationalError("COMMIT", {}, lost)
        return answer

    monkeypatch.setattr(SqlDoor, "_attempt", commit_and_break)
    return coming


def decided(database: Database) -> list[str]:
    with database.read() as connection:
        query = sa.text("SELECT decision FROM goal_evaluation ORDER BY id")
        return list(connection.execute(query).scalars())


def save_without_answer(window: MainWindow, qtbot: QtBot) -> EvaluateDialog:
    """Decide about a result; the answer is lost, so the dialog says what went wrong."""
    on_goals(window, qtbot)
    press(qtbot, window, Qt.Key.Key_Return, CTRL)
    dialog = dialog_of(window)
    assert isinstance(dialog, EvaluateDialog)
    qtbot.keyClicks(dialog.decision, "Extra ronde")
    qtbot.keyClick(dialog.decision, Qt.Key.Key_Return, CTRL)
    settle(qtbot, window)
    assert dialog.isVisible()
    assert dialog.problem.isVisible()
    return dialog


def test_a_decision_that_is_saved_again_after_a_cut_stands_once(
    opened: Opened, qtbot: QtBot, goals: Stored, database: Database, cut: list[str]
) -> None:
    window = opened(goals=goals)
    cut.append("goals.evaluate")
    dialog = save_without_answer(window, qtbot)
    assert decided(database) == ["Extra ronde"], "it was committed"
    qtbot.keyClick(dialog.decision, Qt.Key.Key_Return, CTRL)
    settle(qtbot, window)
    assert decided(database) == ["Extra ronde"]
    assert len(goals.sent) == 2
    keyboard_goes_to(qtbot, window)  # the same words once more are another decision
    press(qtbot, window, Qt.Key.Key_Return, CTRL)
    again = dialog_of(window)
    assert isinstance(again, EvaluateDialog)
    qtbot.keyClicks(again.decision, "Extra ronde")
    qtbot.keyClick(again.decision, Qt.Key.Key_Return, CTRL)
    settle(qtbot, window)
    assert decided(database) == ["Extra ronde"] * 2


def test_under_a_new_number_it_would_stand_twice(
    opened: Opened,
    qtbot: QtBot,
    goals: Stored,
    database: Database,
    cut: list[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The control of the test above."""
    monkeypatch.setattr(Attempts, "numbered", lambda _self, _content, made: made)
    window = opened(goals=goals)
    cut.append("goals.evaluate")
    dialog = save_without_answer(window, qtbot)
    qtbot.keyClick(dialog.decision, Qt.Key.Key_Return, CTRL)
    settle(qtbot, window)
    assert decided(database) == ["Extra ronde"] * 2
