"""Views of the ticket list: three built in, the user's own, a key for each."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from fmdesk.core.domain.ticket import LineState
from fmdesk.core.domain.views import TicketFilter
from fmdesk.desktop.pages.tickets.views import BUILT_IN, SavedView, SavedViews
from fmdesk.desktop.shell import MainWindow
from fmdesk.ui.memory import Memory
from tests.desktop.conftest import Opened, dialog_of, keyboard_goes_to, settle
from tests.desktop.fakes import FakeQueries

ALT = Qt.KeyboardModifier.AltModifier
CTRL = Qt.KeyboardModifier.ControlModifier
STOCK = TicketFilter(text="paper", states=(LineState.PAUSED,), unit_id=3, sort="price")


def offered(window: MainWindow) -> list[str]:
    chip = window.page().views
    chip.offer()
    menu = chip.findChild(QMenu)
    texts = [action.text() for action in menu.actions() if action.text()]
    menu.close()
    return texts


def press(window: MainWindow, text: str) -> None:
    chip = window.page().views
    chip.offer()
    menu = chip.findChild(QMenu)
    next(action for action in menu.actions() if action.text() == text).trigger()
    menu.close()


def keep_as(window: MainWindow, qtbot: QtBot, name: str, action: str = "Save as…") -> None:
    press(window, action)
    dialog = dialog_of(window)
    keyboard_goes_to(qtbot, dialog)
    dialog.name.clear()
    qtbot.keyClicks(dialog.name, name)
    qtbot.keyClick(dialog.name, Qt.Key.Key_Return, CTRL)


@pytest.mark.parametrize("place", [0, 1, 2])
def test_alt_and_a_digit_show_a_built_in_view(
    window: MainWindow, qtbot: QtBot, queries: FakeQueries, place: int
) -> None:
    page = window.page()
    qtbot.keyClick(page.table, Qt.Key(Qt.Key.Key_1 + place), ALT)
    settle(qtbot, window)
    assert queries.log[-1] == BUILT_IN[place].wanted
    assert page.views.text().strip() == BUILT_IN[place].name
    assert page.filters.chips["state"].value == ""
    assert page.table.current_row() == 0


def test_a_digit_without_a_view_does_nothing(
    window: MainWindow, qtbot: QtBot, queries: FakeQueries
) -> None:
    asked = len(queries.log)
    qtbot.keyClick(window.page().table, Qt.Key.Key_9, ALT)
    settle(qtbot, window)
    assert len(queries.log) == asked


def test_what_is_shown_is_kept_under_a_name_with_its_columns(
    window: MainWindow, qtbot: QtBot, queries: FakeQueries
) -> None:
    page = window.page()
    keys = [one.key for one in page.model.columns]
    page.presenter.show(STOCK)
    page.table.show_column(keys.index("price"), is_on=False)
    page.table.show_column(keys.index("location"), is_on=True)
    settle(qtbot, window)
    keep_as(window, qtbot, "Paper that waits")
    assert page.views.text().strip() == "Paper that waits"
    page.table.show_column(keys.index("price"), is_on=True)
    page.clear_filters()
    settle(qtbot, window)
    assert page.views.text().strip() == "View"
    keyboard_goes_to(qtbot, window)
    qtbot.keyClick(page.table, Qt.Key.Key_4, ALT)
    settle(qtbot, window)
    assert queries.log[-1] == STOCK
    assert page.table.isColumnHidden(keys.index("price"))
    assert not page.table.isColumnHidden(keys.index("location"))
    assert not page.table.isColumnHidden(keys.index("product"))


def test_own_views_are_renamed_and_deleted_built_in_ones_are_not(
    window: MainWindow, qtbot: QtBot
) -> None:
    page = window.page()
    page.presenter.show(STOCK)
    settle(qtbot, window)
    assert offered(window)[-1] == "Save as…"
    keep_as(window, qtbot, "Paper & ink")
    assert offered(window)[3:] == ["Paper && ink\tAlt+4", "Save as…", "Rename…", "Delete"]
    keep_as(window, qtbot, "Paper", "Rename…")
    assert page.views.text().strip() == "Paper"
    press(window, "Delete")
    assert [one.is_built_in for one in page.views.views.all()] == [True] * 3
    assert page.views.text().strip() == "View"
    keyboard_goes_to(qtbot, window)
    qtbot.keyClick(page.table, Qt.Key.Key_1, ALT)
    settle(qtbot, window)
    assert page.views.text().strip() == "All open"
    assert "Delete" not in offered(window)


@pytest.mark.parametrize(
    ("name", "said"),
    [("  ", "Give the view a name."), ("All open", "A fixed view has this name already.")],
)
def test_a_name_that_cannot_be_is_told(
    window: MainWindow, qtbot: QtBot, name: str, said: str
) -> None:
    keep_as(window, qtbot, name)
    dialog = dialog_of(window)
    assert dialog.problem.text().startswith(said)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert len(window.page().views.views.all()) == 3


def test_views_speak_dutch(opened: Opened) -> None:
    window = opened(language="nl")
    assert window.page().views.text().strip() == "Weergave"
    assert [one.partition("\t")[0] for one in offered(window)] == [
        "Alles wat loopt",
        "Bijna of al te laat",
        "Mijn meldingen",
        "Opslaan als…",
    ]


def test_views_outlive_the_program(tmp_path: Path) -> None:
    path = tmp_path / "window.json"
    SavedViews(Memory(path)).save(SavedView("Paper", STOCK, ("number", "due")))
    again = SavedViews(Memory(path))
    assert again.all()[3:] == (SavedView("Paper", STOCK, ("number", "due")),)
    again.save(SavedView("Paper", TicketFilter()))
    again.save(SavedView("Ink", STOCK))
    again.rename("Ink", "Paper")
    assert again.all()[3:] == (SavedView("Paper", STOCK),)


def test_a_view_that_cannot_be_read_costs_itself_alone() -> None:
    memory = Memory()
    views = SavedViews(memory)
    views.save(SavedView("Paper", STOCK))
    kept = memory.get("views.tickets")
    memory.put("views.tickets", ["{", 7, '{"name": 3}', *kept])
    assert [one.name for one in views.all()[3:]] == ["Paper"]
