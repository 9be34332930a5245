"""The tab of open faults."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from fmdesk.plugins.api import N_, number
from fmdesk.plugins.api.qt import SPACE_S, RowsModel, State, TableView, button, label, show_rows
from fmdesk.plugins.bundled.faults.faults import FaultQuery, FaultRow
from fmdesk.plugins.bundled.faults.qt.majors import HangDialog, TellDialog
from fmdesk.plugins.bundled.faults.qt.model import fault_columns, told
from fmdesk.plugins.bundled.faults.qt.tab import Tab
from fmdesk.plugins.bundled.faults.qt.words import _, ngettext

NOTHING = (N_("Nothing is broken"), N_("Faults that are reported appear here."))
NO_MAJORS = (
    N_("No major fault"),
    N_("A report that hangs on another one makes that a major fault. Press A in the list."),
)


class FaultsTab(Tab):
    """Open faults, first priority first; Enter opens the ticket."""

    is_placed = True
    majors = False
    """Only faults on which others hang, each with these below it."""

    def make(self) -> QWidget:
        """Return the table with what is known of the chosen fault below it."""
        self.rows = RowsModel[FaultRow](
            fault_columns(self.page.kit.zone, is_tree=self.majors), self, _
        )
        self.table = TableView(self.page.kit, self.rows, "faults.faults")
        self.page.say(self.table.setAccessibleName, N_("Open faults"))
        self.table.opened.connect(self.open)
        self.table.moved_to.connect(self._show_row)
        self.told = label("", "muted")
        self.total = label("", "muted")
        self.hang_button = button(self.hang, name="hang_on", keys="A")
        self.tell_button = button(self.tell, name="tell_all", keys="B")
        self.page.say(self.hang_button.setText, N_("Hang on…"))
        self.page.say(self.tell_button.setText, N_("Message to all…"))
        for keys, made in (("A", self.hang_button), ("B", self.tell_button)):
            made.setEnabled(False)
            shortcut = QShortcut(QKeySequence(keys), self.table, made.click)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
        foot = QHBoxLayout()
        foot.setSpacing(SPACE_S)
        foot.addWidget(self.told, 1)
        foot.addWidget(self.total)
        foot.addWidget(self.hang_button)
        foot.addWidget(self.tell_button)
        inside = QWidget()
        inside.setObjectName("content")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_S)
        column.addWidget(self.table, 1)
        column.addLayout(foot)
        return inside

    @property
    def first(self) -> QWidget:
        """The table."""
        return self.table

    @property
    def current(self) -> FaultRow | None:
        """The chosen fault."""
        row = self.table.current_row()
        return self.rows.row_at(row) if 0 <= row < self.rows.row_total() else None

    def load(self) -> None:
        """Fetch the faults that the search finds."""
        wanted = FaultQuery(self.text, self.page.place.code, self.majors)
        self.page.ask("faults", wanted, self._take, retry=self.load)

    def open(self, row: int) -> None:
        """Open the ticket of a fault."""
        found = self.rows.row_at(row)
        if found is not None:
            self.page.line_asked.emit(found.fault.line_id)

    def hang(self) -> None:
        """Let the chosen fault hang on another one."""
        if self.current is not None:
            HangDialog(self.page, self.current).open()

    def tell(self) -> None:
        """Write to everybody who reported the chosen fault."""
        if self.current is not None:
            TellDialog(self.page, self.current).open()

    def retranslate(self) -> None:
        """Show everything in the language of now."""
        self.rows.retranslate()
        if self.is_filled:
            self.load()

    def _take(self, rows: tuple[FaultRow, ...]) -> None:
        self.arrived()
        show_rows(self.table, self.rows, rows, lambda row: row.fault.line_id)
        words = ngettext("{n} open fault", "{n} open faults", len(rows))
        self.total.setText(words.format(n=number(len(rows))))
        self._show_row(self.table.current_row())
        if rows:
            self.states.show_content()
        elif self.text or self.page.place.code:
            self.states.show_state(
                State.EMPTY, _("Nothing found"), _("No open fault passes the search.")
            )
        else:
            title, sentence = NO_MAJORS if self.majors else NOTHING
            self.states.show_state(State.EMPTY, _(title), _(sentence))

    def _show_row(self, _row: int) -> None:
        found = self.current
        self.told.setText(told(found) if found else "")
        for made in (self.hang_button, self.tell_button):
            made.setEnabled(found is not None)


class MajorsTab(FaultsTab):
    """Major faults, each with the reports that hang on it."""

    majors = True
