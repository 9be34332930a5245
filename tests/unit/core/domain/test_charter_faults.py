"""What is told of a charter while it is written."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given

from fmdesk.core.domain.charter import (
    NEVER,
    Charter,
    Condition,
    Conditions,
    Guarantee,
    LimitSource,
    Operator,
    Sanction,
    SanctionKind,
)
from fmdesk.core.domain.charter_faults import faults
from fmdesk.core.domain.charter_scope import Known, ScopeProduct, is_in_scope
from fmdesk.core.domain.errors import InvalidInputError
from fmdesk.core.domain.limits import Limit, LimitUnit
from fmdesk.messages import explain
from fmdesk.testing import plain_charter
from tests.unit.core.domain.charter_strategies import STOCK, WORDING, charters

HOUR = 3600
PAPER = ScopeProduct("paper", "stock", "Stock", 12, 1840, True, "office", (HOUR, 8 * HOUR), "st")
LIFT = ScopeProduct("lift", "faults", "Maintenance", 3, 0, False, "", (HOUR,), "mt")
KNOWN = Known(
    WORDING,
    (PAPER, LIFT),
    {"stock": "goods", "goods": "", "faults": ""},
    (plain_charter(id=7, code="older", name_en="Older", clusters=("goods",)),),
    {"office": 8 * HOUR},
)
MINE = plain_charter(products=("paper",), sanction=Sanction(SanctionKind.POINTS, points=1))
"""A charter about which there is nothing to say."""


def when(*items: Condition, is_any: bool = False) -> Conditions:
    return Conditions(is_any, items)


def quantity(op: Operator, value: object) -> Condition:
    return Condition("line.quantity", op, value)


STOCKED = Condition(STOCK.name, Operator.EQ, True)
LATE = Condition("clock.past_due", Operator.EQ, True)
FEW, MANY = quantity(Operator.LT, 5), quantity(Operator.GT, 8)


def codes(charter: Charter, known: Known = KNOWN) -> list[tuple[str, bool]]:
    """Return what is told, each with a sentence that can be filled in, in both languages."""
    found = faults(charter, known, "en")
    for one in (*found, *faults(charter, known, "nl")):
        words = explain(InvalidInputError(one.code, **one.params))
        assert "{" not in words
        assert "has no explanation" not in words
    return [(one.code.removeprefix("charter."), one.is_blocking) for one in found]


def test_nothing_is_said_of_a_good_charter() -> None:
    assert codes(MINE) == []
    assert codes(replace(MINE, applies_when=when(STOCKED, FEW), except_when=when(MANY))) == [
        ("useless_exception", False)
    ]


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"applies_when": when(FEW, MANY)}, "contradicts"),
        (
            {"applies_when": when(quantity(Operator.LT, 1), quantity(Operator.EQ, 0), is_any=True)},
            "contradicts",
        ),
        ({"applies_when": when(Condition("clock.past_due", Operator.NE, True))}, "never_breaks"),
        ({"except_when": when(LATE, is_any=True)}, "excused_always"),
        (
            {
                "applies_when": when(FEW),
                "except_when": when(FEW, quantity(Operator.GT, 4), is_any=True),
            },
            "excused_always",
        ),
        ({"applies_when": when(FEW), "except_when": when(FEW, LATE)}, "excused_always"),
        ({"applies_when": NEVER}, "never_applies"),
        ({"guarantee": Guarantee()}, "limit_missing"),
        ({"applies_when": when(Condition("gone.fact", Operator.EQ, 1))}, "unknown_fact"),
    ],
)
def test_what_cannot_work_blocks(changes: dict[str, object], told: str) -> None:
    assert codes(replace(MINE, **changes)) == [(told, True)]


def test_every_wrong_condition_is_told_at_once() -> None:
    wrong = when(Condition("gone.a", Operator.EQ, 1), Condition("gone.b", Operator.EQ, 1))
    found = codes(replace(MINE, name_en="", applies_when=wrong))
    assert found == [("empty", True), ("unknown_fact", True), ("unknown_fact", True)]


def test_an_exception_on_what_may_be_unknown_excuses_nothing_for_certain() -> None:
    either = when(STOCKED, replace(STOCKED, value=False), is_any=True)
    assert codes(replace(MINE, except_when=either)) == []
    assert codes(replace(MINE, applies_when=when(STOCKED), except_when=either)) == [
        ("excused_always", True)
    ]
    ways = when(FEW, MANY, is_any=True)
    assert codes(replace(MINE, applies_when=ways, except_when=when(FEW, is_any=True))) == []


FIRST_DAYS = Condition("line.opened_weekday", Operator.IN, (0, 1, 2, 3))
OVER = Condition("clock.over_clock", Operator.GT, 0)
FROM_ONE = quantity(Operator.GE, 1)


@pytest.mark.parametrize(
    "excuses",
    [
        when(FROM_ONE, is_any=True),
        when(quantity(Operator.LE, 5), quantity(Operator.GT, 5), is_any=True),
        when(FIRST_DAYS, replace(FIRST_DAYS, value=(4, 5, 6)), is_any=True),
        when(OVER, is_any=True),
        when(Condition("clock.run", Operator.GE, 1), FROM_ONE),
        when(Condition("line.product", Operator.EQ, "paper"), is_any=True),
        when(STOCKED, FROM_ONE, is_any=True),
    ],
)
def test_what_every_late_line_meets_excuses_everything(excuses: Conditions) -> None:
    assert codes(replace(MINE, except_when=excuses)) == [("excused_always", True)]


@pytest.mark.parametrize(
    "excuses",
    [
        when(STOCKED, FROM_ONE),
        when(FIRST_DAYS, is_any=True),
        when(Condition("line.department", Operator.NE, "x"), is_any=True),
        when(replace(OVER, value=HOUR), is_any=True),
    ],
)
def test_what_some_late_lines_do_not_meet_excuses_only_the_others(excuses: Conditions) -> None:
    assert codes(replace(MINE, except_when=excuses)) == []


def test_nothing_late_is_over_by_nothing() -> None:
    nothing = when(Condition("clock.over_clock", Operator.EQ, 0))
    assert codes(replace(MINE, applies_when=nothing)) == [("never_breaks", True)]


def test_conditions_beside_the_products_are_told() -> None:
    lift, paper = (Condition("line.product", Operator.EQ, code) for code in ("lift", "paper"))
    assert codes(replace(MINE, applies_when=when(lift))) == [("outside", True)]
    assert codes(replace(MINE, applies_when=when(lift, paper, is_any=True))) == []
    # Tomorrow a cluster may hold another product, and a product may have another unit.
    stock = replace(MINE, products=(), clusters=("stock",))
    assert codes(replace(stock, applies_when=when(lift))) == [("outside", False)]
    mine, other = (Condition("line.unit", Operator.EQ, code) for code in ("st", "mt"))
    assert codes(replace(MINE, applies_when=when(other))) == [("outside", False)]
    assert codes(replace(MINE, applies_when=when(mine))) == []
    assert codes(replace(MINE, applies_when=when(FEW, other, is_any=True))) == []


def test_the_products_are_looked_at() -> None:
    assert codes(replace(MINE, products=("gone",))) == [("no_products", False)]
    lead = Guarantee(source=LimitSource.PRODUCT)
    assert codes(replace(MINE, guarantee=lead)) == []
    assert codes(replace(MINE, guarantee=lead, products=())) == [("some_lead_times", False)]
    assert codes(replace(MINE, guarantee=lead, products=("lift",))) == [("no_lead_times", True)]
    free = replace(MINE, products=("lift",), sanction=Sanction(SanctionKind.NOT_CHARGED))
    assert codes(free) == [("costs_nothing", False)]
    lifted = Sanction(SanctionKind.FIXED, amount_cents=500, may_exceed_price=True)
    assert codes(replace(free, sanction=lifted)) == []


def test_a_stepped_sanction_of_nothing_blocks() -> None:
    nothing = Sanction(SanctionKind.STEPPED, max_steps=3)
    blocked = [("steps_nothing", True)]
    assert codes(replace(MINE, sanction=nothing)) == blocked
    assert codes(replace(MINE, sanction=replace(nothing, per_step_cents=500))) == []
    no_step = replace(nothing, per_step_cents=500, max_steps=0)
    assert codes(replace(MINE, sanction=no_step)) == blocked
    assert codes(replace(MINE, sanction=replace(no_step, base_cents=500))) == []


def test_an_overlap_names_the_other_charter_and_the_products() -> None:
    same = replace(MINE, sanction=Sanction(SanctionKind.NOT_CHARGED))
    assert codes(same) == [("overlaps", False)]
    [told] = faults(same, KNOWN, "en")
    words = explain(InvalidInputError(told.code, **told.params))
    assert "Older" in words
    assert "Copy paper" in words
    [older] = KNOWN.charters
    for other in (
        replace(older, code=same.code),
        replace(older, products=("lift",), clusters=()),
        replace(older, valid_to=date(1969, 12, 31), valid_from=date(1969, 1, 1)),
        replace(older, applies_when=when(MANY)),
    ):
        mine = replace(same, applies_when=when(FEW))
        assert codes(mine, replace(KNOWN, charters=(other,))) == []
    ended = replace(older, valid_to=date(2040, 1, 1), applies_when=when(MANY, is_any=True))
    assert codes(same, replace(KNOWN, charters=(ended,))) == [("overlaps", False)]


@pytest.mark.parametrize(
    ("clock", "unit", "n", "is_short"),
    [
        ("solution", LimitUnit.CLOCK_HOURS, 9, False),
        ("solution", LimitUnit.CLOCK_HOURS, 8, True),
        ("solution", LimitUnit.WORKING_HOURS, 8, True),
        ("solution", LimitUnit.WORKING_DAYS, 1, False),
        ("solution", LimitUnit.CALENDAR_DAYS, 1, False),
        ("step.1", LimitUnit.CLOCK_HOURS, 1, False),
        ("step.1", LimitUnit.CLOCK_HOURS, 0, True),
        ("response", LimitUnit.CLOCK_HOURS, 0, False),
    ],
)
def test_a_limit_shorter_than_the_targets_is_told(
    clock: str, unit: LimitUnit, n: int, is_short: bool
) -> None:
    charter = replace(MINE, guarantee=Guarantee(clock, limit=Limit(unit, n)))
    assert codes(charter) == ([("short_limit", False)] if is_short else [])


def test_days_are_those_of_the_calendar_of_the_charter() -> None:
    days = replace(KNOWN, days={"office": 8 * HOUR, "short": 4 * HOUR})
    guarantee = Guarantee(limit=Limit(LimitUnit.WORKING_DAYS, 1), calendar="short")
    assert codes(replace(MINE, guarantee=guarantee), days) == [("short_limit", False)]


def test_a_step_that_no_process_has_is_told_with_many_names_cut_off() -> None:
    many = tuple(replace(LIFT, code=f"lift{n}") for n in range(5))
    charter = replace(
        MINE, products=(), guarantee=Guarantee("step.2", limit=Limit(LimitUnit.CLOCK_HOURS, 99))
    )
    known = replace(KNOWN, products=many)
    assert codes(charter, known) == [("no_step", False)]
    assert faults(charter, known, "en")[0].params["products"] == "lift0, lift1, lift2, …"


def test_scope_follows_clusters_upwards() -> None:
    parents = {"a": "b", "b": ""}
    assert is_in_scope(plain_charter(), "x", "", parents)
    assert is_in_scope(plain_charter(clusters=("b",)), "x", "a", parents)
    assert not is_in_scope(plain_charter(clusters=("c",)), "x", "a", parents)
    assert is_in_scope(plain_charter(clusters=("c",), products=("x",)), "x", "a", parents)


@given(charters())
def test_every_legal_charter_can_be_looked_at(charter: Charter) -> None:
    for one in faults(charter, KNOWN, "nl"):
        assert one.params["charter"] == charter.code
