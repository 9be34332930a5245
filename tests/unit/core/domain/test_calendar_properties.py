"""Laws that hold for every calendar, and the same answers as stepping through the seconds."""

import os
import random
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fmdesk.core.domain.calendar import (
    Calendar,
    ClosedStart,
    DayRule,
    Limit,
    LimitUnit,
    TimeOfDay,
)
from fmdesk.core.domain.zones import zone_table
from tests.unit.core.domain.oracle import Oracle, changes, first_instant, wall
from tests.unit.core.domain.strategies import Plan, Written, day_rules, instants, limits, plans

IS_NIGHTLY = os.environ.get("FMDESK_HYPOTHESIS") == "nightly"
ZONES = sorted(available_timezones() - {"localtime", "Factory"})
SECONDS = st.one_of(st.integers(1, 200_000), st.integers(1, 50_000_000))
BACK_AND_FORTH = datetime(2001, 1, 1, tzinfo=UTC), datetime(2048, 1, 1, tzinfo=UTC)
"""Ten years around the instants, so that no example computes centuries."""
YEARS = timedelta(days=3 * 366)
"""How far an example of every day looks ahead; those of the night go all the way."""
# More than the profile's number would not find more here, and each example makes a calendar.
FEW = settings(max_examples=settings().max_examples if IS_NIGHTLY else 60)


@pytest.fixture(autouse=True)
def _unmeasured(unmeasured: None) -> None:
    """Laws are tried a thousand times on lines that `test_calendar.py` runs once."""


DAYTIME = {
    "Africa/Casablanca": (2025, 2026),  # Ramadan
    "America/Havana": (2026,),  # midnight comes twice
    "Australia/Lord_Howe": (2026,),  # half an hour
    "Europe/Amsterdam": (2026,),
    "Pacific/Apia": (2011,),  # a day is skipped
}
WEEKS: dict[str, Written] = {
    "days": {day: [("01:30", "02:30"), ("09:00", "17:00")] for day in range(7)},
    "nights": {day: [("22:00", "02:15")] for day in range(7)},
}


def at_most(room: int, amount: int) -> int:
    """Return an amount that fits: a calendar may open for a quarter of an hour per week."""
    return (amount - 1) % room + 1


def later(start: datetime) -> datetime:
    """Return until when the open time after an instant is counted."""
    return BACK_AND_FORTH[1] if IS_NIGHTLY else start + YEARS


class TestLaws:
    @FEW
    @given(plans(), instants(), SECONDS)
    def test_what_is_added_lies_between(self, plan: Plan, start: datetime, seconds: int) -> None:
        calendar = plan.calendar()
        seconds = at_most(calendar.between(start, later(start)), seconds)
        end = calendar.add(start, seconds)
        assert calendar.between(start, end) == seconds
        assert calendar.between(start, end - timedelta(seconds=1)) == seconds - 1

    @FEW
    @given(plans(), instants(), SECONDS)
    def test_what_is_subtracted_lies_between(self, plan: Plan, end: datetime, seconds: int) -> None:
        calendar = plan.calendar()
        seconds = at_most(calendar.between(BACK_AND_FORTH[0], end), seconds)
        start = calendar.subtract(end, seconds)
        assert calendar.between(start, end) == seconds
        assert calendar.between(start + timedelta(seconds=1), end) == seconds - 1

    @FEW
    @given(plans(), instants(), SECONDS, SECONDS)
    def test_adding_more_is_later_and_adds_up(
        self, plan: Plan, start: datetime, first: int, second: int
    ) -> None:
        calendar = plan.calendar()
        room = calendar.between(start, later(start)) // 2
        first, second = at_most(room, first), at_most(room, second)
        middle, end = calendar.add(start, first), calendar.add(start, first + second)
        assert start < middle < end
        assert calendar.add(middle, second) == end

    @FEW
    @given(plans(), instants(), instants(), instants())
    def test_times_add_up(
        self, plan: Plan, first: datetime, second: datetime, third: datetime
    ) -> None:
        calendar = plan.calendar()
        first, second, third = sorted((first, second, third))
        whole = calendar.between(first, third)
        assert calendar.between(first, second) + calendar.between(second, third) == whole

    @FEW
    @given(plans(), instants(), st.integers(0, 20 * 86_400))
    def test_an_explanation_has_no_holes_and_sums_to_the_figure(
        self, plan: Plan, start: datetime, length: int
    ) -> None:
        calendar = plan.calendar()
        end = start + timedelta(seconds=length)
        found = calendar.explain(start, end)
        assert sum(interval.seconds for interval in found) == calendar.between(start, end)
        assert sum(interval.length for interval in found) == length
        borders = [start, *(interval.end for interval in found)]
        assert [interval.start for interval in found] == borders[:-1]
        assert borders[-1] == end
        assert all(interval.length > 0 for interval in found)
        assert all(one.reason != after.reason for one, after in pairwise(found))

    @FEW
    @given(plans(), instants())
    def test_the_next_opening_is_open_and_nothing_before_it_is(
        self, plan: Plan, at: datetime
    ) -> None:
        calendar = plan.calendar()
        opening = calendar.next_open(at)
        assert calendar.between(at, opening) == 0
        assert calendar.between(opening, opening + timedelta(seconds=1)) == 1

    @FEW
    @given(plans(), instants(), instants(), st.integers(1, 5_000))
    def test_hours_are_due_when_their_seconds_have_been(
        self, plan: Plan, other: datetime, start: datetime, hours: int
    ) -> None:
        calendar = plan.calendar()
        calendar.next_open(other)  # what was asked before changes no answer
        hours = at_most(calendar.between(start, later(start)) // 3600, hours)
        due = calendar.due(start, Limit(LimitUnit.WORKING_HOURS, hours))
        assert calendar.between(start, due) == hours * 3600
        assert calendar.due(start, Limit(LimitUnit.CLOCK_HOURS, hours)) == start + timedelta(
            hours=hours
        )

    @FEW
    @given(plans(), instants(), limits(), day_rules())
    def test_due_is_the_same_in_epoch_seconds_and_in_bulk(
        self, plan: Plan, start: datetime, limit: Limit, rule: DayRule
    ) -> None:
        calendar = plan.calendar(rule)
        due = calendar.due(start, limit)
        assert calendar.due_epoch(int(start.timestamp()), limit) == int(due.timestamp())
        assert calendar.due_many([start, start], limit) == [due, due]

    @FEW
    @given(plans(), instants(), limits(), day_rules())
    def test_storage_changes_nothing(
        self, plan: Plan, start: datetime, limit: Limit, rule: DayRule
    ) -> None:
        calendar = plan.calendar(rule)
        again = Calendar.from_data(calendar.to_data())
        assert again == calendar
        assert again.due(start, limit) == calendar.due(start, limit)


class TestDays:
    @FEW
    @given(plans(), instants(), limits().filter(lambda limit: limit.is_in_days), day_rules())
    def test_days_as_counted_on_paper(
        self, plan: Plan, start: datetime, limit: Limit, rule: DayRule
    ) -> None:
        due = plan.calendar(rule).due(start, limit)
        assert due == _due_on_paper(plan, start, limit, rule)

    @settings(max_examples=300 if IS_NIGHTLY else 30)
    @given(st.data(), limits().filter(lambda limit: limit.is_in_days), day_rules())
    def test_days_around_a_change_of_offset(
        self, data: st.DataObject, limit: Limit, rule: DayRule
    ) -> None:
        zone = data.draw(st.sampled_from(sorted(DAYTIME)))
        year = data.draw(st.sampled_from(DAYTIME[zone]))
        around = data.draw(st.sampled_from(changes(zone, year)))
        start = around - timedelta(seconds=data.draw(st.integers(0, 4 * 86_400)))
        plan = data.draw(plans(around, zone))
        due = plan.calendar(rule).due(start, limit)
        assert due == _due_on_paper(plan, start, limit, rule)

    @FEW
    @given(plans(), instants(), limits(), day_rules(), st.integers(1, 30))
    def test_more_is_never_due_earlier(
        self, plan: Plan, start: datetime, limit: Limit, rule: DayRule, more: int
    ) -> None:
        calendar = plan.calendar(rule)
        assert calendar.due(start, limit) <= calendar.due(
            start, Limit(limit.unit, limit.n + more, limit.time_of_day)
        )


def _due_on_paper(plan: Plan, start: datetime, limit: Limit, rule: DayRule) -> datetime:
    reading, is_late = _due_reading(plan, start, limit, rule)
    if limit.time_of_day is not TimeOfDay.OFFICE or is_late:
        return first_instant(plan.zone, reading)
    began = start.astimezone(ZoneInfo(plan.zone)).date()
    first = _open_day(plan, began)
    if first != began:
        start = first_instant(plan.zone, _first_clock(plan, start, rule)[1])
    seconds, on = 0, first
    for _ in range(limit.n):
        seconds += _open_seconds(plan, on)
        on = _open_day(plan, on + timedelta(days=1))
    return plan.calendar().add(start, seconds)


def _open_seconds(plan: Plan, on: date) -> int:
    """Return the seconds of the windows that start on a date, overlapping ones once."""
    seconds, reached = 0, None
    for opens, closes in sorted(_spans(plan, on)):
        since, until = (first_instant(plan.zone, one) for one in (opens, closes))
        since = max(since, reached) if reached else since
        seconds += max(0, int((until - since).total_seconds()))
        reached = max(until, reached) if reached else until
    return seconds


def _first_clock(plan: Plan, start: datetime, rule: DayRule) -> tuple[date, datetime]:
    """Return the first open day, and what the wall clock reads on it at the (rolled) start."""
    reading = start.astimezone(ZoneInfo(plan.zone)).replace(tzinfo=None)
    on, clock = reading.date(), reading - wall(reading.date(), "00:00")
    first = _open_day(plan, on)
    if first != on and rule.closed_start is ClosedStart.OPEN:
        opens = first_instant(plan.zone, min(start for start, _ in _spans(plan, first)))
        opening = opens.astimezone(ZoneInfo(plan.zone)).replace(tzinfo=None)
        clock = opening - wall(first, "00:00")
    return first, wall(first, "00:00") + clock


def _due_reading(plan: Plan, start: datetime, limit: Limit, rule: DayRule) -> tuple[datetime, bool]:
    """Count days one by one; return what the wall clock reads when due, and if it began late."""
    on, late = start.astimezone(ZoneInfo(plan.zone)).date(), rule.after_close
    if limit.unit is LimitUnit.CALENDAR_DAYS:
        clock = start.astimezone(ZoneInfo(plan.zone)).replace(tzinfo=None) - wall(on, "00:00")
        on += timedelta(days=limit.n)
        is_kept = limit.time_of_day is TimeOfDay.KEEP
        return wall(on, "00:00") + clock if is_kept else _close(plan, _open_day(plan, on)), False
    first, reading = _first_clock(plan, start, rule)
    clock = reading - wall(first, "00:00")
    is_late = late is not None and reading >= wall(first, late.from_)
    on = first
    for _ in range(limit.n + (late.extra_days if late is not None and is_late else 0)):
        on = _open_day(plan, on + timedelta(days=1))
    if late is not None and is_late:
        return wall(on, late.due_at), True
    is_close = limit.time_of_day is TimeOfDay.CLOSE
    return _close(plan, on) if is_close else wall(on, "00:00") + clock, False


def _spans(plan: Plan, on: date) -> list[tuple[datetime, datetime]]:
    empty = datetime(2020, 1, 1, tzinfo=UTC)
    oracle = Oracle(*plan, empty, empty)
    return [
        (opens, closes)
        for opens, closes in oracle.windows(on)
        if first_instant(plan.zone, opens) < first_instant(plan.zone, closes)
    ]


def _open_day(plan: Plan, on: date) -> date:
    while not _spans(plan, on):
        on += timedelta(days=1)
    return on


def _close(plan: Plan, on: date) -> datetime:
    return max(closes for _, closes in _spans(plan, on))


class TestOracle:
    """All changes of all zones at night; in the daytime some zones and a random sample."""

    @settings(max_examples=200 if IS_NIGHTLY else 8)
    @given(st.data())
    def test_random_calendars_around_changes(self, data: st.DataObject) -> None:
        zone = data.draw(st.sampled_from(ZONES))
        found = changes(zone, data.draw(st.integers(2011, 2037)))
        around = data.draw(st.sampled_from(found)) if found else data.draw(instants())
        plan = data.draw(plans(around, zone))
        _compare(plan, around, data.draw(st.randoms(use_true_random=False)))

    @pytest.mark.parametrize("zone", ZONES if IS_NIGHTLY else DAYTIME)
    def test_all_changes_of_a_zone(self, zone: str) -> None:
        draw = random.Random(zone)
        for year in range(2011, 2038) if IS_NIGHTLY else DAYTIME[zone]:
            for around in changes(zone, year):
                for week in WEEKS.values():
                    _compare(Plan(zone, week, {}, {}), around, draw)

    @settings(max_examples=100 if IS_NIGHTLY else 3)
    @given(st.data())
    def test_stepping_through_minutes_sees_what_seconds_show(self, data: st.DataObject) -> None:
        zone = data.draw(st.sampled_from(ZONES))
        found = changes(zone, data.draw(st.integers(2011, 2037)))
        around = data.draw(st.sampled_from(found)) if found else data.draw(instants())
        start = around - timedelta(seconds=data.draw(st.integers(0, 90_000)))
        end = start + timedelta(days=1.25)
        plan = data.draw(plans(around, zone))
        by_seconds = Oracle(*plan, start, end, is_by_seconds=True)
        assert Oracle(*plan, start, end).open == by_seconds.open

    def test_the_oracle_can_say_no(self) -> None:
        """A control: a calendar without the change of offset must fail."""
        around = datetime(2026, 3, 29, 1, tzinfo=UTC)
        plan = Plan("Europe/Amsterdam", {6: [("01:00", "12:00")]}, {}, {})
        _compare(plan, around, random.Random(1))
        wrong = plan._replace(zone="Africa/Lagos")  # UTC+1 all year
        with pytest.raises(AssertionError):
            _compare(plan, around, random.Random(1), wrong.calendar())


def _compare(
    plan: Plan, around: datetime, draw: random.Random, calendar: Calendar | None = None
) -> None:
    """Compare every kind of answer on the three days around an instant."""
    days = timedelta(days=1.5)
    oracle = Oracle(*plan, around - days, around + days)
    calendar = calendar or plan.calendar()
    span = int(2 * days.total_seconds())
    for _ in range(25):
        start, end = (oracle.start + timedelta(seconds=draw.randrange(span)) for _ in "ab")
        if start > end:
            start, end = end, start
        expected = oracle.between(start, end)
        assert calendar.between(start, end) == expected, (plan, start, end)
        seconds = draw.randint(1, max(1, expected))
        for found, mine in (
            (oracle.add(start, seconds), calendar.add(start, seconds)),
            (oracle.subtract(end, seconds), calendar.subtract(end, seconds)),
            (oracle.next_open(start), calendar.next_open(start)),
        ):
            assert found is None or found == mine, (plan, start, end, seconds)


class TestZones:
    @pytest.mark.parametrize("zone", ZONES if IS_NIGHTLY else ["Europe/Amsterdam", "Asia/Gaza"])
    def test_the_wall_clock_is_that_of_the_zone_all_through(self, zone: str) -> None:
        table, tz = zone_table(zone), ZoneInfo(zone)
        for epoch in range(0, 4_102_444_800, 21_600):  # 1970-2100, every six hours
            reading = datetime.fromtimestamp(epoch, tz).replace(tzinfo=UTC)
            assert table.to_wall(epoch) == int(reading.timestamp())

    @FEW
    @given(st.sampled_from(ZONES), instants())
    def test_a_reading_is_reached_at_its_first_instant(self, zone: str, at: datetime) -> None:
        reading = at.replace(tzinfo=None)
        found = zone_table(zone).to_utc(int(at.timestamp()))
        assert datetime.fromtimestamp(found, UTC) == first_instant(zone, reading)

    def test_changes_lie_further_apart_than_the_sampling(self) -> None:
        """The table samples every five days; closer changes could be missed."""
        sample = ZONES if IS_NIGHTLY else random.sample(ZONES, 20)
        gaps = [
            after - before
            for zone in {*sample, "Asia/Gaza", "America/Recife"}
            for before, after in pairwise(zone_table(zone).changes[1:])
        ]
        assert min(gaps) > 6 * 86_400
