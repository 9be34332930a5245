"""What stands on a work order: what, where, for whom, how, and what was promised."""

from collections.abc import Iterator, Sequence

from fmdesk.core.domain.people import Person
from fmdesk.core.domain.ticket import Line
from fmdesk.core.domain.unit_work import WorkOrder, WorkOrders, place_after, step_at
from fmdesk.core.ports import PluginGateway, UnitOfWork
from fmdesk.core.services.cards import promises
from fmdesk.core.services.filled import filled_in
from fmdesk.core.services.lineview import Names
from fmdesk.core.services.pinning import today
from fmdesk.i18n import current_language, number, using_language


def make_orders(
    work: UnitOfWork,
    plugins: PluginGateway,
    line_ids: Sequence[int],
    unit_id: int,
    language: str,
) -> WorkOrders:
    """Return the work orders of lines; see `MyUnit.work_orders`."""
    names = Names(work, language)
    lines = [work.tickets.line(one) for one in line_ids]
    with using_language(language):
        orders = tuple(_order(work, plugins, names, line, unit_id) for line in lines)
    return WorkOrders(work.settings.get("organisation"), work.zone, work.now, orders)


def _order(
    work: UnitOfWork, plugins: PluginGateway, names: Names, line: Line, unit_id: int
) -> WorkOrder:
    language = current_language()
    ticket = work.tickets.ticket(line.ticket_id)
    product = work.catalog.product_version(line.pins.product_version_id)
    version = line.pins.process_version_id
    process = work.catalog.process_version(version) if version else None
    events = work.tickets.events(line.id)
    step = step_at(process, place_after(events)) if process and process.steps else None
    who = ticket.recipient_id or ticket.requester_id
    recipient = work.people.person(who) if who else None
    assigned = work.unit_work.assignee(line.id, unit_id)
    form = plugins.form(product.plugin, product.form)
    asks = step.contact_id or step.staff_id if step else None
    found = promises(work, names, line.pins.charter_version_ids, today(work))
    return WorkOrder(
        number=work.tickets.line_number(line),
        product=names.of(product),
        quantity=f"{number(line.quantity)} {product.price_unit}".strip(),
        step=names.of(step) if step else "",
        unit=names.units[unit_id],
        person=names.person(assigned),
        location=" · ".join(_places(work, line.location_id)),
        recipient=recipient.name if recipient else "",
        phone=recipient.phone if recipient else "",
        contact=_reached(work.people.person(asks)) if asks else "",
        instruction=step.instruction if step else "",
        tools=step.tools if step else "",
        details=tuple(filled_in(work, line.details, form, language)),
        note=work.unit_work.note_of(line.ticket_id),
        promises=tuple(one.text for one in found if not one.is_trial),
        opened_at=line.opened_at,
        due_at=line.due_at,
    )


def _reached(person: Person) -> str:
    return " · ".join(filter(None, (person.name, person.phone)))


def _places(work: UnitOfWork, location_id: int | None) -> Iterator[str]:
    """Yield the names of a place and of those it lies in, the outermost first."""
    if location_id is None:
        return
    place = work.people.location(location_id)
    yield from _places(work, place.parent_id)
    yield place.name
