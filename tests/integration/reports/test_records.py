"""The records behind a figure, as a person reads them: each kind says what, where, when and how."""

from collections.abc import Mapping
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa

from fmdesk.core.domain.reporting import Cell, Opens, RecordRow, ReportAsked
from tests.integration.reports.conftest import ReportOffice

FIRST, LAST = "2026-04", "2026-09"


def cell(report: str, table: str, column: str, *key: int | str) -> Cell:
    return Cell(ReportAsked(report, FIRST, LAST), table, column, key)


def rows_of(office: ReportOffice, figure: Cell, language: str = "nl") -> tuple[RecordRow, ...]:
    numbers = office.reports.numbers(figure)
    return office.reports.rows(figure, numbers, language)


def asked(office: ReportOffice, statement: str, **values: object) -> list[Mapping[str, object]]:
    with office.database.read() as connection:
        return [dict(row) for row in connection.execute(sa.text(statement), values).mappings()]


def at(seconds: object) -> datetime:
    return datetime.fromtimestamp(int(str(seconds)), UTC)


@pytest.mark.parametrize(("language", "name"), [("nl", "Kopieerpapier"), ("en", "Copy paper")])
def test_a_line_tells_its_product_unit_state_and_price(
    office: ReportOffice, language: str, name: str
) -> None:
    found = rows_of(office, cell("demand", "demand", "lines", 1), language)
    (first,) = asked(
        office,
        "SELECT l.*, u.name FROM line l JOIN unit u ON u.id = l.unit_id WHERE l.id = :id",
        id=found[0].line_id,
    )
    assert found[0].number == f"M{first['ticket_id']:06d}.1"
    assert (found[0].what, found[0].where) == (name, first["name"])
    assert (found[0].state, found[0].cents) == (first["state"], first["price_cents"])
    assert found[0].at == at(first["opened_at"])
    assert found[0].seconds is None  # not ready yet


def test_a_line_that_was_credited_twice_stands_there_once_with_all_of_it(
    office: ReportOffice,
) -> None:
    found = rows_of(office, cell("charters", "charters", "credit"))
    lines = [row.line_id for row in found]
    assert lines == sorted(set(lines))
    counted = office.reports.figures(ReportAsked("charters", FIRST, LAST), "nl").table("charters")
    place = [column.code for column in counted.spec.shown].index("credit")
    assert sum(row.cents or 0 for row in found) == counted.total[place]


def test_a_posting_tells_its_kind_amount_and_reference(office: ReportOffice) -> None:
    found = rows_of(office, cell("sanctions", "borne", "entries", 1))
    assert {row.state for row in found} >= {"sanction", "move"}
    assert {row.note for row in found if row.state == "move"} == {"bezwaar"}
    plain = asked(
        office,
        "SELECT e.kind, sum(r.cents) AS cents FROM journal_entry e"
        " JOIN journal_row r ON r.entry_id = e.id AND r.cents > 0"
        " WHERE e.line_id = :line AND e.kind = 'sanction' AND e.part = 1 GROUP BY e.kind",
        line=next(row.line_id for row in found if row.state == "sanction" and row.cents),
    )
    shown = next(row for row in found if row.state == "sanction" and row.cents)
    assert shown.cents == int(str(plain[0]["cents"]))


def test_a_proposed_sanction_tells_how_it_stands(office: ReportOffice) -> None:
    decided = rows_of(office, cell("sanctions", "proposed", "decided"))
    states = {"confirmed", "moved", "waived", "posted"}  # posted, and lowered since
    assert {row.state for row in decided} <= states
    proposed = rows_of(office, cell("sanctions", "proposed", "proposed"))
    assert {row.state for row in proposed} == {"proposed"}
    assert all(row.cents for row in (*decided, *proposed))


def test_a_call_back_tells_what_the_customer_said(office: ReportOffice) -> None:
    figure = cell("satisfaction", "said_of_units", "not_satisfied")
    found = rows_of(office, figure)
    assert {row.state for row in found} == {"not_satisfied"}
    assert {row.note for row in found} == {"goed"}
    (first,) = asked(
        office, "SELECT closed_at FROM call_back WHERE line_id = :id", id=found[0].line_id
    )
    assert found[0].at == at(first["closed_at"])


@pytest.mark.parametrize(("language", "channel"), [("nl", "Telefoon"), ("en", "Phone")])
def test_a_contact_tells_who_over_which_channel_and_how_long(
    office: ReportOffice, language: str, channel: str
) -> None:
    found = rows_of(office, cell("settled", "settled", "contacts", "phone"), language)
    assert {row.where for row in found} == {channel}
    assert {row.what for row in found} == {"", "Anneke de Vries"}
    assert {row.state for row in found} >= {"complaint", "order"}
    known = [row for row in found if row.line_id is not None]
    assert all(row.number.startswith("M") for row in known)
    assert all(row.number == "" for row in found if row.line_id is None)
    seconds = asked(
        office,
        "SELECT sum(handled_seconds) AS s FROM contact WHERE channel = 'phone'"
        " AND at >= :start AND at < :end",
        start=int(datetime(2026, 3, 31, 22, tzinfo=UTC).timestamp()),
        end=int(datetime(2026, 9, 30, 22, tzinfo=UTC).timestamp()),
    )
    assert sum(row.seconds or 0 for row in found) == int(str(seconds[0]["s"]))


def test_a_quarter_of_an_hour_belongs_to_its_channel(office: ReportOffice) -> None:
    every = cell("reached", "reached", "answered")
    numbers = office.reports.numbers(every)
    assert len(numbers) == len(set(numbers))
    found = rows_of(office, every)
    assert {row.where for row in found} == {"Telefoon", "Balie"}
    phone = rows_of(office, cell("reached", "reached", "answered", "phone"))
    assert {row.where for row in phone} == {"Telefoon"}
    assert sum(int(row.what) for row in phone) == sum(
        int(row.what) for row in found if row.where == "Telefoon"
    )
    table = office.reports.figures(every.asked, "nl").table("reached")
    assert sum(int(row.note) for row in found) == table.total[1]


def test_a_closing_tells_why_and_for_how_long(office: ReportOffice) -> None:
    found = rows_of(office, cell("reached", "reached", "closings", "phone"))
    assert {(row.note, row.seconds, row.where) for row in found} == {
        ("brandoefening", 2400, "Telefoon")
    }


def test_a_question_tells_whom_it_was_put_to_and_when_it_was_answered(
    office: ReportOffice,
) -> None:
    asked_of = ReportAsked("unit", FIRST, LAST, "unit", 2)
    found = rows_of(office, Cell(asked_of, "asked", "questions"))
    assert {(row.what, row.where) for row in found} == {("Kan dit?", "Voorraad")}
    answered = rows_of(office, Cell(asked_of, "asked", "answered"))
    assert {row.seconds for row in answered} <= {5 * 3600, 9 * 86_400}
    assert None in {row.seconds for row in found} or len(found) == len(answered)


def test_a_restricted_report_opens_only_its_own(office: ReportOffice) -> None:
    whole = rows_of(office, cell("demand", "demand", "lines"))
    of_unit = ReportAsked("unit", FIRST, LAST, "unit", 2)
    mine = rows_of(office, Cell(of_unit, "demand", "lines"))
    assert {row.where for row in mine} == {"Voorraad"}
    assert len(mine) == sum(row.where == "Voorraad" for row in whole)


def test_each_kind_of_record_is_opened_by_some_figure(office: ReportOffice) -> None:
    found = set()
    for spec in office.reports.listed():
        scope = (spec.needs.value, 1) if spec.needs else ("", 0)
        figures = office.reports.figures(ReportAsked(spec.id, FIRST, LAST, *scope), "nl")
        found |= {opens for table in figures.tables for opens in table.opens.values()}
    assert found == set(Opens)
