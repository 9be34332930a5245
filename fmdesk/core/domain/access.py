"""Who acts, and in which roles (domain page, What the front office needs; pain 31)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID


class Role(StrEnum):
    """What somebody may do; a person may have several, and they add up."""

    DESK = "desk"
    DESK_LEAD = "desk_lead"
    UNIT = "unit"
    ACCOUNT_MANAGER = "account_manager"
    CONTROLLER = "controller"
    ADMIN = "admin"
    AUDITOR = "auditor"
    """Only reads."""


ALL_ROLES = tuple(Role)


def in_order(roles: Iterable[str]) -> tuple[Role, ...]:
    """Return roles, each once, in the order in which they are shown; other words are left out."""
    given = set(roles)
    return tuple(role for role in Role if role.value in given)


@dataclass(frozen=True, slots=True)
class Me:
    """Who is signed in.

    Attributes:
        login: Name of the account; the command log names nobody else.
        name: Name of the person, the login where none is linked.
        person_id: The person, None where none is linked.
        unit_id: The unit that this person acts for.
        roles: What this person may do.
    """

    login: str
    name: str
    person_id: int | None = None
    unit_id: int | None = None
    roles: tuple[Role, ...] = ()

    def is_any(self, *roles: Role) -> bool:
        """Tell whether this person has one of these roles."""
        return any(role in self.roles for role in roles)


@dataclass(frozen=True, slots=True)
class AccountRow:
    """An account as its list shows it.

    Attributes:
        login: Its name.
        roles: What it may do.
        person: Code of the person, empty where none is linked.
        person_name: The name of that person.
        unit: Code of the unit it acts for, empty for the person's own.
        is_active: It may sign in.
        has_password: It signs in with a password; else the operating system's account does.
    """

    login: str
    roles: tuple[Role, ...]
    person: str = ""
    person_name: str = ""
    unit: str = ""
    is_active: bool = True
    has_password: bool = False


@dataclass(frozen=True, slots=True)
class AccountDraft:
    """An account as somebody wants it; one with this login is changed.

    Attributes:
        op_id: Made once by the client.
        login: Its name.
        roles: What it may do.
        person: Code of the person, empty for none.
        unit: Code of the unit it acts for, empty for the person's own.
        is_active: It may sign in.
        is_new: It is added; a login that is taken is refused.
        seen: The account as it was shown; where it is so no more, somebody else was first.
    """

    op_id: UUID
    login: str
    roles: tuple[Role, ...]
    person: str = ""
    unit: str = ""
    is_active: bool = True
    is_new: bool = False
    seen: AccountRow | None = None


@dataclass(frozen=True, slots=True)
class UserAccount:
    """An account to sign in with.

    Attributes:
        id: Its number.
        login: Unique name: that of the operating system's account, or of a local profile.
        roles: What it may do.
        person_id: The person behind it.
        unit_id: The unit it acts for; None takes the person's own.
        password: Hash of the password; empty where the operating system's account signs in.
        is_active: It may sign in.
        wrong: Wrong passwords since the last right one.
        wait_until: No password is looked at before this instant.
    """

    id: int
    login: str
    roles: tuple[Role, ...] = ()
    person_id: int | None = None
    unit_id: int | None = None
    password: str = ""
    is_active: bool = True
    wrong: int = 0
    wait_until: datetime | None = None


FREE_TRIES = 3
"""Wrong passwords after which nobody has to wait yet."""
LONGEST_WAIT = timedelta(minutes=15)


def wait_after(wrong: int) -> timedelta:
    """Return how long no password is looked at after so many wrong ones: 2, 4, 8 … seconds."""
    if wrong < FREE_TRIES:
        return timedelta(0)
    return min(timedelta(seconds=2 ** min(wrong - FREE_TRIES + 1, 20)), LONGEST_WAIT)
