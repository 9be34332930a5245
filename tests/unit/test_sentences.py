"""Every known error as a person reads it: whole sentences, in both languages, without leftovers."""

from collections.abc import Callable
from string import Formatter

import pytest

from fmdesk.core.domain.errors import DomainError
from fmdesk.i18n import _
from fmdesk.messages import MONTHS, explain, texts

Language = Callable[[str], None]
CODES = sorted(texts())


def places(text: str) -> set[str]:
    return {name for _text, name, _spec, _conversion in Formatter().parse(text) if name}


@pytest.mark.parametrize("code", CODES)
def test_both_languages_show_the_same_values(code: str, language: Language) -> None:
    english = texts()[code]
    language("nl")
    dutch = _(english)
    assert places(dutch) == places(english)


@pytest.mark.parametrize("spoken", ["nl", "en"])
@pytest.mark.parametrize("code", CODES)
def test_a_sentence_is_whole(code: str, spoken: str, language: Language) -> None:
    language(spoken)
    given: dict[str, object] = dict.fromkeys(places(texts()[code]), "Xyz")
    said = explain(DomainError(code, **given))
    assert "{" not in said
    first = said.lstrip("“")[0]
    assert first.isupper() or first.isdigit()
    assert said == said.strip()
    assert "  " not in said
    assert said.endswith((".", "!", "?", "Xyz", ")")) or "Xyz" in said.split(".")[0]
    assert said.count("Xyz") >= len(given)


@pytest.mark.parametrize(("spoken", "march"), [("nl", "maart 2025"), ("en", "march 2025")])
def test_no_sentence_names_a_month_by_its_number(
    spoken: str, march: str, language: Language
) -> None:
    language(spoken)
    named = {code: places(texts()[code]) & MONTHS for code in CODES}
    assert sum(map(bool, named.values())) > 20
    for code, names in named.items():
        given: dict[str, object] = dict.fromkeys(names, "2025-03")
        said = explain(DomainError(code, **given)).casefold()
        assert "2025-03" not in said, code
        assert said.count(march) >= len(names), code


@pytest.mark.parametrize("spoken", ["nl", "en"])
def test_a_value_with_braces_is_shown_as_it_is(spoken: str, language: Language) -> None:
    language(spoken)
    hostile = "{product} {0} {__class__} %s"
    error = DomainError("intake.unknown_variant", variant=hostile, product="papier")
    assert hostile in explain(error)


def test_a_plugin_brings_its_own_sentence_and_an_unknown_error_shows_all(
    language: Language,
) -> None:
    language("nl")
    assert explain(DomainError("zaal.vol", reason="De zaal is vol.")) == "De zaal is vol."
    said = explain(DomainError("zaal.vol", zaal="B1"))
    assert "zaal.vol" in said
    assert "B1" in said


@pytest.mark.parametrize(
    ("code", "given", "dutch"),
    [
        (
            "month.earlier_open",
            {"earlier": "2026-09", "month": "2026-10"},
            "Sluit eerst september 2026 af: oktober 2026 komt daarna.",
        ),
        (
            "month.not_over",
            {"month": "2025-03", "day": "2025-04-01"},
            "Maart 2025 is nog niet voorbij. Die maand kan vanaf 01-04-2025 worden afgesloten.",
        ),
        ("budget.year", {"first": 1970, "last": 2199}, "de jaren 1970 tot en met 2199"),
        ("month.closed", {"month": "maart"}, "Maart is afgesloten"),
        ("intake.unknown_channel", {"channel": "duif"}, "Er is geen kanaal duif."),
        ("fulfilment.not_possible", {"state": "gereed"}, "Dit kan niet zolang de regel gereed is"),
        ("sanction.same_unit", {"unit": "Voorraad"}, "Voorraad"),
    ],
)
def test_what_the_desk_reads(
    code: str, given: dict[str, object], dutch: str, language: Language
) -> None:
    language("nl")
    assert dutch in explain(DomainError(code, **given))
