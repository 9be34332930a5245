"""The first tab: the lines that the unit has now, and the one that is chosen beside them."""

from collections.abc import Sequence
from functools import partial
from uuid import uuid4

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from fmdesk.core.domain.access import Role
from fmdesk.core.domain.events import EventKind
from fmdesk.core.domain.ticket import EventDraft, LineState
from fmdesk.core.domain.unit_work import MemberWork, Whose, Within, WorkFilter
from fmdesk.desktop.desk import Desk
from fmdesk.desktop.pages.line import dialogs as line_dialogs
from fmdesk.desktop.pages.line.model import OPEN_STATES, left, pieces, process_steps
from fmdesk.desktop.pages.line.redirect import RedirectDialog
from fmdesk.desktop.pages.my_unit.ask import About, ask_unit
from fmdesk.desktop.pages.my_unit.dialogs import IssueDialog, MemberDialog, ReturnDialog
from fmdesk.desktop.pages.my_unit.keys import cap_of
from fmdesk.desktop.pages.my_unit.model import WHOSE, WITHIN, work_badge, work_columns, work_facts
from fmdesk.desktop.pages.my_unit.presenter import MyUnitPresenter, Shown
from fmdesk.i18n import N_, _, ngettext, number
from fmdesk.ui.tables import PagedModel
from fmdesk.ui.tableview import TableView
from fmdesk.ui.texts import Texts
from fmdesk.ui.tokens import SPACE_M, SPACE_S
from fmdesk.ui.widgets.badge import Badge, StatusBadge
from fmdesk.ui.widgets.buttons import button
from fmdesk.ui.widgets.card import Card, TableFrame
from fmdesk.ui.widgets.facts import Facts
from fmdesk.ui.widgets.labels import ElidedLabel, label
from fmdesk.ui.widgets.menuchip import MenuChip
from fmdesk.ui.widgets.processline import ProcessLine
from fmdesk.ui.widgets.states import State, StateStack

CLOCK_MS = 60_000
"""How often the times left are shown anew; no query is needed for it."""
ACTS = (
    ("start", N_("Start"), "circle-play"),
    ("finish_step", N_("Step done"), "check"),
    ("deliver", N_("Deliver…"), "truck"),
    ("finish", N_("Ready…"), "circle-check"),
    ("pause", N_("Pause…"), "circle-pause"),
    ("give_back", N_("Return…"), "history"),
    ("redirect", N_("Redirect…"), "building-2"),
    ("ask", N_("Ask…"), "info"),
    ("assign", N_("Assign…"), "user"),
)


class WorkTab(QWidget):
    """List and line, side by side.

    Args:
        desk: Services and tools.
        presenter: Fetches and records.
        texts: Texts of the page.
    """

    def __init__(self, desk: Desk, presenter: MyUnitPresenter, texts: Texts) -> None:
        super().__init__()
        self.setObjectName("content")
        self._desk, self._kit, self._texts = desk, desk.kit, texts
        self.presenter = presenter
        self.marked: set[int] = set()
        self.members: Sequence[MemberWork] = ()
        self.shown: Shown | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_M)
        column.addLayout(self._make_filters())
        row = QHBoxLayout()
        row.setSpacing(SPACE_M)
        self.model = PagedModel(
            work_columns(self._kit.time, self.marked), self._kit.runner, presenter.rows, self
        )
        self.table = TableView(self._kit, self.model, "my_unit.work")
        texts.say(self.table.setAccessibleName, N_("Work of the unit"))
        self.table.moved_to.connect(self._follow)
        self.table.opened.connect(
            lambda place: desk.page_asked.emit("tickets", self.model.id_at(place))
        )
        self.state = StateStack(self._kit.theme, TableFrame(self.table))
        row.addWidget(self.state, 64)
        self.panel = self._make_panel()
        row.addWidget(self.panel, 36)
        column.addLayout(row, 1)
        self.clock = QTimer(self)
        self.clock.setInterval(CLOCK_MS)
        self.clock.timeout.connect(self.table.viewport().update)
        self.clock.start()
        presenter.listed.connect(self._show_ids)
        presenter.shown.connect(self._show)

    def _make_filters(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(SPACE_S)
        self.whose = MenuChip(self._kit.theme, "whose")
        self.within = MenuChip(self._kit.theme, "within")
        self._texts.say(self.whose.set_name, N_("Whose"))
        self._texts.say(self.within.set_name, N_("Due"))
        self._texts.compute(
            lambda: self.whose.set_choices([(one.value, _(text)) for one, text in WHOSE])
        )
        self._texts.compute(
            lambda: self.within.set_choices([(one.value, _(text)) for one, text in WITHIN])
        )
        self.whose.chosen.connect(self._choose_whose)
        self.within.chosen.connect(self._choose_within)
        self.person = label("", "muted")
        self.clear = button(self.show_all, kind="link", name="clear_filters")
        self._texts.say(self.clear.setText, N_("Clear"))
        self.count = label("", "muted")
        for made in (self.whose, self.within, self.person, self.clear):
            row.addWidget(made)
        row.addStretch(1)
        row.addWidget(self.count)
        return row

    def _make_panel(self) -> QWidget:
        panel = QWidget()
        panel.setObjectName("content")
        column = QVBoxLayout(panel)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_S)
        card = Card(spacing=SPACE_S)
        card.set_title(" ")
        self.number = card.title
        self.badge = StatusBadge(self._kit.theme, Badge("circle-dot", ""))
        card.top.insertWidget(1, self.badge)
        self.product = ElidedLabel("", "strong")
        self.facts = Facts()
        self.process = ProcessLine(self._kit.theme)
        for made in (self.product, self.facts, self.process):
            card.body.addWidget(made)
        column.addWidget(card)
        self.problem = label("", wraps=True, tone="broken")
        self.problem.hide()
        column.addWidget(self.problem)
        grid = QGridLayout()
        grid.setSpacing(SPACE_S)
        self.buttons = {}
        for place, (name, text, icon) in enumerate(ACTS):
            act, keys = getattr(self, name), cap_of("ask" if name == "ask" else f"work.{name}")
            pressed = button(act, icon=self._kit.theme.icon(icon), name=name, keys=keys)
            self._texts.say(pressed.setText, text)
            self.buttons[name] = pressed
            grid.addWidget(pressed, place // 2, place % 2)
        column.addLayout(grid)
        column.addStretch(1)
        return panel

    # --- looking ---------------------------------------------------------------------------------

    def show_all(self) -> None:
        """Show all work of the unit."""
        self.show_list(WorkFilter(self.presenter.wanted.unit_id))

    def show_list(self, wanted: WorkFilter, name: str = "") -> None:
        """Show other lines.

        Args:
            wanted: Which.
            name: Of whom they are, for one person.
        """
        self.person.setText(name)
        self.presenter.show_list(wanted)

    def _choose_whose(self, code: str) -> None:
        place, wanted = self.presenter.place, self.presenter.wanted
        me = place.me.person_id if place else None
        whose = Whose(code) if code else Whose.ALL
        self.show_list(WorkFilter(wanted.unit_id, whose, me, wanted.within))

    def _choose_within(self, code: str) -> None:
        wanted = self.presenter.wanted
        within = Within(code) if code else Within.ALL
        made = WorkFilter(wanted.unit_id, wanted.whose, wanted.person_id, within)
        self.show_list(made, self.person.text())

    def _show_ids(self, ids: Sequence[int]) -> None:
        wanted = self.presenter.wanted
        is_plain = wanted == WorkFilter(wanted.unit_id)
        codes = {one.value for one, _text in WHOSE}
        self.whose.choose(wanted.whose.value if wanted.whose.value in codes else "")
        self.within.choose("" if wanted.within is Within.ALL else wanted.within.value)
        self.clear.setVisible(not is_plain)
        self.person.setVisible(wanted.whose is Whose.PERSON)
        self.marked &= set(ids)
        kept, before = self.presenter.line_id, self.table.current_row()
        self.model.set_ids(ids)
        self.count.setText(ngettext("{n} line", "{n} lines", len(ids)).format(n=number(len(ids))))
        self.panel.setVisible(len(ids) > 0)
        if len(ids):
            self.state.show_content()
            row = self.model.row_of(kept)
            place = min(max(before, 0), len(ids) - 1) if row is None else row
            self.table.go_to(place, stays=True)
            self._follow(place)
            return
        self.shown, self.presenter.line_id = None, 0
        if is_plain:
            sentence = _("Nothing waits for this unit. New work comes here by itself.")
            self.state.show_state(State.EMPTY, _("No work"), sentence)
        else:
            step = (_("Clear the filters"), self.show_all)
            sentence = _("No line passes these filters.")
            self.state.show_state(State.EMPTY, _("Nothing found"), sentence, step)

    def _follow(self, place: int) -> None:
        if 0 <= place < self.model.row_total():
            line_id = self.model.id_at(place)
            if self.shown is None or self.shown.line.id != line_id:
                self.problem.hide()
            self.presenter.show_line(line_id)

    def _show(self, shown: Shown) -> None:
        self.shown = shown
        row, line = shown.row, shown.line
        self.number.setText(line.number)
        self.badge.show_badge(work_badge(row, self._kit.time))
        self.product.show_text(f"{pieces(line, line.quantity)} · {line.product}")
        self.facts.show_facts(work_facts(row, line, shown.ticket, self._kit.time))
        steps = process_steps(line.steps)
        cut = next((n for n, one in enumerate(line.steps) if one.position == line.cut), None)
        self.process.show_steps(steps, cut, _("cut"))
        self.process.setVisible(bool(steps))
        is_open = line.state in OPEN_STATES
        is_behind = row.step is not None and not line.steps[row.step].is_front
        place = self.presenter.place
        is_lead = place is not None and place.me.is_any(Role.DESK_LEAD)
        is_possible = {
            "start": row.step is not None and not row.is_started and not row.is_returned,
            "finish_step": row.is_started,
            "deliver": left(line) > 0,
            "give_back": row.is_returned or is_behind,
            "redirect": row.is_returned or is_lead,
            "pause": line_dialogs.may_pause(line, shown.rights),
        }
        for name, made in self.buttons.items():
            made.setEnabled(is_open and is_possible.get(name, True))
        is_paused = line.state is LineState.PAUSED
        self.buttons["pause"].setText(_("Resume…") if is_paused else _("Pause…"))
        back = _("Issue again…") if row.is_returned else _("Return…")
        self.buttons["give_back"].setText(back)

    def mark(self) -> None:
        """Mark the line for assigning and printing, or take the mark away."""
        place = self.table.current_row()
        if place >= 0 and self.isVisible():
            self.marked ^= {self.model.id_at(place)}
            self.table.go_to(min(place + 1, self.model.row_total() - 1))
            self.table.viewport().update()

    def chosen_ids(self) -> Sequence[int]:
        """Return the marked lines in the order of the list, else the one that is chosen."""
        if self.marked:
            ids = (self.model.id_at(place) for place in range(self.model.row_total()))
            return tuple(one for one in ids if one in self.marked)
        place = self.table.current_row()
        return (self.model.id_at(place),) if place >= 0 else ()

    # --- doing -----------------------------------------------------------------------------------

    def start(self) -> None:
        """Start the step."""
        self._record_step("start", EventKind.STARTED)

    def finish_step(self) -> None:
        """Finish the step; the next one has the line."""
        self._record_step("finish_step", EventKind.STEP_FINISHED)

    def _record_step(self, name: str, kind: EventKind) -> None:
        shown = self._possible(name)
        if shown is None:
            return
        self.buttons[name].setEnabled(False)
        draft = EventDraft(uuid4(), shown.line.id, kind, shown.line.version, step=shown.row.step)
        self.presenter.do.record(draft, self.problem.hide, self.refuse)

    def deliver(self) -> None:
        """Ask how many pieces were delivered."""
        if shown := self._possible("deliver"):
            record, time = self.presenter.do.record, self._kit.time
            line_dialogs.DeliverDialog(self, shown.line, record, time).open()

    def finish(self) -> None:
        """Report the line ready."""
        if shown := self._possible("finish"):
            record, time = self.presenter.do.record, self._kit.time
            line_dialogs.SimpleDialog(self, shown.line, EventKind.READY, record, time).open()

    def pause(self) -> None:
        """Ask why the clock stops, or let it run again."""
        if shown := self._possible("pause"):
            record, time = self.presenter.do.record, self._kit.time
            line_dialogs.pause_or_resume(self, shown.line, record, time, shown.rights).open()

    def give_back(self) -> None:
        """Return the line to the desk with a reason; the desk completes and issues it again."""
        shown = self._possible("give_back")
        if shown is None or self.presenter.place is None:
            return
        if shown.row.is_returned:
            IssueDialog(self, shown.line, partial(self.presenter.do.issue, shown.line)).open()
            return
        ReturnDialog(
            self,
            shown.line.number,
            self.presenter.place.reasons,
            lambda reason, note, done, refused: self.presenter.do.give_back(
                shown.line, reason, note, done, refused
            ),
        ).open()

    def redirect(self) -> None:
        """Ask which other unit does the rest of the line."""
        if shown := self._possible("redirect"):
            RedirectDialog(self, self._desk, shown.line).open()

    def ask(self) -> None:
        """Ask a unit about the line."""
        if shown := self._possible("ask"):
            words = f"{shown.line.number} {shown.line.product}"
            about = About(words, line_id=shown.line.id, unit=shown.line.unit)
            ask_unit(self, self._desk, about)

    def assign(self) -> None:
        """Ask who does the marked lines, or the one that is chosen."""
        place, ids = self.presenter.place, self.chosen_ids()
        if place is None or not ids or not self.members or not self.isVisible():
            return
        shown = ngettext("{n} line of {unit}", "{n} lines of {unit}", len(ids))
        MemberDialog(
            self,
            self._kit,
            shown.format(n=number(len(ids)), unit=place.unit),
            self.members,
            place.me.person_id,
            lambda person, done, refused: self.presenter.do.assign(ids, person, done, refused),
        ).open()

    def refuse(self, sentence: str) -> None:
        """Say why it was not done."""
        self.problem.setText(sentence)
        self.problem.show()
        if self.shown is not None:
            self.presenter.show_line(self.shown.line.id)

    def _possible(self, name: str) -> Shown | None:
        return self.shown if self.buttons[name].isEnabled() and self.isVisible() else None

    def retranslate(self) -> None:
        """Show everything in the language of now."""
        self.model.retranslate()
