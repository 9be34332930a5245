"""What broken charters cost, sanction by sanction and together."""

from datetime import UTC, date, datetime

import pytest

from fmdesk.core.domain.charter import Charter, Guarantee, Outcome, Sanction, SanctionKind, Verdict
from fmdesk.core.domain.settlement import Judged, Settlement, settle, stepped
from fmdesk.testing import plain_charter

HOUR = 3600
DUE = datetime(2026, 3, 2, 12, tzinfo=UTC)
BROKEN, KEPT = Outcome.BROKEN, Outcome.KEPT
FREE = Sanction(SanctionKind.NOT_CHARGED)


def charter(number: int, sanction: Sanction, **changes: object) -> Charter:
    changes = {"rank": 100, "valid_from": date(2026, 1, 1)} | changes
    return plain_charter(
        id=number, code=f"c{number}", guarantee=Guarantee(), sanction=sanction, **changes
    )


def judge(
    under: Charter,
    outcome: Outcome = BROKEN,
    quantity: int = 1,
    part: int = 1,
    *,
    run: int = 1,
    over: int = HOUR,
    over_clock: int | None = None,
    is_trial: bool = False,
) -> Judged:
    verdict = Verdict(
        line_id=1,
        part=part,
        clock_run=run,
        charter_version_id=under.id,
        outcome=outcome,
        quantity=quantity,
        due_at=DUE,
        finished_at=None,
        over_working=over if outcome is BROKEN else 0,
        over_clock=over if over_clock is None else over_clock,
    )
    return Judged(verdict, under, is_trial)


def percentage(basis_points: int, **rest: object) -> Sanction:
    return Sanction(SanctionKind.PERCENTAGE, basis_points=basis_points, **rest)


def fixed(cents: int, **rest: object) -> Sanction:
    return Sanction(SanctionKind.FIXED, amount_cents=cents, **rest)


def points(number: int) -> Sanction:
    return Sanction(SanctionKind.POINTS, points=number)


def given(settlement: Settlement) -> dict[tuple[int, int], int]:
    """Cents by charter and part, of credits with any."""
    return {
        (one.charter_version_id, one.part): one.cents for one in settlement.credits if one.cents
    }


# --- one charter ----------------------------------------------------------------------------


def test_a_late_article_is_not_charged() -> None:
    (credit,) = settle(1250, 1, [judge(charter(1, FREE))]).credits
    assert (credit.cents, credit.full_cents, credit.reduced_by) == (1250, 1250, "")


def test_a_share_of_the_price_is_rounded_half_up() -> None:
    assert given(settle(1001, 1, [judge(charter(1, percentage(5000)))])) == {(1, 1): 501}


def test_what_is_told_of_a_share_is_what_it_was_worked_out_with() -> None:
    (share,) = settle(1001, 1, [judge(charter(1, percentage(5000)))]).terms
    assert share.numbers == {"pieces": 1, "part_cents": 1001, "basis_points": 5000}
    (free,) = settle(1001, 1, [judge(charter(1, FREE))]).terms
    assert free.numbers == {"pieces": 1, "part_cents": 1001}


def test_a_fixed_amount() -> None:
    assert given(settle(1000, 1, [judge(charter(1, fixed(250)))])) == {(1, 1): 250}


def test_points_are_no_money() -> None:
    (credit,) = settle(0, 1, [judge(charter(1, points(7)))]).credits
    assert (credit.points, credit.cents, credit.full_cents) == (7, 0, 0)


@pytest.mark.parametrize("outcome", [one for one in Outcome if one is not BROKEN])
def test_only_a_broken_guarantee_costs_something(outcome: Outcome) -> None:
    assert settle(1000, 1, [judge(charter(1, FREE), outcome)]) == Settlement()


def test_no_verdicts_cost_nothing() -> None:
    assert settle(1000, 1, []).credits == ()


@pytest.mark.parametrize(("price", "quantity"), [(-1, 1), (100, 0)])
def test_a_line_has_a_price_and_pieces(price: int, quantity: int) -> None:
    with pytest.raises(ValueError, match=str(price)):
        settle(price, quantity, [])


def test_a_free_line_credits_nothing() -> None:
    assert given(settle(0, 2, [judge(charter(1, FREE), quantity=2)])) == {}


# --- stepped: the published examples, hours as unit, no price cap -----------------------------

PLANON_ONE = Sanction(
    SanctionKind.STEPPED,
    weight=4,
    base_cents=30_00,
    per_step_cents=20_00,
    step_seconds=5 * HOUR,
    unit_seconds=HOUR,
    max_steps=1,
    may_exceed_price=True,
)
PLANON_TWO = Sanction(
    SanctionKind.STEPPED,
    weight=1,
    base_cents=500_00,
    per_step_cents=150_00,
    step_seconds=3 * HOUR // 2,
    unit_seconds=HOUR,
    max_steps=2,
    may_exceed_price=True,
)


def test_planon_example_of_seven_hours_where_two_were_allowed() -> None:
    over = 7 * HOUR - 2 * HOUR
    assert given(settle(0, 1, [judge(charter(1, PLANON_ONE), over=over)])) == {(1, 1): 200_00}


def test_planon_example_of_four_hours_and_three_quarters_where_two_were_allowed() -> None:
    over = 4 * HOUR + 45 * 60 - 2 * HOUR
    (term,) = settle(0, 1, [judge(charter(1, PLANON_TWO), over=over)]).terms
    assert term.credit.cents == 800_00
    assert term.numbers == {
        "over_seconds": 9900,
        "rounded_seconds": 3 * HOUR,
        "step_seconds": 5400,
        "steps": 2,
        "max_steps": 2,
        "weight": 1,
        "base_cents": 500_00,
        "per_step_cents": 150_00,
    }


@pytest.mark.parametrize(
    ("over", "steps", "rounded"),
    [(0, 0, 0), (1, 0, HOUR), (HOUR, 0, HOUR), (HOUR + 1, 1, 2 * HOUR), (99 * HOUR, 2, 99 * HOUR)],
)
def test_the_excess_is_rounded_up_to_whole_units_before_steps_are_counted(
    over: int, steps: int, rounded: int
) -> None:
    assert stepped(PLANON_TWO, over) == (500_00 + 150_00 * steps, steps, rounded)


def test_a_stepped_sanction_counts_working_or_clock_time_as_it_says() -> None:
    rest = {"per_step_cents": 100, "step_seconds": HOUR, "max_steps": 99}
    working = Sanction(SanctionKind.STEPPED, **rest)
    clock = Sanction(SanctionKind.STEPPED, **rest, is_working_time=False)
    for sanction, cents in ((working, 200), (clock, 900)):
        late = judge(charter(1, sanction), over=2 * HOUR, over_clock=9 * HOUR)
        assert given(settle(10_000, 1, [late])) == {(1, 1): cents}


# --- parts ------------------------------------------------------------------------------------


def test_half_delivered_in_time_and_half_late_makes_the_late_half_free() -> None:
    under = charter(1, FREE)
    parts = [judge(under, KEPT, 5, 1), judge(under, BROKEN, 5, 2)]
    assert given(settle(4995, 10, parts)) == {(1, 2): 2497}  # 49.95: halves of 24.98 and 24.97


def test_parts_of_a_percentage_sum_to_that_of_the_line() -> None:
    under = charter(1, percentage(3333))
    parts = [judge(under, BROKEN, 1, part) for part in (1, 2, 3)]
    assert sum(given(settle(1000, 3, parts)).values()) == 333


def test_the_rest_that_nobody_judged_keeps_its_share() -> None:
    assert given(settle(900, 3, [judge(charter(1, FREE), BROKEN, 1)])) == {(1, 1): 300}


def test_a_part_never_costs_more_than_its_price() -> None:
    under = charter(1, percentage(5000))
    parts = [judge(under, KEPT, 1, 1), judge(under, BROKEN, 1, 2), judge(under, KEPT, 1, 3)]
    assert given(settle(2, 3, parts)) == {}  # prices 1, 0 and 1 cent


@pytest.mark.parametrize("sanction", [fixed(250), PLANON_ONE, points(3)])
def test_what_counts_once_per_line_falls_on_the_latest_broken_part(sanction: Sanction) -> None:
    under = charter(1, sanction)
    parts = [
        judge(under, BROKEN, 1, 1, over=HOUR),
        judge(under, BROKEN, 1, 2, over=5 * HOUR),
        judge(under, KEPT, 1, 3),
    ]
    first, second = settle(100_000, 3, parts).credits
    assert (first.part, first.full_cents, first.points) == (1, 0, 0)
    assert (second.part, second.full_cents + second.points) in {(2, 250), (2, 200_00), (2, 3)}


def test_charters_that_divide_the_line_differently_collide_on_what_they_share() -> None:
    response = charter(1, percentage(1000))
    solution = charter(2, percentage(5000))
    settlement = settle(
        1000,
        4,
        [
            judge(response, BROKEN, 4),
            judge(solution, KEPT, 1, 1),
            judge(solution, BROKEN, 3, 2),
        ],
    )
    assert given(settlement) == {(1, 1): 25, (2, 2): 375}


# --- together -----------------------------------------------------------------------------------


def test_per_kind_the_best_for_the_customer_counts() -> None:
    settlement = settle(1000, 1, [judge(charter(1, fixed(100))), judge(charter(2, fixed(300)))])
    worse, better = settlement.terms
    assert (worse.credit.cents, worse.credit.full_cents) == (0, 100)
    assert worse.credit.reduced_by == "collision"
    assert worse.numbers["better_charter_id"] == 2
    assert (better.credit.cents, better.credit.reduced_by) == (300, "")


def test_kinds_add_up() -> None:
    settlement = settle(
        1000, 1, [judge(charter(1, fixed(100))), judge(charter(2, percentage(2000)))]
    )
    assert given(settlement) == {(1, 1): 100, (2, 1): 200}


def test_points_of_several_charters_do_not_add_up() -> None:
    settlement = settle(0, 1, [judge(charter(1, points(3))), judge(charter(2, points(5)))])
    assert [one.points for one in settlement.credits] == [0, 5]


def test_a_tie_goes_to_the_lower_rank_and_then_to_the_older_version() -> None:
    one = charter(1, fixed(100), rank=20)
    two = charter(2, fixed(100), rank=10, valid_from=date(2026, 2, 1))
    three = charter(3, fixed(100), rank=10)
    assert given(settle(1000, 1, [judge(one), judge(two)])) == {(2, 1): 100}
    assert given(settle(1000, 1, [judge(one), judge(two), judge(three)])) == {(3, 1): 100}


def test_the_last_ranked_is_cut_to_fit_the_price() -> None:
    first, last = charter(1, percentage(6000), rank=2), charter(2, fixed(700), rank=1)
    settlement = settle(1000, 1, [judge(first), judge(last)])
    assert given(settlement) == {(1, 1): 300, (2, 1): 700}
    cut = settlement.terms[1]
    assert (cut.credit.reduced_by, cut.numbers["price_cents"]) == ("price", 1000)


def test_of_equal_rank_the_younger_version_is_cut() -> None:
    older = charter(2, percentage(6000), valid_from=date(2025, 1, 1))
    younger = charter(1, fixed(700))
    assert given(settle(1000, 1, [judge(older), judge(younger)])) == {(2, 1): 600, (1, 1): 400}


def test_only_a_charter_that_says_so_exceeds_the_price_and_only_itself() -> None:
    lifted = charter(1, fixed(5000, may_exceed_price=True), rank=2)
    bound = charter(2, percentage(9000), rank=1)
    other = charter(3, Sanction(SanctionKind.STEPPED, base_cents=9000), rank=3)
    settlement = settle(1000, 1, [judge(lifted), judge(bound), judge(other)])
    assert given(settlement) == {(1, 1): 5000, (2, 1): 900}


def test_in_a_collision_an_amount_counts_for_what_the_price_leaves_of_it() -> None:
    bound = charter(1, fixed(9000))
    lifted = charter(2, fixed(1500, may_exceed_price=True))
    assert given(settle(1000, 1, [judge(lifted), judge(bound)])) == {(2, 1): 1500}


def test_the_own_cap_of_a_charter_cuts_the_later_parts() -> None:
    under = charter(1, percentage(5000, cap_cents=300))
    parts = [judge(under, BROKEN, 1, 1), judge(under, BROKEN, 1, 2)]
    first, second = settle(1000, 2, parts).terms
    assert (first.credit.cents, first.credit.reduced_by) == (250, "")
    assert (second.credit.cents, second.credit.full_cents) == (50, 250)
    assert (second.credit.reduced_by, second.numbers["capped_cents"]) == ("cap", 50)


def test_points_know_no_cap_and_no_price() -> None:
    under = charter(1, Sanction(SanctionKind.POINTS, points=500, cap_cents=1))
    (credit,) = settle(1, 1, [judge(under)]).credits
    assert credit.points == 500


def test_a_line_is_not_charged_once_even_when_two_runs_of_its_clock_broke() -> None:
    under = charter(1, FREE)
    first, second = settle(1000, 1, [judge(under, run=1), judge(under, run=2)]).credits
    assert (first.clock_run, first.cents) == (1, 1000)
    assert (second.clock_run, second.cents, second.reduced_by) == (2, 0, "collision")


def test_a_charter_in_trial_is_settled_apart_and_reduces_nothing() -> None:
    real, trial = charter(1, fixed(600)), charter(2, fixed(900), rank=1)
    settlement = settle(1000, 1, [judge(real), judge(trial, is_trial=True)])
    assert given(settlement) == {(1, 1): 600, (2, 1): 900}
    assert [one.is_trial for one in settlement.credits] == [False, True]
