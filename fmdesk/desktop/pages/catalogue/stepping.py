"""The steps of a process that is designed: their table, their form, and who takes them over."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from fmdesk.core.domain.process import Side, Step
from fmdesk.core.domain.views import Choice
from fmdesk.desktop.pages.catalogue.editing import choice_field, text_field
from fmdesk.desktop.pages.catalogue.presenter import CataloguePresenter
from fmdesk.desktop.pages.catalogue.row_keys import act_of
from fmdesk.desktop.pages.catalogue.section import beside
from fmdesk.i18n import N_, _, current_language, duration
from fmdesk.ui.dialogs import FormDialog
from fmdesk.ui.tables import Column
from fmdesk.ui.tableview import TableView
from fmdesk.ui.theme import Theme
from fmdesk.ui.widgets.fields import line_field, number_field
from fmdesk.ui.widgets.pick import PickField

LONGEST = 200
MOST_MINUTES = 100_000
_MINUTE = 60
_WIDTH = 680
SIDES = {Side.FRONT: N_("Front office"), Side.BACK: N_("Back office")}


@dataclass(frozen=True, slots=True)
class PlannedStep:
    """A step with who normally does it and whom to ask about it."""

    step: Step
    staff: Choice | None
    contact: Choice | None

    @property
    def codes(self) -> tuple[str, str]:
        """Codes of both persons, empty for nobody."""
        return (self.staff.code if self.staff else "", self.contact.code if self.contact else "")


def step_columns(unit_name: Callable[[Step], str]) -> tuple[Column[PlannedStep], ...]:
    """Return the columns of the steps.

    Args:
        unit_name: Says who does a step.
    """
    return (
        Column("name", N_("Step"), lambda row: step_name(row.step), 180, is_stretched=True),
        Column("side", N_("Side"), lambda row: _(SIDES[row.step.side]), 100),
        Column("unit", N_("Who"), lambda row: unit_name(row.step), 170),
        Column("target", N_("Target"), lambda row: _span(row.step.target_seconds), 90),
        Column(
            "effort",
            N_("Effort"),
            lambda row: _span(row.step.effort_minutes * _MINUTE),
            90,
        ),
        Column("tools", N_("Tools"), lambda row: row.step.tools, 140, is_hidden=True),
    )


def step_name(step: Step) -> str:
    """Return the name of a step in the language of now; the Dutch one where it has no other."""
    return (step.name_en if current_language() == "en" else step.name_nl) or step.name_nl


def _span(seconds: int | None) -> str:
    return duration(seconds) if seconds else "–"


class StepTable(TableView):
    """Tells the keys that change the steps."""

    keyed = Signal(str)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Insert, Del and Alt with an arrow change steps; all else is as in any table."""
        act = act_of(event)
        if act is None:
            super().keyPressEvent(event)
        else:
            self.keyed.emit(act)


class StepDialog(FormDialog):
    """Everything about one step.

    Args:
        parent: The section.
        presenter: Finds persons.
        theme: Icons.
        units: Who may do it.
        planned: The step as it is.
        take: Takes the changed one.
    """

    def __init__(
        self,
        parent: QWidget,
        presenter: CataloguePresenter,
        theme: Theme,
        units: Sequence[Choice],
        planned: PlannedStep,
        take: Callable[[PlannedStep], None],
    ) -> None:
        super().__init__(parent, _("A step of the process"), _("Take over"))
        self.setMinimumWidth(_WIDTH)
        self._planned, self._take, self._presenter = planned, take, presenter
        step = planned.step
        self.name_nl = line_field("step_nl", LONGEST)
        self.name_nl.setText(step.name_nl)
        self.name_en = line_field("step_en", LONGEST)
        self.name_en.setText(step.name_en)
        self.side = choice_field(
            "side", {str(one): _(text) for one, text in SIDES.items()}, step.side
        )
        known = {"": _("By its side"), **{one.code: one.text for one in units}}
        self.unit = choice_field("step_unit", known, str(step.unit_id or ""))
        target = (step.target_seconds or 0) // _MINUTE
        self.target = number_field("target", 0, MOST_MINUTES, target)
        self.effort = number_field("effort", 0, MOST_MINUTES, step.effort_minutes)
        self.tools = line_field("tools", LONGEST)
        self.tools.setText(step.tools)
        self.instruction = text_field("instruction", step.instruction)
        self.staff = self._person(theme, "staff", planned.staff)
        self.contact = self._person(theme, "contact", planned.contact)
        self.body.addLayout(
            beside((_("Name (Dutch)"), self.name_nl), (_("Name (English)"), self.name_en))
        )
        self.body.addLayout(beside((_("Side of the cut"), self.side), (_("Unit"), self.unit)))
        self.body.addLayout(
            beside(
                (_("Target in minutes (0 for none)"), self.target),
                (_("Effort in minutes"), self.effort),
            )
        )
        self.body.addLayout(
            beside((_("Normally done by"), self.staff), (_("Whom to ask"), self.contact))
        )
        self.add_field(_("Tools and systems"), self.tools)
        self.add_field(_("Work instruction"), self.instruction)
        self.name_nl.setFocus()

    def _person(self, theme: Theme, name: str, choice: Choice | None) -> PickField:
        def find(words: str, show: Callable[[Sequence[Choice]], None]) -> None:
            if words:
                self._presenter.find("person", words, show)

        made = PickField(theme, find, name)
        if choice is not None:
            made.pick(choice)
        return made

    def save(self) -> None:
        """Take the step over into the process that is designed."""
        name = self.name_nl.text().strip()
        if not name:
            self.show_problem(_("A step needs its Dutch name."))
            return
        unit = self.unit.currentData()
        step = self._planned.step
        target = step.target_seconds
        if self.target.value() != (target or 0) // _MINUTE:  # seconds stay where nobody changes it
            target = self.target.value() * _MINUTE or None
        step = replace(
            step,
            name_nl=name,
            name_en=self.name_en.text().strip() or name,
            side=Side(self.side.currentData()),
            unit_id=int(unit) if unit else None,
            target_seconds=target,
            effort_minutes=self.effort.value(),
            tools=self.tools.text().strip(),
            instruction=self.instruction.toPlainText().strip(),
        )
        self._take(PlannedStep(step, self.staff.choice, self.contact.choice))
        self.accept()
