"""Charters on their way: drafts, the second pair of eyes, and what becomes of them."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from fmdesk.core.domain.charter import Charter


class DraftState(StrEnum):
    """Where a draft is."""

    DRAFT = "draft"
    """Being written; with a reason when it was given back."""
    WAITS = "waits"
    """Sent; it waits for another controller."""
    APPROVED = "approved"
    DROPPED = "dropped"


OPEN_STATES = (DraftState.DRAFT, DraftState.WAITS)


@dataclass(frozen=True, slots=True)
class CharterDraft:
    """A charter as it is being written; it may be incomplete.

    Attributes:
        id: Its number, 0 before it is stored.
        charter: What it says so far.
        base_version_id: The version that it changes, None for a new charter.
        plugin: Id of the plugin that proposed it, empty for none.
        state: Where it is.
        writers: Logins of everybody who wrote it; none of them approves it.
        at: When it was last saved or sent.
        reason: Why it was given back, empty for not.
        decided_by: Who approved it or gave it back.
        version: Counts changes.
    """

    id: int
    charter: Charter
    base_version_id: int | None = None
    plugin: str = ""
    state: DraftState = DraftState.DRAFT
    writers: tuple[str, ...] = ()
    at: datetime | None = None
    reason: str = ""
    decided_by: str = ""
    version: int = 1


@dataclass(frozen=True, slots=True)
class DraftSave:
    """A draft to keep.

    Attributes:
        op_id: Made once by the client.
        charter: What it says.
        draft_id: The draft that was changed, 0 for a new one.
        seen: Its version when it was looked at, 0 for a new one.
        base_version_id: For a new one the version that it changes, None for a new charter.
        plugin: For a new one the plugin that proposed it.
        source_id: For a new one the draft whose words it took over, 0 for none: who wrote those
            wrote this too.
    """

    op_id: UUID
    charter: Charter
    draft_id: int = 0
    seen: int = 0
    base_version_id: int | None = None
    plugin: str = ""
    source_id: int = 0


@dataclass(frozen=True, slots=True)
class DraftStep:
    """A step with a draft: sent, taken back or given back with a reason, dropped."""

    op_id: UUID
    draft_id: int
    seen: int
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Approval:
    """A draft to approve.

    Attributes:
        op_id: Made once by the client.
        draft_id: The draft.
        seen: Its version when it was looked at.
        valid_from: First day (office zone) of intake on which it holds, from tomorrow on.
        trial_until: Last day of its trial, None to let it count at once.
    """

    op_id: UUID
    draft_id: int
    seen: int
    valid_from: date
    trial_until: date | None = None


@dataclass(frozen=True, slots=True)
class Ending:
    """A charter to end, or what is to come of it to call off.

    Attributes:
        op_id: Made once by the client.
        code: Code of the charter.
        last: Last day (office zone) of intake on which it holds; None to call off what is to come.
        version_id: The version to call off.
    """

    op_id: UUID
    code: str
    last: date | None
    version_id: int = 0


@dataclass(frozen=True, slots=True)
class Kept:
    """The draft or charter that a command is about, as the page opens it."""

    key: str


class CharterState(StrEnum):
    """What a row of the list is."""

    DRAFT = "draft"
    RETURNED = "returned"
    WAITS = "waits"
    PROPOSED = "proposed"
    """A plugin proposes it; nobody has taken it up."""
    TRIAL = "trial"
    COUNTS = "counts"
    TO_COME = "to_come"
    CALLED_OFF = "called_off"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class CharterRow:
    """A row of the list.

    Attributes:
        key: `draft:<number>`, `charter:<code>` or `plugin:<code>`.
        code: Code of the charter.
        name: Its name.
        promise: The promise as the customer reads it.
        state: What it is.
        day: Of a trial its last day, else the day from which it counts or on which it ended; None
            for a draft. Of what was called off the day on which it would have begun.
        breaches: How often it was broken this month by the last control, None when there was none
            or it is no version.
        by: Who wrote the draft last, or the plugin that proposes it.
    """

    key: str
    code: str
    name: str
    promise: str
    state: CharterState
    day: date | None = None
    breaches: int | None = None
    by: str = ""


@dataclass(frozen=True, slots=True)
class CharterList:
    """The list, and whether this person writes charters."""

    rows: tuple[CharterRow, ...]
    may_write: bool


@dataclass(frozen=True, slots=True)
class CharterVersion:
    """A version in the history of a charter; `lines` pinned it."""

    charter: Charter
    lines: int


@dataclass(frozen=True, slots=True)
class CharterPage:
    """A charter or a draft with all that its page shows.

    Attributes:
        key: As in `CharterRow`.
        state: What it is.
        charter: What it says.
        draft: The draft, None for a charter that holds or a proposal.
        base: The version that a draft changes; None for a new charter.
        versions: All versions, the newest first.
        plugin: Id of the plugin that proposes it, empty for none.
        may_write: This person writes charters.
        may_approve: This person may approve or give back the draft, or end the trial: it waits for
            that, and is not their own.
        first: The first day on which something approved today may hold.
    """

    key: str
    state: CharterState
    charter: Charter
    first: date
    draft: CharterDraft | None = None
    base: Charter | None = None
    versions: tuple[CharterVersion, ...] = ()
    plugin: str = ""
    may_write: bool = False
    may_approve: bool = False

    def never_holds(self, version: CharterVersion) -> bool:
        """Tell whether a newer version took the place of one before that began."""
        mine = version.charter
        return not version.lines and any(
            one.charter.version > mine.version and one.charter.valid_from <= mine.valid_from
            for one in self.versions
        )


def state_of(charter: Charter, today: date) -> tuple[CharterState, date]:
    """Return what the newest version of a charter is on a day, with the day that belongs to it."""
    if charter.is_called_off:
        return CharterState.CALLED_OFF, charter.valid_from
    if charter.valid_to is not None and charter.valid_to < today:
        return CharterState.ENDED, charter.valid_to
    if charter.valid_from > today:
        return CharterState.TO_COME, charter.valid_from
    if charter.trial_until is not None and charter.is_trial_on(today):
        return CharterState.TRIAL, charter.trial_until
    return CharterState.COUNTS, charter.valid_from
