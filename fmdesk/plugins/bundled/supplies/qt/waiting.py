"""Section Back-orders: which lines wait for what, and when that should come."""

from fmdesk.plugins.api import N_, day, number
from fmdesk.plugins.api.qt import Badge, Column
from fmdesk.plugins.bundled.supplies.buying import WaitingLine
from fmdesk.plugins.bundled.supplies.qt.section import Section
from fmdesk.plugins.bundled.supplies.words import _


class WaitingSection(Section):
    """The lines that wait for goods, the oldest first."""

    NAME = "waiting"
    EMPTY = N_("Nobody waits"), N_("Every order has its goods, or got them.")

    def columns(self) -> tuple[Column[WaitingLine], ...]:
        """Return the columns of waiting lines."""
        return (
            Column("line", _("Line"), lambda row: row.number, 130, is_link=lambda _row: True),
            Column("article", _("Code"), lambda row: row.article, 130),
            Column("name", _("Article"), self.article_name, is_stretched=True),
            Column("waiting", _("Waits for"), lambda row: number(row.waiting), 110, is_number=True),
            Column("expected", _("Expected"), _expected, 130),
            Column("state", "", lambda _row: "", 160, badge=_badge),
        )

    def fill_bar(self) -> None:
        """Enter and a click open the line."""
        self.page.say(self.table.setAccessibleName, N_("Back-orders"))
        self.table.opened.connect(lambda _row: self._open())
        self.table.cell_opened.connect(lambda _row, _key: self._open())
        super().fill_bar()

    def load(self) -> None:
        """Fetch the lines that wait."""
        self.page.ask("waiting", None, self._take, retry=self.page.load)

    def chosen_article(self) -> str:
        """Return the article that the chosen line waits for."""
        row = self.current()
        return row.article if row else ""

    def _take(self, rows: tuple[WaitingLine, ...]) -> None:
        self.total.setText(number(len(rows)) if rows else "")
        self.show_rows(rows, lambda row: row.line_id)

    def _open(self) -> None:
        row = self.current()
        if row is not None:
            self.page.line_asked.emit(row.line_id)


def _expected(row: WaitingLine) -> str:
    return day(row.expected_on) if row.expected_on else ""


def _badge(row: WaitingLine) -> Badge:
    if row.is_ordered:
        return Badge("truck", _("on its way"), "accent")
    return Badge("triangle-alert", _("to buy"), "risk")
