"""The month: control (a draft that may run any number of times), close (frozen), reports."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from hashlib import sha256
from uuid import UUID, uuid4

from fmdesk.core.domain import canonical
from fmdesk.core.domain.errors import ConflictError, InvalidInputError
from fmdesk.core.domain.facts import fact_types
from fmdesk.core.domain.period import Month, Period, PeriodState, closed_now
from fmdesk.core.domain.permissions import Area
from fmdesk.core.domain.views import Changes, ClosedMonth, MonthFigures, MonthState
from fmdesk.core.ports import (
    ControlRun,
    PluginGateway,
    Progress,
    ReportWriter,
    RuleEngine,
    SanctionFilter,
    UnitOfWork,
)
from fmdesk.core.services.control import (
    Findings,
    Run,
    collector_paused,
    entry_of,
    last_closed,
    stored_figures,
)
from fmdesk.core.services.month_progress import MonthWay, check_approved, check_asked
from fmdesk.core.services.month_sections import sections_of
from fmdesk.core.services.objection_rules import rules_of, terms_from_now
from fmdesk.i18n import stamp

CLOSED_REPORTS = tuple(
    (kind, language) for kind in ("monthly", "sanctions") for language in ("nl", "en")
)


@dataclass(frozen=True, slots=True)
class ControlDraft:
    """Payload of the command that stores a control run."""

    month: str
    as_of: datetime
    figures_sha256: str


@dataclass(frozen=True, slots=True)
class CloseDraft:
    """Payload of the command that closes a month."""

    month: str
    figures_sha256: str


@dataclass(frozen=True, slots=True)
class ReopenDraft:
    """Payload of the command that reopens a month."""

    month: str
    reason: str


@dataclass(frozen=True, slots=True)
class Months(MonthWay):
    """Use cases of the month, those on its way to the close too.

    Attributes:
        door: The one door.
        engine: Decides the verdicts.
        plugins: Declares the facts.
        writer: Makes the documents.
    """

    engine: RuleEngine
    plugins: PluginGateway
    writer: ReportWriter

    def states(self) -> tuple[MonthState, ...]:
        """Return every month with lines, the newest first."""
        with self.door.read() as work:
            runs = {run.month: run for run in work.months.runs()}
            periods = {str(period.month): period for period in work.periods.periods()}
            states = []
            for month, lines in work.months.opened().items():
                period = periods.get(month, Period(Month.parse(month)))
                run = runs.get(month)
                states.append(
                    MonthState(
                        month,
                        period.revision,
                        period.state is PeriodState.CLOSED,
                        lines,
                        run.at if run else None,
                        work.months.proposals(period.month),
                        work.months.quarantined(period.month) if run else 0,
                    )
                )
        return tuple(reversed(states))

    def control(
        self, month: str, progress: Progress, as_of: datetime | None = None
    ) -> MonthFigures:
        """Judge a month and store the draft.

        Args:
            month: `YYYY-MM`.
            progress: Told how far it is; may ask to stop.
            as_of: What was recorded later is left out; None for now.

        Raises:
            ConflictError: `month.closed`, or `month.overtaken` by a run on newer facts.
            DomainError: `job.cancelled`; nothing was changed.
        """
        with self.door.read(Area.MONTH):  # refused before the work, not after it
            pass
        figures, _changes = self._control("month.control", month, progress, as_of, _always)
        return figures

    def draft(self, month: str, progress: Progress) -> Changes:
        """Control a month that is over where nobody did since its end; of many desks one.

        Whoever has the program open does it, for the reports that make themselves: it asks for no
        right.

        Args:
            month: `YYYY-MM`.
            progress: Told how far it is.

        Returns:
            What changed; nothing where a draft stands, the month is closed or still runs.
        """
        with self.door.read() as work:
            if not _lacks_draft(work, Month.parse(month)):
                return Changes()
        return self._control("month.draft", month, progress, None, _lacks_draft)[1]

    def _control(
        self,
        name: str,
        month: str,
        progress: Progress,
        as_of: datetime | None,
        is_wanted: Callable[[UnitOfWork, Month], bool],
    ) -> tuple[MonthFigures, Changes]:
        """Judge a month, and store the draft where it is still wanted by then."""
        wanted = Month.parse(month)

        def store(work: UnitOfWork) -> Changes:
            work.periods.lock(wanted)  # who is looked for here has stored by then
            return self._store(work, found, content) if is_wanted(work, wanted) else Changes()

        with collector_paused(), self._find(wanted, progress, as_of, is_closing=False) as found:
            figures = found.known_figures
            content, digest = canonical.packed(figures)
            draft = ControlDraft(str(wanted), found.as_of, digest)
            changes = self.door.run(uuid4(), name, draft, store, Changes)
        return figures, changes

    def figures(self, month: str) -> MonthFigures:
        """Return the figures of a month: the frozen ones, else those of the last draft.

        Raises:
            NotFoundError: `month.no_figures` when it was never controlled.
        """
        with self.door.read(Area.MONTH) as work:
            return stored_figures(work, Month.parse(month))

    def close(self, op_id: UUID, month: str, progress: Progress) -> ClosedMonth:
        """Judge a month once more, post it, and freeze its figures and documents.

        Args:
            op_id: Made once by the client; a repeat returns the first result.
            month: `YYYY-MM`, over and after every closed one.
            progress: Told how far it is; may ask to stop before the posting begins.

        Raises:
            ConflictError: `month.closed`, `month.not_over`, `month.earlier_open`,
                `month.decided_meanwhile`, `month.quarantine`, `month.objections`, `month.grown`,
                `month.lapsed`, `month.overtaken`, `month.untold`, `month.terms`, `month.unapproved`
                or `month.approval_stale`.
            NotAllowedError: `month.own_approval`.
        """
        wanted = Month.parse(month)
        frozen = self._frozen(wanted)
        if frozen is not None:
            draft = CloseDraft(month, frozen.figures_sha256)
            return self.door.run(op_id, "month.close", draft, _refuse_closed(wanted), ClosedMonth)
        with self.door.read(Area.MONTH):
            pass
        with self._find(wanted, progress, None, is_closing=True) as found:
            revision = found.known_figures.revision
            figures = replace(
                found.known_figures,
                is_closed=True,
                broken=tuple(
                    replace(line, state="posted")
                    if line.state in ("proposed", "confirmed")
                    else line
                    for line in found.known_figures.broken
                ),
            )
            found.figures = figures
            content, digest = canonical.packed(figures)
            documents = {
                document_name(kind, language, "pdf"): self.writer.render(
                    kind, language, "pdf", figures
                )
                for kind, language in CLOSED_REPORTS
            }
            return self.door.run(
                op_id,
                "month.close",
                CloseDraft(month, digest),
                lambda work: self._freeze(work, found, revision, (content, digest), documents),
                ClosedMonth,
            )

    def reopen(self, op_id: UUID, month: str, reason: str) -> Changes:
        """Open a closed month as a new revision; the closed one stays as it was printed.

        Args:
            op_id: Made once by the client.
            month: The last closed month, `YYYY-MM`.
            reason: Why, in words.

        Raises:
            ConflictError: `month.not_closed`, `month.later_closed`, or `month.reopen_unasked`.
            InvalidInputError: `month.reason_missing`.
            NotAllowedError: `month.own_request`: it takes two persons.
        """
        draft = ReopenDraft(month, reason.strip())
        return self.door.run(
            op_id, "month.reopen", draft, lambda work: _reopen(work, draft), Changes
        )

    def report(self, month: str, kind: str, language: str, form: str) -> bytes:
        """Return a report: the stored bytes of a closed month, else a fresh one of the draft.

        Args:
            month: `YYYY-MM`.
            kind: `monthly` or `sanctions`.
            language: `nl` or `en`.
            form: `pdf`, `csv` or `xlsx`.

        Raises:
            NotFoundError: `month.no_figures`.
        """
        wanted = Month.parse(month)
        with self.door.read(Area.MONTH) as work:
            period = last_closed(work, wanted)
            if period is not None and form == "pdf":
                name = document_name(kind, language, form)
                return work.periods.document(wanted, name, period.revision)
            figures = stored_figures(work, wanted)
        return self.writer.render(kind, language, form, figures)

    def _frozen(self, month: Month) -> Period | None:
        with self.door.read() as work:
            return last_closed(work, month)

    # --- the run -------------------------------------------------------------------------------

    @contextmanager
    def _find(
        self, month: Month, progress: Progress, as_of: datetime | None, *, is_closing: bool
    ) -> Iterator[Findings]:
        """Judge a month; what is found is there for the length of the block."""
        with closing(Findings(month, datetime.min.replace(tzinfo=UTC))) as found:
            with self.door.read() as work:
                period = work.periods.period(month)
                if period.state is PeriodState.CLOSED:
                    raise ConflictError("month.closed", month=str(month))
                found.as_of = min(as_of or work.now, work.now)
                charters = work.catalog.charters()
                types = fact_types(self.plugins.fact_types())
                charter_set = self.engine.load(charters, types)
                run = Run(work, self.engine, month, found, is_closing)
                run.go(progress)
                head = work.log.head()
                found.head_seq = head.seq
                figures = run.figures(period, head.hash, self.engine.name, charter_set)
            sections = sections_of(
                self.door, self.plugins, month, found.as_of, is_closing=is_closing
            )
            found.figures = replace(figures, sections=sections)
            yield found

    def _store(self, work: UnitOfWork, found: Findings, content: bytes) -> Changes:
        """Write a draft with its packed figures.

        The period must still be open, and no run that saw newer facts may stand there.
        """
        month = str(found.month)
        if work.periods.lock(found.month).state is PeriodState.CLOSED:
            raise ConflictError("month.closed", month=month)
        last = next((run for run in work.months.runs() if run.month == month), None)
        if last and (found.head_seq, found.as_of) < (last.head_seq, last.as_of):
            raise ConflictError("month.overtaken", month=month)
        with collector_paused():
            work.months.replace_verdicts(found.month, found.rows.pieces())
        calendars = (one.calendar_version_id for one in found.proposals)
        terms = terms_from_now(work, calendars)
        rules = rules_of(work)
        work.months.replace_proposals(found.month, found.judged, found.proposals, terms, rules)
        work.months.save_run(self._control_run(work, found, content))
        return Changes(months=(month,))

    def _control_run(self, work: UnitOfWork, found: Findings, content: bytes) -> ControlRun:
        return ControlRun(
            str(found.month),
            found.as_of,
            work.now,
            found.known_figures.engine,
            found.known_figures.charter_set,
            found.lines,
            found.verdicts,
            self.engine.is_fallback,
            found.head_seq,
            content,
        )

    def _freeze(
        self,
        work: UnitOfWork,
        found: Findings,
        revision: int,
        packed: tuple[bytes, str],
        documents: Mapping[str, bytes],
    ) -> ClosedMonth:
        """Post and freeze in one transaction, under the lock of the period."""
        content, digest = packed
        month = found.month
        period = work.periods.lock(month)
        if period.state is PeriodState.CLOSED or period.revision != revision:
            raise ConflictError("month.closed", month=str(month))
        _check_closable(work, month)
        _check_decided(work, found)
        waited, terms = _waiting(work, month), _terms(work, month)
        self._store(work, found, content)
        waiting = work.months.quarantined(month)
        if waiting:
            raise ConflictError("month.quarantine", month=str(month), count=waiting)
        _check_heard(work, month, waited)
        _check_terms(work, month, terms)
        check_approved(work, period, found.known_figures)
        posted = 0
        for piece in found.entries.pieces():
            posted += work.ledger.post([entry_of(row) for row in piece])
        for piece in found.settled.pieces():
            work.months.settle(month, piece)
        work.months.mark_posted(month)
        head = found.known_figures.chain_head
        work.periods.close(
            Period(month, revision, PeriodState.CLOSED, work.now, work.actor, digest, head),
            canonical.unpacked(content),
            documents,
        )
        papers = tuple((name, sha256(of).hexdigest()) for name, of in sorted(documents.items()))
        return ClosedMonth(str(month), revision, digest, posted, head, papers)


def _refuse_closed(month: Month) -> Callable[[UnitOfWork], ClosedMonth]:
    """Return what a close does to a closed month, unless it is the close that closed it."""

    def refuse(_work: UnitOfWork) -> ClosedMonth:
        raise ConflictError("month.closed", month=str(month))

    return refuse


def document_name(kind: str, language: str, form: str) -> str:
    """Return the name under which a document of a closed month is stored."""
    return f"{kind}.{language}.{form}"


def _reopen(work: UnitOfWork, draft: ReopenDraft) -> Changes:
    month = Month.parse(draft.month)
    if not draft.reason:
        raise InvalidInputError("month.reason_missing", month=draft.month)
    period = work.periods.lock(month)
    if period.state is not PeriodState.CLOSED:
        raise ConflictError("month.not_closed", month=draft.month)
    later = [one.month for one in closed_now(work.periods.periods()) if one.month > month]
    if later:
        raise ConflictError("month.later_closed", month=draft.month, later=str(max(later)))
    check_asked(work, period)
    work.periods.reopen(month, draft.reason)
    work.months.mark_open(month)
    return Changes(months=(draft.month,))


def _check_decided(work: UnitOfWork, found: Findings) -> None:
    """What is posted was planned from the decisions of then: they must still be the last ones."""
    keys = {one.key for one in found.proposals}
    stored = work.months.sanctions(sorted({key.line_id for key in keys}))
    is_same = work.months.rulings() == found.rulings and all(
        stored[key].standing.decided == found.decided.get(key) for key in keys & stored.keys()
    )
    if not is_same:
        raise ConflictError("month.decided_meanwhile", month=str(found.month))


def _waiting(work: UnitOfWork, month: Month) -> frozenset[int]:
    """Return the sanctions of a month in which somebody still has to decide."""
    found = work.months.sanctions_like(SanctionFilter(month=str(month), is_open=True))
    return frozenset(one.id for one in found)


def _check_heard(work: UnitOfWork, month: Month, before: frozenset[int]) -> None:
    """A month closes once nothing waits, and nothing that waited fell away unseen.

    Args:
        work: The unit of work.
        month: The month.
        before: What waited before this last run was stored.
    """
    waiting = _waiting(work, month)
    if waiting:
        code = "month.objections" if before else "month.grown"
        raise ConflictError(code, month=str(month), count=len(waiting))
    wanted = SanctionFilter(ids=tuple(before), month=str(month))
    lapsed = len(work.months.sanctions_like(wanted))
    if lapsed:
        raise ConflictError("month.lapsed", month=str(month), count=lapsed)


def _terms(work: UnitOfWork, month: Month) -> Mapping[int, datetime]:
    """Return the terms for which a month waits, by sanction, where the office wants it to."""
    if not rules_of(work).close_waits:
        return {}
    found = work.months.sanctions_like(SanctionFilter(month=str(month)))
    return {one.id: one.waits_until for one in found if one.has_turn and one.waits_until}


def _check_terms(work: UnitOfWork, month: Month, before: Mapping[int, datetime]) -> None:
    """Where the office wants it, a month waits for the last term of objection.

    A term that this run began does not begin: the refused close tells no unit of anything.

    Args:
        work: The unit of work.
        month: The month.
        before: The terms before this last run was stored.
    """
    terms = _terms(work, month)
    untold = sum(before.get(number) != until for number, until in terms.items())
    if untold:
        raise ConflictError("month.untold", month=str(month), count=untold)
    last = max(terms.values(), default=work.now)
    if last > work.now:
        raise ConflictError("month.terms", month=str(month), until=stamp(last, work.zone))


def _check_closable(work: UnitOfWork, month: Month) -> None:
    """A month closes when it is over and no earlier one with lines is open."""
    _, end = month.bounds(work.zone)
    if work.now < end:
        day = month.shift(1).first_day()
        raise ConflictError("month.not_over", month=str(month), day=day.isoformat())
    closed = {period.month for period in closed_now(work.periods.periods())}
    for earlier in work.months.opened():
        if Month.parse(earlier) < month and Month.parse(earlier) not in closed:
            raise ConflictError("month.earlier_open", month=str(month), earlier=earlier)


def _always(_work: UnitOfWork, _month: Month) -> bool:
    return True


def _lacks_draft(work: UnitOfWork, month: Month) -> bool:
    """Tell whether a month is over, open, and was not controlled since its end."""
    _start, end = month.bounds(work.zone)
    run = next((one for one in work.months.runs() if one.month == str(month)), None)
    is_open = work.periods.period(month).state is PeriodState.OPEN
    return is_open and work.now >= end and (run is None or run.at < end)
