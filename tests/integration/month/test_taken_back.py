"""A sanction that a closed month posted and a later one took back, wherever the unit reads of it.

Two orders of ten boxes at 18.40 came late in October, which closed: 184.00 each. The sanction
of one was waived. In November both turn out to have come in time.
"""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest

from fmdesk.core.domain.events import EventKind
from fmdesk.core.domain.instants import to_epoch
from fmdesk.core.domain.objection import SanctionDraft, SanctionView, TakenBack
from fmdesk.core.services.budgets import credited
from tests.integration.month.conftest import PAPER_CENTS, SmallOffice
from tests.integration.month.stories import close_month, sanctions_of

OCTOBER, NOVEMBER, DECEMBER, JANUARY = "2026-10", "2026-11", "2026-12", "2027-01"
CENTS = 10 * PAPER_CENTS
REVERSED = """SELECT line_id, month, posted_at FROM journal_entry
WHERE kind = 'sanction_reversal' ORDER BY line_id"""
"""What was taken back, in which month and when, asked without the program."""


@pytest.fixture
def lines(office: SmallOffice) -> tuple[int, int]:
    """The two late orders; October is closed."""
    made = office.order(10).line_ids[0], office.order(10).line_ids[0]
    office.time.advance(hours=30)
    for line in made:
        office.deliver(line, 10)
    office.control(OCTOBER)
    (sanction,) = sanctions_of(office, made[1])
    office.sanctions.decide(SanctionDraft(uuid4(), sanction.id, "waive", "Lift stuk"))
    office.time.advance(days=30)
    close_month(office, OCTOBER)
    return made


def correct(office: SmallOffice, line: int, hours: int) -> None:
    """Correct the delivery: it came so many hours after the order."""
    with office.door.read() as work:
        first, event = work.tickets.events(line)[:2]
    right = first.at + timedelta(hours=hours)
    changes = {"corrects": event.number, "corrected_at": right, "reason": "Bon nagekeken"}
    office.record(line, EventKind.CORRECTED, **changes)


def owed(office: SmallOffice) -> dict[int, SanctionView]:
    """Return what the stock reads of what it bears, by line."""
    with office.door.read() as work:
        stock = work.people.unit_by_code("stock").id
    return {one.line_id: one for one in office.sanctions.owed(stock, "en")}


def charged(office: SmallOffice, line: int) -> tuple[int, int]:
    """Return what a line is charged by its page, and what budgets take off."""
    shown = office.queries.line(line, "en")
    with office.door.read() as work:
        return sum(one.charged_cents for one in shown.deliveries), credited(work, line)


def test_the_unit_reads_that_it_was_taken_back_and_when(
    office: SmallOffice, lines: tuple[int, int]
) -> None:
    """The draft of November posts nothing, so until its close the ledger has them still."""
    for line in lines:
        correct(office, line, hours=20)
    office.control(NOVEMBER)
    assert [one.state for one in owed(office).values()] == ["posted", "waived"]
    assert [one.taken_back for one in owed(office).values()] == [None, None]
    office.time.advance(days=31)
    close_month(office, NOVEMBER)
    closed_at = office.time.at
    with office.database.read() as connection:
        rows = connection.exec_driver_sql(REVERSED).all()
    assert [tuple(row) for row in rows] == [(one, NOVEMBER, to_epoch(closed_at)) for one in lines]
    office.time.advance(days=3)
    for line in lines:
        (shown,) = office.sanctions.of_line(line, "nl")
        for view in (owed(office)[line], shown):
            assert (view.taken_back, view.month) == (TakenBack(NOVEMBER, closed_at), OCTOBER)
            assert (view.may_object, view.may_withdraw, view.is_moved_away) == (False,) * 3
        assert charged(office, line) == (CENTS, 0), "the department pays it whole"
    assert office.sanctions.unposted("en") == ()
    assert office.sanctions.open("en") == ()


def test_what_is_late_once_more_is_proposed_and_heard_anew(
    office: SmallOffice, lines: tuple[int, int]
) -> None:
    """In December the paper turns out to have come late after all: that is told as new."""
    posted = lines[0]
    correct(office, posted, hours=20)
    office.time.advance(days=31)
    close_month(office, NOVEMBER)
    correct(office, posted, hours=30)
    office.time.advance(days=2)
    office.control(DECEMBER)
    again = owed(office)[posted]
    assert (again.state, again.taken_back, again.month) == ("proposed", None, DECEMBER)
    assert again.may_object
    assert again.told_at == office.time.at
    office.time.advance(days=31)
    close_month(office, DECEMBER)
    stands = owed(office)[posted]
    assert (stands.state, stands.taken_back) == ("posted", None)
    (other,) = sanctions_of(office, lines[1])
    assert other.state == "waived", "nothing of it was corrected"


def test_it_is_read_for_ninety_days_after_it_was_taken_back(
    office: SmallOffice, lines: tuple[int, int]
) -> None:
    """Told in October and taken back in January: longer ago than a unit reads of otherwise."""
    office.time.advance(days=31)
    close_month(office, NOVEMBER)
    office.time.advance(days=31)
    close_month(office, DECEMBER)
    correct(office, lines[0], hours=20)
    office.time.at = datetime.fromisoformat("2027-02-02T09:00:00+00:00")
    assert owed(office) == {}, "nothing of October is read of any more"
    close_month(office, JANUARY)
    (view,) = owed(office).values()
    assert view.taken_back == TakenBack(JANUARY, office.time.at)
    office.time.advance(days=91)
    assert owed(office) == {}
