"""The writer of tickets: in pieces, with everything a ticket taken at the desk has.

A row becomes a ticket with one line and the events received, delivered and ready. The same number
of the same source is the same ticket: what a later file tells of it is added to its events, and a
time that is told otherwise becomes a correction. What a line has pinned is never changed.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import cast
from zoneinfo import ZoneInfo

from fmdesk.core.domain.calendar import Calendar, Limit
from fmdesk.core.domain.catalog import ProductVersion
from fmdesk.core.domain.errors import DomainError, NotFoundError
from fmdesk.core.domain.events import EventKind, LineEvent
from fmdesk.core.domain.ticket import Line, LinePins, Scalar, Ticket
from fmdesk.core.ports import Staging, UnitOfWork
from fmdesk.core.services.importing_records import Shelf, refuse_code
from fmdesk.core.services.importing_rows import DETAIL, FACT, FieldError, Record, Tally, Values
from fmdesk.core.services.ordering import QUANTITY_MOST
from fmdesk.core.services.pinning import Pinner, lead_time
from fmdesk.core.services.projection import project_with

Events = tuple[LineEvent, ...]
Made = tuple[Ticket, Events]
Changed = tuple[Line, Events]
"""A stored line as it becomes, and the events that are added to it."""


class BulkPinner:
    """Finds the pins of a million lines with few questions to the database.

    Versions follow each other in time, so a product that has the same versions on two days has
    them on each day between; the charters of a day are asked for once.

    Args:
        work: The unit of work to read from.
    """

    def __init__(self, work: UnitOfWork) -> None:
        self._work = work
        self._pinner = Pinner(work)
        self._today = self._pinner.day(work.now)
        self._spans: dict[tuple[str, tuple[int, ...]], _Span] = {}
        self._charters: dict[date, tuple[int, ...]] = {}
        self._told: dict[tuple[str, date], LinePins] = {}
        self.zone = ZoneInfo(work.zone)
        self._calendars: dict[int | None, Calendar] = {None: Calendar.always(work.zone)}

    def pin(self, product: str, at: datetime) -> tuple[ProductVersion, LinePins]:
        """Return the product version valid at an instant, with everything a line pins.

        Raises:
            FieldError: `import.unknown_product`.
        """
        opened = self._pinner.day(at)
        if opened not in self._charters:
            self._charters[opened] = _charters(self._pinner, opened)
        charters = self._charters[opened]
        span = self._spans.get((product, charters))
        if span is not None and span.first <= opened <= span.last:
            return span.product, span.pins
        try:
            found, pins = self._pinner.pin(product, opened)
        except NotFoundError:
            refuse_code("product", product)
        self._told[product, opened] = pins
        self._spans[product, charters] = self._span(span, found, pins, opened)
        return found, pins

    def still_holds(self, work: UnitOfWork) -> bool:
        """Tell whether another unit of work gives the same pins for what was asked."""
        there = Pinner(work)
        return (
            work.zone == self._work.zone
            and all(_charters(there, day) == ids for day, ids in self._charters.items())
            and all(there.pin(*asked)[1] == pins for asked, pins in self._told.items())
        )

    def calendar(self, pins: LinePins) -> Calendar:
        """Return the pinned calendar; the one that is always open when there is none."""
        version = pins.calendar_version_id
        if version not in self._calendars:
            assert version is not None  # noqa: S101  # for the type checker: None is always there
            self._calendars[version] = self._work.catalog.calendar_version(version)[1]
        return self._calendars[version]

    def _span(
        self, span: "_Span | None", product: ProductVersion, pins: LinePins, opened: date
    ) -> "_Span":
        """Return over which days these pins are known to hold."""
        if span is not None and span.pins == pins:
            return replace(span, first=min(span.first, opened), last=max(span.last, opened))
        last = opened
        if opened < self._today:
            there = self._pinner.pin(product.code, self._today)[1]
            self._told[product.code, self._today] = there
            if _versions(there) == _versions(pins):
                last = self._today
        return _Span(opened, last, product, pins)


@dataclass(frozen=True, slots=True)
class _Span:
    first: date
    last: date
    product: ProductVersion
    pins: LinePins


def _charters(pinner: Pinner, opened: date) -> tuple[int, ...]:
    return tuple(charter.id for charter in pinner.charters(opened))


def _versions(pins: LinePins) -> tuple[int | None, ...]:
    return pins.product_version_id, pins.process_version_id, pins.calendar_version_id


@dataclass(frozen=True, slots=True)
class TicketWriter:
    """Makes tickets of one source.

    Attributes:
        work: The unit of work.
        tally: Counts what becomes of the records.
        source: Whose numbers the external ids are.
        is_final: What changes stored tickets is stored.
        staging: Where new tickets wait; None when they are only counted.
    """

    work: UnitOfWork
    tally: Tally
    source: str
    is_final: bool
    staging: Staging | None
    pinner: BulkPinner
    shelf: Shelf
    channels: frozenset[str]
    limits: dict[tuple[int, str], Limit | None] = field(default_factory=dict)

    def judge(self, records: Sequence[Record]) -> Sequence[Record]:
        """Count what becomes of some records; return those that change stored tickets."""
        numbers = [str(record.values["external_id"]) for record in records]
        there = self.work.tickets.imported(self.source, numbers)
        new: list[Made] = []
        changed: list[Changed] = []
        found: list[Record] = []
        for number, record in zip(numbers, records, strict=True):
            try:
                made = self._make(record.values, number)
                if number not in there:
                    new.append(made)
                elif change := self._change(made, *there[number]):
                    changed.append(change)
                    found.append(record)
            except DomainError as problem:
                self.tally.refuse(record, problem)
        if self.staging is not None and new:
            self.staging.add([ticket for ticket, _ in new], [(events,) for _, events in new])
        if self.is_final and changed:
            self.work.imports.update_lines(changed)
        self.tally.added += len(new)
        self.tally.changed += len(changed)
        return found

    def still_holds(self, work: UnitOfWork) -> bool:
        """Tell whether what new tickets were made of is the same in another unit of work."""
        return (
            self.channels == _channels(work)
            and self.pinner.still_holds(work)
            and self.shelf.still_holds(work)
        )

    def _make(self, values: Values, number: str) -> Made:
        opened = cast("datetime", values["opened_at"])
        product, pins = self.pinner.pin(str(values["product"]), opened)
        if values["channel"] not in self.channels:
            refuse_code("channel", values["channel"])
        requester = self._id("person", values, "requester")
        line, events = self._line(values, product, pins, opened)
        ticket = Ticket(
            id=0,
            number="",
            requester_id=requester,
            recipient_id=self._id("person", values, "recipient") or requester,
            channel=str(values["channel"]),
            received_at=opened,
            registered_at=opened,
            owner=self.work.actor,
            subject=str(values.get("subject") or product.name_nl),
            source=self.source,
            external_id=number,
            lines=(line,),
        )
        return ticket, events

    def _line(
        self, values: Values, product: ProductVersion, pins: LinePins, opened: datetime
    ) -> tuple[Line, Events]:
        quantity = cast("int | None", values.get("quantity"))
        quantity = 1 if quantity is None else quantity
        if not 1 <= quantity <= QUANTITY_MOST:
            raise FieldError("quantity", "import.quantity", quantity=quantity, most=QUANTITY_MOST)
        code = str(values.get("variant") or "")
        variant = product.variant(code)
        if code and variant is None:
            raise FieldError(
                "variant", "import.unknown_variant", variant=code, product=product.code
            )
        price = cast("int | None", values.get("price"))
        if price is None:
            price = (variant.price_cents if variant else product.price_cents) * quantity
        payer = self.shelf.find("cost_centre", str(values.get("cost_centre") or ""))
        if payer is None and values.get("cost_centre") is not None:
            refuse_code("cost_centre", values["cost_centre"])
        if price < 0 or (price and payer is None):
            name = "price" if price < 0 else "cost_centre"
            raise FieldError(name, "import.no_payer", price=price)
        line = Line(
            id=0,
            ticket_id=0,
            position=1,
            pins=pins,
            product_code=product.code,
            unit_id=self._id("unit", values, "unit") or product.unit_id,
            department_id=payer.department_id if payer else None,
            cost_centre_id=payer.id if payer else None,
            location_id=self._id("location", values, "location"),
            variant=code,
            quantity=quantity,
            price_cents=price,
            opened_at=opened,
            details=_others(values, DETAIL),
            facts=_others(values, FACT),
            plugin=product.plugin,
            due_given=cast("datetime | None", values.get("due_at")),
        )
        events = tuple(self._events(values, opened, quantity))
        return self._projected(line, events, product), events

    def _events(self, values: Values, opened: datetime, quantity: int) -> Iterator[LineEvent]:
        delivered = cast("datetime | None", values.get("delivered_at"))
        closed = cast("datetime | None", values.get("closed_at"))
        told = [("opened_at", EventKind.RECEIVED, opened, 0)]
        if delivered is not None:
            told.append(("delivered_at", EventKind.DELIVERED, delivered, quantity))
        if closed is not None or delivered is not None:
            name = "delivered_at" if closed is None else "closed_at"
            told.append((name, EventKind.READY, cast("datetime", closed or delivered), 0))
        last = opened
        for number, (name, kind, at, pieces) in enumerate(told, start=1):
            if at < last:
                raise FieldError(name, "import.order_of_times", at=self._said(at))
            if at > self.work.now:
                raise FieldError(name, "import.later", at=self._said(at))
            last = at
            yield LineEvent(number, kind, at, self.work.actor, quantity=pieces)

    def _said(self, at: datetime) -> str:
        """Return an instant as the office's clock shows it."""
        return f"{at.astimezone(self.pinner.zone):%Y-%m-%d %H:%M}"

    def _projected(self, line: Line, events: Events, product: ProductVersion) -> Line:
        key = (product.id, line.variant)
        if key not in self.limits:
            self.limits[key] = lead_time(product, line.variant)
        has_calendar = line.pins.calendar_version_id is not None
        limit = self.limits[key] if has_calendar else None
        return project_with(line, events, self.pinner.calendar(line.pins), limit, self.work.now)

    def _id(self, noun: str, values: Values, name: str) -> int | None:
        code = values.get(name)
        return None if code is None else self.shelf.id(noun, code, name)

    def _change(self, made: Made, old: Line, stored: Events) -> Changed | None:
        """Return what brings a stored ticket up to what the file tells now."""
        new = made[0].lines[0]
        for name, kept in (
            ("product", new.product_code == old.product_code),
            ("quantity", new.quantity == old.quantity),
            ("variant", new.variant == old.variant),
        ):
            if not kept:
                raise FieldError(name, "import.pinned", number=made[0].external_id)
        added = tuple(_missing(stored, made[1], self.work))
        if not added and new.due_given == old.due_given:
            self.tally.unchanged += 1
            return None
        product = self.work.catalog.product_version(old.pins.product_version_id)
        line = replace(old, due_given=new.due_given)
        return self._projected(line, (*stored, *added), product), added


def make_ticket_writer(
    work: UnitOfWork, tally: Tally, source: str, staging: Staging | None, *, is_final: bool
) -> TicketWriter:
    """Return the writer of tickets of one source."""
    return TicketWriter(
        work, tally, source, is_final, staging, BulkPinner(work), Shelf(work), _channels(work)
    )


def _channels(work: UnitOfWork) -> frozenset[str]:
    return frozenset(channel.code for channel in work.people.channels())


def _missing(stored: Events, wanted: Events, work: UnitOfWork) -> Iterator[LineEvent]:
    """Yield the events that make the stored ones tell what the wanted ones tell."""
    known: dict[EventKind, LineEvent] = {event.kind: event for event in stored}
    moved = {event.corrects: event.corrected_at for event in stored if event.corrects}
    number = len(stored)
    for event in wanted:
        there = known.get(event.kind)
        number += 1
        if there is None:
            yield event._replace(number=number)
        elif (moved.get(there.number) or there.at) != event.at:
            yield LineEvent(
                number,
                EventKind.CORRECTED,
                work.now,
                work.actor,
                reason="import",
                corrects=there.number,
                corrected_at=event.at,
            )
        else:
            number -= 1


def _others(values: Values, prefix: str) -> Mapping[str, Scalar]:
    return {
        name.removeprefix(prefix): cast("Scalar", value)
        for name, value in values.items()
        if name.startswith(prefix) and value is not None
    }
