"""The page with who is inside now: to be counted at the assembly point."""

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from fmdesk.plugins.api import N_, number
from fmdesk.plugins.api.qt import (
    SPACE_M,
    SPACE_S,
    Extensions,
    Kit,
    PluginPage,
    RowsModel,
    State,
    StateStack,
    TableView,
    button,
    label,
    show_rows,
)
from fmdesk_visitors.qt.model import evacuation_columns
from fmdesk_visitors.visits import Row
from fmdesk_visitors.words import _, ngettext


class EvacuationPage(PluginPage):
    """Who is inside, by name; F5, a key of the window, looks again, and Ctrl+P prints."""

    def __init__(self, kit: Kit, extensions: Extensions) -> None:
        super().__init__(kit, extensions, "visitors", _)
        self.say(self.header.title.setText, N_("Evacuation list"))
        self._is_filled = False
        self._asked = ""
        self.total = label("", "strong")
        self.rows: RowsModel[Row] = RowsModel(evacuation_columns(), self, _)
        self.table = TableView(kit, self.rows, "visitors.evacuation")
        self.say(self.table.setAccessibleName, N_("Evacuation list"))
        self.table.opened.connect(self._open)
        self.list_state = StateStack(kit.theme, self.table)
        theme = kit.theme
        self.print_button = button(
            self.print_list,
            kind="primary",
            icon=theme.icon("printer", "on_accent"),
            name="print",
            keys="Ctrl P",
        )
        self.again = button(self.load, icon=theme.icon("refresh-cw"), name="again", keys="F5")
        self.say(self.print_button.setText, N_("Print…"))
        self.say(self.again.setText, N_("Look again"))
        QShortcut(QKeySequence("Ctrl+P"), self, self.print_button.click)
        bar = QHBoxLayout()
        bar.setSpacing(SPACE_S)
        bar.addWidget(self.print_button)
        bar.addWidget(self.again)
        bar.addStretch(1)
        bar.addWidget(self.total)
        column = QVBoxLayout(self.content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_M)
        column.addLayout(bar)
        column.addWidget(self.list_state, 1)

    def arrive(self, _what: object) -> None:
        """Query again."""
        self.load()

    def load(self) -> None:
        """Fetch who is inside."""
        if not self._is_filled:
            self.show_loading(_("Fetching who is inside."))
        self.ask("evacuation", None, self._take, retry=self.load)

    def fetch_again(self) -> None:
        """Show who came and left meanwhile; looking again by hand tells an error."""
        if self._is_filled:
            self.ask("evacuation", None, self._take, retry=self.load, refused=lambda _why: None)

    def print_list(self) -> None:
        """Show the list as PDF, to be printed or saved."""
        name = _("evacuation-list")
        file = f"{name}-{self.kit.time.wall():%Y-%m-%d-%H%M}.pdf"
        self.show_paper("evacuation_sheet", None, file)

    def retranslate(self) -> None:
        """Show everything in the language of now."""
        super().retranslate()
        self.rows.retranslate()
        self._say_total()

    def _take(self, found: tuple[Row, ...]) -> None:
        is_first, self._is_filled = not self._is_filled, True
        self._asked = f"{self.kit.time.wall():%H:%M}"
        show_rows(self.table, self.rows, found, lambda row: row.guest.id)
        self.show_content()
        self.print_button.setEnabled(bool(found))
        self._say_total()
        if is_first:
            self.give_keys(self.table if found else self.again)

    def _say_total(self) -> None:
        count = self.rows.row_total()
        words = ngettext("{n} inside at {time}", "{n} inside at {time}", count)
        self.total.setText(words.format(n=number(count), time=self._asked))
        if count:
            self.list_state.show_content()
            return
        sentence = _("Who is received at the reception stands here until they leave.")
        self.list_state.show_state(State.EMPTY, _("Nobody is inside"), sentence)

    def _open(self, place: int) -> None:
        row = self.rows.row_at(place)
        if row is not None:
            self.line_asked.emit(row.line_id)
