"""A clock under other limits, and the curve of shares."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fmdesk.core.domain.calendar import Calendar, Limit, LimitUnit
from fmdesk.core.domain.charter import Outcome
from fmdesk.core.domain.clock import fold, least_limit, under
from fmdesk.core.domain.what_if import Curve, Side, worst
from tests.unit.core.domain.strategies import instants, limits, plans
from tests.unit.core.domain.test_clock_properties import SPAN, logs

CLOCKS = ("solution", "response", "step.1")


@given(st.data())
def test_a_clock_under_another_limit_is_as_if_it_were_folded_for_it(data: st.DataObject) -> None:
    start = data.draw(instants())
    events = data.draw(logs(start))
    calendar = data.draw(plans(start)).calendar()
    limit, clock = data.draw(limits()), data.draw(st.sampled_from(CLOCKS))
    again = data.draw(st.booleans())
    now = start + timedelta(seconds=data.draw(st.integers(0, 2 * SPAN)))
    given = {"name": clock, "as_of": now, "new_run_on_reopen": again}
    elsewhere = Calendar.always(calendar.zone)
    once = fold(events, elsewhere, None, **given)
    assert under(once, calendar, limit) == fold(events, calendar, limit, **given)


@given(st.data())
def test_the_least_limit_keeps_and_one_less_does_not(data: st.DataObject) -> None:
    start = data.draw(instants())
    events = data.draw(logs(start))
    calendar = data.draw(plans(start)).calendar()
    like = data.draw(limits())
    now = start + timedelta(days=9)
    for run in fold(events, calendar, None, as_of=now).runs:
        if run.finished is None:
            continue
        n = least_limit(run, run.finished, calendar, like)

        def is_kept(n: int) -> bool:
            limit = Limit(like.unit, n, like.time_of_day)
            clock = fold(events, calendar, limit, as_of=now)
            return clock.runs[0].is_kept is not False

        assert is_kept(n)
        assert n == (1 if like.is_in_days else 0) or not is_kept(n - 1)


CURVE = Curve(LimitUnit.CLOCK_HOURS, {4: 90, 8: 5, 30: 3}, 100, 8)


@pytest.mark.parametrize(
    ("limit", "share"), [(3, 0), (4, 9000), (7, 9000), (8, 9500), (30, 9800), (99, 9800)]
)
def test_a_longer_limit_keeps_more(limit: int, share: int) -> None:
    assert CURVE.share(limit) == share


@pytest.mark.parametrize(
    ("norm", "limit"), [(0, 4), (9000, 4), (9001, 8), (9500, 8), (9800, 30), (9801, None)]
)
def test_which_limit_would_have_kept_a_norm(norm: int, limit: int | None) -> None:
    """Two of a hundred are still open and late: no limit keeps them."""
    assert CURVE.limit_for(norm) == limit


def test_the_points_of_the_curve_rise() -> None:
    assert CURVE.points() == ((4, 9000), (8, 9500), (30, 9800))
    empty = Curve(LimitUnit.WORKING_DAYS)
    assert (empty.share(5), empty.limit_for(9500), empty.points()) == (0, None, ())


def test_a_side_and_the_worst_of_some_parts() -> None:
    assert Side(kept=19, broken=1).share == 9500
    assert Side(excused=3).share is None
    assert worst(frozenset({Outcome.KEPT, Outcome.BROKEN})) is Outcome.BROKEN
    assert worst(frozenset({Outcome.KEPT, Outcome.NOT_APPLICABLE})) is Outcome.KEPT
    assert worst(frozenset()) is None
