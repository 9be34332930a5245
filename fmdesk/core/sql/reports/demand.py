"""What the reports tell of demand and of how channels were reached."""

from collections.abc import Mapping

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
    cents,
    of_before,
    quarter_number,
)

_LINE = t.line.c
_SLOT, _CLOSING = t.channel_count.c, t.channel_closing.c
_REACHED = (
    Source(
        opens=Opens.QUARTER,
        records=t.channel_count,
        number=quarter_number(),
        keys=(_SLOT.channel,),
        within=at(_SLOT.slot),
        measures={
            "answered": Measure(None, _SLOT.answered),
            "missed": Measure(None, _SLOT.missed),
            "offered": Measure(None, _SLOT.answered + _SLOT.missed),
        },
        scopes={Scope.CHANNEL: _SLOT.channel},
    ),
    Source(
        opens=Opens.CLOSING,
        records=t.channel_closing,
        number=_CLOSING.id,
        keys=(_CLOSING.channel,),
        within=at(_CLOSING.closed_at),
        measures={"closings": COUNT},
        scopes={Scope.CHANNEL: _CLOSING.channel},
    ),
)


def _demand(within: Within, measures: Mapping[str, Measure]) -> Source:
    key, is_left = (_LINE.product_id,), _LINE.state != LineState.CANCELLED.value
    return Source(Opens.LINE, t.line, _LINE.id, key, within, measures, BY_LINE, (is_left,))


_BESPOKE_LINE = t.bespoke_line.c
_BESPOKE = Source(
    opens=Opens.LINE,
    records=t.bespoke_line.join(t.line, _LINE.id == _BESPOKE_LINE.line_id),
    number=_LINE.id,
    keys=(_BESPOKE_LINE.description, _BESPOKE_LINE.unit_id),
    within=at(_LINE.opened_at),
    measures={
        "lines": COUNT,
        "price": cents(_BESPOKE_LINE.price_cents),
        "adopted": Measure(_BESPOKE_LINE.product_id.is_not(None)),
    },
)
_OPENED = at(_LINE.opened_at)
_NOW = {
    "lines": COUNT,
    "pieces": Measure(None, _LINE.quantity),
    "price": cents(_LINE.price_cents),
}
TABLES: Mapping[str, tuple[Source, ...]] = {
    "reached": _REACHED,
    "demand": (_demand(_OPENED, _NOW), _demand(of_before(_OPENED), {"before": COUNT})),
    "bespoke": (_BESPOKE,),
}
