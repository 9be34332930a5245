"""Agreements with departments: the most specific level, and what a draft is told."""

from datetime import date

import pytest

from fmdesk.core.domain.agreement import Agreement, Catalogue, Level, OrderLimit, findings
from fmdesk.core.domain.calendar import Limit, LimitUnit
from fmdesk.core.domain.catalog import ProductVersion, Variant

DAY = date(2026, 1, 1)
HOURS = LimitUnit.CLOCK_HOURS
EIGHT, DAYLONG, TWO_DAYS = (Limit(HOURS, n) for n in (8, 24, 48))
URGENT = Variant("urgent", "Spoed", "Urgent", 700, Limit(HOURS, 4))
PAPER = ProductVersion(
    1,
    1,
    "paper",
    DAY,
    "Papier",
    "Paper",
    "paperware",
    1,
    lead_time=DAYLONG,
    calendar="office",
    variants=(URGENT,),
)
PLAIN = ProductVersion(2, 2, "talk", DAY, "Gesprek", "Talk", "", 1)
CATALOGUE = Catalogue(
    {"paper": PAPER, "talk": PLAIN},
    ("supplies", "paperware"),
    lambda level: level.product or level.cluster or "all",
)
PATH = ("paperware", "supplies")


def agreement(*levels: Level, **more: object) -> Agreement:
    return Agreement("legal", DAY, levels=levels, **more)


def codes(one: Agreement) -> list[tuple[str, bool]]:
    return [(found.code, found.is_refusal) for found in findings(one, CATALOGUE)]


LADDER = (
    Level(product="paper", variant="urgent"),
    Level(product="paper"),
    Level(cluster="paperware"),
    Level(cluster="supplies"),
    Level(),
)


@pytest.mark.parametrize("first", range(len(LADDER)))
def test_the_most_specific_level_holds_whatever_the_order_of_the_rows(first: int) -> None:
    """Variant before product before cluster before the one above it before everything."""
    left = LADDER[first:]
    for rows in (left, left[::-1]):
        assert agreement(*rows).level("paper", "urgent", PATH) == left[0]
    without_variant = next(one for one in left if not one.variant)
    assert agreement(*left).level("paper", "", PATH) == without_variant


def test_no_level_is_a_legal_answer() -> None:
    assert agreement(Level(product="talk")).level("paper", "", PATH) is None
    assert agreement().level("paper", "", PATH) is None


def test_a_person_may_order_what_is_agreed_and_the_budget_holder_anything() -> None:
    limits = (OrderLimit("p1", 50_000), OrderLimit("", 10_000))
    one = agreement(limits=limits, holder="chief")
    assert [one.most(who) for who in ("p1", "p2", "", "chief")] == [50_000, 10_000, 10_000, None]
    assert agreement(limits=limits[:1]).most("p2") is None
    assert agreement().most("p1") is None


@pytest.mark.parametrize(
    ("levels", "expected"),
    [
        ((), [("agreement.empty", False)]),
        ((Level(lead_time=EIGHT), Level(lead_time=DAYLONG)), [("agreement.twice", True)]),
        ((Level("paper", "", "supplies", EIGHT),), [("agreement.both", True)]),
        ((Level(cluster="nowhere", lead_time=EIGHT),), [("agreement.no_cluster", True)]),
        ((Level("ink", lead_time=EIGHT),), [("agreement.no_product", True)]),
        ((Level("paper", "slow", lead_time=EIGHT),), [("agreement.no_variant", True)]),
        ((Level("paper", lead_time=EIGHT, volume=-1),), [("agreement.volume", True)]),
        ((Level("talk", lead_time=EIGHT),), [("agreement.no_calendar", True)]),
        ((Level("talk", lead_time=EIGHT, calendar="office"),), []),
        ((Level("talk"),), []),
        ((Level("paper"),), [("agreement.no_promise", False)]),
        ((Level("paper", lead_time=TWO_DAYS),), [("agreement.looser", False)]),
        ((Level("paper", "urgent", lead_time=EIGHT),), [("agreement.looser", False)]),
        ((Level("paper", lead_time=EIGHT),), []),
        ((Level("paper", lead_time=DAYLONG),), []),
        ((Level("paper", lead_time=Limit(LimitUnit.WORKING_DAYS, 9)),), []),
    ],
)
def test_a_draft_is_told_what_is_wrong_and_what_is_odd(
    levels: tuple[Level, ...], expected: list[tuple[str, bool]]
) -> None:
    assert codes(agreement(*levels)) == expected


def test_amounts_are_checked_too() -> None:
    level = Level("paper", lead_time=EIGHT)
    twice = (OrderLimit("p1", 1), OrderLimit("p1", 2))
    assert codes(agreement(level, limits=twice)) == [
        ("agreement.limit_twice", True),
        ("agreement.no_holder", False),
        ("agreement.rest_unlimited", False),
    ]
    everybody = OrderLimit("", 1)
    assert codes(agreement(level, limits=(*twice[:1], everybody), holder="chief")) == []


def test_who_is_not_named_may_order_any_amount_and_that_is_said() -> None:
    """Only p1 has an amount, of one cent: p2 and who is unknown may order for a million."""
    one = agreement(Level("paper", lead_time=EIGHT), limits=(OrderLimit("p1", 1),), holder="chief")
    assert [one.most(who) for who in ("p1", "p2", "")] == [1, None, None]
    assert codes(one) == [("agreement.rest_unlimited", False)]


def test_what_is_left_out_was_not_agreed_and_is_not_stored_yet() -> None:
    assert (Level().volume, Level().id, agreement().number) == (0, 0, 0)


def test_an_end_needs_no_levels() -> None:
    assert codes(agreement(is_ended=True)) == []
