"""The base of a section: a row of actions above a table, or a sentence where there is none."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from fmdesk.plugins.api.qt import (
    SPACE_M,
    SPACE_S,
    Button,
    Column,
    RowsModel,
    SearchField,
    State,
    StateStack,
    TableView,
    button,
    label,
    show_rows,
)
from fmdesk.plugins.bundled.supplies.articles import Article
from fmdesk.plugins.bundled.supplies.words import _

if TYPE_CHECKING:
    from fmdesk.plugins.bundled.supplies.qt import StockPage


class Section(QWidget):
    """One section of the page.

    Args:
        page: The page.
    """

    NAME = ""
    """Its name, under which the columns are kept."""
    EMPTY = ("", "")
    """Title and sentence where nothing is listed."""

    def __init__(self, page: "StockPage") -> None:
        super().__init__()
        self.setObjectName("content")
        self.page = page
        self.search: SearchField | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_M)
        self.bar = QHBoxLayout()
        self.bar.setSpacing(SPACE_S)
        column.addLayout(self.bar)
        self.rows: RowsModel[Any] = RowsModel(self.columns(), self)
        self.table = TableView(page.kit, self.rows, f"supplies.{self.NAME}")
        self.total = label("", "muted")
        self.fill_bar()
        self.list_state = StateStack(page.kit.theme, self.table)
        column.addWidget(self.body(), 1)

    # --- what a section says of itself ---

    def columns(self) -> tuple[Column[Any], ...]:
        """Return the columns, titles in the language of now."""
        raise NotImplementedError

    def load(self) -> None:
        """Fetch the rows."""
        raise NotImplementedError

    def fill_bar(self) -> None:
        """Put actions above the table."""
        self.bar.addStretch(1)
        self.bar.addWidget(self.total)

    def body(self) -> QWidget:
        """Return what stands below the bar; where nothing is listed its table says so."""
        return self.list_state

    def chosen_article(self) -> str:
        """Return the code of the article that an action of the page is about, empty for none."""
        return ""

    def take_scan(self, article: Article) -> None:
        """Show the article whose barcode was scanned."""
        self.page.arrive(article.code)

    def search_for(self, text: str) -> None:
        """Search for a text, where there is a search."""
        if self.search is not None:
            self.search.set_text_quietly(text)

    # --- what they share ---

    def add_action(self, name: str, text: str, act: Callable[[], object], icon: str = "") -> Button:
        """Add a button to the bar."""
        shown = self.page.kit.theme.icon(icon) if icon else None
        made = button(act, icon=shown, name=name)
        self.page.say(made.setText, text)
        self.bar.addWidget(made)
        return made

    def article_name(self, row: Any) -> str:
        """Return the name of the article that a row is about."""
        return self.page.name(row.article)

    def current(self) -> Any:
        """Return the chosen row, None where there is none."""
        return self.rows.row_at(self.table.current_row())

    def show_rows(self, rows: Sequence[Any], key: Callable[[Any], object]) -> None:
        """Show other rows and keep the chosen one, found by its key."""
        show_rows(self.table, self.rows, rows, key)
        self.page.show_content()
        if rows:
            self.list_state.show_content()
        else:
            title, sentence = self.EMPTY
            self.list_state.show_state(State.EMPTY, _(title), _(sentence))

    def retranslate(self) -> None:
        """Show everything in the language of now."""
        self.rows.columns = self.columns()
        self.rows.retranslate()
