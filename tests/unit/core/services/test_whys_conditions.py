"""Conditions read as sentences, in both languages, with values as the user writes them."""

from collections.abc import Callable
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest

from fmdesk.core.domain.charter import ALWAYS, NEVER, Condition, Conditions, Operator
from fmdesk.core.domain.spec import FactSpec, Text
from fmdesk.core.domain.views import ConditionView
from fmdesk.core.services.whys_conditions import APPLIES, EXCEPTED, ConditionWords, heading

DECLARED = (
    FactSpec("supplies.stock_article", bool, Text("het is een voorraadartikel", "in stock")),
)


def named(code: str, name: str) -> Any:
    return SimpleNamespace(code=code, name=name, name_nl=name, name_en=f"{name} (en)")


WORK: Any = SimpleNamespace(
    now=datetime(2026, 11, 2, tzinfo=UTC),
    zone="Europe/Amsterdam",
    people=SimpleNamespace(
        units=lambda: (named("magazijn", "Magazijn en inkoop"),),
        departments=lambda: (named("fin", "Financiën"),),
        channels=lambda: (named("phone", "Telefoon"), named("web", "Intranet")),
    ),
    catalog=SimpleNamespace(products=lambda _day: (named("a4", "Kopieerpapier"),)),
)
Say = Callable[..., str]


@pytest.fixture
def say(language: Callable[[str], None]) -> Say:
    """Say a condition in a language."""

    def said(code: str, fact: str, op: str, value: object) -> str:
        language(code)
        condition = Condition(fact, Operator(op), value)
        return ConditionWords(WORK, DECLARED, code).sentence(condition)

    return said


@pytest.mark.parametrize(
    ("fact", "op", "value", "nl"),
    [
        ("supplies.stock_article", "eq", True, "Het is een voorraadartikel: ja"),
        ("supplies.stock_article", "ne", True, "Het is een voorraadartikel: nee"),
        ("supplies.stock_article", "eq", False, "Het is een voorraadartikel: nee"),
        ("line.quantity", "le", 1000, "Besteld aantal is ten hoogste 1.000"),
        ("line.quantity", "lt", 5, "Besteld aantal is minder dan 5"),
        ("line.quantity", "gt", 5, "Besteld aantal is meer dan 5"),
        ("line.price_cents", "ge", 12_550, "Prijs van de regel is ten minste €\xa0125,50"),
        ("clock.over_working", "gt", 5400, "Werktijd over de termijn is meer dan 1 u 30 min"),
        ("line.opened_minute", "lt", 16 * 60, "Tijdstip van ontvangst is vóór 16:00"),
        ("line.opened_minute", "ge", 9 * 60 + 5, "Tijdstip van ontvangst is 09:05 of later"),
        ("line.opened_weekday", "le", 4, "Weekdag van ontvangst is vrijdag of eerder"),
        ("line.opened_weekday", "eq", 9, "Weekdag van ontvangst is 9"),
        ("line.unit", "eq", "magazijn", "Leverend onderdeel is Magazijn en inkoop"),
        ("line.department", "ne", "fin", "Betalende afdeling is niet Financiën"),
        ("line.product", "eq", "gone", "Product is gone"),
        ("ticket.channel", "in", ("phone", "web"), "Kanaal is een van Telefoon of Intranet"),
        ("line.variant", "in", ("urgent",), "Variant is een van urgent"),
        ("line.product", "not_in", ("a4", "b", "c"), "Product is geen van Kopieerpapier, b of c"),
        ("gone.fact", "eq", "x", "Gone.fact is x"),
    ],
)
def test_a_condition_is_a_dutch_sentence(
    say: Say, fact: str, op: str, value: object, nl: str
) -> None:
    assert say("nl", fact, op, value) == nl


@pytest.mark.parametrize(
    ("fact", "op", "value", "en"),
    [
        ("supplies.stock_article", "eq", True, "In stock: yes"),
        ("line.quantity", "le", 1000, "Ordered quantity is at most 1,000"),
        ("line.price_cents", "ge", 12_550, "Price of the line is at least €125.50"),
        ("ticket.channel", "in", ("web", "fax"), "Channel is one of Intranet (en) or fax"),
        ("line.opened_weekday", "gt", 4, "Weekday received is after Friday"),
    ],
)
def test_a_condition_is_an_english_sentence(
    say: Say, fact: str, op: str, value: object, en: str
) -> None:
    assert say("en", fact, op, value) == en


def test_each_condition_stands_beside_what_was_found(language: Callable[[str], None]) -> None:
    language("nl")
    conditions = (
        Condition("line.price_cents", Operator.GT, 100),
        Condition("line.variant", Operator.EQ, "urgent"),
    )
    views = tuple(
        ConditionView(one.fact, str(one.op), str(one.value), "", is_met)
        for one, is_met in zip(conditions, (True, False), strict=True)
    )
    facts = {"line.price_cents": 250}
    first, second = ConditionWords(WORK, (), "nl").say(conditions, views, facts)
    assert (first.found, first.is_met) == ("€\xa02,50", True)
    assert (second.found, second.is_met) == ("niet bekend", False)


def test_the_heading_says_whether_all_must_hold(language: Callable[[str], None]) -> None:
    language("nl")
    one = Condition("line.quantity", Operator.GT, 1)
    assert heading(APPLIES, ALWAYS) == heading(EXCEPTED, NEVER) == ""
    assert heading(APPLIES, Conditions(items=(one,))) == "Geldt als dit klopt"
    assert heading(APPLIES, Conditions(items=(one, one))) == "Geldt als dit allemaal klopt"
    either = Conditions(is_any=True, items=(one, one))
    assert heading(EXCEPTED, either) == "Verontschuldigd als een van deze klopt"
