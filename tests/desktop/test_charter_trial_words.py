"""The tables of a charter tried on the past, in both languages."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from fmdesk.core.domain.charter import Outcome
from fmdesk.core.domain.spec import Text
from fmdesk.core.domain.what_if import ChangedLine, Side, WhatIfRow
from fmdesk.desktop.pages.charters.trial_model import (
    figure_columns,
    line_columns,
    outcome_words,
    share_words,
)
from fmdesk.i18n import N_, using_language

ROW = WhatIfRow(
    "stock",
    Text("Voorraad", "Stock"),
    Side(kept=1900, broken=100, cents=123_456),
    Side(kept=1995, broken=5, cents=500),
)
LINE = ChangedLine(
    7,
    "M000007.1",
    Text("Kopieerpapier", "Copy paper"),
    "Voorraad",
    datetime(2026, 11, 2, 8, 0, tzinfo=UTC),
    None,
    None,
    Outcome.BROKEN,
    0,
    1840,
)


@pytest.fixture(params=("nl", "en"))
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    with using_language(request.param):
        yield request.param


def shown(columns: tuple, row: object) -> list[str]:
    return [one.text(row).replace("\N{NO-BREAK SPACE}", " ") for one in columns]


def test_figures_stand_beside_each_other(language: str) -> None:
    columns = figure_columns(N_("Unit"))
    expected = {
        "nl": ["Voorraad", "100", "5", "95,0 %", "99,8 %", "€ 1.234,56", "€ 5,00"],
        "en": ["Stock", "100", "5", "95.0%", "99.8%", "€1,234.56", "€5.00"],
    }
    assert shown(columns, ROW) == expected[language]
    tried = next(one for one in columns if one.key == "broken_after")
    assert tried.tone(ROW) == "", "fewer are broken"
    worse = WhatIfRow("x", Text("x", "x"), ROW.after, ROW.before)
    assert tried.tone(worse) == "broken"
    assert [one.key for one in columns if one.is_strong] == [
        "broken_after",
        "share_after",
        "cents_after",
    ]


def test_a_line_that_changes_says_how(language: str) -> None:
    columns = line_columns()
    expected = {
        "nl": ["Kopieerpapier", "Voorraad", "–", "gebroken", "€ 0,00", "€ 18,40"],
        "en": ["Copy paper", "Voorraad", "–", "broken", "€0.00", "€18.40"],
    }
    assert shown(columns, LINE)[1:] == expected[language]
    number, after = columns[0], next(one for one in columns if one.key == "after")
    assert number.is_link(LINE)
    assert after.tone(LINE) == "broken"


def test_every_verdict_has_a_word(language: str) -> None:
    words = {outcome_words(one) for one in Outcome}
    assert len(words) == len(Outcome)
    assert outcome_words(Outcome.KEPT) == ("nagekomen" if language == "nl" else "kept")
    assert share_words(Side()) == "–", "nothing was judged"
