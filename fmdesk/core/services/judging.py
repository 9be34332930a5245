"""Judging one line: which questions it puts to the engine, and what the answers cost.

The same code serves the month's control and the page that explains a line, so that both always
say the same.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from fmdesk.core.domain.agreement import Level
from fmdesk.core.domain.attribution import Attribution, StepTime, bearer
from fmdesk.core.domain.calendar import Calendar, Limit
from fmdesk.core.domain.catalog import ProductVersion
from fmdesk.core.domain.charter import Charter, Credit, FactValue, LimitSource, Outcome, Verdict
from fmdesk.core.domain.clock import Clock, agreed, fold
from fmdesk.core.domain.clockrun import ClockState, Part, Run
from fmdesk.core.domain.facts import ALWAYS_PRESENT, LARGEST_NUMBER
from fmdesk.core.domain.ledger import NOBODY, AccountKind, EntryKind, LedgerRow
from fmdesk.core.domain.money import split_by_weight
from fmdesk.core.domain.objection import BORNE_ELSEWHERE
from fmdesk.core.domain.posting import Target
from fmdesk.core.domain.process import ProcessVersion, Side
from fmdesk.core.domain.settlement import Judged, Settlement, settle
from fmdesk.core.domain.steptimes import step_times
from fmdesk.core.ports import (
    MonthLine,
    Proposal,
    Question,
    SanctionKey,
    SanctionRecord,
    UnitOfWork,
)
from fmdesk.core.services.objection_rules import rules_of
from fmdesk.core.services.pinning import lead_time


class Case(NamedTuple):
    """One part of a line under one charter version, ready to be asked.

    Attributes:
        charter: The charter version.
        run: Run of its clock; None without a guarantee.
        part: Number of the part.
        quantity: Its pieces.
        due_at: When the guarantee ends; None without one and while a pause moves it.
        finished_at: When the part was delivered.
        over_working: Seconds over due on the charter's calendar.
        over_clock: Seconds over due by the clock.
        question: What the engine is asked.
    """

    charter: Charter
    run: Run | None
    part: int
    quantity: int
    due_at: datetime | None
    finished_at: datetime | None
    over_working: int
    over_clock: int
    question: Question

    @property
    def clock_run(self) -> int:
        """Number of the run."""
        return self.run.number if self.run else 1

    @property
    def slot(self) -> "Slot":
        """What a credit or a sanction of this case falls on."""
        return (self.part, self.run.number if self.run else 1, self.charter.id)


Slot = tuple[int, int, int]
"""Part, run of the clock, and charter version."""


class Asked(NamedTuple):
    """A line on its way through the engine.

    Attributes:
        cases: Its cases.
        clock: The clock of the work itself.
        parts: The parts of its first run.
    """

    cases: list[Case]
    clock: Clock
    parts: Sequence[Part]


class Promise(NamedTuple):
    """A charter on lines that pinned the same versions.

    Attributes:
        charter: The charter version.
        limit: The limit of its guarantee; None for a given due time or none.
        is_given: The due time is given by the source of the line.
        clock: Name of its clock.
        is_new_run: Reopening starts a new run.
        clock_key: Equal for charters of the line whose clocks are the same.
        facts: Each fact that its conditions name, with where the core gets it; None for a
            plugin's.
        is_plugged: Some facts are a plugin's.
    """

    charter: Charter
    limit: Limit | None
    is_given: bool
    clock: str
    is_new_run: bool
    clock_key: int
    facts: tuple[tuple[str, "Source | None"], ...]
    is_plugged: bool


@dataclass(frozen=True, slots=True)
class Judgement:
    """What became of one line.

    Attributes:
        targets: What should stand in the ledger.
        is_over: Finished or cancelled, with every verdict decided: nothing can change any more
            unless somebody records something.
        proposals: Sanctions to propose.
        settlement: How the credits came about.
        credits: The credits by what they fall on.
        attributions: Who bears a broken verdict, by what it falls on.
        stands: How the sanctions that are proposed once more stand.
    """

    targets: Sequence[Target]
    is_over: bool
    proposals: Sequence[Proposal] = ()
    settlement: Settlement = field(default_factory=Settlement)
    credits: Mapping[Slot, Credit] = field(default_factory=dict)
    attributions: Mapping[Slot, Attribution] = field(default_factory=dict)
    stands: Mapping[SanctionKey, SanctionRecord] = field(default_factory=dict)


class Judge:
    """Judges lines in one unit of work; keeps the pinned versions that it has looked up.

    Args:
        work: The unit of work to read from.
        as_of: The instant for which clocks are folded.
    """

    def __init__(self, work: UnitOfWork, as_of: datetime) -> None:
        self._catalog, self._agreements = work.catalog, work.agreements
        self._zone = ZoneInfo(work.zone)
        self._always = Calendar.always(work.zone)
        self._as_of = as_of
        self._rules = rules_of(work)
        units = work.people.units()
        self.units = {unit.id: unit.code for unit in units}
        self._front = next((unit.id for unit in units if unit.is_front_office), None)
        self.departments = {item.id: item.code for item in work.people.departments()}
        self._charters: dict[int, Charter] = {}
        self._products: dict[int, ProductVersion] = {}
        self._levels: dict[int, Level] = {}
        self._processes: dict[int, ProcessVersion] = {}
        self._pinned: dict[int, Calendar] = {}
        self._by_code: dict[tuple[str, date], Calendar] = {}
        self._promised: dict[tuple[tuple[int, ...], int, str, int | None], tuple[Promise, ...]] = {}
        self._questions: dict[tuple[object, ...], Question] = {}

    # --- versions ------------------------------------------------------------------------------

    def charter(self, version_id: int) -> Charter:
        """Return a charter version."""
        if version_id not in self._charters:
            self._charters[version_id] = self._catalog.charter_version(version_id)
        return self._charters[version_id]

    def product(self, version_id: int) -> ProductVersion:
        """Return a product version."""
        if version_id not in self._products:
            self._products[version_id] = self._catalog.product_version(version_id)
        return self._products[version_id]

    def level(self, level_id: int) -> Level:
        """Return a level of an agreement."""
        if level_id not in self._levels:
            self._levels[level_id] = self._agreements.level(level_id)
        return self._levels[level_id]

    def process(self, version_id: int | None) -> ProcessVersion | None:
        """Return a process version; front steps that name no unit are the front office's."""
        if version_id is None:
            return None
        if version_id not in self._processes:
            stored = self._catalog.process_version(version_id)
            steps = tuple(
                replace(step, unit_id=self._front)
                if step.side is Side.FRONT and step.unit_id is None
                else step
                for step in stored.steps
            )
            self._processes[version_id] = replace(stored, steps=steps)
        return self._processes[version_id]

    def calendar(self, charter: Charter, line: MonthLine) -> Calendar:
        """Return the calendar of a guarantee: its own, else the pinned one, else always open."""
        code = charter.guarantee.calendar
        if code:
            key = (code, self.opened_on(line))
            if key not in self._by_code:
                self._by_code[key] = self._catalog.calendar(*key)[1]
            return self._by_code[key]
        return self.pinned_calendar(line)

    def pinned_calendar(self, line: MonthLine) -> Calendar:
        """Return the calendar that the line pinned, always open without one."""
        version = line.calendar_version_id
        if version is None:
            return self._always
        if version not in self._pinned:
            self._pinned[version] = self._catalog.calendar_version(version)[1]
        return self._pinned[version]

    def opened_on(self, line: MonthLine) -> date:
        """Return the day in the office's zone on which a line was opened."""
        return self.local(line).date()

    def is_trial(self, charter: Charter, line: MonthLine) -> bool:
        """Tell whether a charter is in trial for a line."""
        return charter.trial_until is not None and charter.is_trial_on(self.opened_on(line))

    def local(self, line: MonthLine) -> datetime:
        """Return when a line was opened by the clocks of the office."""
        return line.opened_at.astimezone(self._zone)

    def limit(self, charter: Charter, line: MonthLine) -> Limit | None:
        """Return the limit of a guarantee for a line; None for a given due time or none."""
        match charter.guarantee.source:
            case LimitSource.OWN:
                return charter.guarantee.limit
            case LimitSource.PRODUCT:
                if line.level_id is not None:
                    return self.level(line.level_id).lead_time
                return lead_time(self.product(line.product_version_id), line.variant)
        return None

    # --- questions -----------------------------------------------------------------------------

    def ask(self, line: MonthLine, versions: tuple[int, ...] | None = None) -> Asked:
        """Return every case of a line, by charter, run and part.

        Args:
            line: The line.
            versions: The charter versions to judge it by; None for those that it pinned.
        """
        found: list[Case] = []
        folded: dict[int, list[tuple[Run, datetime | None, Sequence[Part]]]] = {}
        main: Clock | None = None
        main_parts: Sequence[Part] = ()
        for one in self._promises(line, versions or line.charter_version_ids):
            given = agreed(line.events, line.due_given, self._as_of) if one.is_given else None
            if one.limit is None and given is None:
                question = self._question(line, one, None, None)
                quantity = line.quantity
                found.append(Case(one.charter, None, 1, quantity, None, None, 0, 0, question))
                continue
            runs = folded.get(one.clock_key)
            if runs is None:
                clock = self.fold(line, one, given)
                runs = [(run, run.due_at, _parts(one.charter, line, run)) for run in clock.runs]
                folded[one.clock_key] = runs
                if one.clock == SOLUTION and not one.is_new_run and runs:
                    main, main_parts = clock, runs[0][2]
            charter = one.charter
            for run, due_at, parts in runs:
                for part in parts:
                    number, quantity, finished_at, _, over_working, over_clock = part
                    question = self._question(line, one, run, part)
                    found.append(
                        Case(
                            charter,
                            run,
                            number,
                            quantity,
                            due_at,
                            finished_at,
                            over_working,
                            over_clock,
                            question,
                        )
                    )
        if main is None:
            main = fold(line.events, self._always, None, as_of=self._as_of)
            main_parts = main.runs[0].parts(line.quantity) if main.runs else ()
        return Asked(found, main, main_parts)

    def fold(self, line: MonthLine, promise: "Promise", given: datetime | None) -> Clock:
        """Return the clock of a charter on a line."""
        return fold(
            line.events,
            self.calendar(promise.charter, line),
            promise.limit,
            name=promise.clock,
            as_of=self._as_of,
            due_given=given,
            new_run_on_reopen=promise.is_new_run,
        )

    def _promises(self, line: MonthLine, versions: tuple[int, ...]) -> tuple["Promise", ...]:
        """Return charters for a line; the same for all lines that pinned the same versions."""
        key = (versions, line.product_version_id, line.variant, line.level_id)
        found = self._promised.get(key)
        if found is None:
            clocks: list[tuple[object, ...]] = []
            promises = []
            for version_id in versions:
                charter = self.charter(version_id)
                guarantee = charter.guarantee
                limit = self.limit(charter, line)
                is_given = guarantee.source is LimitSource.GIVEN
                is_new_run = charter.new_run_on_reopen
                clock = (guarantee.clock, guarantee.calendar, limit, is_given, is_new_run)
                if clock not in clocks:
                    clocks.append(clock)
                items = (*charter.applies_when.items, *charter.except_when.items)
                names = sorted({item.fact for item in items}.difference(ALWAYS_PRESENT))
                promises.append(
                    Promise(
                        charter,
                        limit,
                        is_given,
                        guarantee.clock,
                        is_new_run,
                        clocks.index(clock),
                        tuple((name, SOURCES.get(name)) for name in names),
                        not SOURCES.keys() >= set(names),
                    )
                )
            found = self._promised[key] = tuple(promises)
        return found

    def _question(
        self, line: MonthLine, promise: "Promise", run: Run | None, part: Part | None
    ) -> Question:
        """Return a question with the facts that its charter asks for, and those of every one.

        Equal facts under the same charter are one and the same question.
        """
        charter_id = promise.charter.id
        values: list[FactValue | None] = [
            part is not None,
            part is not None and part.is_kept is False,
            part is not None and part.finished_at is not None,
        ]
        for name, source in promise.facts:
            values.append(line.facts.get(name) if source is None else source(self, line, run, part))
        # True and 1 are equal, but not the same fact; only a plugin could mix them up.
        key = (charter_id, tuple(values), promise.is_plugged and tuple(map(type, values)))
        found = self._questions.get(key)
        if found is None:
            names = (*ALWAYS_PRESENT, *(name for name, _ in promise.facts))
            facts = {
                name: value for name, value in zip(names, values, strict=True) if value is not None
            }
            if len(self._questions) >= REMEMBERED:
                self._questions.clear()
            found = self._questions[key] = Question(charter_id, facts)
        return found

    # --- verdicts ------------------------------------------------------------------------------

    def judge(
        self,
        line: MonthLine,
        asked: Asked,
        outcomes: Sequence[Outcome],
        sanctions: Mapping[SanctionKey, SanctionRecord],
    ) -> Judgement:
        """Turn the engine's answers into sanctions and what should stand in the ledger.

        Args:
            line: The line.
            asked: Its cases and its clock.
            outcomes: For each case the outcome.
            sanctions: The decisions so far on sanctions of the line.
        """
        is_over = asked.clock.state in OVER_STATES and UNDECIDED.isdisjoint(outcomes)
        targets = _charges(line, asked.parts)
        if Outcome.BROKEN not in outcomes:
            return Judgement(targets, is_over)
        judged = [
            _judged(line, case, outcome, is_trial=self.is_trial(case.charter, line))
            for case, outcome in zip(asked.cases, outcomes, strict=True)
        ]
        settlement = settle(line.price_cents, line.quantity, judged)
        given = {
            (credit.part, credit.clock_run, credit.charter_version_id): credit
            for credit in settlement.credits
        }
        attributions = {
            case.slot: bearer(case.charter, self.step_times(line, case), line.unit_id)
            for case, outcome in zip(asked.cases, outcomes, strict=True)
            if outcome is Outcome.BROKEN
        }
        proposals = [
            Proposal(
                SanctionKey(line.id, *slot),
                credit.cents,
                credit.points,
                attributions[slot].unit_id,
                line.calendar_version_id,
                attributions[slot].code,
            )
            for slot, credit in given.items()
            if not credit.is_trial and (credit.cents or credit.points)
        ]
        stands = {
            one.key: sanctions[one.key].proposed(one, self._rules)
            for one in proposals
            if one.key in sanctions
        }
        targets += [_sanction_target(line, one, stands.get(one.key)) for one in proposals]
        return Judgement(targets, is_over, proposals, settlement, given, attributions, stands)

    def step_times(self, line: MonthLine, case: Case) -> tuple[StepTime, ...]:
        """Return what each step took up to the breach on the charter's calendar."""
        process = self.process(line.process_version_id)
        if process is None or case.run is None:
            return ()
        return step_times(case.run, line.events, process.steps, line.unit_id)


def _charges(line: MonthLine, parts: Sequence[Part]) -> list[Target]:
    """Return a charge for every delivered part; the prices sum to the line's."""
    if not line.price_cents or line.cost_centre_id is None:
        return []
    if len(parts) == 1 and parts[0].quantity == line.quantity:
        prices: Sequence[int] = (line.price_cents,)
    else:
        rest = max(0, line.quantity - sum(part.quantity for part in parts))
        prices = split_by_weight(line.price_cents, [*(part.quantity for part in parts), rest])
    return [
        Target(
            part.number,
            1,
            0,
            EntryKind.CHARGE,
            (
                LedgerRow(AccountKind.COST_CENTRE, line.cost_centre_id, cents),
                LedgerRow(AccountKind.UNIT, line.unit_id, -cents),
            ),
        )
        for part, cents in zip(parts, prices, strict=False)
        if part.finished_at is not None and cents
    ]


def _parts(charter: Charter, line: MonthLine, run: Run) -> Sequence[Part]:
    """Return the parts of a run; a response is about the line as a whole."""
    if charter.guarantee.clock == SOLUTION:
        return run.parts(line.quantity)
    if run.state is ClockState.CANCELLED:
        return ()
    whole = Part(1, line.quantity, run.finished_at, run.is_kept, run.over_working, run.over_clock)
    return (whole,)


def _judged(line: MonthLine, case: Case, outcome: Outcome, *, is_trial: bool) -> Judged:
    """Return a case with its outcome, as the settlement takes it."""
    verdict = Verdict(
        line.id,
        case.part,
        case.clock_run,
        case.charter.id,
        outcome,
        case.quantity,
        case.due_at,
        case.finished_at,
        case.over_working if outcome in OVER else 0,
        case.over_clock if outcome in OVER else 0,
        case.question.facts,
    )
    return Judged(verdict, case.charter, is_trial)


SOLUTION = "solution"
REMEMBERED = 20_000
"""Different questions that are kept, to ask equal ones once."""
OVER = frozenset({Outcome.BROKEN, Outcome.EXCUSED})
UNDECIDED = frozenset({Outcome.RUNNING, Outcome.MANUAL})
OVER_STATES = frozenset({ClockState.FINISHED, ClockState.CANCELLED})

Source = Callable[[Judge, MonthLine, Run | None, Part | None], FactValue | None]


def _engine_number(value: int) -> int:
    return min(value, LARGEST_NUMBER)


def _minute(local: datetime) -> int:
    return local.hour * 60 + local.minute


SOURCES: Mapping[str, Source] = {
    "clock.run": lambda _, __, run, ___: run.number if run else None,
    "clock.over_working": lambda _, __, ___, part: (
        _engine_number(part.over_working) if part else None
    ),
    "clock.over_clock": lambda _, __, ___, part: _engine_number(part.over_clock) if part else None,
    "line.product": lambda judge, line, *_: judge.product(line.product_version_id).code,
    "line.variant": lambda _, line, *__: line.variant,
    "line.quantity": lambda _, line, *__: line.quantity,
    "line.price_cents": lambda _, line, *__: _engine_number(line.price_cents),
    "line.unit": lambda judge, line, *_: judge.units[line.unit_id],
    "line.department": lambda judge, line, *_: judge.departments.get(line.department_id or 0),
    "line.opened_weekday": lambda judge, line, *_: judge.local(line).weekday(),
    "line.opened_minute": lambda judge, line, *_: _minute(judge.local(line)),
    "part.number": lambda _, __, ___, part: part.number if part else None,
    "part.quantity": lambda _, __, ___, part: part.quantity if part else None,
    "ticket.channel": lambda _, line, *__: line.channel,
}
"""Where each fact of the core comes from; the others are the plugin's, pinned on the line."""


def _sanction_target(line: MonthLine, proposal: Proposal, decided: SanctionRecord | None) -> Target:
    """Return what should stand in the ledger for a sanction, decisions included."""
    key = proposal.key
    customer = LedgerRow(AccountKind.COST_CENTRE, line.cost_centre_id or NOBODY, -proposal.cents)
    by_charter = Target(
        key.part,
        key.clock_run,
        key.charter_version_id,
        EntryKind.SANCTION,
        (customer, LedgerRow(AccountKind.UNIT, proposal.bearer_id, proposal.cents)),
        proposal.points,
        proposal.bearer_id,
    )
    if decided is None or decided.state not in BORNE_ELSEWHERE:
        return by_charter
    bearer_id, account, points = 0, AccountKind.ORGANISATION, 0
    if decided.to_unit_id is not None:
        bearer_id, account, points = decided.to_unit_id, AccountKind.UNIT, proposal.points
    why = decided.standing.decided
    return by_charter._replace(
        rows=(customer, LedgerRow(account, bearer_id, proposal.cents)),
        points=points,
        bearer_id=bearer_id,
        origin=by_charter,
        reason=why.reason if why else "",
    )
