"""A promise made: one controller writes it, another one gives it back, then lets it hold.

By keys alone, in the starter office: what is refused and why stands on the screen at every step.
"""

from pathlib import Path
from uuid import uuid4

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from fmdesk.core.domain.access import AccountDraft, Role
from fmdesk.core.domain.charter_drafts import CharterState
from fmdesk.desktop.pages.charters.dialogs import ApproveDialog, GiveBackDialog
from fmdesk.desktop.pages.charters.page import ChartersPage
from fmdesk.testing import STARTER_NOW, FakeTime
from tests.journeys.conftest import Open
from tests.journeys.driver import Driver

SECOND = "tweede.controller"
NAME, CODE = "Sleutels binnen een dag", "sleutels.dag"
PROMISE = (
    "Wij leveren wat u bestelt binnen 24 uur, anders brengen wij de levering niet in rekening."
)


def press(desk: Driver, *keys: str) -> None:
    for one in keys:
        desk.press(one)
        desk.settle()


def state(desk: Driver) -> tuple[str, CharterState]:
    """Return code and state of what is chosen in the list."""
    page = desk.page
    assert isinstance(page, ChartersPage)
    row = page.model.row_at(page.table.current_row())
    assert row is not None
    return row.code, row.state


def be(desk: Driver, login: str) -> None:
    """Let somebody else sit down; signing in has a journey of its own."""
    desk.office.door.actor = login
    press(desk, "F5")


def write(desk: Driver) -> None:
    """Write a charter for everything, with only its names filled in."""
    press(desk, "Ctrl+Shift+N")
    desk.write(NAME)
    desk.press("Tab")
    desk.write("Keys within a day")
    desk.press("Tab")
    desk.write(CODE)
    page = desk.page
    assert isinstance(page, ChartersPage)
    assert page.editor.beside.texts["nl"].toPlainText() == PROMISE
    press(desk, "Ctrl+Return", "Esc")


def test_a_promise_is_written_given_back_and_approved(
    open_window: Open, starter_folder: Path
) -> None:
    desk = open_window(starter_folder, language="nl")
    desk.office.door.time_source = FakeTime(STARTER_NOW)
    first = desk.office.door.actor
    second = AccountDraft(uuid4(), SECOND, (Role.CONTROLLER,), is_new=True)
    desk.office.services.access.save_account(second)
    press(desk, "Ctrl+Shift+A")
    write(desk)
    assert state(desk) == (CODE, CharterState.DRAFT)
    press(desk, "F8")
    assert state(desk) == (CODE, CharterState.WAITS)
    assert any("Niemand keurt het eigen handvest goed" in text for text in desk.texts())

    be(desk, SECOND)
    press(desk, "F9")
    dialog = desk.dialog(GiveBackDialog)
    desk.press("Ctrl+Return")
    desk.wait(dialog.problem.isVisible)
    assert dialog.problem.text() == "Zeg waarom u het concept teruggeeft."
    desk.write("Een dag is te lang voor een sleutel.")
    desk.press("Ctrl+Return")
    desk.until_closed()
    desk.settle()
    assert state(desk) == (CODE, CharterState.RETURNED)

    be(desk, first)
    assert any("te lang voor een sleutel" in text for text in desk.texts())
    press(desk, "Ctrl+E")
    page = desk.page
    assert isinstance(page, ChartersPage)
    amount = page.editor.form.guarantee.amount
    amount.setFocus()
    amount.selectAll()
    desk.write("8")
    assert "binnen 8 uur" in page.editor.beside.texts["nl"].toPlainText()
    press(desk, "Esc", "F8")
    assert state(desk) == (CODE, CharterState.WAITS)

    be(desk, SECOND)
    press(desk, "F8")
    dialog = desk.dialog(ApproveDialog)
    QTest.keyClick(dialog.in_trial, Qt.Key.Key_Space)
    desk.press("Ctrl+Return")
    desk.until_closed()
    desk.settle()
    assert state(desk) == (CODE, CharterState.TO_COME)
    [version] = desk.office.services.charters.page(f"charter:{CODE}").versions
    assert version.charter.trial_until is None
    assert "binnen 8 uur" in version.charter.promise_nl
