"""How far a month is on its way to be closed, and who said what about it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from uuid import UUID

from fmdesk.core.domain.charter import Outcome


class PeriodActKind(StrEnum):
    """What somebody said about a revision of a month."""

    APPROVED = "approved"
    """The draft with these figures may be closed."""
    REOPEN_ASKED = "reopen_asked"
    """The closed revision should be opened again; another one does it."""


@dataclass(frozen=True, slots=True)
class PeriodAct:
    """One act; it is never changed, and taken back by another of the same person.

    Attributes:
        month: `YYYY-MM`.
        revision: The revision it is about.
        kind: What it is.
        at: When.
        actor: Who.
        reason: Why, in words; empty for a request that takes the one before back.
        sha256: What of the figures was approved, empty for others and for an approval that takes
            the one before back.
    """

    month: str
    revision: int
    kind: PeriodActKind
    at: datetime
    actor: str
    reason: str = ""
    sha256: str = ""

    @property
    def is_back(self) -> bool:
        """Tell whether it takes back what this person said before."""
        return not (self.sha256 if self.kind is PeriodActKind.APPROVED else self.reason)


def standing_acts(
    acts: Iterable[PeriodAct], revision: int, kind: PeriodActKind
) -> tuple[PeriodAct, ...]:
    """Return the last act of a kind of each person on a revision that was not taken back.

    Args:
        acts: What was said about the month, oldest first.
        revision: The revision.
        kind: What is looked for.
    """
    last: dict[str, PeriodAct] = {}
    for one in acts:
        if one.kind is kind and one.revision == revision:
            last.pop(one.actor, None)
            last[one.actor] = one
    return tuple(one for one in last.values() if not one.is_back)


@dataclass(frozen=True, slots=True)
class MonthActDraft:
    """Payload of an approval, of asking to reopen, or of taking either back.

    Attributes:
        op_id: Made once by the client.
        month: `YYYY-MM`.
        reason: Why, in words.
        seen: For an approval the `essence` of the figures that were shown.
        is_back: It takes back what the same person said before.
    """

    op_id: UUID
    month: str
    reason: str = ""
    seen: str = ""
    is_back: bool = False


RULED = (Outcome.KEPT, Outcome.BROKEN, Outcome.EXCUSED, Outcome.NOT_APPLICABLE)
"""What a person may say that a verdict in quarantine is."""


def facts_digest(facts: str) -> str:
    """Return the digest of the facts of a verdict: a ruling holds for these and no others.

    Args:
        facts: Canonical JSON, as it is stored.
    """
    return sha256(facts.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class RulingDraft:
    """What a person decides of a verdict in quarantine.

    Attributes:
        op_id: Made once by the client.
        month: `YYYY-MM` whose last control put it there.
        line_id: Its line.
        part: Its part.
        clock_run: Its run of the clock.
        charter_version_id: Its charter version.
        outcome: One of `RULED`.
        reason: Why, in words.
        seen: `facts_digest` of the verdict as it was shown; empty where nothing was shown.
    """

    op_id: UUID
    month: str
    line_id: int
    part: int
    clock_run: int
    charter_version_id: int
    outcome: str
    reason: str
    seen: str = ""


@dataclass(frozen=True, slots=True)
class Ruling:
    """What a person decided of a verdict in quarantine: what it is, who, when and why."""

    outcome: Outcome
    actor: str
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class MonthProgress:
    """What is done of a month and what is still to be done; each number opens its records.

    Attributes:
        month: `YYYY-MM`.
        revision: Its newest revision.
        is_closed: Nothing is to be done any more.
        is_over: It may be closed.
        open_lines: Lines opened in it that are not over.
        faults: Sections that a plugin could not fill.
        without_calendar: Names of units with products that have no calendar.
        objections: Sanctions about which somebody still has to decide.
        quarantined: Verdicts that wait in quarantine.
        controlled_at: When the last draft was made, None when never.
        needs_approval: The office wants a second controller to approve the draft.
        approved_by: Who approved a draft, empty for nobody.
        is_approval_stale: The figures changed since.
        is_own_approval: Who reads it approved the figures as they stand.
        reopen_asked_by: Who asked to open it again, empty for nobody.
        reopen_reason: Why.
        is_own_request: Nobody asked it but who reads it.
        closed_revisions: The revisions whose papers are kept, oldest first.
        journals: Those of them whose journal was made for finance.
        essence: Digest of what an approval of the figures is about, empty without figures.
        to_send: Pages of units and departments that were not sent yet; none before the close.
        sent: Those that were.
    """

    month: str
    revision: int
    is_closed: bool
    is_over: bool
    open_lines: int
    faults: int
    without_calendar: tuple[str, ...]
    objections: int
    quarantined: int
    controlled_at: datetime | None
    needs_approval: bool
    approved_by: str = ""
    is_approval_stale: bool = False
    is_own_approval: bool = False
    reopen_asked_by: str = ""
    reopen_reason: str = ""
    is_own_request: bool = False
    closed_revisions: tuple[int, ...] = ()
    journals: tuple[int, ...] = ()
    essence: str = ""
    to_send: int = 0
    sent: int = 0
