"""Finds the asset that is meant while one types, and says how it stands."""

from collections.abc import Collection, Iterator, Sequence

from fmdesk.plugins.api import Choice, Domain, FieldSearch, Location, day
from fmdesk.plugins.bundled.faults.assets import Standing
from fmdesk.plugins.bundled.faults.context import Context

MOST = 12
_DOMAIN = Domain.of_package(__name__.rpartition(".")[0])
_, ngettext = _DOMAIN.gettext, _DOMAIN.ngettext


def find_asset(context: Context, payload: FieldSearch | None) -> tuple[Choice, ...]:
    """Return the assets with these words, the nearest first; without words those nearby alone.

    Nearest are those at the place of the order and below it, then those of its floor, its building.
    """
    asked, places = payload or FieldSearch(), context.readers.locations()
    rings: tuple[Collection[int], ...] = ()
    if asked.location:
        around = context.readers.places(context.readers.location_by_code(asked.location).id)
        rings = tuple(below(places, one.id) for one in around)
    names = {one.id: one.name for one in places}
    return tuple(
        Choice(
            one.asset.code,
            f"{one.asset.code}  {one.asset.name}",
            " · ".join(filter(None, (names.get(one.asset.location_id), *_told(context, one)))),
        )
        for one in context.store.finding.found(asked.words, rings, MOST)
    )


def below(places: Sequence[Location], location_id: int) -> Collection[int]:
    """Return the numbers of a location and of all inside it."""
    inside: dict[int | None, list[int]] = {}
    for one in places:
        inside.setdefault(one.parent_id, []).append(one.id)
    found, waiting = {location_id}, [location_id]
    while waiting:
        new = [one for one in inside.get(waiting.pop(), ()) if one not in found]
        found.update(new)
        waiting += new
    return found


def _told(context: Context, one: Standing) -> Iterator[str]:
    """Yield what is open on an asset, when it was mended last, and its warranty."""
    if one.open_faults:
        words = ngettext("open: {number}", "{n} open: {number}…", one.open_faults)
        yield words.format(n=one.open_faults, number=one.first_open)
    if one.repaired_at is not None:
        yield _("repaired {day}").format(day=day(context.wall(one.repaired_at).date()))
    until = one.asset.warranty_until
    if until is not None:
        is_over = until < context.wall(context.now).date()
        yield _("out of warranty") if is_over else _("warranty until {day}").format(day=day(until))
