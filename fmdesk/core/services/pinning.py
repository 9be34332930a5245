"""Which versions a line pins at intake: product, process, calendar and charters of that day."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from fmdesk.core.domain.calendar import Calendar, Limit
from fmdesk.core.domain.catalog import ProductVersion
from fmdesk.core.domain.charter import Charter
from fmdesk.core.domain.charter_scope import is_in_scope
from fmdesk.core.domain.ticket import Line, LinePins
from fmdesk.core.ports import UnitOfWork


def today(work: UnitOfWork) -> date:
    """Return the present day in the office's zone."""
    return work.now.astimezone(ZoneInfo(work.zone)).date()


def day_of(on: date, zone: str) -> tuple[datetime, datetime]:
    """Return [start, end) in UTC of a day as the office's zone has it."""
    place = ZoneInfo(zone)
    start, end = (
        datetime.combine(day, time(), place).astimezone(UTC) for day in (on, on + timedelta(days=1))
    )
    return start, end


class Pinner:
    """Finds the pins of many lines in one unit of work; what it looked up once it keeps.

    Args:
        work: The unit of work to read from.
    """

    def __init__(self, work: UnitOfWork) -> None:
        self._work = work
        self._zone = ZoneInfo(work.zone)
        self._products: dict[tuple[str, date], tuple[ProductVersion, LinePins]] = {}
        self._charters: dict[date, tuple[Charter, ...]] = {}
        self._calendars: dict[tuple[str, date], tuple[int, Calendar]] = {}
        clusters = work.catalog.clusters()
        codes = {cluster.id: cluster.code for cluster in clusters}
        self._parents = {item.code: codes.get(item.parent_id or 0, "") for item in clusters}

    def day(self, at: datetime) -> date:
        """Return the day of an instant in the office's zone."""
        return at.astimezone(self._zone).date()

    def path(self, product: ProductVersion) -> tuple[str, ...]:
        """Return the codes of a product's clusters, the nearest first."""
        return self.above(product.cluster)

    def above(self, cluster: str) -> tuple[str, ...]:
        """Return the code of a cluster and of those above it, the nearest first; none for none."""
        found = []
        while cluster:
            found.append(cluster)
            cluster = self._parents.get(cluster, "")
        return tuple(found)

    def pin(self, product: str, opened: date) -> tuple[ProductVersion, LinePins]:
        """Return the version of a product valid on a day, with everything a line pins.

        Raises:
            NotFoundError: `product.unknown`, `process.unknown` or `calendar.unknown`.
        """
        key = (product, opened)
        if key not in self._products:
            self._products[key] = self._look_up(product, opened)
        return self._products[key]

    def charters(self, opened: date) -> tuple[Charter, ...]:
        """Return the charters given to lines opened on a day."""
        if opened not in self._charters:
            self._charters[opened] = self._work.catalog.charters(opened)
        return self._charters[opened]

    def due(self, product: ProductVersion, variant: str, at: datetime) -> datetime | None:
        """Return when the promised lead time of an order ends, None when none is promised."""
        limit = lead_time(product, variant)
        if limit is None or not product.calendar:
            return None
        return self.calendar(product.calendar, self.day(at))[1].due(at, limit)

    def calendar(self, code: str, on: date) -> tuple[int, Calendar]:
        """Return number and calendar of the version valid on a day."""
        key = (code, on)
        if key not in self._calendars:
            self._calendars[key] = self._work.catalog.calendar(code, on)
        return self._calendars[key]

    def _look_up(self, code: str, opened: date) -> tuple[ProductVersion, LinePins]:
        catalog = self._work.catalog
        product = catalog.product(code, opened)
        process = catalog.process_of(product)
        pins = LinePins(
            product_version_id=product.id,
            process_version_id=process.id if process else None,
            calendar_version_id=(
                self.calendar(product.calendar, opened)[0] if product.calendar else None
            ),
            charter_version_ids=tuple(
                charter.id
                for charter in self.charters(opened)
                if is_in_scope(charter, product.code, product.cluster, self._parents)
            ),
        )
        return product, pins


def agreed_lead_time(work: UnitOfWork, line: Line) -> Limit | None:
    """Return the lead time of a line: as its level agreed, else as its product promised."""
    level = line.pins.level_id
    if level is not None:
        return work.agreements.level(level).lead_time
    return lead_time(work.catalog.product_version(line.pins.product_version_id), line.variant)


def lead_time(product: ProductVersion, variant: str) -> Limit | None:
    """Return the lead time promised for a variant; the product's own where it has none."""
    chosen = product.variant(variant) if variant else None
    return (chosen.lead_time if chosen else None) or product.lead_time
