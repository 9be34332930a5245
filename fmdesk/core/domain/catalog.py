"""The catalogue: clusters, products with effective-dated versions, and what the desk must know."""

from dataclasses import dataclass, field
from datetime import date

from fmdesk.core.domain.calendar import Limit


@dataclass(frozen=True, slots=True)
class Cluster:
    """A node of the catalogue tree."""

    id: int
    code: str
    name_nl: str
    name_en: str
    parent_id: int | None = None
    unit_id: int | None = None


@dataclass(frozen=True, slots=True)
class Variant:
    """A way to order a product (standard, urgent) with its own price and lead time."""

    code: str
    name_nl: str
    name_en: str
    price_cents: int
    lead_time: Limit | None = None


@dataclass(frozen=True, slots=True)
class Faq:
    """A frequently asked question, ranked by use."""

    id: int
    language: str
    question: str
    answer: str
    uses: int = 0


@dataclass(frozen=True, slots=True)
class ProductVersion:
    """What a product is from `valid_from` on; never edited once a line uses it.

    Attributes:
        id: Number of the version.
        product_id: Number of the product.
        code: Code of the product.
        valid_from: First day (office zone) on which it is ordered like this.
        name_nl: Dutch name.
        name_en: English name.
        cluster: Code of the cluster.
        unit_id: The owner: the unit that delivers and, by default, bears sanctions.
        price_cents: Price of one piece, in cents.
        price_unit: What one piece is ("doos", "uur"); shown behind the price.
        lead_time: The promised lead time, None when there is none.
        calendar: Code of the calendar on which the lead time runs.
        process: Code of the process.
        plugin: Id of the plugin that serves it; empty means the core alone.
        form: Id of the plugin's form; empty means none.
        article: The plugin's own reference, such as the article's code.
        description_nl: Nature and scope in Dutch.
        description_en: Nature and scope in English.
        limits: Limits and what is not done.
        tips: Desk tips, one per entry.
        synonyms: Other words customers use for it.
        norm: Share that must be kept, in basis points (9500 = 95 %).
        variants: Variants beside the standard one.
        faqs: Frequently asked questions.
        contact_ids: Persons of the back office to ask, the deputy after the first.
    """

    id: int
    product_id: int
    code: str
    valid_from: date
    name_nl: str
    name_en: str
    cluster: str
    unit_id: int
    price_cents: int = 0
    price_unit: str = ""
    lead_time: Limit | None = None
    calendar: str = ""
    process: str = ""
    plugin: str = ""
    form: str = ""
    article: str = ""
    description_nl: str = ""
    description_en: str = ""
    limits: str = ""
    tips: tuple[str, ...] = ()
    synonyms: tuple[str, ...] = ()
    norm: int = 9500
    variants: tuple[Variant, ...] = ()
    faqs: tuple[Faq, ...] = field(default=())
    contact_ids: tuple[int, ...] = ()

    def variant(self, code: str) -> Variant | None:
        """Return the variant with this code, or None."""
        return next((item for item in self.variants if item.code == code), None)
