"""The days that a page shows, by the clock of the office."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from fmdesk.core.domain.office_time import OfficeTime
from fmdesk.ui.kit import Kit
from fmdesk.ui.memory import Memory
from fmdesk.ui.page import Page
from fmdesk.ui.tasks import TaskRunner
from fmdesk.ui.theme import Theme, install
from fmdesk.ui.widgets.days import Days

LATE = datetime(2026, 3, 28, 23, 30, tzinfo=UTC)
"""Sunday 29 March, 00:30 in Amsterdam: the night in which the clock goes forward."""


@pytest.fixture
def days(qtbot: QtBot) -> Days:
    theme = Theme()
    install(QApplication.instance(), theme)
    runner = TaskRunner(lambda _problem: None)
    page = Page(Kit(theme, runner, Memory(), OfficeTime("Europe/Amsterdam", lambda: LATE)))
    qtbot.addWidget(page)
    made = Days(page, is_keyed=True)
    made.page = page  # it lives as long
    runner.close()
    return made


def test_a_day_is_that_of_the_office_and_may_be_short(days: Days) -> None:
    assert days.first == date(2026, 3, 29)
    start, end = days.bounds()
    assert (end - start).total_seconds() == 23 * 3600


def test_steps_are_days_or_weeks_from_monday(days: Days, qtbot: QtBot) -> None:
    with qtbot.waitSignal(days.changed):
        qtbot.mouseClick(days.before, Qt.MouseButton.LeftButton)
    assert days.first == date(2026, 3, 28)
    days.span.choose("week")
    assert (days.first, days.days) == (date(2026, 3, 23), 7)
    qtbot.mouseClick(days.after, Qt.MouseButton.LeftButton)
    assert days.first == date(2026, 3, 30)
    qtbot.mouseClick(days.today, Qt.MouseButton.LeftButton)
    assert days.first == date(2026, 3, 23)


def test_it_speaks_both_languages(days: Days, language: Callable[[str], None]) -> None:
    for code, texts in (("nl", ("Eerder", "Dag")), ("en", ("Earlier", "Day"))):
        language(code)
        days.page.retranslate()
        assert (days.before.accessibleName(), days.field.accessibleName()) == texts
