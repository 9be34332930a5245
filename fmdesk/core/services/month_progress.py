"""The way of a month: what is missing, who approved its draft, who asked to open it again."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from hashlib import sha256

from fmdesk.core.domain import canonical
from fmdesk.core.domain.errors import (
    ConflictError,
    InvalidInputError,
    NotAllowedError,
    NotFoundError,
)
from fmdesk.core.domain.month_progress import (
    RULED,
    MonthActDraft,
    MonthProgress,
    PeriodAct,
    PeriodActKind,
    RulingDraft,
    standing_acts,
)
from fmdesk.core.domain.period import Month, Period, PeriodState
from fmdesk.core.domain.permissions import Area
from fmdesk.core.domain.views import Changes, MonthFigures
from fmdesk.core.ports import Door, UnitOfWork
from fmdesk.core.services.control import stored_summary
from fmdesk.core.services.journals import JOURNAL
from fmdesk.core.services.objection_rules import needs_approval
from fmdesk.core.services.pinning import today
from fmdesk.core.services.sending import to_send

_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class MonthWay:
    """Use cases on the way of a month.

    Attributes:
        door: The one door.
    """

    door: Door

    def progress(self, month: str) -> MonthProgress:
        """Return what is done of a month and what is still to be done."""
        wanted = Month.parse(month)
        with self.door.read(Area.MONTH) as work:
            period = work.periods.period(wanted)
            run = work.months.run(wanted)
            figures = _figures(work, wanted)
            shown = essence(figures) if figures else ""
            is_closed = period.state is PeriodState.CLOSED
            waiting, sent = to_send(work, wanted) if is_closed else (0, 0)
            acts = work.periods.acts(wanted)
            approvals = standing_acts(acts, period.revision, PeriodActKind.APPROVED)
            fresh = [one for one in approvals if one.sha256 == shown]
            approval = next(reversed(fresh or approvals), None)
            requests = standing_acts(acts, period.revision, PeriodActKind.REOPEN_ASKED)
            others = [one for one in requests if one.actor != work.actor]
            asked = next(reversed(others or requests), None)
            return MonthProgress(
                month=month,
                revision=period.revision,
                is_closed=is_closed,
                is_over=work.now >= wanted.bounds(work.zone)[1],
                open_lines=work.months.open_lines(wanted),
                faults=sum(bool(one.problem) for one in figures.sections) if figures else 0,
                without_calendar=_without_calendar(work),
                objections=work.months.proposals(wanted),
                quarantined=work.months.quarantined(wanted) if run else 0,
                controlled_at=run.at if run else None,
                needs_approval=needs_approval(work),
                approved_by=approval.actor if approval else "",
                is_approval_stale=bool(approval and figures and not fresh),
                is_own_approval=any(one.actor == work.actor for one in fresh),
                reopen_asked_by=asked.actor if asked else "",
                reopen_reason=asked.reason if asked else "",
                is_own_request=bool(requests and not others),
                closed_revisions=tuple(
                    one.revision
                    for one in work.periods.periods()
                    if one.month == wanted and one.state is PeriodState.CLOSED
                ),
                journals=work.periods.kept(wanted, JOURNAL),
                essence=shown,
                to_send=waiting,
                sent=sent,
            )

    def approve(self, draft: MonthActDraft) -> Changes:
        """Approve the draft of a month as it was shown; another controller then closes it.

        Who approved it takes that back until it is closed.

        Raises:
            ConflictError: `month.closed`, `month.not_as_shown` where it stands otherwise now, or
                `month.nothing_said` where nothing is to be taken back.
            NotFoundError: `month.no_figures`.
        """

        def work_on(work: UnitOfWork) -> Changes:
            month = Month.parse(draft.month)
            period = work.periods.lock(month)
            if period.state is PeriodState.CLOSED:
                raise ConflictError("month.closed", month=draft.month)
            if draft.is_back:
                return _take_back(work, period, PeriodActKind.APPROVED, draft)
            approved = essence(stored_summary(work, month))
            if approved != draft.seen:
                raise ConflictError("month.not_as_shown", month=draft.month)
            work.periods.add_act(_act(work, period, PeriodActKind.APPROVED, draft, approved))
            return Changes(months=(draft.month,))

        return self.door.run(draft.op_id, "month.approve", draft, work_on, Changes)

    def ask_reopen(self, draft: MonthActDraft) -> Changes:
        """Ask that a closed month is opened again; another controller does it.

        Who asked takes that back until it is opened.

        Raises:
            ConflictError: `month.not_closed`, or `month.nothing_said` where nothing is to be taken
                back.
            InvalidInputError: `month.reason_missing`.
        """

        def work_on(work: UnitOfWork) -> Changes:
            if not (draft.is_back or draft.reason.strip()):
                raise InvalidInputError("month.reason_missing", month=draft.month)
            period = work.periods.lock(Month.parse(draft.month))
            if period.state is not PeriodState.CLOSED:
                raise ConflictError("month.not_closed", month=draft.month)
            if draft.is_back:
                return _take_back(work, period, PeriodActKind.REOPEN_ASKED, draft)
            work.periods.add_act(_act(work, period, PeriodActKind.REOPEN_ASKED, draft))
            return Changes(months=(draft.month,))

        return self.door.run(draft.op_id, "month.ask_reopen", draft, work_on, Changes)

    def rule(self, draft: RulingDraft) -> Changes:
        """Say what a verdict in quarantine is; it counts from the next control on.

        It holds for the facts that were seen: with others the verdict waits again. Until the month
        is closed it may be said otherwise.

        Raises:
            ConflictError: `month.closed`, `verdict.decided` where engine and check agree, or
                `verdict.other_facts` where they are not those that were shown.
            InvalidInputError: `sanction.reason_missing`, or `verdict.outcome`.
        """

        def work_on(work: UnitOfWork) -> Changes:
            if not draft.reason.strip():
                raise InvalidInputError("sanction.reason_missing")
            if draft.outcome not in RULED:
                raise InvalidInputError("verdict.outcome", outcome=draft.outcome)
            if work.periods.lock(Month.parse(draft.month)).state is PeriodState.CLOSED:
                raise ConflictError("month.closed", month=draft.month)
            facts = work.months.asked(draft)
            if not facts:
                raise ConflictError("verdict.decided")
            if draft.seen not in ("", facts):
                raise ConflictError("verdict.other_facts")
            work.months.add_ruling(draft, facts)
            return Changes(months=(draft.month,))

        return self.door.run(draft.op_id, "month.rule", draft, work_on, Changes)

    def paper(self, month: str, revision: int, name: str) -> bytes:
        """Return the stored bytes of a document of a closed revision, an earlier one too.

        Raises:
            NotFoundError: `month.no_document`.
        """
        with self.door.read(Area.MONTH) as work:
            return work.periods.document(Month.parse(month), name, revision)


def check_approved(work: UnitOfWork, period: Period, figures: MonthFigures) -> None:
    """Refuse to close what no other controller has approved as it stands.

    Raises:
        ConflictError: `month.unapproved` or `month.approval_stale`.
        NotAllowedError: `month.own_approval`.
    """
    if not needs_approval(work):
        return
    month, found = str(period.month), _standing(work, period, PeriodActKind.APPROVED)
    if not found:
        raise ConflictError("month.unapproved", month=month)
    shown = essence(figures)
    fresh = {one.actor for one in found if one.sha256 == shown}
    if not fresh:
        raise ConflictError("month.approval_stale", month=month, who=found[-1].actor)
    if fresh == {work.actor}:
        raise NotAllowedError("month.own_approval", month=month)


def check_asked(work: UnitOfWork, period: Period) -> None:
    """Refuse to open a month again that nobody else asked for.

    Raises:
        ConflictError: `month.reopen_unasked`.
        NotAllowedError: `month.own_request`.
    """
    asked = {one.actor for one in _standing(work, period, PeriodActKind.REOPEN_ASKED)}
    if not asked:
        raise ConflictError("month.reopen_unasked", month=str(period.month))
    if asked == {work.actor}:
        raise NotAllowedError("month.own_request", month=str(period.month))


def _standing(work: UnitOfWork, period: Period, kind: PeriodActKind) -> tuple[PeriodAct, ...]:
    return standing_acts(work.periods.acts(period.month), period.revision, kind)


def _take_back(
    work: UnitOfWork, period: Period, kind: PeriodActKind, draft: MonthActDraft
) -> Changes:
    if work.actor not in {one.actor for one in _standing(work, period, kind)}:
        raise ConflictError("month.nothing_said", month=draft.month)
    work.periods.add_act(_act(work, period, kind, replace(draft, reason="")))
    return Changes(months=(draft.month,))


def essence(figures: MonthFigures) -> str:
    """Return the digest of what is approved: counts and amounts, not when they were worked out."""
    said = replace(figures, as_of=_NEVER, chain_head="", is_closed=False, broken=())
    return sha256(canonical.encoded(said)).hexdigest()


def _figures(work: UnitOfWork, month: Month) -> MonthFigures | None:
    try:
        return stored_summary(work, month)
    except NotFoundError:
        return None


def _without_calendar(work: UnitOfWork) -> tuple[str, ...]:
    """Return the names of units with products whose time nothing tells."""
    units = {one.id: one.name for one in work.people.units()}
    found = {one.unit_id for one in work.catalog.products(today(work)) if not one.calendar}
    return tuple(sorted(units[one] for one in found))


def _act(
    work: UnitOfWork, period: Period, kind: PeriodActKind, draft: MonthActDraft, digest: str = ""
) -> PeriodAct:
    reason = draft.reason.strip()
    return PeriodAct(str(period.month), period.revision, kind, work.now, work.actor, reason, digest)
