"""A kit for widgets: theme, runner, memory."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from pytestqt.qtbot import QtBot

from fmdesk.ui.kit import Kit
from fmdesk.ui.memory import Memory
from fmdesk.ui.tasks import TaskRunner
from fmdesk.ui.theme import Theme, install


@dataclass
class Unhandled:
    """Errors that nobody handled."""

    seen: list[Exception] = field(default_factory=list)


@pytest.fixture(autouse=True)
def _english(language: Callable[[str], None]) -> None:
    language("en")


@pytest.fixture
def unhandled() -> Unhandled:
    return Unhandled()


@pytest.fixture
def kit(qtbot: QtBot, qapp: object, unhandled: Unhandled) -> Iterator[Kit]:
    theme = Theme()
    install(qapp, theme)
    made = Kit(theme, TaskRunner(unhandled.seen.append), Memory(), "Europe/Amsterdam")
    yield made
    made.runner.close()
