"""What the desk settles at once, in one key: answered, done at the desk, or made to measure."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from fmdesk.core.domain.catalog import ProductVersion
from fmdesk.core.domain.errors import InvalidInputError, NotFoundError
from fmdesk.core.domain.events import EventKind, LineEvent
from fmdesk.core.domain.intake_views import Answered, BespokeRow
from fmdesk.core.domain.process import Side
from fmdesk.core.domain.ticket import (
    AnswerDraft,
    BespokeDraft,
    Contact,
    ContactKind,
    ContactOutcome,
    Line,
    OrderDraft,
    OrderLine,
)
from fmdesk.core.domain.views import Taken
from fmdesk.core.ports import PluginGateway, UnitOfWork
from fmdesk.core.services.incoming_settling import became
from fmdesk.core.services.ordering import Planner, check_channel, parties, received_at
from fmdesk.core.services.pinning import Pinner
from fmdesk.core.services.projection import store_events
from fmdesk.core.services.taking import Order, noted, store, take
from fmdesk.i18n import stamp

BESPOKE = "maatwerk"
"""Code of the product that stands for what is not in the catalogue; charters may name it."""
SINCE = date(2000, 1, 1)


def answer(work: UnitOfWork, draft: AnswerDraft) -> Answered:
    """Record that a question answered a customer; see `Intake.answer`."""
    check_channel(work, draft.channel)
    asks = parties(work, draft.requester, "").requester
    uses = work.knowledge.use(draft.faq_id)
    contact = Contact(
        id=0,
        person_id=asks.id if asks else None,
        channel=draft.channel,
        kind=ContactKind.QUESTION,
        at=work.now,
        handled_seconds=draft.handled_seconds,
        note=draft.note,
        outcome=ContactOutcome.FAQ,
        faq_id=draft.faq_id,
    )
    became(work, draft.incoming, None)
    return Answered(work.tickets.add_contact(contact).id, uses)


def take_done(work: UnitOfWork, plugins: PluginGateway, draft: OrderDraft) -> Taken:
    """Take an order and finish it at the desk; see `Intake.take_done`."""
    taken = take(work, plugins, draft, ContactOutcome.DESK)
    for line_id in taken.line_ids:
        _finish(work, plugins, work.tickets.line(line_id))
    return taken


def _finish(work: UnitOfWork, plugins: PluginGateway, line: Line) -> None:
    """Finish the front steps of a line, and the line itself, now."""
    stored = work.tickets.events(line.id)
    new = tuple(
        event._replace(number=number, at=work.now, actor=work.actor)
        for number, event in enumerate(_work_done(work, line), start=len(stored) + 1)
    )
    store_events(work, plugins, line, stored, new)


def _work_done(work: UnitOfWork, line: Line) -> Iterator[LineEvent]:
    """Yield what happened, without its place and time."""
    blank = LineEvent(0, EventKind.READY, work.now)
    version = line.pins.process_version_id
    steps = work.catalog.process_version(version).steps if version else ()
    for step in steps:
        if step.side is Side.FRONT:
            yield blank._replace(kind=EventKind.STARTED, step=step.position)
            yield blank._replace(kind=EventKind.STEP_FINISHED, step=step.position)
    yield blank


def take_bespoke(work: UnitOfWork, plugins: PluginGateway, draft: BespokeDraft) -> Taken:
    """Take what is not in the catalogue; see `Intake.take_bespoke`."""
    _check(work, draft)
    received = received_at(work, draft.received_at)
    check_channel(work, draft.channel)
    unit = work.people.unit_by_code(draft.unit)
    bespoke_product(work, unit.id)
    planner = Planner(
        work, plugins, Pinner(work), received, parties(work, draft.requester, draft.recipient)
    )
    wanted = OrderLine(
        BESPOKE, draft.quantity, location=draft.location, cost_centre=draft.cost_centre
    )
    product, line = planner.line(wanted, 1)
    if draft.price_cents and line.cost_centre_id is None:
        raise InvalidInputError("intake.no_payer", product=BESPOKE)
    agreed = draft.agreed_at.replace(microsecond=0)
    line = replace(
        line,
        unit_id=unit.id,
        price_cents=draft.price_cents,
        due_given=agreed,
        due_at=agreed,
    )
    planner.check_amounts([line])
    work.budgets.hold_payers([line.cost_centre_id])
    planner.check_budgets([line], draft.approval)
    description = draft.description.strip()
    order = Order(
        draft.channel,
        received,
        planner.parties,
        description.splitlines()[0],
        [(product, line)],
        noted(draft.note, draft.approval),
        ContactOutcome.BESPOKE,
        draft.incoming,
        draft.questions,
    )
    taken = store(work, plugins, order)
    kept = BespokeRow(
        line_id=taken.line_ids[0],
        ticket_id=taken.ticket_id,
        number=taken.number,
        description=description,
        unit=unit.name,
        price_cents=draft.price_cents,
        agreed_at=agreed,
        consent=draft.consent.strip(),
        product="",
        opened_at=received,
    )
    work.knowledge.add_bespoke(kept, unit.id)
    return taken


def _check(work: UnitOfWork, draft: BespokeDraft) -> None:
    """Check what a product of the catalogue would have had checked."""
    if not draft.description.strip():
        raise InvalidInputError("intake.no_description")
    if not draft.consent.strip():
        raise InvalidInputError("intake.no_consent")
    if draft.price_cents < 0:
        raise InvalidInputError("intake.price")
    if draft.agreed_at.tzinfo is None:
        raise InvalidInputError("time.naive", value=draft.agreed_at.isoformat())
    if draft.agreed_at <= work.now:
        raise InvalidInputError("intake.agreed_past", at=stamp(draft.agreed_at, work.zone))


def bespoke_product(work: UnitOfWork, unit_id: int) -> ProductVersion:
    """Return the product that stands for what is not in the catalogue, made when it is missing."""
    try:
        return work.catalog.product(BESPOKE, SINCE)
    except NotFoundError:
        fronts = (unit.id for unit in work.people.units() if unit.is_front_office)
        return work.catalog.add_product_version(
            ProductVersion(
                id=0,
                product_id=0,
                code=BESPOKE,
                valid_from=SINCE,
                name_nl="Maatwerk",
                name_en="Made to measure",
                cluster="",
                unit_id=next(fronts, unit_id),
            )
        )
