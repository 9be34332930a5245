"""Accounts: who is signed in, signing in, and who may do what from now on."""

from dataclasses import dataclass, replace
from math import ceil
from uuid import UUID, uuid4

from fmdesk.core.domain.access import (
    ALL_ROLES,
    AccountDraft,
    AccountRow,
    Me,
    Role,
    UserAccount,
    wait_after,
)
from fmdesk.core.domain.errors import (
    ConflictError,
    DomainError,
    InvalidInputError,
    NotAllowedError,
    NotFoundError,
)
from fmdesk.core.domain.permissions import Area
from fmdesk.core.domain.views import Changes
from fmdesk.core.ports import Door, UnitOfWork
from fmdesk.core.services import passwords
from fmdesk.core.services.access import me_of


@dataclass(frozen=True, slots=True)
class Login:
    """Payload of a command on one account; a password is never part of it."""

    login: str


@dataclass(frozen=True, slots=True)
class Access:
    """Use cases of accounts.

    Attributes:
        door: The one door; signing in as somebody else makes that person its actor.
        here: Name of the operating system's account, which needs no further password.
    """

    door: Door
    here: str = ""

    def me(self) -> Me:
        """Return who is signed in; who has no role must sign in first."""
        with self.door.read() as work:
            return me_of(work)

    def sign_in(self, login: str, password: str) -> Me:
        """Let somebody act from now on.

        A try is counted before its password is looked at, so that no broken connection makes one
        free; after some wrong ones the account rests, longer each time.

        Args:
            login: Name of the account.
            password: As typed; the account of the operating system needs none.

        Raises:
            NotAllowedError: `access.wrong`, whether name or password is; `access.wait` while the
                account rests; `access.no_role` for one that may do nothing.
        """
        login = login.strip()
        attempt = Login(login)
        self.door.run(uuid4(), "access.attempt", attempt, lambda work: _count(work, login), Login)
        with self.door.read() as work:
            account = work.accounts.find(login)
        is_known = passwords.is_right(password, account.password if account else "")
        is_here = login == self.here and not password
        if account is None or not account.is_active or not (is_known or is_here):
            raise NotAllowedError("access.wrong")
        if not account.roles:
            raise NotAllowedError("access.no_role", login=login)
        before, self.door.actor = self.door.actor, login
        try:
            self.door.run(
                uuid4(), "access.sign_in", attempt, lambda work: _forget(work, login), Login
            )
            return self.me()
        except DomainError:  # who is told that it failed is not signed in
            self.door.actor = before
            raise

    def accounts(self) -> tuple[AccountRow, ...]:
        """Return all accounts by login.

        Raises:
            NotAllowedError: `access.area`.
        """
        with self.door.read(Area.ADMINISTRATION) as work:
            return tuple(_row(work, one) for one in work.accounts.all())

    def save_account(self, draft: AccountDraft) -> Changes:
        """Add an account, or change the one with its login.

        With the first account of an office, whoever makes it gets one too, with every role.

        Raises:
            InvalidInputError: `access.no_login`.
            ConflictError: `access.last_admin` when nobody would administer any more,
                `administration.taken`, or `administration.changed`.
            NotFoundError: `person.unknown` or `unit.unknown`.
        """
        return self.door.run(
            draft.op_id, "access.save_account", draft, lambda work: _save(work, draft), Changes
        )

    def set_password(self, op_id: UUID, login: str, password: str) -> Changes:
        """Give an account a password, or take it away with an empty one.

        Raises:
            InvalidInputError: `access.short`.
            NotFoundError: `access.unknown`.
        """
        if password and len(password) < passwords.SHORTEST:
            raise InvalidInputError("access.short", least=passwords.SHORTEST)
        kept = passwords.hashed(password) if password else ""

        def work_on(work: UnitOfWork) -> Changes:
            account = work.accounts.find(login)
            if account is None:
                raise NotFoundError("access.unknown", login=login)
            work.accounts.save(replace(account, password=kept, wrong=0, wait_until=None))
            return Changes()

        return self.door.run(op_id, "access.set_password", Login(login), work_on, Changes)


def _count(work: UnitOfWork, login: str) -> Login:
    """Count a try as a wrong one until its password was looked at."""
    account = work.accounts.find(login)
    if account is None:
        return Login(login)
    if account.wait_until is not None and work.now < account.wait_until:
        left = account.wait_until - work.now
        raise NotAllowedError("access.wait", seconds=ceil(left.total_seconds()))
    wrong = account.wrong + 1
    until = work.now + wait_after(wrong)
    work.accounts.save(replace(account, wrong=wrong, wait_until=until))
    return Login(login)


def _forget(work: UnitOfWork, login: str) -> Login:
    """Forget the wrong tries before a right one."""
    account = work.accounts.find(login)
    if account is not None:
        work.accounts.save(replace(account, wrong=0, wait_until=None))
    return Login(login)


def _row(work: UnitOfWork, account: UserAccount) -> AccountRow:
    person = None if account.person_id is None else work.people.person(account.person_id)
    return AccountRow(
        account.login,
        account.roles,
        person.code if person else "",
        person.name if person else "",
        "" if account.unit_id is None else work.people.unit(account.unit_id).code,
        account.is_active,
        bool(account.password),
    )


def _is_as_seen(work: UnitOfWork, there: UserAccount | None, seen: AccountRow) -> bool:
    """Tell whether what an account may do is still what somebody saw of it."""
    if there is None:
        return False
    now = _row(work, there)
    return replace(seen, person_name=now.person_name, has_password=now.has_password) == now


def _save(work: UnitOfWork, draft: AccountDraft) -> Changes:
    login = draft.login.strip()
    if not login:
        raise InvalidInputError("access.no_login")
    if work.accounts.is_empty() and login != work.actor:
        work.accounts.save(UserAccount(0, work.actor, ALL_ROLES))
    there = work.accounts.find(login)
    if draft.is_new and there is not None:
        raise ConflictError("administration.taken", code=login)
    if draft.seen is not None and not _is_as_seen(work, there, draft.seen):
        raise ConflictError("administration.changed")
    work.accounts.save(
        replace(
            there or UserAccount(0, login),
            roles=draft.roles,
            person_id=work.people.person_by_code(draft.person).id if draft.person else None,
            unit_id=work.people.unit_by_code(draft.unit).id if draft.unit else None,
            is_active=draft.is_active,
        )
    )
    if not any(one.is_active and Role.ADMIN in one.roles for one in work.accounts.all()):
        raise ConflictError("access.last_admin")
    return Changes()
