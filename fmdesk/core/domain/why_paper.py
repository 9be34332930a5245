"""Why a line is judged as it is, with everything that it rests on: what is printed of it."""

from dataclasses import dataclass
from datetime import datetime

from fmdesk.core.domain.objection import SanctionView
from fmdesk.core.domain.views import Why


@dataclass(frozen=True, slots=True)
class LoggedCommand:
    """A row of the command log: its place in the chain, who did what and when, and its hash."""

    seq: int
    name: str
    actor: str
    at: datetime
    hash: str


@dataclass(frozen=True, slots=True)
class ChainHead:
    """The last row of the command log: its place, its hash, and when it was written."""

    seq: int
    hash: str
    at: datetime


@dataclass(frozen=True, slots=True)
class WhyPaper:
    """Everything that explains one line, in the language of whoever asked.

    Attributes:
        organisation: Whose it is.
        zone: The zone in which instants are shown.
        why: The line with its events and ledger rows, and its verdicts.
        sanctions: What was said about its sanctions.
        commands: The commands that recorded its events and decisions, oldest first.
        head: The head of the log at the moment of asking. The file is dated by it; what is still
            open is judged at the instant of `why`, which stands on every page.
    """

    organisation: str
    zone: str
    why: Why
    sanctions: tuple[SanctionView, ...]
    commands: tuple[LoggedCommand, ...]
    head: ChainHead
