"""Look-alikes and counts: what happens at a place, and what the desk settled at once."""

from datetime import UTC, datetime

from fmdesk.core.domain.catalog import ProductVersion
from fmdesk.core.domain.errors import PluginError
from fmdesk.core.domain.intake_views import BespokeRow, LookAlike, OutcomeCount, Promotion
from fmdesk.core.domain.period import Month
from fmdesk.core.domain.spec import LookAlikeSpec
from fmdesk.core.domain.ticket import OrderLine
from fmdesk.core.domain.views import Changes
from fmdesk.core.ports import PluginGateway, UnitOfWork
from fmdesk.core.services.lineview import Names
from fmdesk.core.services.pinning import today

LOOK_ALIKES = 10


def look_alikes(
    work: UnitOfWork, plugins: PluginGateway, order: OrderLine, language: str
) -> tuple[LookAlike, ...]:
    """Return open lines that look like what is asked; see `Knowledge.look_alikes`."""
    day = today(work)
    place = work.people.location_by_code(order.location) if order.location else None
    product = work.catalog.product(order.product, day)
    if product.plugin:
        told = _of_plugin(work, plugins, product, order)
        if told is not None:
            return _shown(work, told, language)
    if place is None:
        return ()
    cluster = [
        one.code
        for one in work.catalog.products(day)
        if product.cluster and one.cluster == product.cluster and one.code != product.code
    ]
    same = work.knowledge.look_alikes(place.id, (product.code,), LOOK_ALIKES)
    left = LOOK_ALIKES - len(same)
    like = work.knowledge.look_alikes(place.id, cluster, left) if cluster and left else ()
    rows = work.tickets.rows([*same, *like], work.now, language)
    return tuple(LookAlike(row, row.line_id in same) for row in rows)


def _of_plugin(
    work: UnitOfWork, plugins: PluginGateway, product: ProductVersion, order: OrderLine
) -> tuple[LookAlikeSpec, ...] | None:
    """Return what the plugin says; nothing when it fails, which its row then tells."""
    try:
        return plugins.look_alikes(work, product, order)
    except PluginError:
        return ()


def _shown(
    work: UnitOfWork, told: tuple[LookAlikeSpec, ...], language: str
) -> tuple[LookAlike, ...]:
    by_id = {one.line_id: one for one in told[:LOOK_ALIKES]}
    return tuple(
        LookAlike(
            row,
            is_same_product=True,
            why=by_id[row.line_id].text.get(language),
            details=dict(by_id[row.line_id].details),
        )
        for row in work.tickets.rows(list(by_id), work.now, language)
    )


def outcomes(work: UnitOfWork, month: str, language: str) -> tuple[OutcomeCount, ...]:
    """Return how often things were settled at once in a month; see `Knowledge.outcomes`."""
    start, end = Month.parse(month).bounds(work.zone)
    names = Names(work, language)
    day = today(work)
    known = {one.code: names.of(one) for one in work.catalog.products(day)}
    counts = work.knowledge.outcomes(start, end)
    return tuple(
        OutcomeCount(code, known.get(code, code), outcome, count)
        for (code, outcome), count in sorted(counts.items(), key=lambda one: (-one[1], one[0]))
    )


def bespoke(work: UnitOfWork, month: str) -> tuple[BespokeRow, ...]:
    """Return the lines that are not in the catalogue; see `Knowledge.bespoke`."""
    always = (datetime(1970, 1, 1, tzinfo=UTC), datetime(9999, 1, 1, tzinfo=UTC))
    start, end = Month.parse(month).bounds(work.zone) if month else always
    return work.knowledge.bespoke(start, end)


def promote(work: UnitOfWork, promotion: Promotion) -> Changes:
    """Note which product a bespoke line has become; see `Knowledge.promote`."""
    day = today(work)
    product = work.catalog.product(promotion.product, day)
    work.knowledge.promote(promotion.line_id, product.product_id)
    return Changes(tickets=(work.tickets.line(promotion.line_id).ticket_id,))
