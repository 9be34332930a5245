"""Finds people, products, questions, guides and tickets for the palette."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from PySide6.QtCore import QObject

from fmdesk.core.domain.intake_views import HitKind
from fmdesk.core.domain.views import Choice, TicketFilter, TicketRow
from fmdesk.desktop.desk import Desk
from fmdesk.desktop.pages.intake.model import Begin, caller_choice, hit_choice
from fmdesk.desktop.palette import Entry
from fmdesk.i18n import current_language

TICKETS, PEOPLE, HITS = 8, 4, 8
"""How many of each are shown."""
ICONS: Mapping[HitKind, str] = {
    HitKind.PRODUCT: "package",
    HitKind.QUESTION: "info",
    HitKind.GUIDE: "book-open",
}


def find_records(
    desk: Desk, owner: QObject, words: str, show: Callable[[Sequence[Entry]], None]
) -> None:
    """Look for what has these words and show the first few of each kind.

    Args:
        desk: Services and signals.
        owner: Who asks.
        words: What was typed.
        show: Takes what was found: people, then the catalogue, then tickets.
    """
    wanted, language = TicketFilter(text=words), current_language()

    def look() -> list[Entry]:
        return [
            *_people(desk, words),
            *_catalogue(desk, words, language),
            *(_ticket(desk, row) for row in desk.services.lists.first(wanted, TICKETS)),
        ]

    desk.query(owner, look, show, key="palette")


def _people(desk: Desk, words: str) -> Iterator[Entry]:
    """Yield who may be calling: the intake begins with them."""
    for hit in desk.services.knowledge.callers(words, PEOPLE):
        yield _intake(desk, caller_choice(hit), "user", is_caller=True)


def _catalogue(desk: Desk, words: str, language: str) -> Iterator[Entry]:
    for hit in desk.services.knowledge.find(words, language, HITS):
        yield _intake(desk, hit_choice(hit), ICONS[hit.kind], is_caller=False)


def _intake(desk: Desk, choice: Choice, icon: str, *, is_caller: bool) -> Entry:
    begin = Begin(caller=choice) if is_caller else Begin(find=choice)
    return Entry(choice.text, choice.hint, icon, lambda: desk.page_asked.emit("intake", begin))


def _ticket(desk: Desk, row: TicketRow) -> Entry:
    text = f"{row.number}  {row.product}"
    hint = row.requester or row.department
    return Entry(text, hint, "clipboard-list", lambda: desk.page_asked.emit("ticket", row.line_id))
