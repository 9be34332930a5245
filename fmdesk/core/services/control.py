"""One control run: every line of a month judged, checked and added up.

Reads the lines in pieces and asks the engine while it reads on; every answer is checked with the
reference evaluator. What is found stands in a file of its own until it is stored, so that memory
stays bounded and the desk is never held up.
"""

import pickle
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import IO

from fmdesk.core.domain import canonical
from fmdesk.core.domain.charter import Outcome
from fmdesk.core.domain.errors import DomainError, NotFoundError
from fmdesk.core.domain.ledger import EntryKind, JournalEntry
from fmdesk.core.domain.period import Month, Period, PeriodState
from fmdesk.core.domain.posting import plan
from fmdesk.core.domain.views import BrokenLine, MonthFigures
from fmdesk.core.ports import (
    MonthLine,
    Progress,
    Proposal,
    Question,
    RuleEngine,
    SanctionKey,
    SanctionRecord,
    StoredVerdict,
    UnitOfWork,
)
from fmdesk.core.services.figures import Gatherer, Names, trend
from fmdesk.core.services.judging import Case, Judge, Judgement

PIECE = 2000
"""Lines read, judged and written together."""
NORM = 9500


@dataclass(slots=True)
class Findings:
    """What a control run found; the bulk of it stands in a file of its own."""

    month: Month
    as_of: datetime
    figures: MonthFigures
    spool: IO[bytes]
    lines: int = 0
    verdicts: int = 0

    def pieces(self) -> "Iterator[Piece]":
        """Read the pieces back in order."""
        self.spool.seek(0)
        while True:
            try:
                yield pickle.load(self.spool)  # noqa: S301  # our own file, never anybody else's
            except EOFError:
                return


@dataclass(frozen=True, slots=True)
class Piece:
    """The findings on some lines."""

    verdicts: tuple[StoredVerdict, ...]
    proposals: tuple[Proposal, ...]
    entries: tuple[JournalEntry, ...]
    settled: tuple[tuple[int, int], ...]


def stored_figures(work: UnitOfWork, month: Month) -> MonthFigures:
    """Return the figures of a month: the frozen ones, else those of the last draft.

    Raises:
        NotFoundError: `month.no_figures` when it was never controlled.
    """
    period = last_closed(work, month)
    if period is not None:
        content = work.periods.figures(month, period.revision)
    else:
        run = work.months.run(month)
        content = run.figures if run else b""
    if not content:
        raise NotFoundError("month.no_figures", month=str(month))
    return canonical.loads(MonthFigures, content.decode())


def last_closed(work: UnitOfWork, month: Month) -> Period | None:
    """Return the newest revision when it is closed, else None."""
    period = work.periods.period(month)
    return period if period.state is PeriodState.CLOSED else None


@dataclass(slots=True)
class _Pending:
    """Some lines whose questions are with the engine."""

    lines: Sequence[MonthLine]
    cases: list[list[Case]]
    entries: Mapping[int, Sequence[JournalEntry]]
    sanctions: Mapping[SanctionKey, SanctionRecord]


@dataclass(slots=True)
class Run:
    """One control run while it goes on."""

    work: UnitOfWork
    engine: RuleEngine
    month: Month
    as_of: datetime
    spool: IO[bytes]
    judge: Judge = field(init=False)
    gatherer: Gatherer = field(init=False)
    pending: deque[_Pending] = field(default_factory=deque)
    verdicts: int = 0
    quarantined: int = 0

    def __post_init__(self) -> None:
        self.judge = Judge(self.work, self.as_of)
        self.gatherer = Gatherer(_names(self.work, self.judge))

    def go(self, progress: Progress) -> tuple[int, int]:
        """Judge every line; returns the number of lines and of verdicts."""
        with_earlier = self._takes_earlier()
        total = self.work.months.count(self.month, self.as_of, with_earlier=with_earlier)
        done = 0
        progress.report(0, total)
        for outcomes in self.engine.decide(self._questions(with_earlier=with_earlier)):
            done += self._finish(self.pending.popleft(), outcomes)
            if progress.is_cancelled():
                raise DomainError("job.cancelled")
            progress.report(done, total)
        return done, self.verdicts

    def _takes_earlier(self) -> bool:
        """Earlier lines are taken once, by the first open month after the closed ones."""
        periods = self.work.periods.periods()
        closed = {period.month for period in periods if period.state is PeriodState.CLOSED}
        earlier = (Month.parse(month) for month in self.work.months.opened())
        return all(month in closed for month in earlier if month < self.month)

    def _questions(self, *, with_earlier: bool) -> Iterator[Sequence[Question]]:
        store = self.work.months
        for lines in store.lines(self.month, self.as_of, with_earlier=with_earlier, size=PIECE):
            ids = [line.id for line in lines]
            cases = [self.judge.cases(line) for line in lines]
            self.pending.append(_Pending(lines, cases, store.entries(ids), store.sanctions(ids)))
            yield [case.question for some in cases for case in some]

    def _finish(self, pending: _Pending, outcomes: Sequence[Outcome]) -> int:
        """Turn the answers on some lines into findings, and write them to the file."""
        verdicts: list[StoredVerdict] = []
        proposals: list[Proposal] = []
        entries: list[JournalEntry] = []
        settled: list[tuple[int, int]] = []
        answers = iter(outcomes)
        for line, cases in zip(pending.lines, pending.cases, strict=True):
            checked = [self._checked(case, next(answers)) for case in cases]
            judgement = self.judge.judge(line, cases, checked, pending.sanctions)
            planned = plan(
                line.id,
                str(self.month),
                judgement.targets,
                pending.entries.get(line.id, ()),
                "" if line.is_own else f"{line.opened_at:%Y-%m}",
            )
            self._gather(line, judgement, planned, pending)
            verdicts += judgement.verdicts
            proposals += judgement.proposals
            entries += planned
            if judgement.is_over:
                settled.append((line.id, line.version))
        self.verdicts += len(verdicts)
        piece = Piece(tuple(verdicts), tuple(proposals), tuple(entries), tuple(settled))
        pickle.dump(piece, self.spool, protocol=pickle.HIGHEST_PROTOCOL)
        return len(pending.lines)

    def _checked(self, case: Case, outcome: Outcome) -> tuple[Outcome, bool]:
        """Compare an answer with the reference; a disagreement goes to quarantine."""
        if outcome is not Outcome.MANUAL and self.engine.check(case.question) is outcome:
            return outcome, False
        self.quarantined += 1
        return Outcome.MANUAL, True

    def _gather(
        self,
        line: MonthLine,
        judgement: Judgement,
        planned: Sequence[JournalEntry],
        pending: _Pending,
    ) -> None:
        gatherer = self.gatherer
        groups = gatherer.groups(line.department_id, line.unit_id, line.product_version_id)
        if line.is_own:
            gatherer.add_line(
                groups,
                (
                    (one.verdict.charter_version_id, one.verdict.outcome, one.is_trial)
                    for one in judgement.verdicts
                ),
            )
        stood = [
            entry for entry in pending.entries.get(line.id, ()) if entry.month == str(self.month)
        ]
        money = [*stood, *planned]
        for entry in money:
            gatherer.add_entry(groups, entry)
        for one in judgement.verdicts:
            if one.verdict.outcome is Outcome.BROKEN:
                self._gather_broken(line, one, pending, money)

    def _gather_broken(
        self,
        line: MonthLine,
        one: StoredVerdict,
        pending: _Pending,
        money: Sequence[JournalEntry],
    ) -> None:
        """Add a broken verdict to the appendix, unless an earlier month has told it all."""
        version = one.verdict.charter_version_id
        cents, points = _credited(money, one)
        if one.is_trial:
            cents, points = one.cents, one.points
            if line.is_own:
                self.gatherer.add_trial(one.bearer_id or line.unit_id, version, cents, points)
        if not (line.is_own or (not one.is_trial and (cents or points))):
            return
        broken = self._broken(line, one, pending, cents, points)
        if broken.state == "waived":
            self.gatherer.add_waived(one.bearer_id or line.unit_id, version, cents)
        self.gatherer.broken.append(broken)

    def _broken(
        self, line: MonthLine, one: StoredVerdict, pending: _Pending, cents: int, points: int
    ) -> BrokenLine:
        verdict = one.verdict
        charter = self.judge.charter(verdict.charter_version_id)
        names = self.gatherer.names
        _code, product_nl, product_en, _norm = names.products[line.product_version_id]
        key = SanctionKey(line.id, verdict.part, verdict.clock_run, verdict.charter_version_id)
        decided = pending.sanctions.get(key)
        state, bearer_id = "proposed", one.bearer_id
        if decided is not None and decided.state != "withdrawn":
            state = decided.state
            bearer_id = decided.to_unit_id if state == "moved" else bearer_id
        borne_by = names.units[bearer_id][1] if bearer_id and state != "waived" else ""
        return BrokenLine(
            line_id=line.id,
            number=line.number,
            part=verdict.part,
            quantity=verdict.quantity,
            product_nl=product_nl,
            product_en=product_en,
            department=names.departments.get(line.department_id or 0, ("", ""))[1],
            unit=names.units[line.unit_id][1],
            charter=charter.code,
            clause_nl=charter.promise_nl,
            clause_en=charter.promise_en,
            opened_at=line.opened_at,
            due_at=verdict.due_at or line.opened_at,
            finished_at=verdict.finished_at,
            over_working=verdict.over_working,
            over_clock=verdict.over_clock,
            borne_by=borne_by,
            price_cents=line.price_cents,
            cents=cents,
            points=points,
            state="trial" if one.is_trial else state,
            is_late_fact=not line.is_own,
        )

    def figures(self, period: Period, head: str, engine: str, charter_set: str) -> MonthFigures:
        """Return the figures of what was judged."""
        gatherer = self.gatherer
        past = _earlier_figures(self.work, self.month)
        this_year = [one for one in past if one.month[:4] == str(self.month)[:4]]
        total = gatherer.total()
        settings = self.work.settings
        broken = sorted(
            gatherer.broken, key=lambda one: (one.unit, one.charter, one.number, one.part)
        )
        return MonthFigures(
            organisation=settings.get("organisation"),
            zone=self.work.zone,
            month=str(self.month),
            revision=period.revision,
            is_closed=False,
            as_of=self.as_of,
            chain_head=head,
            engine=engine,
            charter_set=charter_set,
            total=total,
            year=gatherer.year(this_year),
            rows=gatherer.rows(this_year),
            trend=trend(past, str(self.month), total, NORM),
            sanctions=gatherer.sanctions(),
            broken=tuple(broken),
            quarantined=self.quarantined,
            without_guarantee=gatherer.without_guarantee,
            is_demo=settings.get("is_demo") == "true",
            attribution=settings.get("attribution"),
        )


def _credited(money: Sequence[JournalEntry], one: StoredVerdict) -> tuple[int, int]:
    """Return what the entries of this month credit for a verdict, in cents and points."""
    verdict = one.verdict
    slot = (verdict.part, verdict.clock_run, verdict.charter_version_id)
    cents = points = 0
    for entry in money:
        key = entry.key
        if (key.part, key.clock_run, key.charter_version_id) == slot and key.kind in (
            EntryKind.SANCTION,
            EntryKind.SANCTION_REVERSAL,
        ):
            cents += entry.cents if key.kind is EntryKind.SANCTION else -entry.cents
            points += entry.points
    return cents, points


def _earlier_figures(work: UnitOfWork, month: Month) -> list[MonthFigures]:
    """Return the figures of up to eleven months before, as far as there are any."""
    found = []
    for back in range(11, 0, -1):
        try:
            found.append(stored_figures(work, month.shift(-back)))
        except NotFoundError:
            continue
    return found


def _names(work: UnitOfWork, judge: Judge) -> Names:
    charters = work.catalog.charters()
    return Names(
        departments={one.id: (one.code, one.name) for one in work.people.departments()},
        units={one.id: (one.code, one.name) for one in work.people.units()},
        products=_Products(judge),
        charters={one.id: (one.code, one.name_nl, one.name_en, one.norm) for one in charters},
    )


class _Products(dict[int, tuple[str, str, str, int]]):
    """Names of product versions, looked up when they are first met."""

    def __init__(self, judge: Judge) -> None:
        super().__init__()
        self._judge = judge

    def __missing__(self, version_id: int) -> tuple[str, str, str, int]:
        product = self._judge.product(version_id)
        self[version_id] = (product.code, product.name_nl, product.name_en, product.norm)
        return self[version_id]
