"""Corrections of a closed month: each is listed with what was posted and what takes it back.

Ten boxes at 18.40, promised within 24 hours. Late costs 20.00, and 20.00 more for every whole day
over. October closes with three lines that came three days late, 80.00 each; of the third the
sanction was waived. In November the first turns out to have come in time, the second to have been
one day late, and the third in time too.
"""

from datetime import timedelta
from io import BytesIO
from uuid import uuid4

import pytest
from openpyxl import load_workbook

from fmdesk.core.domain.broken import BrokenLine, Earlier
from fmdesk.core.domain.charter import Sanction, SanctionKind
from fmdesk.core.domain.events import EventKind
from fmdesk.core.domain.objection import SanctionDraft
from fmdesk.core.domain.views import MonthFigures
from fmdesk.i18n import using_language
from fmdesk.reports.broken_sheets import WAIVED
from fmdesk.reports.month_sheets import sums_of
from fmdesk.testing import FakeTime, Fill
from tests.integration.month.conftest import LATE_BREAK, MONDAY, NO_ENGINE, SmallOffice, charter
from tests.integration.month.stories import close_month, sanctions_of

OCTOBER, NOVEMBER = "2026-10", "2026-11"
STEPPED = Sanction(
    SanctionKind.STEPPED,
    base_cents=20_00,
    per_step_cents=20_00,
    step_seconds=24 * 3600,
    max_steps=20,
    is_working_time=False,
)
CREDITED = """SELECT e.month, -sum(r.cents) FROM journal_entry e
JOIN journal_row r ON r.entry_id = e.id
WHERE e.line_id = {line} AND r.account = 'cost_centre'
AND e.kind IN ('sanction', 'sanction_reversal')
GROUP BY e.month ORDER BY e.month"""
"""What the ledger gives the customer of a line by month, asked without the program."""


def twenty_a_day(url: str) -> None:
    """Put an office with the stepped sanction into a database."""
    made = SmallOffice(url, FakeTime(MONDAY), NO_ENGINE)
    made.build(charter(LATE_BREAK, STEPPED))
    made.close()


@pytest.fixture
def database_content() -> Fill:
    return twenty_a_day


@pytest.fixture
def lines(office: SmallOffice) -> tuple[int, ...]:
    """Three lines of October, closed, and corrected in November."""
    made = tuple(office.order(10).line_ids[0] for _line in range(3))
    office.time.advance(hours=24 + 3 * 24 + 1)
    for line in made:
        office.deliver(line, 10)
    office.control(OCTOBER)
    (sanction,) = sanctions_of(office, made[2])
    office.sanctions.decide(SanctionDraft(uuid4(), sanction.id, "waive", "Lift stuk"))
    office.time.advance(days=30)
    close_month(office, OCTOBER)
    for line, days in zip(made, (4, 2, 4), strict=True):
        correct(office, line, days)
    return made


def correct(office: SmallOffice, line: int, days: int) -> None:
    """Correct a delivery: it came some days earlier."""
    with office.door.read() as work:
        event = work.tickets.events(line)[1]
    right = event.at - timedelta(days=days)
    changes = {"corrects": event.number, "corrected_at": right, "reason": "Bon nagekeken"}
    office.record(line, EventKind.CORRECTED, **changes)


def late_facts(figures: MonthFigures) -> list[BrokenLine]:
    return sorted((one for one in figures.broken if one.is_late_fact), key=lambda one: one.line_id)


def test_what_is_taken_back_or_lowered_is_listed_with_what_was_posted(
    office: SmallOffice, lines: tuple[int, ...]
) -> None:
    """The draft lists all three; closed, each pair of amounts is what the ledger has."""
    office.order()
    draft = office.control(NOVEMBER)
    found = late_facts(draft)
    assert [one.line_id for one in found] == list(lines)
    assert [one.cents for one in found] == [-80_00, -40_00, -80_00]
    assert [one.earlier for one in found] == [
        Earlier(OCTOBER, 80_00, 0, is_taken_back=True, borne_by="Voorraad"),
        Earlier(OCTOBER, 80_00, 0, borne_by="Voorraad"),
        Earlier(OCTOBER, 80_00, 0, is_taken_back=True, borne_by=""),
    ]
    assert [one.borne_by for one in found] == ["Voorraad", "Voorraad", ""]
    assert [one.state for one in found] == ["posted", "posted", WAIVED]
    assert draft.total.credited_cents == -200_00
    with using_language("en"):
        for title, sums in sums_of(draft):
            assert sums[-2] == -200_00, title
            assert sums[-1] in (None, -80_00), title
        tables = load_workbook(
            BytesIO(office.months.report(NOVEMBER, "monthly", "en", "xlsx")), read_only=True
        )
    head, *rows = tables["Corrections of earlier months"].iter_rows(values_only=True)
    listed = {row[0]: dict(zip(head, row, strict=True)) for row in rows[:-1]}
    assert [
        (row["First posted in"], row["Posted earlier"], row["Credited"], row["State"])
        for row in (listed[one.number] for one in found)
    ] == [
        ("October 2026", 80, -80, "taken back"),
        ("October 2026", 80, -40, "posted"),
        ("October 2026", 80, -80, "taken back"),
    ]
    assert dict(zip(head, rows[-1], strict=True))["Posted earlier"] == 240
    csv = office.months.report(NOVEMBER, "sanctions", "nl", "csv").decode("utf-8-sig")
    assert csv.count("teruggenomen") == 2
    assert csv.count("Oktober 2026;80,00") + csv.count("oktober 2026;80,00") == 3
    office.time.advance(days=31)
    close_month(office, NOVEMBER)
    back = [view.taken_back for line in lines for view in office.sanctions.of_line(line, "en")]
    assert [one and one.month for one in back] == [NOVEMBER, None, NOVEMBER], "one is lower only"
    for one in late_facts(office.months.figures(NOVEMBER)):
        with office.database.read() as connection:
            rows = connection.exec_driver_sql(CREDITED.format(line=one.line_id)).all()
        assert one.earlier is not None
        posted = [(month, int(cents)) for month, cents in rows]
        assert posted == [(OCTOBER, one.earlier.cents), (NOVEMBER, one.cents)]


def test_what_broke_late_has_nothing_before_it(office: SmallOffice) -> None:
    """The control of the test above: a line of October that is late in November for the first
    time; and a month that corrects nothing lists nothing."""
    office.time.at = MONDAY.replace(day=31, hour=20)
    (line,) = office.order(10).line_ids
    office.time.advance(hours=14)
    close_month(office, OCTOBER)
    assert late_facts(office.control(NOVEMBER)) == []
    office.time.advance(days=2)
    (found,) = late_facts(office.control(NOVEMBER))
    assert (found.line_id, found.earlier, found.is_taken_back) == (line, None, False)
