"""The month's bulk access, and what it keeps."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import NamedTuple, Protocol

from fmdesk.core.domain.charter import Outcome, Verdict
from fmdesk.core.domain.events import LineEvent
from fmdesk.core.domain.force_majeure import Case, CaseView
from fmdesk.core.domain.ledger import JournalEntry
from fmdesk.core.domain.month_progress import Ruling, RulingDraft
from fmdesk.core.domain.objection import (
    BORNE_ELSEWHERE,
    Act,
    ObjectionRules,
    Said,
    Standing,
    TakenBack,
    has_turn,
    proposed_anew,
    standing,
)
from fmdesk.core.domain.period import Month
from fmdesk.core.domain.ticket import Scalar


class MonthLine(NamedTuple):
    """A line as the month run reads it: narrow, with its events; made by the million.

    Its unit is the owner of the product at intake, whoever does the work: money stays there.
    """

    id: int
    number: str
    product_version_id: int
    process_version_id: int | None
    calendar_version_id: int | None
    charter_version_ids: tuple[int, ...]
    unit_id: int
    department_id: int | None
    cost_centre_id: int | None
    variant: str
    quantity: int
    price_cents: int
    opened_at: datetime
    due_given: datetime | None
    channel: str
    facts: Mapping[str, Scalar]
    version: int
    events: tuple[LineEvent, ...]
    is_own: bool
    """Opened in the month; False for earlier lines that still matter."""
    level_id: int | None = None
    """The level of the agreement that gives the lead time; None: the catalogue does."""


@dataclass(frozen=True, slots=True)
class StoredVerdict:
    """A verdict with what it costs, as the month keeps it."""

    verdict: Verdict
    cents: int
    full_cents: int
    points: int
    bearer_id: int | None
    is_trial: bool


VerdictRow = tuple[str | int | bool | None, ...]
"""A verdict as plain values, for bulk writing: month, line, part, clock run, charter version,
outcome, quantity, due and finished (epoch seconds), over in working and clock seconds, facts
(JSON), cents, full cents, points, bearer, is_trial."""


@dataclass(frozen=True, slots=True)
class SanctionKey:
    """What a sanction falls on."""

    line_id: int
    part: int
    clock_run: int
    charter_version_id: int


@dataclass(frozen=True, slots=True)
class Proposal:
    """A sanction as control proposes it."""

    key: SanctionKey
    cents: int
    points: int
    bearer_id: int
    calendar_version_id: int | None = None
    """The calendar that the line pinned: the term of an objection counts on it."""
    why: str = ""
    """Why that unit bears it, as `Attribution.code`."""


@dataclass(frozen=True, slots=True)
class SanctionRecord:
    """A stored sanction.

    Attributes:
        id: Its number.
        key: What it falls on.
        month: The month in which it was last proposed.
        cents: The customer's credit, in cents.
        points: Points.
        bearer_id: Who bears it by the charter.
        state: `proposed`, `confirmed`, `moved`, `waived`, `posted` or `withdrawn`.
        told_at: When the draft told of it.
        term_ends_at: Until when the unit may object; None until the month is closed.
        standing: What was said about it.
        version: Counts changes.
        former: The units that bore it by the charter before, and those that objected.
        taken_back: The month that took back what a closed one had posted, None for none; it is
            `withdrawn` then.
        waits_until: Until when a month may have to wait for it: the end of the first term of who
            bears it. It costing more gives the unit a term anew, but holds no month up.
    """

    id: int
    key: SanctionKey
    month: str
    cents: int
    points: int
    bearer_id: int
    state: str
    told_at: datetime
    term_ends_at: datetime | None
    standing: Standing
    version: int
    former: frozenset[int] = frozenset()
    taken_back: TakenBack | None = None
    waits_until: datetime | None = None

    @property
    def to_unit_id(self) -> int | None:
        """The unit it was moved to by the last decision that counts."""
        return self.standing.decided.to_unit_id if self.standing.decided else None

    @property
    def borne_by(self) -> int | None:
        """The unit that bears it now, by the charter or by a decision; None for none."""
        if self.state in BORNE_ELSEWHERE:
            return self.to_unit_id
        return self.bearer_id

    @property
    def has_turn(self) -> bool:
        """Tell whether who bears it may object within its term; see `has_turn`."""
        return has_turn(self.state, self.standing)

    def is_more(self, proposal: Proposal) -> bool:
        """Tell whether it is proposed for more than before."""
        return proposal.cents > self.cents

    def is_other(self, proposal: Proposal) -> bool:
        """Tell whether the charter puts it with another unit than before."""
        return proposal.bearer_id != self.bearer_id

    def anew(self, proposal: Proposal, rules: ObjectionRules) -> tuple[str, tuple[Said, ...]]:
        """Return its state with what it costs now, and whom, and what control says of that."""
        state, acts = proposed_anew(
            self.state,
            self.standing,
            is_more=self.is_more(proposal),
            is_other=self.is_other(proposal),
            needs_second=rules.needs_second(proposal.cents),
        )
        borne = (proposal.why, proposal.bearer_id, False, self.bearer_id)
        said = (Said(one, "", *(borne if one is Act.OTHER else ())) for one in acts)
        return state, tuple(said)

    def proposed(self, proposal: Proposal, rules: ObjectionRules) -> "SanctionRecord":
        """Return it as it stands with what it costs now, and whom; see `proposed_anew`."""
        state, said = self.anew(proposal, rules)
        return replace(self, state=state, standing=standing(said, self.standing))


@dataclass(frozen=True, slots=True)
class SanctionFilter:
    """Which sanctions; what is None or False does not matter.

    Attributes:
        ids: These numbers.
        month: `YYYY-MM` in which they were last proposed.
        line_id: On this line.
        unit_id: That this unit bears, that were moved to it, or that it bore before.
        since: With `unit_id`: of the month, still to be decided, or told or decided since then.
        is_open: An objection or a second controller's word is waited for.
    """

    ids: tuple[int, ...] | None = None
    month: str | None = None
    line_id: int | None = None
    unit_id: int | None = None
    since: datetime | None = None
    is_open: bool = False
    is_unposted: bool = False
    """No close has posted them as they stood."""


@dataclass(frozen=True, slots=True)
class ControlRun:
    """The last control run of a month.

    `head_seq` is the number of the last command that it saw; `figures` is canonical JSON, packed.
    """

    month: str
    as_of: datetime
    at: datetime
    engine: str
    charter_set: str
    lines: int
    verdicts: int
    is_fallback: bool
    head_seq: int
    figures: bytes


class Rulings(Protocol):
    """What persons decided of verdicts in quarantine."""

    def rulings(self) -> Mapping[tuple[SanctionKey, str], Outcome]:
        """Return what persons decided of verdicts in quarantine, by the digest of their facts."""

    def rulings_of(self, line_id: int) -> Mapping[tuple[SanctionKey, str], Ruling]:
        """Return the same of one line, with who said it, when and why; the last one counts."""

    def asked(self, draft: RulingDraft) -> str:
        """Return the digest of the facts of a verdict that a person may decide.

        It waits in quarantine by the last control of its month, or a person decided it on these
        facts before. Empty for any other.
        """

    def add_ruling(self, draft: RulingDraft, facts_sha256: str) -> None:
        """Store what was decided of a verdict on facts with this digest."""


class Runs(Protocol):
    """The last control run of each month."""

    def save_run(self, run: ControlRun) -> None:
        """Store the last control run of a month."""

    def run(self, month: Month) -> ControlRun | None:
        """Return the last control run of a month."""

    def runs(self) -> tuple[ControlRun, ...]:
        """Return the last control run of each month, without figures."""


class MonthStore(Rulings, Runs, Protocol):
    """Bulk reading and writing for control and close."""

    def lines(
        self, month: Month, as_of: datetime, *, with_earlier: bool, size: int
    ) -> Iterator[Sequence[MonthLine]]:
        """Yield the lines opened in a month, and the earlier ones not settled, in pieces.

        Args:
            month: The month.
            as_of: Events recorded later are left out, and lines received later too.
            with_earlier: Also lines of earlier months that no close has settled, or that changed
                since.
            size: Lines in one piece.
        """

    def count(self, month: Month, as_of: datetime, *, with_earlier: bool) -> int:
        """Return how many lines `lines` will yield."""

    def line(self, line_id: int) -> MonthLine:
        """Return one line as the month run reads it."""

    def entries(self, line_ids: Sequence[int]) -> Mapping[int, Sequence[JournalEntry]]:
        """Return the journal entries of some lines."""

    def sanctions(self, line_ids: Sequence[int]) -> Mapping[SanctionKey, SanctionRecord]:
        """Return the sanctions of some lines."""

    def sanction(self, sanction_id: int) -> SanctionRecord:
        """Return one sanction; NotFoundError `sanction.unknown`."""

    def replace_verdicts(self, month: Month, pieces: Iterable[Sequence[VerdictRow]]) -> None:
        """Replace the verdicts of an open month by those of a new run."""

    def sanctions_like(self, wanted: SanctionFilter) -> Sequence[SanctionRecord]:
        """Return the sanctions that fit and are not withdrawn, the oldest term first."""

    def acts(self, sanction_ids: Sequence[int]) -> Mapping[int, Sequence[tuple[datetime, Said]]]:
        """Return what was said about sanctions, and when, oldest first."""

    def heads(self, line_ids: Sequence[int]) -> Mapping[int, tuple[str, int]]:
        """Return number and product version of lines."""

    def replace_proposals(
        self,
        month: Month,
        lines: Sequence[int],
        proposals: Sequence[Proposal],
        terms: Mapping[int | None, datetime | None],
        rules: ObjectionRules,
    ) -> None:
        """Bring the proposals on lines up to date; unfounded ones go, others are told anew.

        Args:
            month: The month.
            lines: The lines that were judged, rising; what stands of others is left alone.
            proposals: What control found.
            terms: By calendar version, until when a unit may object that is told now.
            rules: Above which amount a decision of one controller counts no more.
        """

    def decide(self, sanction: SanctionRecord, said: Said, state: str) -> None:
        """Store what was said about a sanction, and the state it leads to.

        Raises:
            ConflictError: `sanction.changed` when another change came first.
        """

    def tell(self, sanction: SanctionRecord, until: datetime | None) -> None:
        """Note that who bears it is told now, and until when it may object."""

    def touched(
        self, start: datetime, end: datetime, places: Sequence[int] | None
    ) -> Sequence[int]:
        """Return the open and late lines at some places that ran in [start, end)."""

    def cases(self) -> tuple[CaseView, ...]:
        """Return the cases of force majeure that were not taken back, the newest first."""

    def told_at(self, case: Case, line_ids: Sequence[int]) -> datetime | None:
        """Return when a case was first recorded on some lines; None where it is no more."""

    def mark_posted(self, month: Month) -> None:
        """Mark the month's sanctions as posted, and withdraw what it takes back of closed ones."""

    def settle(self, month: Month, lines: Iterable[tuple[int, int]]) -> None:
        """Mark lines (number, version read) as settled, unless they changed since."""

    def mark_open(self, month: Month) -> None:
        """Give what was posted the state of before, once its month is opened again."""

    def opened(self) -> Mapping[str, int]:
        """Return the number of lines opened by month of the office's zone, oldest first."""

    def open_lines(self, month: Month) -> int:
        """Return how many lines opened in a month are not over."""

    def quarantined(self, month: Month) -> int:
        """Return how many verdicts of the last run wait in quarantine."""

    def proposals(self, month: Month) -> int:
        """Return how many sanctions of the month are proposed with an objection undecided."""

    def verdicts(self, line_id: int) -> tuple[tuple[str, StoredVerdict], ...]:
        """Return month and verdict of every verdict stored for a line."""
