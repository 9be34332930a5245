"""Agreements with departments (SLA): levels over the catalogue, and who may order how much.

An agreement gives a department its own lead times. Its versions are never changed: a change is a
new version from a day on, and a line keeps the level that held when it was taken in. Where nothing
is agreed, what is agreed with everybody holds, else the catalogue: none is a legal answer.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from uuid import UUID

from fmdesk.core.domain.calendar import Limit
from fmdesk.core.domain.catalog import ProductVersion

EVERYBODY = ""
"""Code of the agreement that holds where a department's own says nothing."""


@dataclass(frozen=True, slots=True)
class Level:
    """What is agreed for a part of the catalogue: a product, a cluster, or all of it.

    Attributes:
        product: Code of the product; empty for a cluster or all.
        variant: Code of the variant; empty for every way to order the product.
        cluster: Code of the cluster, those below it included; empty for a product or all.
        lead_time: The agreed lead time; None: agreed is that nothing is promised.
        calendar: Code of the calendar on which it runs; empty for the product's own.
        volume: Agreed pieces a year; 0 where none are agreed.
        id: Number in the database, 0 before it is stored.
    """

    product: str = ""
    variant: str = ""
    cluster: str = ""
    lead_time: Limit | None = None
    calendar: str = ""
    volume: int = 0
    id: int = 0

    @property
    def scope(self) -> tuple[str, str, str]:
        """What of the catalogue it is about."""
        return self.product, self.variant, self.cluster


@dataclass(frozen=True, slots=True)
class OrderLimit:
    """How much somebody may order at once.

    Attributes:
        person: Code of the person; empty for everybody who is not named.
        cents: Highest price of one order for the department, in cents.
    """

    person: str
    cents: int


@dataclass(frozen=True, slots=True)
class Agreement:
    """One version of the agreement with a department.

    Attributes:
        department: Code of the department; empty for everybody without one.
        valid_from: First day on which it holds.
        number: Number of the version, from 1; 0 before it is stored.
        is_ended: From this day on there is no agreement.
        client: Code of the person who signs for the department; empty for none.
        holder: Code of the person who holds the budget; may order any amount.
        budget_cents: Agreed budget of a year, in cents; None where none is agreed.
        note: What else was agreed, as it is printed.
        levels: What is agreed over the catalogue.
        limits: Who may order up to which amount; empty for no limit.
    """

    department: str
    valid_from: date
    number: int = 0
    is_ended: bool = False
    client: str = ""
    holder: str = ""
    budget_cents: int | None = None
    note: str = ""
    levels: tuple[Level, ...] = ()
    limits: tuple[OrderLimit, ...] = ()

    def level(self, product: str, variant: str, path: Sequence[str]) -> Level | None:
        """Return the most specific level for an order, None when there is none.

        The variant of a product comes before the product, that before its cluster, a cluster
        before the one above it, and all of the catalogue last.

        Args:
            product: Code of the product.
            variant: Code of the variant, empty for the standard one.
            path: Codes of its clusters, the nearest first.
        """
        by_scope = {one.scope: one for one in self.levels}
        clusters = (("", "", one) for one in path)
        wanted = ((product, variant, ""), (product, "", ""), *clusters, ("", "", ""))
        return next((by_scope[scope] for scope in wanted if scope in by_scope), None)

    def most(self, person: str) -> int | None:
        """Return how much a person may order at once, in cents; None for any amount."""
        if person and person == self.holder:
            return None
        by_person = {one.person: one.cents for one in self.limits}
        return by_person.get(person, by_person.get("")) if by_person else None


@dataclass(frozen=True, slots=True)
class AgreementDraft:
    """A new version.

    Attributes:
        op_id: Made once by the client.
        agreement: What is agreed; its number is given when it is stored.
        after: Number of the version that the user saw, 0 for none.
    """

    op_id: UUID
    agreement: Agreement
    after: int


@dataclass(frozen=True, slots=True)
class Finding:
    """Something about a draft that its writer should know.

    Attributes:
        code: Name of its text in `fmdesk.messages`.
        params: What the text shows.
        is_refusal: The draft cannot be kept like this.
    """

    code: str
    params: tuple[tuple[str, str], ...]
    is_refusal: bool


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What an agreement is checked against.

    Attributes:
        products: The products of the day on which it begins, by code.
        clusters: Codes of all clusters.
        name: Puts the part of the catalogue that a level is about into words.
    """

    products: Mapping[str, ProductVersion]
    clusters: Collection[str]
    name: Callable[[Level], str]


def findings(agreement: Agreement, catalogue: Catalogue) -> Iterator[Finding]:
    """Yield what is wrong with an agreement, and what is odd about it.

    Args:
        agreement: The draft.
        catalogue: What it is checked against.
    """
    for one, other in combinations(agreement.levels, 2):
        if one.scope == other.scope:
            yield _found("agreement.twice", is_refusal=True, what=catalogue.name(one))
    for level in agreement.levels:
        yield from _about(level, catalogue)
    named = [one.person for one in agreement.limits]
    if len(set(named)) < len(named):
        yield _found("agreement.limit_twice", is_refusal=True)
    if not agreement.levels and not agreement.is_ended:
        yield _found("agreement.empty")
    if agreement.limits and not agreement.holder:
        yield _found("agreement.no_holder")
    if agreement.limits and "" not in named:
        yield _found("agreement.rest_unlimited")


def _about(level: Level, catalogue: Catalogue) -> Iterator[Finding]:
    what = catalogue.name(level)
    if level.product and level.cluster:
        yield _found("agreement.both", is_refusal=True, what=what)
    if level.cluster and level.cluster not in catalogue.clusters:
        yield _found("agreement.no_cluster", is_refusal=True, what=level.cluster)
    if level.volume < 0:
        yield _found("agreement.volume", is_refusal=True, what=what)
    if not level.product:
        return
    product = catalogue.products.get(level.product)
    if product is None:
        yield _found("agreement.no_product", is_refusal=True, what=level.product)
    else:
        yield from _of_product(level, product, what)


def _of_product(level: Level, product: ProductVersion, what: str) -> Iterator[Finding]:
    variant = product.variant(level.variant)
    if level.variant and variant is None:
        yield _found("agreement.no_variant", is_refusal=True, what=what)
    if level.lead_time and not (level.calendar or product.calendar):
        yield _found("agreement.no_calendar", is_refusal=True, what=what)
    usual = (variant.lead_time if variant else None) or product.lead_time
    if usual is None:
        return
    if level.lead_time is None:
        yield _found("agreement.no_promise", what=what)
    elif _is_looser(level.lead_time, usual):
        yield _found("agreement.looser", what=what)


def _is_looser(limit: Limit, usual: Limit) -> bool:
    """Tell whether a limit gives more time; those of different units are not compared."""
    return limit.unit is usual.unit and limit.n > usual.n


def _found(code: str, *, is_refusal: bool = False, **params: str) -> Finding:
    return Finding(code, tuple(params.items()), is_refusal)
