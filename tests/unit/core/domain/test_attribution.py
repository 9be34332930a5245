"""Who bears a sanction, and why."""

from hypothesis import given
from hypothesis import strategies as st

from fmdesk.core.domain.attribution import Attribution, BearerReason, StepTime, bearer
from fmdesk.core.domain.charter import Bearer, Charter, Guarantee, Sanction, SanctionKind

HOUR = 3600
FRONT, BACK, OWNER = 1, 2, 9


def charter(chosen: Bearer) -> Charter:
    free = Sanction(SanctionKind.NOT_CHARGED)
    return Charter(1, "c", 1, "n", "n", "p", "p", Guarantee(), free, bearer=chosen)


FAIR = charter(Bearer.OVERRUN)


def test_the_front_office_bears_what_it_held_too_long() -> None:
    """Limit 24 h: front office 20 h (target 1 h), back office 5 h (target 8 h), so 25 h: broken."""
    steps = [
        StepTime(0, FRONT, 20 * HOUR, 1 * HOUR),
        StepTime(1, BACK, 4 * HOUR, 8 * HOUR, is_running_at_breach=True),
    ]
    assert bearer(FAIR, steps, OWNER) == Attribution(
        FRONT, BearerReason.OVERRUN, ((FRONT, 19 * HOUR),)
    )


def test_the_owner_bears_where_the_charter_says_so_whoever_overran() -> None:
    steps = [StepTime(0, FRONT, 20 * HOUR, 1 * HOUR)]
    assert bearer(charter(Bearer.OWNER), steps, OWNER) == Attribution(OWNER, BearerReason.OWNER)


def test_overruns_of_one_unit_are_summed() -> None:
    steps = [
        StepTime(0, FRONT, 3 * HOUR, 1 * HOUR),
        StepTime(1, BACK, 4 * HOUR, 1 * HOUR),
        StepTime(2, FRONT, 3 * HOUR, 1 * HOUR),
    ]
    found = bearer(FAIR, steps, OWNER)
    assert (found.unit_id, found.overruns) == (FRONT, ((FRONT, 4 * HOUR), (BACK, 3 * HOUR)))
    assert found.reason is BearerReason.OVERRUN, "another unit overran too, but less"


def test_what_is_kept_of_it_is_the_reason_and_by_how_much_the_bearer_overran() -> None:
    steps = [StepTime(0, FRONT, 3 * HOUR, 1 * HOUR), StepTime(1, BACK, 6 * HOUR, 1 * HOUR)]
    assert bearer(FAIR, steps, OWNER).code == "overrun 18000"
    assert bearer(charter(Bearer.OWNER), steps, OWNER).code == "owner 0"


def test_of_equal_overruns_the_unit_of_the_earlier_step_bears() -> None:
    steps = [StepTime(1, BACK, 2 * HOUR, 1 * HOUR), StepTime(0, FRONT, 2 * HOUR, 1 * HOUR)]
    found = bearer(FAIR, steps, OWNER)
    assert (found.unit_id, found.reason) == (FRONT, BearerReason.EARLIER_STEP)


def test_a_step_within_its_target_does_not_make_its_unit_the_earlier_one() -> None:
    steps = [
        StepTime(0, BACK, 1 * HOUR, 1 * HOUR),
        StepTime(1, FRONT, 2 * HOUR, 1 * HOUR),
        StepTime(2, BACK, 2 * HOUR, 1 * HOUR),
    ]
    assert bearer(FAIR, steps, OWNER).unit_id == FRONT


class TestNoTarget:
    """No target counts as a target of 0 (domain page, Bearer)."""

    def test_all_time_of_a_step_without_target_is_overrun(self) -> None:
        assert StepTime(0, FRONT, 5 * HOUR, None).overrun == 5 * HOUR
        assert StepTime(0, FRONT, 5 * HOUR, 0).overrun == 5 * HOUR
        assert StepTime(0, FRONT, 0, None).overrun == 0

    def test_the_front_office_does_not_get_off_by_having_no_target(self) -> None:
        """The page's example without the front office's target: the other was within its own."""
        steps = [
            StepTime(0, FRONT, 20 * HOUR, None),
            StepTime(1, BACK, 4 * HOUR, 8 * HOUR, is_running_at_breach=True),
        ]
        assert bearer(FAIR, steps, OWNER) == Attribution(
            FRONT, BearerReason.OVERRUN, ((FRONT, 20 * HOUR),)
        )

    def test_a_step_with_a_target_is_measured_against_that_only(self) -> None:
        steps = [StepTime(0, FRONT, HOUR, None), StepTime(1, BACK, 4 * HOUR, 2 * HOUR)]
        assert bearer(FAIR, steps, OWNER).overruns == ((BACK, 2 * HOUR), (FRONT, HOUR))

    def test_without_any_target_whoever_had_the_line_longest_bears(self) -> None:
        steps = [
            StepTime(0, FRONT, 3 * HOUR, None),
            StepTime(1, BACK, 2 * HOUR, None, is_running_at_breach=True),
            StepTime(2, FRONT, HOUR, None),
        ]
        assert bearer(FAIR, steps, OWNER).overruns == ((FRONT, 4 * HOUR), (BACK, 2 * HOUR))

    def test_a_step_that_took_no_time_overran_nothing_without_target_too(self) -> None:
        steps = [StepTime(0, FRONT, 0, None), StepTime(1, BACK, 5, 9, is_running_at_breach=True)]
        assert bearer(FAIR, steps, OWNER) == Attribution(BACK, BearerReason.RUNNING_STEP)


def test_when_nobody_overran_the_step_running_at_the_breach_bears() -> None:
    steps = [StepTime(0, FRONT, HOUR, HOUR), StepTime(1, BACK, 5, HOUR, is_running_at_breach=True)]
    assert bearer(FAIR, steps, OWNER) == Attribution(BACK, BearerReason.RUNNING_STEP)


def test_without_any_step_the_owner_bears() -> None:
    assert bearer(FAIR, [], OWNER) == Attribution(OWNER, BearerReason.NO_STEP)
    idle = [StepTime(0, FRONT, HOUR, HOUR)]
    assert bearer(FAIR, idle, OWNER) == Attribution(OWNER, BearerReason.NO_STEP)


STEPS = st.lists(
    st.builds(
        StepTime,
        st.integers(0, 9),
        st.integers(1, 4),
        st.integers(0, 9),
        st.none() | st.integers(0, 9),
        st.booleans(),
    ),
    unique_by=lambda step: step.position,
)


@given(STEPS, st.randoms(use_true_random=False))
def test_the_order_of_the_steps_given_does_not_matter(
    steps: list[StepTime], random: object
) -> None:
    shuffled = list(steps)
    random.shuffle(shuffled)
    assert bearer(FAIR, shuffled, OWNER) == bearer(FAIR, steps, OWNER)


@given(STEPS)
def test_nobody_overran_more_than_the_bearer(steps: list[StepTime]) -> None:
    found = bearer(FAIR, steps, OWNER)
    sums = dict(found.overruns)
    assert sums.get(found.unit_id, 0) == max(sums.values(), default=0)
    assert sum(sums.values()) == sum(step.overrun for step in steps)
