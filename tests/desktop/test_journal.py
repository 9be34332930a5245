"""The journal for finance on the page of the month: accounts, files, and what is refused."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from fmdesk.core.domain.journal import Booking
from fmdesk.core.domain.ledger import EntryKind
from fmdesk.desktop.pages.month.journal import JournalDialog
from fmdesk.desktop.pages.month.page import MonthPage
from fmdesk.desktop.shell import MainWindow
from tests.desktop.conftest import Opened, dialog_of, keyboard_goes_to, settle
from tests.desktop.fake_journals import FakeJournals
from tests.desktop.fakes import FakeMonths
from tests.desktop.unit_keys import CTRL, press


@pytest.fixture(autouse=True)
def no_problems(problems: list[Exception]) -> Iterator[None]:
    yield
    assert problems == []


@pytest.fixture
def journals() -> FakeJournals:
    return FakeJournals()


def window_of(opened: Opened, qtbot: QtBot, journals: FakeJournals, language: str) -> MainWindow:
    window = opened(language, month=FakeMonths(), journals=journals)
    window.open_page("month", "2026-10")
    settle(qtbot, window)
    return window


def journal_of(window: MainWindow, qtbot: QtBot) -> JournalDialog:
    dialog = dialog_of(window)
    assert isinstance(dialog, JournalDialog)
    qtbot.waitUntil(lambda: bool(dialog.fields))
    keyboard_goes_to(qtbot, dialog)
    return dialog


def test_accounts_are_typed_and_every_revision_is_a_file(
    opened: Opened,
    qtbot: QtBot,
    journals: FakeJournals,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    chosen = iter([str(tmp_path), ""])
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_asked: next(chosen))
    window = window_of(opened, qtbot, journals, "en")
    press(qtbot, window, "J")
    dialog = journal_of(window, qtbot)
    assert dialog.windowTitle() == "Journal of October 2026"
    assert dialog.fields[EntryKind.CHARGE, "debit"].text() == "4400"
    assert [field.text() for field in dialog.fields.values()].count("") == 13
    qtbot.keyClick(dialog, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(dialog.problem.isVisible)
    assert dialog.problem.text().startswith("No accounts are set for: Sanction. Fill in both")
    assert journals.saved == [], "nothing was changed yet"
    for name, text in (("debit", "8100"), ("credit", " 4410 ")):
        field = dialog.fields[EntryKind.SANCTION, name]
        assert field.accessibleName().startswith("Sanction, ")
        field.setFocus()
        qtbot.keyClicks(field, text)
    qtbot.keyClick(dialog, Qt.Key.Key_Return, CTRL)
    settle(qtbot, window)
    (draft,) = journals.saved
    assert draft.bookings == (Booking(EntryKind.SANCTION, "8100", "4410"),), "what changed alone"
    assert journals.made == [("2026-10", 1), ("2026-10", 2)]
    names = {path.name: path.read_bytes() for path in tmp_path.iterdir() if path.suffix == ".csv"}
    assert names == {
        "journal-2026-10-r1.csv": b"2026-10 1",
        "journal-2026-10-r2.csv": b"2026-10 2",
    }
    assert window.toast.words.text().startswith("2 journals are in ")

    # Again: nothing is saved that did not change, and nothing is written where no folder is chosen.
    press(qtbot, window, "J")
    qtbot.keyClick(journal_of(window, qtbot), Qt.Key.Key_Return, CTRL)
    settle(qtbot, window)
    assert len(journals.saved) == 1
    assert len(journals.made) == 4


def test_accounts_put_back_after_a_refused_export_are_kept_and_a_folder_that_is_gone_is_told(
    opened: Opened,
    qtbot: QtBot,
    journals: FakeJournals,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    gone = str(tmp_path / "gone")
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_asked: gone)
    window = window_of(opened, qtbot, journals, "en")
    press(qtbot, window, "J")
    dialog = journal_of(window, qtbot)
    field = dialog.fields[EntryKind.CHARGE, "debit"]
    field.setText("4500")
    qtbot.keyClick(dialog, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(dialog.problem.isVisible)
    assert journals.known[EntryKind.CHARGE].debit == "4500", "kept, though the export was refused"
    field.setText("4400")
    for name in ("debit", "credit"):
        dialog.fields[EntryKind.SANCTION, name].setText("8100")
    qtbot.keyClick(dialog, Qt.Key.Key_Return, CTRL)
    settle(qtbot, window)
    assert journals.known[EntryKind.CHARGE].debit == "4400"
    said = window.toast.words.text()
    assert said.startswith("journal-2026-10-r1.csv could not be written: No such file")
    assert said.endswith("Choose another place.")


def test_the_menu_of_the_month_offers_it_in_dutch(
    opened: Opened, qtbot: QtBot, journals: FakeJournals
) -> None:
    window = window_of(opened, qtbot, journals, "nl")
    page = window.page()
    assert isinstance(page, MonthPage)
    page.offer_exports()
    entry = next(one for one in page._menu.actions() if one.objectName() == "export_journal")
    assert entry.text() == "Journaal voor financiën… · CSV"
    assert entry.isEnabled()
    page._menu.close()
    entry.trigger()
    dialog = journal_of(window, qtbot)
    assert dialog.windowTitle() == "Journaal van oktober 2026"
    dialog.reject()
