"""Random events on random calendars: laws of the clock, and a clock stepped through its seconds."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fmdesk.core.domain.calendar import Calendar, DayRule, Limit, LimitUnit
from fmdesk.core.domain.clock import KINDS, Clock, ClockState, fold
from fmdesk.core.domain.events import EventKind, LineEvent, PauseClass
from tests.unit.core.domain.oracle import Oracle, changes, stopped_clock
from tests.unit.core.domain.strategies import Plan, day_rules, instants, limits, plans
from tests.unit.core.domain.test_calendar_properties import FEW, IS_NIGHTLY

SPAN = 2 * 86_400
STOPPING = (PauseClass.CUSTOMER, PauseClass.FORCE_MAJEURE)


@st.composite
def logs(draw: st.DrawFn, start: datetime) -> list[LineEvent]:
    """A line's events in any order that people can make, over two days."""
    kinds = st.sampled_from([kind for kind in EventKind if kind is not EventKind.CORRECTED])
    offsets = sorted(draw(st.lists(st.integers(0, SPAN), max_size=8)))
    events = [LineEvent(1, EventKind.RECEIVED, start)]
    for number, offset in enumerate(offsets, start=2):
        events.append(
            LineEvent(
                number,
                draw(kinds),
                start + timedelta(seconds=offset),
                pause_class=draw(st.sampled_from((*PauseClass, None))),
                stops=draw(st.sampled_from(((), ("solution",), ("response",)))),
                quantity=draw(st.integers(1, 3)),
                new_run=draw(st.booleans()),
            )
        )
    return events


@st.composite
def cases(draw: st.DrawFn) -> tuple[Plan, list[LineEvent], datetime]:
    start = draw(instants())
    plan = draw(plans(start))
    until = start + timedelta(seconds=draw(st.integers(0, SPAN)))
    return plan, draw(logs(start)), until


class TestLaws:
    @FEW
    @given(cases(), limits(), day_rules(), st.sampled_from(sorted(KINDS)), st.booleans())
    def test_every_figure_can_be_explained(
        self,
        case: tuple[Plan, list[LineEvent], datetime],
        limit: Limit,
        rule: DayRule,
        name: str,
        is_new_run: bool,
    ) -> None:
        plan, events, until = case
        calendar = plan.calendar(rule)
        clock = fold(events, calendar, limit, name=name, as_of=until, new_run_on_reopen=is_new_run)
        for run in clock.runs:
            found = run.explain()
            assert sum(interval.seconds for interval in found) == run.elapsed
            assert sum(interval.length for interval in found) == run.until - run.started
            for part in run.parts(5):
                assert part.over_clock == 0 or part.is_kept is False
                assert part.over_working <= part.over_clock
            if run.due is not None:
                assert all(not a < run.due < b for a, b, _ in run.skips[:-1])

    @FEW
    @given(cases(), limits(), day_rules(), st.sampled_from(sorted(KINDS)))
    def test_replaying_gives_the_same(
        self,
        case: tuple[Plan, list[LineEvent], datetime],
        limit: Limit,
        rule: DayRule,
        name: str,
    ) -> None:
        plan, events, until = case
        shuffled = list(events)
        Random(len(events)).shuffle(shuffled)
        first, second = (
            _plain(fold(log, plan.calendar(rule), limit, name=name, as_of=until))
            for log in (events, shuffled)
        )
        assert first == second

    @FEW
    @given(cases(), limits(), st.data())
    def test_a_correction_is_as_if_it_had_been_right_at_once(
        self, case: tuple[Plan, list[LineEvent], datetime], limit: Limit, data: st.DataObject
    ) -> None:
        plan, events, until = case
        calendar = plan.calendar()
        wrong = data.draw(st.sampled_from(events))
        right = wrong.at + timedelta(seconds=data.draw(st.integers(0, SPAN)))
        correction = LineEvent(
            len(events) + 1,
            EventKind.CORRECTED,
            until,
            corrects=wrong.number,
            corrected_at=right,
        )
        events_right = [one._replace(at=right) if one is wrong else one for one in events]
        assert _plain(fold([*events, correction], calendar, limit, as_of=until)) == _plain(
            fold(events_right, calendar, limit, as_of=until)
        )

    @FEW
    @given(cases(), limits(), day_rules(), st.integers(0, 20))
    def test_more_time_is_never_due_earlier(
        self,
        case: tuple[Plan, list[LineEvent], datetime],
        limit: Limit,
        rule: DayRule,
        more: int,
    ) -> None:
        plan, events, until = case
        calendar = plan.calendar(rule)
        dues = [
            [run.due for run in fold(events, calendar, one, as_of=until).runs]
            for one in (limit, replace(limit, n=limit.n + more))
        ]
        assert all(short <= long for short, long in zip(*dues, strict=True))

    @FEW
    @given(cases(), st.integers(1, 30), st.integers(0, 100_000))
    def test_a_warning_leaves_so_much_time(
        self, case: tuple[Plan, list[LineEvent], datetime], hours: int, seconds: int
    ) -> None:
        plan, events, until = case
        limit = Limit(LimitUnit.WORKING_HOURS, hours)
        for run in fold(events, plan.calendar(), limit, as_of=until).runs:
            warning = run.warn_at(seconds)
            if run.fixed_due is None:
                assert warning is None
            else:
                assert warning is not None
                assert warning >= run.started_at
                left = run.counted(int(warning.timestamp()), run.fixed_due)
                assert left == min(seconds, hours * 3600)


class TestOracle:
    @settings(max_examples=300 if IS_NIGHTLY else 10)
    @given(st.data())
    def test_hours_as_if_stepped_through_the_seconds(self, data: st.DataObject) -> None:
        zone = data.draw(st.sampled_from(("Europe/Amsterdam", "Africa/Cairo", "Asia/Gaza")))
        year = data.draw(st.integers(2011, 2037))
        around = data.draw(
            st.sampled_from([*changes(zone, year), datetime(year, 5, 4, tzinfo=UTC)])
        )
        start = around - timedelta(seconds=data.draw(st.integers(0, SPAN)))
        plan = data.draw(plans(around, zone))
        oracle = Oracle(*plan, start, start + timedelta(seconds=SPAN))
        for _ in range(10):
            events = data.draw(logs(start))
            hours, second = data.draw(st.integers(0, 30)), data.draw(st.integers(0, SPAN))
            _compare(plan, oracle, events, hours, second)

    @settings(max_examples=300 if IS_NIGHTLY else 10)
    @given(st.data())
    def test_every_limit_moves_with_its_pauses_second_by_second(self, data: st.DataObject) -> None:
        zone = data.draw(st.sampled_from(("Europe/Amsterdam", "Africa/Cairo", "Asia/Gaza")))
        around = data.draw(st.sampled_from(changes(zone, data.draw(st.integers(2023, 2037)))))
        start = around - timedelta(seconds=data.draw(st.integers(0, SPAN)))
        plan = data.draw(plans(around, zone))
        oracle = Oracle(*plan, start, start + 3 * timedelta(seconds=SPAN))
        for _ in range(10):
            events = data.draw(logs(start))
            rule, limit = data.draw(day_rules()), data.draw(limits())
            _compare_moved(plan.calendar(rule), oracle, events, limit)

    @pytest.mark.parametrize("unit", LimitUnit)
    def test_the_moving_can_say_no(self, unit: LimitUnit) -> None:
        """A control for every unit: an hour of pause that the oracle sees as closed must fail."""
        start = datetime(2026, 3, 2, 8, tzinfo=UTC)
        plan = Plan("UTC", {day: [("00:00", "24:00")] for day in range(7)}, {}, {})
        oracle = Oracle(*plan, start, start + 2 * timedelta(seconds=SPAN))
        events = [
            LineEvent(1, EventKind.RECEIVED, start),
            LineEvent(2, EventKind.PAUSED, start, pause_class=PauseClass.CUSTOMER),
            LineEvent(3, EventKind.RESUMED, start + timedelta(hours=1)),
        ]
        _compare_moved(plan.calendar(), oracle, events, Limit(unit, 1))
        with pytest.raises(AssertionError):
            _compare_moved(plan.calendar(), oracle, events[:1], Limit(unit, 1), told=events)

    def test_the_oracle_can_say_no(self) -> None:
        """A control: a pause that is not told to the oracle must fail."""
        start = datetime(2026, 3, 2, 8, tzinfo=UTC)
        plan = Plan("UTC", {0: [("00:00", "24:00")]}, {}, {})
        oracle = Oracle(*plan, start, start + timedelta(seconds=SPAN))
        events = [
            LineEvent(1, EventKind.RECEIVED, start),
            LineEvent(2, EventKind.PAUSED, start, pause_class=PauseClass.CUSTOMER),
        ]
        _compare(plan, oracle, events, 8, 3_600)
        with pytest.raises(AssertionError):
            _compare(plan, oracle, events, 8, 3_600, told=events[:1])


def _compare(
    plan: Plan,
    oracle: Oracle,
    events: list[LineEvent],
    hours: int,
    second: int,
    told: list[LineEvent] | None = None,
) -> None:
    """Compare the first run of the solution clock after so many seconds."""
    events = [one for one in events if one.kind is not EventKind.REOPENED or not one.new_run]
    until = oracle.start + timedelta(seconds=second)
    limit = Limit(LimitUnit.WORKING_HOURS, hours)
    run = fold(events, plan.calendar(), limit, as_of=until).runs[0]
    stopped, end, is_paused = _stepped(oracle, told or events, second)
    counted, _ = stopped_clock(oracle.open[:end], lambda at: stopped[at], hours * 3600)
    _, due = stopped_clock(oracle.open, lambda at: at < end and bool(stopped[at]), hours * 3600)
    assert run.until - run.started == end
    assert run.elapsed == counted
    if is_paused and (due is None or due > end or _stops_at(stopped, end) < due):
        assert run.fixed_due is None
    elif due is not None:
        assert run.fixed_due == run.started + due


def _compare_moved(
    calendar: Calendar,
    oracle: Oracle,
    events: list[LineEvent],
    limit: Limit,
    told: list[LineEvent] | None = None,
) -> None:
    """Compare the due time of the first run with one that each stopped second moves."""
    until = oracle.start + timedelta(seconds=SPAN)
    run = fold(events, calendar, limit, as_of=until).runs[0]
    stopped = fold(told or events, calendar, limit, as_of=until).runs[0]
    ended = stopped.skips[:-1] if stopped.state is ClockState.PAUSED else stopped.skips
    is_by_the_clock = limit.unit in {LimitUnit.CLOCK_HOURS, LimitUnit.CALENDAR_DAYS}
    flags = bytearray(b"\1") * len(oracle.open) if is_by_the_clock else oracle.open
    due: int | None = oracle.index(calendar.due(oracle.start, limit))
    for since, back, _ in ended:
        due = _pushed(flags, since - run.started, back - run.started, due)
    if due is not None:
        assert run.due == run.started + due


def _pushed(flags: bytearray, since: int, back: int, due: int | None) -> int | None:
    """Let every open second of a stopped period push the due time to the end of the next one.

    Returns:
        The due time in seconds since the start; None when it is later than the flags.
    """
    if due is None or due <= since:
        return due
    for second in range(since, back):
        if flags[second]:
            due = flags.find(1, due) + 1
            if not due:
                return None
        due = max(due, second + 1)
    return due


def _stepped(oracle: Oracle, events: list[LineEvent], until: int) -> tuple[bytearray, int, bool]:
    """Step the states of a line: stopped or not per second, its end, and whether it is paused."""
    stopped = bytearray(len(oracle.open) + 1)
    state = "new"
    end = until
    queue = [one for one in events if oracle.index(one.at) <= until]
    for second in range(until + 1):
        while queue and oracle.index(queue[0].at) == second:
            state, end = _next(state, queue.pop(0), second, end)
        stopped[second] = state != "running"
    return stopped, until if state in {"running", "paused"} else end, state == "paused"


STEPS = {
    ("new", EventKind.RECEIVED): "running",
    ("running", EventKind.READY): "finished",
    ("paused", EventKind.READY): "finished",
    ("running", EventKind.CANCELLED): "cancelled",
    ("paused", EventKind.CANCELLED): "cancelled",
    ("running", EventKind.PAUSED): "paused",
    ("paused", EventKind.RESUMED): "running",
    ("finished", EventKind.REOPENED): "running",
}


def _next(state: str, event: LineEvent, second: int, end: int) -> tuple[str, int]:
    is_stop = event.pause_class in STOPPING and event.stops in {(), ("solution",)}
    if event.kind is EventKind.PAUSED and not is_stop:
        return state, end
    after = STEPS.get((state, event.kind), state)
    is_over = after != state and after in {"finished", "cancelled"}
    return after, second if is_over else end


def _stops_at(stopped: bytearray, end: int) -> int:
    """Return where the pause began that lasts until the end."""
    while end and stopped[end - 1]:
        end -= 1
    return end


def _plain(clock: Clock) -> list[tuple[object, ...]]:
    """Return all figures of a clock."""
    return [
        (
            run.number,
            ClockState(run.state),
            run.started,
            run.until,
            run.due,
            run.skips,
            run.deliveries,
            run.elapsed,
            run.parts(9),
        )
        for run in clock.runs
    ]
