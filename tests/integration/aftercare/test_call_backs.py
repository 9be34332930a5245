"""Call-backs: who is called, by whom, and what follows from what the customer says."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from fmdesk.core.domain.call_back import (
    CallBackDraft,
    CallBackOutcome,
    CallBackRow,
    CallBackRule,
    CallBackRules,
    Called,
)
from fmdesk.core.domain.errors import ConflictError, InvalidInputError, NotAllowedError
from fmdesk.core.domain.events import EventKind
from fmdesk.core.domain.people import Person
from fmdesk.core.domain.ticket import LineState
from fmdesk.core.domain.views import Changes
from fmdesk.core.ports import UnitOfWork
from tests.integration.aftercare.conftest import CaringOffice


@pytest.fixture
def calling(office: CaringOffice) -> CaringOffice:
    """The office, where every ready line of paper is called back and Rob works in the store."""
    rules = CallBackRules((CallBackRule(1, product="paper"),))
    office.call_backs.save_rules(uuid4(), rules)

    def hire(work: UnitOfWork) -> Changes:
        units = {unit.code: unit.id for unit in work.people.units()}
        work.people.save_person(Person(0, "rob", "Rob Bakker", unit_id=units["stock"]))
        work.people.save_person(Person(0, "noor", "Noor van Dijk", unit_id=units["desk"]))
        return Changes()

    office.door.run(uuid4(), "test.hire", None, hire, Changes)
    return office


def ready(office: CaringOffice) -> CallBackRow:
    """Deliver an order as Rob, and return its call-back as Noor sees it."""
    line_id = office.order(2).line_ids[0]
    office.as_user("Rob Bakker")
    office.deliver(line_id, 2)
    office.as_user("noor")
    return next(row for row in office.call_backs.worklist("nl") if row.line_id == line_id)


def say(office: CaringOffice, row: CallBackRow, outcome: CallBackOutcome, note: str = "") -> Called:
    draft = CallBackDraft(uuid4(), row.id, row.tries, outcome, note)
    return office.call_backs.record(draft)


def state(office: CaringOffice, line_id: int) -> LineState:
    with office.door.read() as work:
        return work.tickets.line(line_id).state


def test_a_ready_line_is_on_the_worklist_with_what_to_say(calling: CaringOffice) -> None:
    row = ready(calling)
    assert (row.number, row.product, row.quantity) == ("M000001.1", "Kopieerpapier", 2)
    assert (row.customer, row.phone, row.unit) == ("Anneke de Vries", "4410", "Voorraad")
    assert row.ready_at == row.due_at == calling.time.at
    assert row.script == (
        "Goedendag, u spreekt met noor van Testbedrijf. Ik bel over Kopieerpapier, nummer"
        " M000001.1. Is alles naar wens?"
    )
    assert calling.call_backs.count_due() == 1
    english = calling.call_backs.worklist("en")[0]
    assert "I am calling about Copy paper, number M000001.1." in english.script


def test_a_satisfied_customer_is_not_called_again(calling: CaringOffice) -> None:
    row = ready(calling)
    called = say(calling, row, CallBackOutcome.SATISFIED)
    assert (called.is_reopened, called.again_at) == (False, None)
    assert calling.call_backs.worklist("nl") == ()
    assert state(calling, row.line_id) is LineState.READY


def test_not_satisfied_reopens_the_line_with_the_customers_words(calling: CaringOffice) -> None:
    row = ready(calling)
    with pytest.raises(InvalidInputError, match=r"call_back\.reason_missing"):
        say(calling, row, CallBackOutcome.NOT_SATISFIED, "  ")
    assert say(calling, row, CallBackOutcome.NOT_SATISFIED, "Eén doos is nat").is_reopened
    assert state(calling, row.line_id) is not LineState.READY
    with calling.door.read() as work:
        last = work.tickets.events(row.line_id)[-1]
    assert (last.kind, last.reason, last.actor) == (
        EventKind.REOPENED,
        "Eén doos is nat",
        "noor",
    )
    with calling.database.read() as connection:
        log = connection.exec_driver_sql("SELECT name FROM command_log ORDER BY seq").scalars()
        assert list(log)[-1] == "call_backs.record", "one command, so both or neither"


def test_a_line_that_is_ready_again_is_asked_about_again(calling: CaringOffice) -> None:
    row = ready(calling)
    say(calling, row, CallBackOutcome.NOT_SATISFIED, "nat")
    calling.as_user("Rob Bakker")
    calling.deliver(row.line_id, 2)
    (again,) = calling.call_backs.worklist("nl")
    assert (again.line_id, again.tries) == (row.line_id, 0)
    assert again.id != row.id


def test_a_line_reopened_elsewhere_is_not_called_back(calling: CaringOffice) -> None:
    row = ready(calling)
    calling.record(row.line_id, EventKind.REOPENED, reason="de klant mailde")
    assert calling.call_backs.worklist("nl") == ()
    assert calling.call_backs.satisfaction("2026-10", "nl") == ()


def test_after_three_calls_the_customer_is_left_in_peace(calling: CaringOffice) -> None:
    row = ready(calling)
    for tries in range(2):
        called = say(calling, row, CallBackOutcome.NOT_REACHED)
        assert called.again_at == calling.time.at + timedelta(hours=4)
        assert calling.call_backs.count_due() == 0
        calling.time.advance(hours=4)
        assert calling.call_backs.count_due() == 1
        (row,) = calling.call_backs.worklist("nl")
        assert row.tries == tries + 1
    assert say(calling, row, CallBackOutcome.NOT_REACHED).again_at is None
    assert calling.call_backs.worklist("nl") == ()


def test_two_who_call_at_once_do_not_both_count(calling: CaringOffice) -> None:
    row = ready(calling)
    say(calling, row, CallBackOutcome.NOT_REACHED)
    with pytest.raises(ConflictError, match=r"call_back\.changed"):
        say(calling, row, CallBackOutcome.SATISFIED)
    say(calling, replace(row, tries=1), CallBackOutcome.SATISFIED)
    with pytest.raises(ConflictError, match=r"call_back\.changed"):
        say(calling, replace(row, tries=2), CallBackOutcome.SATISFIED)


@pytest.mark.parametrize("user", ["Rob Bakker", "rob"])
def test_nobody_rates_own_work(calling: CaringOffice, user: str) -> None:
    row = ready(calling)
    assert not row.is_own
    calling.as_user(user)  # Rob recorded it by name; by his code he is of the unit
    (own,) = calling.call_backs.worklist("nl")
    assert own.is_own
    with pytest.raises(NotAllowedError, match=r"call_back\.own_work"):
        say(calling, row, CallBackOutcome.SATISFIED)
    assert calling.call_backs.count_due() == 1


def test_a_repeated_command_counts_once(calling: CaringOffice) -> None:
    row = ready(calling)
    draft = CallBackDraft(uuid4(), row.id, 0, CallBackOutcome.NOT_SATISFIED, "nat")
    first = calling.call_backs.record(draft)
    assert calling.call_backs.record(draft) == first
    with calling.door.read() as work:
        kinds = [event.kind for event in work.tickets.events(row.line_id)]
    assert kinds.count(EventKind.REOPENED) == 1


def test_every_nth_line_is_called_and_the_nearest_rule_counts(office: CaringOffice) -> None:
    def called() -> list[bool]:
        before = len(office.call_backs.worklist("nl"))
        found = []
        for _order in range(6):
            office.deliver(office.order().line_ids[0], 1)
            now = len(office.call_backs.worklist("nl"))
            found.append(now > before)
            before = now
        return found

    assert called() == [False] * 6, "without a rule nobody is called"
    office.call_backs.save_rules(
        uuid4(), CallBackRules((CallBackRule(1), CallBackRule(3, unit="stock")))
    )
    assert called() == [False, False, True] * 2
    rules = CallBackRules((CallBackRule(3, unit="stock"), CallBackRule(2, product="paper")))
    office.call_backs.save_rules(uuid4(), rules)
    assert set(office.call_backs.rules().rules) == set(rules.rules)
    assert called() == [False, True] * 3
    with pytest.raises(InvalidInputError, match=r"call_back\.every"):
        office.call_backs.save_rules(uuid4(), CallBackRules((CallBackRule(0),)))


@pytest.mark.parametrize(
    "rules",
    [
        (CallBackRule(1), CallBackRule(2)),
        (CallBackRule(3, "paper", "stock"), CallBackRule(3, "paper", "stock")),
    ],
)
def test_two_rules_for_the_same_are_refused(
    office: CaringOffice, rules: tuple[CallBackRule, ...]
) -> None:
    """The database takes two for all: what stands for all is no value there."""
    kept = CallBackRules((CallBackRule(3, "paper"), CallBackRule(3, "paper", "stock")))
    office.call_backs.save_rules(uuid4(), kept)
    with pytest.raises(InvalidInputError, match=r"call_back\.twice"):
        office.call_backs.save_rules(uuid4(), CallBackRules(rules))
    assert set(office.call_backs.rules().rules) == set(kept.rules)


def test_satisfaction_per_product_and_unit(calling: CaringOffice) -> None:
    say(calling, ready(calling), CallBackOutcome.SATISFIED)
    say(calling, ready(calling), CallBackOutcome.SATISFIED)
    say(calling, ready(calling), CallBackOutcome.NOT_SATISFIED, "nat")
    product, unit = calling.call_backs.satisfaction("2026-10", "en")
    assert (product.kind, product.code, product.name) == ("product", "paper", "Copy paper")
    assert (unit.kind, unit.code, unit.name) == ("unit", "stock", "Voorraad")
    for one in (product, unit):
        assert (one.satisfied, one.not_satisfied, one.not_reached) == (2, 1, 0)
    assert calling.call_backs.satisfaction("2026-11", "en") == ()
    with pytest.raises(InvalidInputError, match=r"month\.format"):
        calling.call_backs.satisfaction("oktober", "en")


def test_a_product_that_was_renamed_is_one_row(calling: CaringOffice) -> None:
    say(calling, ready(calling), CallBackOutcome.SATISFIED)

    def rename(work: UnitOfWork) -> Changes:
        old = work.catalog.product("paper", work.now.date())
        work.catalog.add_product_version(
            replace(old, id=0, valid_from=work.now.date(), name_en="Paper, white")
        )
        return Changes()

    calling.time.advance(days=1)
    calling.door.run(uuid4(), "test.rename", None, rename, Changes)
    say(calling, ready(calling), CallBackOutcome.SATISFIED)
    product, _unit = calling.call_backs.satisfaction("2026-10", "en")
    assert (product.code, product.name, product.satisfied) == ("paper", "Paper, white", 2)


def test_the_tries_are_kept_for_good(calling: CaringOffice) -> None:
    row = ready(calling)
    say(calling, row, CallBackOutcome.NOT_SATISFIED, "nat")

    def strike(work: UnitOfWork) -> Changes:
        attack = "UPDATE call_back_try SET outcome = 'satisfied'"
        work.connection.exec_driver_sql(attack)
        return Changes()

    with pytest.raises(ConflictError, match="append_only"):
        calling.door.run(uuid4(), "test.attack", None, strike, Changes)
