"""Section Movements: what was booked, newest first; each opens its line or its receipt."""

from typing import TYPE_CHECKING

from fmdesk.plugins.api import N_, stamp
from fmdesk.plugins.api.qt import Column
from fmdesk.plugins.bundled.supplies.goods import MovementKind, MovementQuery, MovementRow
from fmdesk.plugins.bundled.supplies.qt.section import Section
from fmdesk.plugins.bundled.supplies.qt.shown import KINDS, change, cost
from fmdesk.plugins.bundled.supplies.words import _

if TYPE_CHECKING:
    from fmdesk.plugins.bundled.supplies.qt import StockPage


def movement_columns(
    page: "StockPage", *, is_of_one: bool = False
) -> tuple[Column[MovementRow], ...]:
    """Return the columns of movements, of all or of one article; in the language of now."""
    zone = page.kit.zone
    return (
        Column("at", _("When"), lambda row: stamp(row.at, zone), width=145),
        Column("kind", _("What"), _kind, width=135),
        Column("article", _("Code"), lambda row: row.article, width=100, is_hidden=is_of_one),
        Column("place", _("Place"), lambda row: row.place, width=90),
        Column("on_hand", _("Stock"), lambda row: change(row.on_hand), 85, is_number=True),
        Column("reserved", _("Reserved"), lambda row: change(row.reserved), 115, is_number=True),
        Column("cents", _("Value"), lambda row: cost(row.cents), 105, is_number=True),
        Column(
            "line",
            _("Line"),
            lambda row: row.number,
            95,
            is_link=lambda row: bool(row.line_id),
        ),
        Column("actor", _("By"), lambda row: row.actor, width=95),
        Column("reason", _("Reason"), lambda row: row.reason, is_stretched=True),
    )


def _kind(row: MovementRow) -> str:
    word = _(KINDS[row.kind])
    return _("{what} (undone)").format(what=word) if row.is_undone else word


class MovementsSection(Section):
    """All movements."""

    NAME = "movements"
    EMPTY = N_("Nothing booked yet"), N_("Book a receipt to begin.")

    def columns(self) -> tuple[Column[MovementRow], ...]:
        """Return the columns of movements."""
        return movement_columns(self.page)

    def fill_bar(self) -> None:
        """What can be done with the chosen movement."""
        self.page.say(self.table.setAccessibleName, N_("Movements"))
        self.undo_button = self.add_action("undo", N_("Undo…"), self.undo, "history")
        self.note_button = self.add_action("note", N_("Delivery note"), self._print, "printer")
        self.table.moved_to.connect(lambda _row: self._allow())
        self.table.opened.connect(lambda _row: self.open_source())
        self.table.cell_opened.connect(lambda _row, _key: self.open_source())
        super().fill_bar()

    def load(self) -> None:
        """Fetch the newest movements."""
        page = self.page
        page.ask("movements", MovementQuery(), self._take, retry=page.load)

    def chosen_article(self) -> str:
        """Return the article of the chosen movement."""
        row = self.current()
        return row.article if row else ""

    def undo(self) -> None:
        """Ask why, and take the booking of the chosen movement back."""
        self.page.book("undo", booking=self.current().booking)

    def open_source(self) -> None:
        """Show the line that the movement was for, or the receipt that its goods are of."""
        row: MovementRow | None = self.current()
        if row is None:
            return
        if row.line_id:
            self.page.line_asked.emit(row.line_id)
        elif row.kind is MovementKind.RECEIPT or row.lot:
            self.page.show_section("receipts")
            self.page.shown.search_for(str(row.lot))

    def _print(self) -> None:
        row = self.current()
        self.page.show_paper("delivery_note", row.line_id, f"{_('Delivery note')} {row.number}.pdf")

    def _take(self, rows: tuple[MovementRow, ...]) -> None:
        self.show_rows(rows, lambda row: row.id)
        self._allow()

    def _allow(self) -> None:
        row = self.current()
        self.undo_button.setEnabled(bool(row and row.may_undo))
        self.note_button.setEnabled(bool(row and row.line_id))
