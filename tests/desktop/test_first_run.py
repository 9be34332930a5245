"""The first run with real keys: three ways to begin, and what is said when one does not work."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from fmdesk.config import Server, Settings
from fmdesk.core.domain.errors import StorageError
from fmdesk.desktop.app import Faults, make_kit
from fmdesk.desktop.first_run import FirstRunDialog
from tests.desktop.conftest import keyboard_goes_to
from tests.desktop.cut import cut

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
Ask = Callable[..., FirstRunDialog]


@dataclass
class FakeBeginnings:
    """Begins nothing, and remembers what was asked."""

    asked: list[object] = field(default_factory=list)
    problem: Exception | None = None

    def begin_own(self, organisation: str) -> None:
        self.asked.append(organisation)

    def join(self, server: Server) -> None:
        self.asked.append(server)
        if self.problem is not None:
            raise self.problem


@pytest.fixture
def office() -> FakeBeginnings:
    return FakeBeginnings()


@pytest.fixture
def ask(qtbot: QtBot, qapp: QApplication, tmp_path: Path, office: FakeBeginnings) -> Iterator[Ask]:
    """Open the dialog in a language."""
    kits = []

    def asked(language: str = "en") -> FirstRunDialog:
        kit = make_kit(qapp, Settings(data_dir=tmp_path, language=language), Faults())
        kits.append(kit)
        dialog = FirstRunDialog(kit, office)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
        qtbot.addWidget(dialog)
        dialog.open()
        keyboard_goes_to(qtbot, dialog)
        return dialog

    yield asked
    for kit in kits:
        kit.runner.close()


def choose(qtbot: QtBot, dialog: FirstRunDialog, code: str) -> None:
    button = next(one for one in dialog.choice.children() if one.objectName() == code)
    qtbot.keyClick(button, Key.Key_Space)


def begin(qtbot: QtBot, dialog: FirstRunDialog) -> None:
    qtbot.keyClick(dialog, Key.Key_Return, CONTROL)
    qtbot.waitUntil(lambda: not dialog._kit.runner.is_busy)


def test_the_starter_organisation_is_offered_first(
    ask: Ask, qtbot: QtBot, office: FakeBeginnings
) -> None:
    dialog = ask()
    assert dialog.choice.value == "starter"
    assert "made-up organisation" in dialog.sentence.text()
    begin(qtbot, dialog)
    assert not dialog.isVisible()
    assert office.asked == []


def test_an_own_office_begins_with_its_name(ask: Ask, qtbot: QtBot, office: FakeBeginnings) -> None:
    dialog = ask()
    choose(qtbot, dialog, "own")
    begin(qtbot, dialog)
    assert dialog.problem.text() == "Fill in: Name of the organisation."
    assert office.asked == []
    qtbot.keyClicks(dialog.form.field("organisation"), "Gemeente Voorbeeld")
    begin(qtbot, dialog)
    assert office.asked == ["Gemeente Voorbeeld"]
    assert not dialog.isVisible()
    assert dialog._kit.memory.text("page") == "administration"


def test_a_server_that_does_not_answer_costs_nothing_that_was_typed(
    ask: Ask, qtbot: QtBot, office: FakeBeginnings
) -> None:
    office.problem = StorageError("storage.unreachable", place="db", reason="refused")
    dialog = ask()
    choose(qtbot, dialog, "join")
    for name, text in (("host", "db"), ("database", "desk"), ("user", "jan"), ("password", "x y")):
        qtbot.keyClicks(dialog.form.field(name), text)
    secret = dialog.form.field("password")
    assert isinstance(secret, QLineEdit)
    assert secret.echoMode() is QLineEdit.EchoMode.Password
    begin(qtbot, dialog)
    assert dialog.isVisible()
    assert dialog.problem.isVisible()
    assert "x y" not in dialog.problem.text()
    assert dialog.form.values()["host"] == "db"
    office.problem = None
    begin(qtbot, dialog)
    assert office.asked == [Server("db", "desk", "jan", "x y", 5432)] * 2
    assert not dialog.isVisible()


@pytest.mark.parametrize("language", ["nl", "en"])
def test_nothing_is_cut_in_either_language(ask: Ask, qtbot: QtBot, language: str) -> None:
    dialog = ask(language)
    for code in ("starter", "own", "join"):
        choose(qtbot, dialog, code)
        qtbot.wait(10)
        assert list(cut(dialog)) == []


def test_who_leaves_begins_nothing(ask: Ask, qtbot: QtBot, office: FakeBeginnings) -> None:
    dialog = ask()
    qtbot.keyClick(dialog, Key.Key_Escape)
    assert not dialog.isVisible()
    assert office.asked == []
