"""Planning the lines of an order: checked, priced and pinned, but not stored."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property

from fmdesk.core.domain.catalog import ProductVersion, Variant
from fmdesk.core.domain.errors import InvalidInputError
from fmdesk.core.domain.intake_views import Budget
from fmdesk.core.domain.people import CostCentre, OverBudget, Person
from fmdesk.core.domain.ticket import Line, OrderLine
from fmdesk.core.ports import PluginGateway, UnitOfWork
from fmdesk.core.services.agreed import Agreements
from fmdesk.core.services.budgets import budget
from fmdesk.core.services.pinning import Pinner
from fmdesk.i18n import money, stamp

QUANTITY_MOST = 1_000_000


@dataclass(frozen=True, slots=True)
class Parties:
    """Who is concerned by an order.

    Attributes:
        requester: Who asks, None when anonymous.
        recipient: Who receives it.
    """

    requester: Person | None
    recipient: Person | None

    @property
    def payer(self) -> Person | None:
        """Whose cost centre pays where a line names none."""
        return self.requester or self.recipient


def parties(work: UnitOfWork, requester: str, recipient: str) -> Parties:
    """Return the persons of an order by their codes; NotFoundError `person.unknown`."""
    asks = work.people.person_by_code(requester) if requester else None
    return Parties(asks, work.people.person_by_code(recipient) if recipient else asks)


def received_at(work: UnitOfWork, given: datetime | None) -> datetime:
    """Return when a request reached the organisation; now where nothing is given.

    Raises:
        InvalidInputError: `time.naive` or `intake.received_later`.
    """
    received = given or work.now
    if received.tzinfo is None:
        raise InvalidInputError("time.naive", value=received.isoformat())
    received = received.replace(microsecond=0)
    if received > work.now:
        raise InvalidInputError("intake.received_later", at=stamp(received, work.zone))
    return received


def check_channel(work: UnitOfWork, channel: str) -> None:
    """Check that there is such a channel; InvalidInputError `intake.unknown_channel`."""
    if channel not in {one.code for one in work.people.channels()}:
        raise InvalidInputError("intake.unknown_channel", channel=channel)


def check_quantity(order: OrderLine) -> None:
    """Check how much is ordered; InvalidInputError `intake.quantity`."""
    if not 1 <= order.quantity <= QUANTITY_MOST:
        raise InvalidInputError("intake.quantity", quantity=order.quantity, most=QUANTITY_MOST)


def variant_of(product: ProductVersion, order: OrderLine) -> Variant | None:
    """Return the variant that is ordered, None for the standard one.

    Raises:
        InvalidInputError: `intake.unknown_variant`.
    """
    found = product.variant(order.variant) if order.variant else None
    if order.variant and found is None:
        raise InvalidInputError(
            "intake.unknown_variant", variant=order.variant, product=order.product
        )
    return found


def price_of(
    work: UnitOfWork, plugins: PluginGateway, product: ProductVersion, order: OrderLine
) -> int:
    """Return the price of a whole line in cents: the plugin's own, else that of the catalogue."""
    own = plugins.price(work, product, order) if product.plugin else None
    if own is not None:
        return own
    variant = variant_of(product, order)
    return (variant.price_cents if variant else product.price_cents) * order.quantity


def due_of(
    work: UnitOfWork, plugins: PluginGateway, product: ProductVersion, order: OrderLine
) -> datetime | None:
    """Return the due time that is agreed with an order: the plugin's own, else as it was ordered.

    Raises:
        InvalidInputError: `time.naive`.
        PluginError: The plugin that serves the product failed.
    """
    own = plugins.due(work, product, order) if product.plugin else None
    due = order.due_at if own is None else own
    if due is not None and due.tzinfo is None:
        raise InvalidInputError("time.naive", value=due.isoformat())
    return None if due is None else due.replace(microsecond=0)


@dataclass(frozen=True)
class Planner:
    """Plans the lines of one order.

    Attributes:
        work: The unit of work.
        plugins: Asked about the products that they serve.
        pinner: Finds the versions that lines pin.
        received: When the order reached the organisation.
        parties: Who is concerned.
        payers: Cost centres by the code that lines give; by an empty one the payer's own.
    """

    work: UnitOfWork
    plugins: PluginGateway
    pinner: Pinner
    received: datetime
    parties: Parties
    payers: dict[str, CostCentre | None] = field(default_factory=dict)

    @cached_property
    def agreements(self) -> Agreements:
        """What is agreed with departments."""
        return Agreements(self.work, self.pinner)

    def check_amounts(self, lines: Sequence[Line], others: Iterable[Line] = ()) -> None:
        """Check what may be ordered at once, with the lines that the ticket has already.

        Raises:
            InvalidInputError: `agreement.over_limit`.
        """
        day = self.pinner.day(self.received)
        self.agreements.check_amounts(self.parties.requester, lines, day, others)

    def budgets(self, lines: Sequence[Line]) -> Iterator[tuple[CostCentre, Budget]]:
        """Yield each paying cost centre with its budget as it is with these lines too."""
        costs: dict[int, int] = {}
        for line in lines:
            if line.cost_centre_id is not None:
                costs[line.cost_centre_id] = costs.get(line.cost_centre_id, 0) + line.price_cents
        payers = {one.id: one for one in self.payers.values() if one is not None}
        for number, cents in costs.items():
            found = budget(self.work, payers[number], self.received)
            yield payers[number], replace(found, committed=found.committed + cents)

    def check_budgets(self, lines: Sequence[Line], approval: str) -> None:
        """Check that the budgets cover an order, where its cost centres ask for it.

        Args:
            lines: What is ordered.
            approval: Who approved that it goes over, and how; empty for nobody.

        Raises:
            InvalidInputError: `intake.budget_blocked` or `intake.budget_approval`.
        """
        for payer, after in self.budgets(lines):
            is_over = after.left is not None and after.left < 0
            rule = payer.over if after.cents else OverBudget.BLOCK  # of nothing, nothing is ordered
            ordered = sum(line.price_cents for line in lines if line.cost_centre_id == payer.id)
            if not is_over or not ordered or rule is OverBudget.WARN:
                continue
            told = {"cost_centre": payer.code, "period": after.period}
            told["over"] = money(-(after.left or 0))
            if rule is OverBudget.BLOCK:
                raise InvalidInputError("intake.budget_blocked", **told)
            if not approval.strip():
                raise InvalidInputError("intake.budget_approval", **told)

    def line(self, order: OrderLine, position: int) -> tuple[ProductVersion, Line]:
        """Check, price and pin one line.

        Args:
            order: What is ordered.
            position: Its place on the ticket, from 1.

        Raises:
            InvalidInputError: `intake.quantity`, `intake.unknown_variant`, `intake.no_payer`,
                `time.naive`, or the details do not fit the form.
            NotFoundError: A product, location or cost centre is unknown.
            PluginError: The plugin that serves the product refuses it.
        """
        check_quantity(order)
        product, pins = self.pinner.pin(order.product, self.pinner.day(self.received))
        variant_of(product, order)
        cost_centre = self.cost_centre(order.cost_centre)
        payer = cost_centre.department_id if cost_centre else None
        asks = self.parties.payer
        department = payer or (asks.department_id if asks else None)
        day = self.pinner.day(self.received)
        level = self.agreements.level(department, product, order.variant, day)
        if product.plugin:
            self.plugins.check_request(self.work, product, order)
        price = price_of(self.work, self.plugins, product, order)
        agreed = due_of(self.work, self.plugins, product, order)
        if price and cost_centre is None:
            raise InvalidInputError("intake.no_payer", product=order.product)
        line = Line(
            id=0,
            ticket_id=0,
            position=position,
            pins=self.agreements.apply(pins, level, day),
            product_code=product.code,
            unit_id=product.unit_id,
            department_id=payer,
            cost_centre_id=cost_centre.id if cost_centre else None,
            location_id=self.location(order.location),
            variant=order.variant,
            quantity=order.quantity,
            price_cents=price,
            opened_at=self.received,
            details=dict(order.details),
            plugin=product.plugin,
            due_given=agreed,
            due_at=agreed or self.agreements.due(product, order.variant, level, self.received),
        )
        return product, line

    def location(self, code: str) -> int | None:
        """Return where something is delivered: as named, else where the recipient is."""
        if code:
            return self.work.people.location_by_code(code).id
        recipient = self.parties.recipient
        return recipient.location_id if recipient else None

    def cost_centre(self, code: str) -> CostCentre | None:
        """Return which cost centre pays: as named, else the payer's own, else none."""
        if code not in self.payers:
            self.payers[code] = self._look_up(code)
        return self.payers[code]

    def _look_up(self, code: str) -> CostCentre | None:
        if code:
            return self.work.people.cost_centre_by_code(code)
        payer = self.parties.payer
        if payer is not None and payer.cost_centre_id is not None:
            return self.work.people.cost_centre(payer.cost_centre_id)
        return None
