"""The clock of a step of the process ends when that step, or a later one, is finished."""

import pytest

from fmdesk.core.domain.clock import ClockState
from fmdesk.core.domain.errors import InvalidInputError
from tests.unit.core.domain.test_clock import HOUR, log, run_of


@pytest.mark.parametrize(
    ("name", "end"),
    [("step.1", 2), ("step.2", 4), ("step.3", 6), ("step.4", 6)],
    ids=["first", "second", "ready before the third", "no such step"],
)
def test_the_clock_of_a_step_ends_when_that_step_or_a_later_one_is_finished(
    name: str, end: int
) -> None:
    events = log(
        ("received", "02 09:00"),
        ("step_finished", "02 11:00", {"step": 0}),
        ("started", "02 12:00", {"step": 1}),
        ("step_finished", "02 13:00", {"step": 1}),
        ("ready", "02 15:00"),
        ("reopened", "02 16:00"),
    )
    run = run_of(events, name=name)
    assert (run.state, run.elapsed) == (ClockState.FINISHED, end * HOUR)


def test_a_step_that_was_left_out_is_finished_by_the_next() -> None:
    events = log(("received", "02 09:00"), ("step_finished", "02 10:00", {"step": 2}))
    assert run_of(events, name="step.2").elapsed == HOUR
    assert run_of(events, name="step.4").state is ClockState.RUNNING


@pytest.mark.parametrize("name", ["step.", "step.x", "step", "steps.1"])
def test_what_is_no_step_has_no_clock(name: str) -> None:
    with pytest.raises(InvalidInputError, match=r"clock\.unknown"):
        run_of(log(("received", "02 09:00")), name=name)
