"""What is kept beside a ticket."""

from datetime import datetime
from typing import Protocol

from fmdesk.core.domain.dossier import Change, Task, TicketLink
from fmdesk.core.domain.message import Message
from fmdesk.core.domain.ticket import Contact, Ticket


class DossierRepository(Protocol):
    """Changes, tasks and links of tickets, and what else happened to them."""

    def lock(self, ticket_id: int) -> None:
        """Let other changes of a ticket and its lines wait; NotFoundError `ticket.unknown`."""

    def ticket_id(self, number: str) -> int:
        """Return the id of `M000123`, also by the number of a line; NotFoundError."""

    def update_ticket(self, ticket: Ticket) -> Ticket:
        """Store subject, requester, recipient and owner of a locked ticket as its next version."""

    def add_change(self, change: Change) -> None: ...
    def changes(self, ticket_id: int) -> tuple[Change, ...]:
        """Return the changes of a ticket and its lines, in the order in which they were made."""

    def add_task(self, task: Task) -> Task: ...
    def task(self, task_id: int) -> Task:
        """Return a task; NotFoundError `task.unknown`."""

    def tasks(self, ticket_id: int) -> tuple[Task, ...]: ...
    def tick(self, task_id: int, at: datetime | None, actor: str) -> bool:
        """Store that a task is done, or is not (`at` None); tell whether it was otherwise."""

    def add_link(self, link: TicketLink) -> TicketLink: ...
    def link(self, link_id: int) -> TicketLink:
        """Return a link; NotFoundError `link.unknown`."""

    def links(self, ticket_id: int) -> tuple[TicketLink, ...]:
        """Return the links from and to a ticket, those that were taken away too."""

    def remove_link(self, link_id: int, at: datetime, actor: str) -> bool:
        """Take a link away; tell whether it still stood."""

    def contacts(self, ticket_id: int) -> tuple[Contact, ...]:
        """Return the contacts about a ticket."""

    def messages(self, ticket_id: int) -> tuple[Message, ...]:
        """Return the messages about a ticket, in the order in which they were made."""
