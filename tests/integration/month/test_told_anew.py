"""A sanction that grew, or that another unit bears now: told anew, and decided anew by two.

Ten boxes at 18.40; 24 hours promised. Late costs 20.00, and 20.00 more for every whole day over,
once for the line; the office lets one controller decide up to 50.00.
"""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest

from fmdesk.core.domain.charter import Sanction, SanctionKind
from fmdesk.core.domain.errors import DomainError
from fmdesk.core.domain.events import EventKind
from fmdesk.core.domain.ledger import AccountKind
from fmdesk.core.domain.objection import Act, SanctionDraft, SanctionView
from fmdesk.core.domain.views import Changes
from fmdesk.core.ports import SanctionRecord, UnitOfWork
from fmdesk.core.services.objection_rules import SECOND_ABOVE
from fmdesk.testing import FakeTime, Fill
from tests.integration.month.conftest import (
    LATE_BREAK,
    MONDAY,
    NO_ENGINE,
    SmallOffice,
    charter,
)
from tests.integration.month.stories import balance, close_month, sanctions_of

MONTH = "2026-10"
STEPPED = Sanction(
    SanctionKind.STEPPED,
    base_cents=20_00,
    per_step_cents=20_00,
    step_seconds=24 * 3600,
    max_steps=20,
    is_working_time=False,
)


def twenty_a_day(url: str) -> None:
    """Put an office with the stepped sanction into a database."""
    made = SmallOffice(url, FakeTime(MONDAY), NO_ENGINE)
    made.build(charter(LATE_BREAK, STEPPED))

    def put(work: UnitOfWork) -> Changes:
        work.settings.put(SECOND_ABOVE, "50")
        return Changes()

    made.door.run(uuid4(), "test.set", None, put, Changes)
    made.close()


@pytest.fixture
def database_content() -> Fill:
    return twenty_a_day


@pytest.fixture
def late(office: SmallOffice) -> int:
    """An order that is 30 hours old and open: six over, 20.00; the draft has told the stock."""
    (line,) = office.order(10).line_ids
    office.time.advance(hours=30)
    office.control(MONTH)
    return line


def refused(code: str, act: Callable[[], object]) -> None:
    with pytest.raises(DomainError) as caught:
        act()
    assert caught.value.code == code


def stored(office: SmallOffice, line: int) -> SanctionRecord:
    (found,) = sanctions_of(office, line)
    return found


def view(office: SmallOffice) -> SanctionView:
    (found,) = office.sanctions.unposted("nl")
    return found


def say(
    office: SmallOffice, kind: Act, unit: str = "", who: str = "anneke", shown: int | None = None
) -> Changes:
    """Say something about the sanction as somebody who sees it as it is, or as it was."""
    row = view(office)
    draft = SanctionDraft(uuid4(), row.id, kind.value, "gezien", unit, shown or row.version)
    second = kind in (Act.AGREE, Act.REFUSE)
    act = office.sanctions.second if second else office.sanctions.decide
    act = office.sanctions.object_to if kind is Act.OBJECTION else act
    office.door.actor = who
    try:
        return act(draft)
    finally:
        office.door.actor = "anneke"


def grow(office: SmallOffice, days: int) -> None:
    office.time.advance(days=days)
    office.control(MONTH)


def test_what_was_confirmed_for_less_may_be_objected_to(office: SmallOffice, late: int) -> None:
    """Confirmed at 20.00; ten days on 220.00, cut to the price of 184.00: the stock may object."""
    first = stored(office, late)
    say(office, Act.CONFIRM)
    office.control(MONTH)
    same = stored(office, late)
    assert (same.state, same.cents, same.told_at) == ("confirmed", 20_00, first.told_at)
    office.time.advance(days=10)
    figures = office.control(MONTH)
    assert [one.state for one in figures.broken] == ["proposed"], "the draft says so at once"
    grown = stored(office, late)
    assert (grown.state, grown.cents, grown.told_at) == ("proposed", 184_00, office.time.at)
    assert grown.term_ends_at is not None
    assert grown.term_ends_at > office.time.at + timedelta(days=10)
    assert say(office, Act.OBJECTION).months == (MONTH,)


def test_what_is_only_proposed_and_grew_begins_its_term_anew(
    office: SmallOffice, late: int
) -> None:
    """Told at 20.00; the same again leaves the term as it is, a day later 40.00 begins another."""
    first = stored(office, late)
    assert first.term_ends_at is not None
    office.time.advance(hours=1)
    office.control(MONTH)
    assert stored(office, late) == first
    office.time.at = first.term_ends_at + timedelta(hours=1)
    refused("sanction.term_over", lambda: say(office, Act.OBJECTION))
    office.control(MONTH)
    grown = stored(office, late)
    assert (grown.state, grown.cents > first.cents) == ("proposed", True)
    assert grown.told_at == office.time.at
    assert say(office, Act.OBJECTION).months == (MONTH,)
    office.time.advance(days=1)
    office.deliver(late, 10)
    office.control(MONTH)
    assert view(office).standing.objection, "what it said of less still waits"


def test_a_confirmation_that_waits_is_of_what_it_cost_then(office: SmallOffice, late: int) -> None:
    """Bas would confirm 80.00; at 100.00 that falls away, and the stock may object to it."""
    grow(office, 3)
    say(office, Act.CONFIRM, who="bas")
    refused("sanction.pending", lambda: say(office, Act.OBJECTION))
    grow(office, 1)
    refused("sanction.nothing_pending", lambda: say(office, Act.AGREE))
    assert [one.kind for one in view(office).acts] == [Act.CONFIRM, Act.MORE]
    assert view(office).may_object
    assert say(office, Act.OBJECTION).months == (MONTH,)


def test_what_was_posted_for_less_may_be_objected_to_in_the_next_month(
    office: SmallOffice, late: int
) -> None:
    """Closed at 20.00; in November it turns out to have come a day later, for 40.00."""
    office.time.advance(hours=1)
    office.deliver(late, 10)
    office.time.advance(days=31)
    close_month(office, MONTH)
    assert (stored(office, late).state, stored(office, late).cents) == ("posted", 20_00)
    with office.door.read() as work:
        event = work.tickets.events(late)[1]
    right = event.at + timedelta(days=1)
    changes = {"corrects": event.number, "corrected_at": right, "reason": "bon nagekeken"}
    office.record(late, EventKind.CORRECTED, **changes)
    office.control("2026-11")
    told = stored(office, late)
    assert (told.state, told.cents, told.month) == ("proposed", 40_00, "2026-11")
    assert told.told_at == office.time.at
    say(office, Act.OBJECTION)
    assert view(office).standing.is_open


@pytest.mark.parametrize(("kind", "unit"), [(Act.MOVE, "transport"), (Act.WAIVE, "")])
def test_a_decision_of_one_waits_for_a_second_once_it_grew_above_the_amount(
    office: SmallOffice, late: int, kind: Act, unit: str
) -> None:
    """20.00 and 40.00 are for one controller, 80.00 is not: nothing is posted before two agree."""
    say(office, kind, unit)
    grow(office, 1)
    state = "moved" if unit else "waived"
    assert (stored(office, late).state, stored(office, late).cents) == (state, 40_00)
    office.time.advance(days=2)
    office.deliver(late, 10)
    office.time.advance(days=31)
    refused("month.grown", lambda: close_month(office, MONTH))
    assert office.entries() == 0
    assert stored(office, late).state == state, "a close that is refused changes nothing"
    figures = office.control(MONTH)
    assert [one.borne_by for one in figures.broken] == ["Voorraad"]
    row = view(office)
    assert (row.cents, row.state, row.standing.is_open) == (80_00, "proposed", True)
    assert [(one.kind, one.actor) for one in row.acts] == [(kind, "anneke"), (Act.GROW, "anneke")]
    refused("sanction.own_decision", lambda: say(office, Act.AGREE))
    refused("month.objections", lambda: close_month(office, MONTH))
    say(office, Act.AGREE, who="bas")
    close_month(office, MONTH)
    with office.door.read() as work:
        units = {one.code: one.id for one in work.people.units()}
    account = (AccountKind.UNIT, units[unit]) if unit else (AccountKind.ORGANISATION, 0)
    assert balance(office, late)[account] == 80_00


def test_what_two_agreed_on_may_grow_and_what_is_sent_back_is_borne_by_the_charter(
    office: SmallOffice, late: int
) -> None:
    say(office, Act.WAIVE)
    grow(office, 3)
    say(office, Act.REFUSE, who="bas")
    assert (stored(office, late).state, view(office).standing.decided) == ("proposed", None)
    say(office, Act.WAIVE)
    say(office, Act.AGREE, who="bas")
    grow(office, 1)
    assert (stored(office, late).state, stored(office, late).cents) == ("waived", 100_00)


def test_what_a_second_one_agreed_to_after_it_grew_may_grow_too(
    office: SmallOffice, late: int
) -> None:
    say(office, Act.WAIVE)
    grow(office, 3)
    say(office, Act.AGREE, who="bas")
    grow(office, 1)
    assert (stored(office, late).state, stored(office, late).cents) == ("waived", 100_00)
    assert not view(office).standing.is_open, "two decided on it"


def test_who_decides_or_agrees_means_what_was_on_the_screen(office: SmallOffice, late: int) -> None:
    """20.00 was shown and 80.00 stands: neither a decision nor an agreement counts for it."""
    shown = view(office).version
    grow(office, 3)
    refused("sanction.changed", lambda: say(office, Act.CONFIRM, shown=shown))
    refused("sanction.changed", lambda: say(office, Act.MOVE, "transport", shown=shown))
    say(office, Act.WAIVE)
    waived = view(office).version
    grow(office, 1)
    refused("sanction.changed", lambda: say(office, Act.AGREE, who="bas", shown=waived))
    assert (stored(office, late).state, stored(office, late).cents) == ("proposed", 100_00)
    say(office, Act.AGREE, who="bas")
    assert stored(office, late).state == "waived"
