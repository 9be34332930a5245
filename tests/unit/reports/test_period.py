"""Reports of a period as files: the same figures in every form and both languages."""

from dataclasses import replace
from io import BytesIO

import pytest
from openpyxl import load_workbook

from fmdesk.core.domain.errors import InvalidInputError
from fmdesk.core.domain.reporting import ReportAsked, ReportRow
from fmdesk.core.services.report_list import REPORTS
from fmdesk.i18n import using_language
from fmdesk.reports.measure import widest
from fmdesk.reports.period import chart_svg, has_chart, period_words, render, sheet_of
from tests.unit.reports.period_made import made
from tests.unit.reports.readback import pages, sizes, whole

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


def test_wide_tables_lie_on_their_side_and_the_rest_stands() -> None:
    assert sizes(render(made("charges"), "pdf")) == {PORTRAIT, LANDSCAPE}
    assert sizes(render(made("charters"), "pdf")) == {PORTRAIT}


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


def test_a_csv_has_the_table_that_was_asked_for() -> None:
    dutch = render(made(language="nl"), "csv").decode("utf-8-sig").splitlines()
    assert dutch[0] == "Periode;Product;Regels;Stuks;Besteld;Regels ervoor;Verschil"
    assert dutch[1] == "september 2026;Copy paper;12;340;1840,00;9;3"
    settled = render(made("settled"), "csv", "settled").decode("utf-8-sig").splitlines()
    assert settled[1] == "September 2026,Phone,50,20,0.4000,12,9000,180"


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
        assert all(width > 25 for width in [one.width for one in sheet.columns[:1]])


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
                assert words + 3.3 <= column.width, (table.spec.code, column.title)
            for column in sheet.columns[: len(table.spec.named)]:
                assert column.width >= 20, (table.spec.code, column.title)
