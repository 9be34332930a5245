"""Trying a charter on the past: each line's events are folded once, and only the draft is judged.

Decided by the reference evaluator behind the engine's gate, as `engine.check` does (rules-engine
page, Rules of the adapter): nothing is posted, so no second opinion is needed. Reads only.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from fmdesk.core.domain.charter import Charter, LimitSource, Outcome
from fmdesk.core.domain.charter_scope import is_in_scope
from fmdesk.core.domain.clock import Clock, fold, least_limit, under
from fmdesk.core.domain.errors import DomainError
from fmdesk.core.domain.facts import fact_types
from fmdesk.core.domain.instants import to_epoch
from fmdesk.core.domain.period import Month
from fmdesk.core.domain.permissions import Area
from fmdesk.core.domain.what_if import Curve, WhatIf, WhatIfQuestion
from fmdesk.core.ports import Door, MonthLine, PluginGateway, Progress, RuleEngine, UnitOfWork
from fmdesk.core.services.control import PIECE, collector_paused
from fmdesk.core.services.judging import Asked, Case, Judge, Promise
from fmdesk.core.services.what_if_tally import Tallies

BEFORE, AFTER = 1, 2
"""Places of the two charters after the highest number of a stored version."""


class TrialJudge(Judge):
    """Judges with charters that are not stored, and folds each line's events once per clock."""

    def __init__(self, work: UnitOfWork, as_of: datetime, tried: Sequence[Charter]) -> None:
        super().__init__(work, as_of)
        self._charters |= {one.id: one for one in tried}
        self._line = 0
        self._folded: dict[tuple[str, bool], Clock] = {}

    def fold(self, line: MonthLine, promise: Promise, given: datetime | None) -> Clock:
        """Return the clock of a charter on a line, from events that were read once."""
        if given is not None or promise.limit is None:
            return super().fold(line, promise, given)
        if line.id != self._line:
            self._line, self._folded = line.id, {}
        key = (promise.clock, promise.is_new_run)
        if key not in self._folded:
            self._folded[key] = fold(
                line.events,
                self._always,
                None,
                name=promise.clock,
                as_of=self._as_of,
                new_run_on_reopen=promise.is_new_run,
            )
        return under(self._folded[key], self.calendar(promise.charter, line), promise.limit)


@dataclass(frozen=True, slots=True)
class WhatIfs:
    """The use case.

    Attributes:
        door: The one door; only read through.
        plugins: Declare facts.
        engine: Its gate and its reference evaluator decide.
    """

    door: Door
    plugins: PluginGateway
    engine: RuleEngine

    def run(self, question: WhatIfQuestion, progress: Progress) -> WhatIf:
        """Try a charter on some months; nothing is written.

        Args:
            question: What is tried, and on which months.
            progress: Told how far it is; may ask to stop.

        Raises:
            NotAllowedError: `access.area`.
            InvalidInputError: `month.format`, or what the engine refuses of the charter.
            DomainError: `job.cancelled`.
        """
        with self.door.read(Area.MONTH) as work, collector_paused():
            run = _Run(work, self.engine, question)
            self.engine.load(run.charters, fact_types(self.plugins.fact_types()))
            run.go(progress)
            return run.answer()


@dataclass(slots=True)
class _Run:
    """One trial while it goes on."""

    work: UnitOfWork
    engine: RuleEngine
    question: WhatIfQuestion
    before: Charter | None = field(init=False)
    after: Charter = field(init=False)
    charters: tuple[Charter, ...] = field(init=False)
    judge: TrialJudge = field(init=False)
    tallies: Tallies = field(init=False)
    needed: Counter[int] = field(default_factory=Counter)
    judged: int = 0
    lines: int = 0
    _scope: dict[tuple[int, int], bool] = field(default_factory=dict)
    _places: list[tuple[int, Charter]] = field(init=False)
    _parents: Mapping[str, str] = field(init=False)
    _same: frozenset[int] = field(init=False)

    def __post_init__(self) -> None:
        work, question = self.work, self.question
        stored = work.catalog.charters()
        top = max((one.id for one in stored), default=0)
        base = question.base_version_id
        found = None if base is None else work.catalog.charter_version(base)
        self.before = found and replace(found, id=top + BEFORE, trial_until=None)
        self.after = replace(question.charter, id=top + AFTER, trial_until=None)
        tried = tuple(one for one in (self.before, self.after) if one is not None)
        self.charters = (*stored, *tried)
        both = ((BEFORE, self.before), (AFTER, self.after))
        self._places = [(place, one) for place, one in both if one is not None]
        self.judge = TrialJudge(work, work.now, tried)
        clusters = work.catalog.clusters()
        codes = {one.id: one.code for one in clusters}
        self._parents = {one.code: codes.get(one.parent_id or 0, "") for one in clusters}
        gone = {self.after.code} | ({self.before.code} if self.before else set())
        self._same = frozenset(one.id for one in stored if one.code in gone)
        self.tallies = Tallies(work)

    # --- lines ---------------------------------------------------------------------------------

    def go(self, progress: Progress) -> None:
        """Look at every line of the months."""
        store, now = self.work.months, self.work.now
        months = list(_months(self.question))
        total = sum(store.count(month, now, with_earlier=False) for month in months)
        done = 0
        progress.report(done, total)
        for month in months:
            for lines in store.lines(month, now, with_earlier=False, size=PIECE):
                self._look(str(month), lines)
                done += len(lines)
                if progress.is_cancelled():
                    raise DomainError("job.cancelled")
                progress.report(done, total)

    def _look(self, month: str, lines: Sequence[MonthLine]) -> None:
        asked: list[tuple[MonthLine, Asked]] = []
        for line in lines:
            wanted = self._tried(line)
            if wanted:
                asked.append((line, self.judge.ask(line, wanted)))
        self.lines += len(asked)
        answers = self._answers([case for _line, one in asked for case in one.cases])
        for line, one in asked:
            outcomes = [answers[id(case.question)] for case in one.cases]
            sides = self._sides(line, one, outcomes)
            self.tallies.add(month, line, sides, self._finished(one))
            if self.after.guarantee.source is LimitSource.OWN:
                self._need(one, outcomes)

    def _tried(self, line: MonthLine) -> tuple[int, ...]:
        return tuple([one.id for _place, one in self._places if self._is_in(one, line)])

    def _is_in(self, charter: Charter, line: MonthLine) -> bool:
        key = (charter.id, line.product_version_id)
        if key not in self._scope:
            product = self.judge.product(line.product_version_id)
            self._scope[key] = is_in_scope(charter, product.code, product.cluster, self._parents)
        return self._scope[key]

    def _answers(self, cases: Sequence[Case]) -> dict[int, Outcome]:
        """Return the outcome of each question, by identity; equal ones are asked once."""
        different = {id(case.question): case.question for case in cases}
        return dict(zip(different, self.engine.check(list(different.values())), strict=True))

    def _sides(
        self, line: MonthLine, asked: Asked, outcomes: Sequence[Outcome]
    ) -> dict[int, tuple[list[Outcome], int, int]]:
        """Return verdicts, cents and points under each of the two charters."""
        by_charter: dict[int, list[Outcome]] = {}
        for case, outcome in zip(asked.cases, outcomes, strict=True):
            by_charter.setdefault(case.charter.id, []).append(outcome)
        found: dict[int, tuple[list[Outcome], int, int]] = {}
        for place, charter in self._places:
            mine, cents, points = by_charter.get(charter.id, []), 0, 0
            if Outcome.BROKEN in mine:
                cents, points = self._credit(line, charter)
            found[place] = (mine, cents, points)
        return found

    def _credit(self, line: MonthLine, charter: Charter) -> tuple[int, int]:
        """Return cents and points that a charter gives beside the others of the line."""
        others = (one for one in line.charter_version_ids if one not in self._same)
        trial = line._replace(charter_version_ids=(*others, charter.id))
        asked = self.judge.ask(trial)
        answers = self._answers(asked.cases)
        outcomes = [answers[id(case.question)] for case in asked.cases]
        judgement = self.judge.judge(trial, asked, outcomes, {})
        mine = [one for one in judgement.credits.values() if one.charter_version_id == charter.id]
        return sum(one.cents for one in mine), sum(one.points for one in mine)

    @staticmethod
    def _finished(asked: Asked) -> datetime | None:
        return max((part.finished_at for part in asked.parts if part.finished_at), default=None)

    def _need(self, asked: Asked, outcomes: Sequence[Outcome]) -> None:
        """Count which limit each verdict of the draft needed."""
        limit = self.after.guarantee.limit
        for case, outcome in zip(asked.cases, outcomes, strict=True):
            if case.charter.id != self.after.id or outcome not in _COUNTED:
                continue
            self.judged += 1
            if case.finished_at is not None and case.run is not None and limit is not None:
                finished = to_epoch(case.finished_at)
                self.needed[least_limit(case.run, finished, case.run.calendar, limit)] += 1

    def answer(self) -> WhatIf:
        """Return what was found."""
        limit, curve = self.after.guarantee.limit, None
        if self.after.guarantee.source is LimitSource.OWN and limit is not None:
            needed = dict(sorted(self.needed.items()))
            curve = Curve(limit.unit, needed, self.judged, limit.n)
        total, rows = self.tallies.rows()
        changed, count = self.tallies.changed()
        return WhatIf(self.question, self.lines, total, rows, changed, count, curve, self.work.now)


def _months(question: WhatIfQuestion) -> Iterator[Month]:
    month, last = Month.parse(question.first), Month.parse(question.last)
    while month <= last:
        yield month
        month = month.shift(1)


_COUNTED = frozenset((Outcome.KEPT, Outcome.BROKEN))
