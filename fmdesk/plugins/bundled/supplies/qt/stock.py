"""Section Stock: articles above; where the chosen one lies and its movements below."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from fmdesk.plugins.api import N_, money, number
from fmdesk.plugins.api.qt import (
    SPACE_M,
    SPACE_S,
    Column,
    RowsModel,
    SearchField,
    State,
    TableView,
    chip,
    label,
)
from fmdesk.plugins.bundled.supplies.articles import Article, StockQuery, StockRow
from fmdesk.plugins.bundled.supplies.goods import MovementQuery, MovementRow, PlaceStock
from fmdesk.plugins.bundled.supplies.qt.movements import movement_columns
from fmdesk.plugins.bundled.supplies.qt.section import Section
from fmdesk.plugins.bundled.supplies.qt.shown import name_of, stock_badge
from fmdesk.plugins.bundled.supplies.words import _, named, ngettext

NONE = N_("No articles yet"), N_("Import articles with their stock to begin.")
NOT_FOUND = N_("Nothing found"), N_("No article passes the search.")


class StockSection(Section):
    """What lies there, what is promised, and what orders wait for."""

    NAME = "stock"
    EMPTY = NONE

    def fill_bar(self) -> None:
        """Search, what must be bought, and what can be done with the chosen article."""
        page = self.page
        self._all: tuple[StockRow, ...] = ()
        self.search = SearchField(page.kit.theme)
        self.search.setMinimumWidth(180)
        self.search.setMaximumWidth(300)
        page.say(self.search.setPlaceholderText, N_("Search   /"))
        page.say(self.search.setAccessibleName, N_("Search the articles"))
        self.search.searched.connect(lambda _text: self.load())
        self.low = chip(icon=page.kit.theme.icon("triangle-alert", "risk"), name="low")
        page.say(self.low.setText, N_("To buy"))
        self.low.toggled.connect(lambda _is_on: self._show())
        self.bar.addWidget(self.search, 1)
        self.bar.addWidget(self.low)
        self.add_action("transfer", N_("Move…"), lambda: page.book("transfer"), "truck")
        self.add_action("pick_list", N_("Pick list"), self._print, "printer")
        self.add_action("count", N_("Correct count…"), lambda: page.book("correct"), "pencil")
        super().fill_bar()

    def body(self) -> QWidget:
        """Return the articles and, below them, the movements of the chosen one."""
        page = self.page
        page.say(self.table.setAccessibleName, N_("Articles"))
        self.table.moved_to.connect(lambda _row: self._show_article())
        self.movements: RowsModel[MovementRow] = RowsModel(
            movement_columns(page, is_of_one=True), self
        )
        self.history = TableView(page.kit, self.movements, "supplies.history")
        page.say(self.history.setAccessibleName, N_("Movements"))
        self.history.cell_opened.connect(self._open)
        self.chosen = label("", "card_title")
        self.where = label("", "muted", wraps=True)
        beside = QWidget()
        beside.setObjectName("content")
        column = QVBoxLayout(beside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_S)
        for part in (self.chosen, self.where):
            column.addWidget(part)
        column.addWidget(self.history, 1)
        split = QSplitter(Qt.Orientation.Vertical)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(SPACE_M)
        split.addWidget(self.list_state)
        split.addWidget(beside)
        split.setSizes([420, 260])
        return split

    def columns(self) -> tuple[Column[StockRow], ...]:
        """Return the columns of the articles."""
        return (
            Column("code", _("Code"), lambda row: row.article.code, width=105),
            Column(
                "name",
                _("Article"),
                lambda row: named(row.article.name_nl, row.article.name_en),
                is_stretched=True,
            ),
            Column("unit", _("Unit"), lambda row: row.article.unit, width=80),
            Column("on_hand", _("In stock"), lambda row: number(row.on_hand), 105, is_number=True),
            Column("held", _("Reserved"), lambda row: number(row.reserved), 115, is_number=True),
            Column(
                "free",
                _("Free"),
                lambda row: number(row.free),
                80,
                is_number=True,
                is_strong=lambda _row: True,
            ),
            Column(
                "back_ordered",
                _("Back-ordered"),
                lambda row: number(row.back_ordered) if row.back_ordered else "",
                125,
                is_number=True,
                tone=lambda row: "broken" if row.back_ordered else "",
            ),
            Column("cents", _("Value"), lambda row: money(row.cents), 110, is_number=True),
            Column("state", "", lambda _row: "", 130, badge=stock_badge),
        )

    def load(self) -> None:
        """Fetch the articles that the search finds."""
        text = self.search.text().strip() if self.search else ""
        self.page.ask("stock", StockQuery(text=text), self._take, retry=self.page.load)

    def chosen_article(self) -> str:
        """Return the code of the chosen article."""
        row = self.current()
        return row.article.code if row else ""

    def take_scan(self, article: Article) -> None:
        """Choose the article."""
        codes = [row.article.code for row in self._all]
        if article.code not in codes or self.low.isChecked():
            self._show_all(article.code)
            return
        self.table.go_to(codes.index(article.code))
        self.page.give_keys(self.table)

    def _print(self) -> None:
        self.page.show_paper("pick_list", None, f"{_('Pick list')}.pdf")

    def retranslate(self) -> None:
        """Show everything in the language of now."""
        self.movements.columns = movement_columns(self.page, is_of_one=True)
        self.movements.retranslate()
        super().retranslate()
        self._show()

    def _take(self, rows: tuple[StockRow, ...]) -> None:
        self._all = rows
        self._show()

    def _show(self) -> None:
        rows = [row for row in self._all if row.is_to_buy or not self.low.isChecked()]
        self.total.setText(
            ngettext("{n} article", "{n} articles", len(rows)).format(n=number(len(rows)))
        )
        is_narrowed = bool(self.search and self.search.text().strip()) or self.low.isChecked()
        self.EMPTY = NOT_FOUND if is_narrowed else NONE
        self.show_rows(rows, lambda row: row.article.code)
        if not rows and is_narrowed:
            title, sentence = (_(text) for text in NOT_FOUND)
            step = (_("Show all"), self._show_all)
            self.list_state.show_state(State.EMPTY, title, sentence, step)

    def _show_all(self, text: str = "") -> None:
        self.search_for(text)
        self.low.setChecked(False)
        self.load()

    def _show_article(self) -> None:
        row = self.current()
        self.chosen.setText(name_of(row.article) if row else "")
        self.where.setText("")
        if row is None:
            self.movements.set_rows(())
            return
        code, page = row.article.code, self.page
        page.ask("movements", MovementQuery(code), self.movements.set_rows, retry=page.load)
        page.ask("at_places", code, self._show_where, retry=page.load)

    def _show_where(self, found: tuple[PlaceStock, ...]) -> None:
        names = {place.code: named(place.name_nl, place.name_en) for place in self.page.places}
        self.where.setText(
            "   ·   ".join(
                f"{names.get(one.place, one.place)}  {number(one.on_hand)}  ({money(one.cents)})"
                for one in found
            )
        )

    def _open(self, row: int, _key: str) -> None:
        found = self.movements.row_at(row)
        if found and found.line_id:
            self.page.line_asked.emit(found.line_id)
