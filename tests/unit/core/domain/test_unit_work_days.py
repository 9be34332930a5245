"""Days, places and units of work for any instant and any process, against plain Python."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fmdesk.core.domain.events import EventKind, LineEvent
from fmdesk.core.domain.process import ProcessVersion, Side, Step
from fmdesk.core.domain.unit_work import (
    BY_STEP,
    Absence,
    MemberWork,
    day_ends,
    place_after,
    step_at,
    unit_of,
)

AT = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
ZONES = ("Europe/Amsterdam", "America/New_York", "Asia/Kathmandu", "Pacific/Auckland", "UTC")
START = datetime(1999, 1, 1, tzinfo=UTC)
INSTANTS = st.integers(0, 100 * 365 * 24 * 3600).map(lambda n: START + timedelta(seconds=n))
SIDES = st.lists(st.sampled_from(Side), min_size=1, max_size=6)
EVENTS = st.lists(
    st.tuples(st.sampled_from(EventKind), st.none() | st.integers(0, 5)), max_size=12
)  # fmt: skip


def process(sides: list[Side]) -> ProcessVersion:
    steps = tuple(Step(n, f"s{n}", f"s{n}", side) for n, side in enumerate(sides))
    return ProcessVersion(1, "p", "P", "P", steps)


def told(events: list[tuple[EventKind, int | None]]) -> list[LineEvent]:
    return [LineEvent(n, kind, AT, "jan", step) for n, (kind, step) in enumerate(events, start=1)]


@given(INSTANTS, st.sampled_from(ZONES))
def test_days_end_at_the_midnights_that_a_wall_clock_shows(now: datetime, zone: str) -> None:
    place = ZoneInfo(zone)
    today = now.astimezone(place).date()
    ends = day_ends(now, zone)
    sunday = max(today + timedelta(days=n) for n in range(7 - today.weekday()))
    assert sunday.weekday() == 6
    for end, last in (
        (ends.today, today),
        (ends.tomorrow, today + timedelta(days=1)),
        (ends.week, sunday),
    ):
        midnight = datetime.combine(last + timedelta(days=1), time(), place)
        assert end == midnight.astimezone(UTC)
        assert end.utcoffset() == timedelta(0)


@given(INSTANTS, st.sampled_from(ZONES))
def test_ends_come_in_order_and_each_day_is_about_a_day(now: datetime, zone: str) -> None:
    ends = day_ends(now, zone)
    assert ends.now == now
    assert now < ends.today < ends.tomorrow
    assert ends.today <= ends.week
    assert ends.week - ends.today <= timedelta(days=6, hours=25)
    length = ends.tomorrow - ends.today
    assert timedelta(hours=22) < length <= timedelta(hours=48)


@given(EVENTS)
def test_the_order_in_which_events_are_given_is_no_matter(
    events: list[tuple[EventKind, int | None]],
) -> None:
    given_ = told(events)
    assert place_after(given_) == place_after(given_[::-1]) == place_after(iter(given_))


@given(EVENTS, st.sampled_from([kind for kind in EventKind if kind not in BY_STEP]))
def test_what_passes_no_line_on_leaves_it_where_it_was(
    events: list[tuple[EventKind, int | None]], kind: EventKind
) -> None:
    assert place_after(told([*events, (kind, 3)])) == place_after(told(events))


@given(EVENTS, st.sampled_from(list(BY_STEP)), st.integers(0, 5))
def test_only_the_last_that_passes_it_on_counts(
    events: list[tuple[EventKind, int | None]], kind: EventKind, step: int
) -> None:
    assert place_after(told([*events, (kind, step)])) == place_after(told([(kind, step)]))


@given(SIDES, EVENTS)
def test_a_line_is_always_at_a_step_of_its_process(
    sides: list[Side], events: list[tuple[EventKind, int | None]]
) -> None:
    made = process(sides)
    assert step_at(made, place_after(told(events))) in made.steps


@given(SIDES, st.integers(0, 5))
def test_a_started_step_has_it_and_a_finished_one_hands_it_on(sides: list[Side], step: int) -> None:
    made, last = process(sides), len(sides) - 1
    started = step_at(made, place_after(told([(EventKind.STARTED, step)])))
    assert started.position == min(step, last)
    finished = step_at(made, place_after(told([(EventKind.STEP_FINISHED, step)])))
    assert finished.position == min(step + 1, last)


@given(SIDES, st.integers(0, 5))
def test_a_return_goes_to_the_last_front_step_before_it(sides: list[Side], step: int) -> None:
    made = process(sides)
    back = step_at(made, place_after(told([(EventKind.RETURNED, step)])))
    fronts = [n for n, side in enumerate(sides) if side is Side.FRONT and n <= step]
    assert back.position == (fronts[-1] if fronts else 0)


@given(
    st.sampled_from(Side),
    st.none() | st.integers(1, 9),
    st.integers(10, 19),
    st.none() | st.just(20),
)
def test_a_step_is_somebodys_whatever_is_known(
    side: Side, named: int | None, owner: int, front: int | None
) -> None:
    found = unit_of(Step(0, "x", "x", side, unit_id=named), owner, front)
    expected = [named, front if side is Side.FRONT else None, owner]
    assert found == next(one for one in expected if one is not None)


@given(st.dates(), st.dates(), st.dates())
def test_an_absence_covers_the_days_from_first_to_last(first: date, last: date, day: date) -> None:
    away = Absence(7, first, last)
    assert away.covers(day) == (min(first, day) == first and max(last, day) == last)
    assert away.covers(first) == away.covers(last) == (first <= last)


def test_days_the_wrong_way_round_cover_nothing() -> None:
    never = Absence(7, date.max, date.min)
    assert not any(never.covers(day) for day in (date.min, date(2026, 3, 2), date.max))


@given(st.tuples(*[st.integers(0, 10_000)] * 5))
def test_all_work_is_the_sum_of_its_columns(counts: tuple[int, ...]) -> None:
    assert MemberWork(None, "", None, False, *counts).total == sum(counts)


@pytest.mark.parametrize(
    ("now", "hours"),
    [("2026-03-28T23:30:00+00:00", 23), ("2026-10-24T22:30:00+00:00", 25)],
)
def test_the_day_on_which_the_clock_changes_ends_at_its_own_midnight(now: str, hours: int) -> None:
    ends = day_ends(datetime.fromisoformat(now), "Europe/Amsterdam")
    before = day_ends(datetime.fromisoformat(now) - timedelta(hours=3), "Europe/Amsterdam")
    assert ends.today - before.today == timedelta(hours=hours)
    assert ends.today == ends.week, "it is a Sunday"
    assert ends.tomorrow - ends.today == timedelta(hours=24)
