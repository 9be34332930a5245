"""What the reports tell of customers: call-backs, remarks, and what the desk settled at once."""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from fmdesk.core.domain.call_back import CallBackOutcome
from fmdesk.core.domain.reporting import Opens, Scope
from fmdesk.core.domain.ticket import ContactKind, ContactOutcome
from fmdesk.core.sql import tables as t
from fmdesk.core.sql.reports.source import (
    BY_LINE,
    COUNT,
    Measure,
    Source,
    Within,
    at,
    of_before,
    one_of,
    span,
)

_LINE = t.line.c
_CALL = t.call_back.c


def _said(key: sa.ColumnElement[Any]) -> Source:
    satisfied, not_satisfied = CallBackOutcome.SATISFIED, CallBackOutcome.NOT_SATISFIED
    return Source(
        opens=Opens.CALL_BACK,
        records=t.call_back.join(t.line, _LINE.id == _CALL.line_id),
        number=_CALL.id,
        keys=(key,),
        within=at(_CALL.closed_at),
        measures={
            "satisfied": Measure(_CALL.outcome == satisfied.value),
            "not_satisfied": Measure(_CALL.outcome == not_satisfied.value),
            "not_reached": Measure(_CALL.outcome == CallBackOutcome.NOT_REACHED.value),
            "answered": Measure(one_of(_CALL.outcome, satisfied, not_satisfied)),
        },
        scopes=BY_LINE,
        where=(_CALL.outcome.is_not(None),),
    )


_CONTACT = t.contact.c
_HANDLER = sa.func.coalesce(_CONTACT.handler_unit_id, _LINE.unit_id)
_REMARKS = Source(
    opens=Opens.CONTACT,
    records=t.contact.outerjoin(t.line, _LINE.id == _CONTACT.line_id).outerjoin(
        t.person, t.person.c.id == _CONTACT.person_id
    ),
    number=_CONTACT.id,
    keys=(sa.func.coalesce(_HANDLER, 0),),
    within=at(_CONTACT.at),
    measures={
        "complaints": Measure(_CONTACT.kind == ContactKind.COMPLAINT.value),
        "compliments": Measure(_CONTACT.kind == ContactKind.COMPLIMENT.value),
        "suggestions": Measure(_CONTACT.kind == ContactKind.SUGGESTION.value),
        "all": COUNT,
        "answered": Measure(_CONTACT.answered_at.is_not(None)),
        "in_time": Measure(_CONTACT.answered_at <= _CONTACT.due_at),
    },
    scopes={Scope.UNIT: _HANDLER, Scope.DEPARTMENT: t.person.c.department_id},
    where=(
        one_of(
            _CONTACT.kind, ContactKind.COMPLAINT, ContactKind.COMPLIMENT, ContactKind.SUGGESTION
        ),
    ),
)
_SETTLED = Source(
    opens=Opens.CONTACT,
    records=t.contact.outerjoin(t.person, t.person.c.id == _CONTACT.person_id),
    number=_CONTACT.id,
    keys=(_CONTACT.channel,),
    within=at(_CONTACT.at),
    measures={
        "contacts": COUNT,
        "at_desk": Measure(one_of(_CONTACT.outcome, ContactOutcome.FAQ, ContactOutcome.DESK)),
        "from_faq": Measure(_CONTACT.outcome == ContactOutcome.FAQ.value),
        "seconds": span(_CONTACT.handled_seconds),
    },
    scopes={Scope.DEPARTMENT: t.person.c.department_id, Scope.CHANNEL: _CONTACT.channel},
)


def _questioned(code: str, within: Within) -> Source:
    return Source(
        opens=Opens.CONTACT,
        records=t.contact,
        number=_CONTACT.id,
        keys=(_CONTACT.faq_id,),
        within=within,
        measures={code: COUNT},
        where=(_CONTACT.faq_id.is_not(None),),
    )


TABLES: Mapping[str, tuple[Source, ...]] = {
    "said_of_units": (_said(_LINE.unit_id),),
    "said_of_products": (_said(_LINE.product_id),),
    "remarks": (_REMARKS,),
    "settled": (_SETTLED,),
    "questioned": (
        _questioned("asked", at(_CONTACT.at)),
        _questioned("before", of_before(at(_CONTACT.at))),
    ),
}
