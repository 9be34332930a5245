"""Sanctions: the unit objects in its term, a controller outside that unit decides, a second agrees.

The customer's credit stays in every case; only who bears it moves (domain page, Charter).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from fmdesk.core.domain.access import Role
from fmdesk.core.domain.errors import (
    ConflictError,
    InvalidInputError,
    NotAllowedError,
    Refusal,
)
from fmdesk.core.domain.objection import (
    BORNE_ELSEWHERE,
    DECISIONS,
    STATES,
    Act,
    DecisionView,
    Said,
    SanctionDraft,
    SanctionView,
    Standing,
    standing,
)
from fmdesk.core.domain.period import Month, PeriodState, closed_now
from fmdesk.core.domain.permissions import Area
from fmdesk.core.domain.views import Changes
from fmdesk.core.ports import Door, SanctionFilter, SanctionRecord, UnitOfWork
from fmdesk.core.services.access import allow_unit, me_of, refused, units_below
from fmdesk.core.services.bearer_words import bearer_words
from fmdesk.core.services.objection_rules import rules_of, terms_from_now
from fmdesk.core.services.pinning import today
from fmdesk.i18n import stamp

NOBODY = UUID(int=0)
"""Number of what is asked about and never done."""
OVER = ("posted", "withdrawn")
LATELY = timedelta(days=90)
"""How far back a unit reads what was decided."""


@dataclass(frozen=True, slots=True)
class Sanctions:
    """Use cases of sanctions.

    Attributes:
        door: The one door.
    """

    door: Door

    # --- reading -------------------------------------------------------------------------------

    def open(self, language: str) -> tuple[SanctionView, ...]:
        """Return what waits for a controller, the oldest term first.

        Raises:
            NotAllowedError: `access.area`: the month is not for everybody.
        """
        with self.door.read(Area.MONTH) as work:
            found = work.months.sanctions_like(SanctionFilter(is_open=True))
            return views_of(work, found, language)

    def unposted(self, language: str) -> tuple[SanctionView, ...]:
        """Return every sanction of months that are not closed; see `open`."""
        with self.door.read(Area.MONTH) as work:
            closed = {str(one.month) for one in closed_now(work.periods.periods())}
            found = work.months.sanctions_like(SanctionFilter(is_unposted=True))
            found = [one for one in found if one.month not in closed]
            return views_of(work, found, language)

    def of_line(self, line_id: int, language: str) -> tuple[SanctionView, ...]:
        """Return the sanctions of a line; a unit sees its own."""
        with self.door.read() as work:
            found = work.months.sanctions_like(SanctionFilter(line_id=line_id))
            return _spoken_for(work, _seen(work, found, language))

    def owed(self, unit_id: int, language: str) -> tuple[SanctionView, ...]:
        """Return what a unit bears: of this month, still to be decided, or decided lately.

        What it was to bear before another did stays among them, and is said to be elsewhere; so
        does what a closed month posted and a later one took back, which is said too.

        Raises:
            NotAllowedError: `access.other_unit`: a unit sees its own.
        """
        with self.door.read() as work:
            allow_unit(work, unit_id)
            month = str(Month(today(work).year, today(work).month))
            since = work.now - LATELY
            wanted = SanctionFilter(unit_id=unit_id, month=month, since=since)
            found = work.months.sanctions_like(wanted)
            return _spoken_for(work, views_of(work, found, language, frozenset({unit_id})))

    # --- saying --------------------------------------------------------------------------------

    def object_to(self, draft: SanctionDraft) -> Changes:
        """Store the objection of the unit that would bear a sanction.

        That is who bears it by the charter, or, once, the unit to which a decision moved it.

        Raises:
            ConflictError: `sanction.decided` once it is decided, or its month is closed;
                `sanction.term_over` after its term; `sanction.pending` while a second controller
                looks at it.
            InvalidInputError: `sanction.reason_missing`.
        """
        return self.door.run(
            draft.op_id, "sanctions.object_to", draft, lambda work: _object(work, draft), Changes
        )

    def withdraw(self, draft: SanctionDraft) -> Changes:
        """Take an objection back before it is decided.

        Raises:
            ConflictError: `sanction.no_objection`, or as `object_to`.
            InvalidInputError: `sanction.reason_missing`.
        """
        return self.door.run(
            draft.op_id, "sanctions.withdraw", draft, lambda work: _withdraw(work, draft), Changes
        )

    def decide(self, draft: SanctionDraft) -> Changes:
        """Confirm, move or waive a sanction; above the office's amount a second one must agree.

        Raises:
            ConflictError: `sanction.decided` when its month is closed, `sanction.changed` when it
                is not as it was shown.
            InvalidInputError: `sanction.reason_missing`, `sanction.decision` or
                `sanction.same_unit`.
            NotAllowedError: `sanction.own_objection`: nobody decides on their own.
        """
        return self.door.run(
            draft.op_id, "sanctions.decide", draft, lambda work: _decide(work, draft), Changes
        )

    def second(self, draft: SanctionDraft) -> Changes:
        """Agree with the decision of another controller, or refuse it.

        Raises:
            ConflictError: `sanction.nothing_pending`, or as `decide`.
            NotAllowedError: `sanction.own_decision`: nobody confirms their own; or
                `sanction.own_objection`.
            InvalidInputError: `sanction.reason_missing` or `sanction.decision`.
        """
        return self.door.run(
            draft.op_id, "sanctions.second", draft, lambda work: _second(work, draft), Changes
        )


def views_of(
    work: UnitOfWork,
    records: Sequence[SanctionRecord],
    language: str,
    mine: frozenset[int] = frozenset(),
) -> tuple[SanctionView, ...]:
    """Return sanctions as they are read, with everything that was said about each.

    Args:
        work: The unit of work.
        records: The sanctions.
        language: `nl` or `en`.
        mine: The units that read it; none where it is read for all of them.
    """
    rules, units = rules_of(work), {one.id: one.name for one in work.people.units()}
    heads = work.months.heads(sorted({one.key.line_id for one in records}))
    acts = work.months.acts([one.id for one in records])
    is_english = language == "en"
    names: dict[int, str] = {}
    charters: dict[int, str] = {}
    closed = {str(one.month) for one in closed_now(work.periods.periods())}
    views = []
    for one in records:
        number, product = heads[one.key.line_id]
        charter_id = one.key.charter_version_id
        if product not in names:
            version = work.catalog.product_version(product)
            names[product] = version.name_en if is_english else version.name_nl
        if charter_id not in charters:
            charter = work.catalog.charter_version(charter_id)
            charters[charter_id] = charter.name_en if is_english else charter.name_nl
        views.append(
            SanctionView(
                id=one.id,
                line_id=one.key.line_id,
                number=number,
                product=names[product],
                charter=charters[charter_id],
                unit=units[one.bearer_id],
                month=one.month,
                cents=one.cents,
                points=one.points,
                state=one.state,
                told_at=one.told_at,
                term_ends_at=one.term_ends_at,
                is_in_term=_is_in_term(work, one),
                needs_second=rules.needs_second(one.cents),
                standing=one.standing,
                acts=_history(one, acts.get(one.id, ()), units),
                version=one.version,
                is_elsewhere=bool(mine) and one.borne_by not in mine,
                borne_by=units.get(one.borne_by or 0, ""),
                taken_back=one.taken_back,
                is_closed=one.month in closed,
            )
        )
    return tuple(views)


def _spoken_for(work: UnitOfWork, views: Sequence[SanctionView]) -> tuple[SanctionView, ...]:
    """Note why who reads sanctions may not object or withdraw, where the unit could."""

    def refusal(one: SanctionView) -> Refusal | None:
        if not (one.is_objectable or one.is_withdrawable):
            return None
        draft = SanctionDraft(NOBODY, one.id, Act.OBJECTION.value, "")
        return refused(work, "sanctions.object_to", draft)

    return tuple(replace(one, refusal=refusal(one)) for one in views)


def _history(
    sanction: SanctionRecord, acts: Sequence[tuple[datetime, Said]], units: Mapping[int, str]
) -> tuple[DecisionView, ...]:
    """Return what was said, oldest first; to confirm what was moved or waived names who has it."""
    bearers = [said.from_unit_id for _at, said in acts if said.kind is Act.OTHER]
    bearer_id = bearers[0] if bearers else sanction.bearer_id
    now, views = Standing(), []
    for at, said in acts:
        if said.kind is Act.OTHER:
            bearer_id = said.to_unit_id
        is_away = now.decided is not None and STATES[now.decided.kind] in BORNE_ELSEWHERE
        is_back = said.kind is Act.CONFIRM and is_away
        views.append(_said_view(at, said, bearer_id if is_back else said.to_unit_id, units))
        now = standing((said,), now)
    return tuple(views)


def _said_view(
    at: datetime, said: Said, to_unit_id: int | None, units: Mapping[int, str]
) -> DecisionView:
    is_other = said.kind is Act.OTHER
    return DecisionView(
        at,
        said.actor,
        said.kind,
        bearer_words(said.reason) if is_other else said.reason,
        units.get(to_unit_id or 0, ""),
        said.awaits_second,
        units.get(said.from_unit_id or 0, ""),
    )


def _seen(
    work: UnitOfWork, found: Sequence[SanctionRecord], language: str
) -> tuple[SanctionView, ...]:
    """Leave out what other units owe, for who acts for a unit and for nothing else."""
    me = me_of(work)
    if not set(me.roles) <= {Role.UNIT}:
        return views_of(work, found, language)
    mine = units_below(work, me.unit_id)
    seen = [one for one in found if ({one.bearer_id, one.to_unit_id} | one.former) & mine]
    return views_of(work, seen, language, mine)


def _is_in_term(work: UnitOfWork, sanction: SanctionRecord) -> bool:
    return sanction.term_ends_at is None or work.now <= sanction.term_ends_at


def _object(work: UnitOfWork, draft: SanctionDraft) -> Changes:
    sanction = _open_sanction(work, draft)
    if not sanction.has_turn or not _is_of(work, sanction.borne_by):
        raise ConflictError("sanction.decided", sanction=sanction.id)
    if sanction.standing.pending is not None:
        raise ConflictError("sanction.pending")
    if sanction.term_ends_at is not None and not _is_in_term(work, sanction):
        told, ended = (stamp(at, work.zone) for at in (sanction.told_at, sanction.term_ends_at))
        raise ConflictError("sanction.term_over", told=told, ended=ended)
    return _say(work, sanction, draft, Act.OBJECTION, from_unit_id=sanction.borne_by)


def _withdraw(work: UnitOfWork, draft: SanctionDraft) -> Changes:
    sanction = _open_sanction(work, draft)
    if sanction.standing.pending is not None:
        raise ConflictError("sanction.pending")
    objection = sanction.standing.objection
    if objection is None or not _is_of(work, objection.from_unit_id):
        raise ConflictError("sanction.no_objection")
    return _say(work, sanction, draft, Act.WITHDRAW)


def _decide(work: UnitOfWork, draft: SanctionDraft) -> Changes:
    sanction = _shown_sanction(work, draft)
    _refuse_objector(work, sanction)
    if draft.kind not in DECISIONS:
        raise InvalidInputError("sanction.decision", kind=draft.kind)
    kind, to_unit_id = Act(draft.kind), None
    if kind is Act.MOVE:
        to_unit_id = work.people.unit_by_code(draft.to_unit).id
        if to_unit_id == sanction.bearer_id:
            raise InvalidInputError("sanction.same_unit", unit=draft.to_unit)
    if rules_of(work).needs_second(sanction.cents):
        said = Said(kind, work.actor, draft.reason.strip(), to_unit_id, awaits_second=True)
        work.months.decide(sanction, said, sanction.state)
        return Changes(months=(sanction.month,))
    return _say(work, sanction, draft, kind, STATES[kind], to_unit_id)


def _second(work: UnitOfWork, draft: SanctionDraft) -> Changes:
    sanction = _shown_sanction(work, draft)
    pending = sanction.standing.pending
    if draft.kind not in (Act.AGREE, Act.REFUSE):
        raise InvalidInputError("sanction.decision", kind=draft.kind)
    if pending is None:
        raise ConflictError("sanction.nothing_pending")
    if pending.actor == work.actor:
        raise NotAllowedError("sanction.own_decision")
    _refuse_objector(work, sanction)
    if draft.kind == Act.REFUSE:
        return _say(work, sanction, draft, Act.REFUSE)
    return _say(work, sanction, draft, Act.AGREE, STATES[pending.kind], pending.to_unit_id)


def _is_of(work: UnitOfWork, unit_id: int | None) -> bool:
    """Tell whether who acts is of a unit; in an office without accounts everybody is."""
    return work.accounts.is_empty() or unit_id in units_below(work, me_of(work).unit_id)


def _refuse_objector(work: UnitOfWork, sanction: SanctionRecord) -> None:
    """Nobody decides on the own objection, whatever unit and roles they have besides."""
    objection = sanction.standing.objection
    is_own = objection is not None and objection.actor == work.actor
    if is_own and not work.accounts.is_empty():  # else one person is the whole office
        raise NotAllowedError("sanction.own_objection")


def _say(
    work: UnitOfWork,
    sanction: SanctionRecord,
    draft: SanctionDraft,
    kind: Act,
    state: str = "",
    to_unit_id: int | None = None,
    from_unit_id: int | None = None,
) -> Changes:
    said = Said(kind, work.actor, draft.reason.strip(), to_unit_id, from_unit_id=from_unit_id)
    work.months.decide(sanction, said, state or sanction.state)
    if to_unit_id not in (None, sanction.borne_by):  # it has a term and a turn of its own
        calendar = work.months.line(sanction.key.line_id).calendar_version_id
        work.months.tell(sanction, terms_from_now(work, (calendar,)).get(calendar))
    return Changes(months=(sanction.month,))


def _shown_sanction(work: UnitOfWork, draft: SanctionDraft) -> SanctionRecord:
    """Who decides or agrees means what was on the screen: amount, bearer, and what was said."""
    sanction = _open_sanction(work, draft)
    if draft.version is not None and sanction.version != draft.version:
        raise ConflictError("sanction.changed", sanction=sanction.id)
    return sanction


def _open_sanction(work: UnitOfWork, draft: SanctionDraft) -> SanctionRecord:
    if not draft.reason.strip():
        raise InvalidInputError("sanction.reason_missing")
    month = work.months.sanction(draft.sanction_id).month
    period = work.periods.lock(Month.parse(month))
    # Read again: a close that held the lock may have posted it, a control moved it on.
    sanction = work.months.sanction(draft.sanction_id)
    if sanction.month != month:
        raise ConflictError("sanction.changed", sanction=sanction.id)
    if sanction.state in OVER or period.state is PeriodState.CLOSED:
        raise ConflictError("sanction.decided", sanction=sanction.id)
    return sanction
