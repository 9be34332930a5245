"""Judging one line: which questions it puts to the engine, and what the answers cost.

The same code serves the month's control and the page that explains a line, so that both always
say the same.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from fmdesk.core.domain.attribution import Attribution, StepTime, bearer
from fmdesk.core.domain.calendar import Calendar, Limit
from fmdesk.core.domain.catalog import ProductVersion
from fmdesk.core.domain.charter import Charter, FactValue, LimitSource, Outcome, Verdict
from fmdesk.core.domain.clock import Clock, fold
from fmdesk.core.domain.clockrun import ClockState, Part, Run
from fmdesk.core.domain.facts import FINISHED, HAS_GUARANTEE, PAST_DUE
from fmdesk.core.domain.ledger import AccountKind, EntryKind, LedgerRow
from fmdesk.core.domain.money import split_by_weight
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
    StoredVerdict,
    UnitOfWork,
)
from fmdesk.core.services.pinning import lead_time

RESPONSE = "response"
SECONDS_MOST = 2**31 - 1
"""The engine takes whole numbers below 2^31; more than 68 years over due is as good as that."""


NOTHING_ASKED = Question(0, {})


@dataclass(frozen=True, slots=True)
class Case:
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
    question: Question = NOTHING_ASKED

    @property
    def clock_run(self) -> int:
        """Number of the run."""
        return self.run.number if self.run else 1


@dataclass(frozen=True, slots=True)
class Judgement:
    """What became of one line.

    Attributes:
        verdicts: Every verdict with what it costs.
        proposals: Sanctions to propose.
        targets: What should stand in the ledger.
        settlement: How the credits came about.
        attributions: Who bears a broken verdict, by part, run and charter version.
        is_over: Finished or cancelled, with every verdict decided: nothing can change any more
            unless somebody records something.
    """

    verdicts: tuple[StoredVerdict, ...]
    proposals: tuple[Proposal, ...] = ()
    targets: tuple[Target, ...] = ()
    settlement: Settlement = field(default_factory=Settlement)
    attributions: Mapping[tuple[int, int, int], Attribution] = field(default_factory=dict)
    is_over: bool = False


class Judge:
    """Judges lines in one unit of work; keeps the pinned versions that it has looked up.

    Args:
        work: The unit of work to read from.
        as_of: The instant for which clocks are folded.
    """

    def __init__(self, work: UnitOfWork, as_of: datetime) -> None:
        self._catalog = work.catalog
        self._zone = ZoneInfo(work.zone)
        self._always = Calendar.always(work.zone)
        self._as_of = as_of
        units = work.people.units()
        self._units = {unit.id: unit.code for unit in units}
        self._front = next((unit.id for unit in units if unit.is_front_office), None)
        self._departments = {item.id: item.code for item in work.people.departments()}
        self._charters: dict[int, Charter] = {}
        self._products: dict[int, ProductVersion] = {}
        self._processes: dict[int, ProcessVersion] = {}
        self._pinned: dict[int, Calendar] = {}
        self._by_code: dict[tuple[str, date], Calendar] = {}
        self._fact_names: dict[int, tuple[str, ...]] = {}

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
        return line.opened_at.astimezone(self._zone).date()

    def limit(self, charter: Charter, line: MonthLine) -> Limit | None:
        """Return the limit of a guarantee for a line; None for a given due time or none."""
        match charter.guarantee.source:
            case LimitSource.OWN:
                return charter.guarantee.limit
            case LimitSource.PRODUCT:
                return lead_time(self.product(line.product_version_id), line.variant)
        return None

    # --- questions -----------------------------------------------------------------------------

    def cases(self, line: MonthLine) -> list[Case]:
        """Return every case of a line, by charter, run and part."""
        found: list[Case] = []
        clocks: dict[tuple[object, ...], Clock] = {}
        for version_id in line.charter_version_ids:
            charter = self.charter(version_id)
            limit = self.limit(charter, line)
            is_given = charter.guarantee.source is LimitSource.GIVEN
            given = line.due_given if is_given else None
            if limit is None and given is None:
                question = Question(version_id, self._facts(line, charter, None, None))
                quantity = line.quantity
                found.append(Case(charter, None, 1, quantity, None, None, 0, 0, question))
                continue
            calendar = self.calendar(charter, line)
            key = (charter.guarantee.clock, id(calendar), limit, given, charter.new_run_on_reopen)
            clock = clocks.get(key)
            if clock is None:
                clock = clocks[key] = fold(
                    line.events,
                    calendar,
                    limit,
                    name=charter.guarantee.clock,
                    as_of=self._as_of,
                    due_given=given,
                    new_run_on_reopen=charter.new_run_on_reopen,
                )
            for run in clock.runs:
                self._add_cases(found, line, charter, run)
        return found

    def _add_cases(self, found: list[Case], line: MonthLine, charter: Charter, run: Run) -> None:
        due_at = run.due_at
        for part in _parts(charter, line, run):
            case = Case(
                charter,
                run,
                part.number,
                part.quantity,
                due_at,
                part.finished_at,
                part.over_working,
                part.over_clock,
            )
            facts = self._facts(line, charter, case, part.is_kept)
            found.append(replace(case, question=Question(charter.id, facts)))

    def _facts(
        self, line: MonthLine, charter: Charter, case: Case | None, is_kept: bool | None
    ) -> dict[str, FactValue]:
        """Return the facts that the charter asks for, and those of every question."""
        facts: dict[str, FactValue] = {
            HAS_GUARANTEE: case is not None,
            PAST_DUE: is_kept is False,
            FINISHED: case is not None and case.finished_at is not None,
        }
        names = self._fact_names.get(charter.id)
        if names is None:
            items = (*charter.applies_when.items, *charter.except_when.items)
            names = tuple(sorted({item.fact for item in items} - facts.keys()))
            self._fact_names[charter.id] = names
        for name in names:
            source = SOURCES.get(name)
            value = line.facts.get(name) if source is None else source(self, line, case)
            if value is not None:
                facts[name] = value
        return facts

    # --- verdicts ------------------------------------------------------------------------------

    def judge(
        self,
        line: MonthLine,
        cases: Sequence[Case],
        outcomes: Sequence[tuple[Outcome, bool]],
        sanctions: Mapping[SanctionKey, SanctionRecord],
    ) -> Judgement:
        """Turn the engine's answers into verdicts, sanctions and what should stand in the ledger.

        Args:
            line: The line.
            cases: Its cases.
            outcomes: For each case the outcome, and whether the check disagrees with it.
            sanctions: The decisions so far on sanctions of the line.
        """
        opened = self.opened_on(line)
        judged = [
            Judged(
                Verdict(
                    line.id, case.part, case.clock_run, case.charter.id, outcome, case.quantity,
                    case.due_at, case.finished_at,
                    case.over_working if outcome in OVER else 0,
                    case.over_clock if outcome in OVER else 0,
                    case.question.facts,
                ),
                case.charter,
                case.charter.is_trial_on(opened),
            )
            for case, (outcome, _) in zip(cases, outcomes, strict=True)
        ]  # fmt: skip
        has_broken = any(outcome is Outcome.BROKEN for outcome, _ in outcomes)
        settlement = settle(line.price_cents, line.quantity, judged) if has_broken else Settlement()
        given = {
            (credit.part, credit.clock_run, credit.charter_version_id): credit
            for credit in settlement.credits
        }
        attributions = {
            (case.part, case.clock_run, case.charter.id): self._attribute(line, case)
            for case, (outcome, _) in zip(cases, outcomes, strict=True)
            if outcome is Outcome.BROKEN
        }
        verdicts: list[StoredVerdict] = []
        proposals: list[Proposal] = []
        targets = self._charges(line)
        for item, (_, is_quarantined) in zip(judged, outcomes, strict=True):
            verdict = item.verdict
            slot = (verdict.part, verdict.clock_run, verdict.charter_version_id)
            credit = given.get(slot)
            attribution = attributions.get(slot)
            verdicts.append(
                StoredVerdict(
                    verdict,
                    line.is_own,
                    line.unit_id,
                    line.department_id,
                    line.product_version_id,
                    credit.cents if credit else 0,
                    credit.full_cents if credit else 0,
                    credit.points if credit else 0,
                    attribution.unit_id if attribution else None,
                    item.is_trial,
                    is_quarantined,
                )
            )
            if credit and attribution and not item.is_trial and (credit.cents or credit.points):
                key = SanctionKey(line.id, *slot)
                proposals.append(Proposal(key, credit.cents, credit.points, attribution.unit_id))
                targets.append(_sanction_target(line, proposals[-1], sanctions.get(key)))
        is_decided = all(outcome not in UNDECIDED for outcome, _ in outcomes)
        return Judgement(
            tuple(verdicts),
            tuple(proposals),
            tuple(targets),
            settlement,
            attributions,
            is_over=is_decided and self._is_over(line),
        )

    def step_times(self, line: MonthLine, case: Case) -> tuple[StepTime, ...]:
        """Return what each step took up to the breach on the charter's calendar."""
        process = self.process(line.process_version_id)
        if process is None or case.run is None:
            return ()
        return step_times(case.run, line.events, process.steps, line.unit_id)

    def _attribute(self, line: MonthLine, case: Case) -> Attribution:
        return bearer(case.charter, self.step_times(line, case), line.unit_id)

    def _main_run(self, line: MonthLine) -> Run | None:
        """Return the first run of the work itself, for its deliveries and its end."""
        runs = fold(line.events, self._always, None, as_of=self._as_of).runs
        return runs[0] if runs else None

    def _is_over(self, line: MonthLine) -> bool:
        clock = fold(line.events, self._always, None, as_of=self._as_of)
        return clock.state in (ClockState.FINISHED, ClockState.CANCELLED)

    def _charges(self, line: MonthLine) -> list[Target]:
        """Return a charge for every delivered part; the prices sum to the line's."""
        run = self._main_run(line) if line.price_cents and line.cost_centre_id else None
        if run is None or line.cost_centre_id is None:
            return []
        parts = run.parts(line.quantity)
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
    if charter.guarantee.clock != RESPONSE:
        return run.parts(line.quantity)
    if run.state is ClockState.CANCELLED:
        return ()
    whole = Part(1, line.quantity, run.finished_at, run.is_kept, run.over_working, run.over_clock)
    return (whole,)


OVER = frozenset({Outcome.BROKEN, Outcome.EXCUSED})
UNDECIDED = frozenset({Outcome.RUNNING, Outcome.MANUAL})

Source = Callable[[Judge, MonthLine, Case | None], FactValue | None]


def _local(judge: Judge, line: MonthLine) -> datetime:
    return line.opened_at.astimezone(judge._zone)  # noqa: SLF001  # the table below is the judge's


SOURCES: Mapping[str, Source] = {
    "clock.run": lambda _, __, case: case.clock_run if case else None,
    "clock.over_working": lambda _, __, case: (
        min(case.over_working, SECONDS_MOST) if case else None
    ),
    "clock.over_clock": lambda _, __, case: min(case.over_clock, SECONDS_MOST) if case else None,
    "line.product": lambda judge, line, _: judge.product(line.product_version_id).code,
    "line.variant": lambda _, line, __: line.variant,
    "line.quantity": lambda _, line, __: line.quantity,
    "line.price_cents": lambda _, line, __: min(line.price_cents, SECONDS_MOST),
    "line.unit": lambda judge, line, _: judge._units[line.unit_id],  # noqa: SLF001
    "line.department": lambda judge, line, _: judge._departments.get(line.department_id or 0),  # noqa: SLF001
    "line.opened_weekday": lambda judge, line, _: _local(judge, line).weekday(),
    "line.opened_minute": lambda judge, line, _: (
        _local(judge, line).hour * 60 + _local(judge, line).minute
    ),
    "part.number": lambda _, __, case: case.part if case else None,
    "part.quantity": lambda _, __, case: case.quantity if case else None,
    "ticket.channel": lambda _, line, __: line.channel,
}
"""Where each fact of the core comes from; the others are the plugin's, pinned on the line."""


def _sanction_target(line: MonthLine, proposal: Proposal, decided: SanctionRecord | None) -> Target:
    """Return what should stand in the ledger for a sanction, decisions included."""
    bearer_id, account = proposal.bearer_id, AccountKind.UNIT
    points = proposal.points
    if decided is not None and decided.state == "moved" and decided.to_unit_id is not None:
        bearer_id = decided.to_unit_id
    elif decided is not None and decided.state == "waived":
        bearer_id, account, points = 0, AccountKind.ORGANISATION, 0
    customer = (
        LedgerRow(AccountKind.COST_CENTRE, line.cost_centre_id, -proposal.cents)
        if line.cost_centre_id is not None
        else LedgerRow(AccountKind.ORGANISATION, 0, -proposal.cents)
    )
    key = proposal.key
    return Target(
        key.part,
        key.clock_run,
        key.charter_version_id,
        EntryKind.SANCTION,
        (customer, LedgerRow(account, bearer_id, proposal.cents)),
        points,
        bearer_id,
    )
