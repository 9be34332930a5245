"""Hours, counts and closings of channels in the database."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import datetime

import sqlalchemy as sa

from fmdesk.core.domain.errors import NotFoundError
from fmdesk.core.domain.reachability import ChannelCount, ChannelHours, Closing
from fmdesk.core.sql import tables as t
from fmdesk.core.sql.numbered import insert, known_code


class SqlReachability:
    """The repository of reachability.

    Args:
        connection: Connection of the unit of work.
    """

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    # --- hours ---------------------------------------------------------------------------------

    def hours(self) -> tuple[ChannelHours, ...]:
        """Return what is promised of the channels, in the order of these."""
        c = t.channel_hours.c
        query = (
            sa.select(c.channel, t.calendar.c.code, c.staff)
            .join(t.calendar, t.calendar.c.id == c.calendar_id)
            .join(t.channel, t.channel.c.code == c.channel)
            .order_by(t.channel.c.rank, c.channel)
        )
        return tuple(ChannelHours(*row) for row in self._connection.execute(query))

    def save_hours(self, hours: Sequence[ChannelHours]) -> None:
        """Replace what is promised of all channels.

        Raises:
            NotFoundError: `channel.unknown` or `calendar.unknown`.
        """
        known = set(self._connection.execute(sa.select(t.channel.c.code)).scalars())
        rows = []
        for one in hours:
            if one.channel not in known:
                raise NotFoundError("channel.unknown", code=one.channel)
            calendar = known_code(self._connection, t.calendar, one.calendar)
            rows.append({"channel": one.channel, "calendar_id": calendar, "staff": one.staff})
        self._connection.execute(sa.delete(t.channel_hours))
        if rows:
            self._connection.execute(sa.insert(t.channel_hours), rows)

    # --- counts --------------------------------------------------------------------------------

    def count(self, channel: str, slot: datetime) -> ChannelCount | None:
        """Return a count, None when there is none."""
        c = t.channel_count.c
        query = sa.select(t.channel_count).where(c.channel == channel, c.slot == slot)
        row = self._connection.execute(query).mappings().one_or_none()
        return None if row is None else ChannelCount(**row)

    def save_count(self, count: ChannelCount) -> None:
        """Store a count in place of the one of its channel and quarter."""
        c, values = t.channel_count.c, asdict(count)
        same = (c.channel == count.channel, c.slot == count.slot)
        changed = sa.update(t.channel_count).where(*same).values(values)
        if not self._connection.execute(changed).rowcount:
            self._connection.execute(sa.insert(t.channel_count), values)

    def add_counts(self, counts: Sequence[ChannelCount]) -> None:
        """Store counts of quarters that have none."""
        rows = [asdict(one) for one in counts]
        if rows:
            self._connection.execute(sa.insert(t.channel_count), rows)

    def counts(self, start: datetime, end: datetime) -> tuple[ChannelCount, ...]:
        """Return the counts of [start, end), by time."""
        c = t.channel_count.c
        within = sa.select(t.channel_count).where(c.slot >= start, c.slot < end)
        rows = self._connection.execute(within.order_by(c.slot, c.channel)).mappings()
        return tuple(ChannelCount(**row) for row in rows)

    # --- closings ------------------------------------------------------------------------------

    def closing(self, channel: str) -> Closing | None:
        """Return the closing of a channel that lasts, None when there is none."""
        c = t.channel_closing.c
        query = sa.select(t.channel_closing).where(c.channel == channel, c.opened_at.is_(None))
        row = self._connection.execute(query.order_by(c.id.desc()).limit(1)).mappings().first()
        return None if row is None else Closing(**row)

    def add_closing(self, closing: Closing) -> Closing:
        """Store a closing; returns it with its number."""
        values = asdict(closing)
        del values["id"]
        return replace(closing, id=insert(self._connection, t.channel_closing, values))

    def end_closing(self, closing: Closing, at: datetime) -> None:
        """Note that the channel is open again."""
        c = t.channel_closing.c
        ended = sa.update(t.channel_closing).where(c.id == closing.id, c.opened_at.is_(None))
        self._connection.execute(ended.values(opened_at=at))

    def closings(self, start: datetime, end: datetime) -> tuple[Closing, ...]:
        """Return the closings that touch [start, end), by time."""
        c = t.channel_closing.c
        query = (
            sa.select(t.channel_closing)
            .where(c.closed_at < end, sa.or_(c.opened_at.is_(None), c.opened_at > start))
            .order_by(c.closed_at, c.id)
        )
        return tuple(Closing(**row) for row in self._connection.execute(query).mappings())
