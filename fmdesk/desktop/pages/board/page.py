"""The board: the current state in one window, every figure with its records below it."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from fmdesk.core.domain.board import (
    BoardState,
    Counted,
    Figure,
    Queue,
    RecordKind,
    Said,
)
from fmdesk.core.domain.reachability import ChannelToday
from fmdesk.core.domain.ticket import LineState
from fmdesk.desktop.desk import Desk, sentence_of, show_problem
from fmdesk.desktop.pages.board.choices import HoursDialog, RulesDialog
from fmdesk.desktop.pages.board.dialogs import CloseDialog, CountDialog, HandOverDialog
from fmdesk.desktop.pages.board.model import (
    FIGURES,
    QUEUE_STATES,
    channel_columns,
    queue_columns,
    row_columns,
    said_columns,
    shown_columns,
)
from fmdesk.desktop.pages.board.presenter import BoardPresenter, Leaving, Seen
from fmdesk.desktop.pages.board.tiles import Shown, Tiles
from fmdesk.desktop.words import STATES
from fmdesk.i18n import N_, _, current_language, number
from fmdesk.ui.dialogs import FormDialog
from fmdesk.ui.page import Page
from fmdesk.ui.tables import PagedModel, RowsModel
from fmdesk.ui.tableview import TableView
from fmdesk.ui.tokens import ROW_HEIGHT, SPACE_M, SPACE_S
from fmdesk.ui.widgets.buttons import button
from fmdesk.ui.widgets.card import Card
from fmdesk.ui.widgets.states import State, StateStack

PAGES = {RecordKind.CALL_BACK: "call_backs", RecordKind.MESSAGE: "messages"}
"""Where a record is worked on; the others are about a line."""
SAID_HEIGHT = 30 + 3 * ROW_HEIGHT
MakeDialog = Callable[[Sequence[ChannelToday], ChannelToday], FormDialog]


class BoardPage(Page):
    """Figures above, the records behind the chosen one below, queues and channels beside them."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.kit)
        self._desk = desk
        self.presenter = BoardPresenter(desk, self)
        self._state: BoardState | None = None
        self._is_arriving = True
        self.texts.say(self.header.title.setText, N_("Board"))
        self._add_actions()
        column = QVBoxLayout(self.content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_M)
        self.tiles = Tiles()
        self.tiles.chosen.connect(self.presenter.choose)
        self.tiles.entered.connect(self._enter)
        column.addWidget(self.tiles)
        row = QHBoxLayout()
        row.setSpacing(SPACE_M)
        row.addLayout(self._make_list(), 58)
        row.addLayout(self._make_aside(), 42)
        column.addLayout(row, 1)
        self.presenter.seen.connect(self._show)
        self.presenter.failed.connect(
            lambda problem: show_problem(self, problem, self.presenter.load)
        )

    # --- what it is made of --------------------------------------------------------------------

    def _add_actions(self) -> None:
        for act, text, icon, keys in (
            (self.hand_over, N_("Hand over…"), "history", "H"),
            (self.note_count, N_("Note calls…"), "phone-call", "N"),
        ):
            made = button(act, icon=self.kit.theme.icon(icon), keys=keys)
            self.texts.say(made.setText, text)
            self.header.add_action(made)

    def _make_list(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(SPACE_M)
        self.model = PagedModel(
            row_columns(self.kit.time), self.kit.runner, self.presenter.rows, self
        )
        self.table = TableView(self.kit, self.model)
        self.table.opened.connect(self._open_row)
        self.list_state = StateStack(self.kit.theme, self.table)
        self.take_button = button(self.take, icon=self.kit.theme.icon("check"), keys="T")
        self.card = _tight(self.list_state)
        self.card.top.addWidget(self.take_button)
        column.addWidget(self.card, 1)
        self.said: RowsModel[Said] = RowsModel(said_columns(self.kit.time), self)
        self.said_table = TableView(self.kit, self.said, "board.said")
        self.said_table.opened.connect(self._open_said)
        self.said_table.setFixedHeight(SAID_HEIGHT)
        self.said_card = _tight(self.said_table)
        title = N_("What customers said of your work")
        self.texts.say(self.said_card.set_title, title)
        self.texts.say(self.said_table.setAccessibleName, title)
        column.addWidget(self.said_card)
        return column

    def _make_aside(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(SPACE_M)
        self.queues: RowsModel[Queue] = RowsModel(queue_columns(self.kit.time), self)
        self.queue_table = TableView(self.kit, self.queues, "board.queues")
        self.queue_table.cell_opened.connect(self._open_queue)
        self.queue_table.opened.connect(lambda row: self._open_queue(row, "oldest"))
        self.channels: RowsModel[ChannelToday] = RowsModel(channel_columns(self.kit.time), self)
        self.channel_table = TableView(self.kit, self.channels, "board.channels")
        self.channel_table.opened.connect(lambda _row: self.note_count())
        for title, table, share in (
            (N_("Queues per unit"), self.queue_table, 55),
            (N_("Reachability today"), self.channel_table, 45),
        ):
            card = _tight(table)
            self.texts.say(card.set_title, title)
            self.texts.say(table.setAccessibleName, title)
            column.addWidget(card, share)
        return column

    # --- showing -------------------------------------------------------------------------------

    def arrive(self, what: object) -> None:
        """Show the board, with the records behind a figure (`Counted`) where one is asked for."""
        if not self.presenter.is_seen:
            self.show_loading(_("Fetching the board."))
        if isinstance(what, Counted):
            self._is_arriving = True
            self.presenter.choose(what)
        else:
            self.presenter.load()

    def _show(self, seen: Seen) -> None:
        self.show_content()
        is_first, self._is_arriving = self._is_arriving, False
        self._state = seen.state
        clock = f"{self.kit.time.wall():%H:%M}"
        self.header.aside.setText(_("as of {clock}").format(clock=clock))
        self.tiles.show_figures(_figures(seen.state))
        self.tiles.mark(seen.counted)
        self._show_list(seen.counted, seen.ids)
        self.queues.set_rows(seen.state.queues)
        self.channels.set_rows(seen.state.channels)
        self.said.set_rows(seen.state.said)
        self.said_card.setVisible(bool(seen.state.said))
        if is_first and seen.counted in self.tiles.tiles:
            self.give_keys(self.tiles.tiles[seen.counted])

    def _show_list(self, counted: Counted, ids: Sequence[int]) -> None:
        kept = self.model.id_at(self.table.current_row()) if self.table.current_row() >= 0 else 0
        name = self._name(counted)
        self.card.set_title(f"{name} · {number(len(ids))}")
        self.table.setAccessibleName(name)
        self.take_button.setVisible(counted.figure in {Figure.HANDED, Figure.ESCALATED})
        is_handed = counted.figure is Figure.HANDED
        self.take_button.setText(_("Take all over") if is_handed else _("Take up"))
        self.table.show_only(shown_columns(counted.kind))
        self.model.set_ids(ids)
        if not ids:
            self.table.setCurrentIndex(QModelIndex())
            self.list_state.show_state(State.EMPTY, _("Nothing here"), _("Choose another figure."))
            return
        self.list_state.show_content()
        self.table.go_to(self.model.row_of(kept) or 0)

    def _name(self, counted: Counted) -> str:
        """Return the name of a figure in the language of now."""
        if self._state is None:
            return ""
        for tile in self._state.tiles:
            if tile.counted == counted:
                return tile.title.get(current_language())
        if counted.figure is not Figure.QUEUE:
            return _(FIGURES[counted.figure][0]) if counted.figure in FIGURES else ""
        units = {one.unit_id: one.unit for one in self._state.queues}
        state = _state_words(counted.state)
        return f"{units.get(counted.unit_id, '')} · {state}"

    # --- acting --------------------------------------------------------------------------------

    def _enter(self) -> None:
        if self.model.row_total():
            self.table.setFocus()

    def _open_row(self, place: int) -> None:
        row = self.model.row_at(place)
        if row is None:
            return
        if row.kind in PAGES:
            self._desk.page_asked.emit(PAGES[row.kind], None)
        elif row.line is not None:
            self._desk.page_asked.emit("tickets", row.line.line_id)

    def _open_said(self, place: int) -> None:
        said = self.said.row_at(place)
        if said is not None:
            self._desk.page_asked.emit("tickets", said.line_id)

    def _open_queue(self, place: int, column: str) -> None:
        queue = self.queues.row_at(place)
        if queue is not None:
            state = QUEUE_STATES[column]
            self.presenter.choose(Counted(Figure.QUEUE, unit_id=queue.unit_id, state=state))
            self.table.setFocus()

    def go_back(self) -> bool:
        """Esc in the records goes back to the figures; tell whether it was there."""
        tile = self.tiles.tiles.get(self.presenter.counted)
        inside = self.content.focusWidget()
        if inside in self.tiles.tiles.values() or not self.tiles.tiles:
            return False
        (tile or next(iter(self.tiles.tiles.values()))).setFocus()
        return True

    def take(self) -> None:
        """Take over all that was handed over, or take up the escalation that is chosen."""
        place, counted = self.table.current_row(), self.presenter.counted
        if place < 0 or counted.figure not in {Figure.HANDED, Figure.ESCALATED}:
            self._desk.said.emit(_("There is nothing to take here."))
            return
        rows = range(self.model.row_total()) if counted.figure is Figure.HANDED else (place,)
        ids = [self.model.id_at(row) for row in rows]
        self.presenter.take(ids, self._desk.said.emit)

    def hand_over(self) -> None:
        """Choose what is left to the next shift."""

        def show(leaving: Leaving) -> None:
            if leaving.items:
                HandOverDialog(self, leaving, self.presenter, self.kit.time).open()
            else:
                self._desk.said.emit(_("You have nothing to hand over."))

        self.presenter.leaving(show)

    def note_count(self) -> None:
        """Note how a channel was reached."""
        self._with_channels(
            lambda rows, row: CountDialog(self, rows, row, self.presenter, self.kit.time)
        )

    def close_channel(self) -> None:
        """Note that a channel closes, or that it opens again."""
        row = self._channel()
        if row is not None and row.closing is not None:
            self.presenter.open_channel(row.channel, self._desk.said.emit)
        else:
            self._with_channels(lambda rows, row: CloseDialog(self, rows, row, self.presenter))

    def set_rules(self) -> None:
        """Change who is told of what."""
        self.presenter.ask_warnings(lambda given: RulesDialog(self, given, self.presenter).open())

    def set_hours(self) -> None:
        """Change when channels are promised to be open."""
        self.presenter.ask_hours(lambda offer: HoursDialog(self, offer, self.presenter).open())

    def _channel(self) -> ChannelToday | None:
        place = max(self.channel_table.current_row(), 0)
        return self.channels.row_at(place) if self.channels.row_total() else None

    def _with_channels(self, make: MakeDialog) -> None:
        row = self._channel()
        if self._state is None or row is None:
            self._desk.said.emit(_("No channel has opening hours yet."))
        else:
            make(self._state.channels, row).open()

    def retranslate(self) -> None:
        """Show everything in the language of now."""
        super().retranslate()
        for model in (self.model, self.queues, self.channels, self.said):
            model.retranslate()
        self.presenter.load()


def _figures(state: BoardState) -> Sequence[Shown]:
    """Return all figures in their order, those of plugins last."""
    desk = [
        Shown(Counted(one), _(FIGURES[one][0]), count, FIGURES[one][1])
        for one, count in state.figures.items()
    ]
    return desk + [
        Shown(
            one.counted,
            one.title.get(current_language()),
            one.count,
            problem=sentence_of(one.problem) if one.problem else "",
        )
        for one in state.tiles
    ]


def _state_words(state: LineState | None) -> str:
    return _("all open") if state is None else _(STATES[state][1])


def _tight(inside: QWidget) -> Card:
    """Return a card whose table reaches its edges."""
    card = Card(spacing=SPACE_S)
    layout = card.layout()
    assert layout is not None  # noqa: S101  # it was made with one
    layout.setContentsMargins(1, SPACE_M, 1, SPACE_S)
    card.top.setContentsMargins(SPACE_M, 0, SPACE_M, 0)
    card.set_title(" ")
    card.body.addWidget(inside)
    return card
