"""The tab of the matrix: impact down, urgency across, priority in the cell."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from fmdesk.plugins.api import N_, current_language, number
from fmdesk.plugins.api.qt import SPACE_L, SPACE_S, Card, StatusBadge, label
from fmdesk.plugins.bundled.faults.faults import Cell, Impact, Urgency
from fmdesk.plugins.bundled.faults.priority import IMPACTS, URGENCIES
from fmdesk.plugins.bundled.faults.qt.model import priority_badge
from fmdesk.plugins.bundled.faults.qt.tab import Tab
from fmdesk.plugins.bundled.faults.qt.words import _, ngettext


class MatrixTab(Tab):
    """Which priority a fault gets, and how many open ones there are of each kind."""

    is_searched = False

    def make(self) -> QWidget:
        """Return the grid; its cells come with the answer."""
        self.cells: dict[tuple[Impact, Urgency], Card] = {}
        self.card = Card()
        self.card.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.page.say(self.card.set_title, N_("Priority by impact and urgency"))
        self.grid = QGridLayout()
        self.grid.setSpacing(SPACE_L)
        self.card.body.addLayout(self.grid)
        hint = label("", "muted", wraps=True)
        self.page.say(
            hint.setText,
            N_("An administrator changes the priorities in the settings of this plugin."),
        )
        self.card.body.addWidget(hint)
        inside = QWidget()
        inside.setObjectName("content")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.card)
        column.addStretch(1)
        return inside

    @property
    def first(self) -> QWidget:
        """The card."""
        return self.card

    def load(self) -> None:
        """Fetch the matrix."""
        self.page.ask("matrix", None, self._take, retry=self.load)

    def retranslate(self) -> None:
        """Show everything in the language of now."""
        if self.is_filled:
            self.load()

    def _take(self, cells: tuple[Cell, ...]) -> None:
        self.arrived()
        while self.grid.count():
            item = self.grid.takeAt(0)
            widget = item.widget() if item else None
            if widget is not None:
                widget.deleteLater()
        language = current_language()
        for place, (_urgency, text) in enumerate(URGENCIES.items(), start=1):
            self.grid.addWidget(label(text.get(language), "label", wraps=True), 0, place)
            self.grid.setColumnStretch(place, 1)
        for place, (_impact, text) in enumerate(IMPACTS.items(), start=1):
            self.grid.addWidget(label(text.get(language), "label", wraps=True), place, 0)
        for cell in cells:
            row, column = list(Impact).index(cell.impact), list(Urgency).index(cell.urgency)
            self.cells[cell.impact, cell.urgency] = made = self._cell(cell)
            self.grid.addWidget(made, row + 1, column + 1)

    def _cell(self, cell: Cell) -> Card:
        made = Card(spacing=SPACE_S)
        made.body.addWidget(StatusBadge(self.page.kit.theme, priority_badge(cell.priority)))
        words = ngettext("{n} open fault", "{n} open faults", cell.open_faults)
        shown = words.format(n=number(cell.open_faults)) if cell.open_faults else _("none open")
        made.body.addWidget(label(shown, "muted"))
        return made
