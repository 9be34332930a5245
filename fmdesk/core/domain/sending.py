"""Reports that are sent: the pages of a closed month, and one report to whom one names."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from fmdesk.core.domain.message import MessageState
from fmdesk.core.domain.reporting import ReportAsked

MOST_WORDS = 2_000
"""Signs that somebody may add to a report that is sent."""


@dataclass(frozen=True, slots=True)
class PageFor:
    """The page of a unit or a department of a closed month, and one of those it goes to.

    Attributes:
        scope: `unit` or `department`.
        scope_id: Its number.
        about: Its name.
        person_id: Who gets it; None where nobody is on file.
        person: Their name, empty for nobody.
        address: Their e-mail address, empty for none.
        state: Where the message is; None before it is made.
        settled_at: When it was sent.
        is_anew: It failed, and the address is another one since.
    """

    scope: str
    scope_id: int
    about: str
    person_id: int | None = None
    person: str = ""
    address: str = ""
    state: MessageState | None = None
    settled_at: datetime | None = None
    is_anew: bool = False

    @property
    def is_due(self) -> bool:
        """Tell whether it can be sent and has not been."""
        return bool(self.address) and self.state is None

    @property
    def is_lost(self) -> bool:
        """Tell whether it reaches nobody: no person, or no address."""
        return not self.address and self.state is None


@dataclass(frozen=True, slots=True)
class PageDraft:
    """Payload of sending one page: of which month and revision, about what, to whom."""

    month: str
    revision: int
    scope: str
    scope_id: int
    person_id: int


@dataclass(frozen=True, slots=True)
class PagesSent:
    """What sending the pages of a month did.

    Attributes:
        queued: Messages that were made now.
        lost: Names of units and departments whose page reaches nobody.
    """

    queued: int
    lost: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MailDraft:
    """A report to send to persons.

    Attributes:
        op_id: Made once by the client.
        asked: Which report, of which months, and of what.
        form: `pdf` or `xlsx`.
        persons: Codes of those it goes to.
        words: What the sender adds, up to `MOST_WORDS` signs; may be empty.
    """

    op_id: UUID
    asked: ReportAsked
    form: str
    persons: tuple[str, ...]
    words: str = ""
