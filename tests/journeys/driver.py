"""Hands and eyes of a person at the desk: keys, clicks, and what stands on the screen."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QElapsedTimer, QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QDialog,
    QFileDialog,
    QLabel,
    QLineEdit,
    QMenu,
    QMessageBox,
    QWidget,
)
from pytestqt.qtbot import QtBot

from fmdesk.bootstrap import Office
from fmdesk.desktop.shell import MainWindow
from fmdesk.ui.page import Page
from fmdesk.ui.tableview import TableView
from fmdesk.ui.widgets.badge import StatusBadge

LONG_MS = 30_000
"""How long one job may take on a loaded machine; nothing is asserted about speed."""
REST_MS = 4 * LONG_MS
"""How long the window may take to come to rest, whatever one answer asks next."""
QUIET = 4
"""Rounds of the event loop in which nothing is under way: an answer may ask the next thing."""
SOON_MS = 500
"""A timer of so little waits for a pause in the typing or for a paint; a longer one for people."""
POLL_MS = 10
"""How often a busy window is looked at again."""
TRIES = 600
"""How often a person looks whether the dialog is there, every 50 ms."""
LEFT = Qt.MouseButton.LeftButton
W = TypeVar("W", bound=QWidget)
KEYS = {"↵": Qt.Key.Key_Return, "Esc": Qt.Key.Key_Escape, "Tab": Qt.Key.Key_Tab}


@dataclass
class Driver:
    """A person at the window.

    Attributes:
        bot: Sends the events.
        window: The real window.
        office: The real services behind it, for what the screen does not tell.
    """

    bot: QtBot
    window: MainWindow
    office: Office

    @property
    def front(self) -> QWidget:
        """The dialog or window that takes the keys now."""
        return QApplication.activeModalWidget() or self.window

    @property
    def focus(self) -> QWidget:
        """What the keys go to."""
        front = self.front
        if not front.isActiveWindow() and QApplication.activePopupWidget() is None:
            front.activateWindow()
            self.wait(front.isActiveWindow)
        return QApplication.activePopupWidget() or front.focusWidget() or front

    @property
    def page(self) -> Page:
        """The page shown in the window."""
        return self.window.page()

    def wait(self, is_so: Callable[[], object]) -> None:
        """Wait until something is so, while the window lives on."""
        self.bot.waitUntil(lambda: bool(is_so()), timeout=LONG_MS)

    def settle(self) -> None:
        """Wait until nothing is fetched, computed or about to be.

        Answers that ask the next thing, and timers that begin each other, may keep a window busy
        for ever though nothing takes long; so the whole has a limit, and what was seen is named.
        """
        quiet, seen, since = 0, Counter[str](), QElapsedTimer()
        since.start()
        while quiet < QUIET:
            QTest.qWait(1 if quiet else POLL_MS)
            busy = tuple(self.busy_with())
            seen.update(busy)
            quiet = 0 if busy else quiet + 1
            if since.hasExpired(REST_MS):
                often = ", ".join(f"{what} ({n} times)" for what, n in seen.most_common())
                raise AssertionError(f"After {REST_MS // 1000} s there was no rest: {often}")

    def busy_with(self) -> Iterator[str]:
        """Yield what is under way, and the timers that are about to ask for something."""
        runner = self.window.kit.runner
        yield from (f"job “{one.title}”" for one in runner.jobs)
        if runner.is_busy and not runner.jobs:
            yield "short work on a thread"
        for one in self.window.findChildren(QTimer):
            if one.isActive() and one.isSingleShot() and one.interval() <= SOON_MS:
                whose = one.parent()
                named = (one.objectName(), "of", type(whose).__name__, whose.objectName())
                yield " ".join(filter(None, ("timer", *named)))

    # --- looking ---------------------------------------------------------------------------------

    def find(self, kind: type[W], name: str) -> W:
        """Return the one thing of this kind and name that can be seen."""
        found = [one for one in self.front.findChildren(kind, name) if one.isVisible()]
        assert len(found) == 1, f"{len(found)} visible {kind.__name__} named {name!r}"
        return found[0]

    def texts(self, inside: QWidget | None = None) -> list[str]:
        """Return every text that can be seen, from top to bottom."""
        where = inside or self.front
        kinds = (QLabel, QAbstractButton, StatusBadge)
        found = (one for kind in kinds for one in where.findChildren(kind))
        shown = [one for one in found if one.isVisible() and one.text()]
        shown.sort(key=lambda one: (one.mapTo(where, QPoint()).y(), one.mapTo(where, QPoint()).x()))
        return [plain(one.text()) for one in shown]

    def column(self, table: TableView, key: str) -> int:
        """Return the place of a table's column."""
        return next(n for n, column in enumerate(table.rows.columns) if column.key == key)

    def cell(self, table: TableView, row: int, key: str) -> str:
        """Return what a cell shows."""
        return plain(str(table.rows.data(table.rows.index(row, self.column(table, key)))))

    # --- doing -----------------------------------------------------------------------------------

    def press(self, keys: str) -> None:
        """Press a key or a chord such as `Ctrl+N` where the focus is."""
        *chord, last = keys.split("+")
        held = Qt.KeyboardModifier.NoModifier
        for name in chord:
            held |= getattr(Qt.KeyboardModifier, {"Ctrl": "Control"}.get(name, name) + "Modifier")
        key = KEYS.get(last) or getattr(Qt.Key, f"Key_{last}")
        QTest.keyClick(self.focus, key, held)
        QApplication.processEvents()

    def write(self, text: str) -> None:
        """Type a text where the focus is."""
        QTest.keyClicks(self.focus, text)

    def click(self, what: QWidget | str) -> None:
        """Click in the middle of a button, by itself or by its name."""
        target = self.find(QAbstractButton, what) if isinstance(what, str) else what
        assert target.isEnabled(), f"{target.objectName()} cannot be clicked"
        is_box = isinstance(target, QCheckBox)  # takes clicks on box and words only
        place = QPoint(10, target.height() // 2) if is_box else target.rect().center()
        self.bot.mouseClick(target, LEFT, pos=place)

    def click_cell(self, table: TableView, row: int, key: str) -> None:
        """Click on a cell of a table."""
        index = table.rows.index(row, self.column(table, key))
        table.scrollTo(index)
        place = table.visualRect(index).center()
        QTest.mouseMove(table.viewport(), place)
        self.bot.mouseClick(table.viewport(), LEFT, pos=place)

    def click_tab(self, tabs: QWidget, place: int) -> None:
        """Click on a tab."""
        bar = tabs.tabBar()
        self.bot.mouseClick(bar, LEFT, pos=bar.tabRect(place).center())

    def choose(self, button: str, entry: str) -> None:
        """Open the menu of a button and click on the entry with this name or text."""
        self.click(button)
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        (action,) = (
            one for one in menu.actions() if entry in {one.objectName(), plain(one.text())}
        )
        self.bot.mouseClick(menu, LEFT, pos=menu.actionGeometry(action).center())

    def give_path(self, path: Path, open_: Callable[[], object]) -> None:
        """Do what opens a file dialog, type a path into it and press Enter.

        The completer of Qt's dialog is taken away: it reads folders on a thread, and on a busy
        machine it takes the keys that are typed meanwhile apart.
        """
        tries = iter(range(TRIES))

        def answer() -> None:
            dialog = QApplication.activeModalWidget()
            if isinstance(dialog, QMessageBox):
                dialog.close()
            elif isinstance(dialog, QFileDialog):
                field = dialog.findChild(QLineEdit, "fileNameEdit")
                field.setCompleter(None)
                field.clear()
                QTest.keyClicks(field, str(path))
                QTest.keyClick(field, Qt.Key.Key_Return)
            if not isinstance(dialog, QFileDialog) or dialog.isVisible():
                again()

        def again() -> None:
            if next(tries, None) is not None:
                QTimer.singleShot(50, answer)
            elif isinstance(dialog := QApplication.activeModalWidget(), QFileDialog):
                dialog.reject()

        again()
        open_()
        assert path.exists() or next(tries, None) is not None, f"{path} was not taken"
        for _left in tries:
            pass

    def dialog(self, kind: type[W]) -> W:
        """Return the dialog that stands in front."""
        self.wait(lambda: isinstance(self.front, kind))
        front = self.front
        assert isinstance(front, kind)
        return front

    def until_closed(self) -> None:
        """Wait until no dialog stands in front of the window."""
        self.wait(lambda: not isinstance(self.front, QDialog))
        self.settle()


def plain(text: str) -> str:
    """Return a text with plain spaces, as one reads it."""
    return " ".join(text.split())


def every(window: QWidget, kind: type[W]) -> Iterator[W]:
    """Yield everything of a kind that can be seen in a window."""
    return (one for one in window.findChildren(kind) if one.isVisibleTo(window) and one.isVisible())
