"""Random calendars, instants and limits for the property tests of time."""

from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from hypothesis import strategies as st

from fmdesk.core.domain.calendar import (
    AfterClose,
    Calendar,
    ClosedStart,
    DayRule,
    Limit,
    LimitUnit,
    TimeOfDay,
)

ZONES = (
    "Europe/Amsterdam",
    "Europe/London",
    "America/New_York",
    "America/St_Johns",
    "America/Havana",
    "America/Sao_Paulo",
    "Africa/Casablanca",
    "Africa/Cairo",
    "Asia/Gaza",
    "Asia/Tehran",
    "Asia/Kathmandu",
    "Australia/Lord_Howe",
    "Antarctica/Troll",
    "Pacific/Apia",
    "Pacific/Chatham",
    "UTC",
)
"""Half-hour and two-hour changes, changes at midnight, Ramadan, a skipped day."""

FIRST, LAST = datetime(2011, 1, 1, tzinfo=UTC), datetime(2037, 12, 31, tzinfo=UTC)

Written = dict[int, list[tuple[str, str]]]


class Plan(NamedTuple):
    """What a calendar is made of, for the calendar and for the oracle."""

    zone: str
    week: Written
    closed: dict[date, str]
    special: dict[date, list[tuple[str, str]]]

    def calendar(self, day_rule: DayRule | None = None) -> Calendar:
        return Calendar(*self, day_rule=day_rule or DayRule())


@st.composite
def windows(draw: st.DrawFn) -> list[tuple[str, str]]:
    """One to three windows of one day: lunch breaks, over midnight, overlapping, to 24:00."""
    times = [f"{hour:02}:{minute:02}" for hour in range(24) for minute in (0, 17, 30, 59)]
    found = []
    for _ in range(draw(st.integers(1, 3))):
        opens = draw(st.sampled_from(times))
        closes = draw(st.sampled_from([*times, "24:00"]).filter(lambda t, o=opens: t != o))
        found.append(
            (opens, closes) if (opens, closes) != ("00:00", "00:00") else ("00:00", "24:00")
        )
    return found


@st.composite
def plans(draw: st.DrawFn, around: datetime | None = None, zone: str | None = None) -> Plan:
    """What a calendar is made of, with closed and special days near an instant."""
    week = draw(
        st.one_of(
            st.dictionaries(st.integers(0, 6), windows(), min_size=1),
            st.just({day: [("09:00", "12:30"), ("13:00", "17:00")] for day in range(5)}),
            st.just({day: [("00:00", "24:00")] for day in range(7)}),
        )
    )
    middle = (around or draw(instants())).date()
    days = st.integers(-3, 3).map(lambda ahead: middle + timedelta(days=ahead))
    return Plan(
        zone or draw(st.sampled_from(ZONES)),
        week,
        draw(st.dictionaries(days, st.sampled_from(("Koningsdag", "")), max_size=2)),
        draw(st.dictionaries(days, st.one_of(st.just([]), windows()), max_size=2)),
    )


def instants() -> st.SearchStrategy[datetime]:
    """Whole seconds in the years in which changes of offset are known."""
    span = int((LAST - FIRST).total_seconds())
    return st.integers(0, span).map(lambda seconds: FIRST + timedelta(seconds=seconds))


def day_rules() -> st.SearchStrategy[DayRule]:
    """Day rules with and without a rule for late starts."""
    late = st.builds(
        AfterClose,
        st.sampled_from(("00:00", "12:00", "17:00")),
        st.sampled_from(("02:30", "08:30", "24:00")),
        st.integers(0, 2),
    )
    return st.builds(DayRule, st.sampled_from(ClosedStart), st.none() | late)


def limits() -> st.SearchStrategy[Limit]:
    """Limits of every kind."""
    days = st.builds(
        Limit,
        st.sampled_from((LimitUnit.WORKING_DAYS, LimitUnit.CALENDAR_DAYS)),
        st.integers(1, 12),
        st.sampled_from((TimeOfDay.KEEP, TimeOfDay.CLOSE)),
    )
    office = st.builds(
        Limit, st.just(LimitUnit.WORKING_DAYS), st.integers(1, 12), st.just(TimeOfDay.OFFICE)
    )
    hours = st.builds(
        Limit,
        st.sampled_from((LimitUnit.CLOCK_HOURS, LimitUnit.WORKING_HOURS)),
        st.integers(0, 60),
    )
    return st.one_of(days, office, hours)
