"""Why a line is judged as it is: to the second, to the clause and to the cent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from fmdesk.core.domain.attribution import StepTime
from fmdesk.core.domain.calendar import Limit, LimitUnit, TimeOfDay
from fmdesk.core.domain.charter import Charter, Outcome, SanctionKind
from fmdesk.core.domain.clock import last_agreement
from fmdesk.core.domain.facts import fact_types
from fmdesk.core.domain.month_progress import Ruling
from fmdesk.core.domain.settlement import Term
from fmdesk.core.domain.views import IntervalView, StepTimeView, Why, WhyVerdict
from fmdesk.core.ports import (
    Door,
    MonthLine,
    PluginGateway,
    RuleEngine,
    SanctionKey,
    SanctionRecord,
    UnitOfWork,
)
from fmdesk.core.services.bearer_words import bearer_words
from fmdesk.core.services.judging import OVER, Case, Judge, Judgement
from fmdesk.core.services.quarantine import checked, digest_of
from fmdesk.core.services.queries import Queries
from fmdesk.core.services.whys_conditions import APPLIES, EXCEPTED, ConditionWords, heading
from fmdesk.i18n import (
    N_,
    _,
    duration,
    money,
    ngettext,
    number,
    percent,
    stamp,
    using_language,
)

FORMULAS: Mapping[SanctionKind, str] = {
    SanctionKind.NOT_CHARGED: N_("{pieces} worth {part} not charged: {full}"),
    SanctionKind.PERCENTAGE: N_("{share} of {part} for {pieces}: {full}"),
    SanctionKind.FIXED: N_("A fixed amount of {full}"),
    SanctionKind.STEPPED: N_(
        "Over by {rounded}: {steps} of at most {most} steps of {step};"
        " {weight} × ({base} + {steps} × {per_step}) = {full}"
    ),
    SanctionKind.POINTS: N_("{points} points"),
}
REDUCTIONS: Mapping[str, str] = {
    "cap": N_("cut to {given} by the charter's own cap"),
    "collision": N_("{given} remains, since another charter gives more for the same"),
    "price": N_("cut to {given}, so that all sanctions together stay within the price of {price}"),
}
DECIDED: Mapping[str, str] = {
    "moved": N_("moved to it by a decision on an objection"),
    "waived": N_("waived by a decision: no unit bears it"),
}


@dataclass(frozen=True, slots=True)
class Whys:
    """Explains lines.

    Attributes:
        door: For reading.
        engine: Judges the line's questions one by one.
        queries: Gives the line as its page shows it.
        plugins: Declares the facts.
    """

    door: Door
    engine: RuleEngine
    queries: Queries
    plugins: PluginGateway

    def explain(self, line_id: int, language: str) -> Why:
        """Explain every verdict of a line as it stands now.

        Args:
            line_id: The line.
            language: `nl` or `en`.

        Raises:
            NotFoundError: `line.unknown`.
        """
        with using_language(language):
            line_view = self.queries.line(line_id, language)
            with self.door.read() as work:
                verdicts, as_of = self._verdicts(work, line_id, language), work.now
        return Why(line_view, verdicts, as_of)

    def explain_number(self, number: str, language: str) -> Why:
        """Explain the line with a number such as `M000123.1`.

        Raises:
            NotFoundError: `line.unknown`.
        """
        with self.door.read() as work:
            line_id = work.tickets.line_id_by_number(number)
        return self.explain(line_id, language)

    def _verdicts(self, work: UnitOfWork, line_id: int, language: str) -> tuple[WhyVerdict, ...]:
        self.engine.load(work.catalog.charters(), fact_types(self.plugins.fact_types()))
        line = work.months.line(line_id)
        judge = Judge(work, work.now)
        asked = judge.ask(line)
        rulings = self._ruled(work, line_id, asked.cases)
        outcomes = [outcome for outcome, _ruling in rulings]
        sanctions = work.months.sanctions([line_id])
        judgement = judge.judge(line, asked, outcomes, sanctions)
        units = {unit.id: unit.name for unit in work.people.units()}
        words = ConditionWords(work, self.plugins.facts(), language)
        context = _Context(
            judge, line, judgement, sanctions, units, language, words, work.now, work.zone
        )
        return tuple(
            self._verdict(context, case, *ruled)
            for case, ruled in zip(asked.cases, rulings, strict=True)
        )

    def _ruled(
        self, work: UnitOfWork, line_id: int, cases: Sequence[Case]
    ) -> list[tuple[Outcome, Ruling | None]]:
        """Return what each case is, as the control has it, and what a person decided of it."""
        questions = [case.question for case in cases]
        answers = [one for batch in self.engine.decide([questions]) for one in batch]
        said = work.months.rulings_of(line_id)
        ruled: list[tuple[Outcome, Ruling | None]] = []
        for case, outcome in zip(cases, checked(self.engine, questions, answers), strict=True):
            key = SanctionKey(line_id, *case.slot)
            ruling = (
                said.get((key, digest_of(case.question.facts)))
                if outcome is Outcome.MANUAL
                else None
            )
            ruled.append((ruling.outcome if ruling else outcome, ruling))
        return ruled

    def _verdict(
        self, context: "_Context", case: Case, outcome: Outcome, ruling: Ruling | None
    ) -> WhyVerdict:
        charter, run = case.charter, case.run
        credit = context.judgement.credits.get(case.slot)
        explained = self.engine.explain(case.question)
        bearer, reason = context.bearer(case)
        limit = context.judge.limit(charter, context.line)
        return WhyVerdict(
            charter_code=charter.code,
            charter_name=charter.name_nl if context.language == "nl" else charter.name_en,
            charter_version=charter.version,
            promise=charter.promise_nl if context.language == "nl" else charter.promise_en,
            part=case.part,
            clock_run=case.clock_run,
            quantity=case.quantity,
            outcome=outcome,
            is_trial=context.judge.is_trial(charter, context.line),
            limit=limit_words(limit) if limit else context.agreement(),
            calendar=charter.guarantee.calendar or context.pinned_code,
            started_at=run.started_at if run else context.line.opened_at,
            due_at=case.due_at,
            finished_at=case.finished_at,
            elapsed=_elapsed(case),
            over_working=case.over_working if outcome in OVER else 0,
            over_clock=case.over_clock if outcome in OVER else 0,
            intervals=_intervals(case),
            conditions=context.words.say(
                charter.applies_when.items, explained.conditions, case.question.facts
            ),
            exceptions=context.words.say(
                charter.except_when.items, explained.exceptions, case.question.facts
            ),
            facts=case.question.facts,
            cents=credit.cents if credit else 0,
            points=credit.points if credit else 0,
            arithmetic=context.arithmetic(case),
            bearer=bearer,
            bearer_reason=reason,
            step_times=context.step_times(case),
            engine=self.engine.name,
            applies_when=heading(APPLIES, charter.applies_when),
            except_when=heading(EXCEPTED, charter.except_when),
            ruling=ruling,
        )


@dataclass(frozen=True, slots=True)
class _Context:
    """What all verdicts of one line share."""

    judge: Judge
    line: MonthLine
    judgement: Judgement
    sanctions: Mapping[SanctionKey, SanctionRecord]
    units: Mapping[int, str]
    language: str
    words: ConditionWords
    now: datetime
    zone: str

    @property
    def pinned_code(self) -> str:
        """Code of the calendar pinned at intake."""
        level = self.line.level_id
        agreed = self.judge.level(level).calendar if level is not None else ""
        return agreed or self.judge.product(self.line.product_version_id).calendar

    def bearer(self, case: Case) -> tuple[str, str]:
        """Return who bears the sanction of a case, and why; empty when it is not broken."""
        slot = case.slot
        attribution = self.judgement.attributions.get(slot)
        if attribution is None:
            return "", ""
        record = self.sanctions.get(SanctionKey(self.line.id, *slot))
        if record is not None and record.state in DECIDED:
            unit_id = record.to_unit_id
            return self.units.get(unit_id or 0, ""), _(DECIDED[record.state])
        return self.units[attribution.unit_id], bearer_words(attribution.code)

    def agreement(self) -> str:
        """Return how a due time came about that no limit gives."""
        moved = last_agreement(self.line.events, self.now)
        if moved is not None:
            at = stamp(moved.at, self.zone)
            who = {"at": at, "actor": moved.actor or _("Unknown"), "reason": moved.reason}
            return _("as agreed on {at} by {actor}: {reason}").format(**who)
        if self.judge.product(self.line.product_version_id).plugin:
            return _("as agreed at the order")
        return _("as given by the source")

    def arithmetic(self, case: Case) -> str:
        """Return the formula of a case's credit with its numbers."""
        for term in self.judgement.settlement.terms:
            credit = term.credit
            slot = (credit.part, credit.clock_run, credit.charter_version_id)
            if slot == case.slot:
                return arithmetic(term, case.charter)
        return ""

    def step_times(self, case: Case) -> tuple[StepTimeView, ...]:
        """Return what each step took, for a broken case."""
        if case.slot not in self.judgement.attributions:
            return ()
        process = self.judge.process(self.line.process_version_id)
        names = {
            step.position: step.name_nl if self.language == "nl" else step.name_en
            for step in (process.steps if process else ())
        }
        return tuple(
            _step_view(time, names, self.units) for time in self.judge.step_times(self.line, case)
        )


def limit_words(limit: Limit) -> str:
    """Return a limit in words, its unit always named."""
    words = {
        LimitUnit.CLOCK_HOURS: ngettext("{n} clock hour", "{n} clock hours", limit.n),
        LimitUnit.WORKING_HOURS: ngettext("{n} working hour", "{n} working hours", limit.n),
        LimitUnit.WORKING_DAYS: ngettext("{n} working day", "{n} working days", limit.n),
        LimitUnit.CALENDAR_DAYS: ngettext("{n} calendar day", "{n} calendar days", limit.n),
    }[limit.unit].format(n=limit.n)
    if limit.is_in_days and limit.time_of_day is TimeOfDay.CLOSE:
        return _("{limit}, until closing time").format(limit=words)
    return words


def arithmetic(term: Term, charter: Charter) -> str:
    """Return how a credit came about, in words and numbers.

    Args:
        term: The formula with its numbers.
        charter: Its charter.
    """
    numbers = term.numbers
    credit = term.credit
    pieces = numbers.get("pieces", 0)
    text = _(FORMULAS[term.kind]).format(
        pieces=ngettext("{n} piece", "{n} pieces", pieces).format(n=number(pieces)),
        part=money(numbers.get("part_cents", 0)),
        share=percent(charter.sanction.basis_points, 10_000),
        full=money(credit.full_cents),
        rounded=duration(numbers.get("rounded_seconds", 0)),
        steps=numbers.get("steps", 0),
        most=numbers.get("max_steps", 0),
        step=duration(charter.sanction.step_seconds),
        weight=charter.sanction.weight,
        base=money(charter.sanction.base_cents),
        per_step=money(charter.sanction.per_step_cents),
        points=credit.points,
    )
    if credit.reduced_by:
        cut = _(REDUCTIONS[credit.reduced_by]).format(
            given=money(credit.cents), price=money(numbers.get("price_cents", 0))
        )
        text = f"{text}; {cut}"
    return text


def _step_view(time: StepTime, names: Mapping[int, str], units: Mapping[int, str]) -> StepTimeView:
    return StepTimeView(
        position=time.position,
        name=names.get(time.position, str(time.position)),
        unit=units.get(time.unit_id, ""),
        seconds=time.seconds,
        target_seconds=time.target_seconds,
        overrun_seconds=time.overrun,
    )


def _intervals(case: Case) -> tuple[IntervalView, ...]:
    if case.run is None:
        return ()
    return tuple(
        IntervalView(
            start=interval.start,
            end=interval.end,
            is_counted=interval.is_counted,
            seconds=interval.seconds,
            reason=interval.reason.kind.value,
            text=", ".join(filter(None, (interval.reason.text, interval.reason.by))),
        )
        for interval in case.run.explain(case.finished_at)
    )


def _elapsed(case: Case) -> int:
    return sum(interval.seconds for interval in _intervals(case))
