"""The due time as a person says it: what is left of the promise, or how late it is."""

from fmdesk.core.domain.office_time import OfficeTime
from fmdesk.core.domain.remaining import Remaining, remaining
from fmdesk.core.domain.ticket import LineState
from fmdesk.core.domain.views import TicketRow
from fmdesk.desktop.words import short_stamp
from fmdesk.i18n import _, number, stamp
from fmdesk.ui.widgets.badge import Badge

ENDED = frozenset({LineState.READY, LineState.CANCELLED})
_MINUTE = 60
_MANY_HOURS = 100


def left(row: TicketRow, office: OfficeTime) -> Remaining | None:
    """Return what is left of a line's promise; None when it has no due time or is ended."""
    if row.due_at is None or row.state in ENDED:
        return None
    return remaining(row.due_at, office.now(), row.calendar, row.near_seconds)


def is_late(row: TicketRow, office: OfficeTime) -> bool:
    """Tell whether an open line is past due at this very moment."""
    there = left(row, office)
    return there is not None and there.is_late


def words(row: TicketRow, office: OfficeTime, *, is_brief: bool = False) -> str:
    """Return the time left, `nog 3 u 20 kantooruren`; the stamp for a line that is ended.

    Args:
        row: The line.
        office: The office's time.
        is_brief: Where room is short: `nog 3 u 20`, and the hint says of what.
    """
    there = left(row, office)
    if there is None:
        return short_stamp(row.due_at, office)
    if there.is_late:
        return _late(there)
    if not there.has_hours:
        return _("{time} left").format(time=duration(there.clock_seconds))
    if there.open_seconds < _MINUTE:
        return _("{time} left, closed").format(time=duration(there.clock_seconds))
    left_words = _("{time} left") if is_brief else _("{time} office hours left")
    return left_words.format(time=duration(there.open_seconds))


def _late(there: Remaining) -> str:
    if there.open_seconds < _MINUTE:
        return _("Just late")
    return _("{time} late").format(time=duration(there.open_seconds))


def badge(row: TicketRow, office: OfficeTime, *, is_brief: bool = False) -> Badge | None:
    """Return a badge for what needs a look: amber near breach, red when late."""
    there = left(row, office)
    if there is None or not (there.is_late or there.is_near):
        return None
    icon, tone = ("triangle-alert", "broken") if there.is_late else ("hourglass", "risk")
    return Badge(icon, words(row, office, is_brief=is_brief), tone)


def hint(row: TicketRow, office: OfficeTime) -> str:
    """Return the full stamp of the due time."""
    if row.due_at is None:
        return _("No due time")
    return _("Due {stamp}").format(stamp=stamp(row.due_at, office.zone))


def duration(seconds: int) -> str:
    """Return a time in hours and minutes, `3 u 20`; from 100 hours on in hours alone."""
    hours, minutes = divmod(seconds // _MINUTE, 60)
    if hours >= _MANY_HOURS:
        return _("{hours} h").format(hours=number(hours))
    return _("{hours} h {minutes:02}").format(hours=hours, minutes=minutes)
