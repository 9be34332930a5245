"""The page of the kitchen: what is to be delivered on a day, to print and to take along."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from fmdesk.plugins.api import N_, number
from fmdesk.plugins.api.qt import (
    SPACE_M,
    SPACE_S,
    Column,
    Days,
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
from fmdesk_catering.kitchen import Question, Row, totals
from fmdesk_catering.words import _


class Kitchen(PluginPage):
    """The kitchen list of one day; Enter opens the order."""

    def __init__(self, kit: Kit, extensions: Extensions) -> None:
        super().__init__(kit, extensions, "catering", _)
        self.say(self.header.title.setText, N_("Kitchen list"))
        self.days = Days(self, has_weeks=False)
        self.days.changed.connect(self.load)
        self.total = label("", "muted")
        self.rows: RowsModel[Row] = RowsModel(_columns(), self, _)
        self.table = TableView(kit, self.rows, "catering.kitchen")
        self.say(self.table.setAccessibleName, N_("Kitchen list"))
        self.table.opened.connect(lambda _row: self.open_line())
        self.list_state = StateStack(kit.theme, self.table)
        column = QVBoxLayout(self.content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_M)
        column.addLayout(self._bar())
        column.addWidget(self.list_state, 1)

    def arrive(self, _what: object) -> None:
        """Query again."""
        self.load()

    def load(self) -> None:
        """Fetch the list of the chosen day."""
        if not self.rows.row_total():
            self.show_loading(_("Fetching the kitchen list."))
        self.ask("kitchen", self._question(), self._show_list, retry=self.load)

    def open_line(self) -> None:
        """Open the ticket of the chosen order."""
        row = self.rows.row_at(self.table.current_row())
        if row is not None:
            self.line_asked.emit(row.line_id)

    def print_list(self) -> None:
        """Show the list as PDF, to be printed or saved."""
        self.show_paper("sheet", self._question(), self._name("pdf"))

    def save_list(self) -> None:
        """Save the list as CSV."""
        self.save_paper("sheet", self._question(), self._name("csv"))

    @property
    def shown(self) -> tuple[Row, ...]:
        """The rows of the list."""
        found = map(self.rows.row_at, range(self.rows.row_total()))
        return tuple(row for row in found if row is not None)

    def retranslate(self) -> None:
        """Show everything in the language of now."""
        super().retranslate()
        self.rows.retranslate()
        self._say_total()

    def _bar(self) -> QHBoxLayout:
        bar = QHBoxLayout()
        bar.setSpacing(SPACE_S)
        bar.addWidget(self.days)
        self.buttons = []
        for name, text, icon_name, act in (
            ("print", N_("Print…"), "printer", self.print_list),
            ("save", N_("Save as CSV…"), "download", self.save_list),
        ):
            made = button(act, icon=self.kit.theme.icon(icon_name), name=name)
            self.say(made.setText, text)
            self.buttons.append(made)
            bar.addWidget(made)
        bar.addStretch(1)
        bar.addWidget(self.total)
        return bar

    def _show_list(self, rows: tuple[Row, ...]) -> None:
        show_rows(self.table, self.rows, rows, lambda row: row.line_id)
        self.show_content()
        for made in self.buttons:
            made.setEnabled(bool(rows))
        self._say_total()

    def _say_total(self) -> None:
        made = totals(self.shown)
        self.total.setText(", ".join(f"{number(people)} × {menu}" for menu, people in made))
        if made:
            self.list_state.show_content()
        else:
            sentence = _("Choose another day; what was delivered is no longer on the list.")
            self.list_state.show_state(State.EMPTY, _("Nothing to deliver"), sentence)

    def _question(self) -> Question:
        return Question(self.days.first)

    def _name(self, ending: str) -> str:
        name = _("kitchen-list")
        return f"{name}-{self.days.first:%Y-%m-%d}.{ending}"


def _columns() -> tuple[Column[Row], ...]:
    return (
        Column("at", N_("Time"), lambda row: f"{row.at:%H:%M}", 80, is_strong=lambda _row: True),
        Column("menu", N_("Menu"), lambda row: row.menu, 150),
        Column("people", N_("People"), lambda row: number(row.people), 90, is_number=True),
        Column("diets", N_("Diets"), lambda row: row.diets, 170),
        Column("place", N_("Place"), lambda row: row.place, 110),
        Column("who", N_("For"), lambda row: row.who, 140),
        Column("remark", N_("Remark"), lambda row: row.remark, is_stretched=True),
        Column("number", N_("Line"), lambda row: row.number, 104),
    )
