"""The tab of bookings that wait for a decision."""

from collections.abc import Sequence

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
from fmdesk.plugins.bundled.rooms.acting import Decide
from fmdesk.plugins.bundled.rooms.bookings import Booking, Done
from fmdesk.plugins.bundled.rooms.qt.dialogs import ReasonDialog
from fmdesk.plugins.bundled.rooms.qt.model import people
from fmdesk.plugins.bundled.rooms.qt.words import _, ngettext
from fmdesk.plugins.bundled.rooms.rooms import Room


class RequestsTab(QWidget):
    """The first to begin first; G grants, D declines, S does so for the rest of its series.

    Args:
        page: The page that it belongs to.
    """

    def __init__(self, page: PluginPage) -> None:
        super().__init__()
        self.page = page
        self._rooms: dict[int, Room] = {}
        self.rows = RowsModel[Booking](self._columns(), self, _)
        self.table = TableView(page.kit, self.rows, "rooms.requests")
        page.say(self.table.setAccessibleName, N_("Bookings to decide"))
        self.table.opened.connect(self._open)
        self.total, self.told = label("", "muted"), label("", wraps=True)
        row = QHBoxLayout()
        row.setSpacing(SPACE_S)
        icon = page.kit.theme.icon
        for name, text, keys, shape, act in (
            ("grant", N_("Grant"), "G", "circle-check", self.grant),
            ("grant_series", N_("Grant the series"), "Shift+G", "refresh-cw", self.grant_series),
            ("decline", N_("Decline…"), "D", "circle-x", self.decline),
        ):
            made = button(act, icon=icon(shape), name=name, keys=keys)
            page.say(made.setText, text)
            QShortcut(QKeySequence(keys), self, act)
            row.addWidget(made)
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
        """Fetch what waits."""
        self.page.ask("rooms", None, self._take_rooms, retry=self.load)

    def retranslate(self) -> None:
        """Show everything in the language of now."""
        self.rows.retranslate()

    def grant(self) -> None:
        """Grant the chosen one."""
        chosen = self._chosen()
        if chosen is not None:
            self._decide([chosen])

    def grant_series(self) -> None:
        """Grant all that waits of the series of the chosen one."""
        chosen = self._chosen()
        if chosen is not None:
            every = [self.rows.row_at(n) for n in range(self.rows.row_total())]
            same = [one for one in every if one and one.series_id == chosen.series_id is not None]
            self._decide(same or [chosen])

    def decline(self) -> None:
        """Ask why, and decline the chosen one."""
        chosen = self._chosen()
        if chosen is None:
            return

        def send(reason: str, dialog: ReasonDialog) -> None:
            def done(result: Done) -> None:
                dialog.accept()
                self._decided(result)

            order = Decide((chosen.id,), is_granted=False, reason=reason)
            self.page.run("decide", order, done, dialog.show_problem)

        sentence = _("Who asked is told the reason.")
        ReasonDialog(self.page, _("Decline the booking"), _("Decline"), sentence, send).open()

    def _decide(self, some: Sequence[Booking]) -> None:
        order = Decide(tuple(one.id for one in some), is_granted=True)
        self.page.run("decide", order, self._decided, self.told.setText)

    def _decided(self, done: Done) -> None:
        count = len(done.bookings)
        words = ngettext("{n} booking decided.", "{n} bookings decided.", count)
        self.told.setText(words.format(n=number(count)))
        self.load()

    def _chosen(self) -> Booking | None:
        row = self.table.current_row()
        return self.rows.row_at(row) if 0 <= row < self.rows.row_total() else None

    def _open(self, row: int) -> None:
        found = self.rows.row_at(row)
        if found is not None and found.line_id is not None:
            self.page.line_asked.emit(found.line_id)

    def _take_rooms(self, rooms: tuple[Room, ...]) -> None:
        self._rooms = {room.id: room for room in rooms}
        self.page.ask("waiting_requests", None, self._take, retry=self.load)

    def _take(self, found: tuple[Booking, ...]) -> None:
        self.page.show_content()
        show_rows(self.table, self.rows, found, lambda one: one.id)
        count = len(found)
        words = ngettext("{n} booking waits", "{n} bookings wait", count)
        self.total.setText(words.format(n=number(count)))
        if found:
            self.states.show_content()
        else:
            words = _("Bookings of rooms that ask for approval appear here.")
            self.states.show_state(State.EMPTY, _("Nothing to decide"), words)

    def _columns(self) -> tuple[Column[Booking], ...]:
        zone = self.page.kit.zone
        return (
            Column("start", N_("When"), lambda one: stamp(one.start, zone), width=160),
            Column("room", N_("Room"), self._room_name, width=180),
            Column("title", N_("Title"), lambda one: one.title, is_stretched=True),
            Column("people", N_("People"), lambda one: people(one.people), width=110),
            Column("who", N_("By"), lambda one: one.who, width=160),
            Column(
                "series",
                N_("Series"),
                lambda one: _("one of a series") if one.series_id else "",
                width=150,
            ),
            Column("number", N_("Ticket"), lambda one: one.line_number, width=110),
        )

    def _room_name(self, one: Booking) -> str:
        room = self._rooms.get(one.room_id)
        return room.name(current_language()) if room else ""
