"""What the starter organisation was asked for and does not have in its catalogue."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from fmdesk.core.domain.events import EventKind, LineEvent
from fmdesk.core.domain.intake_views import BespokeRow
from fmdesk.core.domain.people import Person, Unit
from fmdesk.core.domain.period import Month
from fmdesk.core.domain.ticket import Contact, ContactKind, ContactOutcome, Line, Ticket
from fmdesk.core.ports import UnitOfWork
from fmdesk.core.services.atonce import BESPOKE, bespoke_product
from fmdesk.core.services.importing_tickets import BulkPinner
from fmdesk.core.services.office_data import Data
from fmdesk.core.services.projection import project_with
from fmdesk.core.services.starter_work import SATURDAY, SOURCE

EVERYBODY = 1000
AGREED, DONE = time(16), time(14, 20)
"""At what time of the day something is promised, and is there."""
HANDLED_SECONDS = 240
WEEK = 7


@dataclass(frozen=True, slots=True)
class _Request:
    """One request, with its instants.

    Attributes:
        data: Its row in `resources/starter/bespoke.toml`.
        number: Number at its source.
        opened: When it was asked.
        agreed: When it was to be there.
        done: When it was.
    """

    data: Data
    number: str
    opened: datetime
    agreed: datetime
    done: datetime


def save_bespoke(work: UnitOfWork, data: Data, first: Month) -> None:
    """Store what was asked for, each for its own price and day; no chance is drawn.

    Args:
        work: The unit of work; people and units are stored already.
        data: `resources/starter/bespoke.toml`.
        first: The first month of work that is made up.
    """
    zone = ZoneInfo(work.zone)
    centres = {one.id: one.code for one in work.people.cost_centres()}
    askers = {
        centres[one.cost_centre_id]: one
        for one in reversed(work.people.find_persons("", EVERYBODY))
        if one.cost_centre_id
    }
    for place, one in enumerate(data["requests"], start=1):
        day = _working(first.shift(one["month"]).first_day() + timedelta(days=one["day"] - 1))
        request = _Request(
            one,
            f"B{place:05}",
            _at(day, one["time"], zone),
            _at(day + timedelta(days=one["agreed"]), AGREED, zone),
            _at(day + timedelta(days=one["done"]), DONE, zone),
        )
        if request.opened < work.now:
            _save(work, request, askers[one["cost_centre"]])


def _at(day: date, at: time, zone: ZoneInfo) -> datetime:
    """Return an instant of a day, or of the Monday after it where that is in a weekend."""
    return datetime.combine(_working(day), at, zone).astimezone(ZoneInfo("UTC"))


def _working(day: date) -> date:
    is_weekend = day.weekday() >= SATURDAY
    return day + timedelta(days=WEEK - day.weekday()) if is_weekend else day


def _save(work: UnitOfWork, request: _Request, asker: Person) -> None:
    one, unit = request.data, work.people.unit_by_code(request.data["unit"])
    bespoke_product(work, unit.id)
    clerk = _name_of(work, next(unit for unit in work.people.units() if unit.is_front_office))
    maker = _name_of(work, unit)
    received = LineEvent(1, EventKind.RECEIVED, request.opened, clerk)
    ready = LineEvent(2, EventKind.READY, request.done, maker)
    events = tuple(event for event in (received, ready) if event.at <= work.now)
    ticket = Ticket(
        id=0,
        number="",
        requester_id=asker.id,
        recipient_id=asker.id,
        channel=one["channel"],
        received_at=request.opened,
        registered_at=request.opened,
        owner=clerk,
        subject=one["text"],
        source=SOURCE,
        external_id=request.number,
        lines=(_line(work, request, events, asker, unit),),
    )
    work.tickets.add_tickets([ticket], [(events,)])
    stored = work.tickets.ticket(
        work.tickets.find_external(SOURCE, [request.number])[request.number]
    )
    work.tickets.add_contact(
        Contact(
            id=0,
            person_id=asker.id,
            channel=one["channel"],
            kind=ContactKind.ORDER,
            at=request.opened,
            handled_seconds=HANDLED_SECONDS,
            ticket_id=stored.id,
            outcome=ContactOutcome.BESPOKE,
        )
    )
    kept = BespokeRow(
        line_id=stored.lines[0].id,
        ticket_id=stored.id,
        number=stored.number,
        description=one["text"],
        unit=unit.name,
        price_cents=one["price"],
        agreed_at=request.agreed,
        consent=one["consent"],
        product="",
        opened_at=request.opened,
    )
    work.knowledge.add_bespoke(kept, unit.id)


def _line(
    work: UnitOfWork,
    request: _Request,
    events: tuple[LineEvent, ...],
    asker: Person,
    unit: Unit,
) -> Line:
    pinner, one = BulkPinner(work), request.data
    _product, pins = pinner.pin(BESPOKE, request.opened)
    line = Line(
        id=0,
        ticket_id=0,
        position=1,
        pins=pins,
        product_code=BESPOKE,
        unit_id=unit.id,
        department_id=asker.department_id,
        cost_centre_id=asker.cost_centre_id,
        location_id=asker.location_id,
        variant="",
        quantity=one["quantity"],
        price_cents=one["price"],
        opened_at=request.opened,
        due_given=request.agreed,
    )
    return project_with(line, events, pinner.calendar(pins), None, work.now)


def _name_of(work: UnitOfWork, unit: Unit) -> str:
    """Return who takes in or makes it: the deputy of the unit."""
    return work.people.person(unit.deputy_id or unit.leader_id or 0).name
