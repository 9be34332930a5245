"""The dossier of a ticket: who watches it, what is to be done, what it is linked to."""

from dataclasses import dataclass, replace

from fmdesk.core.domain.dossier import (
    Change,
    LinkDraft,
    TakeOver,
    Task,
    TaskDone,
    TaskDraft,
    TicketLink,
    Unlink,
)
from fmdesk.core.domain.dossier_views import Dossier
from fmdesk.core.domain.errors import ConflictError, InvalidInputError
from fmdesk.core.domain.views import Changes
from fmdesk.core.ports import Door, UnitOfWork
from fmdesk.core.services.fields import Wording, places_of, ticket_fields
from fmdesk.core.services.lineview import Names
from fmdesk.core.services.queries import Queries
from fmdesk.core.services.timeline import (
    OWNER,
    Timeline,
    customer_messages,
    link_views,
    task_views,
)
from fmdesk.i18n import using_language

LONGEST_TASK = 500


@dataclass(frozen=True, slots=True)
class Dossiers:
    """Use cases of the ticket page.

    Attributes:
        door: The one door.
        queries: Gives lines and tickets as they are shown.
    """

    door: Door
    queries: Queries

    def dossier(self, ticket_id: int, language: str) -> Dossier:
        """Return a ticket with everything its page shows; NotFoundError `ticket.unknown`."""
        view = self.queries.ticket(ticket_id, language)
        rows = self.queries.rows([line.id for line in view.lines])
        with using_language(language), self.door.read() as work:
            ticket, names = work.tickets.ticket(ticket_id), Names(work, language)
            wording = Wording(work, names, self.queries.plugins)
            fields = ticket_fields(work, ticket)
            return Dossier(
                ticket=view,
                rows=rows,
                fields=fields,
                places=places_of(wording, fields),
                timeline=Timeline(work, names, wording, ticket, view).items(),
                tasks=task_views(work, names, ticket_id),
                links=link_views(work, names, ticket_id),
                messages=customer_messages(work, ticket_id),
                is_yours=ticket.owner == work.actor,
            )

    def of_line(self, line_id: int, language: str) -> Dossier:
        """Return the dossier of a line's ticket; NotFoundError `line.unknown`."""
        with self.door.read() as work:
            ticket_id = work.tickets.line(line_id).ticket_id
        return self.dossier(ticket_id, language)

    def line_id(self, number: str) -> int:
        """Return the line with a number such as `M000123.1`, the first of `M000123`.

        Raises:
            NotFoundError: `line.unknown`.
        """
        with self.door.read() as work:
            return work.tickets.line_id_by_number(number)

    def take_over(self, draft: TakeOver) -> Changes:
        """Make the one who acts the owner of a ticket; who is already changes nothing.

        Raises:
            NotFoundError: `ticket.unknown`.
        """

        def work_on(work: UnitOfWork) -> Changes:
            work.dossier.lock(draft.ticket_id)
            ticket = work.tickets.ticket(draft.ticket_id)
            if ticket.owner != work.actor:
                stored = work.dossier.update_ticket(replace(ticket, owner=work.actor))
                before, after = {OWNER: ticket.owner}, {OWNER: work.actor}
                change = Change(ticket.id, stored.version, work.now, work.actor, before, after)
                work.dossier.add_change(change)
            return Changes((ticket.id,))

        return self.door.run(draft.op_id, "dossiers.take_over", draft, work_on, Changes)

    # --- tasks ---------------------------------------------------------------------------------

    def add_task(self, draft: TaskDraft) -> Changes:
        """Write down something to be done for a ticket.

        Raises:
            InvalidInputError: `task.no_text` or `time.naive`.
            NotFoundError: `ticket.unknown` or `person.unknown`.
        """

        def work_on(work: UnitOfWork) -> Changes:
            text = " ".join(draft.text.split())
            if not text:
                raise InvalidInputError("task.no_text")
            due = draft.due_at
            if due is not None and due.tzinfo is None:
                raise InvalidInputError("time.naive", value=due.isoformat())
            person = work.people.person_by_code(draft.person).id if draft.person else None
            ticket = work.tickets.ticket(draft.ticket_id)
            task = Task(
                0,
                ticket.id,
                text[:LONGEST_TASK],
                work.now,
                work.actor,
                person,
                due.replace(microsecond=0) if due else None,
            )
            work.dossier.add_task(task)
            return Changes((ticket.id,))

        return self.door.run(draft.op_id, "dossiers.add_task", draft, work_on, Changes)

    def tick(self, draft: TaskDone) -> Changes:
        """Tick a task off, or open it again; one that is so already changes nothing.

        Raises:
            NotFoundError: `task.unknown`.
        """

        def work_on(work: UnitOfWork) -> Changes:
            task = work.dossier.task(draft.task_id)
            work.dossier.tick(task.id, work.now if draft.is_done else None, work.actor)
            return Changes((task.ticket_id,))

        return self.door.run(draft.op_id, "dossiers.tick", draft, work_on, Changes)

    # --- links ---------------------------------------------------------------------------------

    def link(self, draft: LinkDraft) -> Changes:
        """Link a ticket to another one.

        Raises:
            InvalidInputError: `link.itself`.
            ConflictError: `link.there` when the two are linked so already.
            NotFoundError: `ticket.unknown`.
        """

        def work_on(work: UnitOfWork) -> Changes:
            work.dossier.lock(draft.ticket_id)
            other = work.dossier.ticket_id(draft.number)
            if other == draft.ticket_id:
                raise InvalidInputError("link.itself")
            there = (
                one
                for one in work.dossier.links(draft.ticket_id)
                if one.kind is draft.kind and one.removed_at is None
            )
            if any({one.ticket_id, one.other_id} == {other, draft.ticket_id} for one in there):
                raise ConflictError("link.there", number=draft.number.strip())
            link = TicketLink(0, draft.ticket_id, draft.kind, other, work.now, work.actor)
            work.dossier.add_link(link)
            return Changes((draft.ticket_id, other))

        return self.door.run(draft.op_id, "dossiers.link", draft, work_on, Changes)

    def unlink(self, draft: Unlink) -> Changes:
        """Take a link away; one that is gone already changes nothing.

        Raises:
            NotFoundError: `link.unknown`.
        """

        def work_on(work: UnitOfWork) -> Changes:
            link = work.dossier.link(draft.link_id)
            work.dossier.remove_link(link.id, work.now, work.actor)
            return Changes((link.ticket_id, link.other_id))

        return self.door.run(draft.op_id, "dossiers.unlink", draft, work_on, Changes)
