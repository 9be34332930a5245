"""A month that is opened again takes objections and decisions on what it had posted.

Ten boxes at 18.40, promised within 24 hours; five came a day late: 92.00, which the stock bears by
the charter. October closes on 6 November with that, and is opened again.
"""

from collections.abc import Callable
from uuid import uuid4

import pytest

from fmdesk.core.domain.errors import DomainError
from fmdesk.core.domain.ledger import AccountKind, EntryKind
from fmdesk.core.domain.objection import SanctionDraft
from fmdesk.core.ports import SanctionRecord
from tests.integration.month.conftest import PAPER_CENTS, SmallOffice
from tests.integration.month.stories import (
    balance,
    close_month,
    half_late,
    reopen_month,
    sanctions_of,
)

OCTOBER, NOVEMBER = "2026-10", "2026-11"
CENTS = 5 * PAPER_CENTS


@pytest.fixture
def line(office: SmallOffice) -> int:
    """The order; a draft of October has told the stock."""
    made = half_late(office)
    office.control(OCTOBER)
    return made


def stored(office: SmallOffice, line: int) -> SanctionRecord:
    (found,) = sanctions_of(office, line)
    return found


def say(office: SmallOffice, line: int, kind: str, unit: str = "") -> None:
    """Decide on the sanction of a line, or object to it, as it is shown."""
    found = stored(office, line)
    draft = SanctionDraft(uuid4(), found.id, kind, "Lift stuk", unit, found.version)
    act = office.sanctions.object_to if kind == "objection" else office.sanctions.decide
    act(draft)


def refused(code: str, act: Callable[[], object]) -> None:
    with pytest.raises(DomainError) as caught:
        act()
    assert caught.value.code == code


def close_and_open(office: SmallOffice, days: int = 30) -> None:
    office.time.advance(days=days)
    close_month(office, OCTOBER)
    reopen_month(office, OCTOBER, "Verkeerd onderdeel")


def borne(office: SmallOffice, line: int) -> dict[str, int]:
    """Return who bears the line by the ledger; the stock is paid 184.00 for it besides."""
    with office.door.read() as work:
        names = {one.id: one.code for one in work.people.units()}
    found = {
        names.get(number, ""): cents
        for (kind, number), cents in balance(office, line).items()
        if kind is not AccountKind.COST_CENTRE
    }
    found["stock"] = found.get("stock", 0) + 2 * CENTS
    return {unit: cents for unit, cents in found.items() if cents}


@pytest.mark.parametrize(("kind", "unit"), [("move", "transport"), ("waive", "")])
def test_what_was_posted_is_borne_by_who_it_is_given_to(
    office: SmallOffice, line: int, kind: str, unit: str
) -> None:
    """The ledger keeps what the first revision posted, and has the move of the second after it."""
    close_and_open(office)
    assert borne(office, line) == {"stock": CENTS}
    assert [one.id for one in office.sanctions.unposted("en")] == [stored(office, line).id]
    say(office, line, kind, unit)
    (told,) = office.control(OCTOBER).broken
    assert (told.state, told.cents) == ({"move": "moved", "waive": "waived"}[kind], CENTS)
    close_month(office, OCTOBER)
    assert borne(office, line) == {unit: CENTS}
    with office.door.read() as work:
        entries = work.ledger.entries_of_line(line)
    kinds = [one.key.kind for one in entries if one.key.kind is not EntryKind.CHARGE]
    assert kinds == [EntryKind.SANCTION, EntryKind.MOVE]
    refused("sanction.decided", lambda: say(office, line, "confirm"))


def test_a_late_objection_is_granted(office: SmallOffice, line: int) -> None:
    """Its term is not begun anew: within it the unit objects, and a controller decides."""
    office.time.advance(days=29)
    office.control(OCTOBER)
    close_and_open(office, days=1)
    refused("sanction.term_over", lambda: say(office, line, "objection"))
    say(office, line, "move", "desk")
    close_month(office, OCTOBER)
    assert borne(office, line) == {"desk": CENTS}


def test_within_its_term_a_unit_objects_to_what_was_posted(office: SmallOffice) -> None:
    """Told on 6 November with the close of that day, it has ten working days."""
    line = half_late(office)
    close_and_open(office)
    say(office, line, "objection")
    refused("month.objections", lambda: close_month(office, OCTOBER))
    say(office, line, "waive")
    close_month(office, OCTOBER)
    assert borne(office, line) == {"": CENTS}


def test_what_was_confirmed_is_confirmed_until_it_is_decided_otherwise(
    office: SmallOffice, line: int
) -> None:
    """The unit was decided against: it does not object once more. Nothing is posted twice."""
    say(office, line, "confirm")
    close_and_open(office)
    assert stored(office, line).state == "confirmed"
    refused("sanction.decided", lambda: say(office, line, "objection"))
    entries = office.entries()
    close_month(office, OCTOBER)
    assert (stored(office, line).state, office.entries()) == ("posted", entries)


def test_what_is_closed_stays_decided_while_another_month_is_open(
    office: SmallOffice, line: int
) -> None:
    """The control of the tests above: October is closed, November is open."""
    office.time.advance(days=30)
    close_month(office, OCTOBER)
    office.control(NOVEMBER)
    refused("sanction.decided", lambda: say(office, line, "move", "transport"))
