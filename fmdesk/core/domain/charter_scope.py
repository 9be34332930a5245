"""For which products a charter is given, and what is known of them while one is written."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from fmdesk.core.domain.charter import Charter
from fmdesk.core.domain.charter_words import Wording


def is_in_scope(charter: Charter, product: str, cluster: str, parents: Mapping[str, str]) -> bool:
    """Tell whether a charter is given for a product.

    Args:
        charter: The charter; without products and clusters it holds for all.
        product: Code of the product.
        cluster: Code of its cluster, empty for none.
        parents: Code of each cluster's parent; the top has an empty one.
    """
    if product in charter.products or not (charter.products or charter.clusters):
        return True
    while cluster:
        if cluster in charter.clusters:
            return True
        cluster = parents.get(cluster, "")
    return False


@dataclass(frozen=True, slots=True)
class ScopeProduct:
    """A product as the editor of charters knows it.

    Attributes:
        code: Its code.
        cluster: Code of its cluster, empty for none.
        unit: Name of who delivers it.
        lines: Lines of it that were received last month.
        price_cents: Its price, the highest of its variants.
        has_lead_time: It, or a variant, promises a lead time.
        calendar: Code of the calendar it pins, empty for always open.
        targets: Target of each step of its process in seconds; 0 for none.
        unit_code: Code of who delivers it.
    """

    code: str
    cluster: str = ""
    unit: str = ""
    lines: int = 0
    price_cents: int = 0
    has_lead_time: bool = False
    calendar: str = ""
    targets: tuple[int, ...] = ()
    unit_code: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """What the office knows while a charter is written.

    Attributes:
        wording: Names, and the facts there are.
        products: The products of today.
        parents: Code of each cluster's parent.
        charters: The versions in force or to come of every charter.
        days: By code of calendar the open seconds of its longest day.
    """

    wording: Wording = field(default_factory=Wording)
    products: tuple[ScopeProduct, ...] = ()
    parents: Mapping[str, str] = field(default_factory=dict)
    charters: tuple[Charter, ...] = ()
    days: Mapping[str, int] = field(default_factory=dict)

    def in_scope(self, charter: Charter) -> tuple[ScopeProduct, ...]:
        """Return the products for which a charter is given."""
        return tuple(
            one
            for one in self.products
            if is_in_scope(charter, one.code, one.cluster, self.parents)
        )
