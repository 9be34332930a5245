"""What is kept of what comes in by itself, and where it comes from."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from fmdesk.core.domain.errors import DomainError
from fmdesk.core.domain.incoming import Incoming, IncomingRow, IncomingState
from fmdesk.core.domain.message import Delivery


class IncomingRepository(Protocol):
    """E-mails and forms with what became of them."""

    def add(self, incoming: Incoming) -> Incoming: ...
    def incoming(self, incoming_id: int) -> Incoming:
        """Return one; NotFoundError `incoming.unknown`."""

    def find(self, key: str) -> Incoming | None:
        """Return what is known by this key, None for nothing."""

    def settle(self, after: Incoming) -> None:
        """Store what became of one that waits; ConflictError `incoming.settled` if not."""

    def rows(self, states: Sequence[IncomingState], limit: int) -> tuple[IncomingRow, ...]:
        """Return those in these states: what waits longest first, of the others the newest."""

    def persons_at(self, address: str) -> Sequence[int]:
        """Return the active persons with this e-mail address."""

    def ticket_of(self, references: Sequence[str]) -> int | None:
        """Return the ticket of the message of ours with one of these Message-IDs."""

    def ticket_numbered(self, number: int) -> int | None:
        """Return the ticket with this number, None when there is none."""


@dataclass(frozen=True, slots=True)
class RawMail:
    """An e-mail as a mail server gives it.

    Attributes:
        content: Its bytes; of one that is too large only the beginning.
        size: How many bytes it has in all.
        arrived_at: When it reached the mailbox, by the server's clock.
    """

    content: bytes
    size: int
    arrived_at: datetime | None


class Mailbox(Protocol):
    """A mailbox whose unseen e-mails are fetched."""

    @property
    def is_set(self) -> bool:
        """Tell whether a mailbox is known."""

    def visit(self, take: Callable[[RawMail], object], largest: int, most: int) -> Delivery:
        """Hand over unseen e-mails, oldest first; one is marked as seen once it has been taken.

        Args:
            take: Takes one; what it raises ends the visit and goes on to the caller.
            largest: Bytes from which on only the beginning is fetched.
            most: E-mails of one visit.

        Returns:
            What hindered the server, in its words.
        """


class FormFolder(Protocol):
    """A folder where others drop forms."""

    @property
    def folder(self) -> Path | None:
        """Where it is; None for none."""

    def visit(
        self,
        take: Callable[[bytes], object],
        explain: Callable[[DomainError], str],
        now: datetime,
    ) -> int:
        """Hand over the forms that are there, each once, and return how many were taken.

        Raises:
            StorageError: `incoming.folder`, or what `take` raises.
        """
