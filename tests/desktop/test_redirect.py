"""Redirecting a line: what the dialog asks, what it says when refused, and who can."""

from types import SimpleNamespace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from fmdesk.core.domain.access import Me, Role
from fmdesk.core.domain.errors import NotAllowedError
from fmdesk.desktop.shell import MainWindow
from tests.desktop.conftest import dialog_of, settle
from tests.desktop.unit_keys import no_problems, page_of, press, save, unit, window

__all__ = ["no_problems", "unit", "window"]


def chosen(qtbot: QtBot, window: MainWindow) -> QWidget:
    """Open the dialog by its key and choose a unit; the keyboard goes to the reason."""
    press(qtbot, window, "G")
    dialog = dialog_of(window)
    dialog.unit.pick(dialog._units("")[1])
    return dialog


def test_a_key_asks_for_the_unit_and_the_reason(
    window: MainWindow, qtbot: QtBot, unit: SimpleNamespace
) -> None:
    dialog = chosen(qtbot, window)
    assert "M000001.1" in dialog.windowTitle()
    save(qtbot, window, "theirs")
    (draft,) = unit.returns.redirected
    assert (draft.line_id, draft.unit, draft.reason) == (1, "U1", "theirs")
    assert draft.version == page_of(window).work.shown.line.version - 1


def test_without_a_unit_or_a_reason_the_dialog_says_what_is_missing(
    window: MainWindow, qtbot: QtBot, unit: SimpleNamespace
) -> None:
    press(qtbot, window, "G")
    dialog = dialog_of(window)
    save(qtbot, window, "")
    assert dialog.problem.text() == "Choose the unit that does it."
    dialog.unit.pick(dialog._units("")[1])
    save(qtbot, window, "")
    assert dialog.problem.text().startswith("Say why")
    assert dialog.save_button.isEnabled()
    assert unit.returns.redirected == []


def test_a_refusal_leaves_what_was_typed(
    window: MainWindow, qtbot: QtBot, unit: SimpleNamespace
) -> None:
    def refuse(_draft: object) -> None:
        raise NotAllowedError("redirect.lead_only", number="M000001.1")

    unit.returns.redirect = refuse
    dialog = chosen(qtbot, window)
    save(qtbot, window, "not ours")
    assert "ask a desk lead" in dialog.problem.text()
    assert dialog.reason.text() == "not ours"


def test_who_is_no_lead_redirects_what_came_back_alone(
    window: MainWindow, qtbot: QtBot, unit: SimpleNamespace
) -> None:
    work = page_of(window).work
    assert work.buttons["redirect"].isEnabled(), "the control: a lead may"
    me = Me("x", "X", None, 1, (Role.DESK,))
    work.presenter.place = work.presenter.place.__class__(
        me, work.presenter.place.units, work.presenter.place.unit_id, ()
    )
    work.presenter.show_line(1)
    settle(qtbot, window)
    assert not work.buttons["redirect"].isEnabled()
    qtbot.keyClick(window, Qt.Key.Key_G)
    settle(qtbot, window)
    assert unit.returns.redirected == []
