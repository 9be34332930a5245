"""The catalogue as knowledge: finding a product and showing its card."""

from zoneinfo import ZoneInfo

from fmdesk.core.domain.intake_views import FoundBy, Hit, HitKind, ProductCard
from fmdesk.core.domain.words import fold, has_words
from fmdesk.core.ports import UnitOfWork
from fmdesk.core.services.lineview import Names


def find(work: UnitOfWork, text: str, language: str, limit: int) -> tuple[Hit, ...]:
    """Return what has the words; see `Knowledge.find`."""
    typed, names = fold(text), Names(work, language)
    day = work.now.astimezone(ZoneInfo(work.zone)).date()
    found = (
        Hit(
            HitKind.PRODUCT,
            one.code,
            names.of(one),
            FoundBy.NAME,
            unit=names.units[one.unit_id],
        )
        for one in work.catalog.products(day)
        if typed and has_words(fold(one.name_nl, one.name_en, *one.synonyms), typed)
    )
    return tuple(found)[:limit]


def card(work: UnitOfWork, product_code: str, language: str) -> ProductCard:
    """Return everything about a product; see `Knowledge.card`."""
    names = Names(work, language)
    product = work.catalog.product(product_code, work.now.astimezone(ZoneInfo(work.zone)).date())
    return ProductCard(
        code=product.code,
        name=names.of(product),
        cluster="",
        unit=names.units[product.unit_id],
        scope=product.description_en if names.is_english else product.description_nl,
        price_cents=product.price_cents,
        price_unit=product.price_unit,
        lead_time="",
        tips=product.tips,
        limits=product.limits,
        plugin=product.plugin,
        form=product.form,
    )
