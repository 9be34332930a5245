"""What holds for every page: names for a screen reader, both languages, themes, a lean start."""

import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from fmdesk.config import resources_path
from fmdesk.core.domain.errors import DomainError
from fmdesk.desktop.app import Faults, GarbageTimer
from fmdesk.desktop.shell import MainWindow
from fmdesk.ui.tableview import TableView
from tests.desktop.conftest import Opened, dialog_of, settle
from tests.desktop.fakes import FakeMonths

CONTROLS = (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
)
DIALOGS = ("import", "palette", "shortcuts")


def walk(window: MainWindow, qtbot: QtBot) -> Iterator[QWidget]:
    """Yield every state of the window that a user passes through."""
    page = window.page()
    page.open_row(0)
    for tab in range(3):
        page.line.tabs.setCurrentIndex(tab)
        settle(qtbot, window)
        yield window
    page.line.deliver()
    yield dialog_of(window)
    dialog_of(window).close()
    page.line.pause_or_resume()
    yield dialog_of(window)
    dialog_of(window).close()
    window.open_page("intake")
    settle(qtbot, window)
    yield window
    page = window.page()
    page.ask_bespoke()
    settle(qtbot, window)
    yield dialog_of(window)
    dialog_of(window).close()
    window.open_page("month")
    settle(qtbot, window)
    for tab in range(window.page().figures.tabs.count()):
        window.page().figures.tabs.setCurrentIndex(tab)
        yield window
    window.page().preview()
    qtbot.waitUntil(window.page().preview_view.isVisible, timeout=30_000)
    settle(qtbot, window)
    yield window
    window.page().go_back()
    window.open_page("reports")
    settle(qtbot, window)
    yield window
    for name in DIALOGS:
        window.actions_[name].trigger()
        settle(qtbot, window)
        yield dialog_of(window)
        dialog_of(window).close()
    window.open_page("tickets")
    settle(qtbot, window)


def nameless(shown: QWidget) -> list[str]:
    found = []
    for made in shown.findChildren(QWidget):
        if not made.isVisible() or not isinstance(made, CONTROLS):
            continue
        if made.objectName().startswith("qt_") or isinstance(made.parent(), QTabBar):
            continue  # parts of Qt's own widgets
        if made.parent() is not None and isinstance(made.parent(), QAbstractItemView):
            continue  # headers
        name = QAccessible.queryAccessibleInterface(made).text(QAccessible.Text.Name)
        if not name.strip() and not isinstance(made.parent(), QLineEdit):
            found.append(f"{type(made).__name__} {made.objectName()}")
    return found


def test_every_control_has_a_name(window: MainWindow, qtbot: QtBot) -> None:
    QAccessible.setActive(True)
    for shown in walk(window, qtbot):
        assert nameless(shown) == [], shown.windowTitle()


def texts(shown: QWidget) -> set[str]:
    found = set()
    for made in shown.findChildren(QWidget):
        if not made.isVisible():
            continue
        for read in ("text", "toolTip", "accessibleName", "placeholderText", "title"):
            value = getattr(made, read, None)
            if callable(value) and not isinstance(made, QLineEdit):
                found.add(str(value()).strip())
        if isinstance(made, QTabBar):
            found |= {made.tabText(place) for place in range(made.count())}
        if isinstance(made, TableView):
            titles = range(made.rows.columnCount())
            found |= {str(made.rows.headerData(at, Qt.Orientation.Horizontal)) for at in titles}
    return found


@pytest.fixture(scope="module")
def english() -> set[str]:
    """English texts whose Dutch is different: none may be seen in a Dutch window."""
    found = set()
    for part in resources_path("locale", "nl", "LC_MESSAGES", "parts").glob("*.po"):
        with part.open("rb") as file:
            for message in read_po(file, "nl"):
                if isinstance(message.id, str) and message.id and message.id != message.string:
                    found.add(message.id)
    return found


def test_a_change_of_language_leaves_nothing_behind(
    opened: Opened, qtbot: QtBot, english: set[str]
) -> None:
    window = opened("en")
    for _shown in walk(window, qtbot):
        pass
    window.speak("nl")
    settle(qtbot, window)
    for shown in walk(window, qtbot):
        assert texts(shown) & english == set()
    window.speak("en")
    settle(qtbot, window)
    assert window.page().header.title.text() == "Tickets"


@pytest.mark.parametrize("theme", ["dark", "contrast"])
def test_every_page_is_painted_in_every_theme(window: MainWindow, qtbot: QtBot, theme: str) -> None:
    window.theme.choose(theme)
    for shown in walk(window, qtbot):
        assert not shown.grab().isNull()


def test_no_label_reads_markup(window: MainWindow, qtbot: QtBot) -> None:
    for shown in walk(window, qtbot):
        rich = [
            made.text()
            for made in shown.findChildren(QLabel)
            if made.textFormat() is not Qt.TextFormat.PlainText and made.text()
        ]
        assert rich == []


def test_the_first_frame_loads_nothing_heavy(tmp_path: Path) -> None:
    code = (
        "import sys\n"
        "from pathlib import Path\n"
        "from PySide6 import QtCore\n"
        "from PySide6.QtWidgets import QApplication\n"
        "from fmdesk.config import Settings\n"
        "from fmdesk.desktop.app import Faults, make_window\n"
        "from fmdesk.desktop.shell import MainWindow\n"
        "MainWindow._equip = lambda window: None\n"
        "app = QApplication([])\n"
        f"settings = Settings(data_dir=Path({str(tmp_path)!r}))\n"
        "window = make_window(app, settings, lambda: None, Faults())\n"
        "window.show(); app.processEvents(); window.grab()\n"
        "heavy = ('sqlalchemy', 'reportlab', 'alembic', 'pydantic', 'babel', 'pypdfium2',"
        " 'openpyxl', 'durable')\n"
        "print(sorted(set(heavy) & set(sys.modules)))\n"
        # Python makes the 130 enums of Qt when the first of them is named.
        "print('Qt' in vars(QtCore)); QtCore.Qt; print('Qt' in vars(QtCore))\n"
        "import os; os._exit(0)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.split() == ["[]", "False", "True"]


@pytest.mark.logs
def test_a_bug_gets_a_reference_and_a_known_error_its_sentence(
    qtbot: QtBot, qapp: QApplication, caplog: pytest.LogCaptureFixture
) -> None:
    faults = Faults()
    for problem in (ZeroDivisionError("x"), DomainError("month.format", text="12")):
        faults.take(problem)
        qtbot.waitUntil(lambda: bool(_boxes()))
        box = _boxes()[0]
        said = box.text() + box.informativeText()
        assert ("Kenmerk" in said) is isinstance(problem, ZeroDivisionError)
        box.close()
        qtbot.waitUntil(lambda: not _boxes())
    assert "ZeroDivisionError" in caplog.text


def _boxes() -> list[QWidget]:
    return [
        one
        for one in QApplication.topLevelWidgets()
        if one.isVisible() and type(one).__name__ == "QMessageBox"
    ]


@pytest.mark.logs
def test_exceptions_of_slots_and_threads_reach_the_dialog(qtbot: QtBot) -> None:
    seen: list[BaseException] = []
    faults = Faults()
    faults.take = seen.append
    problem = ValueError("x")
    faults.catch(ValueError, problem, None)
    faults.catch_of_thread(
        threading.ExceptHookArgs((ValueError, problem, None, threading.current_thread()))
    )
    assert seen == [problem, problem]


def test_garbage_is_collected_on_the_gui_thread_only(qtbot: QtBot) -> None:
    import gc

    timer = GarbageTimer()
    assert not gc.isenabled()
    timer.stop()
    assert gc.isenabled()


def test_an_empty_month_list_is_no_fault(opened: Opened, qtbot: QtBot) -> None:
    window = opened("nl", month=FakeMonths(names=()))
    window.open_page("month")
    settle(qtbot, window)
    window.speak("en")
    settle(qtbot, window)
