"""Known errors: a code and its parameters; the texts stand in `fmdesk.messages`."""

from collections.abc import Mapping
from typing import NamedTuple


class DomainError(Exception):
    """A known problem that the user can do something about.

    Args:
        code: Dotted name of the problem, the key of its text (for example `calendar.never_opens`).
        params: Values that the text shows; plain strings and integers.
    """

    def __init__(self, code: str, /, **params: object) -> None:
        super().__init__(code, params)
        self.code = code
        self.params: Mapping[str, object] = params

    def __str__(self) -> str:
        """Return the code with its parameters, for logs and tests."""
        shown = ", ".join(f"{name}={value!r}" for name, value in self.params.items())
        return f"{self.code}({shown})"


class InvalidInputError(DomainError):
    """What was given cannot be accepted as it is; nothing was changed."""


class NotFoundError(DomainError):
    """What was asked for does not exist."""


class ConflictError(DomainError):
    """Somebody else changed it first, or a business rule in the database refused it."""


class NotAllowedError(DomainError):
    """The actor has no right to do this."""


class StorageError(DomainError):
    """The database cannot be used: newer, locked, damaged, read-only, full, or on a network."""


class PluginError(DomainError):
    """A plugin refused or failed; its own text is in the parameter `reason`."""


class EngineError(DomainError):
    """The decision engine cannot work: it does not start, or it dies on everything it is asked."""


class Refusal(NamedTuple):
    """Why somebody may not do something, as data: code and values of a known error."""

    code: str
    params: Mapping[str, object]
