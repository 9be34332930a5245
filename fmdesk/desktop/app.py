"""Starts the desktop: application, look, language, what happens to errors that nobody caught."""

import gc
import os
import sys
import threading
from collections.abc import Callable, Sequence
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from fmdesk.config import LANGUAGES, THEMES, Settings
from fmdesk.core.domain.errors import DomainError
from fmdesk.desktop.languages import Languages
from fmdesk.desktop.shell import MainWindow
from fmdesk.i18n import _, set_language
from fmdesk.ui.kit import Kit
from fmdesk.ui.memory import Memory
from fmdesk.ui.tasks import JobDiedError, TaskRunner
from fmdesk.ui.theme import STYLE_ARGUMENTS, Theme, install

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMessageBox

    from fmdesk.core.services.office import Services
    from fmdesk.desktop.first_run import Beginnings

_COLLECT_MS = 2000


class Faults(QObject):
    """Shows an error that nobody handled; a known one as its sentence, a bug with a reference."""

    _raised = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._box: QMessageBox | None = None
        self._raised.connect(self._show_soon)

    def take(self, problem: BaseException) -> None:
        """Write the error to the log and show it; may be called on any thread."""
        if not isinstance(problem, DomainError):
            problem.__notes__ = [*getattr(problem, "__notes__", []), os.urandom(4).hex()]
            lines = _lines(problem)
            from logging import getLogger

            getLogger(__name__).error("fault %s\n%s", problem.__notes__[-1], lines)
        self._raised.emit(problem)

    def catch(
        self, kind: type[BaseException], problem: BaseException, trace: TracebackType | None
    ) -> None:
        """Stand in for `sys.excepthook`: exceptions in slots come here."""
        del kind, trace
        if isinstance(problem, KeyboardInterrupt):
            QApplication.quit()
        else:
            self.take(problem)

    def catch_of_thread(self, arguments: threading.ExceptHookArgs) -> None:
        """Stand in for `threading.excepthook`."""
        if arguments.exc_value is not None:
            self.take(arguments.exc_value)

    def _show_soon(self, problem: BaseException) -> None:
        """Let what raised it come to its end first."""
        QTimer.singleShot(0, self, lambda: self._show(problem))

    def _show(self, problem: BaseException) -> None:
        from PySide6.QtCore import Qt
        from PySide6.QtWidgets import QMessageBox

        from fmdesk.desktop.desk import sentence_of

        box = QMessageBox(QApplication.activeWindow())
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setWindowTitle("fmdesk")
        box.setStandardButtons(QMessageBox.StandardButton.Ok)
        box.setEscapeButton(QMessageBox.StandardButton.Ok)
        if isinstance(problem, DomainError):
            from fmdesk.messages import explain

            box.setIcon(QMessageBox.Icon.Warning)
            box.setText(explain(problem))
        else:
            box.setIcon(QMessageBox.Icon.Critical)
            box.setText(
                sentence_of(problem)
                if isinstance(problem, JobDiedError)
                else _("Something went wrong in the program. What you saved is safe.")
            )
            reference = problem.__notes__[-1]
            box.setInformativeText(_("Reference {code}").format(code=reference))
            box.setDetailedText(_lines(problem))
        box.open()
        self._box = box  # without a window above it nobody else holds it


def _lines(problem: BaseException) -> str:
    from traceback import format_exception

    return "".join(format_exception(problem))


class GarbageTimer(QObject):
    """Collects garbage on the GUI thread only: widgets must not be destroyed on another."""

    def __init__(self) -> None:
        super().__init__()
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(_COLLECT_MS)
        self._timer.timeout.connect(gc.collect)
        self._timer.start()

    def stop(self) -> None:
        """Let Python collect as usual again."""
        self._timer.stop()
        gc.enable()


def make_application(arguments: Sequence[str] = ()) -> QApplication:
    """Return the application that the window lives in.

    Args:
        arguments: Passed to Qt.
    """
    app = QApplication(["fmdesk", *STYLE_ARGUMENTS, *arguments])
    app.setApplicationName("fmdesk")
    return app


def make_window(
    app: QApplication, settings: Settings, connect: Callable[[], "Services"], faults: Faults
) -> MainWindow:
    """Dress the application and make its window.

    Args:
        app: The application.
        settings: Language, theme and data folder.
        connect: Builds the services.
        faults: Shows errors that nobody handled.
    """
    kit = make_kit(app, settings, faults)
    return MainWindow(kit, Languages(app), connect)


def make_kit(app: QApplication, settings: Settings, faults: Faults) -> Kit:
    """Dress the application and return what its windows share.

    Args:
        app: The application.
        settings: Language, theme and data folder.
        faults: Shows errors that nobody handled.
    """
    memory = Memory(settings.data_dir / "window.json")
    kept_theme, kept_language = memory.text("theme"), memory.text("language")
    theme = Theme(kept_theme if kept_theme in THEMES else settings.theme)
    install(app, theme)
    set_language(kept_language if kept_language in LANGUAGES else settings.language)
    return Kit(theme, TaskRunner(faults.take), memory)


def run(
    settings: Settings,
    connect: Callable[[], "Services"],
    arguments: Sequence[str] = (),
    *,
    is_smoke: bool = False,
    first_run: "Beginnings | None" = None,
    settled: Callable[[], object] | None = None,
) -> int:
    """Run the desktop until its window is closed, and return the exit code.

    Args:
        settings: Settings of this person.
        connect: Builds the services; called on a thread.
        arguments: Passed to Qt.
        is_smoke: Leave by itself after the first page; the code is 1 when there was none.
        first_run: Asked first which office to begin with; without it none is asked.
        settled: Called once the first page stands there, or says why it cannot.
    """
    app = make_application(arguments)
    faults = Faults()
    sys.excepthook, threading.excepthook = faults.catch, faults.catch_of_thread
    garbage = GarbageTimer()
    if first_run is not None:
        from fmdesk.desktop.first_run import ask

        if not ask(make_kit(app, settings, faults), first_run):
            garbage.stop()
            return 0
    window = make_window(app, settings, connect, faults)
    if settled is not None:
        window.settled.connect(lambda _is_connected: settled())
    if is_smoke:
        window.settled.connect(
            lambda is_connected: QTimer.singleShot(0, lambda: _leave(window, is_connected))
        )
    window.show()
    code = app.exec()
    garbage.stop()
    sys.excepthook, threading.excepthook = sys.__excepthook__, threading.__excepthook__
    return code


def _leave(window: MainWindow, is_connected: bool) -> None:
    window.close()
    QApplication.exit(0 if is_connected else 1)
