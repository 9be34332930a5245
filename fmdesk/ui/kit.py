"""What every page and dialog is given by constructor."""

from dataclasses import dataclass

from fmdesk.ui.memory import Memory
from fmdesk.ui.tasks import TaskRunner
from fmdesk.ui.theme import Theme


@dataclass(frozen=True, slots=True)
class Kit:
    """The shared tools of the pages.

    Attributes:
        theme: Colours and icons.
        runner: Background work.
        memory: Layout kept between runs.
        zone: The office's zone, for stamps.
    """

    theme: Theme
    runner: TaskRunner
    memory: Memory
    zone: str
