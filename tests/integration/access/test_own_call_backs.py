"""Nobody rates the work of their own unit, and customers hear the name of who speaks."""

from collections.abc import Iterator
from uuid import uuid4

import pytest

from fmdesk.core.domain.access import ALL_ROLES, Role, UserAccount
from fmdesk.core.domain.call_back import (
    CallBackDraft,
    CallBackOutcome,
    CallBackRow,
    CallBackRule,
    CallBackRules,
)
from fmdesk.core.domain.errors import NotAllowedError
from fmdesk.core.domain.people import Person
from fmdesk.core.domain.views import Changes
from fmdesk.core.ports import RuleEngine, UnitOfWork
from fmdesk.testing import FakeTime, Fill
from tests.integration.aftercare.conftest import CaringOffice
from tests.integration.month.conftest import MONDAY, NO_ENGINE, engine, paper_from_stock

__all__ = ["engine"]


def called_back(url: str) -> None:
    """Put an office with a rule of call-backs and three accounts into a database."""
    paper_from_stock(url)
    made = CaringOffice(url, FakeTime(MONDAY), NO_ENGINE)
    made.call_backs.save_rules(uuid4(), CallBackRules((CallBackRule(1, product="paper"),)))

    def hire(work: UnitOfWork) -> Changes:
        units = {unit.code: unit.id for unit in work.people.units()}
        noor = work.people.save_person(Person(0, "n1", "Noor van Dijk", unit_id=units["desk"]))
        work.accounts.save(UserAccount(0, "anneke", ALL_ROLES))
        work.accounts.save(UserAccount(0, "noor", (Role.DESK,), noor.id))
        work.accounts.save(UserAccount(0, "kim", (Role.DESK,), unit_id=units["stock"]))
        return Changes()

    made.door.run(uuid4(), "test.hire", None, hire, Changes)
    made.close()


@pytest.fixture
def database_content() -> Fill:
    return called_back


@pytest.fixture
def office(database_url: str, time_source: FakeTime, engine: RuleEngine) -> Iterator[CaringOffice]:
    """Every line of paper is called back; Kim of the stock and Noor of the desk have accounts."""
    time_source.at = MONDAY
    made = CaringOffice(database_url, time_source, engine)
    yield made
    made.close()


def call(office: CaringOffice, who: str) -> CallBackRow:
    """Return the call-back of a line that Anneke delivered, as somebody sees it."""
    (line,) = office.order(2).line_ids
    office.deliver(line, 2)
    office.as_user(who)
    (row,) = office.call_backs.worklist("nl")
    return row


def said(row: CallBackRow) -> CallBackDraft:
    return CallBackDraft(uuid4(), row.id, row.tries, CallBackOutcome.SATISFIED)


def test_who_acts_for_the_unit_that_did_it_does_not_rate_it(office: CaringOffice) -> None:
    row = call(office, "kim")
    assert row.is_own
    with pytest.raises(NotAllowedError, match=r"call_back\.own_work"):
        office.call_backs.record(said(row))


def test_somebody_of_another_unit_asks_under_their_own_name(office: CaringOffice) -> None:
    row = call(office, "noor")
    assert not row.is_own
    assert "u spreekt met Noor van Dijk van Testbedrijf" in row.script
    assert not office.call_backs.record(said(row)).is_reopened
