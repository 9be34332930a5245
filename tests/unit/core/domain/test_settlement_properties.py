"""What must hold of settlements whatever the charters and verdicts are."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from fmdesk.core.domain.charter import Charter, Guarantee, Outcome, Sanction, SanctionKind, Verdict
from fmdesk.core.domain.settlement import Judged, Settlement, settle

CENTS = st.integers(0, 20_000)
SANCTIONS = st.one_of(
    st.just(Sanction(SanctionKind.NOT_CHARGED)),
    st.builds(Sanction, st.just(SanctionKind.PERCENTAGE), basis_points=st.integers(1, 10_000)),
    st.builds(Sanction, st.just(SanctionKind.FIXED), amount_cents=CENTS),
    st.builds(
        Sanction,
        st.just(SanctionKind.STEPPED),
        weight=st.integers(1, 4),
        base_cents=CENTS,
        per_step_cents=CENTS,
        step_seconds=st.integers(1, 7200),
        unit_seconds=st.sampled_from((1, 60, 3600)),
        max_steps=st.integers(0, 9),
        is_working_time=st.booleans(),
    ),
    st.builds(Sanction, st.just(SanctionKind.POINTS), points=st.integers(1, 50)),
)
QUANTITIES = st.lists(st.integers(1, 20), min_size=1, max_size=5)
Line = tuple[int, int, list[Judged]]


@st.composite
def lines(draw: st.DrawFn, *, is_lifting: bool = False) -> Line:
    """A price, a quantity, and the verdicts of up to five charters on the line's parts."""
    quantities = draw(QUANTITIES)
    items = []
    for number in range(1, draw(st.integers(1, 5)) + 1):
        sanction = draw(SANCTIONS)
        if draw(st.booleans()):
            sanction = replace(sanction, cap_cents=draw(CENTS))
        if is_lifting and draw(st.booleans()):
            sanction = replace(sanction, may_exceed_price=True)
        under = Charter(
            number,
            f"c{number}",
            draw(st.integers(1, 3)),
            "n",
            "n",
            "p",
            "p",
            Guarantee(),
            sanction,
            rank=draw(st.integers(1, 3)),
            valid_from=date(2026, 1, draw(st.integers(1, 3))),
        )
        # Nothing gets less late by being delivered later, so the excess grows with the part.
        overs = sorted(draw(st.lists(st.integers(0, 90_000), min_size=5, max_size=5)))
        items += [
            Judged(
                _verdict(under, part, size, draw(st.sampled_from(Outcome)), overs[part - 1]), under
            )
            for part, size in enumerate(quantities, 1)
        ]
    return draw(CENTS), sum(quantities), items


def _verdict(under: Charter, part: int, quantity: int, outcome: Outcome, over: int) -> Verdict:
    return Verdict(1, part, 1, under.id, outcome, quantity, None, None, over, 2 * over)


def cents(settlement: Settlement) -> int:
    return sum(credit.cents for credit in settlement.credits)


def points(settlement: Settlement) -> int:
    return sum(credit.points for credit in settlement.credits)


def broken(items: Sequence[Judged]) -> list[Judged]:
    return [item for item in items if item.verdict.outcome is Outcome.BROKEN]


@given(lines())
def test_the_sum_never_exceeds_the_price(line: Line) -> None:
    price, quantity, items = line
    settlement = settle(price, quantity, items)
    assert 0 <= cents(settlement) <= price
    assert len(settlement.credits) == len(broken(items))
    assert all(0 <= credit.cents <= credit.full_cents for credit in settlement.credits)


@given(lines(is_lifting=True))
def test_only_what_lifts_the_cap_exceeds_the_price(line: Line) -> None:
    price, quantity, items = line
    lifting = {item.charter.id for item in items if item.charter.sanction.may_exceed_price}
    settlement = settle(price, quantity, items)
    bound = [one for one in settlement.credits if one.charter_version_id not in lifting]
    assert sum(credit.cents for credit in bound) <= price
    if cents(settlement) > price:
        assert any(one.cents for one in settlement.credits if one.charter_version_id in lifting)


@given(lines(is_lifting=True), st.randoms(use_true_random=False))
def test_the_order_of_the_verdicts_does_not_matter(line: Line, random: object) -> None:
    price, quantity, items = line
    shuffled = list(items)
    random.shuffle(shuffled)
    assert settle(price, quantity, shuffled) == settle(price, quantity, items)


@given(lines(), st.data())
def test_one_more_broken_verdict_never_lowers_what_the_customer_gets(
    line: Line, data: st.DataObject
) -> None:
    price, quantity, items = line
    place = data.draw(st.integers(0, len(items) - 1))
    worse = list(items)
    verdict = replace(items[place].verdict, outcome=Outcome.BROKEN)
    worse[place] = replace(items[place], verdict=verdict)
    before, after = settle(price, quantity, items), settle(price, quantity, worse)
    # A cap of one charter holds pieces back that another would have won; see docs/charters.md.
    if not any(item.charter.sanction.cap_cents is not None for item in items):
        assert cents(after) >= cents(before)
    assert points(after) >= points(before)


@given(lines(is_lifting=True), st.integers(1, 50_000))
def test_more_lateness_never_costs_less(line: Line, more: int) -> None:
    price, quantity, items = line
    later = [
        replace(
            item,
            verdict=replace(
                item.verdict,
                over_working=item.verdict.over_working + more,
                over_clock=item.verdict.over_clock + more,
            ),
        )
        for item in items
    ]
    before, after = settle(price, quantity, items), settle(price, quantity, later)
    if not any(item.charter.sanction.may_exceed_price for item in items):
        assert cents(after) >= cents(before)
    assert points(after) == points(before)


@given(lines(is_lifting=True))
def test_points_are_the_best_of_the_broken_ones_whatever_the_price(line: Line) -> None:
    _price, quantity, items = line
    offered = [
        item.charter.sanction.points
        for item in broken(items)
        if item.charter.sanction.kind is SanctionKind.POINTS
    ]
    assert points(settle(0, quantity, items)) == max(offered, default=0)


@given(CENTS, QUANTITIES, st.integers(1, 10_000))
def test_all_parts_late_sum_to_the_sanction_of_the_whole_line(
    price: int, quantities: list[int], basis_points: int
) -> None:
    for sanction in (
        Sanction(SanctionKind.NOT_CHARGED),
        Sanction(SanctionKind.PERCENTAGE, basis_points=basis_points),
    ):
        under = Charter(1, "c", 1, "n", "n", "p", "p", Guarantee(), sanction)
        parts = [
            Judged(_verdict(under, part, size, Outcome.BROKEN, 1), under)
            for part, size in enumerate(quantities, 1)
        ]
        whole = [Judged(_verdict(under, 1, sum(quantities), Outcome.BROKEN, 1), under)]
        quantity = sum(quantities)
        assert cents(settle(price, quantity, parts)) == cents(settle(price, quantity, whole))


@given(lines())
def test_charters_in_trial_change_nothing_about_the_others(line: Line) -> None:
    price, quantity, items = line
    tried = [replace(item, is_trial=True) for item in items]
    alone = settle(price, quantity, items).credits
    both = settle(price, quantity, [*tried, *items]).credits
    assert tuple(credit for credit in both if not credit.is_trial) == alone
    assert tuple(replace(credit, is_trial=False) for credit in both if credit.is_trial) == alone
