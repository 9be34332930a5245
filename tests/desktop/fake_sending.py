"""Sending reports, in memory."""

from dataclasses import dataclass, field

from fmdesk.core.domain.errors import ConflictError, InvalidInputError
from fmdesk.core.domain.message import MessageState
from fmdesk.core.domain.sending import MailDraft, PageFor, PagesSent
from fmdesk.core.domain.views import Changes
from tests.desktop.made import NOW

PAGES = (
    PageFor("unit", 1, "Stock", 4, "Lotte Leider", "lotte@example.org"),
    PageFor("unit", 2, "Rooms"),
    PageFor("department", 1, "Legal", 5, "Alice", "alice@example.org", MessageState.SENT, NOW),
    PageFor("department", 1, "Legal", 6, "Cor", "cor@example.org", MessageState.FAILED),
    PageFor("department", 2, "Care", 7, "Dirk", "dirk@example.org", MessageState.QUEUED),
)


@dataclass
class FakeSending:
    """The pages of a month.

    Attributes:
        found: Who gets which.
    """

    found: tuple[PageFor, ...] = field(default_factory=lambda: PAGES)

    def pages(self, _month: str) -> tuple[PageFor, ...]:
        return self.found


def send_pages_job(_month: str, _progress: object) -> PagesSent:
    """Send one page; one reaches nobody."""
    return PagesSent(1, ("Rooms",))


def broken_pages_job(_month: str, _progress: object) -> PagesSent:
    """Fail when some pages are queued."""
    raise ConflictError("month.not_closed", month="2026-10")


def send_report_job(draft: MailDraft, _progress: object) -> Changes:
    """Send a report, in a process of its own."""
    if not draft.persons:
        raise InvalidInputError("sending.nobody")
    return Changes()
