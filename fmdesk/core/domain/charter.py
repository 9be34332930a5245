"""Quality charters: a guarantee, its conditions and exceptions, and what breaking it costs."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from fmdesk.core.domain.calendar import Limit

FactValue = str | int | bool


class Operator(StrEnum):
    """How a condition compares a fact."""

    EQ = "eq"
    NE = "ne"
    LT = "lt"
    LE = "le"
    GT = "gt"
    GE = "ge"
    IN = "in"
    NOT_IN = "not_in"


@dataclass(frozen=True, slots=True)
class Condition:
    """`fact op value`; `value` is a tuple for `IN` and `NOT_IN`."""

    fact: str
    op: Operator
    value: FactValue | tuple[FactValue, ...]


@dataclass(frozen=True, slots=True)
class Conditions:
    """All or any of a list of conditions; an empty list of `all` is always true, of `any` never."""

    is_any: bool = False
    items: tuple[Condition, ...] = ()


ALWAYS = Conditions()
NEVER = Conditions(is_any=True)


class LimitSource(StrEnum):
    """Where the limit of a guarantee comes from."""

    OWN = "own"
    """The charter's own limit."""
    PRODUCT = "product"
    """The lead time of the pinned product version or variant; none means not applicable."""
    GIVEN = "given"
    """The due time given by the source of the line; none means not applicable."""


@dataclass(frozen=True, slots=True)
class Guarantee:
    """Which clock, which limit, which calendar.

    Attributes:
        clock: `solution` (received until ready, per delivered part) or `response` (received until
            the first step starts) or `step.2` (received until the second step of the process, or a
            later one, is finished; the line as a whole).
        source: Where the limit comes from.
        limit: The limit, for `LimitSource.OWN`.
        calendar: Code of the calendar; empty means the one pinned with the product.
    """

    clock: str = "solution"
    source: LimitSource = LimitSource.OWN
    limit: Limit | None = None
    calendar: str = ""


class SanctionKind(StrEnum):
    """What a broken guarantee costs."""

    NOT_CHARGED = "not_charged"
    PERCENTAGE = "percentage"
    FIXED = "fixed"
    STEPPED = "stepped"
    POINTS = "points"


@dataclass(frozen=True, slots=True)
class Sanction:
    """The sanction of a charter; amounts in cents, times in seconds.

    Attributes:
        kind: Which of the kinds.
        basis_points: `PERCENTAGE`: share of the part's price (5000 = 50 %).
        amount_cents: `FIXED`: the amount, once per line.
        weight: `STEPPED`: factor of the whole sum.
        base_cents: `STEPPED`: amount before the first step.
        per_step_cents: `STEPPED`: amount of each step.
        step_seconds: `STEPPED`: length of one step.
        unit_seconds: `STEPPED`: the excess is rounded up to whole units first; 1 = not at all.
        max_steps: `STEPPED`: steps counted at most.
        is_working_time: `STEPPED`: the excess is counted in working time, else in clock time.
        cap_cents: Highest amount of this sanction per line; None means none of its own.
        points: `POINTS`: points, never money.
        may_exceed_price: Only then may this sanction exceed what is left of the line's price.
    """

    kind: SanctionKind
    basis_points: int = 0
    amount_cents: int = 0
    weight: int = 1
    base_cents: int = 0
    per_step_cents: int = 0
    step_seconds: int = 3600
    unit_seconds: int = 1
    max_steps: int = 0
    is_working_time: bool = True
    cap_cents: int | None = None
    points: int = 0
    may_exceed_price: bool = False


class Bearer(StrEnum):
    """Who bears a sanction."""

    OWNER = "owner"
    OVERRUN = "overrun"


@dataclass(frozen=True, slots=True)
class Charter:
    """One version of a charter; never edited once used.

    Attributes:
        id: Number of the version, 0 before it is stored.
        code: Code of the charter.
        version: From 1.
        name_nl: Dutch name.
        name_en: English name.
        promise_nl: The promise as a Dutch customer reads it.
        promise_en: The promise as an English customer reads it.
        guarantee: What is guaranteed.
        sanction: What breaking it costs.
        products: Codes of the products in scope; empty together with `clusters` means all.
        clusters: Codes of the clusters in scope, each with all below it.
        applies_when: Conditions under which the guarantee is given.
        except_when: Exceptions that excuse a broken guarantee.
        bearer: Who bears the sanction.
        rank: Lower counts first in collisions.
        valid_from: First day (office zone) of intake for which it is pinned.
        valid_to: Last such day, None for no end; the day before the first for what never holds.
        trial_until: Last day (office zone) of intake on which it is judged and reported but
            nothing is posted; None means no trial.
        new_run_on_reopen: A reopened line starts a new run of the clock.
        norm: Share that must be kept, in basis points.
    """

    id: int
    code: str
    version: int
    name_nl: str
    name_en: str
    promise_nl: str
    promise_en: str
    guarantee: Guarantee
    sanction: Sanction
    products: tuple[str, ...] = ()
    clusters: tuple[str, ...] = ()
    applies_when: Conditions = ALWAYS
    except_when: Conditions = NEVER
    bearer: Bearer = Bearer.OWNER
    rank: int = 100
    valid_from: date = date(1970, 1, 1)
    valid_to: date | None = None
    trial_until: date | None = None
    new_run_on_reopen: bool = False
    norm: int = 9500

    @property
    def is_called_off(self) -> bool:
        """Whether it ends on the day before its first: it was called off before it began."""
        return self.valid_to is not None and (self.valid_from - self.valid_to).days == 1

    def is_trial_on(self, opened: date) -> bool:
        """Tell whether a line opened on this day (office zone) is judged without posting."""
        return self.trial_until is not None and opened <= self.trial_until


class Outcome(StrEnum):
    """The verdict of one (line, part, charter version)."""

    KEPT = "kept"
    BROKEN = "broken"
    EXCUSED = "excused"
    RUNNING = "running"
    NOT_APPLICABLE = "not_applicable"
    MANUAL = "manual"
    """The engine could not decide it (it died on it, or disagreed with the reference)."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The verdict of one part of one line under one charter version.

    Attributes:
        line_id: The line.
        part: 1 for the first delivery and so on; the open rest, or a line delivered whole, comes
            last.
        clock_run: Run of the clock, from 1.
        charter_version_id: The charter version.
        outcome: The verdict.
        quantity: Pieces of this part.
        due_at: When the guarantee ended; None when not applicable.
        finished_at: When this part was delivered; None while open.
        over_working: Seconds over due on the charter's calendar, 0 when not broken.
        over_clock: Seconds over due by the clock.
        facts: The gated facts the engine saw.
    """

    line_id: int
    part: int
    clock_run: int
    charter_version_id: int
    outcome: Outcome
    quantity: int
    due_at: datetime | None
    finished_at: datetime | None
    over_working: int = 0
    over_clock: int = 0
    facts: Mapping[str, FactValue] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Credit:
    """What `settle` makes of one broken verdict: the customer's credit.

    Attributes:
        part: The part it falls on.
        clock_run: Run of the clock.
        charter_version_id: The charter version.
        cents: Credit to the customer after collisions and caps, in cents.
        full_cents: What the charter's own formula gave.
        points: Points, never capped.
        reduced_by: Why `cents` is less: `collision`, `price`, `cap` or empty.
        is_trial: Judged and reported, never posted.
    """

    part: int
    clock_run: int
    charter_version_id: int
    cents: int
    full_cents: int
    points: int = 0
    reduced_by: str = ""
    is_trial: bool = False
