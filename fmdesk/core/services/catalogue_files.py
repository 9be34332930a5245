"""The catalogue for files: the table that its import reads back, and the booklet for customers."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from fmdesk.core.domain.booklet import Booklet, BookletCluster, CatalogueTable
from fmdesk.core.domain.catalog import Cluster, ProductVersion
from fmdesk.core.domain.errors import DomainError
from fmdesk.core.domain.intake_views import ProductCard
from fmdesk.core.ports import Progress, UnitOfWork
from fmdesk.core.services import cards
from fmdesk.core.services.atonce import BESPOKE
from fmdesk.core.services.importing_fields import TARGETS
from fmdesk.core.services.importing_mapping import FieldMap, ImportMapping, find_mapping
from fmdesk.core.services.importing_values import Value, make_parser
from fmdesk.core.services.lineview import Names
from fmdesk.core.services.pinning import today
from fmdesk.i18n import using_language

MAPPING = "catalogus_uitvoer"
"""The mapping by which an export is read again; its columns are those of the export."""


def table(work: UnitOfWork) -> CatalogueTable:
    """Return the catalogue of today in the columns that its import reads.

    A cell that would not be read back as it is stored stays empty, and an empty cell leaves what
    is stored as it is: so an export that nobody changed changes nothing.
    """
    mapping = find_mapping(MAPPING)
    products = (one for one in work.catalog.products(today(work)) if one.code != BESPOKE)
    rows = [
        tuple(
            _cell(mapping, name, chosen, values.get(name))
            for name, chosen in mapping.fields.items()
        )
        for values in (_values(work, product) for product in products)
    ]
    columns = tuple(chosen.columns[0] for chosen in mapping.fields.values())
    return CatalogueTable(columns, tuple(rows), mapping.file.delimiter)


def _values(work: UnitOfWork, product: ProductVersion) -> Mapping[str, Value]:
    limit = product.lead_time
    return {
        "code": product.code,
        "name": product.name_nl,
        "name_en": product.name_en,
        "unit": work.people.unit(product.unit_id).code,
        "cluster": product.cluster,
        "price": product.price_cents,
        "price_unit": product.price_unit,
        "lead_n": limit.n if limit else None,
        "lead_unit": limit.unit.value if limit else None,
        "lead_time_of_day": limit.time_of_day.value if limit else None,
        "calendar": product.calendar,
        "process": product.process,
        "plugin": product.plugin,
        "form": product.form,
        "article": product.article,
        "description": product.description_nl,
        "description_en": product.description_en,
        "limits": product.limits,
        "tips": product.tips,
        "synonyms": product.synonyms,
        "norm": product.norm,
        "contacts": tuple(work.people.person(one).code for one in product.contact_ids),
    }


def _cell(mapping: ImportMapping, name: str, chosen: FieldMap, value: Value) -> str:
    """Return a value as the import writes it; empty where it would be read as another one."""
    if value is None or value in ("", ()):
        return ""
    rule = TARGETS[mapping.target][name]
    text = _written(mapping, chosen, value, is_hundredths=name in ("price", "norm"))
    parse = make_parser(rule, chosen, mapping, lambda *_code, **_params: None)
    try:
        is_same = parse(text) == value
    except DomainError:
        is_same = False
    return text if is_same else ""


def _written(mapping: ImportMapping, chosen: FieldMap, value: Value, *, is_hundredths: bool) -> str:
    for text, meant in chosen.values.items():
        if meant == value:
            return text
    if isinstance(value, tuple):
        return chosen.separator.join(value)
    if is_hundredths:
        return f"{Decimal(str(value)).scaleb(-2):f}".replace(".", mapping.decimal)
    return str(value)


def booklet(work: UnitOfWork, language: str, progress: Progress) -> Booklet:
    """Return the catalogue with its promises in one language; see `Catalogue.publish`.

    Args:
        work: The unit of work to read from.
        language: `nl` or `en`.
        progress: Is told products read of all products.

    Raises:
        DomainError: `job.cancelled`.
    """
    day = today(work)
    names = Names(work, language)
    products = [one for one in work.catalog.products(day) if one.code != BESPOKE]
    chapters: dict[str, list[ProductCard]] = defaultdict(list)
    for done, (product, card) in enumerate(
        zip(products, cards.cards(work, (one.code for one in products), language), strict=True)
    ):
        if progress.is_cancelled():
            raise DomainError("job.cancelled")
        chapters[product.cluster].append(card)
        progress.report(done + 1, len(products))
    clusters = list(_in_order(work.catalog.clusters()))
    known = {one.code: one for one in clusters}
    order = [one.code for one in clusters] + [code for code in chapters if code not in known]
    with using_language(language):
        found = tuple(
            BookletCluster(
                code,
                names.of(known[code]) if code in known else "",
                names.units.get(known[code].unit_id or 0, "") if code in known else "",
                tuple(sorted(chapters[code], key=lambda card: card.name.casefold())),
            )
            for code in order
            if chapters.get(code)
        )
    return Booklet(work.settings.get("organisation"), day, work.now, language, found)


def _in_order(clusters: Sequence[Cluster], parent: int | None = None) -> Iterator[Cluster]:
    """Yield clusters as the tree has them: each before those below it."""
    for one in clusters:
        if one.parent_id == parent:
            yield one
            yield from _in_order(clusters, one.id)
