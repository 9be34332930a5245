"""What open months have to post of sanctions: what each unit bears now, less what the ledger has.

A sanction that grew since a closed month posted it is one of the open month, but only what it grew
by is to be posted; one that another unit bears now has a row for either unit.
"""

import sqlalchemy as sa

from fmdesk.core.domain.charter import Outcome
from fmdesk.core.domain.ledger import AccountKind, EntryKind
from fmdesk.core.domain.objection import Act
from fmdesk.core.domain.period import PeriodState
from fmdesk.core.domain.reporting import Opens, Scope
from fmdesk.core.sql import tables as t
from fmdesk.core.sql.reports.source import Condition, Measure, Source, cents, month, one_of

_SANCTION, _DECISION, _VERDICT = t.sanction.c, t.sanction_decision.c, t.verdict.c
_ENTRY, _ROW, _PERIOD = t.journal_entry.c, t.journal_row.c, t.period.c
_SLOT = ("line_id", "part", "clock_run", "charter_version_id")
_GIVEN = (EntryKind.SANCTION, EntryKind.SANCTION_REVERSAL)
_HAS_UNIT = _ROW.account == AccountKind.UNIT.value
_WITHDRAWN = "withdrawn"
_NONE: sa.ColumnElement[int] = sa.literal_column("0")
_ONE: sa.ColumnElement[int] = sa.literal_column("1")

_OPENED = sa.select(_PERIOD.month).where(_PERIOD.state == PeriodState.OPEN.value)
_CLOSED = sa.select(_PERIOD.month).where(
    _PERIOD.state == PeriodState.CLOSED.value, _PERIOD.month.not_in(_OPENED)
)
"""Months that are closed and were not opened again."""


def _of_slot(one: sa.FromClause, other: sa.FromClause) -> Condition:
    return sa.and_(*(one.c[name] == other.c[name] for name in _SLOT))


_MOVED_TO = (
    sa.select(_DECISION.to_unit_id)
    .where(_DECISION.sanction_id == _SANCTION.id, _DECISION.kind == Act.MOVE.value)
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
_HAD_POINTS = (
    sa.select(sa.func.coalesce(sa.func.sum(_ENTRY.points), _NONE))
    .where(_of_slot(t.journal_entry, t.sanction), one_of(_ENTRY.kind, *_GIVEN))
    .correlate(t.sanction)
    .scalar_subquery()
)
_BORNE = sa.select(
    _SANCTION.id.label("sanction_id"),
    _SANCTION.month,
    _SANCTION.state,
    _BEARER.label("unit_id"),
    _ONE.label("sanctions"),
    (_SANCTION.points - _HAD_POINTS).label("points"),
    _SANCTION.cents,
).where(_SANCTION.state != _WITHDRAWN, _SANCTION.month.not_in(_CLOSED))
"""What is borne now; points go with who bears it, whoever has those of before."""


def _stands(
    records: sa.FromClause,
    of_month: sa.ColumnElement[str],
    state: sa.ColumnElement[str],
    *where: Condition,
) -> sa.Select[tuple[int, str, str, int, int, int, int]]:
    """Return what the ledger has of sanctions, taken off."""
    has_points = sa.and_(_HAS_UNIT, state == _WITHDRAWN, one_of(_ENTRY.kind, *_GIVEN))
    query = sa.select(
        _SANCTION.id,
        of_month,
        state,
        sa.case((_HAS_UNIT, _ROW.account_id), else_=sa.null()),
        _NONE,
        sa.case((has_points, -_ENTRY.points), else_=_NONE),
        -_ROW.cents,
    )
    return query.select_from(
        records.join(t.journal_entry, _of_slot(t.journal_entry, t.sanction)).join(
            t.journal_row, _ROW.entry_id == _ENTRY.id
        )
    ).where(
        one_of(_ENTRY.kind, *_GIVEN, EntryKind.MOVE),
        one_of(_ROW.account, AccountKind.UNIT, AccountKind.ORGANISATION),
        *where,
    )


_IS_NOTHING = sa.and_(
    _VERDICT.cents == 0,
    _VERDICT.points == 0,
    _VERDICT.outcome != Outcome.MANUAL.value,
    sa.not_(_VERDICT.is_trial),
)
_PARTS = sa.union_all(
    _BORNE,
    _stands(t.sanction, _SANCTION.month, _SANCTION.state, _SANCTION.month.not_in(_CLOSED)),
    _stands(  # a closed month posted it, and by the draft of an open one nothing is owed
        t.sanction.join(t.verdict, _of_slot(t.verdict, t.sanction)),
        _VERDICT.month,
        sa.literal_column(f"'{_WITHDRAWN}'"),
        *(_IS_NOTHING, _VERDICT.month > _SANCTION.month, _VERDICT.month.not_in(_CLOSED)),
        *(_SANCTION.state != _WITHDRAWN, _SANCTION.month.in_(_CLOSED)),
    ),
).subquery("parts")
_KEY = (_PARTS.c.sanction_id, _PARTS.c.month, _PARTS.c.state, _PARTS.c.unit_id)
_POINTS, _CENTS = (sa.func.sum(_PARTS.c[name]) for name in ("points", "cents"))
_UNPOSTED = (
    sa.select(
        *_KEY,
        sa.func.sum(_PARTS.c.sanctions).label("sanctions"),
        _POINTS.label("points"),
        sa.type_coerce(_CENTS, sa.BigInteger).label("cents"),
    )
    .group_by(*_KEY)
    .having(sa.or_(_POINTS != 0, _CENTS != 0))
    .subquery("unposted")
)
_ONE_UNIT = _UNPOSTED.c
_IS_PROPOSED = _ONE_UNIT.state == "proposed"
PROPOSED = Source(
    opens=Opens.SANCTION,
    records=_UNPOSTED,
    number=_ONE_UNIT.sanction_id,
    keys=(sa.func.coalesce(_ONE_UNIT.unit_id, 0),),
    within=month(_ONE_UNIT.month),
    measures={
        "proposed": Measure(sa.and_(_IS_PROPOSED, _ONE_UNIT.sanctions == 1)),
        "decided": Measure(sa.and_(~_IS_PROPOSED, _ONE_UNIT.sanctions == 1)),
        "points": Measure(None, _ONE_UNIT.points),
        "cents": cents(_ONE_UNIT.cents),
    },
    scopes={Scope.UNIT: _ONE_UNIT.unit_id},
)
