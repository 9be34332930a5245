"""Each clause of what a series means, for any rule and any wall time around the clock changes."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from fmdesk.plugins.bundled.rooms.recurrence import Instance, instances
from fmdesk.plugins.bundled.rooms.wall import wall

ZONE = "Europe/Amsterdam"
HOUR = timedelta(hours=1)
GAP = tuple(map(datetime.fromisoformat, ("2026-03-29T02:00", "2026-03-29T03:00")))
"""Wall time that the clock skips in the spring of 2026."""
TWICE = tuple(map(datetime.fromisoformat, ("2026-10-25T02:00", "2026-10-25T03:00")))
"""Wall time that it shows twice in the autumn."""

NEAR_A_CHANGE = st.builds(
    lambda change, days, minutes: change[0] + timedelta(days=days, minutes=minutes),
    st.sampled_from([GAP, TWICE]),
    st.integers(-9, 3),
    st.integers(-180, 180),
)
"""Wall times from which a few instances meet a change of the clock."""
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
RULES = st.one_of(
    st.just("FREQ=DAILY"),
    st.builds("FREQ=DAILY;INTERVAL={}".format, st.integers(1, 5)),
    st.builds(
        lambda days: f"FREQ=WEEKLY;BYDAY={','.join(sorted(days))}",
        st.sets(st.sampled_from(WEEKDAYS), min_size=1),
    ),
    st.builds("FREQ=MONTHLY;BYMONTHDAY={}".format, st.integers(25, 31)),
)
COUNTS = st.integers(1, 15)


def found(rule: str, first: datetime, *excluded: str) -> tuple[Instance, ...]:
    return instances(rule, first, ZONE, excluded)


@given(rule=RULES, first=NEAR_A_CHANGE, count=COUNTS)
def test_the_wall_shows_what_the_rule_means_but_in_the_gap_an_hour_later(
    rule: str, first: datetime, count: int
) -> None:
    for one in found(f"{rule};COUNT={count}", first):
        is_skipped = GAP[0] <= one.local < GAP[1]
        assert wall(one.start, ZONE) == one.local + (HOUR if is_skipped else timedelta(0))
        is_twice = TWICE[0] <= one.local < TWICE[1]
        assert one.start.astimezone(ZoneInfo(ZONE)).fold == 0, "the first of the two"
        if is_twice:
            assert wall(one.start + HOUR, ZONE) == one.local, "an hour later it is shown again"


@given(rule=RULES, first=NEAR_A_CHANGE, count=COUNTS)
def test_only_instants_that_match_are_emitted_in_order_and_each_once(
    rule: str, first: datetime, count: int
) -> None:
    made = found(f"{rule};COUNT={count}", first)
    assert all(one.start < other.start for one, other in pairwise(made))
    parts = dict(part.split("=") for part in rule.split(";"))
    for one in made:
        assert one.local >= first
        assert one.local.time() == first.time()
        assert WEEKDAYS[one.local.weekday()] in parts.get("BYDAY", ",".join(WEEKDAYS))
        assert one.local.day == int(parts.get("BYMONTHDAY", one.local.day)), "else it is left out"
        days = (one.local.date() - first.date()).days
        assert days % int(parts.get("INTERVAL", 1)) == 0


@given(rule=RULES, first=NEAR_A_CHANGE, count=COUNTS, data=st.data())
def test_until_is_inclusive_to_the_second_in_utc_and_on_the_wall(
    rule: str, first: datetime, count: int, data: st.DataObject
) -> None:
    every = found(f"{rule};COUNT={count}", first)
    place = data.draw(st.integers(0, len(every) - 1))
    last = every[place].start
    until = f"{rule};UNTIL={last:%Y%m%dT%H%M%SZ}"
    assert found(until, first) == every[: place + 1]
    before = last - timedelta(seconds=1)
    assert found(f"{rule};UNTIL={before:%Y%m%dT%H%M%SZ}", first) == every[:place]
    by_wall = f"{rule};UNTIL={every[place].local:%Y%m%dT%H%M%S}"
    assert found(by_wall, first) == every[: place + 1]


@given(rule=RULES, first=NEAR_A_CHANGE, count=COUNTS, data=st.data())
def test_count_counts_what_is_left_out_in_utc_or_on_the_wall(
    rule: str, first: datetime, count: int, data: st.DataObject
) -> None:
    every = found(f"{rule};COUNT={count}", first)
    gone = data.draw(st.sets(st.sampled_from(every), max_size=len(every)))
    left = tuple(one for one in every if one not in gone)
    in_utc = [f"{one.start:%Y%m%dT%H%M%SZ}" for one in gone]
    on_the_wall = [f"{one.local:%Y%m%dT%H%M%S}" for one in gone]
    assert found(f"{rule};COUNT={count}", first, *in_utc) == left
    assert found(f"{rule};COUNT={count}", first, *on_the_wall) == left


@given(first=NEAR_A_CHANGE, count=st.integers(2, 12))
def test_a_date_that_a_month_lacks_is_left_out_and_never_moved(first: datetime, count: int) -> None:
    made = found(f"FREQ=MONTHLY;BYMONTHDAY=31;COUNT={count}", first)
    assert len(made) == count
    assert {one.local.day for one in made} == {31}
    assert {one.local.month for one in made} <= {1, 3, 5, 7, 8, 10, 12}
    assert all(one.start.tzinfo is UTC for one in made)
