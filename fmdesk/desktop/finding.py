"""Finds tickets for the palette."""

from collections.abc import Callable, Sequence
from itertools import islice

from PySide6.QtCore import QObject

from fmdesk.core.domain.views import TicketFilter, TicketRow
from fmdesk.desktop.desk import Desk
from fmdesk.desktop.palette import Entry

SHOWN = 8


def find_tickets(
    desk: Desk, owner: QObject, words: str, show: Callable[[Sequence[Entry]], None]
) -> None:
    """Look for lines with these words and show the first few.

    Args:
        desk: Services and signals.
        owner: Who asks.
        words: What was typed.
        show: Takes what was found.
    """
    queries = desk.services.queries

    def look() -> tuple[TicketRow, ...]:
        pieces = queries.list_ids(TicketFilter(text=words))
        ids = list(islice((one for piece in pieces for one in piece), SHOWN))
        rows: tuple[TicketRow, ...] = queries.rows(ids)
        return rows

    def found(rows: Sequence[TicketRow]) -> None:
        show([_entry(desk, row) for row in rows])

    desk.query(owner, look, found, key="palette")


def _entry(desk: Desk, row: TicketRow) -> Entry:
    text = f"{row.number}  {row.product}"
    hint = row.requester or row.department
    return Entry(text, hint, "clipboard-list", lambda: desk.page_asked.emit("tickets", row.line_id))
