"""The office's time: its zone from the database, its now from the time source."""

from datetime import timedelta
from uuid import uuid4

from fmdesk.core.domain.views import Changes
from fmdesk.core.ports import UnitOfWork
from fmdesk.core.sql.admin import create_database
from fmdesk.core.sql.door import SqlDoor
from fmdesk.core.sql.engine import Database, open_database
from fmdesk.core.sql.time_source import HostTime
from fmdesk.testing import FakeTime
from tests.integration.storage.conftest import Change

ZONE = "America/New_York"
QUICK = timedelta(minutes=2)
"""More than any test takes; nothing is asserted about speed."""


def set_zone(unit: UnitOfWork) -> None:
    """Move the office to Boston."""
    unit.settings.put("zone", ZONE)


def test_the_zone_is_the_databases(office: SqlDoor, change: Change) -> None:
    assert office.office_time().zone == "Europe/Amsterdam"
    change(set_zone)
    assert office.office_time().zone == ZONE


def test_a_new_office_is_given_its_zone_once(empty_database_url: str) -> None:
    assert create_database(empty_database_url, zone=ZONE)
    assert not create_database(empty_database_url, zone="Asia/Tokyo")
    database = open_database(empty_database_url)
    assert SqlDoor(database, "jan", FakeTime()).office_time().zone == ZONE
    database.close()


def test_now_follows_the_time_source(office: SqlDoor, time_source: FakeTime) -> None:
    time = office.office_time()
    later = time_source.advance(hours=20)
    assert time.now() == later


def test_now_goes_on_by_itself_from_the_databases_own_clock(database: Database) -> None:
    door = SqlDoor(database, "jan")
    with door.read() as work:
        there = work.now
    shown = door.office_time().now()
    assert (shown.tzinfo, shown.microsecond) == (there.tzinfo, 0)
    assert there - QUICK < shown < there + QUICK


def test_now_is_never_before_the_last_change(door: SqlDoor, time_source: FakeTime) -> None:
    """The clock that stamped it stood days ahead of the clock of now."""
    ahead = time_source.at = HostTime().now() + timedelta(days=3)
    door.run(uuid4(), "test.zone", None, _moved, Changes)
    shown = SqlDoor(door.database, "jan").office_time().now()
    assert ahead <= shown < ahead + QUICK


def _moved(unit: UnitOfWork) -> Changes:
    set_zone(unit)
    return Changes()
