"""What the reports tell of the cut: hand-overs, returns, and questions to units."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.sql.selectable import NamedFromClause

from fmdesk.core.domain.events import EventKind
from fmdesk.core.domain.process import Side
from fmdesk.core.domain.reporting import Opens, Scope
from fmdesk.core.sql import tables as t
from fmdesk.core.sql.reports.source import (
    COUNT,
    PERIOD_END,
    PERIOD_START,
    Measure,
    Source,
    at,
    one_of,
    seconds,
    span,
)

LONG_SECONDS = 86_400
_LINE = t.line.c
_EVENT, _STEP = t.line_event.c, t.step.c


def _starts(event: sa.FromClause) -> sa.Select[tuple[Any, ...]]:
    """Return the first start at the back of each line of the period, by the order of its events.

    The period stands in here too: the events of all other lines are never read.
    """
    line = t.line.alias("own")
    step = t.step.alias("back")
    same = (
        step.c.process_version_id == line.c.process_version_id,
        step.c.position == event.c.step,
    )
    return (
        sa.select(event.c.line_id, sa.func.min(event.c.number).label("number"))
        .join(line, line.c.id == event.c.line_id)
        .join(step, sa.and_(*same))
        .where(
            *(line.c.opened_at >= PERIOD_START, line.c.opened_at < PERIOD_END),
            *(event.c.kind == EventKind.STARTED.value, step.c.side == Side.BACK.value),
        )
        .group_by(event.c.line_id)
    )


def _instant(event: NamedFromClause) -> sa.ColumnElement[int]:
    """Return when an event was, as it was last corrected."""
    later = t.line_event.alias(f"{event.name}_corrected")
    corrected = (
        sa.select(seconds(later.c.corrected_at))
        .where(
            later.c.line_id == event.c.line_id,
            later.c.kind == EventKind.CORRECTED.value,
            later.c.corrects == event.c.number,
        )
        .order_by(later.c.number.desc())
        .limit(1)
        .correlate(event)
        .scalar_subquery()
    )
    return sa.func.coalesce(corrected, seconds(event.c.at))


_FIRST = _starts(t.line_event.alias("start")).subquery("first")
_TAKEN = t.line_event.alias("taken")
_GIVEN = t.line_event.alias("given")
_HANDED_AT = (
    sa.select(sa.func.max(_instant(_GIVEN)))
    .where(
        _GIVEN.c.line_id == _TAKEN.c.line_id,
        _GIVEN.c.number < _TAKEN.c.number,
        one_of(_GIVEN.c.kind, EventKind.RECEIVED, EventKind.STEP_FINISHED),
    )
    .correlate(_TAKEN)
    .scalar_subquery()
)
_WAITED = (
    sa.select(
        _TAKEN.c.line_id,
        _HANDED_AT.label("handed_at"),
        (_instant(_TAKEN) - _HANDED_AT).label("seconds"),
    )
    .join(
        _FIRST,
        sa.and_(_FIRST.c.line_id == _TAKEN.c.line_id, _FIRST.c.number == _TAKEN.c.number),
    )
    .subquery("waited")
)
_HANDED = Source(
    opens=Opens.LINE,
    records=t.line.join(_WAITED, _WAITED.c.line_id == _LINE.id),
    number=_LINE.id,
    keys=(sa.func.coalesce(_LINE.owner_id, _LINE.unit_id),),
    within=at(_LINE.opened_at),
    measures={
        "lines": COUNT,
        "at_desk": span(_WAITED.c.handed_at - seconds(_LINE.opened_at)),
        "seconds": span(_WAITED.c.seconds),
        "long": Measure(_WAITED.c.seconds > LONG_SECONDS),
    },
    scopes={Scope.UNIT: sa.func.coalesce(_LINE.owner_id, _LINE.unit_id)},
)
_RETURN = t.line_return.c
_RETURNED = Source(
    opens=Opens.LINE,
    records=t.line_event.join(t.line, _LINE.id == _EVENT.line_id).outerjoin(
        t.line_return,
        sa.and_(_RETURN.line_id == _EVENT.line_id, _RETURN.event == _EVENT.number),
    ),
    number=_LINE.id,
    keys=(
        sa.func.coalesce(_RETURN.unit_id, _LINE.owner_id, _LINE.unit_id),
        sa.func.coalesce(_RETURN.reason, ""),
    ),
    within=at(_EVENT.at),
    measures={"returns": COUNT},
    scopes={Scope.UNIT: sa.func.coalesce(_RETURN.unit_id, _LINE.owner_id, _LINE.unit_id)},
    where=(_EVENT.kind == EventKind.RETURNED.value,),
)
_QUESTION = t.unit_question.c
_ASKED = Source(
    opens=Opens.QUESTION,
    records=t.unit_question,
    number=_QUESTION.id,
    keys=(_QUESTION.unit_id,),
    within=at(_QUESTION.asked_at),
    measures={
        "questions": COUNT,
        "answered": Measure(_QUESTION.answered_at.is_not(None)),
        "in_time": Measure(_QUESTION.answered_at <= _QUESTION.due_at),
    },
    scopes={Scope.UNIT: _QUESTION.unit_id},
)
TABLES = {"handed": (_HANDED,), "returned": (_RETURNED,), "asked": (_ASKED,)}
