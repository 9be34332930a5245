"""A sanction of a closed month that another unit bears afterwards, for the same amount.

Ten boxes at 18.40, promised within 24 hours; whose steps overran most bears it. October closes with
the stock as the bearer of 184.00. In November the desk turns out to have kept the order for four
and a half hours: from then on the desk bears it, and the customer's credit stays as it is.
"""

from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from uuid import uuid4

import pytest
from openpyxl import load_workbook

from fmdesk.core.domain.broken import BrokenLine, Earlier
from fmdesk.core.domain.charter import Bearer, Sanction, SanctionKind
from fmdesk.core.domain.events import EventKind
from fmdesk.core.domain.objection import SanctionDraft
from fmdesk.core.domain.views import MonthFigures
from fmdesk.i18n import using_language
from fmdesk.reports.month_sheets import sums_of
from fmdesk.testing import FakeTime, Fill
from tests.integration.month.conftest import LATE_BREAK, MONDAY, NO_ENGINE, SmallOffice, charter
from tests.integration.month.stories import close_month, sanctions_of

OCTOBER, NOVEMBER, DECEMBER = "2026-10", "2026-11", "2026-12"
BORNE = """SELECT e.month, coalesce(u.name, ''), sum(r.cents), sum(e.points) FROM journal_entry e
JOIN journal_row r ON r.entry_id = e.id
LEFT JOIN unit u ON r.account = 'unit' AND u.id = r.account_id
WHERE r.account <> 'cost_centre' AND (r.account = 'unit' OR r.cents <> 0)
AND e.kind IN ('sanction', 'sanction_reversal', 'move')
GROUP BY e.month, coalesce(u.name, '')"""
"""What each unit, or none, bears more or less by month, asked without the program."""


def late_for(sanction: Sanction) -> Fill:
    """Return what puts an office with a sanction, fair over the cut, into a database."""

    def fill(url: str) -> None:
        made = SmallOffice(url, FakeTime(MONDAY), NO_ENGINE)
        made.build(charter(LATE_BREAK, sanction, bearer=Bearer.OVERRUN))
        made.close()

    return fill


MONEY, POINTS = (
    late_for(Sanction(SanctionKind.NOT_CHARGED)),
    late_for(Sanction(SanctionKind.POINTS, points=3)),
)


@pytest.fixture
def database_content() -> Fill:
    return MONEY


@pytest.fixture
def line(office: SmallOffice) -> int:
    """The order that the desk turns out to have kept, after October was closed."""
    (line,) = office.order(10).line_ids
    office.time.advance(minutes=30)
    office.record(line, EventKind.STEP_FINISHED, step=0)
    office.time.advance(hours=29)
    office.deliver(line, 10)
    office.control(OCTOBER)
    office.time.advance(days=30)
    close_month(office, OCTOBER)
    with office.door.read() as work:
        event = work.tickets.events(line)[1]
    right = event.at + timedelta(hours=4)
    changes = {"corrects": event.number, "corrected_at": right, "reason": "Bon nagekeken"}
    office.record(line, EventKind.CORRECTED, **changes)
    return line


def late_facts(figures: MonthFigures) -> list[BrokenLine]:
    return [one for one in figures.broken if one.is_late_fact]


def borne(office: SmallOffice, month: str) -> dict[str, tuple[int, int]]:
    """Return what the ledger of a month says of each unit: cents and points."""
    with office.database.read() as connection:
        rows = connection.exec_driver_sql(BORNE).all()
    return {unit: (int(cents), int(points)) for of, unit, cents, points in rows if of == month}


def ties(figures: MonthFigures) -> None:
    """Each table of the report that shows them has the sums of the month."""
    total = figures.total
    for title, (*_counts, credited, waived) in sums_of(figures):
        assert credited == total.credited_cents, title
        assert waived in (None, total.waived_cents), title


def test_who_bears_it_now_and_who_did_stand_among_the_late_facts(
    office: SmallOffice, line: int
) -> None:
    """In the draft and once closed, on the papers too; the month after has nothing more of it."""
    (found,) = late_facts(office.control(NOVEMBER))
    assert (found.line_id, found.cents, found.borne_by) == (line, 0, "Servicedesk")
    assert found.earlier == Earlier(OCTOBER, 184_00, 0, borne_by="Voorraad")
    assert (found.is_moved, found.is_only_moved, found.is_taken_back) == (True, True, False)
    for language, title, names in (
        ("en", "Corrections of earlier months", ("Borne by", "Borne earlier by")),
        ("nl", "Correcties op eerdere maanden", ("Gedragen door", "Eerder gedragen door")),
    ):
        paper = office.months.report(NOVEMBER, "monthly", language, "xlsx")
        head, row, *_rest = load_workbook(BytesIO(paper))[title].iter_rows(values_only=True)
        told = dict(zip(head, row, strict=True))
        assert [told[name] for name in names] == ["Servicedesk", "Voorraad"]
    csv = office.months.report(NOVEMBER, "sanctions", "en", "csv").decode("utf-8-sig")
    assert csv.rstrip().endswith("0.00,0,proposed,yes,October 2026,184.00,Voorraad")
    office.time.advance(days=31)
    close_month(office, NOVEMBER)
    closed = office.months.figures(NOVEMBER)
    assert late_facts(closed) == [replace(found, state="posted")]
    assert borne(office, NOVEMBER) == {"Servicedesk": (184_00, 0), "Voorraad": (-184_00, 0)}
    assert closed.total.credited_cents == 0, "the customer's credit stays"
    ties(closed)
    assert late_facts(office.control(DECEMBER)) == []


def test_what_is_waived_afterwards_says_so_and_still_ties(office: SmallOffice, line: int) -> None:
    """The desk is told in November, and a controller lets nobody bear it."""
    office.control(NOVEMBER)
    (sanction,) = sanctions_of(office, line)
    office.sanctions.decide(SanctionDraft(uuid4(), sanction.id, "waive", "Lift stuk"))
    office.time.advance(days=31)
    close_month(office, NOVEMBER)
    figures = office.months.figures(NOVEMBER)
    (found,) = late_facts(figures)
    assert (found.borne_by, found.cents, found.waived_cents) == ("", 0, 184_00)
    assert found.earlier == Earlier(OCTOBER, 184_00, 0, borne_by="Voorraad")
    assert borne(office, NOVEMBER) == {"": (184_00, 0), "Voorraad": (-184_00, 0)}
    assert figures.total.waived_cents == 184_00
    with using_language("en"):
        ties(figures)
    waived = {(one.unit, one.cents, one.waived_cents) for one in figures.sanctions}
    assert waived == {("Voorraad", -184_00, 0), ("Servicedesk", 0, 184_00)}


@pytest.mark.parametrize("database_content", [POINTS])
def test_points_that_move_are_a_late_fact_too(office: SmallOffice, line: int) -> None:
    (found,) = late_facts(office.control(NOVEMBER))
    assert (found.line_id, found.points, found.borne_by) == (line, 0, "Servicedesk")
    assert found.earlier == Earlier(OCTOBER, 0, 3, borne_by="Voorraad")
    office.time.advance(days=31)
    close_month(office, NOVEMBER)
    assert borne(office, NOVEMBER) == {"Servicedesk": (0, 3), "Voorraad": (0, -3)}
    assert late_facts(office.control(DECEMBER)) == []
