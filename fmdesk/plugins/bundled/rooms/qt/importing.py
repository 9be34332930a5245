"""Calendars in: what a file would bring, event by event, before any of it is taken."""

from collections.abc import Callable, Mapping
from datetime import datetime

from PySide6.QtWidgets import QCheckBox, QComboBox

from fmdesk.plugins.api import N_, current_language, number, stamp
from fmdesk.plugins.api.qt import (
    Badge,
    Column,
    FormDialog,
    PluginPage,
    RowsModel,
    TableView,
    label,
)
from fmdesk.plugins.bundled.rooms.exchanging import CalendarFile, Fate, FileRow, FileTable
from fmdesk.plugins.bundled.rooms.qt.words import _, ngettext
from fmdesk.plugins.bundled.rooms.rooms import Room

WIDTH, HEIGHT = 960, 300
FATES: Mapping[Fate, tuple[str, str, str]] = {
    Fate.NEW: ("plus", N_("new"), "kept"),
    Fate.KNOWN: ("check", N_("there already"), "neutral"),
    Fate.MOVED: ("refresh-cw", N_("moved"), "accent"),
    Fate.GIVEN_UP: ("circle-minus", N_("cancelled"), "neutral"),
    Fate.PAST: ("clock", N_("past"), "neutral"),
    Fate.TAKEN: ("circle-x", N_("taken"), "broken"),
    Fate.WRONG: ("ban", N_("refused"), "broken"),
}
"""Icon, word and tone of what comes of an event."""


class ImportDialog(FormDialog):
    """Every event of a file with what would come of it; nothing is stored before it is seen.

    Args:
        page: The page that it belongs to.
        rooms: What can be booked, by code.
        name: Name of the file.
        content: The file.
        done: Called with the sentence to show when it was taken in.
    """

    def __init__(
        self,
        page: PluginPage,
        rooms: Mapping[str, Room],
        name: str,
        content: bytes,
        done: Callable[[str], object],
    ) -> None:
        super().__init__(page, _("Import {name}").format(name=name), _("Take in"))
        self._page, self._content, self._done = page, content, done
        self._rooms = rooms
        self.setMinimumWidth(WIDTH)
        self.room = QComboBox()
        self.room.setObjectName("room")
        self.room.addItem(_("None: such an event is refused"), "")
        for code, one in rooms.items():
            self.room.addItem(one.name(current_language()), code)
        self.rest = QCheckBox(_("Take the rest where an event cannot be taken"))
        self.rest.setObjectName("rest")
        self.add_field(_("Room of events that name none"), self.room)
        self.body.addWidget(self.rest)
        self.rows = RowsModel[FileRow](self._columns(), self, _)
        self.table = TableView(page.kit, self.rows, "rooms.file")
        self.table.setAccessibleName(_("Events of the file"))
        self.table.setMinimumHeight(HEIGHT)
        self.table.moved_to.connect(lambda _row: self._explain())
        self.reason = label("", wraps=True)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self.reason)
        self.room.currentIndexChanged.connect(lambda _place: self.load())
        self.rest.toggled.connect(lambda _is_on: self._allow())
        self._found = FileTable(())
        self.save_button.setEnabled(False)
        self.load()
        self.table.setFocus()

    def load(self) -> None:
        """Ask what would come of each event."""
        self._page.ask(
            "preview_calendar",
            self._file(),
            self._take,
            retry=self.reject,
            refused=self._refuse,
        )

    def save(self) -> None:
        """Take it in: everything, or nothing where somebody did not say otherwise."""
        self.save_button.setEnabled(False)
        self._page.run("take_calendar", self._file(), self._finish, self.show_problem)

    def _file(self) -> CalendarFile:
        room = str(self.room.currentData())
        return CalendarFile(self._content, room, leaves_out=self.rest.isChecked())

    def _take(self, found: FileTable) -> None:
        self._found = found
        self.problem.hide()
        self.rows.set_rows(found.rows)
        self.table.go_to(0)
        self._allow()
        self._explain()

    def _allow(self) -> None:
        found = self._found
        taken = found.count(Fate.NEW, Fate.MOVED, Fate.GIVEN_UP)
        stopped = found.count(Fate.TAKEN, Fate.WRONG)
        words = ngettext("{n} event changes something", "{n} events change something", taken)
        parts = [words.format(n=number(taken))]
        if stopped:
            words = ngettext("{n} cannot be taken", "{n} cannot be taken", stopped)
            parts.append(words.format(n=number(stopped)))
            if not self.rest.isChecked():
                parts.append(_("so nothing is taken in"))
        self.say("; ".join(parts) + ".")
        self.save_button.setEnabled(taken > 0 and (not stopped or self.rest.isChecked()))

    def _refuse(self, sentence: str) -> None:
        self.show_problem(sentence)
        self.save_button.setEnabled(False)

    def _explain(self) -> None:
        row = self.table.current_row()
        one = self.rows.row_at(row) if 0 <= row < self.rows.row_total() else None
        self.reason.setText(one.reason if one else "")

    def _finish(self, found: FileTable) -> None:
        self.accept()
        count = found.count(Fate.NEW, Fate.MOVED, Fate.GIVEN_UP)
        words = ngettext("{n} event was taken in.", "{n} events were taken in.", count)
        self._done(words.format(n=number(count)))

    def _columns(self) -> tuple[Column[FileRow], ...]:
        zone = self._page.kit.zone

        def when(at: datetime | None) -> str:
            return stamp(at, zone) if at else ""

        return (
            Column("start", N_("Start"), lambda one: when(one.start), width=150),
            Column("end", N_("End"), lambda one: when(one.end), width=150),
            Column("room", N_("Room"), self._room_name, width=130),
            Column("title", N_("Title"), lambda one: one.title, width=190),
            Column("reason", N_("Reason"), lambda one: one.reason, is_stretched=True),
            Column("fate", "", lambda _one: "", 140, badge=_badge),
        )

    def _room_name(self, one: FileRow) -> str:
        room = self._rooms.get(one.room)
        return room.name(current_language()) if room else one.room


def _badge(one: FileRow) -> Badge:
    icon, word, tone = FATES[one.fate]
    return Badge(icon, _(word), tone)
