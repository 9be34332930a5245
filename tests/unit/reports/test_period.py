"""Reports of a period as files: the same figures in every form and both languages."""

from collections.abc import Mapping
from dataclasses import replace
from io import BytesIO

import pytest
from openpyxl import load_workbook

from fmdesk.core.domain.errors import InvalidInputError
from fmdesk.core.domain.reporting import (
    MOST_DENSE,
    FigureKind,
    ReportAsked,
    ReportFigures,
    ReportRow,
    ReportTable,
)
from fmdesk.core.services.report_list import REPORTS
from fmdesk.i18n import money, using_language
from fmdesk.reports.measure import widest
from fmdesk.reports.period import chart_svg, has_chart, period_words, render
from fmdesk.reports.period_sheets import sheet_of
from tests.unit.reports.period_made import made
from tests.unit.reports.readback import pages, records, sizes, whole

PORTRAIT, LANDSCAPE = (595, 842), (842, 595)


@pytest.mark.parametrize(
    ("first", "last", "dutch", "english"),
    [
        ("2026-09", "2026-09", "september 2026", "September 2026"),
        ("2026-07", "2026-09", "3e kwartaal van 2026", "quarter 3 of 2026"),
        ("2026-01", "2026-12", "2026", "2026"),
        ("2026-02", "2026-04", "februari 2026 t/m april 2026", "February 2026 up to April 2026"),
        (
            "2025-12",
            "2026-02",
            "december 2025 t/m februari 2026",
            "December 2025 up to February 2026",
        ),
    ],
)
def test_a_period_is_said_as_a_person_says_it(
    first: str, last: str, dutch: str, english: str
) -> None:
    asked = ReportAsked("demand", first, last)
    with using_language("nl"):
        assert period_words(asked) == dutch
    with using_language("en"):
        assert period_words(asked) == english


def test_the_paper_says_what_it_is_about_for_whom_and_every_figure() -> None:
    text = whole(render(made(), "pdf"))
    for words in (
        *("Demand and its trend", "September 2026", "For: Units, account managers", "De Linde"),
        *("Made 1 Oct 2026 09:00", "Copy paper 12 340 €1,840.00 9 3", "Total 16 344 €1,860.00"),
        *("Not in the catalogue", "Nothing in this period."),
    ):
        assert words in text
    assert "<b>Lamp</b>" in text  # what somebody typed is never markup


def test_the_same_report_in_dutch() -> None:
    text = whole(render(made(language="nl"), "pdf"))
    for words in ("Vraag en de trend ervan", "September 2026", "Vraag per product", "€ 1.860,00"):
        assert words in text
    assert "Demand" not in text


def test_every_page_says_where_it_belongs() -> None:
    papers = pages(render(made("unit"), "pdf"))
    for at, page in enumerate(papers, 1):
        assert "September 2026 · One unit: Stock · log 3f9a77 · De Linde" in page
        assert f"page {at} of {len(papers)}" in page


def with_values(report: str, *values: int, language: str = "en") -> ReportFigures:
    """Return a report whose first table has one row with these figures."""
    figures = made(report, language)
    first, *others = figures.tables
    row = ReportRow((1,), ("4410 Advies",) * len(first.spec.named), values)
    told = replace(first, rows=(row,), total=values)
    return replace(figures, tables=(told, *others))


def test_a_table_shrinks_before_it_lies_on_its_side() -> None:
    plain = (959, 4_751_855, 3900, 0, 0, 63_000_000, 63_000_000, 0, 0, 0)
    for language in ("nl", "en"):
        assert sizes(render(with_values("charges", *plain, language=language), "pdf")) == {PORTRAIT}
        assert sizes(render(made("charters", language), "pdf")) == {PORTRAIT}
    huge = (3, *(9_345_678_901,) * 6, 7300, *(9_345_678_901,) * 2)
    assert sizes(render(with_values("charges", *huge), "pdf")) == {PORTRAIT, LANDSCAPE}


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("cents", [10**9, 10**11, 10**13])
def test_the_largest_amounts_leave_names_readable_and_stay_on_the_page(
    language: str, cents: int
) -> None:
    figures = with_values("charges", 3, *(cents,) * 6, 7300, *(-cents,) * 2, language=language)
    with using_language(language):
        sheet = sheet_of(figures.tables[0])
    assert round(sheet.columns[0].width) >= 21, "millimetres, in which the name stands whole"
    assert sheet.width <= 267 + 1


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_page_about_one_thing_is_never_turned(language: str) -> None:
    """A wide table goes on below itself: the first page is never the title alone."""
    columns = made("department").tables[0].spec.shown
    is_money = [one.kind in (FigureKind.MONEY, FigureKind.LEFT) for one in columns]
    huge = [9_345_678_901 + at if one else 7300 for at, one in enumerate(is_money)]
    assert is_money.count(True) > 6
    figures = with_values("department", *huge, language=language)
    paper = render(figures, "pdf")
    assert sizes(paper) == {PORTRAIT}
    (page,) = pages(paper)
    with using_language(language):
        amounts = [money(cents) for cents, one in zip(huge, is_money, strict=True) if one]
    shown = [one.replace("\N{NO-BREAK SPACE}", " ") for one in amounts]
    assert [one for one in shown if one not in page] == []
    assert page.count("4410 Advies") == 2, "each part names its rows"
    assert page.count(sheet_title(figures)) == 1


def sheet_title(figures: ReportFigures) -> str:
    with using_language(figures.language):
        return sheet_of(figures.tables[0]).title


def test_a_wide_table_without_a_chart_begins_on_the_first_page() -> None:
    nothing = (0, 0, *(9_345_678_901,) * 5, 7300, *(9_345_678_901,) * 2)
    figures = with_values("charges", *nothing)
    assert not has_chart(figures.tables[0])
    (page,) = pages(render(figures, "pdf"))
    assert "De Linde" in page
    assert "4410 Advies" in page
    assert sizes(render(figures, "pdf")) == {LANDSCAPE}


USUAL = {"demand": 34, "charters": 3, "proposed": 1, "handed": 1, "returned": 2, "remarks": 1}
USUAL |= {"said_of_products": 3}
"""Rows of the tables of a unit that has a usual month; the other tables have none."""


def full(language: str, many: Mapping[str, int]) -> ReportFigures:
    """Return a month of a unit with so many rows in its tables."""
    figures = made("unit", language)
    told = []
    for table in figures.tables:
        rows = tuple(
            ReportRow((n,), (f"Naam van wat er is {n}",) * len(table.spec.named), values(table))
            for n in range(many.get(table.spec.code, 0))
        )
        rest = values(table) if len(rows) > MOST_DENSE else ()
        told.append(replace(table, rows=rows, total=values(table), rest=rest))
    return replace(figures, tables=tuple(told))


def values(table: ReportTable) -> tuple[int, ...]:
    return tuple(120 + place for place, _one in enumerate(table.spec.shown))


@pytest.mark.parametrize(("language", "others"), [("nl", "24 andere"), ("en", "24 others")])
def test_one_unit_is_one_page(language: str, others: str) -> None:
    figures = full(language, USUAL)
    (page,) = pages(render(figures, "pdf"))
    with using_language(language):
        assert all(sheet_of(table).title in page for table in figures.tables)
    assert f"{others} 120 121" in page
    assert "Naam van wat er is 9" in page
    assert "Naam van wat er is 10" not in page, "the rest is one row"
    files = (render(figures, "xlsx"), render(figures, "csv"))
    rows = list(load_workbook(BytesIO(files[0])).worksheets[0].iter_rows(values_only=True))
    assert len(rows) == 36, "the workbook has all of them"
    assert "Naam van wat er is 33" in files[1].decode()
    everything = {table.spec.code: 5 for table in figures.tables} | USUAL
    assert len(pages(render(full(language, everything), "pdf"))) == 2


def test_what_there_is_nothing_of_takes_one_sentence() -> None:
    (page,) = pages(render(made("unit"), "pdf"))
    empty = page.partition("Nothing in this period: ")[2]
    assert "Hand-over to the unit, Returned over the cut, Questions of the desk" in empty
    assert "Not posted yet" in empty
    assert "Demand per product" not in empty


def test_equal_figures_give_equal_bytes() -> None:
    for form in ("pdf", "xlsx", "csv"):
        assert render(made(), form) == render(made(), form)


def test_the_workbook_has_each_table_with_typed_figures() -> None:
    book = load_workbook(BytesIO(render(made(), "xlsx")))
    assert book.sheetnames == [
        "Demand per product",
        "Not in the catalogue",
        "Questions answered from the cat",
    ]
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    assert rows[0] == ("Product", "Lines", "Pieces", "Ordered", "Lines before", "Difference")
    assert rows[1] == ("Copy paper", 12, 340, 1840, 9, 3)
    assert rows[2][0] == "'=1+1; <b>Lamp</b>"  # nothing that was typed runs as a formula
    assert rows[3][0] == "Total"


@pytest.mark.parametrize(
    ("language", "between", "named", "period", "amount"),
    [
        ("nl", ";", ("Tabel", "Periode", "Product", "Besteld"), "september 2026", "1840,00"),
        ("en", ",", ("Table", "Period", "Product", "Ordered"), "September 2026", "1840.00"),
    ],
)
def test_a_csv_has_every_table_and_names_it(
    language: str, between: str, named: tuple[str, ...], period: str, amount: str
) -> None:
    figures = made("unit", language)
    rows = list(records(render(figures, "csv"), between))
    assert tuple(rows[0])[:3] == named[:3]
    with using_language(language):
        titles = [sheet_of(table).title for table in figures.tables if table.rows]
    assert list(dict.fromkeys(row[named[0]] for row in rows)) == titles
    assert len(titles) > 1
    assert [rows[0][name] for name in named] == [titles[0], period, "Copy paper", amount]
    assert rows[-1]["Product"] == "", "what a table does not have is empty"
    assert len(rows) == sum(len(table.rows) for table in figures.tables)


@pytest.mark.parametrize("report", [spec.id for spec in REPORTS])
def test_no_two_columns_of_a_table_have_one_heading(report: str) -> None:
    for language in ("nl", "en"):
        with using_language(language):
            for table in made(report, language).tables:
                titles = [column.title for column in sheet_of(table).columns]
                assert len(titles) == len(set(titles)), table.spec.code


def test_no_other_form_is_made() -> None:
    with pytest.raises(InvalidInputError, match=r"report\.form"):
        render(made(), "docx")


def test_a_chart_shows_the_ranked_column_where_there_is_something_to_draw() -> None:
    demand, bespoke, _questions = made().tables
    assert has_chart(demand)
    assert not has_chart(bespoke)
    picture = chart_svg(demand, "en", 600, 180, "light").decode()
    assert "Copy paper" in picture
    assert "Demand per product: Lines" in picture
    assert not has_chart(made("charters").tables[0])


@pytest.mark.parametrize("report", [spec.id for spec in REPORTS])
def test_every_table_fits_on_paper(report: str) -> None:
    for table in made(report).tables:
        sheet = sheet_of(table)
        assert sheet.width <= 267.01
        assert sheet.columns[0].width >= 20


def test_a_chart_shows_the_first_rows_where_there_are_more() -> None:
    figures = made()
    demand = figures.tables[0]
    many = tuple(replace(demand.rows[0], labels=(f"Product {n}",)) for n in range(14))
    picture = chart_svg(replace(demand, rows=many), "en", 600, 220, "dark").decode()
    assert "Product 9<" in picture
    assert "Product 10" not in picture
    assert "more" not in picture


def test_the_bars_of_money_are_written_as_money() -> None:
    charges = made("charges").tables[0]
    row = replace(demand_row(), values=(3, 184050, 0, 0, 0, 0, 0, 0, None))
    picture = chart_svg(replace(charges, rows=(row,)), "nl", 600, 180, "light").decode()
    assert "€ 1.840,50" in picture.replace("\N{NO-BREAK SPACE}", " ")


def demand_row() -> ReportRow:
    return made().tables[0].rows[0]


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("report", [one.id for one in REPORTS])
def test_no_word_of_a_heading_is_broken(report: str, language: str) -> None:
    with using_language(language):
        for table in made(report, language).tables:
            sheet = sheet_of(table)
            page = 174 if sheet.width <= 174 + 1 else 267
            assert sheet.width == pytest.approx(page)
            figures = sheet.columns[len(table.spec.named) :]
            for column in figures:
                words = widest(column.title.split(), sheet.size) / 72 * 25.4
                assert words + 1.9 <= column.width, (table.spec.code, column.title)
            for column in sheet.columns[: len(table.spec.named)]:
                assert column.width >= 20, (table.spec.code, column.title)
