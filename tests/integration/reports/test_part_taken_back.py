"""A delivered or open part that is no more after its month was closed, in the charter history.

Paper costs 18.40 a box, and what is late is not charged. Of ten boxes of October five come in time
and five never; of two boxes none comes. Both are credited, and both are cancelled in November: the
five that were late, and the two, are no part of anything any more.
"""

import pytest

from fmdesk.core.domain.charter import Outcome
from fmdesk.core.domain.events import EventKind
from fmdesk.core.domain.reporting import Cell, ReportAsked
from fmdesk.core.services.reports import Reports
from tests.integration.month.conftest import SmallOffice, database_content, engine, office
from tests.integration.month.stories import close_month, half_late

__all__ = ["database_content", "engine", "office"]

OCTOBER, NOVEMBER, DECEMBER = "2026-10", "2026-11", "2026-12"
CREDITED = """SELECT e.month, -sum(r.cents) FROM journal_entry e
JOIN journal_row r ON r.entry_id = e.id
WHERE r.account = 'cost_centre' AND e.kind IN ('sanction', 'sanction_reversal')
GROUP BY e.month"""
"""What the ledger gives the customers by month, asked without the program."""


def told(office: SmallOffice, first: str, last: str) -> dict[str, int]:
    """Return by month what the charter history says was credited."""
    table = Reports(office.door).figures(ReportAsked("charters", first, last), "en")
    shown = table.table("charters")
    place = [column.code for column in shown.spec.shown].index("credit")
    return {str(row.key[1]): row.values[place] or 0 for row in shown.rows}


def opened(office: SmallOffice, month: str) -> list[int]:
    """Return the lines that the credit of a month opens."""
    cell = Cell(ReportAsked("charters", month, month), "charters", "credit")
    return sorted(Reports(office.door).numbers(cell))


def posted(office: SmallOffice) -> dict[str, int]:
    """Return by month what the ledger says was credited."""
    with office.database.read() as connection:
        rows = connection.exec_driver_sql(CREDITED).all()
    return {month: int(cents) for month, cents in rows if cents}


@pytest.fixture
def lines(office: SmallOffice) -> tuple[int, int]:
    """Two lines of which something is credited in October and nothing is left in November."""
    (half,), (none,) = office.order(10).line_ids, office.order(2).line_ids
    office.time.advance(hours=20)
    office.deliver(half, 5)
    half_late(office)  # which stays as it is
    office.time.advance(days=30)
    close_month(office, OCTOBER)
    for line in (half, none):
        office.record(line, EventKind.CANCELLED, reason="Niet meer nodig")
    return half, none


def test_a_part_that_is_no_more_is_taken_back_in_the_charter_history(
    office: SmallOffice, lines: tuple[int, int]
) -> None:
    """92.00 for the five, 36.80 for the two; the line that stays keeps its 92.00."""
    assert told(office, OCTOBER, OCTOBER) == posted(office) == {OCTOBER: 220_80}
    draft = office.control(NOVEMBER)
    assert draft.total.credited_cents == -128_80
    assert told(office, NOVEMBER, NOVEMBER) == {NOVEMBER: -128_80}, "the draft says it already"
    assert opened(office, NOVEMBER) == sorted(lines)
    office.time.advance(days=31)
    close_month(office, NOVEMBER)
    office.time.advance(days=31)
    close_month(office, DECEMBER)
    both = {OCTOBER: 220_80, NOVEMBER: -128_80}
    assert {month: cents for month, cents in told(office, OCTOBER, DECEMBER).items() if cents} == (
        both
    )
    assert posted(office) == both
    assert opened(office, DECEMBER) == []


def test_what_is_no_more_is_no_verdict_that_counts(
    office: SmallOffice, lines: tuple[int, int]
) -> None:
    """It is neither kept nor broken, in no total, and a second control says the same."""
    for _again in range(2):
        draft = office.control(NOVEMBER)
        total = draft.total
        assert (total.lines, total.kept, total.broken, total.running) == (0, 0, 0, 0)
        with office.door.read() as work:
            verdicts = [one for line in lines for one in work.months.verdicts(line)]
        late = [one for month, one in verdicts if month == NOVEMBER]
        gone = [one for one in late if one.verdict.outcome is Outcome.NOT_APPLICABLE]
        assert [(one.verdict.line_id, one.verdict.part, one.cents) for one in gone] == [
            (lines[0], 2, 0),
            (lines[1], 1, 0),
        ]
