"""The starter office has assets, among them coffee machines that break, and open faults."""

from fmdesk.bootstrap import Office
from fmdesk.plugins.bundled.faults.assets import AssetLine
from fmdesk.plugins.bundled.faults.faults import FaultQuery, FaultRow
from fmdesk.plugins.bundled.faults.plans import PlanRow


def faults(office: Office, **query: str) -> tuple[FaultRow, ...]:
    return office.services.extensions.ask("faults", "faults", FaultQuery(**query))


def test_the_assets_of_the_starter_office_stand_in_its_buildings(starter: Office) -> None:
    rows: tuple[AssetLine, ...] = starter.services.extensions.ask("faults", "assets", "")
    assert len(rows) == 12
    assert all(row.place for row in rows)
    assert [(row.asset.code, row.depth) for row in rows if row.asset.code.startswith("KM-A1")] == [
        ("KM-A1", 0),
        ("KM-A1-M", 1),
    ]


def test_every_open_fault_is_listed_by_its_priority(starter: Office) -> None:
    with starter.door.read() as work:
        context = starter.services.extensions.ask("faults", "open_lines")
        lines = [work.tickets.line(number) for number in context]
    assert lines
    assert all(line.plugin == "faults" and line.ready_at is None for line in lines)
    listed = faults(starter)
    assert [row.fault.line_id for row in listed] == [line.id for line in lines]
    assert [row.fault.priority for row in listed] == sorted(row.fault.priority for row in listed)
    assert all(row.fault.seen and row.place for row in listed)


def test_faults_are_found_by_building(starter: Office) -> None:
    codes = ("A", "B", "C")
    by_building = [faults(starter, location=code) for code in codes]
    assert sum(map(len, by_building)) == len(faults(starter, location="terrein"))
    assert len(faults(starter, location="terrein")) == len(faults(starter))


def test_maintenance_that_is_due_soon_has_its_ticket_with_the_unit(starter: Office) -> None:
    rows: tuple[PlanRow, ...] = starter.services.extensions.ask("faults", "plans")
    made = [row for row in rows if row.last_line is not None]
    assert {row.plan.code for row in made} == {"keuring-lift-a", "filters-lbk"}
    assert len(rows) == 4
    assert not any(row.problem for row in rows)
    with starter.door.read() as work:
        lines = [work.tickets.line(row.last_line) for row in made]
        unit = work.people.unit_by_code("gebouw").id
    assert all(line.unit_id == unit and line.due_at and line.ready_at is None for line in lines)
    assert {line.facts["faults.is_planned"] for line in lines} == {True}
