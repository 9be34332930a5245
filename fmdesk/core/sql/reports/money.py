"""What the reports tell of money: sanctions borne, charges, budgets, and verdicts."""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from fmdesk.core.domain.charter import Outcome
from fmdesk.core.domain.ledger import AccountKind, EntryKind
from fmdesk.core.domain.reporting import Opens, Scope
from fmdesk.core.domain.ticket import LineState
from fmdesk.core.sql import tables as t
from fmdesk.core.sql.reports.source import (
    BY_LINE,
    COUNT,
    Measure,
    Source,
    Within,
    at,
    charter_of,
    month,
    of_year,
    one_of,
)

_LINE = t.line.c
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
    "cents": Measure(None, _ROW.cents),
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


_SANCTION, _DECISION = t.sanction.c, t.sanction_decision.c
_MOVED_TO = (
    sa.select(_DECISION.to_unit_id)
    .where(_DECISION.sanction_id == _SANCTION.id, _DECISION.to_unit_id.is_not(None))
    .order_by(_DECISION.id.desc())
    .limit(1)
    .correlate(t.sanction)
    .scalar_subquery()
)
_BEARER = sa.case(
    (_SANCTION.state == "moved", _MOVED_TO),
    (_SANCTION.state == "waived", sa.null()),
    else_=_SANCTION.bearer_id,
)
_IS_POSTED = sa.exists().where(  # one that was moved or waived keeps its state when it is posted
    _ENTRY.line_id == _SANCTION.line_id,
    _ENTRY.part == _SANCTION.part,
    _ENTRY.clock_run == _SANCTION.clock_run,
    _ENTRY.charter_version_id == _SANCTION.charter_version_id,
    _ENTRY.kind == EntryKind.SANCTION.value,
)
_IS_OPEN = sa.or_(
    one_of(_SANCTION.state, "proposed", "confirmed"),
    sa.and_(one_of(_SANCTION.state, "moved", "waived"), ~_IS_POSTED),
)
_PROPOSED = Source(
    opens=Opens.SANCTION,
    records=t.sanction,
    number=_SANCTION.id,
    keys=(sa.func.coalesce(_BEARER, 0),),
    within=month(_SANCTION.month),
    measures={
        "proposed": Measure(_SANCTION.state == "proposed"),
        "decided": Measure(_SANCTION.state != "proposed"),
        "points": Measure(None, _SANCTION.points),
        "cents": Measure(None, _SANCTION.cents),
    },
    scopes={Scope.UNIT: _BEARER},
    where=(_IS_OPEN,),
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
_LONGER = t.budget.alias("longer").c
_HAS_LONGER = sa.exists().where(  # a quarter of a year with a budget is no more money
    _LONGER.cost_centre_id == t.budget.c.cost_centre_id,
    _LONGER.year == t.budget.c.year,
    _LONGER.months > t.budget.c.months,
)
_CHARGED = (
    Source(
        opens=Opens.LINE,
        records=t.line.join(t.cost_centre, _CENTRE.id == _LINE.cost_centre_id),
        number=_LINE.id,
        keys=(_CENTRE.id,),
        within=at(_LINE.opened_at),
        measures={
            "ordered": COUNT,
            "price": Measure(None, _LINE.price_cents),
            "committed": Measure(one_of(_LINE.state, *_NOT_READY), _LINE.price_cents),
        },
        scopes=_BY_CENTRE,
        where=(_LINE.state != LineState.CANCELLED.value,),
    ),
    _paid(
        month(_ENTRY.month),
        {
            "charged": Measure(one_of(_ENTRY.kind, *_CHARGES), _ROW.cents),
            "credited": Measure(one_of(_ENTRY.kind, *_SANCTIONS), -_ROW.cents),
            "net": Measure(None, _ROW.cents),
        },
    ),
    _paid(of_year(month(_ENTRY.month)), {"year": Measure(None, _ROW.cents)}),
    Source(
        opens=None,
        records=t.budget.join(t.cost_centre, _CENTRE.id == t.budget.c.cost_centre_id),
        number=_CENTRE.id,
        keys=(_CENTRE.id,),
        within=lambda asked, _zone: t.budget.c.year == int(asked.last[:4]),
        measures={"budget": Measure(None, t.budget.c.cents)},
        scopes=_BY_CENTRE,
        where=(~_HAS_LONGER,),
    ),
)

_VERDICT = t.verdict.c
_CHARTERS = Source(
    opens=Opens.LINE,
    records=t.verdict.join(t.line, _LINE.id == _VERDICT.line_id),
    number=_LINE.id,
    keys=(_VERDICT.charter_version_id, _VERDICT.month),
    within=month(_VERDICT.month),
    measures={
        "kept": Measure(_VERDICT.outcome == Outcome.KEPT.value),
        "broken": Measure(_VERDICT.outcome == Outcome.BROKEN.value),
        "excused": Measure(_VERDICT.outcome == Outcome.EXCUSED.value),
        "running": Measure(one_of(_VERDICT.outcome, Outcome.RUNNING, Outcome.MANUAL)),
        "judged": Measure(one_of(_VERDICT.outcome, Outcome.KEPT, Outcome.BROKEN)),
        "credit": Measure(None, _VERDICT.cents),
    },
    scopes={**BY_LINE, Scope.CHARTER: charter_of(_VERDICT.charter_version_id)},
)
TABLES: Mapping[str, tuple[Source, ...]] = {
    "borne": (_borne(sa.case((_HAS_UNIT, _ROW.account_id), else_=0)),),
    "borne_by_charter": (_borne(_ENTRY.charter_version_id),),
    "proposed": (_PROPOSED,),
    "charges": _CHARGED,
    "charters": (_CHARTERS,),
}
