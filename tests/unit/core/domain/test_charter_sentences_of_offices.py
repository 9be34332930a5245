"""The sentences of charters that offices really have: those of the starter organisation."""

import tomllib
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from fmdesk.config import resources_path
from fmdesk.core.domain.charter import Charter
from fmdesk.core.domain.charter_sentence import sentence
from fmdesk.core.domain.charter_versions import clauses
from fmdesk.core.domain.charter_words import Wording
from fmdesk.core.domain.facts import CORE_FACTS
from fmdesk.core.domain.spec import FactKind, Text
from fmdesk.core.services.charter_schema import from_data
from tests.unit.core.domain.charter_strategies import STOCK


def read(name: str) -> dict[str, Any]:
    return tomllib.loads(resources_path("starter", f"{name}.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def wording() -> Wording:
    """The names of the starter's catalogue."""
    catalogue = read("catalogue")

    def names(things: list[dict[str, Any]]) -> dict[str, Text]:
        return {one["code"]: Text(one["nl"], one["en"]) for one in things}

    return Wording(
        {spec.name: spec for spec in (*CORE_FACTS, STOCK)},
        {FactKind.PRODUCT: names(catalogue["products"])},
        names(catalogue["clusters"]),
    )


@pytest.fixture(scope="module")
def charters() -> dict[str, Charter]:
    """The starter's charters by code."""
    until = date(2026, 12, 31).isoformat()
    given = (
        one | ({"trial_until": until} if "trial_until" in one else {})
        for one in read("charters")["charters"]
    )
    return {one["code"]: from_data(one) for one in given}


def said(charter: Charter, wording: Wording, language: str) -> str:
    return sentence(charter, wording, language).replace("\N{NO-BREAK SPACE}", " ")


SAID = {
    "supplies.stock_24h": (
        (
            "Wij leveren voorraadartikelen binnen 24 uur, anders brengen wij de levering niet in "
            "rekening."
        ),
        "We deliver stock articles within 24 hours, or else the delivery is not charged.",
    ),
    "schoonmaak.urgent": (
        (
            "Wij ronden Schoonmaak, urgent binnen 4 uur af, anders brengen wij de levering niet in "
            "rekening."
        ),
        "We complete Urgent cleaning within 4 hours, or else the delivery is not charged.",
    ),
    "storing.gewoon": (
        "anders telt dat voor 1 punt.",
        "or else it counts for 1 point.",
    ),
    "storing.urgent": (
        (
            "binnen 4 werkuren (kalender techniek) af, anders krijgt u € 15,00 terug per 2 uur "
            "werktijd te laat, hoogstens 5 keer, naar boven afgerond op 2 uur, hoogstens € 75,00 "
            "per regel, ook als dat meer is dan de prijs."
        ),
        (
            "within 4 working hours (calendar techniek), or else you get €15.00 back for every 2 h "
            "of working time late, at most 5 times, rounded up to 2 h, at most €75.00 per line, "
            "even when that is more than the price."
        ),
    ),
    "schoonmaak.werkdag": (
        (
            "binnen 1 werkdag (tot sluitingstijd, kalender kantoor) af, anders krijgt u 50 % van "
            "de prijs terug."
        ),
        (
            "within 1 working day (until closing time, calendar kantoor), or else you get 50% of "
            "the price back."
        ),
    ),
    "catering.besteld": (
        (
            "binnen de levertijd van het product af, anders krijgt u 25 % van de prijs terug, "
            "hoogstens € 100,00 per regel."
        ),
        (
            "within the lead time of the product, or else you get 25% of the price back, at most "
            "€100.00 per line."
        ),
    ),
    "post.koerier": (
        "binnen de levertijd van het product af, anders krijgt u € 10,00 terug.",
        "within the lead time of the product, or else you get €10.00 back.",
    ),
    "zalen.opstelling": (
        "binnen de levertijd van het product af, anders krijgt u € 15,00 terug.",
        "within the lead time of the product, or else you get €15.00 back.",
    ),
    "repro.drukwerk": (
        "binnen de levertijd van het product af, anders krijgt u 20 % van de prijs terug.",
        "within the lead time of the product, or else you get 20% of the price back.",
    ),
    "maatwerk.afspraak": (
        "op het afgesproken moment af, anders krijgt u 10 % van de prijs terug.",
        "by the agreed time, or else you get 10% of the price back.",
    ),
}
"""How each ends, in Dutch and in English."""


def test_every_charter_of_the_starter_is_in_the_table(charters: dict[str, Charter]) -> None:
    assert set(charters) == set(SAID)


@pytest.mark.parametrize("code", SAID)
def test_it_says_what_its_clauses_say(
    charters: dict[str, Charter], wording: Wording, code: str
) -> None:
    for language, words in zip(("nl", "en"), SAID[code], strict=True):
        assert said(charters[code], wording, language).endswith(words)


def test_the_promise_of_the_source_text_is_word_for_word_what_its_clauses_say(
    charters: dict[str, Charter], wording: Wording
) -> None:
    charter = charters["supplies.stock_24h"]
    assert said(charter, wording, "nl") == charter.promise_nl
    assert said(charter, wording, "en") == charter.promise_en


def test_names_are_those_of_the_catalogue(charters: dict[str, Charter], wording: Wording) -> None:
    faults = charters["storing.urgent"]
    names = wording.names[FactKind.PRODUCT]
    for code in faults.products:
        assert names[code].nl in said(faults, wording, "nl")
        assert names[code].en in said(faults, wording, "en")
    many = charters["storing.gewoon"]
    assert len(many.products) == 5
    assert "3 andere" in said(many, wording, "nl")
    bare = replace(many, products=())
    assert "wat u bestelt" in said(bare, wording, "nl")


CLAUSES = {
    "schoonmaak.urgent": {
        "nl": {
            "guarantee": "gereed binnen 4 uur",
            "scope": "Schoonmaak, urgent",
            "applies_when": "altijd",
            "except_when": "nooit",
            "sanction": "brengen wij de levering niet in rekening",
            "bearer": "het onderdeel van het product",
            "rank": "20",
            "validity": "vanaf 1 januari 1970",
            "trial": "",
            "new_run_on_reopen": "nee",
            "norm": "95 %",
        },
        "en": {
            "guarantee": "ready within 4 hours",
            "scope": "Urgent cleaning",
            "applies_when": "always",
            "except_when": "never",
            "sanction": "the delivery is not charged",
            "bearer": "the unit of the product",
            "rank": "20",
            "validity": "from 1 January 1970",
            "trial": "",
            "new_run_on_reopen": "no",
            "norm": "95%",
        },
    },
    "repro.drukwerk": {
        "nl": {
            "guarantee": "gereed binnen de levertijd van het product",
            "scope": "Drukwerk zwart-wit, Drukwerk in kleur en Inbinden",
            "applies_when": "altijd",
            "except_when": "nooit",
            "sanction": "krijgt u 20 % van de prijs terug",
            "bearer": "het onderdeel van het product",
            "rank": "90",
            "validity": "vanaf 1 januari 1970",
            "trial": "",
            "new_run_on_reopen": "nee",
            "norm": "93 %",
        },
        "en": {
            "guarantee": "ready within the lead time of the product",
            "scope": "Printing black and white, Printing in colour and Binding",
            "applies_when": "always",
            "except_when": "never",
            "sanction": "you get 20% of the price back",
            "bearer": "the unit of the product",
            "rank": "90",
            "validity": "from 1 January 1970",
            "trial": "",
            "new_run_on_reopen": "no",
            "norm": "93%",
        },
    },
    "supplies.stock_24h": {
        "nl": {
            "guarantee": "gereed binnen 24 uur",
            "scope": "Kantoorartikelen",
            "applies_when": "het is een voorraadartikel: ja",
            "except_when": "nooit",
            "sanction": "brengen wij de levering niet in rekening",
            "bearer": "het onderdeel van het product",
            "rank": "10",
            "validity": "vanaf 1 januari 1970",
            "trial": "",
            "new_run_on_reopen": "nee",
            "norm": "95 %",
        },
        "en": {
            "guarantee": "ready within 24 hours",
            "scope": "Office supplies",
            "applies_when": "it is a stock article: yes",
            "except_when": "never",
            "sanction": "the delivery is not charged",
            "bearer": "the unit of the product",
            "rank": "10",
            "validity": "from 1 January 1970",
            "trial": "",
            "new_run_on_reopen": "no",
            "norm": "95%",
        },
    },
    "storing.urgent": {
        "nl": {
            "guarantee": "gereed binnen 4 werkuren (kalender techniek)",
            "scope": "Storing aan de lift, Lekkage en Geen stroom",
            "applies_when": "altijd",
            "except_when": "nooit",
            "sanction": (
                "krijgt u € 15,00 terug per 2 uur werktijd te laat, hoogstens 5 keer, "
                "naar boven afgerond op 2 uur, hoogstens € 75,00 per regel, ook als dat"
                " meer is dan de prijs"
            ),
            "bearer": "wie het meest over zijn streeftijd ging",
            "rank": "40",
            "validity": "vanaf 1 januari 1970",
            "trial": "",
            "new_run_on_reopen": "nee",
            "norm": "90 %",
        },
        "en": {
            "guarantee": "ready within 4 working hours (calendar techniek)",
            "scope": "Lift out of order, Leak and No power",
            "applies_when": "always",
            "except_when": "never",
            "sanction": (
                "you get €15.00 back for every 2 h of working time late, at most 5 "
                "times, rounded up to 2 h, at most €75.00 per line, even when that is "
                "more than the price"
            ),
            "bearer": "whoever overran its target most",
            "rank": "40",
            "validity": "from 1 January 1970",
            "trial": "",
            "new_run_on_reopen": "no",
            "norm": "90%",
        },
    },
    "catering.besteld": {
        "nl": {
            "guarantee": "gereed binnen de levertijd van het product",
            "scope": "Catering",
            "applies_when": "altijd",
            "except_when": "nooit",
            "sanction": ("krijgt u 25 % van de prijs terug, hoogstens € 100,00 per regel"),
            "bearer": "het onderdeel van het product",
            "rank": "60",
            "validity": "vanaf 1 januari 1970",
            "trial": "",
            "new_run_on_reopen": "nee",
            "norm": "96 %",
        },
        "en": {
            "guarantee": "ready within the lead time of the product",
            "scope": "Catering",
            "applies_when": "always",
            "except_when": "never",
            "sanction": "you get 25% of the price back, at most €100.00 per line",
            "bearer": "the unit of the product",
            "rank": "60",
            "validity": "from 1 January 1970",
            "trial": "",
            "new_run_on_reopen": "no",
            "norm": "96%",
        },
    },
    "zalen.opstelling": {
        "nl": {
            "guarantee": "gereed binnen de levertijd van het product",
            "scope": "Zaal in andere opstelling en Beeld en geluid klaarzetten",
            "applies_when": "altijd",
            "except_when": "nooit",
            "sanction": "krijgt u € 15,00 terug",
            "bearer": "het onderdeel van het product",
            "rank": "80",
            "validity": "vanaf 1 januari 1970",
            "trial": "proef tot en met 31 december 2026",
            "new_run_on_reopen": "nee",
            "norm": "95 %",
        },
        "en": {
            "guarantee": "ready within the lead time of the product",
            "scope": "Room in another set-up and Prepare picture and sound",
            "applies_when": "always",
            "except_when": "never",
            "sanction": "you get €15.00 back",
            "bearer": "the unit of the product",
            "rank": "80",
            "validity": "from 1 January 1970",
            "trial": "trial until 31 December 2026",
            "new_run_on_reopen": "no",
            "norm": "95%",
        },
    },
    "maatwerk.afspraak": {
        "nl": {
            "guarantee": "gereed op het afgesproken moment",
            "scope": "maatwerk",
            "applies_when": "altijd",
            "except_when": "nooit",
            "sanction": "krijgt u 10 % van de prijs terug",
            "bearer": "het onderdeel van het product",
            "rank": "100",
            "validity": "vanaf 1 januari 1970",
            "trial": "",
            "new_run_on_reopen": "nee",
            "norm": "90 %",
        },
        "en": {
            "guarantee": "ready by the agreed time",
            "scope": "maatwerk",
            "applies_when": "always",
            "except_when": "never",
            "sanction": "you get 10% of the price back",
            "bearer": "the unit of the product",
            "rank": "100",
            "validity": "from 1 January 1970",
            "trial": "",
            "new_run_on_reopen": "no",
            "norm": "90%",
        },
    },
    "storing.gewoon": {
        "nl": {
            "guarantee": "gereed binnen de levertijd van het product",
            "scope": "Te warm of te koud, Verlichting defect en 3 andere",
            "applies_when": "altijd",
            "except_when": "nooit",
            "sanction": "telt dat voor 1 punt",
            "bearer": "wie het meest over zijn streeftijd ging",
            "rank": "50",
            "validity": "vanaf 1 januari 1970",
            "trial": "",
            "new_run_on_reopen": "nee",
            "norm": "90 %",
        },
        "en": {
            "guarantee": "ready within the lead time of the product",
            "scope": "Too hot or too cold, Light out of order and 3 others",
            "applies_when": "always",
            "except_when": "never",
            "sanction": "it counts for 1 point",
            "bearer": "whoever overran its target most",
            "rank": "50",
            "validity": "from 1 January 1970",
            "trial": "",
            "new_run_on_reopen": "no",
            "norm": "90%",
        },
    },
    "schoonmaak.werkdag": {
        "nl": {
            "guarantee": ("gereed binnen 1 werkdag (tot sluitingstijd, kalender kantoor)"),
            "scope": "Schoonmaak, niet urgent",
            "applies_when": "altijd",
            "except_when": "nooit",
            "sanction": "krijgt u 50 % van de prijs terug",
            "bearer": "het onderdeel van het product",
            "rank": "30",
            "validity": "vanaf 1 januari 1970",
            "trial": "",
            "new_run_on_reopen": "nee",
            "norm": "95 %",
        },
        "en": {
            "guarantee": ("ready within 1 working day (until closing time, calendar kantoor)"),
            "scope": "Cleaning, not urgent",
            "applies_when": "always",
            "except_when": "never",
            "sanction": "you get 50% of the price back",
            "bearer": "the unit of the product",
            "rank": "30",
            "validity": "from 1 January 1970",
            "trial": "",
            "new_run_on_reopen": "no",
            "norm": "95%",
        },
    },
    "post.koerier": {
        "nl": {
            "guarantee": "gereed binnen de levertijd van het product",
            "scope": "Koeriersstuk",
            "applies_when": "altijd",
            "except_when": "nooit",
            "sanction": "krijgt u € 10,00 terug",
            "bearer": "wie het meest over zijn streeftijd ging",
            "rank": "70",
            "validity": "vanaf 1 januari 1970",
            "trial": "",
            "new_run_on_reopen": "nee",
            "norm": "96 %",
        },
        "en": {
            "guarantee": "ready within the lead time of the product",
            "scope": "Courier item",
            "applies_when": "always",
            "except_when": "never",
            "sanction": "you get €10.00 back",
            "bearer": "whoever overran its target most",
            "rank": "70",
            "validity": "from 1 January 1970",
            "trial": "",
            "new_run_on_reopen": "no",
            "norm": "96%",
        },
    },
}
"""Every clause but names and promise, as the versions of a charter are compared."""


@pytest.mark.parametrize("code", CLAUSES)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_clause_is_said_by_itself(
    charters: dict[str, Charter], wording: Wording, code: str, language: str
) -> None:
    found = clauses(charters[code], wording, language)
    shown = {name: text.replace("\N{NO-BREAK SPACE}", " ") for name, text in found.items()}
    named = ("name_nl", "name_en", "promise_nl", "promise_en")
    assert {name: text for name, text in shown.items() if name not in named} == (
        CLAUSES[code][language]
    )
