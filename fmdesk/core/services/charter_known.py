"""What the office knows while a charter is written: names, facts, products, other charters."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from fmdesk.core.domain.calendar import Calendar
from fmdesk.core.domain.catalog import ProductVersion
from fmdesk.core.domain.charter import Charter
from fmdesk.core.domain.charter_scope import Known, ScopeProduct
from fmdesk.core.domain.charter_words import Wording
from fmdesk.core.domain.facts import CORE_FACTS
from fmdesk.core.domain.people import Unit
from fmdesk.core.domain.period import Month
from fmdesk.core.domain.spec import FactKind, Text
from fmdesk.core.ports import PluginGateway, UnitOfWork
from fmdesk.core.services.pinning import today

WEEK = 7


def known_to(work: UnitOfWork, plugins: PluginGateway) -> Known:
    """Return what the editor of charters needs, in one reading.

    Args:
        work: The unit of work.
        plugins: Declare facts.
    """
    day = today(work)
    products = work.catalog.products(day)
    clusters = work.catalog.clusters()
    codes = {one.id: one.code for one in clusters}
    units = {one.id: one for one in work.people.units()}
    start, end = Month(day.year, day.month).shift(-1).bounds(work.zone)
    lines = work.charters.lines(start, end)
    return Known(
        Wording(
            {spec.name: spec for spec in (*CORE_FACTS, *plugins.facts())},
            _names(work, products),
            {one.code: Text(one.name_nl, one.name_en) for one in clusters},
        ),
        tuple(
            _product(work, one, units[one.unit_id], lines.get(one.product_id, 0))
            for one in products
        ),
        {one.code: codes.get(one.parent_id or 0, "") for one in clusters},
        standing(work, day),
        {code: _longest(work, code, day) for code in work.catalog.calendars()},
    )


def newest(work: UnitOfWork) -> Mapping[str, Charter]:
    """Return the newest version of each stored charter by its code."""
    ordered = sorted(work.catalog.charters(), key=lambda one: one.version)
    return {one.code: one for one in ordered}


def standing(work: UnitOfWork, day: date) -> tuple[Charter, ...]:
    """Return the newest versions that hold or are to come, by code."""
    return tuple(
        one
        for _code, one in sorted(newest(work).items())
        if one.valid_to is None or one.valid_to >= max(day, one.valid_from)
    )


def _names(
    work: UnitOfWork, products: tuple[ProductVersion, ...]
) -> Mapping[FactKind, Mapping[str, Text]]:
    people = work.people
    return {
        FactKind.PRODUCT: {one.code: Text(one.name_nl, one.name_en) for one in products},
        FactKind.UNIT: {one.code: Text(one.name, one.name) for one in people.units()},
        FactKind.DEPARTMENT: {one.code: Text(one.name, one.name) for one in people.departments()},
        FactKind.CHANNEL: {one.code: Text(one.name_nl, one.name_en) for one in people.channels()},
    }


def _product(work: UnitOfWork, product: ProductVersion, unit: Unit, lines: int) -> ScopeProduct:
    process = work.catalog.process_of(product)
    variants = product.variants
    return ScopeProduct(
        code=product.code,
        cluster=product.cluster,
        unit=unit.name,
        lines=lines,
        price_cents=max(product.price_cents, *(one.price_cents for one in variants), 0),
        has_lead_time=any((product.lead_time, *(one.lead_time for one in variants))),
        calendar=product.calendar,
        targets=tuple(one.target_seconds or 0 for one in process.steps) if process else (),
        unit_code=unit.code,
    )


def _longest(work: UnitOfWork, code: str, day: date) -> int:
    """Return the open seconds of the longest day of the coming week, at least."""
    found: Calendar = work.catalog.calendar(code, day)[1]
    zone = ZoneInfo(work.zone)
    edges = [datetime.combine(day + timedelta(days=n), time(), zone) for n in range(WEEK + 1)]
    return max(found.between(edges[n], edges[n + 1]) for n in range(WEEK))
