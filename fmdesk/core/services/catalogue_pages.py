"""The catalogue as its page shows it: the tree, a product, processes, proposals, demand."""

from collections import Counter
from collections.abc import Iterator

from fmdesk.core.domain.catalog import ProductVersion
from fmdesk.core.domain.crossing import ReturnedLines
from fmdesk.core.domain.demand import grouped
from fmdesk.core.domain.errors import NotFoundError
from fmdesk.core.domain.intake_views import BespokeRow, ContactPerson
from fmdesk.core.domain.product_change import ACTS, Act, Keeper, Way
from fmdesk.core.domain.upkeep_views import (
    CatalogueTree,
    ChangeProposal,
    ClusterRow,
    DemandRow,
    ProcessRow,
    ProductPage,
    ProductRow,
    ProposalView,
    UserOfProcess,
    VersionView,
)
from fmdesk.core.domain.views import Choice, TicketFilter
from fmdesk.core.domain.words import fold
from fmdesk.core.ports import UnitOfWork
from fmdesk.core.services import cards, counting
from fmdesk.core.services.access import me_of
from fmdesk.core.services.atonce import BESPOKE
from fmdesk.core.services.catalogue_changes import LAST_DAY, users, way_of
from fmdesk.core.services.catalogue_words import Wording
from fmdesk.core.services.lineview import Names
from fmdesk.core.services.pinning import today


def tree(work: UnitOfWork, language: str) -> CatalogueTree:
    """Return clusters and products; see `Catalogue.tree`."""
    names = Names(work, language)
    me = me_of(work)
    day = today(work)
    clusters = work.catalog.clusters()
    codes = {one.id: one.code for one in clusters}
    coming = work.upkeep.coming(day)
    waiting = Counter(one.product_id for one in work.upkeep.open_proposals())
    return CatalogueTree(
        clusters=tuple(
            ClusterRow(
                one.code,
                names.of(one),
                names.units.get(one.unit_id or 0, ""),
                codes.get(one.parent_id or 0, ""),
            )
            for one in clusters
        ),
        products=tuple(
            ProductRow(
                one.code,
                names.of(one),
                one.cluster,
                names.units[one.unit_id],
                fold(one.code, one.name_nl, one.name_en, *one.synonyms),
                waiting[one.product_id],
                coming.get(one.product_id),
            )
            for one in _shown(work)
        ),
        may_guides=me.is_any(*ACTS[Act.GUIDES]),
        may_processes=me.is_any(*ACTS[Act.PROCESSES]),
        may_products=me.is_any(*ACTS[Act.PRODUCTS]),
        may_readings=me.is_any(*ACTS[Act.READINGS]),
        calendars=work.catalog.calendars(),
        may_clusters=me.is_any(*ACTS[Act.CLUSTERS]),
    )


def _shown(work: UnitOfWork) -> list[ProductVersion]:
    """Return the products as they are today, and those that are to come, by code."""
    found = {one.code: one for one in work.catalog.products(LAST_DAY)}
    found |= {one.code: one for one in work.catalog.products(today(work))}
    return [found[code] for code in sorted(found) if code != BESPOKE]


def product(work: UnitOfWork, code: str, language: str) -> ProductPage:
    """Return everything about a product; see `Catalogue.product`."""
    day = today(work)
    try:
        version = work.catalog.product(code, day)
    except NotFoundError:
        coming = [one for one in work.catalog.products(LAST_DAY) if one.code == code]
        if not coming:
            raise
        version = coming[0]
    wording = Wording(work, Names(work, language), language)
    me = me_of(work)
    uses = work.knowledge.uses([one.id for one in version.faqs])
    card = cards.card(work, code, language, on=max(day, version.valid_from))
    return ProductPage(
        card=card,
        version=version,
        owner=work.people.unit(version.unit_id).code,
        faqs=tuple(sorted(version.faqs, key=lambda one: -uses.get(one.id, one.uses))),
        links=work.knowledge.links(version.product_id),
        versions=tuple(_versions(work, version, wording)),
        proposals=tuple(
            proposal_view(work, one, wording)
            for one in work.upkeep.open_proposals(version.product_id)
        ),
        calendar=version.calendar,
        text_way=way_of(work, me, version, Keeper.UNIT),
        price_way=way_of(work, me, version, Keeper.CONTROLLER),
        people=tuple(
            ContactPerson(one.code, one.name, one.phone, one.email, "", is_deputy=False)
            for one in map(work.people.person, version.contact_ids)
        ),
        calendars=work.catalog.calendars(),
        processes=tuple(
            Choice(one, wording.names.of(work.catalog.process(one)))
            for one, _number in work.upkeep.processes()
        ),
        clusters=tuple(Choice(one.code, wording.names.of(one)) for one in work.catalog.clusters()),
        returned=work.tickets.count(
            TicketFilter(product=code, returned=ReturnedLines(f"{day:%Y-%m}")), work.now
        ),
    )


def _versions(work: UnitOfWork, current: ProductVersion, wording: Wording) -> Iterator[VersionView]:
    """Yield all versions, newest first, each with what differs from the one before it."""
    day = today(work)
    known = [
        (work.catalog.product_version(number), gone, lines)
        for number, gone, lines in work.upkeep.versions(current.product_id)
    ]
    for place, (version, gone, lines) in enumerate(known):
        before = next((one for one, is_gone, _n in known[place + 1 :] if not is_gone), None)
        yield VersionView(
            id=version.id,
            valid_from=version.valid_from,
            is_now=version.id == current.id and version.valid_from <= day,
            is_to_come=version.valid_from > day,
            is_withdrawn=gone,
            lines=lines,
            changes=wording.changes(before, version) if before is not None else (),
        )


def proposals(work: UnitOfWork, language: str) -> tuple[ProposalView, ...]:
    """Return all proposals that wait; those one may decide first."""
    wording = Wording(work, Names(work, language), language)
    found = [proposal_view(work, one, wording) for one in work.upkeep.open_proposals()]
    return tuple(sorted(found, key=lambda one: not one.may_decide))


def proposal_view(work: UnitOfWork, one: ChangeProposal, wording: Wording) -> ProposalView:
    """Return a proposal in words."""
    base = work.catalog.product_version(one.base_version_id)
    return ProposalView(
        id=one.id,
        product=base.code,
        name=wording.names.of(base),
        unit=wording.names.units[base.unit_id],
        keeper=one.keeper,
        author=one.author,
        at=one.at,
        valid_from=max(one.after.valid_from, today(work)),
        reason=one.reason,
        changes=wording.changes(base, one.after),
        may_decide=way_of(work, me_of(work), base, one.keeper) is Way.DIRECT,
    )


def processes(work: UnitOfWork, language: str) -> tuple[ProcessRow, ...]:
    """Return the standard processes with who uses them, by code."""
    names = Names(work, language)
    holds = work.upkeep.holds()
    units = tuple(Choice(str(one.id), one.name, one.code) for one in work.people.units())

    def person(number: int | None) -> Choice | None:
        if number is None:
            return None
        found = work.people.person(number)
        return Choice(found.code, found.name, found.phone)

    return tuple(
        ProcessRow(
            version,
            number,
            tuple(
                UserOfProcess(one.code, names.of(one), one.product_id in holds)
                for one in users(work, version.code)
            ),
            tuple((person(step.staff_id), person(step.contact_id)) for step in version.steps),
            units,
        )
        for version, number in (
            (work.catalog.process(code), number) for code, number in work.upkeep.processes()
        )
    )


def demand(work: UnitOfWork) -> tuple[DemandRow, ...]:
    """Return what was asked for and is no product yet, alike requests together."""
    rows = {one.line_id: one for one in counting.bespoke(work, "") if not one.product}
    groups = grouped((one.line_id, one.description) for one in rows.values())
    units = {one.name: one.code for one in work.people.units()}
    return tuple(_demand([rows[key] for key in keys], units) for keys in groups)


def _demand(rows: list[BespokeRow], units: dict[str, str]) -> DemandRow:
    newest = rows[0]
    return DemandRow(
        description=newest.description,
        unit=newest.unit,
        unit_code=units.get(newest.unit, ""),
        line_ids=tuple(one.line_id for one in rows),
        numbers=tuple(one.number for one in rows),
        cents=sum(one.price_cents for one in rows),
        price_cents=newest.price_cents,
        last_at=newest.opened_at,
    )
