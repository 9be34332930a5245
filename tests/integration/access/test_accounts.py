"""Accounts: stored by login, and who is behind them."""

from datetime import UTC, datetime

from fmdesk.bootstrap import Office
from fmdesk.core.domain.access import ALL_ROLES, Me, Role, UserAccount
from fmdesk.core.services.accounts import Access
from fmdesk.core.sql.door import SqlDoor
from tests.integration.access.conftest import Employ
from tests.integration.storage.conftest import Change

UNTIL = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def test_an_office_without_accounts_trusts_whoever_opens_it(office: SqlDoor) -> None:
    assert Access(office).me() == Me("jan", "jan", roles=ALL_ROLES)


def test_once_there_are_accounts_who_has_none_has_no_role(office: SqlDoor, employ: Employ) -> None:
    employ("ayse", Role.DESK)
    assert Access(employ("piet")).me().roles == ()
    assert Access(SqlDoor(office.database, "nobody")).me() == Me("nobody", "nobody")


def test_an_account_that_is_switched_off_has_no_role(employ: Employ) -> None:
    door = employ("ayse", Role.DESK, is_active=False)
    assert Access(door).me() == Me("ayse", "ayse")


def test_a_person_acts_for_its_own_unit_unless_the_account_names_another(
    office: SqlDoor, employ: Employ
) -> None:
    with office.read() as work:
        jan, store = work.people.person_by_code("P2"), work.people.unit_by_code("MAG")
        desk = work.people.unit_by_code("FO")
    own = employ("own", Role.UNIT, person_id=jan.id)
    assert Access(own).me() == Me("own", "Jan de Wit", jan.id, store.id, (Role.UNIT,))
    other = employ("other", Role.UNIT, person_id=jan.id, unit_id=desk.id)
    assert Access(other).me().unit_id == desk.id
    assert Access(employ("nobody", Role.UNIT)).me().unit_id is None


def test_an_account_is_stored_whole_and_changed_by_its_login(
    office: SqlDoor, employ: Employ
) -> None:
    roles = (Role.DESK, Role.CONTROLLER)
    employ("ayse", *roles, password="hash", wrong=2, wait_until=UNTIL)
    with office.read() as work:
        before = work.accounts.find("ayse")
    assert before is not None
    assert before == UserAccount(before.id, "ayse", roles, None, None, "hash", True, 2, UNTIL)
    employ("ayse", Role.UNIT)
    with office.read() as work:
        ayse, jan = work.accounts.all()
    assert (ayse, jan.login) == (UserAccount(before.id, "ayse", (Role.UNIT,)), "jan")


def test_an_equal_account_is_left_alone(office: SqlDoor, change: Change) -> None:
    account = UserAccount(0, "jan", ALL_ROLES)
    saved: list[UserAccount] = []
    change(lambda work: saved.append(work.accounts.save(account)))
    head = office.head()
    change(lambda work: work.accounts.save(saved[0]))
    assert office.head() == head


def test_who_builds_the_starter_office_stands_at_its_desk(starter: Office) -> None:
    me = starter.services.access.me()
    assert me.roles == ALL_ROLES
    with starter.door.read() as work:
        assert work.people.unit(me.unit_id or 0).is_front_office
        assert work.people.person(me.person_id or 0).name == me.name != me.login
