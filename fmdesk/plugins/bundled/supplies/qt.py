"""The Stock page: articles with what lies there, what is promised and what orders wait for."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from fmdesk.plugins.api import N_, Domain, current_language, number, stamp
from fmdesk.plugins.api.qt import (
    SPACE_M,
    SPACE_S,
    Badge,
    Column,
    Extensions,
    FormDialog,
    Kit,
    PluginPage,
    RowsModel,
    SearchField,
    State,
    StateStack,
    TableView,
    button,
    chip,
    label,
)
from fmdesk.plugins.bundled.supplies.articles import (
    Count,
    MovementKind,
    MovementRow,
    Place,
    Receipt,
    StockQuery,
    StockRow,
)

_DOMAIN = Domain.of_package(__name__.rpartition(".")[0])
_, ngettext = _DOMAIN.gettext, _DOMAIN.ngettext
LARGEST = 1_000_000
KINDS = {
    MovementKind.RECEIPT: N_("Receipt"),
    MovementKind.RESERVATION: N_("Reserved"),
    MovementKind.RELEASE: N_("Released"),
    MovementKind.ISSUE: N_("Issued"),
    MovementKind.CORRECTION: N_("Count corrected"),
}


class StockPage(PluginPage):
    """Articles above, the movements of the chosen one below."""

    def __init__(self, kit: Kit, extensions: Extensions) -> None:
        super().__init__(kit, extensions, "supplies", _)
        self._all: tuple[StockRow, ...] = ()
        self._places: tuple[Place, ...] = ()
        self.say(self.header.title.setText, N_("Stock"))
        self._make_actions()
        column = QVBoxLayout(self.content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_M)
        column.addLayout(self._make_filters())
        self.list_state = StateStack(kit.theme, self._make_split())
        column.addWidget(self.list_state, 1)

    def _make_actions(self) -> None:
        icon = self.kit.theme.icon
        self.count_button = button(
            partial(self.open_dialog, CountDialog), icon=icon("clipboard-list"), name="count"
        )
        self.receive_button = button(
            partial(self.open_dialog, ReceiptDialog),
            kind="primary",
            icon=icon("download", "on_accent"),
            name="receive",
        )
        self.say(self.count_button.setText, N_("Correct count…"))
        self.say(self.receive_button.setText, N_("Book receipt…"))
        for made in (self.count_button, self.receive_button):
            self.header.add_action(made)

    def _make_filters(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(SPACE_S)
        self.search = SearchField(self.kit.theme)
        self.search.setMinimumWidth(180)
        self.search.setMaximumWidth(300)
        self.say(self.search.setPlaceholderText, N_("Search   /"))
        self.say(self.search.setAccessibleName, N_("Search the articles"))
        self.search.searched.connect(lambda _text: self.load())
        self.low = chip(icon=self.kit.theme.icon("triangle-alert", "risk"), name="low")
        self.say(self.low.setText, N_("To buy"))
        self.low.toggled.connect(lambda _is_on: self._show_rows())
        self.total = label("", "muted")
        row.addWidget(self.search, 1)
        row.addWidget(self.low)
        row.addStretch(1)
        row.addWidget(self.total)
        return row

    def _make_split(self) -> QSplitter:
        self.articles = RowsModel[StockRow](article_columns(), self)
        self.table = TableView(self.kit, self.articles, "supplies.stock")
        self.say(self.table.setAccessibleName, N_("Articles"))
        self.table.moved_to.connect(self._show_article)
        self.movements = RowsModel[MovementRow](movement_columns(self.kit.zone), self)
        self.history = TableView(self.kit, self.movements, "supplies.movements")
        self.say(self.history.setAccessibleName, N_("Movements"))
        self.chosen = label("", "card_title")
        beside = QWidget()
        beside.setObjectName("content")
        column = QVBoxLayout(beside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_S)
        column.addWidget(self.chosen)
        column.addWidget(self.history, 1)
        split = QSplitter(Qt.Orientation.Vertical)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(SPACE_M)
        split.addWidget(self.table)
        split.addWidget(beside)
        split.setSizes([420, 260])
        return split

    def arrive(self, what: object) -> None:
        """Query again; a text is searched for."""
        if isinstance(what, str):
            self.search.set_text_quietly(what)
        if not self._all:
            self.show_loading(_("Fetching the stock."))
        self.ask("places", None, self._take_places, retry=self.load)
        self.load()

    def load(self) -> None:
        """Fetch the articles that the search finds."""
        wanted = StockQuery(text=self.search.text().strip())
        self.ask("stock", wanted, self._take, retry=self.load)

    def open_dialog(self, kind: type["MovementDialog"]) -> None:
        """Open the dialog of a receipt or a count for the chosen article."""
        rows = [row for row in self._all if row.article.is_stocked]
        kind(self, rows, self._places, self._current()).open()

    def focus_search(self) -> None:
        """Bring the keyboard to the search field."""
        self.search.setFocus()
        self.search.selectAll()

    def retranslate(self) -> None:
        """Show everything in the language of now."""
        self.articles.columns = article_columns()
        self.movements.columns = movement_columns(self.kit.zone)
        super().retranslate()
        for model in (self.articles, self.movements):
            model.retranslate()
        self._show_rows()

    def _take_places(self, places: tuple[Place, ...]) -> None:
        self._places = places
        for made in (self.count_button, self.receive_button):
            made.setEnabled(bool(places))

    def _take(self, rows: tuple[StockRow, ...]) -> None:
        self._all = rows
        self._show_rows()

    def _show_rows(self) -> None:
        rows = [row for row in self._all if row.is_low or not self.low.isChecked()]
        kept = self._current()
        self.articles.set_rows(rows)
        self.total.setText(
            ngettext("{n} article", "{n} articles", len(rows)).format(n=number(len(rows)))
        )
        self.show_content()
        if rows:
            self.list_state.show_content()
            codes = [row.article.code for row in rows]
            self.table.go_to(codes.index(kept) if kept in codes else 0)
        elif self.search.text().strip() or self.low.isChecked():
            self.list_state.show_state(
                State.EMPTY,
                _("Nothing found"),
                _("No article passes the search."),
                (_("Show all"), self._show_all),
            )
        else:
            self.list_state.show_state(
                State.EMPTY,
                _("No articles yet"),
                _("Import articles with their stock to begin."),
            )

    def _show_all(self) -> None:
        self.search.set_text_quietly("")
        self.low.setChecked(False)
        self.load()

    def _current(self) -> str:
        row = self.table.current_row()
        found = self.articles.row_at(row) if 0 <= row < self.articles.row_total() else None
        return found.article.code if found else ""

    def _show_article(self, row: int) -> None:
        found = self.articles.row_at(row) if row >= 0 else None
        self.chosen.setText(name_of(found) if found else "")
        if found:
            self.ask("movements", found.article.code, self.movements.set_rows, retry=self.load)
        else:
            self.movements.set_rows(())


class MovementDialog(FormDialog):
    """The fields that a receipt and a count share."""

    def __init__(
        self, page: StockPage, rows: Sequence[StockRow], places: Sequence[Place], chosen: str
    ) -> None:
        super().__init__(page, self.title(), self.save_text())
        self._page = page
        self.article = QComboBox()
        for row in rows:
            self.article.addItem(name_of(row), row.article.code)
        self.article.setCurrentIndex(max(0, self.article.findData(chosen)))
        self.place = QComboBox()
        for place in places:
            self.place.addItem(_named(place.name_nl, place.name_en), place.code)
        self.quantity = QLineEdit()
        self.quantity.setValidator(QIntValidator(0, LARGEST, self))
        self.reason = QLineEdit()
        self.reason.setMaxLength(200)
        self.add_field(_("Article"), self.article)
        self.add_field(_("Place"), self.place)
        self.add_field(self.quantity_text(), self.quantity)
        self.add_field(_("Reason"), self.reason)
        self.quantity.setFocus()

    def title(self) -> str:
        """Return what is done."""
        raise NotImplementedError

    def save_text(self) -> str:
        """Return the text of the button."""
        raise NotImplementedError

    def quantity_text(self) -> str:
        """Return the name of the quantity."""
        raise NotImplementedError

    def counted(self) -> int:
        """Return the quantity typed, 0 when none was."""
        return int(self.quantity.text() or 0)

    def send(self, command: str, payload: object) -> None:
        """Run a command; close when it was done, else say what is wrong."""
        self.save_button.setEnabled(False)
        self._page.run(command, payload, self._finish, self.show_problem)

    def _finish(self, _result: object) -> None:
        self.accept()
        self._page.load()


class ReceiptDialog(MovementDialog):
    """Book goods that came in."""

    def title(self) -> str:
        """Return what is done."""
        return _("Book a receipt")

    def save_text(self) -> str:
        """Return the text of the button."""
        return _("Book")

    def quantity_text(self) -> str:
        """Return the name of the quantity."""
        return _("Received")

    def save(self) -> None:
        """Book it."""
        article, place = str(self.article.currentData()), str(self.place.currentData())
        self.send("receive", Receipt(article, place, self.counted(), self.reason.text()))


class CountDialog(MovementDialog):
    """Book what a count found."""

    def title(self) -> str:
        """Return what is done."""
        return _("Correct a count")

    def save_text(self) -> str:
        """Return the text of the button."""
        return _("Correct")

    def quantity_text(self) -> str:
        """Return the name of the quantity."""
        return _("Counted")

    def save(self) -> None:
        """Book it."""
        article, place = str(self.article.currentData()), str(self.place.currentData())
        self.send("correct", Count(article, place, self.counted(), self.reason.text()))


def article_columns() -> tuple[Column[StockRow], ...]:
    """Return the columns of the articles, titles in the language of now."""
    return (
        Column("code", _("Code"), lambda row: row.article.code, width=90),
        Column(
            "name",
            _("Article"),
            lambda row: _named(row.article.name_nl, row.article.name_en),
            is_stretched=True,
        ),
        Column("unit", _("Unit"), lambda row: row.article.unit, width=90),
        Column("on_hand", _("In stock"), lambda row: number(row.on_hand), 120, is_number=True),
        Column("reserved", _("Reserved"), lambda row: number(row.reserved), 130, is_number=True),
        Column(
            "free",
            _("Free"),
            lambda row: number(row.free),
            90,
            is_number=True,
            is_strong=lambda _row: True,
        ),
        Column(
            "back_ordered",
            _("Back-ordered"),
            lambda row: number(row.back_ordered) if row.back_ordered else "",
            130,
            is_number=True,
            tone=lambda row: "broken" if row.back_ordered else "",
        ),
        Column("state", "", lambda _row: "", 140, badge=_badge),
    )


def movement_columns(zone: str) -> tuple[Column[MovementRow], ...]:
    """Return the columns of the movements, titles in the language of now."""
    return (
        Column("at", _("When"), lambda row: stamp(row.at, zone), width=150),
        Column("kind", _("What"), lambda row: _(KINDS[row.kind]), width=180),
        Column("place", _("Place"), lambda row: row.place, width=100),
        Column("on_hand", _("Stock"), lambda row: _change(row.on_hand), 100, is_number=True),
        Column("reserved", _("Reserved"), lambda row: _change(row.reserved), 130, is_number=True),
        Column("actor", _("By"), lambda row: row.actor, width=130),
        Column("reason", _("Reason"), lambda row: row.reason, is_stretched=True),
    )


def name_of(row: StockRow) -> str:
    """Return code and name of an article."""
    return f"{row.article.code}  {_named(row.article.name_nl, row.article.name_en)}"


def _named(dutch: str, english: str) -> str:
    return dutch if current_language() == "nl" else english


def _change(value: int) -> str:
    return f"{'+' if value > 0 else '-'}{number(abs(value))}" if value else ""


def _badge(row: StockRow) -> Badge | None:
    if not row.article.is_stocked:
        return Badge("truck", _("to order"), "neutral")
    if row.free <= 0:
        return Badge("circle-x", _("none free"), "broken")
    return Badge("triangle-alert", _("to buy"), "risk") if row.is_low else None
