"""What a line becomes when what was ordered is changed: checked and priced, not stored."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from fmdesk.core.domain.catalog import ProductVersion
from fmdesk.core.domain.clock import agreed
from fmdesk.core.domain.dossier import DETAIL, details_of
from fmdesk.core.domain.errors import InvalidInputError
from fmdesk.core.domain.events import EventKind, LineEvent
from fmdesk.core.domain.merging import Fields
from fmdesk.core.domain.ticket import Line, OrderLine
from fmdesk.core.ports import PluginGateway, UnitOfWork
from fmdesk.core.services.agreed import Agreements
from fmdesk.core.services.budgets import check_change
from fmdesk.core.services.effects import delivered
from fmdesk.core.services.fields import differing, line_fields
from fmdesk.core.services.fulfilment import OPEN
from fmdesk.core.services.ordering import check_quantity, due_of, price_of, variant_of
from fmdesk.core.services.pinning import Pinner

STANDING = frozenset({"quantity", "variant", "cost_centre"})
"""Fields that the money of what was delivered rests on."""


@dataclass(frozen=True, slots=True)
class Reorder:
    """A line as it would become.

    Attributes:
        line: The line; its projections are still to be made.
        new: What happens to it by the change.
        changed: Names of the fields that change.
    """

    line: Line
    new: tuple[LineEvent, ...]
    changed: frozenset[str]

    @property
    def concerns_plugin(self) -> bool:
        """Tell whether something changes that the plugin keeps; who pays is none of it."""
        return bool(self.line.plugin) and bool(self.changed - {"cost_centre"})


def reorder(
    work: UnitOfWork,
    plugins: PluginGateway,
    line: Line,
    events: Sequence[LineEvent],
    wanted: Fields,
    due_at: datetime | None = None,
) -> Reorder:
    """Check and price a change of a line by the versions that it pinned.

    Args:
        work: The unit of work to read from.
        plugins: Asked as at intake about the products that they serve.
        line: The line as it is stored.
        events: All its events.
        wanted: All its fields as they are wanted.
        due_at: The due time that is agreed with the change; None leaves it, unless the plugin says
            another one.

    Raises:
        InvalidInputError: `change.not_open`, `change.reopened`, `change.delivered`,
            `change.below_delivered`, `change.agreed_price`, `change.over_budget`,
            `agreement.over_limit`, or as at intake.
        NotFoundError: A location or cost centre is unknown.
        PluginError: The plugin that serves the product refuses it.
    """
    if line.state not in OPEN:
        raise InvalidInputError("change.not_open")
    before = line_fields(work, line)
    changed = frozenset(differing(before, wanted))
    product = work.catalog.product_version(line.pins.product_version_id)
    order = _order(product, wanted)
    check_quantity(order)
    variant_of(product, order)
    _check_delivered(events, order, changed, done := delivered(work, line, events))
    people = work.people
    payer = people.cost_centre_by_code(order.cost_centre) if order.cost_centre else None
    if product.plugin and changed - {"cost_centre"}:
        plugins.check_request(work, product, order, line)
    is_priced = _is_priced(product, changed)
    price = _price(work, plugins, product, line, order) if is_priced else line.price_cents
    if price and payer is None:
        raise InvalidInputError("intake.no_payer", product=product.code)
    after = replace(
        line,
        quantity=order.quantity,
        variant=order.variant,
        details=order.details,
        location_id=people.location_by_code(order.location).id if order.location else None,
        cost_centre_id=payer.id if payer else None,
        department_id=payer.department_id if payer else None,
        price_cents=price,
    )
    after = _as_agreed(work, product, line, after)
    if product.plugin and changed - {"cost_centre"}:
        facts = plugins.changed_facts(work, product, line, after)
        after = replace(after, facts={**line.facts, **facts})
    due = _due(work, plugins, product, replace(order, due_at=due_at), line, events, changed)
    is_over = "quantity" in changed and 0 < done == order.quantity
    return Reorder(after, _new(work, events, due, is_over=is_over), changed)


def _as_agreed(work: UnitOfWork, product: ProductVersion, line: Line, after: Line) -> Line:
    """Return a changed line as agreed for its variant, its price within amounts and budget."""
    check_change(work, line, after)
    dearer = after.price_cents > line.price_cents
    if after.variant == line.variant and not dearer:
        return after
    ticket = work.tickets.ticket(line.ticket_id)
    asks = ticket.requester_id
    agreements = Agreements(work, Pinner(work))
    if dearer:
        requester = work.people.person(asks) if asks else None
        others = [one for one in ticket.lines if one.id != line.id]
        agreements.check_amounts(requester, [after], Pinner(work).day(line.opened_at), others)
    if after.variant == line.variant:
        return after
    return replace(after, pins=agreements.repin(after, product, asks))


def _new(
    work: UnitOfWork, events: Sequence[LineEvent], due: datetime | None, *, is_over: bool
) -> tuple[LineEvent, ...]:
    """Return what a change makes happen: another due time, and all of it being delivered."""
    new = () if due is None else (moved(work, events, due),)
    if not is_over:
        return new
    number = len(events) + len(new) + 1
    return (*new, LineEvent(number, EventKind.READY, work.now, work.actor))


def _price(
    work: UnitOfWork,
    plugins: PluginGateway,
    product: ProductVersion,
    line: Line,
    order: OrderLine,
) -> int:
    """Return the price of a changed order; one that was agreed by hand cannot be asked anew."""
    before = _order(product, line_fields(work, line))
    if price_of(work, plugins, product, before) != line.price_cents:
        raise InvalidInputError("change.agreed_price")
    return price_of(work, plugins, product, order)


def moved(
    work: UnitOfWork, events: Sequence[LineEvent], due_at: datetime | None, reason: str = ""
) -> LineEvent:
    """Return the next event of a line: it is wanted otherwise, perhaps with another due time."""
    return LineEvent(
        len(events) + 1, EventKind.MOVED, work.now, work.actor, reason=reason, corrected_at=due_at
    )


def _due(
    work: UnitOfWork,
    plugins: PluginGateway,
    product: ProductVersion,
    order: OrderLine,
    line: Line,
    events: Sequence[LineEvent],
    changed: frozenset[str],
) -> datetime | None:
    """Return the due time that a change agrees anew; None where it stays."""
    if not changed - {"cost_centre"} and order.due_at is None:
        return None
    due = due_of(work, plugins, product, order)
    return None if due == agreed(events, line.due_given, work.now) else due


def _order(product: ProductVersion, fields: Fields) -> OrderLine:
    quantity = fields["quantity"]
    return OrderLine(
        product.code,
        quantity if type(quantity) is int else 0,
        str(fields["variant"] or ""),
        details_of(fields),
        str(fields["location"] or ""),
        str(fields["cost_centre"] or ""),
    )


def _check_delivered(
    events: Sequence[LineEvent], order: OrderLine, changed: frozenset[str], done: int
) -> None:
    """Check that what was delivered stays delivered, and charged to whom and for what it was."""
    if not changed & STANDING:
        return
    if any(event.kind is EventKind.REOPENED for event in events):
        raise InvalidInputError("change.reopened")
    if done and changed & {"variant", "cost_centre"}:
        raise InvalidInputError("change.delivered", done=done)
    if order.quantity < done:
        raise InvalidInputError("change.below_delivered", quantity=order.quantity, done=done)


def _is_priced(product: ProductVersion, changed: frozenset[str]) -> bool:
    """Tell whether a change asks for another price; the form counts where a plugin may price."""
    has_details = any(name.startswith(DETAIL) for name in changed)
    return bool(changed & {"quantity", "variant"}) or bool(product.plugin and has_details)
