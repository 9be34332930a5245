"""Taking an order: what was planned becomes a ticket with lines, events and its contact."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from fmdesk.core.domain.catalog import ProductVersion
from fmdesk.core.domain.errors import InvalidInputError
from fmdesk.core.domain.events import EventKind, LineEvent
from fmdesk.core.domain.ticket import (
    Contact,
    ContactKind,
    ContactOutcome,
    Line,
    OrderDraft,
    OrderLine,
    Ticket,
)
from fmdesk.core.domain.views import Taken
from fmdesk.core.ports import PluginGateway, UnitOfWork
from fmdesk.core.services.asking import hang
from fmdesk.core.services.budgets import check_change
from fmdesk.core.services.cards import promises
from fmdesk.core.services.incoming_settling import became
from fmdesk.core.services.lineview import Names
from fmdesk.core.services.notices import on_received
from fmdesk.core.services.ordering import Parties, Planner, check_channel, parties, received_at
from fmdesk.core.services.pinning import Pinner
from fmdesk.i18n import _, current_language


@dataclass(frozen=True, slots=True)
class Order:
    """What is stored.

    Attributes:
        channel: Code of the channel.
        received: When it reached the organisation.
        parties: Who is concerned.
        subject: One line about it.
        lines: Each with the product version that it pins.
        note: Free text for the contact.
        outcome: How it was settled at once, None when it was not.
        incoming: Number of what came in and is taken up, 0 for nothing.
        questions: Numbers of what units were asked meanwhile.
    """

    channel: str
    received: datetime
    parties: Parties
    subject: str
    lines: Sequence[tuple[ProductVersion, Line]]
    note: str = ""
    outcome: ContactOutcome | None = None
    incoming: int = 0
    questions: tuple[int, ...] = ()


def take(
    work: UnitOfWork,
    plugins: PluginGateway,
    draft: OrderDraft,
    outcome: ContactOutcome | None = None,
) -> Taken:
    """Check, price, pin and store an order; see `Intake.take`.

    Args:
        work: The unit of work.
        plugins: Asked about the products that they serve.
        draft: The order.
        outcome: How it is settled at once, None when it is not.
    """
    received = received_at(work, draft.received_at)
    check_channel(work, draft.channel)
    concerned = parties(work, draft.requester, draft.recipient)
    if not draft.lines:
        raise InvalidInputError("intake.no_lines")
    planner = Planner(work, plugins, Pinner(work), received, concerned)
    lines = [planner.line(order, place) for place, order in enumerate(draft.lines, start=1)]
    planned = [line for _product, line in lines]
    planner.check_amounts(planned)
    work.budgets.hold_payers(line.cost_centre_id for line in planned)
    planner.check_budgets(planned, draft.approval)
    subject = draft.subject.strip() or lines[0][0].name_nl
    order = Order(
        draft.channel,
        received,
        concerned,
        subject,
        lines,
        noted(draft.note, draft.approval),
        outcome,
        draft.incoming,
        draft.questions,
    )
    return store(work, plugins, order)


def noted(note: str, approval: str) -> str:
    """Return the note of an order, with who approved that it goes over the budget."""
    approval = approval.strip()
    said = _("Approved over budget: {approval}").format(approval=approval) if approval else ""
    return "\n".join(filter(None, (note, said)))


def store(work: UnitOfWork, plugins: PluginGateway, order: Order) -> Taken:
    """Store an order and tell what to promise.

    Args:
        work: The unit of work.
        plugins: Told of the lines whose products they serve.
        order: What is stored.
    """
    asks, receives = order.parties.requester, order.parties.recipient
    ticket = work.tickets.add_ticket(
        Ticket(
            id=0,
            number="",
            requester_id=asks.id if asks else None,
            recipient_id=receives.id if receives else None,
            channel=order.channel,
            received_at=order.received,
            registered_at=work.now,
            owner=work.actor,
            subject=order.subject,
            lines=tuple(line for _product, line in order.lines),
        )
    )
    received = LineEvent(number=1, kind=EventKind.RECEIVED, at=order.received, actor=work.actor)
    for line in ticket.lines:
        work.tickets.add_events(line.id, (received,))
    for (product, _line), line in zip(order.lines, ticket.lines, strict=True):
        _tell_plugin(work, plugins, product, line)
    work.tickets.add_contact(
        Contact(
            id=0,
            person_id=ticket.requester_id,
            channel=order.channel,
            kind=ContactKind.ORDER,
            at=order.received,
            ticket_id=ticket.id,
            note=order.note,
            outcome=order.outcome,
        )
    )
    became(work, order.incoming, ticket.id)
    hang(work, order.questions, ticket)
    if order.outcome is not ContactOutcome.DESK:  # what is done at once needs no receipt
        on_received(work, ticket)
    dues = [line.due_at for line in ticket.lines if line.due_at]
    return Taken(
        ticket_id=ticket.id,
        number=ticket.number,
        line_ids=tuple(line.id for line in ticket.lines),
        due_at=max(dues) if dues else None,
        price_cents=sum(line.price_cents for line in ticket.lines),
        promises=_promises(work, ticket, order.received),
    )


def add_line(work: UnitOfWork, plugins: PluginGateway, ticket_id: int, order: OrderLine) -> Line:
    """Order something more on a ticket that is there; it is received now.

    Args:
        work: The unit of work.
        plugins: Asked about the product when they serve it.
        ticket_id: The ticket.
        order: What is ordered.

    Raises:
        NotFoundError: `ticket.unknown`, or as at intake.
        InvalidInputError: As at intake.
        PluginError: The plugin that serves the product refuses it.
    """
    work.dossier.lock(ticket_id)
    ticket, people = work.tickets.ticket(ticket_id), work.people
    asks = people.person(ticket.requester_id) if ticket.requester_id else None
    receives = people.person(ticket.recipient_id) if ticket.recipient_id else asks
    planner = Planner(work, plugins, Pinner(work), work.now, Parties(asks, receives))
    product, planned = planner.line(order, len(ticket.lines) + 1)
    planner.check_amounts([planned], ticket.lines)
    work.budgets.hold_payers([planned.cost_centre_id])
    check_change(work, None, planned)
    line = work.tickets.add_line(ticket, planned)
    received = LineEvent(number=1, kind=EventKind.RECEIVED, at=work.now, actor=work.actor)
    work.tickets.add_events(line.id, (received,))
    return _tell_plugin(work, plugins, product, line)


def _tell_plugin(
    work: UnitOfWork, plugins: PluginGateway, product: ProductVersion, line: Line
) -> Line:
    """Tell the plugin of a line that was stored, and pin the facts that it answers."""
    if not line.plugin:
        return line
    facts = plugins.ordered(work, product, line)
    now = work.tickets.line(line.id)  # the plugin may have done more to it
    return work.tickets.update_line(replace(now, facts={**now.facts, **facts})) if facts else now


def _promises(work: UnitOfWork, ticket: Ticket, received: datetime) -> tuple[str, ...]:
    """Return the promises to read out in the language of now, each once; none that is on trial."""
    numbers = dict.fromkeys(
        number for line in ticket.lines for number in line.pins.charter_version_ids
    )
    day = Pinner(work).day(received)
    found = promises(work, Names(work, current_language()), numbers, day)
    return tuple(one.text for one in found if not one.is_trial)
