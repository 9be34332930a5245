"""An office that closes a month only once every term of objection has ended.

Ten boxes at 18.40, promised within 24 hours. Late costs 2.00, and 2.00 more for every whole day
over, so an open line costs more with every control.
"""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from fmdesk.core.domain.charter import Sanction, SanctionKind
from fmdesk.core.domain.errors import ConflictError
from fmdesk.core.domain.views import Changes
from fmdesk.core.ports import SanctionRecord, UnitOfWork
from fmdesk.core.services.objection_rules import CLOSE_WAITS
from fmdesk.testing import FakeTime, Fill
from tests.integration.month.conftest import LATE_BREAK, MONDAY, NO_ENGINE, SmallOffice, charter
from tests.integration.month.stories import close_month, in_both, sanctions_of

MONTH = "2026-10"
DAY = timedelta(days=1)


def every_term_ends(url: str) -> None:
    """Put an office with a stepped sanction, and that waits for the terms, into a database."""
    stepped = Sanction(
        SanctionKind.STEPPED,
        base_cents=2_00,
        per_step_cents=2_00,
        step_seconds=24 * 3600,
        max_steps=200,
        is_working_time=False,
    )
    made = SmallOffice(url, FakeTime(MONDAY), NO_ENGINE)
    made.build(charter(LATE_BREAK, stepped))

    def put(work: UnitOfWork) -> Changes:
        work.settings.put(CLOSE_WAITS, "True")
        return Changes()

    made.door.run(uuid4(), "test.set", None, put, Changes)
    made.close()


@pytest.fixture
def database_content() -> Fill:
    return every_term_ends


@pytest.fixture
def line(office: SmallOffice) -> int:
    """An order that is never delivered, on the first working day of November."""
    (line,) = office.order(10).line_ids
    office.time.at = datetime(2026, 11, 2, 9, tzinfo=UTC)
    return line


def stored(office: SmallOffice, line: int) -> SanctionRecord:
    (found,) = sanctions_of(office, line)
    return found


def until(office: SmallOffice, line: int) -> datetime:
    """Return until when the month waits for its sanction."""
    at = stored(office, line).waits_until
    assert at is not None
    return at


def refused(office: SmallOffice) -> ConflictError:
    with pytest.raises(ConflictError) as caught:
        close_month(office, MONTH)
    return caught.value


def test_an_open_line_that_costs_more_every_day_does_not_hold_its_month_open(
    office: SmallOffice, line: int
) -> None:
    """Control every day: the unit may object to each larger amount, the month waits for once."""
    office.control(MONTH)
    first = stored(office, line)
    while office.time.at + DAY < until(office, line):
        office.time.advance(days=1)
        office.control(MONTH)
        assert refused(office).code == "month.terms"
    office.time.at = until(office, line)
    office.control(MONTH)
    told = stored(office, line)
    assert told.cents == first.cents + 14 * 2_00
    assert told.term_ends_at is not None
    assert told.term_ends_at > until(office, line), "the unit may object to what it is now"
    close_month(office, MONTH)
    assert stored(office, line).state == "posted"


def test_what_the_close_itself_finds_is_told_by_a_control_first(
    office: SmallOffice, line: int
) -> None:
    """A refused close tells nobody anything: no term has begun, and no date is promised."""
    for _days in range(2):
        error = refused(office)
        assert error.code == "month.untold"
        dutch, english = in_both(error)
        assert "Run control" in english
        assert "Voer de controle uit" in dutch
        assert not sanctions_of(office, line)
        office.time.advance(days=15)
    office.control(MONTH)
    office.time.advance(days=1)
    error = refused(office)
    assert error.code == "month.terms"
    assert str(error.params["until"]) in in_both(error)[1]
    office.time.at = until(office, line)
    close_month(office, MONTH)
    assert stored(office, line).state == "posted"


def test_a_month_waits_for_what_came_to_light_in_a_later_control(office: SmallOffice) -> None:
    """A line of the last days becomes late once the first one was told."""
    (early,) = office.order(10).line_ids
    office.time.at = datetime(2026, 10, 30, 9, tzinfo=UTC)
    (last,) = office.order(10).line_ids
    office.control(MONTH)
    office.time.at = until(office, early)
    assert refused(office).code == "month.untold"
    office.control(MONTH)
    assert refused(office).code == "month.terms"
    assert until(office, early) < until(office, last)
    office.time.at = until(office, last)
    close_month(office, MONTH)
