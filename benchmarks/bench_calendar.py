"""Working time over ten years, warm: ours beside three libraries that count it too.

All answer the same questions about the same office with the same answers, which is checked first.
Two offices: a plain week of Monday to Friday, and a real one with Dutch holidays and, where the
peers know breaks, a lunch break. Ours are asked through datetimes, as the peers are.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from itertools import cycle
from time import process_time
from typing import Any

import pandas as pd
import pytz
from business_duration import businessDuration
from businesstimedelta import BusinessTimeDelta, HolidayRule, LunchTimeRule, Rules, WorkDayRule

from benchmarks.result import Result
from fmdesk.core.domain.calendar import Calendar, Limit, LimitUnit, TimeOfDay
from fmdesk.core.services.holidays import dutch_holidays

START = datetime(2016, 3, 7, 10, 0, tzinfo=UTC)
END = datetime(2026, 3, 9, 15, 0, tzinfo=UTC)
LINES = [
    START + timedelta(days=7 * week, hours=hours, minutes=30)
    for week, hours in zip(range(40), cycle((0, 1, 3, 4, 5)), strict=False)
]
"""Starts of a month's lines in office hours. None ends at a closing time: pandas takes that for the
next opening, ours for the closing, as the domain page asks."""
HOUR = 3600
LEAST = 50
ROUNDS, ROUND_SECONDS = 7, 0.02
PLAIN, LUNCH = [("09:00", "17:00")], [("09:00", "12:00"), ("13:00", "17:00")]
PANDAS = "pandas CustomBusinessHour"

Ask = Callable[[], object]
Closed = Mapping[date, str]


def run() -> list[Result]:
    """Measure every question on both offices against the fastest peer of each."""
    holidays = dutch_holidays(range(2015, 2028))
    return [
        *_between("plain week", {}),
        *_between("holidays", holidays),
        *_add("plain week", {}, PLAIN),
        *_add("lunch and holidays", holidays, LUNCH),
        *_other_limits("plain week", {}),
        *_other_limits("holidays", holidays),
    ]


def _calendar(closed: Closed, windows: Sequence[tuple[str, str]]) -> Calendar:
    return Calendar("UTC", dict.fromkeys(range(5), windows), closed)


def _between(office: str, closed: Closed) -> list[Result]:
    calendar = _calendar(closed, PLAIN)
    rules = _rules(closed, PLAIN)
    start, end = START.replace(tzinfo=None), END.replace(tzinfo=None)
    hour = pd.offsets.CustomBusinessHour(start="09:00", end="17:00", holidays=list(closed))
    asked: dict[str, Ask] = {
        "fmdesk": lambda: calendar.between(START, END),
        "businesstimedelta": lambda: round(rules.difference(START, END).timedelta.total_seconds()),
        "business-duration": lambda: round(
            businessDuration(
                startdate=start,
                enddate=end,
                starttime=time(9),
                endtime=time(17),
                weekendlist=[5, 6],
                holidaylist=closed,
                unit="sec",
            )
        ),
        PANDAS: lambda: len(pd.date_range(start, end, freq=hour, inclusive="left")) * HOUR,
    }
    name = f"calendar: working time between two instants ten years apart, {office}"
    return [_result(name, calendar.between(START, END), asked)]


def _add(office: str, closed: Closed, windows: Sequence[tuple[str, str]]) -> list[Result]:
    calendar = _calendar(closed, windows)
    rules = _rules(closed, windows)
    hours = calendar.between(START, END) // HOUR
    limit = Limit(LimitUnit.WORKING_HOURS, hours)
    opens, closes = map(list, zip(*windows, strict=True))
    offset = pd.offsets.CustomBusinessHour(hours, start=opens, end=closes, holidays=list(closed))
    stamp, stamps = pd.Timestamp(START), [pd.Timestamp(start) for start in LINES]
    peers: dict[str, Ask] = {
        "businesstimedelta": lambda: START + BusinessTimeDelta(rules, hours=hours),
        PANDAS: lambda: _to_the_end(stamp, offset),
    }
    whole = pd.offsets.CustomBusinessHour(
        hours - hours % 8, start=opens, end=closes, holidays=list(closed)
    )
    whole_seconds = (hours - hours % 8) * HOUR
    bulk: dict[str, Ask] = {
        "fmdesk": lambda: calendar.add_many(LINES, hours * HOUR),
        PANDAS: lambda: [_to_the_end(one, offset) for one in stamps],
    }
    return [
        _result(
            f"calendar: ten years of working time added, {office}",
            END,
            {"fmdesk": lambda: calendar.add(START, hours * HOUR), **peers},
        ),
        _result(
            f"calendar: ten years of whole working days added in seconds, {office}",
            calendar.add(START, whole_seconds),
            {
                "fmdesk": lambda: calendar.add(START, whole_seconds),
                PANDAS: lambda: _to_the_end(stamp, whole),
            },
        ),
        _result(
            f"calendar: due after ten years of working hours, {office}",
            END,
            {"fmdesk": lambda: calendar.due(START, limit), **peers},
        ),
        _result(
            f"calendar: the same for {len(LINES)} lines at once, {office}",
            [calendar.add(start, hours * HOUR) for start in LINES],
            bulk,
        ),
    ]


def _other_limits(office: str, closed: Closed) -> list[Result]:
    """Measure the other limits; of the three only pandas knows them, in compiled code."""
    calendar = _calendar(closed, PLAIN)
    stamp, n, off = pd.Timestamp(START), 2_500, list(closed)
    hours = pd.offsets.CustomBusinessHour(8 * n, start="09:00", end="17:00", holidays=off)
    days = pd.offsets.CustomBusinessDay(n, holidays=off)
    whole_days = pd.Timedelta(days=n)
    asked = {
        "working days": (Limit(LimitUnit.WORKING_DAYS, n), days),
        "working days of office time": (Limit(LimitUnit.WORKING_DAYS, n, TimeOfDay.OFFICE), hours),
        "calendar days": (Limit(LimitUnit.CALENDAR_DAYS, n), whole_days),
        "clock hours": (Limit(LimitUnit.CLOCK_HOURS, 24 * n), whole_days),
    }
    return [
        _result(
            f"calendar: due after {limit.n:,} {unit}, {office}",
            _to_the_end(stamp, offset),
            {
                "fmdesk": partial(calendar.due, START, limit),
                "pandas": partial(_to_the_end, stamp, offset),
            },
            least=None,
        )
        for unit, (limit, offset) in asked.items()
    ]


def _to_the_end(stamp: Any, offset: Any) -> object:
    return (stamp + offset).to_pydatetime()


def _rules(closed: Closed, windows: Sequence[tuple[str, str]]) -> Any:
    days = list(range(5))
    rules: list[Any] = [
        WorkDayRule(start_time=time(9), end_time=time(17), working_days=days, tz=pytz.UTC)
    ]
    if len(windows) > 1:
        rules.append(
            LunchTimeRule(start_time=time(12), end_time=time(13), working_days=days, tz=pytz.UTC)
        )
    if closed:
        rules.append(HolidayRule(closed, tz=pytz.UTC))
    return Rules(rules)


def _result(
    name: str, answer: object, asked: Mapping[str, Ask], least: int | None = LEAST
) -> Result:
    """Return our time beside that of the fastest peer, all giving one answer.

    Without `least` the ratio is told and nothing is promised.
    """
    for who, ask in asked.items():
        if (found := ask()) != answer:
            message = f"{name}: {who} answers {found}, not {answer}"
            raise AssertionError(message)
    times = _microseconds(asked)
    mine = times.pop("fmdesk")
    fastest = min(times.values())
    ratio = fastest / mine
    return Result(
        name=name,
        ours=mine,
        other=fastest,
        ratio=ratio,
        bound="none" if least is None else f"at least {least}",
        ok=least is None or ratio >= least,
        unit="µs per call",
        note="; ".join(f"{who} {value:,.0f}" for who, value in sorted(times.items())),
    )


def _microseconds(asked: Mapping[str, Ask]) -> dict[str, float]:
    """Return the best time per call of each, measured in turn so that all meet the same load.

    Time of this process only: what else the machine does would hit the shortest ones hardest.
    """
    calls = {who: max(1, int(ROUND_SECONDS / _seconds(ask, 1))) for who, ask in asked.items()}
    best = dict.fromkeys(asked, float("inf"))
    for _ in range(ROUNDS):
        for who, ask in asked.items():
            best[who] = min(best[who], _seconds(ask, calls[who]) / calls[who] * 1e6)
    return best


def _seconds(ask: Ask, calls: int) -> float:
    start = process_time()
    for _ in range(calls):
        ask()
    return max(process_time() - start, 1e-7)
