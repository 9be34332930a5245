"""The machine stands in Tokyo, the office in Boston: the window shows and offers Boston's time."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QDate, QDateTime, Qt, QTime, QTimeZone
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from fmdesk.core.domain.office_time import OfficeTime
from fmdesk.desktop.pages.ticket.panel import TicketPanel
from fmdesk.desktop.words import short_stamp
from fmdesk.ui.widgets.fields import wall_field, wall_of
from tests.desktop.conftest import Opened, dialog_of, settle

NOW = datetime(2026, 11, 3, 1, 30, tzinfo=UTC)
"""Monday evening in Boston, when it is Tuesday morning in Tokyo."""
BOSTON = OfficeTime("America/New_York", lambda: NOW)
NEW_YEAR = datetime(2027, 1, 1, 3, 0, tzinfo=UTC)


@pytest.fixture
def _in_tokyo(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with monkeypatch.context() as changed:
        changed.setenv("TZ", "Asia/Tokyo")
        time.tzset()
        assert QDateTime.currentDateTime().offsetFromUtc() == 9 * 3600
        yield
    time.tzset()


@pytest.fixture
def panel(_in_tokyo: None, opened: Opened, qtbot: QtBot) -> TicketPanel:
    window = opened(time=BOSTON)
    page = window.page()
    page.open_row(0)
    settle(qtbot, window)
    return page.line


def test_stamps_are_the_offices(panel: TicketPanel) -> None:
    assert "3 Nov 2026 03:00" in panel.figures["due"].value.toolTip()
    assert "Mon 2 Nov 03:00" in panel.head.dates.toolTip()


def test_another_time_starts_at_the_offices_now_and_is_read_as_its_time(
    panel: TicketPanel, qtbot: QtBot
) -> None:
    panel.deliver()
    dialog = dialog_of(panel.window())
    qtbot.mouseClick(dialog.findChild(QPushButton, "given"), Qt.MouseButton.LeftButton)
    assert dialog.at.dateTime().toString("yyyy-MM-dd HH:mm") == "2026-11-02 20:30"
    assert dialog.given_time() == NOW
    shown = QDateTime(QDate(2026, 11, 2), QTime(9, 15), QTimeZone.utc())
    dialog.at.setDateTime(shown)
    assert dialog.given_time() == datetime(2026, 11, 2, 14, 15, tzinfo=UTC)
    dialog.reject()


@pytest.mark.usefixtures("_in_tokyo")
@pytest.mark.parametrize(
    ("now", "shown"),
    [(NEW_YEAR, "Thu 31 Dec 22:00"), (NEW_YEAR.replace(hour=9), "Thu 31 Dec 2026 22:00")],
)
def test_the_year_is_named_once_it_is_another_one_in_the_office(
    now: datetime, shown: str, opened: Opened
) -> None:
    opened()  # in English
    assert short_stamp(NEW_YEAR, OfficeTime(BOSTON.zone, lambda: now)) == shown


def test_a_reading_that_the_machines_zone_skips_can_be_filled_in(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as changed:
        changed.setenv("TZ", "Europe/Amsterdam")
        time.tzset()
        skipped = datetime(2026, 3, 29, 2, 30)  # noqa: DTZ001  # what a wall shows
        field = wall_field("at", skipped)
        qtbot.addWidget(field)
        assert wall_of(field) == skipped
    time.tzset()
