"""The sanction report as a controller finds it."""

from collections.abc import Iterable
from dataclasses import replace

import pytest

from fmdesk.core.domain.views import MonthFigures
from fmdesk.i18n import money
from fmdesk.reports import sanction_sheets, sanctions
from fmdesk.reports.sheets import Level, Row
from tests.unit.reports.factory import TRIAL, empty_figures, make_figures
from tests.unit.reports.readback import whole


@pytest.fixture(scope="module")
def figures() -> MonthFigures:
    return make_figures()


def euros(cents: int) -> str:
    return money(cents).replace("\N{NO-BREAK SPACE}", " ")


def total_of(rows: Iterable[Row]) -> Row:
    return next(row for row in rows if row.level is Level.TOTAL)


def test_the_first_page_says_who_gets_and_who_bears(figures: MonthFigures) -> None:
    text = whole(sanctions.render(figures, "nl"))
    assert (
        f"In oktober 2026 krijgen afdelingen {euros(figures.total.credited_cents)} terug voor "
        f"57 gebroken oordelen; onderdelen dragen {euros(figures.total.borne_cents)} en "
        f"{euros(figures.total.waived_cents)} is kwijtgescholden."
    ) in text


def test_debit_and_credit_balance(figures: MonthFigures) -> None:
    rows = list(sanction_sheets.balance(figures).rows())
    (total,) = (row for row in rows if row.level is Level.TOTAL)
    _name, debit, credit = total.values
    assert debit == credit == figures.total.credited_cents
    for at in (1, 2):
        body = [row.values[at] for row in rows if row.level is Level.BODY]
        assert sum(int(str(cents)) for cents in body if cents is not None) == total.values[at]


def test_a_month_that_does_not_balance_shouts(figures: MonthFigures) -> None:
    wrong = replace(figures, sanctions=figures.sanctions[1:])
    assert "VERSCHIL: deze sancties zijn niet in balans" in whole(sanctions.render(wrong, "nl"))


def test_what_units_bear_sums_to_the_ledger(figures: MonthFigures) -> None:
    *_text, lines, cents, points = total_of(sanction_sheets.borne(figures).rows()).values
    assert (lines, cents, points) == (57, figures.total.borne_cents, figures.total.points)


def test_the_lines_sum_to_what_was_credited(figures: MonthFigures) -> None:
    rows = list(sanction_sheets.posted(figures).rows())
    total = total_of(rows).values
    body = [row.values for row in rows if row.level is Level.BODY]
    assert sum(int(str(values[15])) for values in body) == total[15]
    assert total[15] == figures.total.credited_cents
    assert total[0] == "Totaal, 57 oordelen"


def test_sums_of_groups_are_those_of_their_lines(figures: MonthFigures) -> None:
    waiting = 0
    for row in sanction_sheets.posted(figures).rows():
        if row.level is Level.GROUP:
            waiting = 0
        elif row.level is Level.BODY:
            waiting += int(str(row.values[15]))
        elif row.level is Level.SUBTOTAL:
            assert row.values[15] == waiting


def test_each_line_stands_with_clause_amount_and_state(figures: MonthFigures) -> None:
    text = whole(sanctions.render(figures, "nl"))
    for line in figures.broken:
        assert line.number in text
        assert line.clause_nl in text
        if line.state != "trial":
            assert euros(line.cents) in text
    assert "Verplaatst en kwijtgescholden na bezwaar" in text
    assert "verplaatst" in text


def test_charters_in_trial_stand_apart(figures: MonthFigures) -> None:
    text = whole(sanctions.render(figures, "nl"))
    assert TRIAL[0] not in text.partition("Handvesten op proef")[0]
    assert "Hiervan wordt niets geboekt" in text


def test_a_trial_shows_what_it_would_have_cost(figures: MonthFigures) -> None:
    costly = replace(
        figures,
        broken=tuple(
            replace(line, cents=1_000) if line.state == "trial" else line for line in figures.broken
        ),
    )
    total = total_of(sanction_sheets.trial(costly).rows()).values
    assert (total[0], total[15]) == ("Zou hebben gekost, 4 oordelen", 4_000)
    assert total_of(sanction_sheets.posted(costly).rows()).values[15] == (
        figures.total.credited_cents
    )


def test_a_month_without_sanctions_says_so() -> None:
    text = whole(sanctions.render(empty_figures(), "nl"))
    assert "In oktober 2026 viel er geen sanctie." in text
    assert "Geen enkel onderdeel draagt een sanctie." in text
    assert "Handvesten op proef" not in text


def test_in_english(figures: MonthFigures) -> None:
    text = whole(sanctions.render(figures, "en"))
    assert "What each unit bears" in text
    assert "Delivered within 24 hours" in text
    assert "waived" in text
