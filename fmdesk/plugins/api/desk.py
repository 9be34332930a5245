"""What a plugin may have the desk do, in the same unit of work: it commits with it, or not at all.

Each is the use case that a member of the desk has on the screen, with the same checks and the same
refusals. A plugin may touch the lines that it serves, and lines that no plugin serves and that
follow one of its own; of any other it is a PluginError `plugin.not_yours`. While the lines that
follow a line are told of it, that line itself stands still (`plugin.busy_line`).
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

from fmdesk.core.domain.spec import Text
from fmdesk.core.domain.ticket import OrderDraft, OrderLine, Scalar


class Desk(Protocol):
    """The desk, as a plugin has it work."""

    def take(self, draft: OrderDraft) -> tuple[int, ...]:
        """Take an order: a new ticket with its lines, checked, priced and pinned.

        Args:
            draft: The order; its `op_id` is not looked at, since the command has one.

        Returns:
            The new lines, in their order.

        Raises:
            DomainError: As at intake: something is unknown, missing, or refused by a plugin.
        """

    def add_line(self, ticket_id: int, order: OrderLine) -> int:
        """Order something more on a ticket that is there, received now; returns the new line.

        Raises:
            DomainError: As at intake.
        """

    def link(self, line_id: int, follows_id: int) -> None:
        """Let `line_id` follow `follows_id`: it is told when that one is moved or cancelled.

        One of the two must be the plugin's own.

        Raises:
            InvalidInputError: `follow.itself`, `follow.circle` or `follow.deep`.
            ConflictError: `follow.there`.
        """

    def change(
        self,
        line_id: int,
        reason: str,
        *,
        details: Mapping[str, Scalar] | None = None,
        quantity: int | None = None,
        location: str | None = None,
        due_at: datetime | None = None,
    ) -> None:
        """Change what was ordered; lines that follow are told. What is left out stays.

        Args:
            line_id: The line, still open.
            reason: Why, for the timeline.
            details: Answers to the product's form that change.
            quantity: Pieces.
            location: Code of the place.
            due_at: The due time that is agreed now; it counts for charters whose limit is given.

        Raises:
            DomainError: As on the screen: the line is closed, or a plugin refuses it.
        """

    def moved(self, line_id: int, reason: str, due_at: datetime | None = None) -> None:
        """Say that a line is wanted otherwise now, where nothing of the order itself changed.

        Lines that follow are told.

        Args:
            line_id: The line.
            reason: Why, for the timeline.
            due_at: The due time that is agreed with it; None leaves it.
        """

    def cancel(self, line_id: int, reason: str) -> None:
        """Cancel an open line; what was delivered stays delivered and charged."""

    def start_step(self, line_id: int, step: int | None = None) -> None:
        """Begin a step of the line's process (0 = first), the next one when none is named."""

    def finish_step(self, line_id: int, step: int | None = None) -> None:
        """Finish a step of the line's process, the one that runs or is next when none is named."""

    def deliver(self, line_id: int, quantity: int) -> None:
        """Deliver pieces; the delivery that completes the quantity makes the line ready."""

    def ready(self, line_id: int) -> None:
        """Report a line ready."""

    def reopen(self, line_id: int, reason: str) -> None:
        """Work again on a line that was ready; lines that follow are told."""

    def note(self, line_id: int, text: str) -> None:
        """Write a sentence on the timeline of a line; no clock heeds it."""

    def tell(self, line_id: int, subject: Text, body: Text, person_id: int | None = None) -> bool:
        """Queue a message about a line, in the language of the office's messages.

        Args:
            line_id: The line.
            subject: One line.
            body: The text. It stays in the office's records for good.
            person_id: Whom it goes to; None for who asked.

        Returns:
            False for a customer who is not known; nothing is queued then.
        """
