from datetime import UTC, datetime

import pytest

from fmdesk.core.domain.calendar import Calendar, Limit, LimitUnit
from fmdesk.core.domain.clock import fold
from fmdesk.core.domain.events import EventKind, LineEvent, PauseClass
from fmdesk.core.domain.process import Side, Step
from fmdesk.core.domain.steptimes import step_times

DESK, STORE, OTHER, OWNER = 1, 2, 3, 9
HOUR = 3600
ALWAYS = Calendar.always("UTC")
OFFICE = Calendar("UTC", {weekday: [("09:00", "17:00")] for weekday in range(7)})
CLOCK_24 = Limit(LimitUnit.CLOCK_HOURS, 24)
STEPS = (
    Step(0, "aannemen", "take in", Side.FRONT, DESK, HOUR),
    Step(1, "pakken", "pick", Side.BACK, STORE, 8 * HOUR),
    Step(2, "bezorgen", "deliver", Side.BACK),
)


def at(hours: int) -> datetime:
    """Return an instant so many hours after Monday 00:00."""
    return datetime(2026, 3, 2 + hours // 24, hours % 24, tzinfo=UTC)


def times(
    *events: tuple[str, int] | tuple[str, int, int],
    calendar: Calendar = ALWAYS,
    limit: Limit | None = CLOCK_24,
    as_of: int = 99,
    steps: tuple[Step, ...] = STEPS,
) -> list[tuple[int, int, int]]:
    """Return unit, hours and whether it had the line at the breach, of each step."""
    log = [
        LineEvent(
            number,
            EventKind(kind),
            at(hours),
            step=step[0] if step else None,
            pause_class=PauseClass.CUSTOMER,
            unit_id=OTHER if kind == "redirected" else None,
        )
        for number, (kind, hours, *step) in enumerate((("received", 0), *events), start=1)
    ]
    run = fold(log, calendar, limit, as_of=at(as_of)).runs[0]
    found = step_times(run, log, steps, OWNER)
    whole = run.until if run.fixed_due is None else min(run.until, run.fixed_due)
    assert sum(one.seconds for one in found) == run.counted(run.started, whole, calendar)
    return [(one.unit_id, one.seconds // HOUR, int(one.is_running_at_breach)) for one in found]


def test_the_front_office_used_twenty_of_24_hours() -> None:
    found = times(("started", 0, 0), ("step_finished", 20, 0), ("started", 20, 1), ("ready", 25))
    assert found == [(DESK, 20, 0), (STORE, 4, 1), (OWNER, 0, 0)]


def test_a_step_without_a_unit_belongs_to_the_owner_of_the_product() -> None:
    assert times(("started", 0, 2), ("ready", 10)) == [(DESK, 0, 0), (STORE, 0, 0), (OWNER, 10, 1)]


def test_time_between_steps_belongs_to_the_next_one() -> None:
    """The next group had no time left when the clock started at its creation (pain 5)."""
    found = times(
        ("started", 2, 0),
        ("step_finished", 3, 0),
        ("started", 9, 1),
        ("step_finished", 10, 1),
        ("ready", 15),
    )
    assert found == [(DESK, 3, 0), (STORE, 7, 0), (OWNER, 5, 1)]


def test_a_step_that_was_finished_without_being_started_had_the_line() -> None:
    found = times(("step_finished", 4, 0), ("step_finished", 9, 1), ("ready", 9))
    assert found == [(DESK, 4, 0), (STORE, 5, 1), (OWNER, 0, 0)]


def test_before_anybody_starts_the_first_step_has_the_line() -> None:
    assert times(as_of=5) == [(DESK, 5, 1), (STORE, 0, 0), (OWNER, 0, 0)]
    assert times(("step_finished", 2, 0), as_of=5) == [(DESK, 2, 0), (STORE, 3, 1), (OWNER, 0, 0)]


def test_after_the_last_step_it_keeps_the_line() -> None:
    found = times(("started", 0, 2), ("step_finished", 3, 2), ("ready", 7))
    assert found == [(DESK, 0, 0), (STORE, 0, 0), (OWNER, 7, 1)]


def test_a_returned_line_counts_for_the_front_office_until_issued_again() -> None:
    found = times(
        ("started", 0, 0),
        ("step_finished", 1, 0),
        ("started", 1, 1),
        ("returned", 5, 1),
        ("started", 15, 1),
        ("ready", 20),
    )
    assert found == [(DESK, 11, 0), (STORE, 9, 1), (OWNER, 0, 0)]


def test_returned_before_it_was_started_is_still_time_of_the_next_step() -> None:
    found = times(("step_finished", 1, 0), ("returned", 4, 1), ("started", 6, 0), ("ready", 8))
    assert found == [(DESK, 5, 1), (STORE, 3, 0), (OWNER, 0, 0)]


def test_a_process_without_a_front_step_returns_to_its_first_step() -> None:
    found = times(("started", 0, 2), ("returned", 2, 2), ("ready", 6), steps=STEPS[1:])
    assert found == [(STORE, 4, 1), (OWNER, 2, 0)]


def test_pauses_of_the_customer_and_time_closed_after_ready_are_left_out() -> None:
    found = times(
        ("started", 0, 0),
        ("paused", 1),
        ("resumed", 4),
        ("step_finished", 5, 0),
        ("ready", 8),
        ("reopened", 20),
        ("started", 21, 2),
        ("ready", 22),
    )
    assert found == [(DESK, 2, 0), (STORE, 3, 0), (OWNER, 2, 1)]


def test_time_is_that_of_the_charters_calendar_up_to_the_breach() -> None:
    found = times(
        ("started", 10, 0),
        ("step_finished", 12, 0),
        ("started", 34, 1),
        ("step_finished", 40, 1),
        ("ready", 50),
        calendar=OFFICE,
        limit=Limit(LimitUnit.WORKING_HOURS, 9),
    )
    assert found == [(DESK, 3, 0), (STORE, 6, 1), (OWNER, 0, 0)]


@pytest.mark.parametrize("limit", [None, CLOCK_24])
def test_without_a_breach_it_is_the_whole_run(limit: Limit | None) -> None:
    found = times(("started", 0, 0), ("step_finished", 9, 0), ("ready", 12), limit=limit)
    assert found == [(DESK, 9, 0), (STORE, 3, 1), (OWNER, 0, 0)]


def test_a_step_that_the_process_does_not_have_is_the_one_that_comes_next() -> None:
    assert times(("started", 3, 7), ("ready", 5)) == [(DESK, 5, 1), (STORE, 0, 0), (OWNER, 0, 0)]


def test_no_process_has_no_times() -> None:
    assert times(("started", 3, 0), limit=None, steps=(), as_of=0) == []


def test_a_limit_of_no_time_is_broken_by_the_first_step() -> None:
    found = times(("ready", 5), limit=Limit(LimitUnit.CLOCK_HOURS, 0))
    assert found == [(DESK, 0, 1), (STORE, 0, 0), (OWNER, 0, 0)]


def test_a_redirected_line_is_the_other_units_time_from_then_on() -> None:
    """What the first unit took stays its own, what it lay returned the desk's."""
    found = times(
        ("step_finished", 1, 0),
        ("started", 1, 1),
        ("returned", 5, 1),
        ("redirected", 8, 1),
        ("started", 10, 1),
        ("step_finished", 20, 1),
        ("ready", 23),
    )
    assert found == [(DESK, 4, 0), (STORE, 4, 0), (OTHER, 12, 0), (OTHER, 3, 1)]


def test_a_line_redirected_at_the_desk_stays_there_and_goes_to_the_other_unit() -> None:
    found = times(("started", 0, 0), ("redirected", 2), ("step_finished", 5, 0), ("ready", 9))
    assert found == [(DESK, 5, 0), (OTHER, 4, 1), (OTHER, 0, 0)]


def test_a_breach_before_it_was_redirected_is_not_the_other_units() -> None:
    found = times(("step_finished", 1, 0), ("redirected", 30, 1), ("ready", 40))
    assert found == [(DESK, 1, 0), (STORE, 23, 1), (OTHER, 0, 0)]
