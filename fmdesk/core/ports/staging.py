"""What an import asks of the database in bulk."""

from collections.abc import Iterator, Sequence
from typing import Protocol

from fmdesk.core.domain.events import LineEvent
from fmdesk.core.domain.ticket import Line, Ticket


class Staging(Protocol):
    """New tickets outside the database, as they will be stored, until a command takes them in.

    They stand in nameless files, so that nothing is left of them when the process ends.
    """

    @property
    def tickets(self) -> int:
        """How many wait."""

    @property
    def charter_sets(self) -> Sequence[Sequence[int]]:
        """The sets of charter versions that their rows name by place."""

    def add(
        self, tickets: Sequence[Ticket], events: Sequence[Sequence[Sequence[LineEvent]]]
    ) -> None:
        """Let tickets wait; the arguments are those of `TicketRepository.add_tickets`."""

    def pieces(self) -> Iterator[Sequence[Sequence[tuple[object, ...]]]]:
        """Yield what waits, in pieces: the rows of each table, numbered from 1 throughout."""

    def close(self) -> None:
        """Let the files go."""


class ImportPort(Protocol):
    """Bulk writing of tickets for imports."""

    def head(self) -> str:
        """Return the head of the command log's hash chain as this transaction sees it, in hex."""

    def staging(self) -> Staging:
        """Return an empty place for new tickets to wait in, made with what this view knows."""

    def take_in(self, staging: Staging) -> None:
        """Store the tickets that wait, in a command that `Door.run` was given the same place for.

        Raises:
            ConflictError: `storage.taken` when one of their external numbers is there already.
        """

    def update_lines(self, changed: Sequence[tuple[Line, Sequence[LineEvent]]]) -> None:
        """Append events to many lines and store their projections in one go.

        Raises:
            ConflictError: `line.changed` when another change came first.
        """
