"""An objection in its term, a decision by two pairs of eyes, and the ledger that shows both."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from fmdesk.core.domain.access import ALL_ROLES, Role, UserAccount
from fmdesk.core.domain.attachment import Owner, OwnerKind
from fmdesk.core.domain.errors import ConflictError, DomainError, InvalidInputError, NotAllowedError
from fmdesk.core.domain.ledger import AccountKind, EntryKind
from fmdesk.core.domain.objection import Act, SanctionDraft, SanctionView
from fmdesk.core.domain.views import Changes
from fmdesk.core.ports import UnitOfWork
from fmdesk.core.services.attachments import Attachments
from fmdesk.core.services.objection_rules import CLOSE_WAITS, SECOND_ABOVE, TERM_DAYS
from tests.integration.month.conftest import PAPER_CENTS, SmallOffice
from tests.integration.month.stories import (
    balance,
    close_month,
    half_late,
    in_both,
    sanctions_of,
)

MONTH = "2026-10"
CENTS = 5 * PAPER_CENTS
PEOPLE = {
    "piet": ("stock", (Role.UNIT,)),
    "truus": ("transport", (Role.UNIT,)),
    "bas": ("desk", (Role.CONTROLLER,)),
    "cato": ("desk", (Role.CONTROLLER,)),
    "vic": ("transport", (Role.CONTROLLER,)),
}
"""Who is who: their unit and what they may do."""
Say = Callable[..., Changes]


@pytest.fixture
def late(office: SmallOffice) -> int:
    """A line of which 92.00 is not charged; the draft of 7 October 10:00 tells the stock so."""

    def hire(work: UnitOfWork) -> Changes:
        work.accounts.save(UserAccount(0, "anneke", ALL_ROLES))
        for login, (unit, roles) in PEOPLE.items():
            unit_id = work.people.unit_by_code(unit).id
            work.accounts.save(UserAccount(0, login, roles, unit_id=unit_id))
        return Changes()

    line = half_late(office)
    office.control(MONTH)
    office.door.run(uuid4(), "test.hire", None, hire, Changes)
    return line


@pytest.fixture
def say(office: SmallOffice, late: int) -> Say:
    """Say something about the sanction as somebody."""

    def said(who: str, kind: Act, reason: str = "gezien", unit: str = "") -> Changes:
        office.door.actor = who
        (sanction,) = sanctions_of(office, late)
        draft = SanctionDraft(uuid4(), sanction.id, kind.value, reason, unit)
        act = {
            Act.OBJECTION: office.sanctions.object_to,
            Act.WITHDRAW: office.sanctions.withdraw,
            Act.AGREE: office.sanctions.second,
            Act.REFUSE: office.sanctions.second,
        }.get(kind, office.sanctions.decide)
        return act(draft)

    return said


def setting(office: SmallOffice, name: str, value: object) -> None:
    """Set one setting of the office."""
    office.door.actor = "anneke"

    def put(work: UnitOfWork) -> Changes:
        work.settings.put(name, str(value))
        return Changes()

    office.door.run(uuid4(), "test.set", None, put, Changes)


def refused(code: str, act: Callable[[], object]) -> None:
    with pytest.raises(DomainError) as caught:
        act()
    assert caught.value.code == code


def view(office: SmallOffice, who: str = "bas") -> SanctionView:
    """Return the sanction as a controller reads it."""
    office.door.actor = who
    (found,) = office.sanctions.unposted("nl")
    return found


# --- the term ------------------------------------------------------------------------------------


def test_the_unit_objects_in_ten_working_days_and_not_a_second_later(
    office: SmallOffice, say: Say
) -> None:
    """Told on Wednesday 7 October 10:00: until Wednesday 21 October, closing time 17:00."""
    found = view(office)
    assert found.told_at == datetime(2026, 10, 7, 8, 0, tzinfo=UTC)
    ends = datetime(2026, 10, 21, 15, 0, tzinfo=UTC)
    assert found.term_ends_at == ends
    office.time.at = ends + timedelta(seconds=1)
    assert not view(office).may_object
    with pytest.raises(ConflictError, match=r"sanction\.term_over") as caught:
        say("piet", Act.OBJECTION)
    assert [caught.value.params[one][:6] for one in ("told", "ended")] == ["07-10-", "21-10-"]
    dutch, english = in_both(caught.value)
    assert dutch.startswith("De termijn van bezwaar eindigde op 21-10-")
    assert english.startswith("The term of objection ended on 21-10-")
    assert view(office).acts == (), "nothing of it is kept"
    say("bas", Act.WAIVE)  # a controller may still decide, until the close


def test_the_last_second_of_the_term_is_in_time(office: SmallOffice, say: Say) -> None:
    office.time.at = datetime(2026, 10, 21, 15, 0, tzinfo=UTC)
    assert say("piet", Act.OBJECTION).months == (MONTH,)
    assert [one.number for one in office.sanctions.owed(unit(office, "stock"), "nl")]


def test_a_new_draft_does_not_begin_the_term_anew_for_the_same_unit(
    office: SmallOffice, late: int
) -> None:
    before = view(office)
    office.time.advance(days=20)
    office.door.actor = "anneke"
    office.control(MONTH)
    assert view(office).term_ends_at == before.term_ends_at


def test_without_a_term_the_unit_objects_until_the_close(office: SmallOffice) -> None:
    setting(office, TERM_DAYS, 0)
    line = half_late(office)
    office.control(MONTH)
    office.time.advance(days=20)
    (sanction,) = sanctions_of(office, line)
    assert sanction.term_ends_at is None
    office.sanctions.object_to(SanctionDraft(uuid4(), sanction.id, "objection", "toch"))


def test_a_month_waits_for_the_last_term_where_the_office_wants_it(
    office: SmallOffice, late: int
) -> None:
    for name, value in ((CLOSE_WAITS, True), (TERM_DAYS, 30)):
        setting(office, name, value)
    second = half_late(office)
    office.control(MONTH)
    office.time.at = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
    refused("month.terms", lambda: close_month(office, MONTH))
    office.time.at = sanctions_of(office, second)[0].term_ends_at or office.time.at
    close_month(office, MONTH)
    assert {one.state for one in sanctions_of(office, late)} == {"posted"}


# --- objection and evidence ----------------------------------------------------------------------


def test_an_objection_has_a_reason_and_files_and_can_be_withdrawn(
    office: SmallOffice, say: Say
) -> None:
    refused("sanction.reason_missing", lambda: say("piet", Act.OBJECTION, " "))
    say("piet", Act.OBJECTION, "De bon was onleesbaar")
    files, owner = Attachments(office.door), Owner(OwnerKind.SANCTION, view(office).id)
    office.door.actor = "piet"
    files.add(uuid4(), owner, "bon.txt", b"onleesbaar")
    office.door.actor = "bas"
    assert [one.name for one in files.of(owner)] == ["bon.txt"]
    with office.door.read() as work:
        (line,) = (one.key.line_id for one in [work.months.sanction(owner.id)])
        ticket = Owner(OwnerKind.TICKET, work.tickets.line(line).ticket_id)
    assert files.of(ticket) == (), "the customer's ticket does not show it"
    refused("sanction.no_objection", lambda: [say("piet", Act.WITHDRAW) for _twice in range(2)])
    assert not view(office).standing.is_open
    assert view(office).may_object


def test_a_unit_sees_and_withdraws_its_own_only(office: SmallOffice, say: Say, late: int) -> None:
    say("piet", Act.OBJECTION)
    with pytest.raises(NotAllowedError, match=r"access\.other_unit"):
        say("truus", Act.WITHDRAW)
    office.door.actor = "truus"
    assert office.sanctions.of_line(late, "nl") == ()
    with pytest.raises(NotAllowedError, match=r"access\.area"):
        office.sanctions.open("nl")
    office.door.actor = "piet"
    (own,) = office.sanctions.of_line(late, "nl")
    assert own.may_withdraw
    assert not own.may_object


# --- deciding ------------------------------------------------------------------------------------


def test_the_ledger_shows_who_bore_it_and_who_bears_it_now(
    office: SmallOffice, say: Say, late: int
) -> None:
    """92.00 on the stock, and moved to transport with the words of the controller."""
    say("piet", Act.OBJECTION, "De doos stond klaar")
    say("bas", Act.MOVE, "Vervoer liet hem staan", "transport")
    office.door.actor = "anneke"
    office.time.advance(days=30)
    close_month(office, MONTH)
    with office.door.read() as work:
        entries = work.ledger.entries_of_line(late)
        units = {one.code: one.id for one in work.people.units()}
    story = [(one.key.kind, one.reference) for one in entries if one.key.charter_version_id]
    assert story == [(EntryKind.SANCTION, ""), (EntryKind.MOVE, "Vervoer liet hem staan")]
    assert balance(office, late) == {
        (AccountKind.COST_CENTRE, 1): 10 * PAPER_CENTS - CENTS,
        (AccountKind.UNIT, units["stock"]): -10 * PAPER_CENTS,
        (AccountKind.UNIT, units["transport"]): CENTS,
    }
    office.door.actor = "piet"
    (read,) = office.sanctions.owed(units["stock"], "nl")
    assert [(one.kind, one.reason, one.to_unit) for one in read.acts] == [
        (Act.OBJECTION, "De doos stond klaar", ""),
        (Act.MOVE, "Vervoer liet hem staan", "Vervoer"),
    ]


def test_above_the_amount_a_second_controller_confirms(
    office: SmallOffice, say: Say, late: int
) -> None:
    """92.00 is above 91: nothing counts before Cato agrees, and nobody agrees with themselves."""
    setting(office, SECOND_ABOVE, 91)
    refused("sanction.nothing_pending", lambda: say("cato", Act.AGREE))
    say("piet", Act.OBJECTION)
    say("bas", Act.WAIVE, "Lift stuk")
    assert (view(office).state, view(office).standing.is_open) == ("proposed", True)
    refused("sanction.pending", lambda: say("piet", Act.WITHDRAW))
    refused("sanction.pending", lambda: say("piet", Act.OBJECTION))
    refused("sanction.own_decision", lambda: say("bas", Act.AGREE))
    say("cato", Act.AGREE, "Akkoord")
    assert (view(office).state, view(office).standing.is_open) == ("waived", False)
    draft = SanctionDraft(uuid4(), view(office).id, Act.CONFIRM.value, "x")
    refused("sanction.decision", lambda: office.sanctions.second(draft))


def test_what_a_second_controller_says(office: SmallOffice, say: Say, late: int) -> None:
    setting(office, SECOND_ABOVE, 0)
    say("piet", Act.OBJECTION)
    say("bas", Act.WAIVE, "Lift stuk")
    say("cato", Act.REFUSE, "De lift deed het")
    assert view(office).standing.objection is not None
    say("cato", Act.MOVE, "Vervoer liet het staan", "transport")
    office.door.actor = "anneke"
    office.time.advance(days=30)
    refused("month.objections", lambda: close_month(office, MONTH))
    say("bas", Act.AGREE, "Akkoord")
    assert view(office).state == "moved"
    office.door.actor = "anneke"
    figures = office.control(MONTH)
    assert [(one.unit, one.cents) for one in figures.sanctions] == [("Vervoer", CENTS)]
    assert figures.total.credited_cents == CENTS


def test_at_the_amount_one_controller_is_enough(office: SmallOffice, say: Say) -> None:
    setting(office, SECOND_ABOVE, 92)
    say("bas", Act.CONFIRM)
    assert view(office).state == "confirmed"


def test_who_got_the_burden_cannot_decide_it_away(office: SmallOffice, say: Say) -> None:
    """Vic is of transport: to it the sanction was moved, so it is its own now."""
    say("bas", Act.MOVE, "Vervoer liet het staan", "transport")
    with pytest.raises(NotAllowedError, match=r"access\.own_unit"):
        say("vic", Act.CONFIRM)
    with pytest.raises(InvalidInputError, match=r"sanction\.same_unit"):
        say("cato", Act.MOVE, "terug", "stock")


def test_the_list_of_controllers_has_the_oldest_term_first(office: SmallOffice, say: Say) -> None:
    setting(office, TERM_DAYS, 3)
    half_late(office)
    office.control(MONTH)
    office.door.actor = "bas"
    assert office.sanctions.open("nl") == ()
    rows = office.sanctions.unposted("nl")
    terms = [one.term_ends_at for one in rows]
    assert terms == sorted(terms, key=str)
    office.door.actor = "piet"
    for one in reversed(rows):
        office.sanctions.object_to(SanctionDraft(uuid4(), one.id, "objection", "bon"))
    office.door.actor = "bas"
    assert [one.id for one in office.sanctions.open("en")] == [one.id for one in rows]


def unit(office: SmallOffice, code: str) -> int:
    """Return the number of a unit."""
    with office.door.read() as work:
        return work.people.unit_by_code(code).id
