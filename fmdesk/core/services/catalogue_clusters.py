"""Clusters by hand: added, renamed, moved, given an owner; each change stays told."""

from collections.abc import Mapping
from dataclasses import replace

from fmdesk.core.domain.catalog import Cluster
from fmdesk.core.domain.clusters import ClusterDraft, ClusterEntry, ClusterList, ClusterValues
from fmdesk.core.domain.errors import ConflictError, InvalidInputError, NotFoundError
from fmdesk.core.domain.product_change import Act
from fmdesk.core.domain.views import Changes
from fmdesk.core.ports import UnitOfWork
from fmdesk.core.services.access import me_of
from fmdesk.core.services.catalogue_changes import require


def clusters(work: UnitOfWork) -> ClusterList:
    """Return all clusters with their changes; see `Catalogue.clusters`."""
    changes = work.upkeep.cluster_changes()
    entries = (
        ClusterEntry(values, changes.get(values.code, ())) for values in all_clusters(work).values()
    )
    return ClusterList(tuple(entries), tuple((one.code, one.name) for one in work.people.units()))


def save(work: UnitOfWork, draft: ClusterDraft) -> Changes:
    """Add a cluster or change one; see `Catalogue.save_cluster`."""
    require(me_of(work), Act.CLUSTERS)
    after = _clean(draft.after)
    work.upkeep.lock_clusters()
    there = all_clusters(work)
    before = there.get(after.code)
    if draft.seen is None and before is not None:
        raise ConflictError("catalogue.cluster_exists", code=after.code)
    if draft.seen is not None and before != draft.seen:
        raise ConflictError("administration.changed")
    refuse_circle(there, after)
    if after != before:
        store(work, before, after)
    return Changes(is_everything=True)


def store(work: UnitOfWork, before: ClusterValues | None, after: ClusterValues) -> None:
    """Store a cluster that was checked, and what was changed of it.

    Raises:
        NotFoundError: `unit.unknown`.
    """
    ids = {one.code: one.id for one in work.catalog.clusters()}
    unit = work.people.unit_by_code(after.unit).id if after.unit else None
    parent = ids[after.parent] if after.parent else None
    names = (after.name_nl, after.name_en)
    made = work.catalog.save_cluster(Cluster(0, after.code, *names, parent, unit))
    work.upkeep.add_cluster_change(made.id, before, after, work.now, work.actor)


def refuse_circle(there: Mapping[str, ClusterValues], after: ClusterValues) -> None:
    """Refuse a cluster that would stand in itself.

    Raises:
        InvalidInputError: `administration.circle`.
        NotFoundError: `cluster.unknown`.
    """
    above = after.parent
    while above:
        if above == after.code:
            raise InvalidInputError("administration.circle", code=after.code)
        if above not in there:
            raise NotFoundError("cluster.unknown", code=above)
        above = there[above].parent


def all_clusters(work: UnitOfWork) -> dict[str, ClusterValues]:
    """Return the clusters as they are, by code."""
    found = work.catalog.clusters()
    codes = {one.id: one.code for one in found}
    units = {one.id: one.code for one in work.people.units()}
    return {
        one.code: ClusterValues(
            one.code,
            one.name_nl,
            one.name_en,
            codes.get(one.parent_id or 0, ""),
            units.get(one.unit_id or 0, ""),
        )
        for one in found
    }


def _clean(values: ClusterValues) -> ClusterValues:
    """Return what was typed without spaces around it; the English name is the Dutch one at first.

    Raises:
        InvalidInputError: `catalogue.cluster_name`.
    """
    code, name_nl, name_en = (one.strip() for one in (values.code, values.name_nl, values.name_en))
    if not code or not name_nl:
        raise InvalidInputError("catalogue.cluster_name")
    return replace(values, code=code, name_nl=name_nl, name_en=name_en or name_nl)
