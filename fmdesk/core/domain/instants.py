"""Instants as whole seconds since 1970 UTC, the form in which times are counted."""

from datetime import UTC, datetime

from fmdesk.core.domain.errors import InvalidInputError

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
DAY = 86_400
HOUR = 3_600
MINUTE = 60
FIRST_YEAR = 1970
LAST_YEAR = 2200
LAST_INSTANT = (datetime(LAST_YEAR + 1, 1, 1, tzinfo=UTC) - EPOCH).days * DAY
"""First second after the years that calendars know."""

_from_timestamp = datetime.fromtimestamp


def to_epoch(at: datetime) -> int:
    """Return the whole seconds since 1970 UTC of an aware datetime; fractions are cut off.

    Raises:
        InvalidInputError: `time.naive` when the datetime has no zone.
    """
    try:
        since = at - EPOCH
    except TypeError as error:
        raise naive(at) from error
    return since.days * DAY + since.seconds


def to_datetime(epoch: int) -> datetime:
    """Return the aware UTC datetime of seconds since 1970."""
    return _from_timestamp(epoch, UTC)


def naive(at: object) -> InvalidInputError:
    """Return the error for a time without a zone."""
    return InvalidInputError("time.naive", value=str(at))


def out_of_range(epoch: int) -> InvalidInputError:
    """Return the error for an instant outside the years that calendars know."""
    return InvalidInputError(
        "calendar.out_of_range",
        value=str(to_datetime(epoch)) if 0 <= epoch < 2 * LAST_INSTANT else str(epoch),
        first=FIRST_YEAR,
        last=LAST_YEAR,
    )
