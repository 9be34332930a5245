"""Section Counts: sessions at the left, the sheet of the chosen one with its entry beside it."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from fmdesk.plugins.api import N_, number, stamp
from fmdesk.plugins.api.qt import (
    SPACE_M,
    SPACE_S,
    Column,
    RowsModel,
    TableView,
    button,
    label,
    line_field,
)
from fmdesk.plugins.bundled.supplies.articles import Article
from fmdesk.plugins.bundled.supplies.counting import (
    CountEntry,
    CountLine,
    CountRow,
    CountSheet,
    CountState,
)
from fmdesk.plugins.bundled.supplies.qt.dialogs import LARGEST
from fmdesk.plugins.bundled.supplies.qt.section import Section
from fmdesk.plugins.bundled.supplies.qt.shown import change, cost, count_badge
from fmdesk.plugins.bundled.supplies.words import _, named

GOING_ON = {CountState.OPEN, CountState.WAITING}


class CountSection(Section):
    """Counts a place: a code or barcode, Enter, what was counted, Enter, the next."""

    NAME = "counts"
    EMPTY = N_("Nothing counted yet"), N_("Begin a count of a place.")

    def columns(self) -> tuple[Column[CountRow], ...]:
        """Return the columns of sessions."""
        zone = self.page.kit.zone
        return (
            Column("number", _("Count"), lambda row: str(row.id), 75, is_number=True),
            Column("place", _("Place"), lambda row: row.place, is_stretched=True),
            Column("at", _("Begun"), lambda row: stamp(row.opened_at, zone), 145),
            Column("state", "", lambda _row: "", 150, badge=lambda row: count_badge(row.state)),
        )

    def fill_bar(self) -> None:
        """What can be done with the chosen session."""
        page = self.page
        self.sheet: CountSheet | None = None
        self.add_action("open_count", N_("Begin a count…"), self._open, "plus")
        self.close_button = self.add_action("close_count", N_("Book…"), self._close, "check")
        self.approve_button = self.add_action(
            "approve_count", N_("Approve"), lambda: self._send("approve_count"), "shield-check"
        )
        self.drop_button = self.add_action(
            "drop_count", N_("Drop"), lambda: self._send("drop_count"), "x"
        )
        self.print_button = self.add_action(
            "count_sheet", N_("Count sheet"), self._print, "printer"
        )
        page.say(self.table.setAccessibleName, N_("Counts"))
        self.table.moved_to.connect(lambda _row: self._load_sheet())
        super().fill_bar()

    def body(self) -> QWidget:
        """Return the sessions and, beside them, the sheet of the chosen one."""
        beside = QWidget()
        beside.setObjectName("content")
        column = QVBoxLayout(beside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_S)
        self.told = label("", "card_title")
        self.lines: RowsModel[CountLine] = RowsModel(self.line_columns(), self)
        self.lines_table = TableView(self.page.kit, self.lines, "supplies.sheet")
        self.page.say(self.lines_table.setAccessibleName, N_("Count sheet"))
        self.lines_table.opened.connect(lambda _row: self._count_chosen())
        self.lines_table.installEventFilter(self.page)
        column.addWidget(self.told)
        column.addWidget(self._make_entry())
        column.addWidget(self.lines_table, 1)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(SPACE_M)
        split.addWidget(self.list_state)
        split.addWidget(beside)
        split.setSizes([470, 600])
        return split

    def _make_entry(self) -> QWidget:
        page = self.page
        self.article = line_field("count_article", 80)
        page.say(self.article.setPlaceholderText, N_("Code or barcode"))
        page.say(self.article.setAccessibleName, N_("Code or barcode"))
        self.counted = line_field("counted", 9)
        self.counted.setValidator(QIntValidator(0, LARGEST, self.counted))
        self.counted.setFixedWidth(110)
        page.say(self.counted.setPlaceholderText, N_("Counted"))
        page.say(self.counted.setAccessibleName, N_("Counted"))
        self.article.returnPressed.connect(self.counted.setFocus)
        self.counted.returnPressed.connect(self._enter)
        enter = button(self._enter, name="enter", keys="↵")
        page.say(enter.setText, N_("Enter"))
        self.entry = QWidget()
        row = QHBoxLayout(self.entry)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_S)
        row.addWidget(self.article, 1)
        row.addWidget(self.counted)
        row.addWidget(enter)
        return self.entry

    def line_columns(self) -> tuple[Column[CountLine], ...]:
        """Return the columns of the sheet."""
        return (
            Column("code", _("Code"), lambda row: row.article, 90),
            Column(
                "name", _("Article"), lambda row: named(row.name_nl, row.name_en), is_stretched=True
            ),
            Column("on_hand", _("Should be"), lambda row: _figure(row.on_hand), 85, is_number=True),
            Column("counted", _("Counted"), lambda row: _figure(row.counted), 75, is_number=True),
            Column(
                "difference",
                _("Difference"),
                lambda row: change(row.difference or 0),
                85,
                is_number=True,
                tone=lambda row: "broken" if row.difference else "",
            ),
            Column("cents", _("Value"), lambda row: cost(row.cents), 90, is_number=True),
            Column("actor", _("By"), lambda row: row.actor, 80),
        )

    def load(self) -> None:
        """Fetch the sessions."""
        self.page.ask("counts", None, self._take, retry=self.page.load)

    def chosen_article(self) -> str:
        """Return the article of the chosen line of the sheet."""
        line = self.lines.row_at(self.lines_table.current_row())
        return line.article if line else ""

    def take_scan(self, article: Article) -> None:
        """Ask how many there are of the scanned article."""
        self.article.setText(article.code)
        self.counted.setFocus()

    def retranslate(self) -> None:
        """Show everything in the language of now."""
        super().retranslate()
        self.lines.columns = self.line_columns()
        self.lines.retranslate()
        self._tell()

    def _print(self) -> None:
        number = self.current().id
        self.page.show_paper("count_sheet", number, f"{_('Count sheet')} {number}.pdf")

    def _open(self) -> None:
        self.page.book("open_count")

    def _close(self) -> None:
        self.page.book("close_count", count=self.current().id)

    def _send(self, command: str) -> None:
        self.page.run(command, self.current().id, lambda _sheet: self.load(), self.page.refuse)

    def _count_chosen(self) -> None:
        self.article.setText(self.chosen_article())
        self.counted.setFocus()

    def _enter(self) -> None:
        code, text = self.article.text().strip(), self.counted.text().strip()
        if self.sheet is None or not code or not text:
            return
        entry = CountEntry(self.sheet.count.id, code, int(text))
        self.page.run("enter_count", entry, self._entered, self.page.refuse)

    def _entered(self, sheet: CountSheet) -> None:
        self.page.refuse("")
        self.article.clear()
        self.counted.clear()
        self.article.setFocus()
        self._show_sheet(sheet)

    def _take(self, rows: tuple[CountRow, ...]) -> None:
        self.show_rows(rows, lambda row: row.id)
        self._load_sheet()

    def _load_sheet(self) -> None:
        row = self.current()
        if row is None:
            self._show_sheet(None)
        else:
            self.page.ask("sheet", row.id, self._show_sheet, retry=self.page.load)

    def _show_sheet(self, sheet: CountSheet | None) -> None:
        self.sheet = sheet
        self.lines.set_rows(sheet.lines if sheet else ())
        state = sheet.count.state if sheet else None
        self.entry.setVisible(state is CountState.OPEN)
        self.close_button.setEnabled(state is CountState.OPEN)
        self.approve_button.setVisible(state is CountState.WAITING)
        self.drop_button.setEnabled(state in GOING_ON)
        self.print_button.setEnabled(sheet is not None)
        self._tell()

    def _tell(self) -> None:
        sheet = self.sheet
        if sheet is None:
            self.told.setText("")
            return
        done = sum(line.counted is not None for line in sheet.lines)
        self.told.setText(
            _("{place}: {done} of {all} counted").format(
                place=sheet.count.place, done=number(done), all=number(len(sheet.lines))
            )
        )


def _figure(value: Any) -> str:
    return "" if value is None else number(value)
