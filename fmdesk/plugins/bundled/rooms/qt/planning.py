"""The tab with the planner: shows a plan, and turns what is asked for into commands."""

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from fmdesk.plugins.api import N_, number
from fmdesk.plugins.api.qt import (
    SPACE_M,
    SPACE_S,
    Days,
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
    Plan,
    PlanQuestion,
)
from fmdesk.plugins.bundled.rooms.qt.detail import Detail
from fmdesk.plugins.bundled.rooms.qt.dialogs import BookDialog
from fmdesk.plugins.bundled.rooms.qt.doing import Doing
from fmdesk.plugins.bundled.rooms.qt.filters import Filters
from fmdesk.plugins.bundled.rooms.qt.model import data_of, hours_of
from fmdesk.plugins.bundled.rooms.qt.pictures import PicturesEditor
from fmdesk.plugins.bundled.rooms.qt.words import _, ngettext
from fmdesk.plugins.bundled.rooms.rooms import Room


class PlanTab(QWidget):
    """Days and chips above, the planner in the middle, the chosen booking and its room beside it.

    Args:
        page: The page that it belongs to.
    """

    def __init__(self, page: PluginPage) -> None:
        super().__init__()
        self.page = page
        self._plan: Plan | None = None
        self.to_choose: int | None = None
        self.doing = Doing(self)
        self.days, self.filters = Days(page, is_keyed=True), Filters(page)
        self.planner = Planner(page.kit.theme, page.kit.time)
        page.texts.compute(lambda: self.planner.name_it(_("Planner of the rooms")))
        self.detail = Detail(
            page,
            {
                "check_in": lambda: self.doing.act("check_in"),
                "release": lambda: self.doing.act("release"),
                "ticket": self._open_ticket,
                "move": self._move_by_keys,
                "change": self.doing.change,
                "skipped": self.doing.show_skipped,
                "cancel_booking": self.doing.cancel,
            },
            PicturesEditor(page, self.tell, self.refuse),
        )
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self.told = label("", wraps=True)
        self.told.hide()
        self.undo_button = button(self.doing.undo, kind="link", name="undo", keys="Ctrl Z")
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
        icon = self.page.kit.theme.icon
        for name, text, shape, act in (
            ("export", N_("Export…"), "download", self.doing.export),
            ("import", N_("Import…"), "upload", self.doing.take_in),
        ):
            made = button(act, icon=icon(shape), name=name)
            self.page.say(made.setText, text)
            above.addWidget(made)
        column.addLayout(above)
        column.addWidget(self.filters)
        column.addWidget(self.states, 1)
        column.addLayout(foot)

    def _connect(self) -> None:
        self.days.changed.connect(self.load)
        self.filters.changed.connect(self._show)
        self.planner.chosen.connect(self._show_chosen)
        self.planner.made.connect(self.book)
        self.planner.moved.connect(self.doing.move)
        self.planner.removed.connect(lambda _id: self.doing.cancel())
        self.planner.opened.connect(lambda _id: self._open_ticket())
        self.planner.period_asked.connect(self.days.step)
        self.planner.today_asked.connect(self.days.go_to_today)
        for keys, act in (
            ("Ctrl+Z", self.doing.undo),
            ("Ctrl+E", self.doing.change),
            ("Ctrl+H", self.doing.show_skipped),
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

    def look_again(self) -> None:
        """Fetch the plan again, unless a box is being moved; the next command tells an error."""
        if self.is_filled and self.planner.scene.ghost is None:
            asked = PlanQuestion(*self.days.bounds())
            self.page.ask("plan", asked, self._follow, retry=self.load, refused=lambda _why: None)

    def _follow(self, plan: Plan) -> None:
        if self.planner.scene.ghost is None:  # else somebody took hold of a box meanwhile
            self._take(plan)

    def retranslate(self) -> None:
        """Show everything in the language of now."""
        if self._plan is not None:
            self.filters.offer(self._plan.rooms)
            self._show()

    def book_here(self) -> None:
        """Book the chosen time, or the first room at the cursor."""
        room = self.room(self.planner.current_row())
        if room is not None:
            self.book(room.id, *self.planner.cell())

    def book(self, room_id: int, start: datetime, end: datetime) -> None:
        """Open the dialog of a new booking."""
        room = self.room(room_id)
        if self._plan is not None and room is not None:
            BookDialog(self.page, self._plan.rooms, room, start, end, self.doing.booked).open()

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
        if self.to_choose is not None:
            self.planner.choose(self.to_choose)
            self.to_choose = None
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
        booking, room = self.chosen(), self.room(self.planner.current_row())
        self.detail.show_booking(booking, room)
        self.detail.show_room(room)

    def chosen(self) -> Booking | None:
        """Return the booking under the cursor."""
        box = self.planner.current()
        found = self._plan.bookings if self._plan and box else ()
        return next((one for one in found if box and one.id == box.id), None)

    def room(self, room_id: int | None) -> Room | None:
        """Return a room that is shown in the plan."""
        found = self._plan.rooms if self._plan else ()
        return next((one for one in found if one.id == room_id), None)

    def rooms(self) -> dict[str, Room]:
        """Return the rooms of the plan by code."""
        return {one.code: one for one in self._plan.rooms} if self._plan else {}

    def refuse(self, sentence: str) -> None:
        """Say why something was not done, and show it as it is."""
        self.planner.settle()
        self.tell(sentence, is_refused=True)

    def tell(self, sentence: str, *, is_refused: bool = False) -> None:
        """Say what was done and fetch the plan again, or why it was not."""
        self.told.setText(sentence)
        self.told.show()
        set_tone(self.told, "broken" if is_refused else "")
        self.undo_button.setVisible(self.doing.can_undo and not is_refused)
        if not is_refused:
            self.load()

    def _open_ticket(self) -> None:
        booking = self.chosen()
        if booking is not None and booking.line_id is not None:
            self.page.line_asked.emit(booking.line_id)

    def _move_by_keys(self) -> None:
        self.planner.setFocus()
        self.planner.begin_move()
