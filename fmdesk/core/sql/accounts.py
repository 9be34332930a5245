"""Accounts in the database."""

from dataclasses import fields

import sqlalchemy as sa

from fmdesk.core.domain.access import UserAccount, in_order
from fmdesk.core.sql.tables import user_account


class SqlAccounts:
    """The repository of accounts.

    Args:
        connection: Connection of the unit of work.
    """

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def find(self, login: str) -> UserAccount | None:
        """Return an account, None when there is none."""
        query = sa.select(user_account).where(user_account.c.login == login)
        row = self._connection.execute(query).one_or_none()
        return None if row is None else _account(row)

    def all(self) -> tuple[UserAccount, ...]:
        """Return all accounts by login."""
        query = sa.select(user_account).order_by(user_account.c.login)
        return tuple(map(_account, self._connection.execute(query)))

    def is_empty(self) -> bool:
        """Tell whether nobody has an account."""
        return self._connection.execute(sa.select(user_account.c.id).limit(1)).first() is None

    def save(self, account: UserAccount) -> UserAccount:
        """Add an account, or update the one with its login; an equal one is left alone."""
        before = self.find(account.login)
        values = {one.name: getattr(account, one.name) for one in fields(account)}
        values |= {"roles": " ".join(account.roles)}
        del values["id"]
        if before is None:
            self._connection.execute(sa.insert(user_account).values(values))
        elif before != account:
            change = sa.update(user_account).where(user_account.c.login == account.login)
            self._connection.execute(change.values(values))
        saved = self.find(account.login)
        assert saved is not None  # noqa: S101  # it was written just now
        return saved


def _account(row: sa.Row[tuple[object, ...]]) -> UserAccount:
    values = dict(row._mapping)  # noqa: SLF001  # the public name of it
    return UserAccount(**values | {"roles": in_order(row.roles.split())})
