"""Count sessions: what was counted against the records, booked as corrections.

A difference is taken against the records of the moment at which it was entered, so that goods may
come and go while the session is open.
"""

from dataclasses import replace

import sqlalchemy as sa

from fmdesk.plugins.bundled.supplies import tables as t
from fmdesk.plugins.bundled.supplies.articles import Stamp
from fmdesk.plugins.bundled.supplies.counting import (
    CloseCount,
    CountEntry,
    CountLine,
    CountRow,
    CountSheet,
    CountState,
    OpenCount,
)
from fmdesk.plugins.bundled.supplies.goods import Count
from fmdesk.plugins.bundled.supplies.pricing import taken
from fmdesk.plugins.bundled.supplies.refusals import refusal
from fmdesk.plugins.bundled.supplies.store.goods import Goods


class Counts(Goods):
    """Opens, fills and books count sessions."""

    def counts(self, most: int = 50) -> tuple[CountRow, ...]:
        """Return the newest count sessions, newest first."""
        query = sa.select(t.count).order_by(t.count.c.id.desc()).limit(most)
        return tuple(_count(row) for row in self._connection.execute(query))

    def sheet(self, number: int) -> CountSheet:
        """Return a session with the articles that lie at its place or were counted there.

        Raises:
            PluginError: `supplies.no_count`.
        """
        count = self._count(number)
        is_open = count.state is CountState.OPEN
        query = (
            sa.select(t.article, t.stock.c.on_hand, t.count_line)
            .outerjoin(
                t.stock,
                sa.and_(t.stock.c.article == t.article.c.code, t.stock.c.place == count.place),
            )
            .outerjoin(
                t.count_line,
                sa.and_(t.count_line.c.article == t.article.c.code, t.count_line.c.count == number),
            )
            .where(t.article.c.is_stocked)
            .where(
                sa.or_(
                    t.count_line.c.counted.is_not(None),
                    sa.and_(t.stock.c.on_hand > 0, sa.literal(is_open)),
                )
            )
            .order_by(t.article.c.code)
        )
        lines = (_line(row) for row in self._connection.execute(query).all())
        hides = count.is_blind and is_open
        return CountSheet(count, tuple(_hidden(line) if hides else line for line in lines))

    def open_count(self, wanted: OpenCount, stamp: Stamp) -> int:
        """Begin a session at a place and return its number.

        Raises:
            PluginError: `supplies.unknown_place` or `supplies.count_open`.
        """
        if wanted.place not in {place.code for place in self.places()}:
            raise refusal("supplies.unknown_place", place=wanted.place)
        going_on = self._connection.scalar(
            sa.select(t.count.c.id).where(
                t.count.c.place == wanted.place,
                t.count.c.state.in_((CountState.OPEN.value, CountState.WAITING.value)),
            )
        )
        if going_on:
            raise refusal("supplies.count_open", place=wanted.place, count=going_on)
        insert = sa.insert(t.count).values(
            place=wanted.place,
            is_blind=wanted.is_blind,
            state=CountState.OPEN.value,
            opened_at=stamp.at,
            opened_by=stamp.actor,
            reason="",
        )
        return int(self._connection.execute(insert.returning(t.count.c.id)).scalar_one())

    def enter(self, entry: CountEntry, stamp: Stamp) -> None:
        """Enter what was counted of an article.

        Raises:
            PluginError: `supplies.counted`, `supplies.unknown_article`, `supplies.not_stocked`,
                `supplies.no_count` or `supplies.count_closed`.
        """
        count = self._count(entry.count, CountState.OPEN)
        if entry.counted < 0:
            raise refusal("supplies.counted", counted=entry.counted)
        code = self.find(entry.article).code
        self._stocked(code, count.place)
        key = {"count": entry.count, "article": code}
        self._connection.execute(sa.delete(t.count_line).filter_by(**key))
        on_hand, _reserved = self._at(code, count.place)
        cents = self._worth(code, count.place, entry.counted - on_hand)
        values = {"on_hand": on_hand, "counted": entry.counted, "cents": cents, "at": stamp.at}
        self._connection.execute(sa.insert(t.count_line).values(**key, **values, actor=stamp.actor))

    def close_count(self, wanted: CloseCount, stamp: Stamp, limit_cents: int) -> CountState:
        """Book the differences, or leave them to an approver when they are worth too much.

        Raises:
            PluginError: `supplies.reason_missing`, `supplies.no_count` or `supplies.count_closed`.
        """
        if not wanted.reason.strip():
            raise refusal("supplies.reason_missing")
        self._count(wanted.count, CountState.OPEN)
        self._set(wanted.count, CountState.WAITING, reason=wanted.reason.strip())
        if self.sheet(wanted.count).cents > limit_cents:
            return CountState.WAITING
        return self._book_count(wanted.count, stamp)

    def approve_count(self, number: int, stamp: Stamp) -> CountState:
        """Book the differences of a session that somebody else counted.

        Raises:
            PluginError: `supplies.own_count`, `supplies.no_count` or `supplies.count_closed`.
        """
        count = self._count(number, CountState.WAITING)
        counted_by = {count.opened_by, *(line.actor for line in self.sheet(number).lines)}
        if stamp.actor in counted_by:
            raise refusal("supplies.own_count")
        return self._book_count(number, stamp)

    def drop_count(self, number: int) -> CountState:
        """End a session without booking anything.

        Raises:
            PluginError: `supplies.no_count` or `supplies.count_closed`.
        """
        self._count(number, CountState.OPEN, CountState.WAITING)
        return self._set(number, CountState.DROPPED)

    # --- how ---

    def _count(self, number: int, *states: CountState) -> CountRow:
        """Return a session, locked when it must be in one of the states."""
        query = sa.select(t.count).where(t.count.c.id == number)
        row = self._connection.execute(query.with_for_update() if states else query).one_or_none()
        if row is None:
            raise refusal("supplies.no_count", count=number)
        found = _count(row)
        if states and found.state not in states:
            raise refusal("supplies.count_closed", count=number)
        return found

    def _set(self, number: int, state: CountState, **values: str) -> CountState:
        this = sa.update(t.count).where(t.count.c.id == number)
        self._connection.execute(this.values(state=state.value, **values))
        return state

    def _book_count(self, number: int, stamp: Stamp) -> CountState:
        sheet = self.sheet(number)
        place, reason = sheet.count.place, sheet.count.reason
        for line in sheet.lines:
            if line.difference:
                self._stocked(line.article, place)
                now, _reserved = self._at(line.article, place)
                counted = max(0, now + line.difference)
                self.correct(Count(line.article, place, counted, reason), stamp)
        return self._set(number, CountState.BOOKED)

    def _worth(self, article: str, place: str, difference: int) -> int:
        """Return what a difference costs, less than 0 for what is missing."""
        if difference > 0:
            return self.price(article, difference)
        return -sum(goods.cents for goods in taken(self.layers(article, place), -difference))


def _count(row: sa.Row[tuple[object, ...]]) -> CountRow:
    values = row._mapping  # noqa: SLF001  # SQLAlchemy's name for reading by column
    return CountRow(
        id=values["id"],
        place=values["place"],
        is_blind=values["is_blind"],
        state=CountState(values["state"]),
        opened_at=values["opened_at"],
        opened_by=values["opened_by"],
        reason=values["reason"],
    )


def _hidden(line: CountLine) -> CountLine:
    """Return a line of a blind sheet: without what should lie there and what differs."""
    return replace(line, on_hand=None, cents=0)


def _line(row: sa.Row[tuple[object, ...]]) -> CountLine:
    values = row._mapping  # noqa: SLF001  # SQLAlchemy's name for reading by column
    article, entered = t.article.c, t.count_line.c
    is_counted = values[entered.counted] is not None
    return CountLine(
        article=values[article.code],
        name_nl=values[article.name_nl],
        name_en=values[article.name_en],
        unit=values[article.unit],
        barcode=values[article.barcode],
        on_hand=values[entered.on_hand] if is_counted else values[t.stock.c.on_hand],
        counted=values[entered.counted],
        cents=values[entered.cents] or 0,
        actor=values[entered.actor] or "",
    )
