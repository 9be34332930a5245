"""The charters that the bundled plugins propose, as their clauses say them in both languages."""

from collections.abc import Mapping

import pytest

from fmdesk.core.domain.charter import Charter
from fmdesk.core.domain.charter_faults import faults
from fmdesk.core.domain.charter_scope import Known
from fmdesk.core.domain.charter_sentence import sentence
from fmdesk.core.domain.charter_versions import clauses
from fmdesk.core.domain.charter_words import Wording
from fmdesk.core.domain.facts import CORE_FACTS
from fmdesk.plugins.bundled.faults import charters as faults_charters
from fmdesk.plugins.bundled.faults import declared as of_faults
from fmdesk.plugins.bundled.rooms import declared as of_rooms
from fmdesk.plugins.bundled.supplies import declared as of_supplies

FACTS = (*CORE_FACTS, *of_faults.FACTS, *of_rooms.FACTS, *of_supplies.FACTS)
WORDING = Wording({spec.name: spec for spec in FACTS})
PROPOSED: Mapping[str, Charter] = {
    spec.charter.code: spec.charter
    for spec in (*faults_charters.CHARTERS, *of_rooms.CHARTERS, *of_supplies.CHARTERS)
}

SAID = {
    "faults.fix_p1": (
        (
            "Wij ronden stap 2 van wat u bestelt binnen 4 werkuren af, anders telt dat voor"
            " 4 punten. Dit geldt als prioriteit (1-4) 1 is."
        ),
        (
            "We finish step 2 of what you order within 4 working hours, or else it counts "
            "for 4 points. This applies when priority (1-4) is 1."
        ),
    ),
    "faults.fix_p2": (
        (
            "Wij ronden stap 2 van wat u bestelt binnen 8 werkuren af, anders telt dat voor"
            " 2 punten. Dit geldt als prioriteit (1-4) 2 is."
        ),
        (
            "We finish step 2 of what you order within 8 working hours, or else it counts "
            "for 2 points. This applies when priority (1-4) is 2."
        ),
    ),
    "faults.repair_p1": (
        (
            "Wij leveren wat u bestelt binnen 1 werkdag (tot sluitingstijd), anders telt "
            "dat voor 4 punten. Dit geldt als prioriteit (1-4) 1 is."
        ),
        (
            "We deliver what you order within 1 working day (until closing time), or else "
            "it counts for 4 points. This applies when priority (1-4) is 1."
        ),
    ),
    "faults.repair_p2": (
        (
            "Wij leveren wat u bestelt binnen 5 werkdagen (tot sluitingstijd), anders telt "
            "dat voor 3 punten. Dit geldt als prioriteit (1-4) 2 is."
        ),
        (
            "We deliver what you order within 5 working days (until closing time), or else "
            "it counts for 3 points. This applies when priority (1-4) is 2."
        ),
    ),
    "faults.repair_p3": (
        (
            "Wij leveren wat u bestelt binnen 5 werkdagen (tot sluitingstijd), anders telt "
            "dat voor 2 punten. Dit geldt als prioriteit (1-4) 3 is."
        ),
        (
            "We deliver what you order within 5 working days (until closing time), or else "
            "it counts for 2 points. This applies when priority (1-4) is 3."
        ),
    ),
    "faults.repair_p4": (
        (
            "Wij leveren wat u bestelt binnen 10 werkdagen (tot sluitingstijd), anders telt"
            " dat voor 1 punt. Dit geldt als prioriteit (1-4) 4 is."
        ),
        (
            "We deliver what you order within 10 working days (until closing time), or else"
            " it counts for 1 point. This applies when priority (1-4) is 4."
        ),
    ),
    "faults.maintenance": (
        (
            "Wij leveren wat u bestelt op het afgesproken moment, anders telt dat voor 1 "
            "punt. Dit geldt als gepland onderhoud: ja."
        ),
        (
            "We deliver what you order by the agreed time, or else it counts for 1 point. "
            "This applies when planned maintenance: yes."
        ),
    ),
    "rooms.ready": (
        (
            "Wij leveren wat u bestelt op het afgesproken moment, anders brengen wij de "
            "levering niet in rekening. Dit geldt als soort werk setup is."
        ),
        (
            "We deliver what you order by the agreed time, or else the delivery is not "
            "charged. This applies when kind of work is setup."
        ),
    ),
    "supplies.stock_24h": (
        (
            "Wij leveren voorraadartikelen binnen 24 uur, anders brengen wij de levering "
            "niet in rekening."
        ),
        ("We deliver stock articles within 24 hours, or else the delivery is not charged."),
    ),
}
"""Each in Dutch and in English."""


def test_every_proposed_charter_is_in_the_table() -> None:
    assert set(PROPOSED) == set(SAID)


@pytest.mark.parametrize("code", SAID)
def test_a_proposed_charter_reads_as_its_clauses(code: str) -> None:
    for language, words in zip(("nl", "en"), SAID[code], strict=True):
        said = sentence(PROPOSED[code], WORDING, language)
        assert said.replace("\N{NO-BREAK SPACE}", " ") == words


@pytest.mark.parametrize("code", SAID)
def test_nothing_but_the_missing_products_is_wrong_with_it(code: str) -> None:
    """An office without products is told so, and nothing else: all facts are known."""
    found = faults(PROPOSED[code], Known(WORDING), "nl")
    assert [one.code for one in found] == ["charter.no_products"]


CLAUSES = {
    "faults.fix_p1": {
        "nl": {
            "guarantee": "stap 2 klaar binnen 4 werkuren",
            "scope": "alle producten",
            "applies_when": "prioriteit (1-4) is 1",
            "except_when": "nooit",
            "sanction": "telt dat voor 4 punten",
            "bearer": "het onderdeel van het product",
            "rank": "100",
            "validity": "vanaf 1 januari 1970",
            "trial": "",
            "new_run_on_reopen": "nee",
            "norm": "95 %",
        },
        "en": {
            "guarantee": "step 2 finished within 4 working hours",
            "scope": "all products",
            "applies_when": "priority (1-4) is 1",
            "except_when": "never",
            "sanction": "it counts for 4 points",
            "bearer": "the unit of the product",
            "rank": "100",
            "validity": "from 1 January 1970",
            "trial": "",
            "new_run_on_reopen": "no",
            "norm": "95%",
        },
    },
    "faults.fix_p2": {
        "nl": {
            "guarantee": "stap 2 klaar binnen 8 werkuren",
            "scope": "alle producten",
            "applies_when": "prioriteit (1-4) is 2",
            "except_when": "nooit",
            "sanction": "telt dat voor 2 punten",
            "bearer": "het onderdeel van het product",
            "rank": "100",
            "validity": "vanaf 1 januari 1970",
            "trial": "",
            "new_run_on_reopen": "nee",
            "norm": "95 %",
        },
        "en": {
            "guarantee": "step 2 finished within 8 working hours",
            "scope": "all products",
            "applies_when": "priority (1-4) is 2",
            "except_when": "never",
            "sanction": "it counts for 2 points",
            "bearer": "the unit of the product",
            "rank": "100",
            "validity": "from 1 January 1970",
            "trial": "",
            "new_run_on_reopen": "no",
            "norm": "95%",
        },
    },
    "faults.repair_p1": {
        "nl": {
            "guarantee": "gereed binnen 1 werkdag (tot sluitingstijd)",
            "scope": "alle producten",
            "applies_when": "prioriteit (1-4) is 1",
            "except_when": "nooit",
            "sanction": "telt dat voor 4 punten",
            "bearer": "het onderdeel van het product",
            "rank": "100",
            "validity": "vanaf 1 januari 1970",
            "trial": "",
            "new_run_on_reopen": "nee",
            "norm": "95 %",
        },
        "en": {
            "guarantee": "ready within 1 working day (until closing time)",
            "scope": "all products",
            "applies_when": "priority (1-4) is 1",
            "except_when": "never",
            "sanction": "it counts for 4 points",
            "bearer": "the unit of the product",
            "rank": "100",
            "validity": "from 1 January 1970",
            "trial": "",
            "new_run_on_reopen": "no",
            "norm": "95%",
        },
    },
    "faults.repair_p2": {
        "nl": {
            "guarantee": "gereed binnen 5 werkdagen (tot sluitingstijd)",
            "scope": "alle producten",
            "applies_when": "prioriteit (1-4) is 2",
            "except_when": "nooit",
            "sanction": "telt dat voor 3 punten",
            "bearer": "het onderdeel van het product",
            "rank": "100",
            "validity": "vanaf 1 januari 1970",
            "trial": "",
            "new_run_on_reopen": "nee",
            "norm": "95 %",
        },
        "en": {
            "guarantee": "ready within 5 working days (until closing time)",
            "scope": "all products",
            "applies_when": "priority (1-4) is 2",
            "except_when": "never",
            "sanction": "it counts for 3 points",
            "bearer": "the unit of the product",
            "rank": "100",
            "validity": "from 1 January 1970",
            "trial": "",
            "new_run_on_reopen": "no",
            "norm": "95%",
        },
    },
    "faults.repair_p3": {
        "nl": {
            "guarantee": "gereed binnen 5 werkdagen (tot sluitingstijd)",
            "scope": "alle producten",
            "applies_when": "prioriteit (1-4) is 3",
            "except_when": "nooit",
            "sanction": "telt dat voor 2 punten",
            "bearer": "het onderdeel van het product",
            "rank": "100",
            "validity": "vanaf 1 januari 1970",
            "trial": "",
            "new_run_on_reopen": "nee",
            "norm": "95 %",
        },
        "en": {
            "guarantee": "ready within 5 working days (until closing time)",
            "scope": "all products",
            "applies_when": "priority (1-4) is 3",
            "except_when": "never",
            "sanction": "it counts for 2 points",
            "bearer": "the unit of the product",
            "rank": "100",
            "validity": "from 1 January 1970",
            "trial": "",
            "new_run_on_reopen": "no",
            "norm": "95%",
        },
    },
    "faults.repair_p4": {
        "nl": {
            "guarantee": "gereed binnen 10 werkdagen (tot sluitingstijd)",
            "scope": "alle producten",
            "applies_when": "prioriteit (1-4) is 4",
            "except_when": "nooit",
            "sanction": "telt dat voor 1 punt",
            "bearer": "het onderdeel van het product",
            "rank": "100",
            "validity": "vanaf 1 januari 1970",
            "trial": "",
            "new_run_on_reopen": "nee",
            "norm": "95 %",
        },
        "en": {
            "guarantee": "ready within 10 working days (until closing time)",
            "scope": "all products",
            "applies_when": "priority (1-4) is 4",
            "except_when": "never",
            "sanction": "it counts for 1 point",
            "bearer": "the unit of the product",
            "rank": "100",
            "validity": "from 1 January 1970",
            "trial": "",
            "new_run_on_reopen": "no",
            "norm": "95%",
        },
    },
    "faults.maintenance": {
        "nl": {
            "guarantee": "gereed op het afgesproken moment",
            "scope": "alle producten",
            "applies_when": "gepland onderhoud: ja",
            "except_when": "nooit",
            "sanction": "telt dat voor 1 punt",
            "bearer": "het onderdeel van het product",
            "rank": "100",
            "validity": "vanaf 1 januari 1970",
            "trial": "",
            "new_run_on_reopen": "nee",
            "norm": "95 %",
        },
        "en": {
            "guarantee": "ready by the agreed time",
            "scope": "all products",
            "applies_when": "planned maintenance: yes",
            "except_when": "never",
            "sanction": "it counts for 1 point",
            "bearer": "the unit of the product",
            "rank": "100",
            "validity": "from 1 January 1970",
            "trial": "",
            "new_run_on_reopen": "no",
            "norm": "95%",
        },
    },
    "rooms.ready": {
        "nl": {
            "guarantee": "gereed op het afgesproken moment",
            "scope": "alle producten",
            "applies_when": "soort werk is setup",
            "except_when": "nooit",
            "sanction": "brengen wij de levering niet in rekening",
            "bearer": "het onderdeel van het product",
            "rank": "100",
            "validity": "vanaf 1 januari 1970",
            "trial": "",
            "new_run_on_reopen": "nee",
            "norm": "95 %",
        },
        "en": {
            "guarantee": "ready by the agreed time",
            "scope": "all products",
            "applies_when": "kind of work is setup",
            "except_when": "never",
            "sanction": "the delivery is not charged",
            "bearer": "the unit of the product",
            "rank": "100",
            "validity": "from 1 January 1970",
            "trial": "",
            "new_run_on_reopen": "no",
            "norm": "95%",
        },
    },
    "supplies.stock_24h": {
        "nl": {
            "guarantee": "gereed binnen 24 uur",
            "scope": "alle producten",
            "applies_when": "het is een voorraadartikel: ja",
            "except_when": "nooit",
            "sanction": "brengen wij de levering niet in rekening",
            "bearer": "het onderdeel van het product",
            "rank": "100",
            "validity": "vanaf 1 januari 1970",
            "trial": "",
            "new_run_on_reopen": "nee",
            "norm": "95 %",
        },
        "en": {
            "guarantee": "ready within 24 hours",
            "scope": "all products",
            "applies_when": "it is a stock article: yes",
            "except_when": "never",
            "sanction": "the delivery is not charged",
            "bearer": "the unit of the product",
            "rank": "100",
            "validity": "from 1 January 1970",
            "trial": "",
            "new_run_on_reopen": "no",
            "norm": "95%",
        },
    },
}
"""Every clause but names and promise of each, as a controller reads it before taking it up."""


@pytest.mark.parametrize("code", CLAUSES)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_clause_is_told_by_itself(code: str, language: str) -> None:
    found = clauses(PROPOSED[code], WORDING, language)
    plain = {name: text.replace("\N{NO-BREAK SPACE}", " ") for name, text in found.items()}
    named = ("name_nl", "name_en", "promise_nl", "promise_en")
    assert {name: text for name, text in plain.items() if name not in named} == (
        CLAUSES[code][language]
    )
