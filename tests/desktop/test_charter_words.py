"""Words of the page of the charters in both languages, and its small parts."""

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from fmdesk.core.domain.charter import Bearer, LimitSource, Operator, SanctionKind
from fmdesk.core.domain.charter_drafts import CharterRow, CharterState, state_of
from fmdesk.core.domain.charter_faults import CharterFault, faults
from fmdesk.core.domain.charter_versions import clauses
from fmdesk.desktop.pages.charters.beside import fault_words
from fmdesk.desktop.pages.charters.clauses import clause_grid, difference_grid
from fmdesk.desktop.pages.charters.model import (
    BEARERS,
    FIELDS,
    KINDS,
    OPERATORS,
    SOURCES,
    STATES,
    columns,
    day_words,
    state_badge,
    state_words,
)
from fmdesk.i18n import _, using_language
from fmdesk.testing import plain_charter
from tests.desktop.fake_charters import COUNTS, KNOWN, TRIAL

DAY = date(2026, 12, 1)


@pytest.fixture(params=("nl", "en"))
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    with using_language(request.param):
        yield request.param


def row(state: CharterState, **fields: object) -> CharterRow:
    return CharterRow("charter:x", "x", "Naam", "Belofte", state, **fields)


def texts(widget: QWidget) -> list[str]:
    return [one.text() for one in widget.findChildren(QLabel)]


@pytest.mark.parametrize("state", CharterState)
def test_each_state_has_a_badge_with_a_word(state: CharterState, language: str) -> None:
    badge = state_badge(row(state, day=DAY))
    assert badge.word == _(STATES[state][1])
    assert badge.icon
    words = state_words(state, DAY)
    assert words.startswith(badge.word)
    if state in (CharterState.TRIAL, CharterState.ENDED):
        shown = "01-12-2026" if language == "nl" else "1 Dec 2026"
        assert words.endswith(shown)


def test_the_day_that_belongs_to_a_state(language: str) -> None:
    is_dutch = language == "nl"
    assert day_words(CharterState.DRAFT, DAY) == ""
    assert day_words(CharterState.COUNTS, None) == ""
    assert day_words(CharterState.COUNTS, date(1970, 1, 1)) == (
        "vanaf het begin" if is_dutch else "from the start"
    )
    assert day_words(CharterState.TRIAL, DAY) == (
        "t/m 01-12-2026" if is_dutch else "until 1 Dec 2026"
    )


def test_the_columns_say_what_a_row_is(language: str) -> None:
    shown = {one.key: one for one in columns()}
    known = row(CharterState.COUNTS, day=DAY, breaches=1234, by="cora")
    assert shown["broken"].text(known) == ("1.234" if language == "nl" else "1,234")
    assert shown["broken"].text(row(CharterState.DRAFT)) == "–"
    assert shown["broken"].hint(known) != shown["broken"].hint(row(CharterState.DRAFT))
    assert (shown["name"].text(known), shown["name"].hint(known)) == ("Naam", "Belofte")
    nameless = CharterRow("draft:1", "", "", "", CharterState.DRAFT)
    assert shown["name"].text(nameless).startswith("(")
    assert [shown[key].text(known) for key in ("code", "promise", "by")] == ["x", "Belofte", "cora"]


def test_a_version_is_what_its_days_say() -> None:
    assert state_of(TRIAL, DAY) == (CharterState.TRIAL, DAY)
    assert state_of(TRIAL, date(2026, 12, 2)) == (CharterState.COUNTS, date(1970, 1, 1))
    ended = plain_charter(valid_to=date(2026, 11, 30))
    assert state_of(ended, DAY) == (CharterState.ENDED, date(2026, 11, 30))
    assert state_of(ended, date(2026, 11, 30))[0] is CharterState.COUNTS
    coming = plain_charter(valid_from=date(2026, 12, 2))
    assert state_of(coming, DAY) == (CharterState.TO_COME, date(2026, 12, 2))
    never = plain_charter(valid_from=date(2026, 12, 2), valid_to=DAY)
    assert state_of(never, DAY)[0] is CharterState.CALLED_OFF
    assert clauses(never, KNOWN.wording, "en")["validity"] == "never"


def test_every_choice_has_a_word(language: str) -> None:
    tables = (
        (SanctionKind, KINDS),
        (LimitSource, SOURCES),
        (Bearer, BEARERS),
        (Operator, OPERATORS),
    )
    for kind, table in tables:
        assert set(table) == set(kind)
        words = [_(text) for text in table.values()]
        assert len(set(words)) == len(words)
    if language == "nl":
        assert _(OPERATORS[Operator.NOT_IN]) == "is geen van"


def test_clauses_and_differences_are_tables(qtbot: QtBot, language: str) -> None:
    said = clauses(COUNTS, KNOWN.wording, language)
    assert set(said) <= set(FIELDS)
    grid = clause_grid(said)
    qtbot.addWidget(grid)
    shown = texts(grid)
    assert _(FIELDS["sanction"]) in shown
    assert said["sanction"] in shown
    assert COUNTS.promise_nl not in shown, "it stands above the table"
    differs = difference_grid([("norm", "95%", "90%"), ("trial", "", "x")])
    qtbot.addWidget(differs)
    shown = texts(differs)
    assert [shown.count(text) for text in ("95%", "90%", "–", "x")] == [1, 1, 1, 1]


def test_a_fault_names_the_field_as_the_form_does(language: str) -> None:
    [empty] = [
        one
        for one in faults(plain_charter(name_nl=" "), KNOWN, language)
        if one.code == "charter.empty"
    ]
    name = "Naam (Nederlands)" if language == "nl" else "Name (Dutch)"
    assert name in fault_words(empty)
    new = next(one for one in faults(plain_charter(code=""), KNOWN, language))
    start = "Handvest zonder code: Code is leeg" if language == "nl" else "Charter without a code: "
    assert fault_words(new).startswith(start)
    other = CharterFault("charter.no_products", {"charter": "x"}, is_blocking=False)
    assert "x" in fault_words(other)
