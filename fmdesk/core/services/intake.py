"""Intake: a question becomes a ticket with lines, pinned to the promises of that moment."""

from dataclasses import dataclass, replace
from datetime import datetime

from fmdesk.core.domain.catalog import ProductVersion
from fmdesk.core.domain.errors import InvalidInputError
from fmdesk.core.domain.events import EventKind, LineEvent
from fmdesk.core.domain.intake_views import Answered, Quote
from fmdesk.core.domain.people import CostCentre, Person
from fmdesk.core.domain.ticket import (
    AnswerDraft,
    BespokeDraft,
    Contact,
    ContactKind,
    Line,
    OrderDraft,
    OrderLine,
    Ticket,
)
from fmdesk.core.domain.views import Taken
from fmdesk.core.ports import Door, PluginGateway, UnitOfWork
from fmdesk.core.services import quotes
from fmdesk.core.services.pinning import Pinner
from fmdesk.i18n import stamp

QUANTITY_MOST = 1_000_000


@dataclass(frozen=True, slots=True)
class Intake:
    """Use cases of the intake.

    Attributes:
        door: The one door.
        plugins: Asks the plugin that serves a product.
    """

    door: Door
    plugins: PluginGateway

    def take(self, draft: OrderDraft) -> Taken:
        """Take an order: check, price and pin every line, store it, and tell what to promise.

        Args:
            draft: The order; its `op_id` makes a repeat harmless.

        Raises:
            InvalidInputError: Something in the draft cannot be accepted.
            NotFoundError: A product, person, location or cost centre is unknown.
            PluginError: The plugin that serves a product refuses it.
        """
        return self.door.run(
            draft.op_id,
            "intake.take",
            draft,
            lambda work: _take(work, self.plugins, draft),
            Taken,
        )

    def quote(self, draft: OrderDraft, language: str) -> Quote:
        """Return what `take` would answer to a draft, without storing anything.

        What it would refuse is a remark, so that a draft that is only half typed has an answer too.

        Args:
            draft: The order as it stands; it may have no lines yet.
            language: `nl` or `en`.
        """
        with self.door.read() as work:
            return quotes.quote(work, self.plugins, draft, language)

    def take_done(self, draft: OrderDraft) -> Taken:
        """Take an order and finish it at the desk: all front steps and the lines, in one command.

        Args:
            draft: The order; its `op_id` makes a repeat harmless.

        Raises:
            InvalidInputError: As `take`.
            NotFoundError: As `take`.
            PluginError: As `take`, or the plugin refuses what is recorded.
        """
        raise NotImplementedError

    def take_bespoke(self, draft: BespokeDraft) -> Taken:
        """Take what is not in the catalogue, for the price and date that were agreed.

        Args:
            draft: What was agreed.

        Raises:
            InvalidInputError: `intake.no_description`, `intake.no_consent`, `intake.agreed_past`,
                `intake.price`, or as `take`.
            NotFoundError: `unit.unknown`, or as `take`.
        """
        raise NotImplementedError

    def answer(self, draft: AnswerDraft) -> Answered:
        """Record that a frequently asked question answered a customer, and count its use.

        Args:
            draft: Who asked what.

        Raises:
            InvalidInputError: `intake.unknown_channel`.
            NotFoundError: `faq.unknown` or `person.unknown`.
        """
        raise NotImplementedError


def _take(work: UnitOfWork, plugins: PluginGateway, draft: OrderDraft) -> Taken:
    received = _received_at(work, draft)
    if draft.channel not in {channel.code for channel in work.people.channels()}:
        raise InvalidInputError("intake.unknown_channel", channel=draft.channel)
    requester = work.people.person_by_code(draft.requester) if draft.requester else None
    recipient = work.people.person_by_code(draft.recipient) if draft.recipient else requester
    if not draft.lines:
        raise InvalidInputError("intake.no_lines")
    pinner = Pinner(work)
    products: list[ProductVersion] = []
    lines: list[Line] = []
    for position, order in enumerate(draft.lines, start=1):
        product, line = _line(work, plugins, pinner, order, received, requester or recipient)
        location_id = recipient.location_id if recipient else None
        if order.location:
            location_id = work.people.location_by_code(order.location).id
        products.append(product)
        lines.append(replace(line, position=position, location_id=location_id))
    ticket = work.tickets.add_ticket(
        Ticket(
            id=0,
            number="",
            requester_id=requester.id if requester else None,
            recipient_id=recipient.id if recipient else None,
            channel=draft.channel,
            received_at=received,
            registered_at=work.now,
            owner=work.actor,
            subject=draft.subject.strip() or products[0].name_nl,
            lines=tuple(lines),
        )
    )
    for product, line in zip(products, ticket.lines, strict=True):
        event = LineEvent(number=1, kind=EventKind.RECEIVED, at=received, actor=work.actor)
        work.tickets.add_events(line.id, (event,))
        facts = plugins.ordered(work, product, line) if line.plugin else {}
        if facts:
            work.tickets.update_line(replace(line, facts={**line.facts, **facts}))
    work.tickets.add_contact(
        Contact(
            id=0,
            person_id=ticket.requester_id,
            channel=draft.channel,
            kind=ContactKind.ORDER,
            at=received,
            ticket_id=ticket.id,
            note=draft.note,
        )
    )
    dues = [line.due_at for line in ticket.lines if line.due_at]
    return Taken(
        ticket_id=ticket.id,
        number=ticket.number,
        line_ids=tuple(line.id for line in ticket.lines),
        due_at=max(dues) if dues else None,
        price_cents=sum(line.price_cents for line in ticket.lines),
        promises=_promises(work, ticket),
    )


def _received_at(work: UnitOfWork, draft: OrderDraft) -> datetime:
    received = draft.received_at or work.now
    if received.tzinfo is None:
        raise InvalidInputError("time.naive", value=received.isoformat())
    received = received.replace(microsecond=0)
    if received > work.now:
        raise InvalidInputError("intake.received_later", at=stamp(received, work.zone))
    return received


def _line(
    work: UnitOfWork,
    plugins: PluginGateway,
    pinner: Pinner,
    order: OrderLine,
    received: datetime,
    payer: Person | None,
) -> tuple[ProductVersion, Line]:
    """Check, price and pin one line; nothing is stored yet."""
    if not 1 <= order.quantity <= QUANTITY_MOST:
        raise InvalidInputError("intake.quantity", quantity=order.quantity, most=QUANTITY_MOST)
    product, pins = pinner.pin(order.product, pinner.day(received))
    variant = product.variant(order.variant) if order.variant else None
    if order.variant and variant is None:
        raise InvalidInputError(
            "intake.unknown_variant", variant=order.variant, product=order.product
        )
    cost_centre = _cost_centre(work, order, payer)
    price = (variant.price_cents if variant else product.price_cents) * order.quantity
    if product.plugin:
        plugins.check_request(work, product, order)
        own_price = plugins.price(work, product, order)
        price = price if own_price is None else own_price
    if price and cost_centre is None:
        raise InvalidInputError("intake.no_payer", product=order.product)
    line = Line(
        id=0,
        ticket_id=0,
        position=0,
        pins=pins,
        product_code=product.code,
        unit_id=product.unit_id,
        department_id=cost_centre.department_id if cost_centre else None,
        cost_centre_id=cost_centre.id if cost_centre else None,
        location_id=None,
        variant=order.variant,
        quantity=order.quantity,
        price_cents=price,
        opened_at=received,
        details=dict(order.details),
        plugin=product.plugin,
        due_at=pinner.due(product, order.variant, received),
    )
    return product, line


def _cost_centre(work: UnitOfWork, order: OrderLine, payer: Person | None) -> CostCentre | None:
    if order.cost_centre:
        return work.people.cost_centre_by_code(order.cost_centre)
    if payer is not None and payer.cost_centre_id is not None:
        return work.people.cost_centre(payer.cost_centre_id)
    return None


def _promises(work: UnitOfWork, ticket: Ticket) -> tuple[str, ...]:
    """Return the promises to read out, in Dutch, each once."""
    seen = dict.fromkeys(
        number for line in ticket.lines for number in line.pins.charter_version_ids
    )
    return tuple(work.catalog.charter_version(number).promise_nl for number in seen)
