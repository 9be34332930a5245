"""The head of a ticket: what, who, when, who watches it, and its lines with their clocks."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from fmdesk.desktop.pages.line.model import pieces
from fmdesk.desktop.pages.ticket.model import dates_words, line_columns, people_words
from fmdesk.desktop.pages.ticket.presenter import Opened
from fmdesk.desktop.pages.tickets import due
from fmdesk.desktop.words import short_stamp, state_badge
from fmdesk.i18n import N_, _, money
from fmdesk.ui.kit import Kit
from fmdesk.ui.tables import RowsModel
from fmdesk.ui.tableview import TableView
from fmdesk.ui.texts import Texts
from fmdesk.ui.tokens import ROW_HEIGHT, SPACE_S, SPACE_XL
from fmdesk.ui.widgets.badge import Badge, StatusBadge
from fmdesk.ui.widgets.bars import BarFigure
from fmdesk.ui.widgets.buttons import button
from fmdesk.ui.widgets.card import Card, TableFrame
from fmdesk.ui.widgets.labels import ElidedLabel, set_tone

FIGURES = (
    ("due", N_("Due")),
    ("ready", N_("Ready")),
    ("quantity", N_("Quantity")),
    ("price", N_("Price")),
)
_HEAD, _MOST_LINES = 38, 4


class TicketHead(Card):
    """What stands above the tabs of a ticket."""

    close_asked = Signal()
    line_asked = Signal(int)
    take_over_asked = Signal()
    edit_asked = Signal()

    def __init__(self, kit: Kit, texts: Texts) -> None:
        super().__init__(" ", spacing=SPACE_S)
        self._kit = kit
        self.shown: Opened | None = None
        self.number = self.title
        self.badge = StatusBadge(kit.theme, Badge("circle-dot", ""))
        self.top.insertWidget(1, self.badge)
        edit = button(self.edit_asked.emit, kind="link", name="edit_ticket", keys="Ctrl E")
        texts.say(edit.setText, N_("Edit…"))
        close = button(
            self.close_asked.emit,
            kind="quiet",
            icon=kit.theme.icon("x", "muted"),
            name="close_line",
        )
        texts.say(close.setAccessibleName, N_("Close"))
        texts.say(close.setToolTip, N_("Close (Esc)"))
        self.close_button = close
        self.top.addWidget(edit)
        self.top.addWidget(close)
        self.subject = ElidedLabel("", "strong")
        self.people = ElidedLabel("", "muted")
        self.dates = ElidedLabel("", "muted")
        for one in (self.subject, self.people, self.dates):
            self.body.addWidget(one)
        self.body.addLayout(self._make_owner(texts))
        self._make_lines(texts)
        self.body.addLayout(self._make_figures(texts))
        texts.compute(self.show_clock)

    def _make_owner(self, texts: Texts) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(SPACE_S)
        self.owner = ElidedLabel("", "muted")
        self.take_over = button(
            self.take_over_asked.emit, kind="link", name="take_over", keys="Ctrl O"
        )
        texts.say(self.take_over.setText, N_("Take over"))
        row.addWidget(self.owner, 1)
        self._acts = QHBoxLayout()
        row.addLayout(self._acts)
        row.addWidget(self.take_over)
        return row

    def add_act(self, made: QWidget) -> None:
        """Put what can be done with the ticket beside who watches it."""
        self._acts.addWidget(made)

    def _make_lines(self, texts: Texts) -> None:
        self.rows = RowsModel(line_columns(self._kit.time), self)
        self.lines = TableView(self._kit, self.rows, "ticket_lines")
        texts.say(self.lines.setAccessibleName, N_("Lines of the ticket"))
        self.lines.moved_to.connect(self._choose)
        self.frame = TableFrame(self.lines)
        self.body.addWidget(self.frame)

    def _make_figures(self, texts: Texts) -> QHBoxLayout:
        figures = QHBoxLayout()
        figures.setSpacing(SPACE_XL)
        self.figures: dict[str, BarFigure] = {}
        for name, text in FIGURES:
            made = BarFigure()
            made.value.setProperty("role", "strong")
            texts.say(made.name.setText, text)
            self.figures[name] = made
            figures.addWidget(made)
        figures.addStretch(1)
        return figures

    def show_ticket(self, opened: Opened) -> None:
        """Show a ticket with the line that is looked at."""
        self.shown = opened
        dossier, line, ticket = opened.dossier, opened.line, opened.dossier.ticket
        is_one = len(ticket.lines) == 1
        self.number.setText(line.number if is_one else ticket.number)
        self.subject.show_text(_subject(ticket.subject, line.product))
        self.people.show_text("  ·  ".join(filter(None, (people_words(dossier), line.department))))
        self.dates.show_text(dates_words(dossier, self._kit.time))
        self.take_over.setVisible(not dossier.is_yours)
        self._show_lines(opened)
        self.figures["ready"].value.setText(short_stamp(line.ready_at, self._kit.time))
        self.figures["quantity"].value.setText(pieces(line, line.quantity))
        self.figures["price"].value.setText(money(line.price_cents))
        self.show_clock()

    def _show_lines(self, opened: Opened) -> None:
        rows = opened.dossier.rows
        self.frame.setVisible(len(rows) > 1)
        self.lines.blockSignals(True)
        self.rows.set_rows(rows)
        shown = min(len(rows), _MOST_LINES)
        self.lines.setFixedHeight(_HEAD + shown * ROW_HEIGHT)
        self.lines.go_to([one.line_id for one in rows].index(opened.line.id))
        self.lines.blockSignals(False)

    def show_clock(self) -> None:
        """Show the time that is left as it is now, and the words of the language of now."""
        if self.shown is None:
            return
        row, time = self.shown.row, self._kit.time
        figure = self.figures["due"].value
        figure.setText(due.words(row, time))
        figure.setToolTip(due.hint(row, time))
        badge = due.badge(row, time)
        set_tone(figure, badge.tone if badge else "")
        self.badge.show_badge(state_badge(self.shown.line.state, is_late=due.is_late(row, time)))
        owner = self.shown.dossier.ticket.owner
        said = _("You watch this ticket.") if self.shown.dossier.is_yours else ""
        watched = _("{owner} watches this ticket.").format(owner=owner)
        self.owner.show_text(said or (watched if owner else _("Nobody watches this ticket.")))
        self.lines.viewport().update()

    def _choose(self, place: int) -> None:
        row = self.rows.row_at(place) if 0 <= place < self.rows.row_total() else None
        if row is not None and self.shown is not None and row.line_id != self.shown.line.id:
            self.line_asked.emit(row.line_id)


def _subject(subject: str, product: str) -> str:
    return subject if subject == product else "  ·  ".join(filter(None, (subject, product)))
