"""Every figure of every report is what a plain query over the tables says, and opens its records.

The queries are written here once more, by hand: they share nothing with those of the program.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from decimal import Decimal
from math import floor

import pytest
import sqlalchemy as sa

from fmdesk.core.domain.errors import InvalidInputError, NotFoundError
from fmdesk.core.domain.reporting import (
    Cell,
    FigureKind,
    Opens,
    ReportAsked,
    ReportFigures,
    ReportTable,
    Scope,
)
from fmdesk.core.services.report_list import REPORTS
from fmdesk.i18n import using_language
from tests.integration.reports.conftest import ReportOffice
from tests.integration.reports.plain import PLAIN

PERIODS = (("2026-07", "2026-07"), ("2026-04", "2026-09"))
AMOUNTS = {("demand", "pieces"), ("reached", "answered"), ("reached", "missed")}
"""Counts that are sums, so that they open fewer records than they say."""


def asked_of(office: ReportOffice) -> Iterator[ReportAsked]:
    """Yield every report, of a month and of half a year, of the office and of each part of it."""
    for spec in REPORTS:
        for first, last in PERIODS:
            if spec.needs is None:
                yield ReportAsked(spec.id, first, last)
            for scope in spec.scopes:
                numbers = [int(one.code) for one in office.reports.choices(scope, "nl")]
                for number in numbers[:2]:
                    yield ReportAsked(spec.id, first, last, scope.value, number)


def told(office: ReportOffice, table: str, asked: ReportAsked) -> dict[tuple[object, ...], object]:
    """Return what the plain query says: the figures by the key of the row."""
    plain = PLAIN[table]
    scope = plain.scopes.get(asked.scope, "1 = 1")
    values = {**instants(asked), "scope": asked.scope_id}
    statement = sa.text(plain.query.replace("{scope}", scope))
    used = {name: value for name, value in values.items() if f":{name}" in statement.text}
    with office.database.read() as connection:
        rows = connection.execute(statement, used).all()
    keys = plain.keys
    return {tuple(row[:keys]): tuple(_whole(one) for one in row[keys:]) for row in rows}


def _whole(value: object) -> int | None:
    return None if value is None else floor(Decimal(str(value)))


def instants(asked: ReportAsked) -> dict[str, object]:
    def local(month: str) -> int:
        summer = "2026-03" < month < "2026-11"
        text = f"{month}-01T00:00:00+0{2 if summer else 1}:00"
        return int(datetime.fromisoformat(text).timestamp())

    number = int(asked.last[5:])
    months = number - int(asked.first[5:]) + 1
    before = int(asked.first[5:]) - months
    earlier = f"2026-{before:02d}" if before > 0 else f"2025-{before + 12:02d}"
    return {
        "first": asked.first,
        "last": asked.last,
        "start": local(asked.first),
        "end": local(f"2026-{number + 1:02d}"),
        "before": local(earlier),
        "january": "2026-01",
        "new_year": int(datetime.fromisoformat("2026-01-01T00:00:00+01:00").timestamp()),
        "year": 2026,
    }


def shown(table: ReportTable, codes: tuple[str, ...]) -> dict[tuple[object, ...], object]:
    places = [[one.code for one in table.spec.shown].index(code) for code in codes]
    return {row.key: tuple(row.values[place] for place in places) for row in table.rows}


def test_each_figure_is_what_a_plain_query_says(office: ReportOffice) -> None:
    compared = set()
    for asked in asked_of(office):
        for table in office.reports.figures(asked, "nl").tables:
            plain = PLAIN[table.spec.code]
            expected = told(office, table.spec.code, asked)
            found = shown(table, plain.columns)
            missing = {key: one for key, one in expected.items() if key not in found}
            assert all(not any(one) for one in missing.values()), (asked, table.spec.code)
            assert found == {key: one for key, one in expected.items() if key in found}, asked
            compared |= {(table.spec.code, code) for code in plain.columns if found}
    every = {(t.code, one.code) for spec in REPORTS for t in spec.tables for one in t.shown}
    worked_out_elsewhere = {("reached", "open"), ("reached", "lost")}
    assert every - compared == worked_out_elsewhere


def test_a_wrong_figure_would_be_seen(office: ReportOffice) -> None:
    """The control of the test above: other months give other figures."""
    asked = ReportAsked("demand", *PERIODS[0])
    table = office.reports.figures(asked, "nl").table("demand")
    other = told(office, "demand", ReportAsked("demand", *PERIODS[1]))
    assert shown(table, PLAIN["demand"].columns) != other


def test_each_count_opens_as_many_records_as_it_says(office: ReportOffice) -> None:
    for spec in REPORTS:
        scope, number = (spec.needs.value, 2) if spec.needs else ("", 0)
        if spec.needs is Scope.DEPARTMENT:
            number = 1
        figures = office.reports.figures(ReportAsked(spec.id, *PERIODS[1], scope, number), "nl")
        for table in figures.tables:
            for cell, value in cells(figures, table):
                numbers = office.reports.numbers(cell)
                rows = office.reports.rows(cell, numbers[:40], "en")
                assert len(rows) == len(numbers[:40]), cell
                if (table.spec.code, cell.column) not in AMOUNTS:
                    assert len(numbers) == value, cell


def cells(figures: ReportFigures, table: ReportTable) -> Iterator[tuple[Cell, int]]:
    """Yield the counts of the first rows of a table and of its total, that open something."""
    for row_key, values in [(row.key, row.values) for row in table.rows[:3]] + [((), table.total)]:
        for column, value in zip(table.spec.shown, values, strict=True):
            is_counted = column.kind is FigureKind.COUNT and column.code != "points"
            if is_counted and column.code in table.opens and value:
                yield Cell(figures.asked, table.spec.code, column.code, row_key), value


def test_amounts_and_spans_are_the_sums_of_the_records_they_open(office: ReportOffice) -> None:
    compared = set()
    for spec in REPORTS:
        scope, number = (spec.needs.value, 2) if spec.needs else ("", 0)
        if spec.needs is Scope.DEPARTMENT:
            number = 1
        figures = office.reports.figures(ReportAsked(spec.id, *PERIODS[1], scope, number), "nl")
        for table in figures.tables:
            for cell, kind, value in amounts(figures, table):
                rows = office.reports.rows(cell, office.reports.numbers(cell), "nl")
                parts = [row.cents if kind is FigureKind.MONEY else row.seconds for row in rows]
                assert sum(one or 0 for one in parts) == value, cell
                compared.add((table.spec.code, cell.column))
    assert {("borne", "cents"), ("charges", "year"), ("charters", "credit")} <= compared


def amounts(
    figures: ReportFigures, table: ReportTable
) -> Iterator[tuple[Cell, FigureKind, int | None]]:
    """Yield the amounts and spans of every row of a table and of its total, that open something."""
    for row_key, values in [(row.key, row.values) for row in table.rows] + [((), table.total)]:
        for column, value in zip(table.spec.shown, values, strict=True):
            is_summed = column.kind in {FigureKind.MONEY, FigureKind.SPAN}
            if is_summed and column.code in table.opens:
                cell = Cell(figures.asked, table.spec.code, column.code, row_key)
                yield cell, column.kind, value


@pytest.mark.parametrize("language", ["nl", "en"])
def test_rows_are_ranked_and_named_in_both_languages(office: ReportOffice, language: str) -> None:
    figures = office.reports.figures(ReportAsked("settled", *PERIODS[1]), language)
    rows = figures.table("settled").rows
    contacts = [row.values[0] for row in rows]
    assert contacts == sorted(contacts, reverse=True)
    assert {row.labels[0] for row in rows} == {
        {"nl": "Telefoon", "en": "Phone"}[language],
        "E-mail",
    }
    charters = office.reports.figures(ReportAsked("charters", *PERIODS[1]), language)
    first = charters.table("charters").rows[0].labels
    assert (
        first
        == {
            "nl": ("Uit voorraad, versie 1", "mei 2026"),
            "en": ("From stock, version 1", "May 2026"),
        }[language]
    )


def test_reachability_knows_the_hours_that_were_promised(office: ReportOffice) -> None:
    figures = office.reports.figures(ReportAsked("reached", "2026-07", "2026-07"), "nl")
    table = figures.table("reached")
    codes = [one.code for one in table.spec.shown]
    phone = next(row for row in table.rows if row.key == ("phone",))
    assert phone.values[codes.index("open")] == 23 * 8 * 3600  # 23 weekdays of eight hours
    assert phone.values[codes.index("lost")] == 2 * 40 * 60  # two closings of forty minutes


def test_what_cannot_be_asked_is_refused_in_words(office: ReportOffice) -> None:
    ask = office.reports.figures
    for asked, code in (
        (ReportAsked("unit", "2026-07", "2026-07"), "report.needs"),
        (ReportAsked("reached", "2026-07", "2026-07", "unit", 1), "report.scope"),
        (ReportAsked("demand", "2026-08", "2026-07"), "report.order"),
        (ReportAsked("demand", "2026-13", "2026-13"), "month.format"),
    ):
        with pytest.raises(InvalidInputError, match=code):
            ask(asked, "nl")
    for asked, code in (
        (ReportAsked("nothing", "2026-07", "2026-07"), "report.unknown"),
        (ReportAsked("unit", "2026-07", "2026-07", "unit", 99), "unit.unknown"),
    ):
        with pytest.raises(NotFoundError, match=code):
            ask(asked, "nl")
    with pytest.raises(InvalidInputError, match=r"report\.figure"):
        office.reports.numbers(Cell(ReportAsked("demand", *PERIODS[0]), "demand", "change"))


def test_what_somebody_typed_names_itself(office: ReportOffice) -> None:
    with using_language("nl"):
        table = office.reports.figures(ReportAsked("demand", *PERIODS[1]), "nl").table("bespoke")
    assert {row.labels[0] for row in table.rows} == {"Een vlag", "Een stoel"}
    assert table.opens["lines"] is Opens.LINE


def test_names_of_all_scopes_stand_in_order(office: ReportOffice) -> None:
    found: Mapping[Scope, list[str]] = {
        scope: [one.text for one in office.reports.choices(scope, "nl")] for scope in Scope
    }
    assert found[Scope.UNIT] == ["Servicedesk", "Vervoer", "Voorraad"]
    assert found[Scope.DEPARTMENT] == ["Automatisering", "Juridische Zaken"]
    assert found[Scope.COST_CENTRE][0] == "4410 Juridisch"


def test_the_rest_of_a_ranked_table_is_what_its_other_rows_make_together(
    office: ReportOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("fmdesk.core.services.reports.MOST_DENSE", 1)
    asked = ReportAsked("unit", *PERIODS[1], "unit", 2)
    figures = office.reports.figures(asked, "nl")
    demand, said = figures.table("demand"), figures.table("said_of_products")
    others = [row.values for row in demand.rows[1:]]
    assert others
    assert demand.rest == tuple(
        sum(one or 0 for one in column) for column in zip(*others, strict=True)
    )
    satisfied, not_satisfied, _not_reached, share = said.rest
    assert satisfied is not None
    assert not_satisfied is not None
    assert share == satisfied * 10_000 // (satisfied + not_satisfied), "a share of the sums"
    assert figures.table("charters").rest == (), "what is not ranked is whole"
    alone = office.reports.figures(ReportAsked("sanctions", *PERIODS[1], "unit", 2), "nl")
    assert figures.table("proposed").rows == alone.table("proposed").rows != ()
