"""Where "now" comes from (domain page, Time): the server's clock, or the host's, watched.

On SQLite the host's clock may be set back. Then the last stamp counts on, with a warning over two
seconds; over ten minutes changes stop until the clock is right.
"""

import logging
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa

from fmdesk.core.domain.errors import StorageError
from fmdesk.core.ports import TimeSource

WARN_BACK = timedelta(seconds=2)
STOP_BACK = timedelta(minutes=10)

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class HostTime:
    """The clock of this machine."""

    def now(self) -> datetime:
        """Return the present instant, aware UTC in whole seconds."""
        return datetime.now(UTC).replace(microsecond=0)


@dataclass(frozen=True, slots=True)
class ServerTime:
    """The clock of the PostgreSQL server behind a connection."""

    connection: sa.Connection

    def now(self) -> datetime:
        """Return the present instant, aware UTC in whole seconds."""
        instant = sa.func.floor(sa.extract("epoch", sa.func.clock_timestamp()))
        seconds = self.connection.execute(sa.select(sa.cast(instant, sa.BigInteger))).scalar_one()
        return datetime.fromtimestamp(seconds, UTC)


@dataclass(frozen=True, slots=True)
class RunningTime:
    """The office's time between two looks at the database: this machine's clock, set right.

    Attributes:
        ahead: How far the office's now was ahead of this machine's clock at the last look.
    """

    ahead: timedelta

    def now(self) -> datetime:
        """Return the present instant, aware UTC in whole seconds."""
        return HostTime().now() + self.ahead


def clamp(source: TimeSource, last: datetime | None, *, is_writing: bool) -> datetime:
    """Return "now", never before the last stamp in the command log.

    Args:
        source: The clock.
        last: The last stamp, None before the first command.
        is_writing: A change stops when the clock went back too far; reading goes on.

    Raises:
        StorageError: `time.went_back`.
    """
    now = source.now()
    if last is None or now >= last:
        return now
    if is_writing and last - now > STOP_BACK:
        raise StorageError("time.went_back", now=now.isoformat(), last=last.isoformat())
    if is_writing and last - now > WARN_BACK:
        _log.warning("the clock went back: it says %s, the last change was at %s", now, last)
    return last
