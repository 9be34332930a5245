"""Working time over ten years, warm: ours beside three libraries that count it too.

All answer the same questions about the same office (Monday to Friday, Dutch holidays) with the same
answers, which is checked first. Due times are counted with a lunch break; for the time between two
instants there is none, since one of the three does not know breaks.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time
from time import perf_counter
from typing import Any

import pandas as pd
import pytz
from business_duration import businessDuration
from businesstimedelta import BusinessTimeDelta, HolidayRule, LunchTimeRule, Rules, WorkDayRule

from benchmarks.result import Result
from fmdesk.core.domain.calendar import Calendar
from fmdesk.core.services.holidays import dutch_holidays

START = datetime(2016, 3, 7, 10, 0, tzinfo=UTC)
END = datetime(2026, 3, 9, 15, 0, tzinfo=UTC)
HOUR = 3600
LEAST = 50
ROUNDS, ROUND_SECONDS = 15, 0.02

Ask = Callable[[], object]


def run() -> list[Result]:
    """Measure `between` and `add` against the fastest peer of each."""
    closed = dutch_holidays(range(2015, 2028))
    plain = Calendar("UTC", {day: [("09:00", "17:00")] for day in range(5)}, closed)
    office = Calendar(
        "UTC", {day: [("09:00", "12:00"), ("13:00", "17:00")] for day in range(5)}, closed
    )
    hours = office.between(START, END) // HOUR
    return [
        _result(
            "calendar: working time between two instants ten years apart",
            plain.between(START, END),
            lambda: plain.between(START, END),
            _between_peers(closed),
        ),
        _result(
            "calendar: due time after ten years of working time",
            END,
            lambda: office.add(START, hours * HOUR),
            _add_peers(closed, hours),
        ),
    ]


def _between_peers(closed: Mapping[date, str]) -> dict[str, Ask]:
    rules = Rules([_days(), HolidayRule(closed, tz=pytz.UTC)])
    start, end = START.replace(tzinfo=None), END.replace(tzinfo=None)
    hour = pd.offsets.CustomBusinessHour(start="09:00", end="17:00", holidays=list(closed))
    return {
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
        "pandas CustomBusinessHour": lambda: (
            len(pd.date_range(start, end, freq=hour, inclusive="left")) * HOUR
        ),
    }


def _add_peers(closed: Mapping[date, str], hours: int) -> dict[str, Ask]:
    lunch = LunchTimeRule(
        start_time=time(12), end_time=time(13), working_days=list(range(5)), tz=pytz.UTC
    )
    rules = Rules([_days(), lunch, HolidayRule(closed, tz=pytz.UTC)])
    offset = pd.offsets.CustomBusinessHour(
        hours, start=["09:00", "13:00"], end=["12:00", "17:00"], holidays=list(closed)
    )
    start = pd.Timestamp(START)

    def pandas_add() -> object:
        return (start + offset).to_pydatetime()

    return {
        "businesstimedelta": lambda: START + BusinessTimeDelta(rules, hours=hours),
        "pandas CustomBusinessHour": pandas_add,
    }


def _days() -> Any:
    return WorkDayRule(
        start_time=time(9), end_time=time(17), working_days=list(range(5)), tz=pytz.UTC
    )


def _result(name: str, answer: object, ours: Ask, peers: Mapping[str, Ask]) -> Result:
    """Return our time beside that of the fastest peer, all giving one answer."""
    asked = {"fmdesk": ours, **peers}
    for who, ask in asked.items():
        if (found := ask()) != answer:
            message = f"{who} answers {found}, not {answer}"
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
        bound=f"at least {LEAST}",
        ok=ratio >= LEAST,
        unit="µs per call",
        note="; ".join(f"{who} {value:,.0f}" for who, value in sorted(times.items())),
    )


def _microseconds(asked: Mapping[str, Ask]) -> dict[str, float]:
    """Return the best time per call of each, measured in turn so that all meet the same load."""
    calls = {who: max(1, int(ROUND_SECONDS / _seconds(ask, 1))) for who, ask in asked.items()}
    best = dict.fromkeys(asked, float("inf"))
    for _ in range(ROUNDS):
        for who, ask in asked.items():
            best[who] = min(best[who], _seconds(ask, calls[who]) / calls[who] * 1e6)
    return best


def _seconds(ask: Ask, calls: int) -> float:
    start = perf_counter()
    for _ in range(calls):
        ask()
    return perf_counter() - start
