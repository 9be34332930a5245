"""The sentence that the clauses of a charter make, in both languages."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given

from fmdesk.core.domain.charter import (
    ALWAYS,
    NEVER,
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
from fmdesk.core.domain.charter_figures import duration, figure, money, share, weekday
from fmdesk.core.domain.charter_phrases import LIMITS, PHRASES
from fmdesk.core.domain.charter_sentence import sentence
from fmdesk.core.domain.charter_versions import clauses, differences
from fmdesk.core.domain.charter_words import Wording, conditions_words
from fmdesk.core.domain.limits import Limit, LimitUnit, TimeOfDay
from fmdesk.testing import plain_charter
from tests.unit.core.domain.charter_strategies import STOCK, WORDING, charters

SEED = plain_charter(
    clusters=("artikelen",),
    applies_when=Conditions(items=(Condition(STOCK.name, Operator.EQ, True),)),
)
"""The charter of the source text about front offices."""


def said(charter: Charter, language: str = "en") -> str:
    """Return its sentence, with plain spaces."""
    return sentence(charter, WORDING, language).replace("\N{NO-BREAK SPACE}", " ")


def test_the_example_of_the_source_text_comes_out_as_written() -> None:
    assert said(SEED, "nl") == (
        "Wij leveren voorraadartikelen binnen 24 uur, anders brengen wij de levering niet in "
        "rekening."
    )
    assert said(SEED) == (
        "We deliver stock articles within 24 hours, or else the delivery is not charged."
    )


@pytest.mark.parametrize(
    ("guarantee", "nl", "en"),
    [
        (
            Guarantee("response", limit=Limit(LimitUnit.WORKING_HOURS, 1)),
            "Wij beginnen binnen 1 werkuur met Liftstoring",
            "We begin with Lift fault within 1 working hour",
        ),
        (
            Guarantee("step.2", LimitSource.OWN, Limit(LimitUnit.WORKING_HOURS, 4), "techniek"),
            "Wij ronden stap 2 van Liftstoring binnen 4 werkuren (kalender techniek) af",
            "We finish step 2 of Lift fault within 4 working hours (calendar techniek)",
        ),
        (
            Guarantee(limit=Limit(LimitUnit.WORKING_DAYS, 1, TimeOfDay.CLOSE), calendar="kantoor"),
            "Wij ronden Liftstoring binnen 1 werkdag (tot sluitingstijd, kalender kantoor) af",
            "We complete Lift fault within 1 working day (until closing time, calendar kantoor)",
        ),
        (
            Guarantee(source=LimitSource.PRODUCT),
            "Wij ronden Liftstoring binnen de levertijd van het product af",
            "We complete Lift fault within the lead time of the product",
        ),
        (
            Guarantee(source=LimitSource.GIVEN),
            "Wij ronden Liftstoring op het afgesproken moment af",
            "We complete Lift fault by the agreed time",
        ),
        (Guarantee(), "Wij ronden Liftstoring binnen – af", "We complete Lift fault within –"),
    ],
)
def test_each_guarantee_is_said(guarantee: Guarantee, nl: str, en: str) -> None:
    charter = plain_charter(products=("lift",), guarantee=guarantee)
    assert said(charter, "nl").startswith(f"{nl}, anders ")
    assert said(charter).startswith(f"{en}, or else ")


STEPPED = Sanction(
    SanctionKind.STEPPED,
    weight=2,
    base_cents=3000,
    per_step_cents=2000,
    step_seconds=5 * 3600,
    unit_seconds=1800,
    max_steps=4,
)


@pytest.mark.parametrize(
    ("sanction", "nl", "en"),
    [
        (
            Sanction(SanctionKind.PERCENTAGE, basis_points=2550, cap_cents=100_000),
            "krijgt u 25,5 % van de prijs terug, hoogstens € 1.000,00 per regel.",
            "you get 25.5% of the price back, at most €1,000.00 per line.",
        ),
        (
            Sanction(SanctionKind.FIXED, amount_cents=1005, may_exceed_price=True),
            "krijgt u € 10,05 terug, ook als dat meer is dan de prijs.",
            "you get €10.05 back, even when that is more than the price.",
        ),
        (
            STEPPED,
            (
                "krijgt u € 60,00 terug en € 40,00 per 5 uur werktijd te laat, hoogstens 4 keer, "
                "naar boven afgerond op 30 min."
            ),
            (
                "you get €60.00 back and €40.00 for every 5 h of working time late, at most 4 "
                "times, rounded up to 30 min."
            ),
        ),
        (
            replace(STEPPED, base_cents=0, is_working_time=False, unit_seconds=1),
            "krijgt u € 40,00 terug per 5 uur kloktijd te laat, hoogstens 4 keer.",
            "you get €40.00 back for every 5 h of clock time late, at most 4 times.",
        ),
        (
            replace(STEPPED, base_cents=0, unit_seconds=1, max_steps=1),
            "krijgt u € 40,00 terug per 5 uur werktijd te laat, hoogstens 1 keer.",
            "you get €40.00 back for every 5 h of working time late, at most once.",
        ),
        (replace(STEPPED, max_steps=0), "krijgt u € 60,00 terug.", "you get €60.00 back."),
        (
            Sanction(SanctionKind.POINTS, points=1),
            "telt dat voor 1 punt.",
            "it counts for 1 point.",
        ),
        (
            Sanction(SanctionKind.POINTS, points=5, cap_cents=1),
            "telt dat voor 5 punten.",
            "it counts for 5 points.",
        ),
    ],
)
def test_each_sanction_is_said(sanction: Sanction, nl: str, en: str) -> None:
    charter = plain_charter(sanction=sanction)
    assert said(charter, "nl").endswith(f" binnen 24 uur, anders {nl}")
    assert said(charter).endswith(f" within 24 hours, or else {en}")


def test_conditions_and_exceptions_are_said_after_the_promise() -> None:
    few = Condition("line.quantity", Operator.LE, 100)
    early = Condition("line.opened_minute", Operator.LT, 16 * 60)
    day = Condition("line.opened_weekday", Operator.NOT_IN, (5, 6))
    phone = Condition("ticket.channel", Operator.IN, ("phone", "fax"))
    dear = Condition("line.price_cents", Operator.GT, 10_000)
    charter = replace(
        SEED,
        applies_when=Conditions(items=(*SEED.applies_when.items, few, early)),
        except_when=Conditions(is_any=True, items=(day, phone, dear)),
    )
    assert said(charter).endswith(
        "This applies when ordered quantity is at most 100 and time received is before 16:00. "
        "This does not apply when weekday received is none of Saturday or Sunday or channel is "
        "one of Phone or fax or price of the line is more than €100.00."
    )
    assert said(charter, "nl").startswith("Wij leveren voorraadartikelen binnen 24 uur")
    assert "Dit geldt niet als weekdag van ontvangst geen van zaterdag of zondag is" in said(
        charter, "nl"
    )
    assert "besteld aantal hoogstens 100 is en" in said(charter, "nl")
    assert "is hoogstens 100" in clauses(charter, WORDING, "nl")["applies_when"], "no clause there"


def test_a_noun_stands_only_where_it_must_hold() -> None:
    few = Condition("line.quantity", Operator.LE, 5)
    either = Conditions(is_any=True, items=(*SEED.applies_when.items, few))
    assert said(replace(SEED, clusters=(), applies_when=either)) == (
        "We deliver what you order within 24 hours, or else the delivery is not charged. This "
        "applies when it is a stock article: yes or ordered quantity is at most 5."
    )
    no = Conditions(items=(Condition(STOCK.name, Operator.NE, True),))
    assert "it is a stock article: no" in said(replace(SEED, applies_when=no))


def test_many_names_are_counted() -> None:
    charter = plain_charter(products=("paper", "lift", "gone"), clusters=("cleaning", "unknown"))
    assert said(charter).startswith("We complete Copy paper, Lift fault and 3 others within")
    assert said(replace(charter, clusters=())).startswith("We complete Copy paper, Lift fault and ")


def test_none_of_the_conditions_is_always_or_never() -> None:
    assert conditions_words(ALWAYS, WORDING, "en") == "always"
    assert conditions_words(NEVER, WORDING, "nl") == "nooit"
    gone = Conditions(items=(Condition("gone.fact", Operator.EQ, 12),))
    assert conditions_words(gone, Wording(), "en") == "gone.fact is 12"


def test_figures_are_those_of_the_language() -> None:
    assert (figure(1_234_567, "nl"), figure(1_234_567, "en")) == ("1.234.567", "1,234,567")
    assert money(5, "en") == "€0.05"
    assert (share(9500, "en"), share(9505, "en"), share(9550, "en")) == ("95%", "95.05%", "95.5%")
    assert (duration(0, "nl"), duration(3661, "en")) == ("0 s", "1 h 1 min 1 s")
    assert (weekday(0, "en"), weekday(6, "nl"), weekday(9, "en")) == ("Monday", "zondag", "9")


@given(charters())
def test_every_legal_charter_makes_a_sentence_that_names_its_terms(charter: Charter) -> None:
    for language in ("nl", "en"):
        words = sentence(charter, WORDING, language)
        assert words.endswith(".")
        assert "{" not in words
        assert "None" not in words
        limit, sanction = charter.guarantee.limit, charter.sanction
        if limit is not None:
            unit = LIMITS[language][limit.unit][limit.n != 1]
            assert f" {figure(limit.n, language)} {unit}" in words
        if sanction.cap_cents is not None and sanction.kind is not SanctionKind.POINTS:
            assert money(sanction.cap_cents, language) in words
        if sanction.kind is SanctionKind.PERCENTAGE:
            assert share(sanction.basis_points, language) in words
        if sanction.kind is SanctionKind.FIXED:
            assert money(sanction.amount_cents, language) in words
        for one in (*charter.applies_when.items, *charter.except_when.items):
            spec = WORDING.facts[one.fact]
            label = spec.text.get(language)
            noun = spec.noun.get(language) if spec.noun else label
            assert label[1:] in words or noun in words


def test_differences_are_told_clause_by_clause() -> None:
    after = replace(
        SEED,
        guarantee=Guarantee(limit=Limit(LimitUnit.CLOCK_HOURS, 48)),
        bearer=Bearer.OVERRUN,
        valid_from=date(2026, 12, 1),
        valid_to=date(2027, 1, 31),
        trial_until=date(2026, 12, 31),
        norm=9000,
    )
    assert differences(SEED, SEED, WORDING, "en") == ()
    assert {name: new for name, _old, new in differences(SEED, after, WORDING, "en")} == {
        "guarantee": "ready within 48 hours",
        "bearer": "whoever overran its target most",
        "validity": "from 1 December 2026 until 31 January 2027",
        "trial": "trial until 31 December 2026",
        "norm": "90%",
    }
    old = {name: before for name, before, _new in differences(SEED, after, WORDING, "nl")}
    assert old["bearer"] == "het onderdeel van het product"
    assert old["validity"] == "vanaf 1 januari 1970"
    for clock, words in (("response", "begonnen"), ("step.3", "stap 3 klaar")):
        promised = replace(SEED, guarantee=replace(SEED.guarantee, clock=clock))
        assert clauses(promised, WORDING, "nl")["guarantee"] == f"{words} binnen 24 uur"
    assert clauses(plain_charter(), WORDING, "nl")["scope"] == PHRASES["nl"]["all_products"]
