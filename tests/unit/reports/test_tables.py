"""The twins: what a spreadsheet gets."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fmdesk.core.domain.views import MonthFigures
from fmdesk.reports import month_sheets, sanction_sheets, tables
from tests.unit.reports.factory import empty_figures, make_figures
from tests.unit.reports.readback import book, records

FORMULAS = ("=1+1", "+31 20 555", "-2", "@sum", "\t=1", "\r=1", "=cmd|' /C calc'!A0")


@pytest.fixture(scope="module")
def figures() -> MonthFigures:
    return make_figures()


def dutch(text: str) -> Decimal:
    return Decimal(text.replace(",", "."))


def test_the_monthly_csv_has_every_row_and_the_total(figures: MonthFigures) -> None:
    rows = list(records(tables.csv(figures, "monthly", "nl")))
    assert len(rows) == len(figures.rows) + 1
    total = rows[-1]
    assert (total["Periode"], total["Tabel"]) == ("2026-10", "Totaal")
    assert dutch(total["Maand: Gecrediteerd"]) * 100 == figures.total.credited_cents
    units = [row for row in rows if row["Tabel"] == "Per onderdeel"]
    for name in ("Nagekomen", "Gebroken", "In rekening gebracht", "Kwijtgescholden"):
        for band in ("Maand", "Jaar tot nu toe"):
            column = f"{band}: {name}"
            assert sum(dutch(row[column]) for row in units) == dutch(total[column])


def test_the_sanctions_csv_has_every_broken_line(figures: MonthFigures) -> None:
    rows = list(records(tables.csv(figures, "sanctions", "en"), ","))
    assert len(rows) == len(figures.broken)
    paid = sum(Decimal(row["Credited"]) for row in rows if row["State"] != "trial")
    assert paid * 100 == figures.total.credited_cents
    late = sum(row["Opened earlier"] == "yes" for row in rows)
    assert late == sum(line.is_late_fact for line in figures.broken)
    first = next(row for row in rows if row["Line"] == "M000033.1")
    assert (first["Received"], first["Over, clock time"]) == ("2026-10-25 23:34:00", "55083")


@pytest.mark.parametrize("text", FORMULAS)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_no_text_runs_as_a_formula(figures: MonthFigures, text: str, language: str) -> None:
    bad = replace(
        figures,
        rows=tuple(replace(row, key=text, name_nl=text, name_en=text) for row in figures.rows),
        broken=tuple(
            replace(line, department=text, product_nl=text, product_en=text, clause_en=text)
            for line in figures.broken
        ),
    )
    delimiter = ";" if language == "nl" else ","
    for kind in ("monthly", "sanctions"):
        for row in records(tables.csv(bad, kind, language), delimiter):
            assert not any(cell.startswith(("=", "+", "@", "\t", "\r")) for cell in row.values())
        for cells in book(tables.xlsx(bad, kind, language)).values():
            texts = [cell for row in cells for cell in row if isinstance(cell, str)]
            assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in texts)


@given(st.text())
def test_harmless_text_never_begins_as_a_formula(text: str) -> None:
    assert not tables.harmless(text).startswith(("=", "+", "-", "@", "\t", "\r", "\n"))


def test_negative_amounts_stay_figures(figures: MonthFigures) -> None:
    broken = tuple(replace(line, cents=-150) for line in figures.broken)
    negative = replace(figures, broken=broken)
    rows = list(records(tables.csv(negative, "sanctions", "nl")))
    assert {row["Gecrediteerd"] for row in rows} == {"-1,50"}
    sheet = book(tables.xlsx(negative, "sanctions", "nl"))["Elke gebroken regel met bepaling"[:31]]
    assert sheet[1][15] == Decimal("-1.5")


@pytest.mark.parametrize("kind", ["monthly", "sanctions"])
def test_the_workbook_has_the_tables_of_the_report(figures: MonthFigures, kind: str) -> None:
    made: Callable[[MonthFigures], object] = {
        "monthly": month_sheets.sheets,
        "sanctions": sanction_sheets.sheets,
    }[kind]
    cells = book(tables.xlsx(figures, kind, "en"))
    assert len(cells) == len(list(made(figures)))
    assert all(len(rows) > 1 for rows in cells.values())


def test_the_workbook_has_types_and_the_totals_of_the_paper(figures: MonthFigures) -> None:
    cells = book(tables.xlsx(figures, "monthly", "en"))
    heads, *rows = cells["Appendix every broken line"]
    first = dict(zip(heads, rows[0], strict=True))
    assert isinstance(first["Received"], datetime)
    assert isinstance(first["Credited"], int | float)
    total = dict(zip(heads, rows[-1], strict=True))
    own = [line for line in figures.broken if not line.is_late_fact]
    credited = sum(line.cents for line in own if line.state != "trial")
    assert round(Decimal(str(total["Credited"])) * 100) == credited
    assert str(total["Line"]).startswith("Total, ")


def test_an_empty_month_has_tables_too() -> None:
    assert len(list(records(tables.csv(empty_figures(), "monthly", "nl")))) == 1
    assert list(records(tables.csv(empty_figures(), "sanctions", "nl"))) == []
    assert book(tables.xlsx(empty_figures(), "sanctions", "nl"))
