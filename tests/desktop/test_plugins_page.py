"""The page of the plugins, with real keys: look, install, switch, remove, take everything away."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from fmdesk.core.domain.errors import DomainError, NotAllowedError, PluginError, StorageError
from fmdesk.core.domain.installing import Addition
from fmdesk.core.domain.spec import PluginState, Text
from fmdesk.desktop.pages.plugins.dialogs import InstallDialog, PurgeDialog, RemoveDialog
from fmdesk.desktop.pages.plugins.page import PluginsPage
from fmdesk.desktop.shell import MainWindow
from tests.desktop.conftest import Opened, dialog_of, keyboard_goes_to, settle
from tests.desktop.fake_plugins import FakePlugins, info

Key = Qt.Key
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def plugins() -> FakePlugins:
    return FakePlugins()


@pytest.fixture
def window(opened: Opened, plugins: FakePlugins, qtbot: QtBot) -> MainWindow:
    """The window on the plugins, opened by its key."""
    made = opened(plugins=plugins)
    qtbot.keyClick(made, Key.Key_0, CONTROL)
    settle(qtbot, made)
    return made


@pytest.fixture(autouse=True)
def _no_problems(problems: list[Exception]) -> Iterator[None]:
    yield
    assert problems == []


def page_of(window: MainWindow) -> PluginsPage:
    page = window.page()
    assert isinstance(page, PluginsPage)
    return page


def go_to(window: MainWindow, place: int) -> PluginsPage:
    page = page_of(window)
    page.table.setFocus()
    page.table.go_to(place)
    return page


def words(page: PluginsPage) -> str:
    QApplication.processEvents()  # a label that was added is shown by the next round
    shown = [made for made in page.card.findChildren(QLabel) if made.isVisibleTo(page)]
    return "\n".join(made.text() for made in shown)


def test_every_plugin_is_a_row_and_the_chosen_one_tells_all(window: MainWindow) -> None:
    page = go_to(window, 1)
    assert [page.model.row_at(n).row.id for n in range(3)] == ["supplies", "keys", "doors"]
    shown = words(page)
    assert "Products" in shown
    assert "Key" in shown
    assert "jan, " in shown
    assert page.remove_button.isVisible()
    page = go_to(window, 0)
    assert "The program" in words(page)
    assert not page.remove_button.isVisible()
    assert page.switch_button.text() == "Switch off"
    window.speak("nl")
    assert page.card.title.text() == "Voorraad"
    assert page.model.data(page.model.index(0, 1)) == "Voorraad"


def test_a_fault_has_its_reason_and_is_copied_by_one_key(window: MainWindow, qtbot: QtBot) -> None:
    page = go_to(window, 2)
    assert "failed in import: ZeroDivisionError" in page.reason.text()
    assert "line 3" in page.trace.toPlainText()
    qtbot.keyClick(page.table, Key.Key_C, CONTROL | SHIFT)
    copied = QApplication.clipboard().text()
    assert copied.startswith("Doors 1.0 (doors)\n")
    assert "ZeroDivisionError: division by zero" in copied


def test_enter_switches_it_off_and_on(
    window: MainWindow, plugins: FakePlugins, qtbot: QtBot
) -> None:
    page = go_to(window, 1)
    qtbot.keyClick(page.table, Key.Key_Return)
    settle(qtbot, window)
    assert plugins.rows["keys"].row.state is PluginState.DISABLED
    assert "switched off for the whole office" in page.reason.text()
    assert page.switch_button.text() == "Switch on"
    qtbot.keyClick(page.table, Key.Key_Return)
    settle(qtbot, window)
    assert plugins.rows["keys"].row.state is PluginState.ACTIVE


def install(window: MainWindow, qtbot: QtBot, path: Path, monkeypatch: object) -> InstallDialog:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    qtbot.keyClick(page_of(window).table, Key.Key_O, CONTROL)
    dialog = dialog_of(window)
    assert isinstance(dialog, InstallDialog)
    settle(qtbot, window)
    keyboard_goes_to(qtbot, dialog)
    return dialog


def test_a_wheel_is_shown_before_it_is_installed(
    window: MainWindow, plugins: FakePlugins, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = install(window, qtbot, Path("fmdesk_rooms2.whl"), monkeypatch)
    shown = "\n".join(made.text() for made in dialog.findChildren(QLabel))
    for word in ("Rooms II", "0.9", "as before: 1", "rights of the program"):
        assert word in shown
    assert not dialog.more.isVisible()
    assert "rooms2" not in plugins.rows
    qtbot.keyClick(dialog, Key.Key_Return, CONTROL)
    settle(qtbot, window)
    assert ("install", "fmdesk_rooms2.whl") in plugins.log
    assert page_of(window).model.row_total() == 4


def test_a_newer_version_that_may_do_more_is_agreed_with_first(
    window: MainWindow, plugins: FakePlugins, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    plugins.had = (Addition("products", (Text("Kaart", "Card"),)),)
    dialog = install(window, qtbot, Path("fmdesk_rooms2.whl"), monkeypatch)
    shown = "\n".join(made.text() for made in dialog.findChildren(QLabel))
    assert "Products\nnew: Key; gone: Card" in shown
    assert "Own tables\nnew: keys_" in shown
    assert dialog.more.text() == "It may do more than version 0.9 does, and I agree with that."
    assert dialog.more.hasFocus()
    qtbot.keyClick(dialog, Key.Key_Return, CONTROL)
    settle(qtbot, window)
    assert ("install", "fmdesk_rooms2.whl") not in plugins.log
    qtbot.keyClick(dialog.more, Key.Key_Space)
    qtbot.keyClick(dialog, Key.Key_Return, CONTROL)
    settle(qtbot, window)
    assert ("install", "fmdesk_rooms2.whl") in plugins.log


def test_what_is_wrong_with_a_wheel_is_said_in_place(
    window: MainWindow, plugins: FakePlugins, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = install(window, qtbot, Path("fmdesk_rooms2.tar.gz"), monkeypatch)
    assert "Ask its maker for the built wheel" in dialog.problem.text()
    assert not dialog.save_button.isEnabled()
    qtbot.keyClick(dialog, Key.Key_Return, CONTROL)
    settle(qtbot, window)
    assert plugins.log == ["plugins", Path("fmdesk_rooms2.tar.gz")]


def test_a_wheel_may_be_dropped(window: MainWindow, plugins: FakePlugins, qtbot: QtBot) -> None:
    page, data = page_of(window), QMimeData()
    data.setUrls([QUrl.fromLocalFile("/somewhere/fmdesk_rooms2.whl")])
    event = QDropEvent(
        QPointF(9, 9),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    page.dropEvent(event)
    settle(qtbot, window)
    assert isinstance(dialog_of(window), InstallDialog)
    assert Path("/somewhere/fmdesk_rooms2.whl") in plugins.log


def test_removing_says_what_stays(window: MainWindow, plugins: FakePlugins, qtbot: QtBot) -> None:
    page = go_to(window, 1)
    qtbot.keyClick(page.table, Key.Key_Delete)
    dialog = dialog_of(window)
    assert isinstance(dialog, RemoveDialog)
    assert "tables stay" in dialog.sentence.text()
    keyboard_goes_to(qtbot, dialog)
    qtbot.keyClick(dialog, Key.Key_Return, CONTROL)
    settle(qtbot, window)
    assert page.model.row_at(1).row.state is PluginState.REMOVED
    assert "install it again to go on" in page.reason.text()
    buttons = (page.switch_button, page.copy_button, page.remove_button, page.purge_button)
    assert [one.isVisible() for one in buttons] == [False, False, False, True]
    keyboard_goes_to(qtbot, window)
    for key in (Key.Key_Return, Key.Key_Delete):
        qtbot.keyClick(page.table, key)
    settle(qtbot, window)
    assert QApplication.activeModalWidget() is None
    assert plugins.rows["keys"].row.state is PluginState.REMOVED
    qtbot.keyClick(page.table, Key.Key_Delete, SHIFT)
    assert isinstance(dialog_of(window), PurgeDialog)


def test_purging_says_what_goes_and_waits_for_open_lines(
    window: MainWindow, plugins: FakePlugins, qtbot: QtBot
) -> None:
    plugins.open_lines = 3
    page = go_to(window, 1)
    qtbot.keyClick(page.table, Key.Key_Delete, SHIFT)
    settle(qtbot, window)
    dialog = dialog_of(window)
    assert isinstance(dialog, PurgeDialog)
    keyboard_goes_to(qtbot, dialog)
    shown = "\n".join(made.text() for made in dialog.findChildren(QLabel))
    assert "Table keys_door\nrows: 12" in shown
    qtbot.keyClick(dialog, Key.Key_Return, CONTROL)
    settle(qtbot, window)
    assert "not finished: 3" in dialog.problem.text()
    assert "keys" in plugins.rows
    dialog.despite_lines.setChecked(True)
    qtbot.keyClick(dialog, Key.Key_Return, CONTROL)
    settle(qtbot, window)
    assert ("purge", "keys") in plugins.log
    assert page.model.row_total() == 2


@pytest.mark.parametrize(
    ("problem", "title"),
    [
        (NotAllowedError("access.area", name="jan", area="", roles=""), "Not for this account"),
        (StorageError("storage.busy", place="", reason=""), "That did not work"),
    ],
)
def test_who_may_not_see_it_is_told_so(
    opened: Opened, qtbot: QtBot, problem: DomainError, title: str
) -> None:
    plugins = FakePlugins(problem=problem)
    made = opened(plugins=plugins)
    qtbot.keyClick(made, Key.Key_0, CONTROL)
    settle(qtbot, made)
    page = page_of(made)
    assert page.states.view.title.text() == title
    plugins.problem = None
    made.refresh()
    settle(qtbot, made)
    assert page.model.row_total() == 3


def test_safe_mode_is_said_with_the_way_back(
    window: MainWindow, plugins: FakePlugins, qtbot: QtBot
) -> None:
    page = page_of(window)
    assert not page.safe_mode.isVisible()  # the control
    off = PluginError("plugin.safe_mode", plugin="keys")
    plugins.rows["keys"] = info("keys", PluginState.DISABLED, off)
    window.refresh()
    settle(qtbot, window)
    assert page.safe_mode.isVisible()
    assert "start it again" in page.safe_mode.text()


def test_the_page_speaks_dutch(window: MainWindow, qtbot: QtBot) -> None:
    page = go_to(window, 2)
    qtbot.keyClick(page, Key.Key_L, CONTROL)
    settle(qtbot, window)
    assert page.install_button.text().strip() == "Installeren…"
    assert page.switch_button.text() == "Aanzetten"
    assert page.model.index(2, 0).data() == "Fout"
    assert "De plugin doors" in page.reason.text()
