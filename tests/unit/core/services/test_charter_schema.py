"""Charters as data that people write, and what is said when it is wrong."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fmdesk.core.domain.charter import (
    Bearer,
    Charter,
    Condition,
    Conditions,
    Guarantee,
    LimitSource,
    Operator,
    Sanction,
    SanctionKind,
)
from fmdesk.core.domain.errors import InvalidInputError
from fmdesk.core.domain.limits import Limit, LimitUnit, TimeOfDay
from fmdesk.core.services.charter_schema import from_data, to_data
from fmdesk.i18n import using_language
from fmdesk.messages import explain

SEED: Mapping[str, Any] = {
    "code": "supplies-24h",
    "name": {"nl": "Artikelen binnen 24 uur", "en": "Articles within 24 hours"},
    "promise": {"nl": "Binnen 24 uur, anders gratis.", "en": "Within 24 hours, or free."},
    "guarantee": {"limit": {"unit": "clock_hours", "n": 24}},
    "sanction": {"kind": "not_charged"},
    "applies_when": {"all": [{"fact": "supplies.stock_article", "op": "eq", "value": True}]},
}


def test_the_charter_of_the_source_text_as_data() -> None:
    charter = from_data(SEED, charter_id=7)
    assert (charter.id, charter.version, charter.norm) == (7, 1, 9500)
    assert charter.guarantee.limit == Limit(LimitUnit.CLOCK_HOURS, 24)
    assert charter.applies_when == Conditions(
        items=(Condition("supplies.stock_article", Operator.EQ, True),)
    )
    assert charter.except_when.is_any


TEXTS = st.text(st.characters(codec="utf-8"), min_size=1).filter(str.strip)
DAYS = st.dates(date(1970, 1, 1), date(2100, 1, 1))
CONDITIONS = st.builds(
    Condition, TEXTS, st.sampled_from(Operator), st.booleans() | st.integers() | TEXTS
) | st.builds(Condition, TEXTS, st.just(Operator.IN), st.lists(TEXTS, min_size=1).map(tuple))
LIMITS = st.builds(
    Limit, st.sampled_from(LimitUnit), st.integers(1, 99), st.sampled_from([TimeOfDay.KEEP])
)
SANCTIONS = st.one_of(
    st.builds(Sanction, st.just(SanctionKind.NOT_CHARGED), may_exceed_price=st.booleans()),
    st.builds(Sanction, st.just(SanctionKind.PERCENTAGE), basis_points=st.integers(1, 10_000)),
    st.builds(Sanction, st.just(SanctionKind.FIXED), amount_cents=st.just(5), cap_cents=st.just(4)),
    st.builds(
        Sanction,
        st.just(SanctionKind.STEPPED),
        weight=st.integers(1, 9),
        base_cents=st.integers(0, 99),
        max_steps=st.integers(0, 9),
        is_working_time=st.booleans(),
    ),
    st.builds(Sanction, st.just(SanctionKind.POINTS), points=st.integers(1, 99)),
)


@given(
    st.builds(
        Charter,
        id=st.just(3),
        code=TEXTS,
        version=st.integers(1, 99),
        name_nl=TEXTS,
        name_en=TEXTS,
        promise_nl=TEXTS,
        promise_en=TEXTS,
        guarantee=st.builds(Guarantee, st.just("response"), st.sampled_from(LimitSource), LIMITS),
        sanction=SANCTIONS,
        products=st.lists(TEXTS).map(tuple),
        applies_when=st.builds(
            Conditions, st.booleans(), st.lists(CONDITIONS, min_size=1).map(tuple)
        ),
        except_when=st.builds(Conditions, st.just(True), st.lists(CONDITIONS).map(tuple)),
        bearer=st.sampled_from(Bearer),
        rank=st.integers(0, 999),
        valid_from=DAYS,
        valid_to=st.none() | st.just(date(2100, 1, 2)),
        trial_until=st.none() | DAYS,
        new_run_on_reopen=st.booleans(),
        norm=st.integers(0, 10_000),
    )
)
def test_what_is_written_is_read_back(charter: Charter) -> None:
    data = json.loads(json.dumps(to_data(charter)))
    assert from_data(data, charter.id) == charter


def condition(**changes: object) -> dict[str, object]:
    return {"applies_when": {"any": [{"fact": "x", "op": "eq", "value": 1} | changes]}}


@pytest.mark.parametrize(
    ("changes", "code", "shown"),
    [
        ({"sanction": {"kind": "flogging"}}, "charter.field_choice", "sanction.kind"),
        ({"sanction": {}}, "charter.field_missing", "sanction.kind"),
        ({"sanction": {"kind": "fixed"}}, "charter.field_missing", "sanction.amount_cents"),
        (
            {"sanction": {"kind": "fixed", "amount_cents": 1.5}},
            "charter.field_value",
            "sanction.amount_cents cannot be 1.5",
        ),
        (
            {"sanction": {"kind": "points", "points": 1, "weight": 2}},
            "charter.field_unknown",
            "weight",
        ),
        (condition(op="equals"), "charter.field_choice", "applies_when.any.0.op cannot be equals"),
        (condition(value=None), "charter.field_value", "applies_when.any.0.value"),
        (condition(value=[1.5]), "charter.field_value", "applies_when.any.0.value"),
        ({"applies_when": {}}, "charter.all_or_any", "applies_when"),
        ({"except_when": {"any": [], "all": []}}, "charter.all_or_any", "except_when"),
        ({"guarantee": {}}, "charter.limit_missing", "limit"),
        ({"guarantee": {"clock": "egg"}}, "charter.clock", "solution, response, step.1"),
        (
            {"guarantee": {"limit": {"unit": "hours", "n": 1}}},
            "charter.field_choice",
            "guarantee.limit.unit cannot be hours",
        ),
        ({"guarantee": {"limit": {"unit": "clock_hours", "n": -1}}}, "limit.amount", "-1"),
        ({"valid_from": "soon"}, "charter.field_value", "valid_from cannot be soon"),
        ({"norm": "1"}, "charter.field_value", "norm"),
        ({"promise": {"nl": "Ja."}}, "charter.field_missing", "promise.en"),
        ({"naem": "x"}, "charter.field_unknown", "naem"),
    ],
)
def test_wrong_data_is_refused_with_its_place(
    changes: dict[str, object], code: str, shown: str
) -> None:
    with pytest.raises(InvalidInputError) as caught:
        from_data({**SEED, **changes})
    assert caught.value.code == code
    with using_language("en"):
        assert shown in f"{caught.value} {explain(caught.value)}"
