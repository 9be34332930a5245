"""The standard processes: a list, and the designer with the cut drawn as one works."""

from dataclasses import replace

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from fmdesk.core.domain.process import ProcessVersion, Side, Step
from fmdesk.core.domain.upkeep_views import ProcessRow
from fmdesk.desktop.desk import Desk
from fmdesk.desktop.pages.catalogue.presenter import CataloguePresenter
from fmdesk.desktop.pages.catalogue.section import ListSection
from fmdesk.desktop.pages.catalogue.stepping import (
    PlannedStep,
    StepDialog,
    StepTable,
    step_columns,
    step_name,
)
from fmdesk.desktop.pages.catalogue.users import UsersDialog
from fmdesk.i18n import N_, _, current_language, duration, ngettext, number
from fmdesk.ui.tables import Column, RowsModel
from fmdesk.ui.texts import Texts
from fmdesk.ui.tokens import SPACE_M, SPACE_S, SPACE_XS
from fmdesk.ui.widgets.buttons import button
from fmdesk.ui.widgets.card import Card, TableFrame
from fmdesk.ui.widgets.fields import line_field
from fmdesk.ui.widgets.labels import label
from fmdesk.ui.widgets.processline import ProcessLine, ProcessStep

LONGEST_NAME, LONGEST_CODE = 120, 40
_WIDTH = 360
EMPTY = ProcessVersion(0, "", "", "", ())
Typed = tuple[str, str, tuple[PlannedStep, ...]]
"""Both names and the steps of a process as they stand in the fields."""


class ProcessesSection(ListSection):
    """The processes, and the steps of the chosen one."""

    def __init__(self, desk: Desk, presenter: CataloguePresenter, texts: Texts) -> None:
        super().__init__(desk, presenter, texts)
        self.add_table(process_columns(), "processes", N_("Processes"))
        self.state.setFixedWidth(_WIDTH)
        self.table.moved_to.connect(self._choose)
        self._row = ProcessRow(EMPTY, 0, ())
        self._is_saving = False
        self._wanted = ""
        self._baseline: Typed | None = None
        self._drafts: dict[str, Typed] = {}
        self.panel = QWidget()
        self.panel.setObjectName("content")
        column = QVBoxLayout(self.panel)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_M)
        column.addWidget(self._make_head())
        self.steps: RowsModel[PlannedStep] = RowsModel(step_columns(self.unit_name), self)
        self.step_table = StepTable(self.kit, self.steps, "steps")
        texts.say(self.step_table.setAccessibleName, N_("Steps"))
        self.step_table.opened.connect(lambda _place: self.change_step())
        self.step_table.keyed.connect(self._do)
        column.addWidget(TableFrame(self.step_table), 1)
        column.addLayout(self._make_foot())
        self.row.addWidget(self.panel, 1)
        presenter.saved.connect(self._let_go)

    def _make_head(self) -> Card:
        card = Card(spacing=SPACE_S)
        card.set_title(" ")
        self.title = card.title
        self.new_button = button(self.begin, icon=self.kit.theme.icon("plus"), name="new_process")
        self.texts.say(self.new_button.setText, N_("New process"))
        card.top.addWidget(self.new_button)
        self.code = line_field("process_code", LONGEST_CODE)
        self.name_nl = line_field("process_nl", LONGEST_NAME)
        self.name_en = line_field("process_en", LONGEST_NAME)
        names = QHBoxLayout()
        names.setSpacing(SPACE_M)
        self._code_box = QWidget()
        for made, field, text in (
            (self._code_box, self.code, N_("Code")),
            (QWidget(), self.name_nl, N_("Name (Dutch)")),
            (QWidget(), self.name_en, N_("Name (English)")),
        ):
            box = QVBoxLayout(made)
            box.setContentsMargins(0, 0, 0, 0)
            box.setSpacing(SPACE_XS)
            above = label("", "label")
            above.setBuddy(field)
            self.texts.say(above.setText, text)
            self.texts.say(field.setAccessibleName, text)
            box.addWidget(above)
            box.addWidget(field)
            names.addWidget(made, 1)
        card.body.addLayout(names)
        self.line = ProcessLine(self.kit.theme)
        card.body.addWidget(self.line)
        self.used = label("", "muted", wraps=True)
        card.body.addWidget(self.used)
        return card

    def _make_foot(self) -> QVBoxLayout:
        foot, row, end = QVBoxLayout(), QHBoxLayout(), QHBoxLayout()
        foot.setSpacing(SPACE_S)
        row.setSpacing(SPACE_S)
        for act, text, name, keys in (
            (self.add_step, N_("Add a step"), "add_step", "Ins"),
            (self.change_step, N_("Change the step"), "change_step", "↵"),
            (self.remove_step, N_("Remove the step"), "remove_step", "Del"),
        ):
            made = button(act, kind="link", name=name, keys=keys)
            self.texts.say(made.setText, text)
            row.addWidget(made)
        row.addStretch(1)
        self.problem = label("", tone="broken", wraps=True)
        end.addWidget(self.problem, 1)
        self.save_button = button(self.save, kind="primary", name="save_process")
        self.texts.say(self.save_button.setText, N_("Save a new version…"))
        end.addWidget(self.save_button)
        foot.addLayout(row)
        foot.addLayout(end)
        return foot

    # --- what is shown -------------------------------------------------------------------------

    def open(self, code: str) -> None:
        """Choose a process as soon as they are fetched."""
        self._wanted = code

    def show_found(self, found: object) -> None:
        """Show the processes."""
        assert isinstance(found, tuple)  # noqa: S101  # what this section asks for
        self.fill(found, _("No processes yet"), _("Add one: its steps, and where the cut lies."))
        codes = [one.version.code for one in found]
        if self._wanted in codes:
            self.table.go_to(codes.index(self._wanted))
            self._wanted = ""
        self._choose(self.table.current_row())

    def _choose(self, place: int) -> None:
        row = self.model.row_at(place) if 0 <= place < self.model.row_total() else None
        if isinstance(row, ProcessRow):
            self.show_process(row)

    def show_process(self, row: ProcessRow) -> None:
        """Show the steps of a process, to be changed; what was typed and not saved stays."""
        self._keep_typed()
        self._row = row
        self.problem.setText("")
        version = row.version
        self.code.setText(version.code)
        self._code_box.setVisible(not version.id)
        is_english = current_language() == "en"
        name = version.name_en if is_english else version.name_nl
        self.title.setText(name or _("New process"))
        users = len(row.products)
        held = sum(one.is_held for one in row.products)
        words = ngettext("Used by {n} product", "Used by {n} products", users)
        parts = [words.format(n=number(users))]
        if row.number:
            parts.append(_("version {n}").format(n=number(row.number)))
        if held:
            kept = ngettext("{n} keeps an earlier one", "{n} keep an earlier one", held)
            parts.append(kept.format(n=number(held)))
        self.used.setText(" · ".join(parts))
        people = row.people or ((None, None),) * len(version.steps)
        steps = (PlannedStep(one, *two) for one, two in zip(version.steps, people, strict=True))
        self._fill((version.name_nl, version.name_en, tuple(steps)))
        self._baseline = self._typed()
        if version.code in self._drafts:
            self._fill(self._drafts[version.code])

    def _typed(self) -> Typed:
        names = (self.name_nl.text().strip(), self.name_en.text().strip())
        return (*names, tuple(self._planned()))

    def _fill(self, typed: Typed) -> None:
        name_nl, name_en, steps = typed
        for field, text in ((self.name_nl, name_nl), (self.name_en, name_en)):
            field.setText(text)
            field.setCursorPosition(0)
        self._fill_steps(list(steps))

    def _keep_typed(self) -> None:
        if self._baseline is None:
            return
        code, typed = self._row.version.code, self._typed()
        if typed == self._baseline:
            self._drafts.pop(code, None)
        else:
            self._drafts[code] = typed

    def _let_go(self, _words: str) -> None:
        """What was typed is stored, so it need not be kept."""
        if self._is_saving:
            self._is_saving = False
            self._drafts.pop(self._row.version.code, None)
            self._baseline = self._typed()

    def _fill_steps(self, steps: list[PlannedStep], place: int = 0) -> None:
        self.steps.set_rows(steps)
        if steps:
            self.step_table.go_to(max(0, min(place, len(steps) - 1)))
        self._draw()

    def _draw(self) -> None:
        """Draw the steps as they are now, with the cut between front and back."""
        steps = [one.step for one in self._planned()]
        shown = [
            ProcessStep(
                step_name(step),
                self.unit_name(step),
                duration(step.target_seconds) if step.target_seconds else "",
            )
            for step in steps
        ]
        placed = tuple(replace(step, position=place) for place, step in enumerate(steps))
        self.line.show_steps(shown, replace(EMPTY, steps=placed).cut, _("cut"))

    def unit_name(self, step: Step) -> str:
        """Return who does a step: the unit that is named, else by its side of the cut."""
        named = {one.code: one.text for one in self._row.units}
        if step.unit_id is not None:
            return named.get(str(step.unit_id), "")
        return _("Desk") if step.side is Side.FRONT else _("Owner of the product")

    def _planned(self) -> list[PlannedStep]:
        found = (self.steps.row_at(place) for place in range(self.steps.row_total()))
        return [one for one in found if one is not None]

    # --- what is done --------------------------------------------------------------------------

    def begin(self) -> None:
        """Begin a process that is not there yet."""
        self.show_process(ProcessRow(EMPTY, 0, (), (), self._row.units))
        self.code.setFocus()

    def _complain(self, sentence: str) -> None:
        self._is_saving = False
        self.problem.setText(sentence)

    def retranslate(self) -> None:
        """Show titles and steps in the language of now."""
        super().retranslate()
        self.steps.retranslate()

    def allow(self, *, is_on: bool) -> None:
        """Offer what changes processes, or not."""
        self.new_button.setVisible(is_on)
        self.save_button.setVisible(is_on)

    def _do(self, act: str) -> None:
        acts = {"add": self.add_step, "remove": self.remove_step}
        if act in acts:
            acts[act]()
        else:
            self.move_step(-1 if act == "up" else 1)

    def add_step(self) -> None:
        """Ask for a step, put behind the current one."""
        empty = PlannedStep(Step(0, "", "", Side.BACK), None, None)
        place = self.step_table.current_row() + 1

        def take(step: PlannedStep) -> None:
            planned = self._planned()
            planned.insert(place, step)
            self._fill_steps(planned, place)

        StepDialog(self, self.presenter, self.kit.theme, self._row.units, empty, take).open()

    def change_step(self) -> None:
        """Change the current step."""
        place = self.step_table.current_row()
        planned = self._planned()
        if not 0 <= place < len(planned):
            return

        def take(step: PlannedStep) -> None:
            planned[place] = step
            self._fill_steps(planned, place)

        theme = self.kit.theme
        StepDialog(self, self.presenter, theme, self._row.units, planned[place], take).open()

    def remove_step(self) -> None:
        """Take the current step away."""
        place = self.step_table.current_row()
        planned = self._planned()
        if 0 <= place < len(planned):
            del planned[place]
            self._fill_steps(planned, place)

    def move_step(self, by: int) -> None:
        """Move the current step up or down."""
        place = self.step_table.current_row()
        planned = self._planned()
        if 0 <= place < len(planned) and 0 <= place + by < len(planned):
            planned[place], planned[place + by] = planned[place + by], planned[place]
            self._fill_steps(planned, place + by)

    def save(self) -> None:
        """Store a new version; which products take it over is asked first."""
        self.problem.setText("")
        base = self._row.version
        after = replace(
            base,
            code=base.code or self.code.text().strip(),
            name_nl=self.name_nl.text().strip(),
            name_en=self.name_en.text().strip() or self.name_nl.text().strip(),
            steps=tuple(one.step for one in self._planned()),
        )
        people = tuple(one.codes for one in self._planned())

        def store(products: tuple[str, ...]) -> None:
            self._is_saving = True
            self.presenter.save_process(base.id, after, products, people, self._complain)

        if self._row.products:
            UsersDialog(self, self._row, store).open()
        else:
            store(())


def process_columns() -> tuple[Column[ProcessRow], ...]:
    """Return the columns of the list of processes."""

    def name(row: ProcessRow) -> str:
        is_english = current_language() == "en"
        return row.version.name_en if is_english else row.version.name_nl

    return (
        Column("name", N_("Process"), name, 190, is_stretched=True, is_strong=lambda _row: True),
        Column(
            "steps", N_("Steps"), lambda row: number(len(row.version.steps)), 84, is_number=True
        ),
        Column(
            "products", N_("Products"), lambda row: number(len(row.products)), 90, is_number=True
        ),
    )
