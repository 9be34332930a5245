"""Actions of plugins in menus and palette, and their timer work, in the real window."""

from dataclasses import dataclass, field
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from fmdesk.core.domain.errors import DomainError, PluginError
from fmdesk.core.domain.spec import PluginActionSpec, Text, ViewSpec
from fmdesk.core.domain.views import Changes
from fmdesk.desktop.shell import MainWindow
from tests.desktop.conftest import Opened, dialog_of, settle
from tests.desktop.test_shell import PluginPage

KEYS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
SWEEP = PluginActionSpec("sweep", Text("Bezem erdoor", "Sweep"), "check", "Ctrl+Alt+S", "sweep")
OPEN = PluginActionSpec("open", Text("Naar de kast", "Go to the cupboard"), view="cupboard")
TAKEN = PluginActionSpec("taken", Text("Bezet", "Taken"), shortcut="Ctrl+N", command="sweep")
TWICE = PluginActionSpec("twice", Text("Twee", "Twice"), shortcut="Alt+Ctrl+S", command="sweep")


@dataclass
class FakePlugins:
    """A plugin with a page and four actions."""

    given: tuple[PluginActionSpec, ...] = (SWEEP, OPEN, TAKEN, TWICE)
    ran: list[tuple[str, str]] = field(default_factory=list)
    fault: DomainError | None = None
    rounds: int = 0

    def views(self) -> tuple[tuple[str, ViewSpec], ...]:
        if not self.given:
            return ()
        factory = f"{PluginPage.__module__}:PluginPage"
        return (("keys", ViewSpec("cupboard", Text("Kast", "Cupboard"), "package", factory)),)

    def actions(self) -> tuple[tuple[str, PluginActionSpec], ...]:
        return tuple(("keys", one) for one in self.given)

    def run(self, op_id: UUID, plugin: str, command: str, payload: object = None) -> None:
        assert (payload, op_id.version) == (None, 4)
        if self.fault:
            raise self.fault
        self.ran.append((plugin, command))

    def run_due(self) -> tuple[DomainError, ...]:
        self.rounds += 1
        return (PluginError("keys.lost", reason="De kast is op slot."),)


@pytest.fixture
def plugins() -> FakePlugins:
    return FakePlugins()


@pytest.fixture
def window(opened: Opened, plugins: FakePlugins) -> MainWindow:
    return opened(extensions=plugins)


def test_a_command_is_run_by_its_keys_and_said_to_be_done(
    window: MainWindow, plugins: FakePlugins, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(window.desk.changed) as changed:
        qtbot.keyClick(window, Qt.Key.Key_S, KEYS)
    assert plugins.ran == [("keys", "sweep")]
    assert changed.args[0].is_everything
    assert window.toast.words.text() == "Done: Sweep"
    settle(qtbot, window)


def test_a_refusal_is_said(window: MainWindow, plugins: FakePlugins, qtbot: QtBot) -> None:
    plugins.fault = PluginError("keys.lost", reason="De kast is op slot.")
    with qtbot.waitSignal(window.desk.said) as said:
        window.actions_["keys.sweep"].trigger()
    assert said.args == ["De kast is op slot."]
    settle(qtbot, window)


def test_the_palette_finds_it_in_both_languages(window: MainWindow, qtbot: QtBot) -> None:
    window.actions_["palette"].trigger()
    palette = dialog_of(window)
    qtbot.keyClicks(palette.field, "cupboard")
    settle(qtbot, window)
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert window.page_name == "keys.cupboard"
    window.speak("nl")
    assert window.actions_["keys.open"].text() == "Naar de kast"
    settle(qtbot, window)


def test_what_comes_and_goes_with_a_plugin_is_found_at_once(
    window: MainWindow, plugins: FakePlugins, qtbot: QtBot
) -> None:
    plugins.given = (OPEN, TWICE)
    window.desk.changed.emit(Changes(is_everything=True))
    shown = [spec.id for spec in window.actions_.specs if spec.id.startswith("keys.")]
    assert shown == ["keys.open", "keys.twice"]
    qtbot.keyClick(window, Qt.Key.Key_S, KEYS)
    settle(qtbot, window)
    assert plugins.ran == [("keys", "sweep")], "the keys are free for the other one"
    kept = window.actions_["keys.open"]
    window.desk.changed.emit(Changes(is_everything=True))
    assert window.actions_["keys.open"] is kept, "nothing changed, so nothing is made anew"
    settle(qtbot, window)


@pytest.mark.logs
def test_a_page_whose_plugin_another_desk_took_away_is_left(
    window: MainWindow, plugins: FakePlugins, qtbot: QtBot
) -> None:
    window.open_page("keys.cupboard")
    settle(qtbot, window)
    window.desk.sending.timeout.emit()
    settle(qtbot, window)
    assert window.page_name == "keys.cupboard", "nothing changed"
    plugins.given = ()
    window.desk.services.plugins.changed_elsewhere = ("keys",)
    window.desk.sending.timeout.emit()
    settle(qtbot, window)
    assert window.page_name == "tickets"
    assert window.toast.words.text() == "Changed at another desk: the plugin keys."
    assert not [spec for spec in window.actions_.specs if spec.id.startswith("keys.")]


def test_keys_that_are_taken_stay_with_whom_they_were(window: MainWindow) -> None:
    keys = {name: window.actions_[f"keys.{name}"].shortcuts() for name in ("taken", "twice")}
    assert keys == {"taken": [], "twice": []}
    assert window.actions_["intake"].shortcuts()
    window.actions_["shortcuts"].trigger()
    assert dialog_of(window).isVisible(), "and the sheet of keys shows texts of plugins too"


@pytest.mark.logs
def test_timer_work_is_done_by_a_desk_off_its_window(
    window: MainWindow, plugins: FakePlugins, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    window.desk.sending.timeout.emit()
    settle(qtbot, window)
    assert plugins.rounds == 1
    assert "De kast is op slot." in caplog.text
