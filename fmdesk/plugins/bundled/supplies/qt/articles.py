"""Section Articles: what is kept in stock and bought to order, and the places where it lies."""

from dataclasses import asdict

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QWidget

from fmdesk.plugins.api import N_, number
from fmdesk.plugins.api.qt import SPACE_M, Column, RowsModel, TableView
from fmdesk.plugins.bundled.supplies.articles import Article, Place
from fmdesk.plugins.bundled.supplies.qt.section import Section
from fmdesk.plugins.bundled.supplies.words import _, named


class ArticlesSection(Section):
    """Keeps articles and places."""

    NAME = "articles"
    EMPTY = N_("No articles yet"), N_("Import articles with their stock to begin.")

    def columns(self) -> tuple[Column[Article], ...]:
        """Return the columns of articles."""
        return (
            Column("code", _("Code"), lambda row: row.code, 120),
            Column(
                "name", _("Article"), lambda row: named(row.name_nl, row.name_en), is_stretched=True
            ),
            Column("group", _("Group"), lambda row: row.group, 150),
            Column("unit", _("Unit"), lambda row: row.unit, 80),
            Column("barcode", _("Barcode"), lambda row: row.barcode, 140),
            Column("is_stocked", _("Kept in stock"), _stocked, 165),
            Column("buy_at", _("Buy at"), lambda row: _level(row.reorder_at), 115, is_number=True),
            Column("target", _("Up to"), lambda row: _level(row.target), 115, is_number=True),
        )

    def fill_bar(self) -> None:
        """Add and change articles and places."""
        page = self.page
        self.add_action(
            "add_article", N_("New article…"), lambda: page.book("article", is_stocked=True), "plus"
        )
        self.add_action("change_article", N_("Change…"), self._change, "pencil")
        self.table.opened.connect(lambda _row: self._change())
        super().fill_bar()
        self.add_action("add_place", N_("New place…"), lambda: page.book("place"), "plus")
        self.add_action("change_place", N_("Change place…"), self._change_place, "pencil")

    def body(self) -> QWidget:
        """Return the articles and, below them, the places."""
        page = self.page
        page.say(self.table.setAccessibleName, N_("Articles"))
        self.places: RowsModel[Place] = RowsModel(self.place_columns(), self)
        self.places_table = TableView(page.kit, self.places, "supplies.places")
        page.say(self.places_table.setAccessibleName, N_("Stock places"))
        self.places_table.opened.connect(lambda _row: self._change_place())
        split = QSplitter(Qt.Orientation.Vertical)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(SPACE_M)
        split.addWidget(self.list_state)
        split.addWidget(self.places_table)
        split.setSizes([430, 210])
        return split

    def place_columns(self) -> tuple[Column[Place], ...]:
        """Return the columns of places."""
        return (
            Column("code", _("Place"), lambda row: row.code, 120),
            Column(
                "name", _("Name"), lambda row: named(row.name_nl, row.name_en), is_stretched=True
            ),
            Column("within", _("Part of"), lambda row: row.within, 160),
            Column("location", _("Location"), lambda row: row.location, 160),
        )

    def load(self) -> None:
        """Fetch articles, places and the locations where these can be."""
        page = self.page
        page.ask("articles", None, self._take, retry=page.load)
        page.ask("places", None, self._take_places, retry=page.load)
        page.ask("locations", None, page.keep_locations, retry=page.load)

    def chosen_article(self) -> str:
        """Return the code of the chosen article."""
        row = self.current()
        return row.code if row else ""

    def take_scan(self, article: Article) -> None:
        """Choose the article."""
        codes = [one.code for one in self.page.articles]
        self.table.go_to(codes.index(article.code) if article.code in codes else 0)
        self.page.give_keys(self.table)

    def retranslate(self) -> None:
        """Show everything in the language of now."""
        super().retranslate()
        self.places.columns = self.place_columns()
        self.places.retranslate()

    def _take(self, rows: tuple[Article, ...]) -> None:
        self.page.keep_articles(rows)
        self.show_rows(rows, lambda row: row.code)

    def _take_places(self, rows: tuple[Place, ...]) -> None:
        self.page.keep_places(rows)
        self.places.set_rows(rows)

    def _change(self) -> None:
        row = self.current()
        if row is not None:
            self.page.book("article", **asdict(row))

    def _change_place(self) -> None:
        row = self.places.row_at(max(0, self.places_table.current_row()))
        if row is not None:
            self.page.book("place", **asdict(row))


def _stocked(row: Article) -> str:
    return _("yes") if row.is_stocked else ""


def _level(value: int) -> str:
    return number(value) if value else ""
