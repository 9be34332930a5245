"""The conflict table of a series: what comes of each time, and what is done where something is."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial

from PySide6.QtGui import QKeySequence, QShortcut

from fmdesk.plugins.api import N_, current_language, number, stamp
from fmdesk.plugins.api.qt import (
    Badge,
    Column,
    FormDialog,
    PluginPage,
    RowsModel,
    TableView,
    button,
    label,
    show_rows,
)
from fmdesk.plugins.bundled.rooms.bookings import Done
from fmdesk.plugins.bundled.rooms.qt.words import _, ngettext
from fmdesk.plugins.bundled.rooms.repeating import Repeat
from fmdesk.plugins.bundled.rooms.rooms import Room
from fmdesk.plugins.bundled.rooms.series import Choice, Occurrence, Preview, Verdict

WIDTH, HEIGHT = 960, 320
VERDICTS = {
    Verdict.FREE: ("check", N_("free"), "kept"),
    Verdict.TAKEN: ("circle-x", N_("taken"), "broken"),
    Verdict.REFUSED: ("ban", N_("not possible"), "broken"),
    Verdict.SKIPPED: ("circle-minus", N_("skipped"), "neutral"),
}
ACTS = (
    ("skip", N_("Skip"), "S"),
    ("other_room", N_("Other room"), "R"),
    ("other_time", N_("Other time"), "T"),
    ("as_meant", N_("As meant"), "O"),
)


class SeriesDialog(FormDialog):
    """Every time of a series with what comes of it; nothing is left out that nobody skipped.

    Args:
        page: The page that it belongs to.
        asked: The series.
        rooms: What can be booked.
        done: Called with what was booked.
    """

    def __init__(
        self,
        page: PluginPage,
        asked: Repeat,
        rooms: dict[str, Room],
        done: Callable[[Done], object],
    ) -> None:
        super().__init__(page, _("Book a series"), _("Book"))
        self._page, self._asked, self._rooms, self._done = page, asked, rooms, done
        self.setMinimumWidth(WIDTH)
        self.rows = RowsModel[Occurrence](self._columns(), self, _)
        self.table = TableView(page.kit, self.rows, "rooms.series")
        self.table.setAccessibleName(_("Times of the series"))
        self.table.setMinimumHeight(HEIGHT)
        self.table.moved_to.connect(lambda _row: self._explain())
        self.reason = label("", wraps=True)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self.reason)
        self.buttons = {
            name: button(partial(self.choose, name), text=_(text), name=name, keys=keys)
            for name, text, keys in ACTS
        }
        for place, made in enumerate(self.buttons.values()):
            self.foot.insertWidget(place, made)
        self._add_keys()
        self.save_button.setEnabled(False)
        self.load()
        self.table.setFocus()

    def load(self) -> None:
        """Ask what comes of each time with the choices made."""
        self._page.ask(
            "preview", self._asked, self._take, retry=self.reject, refused=self.show_problem
        )

    def choose(self, name: str) -> None:
        """Do one of the acts with the chosen time; once more takes the next suggestion."""
        one = self.current
        if one is None:
            return
        before = next((c for c in self._asked.choices if c.original == one.original), None)
        choice = _choice(name, one, before)
        rest = tuple(c for c in self._asked.choices if c.original != one.original)
        self._asked = replace(self._asked, choices=(*rest, choice) if choice else rest)
        self.load()

    def save(self) -> None:
        """Book what is not skipped."""
        self.save_button.setEnabled(False)
        self._page.run("repeat", self._asked, self._finish, self.show_problem)

    @property
    def current(self) -> Occurrence | None:
        """The chosen time."""
        row = self.table.current_row()
        return self.rows.row_at(row) if 0 <= row < self.rows.row_total() else None

    def _take(self, found: Preview) -> None:
        show_rows(self.table, self.rows, found.occurrences, lambda one: one.original)
        wrong = len(found.in_the_way)
        words = ngettext("{n} booking will be made", "{n} bookings will be made", found.creates)
        left = ngettext("{n} needs a choice", "{n} need a choice", wrong)
        parts = [words.format(n=number(found.creates))]
        self.say("; ".join([*parts, left.format(n=number(wrong))] if wrong else parts) + ".")
        self.save_button.setEnabled(not wrong and found.creates > 0)
        self._explain()

    def _explain(self) -> None:
        one = self.current
        self.reason.setText(one.reason if one else "")
        for name in ("skip", "other_room", "other_time", "as_meant"):
            self.buttons[name].setEnabled(one is not None)

    def _finish(self, done: Done) -> None:
        self.accept()
        self._done(done)

    def _add_keys(self) -> None:
        for name, _text, keys in ACTS:
            QShortcut(QKeySequence(keys), self, partial(self.choose, name))

    def _columns(self) -> tuple[Column[Occurrence], ...]:
        zone = self._page.kit.zone
        return (
            Column("meant", N_("Meant"), lambda one: stamp(one.original, zone), width=160),
            Column("start", N_("When"), lambda one: stamp(one.start, zone), width=160),
            Column("room", N_("Room"), self._room_name, width=170),
            Column("reason", N_("Reason"), lambda one: one.reason, is_stretched=True),
            Column("state", "", lambda _one: "", 140, badge=_badge),
        )

    def _room_name(self, one: Occurrence) -> str:
        room = self._rooms.get(one.room)
        return room.name(current_language()) if room else one.room


def _badge(one: Occurrence) -> Badge:
    icon, word, tone = VERDICTS[one.verdict]
    return Badge(icon, _(word), tone)


def _choice(name: str, one: Occurrence, before: Choice | None) -> Choice | None:
    """Return what is chosen for a time; None for what the series means."""
    if name == "skip":
        return Choice(one.original, is_skipped=True)
    if name == "other_room":
        room = next((code for code in one.rooms if code != one.room), "")
        return Choice(one.original, room=room) if room else before
    if name == "other_time":
        start: datetime | None = next((at for at in one.times if at != one.start), None)
        return Choice(one.original, start=start) if start else before
    return None
