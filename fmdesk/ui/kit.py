"""What every page and dialog is given by constructor."""

from dataclasses import dataclass
from datetime import datetime

from fmdesk.core.domain.office_time import OfficeTime
from fmdesk.ui.memory import Memory
from fmdesk.ui.tasks import TaskRunner
from fmdesk.ui.theme import Theme


def _not_open() -> datetime:
    raise RuntimeError("the office is not open yet")


NOT_OPEN = OfficeTime("UTC", _not_open)
"""Stands in until the office has opened; nothing that is shown before then has a time."""


@dataclass(frozen=True, slots=True)
class Kit:
    """The shared tools of the pages.

    Attributes:
        theme: Colours and icons.
        runner: Background work.
        memory: Layout kept between runs.
        time: The office's zone and now, for everything with a time on it.
    """

    theme: Theme
    runner: TaskRunner
    memory: Memory
    time: OfficeTime = NOT_OPEN

    @property
    def zone(self) -> str:
        """The office's zone, for stamps."""
        return self.time.zone
