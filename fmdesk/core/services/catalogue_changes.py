"""Changes of the catalogue: new versions, proposals to their keepers, processes, new products."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime, timedelta

from fmdesk.core.domain.access import Me
from fmdesk.core.domain.catalog import Faq, ProductVersion
from fmdesk.core.domain.charter_check import MOST_CENTS
from fmdesk.core.domain.errors import (
    ConflictError,
    InvalidInputError,
    NotAllowedError,
    NotFoundError,
    PluginError,
)
from fmdesk.core.domain.limits import Limit
from fmdesk.core.domain.money import BASIS_POINTS
from fmdesk.core.domain.process import ProcessVersion
from fmdesk.core.domain.product_change import (
    ACTS,
    KEEPERS,
    Act,
    Keeper,
    Way,
    carried,
    differences,
    is_own,
    merged,
    taken,
    way,
)
from fmdesk.core.domain.upkeep_drafts import (
    Decision,
    ProcessDraft,
    ProductDraft,
    ProductMade,
    ProductSaved,
    Withdrawal,
)
from fmdesk.core.domain.upkeep_views import ChangeProposal
from fmdesk.core.ports import PluginGateway, UnitOfWork
from fmdesk.core.services.access import me_of
from fmdesk.core.services.pinning import Pinner, today

LAST_DAY = date.max


def change(work: UnitOfWork, draft: ProductDraft) -> ProductSaved:
    """Change a product as far as one may, and propose the rest; see `Catalogue.change`."""
    me = me_of(work)
    base = work.catalog.product_version(draft.base_version_id)
    after = replace(draft.after, id=0, product_id=base.product_id, code=base.code)
    if draft.contacts is not None:
        people = (work.people.person_by_code(code) for code in draft.contacts)
        after = replace(after, contact_ids=tuple(one.id for one in people))
    check(work, after)
    names = {
        keeper: [one for one in differences(base, after) if KEEPERS[one] is keeper]
        for keeper in Keeper
    }
    ways = {keeper: way_of(work, me, base, keeper) for keeper in Keeper}
    has_links = draft.links is not None and draft.links != work.knowledge.links(base.product_id)
    asked = [keeper for keeper, own in names.items() if own and ways[keeper] is not Way.DIRECT]
    if any(ways[keeper] is Way.NO for keeper in asked) or (
        has_links and ways[Keeper.UNIT] is not Way.DIRECT
    ):
        raise NotAllowedError("catalogue.not_allowed", product=base.code)
    if not has_links and not any(names.values()):
        raise InvalidInputError("catalogue.unchanged")
    if asked and not draft.reason.strip():
        raise InvalidInputError("catalogue.no_reason")
    if has_links and draft.links is not None:
        work.knowledge.save_links(base.product_id, draft.links)
    direct = [name for keeper, own in names.items() if keeper not in asked for name in own]
    stored = None
    if direct:
        stored = store(work, base, replace(taken(base, after, direct), valid_from=after.valid_from))
    proposals = [
        _propose(work, base, draft, keeper, taken(base, after, names[keeper])) for keeper in asked
    ]
    return ProductSaved(
        base.code, stored.id if stored else None, tuple(one.id for one in proposals)
    )


def _propose(
    work: UnitOfWork,
    base: ProductVersion,
    draft: ProductDraft,
    keeper: Keeper,
    after: ProductVersion,
) -> ChangeProposal:
    proposal = ChangeProposal(
        id=0,
        product_id=base.product_id,
        base_version_id=base.id,
        keeper=keeper,
        after=replace(after, valid_from=draft.after.valid_from),
        reason=draft.reason.strip(),
        author=work.actor,
        at=work.now,
    )
    return work.upkeep.add_proposal(proposal)


def store(work: UnitOfWork, base: ProductVersion, mine: ProductVersion) -> ProductVersion:
    """Store a changed product as a new version, and carry the change into those that are to come.

    Args:
        work: The unit of work.
        base: The version that was looked at.
        mine: The product as it shall be from its `valid_from` on.

    Raises:
        ConflictError: `catalogue.conflict` where somebody changed the same field meanwhile.
    """
    begins = mine.valid_from
    work.upkeep.lock(base.product_id)
    try:
        theirs = work.catalog.product(base.code, begins)
    except NotFoundError:  # it has not begun yet
        theirs = base
    new = replace(merged(base, mine, theirs), id=0, valid_from=begins)
    stored = work.catalog.add_product_version(replace(new, faqs=_counted(work, new.faqs, theirs)))
    for later in _later(work, stored):
        follows = carried(theirs, stored, later)
        if differences(later, follows):
            work.catalog.add_product_version(replace(follows, id=0))
    return stored


def _later(work: UnitOfWork, stored: ProductVersion) -> Iterator[ProductVersion]:
    """Yield the versions that hold from later days on, one for each day."""
    days = set()
    for number, is_withdrawn, _lines in work.upkeep.versions(stored.product_id):
        version = work.catalog.product_version(number)
        if version.valid_from > stored.valid_from and not is_withdrawn:
            days.add(version.valid_from)
    for day in sorted(days):
        yield work.catalog.product(stored.code, day)


def _counted(work: UnitOfWork, faqs: Sequence[Faq], theirs: ProductVersion) -> tuple[Faq, ...]:
    """Return questions with how often each was used up to now."""
    uses = work.knowledge.uses([one.id for one in theirs.faqs])
    known = {(one.language, one.question): uses.get(one.id, one.uses) for one in theirs.faqs}
    return tuple(
        replace(one, id=0, uses=known.get((one.language, one.question), 0)) for one in faqs
    )


def withdraw(work: UnitOfWork, draft: Withdrawal) -> ProductSaved:
    """Take back a version that has not begun; see `Catalogue.withdraw`."""
    version = work.catalog.product_version(draft.version_id)
    if version.valid_from <= today(work):
        raise ConflictError("catalogue.begun", product=version.code)
    work.upkeep.lock(version.product_id)
    known = {number: gone for number, gone, _lines in work.upkeep.versions(version.product_id)}
    if known[version.id]:
        raise ConflictError("catalogue.withdrawn", product=version.code)
    me = me_of(work)
    try:
        before = work.catalog.product(version.code, version.valid_from - timedelta(days=1))
    except NotFoundError:
        require(me, Act.PRODUCTS)
    else:
        keepers = {KEEPERS[name] for name in differences(before, version)}
        if any(way_of(work, me, version, keeper) is not Way.DIRECT for keeper in keepers):
            raise NotAllowedError("catalogue.not_allowed", product=version.code)
    work.upkeep.withdraw(version.id, work.now, work.actor)
    return ProductSaved(version.code, None)


def decide(work: UnitOfWork, draft: Decision) -> ProductSaved:
    """Accept or refuse a proposal; see `Catalogue.decide`."""
    proposal = work.upkeep.proposal(draft.proposal_id)
    base = work.catalog.product_version(proposal.base_version_id)
    if way_of(work, me_of(work), base, proposal.keeper) is not Way.DIRECT:
        raise NotAllowedError("proposal.not_yours", product=base.code)
    work.upkeep.decide(draft, work.now, work.actor)
    if not draft.is_accepted:
        return ProductSaved(base.code, None)
    begins = max(today(work), proposal.after.valid_from)
    stored = store(work, base, replace(proposal.after, valid_from=begins))
    return ProductSaved(base.code, stored.id)


def save_process(work: UnitOfWork, draft: ProcessDraft) -> ProcessVersion:
    """Store a new version of a process; see `Catalogue.save_process`."""
    require(me_of(work), Act.PROCESSES)
    code = draft.after.code.strip()
    work.upkeep.lock_process(code)
    newest = _newest(work, code)
    if newest != draft.base_version_id:
        raise ConflictError("process.changed", process=code)
    people = draft.people or (("", ""),) * len(draft.after.steps)
    steps = tuple(
        replace(
            step,
            position=place,
            staff_id=_person(work, staff),
            contact_id=_person(work, contact),
        )
        for place, (step, (staff, contact)) in enumerate(
            zip(draft.after.steps, people, strict=True)
        )
    )
    after = replace(draft.after, id=0, code=code, steps=steps)
    if not code or not after.name_nl.strip() or not steps:
        raise InvalidInputError("process.empty")
    for step in steps:
        if not step.name_nl.strip():
            raise InvalidInputError("process.no_name", n=step.position + 1)
    stored = work.catalog.add_process_version(after)
    if newest and stored.id != newest:
        holds = work.upkeep.holds()
        for product in users(work, code):
            kept = holds.get(product.product_id, newest)
            takes_it = product.code in draft.products
            work.upkeep.hold(product.product_id, None if takes_it else kept)
    return stored


def _person(work: UnitOfWork, code: str) -> int | None:
    return work.people.person_by_code(code).id if code else None


def _newest(work: UnitOfWork, code: str) -> int:
    try:
        return work.catalog.process(code).id
    except NotFoundError:
        return 0


def users(work: UnitOfWork, process: str) -> tuple[ProductVersion, ...]:
    """Return the products that use a process today or as far as is known, by code."""
    found = {one.code: one for one in work.catalog.products(LAST_DAY) if one.process == process}
    found |= {one.code: one for one in work.catalog.products(today(work)) if one.process == process}
    return tuple(found[code] for code in sorted(found))


def make_product(work: UnitOfWork, plugins: PluginGateway, draft: ProductMade) -> ProductSaved:
    """Add a product, perhaps made of what was asked for; see `Catalogue.make_product`."""
    require(me_of(work), Act.PRODUCTS)
    product = replace(draft.product, id=0, product_id=0, code=draft.product.code.strip())
    if not product.code:
        raise InvalidInputError("catalogue.no_code")
    if any(one.code == product.code for one in work.catalog.products(LAST_DAY)):
        raise ConflictError("catalogue.exists", product=product.code)
    check(work, product)
    if product.form and plugins.form(product.plugin, product.form) is None:
        raise PluginError("plugin.unavailable", plugin=product.plugin)
    stored = work.catalog.add_product_version(
        replace(product, name_en=product.name_en.strip() or product.name_nl)
    )
    if len(work.upkeep.versions(stored.product_id)) > 1:  # another desk was first by a moment
        raise ConflictError("catalogue.exists", product=product.code)
    for line_id in draft.line_ids:
        work.knowledge.promote(line_id, stored.product_id)
    return ProductSaved(stored.code, stored.id)


def check(work: UnitOfWork, product: ProductVersion) -> None:
    """Refuse a product that cannot be sold like that.

    Raises:
        InvalidInputError: `catalogue.past`, `catalogue.no_name`, `catalogue.price`,
            `catalogue.no_calendar`, `catalogue.lead_time`, `catalogue.variants`, `catalogue.faq`
            or `catalogue.norm`.
        NotFoundError: `calendar.unknown`, `unit.unknown` or `person.unknown`.
    """
    work.people.unit(product.unit_id)
    for person in product.contact_ids:
        work.people.person(person)
    codes = [one.code.strip() for one in product.variants]
    wrong = (
        (product.valid_from < today(work), "catalogue.past"),
        (not product.name_nl.strip(), "catalogue.no_name"),
        (not has_price(product), "catalogue.price"),
        (any(_lead_times(product)) and not product.calendar, "catalogue.no_calendar"),
        (not can_promise(Pinner(work), product, work.now), "catalogue.lead_time"),
        (not all(codes) or len(set(codes)) < len(codes)
         or not all(one.name_nl.strip() for one in product.variants), "catalogue.variants"),
        (not all(one.question.strip() and one.answer.strip() for one in product.faqs),
         "catalogue.faq"),
        (not 0 <= product.norm <= BASIS_POINTS, "catalogue.norm"),
    )  # fmt: skip
    for is_wrong, code in wrong:
        if is_wrong:
            raise InvalidInputError(code, product=product.code)


def has_price(product: ProductVersion) -> bool:
    """Tell whether a product and all its variants cost what can be charged."""
    prices = (product.price_cents, *(one.price_cents for one in product.variants))
    return all(0 <= cents <= MOST_CENTS for cents in prices)


def can_promise(pinner: Pinner, product: ProductVersion, at: datetime) -> bool:
    """Tell whether every lead time of a product ends before its calendar does.

    What ends later has no due time, so the product could neither be shown nor be ordered.

    Args:
        pinner: Knows the calendars.
        product: The product as it would be.
        at: When it would be ordered.

    Raises:
        NotFoundError: `calendar.unknown`.
    """
    try:
        for code in ("", *(one.code for one in product.variants)):
            pinner.due(product, code, at)
    except InvalidInputError:
        return False
    return True


def _lead_times(product: ProductVersion) -> Iterator[Limit | None]:
    yield product.lead_time
    for one in product.variants:
        yield one.lead_time


def way_of(work: UnitOfWork, me: Me, product: ProductVersion, keeper: Keeper) -> Way:
    """Return how somebody changes the fields of a product that a keeper keeps.

    The unit that delivers it today is asked, whichever version was looked at.
    """
    parents = {one.id: one.parent_id for one in work.people.units()}
    with suppress(NotFoundError):  # it has not begun yet
        product = work.catalog.product(product.code, today(work))
    return way(me, keeper, is_own=is_own(me, product.unit_id, parents))


def require(me: Me, act: Act) -> None:
    """Refuse who may not do something with the catalogue as a whole.

    Raises:
        NotAllowedError: `catalogue.not_your_act`.
    """
    if not me.is_any(*ACTS[act]):
        raise NotAllowedError("catalogue.not_your_act")
