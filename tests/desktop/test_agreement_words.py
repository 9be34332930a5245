"""Agreements as words and as cells: what is shown, and that editing loses nothing."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from fmdesk.core.domain.agreement import Finding, Level, OrderLimit
from fmdesk.core.domain.agreement_views import LevelRow
from fmdesk.core.domain.calendar import Limit, LimitUnit, TimeOfDay
from fmdesk.desktop.pages.agreements import model
from tests.desktop.fake_agreements import FIRST, PARTS, PERSONS, FakeAgreements

OWN = "its own"
NAMES = {code: names[1] for code, names in PARTS.items()}
CODES = {name: code for code, name in NAMES.items()}
CLOSE = Limit(LimitUnit.WORKING_DAYS, 2, TimeOfDay.CLOSE)
LEVELS = (
    Level(),
    Level(lead_time=Limit(LimitUnit.CLOCK_HOURS, 0)),
    Level(cluster="post", lead_time=CLOSE, calendar="office", volume=12),
    Level("paper", lead_time=Limit(LimitUnit.CALENDAR_DAYS, 3)),
    Level("paper", "urgent", lead_time=Limit(LimitUnit.WORKING_HOURS, 4), calendar="always"),
)


@pytest.mark.parametrize("tongue", ["nl", "en"])
@pytest.mark.parametrize("level", LEVELS)
def test_a_level_that_nobody_touches_is_read_back_as_it_was(
    level: Level, tongue: str, language: Callable[[str], None]
) -> None:
    language(tongue)
    cells = model.level_cells(level, NAMES, OWN)
    assert model.read_level(cells, CODES, OWN, level) == level


def test_what_no_cell_shows_comes_from_the_level_before(language: Callable[[str], None]) -> None:
    """Two days until closing time become three until closing time, not three to the hour."""
    language("en")
    name, _two, *rest = model.level_cells(LEVELS[2], NAMES, OWN)
    changed = model.read_level((name, "3", *rest), CODES, OWN, LEVELS[2])
    assert changed.lead_time == Limit(LimitUnit.WORKING_DAYS, 3, TimeOfDay.CLOSE)
    begun = model.read_level((name, "3", *rest), CODES, OWN, Level())
    assert begun.lead_time == Limit(LimitUnit.WORKING_DAYS, 3)


def test_parts_have_names_of_their_own() -> None:
    parts = [model.part_of(level) for level in LEVELS]
    assert parts == ["all", "all", "cluster:post", "product:paper", "product:paper:urgent"]
    assert model.level_before(FIRST, "cluster:post") == FIRST.levels[0]
    assert model.level_before(FIRST, "product:paper") == Level()
    assert model.level_before(None, "all") == Level()


def test_amounts_stand_beside_names(language: Callable[[str], None]) -> None:
    language("nl")
    cells = [model.limit_cells(one, PERSONS, "alle anderen") for one in FIRST.limits]
    shown = [(name, amount.replace("\N{NO-BREAK SPACE}", " ")) for name, amount in cells]
    assert shown == [("Anneke de Vries", "€ 250,00"), ("alle anderen", "€ 100,00")]
    assert model.limit_cells(OrderLimit("gone", 100), PERSONS, "alle anderen")[0] == "alle anderen"


@pytest.mark.parametrize(
    ("volume", "ordered", "words", "tone"),
    [
        (0, 7, "7", ""),
        (10, 7, "7 of 10", ""),
        (10, 10, "10 of 10", ""),
        (10, 11, "11 of 10", "broken"),
        (1_000, 1_234, "1,234 of 1,000", "broken"),
    ],
)
def test_use_stands_against_the_volume(
    volume: int, ordered: int, words: str, tone: str, language: Callable[[str], None]
) -> None:
    language("en")
    row = LevelRow(Level(volume=volume), "", "", "", "", ordered)
    column = next(one for one in model.level_columns() if one.key == "used")
    assert column.text(row) == words
    assert column.tone is not None
    assert column.tone(row) == tone


def test_a_badge_says_since_when_from_when_or_until_when(language: Callable[[str], None]) -> None:
    language("en")
    view = FakeAgreements().view("law", "en")
    later = replace(view, is_coming=True)
    ended = replace(view, agreement=replace(FIRST, is_ended=True, valid_from=date(2026, 12, 1)))
    nothing = FakeAgreements().view("", "en")
    words = [model.state_badge(one).word for one in (view, later, ended, nothing)]
    assert words == ["Since 1 Oct 2026", "From 1 Oct 2026", "Ended on 1 Dec 2026", "Nothing agreed"]
    assert list(model.facts(ended)) == []
    assert list(model.facts(nothing)) == []


def test_what_was_spent_stands_against_the_budget(language: Callable[[str], None]) -> None:
    language("en")
    view = FakeAgreements().view("law", "en")
    assert model.spent(view) == "€1,234.56 of €1,000.00"
    assert model.odd(view) == "More was ordered this year than the agreed budget."
    none = replace(view, agreement=replace(FIRST, budget_cents=None))
    assert (model.spent(none), model.odd(none)) == ("€1,234.56", "")
    exact = replace(view, spent_cents=100_000)
    assert model.odd(exact) == ""


def test_findings_are_sentences_each_once(language: Callable[[str], None]) -> None:
    language("en")
    twice = Finding("agreement.twice", (("what", "Paper"),), is_refusal=True)
    empty = Finding("agreement.empty", (), is_refusal=False)
    said = model.sentences((twice, twice, empty)).splitlines()
    assert said[0] == "Paper is agreed twice. Keep one of the two rows."
    assert len(said) == 2
