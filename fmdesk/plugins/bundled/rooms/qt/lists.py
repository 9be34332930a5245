"""The frame of the tabs that list bookings: acts above, the table, what was done below."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from fmdesk.plugins.api import N_, current_language, number, stamp
from fmdesk.plugins.api.qt import (
    SPACE_S,
    Button,
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
from fmdesk.plugins.bundled.rooms.bookings import Booking
from fmdesk.plugins.bundled.rooms.qt.model import badge_of, people
from fmdesk.plugins.bundled.rooms.qt.words import _
from fmdesk.plugins.bundled.rooms.rooms import Room


@dataclass(frozen=True, slots=True)
class Listing:
    """What a tab lists; texts are marked with `N_`.

    Attributes:
        query: Name of the query that finds it.
        title: Name of the table.
        columns: Keys of the columns, in their order.
        count: Says how many there are; the figure stands for `{n}`.
        empty: Title and sentence where there is nothing.
    """

    query: str
    title: str
    columns: tuple[str, ...]
    count: Callable[[int], str]
    empty: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Act:
    """What can be done with the chosen booking: name, text, keys and icon of its button."""

    name: str
    text: str
    keys: str
    icon: str
    do: Callable[[], object]


class ListTab(QWidget):
    """Bookings, the first to begin first; Enter opens the ticket.

    Args:
        page: The page that it belongs to.
        what: What is listed.
        acts: What can be done with the chosen one.
    """

    def __init__(self, page: PluginPage, what: Listing, acts: Sequence[Act]) -> None:
        super().__init__()
        self.page, self._what = page, what
        self._rooms: Mapping[int, Room] = {}
        every = self._columns()
        self.rows = RowsModel[Booking]([every[key] for key in what.columns], self, _)
        self.table = TableView(page.kit, self.rows, f"rooms.{what.query}")
        page.say(self.table.setAccessibleName, what.title)
        self.table.opened.connect(self._open)
        self.table.moved_to.connect(lambda _row: self.allow())
        self.total, self.told = label("", "muted"), label("", wraps=True)
        row = QHBoxLayout()
        row.setSpacing(SPACE_S)
        self.buttons: dict[str, Button] = {}
        for act in acts:
            icon = page.kit.theme.icon(act.icon)
            made = button(act.do, icon=icon, name=act.name, keys=act.keys)
            page.say(made.setText, act.text)
            QShortcut(QKeySequence(act.keys), self, act.do)
            self.buttons[act.name] = made
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

    @property
    def chosen(self) -> Booking | None:
        """The booking at the cursor."""
        row = self.table.current_row()
        return self.rows.row_at(row) if 0 <= row < self.rows.row_total() else None

    def load(self) -> None:
        """Fetch the list."""
        self._fetch(None)

    def look_again(self) -> None:
        """Fetch the list again without a word; the next command tells an error."""
        self._fetch(lambda _why: None)

    def retranslate(self) -> None:
        """Show everything in the language of now."""
        self.rows.retranslate()

    def allow(self) -> None:
        """Let be done what can be done with the chosen one."""

    def tell(self, sentence: str) -> None:
        """Say what was done, and fetch the list again."""
        self.told.setText(sentence)
        self.load()

    def _fetch(self, refused: Callable[[str], None] | None) -> None:
        def take(rooms: tuple[Room, ...]) -> None:
            self._rooms = {room.id: room for room in rooms}
            self.page.ask(self._what.query, None, self._take, retry=self.load, refused=refused)

        self.page.ask("rooms", None, take, retry=self.load, refused=refused)

    def _take(self, found: tuple[Booking, ...]) -> None:
        self.page.show_content()
        show_rows(self.table, self.rows, found, lambda one: one.id)
        words = self._what.count(len(found))
        self.total.setText(words.format(n=number(len(found))))
        self.allow()
        if found:
            self.states.show_content()
        else:
            title, sentence = self._what.empty
            self.states.show_state(State.EMPTY, _(title), _(sentence))

    def _open(self, row: int) -> None:
        found = self.rows.row_at(row)
        if found is not None and found.line_id is not None:
            self.page.line_asked.emit(found.line_id)

    def _columns(self) -> Mapping[str, Column[Booking]]:
        zone = self.page.kit.zone
        every: tuple[Column[Booking], ...] = (
            Column("start", N_("When"), lambda one: stamp(one.start, zone), width=160),
            Column("room", N_("Room"), self._room_name, width=180),
            Column("title", N_("Title"), lambda one: one.title, is_stretched=True),
            Column("people", N_("People"), lambda one: people(one.people), width=110),
            Column("who", N_("By"), lambda one: one.who, width=160),
            Column("series", N_("Series"), _series, width=150),
            Column("number", N_("Ticket"), lambda one: one.line_number, width=110),
            Column(
                "until",
                N_("Held until"),
                lambda one: stamp(one.hold_until, zone) if one.hold_until else "",
                width=160,
            ),
            Column("state", "", lambda _one: "", 140, badge=badge_of),
        )
        return {one.key: one for one in every}

    def _room_name(self, one: Booking) -> str:
        room = self._rooms.get(one.room_id)
        return room.name(current_language()) if room else ""


def _series(one: Booking) -> str:
    return _("one of a series") if one.series_id else ""
