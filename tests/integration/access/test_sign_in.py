"""Signing in: the right password, the wrong one, and the rest an account takes after it."""

from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa

from fmdesk.core.domain.access import ALL_ROLES, AccountDraft, AccountRow, Role
from fmdesk.core.domain.errors import (
    ConflictError,
    DomainError,
    InvalidInputError,
    NotAllowedError,
    NotFoundError,
    StorageError,
)
from fmdesk.core.services.accounts import Access
from fmdesk.core.sql.door import SqlDoor
from fmdesk.core.sql.tables import command_log, command_payload, user_account
from fmdesk.testing import FakeTime
from tests.integration.access.conftest import Employ

PASSWORD = "correct paard batterij"


@pytest.fixture
def access(office: SqlDoor, employ: Employ) -> Access:
    """Jan's door, where Ayşe has a profile with a password; the machine's account is Jan's."""
    employ("ayse", Role.DESK)
    made = Access(office, "jan")
    made.set_password(uuid4(), "ayse", PASSWORD)
    return made


def refused(access: Access, login: str, password: str) -> DomainError:
    with pytest.raises(NotAllowedError) as problem:
        access.sign_in(login, password)
    return problem.value


def test_who_signs_in_acts_from_then_on(access: Access, office: SqlDoor) -> None:
    me = access.sign_in("  ayse ", PASSWORD)
    assert (me.login, me.roles) == ("ayse", (Role.DESK,))
    with office.read() as work:
        assert work.actor == "ayse"
    with pytest.raises(NotAllowedError, match=r"access\.command"):
        access.set_password(uuid4(), "ayse", "iets anders")


def test_a_wrong_password_changes_nobody(access: Access) -> None:
    assert refused(access, "ayse", "paard").code == "access.wrong"
    assert access.me().login == "jan"
    assert access.sign_in("ayse", PASSWORD).login == "ayse"


def test_an_unknown_name_is_refused_with_the_same_words(access: Access) -> None:
    assert refused(access, "nobody", PASSWORD).code == "access.wrong"
    assert refused(access, "", "").code == "access.wrong"


def test_the_machines_own_account_needs_no_password(access: Access, employ: Employ) -> None:
    access.sign_in("ayse", PASSWORD)
    assert access.sign_in("jan", "").roles == ALL_ROLES
    access.sign_in("ayse", PASSWORD)
    assert refused(access, "jan", "guess").code == "access.wrong"


def test_no_other_account_comes_in_without_password(access: Access, employ: Employ) -> None:
    employ("piet", Role.UNIT)
    assert refused(access, "piet", "").code == "access.wrong"
    assert refused(access, "ayse", "").code == "access.wrong"


def test_an_account_that_is_switched_off_stays_out(access: Access) -> None:
    draft = AccountDraft(uuid4(), "ayse", (Role.DESK,), is_active=False)
    access.save_account(draft)
    assert refused(access, "ayse", PASSWORD).code == "access.wrong"


def test_an_account_rests_longer_after_each_wrong_password(
    access: Access, time_source: FakeTime
) -> None:
    for wait in (2, 4, 8):
        for _try in range(3 if wait == 2 else 1):
            assert refused(access, "ayse", "paard").code == "access.wrong"
        resting = refused(access, "ayse", PASSWORD)
        assert (resting.code, resting.params["seconds"]) == ("access.wait", wait)
        time_source.advance(seconds=wait)
    assert access.sign_in("ayse", PASSWORD).login == "ayse"
    access.sign_in("jan", "")
    assert refused(access, "ayse", "paard").code == "access.wrong"
    assert access.sign_in("ayse", PASSWORD).login == "ayse"


def test_the_rest_is_kept_by_the_database(
    access: Access, office: SqlDoor, time_source: FakeTime
) -> None:
    for _try in range(3):
        refused(access, "ayse", "paard")
    another = Access(SqlDoor(office.database, "jan", time_source), "jan")
    assert refused(another, "ayse", PASSWORD).code == "access.wait"


def test_the_rest_that_is_told_is_never_over_already(access: Access, time_source: FakeTime) -> None:
    for _try in range(3):
        refused(access, "ayse", "paard")
    time_source.advance(milliseconds=1500)
    assert refused(access, "ayse", PASSWORD).params["seconds"] == 1


def test_who_is_told_that_it_failed_is_not_signed_in(
    access: Access, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = SqlDoor.run

    def breaks(door: SqlDoor, op_id: UUID, name: str, *rest: Any, **more: Any) -> Any:
        if name == "access.sign_in":
            raise StorageError("storage.unreachable", place="kantoor", reason="weg")
        return run(door, op_id, name, *rest, **more)

    monkeypatch.setattr(SqlDoor, "run", breaks)
    with pytest.raises(StorageError):
        access.sign_in("ayse", PASSWORD)
    assert access.me().login == "jan"
    monkeypatch.undo()
    assert access.sign_in("ayse", PASSWORD).login == "ayse"


def test_who_may_do_nothing_is_told_so_after_the_right_password_only(
    access: Access, employ: Employ
) -> None:
    employ("piet")
    access.set_password(uuid4(), "piet", PASSWORD)
    assert refused(access, "piet", "paard").code == "access.wrong"
    assert refused(access, "piet", PASSWORD).code == "access.no_role"
    assert access.me().login == "jan"


def test_any_sign_may_stand_in_a_password_and_none_breaks_the_name(access: Access) -> None:
    odd = "half a pair \ud83d, nothing \x00"
    access.set_password(uuid4(), "ayse", odd)
    assert refused(access, "ayse", odd[1:]).code == "access.wrong"
    assert access.sign_in("ayse", odd).login == "ayse"
    for login in ("a\x00b", "\ud83d"):
        with pytest.raises(InvalidInputError, match=r"text\.unfit"):
            access.sign_in(login, PASSWORD)


def test_no_password_stands_anywhere_but_as_hash(access: Access, office: SqlDoor) -> None:
    access.sign_in("ayse", PASSWORD)
    with office.database.read() as connection:
        payloads = connection.execute(sa.select(command_payload.c.payload)).scalars().all()
        results = connection.execute(sa.select(command_log.c.result)).scalars().all()
        kept = connection.execute(
            sa.select(user_account.c.password).where(user_account.c.login == "ayse")
        ).scalar_one()
    assert kept.startswith("scrypt$")
    for text in (*payloads, *results):
        assert PASSWORD not in text
        assert kept not in text


def test_a_password_can_be_taken_away_and_is_never_short(access: Access) -> None:
    with pytest.raises(InvalidInputError, match=r"access\.short"):
        access.set_password(uuid4(), "ayse", "kort")
    with pytest.raises(NotFoundError, match=r"access\.unknown"):
        access.set_password(uuid4(), "nobody", PASSWORD)
    access.set_password(uuid4(), "ayse", "")
    assert refused(access, "ayse", PASSWORD).code == "access.wrong"


def test_accounts_are_listed_without_their_passwords(access: Access) -> None:
    draft = AccountDraft(uuid4(), "piet", (Role.UNIT,), person="P2", unit="MAG")
    access.save_account(draft)
    assert access.accounts() == (
        AccountRow("ayse", (Role.DESK,), has_password=True),
        AccountRow("jan", ALL_ROLES),
        AccountRow("piet", (Role.UNIT,), "P2", "Jan de Wit", "MAG"),
    )
    access.sign_in("ayse", PASSWORD)
    with pytest.raises(NotAllowedError, match=r"access\.area"):
        access.accounts()


def test_who_changes_an_account_second_is_told(access: Access) -> None:
    seen = access.accounts()[0]
    access.save_account(AccountDraft(uuid4(), "ayse", (Role.DESK, Role.DESK_LEAD), seen=seen))
    for second in (
        AccountDraft(uuid4(), "ayse", (Role.DESK,), is_active=False, seen=seen),
        AccountDraft(uuid4(), "gone", (Role.DESK,), seen=replace(seen, login="gone")),
    ):
        with pytest.raises(ConflictError, match=r"administration\.changed"):
            access.save_account(second)
    with pytest.raises(ConflictError, match=r"administration\.taken"):
        access.save_account(AccountDraft(uuid4(), " ayse ", (Role.DESK,), is_new=True))
    now = access.accounts()[0]
    assert (now.roles, now.is_active) == ((Role.DESK, Role.DESK_LEAD), True)
    access.set_password(uuid4(), "ayse", "")
    access.save_account(AccountDraft(uuid4(), "ayse", (Role.DESK,), seen=now))  # no part of it


def test_the_first_account_of_an_office_does_not_lock_out_who_makes_it(office: SqlDoor) -> None:
    access = Access(office, "jan")
    access.save_account(AccountDraft(uuid4(), "ayse", (Role.DESK,)))
    assert [(one.login, one.roles) for one in access.accounts()] == [
        ("ayse", (Role.DESK,)),
        ("jan", ALL_ROLES),
    ]


def test_an_office_keeps_somebody_who_administers_it(access: Access) -> None:
    for draft in (
        AccountDraft(uuid4(), "jan", (Role.DESK,)),
        AccountDraft(uuid4(), "jan", ALL_ROLES, is_active=False),
    ):
        with pytest.raises(ConflictError, match=r"access\.last_admin"):
            access.save_account(draft)
    with pytest.raises(InvalidInputError, match=r"access\.no_login"):
        access.save_account(AccountDraft(uuid4(), "  ", (Role.DESK,)))
    with pytest.raises(NotFoundError, match=r"person\.unknown"):
        access.save_account(AccountDraft(uuid4(), "piet", (Role.UNIT,), person="P9"))
    assert access.me().roles == ALL_ROLES
