"""The hands and eyes of the stories themselves: a window that never rests is told, with its why."""

from typing import cast

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from fmdesk.bootstrap import Office
from tests.desktop.conftest import Opened
from tests.journeys import driver
from tests.journeys.driver import Driver


@pytest.fixture
def you(opened: Opened, qtbot: QtBot) -> Driver:
    return Driver(qtbot, opened(), cast("Office", None))


def test_a_window_that_rests_is_waited_for(you: Driver) -> None:
    fetched: list[str] = []
    work = you.window.kit.runner
    work.submit(you.window, lambda: "rows", fetched.append)
    you.settle()
    assert fetched == ["rows"]


def test_a_window_that_never_rests_is_told_with_what_kept_it_busy(
    you: Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A timer that begins itself anew: no wait is long, and all of them would never end."""
    monkeypatch.setattr(driver, "REST_MS", 300)
    again = QTimer(you.window, singleShot=True, interval=0)
    again.setObjectName("again")
    again.timeout.connect(again.start)
    again.start()
    with pytest.raises(AssertionError, match=r"no rest: timer again of MainWindow \(\d+ times\)"):
        you.settle()
    again.stop()
