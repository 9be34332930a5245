"""The timeline of a ticket: everything that happened to it, in order."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter

from fmdesk.core.domain.dossier import Change, LinkKind
from fmdesk.core.domain.dossier_views import LinkView, TaskView, TimelineItem, TimelineKind
from fmdesk.core.domain.message import Message, MessageKind
from fmdesk.core.domain.ticket import Line, Ticket
from fmdesk.core.domain.views import TicketView
from fmdesk.core.ports import UnitOfWork
from fmdesk.core.services.escalations import cause_words
from fmdesk.core.services.fields import Wording
from fmdesk.core.services.lineview import Names
from fmdesk.i18n import _

OWNER = "owner"


@dataclass(frozen=True, slots=True)
class Timeline:
    """Gathers what happened to one ticket.

    Attributes:
        work: The unit of work to read from.
        names: Names in the language of the page.
        wording: Says fields in words.
        ticket: The ticket.
        view: The same as it is shown, with the names of steps.
    """

    work: UnitOfWork
    names: Names
    wording: Wording
    ticket: Ticket
    view: TicketView

    def items(self) -> tuple[TimelineItem, ...]:
        """Return everything, by time; what happened at once keeps its order."""
        found = (
            *self._contacts(),
            *self._events(),
            *self._changes(),
            *self._tasks(),
            *self._links(),
            *self._line_links(),
            *self._messages(),
            *self._questions(),
            *self._escalations(),
        )
        return tuple(sorted(found, key=attrgetter("at")))

    def _events(self) -> Iterator[TimelineItem]:
        for line in self.view.lines:
            for event in line.events:
                yield TimelineItem(
                    event.at,
                    TimelineKind.WORK,
                    event.kind.value,
                    event.actor,
                    self._number(line.id),
                    event=event,
                )

    def _contacts(self) -> Iterator[TimelineItem]:
        for one in self.work.dossier.contacts(self.ticket.id):
            kind, who = TimelineKind.CONTACT, self.names.person(one.person_id)
            number = self._number(one.line_id)
            yield TimelineItem(one.at, kind, one.kind.value, who, number, one.note)
            if one.answered_at is not None:
                yield TimelineItem(one.answered_at, kind, "answered", who, number, one.answer)

    def _messages(self) -> Iterator[TimelineItem]:
        for one in customer_messages(self.work, self.ticket.id):
            yield TimelineItem(
                one.created_at or self.ticket.registered_at,
                TimelineKind.MESSAGE,
                one.kind.value,
                one.created_by,
                self._number(one.line_id),
                one.reason or one.subject,
                status=one.state.value,
            )

    def _questions(self) -> Iterator[TimelineItem]:
        for one in self.work.crossing.of_ticket(self.ticket.id):
            kind, number = TimelineKind.UNIT, self._number(one.line_id)
            unit = self.names.units[one.unit_id]
            words = f"{unit}: {one.text}"
            yield TimelineItem(one.asked_at, kind, "asked", one.asked_by, number, words)
            if one.answered_at is not None:
                words = f"{unit}: {one.answer}"
                yield TimelineItem(
                    one.answered_at, kind, "answered", one.answered_by, number, words
                )

    def _escalations(self) -> Iterator[TimelineItem]:
        kind = TimelineKind.ESCALATION
        for line in self.ticket.lines:
            number = self._number(line.id)
            for one in self.work.escalations.of_line(line.id):
                words = cause_words(one.rule)
                told = f"{one.person}: {words}" if one.person else words
                yield TimelineItem(one.raised_at, kind, "raised", "", number, told)
                if one.taken_at is not None:
                    yield TimelineItem(one.taken_at, kind, "taken", one.taken_by, number, words)

    def _changes(self) -> Iterator[TimelineItem]:
        lines = {line.id: line for line in self.ticket.lines}
        for one in self.work.dossier.changes(self.ticket.id):
            yield self._change(one, lines.get(one.line_id or 0))

    def _change(self, change: Change, line: Line | None) -> TimelineItem:
        is_owner = OWNER in change.after
        return TimelineItem(
            change.at,
            TimelineKind.OWNER if is_owner else TimelineKind.CHANGE,
            OWNER if is_owner else "changed",
            change.actor,
            self._number(change.line_id),
            change.reason,
            changes=self.wording.changes(change, line),
        )

    def _tasks(self) -> Iterator[TimelineItem]:
        for one in self.work.dossier.tasks(self.ticket.id):
            yield TimelineItem(one.made_at, TimelineKind.TASK, "made", one.made_by, "", one.text)
            if one.done_at is not None:
                yield TimelineItem(
                    one.done_at, TimelineKind.TASK, "done", one.done_by, "", one.text
                )

    def _links(self) -> Iterator[TimelineItem]:
        for one in self.work.dossier.links(self.ticket.id):
            other = one.other_id if one.ticket_id == self.ticket.id else one.ticket_id
            ticket = self.work.tickets.ticket(other)
            words = f"{ticket.number} {ticket.subject}"
            kind = TimelineKind.LINK
            yield TimelineItem(one.made_at, kind, "made", one.made_by, "", words)
            if one.removed_at is not None:
                yield TimelineItem(one.removed_at, kind, "removed", one.removed_by, "", words)

    def _line_links(self) -> Iterator[TimelineItem]:
        for one in self.work.following.of_ticket(self.ticket.id):
            follower, other = (
                self.work.tickets.line_number(self.work.tickets.line(number))
                for number in (one.line_id, one.follows_id)
            )
            words = _("{line} follows {other}").format(line=follower, other=other)
            yield TimelineItem(one.made_at, TimelineKind.LINK, "made", one.made_by, "", words)

    def _number(self, line_id: int | None) -> str:
        """Return the number of a line, where the ticket has several."""
        if line_id is None or len(self.view.lines) < 2:  # noqa: PLR2004  # one needs no number
            return ""
        return next((one.number for one in self.view.lines if one.id == line_id), "")


def customer_messages(work: UnitOfWork, ticket_id: int) -> tuple[Message, ...]:
    """Return what was told the customer, oldest first; an escalation is told to the house."""
    found = work.dossier.messages(ticket_id)
    return tuple(one for one in found if one.kind is not MessageKind.ESCALATION)


def task_views(work: UnitOfWork, names: Names, ticket_id: int) -> tuple[TaskView, ...]:
    """Return the tasks of a ticket, those to be done first."""
    return tuple(
        TaskView(
            one.id,
            one.text,
            names.person(one.person_id),
            one.due_at,
            one.made_at,
            one.made_by,
            one.done_at,
            one.done_by,
        )
        for one in work.dossier.tasks(ticket_id)
    )


def link_views(work: UnitOfWork, names: Names, ticket_id: int) -> tuple[LinkView, ...]:
    """Return the links of a ticket that stand, in both directions, and those of its lines."""
    return (*_links(work, ticket_id), *_line_links(work, names, ticket_id))


def _line_links(work: UnitOfWork, names: Names, ticket_id: int) -> Iterator[LinkView]:
    for one in work.following.of_ticket(ticket_id):
        follower = work.tickets.line(one.line_id)
        is_back = follower.ticket_id != ticket_id
        line = follower if is_back else work.tickets.line(one.follows_id)
        product = work.catalog.product_version(line.pins.product_version_id)
        number = work.tickets.line_number(line)
        kind, subject = LinkKind.FOLLOWS, names.of(product)
        yield LinkView(0, kind, is_back, line.ticket_id, number, subject, line.id, line.state)


def _links(work: UnitOfWork, ticket_id: int) -> Iterator[LinkView]:
    for one in work.dossier.links(ticket_id):
        if one.removed_at is not None:
            continue
        is_back = one.other_id == ticket_id
        other = work.tickets.ticket(one.ticket_id if is_back else one.other_id)
        first = _first(other.lines)
        yield LinkView(
            one.id, one.kind, is_back, other.id, other.number, other.subject, first.id, first.state
        )


def _first(lines: Sequence[Line]) -> Line:
    return min(lines, key=attrgetter("position"))
