"""What movements cost: sums for the month report."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from fmdesk.plugins.bundled.supplies import tables as t
from fmdesk.plugins.bundled.supplies.goods import MovementKind
from fmdesk.plugins.bundled.supplies.store.questions import Questions
from fmdesk.plugins.bundled.supplies.worth import Miscount, Moved

_MOVED, _TAKEN_BACK = t.movement, t.movement.alias("taken_back")
_KIND = sa.func.coalesce(_TAKEN_BACK.c.kind, _MOVED.c.kind)
"""What it was; of a counter-movement what it takes back had been."""
_REASON = sa.func.coalesce(_TAKEN_BACK.c.reason, _MOVED.c.reason)


class Worth(Questions):
    """Questions to the price of movements."""

    def moved(self, start: datetime, end: datetime, as_of: datetime) -> tuple[Moved, ...]:
        """Return what moved before an instant and in [start, end), by place, group and kind.

        Args:
            start: The begin.
            end: The end.
            as_of: What was booked later is left out.
        """
        is_before = sa.case((_MOVED.c.at < start, 1), else_=0).label("is_before")
        parts = (_MOVED.c.place, t.article.c.group, _KIND.label("kind"), is_before)
        moved = (
            _movements(*parts, _MOVED.c.cents)
            .join(t.article, t.article.c.code == _MOVED.c.article)
            .where(_MOVED.c.at < end, _MOVED.c.at <= as_of)
            .subquery()
        )
        keys: Sequence[sa.ColumnElement[Any]] = list(moved.c)[:-1]
        query: sa.Select[Any] = sa.select(*keys, sa.func.sum(moved.c.cents)).group_by(*keys)
        return tuple(
            Moved(place, group, MovementKind(kind), bool(before), int(total))
            for place, group, kind, before, total in self._connection.execute(query)
        )

    def miscounts(self, start: datetime, end: datetime, as_of: datetime) -> tuple[Miscount, ...]:
        """Return the differences that counts found in [start, end), by place, article and reason.

        Args:
            start: The begin.
            end: The end.
            as_of: What was booked later is left out.
        """
        parts = (_MOVED.c.place, _MOVED.c.article, _REASON)
        pieces, cents = sa.func.sum(_MOVED.c.on_hand), sa.func.sum(_MOVED.c.cents)
        query = (
            _movements(*parts[:2], pieces, cents, parts[2])
            .where(_KIND.in_([MovementKind.CORRECTION.value]))
            .where(_MOVED.c.at >= start, _MOVED.c.at < end, _MOVED.c.at <= as_of)
            .group_by(*parts)
            .having(sa.or_(pieces != 0, cents != 0))
            .order_by(*parts)
        )
        return tuple(
            Miscount(place, article, int(found), int(worth), reason)
            for place, article, found, worth, reason in self._connection.execute(query)
        )


def _movements(*columns: sa.ColumnElement[Any]) -> sa.Select[Any]:
    """Return the query of movements, each with what it takes back."""
    query = sa.select(*columns).select_from(_MOVED)
    return query.outerjoin(_TAKEN_BACK, _TAKEN_BACK.c.id == _MOVED.c.undoes)
