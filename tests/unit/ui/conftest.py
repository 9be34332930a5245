"""A kit for widgets: theme, runner, memory."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest
from pytestqt.qtbot import QtBot

from fmdesk.core.domain.office_time import OfficeTime
from fmdesk.ui.kit import Kit
from fmdesk.ui.memory import Memory
from fmdesk.ui.tasks import TaskRunner
from fmdesk.ui.theme import Theme, install

NOW = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)
OFFICE_TIME = OfficeTime("Europe/Amsterdam", lambda: NOW)


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
    made = Kit(theme, TaskRunner(unhandled.seen.append), Memory(), OFFICE_TIME)
    yield made
    made.runner.close()
