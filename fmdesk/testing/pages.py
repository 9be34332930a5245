"""A page of a plugin as the window shows it, for tests with real keys and clicks."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from PySide6.QtWidgets import QApplication, QWidget

from fmdesk.core.domain.office_time import OfficeTime
from fmdesk.plugins.api.qt import Kit, PluginPage
from fmdesk.testing.office import ZONE, PluginDesk
from fmdesk.ui.memory import Memory
from fmdesk.ui.tasks import TaskRunner
from fmdesk.ui.theme import Theme, install

PageKind = TypeVar("PageKind", bound=PluginPage)
SIZE = (1240, 700)


@contextmanager
def shown_page(
    make: Callable[..., PageKind], desk: PluginDesk, keep: Callable[[QWidget], object]
) -> Iterator[PageKind]:
    """Show a page over the data of a desk; what fails on a thread fails the test.

    Args:
        make: The class of the page.
        desk: Whose commands and queries it reaches.
        keep: `qtbot.addWidget`.
    """
    theme = Theme()
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    install(application, theme)
    faults: list[Exception] = []
    runner = TaskRunner(faults.append)
    kit = Kit(theme, runner, Memory(), OfficeTime(ZONE.key, desk.clock.now))
    page = make(kit, desk.office.extensions)
    keep(page)
    page.resize(*SIZE)
    page.show()
    page.arrive(None)
    try:
        yield page
    finally:
        runner.close()
    assert not faults, faults
