"""The tab of assets, each with its faults below."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from fmdesk.plugins.api import N_, number
from fmdesk.plugins.api.qt import (
    SPACE_M,
    SPACE_S,
    RowsModel,
    State,
    StateStack,
    TableView,
    button,
    label,
    show_rows,
)
from fmdesk.plugins.bundled.faults.assets import AssetLine
from fmdesk.plugins.bundled.faults.faults import FaultRow
from fmdesk.plugins.bundled.faults.qt.loading import LoadDialog
from fmdesk.plugins.bundled.faults.qt.model import asset_columns, fault_columns
from fmdesk.plugins.bundled.faults.qt.tab import Tab
from fmdesk.plugins.bundled.faults.qt.words import _, ngettext


class AssetsTab(Tab):
    """The tree of assets above, the history of the chosen one below."""

    def make(self) -> QWidget:
        """Return both tables."""
        kit = self.page.kit
        self.rows = RowsModel[AssetLine](asset_columns(), self, _)
        self.table = TableView(kit, self.rows, "faults.assets")
        self.page.say(self.table.setAccessibleName, N_("Assets"))
        self.table.moved_to.connect(self._show_asset)
        self.history = RowsModel[FaultRow](fault_columns(kit.zone), self, _)
        self.faults = TableView(kit, self.history, "faults.history")
        self.page.say(self.faults.setAccessibleName, N_("Faults of the asset"))
        self.faults.opened.connect(self._open)
        self.chosen = label("", "card_title")
        self.total = label("", "muted")
        icon = kit.theme.icon("upload")
        self.load_button = button(self.choose_file, icon=icon, name="load_assets")
        self.page.say(self.load_button.setText, N_("Import assets…"))
        row = QHBoxLayout()
        row.setSpacing(SPACE_S)
        row.addWidget(self.total, 1)
        row.addWidget(self.load_button)
        split = QSplitter(Qt.Orientation.Vertical)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(SPACE_M)
        split.addWidget(_column(row, self.table))
        self.past = StateStack(kit.theme, self.faults)
        split.addWidget(_column(self.chosen, self.past))
        split.setSizes([420, 240])
        return split

    @property
    def first(self) -> QWidget:
        """The table of assets."""
        return self.table

    def load(self) -> None:
        """Fetch the assets that the search finds."""
        self.page.ask("assets", self.text, self._take, retry=self.load)

    def choose_file(self) -> None:
        """Import assets from a file."""
        LoadDialog(self.page, self.load).open()

    def retranslate(self) -> None:
        """Show everything in the language of now."""
        for model in (self.rows, self.history):
            model.retranslate()
        if self.is_filled:
            self.load()

    def _take(self, rows: tuple[AssetLine, ...]) -> None:
        self.arrived()
        show_rows(self.table, self.rows, rows, lambda row: row.asset.code)
        words = ngettext("{n} asset", "{n} assets", len(rows))
        self.total.setText(words.format(n=number(len(rows))))
        if rows:
            self.states.show_content()
        elif self.text:
            self.states.show_state(
                State.EMPTY, _("Nothing found"), _("No asset passes the search.")
            )
        else:
            self.states.show_state(
                State.EMPTY,
                _("No assets yet"),
                _("Import them from a file with code, name and location."),
                (_("Import assets…"), self.choose_file),
            )

    def _show_asset(self, row: int) -> None:
        found = self.rows.row_at(row) if row >= 0 else None
        self.chosen.setText(f"{found.asset.code}  {found.asset.name}" if found else "")
        if found:
            self.page.ask("history", found.asset.code, self._take_history, retry=self.load)
        else:
            self.history.set_rows(())

    def _take_history(self, rows: tuple[FaultRow, ...]) -> None:
        self.history.set_rows(rows)
        if rows:
            self.past.show_content()
        else:
            words = _("No fault of this asset was ever reported.")
            self.past.show_state(State.EMPTY, _("Always worked"), words)

    def _open(self, row: int) -> None:
        found = self.history.row_at(row)
        if found is not None:
            self.page.line_asked.emit(found.fault.line_id)


def _column(above: QWidget | QHBoxLayout, below: QWidget) -> QWidget:
    """Return two things, one above the other."""
    inside = QWidget()
    inside.setObjectName("content")
    column = QVBoxLayout(inside)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(SPACE_S)
    if isinstance(above, QWidget):
        column.addWidget(above)
    else:
        column.addLayout(above)
    column.addWidget(below, 1)
    return inside
