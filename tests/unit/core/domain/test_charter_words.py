"""Every way to compare, in both languages: what stands in the sentence, the list and the why."""

import pytest

from fmdesk.core.domain.charter import Condition, Operator
from fmdesk.core.domain.charter_phrases import OPERATORS, TIME_OPERATORS
from fmdesk.core.domain.charter_words import condition_words, spec_of, value_words
from tests.unit.core.domain.charter_strategies import ORDERS, STOCK, WORDING

EQ, NE, LT, LE, GT, GE, IN, NOT_IN = Operator

SAID = [
    (
        Condition("line.quantity", EQ, 1200),
        "besteld aantal is 1.200",
        "ordered quantity is 1,200",
    ),
    (
        Condition("line.quantity", NE, 3),
        "besteld aantal is niet 3",
        "ordered quantity is not 3",
    ),
    (
        Condition("line.quantity", LT, 3),
        "besteld aantal is minder dan 3",
        "ordered quantity is less than 3",
    ),
    (
        Condition("line.quantity", GE, 3),
        "besteld aantal is minstens 3",
        "ordered quantity is at least 3",
    ),
    (
        Condition("line.price_cents", GT, 123_456),
        "prijs van de regel is meer dan € 1.234,56",
        "price of the line is more than €1,234.56",
    ),
    (
        Condition("clock.over_working", LE, 5400),
        "werktijd over de termijn is hoogstens 1 uur 30 min",
        "working time over due is at most 1 h 30 min",
    ),
    (
        Condition("line.opened_minute", GE, 16 * 60 + 5),
        "tijdstip van ontvangst is 16:05 of later",
        "time received is 16:05 or later",
    ),
    (
        Condition("line.opened_weekday", IN, (0, 2, 4)),
        "weekdag van ontvangst is een van maandag, woensdag of vrijdag",
        "weekday received is one of Monday, Wednesday or Friday",
    ),
    (
        Condition("ticket.channel", NOT_IN, ("phone",)),
        "kanaal is geen van Telefoon",
        "channel is none of Phone",
    ),
    (
        Condition("line.product", EQ, "paper"),
        "product is Kopieerpapier",
        "product is Copy paper",
    ),
    (
        Condition(STOCK.name, EQ, True),
        "het is een voorraadartikel: ja",
        "it is a stock article: yes",
    ),
    (
        Condition(STOCK.name, EQ, False),
        "het is een voorraadartikel: nee",
        "it is a stock article: no",
    ),
    (
        Condition(STOCK.name, NE, False),
        "het is een voorraadartikel: ja",
        "it is a stock article: yes",
    ),
]
"""A condition, and what it is in Dutch and in English."""


@pytest.mark.parametrize(("condition", "nl", "en"), SAID)
def test_a_condition_in_words(condition: Condition, nl: str, en: str) -> None:
    for language, words in (("nl", nl), ("en", en)):
        said = condition_words(condition, WORDING, language)
        assert said.replace("\N{NO-BREAK SPACE}", " ") == words


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_operator_has_its_phrase(language: str) -> None:
    assert set(OPERATORS[language]) == set(Operator)
    assert set(TIME_OPERATORS[language]) == set(ORDERS)
    phrases = [*OPERATORS[language].values(), *TIME_OPERATORS[language].values()]
    assert len(set(phrases)) == len(phrases)


def test_a_value_alone() -> None:
    spec = spec_of(STOCK.name, WORDING)
    assert value_words(True, spec, WORDING, "nl") == "ja"
    assert value_words(False, spec, WORDING, "en") == "no"
    assert spec_of("gone", WORDING).text.nl == "gone"
