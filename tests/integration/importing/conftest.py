"""A small office, stored from data, on each database."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import uuid4

import pytest

from fmdesk.core.domain.import_views import ImportResult
from fmdesk.core.domain.views import Changes
from fmdesk.core.ports import UnitOfWork
from fmdesk.core.services.importing import Importing
from fmdesk.core.services.office_data import OfficeData
from fmdesk.core.sql.door import SqlDoor
from fmdesk.core.sql.engine import open_database
from fmdesk.testing import FakeTime

OFFICE = {
    "channels": [{"code": code, "nl": code, "en": code} for code in ("phone", "desk", "system")],
    "pause_reasons": [{"code": "klant", "nl": "Klant", "en": "Customer", "class": "customer"}],
    "units": [
        {"code": "servicedesk", "name": "Servicedesk", "is_front_office": True},
        {"code": "facilitair", "name": "Facilitair bedrijf"},
        {"code": "gebouw", "name": "Gebouwbeheer", "parent": "facilitair"},
        {"code": "magazijn", "name": "Magazijn", "parent": "facilitair"},
    ],
    "departments": [
        {"code": "financien", "name": "Financiën"},
        {"code": "sociaal", "name": "Sociaal domein"},
    ],
    "cost_centres": [
        {"code": "4200", "name": "Control", "department": "financien", "budget_cents": 100_00},
        {"code": "4500", "name": "Jeugd", "department": "sociaal"},
    ],
    "locations": [
        {"code": "terrein", "name": "Terrein", "kind": "site"},
        {"code": "A0.01", "name": "Kamer", "kind": "room", "parent": "terrein"},
        {"code": "A1.02", "name": "Kamer", "kind": "room", "parent": "terrein"},
        {"code": "B1.03", "name": "Kamer", "kind": "room", "parent": "terrein"},
    ],
    "calendars": {"kantoor": {"week": {"0-4": ["09:00-12:00", "13:00-17:00"]}, "holidays": True}},
    "clusters": [{"code": "werkplek", "nl": "Werkplek", "en": "Workplace", "unit": "gebouw"}],
    "products": [
        {
            "code": "lamp",
            "cluster": "werkplek",
            "nl": "Lamp vervangen",
            "en": "Replace a lamp",
            "price_cents": 1250,
            "lead": "2 working_days",
            "calendar": "kantoor",
            "variants": [
                {
                    "code": "spoed",
                    "nl": "Spoed",
                    "en": "Urgent",
                    "price_cents": 2000,
                    "lead": "4 working_hours",
                }
            ],
        }
    ],
}
MAPPING = """
target = "tickets"
name_nl = "Meldingen"
name_en = "Requests"
[fields]
external_id = { column = "nr" }
product = { column = "product" }
opened_at = { column = "open" }
closed_at = { column = "dicht" }
due_at = { column = "streef" }
quantity = { column = "aantal" }
channel = { constant = "phone" }
cost_centre = { constant = "4200" }
"""
HEADER = "nr,product,open,dicht,streef,aantal\n"


def save_office(door: SqlDoor) -> None:
    """Store the organisation above."""

    def build(work: UnitOfWork) -> Changes:
        office = OfficeData(work, OFFICE, date(2020, 1, 1), (2026,))
        office.save_organisation()
        office.save_catalogue()
        return Changes()

    door.run(uuid4(), "test.office", None, build, Changes)


@pytest.fixture
def time_source() -> FakeTime:
    return FakeTime(datetime(2026, 6, 1, 12, 0, tzinfo=UTC))


@pytest.fixture
def door(database_url: str, time_source: FakeTime) -> Iterator[SqlDoor]:
    """The door of an office with the organisation above."""
    database = open_database(database_url, busy_ms=500)
    door = SqlDoor(database, actor="jan", time_source=time_source)
    save_office(door)
    yield door
    database.close()


@pytest.fixture
def bring_in(door: SqlDoor, tmp_path: Path) -> Callable[..., ImportResult]:
    """Import rows of requests, by the mapping above."""
    (tmp_path / "meldingen.toml").write_text(MAPPING, encoding="utf-8")

    def run(rows: str, **options: object) -> ImportResult:
        path = tmp_path / "meldingen.csv"
        path.write_text(HEADER + rows, encoding="utf-8")
        return Importing(door).run(path, str(tmp_path / "meldingen.toml"), **options)

    return run
