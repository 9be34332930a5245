"""The table of times: what comes of each booking that is asked for, and what is chosen for it."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt
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
from fmdesk.plugins.bundled.rooms.qt.words import _, ngettext
from fmdesk.plugins.bundled.rooms.rooms import Room
from fmdesk.plugins.bundled.rooms.series import Choice, Occurrence, Preview, Verdict

WIDTH, HEIGHT = 960, 300
Act = tuple[str, str, str]
"""Name, text and key of something to do with a time."""
SKIP, OTHER_ROOM, OTHER_TIME, AS_MEANT = ACTS = (
    ("skip", N_("Skip"), "S"),
    ("other_room", N_("Other room"), "R"),
    ("other_time", N_("Other time"), "T"),
    ("as_meant", N_("As meant"), "O"),
)
STAY = (SKIP[0], N_("Let it stay"), SKIP[2])
"""To skip what is there already is to leave it as it is."""
VERDICTS: Mapping[Verdict, tuple[str, str, str]] = {
    Verdict.FREE: ("check", N_("free"), "kept"),
    Verdict.TAKEN: ("circle-x", N_("taken"), "broken"),
    Verdict.REFUSED: ("ban", N_("not possible"), "broken"),
    Verdict.SKIPPED: ("circle-minus", N_("skipped"), "neutral"),
}


class TimesDialog(FormDialog):
    """Every time with what comes of it; nothing is done before it is seen here.

    Args:
        page: The page that it belongs to.
        rooms: What can be booked, by code.
        title: What is done.
        save_text: Text of the button that does it.
        query: Name of the query that looks ahead.
        is_danger: It cannot be taken back.
    """

    acts: Sequence[Act] = ACTS
    verdicts = VERDICTS

    def __init__(
        self,
        page: PluginPage,
        rooms: Mapping[str, Room],
        title: str,
        save_text: str,
        query: str,
        *,
        is_danger: bool = False,
    ) -> None:
        super().__init__(page, title, save_text, is_danger=is_danger)
        self.page, self.rooms_by_code, self._query = page, rooms, query
        self.choices: tuple[Choice, ...] = ()
        self.setMinimumWidth(WIDTH)
        self.rows = RowsModel[Occurrence](self.columns(), self, _)
        self.table = TableView(page.kit, self.rows, f"rooms.{query}")
        self.table.setAccessibleName(_("Times of the series"))
        self.table.setMinimumHeight(HEIGHT)
        self.table.moved_to.connect(lambda _row: self._explain())
        self.reason = label("", wraps=True)
        self.buttons = {
            name: button(partial(self.choose, name), text=_(text), name=name, keys=keys)
            for name, text, keys in self.acts
        }
        self.save_button.setEnabled(False)

    def place(self) -> None:
        """Put the table below what is in the form already, and look ahead."""
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self.reason)
        for place, made in enumerate(self.buttons.values()):
            self.foot.insertWidget(place, made)
        for name, _text, keys in self.acts:
            self.add_key(keys, partial(self.choose, name))
        self.load()
        self.table.setFocus()

    def add_key(self, keys: str, act: Callable[[], object]) -> None:
        """Let a key of the table do something; in a field it is a letter."""
        here = Qt.ShortcutContext.WidgetWithChildrenShortcut
        QShortcut(QKeySequence(keys), self.table, act, context=here)

    def asked(self) -> object:
        """Return what the query is given: what is asked for, with the choices made."""
        raise NotImplementedError

    def summary(self, found: Preview) -> str:
        """Return what will be done, in words."""
        raise NotImplementedError

    def columns(self) -> tuple[Column[Occurrence], ...]:
        """Return the columns of the table."""
        return (
            Column("meant", N_("Meant"), lambda one: self.when(one.original), width=160),
            *self.result_columns(),
        )

    def result_columns(self) -> tuple[Column[Occurrence], ...]:
        """Return the columns that say what comes of a time."""
        return (
            Column("start", N_("When"), lambda one: self.when(one.start), width=160),
            Column("room", N_("Room"), self.room_name, width=150),
            Column("reason", N_("Reason"), lambda one: one.reason, is_stretched=True),
            self.state_column(),
        )

    def state_column(self) -> Column[Occurrence]:
        """Return the column of what comes of a time, as a badge."""
        return Column("state", "", lambda _one: "", 150, badge=self._badge)

    def load(self) -> None:
        """Ask what comes of each time with the choices made."""
        self.page.ask(
            self._query, self.asked(), self._take, retry=self.reject, refused=self._refuse
        )

    def choose(self, name: str) -> None:
        """Do one of the acts with the chosen time; once more takes the next suggestion."""
        one = self.current
        if one is None:
            return
        before = next((c for c in self.choices if c.original == one.original), None)
        choice = _choice(name, one, before)
        rest = tuple(c for c in self.choices if c.original != one.original)
        self.choices = (*rest, choice) if choice else rest
        self.load()

    @property
    def current(self) -> Occurrence | None:
        """The chosen time."""
        row = self.table.current_row()
        return self.rows.row_at(row) if 0 <= row < self.rows.row_total() else None

    def may_save(self, found: Preview) -> bool:
        """Tell whether it can be done as it stands."""
        return not found.in_the_way and found.creates > 0

    def when(self, at: datetime) -> str:
        """Return an instant by the clock of the office."""
        return stamp(at, self.page.kit.zone)

    def room_name(self, one: Occurrence) -> str:
        """Return the name of the room that a time gets."""
        room = self.rooms_by_code.get(one.room)
        return room.name(current_language()) if room else one.room

    def _take(self, found: Preview) -> None:
        self.problem.hide()
        show_rows(self.table, self.rows, found.occurrences, lambda one: one.original)
        wrong = len(found.in_the_way)
        left = ngettext("{n} needs a choice", "{n} need a choice", wrong)
        parts = [self.summary(found), left.format(n=number(wrong)) if wrong else ""]
        self.say("; ".join(filter(None, parts)) + ".")
        self.save_button.setEnabled(self.may_save(found))
        self._explain()

    def _refuse(self, sentence: str) -> None:
        self.show_problem(sentence)
        self.save_button.setEnabled(False)

    def _explain(self) -> None:
        one = self.current
        self.reason.setText(one.reason if one else "")
        for made in self.buttons.values():
            made.setEnabled(one is not None)

    def _badge(self, one: Occurrence) -> Badge:
        icon, word, tone = self.verdicts[one.verdict]
        return Badge(icon, _(word), tone)


def _choice(name: str, one: Occurrence, before: Choice | None) -> Choice | None:
    """Return what is chosen for a time; None for what the series means."""
    if name == "skip":
        return Choice(one.original, is_skipped=True)
    if name == "other_room":
        room = next((code for code in one.rooms if code != one.room), "")
        return Choice(one.original, room=room) if room else before
    if name == "other_time":
        start = next((at for at in one.times if at != one.start), None)
        return Choice(one.original, start=start) if start else before
    return None
