"""The small office with accounts, on both databases."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from fmdesk.core.domain.access import ALL_ROLES, Role, UserAccount
from fmdesk.core.sql.door import SqlDoor
from tests.integration.storage.conftest import (
    Change,
    change,
    database,
    database_content,
    door,
    office,
)

__all__ = ["change", "database", "database_content", "door", "office"]

Employ = Callable[..., SqlDoor]


@pytest.fixture
def employ(office: SqlDoor, change: Change) -> Employ:
    """Give somebody an account with roles, and return the door of that person's session.

    Jan, at whose door the office stands, keeps every role.
    """
    change(lambda work: work.accounts.save(UserAccount(0, "jan", ALL_ROLES)))

    def employed(login: str, *roles: Role, **given: object) -> SqlDoor:
        account = replace(UserAccount(0, login, roles), **given)
        change(lambda work: work.accounts.save(account))
        return replace(office, actor=login)

    return employed
