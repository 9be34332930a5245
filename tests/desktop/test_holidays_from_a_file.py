"""Holidays from a file with real keys: chosen, read, ticked, closed."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from fmdesk.core.sql.door import SqlDoor
from fmdesk.desktop.pages.administration.days import DaysDialog
from fmdesk.desktop.pages.administration.page import AdministrationPage
from fmdesk.desktop.shell import MainWindow
from tests.desktop.conftest import Opened, dialog_of, keyboard_goes_to, settle
from tests.desktop.cut import cut
from tests.desktop.test_administration import (
    door,
    field,
    go_to,
    open_administration,
    save,
    type_over,
    window,
)

__all__ = ["door", "window"]
Key = Qt.Key
FILE = """BEGIN:VCALENDAR
BEGIN:VEVENT
DTSTART;VALUE=DATE:{year}1224
DTEND;VALUE=DATE:{year}1226
SUMMARY:Kerst
END:VEVENT
BEGIN:VEVENT
DTSTART:{year}0601T090000
SUMMARY:Overleg
END:VEVENT
END:VCALENDAR
"""


@pytest.fixture
def year(door: SqlDoor) -> int:
    """Next year by the office's clock, so that its days are still to come."""
    with door.read() as work:
        return work.now.year + 1


@pytest.fixture
def file(tmp_path: Path, year: int) -> Path:
    path = tmp_path / "feestdagen.ics"
    path.write_text(FILE.format(year=year), encoding="utf-8")
    return path


def open_days(window: MainWindow, qtbot: QtBot) -> tuple[AdministrationPage, DaysDialog]:
    page = go_to(window, qtbot, "calendars")
    qtbot.keyClick(page.foot.days_button, Key.Key_Space)
    dialog = dialog_of(window)
    assert isinstance(dialog, DaysDialog)
    keyboard_goes_to(qtbot, dialog)
    return page, dialog


def read(qtbot: QtBot, window: MainWindow, dialog: DaysDialog, path: Path) -> None:
    type_over(qtbot, dialog.path, str(path))
    qtbot.keyClick(dialog.path, Key.Key_Return)
    settle(qtbot, window)


def closed(door: SqlDoor, year: int) -> dict[date, str]:
    with door.read() as work:
        there = work.catalog.calendar("office", date(year, 12, 31))[1]
    return dict(there.closed)


def test_what_is_ticked_is_closed_and_the_rest_is_not(
    window: MainWindow, qtbot: QtBot, door: SqlDoor, file: Path, year: int
) -> None:
    page, dialog = open_days(window, qtbot)
    assert not dialog.save_button.isEnabled()
    read(qtbot, window, dialog, file)
    assert "2 days are new. 1 event is left out" in dialog.told.text()
    eve = dialog.boxes[date(year, 12, 24)]
    assert eve.hasFocus()
    qtbot.keyClick(eve, Key.Key_Space)
    save(qtbot, window)
    assert closed(door, year) == {date(year, 12, 25): "Kerst"}
    keyboard_goes_to(qtbot, window)
    assert field(page, f"closed_{year}-12-25").isChecked()
    assert window.toast.isVisible()


def test_what_stands_there_is_shown_and_not_asked_again(
    window: MainWindow, qtbot: QtBot, door: SqlDoor, file: Path, year: int
) -> None:
    _page, dialog = open_days(window, qtbot)
    read(qtbot, window, dialog, file)
    save(qtbot, window)
    keyboard_goes_to(qtbot, window)
    _page, again = open_days(window, qtbot)
    read(qtbot, window, again, file)
    assert again.boxes == {}
    assert "0 days are new." in again.told.text()
    assert not again.save_button.isEnabled()
    qtbot.keyClick(again, Key.Key_Escape)
    assert len(closed(door, year)) == 2


def test_a_bad_file_is_told_and_another_can_be_chosen(
    window: MainWindow, qtbot: QtBot, file: Path, tmp_path: Path
) -> None:
    _page, dialog = open_days(window, qtbot)
    bad = tmp_path / "bad.ics"
    bad.write_bytes(b"BEGIN:VCALENDAR\nBEGIN:VEVENT\n")
    read(qtbot, window, dialog, bad)
    assert "ends in the middle" in dialog.problem.text()
    assert not dialog.save_button.isEnabled()
    read(qtbot, window, dialog, file)
    assert not dialog.problem.isVisible()
    qtbot.keyClick(dialog.none_button, Key.Key_Space)
    save(qtbot, window)
    assert "Tick the days" in dialog.problem.text()
    qtbot.keyClick(dialog.all_button, Key.Key_Space)
    save(qtbot, window)
    keyboard_goes_to(qtbot, window)


def test_what_was_typed_is_saved_first(window: MainWindow, qtbot: QtBot) -> None:
    page = go_to(window, qtbot, "calendars")
    type_over(qtbot, field(page, "day_0"), "10:00-12:00")
    qtbot.keyClick(page.foot.days_button, Key.Key_Space)
    assert "Save what you changed first" in page.problem.text()
    qtbot.keyClick(field(page, "day_0"), Key.Key_Escape)
    page = go_to(window, qtbot, "units")
    assert not page.foot.days_button.isVisible()


@pytest.mark.parametrize("language", ["nl", "en"])
def test_nothing_of_the_dialog_is_cut(
    opened: Opened, door: SqlDoor, qtbot: QtBot, file: Path, language: str
) -> None:
    window = open_administration(opened, door, qtbot, language)
    _page, dialog = open_days(window, qtbot)
    read(qtbot, window, dialog, file)
    assert list(cut(dialog)) == []
    assert list(cut(window)) == []
