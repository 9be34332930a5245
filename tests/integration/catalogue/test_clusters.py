"""Clusters by hand on both databases: added, renamed, moved, owned, told, never in a circle."""

from uuid import uuid4

import pytest

from fmdesk.core.domain.access import Role
from fmdesk.core.domain.clusters import ClusterDraft, ClusterEntry, ClusterValues
from fmdesk.core.domain.errors import (
    DomainError,
    NotAllowedError,
)
from tests.integration.catalogue.conftest import Become, Desk

CARE = ClusterValues("care", "Zorg", "Care")


def save(desk: Desk, after: ClusterValues, seen: ClusterValues | None = None) -> None:
    desk.catalogue.save_cluster(ClusterDraft(uuid4(), after, seen))


def entry(desk: Desk, code: str) -> ClusterEntry:
    return next(one for one in desk.catalogue.clusters().clusters if one.values.code == code)


def refused(desk: Desk, after: ClusterValues, seen: ClusterValues | None = None) -> str:
    with pytest.raises(DomainError) as problem:
        save(desk, after, seen)
    return problem.value.code


def test_a_cluster_is_added_renamed_moved_and_owned_and_each_step_stays_told(desk: Desk) -> None:
    save(desk, ClusterValues(" care ", " Zorg ", ""))
    added = entry(desk, "care").values
    assert added == ClusterValues("care", "Zorg", "Zorg"), "the Dutch name stands in at first"
    save(desk, ClusterValues("home", "Thuis", "Home"))
    moved = ClusterValues("care", "Zorg en hulp", "Care", "home", "MAG")
    save(desk, moved, added)
    there = entry(desk, "care")
    assert there.values == moved
    assert [(one.actor, one.before, one.after) for one in there.changes] == [
        ("jan", added, moved),
        ("jan", None, added),
    ]
    assert list(added.differences(moved)) == [
        ("name_nl", "Zorg", "Zorg en hulp"),
        ("name_en", "Zorg", "Care"),
        ("parent", "", "home"),
        ("unit", "", "MAG"),
    ]
    (row,) = (one for one in desk.catalogue.tree("nl").clusters if one.code == "care")
    assert (row.name, row.unit, row.parent) == ("Zorg en hulp", "Magazijn", "home")
    assert ("MAG", "Magazijn") in desk.catalogue.clusters().units


def test_who_saves_second_is_told(desk: Desk) -> None:
    save(desk, CARE)
    mine = ClusterValues("care", "Zorg A", "Care")
    save(desk, mine, CARE)
    assert refused(desk, ClusterValues("care", "Zorg B", "Care"), CARE) == "administration.changed"
    assert entry(desk, "care").values == mine
    assert refused(desk, mine, ClusterValues("gone", "Weg")) == "administration.changed"


def test_saving_what_stands_there_leaves_no_trace(desk: Desk) -> None:
    save(desk, CARE)
    head = desk.door.head()
    save(desk, CARE, CARE)
    assert desk.door.head() == head
    assert len(entry(desk, "care").changes) == 1


def test_no_cluster_stands_in_itself(desk: Desk) -> None:
    inner = ClusterValues("inner", "Binnen", "Inner", "care")
    save(desk, CARE)
    save(desk, inner)
    for parent in ("care", "inner"):
        circle = ClusterValues("care", "Zorg", "Care", parent)
        assert refused(desk, circle, CARE) == "administration.circle"


@pytest.mark.parametrize(
    ("after", "code"),
    [
        (CARE, "catalogue.cluster_exists"),
        (ClusterValues("", "Zorg"), "catalogue.cluster_name"),
        (ClusterValues("x", " "), "catalogue.cluster_name"),
        (ClusterValues("x", "Zorg", parent="nowhere"), "cluster.unknown"),
        (ClusterValues("x", "Zorg", unit="nowhere"), "unit.unknown"),
    ],
)
def test_what_cannot_be_is_refused(desk: Desk, after: ClusterValues, code: str) -> None:
    save(desk, CARE)
    assert refused(desk, after) == code


def test_desk_lead_and_controller_keep_clusters(desk: Desk, become: Become) -> None:
    found = set()
    for place, role in enumerate(Role):
        become(role, unit="MAG", login=f"login{place}")
        assert desk.catalogue.tree("nl").may_clusters == (role in {Role.DESK_LEAD, Role.CONTROLLER})
        try:
            save(desk, ClusterValues(f"c{place}", "Zorg"))
        except NotAllowedError:
            continue
        found.add(role)
    assert found == {Role.DESK_LEAD, Role.CONTROLLER}


def test_what_was_changed_stays_as_it_was_told(desk: Desk) -> None:
    save(desk, CARE)
    with desk.door.database.write() as connection:
        for words in ("UPDATE cluster_change SET actor = 'x'", "DELETE FROM cluster_change"):
            with pytest.raises(Exception, match="append_only"), connection.begin_nested():
                connection.exec_driver_sql(words)
        connection.rollback()
    assert entry(desk, "care").changes[0].actor == "jan"
