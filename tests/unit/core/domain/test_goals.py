"""Goals: norms over time, periods, and how a result stands to norm and period before."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from fmdesk.core.domain.errors import InvalidInputError
from fmdesk.core.domain.goals import (
    Action,
    Every,
    Goal,
    Measure,
    Result,
    Standing,
    Trend,
    check_norm,
    period_around,
    periods_until,
    trend,
    trend_of,
)
from fmdesk.core.domain.period import Month
from fmdesk.core.domain.reporting import FigureKind, ReportColumn, TableSpec

TABLE = TableSpec(
    "calls",
    "Calls",
    (),
    (
        ReportColumn("answered", "Answered"),
        ReportColumn("offered", "", is_shown=False),
        ReportColumn("share", "Share", FigureKind.SHARE, ("answered", "offered")),
    ),
)
SHARE = Measure("share", "Calls answered", TABLE, "share", is_least=True)
COUNT = Measure("answered", "Calls", TABLE, "answered", is_least=False)


def goal(*norms: tuple[str, int], ended: str = "") -> Goal:
    return Goal(1, "share", "", "", Every.MONTH, 1, "", norms, ended)


def result(value: int | None, norm: int | None = 9000, *, is_over: bool = True) -> Result:
    is_met = value is not None and norm is not None and value >= norm
    return Result("2026-10", "2026-10", norm, value, (), is_over, is_met)


def test_a_measure_is_a_column_with_what_it_is_made_of() -> None:
    assert SHARE.figure.kind is FigureKind.SHARE
    assert SHARE.parts == ("answered", "offered")
    assert COUNT.parts == ("answered",)


@pytest.mark.parametrize(
    ("mine", "theirs", "is_twin"),
    [
        (("2026-01", ""), ("2026-07", ""), True),
        (("2026-01", "2026-06"), ("2026-07", ""), False),
        (("2026-01", "2026-07"), ("2026-07", ""), True),
        (("2026-07", ""), ("2026-01", "2026-06"), False),
        (("2026-01", "2026-03"), ("2026-03", "2026-05"), True),
    ],
)
def test_two_goals_may_test_the_same_one_after_the_other(
    mine: tuple[str, str], theirs: tuple[str, str], is_twin: bool
) -> None:
    one = goal((mine[0], 9000), ended=mine[1])
    other = replace(goal((theirs[0], 8000), ended=theirs[1]), id=2)
    assert one.is_twin_of(other) is other.is_twin_of(one) is is_twin
    assert not one.is_twin_of(one)
    assert not one.is_twin_of(replace(other, about="phone"))
    assert not one.is_twin_of(replace(other, every=Every.YEAR))


@pytest.mark.parametrize(
    ("measure", "value", "is_met"),
    [(SHARE, 8999, False), (SHARE, 9000, True), (COUNT, 9000, True), (COUNT, 9001, False)],
)
def test_a_norm_is_the_least_or_the_most(measure: Measure, value: int, is_met: bool) -> None:
    assert measure.holds(value, 9000) is is_met


def test_each_month_has_the_norm_of_then() -> None:
    tested = goal(("2026-03", 9000), ("2026-06", 9500), ended="2026-08")
    months = ("2026-02", "2026-03", "2026-05", "2026-06", "2026-08", "2026-09")
    assert [tested.norm_in(one) for one in months] == [None, 9000, 9000, 9500, 9500, None]
    assert tested.since == "2026-03"
    assert goal(("2026-03", 9000)).norm_in("2030-01") == 9000


@pytest.mark.parametrize(
    ("shown", "standing"),
    [
        (result(9000), Standing.MET),
        (result(8999), Standing.MISSED),
        (result(8999, is_over=False), Standing.RUNNING),
        (result(None), Standing.UNKNOWN),
        (result(9000, None), Standing.BEFORE),
    ],
)
def test_a_result_stands_to_its_norm(shown: Result, standing: Standing) -> None:
    assert shown.standing is standing


@pytest.mark.parametrize(
    ("every", "month", "first", "last"),
    [
        (Every.MONTH, "2026-11", "2026-11", "2026-11"),
        (Every.QUARTER, "2026-11", "2026-10", "2026-12"),
        (Every.QUARTER, "2026-03", "2026-01", "2026-03"),
        (Every.YEAR, "2026-11", "2026-01", "2026-12"),
    ],
)
def test_a_month_lies_in_one_period(every: Every, month: str, first: str, last: str) -> None:
    assert [str(one) for one in period_around(every, Month.parse(month))] == [first, last]


def test_periods_go_back_without_a_gap_over_the_turn_of_the_year() -> None:
    found = periods_until(Every.QUARTER, Month(2026, 5), 3)
    assert [(str(first), str(last)) for first, last in found] == [
        ("2026-04", "2026-06"),
        ("2026-01", "2026-03"),
        ("2025-10", "2025-12"),
    ]


@pytest.mark.parametrize(
    ("measure", "value", "before", "expected"),
    [
        (SHARE, 9100, 9000, Trend.BETTER),
        (SHARE, 8900, 9000, Trend.WORSE),
        (COUNT, 8900, 9000, Trend.BETTER),
        (COUNT, 9100, 9000, Trend.WORSE),
        (SHARE, 9000, 9000, Trend.SAME),
        (SHARE, None, 9000, Trend.UNKNOWN),
        (SHARE, 9000, None, Trend.UNKNOWN),
    ],
)
def test_less_is_better_where_the_norm_is_the_most(
    measure: Measure, value: int | None, before: int | None, expected: Trend
) -> None:
    assert trend(measure, value, before) is expected


@pytest.mark.parametrize(
    ("is_posted", "is_over", "was_over", "expected"),
    [
        (False, False, False, Trend.BETTER),
        (True, True, True, Trend.BETTER),
        (True, False, True, Trend.UNKNOWN),
        (True, True, False, Trend.UNKNOWN),
    ],
)
def test_what_is_posted_has_a_trend_once_both_periods_are_closed(
    is_posted: bool, is_over: bool, was_over: bool, expected: Trend
) -> None:
    measure = replace(COUNT, is_posted=is_posted)
    one = Result("2026-10", "2026-10", 10, 4, (4,), is_over, is_met=True)
    before = Result("2026-09", "2026-09", 10, 7, (7,), was_over, is_met=True)
    assert trend_of(measure, one, before) is expected
    assert trend_of(measure, one, None) is Trend.UNKNOWN
    assert trend_of(measure, None, before) is Trend.UNKNOWN


def test_a_norm_that_nothing_can_meet_is_refused() -> None:
    for measure, norm in ((SHARE, 10_000), (SHARE, 0), (COUNT, 99_999)):
        check_norm(measure, norm)
    for measure, norm in ((SHARE, 10_001), (SHARE, -1), (COUNT, -1)):
        with pytest.raises(InvalidInputError, match=r"goal\.norm"):
            check_norm(measure, norm)


def test_an_action_is_late_after_its_day_until_it_is_done() -> None:
    due = date(2026, 10, 31)
    action = Action(1, "Bellen", 1, due)
    assert [action.is_late(one) for one in (due, date(2026, 11, 1))] == [False, True]
    done = Action(1, "Bellen", 1, due, datetime(2026, 11, 3, tzinfo=UTC), "anneke")
    assert not done.is_late(date(2026, 11, 4))
