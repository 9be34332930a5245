"""What is wrong with a charter while it is written: it contradicts itself, never breaks, overlaps.

Everything that would be refused later is found here, and more that a controller wants to know.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from fmdesk.core.domain.charter import (
    NEVER,
    Charter,
    Condition,
    Conditions,
    LimitSource,
    Operator,
    SanctionKind,
)
from fmdesk.core.domain.charter_check import check_facts, check_terms, conditions
from fmdesk.core.domain.charter_figures import duration, joined
from fmdesk.core.domain.charter_logic import contradiction, opposite
from fmdesk.core.domain.charter_scope import Known, ScopeProduct
from fmdesk.core.domain.charter_sentence import RESPONSE, SOLUTION, sanction_words
from fmdesk.core.domain.charter_words import spec_of
from fmdesk.core.domain.clock import STEP
from fmdesk.core.domain.errors import InvalidInputError
from fmdesk.core.domain.facts import ALWAYS_PRESENT, PAST_DUE
from fmdesk.core.domain.limits import Limit, LimitUnit
from fmdesk.core.domain.spec import FactKind

MOST_NAMED = 3
"""Products and charters named in one sentence."""
DAY, HOUR = 86_400, 3600
_LATE = (
    Condition(PAST_DUE, Operator.EQ, True),
    Condition("clock.over_clock", Operator.GT, 0),
)
"""What holds of every line that is late."""
_PRODUCT, _UNIT = "line.product", "line.unit"
_SURE = frozenset(
    (
        *ALWAYS_PRESENT,
        *("clock.run", "clock.over_clock", "clock.over_working", "part.number", "part.quantity"),
        *(_PRODUCT, _UNIT, "line.variant", "line.quantity", "line.price_cents"),
        *("line.opened_weekday", "line.opened_minute", "ticket.channel"),
    )
)
"""Facts that every late line has. Others may be unknown, and are then met by no condition."""


@dataclass(frozen=True, slots=True)
class CharterFault:
    """What is wrong with a charter.

    Attributes:
        code: Code of its text (`messages.explain`).
        params: Its values.
        is_blocking: It cannot be approved like that; else it is something to know.
    """

    code: str
    params: Mapping[str, object]
    is_blocking: bool = True


def faults(charter: Charter, known: Known, language: str) -> tuple[CharterFault, ...]:
    """Return everything that is wrong with a charter, what blocks it first.

    Args:
        charter: The charter as it is written.
        known: The office.
        language: `nl` or `en`, for the names in the sentences.
    """
    blocking = tuple(_refused(charter, known))
    if blocking:
        return blocking
    found = tuple(_contradictions(charter, known, language)) or tuple(
        one for look in _LOOKS for one in look(charter, known, language)
    )
    return tuple(sorted(found, key=lambda one: not one.is_blocking))


def _refused(charter: Charter, known: Known) -> Iterator[CharterFault]:
    """Yield what reading or loading the charter would refuse."""
    types = {name: spec.type for name, spec in known.wording.facts.items()}
    bare = replace(charter, applies_when=Conditions(), except_when=NEVER)
    single = (replace(bare, applies_when=Conditions(items=(one,))) for one in conditions(charter))
    checks: Iterator[Callable[[], None]] = iter(
        [
            lambda: check_terms(charter),
            *((lambda one=one: check_facts(one, types)) for one in single),
        ]
    )
    for check in checks:
        try:
            check()
        except InvalidInputError as problem:
            yield CharterFault(problem.code, problem.params)


def _contradictions(charter: Charter, known: Known, language: str) -> Iterator[CharterFault]:
    wording, code = known.wording, charter.code

    def label(fact: str) -> str:
        return spec_of(fact, wording).text.get(language)

    ways = _ways(charter.applies_when)
    given = _given(charter)
    open_ways = [way for way in ways if not contradiction(way, wording)]
    inside = [way for way in open_ways if not contradiction((*given, *way), wording)]
    late_ways = [way for way in inside if not contradiction((*way, *_LATE), wording)]
    if not open_ways:
        fact = label(contradiction(ways[0], wording))
        yield CharterFault("charter.contradicts", {"charter": code, "fact": fact})
    elif not inside:
        yield CharterFault("charter.outside", {"charter": code, "fact": label(_PRODUCT)})
    elif not late_ways:
        yield CharterFault("charter.never_breaks", {"charter": code})
    elif all(_is_excused((*given, *way), charter.except_when, known) for way in late_ways):
        yield CharterFault("charter.excused_always", {"charter": code})
    else:
        yield from _useless_exceptions(charter, known, label)


def _ways(wanted: Conditions) -> list[tuple[Condition, ...]]:
    """Return the ways in which conditions are met: each by itself, or all together."""
    return [(one,) for one in wanted.items] if wanted.is_any else [wanted.items]


def _given(charter: Charter) -> tuple[Condition, ...]:
    """Return what holds of every line of a charter; the products of a cluster may change."""
    is_listed = charter.products and not charter.clusters
    return (Condition(_PRODUCT, Operator.IN, charter.products),) if is_listed else ()


def _is_excused(way: tuple[Condition, ...], excuses: Conditions, known: Known) -> bool:
    """Tell whether what is late in this way is always excused.

    An exception on a fact that may be unknown is not met then, so it excuses nothing for certain.
    """
    sure = _SURE | {one.fact for one in way}
    certain = [one for one in excuses.items if one.fact in sure]
    if not certain or (not excuses.is_any and len(certain) < len(excuses.items)):
        return False
    denied = [opposite(one) for one in certain]
    chances = [tuple(denied)] if excuses.is_any else [(one,) for one in denied]
    return all(contradiction((*way, *_LATE, *chance), known.wording) for chance in chances)


def _useless_exceptions(
    charter: Charter, known: Known, label: Callable[[str], str]
) -> Iterator[CharterFault]:
    """Yield the exceptions that can never be met beside the conditions."""
    wanted = () if charter.applies_when.is_any else charter.applies_when.items
    for way in _ways(charter.except_when):
        fact = contradiction((*_given(charter), *wanted, *_LATE, *way), known.wording)
        if fact:
            params = {"charter": charter.code, "fact": label(fact)}
            yield CharterFault("charter.useless_exception", params, is_blocking=False)


def _scope(charter: Charter, known: Known, language: str) -> Iterator[CharterFault]:
    """Yield what is wrong with the products: none, none with a lead time, none with a price."""
    products = known.in_scope(charter)
    params = {"charter": charter.code}
    if not products:
        yield CharterFault("charter.no_products", params, is_blocking=False)
        return
    if charter.guarantee.source is LimitSource.PRODUCT:
        without = [one for one in products if not one.has_lead_time]
        if without:
            named = params | {"products": _named(without, known, language)}
            is_all = len(without) == len(products)
            code = "charter.no_lead_times" if is_all else "charter.some_lead_times"
            yield CharterFault(code, named, is_blocking=is_all)
    sanction = charter.sanction
    is_bound = sanction.kind is not SanctionKind.POINTS and not sanction.may_exceed_price
    free = [one for one in products if not one.price_cents]
    if is_bound and len(free) == len(products):
        yield CharterFault("charter.costs_nothing", params, is_blocking=False)


def _outside(charter: Charter, known: Known, language: str) -> Iterator[CharterFault]:
    """Yield that no product of today, delivered by its unit, meets the conditions."""
    wording = known.wording
    found = [
        contradiction((*way, *_of_product(product)), wording)
        for way in _ways(charter.applies_when)
        if not contradiction(way, wording)
        for product in known.in_scope(charter)
    ]
    if found and all(found):
        fact = spec_of(found[0], wording).text.get(language)
        params = {"charter": charter.code, "fact": fact}
        yield CharterFault("charter.outside", params, is_blocking=False)


def _of_product(product: ScopeProduct) -> tuple[Condition, ...]:
    values = ((_PRODUCT, product.code), (_UNIT, product.unit_code))
    return tuple(Condition(fact, Operator.EQ, value) for fact, value in values)


def _worthless(charter: Charter, _known: Known, _language: str) -> Iterator[CharterFault]:
    """Yield a stepped sanction whose base and steps are both nothing."""
    sanction = charter.sanction
    if sanction.kind is not SanctionKind.STEPPED or sanction.base_cents:
        return
    if not (sanction.per_step_cents and sanction.max_steps):
        yield CharterFault("charter.steps_nothing", {"charter": charter.code})


def _overlaps(charter: Charter, known: Known, language: str) -> Iterator[CharterFault]:
    """Yield the charters that give the same kind of sanction for the same products."""
    mine = {one.code: one for one in known.in_scope(charter)}
    for other in known.charters:
        if other.code == charter.code or other.sanction.kind is not charter.sanction.kind:
            continue
        shared = [one for one in known.in_scope(other) if one.code in mine]
        if not shared or not _may_meet(charter, other, known):
            continue
        params = {
            "charter": charter.code,
            "other": other.name_nl if language == "nl" else other.name_en,
            "sanction": sanction_words(other.sanction, language),
            "products": _named(shared, known, language),
        }
        yield CharterFault("charter.overlaps", params, is_blocking=False)


def _may_meet(one: Charter, other: Charter, known: Known) -> bool:
    """Tell whether a line may fall under both charters."""
    if other.valid_to is not None and other.valid_to < one.valid_from:
        return False
    both = [two.applies_when for two in (one, other)]
    wanted = [item for two in both if not two.is_any for item in two.items]
    return not contradiction(wanted, known.wording)


def _targets(charter: Charter, known: Known, language: str) -> Iterator[CharterFault]:
    """Yield the products whose process has longer targets than the limit gives."""
    guarantee = charter.guarantee
    limit = guarantee.limit
    if guarantee.source is not LimitSource.OWN or limit is None or guarantee.clock == RESPONSE:
        return
    steps = None if guarantee.clock == SOLUTION else int(guarantee.clock.removeprefix(STEP))
    short = [
        (sum(one.targets[:steps]), one)
        for one in known.in_scope(charter)
        if sum(one.targets[:steps]) > _seconds(limit, guarantee.calendar or one.calendar, known)
    ]
    if short:
        params = {
            "charter": charter.code,
            "products": _named([one for _sum, one in short], known, language),
            "targets": duration(max(total for total, _one in short), language),
        }
        yield CharterFault("charter.short_limit", params, is_blocking=False)
    few = [one for one in known.in_scope(charter) if steps and len(one.targets) < steps]
    if few:
        params = {"charter": charter.code, "products": _named(few, known, language)}
        yield CharterFault("charter.no_step", params | {"step": steps}, is_blocking=False)


def _seconds(limit: Limit, calendar: str, known: Known) -> int:
    """Return the most time that a limit gives; of days, the longest of its calendar."""
    if not limit.is_in_days:
        return limit.n * HOUR
    is_working = limit.unit is LimitUnit.WORKING_DAYS
    # Ordered at opening time, the first day counts too.
    return (limit.n + is_working) * (known.days.get(calendar, DAY) if is_working else DAY)


def _named(products: list[ScopeProduct], known: Known, language: str) -> str:
    names = known.wording.names.get(FactKind.PRODUCT, {})
    listed = [names[one.code].get(language) if one.code in names else one.code for one in products]
    if len(listed) > MOST_NAMED:
        listed = [*listed[:MOST_NAMED], "…"]
        return ", ".join(listed)
    return joined(listed, "and", language)


_LOOKS = (_worthless, _scope, _outside, _overlaps, _targets)
