"""What is kept of accounts."""

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
