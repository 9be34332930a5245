"""What is agreed with a department holds for its orders: lead time, calendar and amounts."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime

from fmdesk.core.domain.agreement import EVERYBODY, Agreement, Level
from fmdesk.core.domain.catalog import ProductVersion
from fmdesk.core.domain.errors import InvalidInputError
from fmdesk.core.domain.people import Person
from fmdesk.core.domain.ticket import Line, LinePins
from fmdesk.core.ports import UnitOfWork
from fmdesk.core.services.fulfilment import OPEN
from fmdesk.core.services.pinning import Pinner
from fmdesk.i18n import money


class Agreements:
    """Finds what holds for orders in one unit of work; what it looked up once it keeps.

    Args:
        work: The unit of work to read from.
        pinner: Finds calendars and the tree of clusters.
    """

    def __init__(self, work: UnitOfWork, pinner: Pinner) -> None:
        self._work, self._pinner = work, pinner
        self._codes = {one.id: one.code for one in work.people.departments()}
        self._valid: dict[tuple[str, date], Agreement | None] = {}

    def level(
        self, department_id: int | None, product: ProductVersion, variant: str, on: date
    ) -> Level | None:
        """Return the most specific level for an order, None where the catalogue holds.

        What is agreed with the department comes before what is agreed with everybody.

        Args:
            department_id: Who pays, or asks where nobody pays.
            product: The product version.
            variant: Code of the variant, empty for the standard one.
            on: The day on which the order was received.
        """
        path = self._pinner.path(product)
        own = self.of(department_id, on)
        found = own.level(product.code, variant, path) if own else None
        if found is None:
            general = self._of(EVERYBODY, on)
            found = general.level(product.code, variant, path) if general else None
        return found

    def of(self, department_id: int | None, on: date) -> Agreement | None:
        """Return the department's own agreement on a day, None without one."""
        code = self._codes.get(department_id or 0, "")
        return self._of(code, on) if code else None

    def apply(self, pins: LinePins, level: Level | None, on: date) -> LinePins:
        """Return pins under a level."""
        if level is None:
            return pins
        calendar = pins.calendar_version_id
        if level.calendar:
            calendar = self._pinner.calendar(level.calendar, on)[0]
        return replace(pins, calendar_version_id=calendar, level_id=level.id)

    def repin(self, line: Line, product: ProductVersion, requester_id: int | None) -> LinePins:
        """Return the pins of a line whose variant changed, as the day of its intake had them.

        Args:
            line: The line with its new variant.
            product: The product version that it pins.
            requester_id: Who asked, for a line that nobody pays.
        """
        day = self._pinner.day(line.opened_at)
        department = line.department_id
        if department is None and requester_id is not None:
            department = self._work.people.person(requester_id).department_id
        level = self.level(department, product, line.variant, day)
        calendar = self._pinner.calendar(product.calendar, day)[0] if product.calendar else None
        return self.apply(
            replace(line.pins, calendar_version_id=calendar, level_id=None), level, day
        )

    def due(
        self, product: ProductVersion, variant: str, level: Level | None, at: datetime
    ) -> datetime | None:
        """Return when the promised lead time of an order ends, None when none is promised."""
        if level is None:
            return self._pinner.due(product, variant, at)
        code = level.calendar or product.calendar
        if level.lead_time is None or not code:
            return None
        return self._pinner.calendar(code, self._pinner.day(at))[1].due(at, level.lead_time)

    def check_amounts(
        self, person: Person | None, lines: Sequence[Line], on: date, others: Iterable[Line] = ()
    ) -> None:
        """Check that somebody may order so much at once for each department that pays.

        Args:
            person: Who asks; None when nobody is named.
            lines: What is ordered.
            on: The day on which it was received.
            others: The lines of the same ticket that stay as they are: those that are not over
                are part of what a department that pays now orders at once.

        Raises:
            InvalidInputError: `agreement.over_limit`.
        """
        sums: dict[int, int] = {}
        for line in lines:
            if line.department_id is not None:
                sums[line.department_id] = sums.get(line.department_id, 0) + line.price_cents
        for line in others:
            if line.department_id in sums and line.state in OPEN:
                sums[line.department_id] += line.price_cents
        for department_id, cents in sums.items():
            agreement = self.of(department_id, on) or self._of(EVERYBODY, on)
            most = agreement.most(person.code if person else "") if agreement else None
            if agreement is not None and most is not None and cents > most:
                holder = agreement.holder
                raise InvalidInputError(
                    "agreement.over_limit",
                    most=money(most),
                    asked=money(cents),
                    holder=self._work.people.person_by_code(holder).name if holder else "–",
                )

    def _of(self, code: str, on: date) -> Agreement | None:
        key = (code, on)
        if key not in self._valid:
            self._valid[key] = self._work.agreements.valid(code, on)
        return self._valid[key]
