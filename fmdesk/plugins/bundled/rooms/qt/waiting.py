"""The tab of the waiting list: who has an offer, and who waits for a room."""

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from fmdesk.plugins.api import N_, current_language, number, stamp
from fmdesk.plugins.api.qt import (
    SPACE_S,
    Column,
    PluginPage,
    RowsModel,
    State,
    StateStack,
    TableView,
    button,
    label,
    show_rows,
)
from fmdesk.plugins.bundled.rooms.bookings import Booking, BookingState, Done, Which
from fmdesk.plugins.bundled.rooms.qt.model import badge_of
from fmdesk.plugins.bundled.rooms.qt.words import _, ngettext
from fmdesk.plugins.bundled.rooms.rooms import Room


class WaitingTab(QWidget):
    """The first to begin first; A takes the offer, Enter opens the ticket.

    Args:
        page: The page that it belongs to.
    """

    def __init__(self, page: PluginPage) -> None:
        super().__init__()
        self.page = page
        self._rooms: dict[int, Room] = {}
        self.rows = RowsModel[Booking](self._columns(), self, _)
        self.table = TableView(page.kit, self.rows, "rooms.waiting")
        page.say(self.table.setAccessibleName, N_("Waiting list"))
        self.table.opened.connect(self._open)
        self.table.moved_to.connect(lambda _row: self._allow())
        self.total, self.told = label("", "muted"), label("", wraps=True)
        icon = page.kit.theme.icon("circle-check")
        self.take_button = button(self.take, icon=icon, name="take", keys="A")
        page.say(self.take_button.setText, N_("Take the offer"))
        QShortcut(QKeySequence("A"), self, self.take)
        row = QHBoxLayout()
        row.setSpacing(SPACE_S)
        row.addWidget(self.take_button)
        row.addStretch(1)
        row.addWidget(self.total)
        self.states = StateStack(page.kit.theme, self.table)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_S)
        column.addLayout(row)
        column.addWidget(self.states, 1)
        column.addWidget(self.told)

    @property
    def first(self) -> QWidget:
        """What takes the keys."""
        return self.table

    def load(self) -> None:
        """Fetch the list."""
        self.page.ask("rooms", None, self._take_rooms, retry=self.load)

    def retranslate(self) -> None:
        """Show everything in the language of now."""
        self.rows.retranslate()

    def take(self) -> None:
        """Take what was offered, for the one who got it."""
        chosen = self._chosen()
        if chosen is not None and chosen.state is BookingState.OFFERED:
            self.page.run("accept", Which(chosen.id), self._taken, self.told.setText)

    def _taken(self, _done: Done) -> None:
        self.told.setText(_("The offer was taken."))
        self.load()

    def _take_rooms(self, rooms: tuple[Room, ...]) -> None:
        self._rooms = {room.id: room for room in rooms}
        self.page.ask("waiting_list", None, self._take, retry=self.load)

    def _take(self, found: tuple[Booking, ...]) -> None:
        self.page.show_content()
        show_rows(self.table, self.rows, found, lambda one: one.id)
        words = ngettext("{n} on the waiting list", "{n} on the waiting list", len(found))
        self.total.setText(words.format(n=number(len(found))))
        self._allow()
        if found:
            self.states.show_content()
        else:
            words = _("Who wants a room that is taken can wait for it, and appears here.")
            self.states.show_state(State.EMPTY, _("Nobody waits"), words)

    def _allow(self) -> None:
        chosen = self._chosen()
        is_offered = chosen is not None and chosen.state is BookingState.OFFERED
        self.take_button.setEnabled(is_offered)

    def _chosen(self) -> Booking | None:
        row = self.table.current_row()
        return self.rows.row_at(row) if 0 <= row < self.rows.row_total() else None

    def _open(self, row: int) -> None:
        found = self.rows.row_at(row)
        if found is not None and found.line_id is not None:
            self.page.line_asked.emit(found.line_id)

    def _columns(self) -> tuple[Column[Booking], ...]:
        zone = self.page.kit.zone
        return (
            Column("start", N_("When"), lambda one: stamp(one.start, zone), width=160),
            Column("room", N_("Room"), self._room_name, width=180),
            Column("title", N_("Title"), lambda one: one.title, is_stretched=True),
            Column("who", N_("By"), lambda one: one.who, width=160),
            Column("number", N_("Ticket"), lambda one: one.line_number, width=110),
            Column(
                "until",
                N_("Held until"),
                lambda one: stamp(one.hold_until, zone) if one.hold_until else "",
                width=160,
            ),
            Column("state", "", lambda _one: "", 140, badge=badge_of),
        )

    def _room_name(self, one: Booking) -> str:
        room = self._rooms.get(one.room_id)
        return room.name(current_language()) if room else ""
