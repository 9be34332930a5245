"""The objections: the oldest term first, the why beside it, decided by keys."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from fmdesk.core.domain.attachment import Owner, OwnerKind
from fmdesk.core.domain.objection import Act, SanctionView
from fmdesk.core.domain.views import Why
from fmdesk.desktop.desk import Desk, show_problem
from fmdesk.desktop.pages.line.why import WhyPanel
from fmdesk.desktop.pages.objections.dialogs import MoveDialog, SayDialog
from fmdesk.desktop.pages.objections.keys import KEYS
from fmdesk.desktop.pages.objections.model import (
    back_to,
    bearer_of,
    objection_columns,
    sanction_facts,
    term_used,
    term_words,
)
from fmdesk.desktop.pages.objections.presenter import ALL, OPEN, ObjectionsPresenter
from fmdesk.desktop.pages.ticket.attachments import AttachmentsPanel
from fmdesk.i18n import N_, _
from fmdesk.ui.page import Page
from fmdesk.ui.tables import RowsModel
from fmdesk.ui.tableview import TableView, show_rows
from fmdesk.ui.tokens import SPACE_M, SPACE_S
from fmdesk.ui.widgets.buttons import SegmentedControl, button
from fmdesk.ui.widgets.card import Card, TableFrame
from fmdesk.ui.widgets.clockbar import ClockBar
from fmdesk.ui.widgets.facts import Facts
from fmdesk.ui.widgets.states import State, StateStack

WHICH = ((OPEN, N_("Waiting")), (ALL, N_("Not posted yet")))
EMPTY = {
    OPEN: (
        N_("Nothing waits"),
        N_("No unit has objected, and no decision waits for a second controller."),
    ),
    ALL: (
        N_("Nothing to post"),
        N_("The months that are not closed have no sanctions. A control finds them."),
    ),
}
"""What is said where a list is empty."""
UNSHOWN = (0, -1)
MOST_SIGNS = 11
"""Of the name of a unit on a button."""


class ObjectionsPage(Page):
    """The list, and the sanction that is chosen beside it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.kit)
        self._desk = desk
        self.presenter = ObjectionsPresenter(desk, self.isVisible, self)
        self.texts.say(self.header.title.setText, N_("Objections"))
        self.choice = SegmentedControl()
        self.texts.compute(lambda: self.choice.set_choices([(one, _(text)) for one, text in WHICH]))
        self.choice.choose(OPEN)
        self.choice.chosen.connect(self.presenter.show_which)
        self.header.add_action(self.choice)
        row = QHBoxLayout(self.content)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_M)
        self.model = RowsModel(objection_columns(self.kit.time), self)
        self.table = TableView(self.kit, self.model, "objections")
        self.texts.say(self.table.setAccessibleName, N_("Objections"))
        self.table.moved_to.connect(lambda _place: self._choose())
        self.table.opened.connect(lambda _place: self.open_line())
        self.list_state = StateStack(self.kit.theme, TableFrame(self.table))
        row.addWidget(self.list_state, 48)
        self.panel = self._make_panel()
        row.addWidget(self.panel, 52)
        self._shown = UNSHOWN
        self.presenter.listed.connect(self._show)
        self.presenter.explained.connect(self._explain)
        self.presenter.failed.connect(
            lambda problem: show_problem(self, problem, self.presenter.load)
        )

    def _make_panel(self) -> QWidget:
        panel = QWidget()
        panel.setObjectName("content")
        outer = QVBoxLayout(panel)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(SPACE_S)
        inside = QWidget()
        inside.setObjectName("scrolled")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, SPACE_S, 0)
        column.setSpacing(SPACE_M)
        self.card = Card(" ", spacing=SPACE_S)
        self.bar = ClockBar(self.kit.theme)
        self.facts = Facts()
        self.card.body.addWidget(self.bar)
        self.card.body.addWidget(self.facts)
        self.files = AttachmentsPanel(self._desk, can_add=False)
        self.why = WhyPanel(self.kit)
        for made in (self.card, self.files, self.why):
            column.addWidget(made)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        self.texts.say(area.setAccessibleName, N_("The sanction that is chosen"))
        outer.addWidget(area, 1)
        outer.addLayout(self._make_acts())
        return panel

    def _make_acts(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(SPACE_S)
        self.buttons = {}
        for act, _text, text, keys, icon in KEYS:
            made = button(getattr(self, act), icon=self.kit.theme.icon(icon), name=act, keys=keys)
            self.texts.say(made.setText, text)
            self.buttons[act] = made
            row.addWidget(made)
        row.addStretch(1)
        return row

    def arrive(self, what: object) -> None:
        """Query again; a number is the line whose sanction is to be shown."""
        if isinstance(what, str) and what in {OPEN, ALL}:
            self.choice.choose(what)
            self.presenter.which = what
        self._shown = UNSHOWN  # what happened on the line meanwhile may say why otherwise
        if self.presenter.rows is None:
            self.show_loading(_("Fetching the objections."))
        self.presenter.load()

    def _show(self, rows: Sequence[SanctionView]) -> None:
        self.show_content()
        show_rows(self.table, self.model, rows, lambda row: row.id)
        self.panel.setVisible(bool(rows))
        if not rows:
            self._shown = UNSHOWN
            title, words = EMPTY[self.presenter.which]
            self.list_state.show_state(
                State.EMPTY,
                _(title),
                _(words),
                (_("Month"), lambda: self._desk.action_asked.emit("month")),
            )
            return
        self.list_state.show_content()
        self.give_keys(self.table)
        self._choose()

    def chosen(self) -> SanctionView | None:
        """Return the sanction that is chosen, None for none."""
        return self.model.row_at(self.table.current_row())

    def _choose(self) -> None:
        row = self.chosen()
        if row is None:
            return
        time = self.kit.time
        self.card.set_title(f"{row.number} · {bearer_of(row)}")
        used, limit = term_used(row, time)
        self.bar.setVisible(limit > 0)
        tone = "accent" if row.is_in_term else "muted"
        self.bar.show_clock(used, limit, tone, term_words(row, time))
        self.facts.show_facts(sanction_facts(row, time))
        is_pending = row.standing.pending is not None
        for act in ("agree", "send_back"):
            self.buttons[act].setVisible(is_pending)
        back = back_to(row, MOST_SIGNS).removesuffix("…") if row.is_moved_away else ""
        self.buttons["confirm"].setText(f"{back}…" if back else _("Confirm…"))
        self.buttons["confirm"].setToolTip(back_to(row) if back else "")
        if (row.id, row.version) != self._shown:
            self._shown = row.id, row.version
            self.files.show_owner(Owner(OwnerKind.SANCTION, row.id))
            self.why.show_loading()
            self.presenter.explain(row.line_id)

    def _explain(self, why: Why) -> None:
        row = self.chosen()
        if row is not None and row.line_id == why.line.id:
            self.why.show_why(why)

    # --- deciding ------------------------------------------------------------------------------

    def confirm(self) -> None:
        """Ask why the sanction stays where it is."""
        self._say(Act.CONFIRM)

    def waive(self) -> None:
        """Ask why no unit bears it."""
        self._say(Act.WAIVE)

    def agree(self) -> None:
        """Confirm the decision of another controller."""
        self._say(Act.AGREE)

    def send_back(self) -> None:
        """Do not confirm the decision of another controller."""
        self._say(Act.REFUSE)

    def move_burden(self) -> None:
        """Ask which unit bears it instead, and why."""
        row = self.chosen()
        if row is not None and self.isVisible():
            MoveDialog(self, self._desk, row).open()

    def open_line(self) -> None:
        """Open the line of the sanction."""
        row = self.chosen()
        if row is not None:
            self._desk.page_asked.emit("ticket", row.line_id)

    def _say(self, kind: Act) -> None:
        row = self.chosen()
        if row is None or not self.isVisible():
            return
        if kind in {Act.AGREE, Act.REFUSE} and row.standing.pending is None:
            return
        SayDialog(self, self._desk, row, kind).open()

    def retranslate(self) -> None:
        """Show everything in the language of now."""
        super().retranslate()
        self.model.retranslate()
        self.files.retranslate()
        self._shown = UNSHOWN
        self.presenter.load()
