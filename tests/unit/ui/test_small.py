"""Texts that follow the language, what the window remembers, dialogs, charts."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from fmdesk.ui.charts import ChartView
from fmdesk.ui.dialogs import FormDialog
from fmdesk.ui.kit import Kit
from fmdesk.ui.memory import Memory
from fmdesk.ui.page import Page
from fmdesk.ui.texts import Texts
from fmdesk.ui.widgets.states import State


def test_texts_follow_the_language(language: Callable[[str], None]) -> None:
    texts, shown = Texts(), []
    texts.say(shown.append, "Cancel")
    language("nl")
    texts.refresh()
    assert shown == ["Cancel", "Annuleren"]


def test_the_window_remembers(tmp_path: Path) -> None:
    path = tmp_path / "new" / "window.json"
    memory = Memory(path)
    memory.put("theme", "dark")
    memory.put("size", [800, 600])
    memory.save()
    again = Memory(path)
    assert again.text("theme") == "dark"
    assert again.numbers("size") == [800, 600]
    assert again.text("size", "none") == "none"
    assert again.numbers("theme") == []
    assert again.get("other", 7) == 7


@pytest.mark.parametrize("content", ["{", "[1]", ""])
def test_a_damaged_memory_costs_only_the_layout(tmp_path: Path, content: str) -> None:
    path = tmp_path / "window.json"
    path.write_text(content)
    assert Memory(path).get("theme") is None


def test_a_memory_that_cannot_be_written_is_no_fault(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    memory = Memory(tmp_path / "file" / "window.json")
    memory.put("theme", "dark")
    memory.save()
    Memory().save()


class Saving(FormDialog):
    """Keeps how often it was saved."""

    saved = 0

    def save(self) -> None:
        self.saved += 1
        self.show_problem("The name is missing.")


def test_a_dialog_saves_by_ctrl_enter_and_says_in_place_what_is_wrong(
    kit: Kit, qtbot: QtBot
) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    dialog = Saving(host, "New order", "Save")
    field = QLineEdit()
    dialog.add_field("Name", field, "As it stands on the badge.")
    dialog.say("")
    with qtbot.waitActive(dialog):
        dialog.open()
    qtbot.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert dialog.saved == 1
    assert dialog.problem.isVisible()
    assert dialog.problem.text() == "The name is missing."
    assert dialog.isVisible()
    assert field.accessibleName() == "Name"
    assert not dialog.sentence.isVisible()
    with qtbot.waitSignal(dialog.rejected):
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)


def test_the_frame_of_a_dialog_saves_nothing_by_itself(kit: Kit, qtbot: QtBot) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    dialog = FormDialog(host, "Close", "Close month", is_danger=True)
    with pytest.raises(NotImplementedError):
        dialog.save()
    assert dialog.save_button.property("kind") == "danger"
    assert isinstance(dialog, QDialog)


def test_a_chart_is_drawn_for_its_size_and_theme(kit: Kit, qtbot: QtBot) -> None:
    drawn: list[tuple[int, int, str]] = []

    def draw(width: int, height: int, theme: str) -> bytes:
        drawn.append((width, height, theme))
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">'
            f'<rect width="{width}" height="{height}" fill="#B3261E"/></svg>'
        ).encode()

    chart = ChartView(kit.theme)
    qtbot.addWidget(chart)
    chart.resize(300, 150)
    assert not chart.grab().isNull()
    chart.show_chart(draw, "Broken per unit")
    assert chart.grab().toImage().pixelColor(150, 75).name().upper() == "#B3261E"
    chart.grab()
    kit.theme.choose("dark")
    chart.grab()
    assert drawn == [(300, 150, "light"), (300, 150, "dark")]
    assert chart.accessibleName() == "Broken per unit"


def test_a_page_gives_way_to_its_states(kit: Kit, qtbot: QtBot) -> None:
    page, steps = Page(kit), []
    qtbot.addWidget(page)
    page.show()
    view = page.states.view
    page.show_loading("Fetching the tickets.")
    assert view.sentence.text() == "Fetching the tickets."
    page.show_error("The database is gone.", lambda: steps.append("again"))
    qtbot.mouseClick(view.action, Qt.MouseButton.LeftButton)
    page.show_empty("Nothing yet", "Take an order.", ("New order", lambda: steps.append("new")))
    qtbot.mouseClick(view.action, Qt.MouseButton.LeftButton)
    page.show_no_rights("Only a controller may see this.")
    assert view.title.text() == "Not for this account"
    assert steps == ["again", "new"]
    page.show_content()
    assert not view.isVisible()
    assert page.go_back() is False
    page.arrive(None)
    page.retranslate()
    assert len(State) == 4
