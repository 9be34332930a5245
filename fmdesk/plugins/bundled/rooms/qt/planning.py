"""The tab with the planner: shows a plan, and turns what is asked for into commands."""

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from fmdesk.plugins.api import N_, current_language, number, stamp
from fmdesk.plugins.api.qt import (
    SPACE_M,
    SPACE_S,
    Planner,
    PluginPage,
    State,
    StateStack,
    button,
    label,
    set_tone,
)
from fmdesk.plugins.bundled.rooms.bookings import (
    Booking,
    BookingState,
    Done,
    Plan,
    PlanQuestion,
    Which,
)
from fmdesk.plugins.bundled.rooms.qt.cancelling import CancelDialog
from fmdesk.plugins.bundled.rooms.qt.changing import ChangeDialog
from fmdesk.plugins.bundled.rooms.qt.detail import Detail
from fmdesk.plugins.bundled.rooms.qt.dialogs import BookDialog
from fmdesk.plugins.bundled.rooms.qt.filters import Days, Filters
from fmdesk.plugins.bundled.rooms.qt.model import data_of, hours_of
from fmdesk.plugins.bundled.rooms.qt.skipped import SkippedDialog
from fmdesk.plugins.bundled.rooms.qt.words import _, ngettext
from fmdesk.plugins.bundled.rooms.rooms import Room
from fmdesk.plugins.bundled.rooms.scoping import Move


class PlanTab(QWidget):
    """Days and chips above, the planner in the middle, the chosen booking and its room beside it.

    Args:
        page: The page that it belongs to.
    """

    def __init__(self, page: PluginPage) -> None:
        super().__init__()
        self.page = page
        self._plan: Plan | None = None
        self._undo: Move | None = None
        self._new: int | None = None
        self.days, self.filters = Days(page), Filters(page)
        self.planner = Planner(page.kit.theme, page.kit.time)
        page.texts.compute(lambda: self.planner.name_it(_("Planner of the rooms")))
        self.detail = Detail(
            page,
            {
                "check_in": lambda: self._act("check_in"),
                "release": lambda: self._act("release"),
                "ticket": self._open_ticket,
                "move": self._move_by_keys,
                "change": self.change,
                "skipped": self.show_skipped,
                "cancel_booking": self._ask_cancel,
            },
        )
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self.told = label("", wraps=True)
        self.told.hide()
        self.undo_button = button(self.undo, kind="link", name="undo", keys="Ctrl Z")
        self.page.say(self.undo_button.setText, N_("Undo"))
        self.undo_button.hide()
        foot = QHBoxLayout()
        foot.addWidget(self.told, 1)
        foot.addWidget(self.undo_button)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(SPACE_M)
        split.addWidget(self.planner)
        split.addWidget(self.detail)
        split.setStretchFactor(0, 1)
        split.setSizes([900, 300])
        self.states = StateStack(self.page.kit.theme, split)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_S)
        above = QHBoxLayout()
        above.addWidget(self.days)
        above.addStretch(1)
        column.addLayout(above)
        column.addWidget(self.filters)
        column.addWidget(self.states, 1)
        column.addLayout(foot)

    def _connect(self) -> None:
        self.days.changed.connect(self.load)
        self.filters.changed.connect(self._show)
        self.planner.chosen.connect(self._show_chosen)
        self.planner.made.connect(self.book)
        self.planner.moved.connect(self._move)
        self.planner.removed.connect(lambda _id: self._ask_cancel())
        self.planner.opened.connect(lambda _id: self._open_ticket())
        self.planner.period_asked.connect(self.days.step)
        self.planner.today_asked.connect(self.days.go_to_today)
        for keys, act in (
            ("Ctrl+Z", self.undo),
            ("Ctrl+E", self.change),
            ("Ctrl+H", self.show_skipped),
        ):
            QShortcut(QKeySequence(keys), self, act)

    @property
    def first(self) -> QWidget:
        """What takes the keys."""
        return self.planner

    @property
    def is_filled(self) -> bool:
        """A plan has come in."""
        return self._plan is not None

    def load(self) -> None:
        """Fetch the plan of the shown days."""
        self.page.ask("plan", PlanQuestion(*self.days.bounds()), self._take, retry=self.load)

    def retranslate(self) -> None:
        """Show everything in the language of now."""
        if self._plan is not None:
            self.filters.offer(self._plan.rooms)
            self._show()

    def book_here(self) -> None:
        """Book the chosen time, or the first room at the cursor."""
        room = self._room(self.planner.current_row())
        if room is not None:
            self.book(room.id, *self.planner.cell())

    def book(self, room_id: int, start: datetime, end: datetime) -> None:
        """Open the dialog of a new booking."""
        room = self._room(room_id)
        if self._plan is not None and room is not None:
            BookDialog(self.page, self._plan.rooms, room, start, end, self._booked).open()

    def change(self) -> None:
        """Open the dialog that changes the chosen booking, or its series."""
        booking = self._chosen()
        room = self._room(booking.room_id) if booking else None
        if booking is not None and booking.may_change and room is not None:
            self._change_to(booking, room, booking.start, booking.end)

    def show_skipped(self) -> None:
        """Show what was skipped of the series of the chosen booking, to add it back."""
        booking = self._chosen()
        if booking is not None and booking.series_id is not None:
            SkippedDialog(self.page, booking.series_id, self._by_code(), self._booked).open()

    def undo(self) -> None:
        """Put back what was moved last."""
        if self._undo is not None:
            back, self._undo = self._undo, None
            self.page.run("move", back, lambda _done: self._tell(_("Put back.")), self._refused)

    def _take(self, plan: Plan) -> None:
        self._plan = plan
        self.filters.offer(plan.rooms)
        hours = hours_of(plan, self.page.kit.zone)
        self.planner.show_days(self.days.first, self.days.days, hours)
        self.page.show_content()
        self._show()

    def _show(self) -> None:
        plan = self._plan
        if plan is None:
            return
        data = data_of(plan, self.filters.narrowed(self.planner.cell()))
        self.planner.set_data(data)
        if self._new is not None:
            self.planner.choose(self._new)
            self._new = None
        count = len(data.rows)
        self.filters.total.setText(ngettext("{n} room", "{n} rooms", count).format(n=number(count)))
        self._show_chosen()
        if data.rows:
            self.states.show_content()
        elif plan.rooms:
            step = (_("Show all"), self.filters.clear)
            words = _("No room has all that the chips ask for.")
            self.states.show_state(State.EMPTY, _("Nothing found"), words, step)
        else:
            words = _("Whoever manages the rooms adds them; then they can be booked here.")
            self.states.show_state(State.EMPTY, _("No rooms yet"), words)

    def _show_chosen(self) -> None:
        booking, room = self._chosen(), self._room(self.planner.current_row())
        self.detail.show_booking(booking, room)
        self.detail.show_room(room)

    def _chosen(self) -> Booking | None:
        box = self.planner.current()
        found = self._plan.bookings if self._plan and box else ()
        return next((one for one in found if box and one.id == box.id), None)

    def _room(self, room_id: int | None) -> Room | None:
        found = self._plan.rooms if self._plan else ()
        return next((one for one in found if one.id == room_id), None)

    def _by_code(self) -> dict[str, Room]:
        return {one.code: one for one in self._plan.rooms} if self._plan else {}

    def _move(self, booking_id: int, room_id: int, start: datetime, end: datetime) -> None:
        room, before = self._room(room_id), self._chosen()
        there = self._room(before.room_id) if before else None
        if room is None or before is None or there is None:
            return
        if before.series_id is not None:
            self._change_to(before, room, start, end)
            return

        def done(result: Done) -> None:
            self._undo = Move(booking_id, there.code, before.start, before.end)
            self._new = booking_id
            self._tell(_("Moved: {what}.").format(what=self._words(result.bookings[0])))

        self.page.run("move", Move(booking_id, room.code, start, end), done, self._refused)

    def _change_to(self, booking: Booking, room: Room, start: datetime, end: datetime) -> None:
        """Ask how much of a series changes, and show what comes of it first."""

        def done(result: Done) -> None:
            self._undo, self._new = None, booking.id
            self._tell(self._counted(_("Changed: {what}."), result))

        to = (room.code, start, end)
        dialog = ChangeDialog(self.page, booking, self._by_code(), to, done)
        dialog.rejected.connect(self.planner.settle)
        dialog.open()

    def _counted(self, words: str, result: Done) -> str:
        """Return a sentence about one booking, or about how many."""
        many = len(result.bookings)
        if many == 1:
            return words.format(what=self._words(result.bookings[0]))
        counted = ngettext("{n} booking", "{n} bookings", many).format(n=number(many))
        return words.format(what=counted)

    def _refused(self, sentence: str) -> None:
        self.planner.settle()
        self._tell(sentence, is_refused=True)

    def _tell(self, sentence: str, *, is_refused: bool = False) -> None:
        self.told.setText(sentence)
        self.told.show()
        set_tone(self.told, "broken" if is_refused else "")
        self.undo_button.setVisible(self._undo is not None and not is_refused)
        if not is_refused:
            self.load()

    def _booked(self, done: Done) -> None:
        self._undo, self._new = None, done.bookings[0].id
        first = done.bookings[0]
        words = {
            BookingState.REQUESTED: _("Requested: {what}."),
            BookingState.WAITING: _("On the waiting list: {what}."),
        }.get(first.state, _("Booked: {what}."))
        self._tell(words.format(what=self._words(first)))

    def _words(self, one: Booking) -> str:
        room = self._room(one.room_id)
        name = room.name(current_language()) if room else ""
        return ", ".join((one.title, name, stamp(one.start, self.page.kit.zone)))

    def _act(self, command: str) -> None:
        booking = self._chosen()
        if booking is not None:
            self._undo = None
            words = {"check_in": _("Checked in."), "release": _("Given back.")}[command]
            self.page.run(
                command, Which(booking.id), lambda _done: self._tell(words), self._refused
            )

    def _open_ticket(self) -> None:
        booking = self._chosen()
        if booking is not None and booking.line_id is not None:
            self.page.line_asked.emit(booking.line_id)

    def _move_by_keys(self) -> None:
        self.planner.setFocus()
        self.planner.begin_move()

    def _ask_cancel(self) -> None:
        booking = self._chosen()
        if booking is None:
            return

        def done(result: Done) -> None:
            self._undo = None
            self._tell(self._counted(_("Cancelled: {what}."), result))

        CancelDialog(self.page, booking, self._by_code(), done).open()
