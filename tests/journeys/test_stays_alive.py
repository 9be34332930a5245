"""While a month of 20,000 lines is judged, the window lives on; what dies or is stopped leaves
everything as it was.
"""

import logging
import multiprocessing
import os
import signal
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QMessageBox

from fmdesk.bootstrap import Office, Silent
from fmdesk.core.services.projection import project
from fmdesk.core.sql.verify import verify
from tests.journeys.conftest import BIG_MONTH, Open
from tests.journeys.driver import Driver, plain

MONTH = "2011-07"


@dataclass
class Pulse:
    """Beats of the window's own timer between two reports of a job's progress."""

    desk: Driver
    beats: int = 0
    moves: list[tuple[int, int]] = field(default_factory=list)
    """Units done, and beats so far, at each report that moved the job on."""

    def __post_init__(self) -> None:
        self.timer = QTimer()
        self.timer.timeout.connect(self._beat)
        self.timer.start(20)
        self.desk.window.kit.runner.jobs_changed.connect(self._hear)

    def _beat(self) -> None:
        self.beats += 1

    def _hear(self) -> None:
        for job in self.desk.window.kit.runner.jobs[:1]:
            if job.done and (not self.moves or self.moves[-1][0] != job.done):
                self.moves.append((job.done, self.beats))

    def stop(self) -> None:
        """Stop counting."""
        self.timer.stop()
        self.desk.window.kit.runner.jobs_changed.disconnect(self._hear)


@pytest.fixture
def desk(open_window: Open, big_month_folder: Path) -> Driver:
    """The month page of an office with 20,000 lines in one month."""
    made = open_window(big_month_folder)
    made.press("Ctrl+2")
    made.settle()
    return made


def stored(office: Office) -> tuple[object, ...]:
    """Return what control and close would change."""
    with office.database.read() as connection:
        return tuple(
            connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one()
            for table in ("command_log", "verdict", "sanction", "journal_entry", "control_run")
        )


def test_the_window_beats_through_a_long_control(desk: Driver) -> None:
    pulse = Pulse(desk)
    desk.press("Ctrl+↵")
    desk.settle()
    pulse.stop()
    assert len(pulse.moves) > 1
    assert pulse.moves[-1][1] > pulse.moves[0][1], f"no beat from first to last: {pulse.moves}"
    figures = desk.office.services.month.figures(MONTH)
    assert figures.total.lines == BIG_MONTH
    assert desk.page.figures.isVisible()


def test_a_cancelled_control_changes_nothing(desk: Driver) -> None:
    before = stored(desk.office)
    desk.press("Ctrl+↵")
    (job,) = desk.window.kit.runner.jobs
    desk.wait(lambda: job.done)
    desk.click("cancel_job")
    desk.settle()
    assert plain(desk.window.toast.words.text()) == "Geannuleerd. Er is niets gewijzigd."
    assert stored(desk.office) == before
    assert desk.page.control_button.isEnabled()
    assert desk.office.services.month.states()[0].controlled_at is None


@pytest.mark.logs
def test_a_killed_job_is_told_and_nothing_is_lost(
    desk: Driver, caplog: pytest.LogCaptureFixture
) -> None:
    before = stored(desk.office)
    known = {one.pid for one in multiprocessing.active_children()}
    desk.press("Ctrl+↵")
    (job,) = desk.window.kit.runner.jobs
    desk.wait(lambda: job.done)
    (child,) = {one.pid for one in multiprocessing.active_children()} - known
    os.kill(child, signal.SIGKILL)
    desk.wait(lambda: isinstance(desk.front, QMessageBox))
    told = desk.front
    assert "Er is niets gewijzigd" in told.text()
    told.close()
    desk.settle()
    assert stored(desk.office) == before
    assert not [one for one in caplog.records if one.levelno > logging.ERROR]
    assert verify(desk.office.door, project, progress=Silent()).is_sound
    assert desk.page.control_button.isEnabled()
