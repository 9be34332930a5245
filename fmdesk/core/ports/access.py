"""What is kept of accounts and of passwords to servers."""

from typing import Protocol

from fmdesk.core.domain.access import UserAccount


class AccountRepository(Protocol):
    """Accounts by login."""

    def find(self, login: str) -> UserAccount | None:
        """Return an account, None when there is none."""

    def all(self) -> tuple[UserAccount, ...]: ...
    def is_empty(self) -> bool:
        """Tell whether nobody has an account."""

    def save(self, account: UserAccount) -> UserAccount:
        """Add an account, or update the one with its login; returns the stored."""


class SecretRepository(Protocol):
    """Passwords that the program itself signs in with."""

    def get(self, name: str, place: str) -> str:
        """Return what was given for this place, empty for another place or nothing."""

    def put(self, name: str, place: str, value: str) -> None:
        """Keep a password for one place; empty forgets it."""
