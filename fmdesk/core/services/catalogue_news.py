"""What changed in products, and who has read it."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from fmdesk.core.domain.access import Me, Role
from fmdesk.core.domain.catalog import ProductVersion
from fmdesk.core.domain.product_change import News, differences, is_news
from fmdesk.core.domain.upkeep_drafts import ReadDraft
from fmdesk.core.domain.upkeep_views import ReadingRow
from fmdesk.core.domain.views import Changes
from fmdesk.core.ports import UnitOfWork
from fmdesk.core.services.access import me_of
from fmdesk.core.services.catalogue_words import Wording
from fmdesk.core.services.lineview import Names
from fmdesk.core.services.pinning import today

DAYS = 60
"""How long a changed product is news for who has not read it."""
READERS = (Role.DESK, Role.DESK_LEAD)


def news(work: UnitOfWork, product: ProductVersion, language: str) -> News | None:
    """Return what the one who acts has still to read about a product, None for nothing.

    Args:
        work: The unit of work to read from.
        product: The version that holds today.
        language: `nl` or `en`.
    """
    me = me_of(work)
    if not me.is_any(*READERS) or not is_news(product.valid_from, today(work), DAYS):
        return None
    before = _read_before(work, product, me)
    if before is None or not differences(before, product):
        return None
    changes = Wording(work, Names(work, language), language).changes(before, product)
    return News(product.id, product.valid_from, changes)


def read(work: UnitOfWork, draft: ReadDraft) -> Changes:
    """Record that the one who acts has read a version; see `Catalogue.read`."""
    me = me_of(work)
    version = work.catalog.product_version(draft.version_id)
    work.upkeep.read(version.id, me.login, me.person_id, work.now)
    return Changes()


def readings(work: UnitOfWork, language: str) -> tuple[ReadingRow, ...]:
    """Return who of the desk has read which changed product, what is not read first."""
    day = today(work)
    names = Names(work, language)
    changed = [
        one
        for one in work.catalog.products(day)
        if is_news(one.valid_from, day, DAYS) and _before(work, one) is not None
    ]
    told = work.upkeep.readings([one.id for one in changed])
    readers = _readers(work, told)
    found = [
        ReadingRow(
            one.code,
            names.of(one),
            one.valid_from,
            name,
            _read_at(told, one.id, login, person),
        )
        for one in changed
        for login, (name, person) in readers.items()
    ]
    return tuple(sorted(found, key=lambda row: (row.read_at is not None, row.product, row.reader)))


Told = Sequence[tuple[int, str, int | None, datetime]]


def _read_at(told: Told, version: int, login: str, person: int | None) -> datetime | None:
    for number, who, read_by, at in told:
        is_same = who == login or (person is not None and read_by == person)
        if number == version and is_same:
            return at
    return None


def _readers(work: UnitOfWork, told: Told) -> Mapping[str, tuple[str, int | None]]:
    """Return name and person of the desk's staff by login.

    Those with an account for the desk; where nobody has one, the people of the front office.
    """
    accounts = work.accounts.all()
    if accounts:
        return {
            one.login: (_name(work, one.person_id) or one.login, one.person_id)
            for one in accounts
            if one.is_active and set(one.roles) & set(READERS)
        }
    fronts = [one.id for one in work.people.units() if one.is_front_office]
    staff = {one.code: (one.name, one.id) for one in work.upkeep.staff(fronts)}
    others = {who: (who, None) for _version, who, person, _at in told if person is None}
    return {**staff, **others}


def _name(work: UnitOfWork, person_id: int | None) -> str:
    return "" if person_id is None else work.people.person(person_id).name


def _read_before(work: UnitOfWork, product: ProductVersion, me: Me) -> ProductVersion | None:
    """Return what this person knows of a product; None where there is nothing to be told.

    The newest version that was confirmed, else the one before everything that is news.
    """
    earlier = list(_earlier(work, product))
    told = work.upkeep.readings([product.id, *(one.id for one in earlier)])
    known = {
        number
        for number, login, person, _at in told
        if login == me.login or (person is not None and person == me.person_id)
    }
    if product.id in known:
        return None
    confirmed = next((one for one in earlier if one.id in known), None)
    day = today(work)
    old = (one for one in earlier if not is_news(one.valid_from, day, DAYS))
    return confirmed or next(old, earlier[-1] if earlier else None)


def _before(work: UnitOfWork, product: ProductVersion) -> ProductVersion | None:
    """Return the version before one, if it says something else."""
    earlier = next(_earlier(work, product), None)
    return earlier if earlier is not None and differences(earlier, product) else None


def _earlier(work: UnitOfWork, product: ProductVersion) -> Iterator[ProductVersion]:
    """Yield the versions before one, newest first, without those that were taken back."""
    for number, is_withdrawn, _lines in work.upkeep.versions(product.product_id):
        version = work.catalog.product_version(number)
        is_before = (version.valid_from, number) < (product.valid_from, product.id)
        if is_before and not is_withdrawn:
            yield version
