"""Calendars go out to a file and come in after each event was seen, with real keys and clicks."""

from pathlib import Path

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from fmdesk.core.domain.errors import PluginError
from fmdesk.plugins.bundled.rooms.exchanging import CalendarFile, CalendarQuestion, Fate
from fmdesk.plugins.bundled.rooms.qt import RoomsPage
from fmdesk.plugins.bundled.rooms.qt.exporting import ExportDialog
from fmdesk.plugins.bundled.rooms.qt.importing import FATES, ImportDialog
from tests.desktop.fake_rooms import CALENDAR, FakeRooms
from tests.desktop.test_rooms_page import CONTROL, extensions, page, shown, told

__all__ = ["extensions", "page", "shown"]
Key = Qt.Key


def open_export(page: RoomsPage, booking: int) -> ExportDialog:
    page.plan.planner.choose(booking)
    page.findChild(QPushButton, "export").click()
    return page.findChildren(ExportDialog)[-1]


def saved(dialog: ExportDialog, page: RoomsPage, qtbot: QtBot) -> list[object]:
    with qtbot.waitSignal(page.file_chosen) as chosen:
        dialog.save_button.click()
    return chosen.args


def test_a_room_a_series_a_person_and_what_is_shown_go_out(
    shown: RoomsPage,
    extensions: FakeRooms,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    proposed: list[str] = []

    def choose(_parent: object, _title: str, name: str, _kinds: str) -> tuple[str, str]:
        proposed.append(name)
        return str(tmp_path / name), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    dialog = open_export(shown, 12)
    assert dialog.findChild(QPushButton, "series") is None, "it is no series"
    assert saved(dialog, shown, qtbot) == [CALENDAR.encode(), tmp_path / "MAAS.ics"]
    dialog = open_export(shown, 31)
    dialog.last.setDate(QDate(2026, 11, 2))
    dialog.findChild(QPushButton, "series").click()
    saved(dialog, shown, qtbot)
    dialog = open_export(shown, 31)
    dialog.findChild(QPushButton, "person").click()
    dialog.save_button.click()
    assert dialog.problem.text() == "Kies de persoon om wiens reserveringen het gaat."
    QTest.keyClicks(dialog.person.field, "smi")
    QTest.keyClick(dialog.person.field, Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.person.code == "P2")
    saved(dialog, shown, qtbot)
    dialog = open_export(shown, 31)
    dialog.findChild(QPushButton, "shown").click()
    saved(dialog, shown, qtbot)
    assert proposed == ["MAAS.ics", "zalen.ics", "Smit, J..ics", "zalen.ics"]
    assert [
        (one.room_ids, one.series_id, one.who) for one in extensions.questions(CalendarQuestion)
    ] == [((1,), None, ""), (None, 7, ""), (None, None, "Smit, J."), ((1, 2, 3), None, "")]
    day = extensions.questions(CalendarQuestion)[1]
    assert (day.end - day.start).total_seconds() == 24 * 3600, "up to and including that day"


def test_an_empty_calendar_is_told_and_no_file_is_made(
    shown: RoomsPage, extensions: FakeRooms, qtbot: QtBot
) -> None:
    extensions.calendar = "BEGIN:VCALENDAR"
    dialog = open_export(shown, 12)
    with qtbot.assertNotEmitted(shown.file_chosen):
        dialog.save_button.click()
        qtbot.waitUntil(lambda: dialog.problem.text().startswith("Daar is dan niets gereserveerd"))
    dialog.reject()


def open_import(
    page: RoomsPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, path: Path
) -> ImportDialog:
    path.write_text(CALENDAR)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_a: (str(path), ""))
    page.findChild(QPushButton, "import").click()
    qtbot.waitUntil(lambda: page.findChild(ImportDialog) is not None)
    dialog = page.findChild(ImportDialog)
    qtbot.waitUntil(lambda: dialog.rows.row_total() == 3)
    return dialog


def words(dialog: ImportDialog) -> list[str]:
    return [dialog.rows.columns[-1].badge(dialog.rows.row_at(n)).word for n in range(3)]


def test_each_event_is_seen_first_and_all_is_taken_or_nothing(
    shown: RoomsPage,
    extensions: FakeRooms,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    dialog = open_import(shown, qtbot, monkeypatch, tmp_path / "raad.ics")
    assert dialog.windowTitle() == "raad.ics importeren"
    assert words(dialog) == ["nieuw", "bezet", "geweigerd"]
    assert extensions.asked == [], "nothing is stored before it is seen"
    assert dialog.sentence.text() == (
        "1 afspraak verandert iets; 2 kunnen niet; dus wordt er niets overgenomen."
    )
    assert not dialog.save_button.isEnabled()
    QTest.keyClick(dialog.table, Key.Key_Down)
    assert dialog.reason.text() == "Zaal Waal is bezet: Directieoverleg."
    dialog.room.setCurrentIndex(dialog.room.findData("AULA"))
    qtbot.waitUntil(lambda: words(dialog) == ["nieuw", "bezet", "nieuw"])
    assert not dialog.save_button.isEnabled()
    dialog.rest.click()
    assert dialog.sentence.text() == "2 afspraken veranderen iets; 1 kan niet."
    QTest.keyClick(dialog, Key.Key_Return, CONTROL)
    told(shown, qtbot, "2 afspraken zijn overgenomen.")
    assert extensions.asked == [CalendarFile(CALENDAR.encode(), "AULA", leaves_out=True)]


def test_a_refusal_keeps_the_dialog_with_its_sentence(
    shown: RoomsPage,
    extensions: FakeRooms,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    dialog = open_import(shown, qtbot, monkeypatch, tmp_path / "raad.ics")
    dialog.rest.click()
    extensions.refusal = PluginError("rooms.off", reason="Dat mag u niet.")
    dialog.save_button.click()
    qtbot.waitUntil(lambda: dialog.problem.text() == "Dat mag u niet.")
    assert dialog.isVisible()
    extensions.problem = PluginError("rooms.off", reason="Dat is geen agenda.")
    dialog.room.setCurrentIndex(1)
    qtbot.waitUntil(lambda: dialog.problem.text() == "Dat is geen agenda.")
    assert not dialog.save_button.isEnabled()
    dialog.reject()


def test_a_file_that_cannot_be_read_is_told_on_the_page(
    shown: RoomsPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    gone = tmp_path / "weg.ics"
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_a: (str(gone), ""))
    shown.findChild(QPushButton, "import").click()
    told(shown, qtbot, "weg.ics")
    assert shown.findChild(ImportDialog) is None


def test_every_fate_has_a_word_and_a_shape() -> None:
    assert set(FATES) == set(Fate)
