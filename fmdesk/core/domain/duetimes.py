"""When a limit ends: hours by open time, days by the calendar's day rule (domain page, Time)."""

from functools import cache

from fmdesk.core.domain.instants import DAY, HOUR, MINUTE
from fmdesk.core.domain.limits import AfterClose, ClosedStart, DayRule, Limit, LimitUnit, TimeOfDay
from fmdesk.core.domain.opentime import OpenTime, within
from fmdesk.core.domain.windows import to_minutes


def find_due(open_time: OpenTime, rule: DayRule, start: int, limit: Limit) -> int:
    """Return the last instant in time for work begun at `start`, both in epoch seconds.

    Raises:
        InvalidInputError: `calendar.out_of_range`.
    """
    unit = limit.unit
    if unit is LimitUnit.WORKING_HOURS:
        return open_time.add(start, limit.n * HOUR)
    if unit is LimitUnit.CLOCK_HOURS:
        return within(start + limit.n * HOUR)
    if unit is LimitUnit.CALENDAR_DAYS:
        return _on_calendar_day(open_time, start, limit)
    return _on_working_day(open_time, rule, start, limit)


def _on_calendar_day(open_time: OpenTime, start: int, limit: Limit) -> int:
    day, time = divmod(open_time.zone.to_wall(within(start)), DAY)
    day += limit.n
    if limit.time_of_day is TimeOfDay.KEEP:
        return within(open_time.zone.to_utc(day * DAY + time))
    table, index = open_time.open_day(day, 0)
    return table.day_closes[index]


def _on_working_day(open_time: OpenTime, rule: DayRule, start: int, limit: Limit) -> int:
    to_wall, to_utc = open_time.zone.to_wall, open_time.zone.to_utc
    day, time = divmod(to_wall(start), DAY)
    table, index = open_time.open_day(day, 0)
    first = table.days[index]
    if first != day and rule.closed_start is ClosedStart.OPEN:
        time = to_wall(table.day_opens[index]) - first * DAY
    late = rule.after_close
    if late is not None and time >= _seconds(late.from_):
        return _after_close(open_time, late, first, limit)
    table, index = open_time.open_day(first, limit.n)
    if limit.time_of_day is TimeOfDay.KEEP:
        return to_utc(table.days[index] * DAY + time)
    if limit.time_of_day is TimeOfDay.CLOSE:
        return table.day_closes[index]
    seconds = table.day_sums[index] - table.day_sums[index - limit.n]
    return open_time.add(start if first == day else to_utc(first * DAY + time), seconds)


def _after_close(open_time: OpenTime, late: AfterClose, first: int, limit: Limit) -> int:
    table, index = open_time.open_day(first, limit.n + late.extra_days)
    return open_time.zone.to_utc(table.days[index] * DAY + _seconds(late.due_at))


@cache
def _seconds(time: str) -> int:
    return to_minutes(time) * MINUTE
