"""Take the pictures of the documentation: every page in both languages, on the starter office.

Usage: scripts/screenshots [folder]

The office is built in a temporary folder; nothing of the user's own is read.
"""

import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["LOGNAME"] = "n.jansen"  # who works at the example desk

from PySide6.QtCore import QDeadlineTimer, QSize
from PySide6.QtWidgets import QApplication, QWidget

from fmdesk.bootstrap import Silent, make_office
from fmdesk.config import LANGUAGES, Settings
from fmdesk.core.domain.charter import Outcome
from fmdesk.core.domain.views import TicketFilter
from fmdesk.desktop.app import Faults, make_application, make_window
from fmdesk.desktop.shell import MainWindow

ROOT = Path(__file__).resolve().parents[1]
SIZE = QSize(1280, 800)
WAIT_MS = 20_000
QUIET = 40
"""Rounds of 10 ms in which nothing is under way."""


def main() -> None:
    """Build the office, open the window on it and walk through its pages."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "pictures"
    folder.mkdir(parents=True, exist_ok=True)
    app = make_application()
    with tempfile.TemporaryDirectory() as place:
        settings = Settings(data_dir=Path(place))
        office = make_office(settings, is_created=True)
        office.build_demo("starter", Silent())
        window = make_window(app, settings, lambda: office.services, Faults())
        window.resize(SIZE)
        window.show()
        settle(app, window)
        window.theme.choose("light")
        for language in LANGUAGES:
            window.speak(language)
            for name, step in STEPS:
                shown = step(window)
                settle(app, window)
                target = folder / f"{name}-{language}.png"
                (shown or window).grab().save(str(target))
                print(target)
                if shown is not None:
                    shown.close()
        window.close()
        office.close()


def settle(app: QApplication, window: MainWindow) -> None:
    """Wait until nothing is fetched or computed any more."""
    quiet, deadline = 0, QDeadlineTimer(WAIT_MS)
    while quiet < QUIET and not deadline.hasExpired():
        app.processEvents()
        QApplication.instance().thread().msleep(10)
        is_busy = window.desk is None or window.kit.runner.is_busy
        quiet = 0 if is_busy else quiet + 1


def tickets(window: MainWindow) -> None:
    window.open_page("tickets", TicketFilter())


def why(window: MainWindow) -> None:
    month = window.desk.services.month.states()[1].month
    wanted = TicketFilter(month=month, outcome=Outcome.BROKEN)
    window.open_page("tickets", wanted)
    settle(QApplication.instance(), window)
    page = window.page()
    page.open_row(0)
    page.line.show_why()


def line(window: MainWindow) -> None:
    window.page().line.tabs.setCurrentIndex(0)


def month(window: MainWindow) -> None:
    window.open_page("month")
    window.page().go_back()


def preview(window: MainWindow) -> None:
    window.page().preview()


def stock(window: MainWindow) -> None:
    window.page().go_back()
    window.open_page("supplies.stock")


def dialog(action: str) -> Callable[[MainWindow], QWidget]:
    """Return a step that opens a dialog."""

    def step(window: MainWindow) -> QWidget:
        window.actions_[action].trigger()
        return QApplication.activeModalWidget()

    return step


STEPS: tuple[tuple[str, Callable[[MainWindow], QWidget | None]], ...] = (
    ("tickets", tickets),
    ("why", why),
    ("line", line),
    ("month", month),
    ("preview", preview),
    ("stock", stock),
    ("order", dialog("order")),
    ("import", dialog("import")),
    ("keys", dialog("shortcuts")),
)

if __name__ == "__main__":
    main()
