"""One control run: every line of a month judged, checked and added up.

Reads the lines in pieces and asks the engine while it reads on; every answer is checked with the
reference evaluator. What is found stands in a file of its own until it is stored, so that memory
stays bounded and the desk is never held up.
"""

import gc
import marshal
from array import array
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from tempfile import TemporaryFile
from typing import Any

from fmdesk.core.domain import canonical
from fmdesk.core.domain.broken import without_appendix
from fmdesk.core.domain.charter import Outcome
from fmdesk.core.domain.errors import DomainError, NotFoundError
from fmdesk.core.domain.instants import to_epoch
from fmdesk.core.domain.ledger import AccountKind, EntryKey, EntryKind, JournalEntry, LedgerRow
from fmdesk.core.domain.month_progress import facts_digest
from fmdesk.core.domain.objection import Said
from fmdesk.core.domain.period import Month, Period, PeriodState, closed_now
from fmdesk.core.domain.posting import plan
from fmdesk.core.domain.views import MonthFigures
from fmdesk.core.ports import (
    MonthLine,
    Progress,
    Proposal,
    Question,
    RuleEngine,
    SanctionKey,
    SanctionRecord,
    UnitOfWork,
    VerdictRow,
)
from fmdesk.core.services.appendix import Appendix, Judged
from fmdesk.core.services.figures import Gatherer, Names, trend
from fmdesk.core.services.judging import OVER, Asked, Case, Judge, Judgement
from fmdesk.core.services.late_facts import gone_row, taken_back
from fmdesk.core.services.quarantine import checked, facts_text

Answer = tuple[Outcome, str, str]
"""An outcome, its name, and the facts of its question as JSON."""
PIECE = 2000
"""Lines read, judged and written together."""
SIZE_BYTES = 8
NORM = 9500


class Spool:
    """Rows in a file of their own while a run goes on; they are read back in pieces.

    Plain tuples of numbers and text: a month may have millions of them.
    """

    def __init__(self) -> None:
        self._file = TemporaryFile()  # noqa: SIM115  # lives as long as the spool

    def add(self, rows: list[Any]) -> None:
        """Add a piece."""
        if rows:
            piece = marshal.dumps(rows)
            self._file.write(len(piece).to_bytes(SIZE_BYTES))
            self._file.write(piece)

    def pieces(self) -> Iterator[list[Any]]:
        """Read the pieces back in their order."""
        self._file.seek(0)
        while size := int.from_bytes(self._file.read(SIZE_BYTES)):
            # Read whole first: from a file, marshal asks for a few bytes at a time.
            yield marshal.loads(self._file.read(size))  # noqa: S302  # our own file

    def close(self) -> None:
        """Let the file go."""
        self._file.close()


@dataclass(slots=True)
class Findings:
    """What a control run found.

    Attributes:
        month: The month.
        as_of: The instant for which it was judged.
        head_seq: Number of the last command that it saw.
        figures: The figures.
        lines: How many lines were looked at.
        judged: The lines of which every verdict is decided, rising.
        verdicts: The number of verdicts.
        rows: The verdicts (`VerdictRow`).
        proposals: What to propose.
        entries: What to post, as rows of `entry_row`.
        settled: Numbers of the lines that are over, with the versions read.
        decided: What was decided of the sanctions proposed, as it was read.
        rulings: What persons decided of verdicts in quarantine, as it was read.
    """

    month: Month
    as_of: datetime
    head_seq: int = 0
    figures: MonthFigures | None = None
    lines: int = 0
    judged: "array[int]" = field(default_factory=lambda: array("q"))
    verdicts: int = 0
    rows: Spool = field(default_factory=Spool)
    proposals: list[Proposal] = field(default_factory=list)
    entries: Spool = field(default_factory=Spool)
    settled: Spool = field(default_factory=Spool)
    decided: dict[SanctionKey, Said | None] = field(default_factory=dict)
    rulings: Mapping[tuple[SanctionKey, str], Outcome] = field(default_factory=dict)

    @property
    def known_figures(self) -> MonthFigures:
        """The figures, once the run is done."""
        if self.figures is None:
            raise ValueError(self.month)
        return self.figures

    def close(self) -> None:
        """Let the files go."""
        for spool in (self.rows, self.entries, self.settled):
            spool.close()


def entry_row(entry: JournalEntry) -> tuple[object, ...]:
    """Return an entry as a plain row; `entry_of` reads it back."""
    key = entry.key
    rows = tuple((row.account.value, row.account_id, row.cents) for row in entry.rows)
    return (
        (
            key.line_id,
            key.part,
            key.clock_run,
            key.charter_version_id,
            key.kind.value,
            key.revision,
        ),
        entry.month,
        rows,
        entry.points,
        entry.reference,
    )


def entry_of(row: tuple[Any, ...]) -> JournalEntry:
    """Return the entry of a row of `entry_row`."""
    (line_id, part, clock_run, version, kind, revision), month, rows, points, reference = row
    key = EntryKey(line_id, part, clock_run, version, EntryKind(kind), revision)
    accounts = tuple(LedgerRow(AccountKind(kind), number, cents) for kind, number, cents in rows)
    return JournalEntry(key, month, accounts, points, reference)


def stored_figures(work: UnitOfWork, month: Month) -> MonthFigures:
    """Return the figures of a month: the frozen ones, else those of the last draft.

    Raises:
        NotFoundError: `month.no_figures` when it was never controlled.
    """
    return canonical.loads(MonthFigures, _stored(work, month).decode())


def stored_summary(work: UnitOfWork, month: Month) -> MonthFigures:
    """Return the same without the appendix, which may be long and is not even read.

    Raises:
        NotFoundError: `month.no_figures` when it was never controlled.
    """
    return canonical.loads(MonthFigures, without_appendix(_stored(work, month)).decode())


def _stored(work: UnitOfWork, month: Month) -> bytes:
    """Return the canonical JSON of the figures of a month."""
    period = last_closed(work, month)
    if period is not None:
        content = work.periods.figures(month, period.revision)
    else:
        run = work.months.run(month)
        content = canonical.unpacked(run.figures) if run and run.figures else b""
    if not content:
        raise NotFoundError("month.no_figures", month=str(month))
    return content


def last_closed(work: UnitOfWork, month: Month) -> Period | None:
    """Return the newest revision when it is closed, else None."""
    period = work.periods.period(month)
    return period if period.state is PeriodState.CLOSED else None


@dataclass(slots=True)
class _Pending:
    """Some lines whose questions are with the engine."""

    lines: Sequence[MonthLine]
    asked: list[Asked]
    questions: list[Question]
    entries: Mapping[int, Sequence[JournalEntry]]
    sanctions: Mapping[SanctionKey, SanctionRecord]


@dataclass(slots=True)
class Run:
    """One control run while it goes on.

    Attributes:
        work: The unit of work to read from.
        engine: Decides; the charters are loaded.
        month: The month.
        found: Takes what is found.
        is_closing: Entries and settled lines are kept too.
    """

    work: UnitOfWork
    engine: RuleEngine
    month: Month
    found: Findings
    is_closing: bool
    judge: Judge = field(init=False)
    gatherer: Gatherer = field(init=False)
    appendix: Appendix = field(init=False)
    pending: deque[_Pending] = field(default_factory=deque)
    quarantined: int = 0

    def __post_init__(self) -> None:
        self.found.rulings = self.work.months.rulings()
        self.judge = Judge(self.work, self.found.as_of)
        self.gatherer = Gatherer(_names(self.work, self.judge))
        self.appendix = Appendix(str(self.month), self.judge, self.gatherer)

    def go(self, progress: Progress) -> None:
        """Judge every line.

        Raises:
            DomainError: `job.cancelled`.
        """
        with_earlier = self._takes_earlier()
        as_of = self.found.as_of
        total = self.work.months.count(self.month, as_of, with_earlier=with_earlier)
        progress.report(0, total)
        with collector_paused():
            for outcomes in self.engine.decide(self._questions(with_earlier=with_earlier)):
                pending = self.pending.popleft()
                self._finish(pending, outcomes)
                self.found.lines += len(pending.lines)
                if progress.is_cancelled():
                    raise DomainError("job.cancelled")
                progress.report(self.found.lines, total)

    def _takes_earlier(self) -> bool:
        """Earlier lines are taken once, by the first open month after the closed ones."""
        closed = {period.month for period in closed_now(self.work.periods.periods())}
        earlier = (Month.parse(month) for month in self.work.months.opened())
        return all(month in closed for month in earlier if month < self.month)

    def _questions(self, *, with_earlier: bool) -> Iterator[Sequence[Question]]:
        store, as_of = self.work.months, self.found.as_of
        for lines in store.lines(self.month, as_of, with_earlier=with_earlier, size=PIECE):
            ids = [line.id for line in lines]
            asked = [self.judge.ask(line) for line in lines]
            # Many lines put the very same question: it is asked once.
            different = {id(case.question): case.question for one in asked for case in one.cases}
            questions = list(different.values())
            entries, sanctions = store.entries(ids), store.sanctions(ids)
            self.pending.append(_Pending(lines, asked, questions, entries, sanctions))
            yield questions

    def _finish(self, pending: _Pending, answers: Sequence[Outcome]) -> None:
        """Turn the answers on some lines into findings."""
        rows: list[VerdictRow] = []
        gone: list[VerdictRow] = []
        entries: list[tuple[object, ...]] = []
        settled: list[tuple[int, int]] = []
        month = str(self.month)
        answered = self._answered(pending.questions, answers)
        for line, asked in zip(pending.lines, pending.asked, strict=True):
            told = [answered[id(case.question)] for case in asked.cases]
            if self.found.rulings:
                told = [self._ruled(line, *one) for one in zip(asked.cases, told, strict=True)]
            outcomes = [answer[0] for answer in told]
            judgement = self.judge.judge(line, asked, outcomes, pending.sanctions)
            reference = "" if line.is_own else str(Month.of(line.opened_at, self.work.zone))
            stored = pending.entries.get(line.id, ())
            planned = plan(line.id, month, judgement.targets, stored, reference)
            for case, answer in zip(asked.cases, told, strict=True):
                rows.append(self._row(month, line, case, answer, judgement))
            if waits := outcomes.count(Outcome.MANUAL):
                self.quarantined += waits
            else:
                self.found.judged.append(line.id)
            money = (
                [*(entry for entry in stored if entry.month == month), *planned]
                if stored
                else planned
            )
            judged = Judged(line, asked, outcomes, judgement, stored, money)
            gone += self._gather(judged, pending.sanctions)
            self.found.proposals += judgement.proposals
            for proposal in judgement.proposals:
                if (known := pending.sanctions.get(proposal.key)) is not None:
                    self.found.decided[proposal.key] = known.standing.decided
            if self.is_closing:
                entries += [entry_row(entry) for entry in planned]
                if judgement.is_over:
                    settled.append((line.id, line.version))
        self.found.verdicts += len(rows)
        self.found.rows.add(rows + gone)
        self.found.entries.add(entries)
        self.found.settled.add(settled)

    def _answered(
        self, questions: Sequence[Question], answers: Sequence[Outcome]
    ) -> Mapping[int, Answer]:
        """Return for each question, by identity, the outcome, its name and the facts as JSON.

        An answer that the reference does not give too goes to quarantine.
        """
        sure = checked(self.engine, questions, answers)
        return {
            id(question): (outcome, outcome.value, facts_text(question.facts))
            for question, outcome in zip(questions, sure, strict=True)
        }

    def _ruled(self, line: MonthLine, case: Case, answer: Answer) -> Answer:
        """Return what a person decided, on the same facts, of what would go to quarantine."""
        if answer[0] is not Outcome.MANUAL:
            return answer
        ruled = self.found.rulings.get((SanctionKey(line.id, *case.slot), facts_digest(answer[2])))
        return answer if ruled is None else (ruled, ruled.value, answer[2])

    def _gather(
        self, of: Judged, sanctions: Mapping[SanctionKey, SanctionRecord]
    ) -> Sequence[VerdictRow]:
        """Add a line to the figures; returns what becomes of verdicts that are no more."""
        line, gatherer = of.line, self.gatherer
        place = (line.department_id, line.unit_id, line.product_version_id)
        if line.is_own:
            gatherer.add_line(
                place,
                [
                    (case.charter.id, outcome, self.judge.is_trial(case.charter, line))
                    for case, outcome in zip(of.asked.cases, of.outcomes, strict=True)
                ],
            )
        for entry in of.money:
            gatherer.add_entry(place, entry)
        if of.judgement.attributions:
            self.appendix.add_broken(of, sanctions)
        if line.is_own:
            return ()
        slots = taken_back(of.money, of.judgement.attributions)
        self.appendix.add_taken_back(of, slots, sanctions)
        there = {case.slot for case in of.asked.cases}
        return [gone_row(str(self.month), line, slot) for slot in slots if slot not in there]

    def _row(
        self,
        month: str,
        line: MonthLine,
        case: Case,
        answer: Answer,
        judgement: Judgement,
    ) -> VerdictRow:
        """Return a verdict with what it costs, as a row of its table."""
        charter, run, part, quantity, due_at, finished_at, over_working, over_clock, _ = case
        outcome, word, facts = answer
        credit = attribution = None
        if judgement.attributions:
            credit = judgement.credits.get(case.slot)
            attribution = judgement.attributions.get(case.slot)
        if outcome not in OVER:
            over_working = over_clock = 0
        return (
            month,
            line.id,
            part,
            run.number if run else 1,
            charter.id,
            word,
            quantity,
            None if due_at is None else to_epoch(due_at),
            None if finished_at is None else to_epoch(finished_at),
            over_working,
            over_clock,
            facts,
            credit.cents if credit else 0,
            credit.full_cents if credit else 0,
            credit.points if credit else 0,
            attribution.unit_id if attribution else None,
            charter.trial_until is not None and self.judge.is_trial(charter, line),
        )

    def figures(self, period: Period, head: str, engine: str, charter_set: str) -> MonthFigures:
        """Return the figures of what was judged."""
        gatherer = self.gatherer
        gatherer.close()
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
            as_of=self.found.as_of,
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


@contextmanager
def collector_paused() -> Iterator[None]:
    """Leave the garbage collector out: the run makes millions of objects and no cycles.

    It costs a sixth of the run otherwise.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _earlier_figures(work: UnitOfWork, month: Month) -> list[MonthFigures]:
    """Return the figures of up to eleven months before, as far as there are any."""
    found = []
    for back in range(11, 0, -1):
        try:
            found.append(stored_summary(work, month.shift(-back)))
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
