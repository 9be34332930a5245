"""A decision stands when a run does not look at the line, whichever month that run is of.

Three boxes at 18.40, promised within 24 hours and still on their way: 55.20, which the stock bears
by the charter. October closes on 3 November.
"""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from fmdesk.core.domain.charter import Outcome, Sanction, SanctionKind
from fmdesk.core.domain.events import EventKind
from fmdesk.core.domain.ledger import AccountKind
from fmdesk.core.domain.objection import SanctionDraft, SanctionView
from fmdesk.core.ports import SanctionRecord
from fmdesk.testing import FakeTime
from tests.integration.month.conftest import (
    LATE_BREAK,
    MONDAY,
    NO_ENGINE,
    PAPER_CENTS,
    SmallOffice,
    charter,
)
from tests.integration.month.stories import balance, close_month, reopen_month, sanctions_of

OCTOBER, NOVEMBER, DECEMBER = "2026-10", "2026-11", "2026-12"
CENTS = 3 * PAPER_CENTS


def ten_a_day(url: str) -> None:
    """Put an office into a database in which late costs 10.00, and 10.00 more a day."""
    stepped = Sanction(
        SanctionKind.STEPPED,
        base_cents=10_00,
        per_step_cents=10_00,
        step_seconds=24 * 3600,
        max_steps=100,
        is_working_time=False,
    )
    made = SmallOffice(url, FakeTime(MONDAY), NO_ENGINE)
    made.build(charter(LATE_BREAK, stepped))
    made.close()


@pytest.fixture
def line(office: SmallOffice) -> int:
    """The order, on 3 November; the draft of October has told the stock."""
    (line,) = office.order(3).line_ids
    office.time.at = datetime(2026, 11, 3, 9, tzinfo=UTC)
    office.control(OCTOBER)
    return line


def stored(office: SmallOffice, line: int) -> SanctionRecord:
    (found,) = sanctions_of(office, line)
    return found


def decide(office: SmallOffice, line: int, kind: str, unit: str = "") -> None:
    draft = SanctionDraft(uuid4(), stored(office, line).id, kind, "Lift stuk", unit)
    office.sanctions.decide(draft)


def borne(office: SmallOffice, line: int, unit: str) -> int:
    """Return what a unit bears of a line by the ledger; the organisation for none."""
    with office.door.read() as work:
        number = work.people.unit_by_code(unit).id if unit else 0
    kind = AccountKind.UNIT if unit else AccountKind.ORGANISATION
    return balance(office, line).get((kind, number), 0)


def owed(office: SmallOffice) -> tuple[SanctionView, ...]:
    """Return what the stock reads under My unit."""
    with office.door.read() as work:
        stock = work.people.unit_by_code("stock").id
    return office.sanctions.owed(stock, "en")


@pytest.mark.parametrize(
    ("kind", "unit", "state"), [("move", "transport", "moved"), ("waive", "", "waived")]
)
def test_a_decision_outlives_the_drafts_of_later_months(
    office: SmallOffice, line: int, kind: str, unit: str, state: str
) -> None:
    """October is opened again after the draft of November; nobody decided anything anew."""
    decide(office, line, kind, unit)
    close_month(office, OCTOBER)
    before = balance(office, line)
    assert borne(office, line, unit) == CENTS
    office.control(NOVEMBER)
    reopen_month(office, OCTOBER, "Bon vergeten")
    office.control(NOVEMBER)
    assert stored(office, line).state == state
    office.control(OCTOBER)
    assert stored(office, line).state == state
    close_month(office, OCTOBER)
    assert balance(office, line) == before


def test_what_is_posted_is_not_told_as_new(office: SmallOffice, line: int) -> None:
    """The drafts of November leave it as it is, before October is opened again and after that."""
    close_month(office, OCTOBER)
    told = stored(office, line)
    office.time.advance(days=1)
    office.control(NOVEMBER)
    assert stored(office, line) == told
    reopen_month(office, OCTOBER, "Bon vergeten")
    opened = stored(office, line)
    assert (opened.state, opened.told_at) == ("proposed", told.told_at)
    office.control(NOVEMBER)
    assert stored(office, line) == opened
    close_month(office, OCTOBER)
    assert (stored(office, line).state, stored(office, line).told_at) == ("posted", told.told_at)


def test_what_a_month_posted_stays_a_sanction_of_that_month(office: SmallOffice, line: int) -> None:
    """The line is open still: the months after look at it and post nothing of it."""
    close_month(office, OCTOBER)
    office.time.advance(days=30)
    for month in (NOVEMBER, DECEMBER):
        office.control(month)
        assert [(one.month, one.state) for one in owed(office)] == [(OCTOBER, "posted")]
        close_month(office, month) if month == NOVEMBER else None
    assert office.sanctions.unposted("en") == ()


@pytest.mark.parametrize("database_content", [ten_a_day])
@pytest.mark.parametrize("is_late", [True, False])
def test_what_grew_in_a_later_draft_is_of_the_month_that_is_opened_again(
    office: SmallOffice, *, is_late: bool
) -> None:
    """290.00 is posted in October, November finds 310.00; then October is opened again.

    The paper had come ten days after the promise, or in time: 110.00, or nothing.
    """
    (line,) = office.order(100).line_ids
    office.time.at = datetime(2026, 11, 3, 9, tzinfo=UTC)
    close_month(office, OCTOBER)
    assert borne(office, line, "stock") == 290_00
    office.time.advance(days=2)
    office.control(NOVEMBER)
    grown = stored(office, line)
    assert (grown.month, grown.cents, grown.state) == (NOVEMBER, 310_00, "proposed")
    office.deliver(line, 100)
    with office.door.read() as work:
        event = work.tickets.events(line)[1]
    right = MONDAY + (timedelta(days=11, hours=1) if is_late else timedelta(hours=20))
    changes = {"corrects": event.number, "corrected_at": right, "reason": "Bon nagekeken"}
    office.record(line, EventKind.CORRECTED, **changes)
    reopen_month(office, OCTOBER, "Bon vergeten")
    office.control(OCTOBER)
    found = stored(office, line)
    state = ("proposed", OCTOBER) if is_late else ("withdrawn", NOVEMBER)
    assert (found.state, found.month) == state
    close_month(office, OCTOBER)
    paid = 100 * PAPER_CENTS
    assert borne(office, line, "stock") + paid == (110_00 if is_late else 0)
    assert stored(office, line).state == ("posted" if is_late else "withdrawn")


def test_a_decision_outlives_a_verdict_in_quarantine(
    office: SmallOffice, line: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While nobody knows whether it is broken, nothing is taken back that was decided of it."""
    decide(office, line, "waive")
    with monkeypatch.context() as patch:
        kind = type(office.engine)
        patch.setattr(kind, "check", lambda _self, asked: [Outcome.EXCUSED] * len(asked))
        assert office.control(OCTOBER).quarantined == 1
    assert stored(office, line).state == "waived"
    close_month(office, OCTOBER)
    assert borne(office, line, "") == CENTS
