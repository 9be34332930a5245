"""A sanction that another unit bears while a decision on it waits for a second controller.

Ten boxes at 18.40, promised within 24 hours; whose steps overran most bears it. The desk passed the
order on within its hour and the stock was at work when the day was over: the stock bears it. Then
the desk turns out to have kept it for four and a half hours.
"""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest

from fmdesk.core.domain.access import ALL_ROLES, Role, UserAccount
from fmdesk.core.domain.charter import Bearer, Sanction, SanctionKind
from fmdesk.core.domain.errors import DomainError
from fmdesk.core.domain.events import EventKind
from fmdesk.core.domain.objection import Act, SanctionDraft, SanctionView
from fmdesk.core.domain.views import Changes
from fmdesk.core.ports import UnitOfWork
from fmdesk.core.services.objection_rules import CLOSE_WAITS, SECOND_ABOVE
from fmdesk.desktop.pages.objections.model import said_words
from fmdesk.i18n import using_language
from fmdesk.testing import FakeTime, Fill
from tests.integration.month.conftest import (
    LATE_BREAK,
    MONDAY,
    NO_ENGINE,
    PAPER_CENTS,
    SmallOffice,
    charter,
)
from tests.integration.month.stories import close_month, in_both, sanctions_of

MONTH = "2026-10"
CENTS = 10 * PAPER_CENTS
PEOPLE = {
    "piet": ("stock", (Role.UNIT,)),
    "dirk": ("desk", (Role.UNIT,)),
    "truus": ("transport", (Role.UNIT,)),
    "bas": (None, (Role.CONTROLLER,)),
    "cato": (None, (Role.CONTROLLER,)),
    "anneke": (None, ALL_ROLES),
}
"""Who is who: their unit and what they may do."""


def fair_over_the_cut(url: str) -> None:
    """Put an office into a database in which two controllers decide on every sanction."""
    made = SmallOffice(url, FakeTime(MONDAY), NO_ENGINE)
    made.build(charter(LATE_BREAK, Sanction(SanctionKind.NOT_CHARGED), bearer=Bearer.OVERRUN))

    def hire(work: UnitOfWork) -> Changes:
        work.settings.put(SECOND_ABOVE, "0")
        for login, (unit, roles) in PEOPLE.items():
            unit_id = work.people.unit_by_code(unit).id if unit else None
            work.accounts.save(UserAccount(0, login, roles, unit_id=unit_id))
        return Changes()

    made.door.run(uuid4(), "test.hire", None, hire, Changes)
    made.close()


@pytest.fixture
def database_content() -> Fill:
    return fair_over_the_cut


@pytest.fixture
def late(office: SmallOffice) -> int:
    """An order that came after 30 hours; the draft has told the stock."""
    (line,) = office.order(10).line_ids
    office.time.advance(minutes=30)
    office.record(line, EventKind.STEP_FINISHED, step=0)
    office.time.advance(hours=29)
    office.deliver(line, 10)
    office.control(MONTH)
    return line


def the_desk_kept_it(office: SmallOffice, line: int) -> None:
    """Correct when the desk passed it on: four hours later."""
    office.door.actor = "anneke"
    with office.door.read() as work:
        event = work.tickets.events(line)[1]
    right = event.at + timedelta(hours=4)
    changes = {"corrects": event.number, "corrected_at": right, "reason": "Bon nagekeken"}
    office.record(line, EventKind.CORRECTED, **changes)


def owed(office: SmallOffice, who: str) -> tuple[SanctionView, ...]:
    """Return what somebody's unit reads of what it bears."""
    office.door.actor = who
    with office.door.read() as work:
        unit_id = work.people.unit_by_code(PEOPLE[who][0]).id
    with using_language("en"):
        return office.sanctions.owed(unit_id, "en")


def say(office: SmallOffice, line: int, who: str, kind: Act, unit: str = "") -> Changes:
    """Say something about the sanction, as it stands, as somebody."""
    office.door.actor = who
    (found,) = sanctions_of(office, line)
    draft = SanctionDraft(uuid4(), found.id, kind.value, "gezien", unit, found.version)
    return {
        Act.OBJECTION: office.sanctions.object_to,
        Act.WITHDRAW: office.sanctions.withdraw,
        Act.AGREE: office.sanctions.second,
        Act.REFUSE: office.sanctions.second,
    }.get(kind, office.sanctions.decide)(draft)


def refused(code: str, act: Callable[[], object]) -> DomainError:
    with pytest.raises(DomainError) as caught:
        act()
    assert caught.value.code == code
    return caught.value


@pytest.mark.parametrize("kind", [Act.WAIVE, Act.CONFIRM, Act.MOVE])
def test_what_waits_falls_away_and_the_new_bearer_has_its_own_turn(
    office: SmallOffice, late: int, kind: Act
) -> None:
    """The stock objected and Bas decided; before Cato agrees the desk turns out to bear it."""
    told = sanctions_of(office, late)[0].told_at
    say(office, late, "piet", Act.OBJECTION)
    say(office, late, "bas", kind, "transport" if kind is Act.MOVE else "")
    office.time.advance(days=3)
    the_desk_kept_it(office, late)
    office.control(MONTH)
    (row,) = owed(office, "dirk")
    assert (row.unit, row.cents, row.told_at) == ("Servicedesk", CENTS, office.time.at)
    assert row.term_ends_at is not None
    assert row.term_ends_at > told + timedelta(days=14), "ten working days of its own"
    assert row.may_object
    (lost,) = owed(office, "piet")
    assert (lost.is_elsewhere, lost.may_object, lost.may_withdraw) == (True, False, False)
    last = lost.acts[-1]
    assert [one.kind for one in lost.acts] == [Act.OBJECTION, kind, Act.OTHER]
    assert (last.from_unit, last.to_unit) == ("Voorraad", "Servicedesk")
    assert last.reason == "its steps overran most, by 3:30:00"
    assert [one.is_elsewhere for one in office.sanctions.of_line(late, "nl")] == [True]
    refused("access.other_unit", lambda: say(office, late, "piet", Act.OBJECTION))
    refused("sanction.nothing_pending", lambda: say(office, late, "cato", Act.AGREE))
    assert office.sanctions.open("nl") == (), "nobody's word waits"
    say(office, late, "dirk", Act.OBJECTION)
    office.time.advance(days=31)
    office.door.actor = "anneke"
    refused("month.objections", lambda: close_month(office, MONTH))


def test_a_month_does_not_close_over_the_head_of_who_bears_it_now(
    office: SmallOffice, late: int
) -> None:
    """No control ran since; the close finds it out and says so. The control beside it: without the
    correction the close says that a decision waits."""
    say(office, late, "bas", Act.WAIVE)
    office.time.advance(days=31)
    office.door.actor = "anneke"
    refused("month.objections", lambda: close_month(office, MONTH))
    the_desk_kept_it(office, late)
    error = refused("month.lapsed", lambda: close_month(office, MONTH))
    dutch, english = in_both(error)
    assert "Run control" in english
    assert "Voer de controle uit" in dutch
    assert office.entries() == 0
    assert sanctions_of(office, late)[0].standing.pending, "a close that is refused changes nothing"
    office.control(MONTH)
    assert [one.may_object for one in owed(office, "dirk")] == [True]
    office.door.actor = "anneke"
    close_month(office, MONTH)
    assert sanctions_of(office, late)[0].state == "posted"


def test_who_gets_it_by_a_decision_is_told_and_heard_once(office: SmallOffice, late: int) -> None:
    """Moved to transport by two: its term begins then, the month waits for it, and it is decided
    once more. The stock, from which it was taken, has no word in that."""

    def wait(work: UnitOfWork) -> Changes:
        work.settings.put(CLOSE_WAITS, "True")
        return Changes()

    office.door.run(uuid4(), "test.set", None, wait, Changes)
    say(office, late, "piet", Act.OBJECTION)
    say(office, late, "bas", Act.MOVE, "transport")
    (row,) = owed(office, "truus")
    assert (row.is_elsewhere, row.may_object) == (True, False), "nothing counts yet"
    office.time.advance(days=30)
    say(office, late, "cato", Act.AGREE)
    (row,) = owed(office, "truus")
    assert (row.state, row.told_at, row.may_object) == ("moved", office.time.at, True)
    assert row.term_ends_at is not None
    assert row.term_ends_at > office.time.at + timedelta(days=13), "ten working days"
    assert [one.may_object for one in owed(office, "piet")] == [False]
    refused("sanction.decided", lambda: say(office, late, "piet", Act.OBJECTION))
    office.door.actor = "anneke"
    refused("month.terms", lambda: close_month(office, MONTH))
    office.control(MONTH)
    assert owed(office, "truus")[0].told_at == row.told_at, "a control does not begin it anew"
    say(office, late, "truus", Act.OBJECTION)
    refused("sanction.no_objection", lambda: say(office, late, "piet", Act.WITHDRAW))
    office.door.actor = "anneke"
    refused("month.objections", lambda: close_month(office, MONTH))
    say(office, late, "truus", Act.WITHDRAW)
    say(office, late, "truus", Act.OBJECTION)
    say(office, late, "bas", Act.MOVE, "transport")
    say(office, late, "cato", Act.AGREE)
    (again,) = owed(office, "truus")
    assert (again.may_object, again.told_at) == (False, row.told_at)
    refused("sanction.decided", lambda: say(office, late, "truus", Act.OBJECTION))
    office.door.actor = "anneke"
    figures = office.control(MONTH)
    assert [(one.unit, one.cents) for one in figures.sanctions] == [("Vervoer", CENTS)]
    close_month(office, MONTH)


def test_to_confirm_what_was_moved_or_waived_says_to_whom_it_goes_back(
    office: SmallOffice, late: int
) -> None:
    """To the stock first; once the desk bears it by the charter, to the desk. What was confirmed
    before anything moved goes nowhere."""

    def decide(kind: Act, unit: str = "") -> None:
        say(office, late, "bas", kind, unit)
        say(office, late, "cato", Act.AGREE)

    decide(Act.CONFIRM)
    decide(Act.MOVE, "transport")
    decide(Act.CONFIRM)
    the_desk_kept_it(office, late)
    office.control(MONTH)
    decide(Act.WAIVE)
    decide(Act.CONFIRM)
    (row,) = office.sanctions.of_line(late, "en")
    told = [(one.kind, one.to_unit) for one in row.acts if one.kind is not Act.AGREE]
    assert told == [
        (Act.CONFIRM, ""),
        (Act.MOVE, "Vervoer"),
        (Act.CONFIRM, "Voorraad"),
        (Act.OTHER, "Servicedesk"),
        (Act.WAIVE, ""),
        (Act.CONFIRM, "Servicedesk"),
    ]
    assert (row.borne_by, row.state) == ("Servicedesk", "confirmed")
    for language, words in (
        ("en", "Confirmed: back to Voorraad, to be confirmed by a second controller"),
        ("nl", "Bevestigd: terug naar Voorraad, nog te bevestigen door een tweede controller"),
    ):
        with using_language(language):
            assert said_words(row.acts[4]) == words
