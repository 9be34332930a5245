"""The three real months, as the demo builds them; source: resources/demo/boston/ATTRIBUTION.md."""

import csv
from collections import Counter
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from fmdesk.config import resources_path
from fmdesk.core.domain.period import Month
from fmdesk.core.services.demo_boston import build_boston
from fmdesk.core.services.pinning import lead_time
from fmdesk.core.sql import create_tables
from fmdesk.core.sql.door import SqlDoor
from fmdesk.core.sql.engine import open_database

MONTHS = ("2011-07", "2011-08", "2011-09")
NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def door(tmp_path_factory: pytest.TempPathFactory) -> SqlDoor:
    url = f"sqlite:///{tmp_path_factory.mktemp('boston') / 'fmdesk.db'}"
    create_tables(url)
    database = open_database(url)
    door = SqlDoor(database, actor="jan")
    result = build_boston(door)
    assert (result.read, result.added, result.bad_count) == (31_828, 31_828, 0)
    assert result.warnings == ()
    yield door
    database.close()


@pytest.fixture(scope="module")
def lines(door: SqlDoor) -> list:
    """All lines, as the month run reads them."""
    with door.read() as work:
        assert work.zone == "America/New_York"
        return [
            line
            for month in MONTHS
            for piece in work.months.lines(Month.parse(month), NOW, with_earlier=False, size=5000)
            for line in piece
        ]


def test_every_request_is_there_and_5013_have_no_due_time(lines: list) -> None:
    assert len(lines) == 31_828
    assert sum(line.due_given is None for line in lines) == 5_013


def test_kept_and_broken_per_month_and_unit_are_the_publishers(door: SqlDoor, lines: list) -> None:
    with door.read() as work:
        units = {unit.id: unit.code for unit in work.people.units()}
    zone = ZoneInfo("America/New_York")
    found: Counter[tuple[str, str, bool]] = Counter()
    for line in lines:
        if line.due_given is not None:
            ends = [event.at for event in line.events if event.kind.value == "ready"]
            is_kept = bool(ends) and ends[-1] <= line.due_given
            month = line.opened_at.astimezone(zone).strftime("%Y-%m")
            found[month, units[line.unit_id], is_kept] += 1
    expected: Counter[tuple[str, str, bool]] = Counter()
    with resources_path("demo", "boston", "expected_by_opened_month_q3.csv").open() as file:
        for row in csv.DictReader(file):
            key = (row["opened_month"], row["department"])
            kept = int(row["ontime_of_with_target"])
            expected[(*key, True)] += kept
            expected[(*key, False)] += int(row["with_target"]) - kept
    assert +found == +expected
    assert sum(n for (_, _, is_kept), n in found.items() if is_kept) == 20_356
    assert sum(n for (_, _, is_kept), n in found.items() if not is_kept) == 6_459


def test_due_times_of_our_calendar_are_the_publishers_for_98_8_percent(
    door: SqlDoor, lines: list
) -> None:
    right = known = 0
    with door.read() as work:
        for line in lines:
            if line.due_given is None or line.calendar_version_id is None:
                continue
            product = work.catalog.product_version(line.product_version_id)
            limit = lead_time(product, "")
            assert limit is not None
            calendar = work.catalog.calendar_version(line.calendar_version_id)[1]
            due = calendar.due(line.opened_at, limit)
            known += 1
            right += abs((due - line.due_given).total_seconds()) <= 60
    assert known == 26_815
    assert right / known >= 0.988


def test_the_one_charter_is_ours_and_costs_points_only(door: SqlDoor) -> None:
    with door.read() as work:
        (charter,) = work.catalog.charters()
        assert charter.sanction.points == 1
        assert work.settings.get("is_demo") == "true"
        assert "made for fmdesk" in work.settings.get("attribution")


def test_building_it_again_changes_nothing(door: SqlDoor) -> None:
    head = door.head()
    again = build_boston(door)
    assert (again.added, again.changed, again.unchanged) == (0, 0, 31_828)
    assert door.head() == head
