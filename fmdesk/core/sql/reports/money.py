"""What the reports tell of money: sanctions borne, charges, budgets, and verdicts."""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from fmdesk.core.domain.charter import Outcome
from fmdesk.core.domain.ledger import AccountKind, EntryKind
from fmdesk.core.domain.period import Month, PeriodState
from fmdesk.core.domain.reporting import Opens, ReportAsked, Scope
from fmdesk.core.domain.ticket import LineState
from fmdesk.core.sql import tables as t
from fmdesk.core.sql.budgets import IN_PART, WITHDRAWN
from fmdesk.core.sql.reports.source import (
    BY_LINE,
    COUNT,
    Condition,
    Measure,
    Source,
    Within,
    at,
    cents,
    charter_of,
    month,
    of_year,
    one_of,
)
from fmdesk.core.sql.reports.unposted import PROPOSED
from fmdesk.core.sqltypes import UtcDateTime

_LINE, _SANCTION = t.line.c, t.sanction.c
_ENTRY, _ROW = t.journal_entry.c, t.journal_row.c
_POSTED = t.journal_row.join(t.journal_entry, _ENTRY.id == _ROW.entry_id)
_CHARGES = (EntryKind.CHARGE, EntryKind.CHARGE_REVERSAL)
_SANCTIONS = (EntryKind.SANCTION, EntryKind.SANCTION_REVERSAL)
_HAS_UNIT = _ROW.account == AccountKind.UNIT.value
_BORNE_ROWS = (
    one_of(_ENTRY.kind, *_SANCTIONS, EntryKind.MOVE),
    one_of(_ROW.account, AccountKind.UNIT, AccountKind.ORGANISATION),
    sa.or_(_HAS_UNIT, _ROW.cents != 0),  # the other side of points is nobody's
)
_BORNE = {
    "entries": COUNT,
    "points": Measure(_HAS_UNIT, _ENTRY.points),
    "cents": cents(_ROW.cents),
}


def _borne(key: sa.ColumnElement[Any]) -> Source:
    return Source(
        opens=Opens.ENTRY,
        records=_POSTED,
        number=_ENTRY.id,
        keys=(key,),
        within=month(_ENTRY.month),
        measures=_BORNE,
        scopes={
            Scope.UNIT: sa.case((_HAS_UNIT, _ROW.account_id), else_=sa.null()),
            Scope.CHARTER: charter_of(_ENTRY.charter_version_id),
        },
        where=_BORNE_ROWS,
    )


_CENTRE = t.cost_centre.c
_PAID = _POSTED.join(t.cost_centre, _CENTRE.id == _ROW.account_id)
_PAID_ROWS = (
    _ROW.account == AccountKind.COST_CENTRE.value,
    one_of(_ENTRY.kind, *_CHARGES, *_SANCTIONS),
)
_BY_CENTRE = {Scope.DEPARTMENT: _CENTRE.department_id, Scope.COST_CENTRE: _CENTRE.id}


def _paid(within: Within, measures: Mapping[str, Measure]) -> Source:
    return Source(
        Opens.ENTRY, _PAID, _ENTRY.id, (_CENTRE.id,), within, measures, _BY_CENTRE, _PAID_ROWS
    )


_NOT_READY = (LineState.NEW, LineState.RUNNING, LineState.PAUSED)
_SHORTER, _LONGER = t.budget.c, t.budget.alias("longer")


def _holds(one: sa.FromClause, closed_at: sa.ScalarSelect[Any]) -> Condition:
    """Return whether a version of a budget held when a month was closed; now where it is not."""
    later = t.budget.alias("later")

    def is_known(version: sa.FromClause) -> Condition:
        return sa.or_(closed_at.is_(None), version.c.at <= closed_at)

    key = ("cost_centre_id", "year", "months", "first")
    same = (later.c[name] == one.c[name] for name in key)
    changed = sa.exists().where(*same, later.c.number > one.c.number, is_known(later))
    return sa.and_(one.c.cents.is_not(None), is_known(one), ~changed)


def _budgets(asked: ReportAsked, _zone: str) -> Condition:
    """Return the budgets of the year up to the last month, as they were when that was closed.

    Those of periods that have begun by then; a part of one that has a budget of its own is no more
    money (`budget.until`).
    """
    of_month = t.period.c.month == asked.last
    newest = sa.select(sa.func.max(t.period.c.revision)).where(of_month).scalar_subquery()
    closed = sa.select(t.period.c.closed_at).where(of_month, t.period.c.revision == newest)
    closed_at = closed.where(t.period.c.state == PeriodState.CLOSED.value).scalar_subquery()
    longer = _LONGER.c
    in_longer = sa.exists().where(
        longer.cost_centre_id == _SHORTER.cost_centre_id,
        longer.year == _SHORTER.year,
        longer.months > _SHORTER.months,
        _SHORTER.first.between(longer.first, longer.first + longer.months - 1),
        _holds(_LONGER, closed_at),
    )
    last = Month.parse(asked.last)
    has_begun = sa.and_(_SHORTER.year == last.year, _SHORTER.first <= last.number)
    return sa.and_(has_begun, _holds(t.budget, closed_at), ~in_longer)


_IS_READY = _LINE.state == LineState.READY.value
_OF_CENTRE = t.line.join(t.cost_centre, _CENTRE.id == _LINE.cost_centre_id)
_COSTS = sa.or_(_LINE.state != LineState.CANCELLED.value, IN_PART)
"""Lines that cost something; what one costs that was cancelled after a part no query can tell."""
_GIVEN = (
    sa.select(_SANCTION.id, _SANCTION.line_id, _SANCTION.cents)
    .where(_SANCTION.state != WITHDRAWN)
    .distinct()
    .subquery("given")
)
"""Credits that stand: few lines have one, so they are read first (`distinct`)."""
_PRICE = sa.case((_LINE.state != LineState.CANCELLED.value, _LINE.price_cents), else_=0)
_CHARGED = (
    Source(
        opens=Opens.LINE,
        records=_OF_CENTRE,
        number=_LINE.id,
        keys=(_CENTRE.id,),
        within=at(_LINE.opened_at),
        measures={
            "ordered": Measure(_LINE.state != LineState.CANCELLED.value),
            "price": cents(_PRICE),
            "committed": cents(_LINE.price_cents, one_of(_LINE.state, *_NOT_READY)),
            "realised": cents(
                sa.case((_IS_READY, _LINE.price_cents), else_=0), sa.or_(_IS_READY, IN_PART)
            ),
        },
        scopes=_BY_CENTRE,
        where=(_COSTS,),
    ),
    Source(
        opens=Opens.SANCTION,
        records=_OF_CENTRE.join(_GIVEN, _GIVEN.c.line_id == _LINE.id),
        number=_GIVEN.c.id,
        keys=(_CENTRE.id,),
        within=at(_LINE.opened_at),
        measures={"credited": cents(sa.case((_IS_READY, _GIVEN.c.cents), else_=0))},
        scopes=_BY_CENTRE,
        where=(sa.or_(_IS_READY, IN_PART),),
    ),
    _paid(month(_ENTRY.month), {"net": cents(_ROW.cents)}),
    _paid(of_year(month(_ENTRY.month)), {"year": cents(_ROW.cents)}),
    Source(
        opens=None,
        records=t.budget.join(t.cost_centre, _CENTRE.id == t.budget.c.cost_centre_id),
        number=_CENTRE.id,
        keys=(_CENTRE.id,),
        within=_budgets,
        measures={"budget": cents(t.budget.c.cents)},
        scopes=_BY_CENTRE,
    ),
)

_VERDICT, _EARLIER = t.verdict.c, t.verdict.alias("earlier")
_TOLD = (  # by the last month before it that judged the same; found by month, the key's first part
    sa.select(_EARLIER.c.cents)
    .where(
        _EARLIER.c.month.in_(sa.select(t.control_run.c.month)),
        _EARLIER.c.month < _VERDICT.month,
        *(
            _EARLIER.c[name] == _VERDICT[name]
            for name in ("line_id", "part", "clock_run", "charter_version_id")
        ),
    )
    .order_by(_EARLIER.c.month.desc())
    .limit(1)
    .correlate(t.verdict)
    .scalar_subquery()
)


def _start(asked: ReportAsked, zone: str) -> sa.ColumnElement[Any]:
    """Return when the month of a verdict began."""
    starts = {str(one): sa.literal(one.bounds(zone)[0], UtcDateTime()) for one in asked.months()}
    return sa.case(starts, value=_VERDICT.month)


def _of_own_lines(asked: ReportAsked, zone: str) -> Condition:
    """Return which verdicts are on lines opened in the month of the verdict.

    A line that is not over is judged by each later month too, which tells nothing new of it.
    """
    is_own = _LINE.opened_at >= _start(asked, zone)
    return sa.and_(month(_VERDICT.month)(asked, zone), is_own)


def _of_money(asked: ReportAsked, zone: str) -> Condition:
    """Return which verdicts may credit something, or take back what an earlier month credited."""
    may_change = sa.or_(_VERDICT.cents != 0, _LINE.opened_at < _start(asked, zone))
    return sa.and_(month(_VERDICT.month)(asked, zone), may_change)


def _verdicts(
    within: Within, measures: Mapping[str, Measure], *where: sa.ColumnElement[bool]
) -> Source:
    return Source(
        opens=Opens.LINE,
        records=t.verdict.join(t.line, _LINE.id == _VERDICT.line_id),
        number=_LINE.id,
        keys=(_VERDICT.charter_version_id, _VERDICT.month),
        within=within,
        measures=measures,
        scopes={**BY_LINE, Scope.CHARTER: charter_of(_VERDICT.charter_version_id)},
        where=where,
    )


_OUTCOMES = {
    "kept": Measure(_VERDICT.outcome == Outcome.KEPT.value),
    "broken": Measure(_VERDICT.outcome == Outcome.BROKEN.value),
    "excused": Measure(_VERDICT.outcome == Outcome.EXCUSED.value),
    "running": Measure(one_of(_VERDICT.outcome, Outcome.RUNNING, Outcome.MANUAL)),
    "judged": Measure(one_of(_VERDICT.outcome, Outcome.KEPT, Outcome.BROKEN)),
}
_CREDIT = cents(_VERDICT.cents)
_CHANGED = _VERDICT.cents - sa.func.coalesce(_TOLD, sa.literal_column("0"))
"""What a month adds to the credit of a verdict, or takes back: a late fact counts in its month."""


TABLES: Mapping[str, tuple[Source, ...]] = {
    "borne": (_borne(sa.case((_HAS_UNIT, _ROW.account_id), else_=0)),),
    "borne_by_charter": (_borne(_ENTRY.charter_version_id),),
    "proposed": (PROPOSED,),
    "charges": _CHARGED,
    "charters": (
        _verdicts(_of_own_lines, _OUTCOMES, sa.not_(_VERDICT.is_trial)),
        _verdicts(
            _of_money,
            {"credit": cents(_CHANGED)},
            *(sa.not_(_VERDICT.is_trial), _CHANGED != 0),
        ),
    ),
    "trials": (_verdicts(_of_own_lines, {**_OUTCOMES, "credit": _CREDIT}, _VERDICT.is_trial),),
}
