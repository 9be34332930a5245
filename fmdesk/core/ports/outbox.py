"""What is kept of messages to customers, and how they leave the house."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from fmdesk.core.domain.message import (
    Delivery,
    MailFile,
    Message,
    MessageState,
    OutboxRow,
    Template,
    TemplateKind,
)


class OutboxRepository(Protocol):
    """Messages and templates."""

    def add(self, message: Message) -> Message: ...
    def message(self, message_id: int) -> Message:
        """Return a message; NotFoundError `message.unknown`."""

    def of_line(self, line_id: int) -> tuple[Message, ...]: ...
    def update(self, before: Message, after: Message) -> None:
        """Store the state of a message; ConflictError `message.changed` unless it is as before."""

    def due(self, now: datetime, limit: int) -> Sequence[int]:
        """Return e-mails whose next try is due, the longest waiting first."""

    def waiting(self) -> int:
        """Return how many e-mails are queued."""

    def rows(self, states: Sequence[MessageState], limit: int) -> tuple[OutboxRow, ...]:
        """Return messages in these states, newest first."""

    def about(self, beginning: str) -> tuple[Message, ...]:
        """Return the messages about what begins like this, in the order in which they were made."""

    def without_notice(self, since: datetime, until: datetime, limit: int) -> Sequence[int]:
        """Return open lines due in [since, until] that have no delay notice, next due first."""

    def template(self, kind: TemplateKind, product: str, language: str) -> Template | None:
        """Return the product's own template, or that of all products."""

    def templates(self) -> tuple[Template, ...]: ...
    def save_template(self, template: Template) -> None:
        """Add a template or replace the one of its kind, product and language."""


class Mailer(Protocol):
    """Hands a message to a mail server."""

    @property
    def is_set(self) -> bool:
        """Tell whether a mail server is known."""

    def send(
        self, message: Message, sender: str, organisation: str, files: Sequence[MailFile] = ()
    ) -> Delivery:
        """Hand over one message.

        Args:
            message: The message.
            sender: The office's address.
            organisation: The office's name, shown beside its address.
            files: What goes with it.
        """
