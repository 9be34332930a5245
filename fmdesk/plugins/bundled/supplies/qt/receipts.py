"""Section Receipts: what came in, lot by lot, with its price and what is left of it."""

from fmdesk.plugins.api import N_, day, money, number
from fmdesk.plugins.api.qt import Column
from fmdesk.plugins.bundled.supplies.articles import Article
from fmdesk.plugins.bundled.supplies.goods import LotRow
from fmdesk.plugins.bundled.supplies.qt.section import Section
from fmdesk.plugins.bundled.supplies.words import _


class ReceiptsSection(Section):
    """The newest lots."""

    NAME = "receipts"
    EMPTY = N_("Nothing received yet"), N_("Book a receipt to begin.")

    def columns(self) -> tuple[Column[LotRow], ...]:
        """Return the columns of lots."""
        return (
            Column("day", _("Day"), lambda row: day(row.day), width=110),
            Column("article", _("Code"), lambda row: row.article, width=110),
            Column("name", _("Article"), self.article_name, is_stretched=True),
            Column("came", _("Received"), lambda row: number(row.quantity), 110, is_number=True),
            Column("cents", _("Paid"), lambda row: money(row.cents), 120, is_number=True),
            Column("left", _("Left"), lambda row: number(row.left), 90, is_number=True),
            Column(
                "left_cents", _("Worth"), lambda row: money(row.left_cents), 120, is_number=True
            ),
            Column("supplier", _("Supplier"), lambda row: row.supplier, width=150),
            Column("reference", _("Reference"), lambda row: row.reference, width=130),
        )

    def fill_bar(self) -> None:
        """What can be done with the chosen receipt."""
        self._wanted = ""
        self.page.say(self.table.setAccessibleName, N_("Receipts"))
        self.undo_button = self.add_action("undo_receipt", N_("Undo…"), self.undo, "history")
        super().fill_bar()

    def load(self) -> None:
        """Fetch the newest lots."""
        self.page.ask("lots", None, self._take, retry=self.page.load)

    def chosen_article(self) -> str:
        """Return the article of the chosen lot."""
        row = self.current()
        return row.article if row else ""

    def search_for(self, text: str) -> None:
        """Choose a lot by its number, now or when it has come."""
        self._wanted = text
        numbers = [str(self.rows.row_at(row).id) for row in range(self.rows.row_total())]  # type: ignore[union-attr]  # each row is there
        if text in numbers:
            self.table.go_to(numbers.index(text))

    def take_scan(self, article: Article) -> None:
        """Receive the article."""
        self.page.book("receive", article=article.code)

    def undo(self) -> None:
        """Ask why, and take the chosen receipt back."""
        self.page.book("undo", booking=self.current().booking)

    def _take(self, rows: tuple[LotRow, ...]) -> None:
        self.show_rows(rows, lambda row: row.id)
        self.undo_button.setEnabled(bool(rows))
        if self._wanted:
            self.search_for(self._wanted)
            self._wanted = ""
