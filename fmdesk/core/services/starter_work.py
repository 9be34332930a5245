"""Three months of made-up work for the starter organisation, equal for equal days."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from random import Random
from types import MappingProxyType
from zoneinfo import ZoneInfo

from fmdesk.core.domain.catalog import ProductVersion
from fmdesk.core.domain.events import LineEvent
from fmdesk.core.domain.people import Person
from fmdesk.core.domain.process import ProcessVersion
from fmdesk.core.domain.ticket import (
    NO_DETAILS,
    Contact,
    ContactKind,
    ContactOutcome,
    Line,
    Scalar,
    Ticket,
)
from fmdesk.core.ports import UnitOfWork
from fmdesk.core.services.importing_tickets import BulkPinner
from fmdesk.core.services.office_data import Data
from fmdesk.core.services.pinning import lead_time
from fmdesk.core.services.projection import project_with
from fmdesk.core.services.starter_people import Staff
from fmdesk.core.services.starter_story import THOUSAND, Chances, Plot, tell

SOURCE = "starter"
FIRST_HOUR = 7
MINUTES_NEEDED = 20
"""With less open time than this before it is due, an order comes too late."""
SATURDAY = 5
TO_ANSWER = timedelta(days=7)
"""Within which a complaint is answered."""
DIGITAL = ("intranet", "mobile")
STOCK = "supplies"
STOCK_FACTS = ("supplies.stock_article", "supplies.from_stock")

Events = tuple[LineEvent, ...]
Story = tuple[Ticket, tuple[Events, ...], tuple[Contact, ...]]


@dataclass(frozen=True, slots=True)
class WorkMaker:
    """Makes tickets with their lines, events and contacts.

    Attributes:
        work: The unit of work; organisation and catalogue are stored already.
        data: `resources/starter/work.toml`.
        staff: Everybody.
        random: Source of chance.
        cut: Now; nothing happens later.
    """

    work: UnitOfWork
    data: Data
    staff: Staff
    random: Random
    cut: datetime
    _pinner: BulkPinner = field(init=False)
    _products: Mapping[str, Sequence[ProductVersion]] = field(init=False)
    _crews: Mapping[int, Sequence[str]] = field(init=False)
    _processes: dict[int, ProcessVersion] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        on = self.cut.astimezone(ZoneInfo(self.work.zone)).date()
        products: dict[str, list[ProductVersion]] = {}
        for product in self.work.catalog.products(on):
            if product.code not in self.data["never_asked"]:
                products.setdefault(product.cluster, []).append(product)
        units = self.work.people.units()
        object.__setattr__(self, "_pinner", BulkPinner(self.work))
        object.__setattr__(self, "_products", products)
        object.__setattr__(
            self, "_crews", {unit.id: self.staff.by_unit[unit.code] for unit in units}
        )

    def stories(self, first: date) -> Iterator[Story]:
        """Yield the tickets from a first day on, in the order in which they came in."""
        number, day, zone = 0, first, ZoneInfo(self.work.zone)
        while day <= self.cut.astimezone(zone).date():
            is_weekend = day.weekday() >= SATURDAY
            per_day = self.data["per_weekend_day" if is_weekend else "per_weekday"]
            count = self.random.randint(per_day * 8 // 10, per_day * 12 // 10)
            for opened in sorted(self._moment(day, zone) for _one in range(count)):
                if opened < self.cut:
                    number += 1
                    yield self._story(f"S{number:05}", opened, first, is_weekend=is_weekend)
            day += timedelta(days=1)

    def questions(self, first: date) -> Iterator[Contact]:
        """Yield contacts that started no ticket: questions, most answered from a known one."""
        zone = ZoneInfo(self.work.zone)
        days = (self.cut.astimezone(zone).date() - first).days + 1
        for day in (first + timedelta(days=after) for after in range(days)):
            for number in range(self.data["questions_per_day"] if day.weekday() < SATURDAY else 0):
                at = self._moment(day, zone)
                if at < self.cut:
                    asked = self._contact(ContactKind.QUESTION, at, None, "question")
                    is_known = number % 4 > 0
                    yield replace(asked, outcome=ContactOutcome.FAQ if is_known else None)

    def _moment(self, day: date, zone: ZoneInfo) -> datetime:
        """Return an instant of a day, as busy as the desk is by hour."""
        hours = self.data["hours"]
        hour = self.random.choices(range(FIRST_HOUR, FIRST_HOUR + len(hours)), hours)[0]
        local = datetime.combine(
            day, time(hour, self.random.randrange(60), self.random.randrange(60)), zone
        )
        return local.astimezone(ZoneInfo("UTC"))

    def _story(self, number: str, opened: datetime, first: date, *, is_weekend: bool) -> Story:
        clusters = self.data["clusters"]
        weights = [one["weight"] for one in clusters.values()]
        cluster = "storingen" if is_weekend else self.random.choices(list(clusters), weights)[0]
        plan = clusters[cluster]
        person = self.random.choice(self.staff.customers)
        channel = (
            self.random.choice(DIGITAL)
            if is_weekend
            else self.random.choices(
                list(self.data["channels"]), list(self.data["channels"].values())
            )[0]
        )
        most = plan["lines"]
        count = self.random.choices(range(1, most + 1), [60, 20, 12, 8][:most])[0]
        products = self.random.sample(self._products[cluster], count)
        pieces = [
            self._line(position, product, plan, person, opened, first)
            for position, product in enumerate(products, start=1)
        ]
        lines, events = tuple(line for line, _ in pieces), tuple(told for _, told in pieces)
        ticket = Ticket(
            id=0,
            number="",
            requester_id=person.id,
            recipient_id=person.id,
            channel=channel,
            received_at=opened,
            registered_at=opened,
            owner=events[0][0].actor,
            subject=products[0].name_nl,
            source=SOURCE,
            external_id=number,
            lines=lines,
        )
        return ticket, events, tuple(self._contacts(ticket))

    def _line(
        self,
        position: int,
        product: ProductVersion,
        plan: Data,
        person: Person,
        opened: datetime,
        first: date,
    ) -> tuple[Line, Events]:
        product, pins = self._pinner.pin(product.code, opened)
        calendar, limit = self._pinner.calendar(pins), lead_time(product, "")
        due = calendar.due(opened, limit) if limit else None
        quantity = self.random.randint(*self.data["quantities"].get(product.code, plan["quantity"]))
        version = pins.process_version_id or 0
        if version not in self._processes:
            self._processes[version] = self.work.catalog.process_version(version)
        month = min((opened.year - first.year) * 12 + opened.month - first.month, 3)
        broken = plan["broken"] * self.data["months"][month] // THOUSAND
        has_no_time = due is not None and calendar.between(opened, due) < MINUTES_NEEDED * 60
        plot = Plot(
            opened=opened,
            due=due,
            calendar=calendar,
            process=self._processes[version],
            quantity=quantity,
            is_delivered=product.plugin == STOCK,
            is_broken=has_no_time or self.random.randrange(THOUSAND) < broken,
            desk=self.staff.by_unit["servicedesk"],
            crew={**self._crews, 0: self._crews[product.unit_id]},
        )
        events = tell(plot, Chances(self.random, self.data), self.cut)
        line = Line(
            id=0,
            ticket_id=0,
            position=position,
            pins=pins,
            product_code=product.code,
            unit_id=product.unit_id,
            department_id=person.department_id,
            cost_centre_id=person.cost_centre_id,
            location_id=person.location_id,
            variant="",
            quantity=quantity,
            price_cents=product.price_cents * quantity,
            opened_at=opened,
            details=self._reported(product.code, opened),
            facts=self._stock_facts() if product.plugin == STOCK else NO_DETAILS,
            plugin=product.plugin,
        )
        return project_with(line, events, calendar, limit, self.cut), events

    def _reported(self, product: str, opened: datetime) -> Mapping[str, Scalar]:
        """Return what is reported of a fault; each minute of the hour has its own."""
        told = self.data["reported"].get(product)
        return MappingProxyType(told[opened.minute % len(told)]) if told else NO_DETAILS

    def _stock_facts(self) -> Mapping[str, Scalar]:
        """Return the facts that the stock plugin pins at an order; it mostly has enough."""
        is_there = self.random.randrange(THOUSAND) < 930  # noqa: PLR2004  # of a thousand
        return MappingProxyType(dict(zip(STOCK_FACTS, (True, is_there), strict=True)))

    def _contacts(self, ticket: Ticket) -> Iterator[Contact]:
        """Yield the order itself, and what was said about it later."""
        chances = Chances(self.random, self.data)
        yield self._contact(ContactKind.ORDER, ticket.received_at, ticket, "")
        line = ticket.lines[0]
        end = min(line.ready_at or self.cut, self.cut)
        if chances.hits("status_calls"):
            at = line.opened_at + (end - line.opened_at) * 0.6
            yield self._contact(ContactKind.STATUS, at, ticket, "status")
        is_late = line.due_at is not None and end > line.due_at
        if is_late and chances.hits("complaints"):
            told = self._contact(ContactKind.COMPLAINT, end, ticket, "complaint")
            yield self._complaint(told, line)
        elif line.ready_at and chances.hits("compliments"):
            yield self._contact(ContactKind.COMPLIMENT, end, ticket, "compliment")

    def _complaint(self, contact: Contact, line: Line) -> Contact:
        """Return a complaint with who handles it; those of the last days wait for an answer."""
        due = contact.at + TO_ANSWER
        handled = replace(contact, handler_unit_id=line.unit_id, due_at=due)
        if due > self.cut:
            return handled
        answer = self.data["texts"]["answer"][0]
        return replace(handled, answer=answer, answered_at=contact.at + TO_ANSWER / 2)

    def _contact(
        self, kind: ContactKind, at: datetime, ticket: Ticket | None, text: str
    ) -> Contact:
        channels = self.data["channels"]
        by_chance = self.random.choices(list(channels), list(channels.values()))[0]
        return Contact(
            id=0,
            person_id=ticket.requester_id
            if ticket
            else self.random.choice(self.staff.customers).id,
            channel=ticket.channel if ticket and kind is ContactKind.ORDER else by_chance,
            kind=kind,
            at=at.replace(microsecond=0),
            handled_seconds=self.random.randrange(60, 420),
            note=Chances(self.random, self.data).text(text) if text else "",
        )
