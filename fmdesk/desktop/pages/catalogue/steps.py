"""The steps of a process as a line with its cut, and as a table."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from fmdesk.core.domain.intake_views import ProcessStepView
from fmdesk.i18n import _, duration
from fmdesk.ui.widgets.facts import ShortTable
from fmdesk.ui.widgets.labels import label
from fmdesk.ui.widgets.processline import ProcessLine, ProcessStep


def draw_steps(line: ProcessLine, steps: Sequence[ProcessStepView], cut: int | None) -> None:
    """Draw the steps of a process, and where work passes over the cut."""
    shown = [
        ProcessStep(one.name, one.unit, duration(one.target_seconds) if one.target_seconds else "")
        for one in steps
    ]
    line.show_steps(shown, cut, _("cut"))


def step_table(steps: Sequence[ProcessStepView]) -> QWidget:
    """Return who does what in which time, with tools and instruction."""
    made = ShortTable()
    rows = [
        (
            label(one.name, "strong", wraps=True),
            label(_("Desk") if one.is_front else one.unit, wraps=True),
            duration(one.target_seconds) if one.target_seconds else "–",
            label(" – ".join(filter(None, (one.instruction, one.tools))) or "–", wraps=True),
        )
        for one in steps
    ]
    titles = (_("Step"), _("Who"), _("Target"), _("Instruction and tools"))
    made.show_rows(titles, rows, stretch=3)
    return made
