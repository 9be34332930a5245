"""A line that stays open past due over two closed months, in every figure that tells of it.

Paper costs 18.40 a box, and what is late is not charged. Amsterdam leaves summer time on 25 October
2026, so the half hour after midnight of 1 November is still October by UTC.
"""

from datetime import UTC, datetime, timedelta

import pytest

from fmdesk.core.domain.events import EventKind
from fmdesk.core.domain.ledger import AccountKind, EntryKind
from fmdesk.core.domain.period import Month
from fmdesk.core.domain.reporting import Cell, ReportAsked
from fmdesk.core.services.reports import Reports
from tests.integration.month.conftest import SmallOffice, database_content, engine, office
from tests.integration.month.stories import close_month, half_late

__all__ = ["database_content", "engine", "office"]
MONTHS = ("2026-10", "2026-11", "2026-12")
MIDNIGHT = datetime(2026, 10, 31, 23, 30, tzinfo=UTC)


def told(office: SmallOffice, first: str, last: str) -> tuple[int, ...]:
    """Return how many were kept and broken, and what was credited, by the history of charters."""
    asked = ReportAsked("charters", first, last)
    table = Reports(office.door).figures(asked, "nl").table("charters")
    codes = [column.code for column in table.spec.shown]
    return tuple(table.total[codes.index(one)] or 0 for one in ("kept", "broken", "credit"))


def opened(office: SmallOffice, month: str, column: str) -> set[str]:
    """Return the numbers of the lines that a figure of a month opens."""
    reports = Reports(office.door)
    cell = Cell(ReportAsked("charters", month, month), "charters", column)
    return {row.number for row in reports.rows(cell, reports.numbers(cell), "nl")}


def posted(office: SmallOffice, month: str) -> int:
    """Return what the ledger credited in a month, in cents."""
    with office.door.read() as work:
        entries = tuple(work.ledger.entries_of_month(Month.parse(month)))
    return -sum(
        row.cents
        for entry in entries
        for row in entry.rows
        if row.account is AccountKind.COST_CENTRE
        and entry.key.kind in (EntryKind.SANCTION, EntryKind.SANCTION_REVERSAL)
    )


@pytest.fixture
def lines(office: SmallOffice) -> dict[str, int]:
    """Order in October and November, and close both months with one line still open."""
    found = {"open": office.order().line_ids[0], "half": half_late(office)}
    office.time.at = MIDNIGHT
    found["midnight"] = office.order().line_ids[0]
    office.time.advance(days=3)
    office.deliver(found["midnight"], 1)
    close_month(office, "2026-10")
    found["kept"] = office.order().line_ids[0]
    office.deliver(found["kept"], 1)
    office.time.advance(days=31)
    close_month(office, "2026-11")
    return found


def test_a_breach_counts_in_the_month_of_its_line_alone(
    office: SmallOffice, lines: dict[str, int]
) -> None:
    """October: one kept, two broken, 18.40 and 92.00. November: one of each, 18.40 for the box of
    half past midnight. In December that box turns out to have come in time: 18.40 is taken back."""
    with office.door.read() as work:
        events = work.tickets.events(lines["midnight"])
    late = next(one for one in events if one.kind is EventKind.DELIVERED)
    office.record(
        lines["midnight"],
        EventKind.CORRECTED,
        corrects=late.number,
        corrected_at=late.at - timedelta(days=3) + timedelta(hours=1),
        reason="Bon nagekeken",
    )
    office.deliver(office.order().line_ids[0], 1)
    office.time.advance(days=31)
    close_month(office, "2026-12")
    expected = {"2026-10": (1, 2, 110_40), "2026-11": (1, 1, 18_40), "2026-12": (1, 0, -18_40)}
    for month, figures in expected.items():
        total = office.months.figures(month).total
        assert (total.kept, total.broken, total.credited_cents) == figures
        assert told(office, month, month) == figures
        assert posted(office, month) == figures[2]
    assert told(office, MONTHS[0], MONTHS[-1]) == (3, 3, 110_40)
    with office.door.read() as work:
        assert work.charters.breaches(Month(2026, 10), work.zone) == {1: 2}
        assert work.charters.breaches(Month(2026, 12), work.zone) == {}
        number = {name: work.months.heads([line])[line][0] for name, line in lines.items()}
        entry = work.ledger.entries_of_line(lines["midnight"])[-1]
    assert opened(office, "2026-10", "broken") == {number["open"], number["half"]}
    assert opened(office, "2026-11", "broken") == {number["midnight"]}
    assert opened(office, "2026-12", "broken") == set(), "the open line was told in October"
    assert opened(office, "2026-12", "credit") == {number["midnight"]}
    assert (entry.month, entry.reference) == ("2026-12", "2026-11"), "by UTC it is of October"
