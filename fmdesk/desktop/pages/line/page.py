"""The panel of one line: beside the list, or in a window of its own."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QTabWidget, QVBoxLayout, QWidget

from fmdesk.core.domain.events import EventKind
from fmdesk.core.domain.views import LineView, Why
from fmdesk.desktop.desk import Desk, sentence_of
from fmdesk.desktop.pages.line import dialogs
from fmdesk.desktop.pages.line.history import History
from fmdesk.desktop.pages.line.model import OPEN_STATES, left, pieces
from fmdesk.desktop.pages.line.overview import Overview
from fmdesk.desktop.pages.line.presenter import LinePresenter, Shown
from fmdesk.desktop.pages.line.why import WhyPanel
from fmdesk.desktop.words import short_stamp, state_badge
from fmdesk.i18n import N_, _, money
from fmdesk.ui.texts import Texts
from fmdesk.ui.tokens import SPACE_S, SPACE_XL
from fmdesk.ui.widgets.badge import Badge, StatusBadge
from fmdesk.ui.widgets.bars import BarFigure
from fmdesk.ui.widgets.buttons import SegmentedControl, button
from fmdesk.ui.widgets.card import Card
from fmdesk.ui.widgets.labels import ElidedLabel
from fmdesk.ui.widgets.states import State, StateStack

TABS = (("line", N_("Line")), ("why", N_("Why")), ("history", N_("History")))
FIGURES = (
    ("due", N_("Due")),
    ("ready", N_("Ready")),
    ("quantity", N_("Quantity")),
    ("price", N_("Price")),
)


class LinePanel(QWidget):
    """Head, tabs and actions of one line."""

    close_asked = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("page")
        self._desk = desk
        self._kit = desk.kit
        self.texts = Texts()
        self.presenter = LinePresenter(desk, self)
        inside = QWidget()
        inside.setObjectName("content")
        self.states = StateStack(self._kit.theme, inside)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.states)
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_S)
        column.addWidget(self._make_head())
        column.addWidget(self._make_tabs(), 1)
        column.addLayout(self._make_actions())
        self.setMinimumWidth(500)
        self.presenter.loaded.connect(self._show)
        self.presenter.explained.connect(self._explain)
        self.presenter.failed.connect(self._fail)

    def _make_head(self) -> Card:
        card = Card(spacing=SPACE_S)
        card.set_title(" ")
        self.number = card.title
        self.badge = StatusBadge(self._kit.theme, Badge("circle-dot", ""))
        card.top.insertWidget(1, self.badge)
        icon = self._kit.theme.icon("x", "muted")
        close = button(self.close_asked.emit, kind="quiet", icon=icon, name="close_line")
        self.texts.say(close.setAccessibleName, N_("Close"))
        self.texts.say(close.setToolTip, N_("Close (Esc)"))
        card.top.addWidget(close)
        self.product = ElidedLabel("", "strong")
        self.people = ElidedLabel("", "muted")
        self.lines = SegmentedControl()
        self.lines.chosen.connect(lambda code: self.show_line(int(code)))
        figures = QHBoxLayout()
        figures.setSpacing(SPACE_XL)
        self.figures: dict[str, BarFigure] = {}
        for name, text in FIGURES:
            made = BarFigure()
            made.value.setProperty("role", "strong")
            self.texts.say(made.name.setText, text)
            self.figures[name] = made
            figures.addWidget(made)
        figures.addStretch(1)
        for one in (self.product, self.people, self.lines):
            card.body.addWidget(one)
        card.body.addSpacing(SPACE_S)
        card.body.addLayout(figures)
        return card

    def _make_tabs(self) -> QTabWidget:
        self.overview = Overview(self._kit, self.texts)
        self.why = WhyPanel(self._kit)
        self.history = History(self._kit, self.texts)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        for index, content in enumerate((self.overview, self.why, self.history)):
            area = QScrollArea()
            area.setWidgetResizable(True)
            area.setFrameShape(QFrame.Shape.NoFrame)
            area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            area.setWidget(content)
            self.texts.say(area.setAccessibleName, TABS[index][1])
            self.tabs.addTab(area, "")
            self.texts.compute(lambda i=index: self.tabs.setTabText(i, _(TABS[i][1])))  # type: ignore[misc]
        self.tabs.currentChanged.connect(lambda _index: self._load_tab())
        return self.tabs

    def _make_actions(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(SPACE_S)
        icon = self._kit.theme.icon
        self.deliver_button = button(
            self.deliver,
            kind="primary",
            icon=icon("truck", "on_accent"),
            name="deliver",
            keys="Ctrl D",
        )
        self.pause_button = button(
            self.pause_or_resume, icon=icon("circle-pause"), name="pause", keys="Ctrl B"
        )
        self.finish_button = button(
            self.finish, icon=icon("circle-check"), name="finish", keys="Ctrl R"
        )
        self.texts.say(self.deliver_button.setText, N_("Deliver…"))
        self.texts.say(self.finish_button.setText, N_("Ready…"))
        for made in (self.deliver_button, self.pause_button, self.finish_button):
            row.addWidget(made)
        row.addStretch(1)
        return row

    def show_line(self, line_id: int) -> None:
        """Show a line."""
        if self.presenter.shown is None:
            self.states.show_state(State.LOADING, _("One moment"), _("Fetching the ticket."))
        self.presenter.show(line_id)

    def show_why(self) -> None:
        """Open the tab that explains the verdicts."""
        self.tabs.setCurrentIndex(1)

    def _show(self, shown: Shown) -> None:
        self.states.show_content()
        ticket, line = shown.ticket, shown.line
        self.number.setText(line.number)
        self.badge.show_badge(state_badge(line.state, is_late=shown.is_late))
        self.product.show_text(line.product)
        people = (ticket.requester, line.department, line.location, ticket.channel, ticket.owner)
        self.people.show_text("  ·  ".join(filter(None, people)))
        self.lines.set_choices([(str(one.id), one.product) for one in ticket.lines])
        self.lines.setVisible(len(ticket.lines) > 1)
        if len(ticket.lines) > 1:
            self.lines.choose(str(line.id))
        self.figures["due"].value.setText(short_stamp(line.due_at, self._kit.time))
        self.figures["ready"].value.setText(short_stamp(line.ready_at, self._kit.time))
        self.figures["quantity"].value.setText(pieces(line, line.quantity))
        self.figures["price"].value.setText(money(line.price_cents))
        self._show_actions(line)
        self._load_tab()

    def _show_actions(self, line: LineView) -> None:
        is_open = line.state in OPEN_STATES
        self.deliver_button.setEnabled(is_open and left(line) > 0)
        self.finish_button.setEnabled(is_open)
        self.pause_button.setEnabled(is_open)
        is_paused = line.state.value == "paused"
        self.pause_button.setText(_("Resume…") if is_paused else _("Pause…"))

    def _load_tab(self) -> None:
        shown = self.presenter.shown
        if shown is None:
            return
        tab = TABS[self.tabs.currentIndex()][0]
        if tab == "why":
            self.why.show_loading()
            self.presenter.explain()
        elif tab == "history":
            self.history.show_line(shown.line)
        else:
            self.overview.show_line(shown.line)

    def _explain(self, why: Why) -> None:
        self.why.show_why(why)

    def _fail(self, problem: Exception) -> None:
        self.states.show_state(
            State.ERROR,
            _("That did not work"),
            sentence_of(problem),
            (_("Try again"), lambda: self.presenter.show(self.presenter.line_id)),
        )

    def deliver(self) -> None:
        """Ask how many pieces were delivered."""
        if self.deliver_button.isEnabled() and (line := self._line()):
            dialogs.DeliverDialog(self, line, self.presenter.record, self._kit.time).open()

    def pause_or_resume(self) -> None:
        """Ask why the clock stops, or let it run again."""
        if self.pause_button.isEnabled() and (line := self._line()):
            dialogs.pause_or_resume(self, line, self.presenter.record, self._kit.time).open()

    def finish(self) -> None:
        """Report the line ready."""
        if self.finish_button.isEnabled() and (line := self._line()):
            kind = EventKind.READY
            dialogs.SimpleDialog(self, line, kind, self.presenter.record, self._kit.time).open()

    def _line(self) -> LineView | None:
        shown = self.presenter.shown
        return shown.line if shown and self.isVisible() else None

    def retranslate(self) -> None:
        """Show everything in the language of now."""
        self.texts.refresh()
        if self.presenter.shown is not None:
            self.presenter.show(self.presenter.line_id)
