"""The monthly report as its reader finds it."""

from dataclasses import replace

import pytest

from fmdesk.core.domain.broken import Earlier
from fmdesk.core.domain.views import MonthFigures, Tally, TrendPoint
from fmdesk.i18n import money, number, using_language
from fmdesk.reports import month_sheets, monthly
from fmdesk.reports.sheets import Level
from tests.unit.reports.factory import empty_figures, make_figures
from tests.unit.reports.readback import pages, sizes, whole

A4, A4_LANDSCAPE = (595, 842), (842, 595)


@pytest.fixture(scope="module")
def figures() -> MonthFigures:
    return make_figures()


@pytest.fixture(scope="module")
def dutch(figures: MonthFigures) -> list[str]:
    return pages(monthly.render(figures, "nl"))


def test_a_director_reads_the_month_on_the_first_page(dutch: list[str]) -> None:
    cover = dutch[0]
    assert "Facilitair Bedrijf Rivierland" in cover
    assert "Oktober 2026" in cover
    assert "Afgesloten 02-11-2026 08:30 · revisie 1" in cover
    assert (
        "Van 1.242 toezeggingen zijn er 1.188 nagekomen (95,6 %), 0,6 punt boven de norm van "
        "95,0 %."
    ) in cover
    assert "€ 5.530,76" in cover
    assert "Wat aandacht vraagt" in cover
    assert "Reprografie 90,0 % 95,0 % -5,0 6" in cover


def test_the_same_month_in_english(figures: MonthFigures) -> None:
    text = whole(monthly.render(figures, "en"))
    assert "Of 1,242 promises 1,188 were kept (95.6%), 0.6 points above the norm of 95.0%." in text
    assert "€5,530.76" in text
    assert "Appendix: every broken line" in text
    assert "Paper A4 white" in text
    assert "gebroken" not in text


def test_every_page_says_which_month_revision_and_page_it_is(dutch: list[str]) -> None:
    for at, page in enumerate(dutch, 1):
        assert "Oktober 2026 · revisie 1 · logboek 3f9a77c1d20b · Facilitair Bedrijf" in page
        assert f"pagina {at} van {len(dutch)}" in page


def test_wide_tables_lie_on_their_side(figures: MonthFigures) -> None:
    assert sizes(monthly.render(figures, "nl")) == {A4, A4_LANDSCAPE}


def test_every_figure_of_every_dimension_is_printed(
    figures: MonthFigures, dutch: list[str]
) -> None:
    text = " ".join(dutch)
    with using_language("nl"):
        for row in figures.rows:
            assert row.name_nl in text
            assert number(row.month.kept) in text
            assert money(row.month.credited_cents).replace("\N{NO-BREAK SPACE}", " ") in text


def test_every_broken_line_is_in_the_appendix_with_its_times(
    figures: MonthFigures, dutch: list[str]
) -> None:
    text = " ".join(dutch)
    for line in figures.broken:
        assert line.number in text
        assert line.clause_nl in text
    assert "25-10-2026 23:34 26-10-2026 23:34 27-10-2026 14:52 5 u 6 min 15 u 18 min" in text
    assert "nog open" in text


@pytest.mark.parametrize("code", ["department", "unit", "product", "charter"])
def test_the_total_of_a_table_is_the_sum_of_its_rows(figures: MonthFigures, code: str) -> None:
    sheet = month_sheets.dimension(figures, code)
    *rows, total = sheet.rows()
    counted = [row for row in rows if "(proef)" not in str(row.values[1])]
    summed = [at for at, column in enumerate(sheet.columns) if column.kind in ("count", "money")]
    assert total.level is Level.TOTAL
    for at in summed:
        if total.values[at] is not None:
            assert sum(int(str(row.values[at])) for row in counted) == total.values[at]


def test_the_report_shows_how_its_figures_tie(dutch: list[str]) -> None:
    text = " ".join(dutch)
    ties = text.partition("Aansluiting van de cijfers")[2].partition("Cijfers van de maand")[0]
    assert ties.count(" ja ") == 6
    assert "NEE" not in text


def test_the_report_says_which_table_does_not_tie(figures: MonthFigures) -> None:
    short = replace(figures, broken=figures.broken[1:])
    text = whole(monthly.render(short, "nl"))
    assert text.count("NEE") == 1


def test_corrections_of_earlier_months_have_their_own_table(
    figures: MonthFigures, dutch: list[str]
) -> None:
    late = {line.number for line in figures.broken if line.is_late_fact}
    page = next(page for page in dutch if "Correcties op eerdere maanden" in page)
    corrections = page.partition("Correcties op eerdere maanden")[2].partition("Aansluiting")[0]
    assert all(number in corrections for number in late)
    appendix = " ".join(dutch).partition("Bijlage: elke gebroken regel")[2]
    assert not any(number in appendix for number in late)


def test_beside_a_correction_stands_what_was_posted(figures: MonthFigures) -> None:
    """One is taken back, one lowered; the others are late for the first time."""
    late = [line for line in figures.broken if line.is_late_fact]
    gone = replace(
        late[0], cents=-123_45, earlier=Earlier("2026-03", 123_45, 0, is_taken_back=True)
    )
    less = replace(late[1], cents=-23_00, earlier=Earlier("2026-05", 50_00, 0))
    changed = {late[0]: gone, late[1]: less}
    broken = tuple(changed.get(line, line) for line in figures.broken)
    text = whole(monthly.render(replace(figures, broken=broken), "nl"))
    table = text.partition("Correcties op eerdere maanden")[2].partition("Aansluiting")[0]
    assert "Eerst geboekt in Eerder geboekt" in table
    assert "€ -123,45" in table
    assert "teruggenomen maart 2026 € 123,45" in table.lower()
    assert "mei 2026 € 50,00" in table.lower()
    assert "€ 173,45" in table, "the sum of what was posted earlier"


def test_a_month_without_corrections_has_no_such_table(figures: MonthFigures) -> None:
    own = replace(figures, broken=tuple(line for line in figures.broken if not line.is_late_fact))
    assert "Correcties" not in whole(monthly.render(own, "nl"))


def test_a_draft_says_so_on_every_page(figures: MonthFigures) -> None:
    draft = pages(monthly.render(replace(figures, is_closed=False), "nl"))
    assert "Concept, stand 02-11-2026 08:30" in draft[0]
    assert all("revisie 1, CONCEPT" in page for page in draft)


def test_a_demo_names_its_source_and_whose_sanctions_they_are(figures: MonthFigures) -> None:
    demo = replace(figures, is_demo=True, attribution="City of Boston, 311 requests, CC BY 4.0")
    text = pages(monthly.render(demo, "nl"))
    assert "De sancties in deze demo zijn van ons, niet van de uitgever" in text[0]
    assert all("City of Boston, 311 requests, CC BY 4.0" in page for page in text)


def test_verdicts_set_apart_are_named(figures: MonthFigures) -> None:
    text = pages(monthly.render(replace(figures, quarantined=1), "nl"))[0]
    assert "1 oordeel staat apart omdat twee motoren van mening verschillen" in text


def test_an_empty_month_is_a_report_too() -> None:
    text = pages(monthly.render(empty_figures(), "nl"))
    assert "In oktober 2026 kwam geen enkele toezegging tot een oordeel." in text[0]
    assert "Geen enkel onderdeel brak een toezegging." in text[1]


def test_a_share_never_looks_better_than_it_is(figures: MonthFigures) -> None:
    total = replace(figures.total, kept=9499, broken=501)
    trend = (TrendPoint("2026-10", 9499, 501, 0, 9500),)
    text = pages(monthly.render(replace(figures, total=total, trend=trend), "nl"))[0]
    assert "(94,9 %), 0,1 punt onder de norm van 95,0 %." in text


def test_a_month_exactly_on_its_norm_says_so(figures: MonthFigures) -> None:
    total = replace(figures.total, kept=95, broken=5)
    trend = (TrendPoint("2026-10", 95, 5, 0, 9500),)
    text = pages(monthly.render(replace(figures, total=total, trend=trend), "nl"))[0]
    assert "(95,0 %), precies op de norm van 95,0 %." in text


def test_a_unit_without_a_norm_is_held_to_that_of_the_month(figures: MonthFigures) -> None:
    rows = tuple(replace(row, norm=None) for row in figures.rows)
    text = pages(monthly.render(replace(figures, rows=rows), "nl"))
    assert "Catering 89,8 % 95,0 % -5,2 10" in text[0]
    assert "Catering 95,0 % 89,8 % 104" in " ".join(text)


def test_a_norm_in_hundredths_shows_shares_in_hundredths(figures: MonthFigures) -> None:
    total = replace(figures.total, kept=9526, broken=474)
    trend = (TrendPoint("2026-10", 9526, 474, 0, 9525),)
    text = pages(monthly.render(replace(figures, total=total, trend=trend), "nl"))[0]
    assert "(95,26 %), 0,01 punt boven de norm van 95,25 %." in text


def test_one_promise_is_said_in_the_singular() -> None:
    figures = replace(empty_figures(), total=Tally(kept=1), trend=())
    text = pages(monthly.render(figures, "nl"))[0]
    assert "Van 1 toezegging is er 1 nagekomen (100,0 %)." in text


def test_corrections_may_make_amounts_negative(figures: MonthFigures) -> None:
    total = replace(figures.total, credited_cents=-123_456)
    trend = (*figures.trend[:-1], replace(figures.trend[-1], credited_cents=-123_456))
    text = whole(monthly.render(replace(figures, total=total, trend=trend), "nl"))
    assert "€ -1.234,56" in text
    assert "€ -1.235" in text


def test_two_thousand_broken_lines_keep_their_headings() -> None:
    figures = make_figures(2000)
    text = pages(monthly.render(figures, "nl"))
    start = next(at for at, page in enumerate(text) if "Bijlage: elke gebroken regel" in page)
    assert len(text) > 60
    assert all("Gedragen door" in page and "Te laat" in page for page in text[start:])
    listed = [page for page in text[start:] if "Handvesten op proef" not in page]
    assert all("·" in page and ("(vervolg)" in page or "Totaal" in page) for page in listed[-3:])
    joined = " ".join(text[start:])
    own = [line for line in figures.broken if not line.is_late_fact]
    assert sum(line.number in joined for line in own) == len(own)
    assert "Totaal, 2.000 oordelen € 200.441,24" in joined


def test_no_figure_is_ever_cut_or_broken(figures: MonthFigures) -> None:
    huge = 123_456_789_012_345
    rows = tuple(
        replace(row, month=replace(row.month, charged_cents=huge, credited_cents=-huge))
        for row in figures.rows
    )
    text = whole(monthly.render(replace(figures, rows=rows), "nl"))
    assert text.count("€ 1.234.567.890.123,45") >= len(rows) - 4
    assert text.count("€ -1.234.567.890.123,45") >= len(rows)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_no_heading_or_state_is_broken_inside_a_word(figures: MonthFigures, language: str) -> None:
    states = ("proposed", "confirmed", "moved", "waived", "posted")
    lines = tuple(
        replace(line, state=states[at % len(states)]) for at, line in enumerate(figures.broken)
    )
    text = whole(monthly.render(replace(figures, broken=lines), language))
    whole_words = {
        "nl": (
            "Gerealiseerd",
            "Verontschuldigd",
            "Kwijtgescholden",
            "kwijtgescholden",
            "bevestigd",
        ),
        "en": ("Realised", "Excused", "Credited", "confirmed", "proposed"),
    }
    for word in whole_words[language]:
        assert text.count(word) >= 2
