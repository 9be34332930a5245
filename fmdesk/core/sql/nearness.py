"""By when a line must be due to be near breach, for each pinned calendar."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa

from fmdesk.core.domain.calendar import Calendar
from fmdesk.core.domain.errors import InvalidInputError
from fmdesk.core.domain.instants import LAST_YEAR
from fmdesk.core.ports import CatalogRepository
from fmdesk.core.services.nearness import near_seconds
from fmdesk.core.sql.settings import SqlSettings
from fmdesk.core.sql.tables import calendar_version

Near = Sequence[tuple[int | None, datetime]]
"""For each pinned calendar (None: around the clock) by when what is near breach is due."""
LAST = datetime(LAST_YEAR, 12, 31, tzinfo=UTC)
"""Nothing is due later."""


def each_calendar(
    connection: sa.Connection, catalog: CatalogRepository
) -> Sequence[tuple[int, Calendar]]:
    """Return the number of each version of a calendar, with the calendar."""
    versions = connection.execute(sa.select(calendar_version.c.id)).scalars().all()
    return [(one, catalog.calendar_version(one)[1]) for one in versions]


def near_by(connection: sa.Connection, catalog: CatalogRepository, now: datetime) -> Near:
    """Return for each calendar the last due time with no more open time before it than is near.

    Args:
        connection: Connection of the unit of work.
        catalog: Its catalogue.
        now: The instant.
    """
    seconds = near_seconds(SqlSettings(connection))
    return (
        (None, now + timedelta(seconds=seconds)),
        *(
            (one, _after(calendar, now, seconds))
            for one, calendar in each_calendar(connection, catalog)
        ),
    )


def _after(calendar: Calendar, now: datetime, seconds: int) -> datetime:
    try:
        return calendar.next_open(calendar.add(now, seconds))
    except InvalidInputError:  # it is not open for so long any more: all that is due is near
        return LAST
