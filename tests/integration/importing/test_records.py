"""People, places, the organisation and the catalogue come in from files, known by their code."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import openpyxl
import pytest

from fmdesk.config import resources_path
from fmdesk.core.domain.budget import PARTS, WHOLE
from fmdesk.core.domain.import_views import ImportResult
from fmdesk.core.domain.limits import Limit, LimitUnit
from fmdesk.core.services.importing import Importing
from fmdesk.core.sql.door import SqlDoor
from fmdesk.messages import explain, texts

EXAMPLES = ("mappings", "examples")
Example = Callable[..., ImportResult]


@pytest.fixture
def example(door: SqlDoor) -> Example:
    """Import one of the shipped examples."""

    def run(name: str, **options: object) -> ImportResult:
        return Importing(door).run(resources_path(*EXAMPLES, f"{name}.csv"), name, **options)

    return run


@pytest.fixture
def own(door: SqlDoor, tmp_path: Path) -> Example:
    """Import a few rows by a mapping whose fields are called as its columns."""

    def run(target: str, rows: str, **options: object) -> ImportResult:
        columns = rows.partition("\n")[0].split(",")
        fields = "\n".join(f'{name} = {{ column = "{name}" }}' for name in columns)
        head = f'target = "{target}"\nname_nl = "x"\nname_en = "x"\n'
        (tmp_path / "own.toml").write_text(f"{head}[fields]\n{fields}\n", encoding="utf-8")
        (tmp_path / "own.csv").write_text(rows, encoding="utf-8")
        return Importing(door).run(tmp_path / "own.csv", str(tmp_path / "own.toml"), **options)

    return run


def test_people_come_in_with_where_they_belong(door: SqlDoor, example: Example) -> None:
    assert example("personen").added == 3
    with door.read() as work:
        noor = work.people.person_by_code("90001")
        assert noor.cost_centre_id == work.people.cost_centre_by_code("4200").id
        assert noor.location_id == work.people.location_by_code("A1.02").id
        assert not work.people.person_by_code("90003").is_active
        assert [one.code for one in work.people.find_persons("yildiz", 5)] == ["90002"]
    again = example("personen")
    assert (again.added, again.changed, again.unchanged) == (0, 0, 3)


def test_places_may_stand_below_places_of_the_same_file(door: SqlDoor, example: Example) -> None:
    assert example("locaties", is_dry_run=True).added == 3
    assert example("locaties").added == 3
    with door.read() as work:
        room = work.people.location_by_code("D0.01")
        assert room.parent_id == work.people.location_by_code("D0").id


def test_products_come_in_and_a_promise_becomes_a_new_version(
    door: SqlDoor, example: Example
) -> None:
    assert example("catalogus").added == 2
    today = date(2026, 6, 1)
    with door.read() as work:
        first = work.catalog.product("whiteboard", today)
    assert (first.price_cents, first.norm, first.synonyms) == (8500, 9500, ("bord", "schrijfbord"))
    assert first.lead_time == Limit(LimitUnit.WORKING_DAYS, 5)
    assert example("beloften").changed == 2
    with door.read() as work:
        second = work.catalog.product("whiteboard", today)
        assert work.catalog.product_version(first.id) == first
    assert second.id != first.id
    assert second.lead_time == Limit(LimitUnit.WORKING_DAYS, 3)
    assert (second.price_cents, second.name_nl) == (first.price_cents, first.name_nl)
    assert example("beloften").unchanged == 2


def test_the_organisation_comes_in(door: SqlDoor, own: Example) -> None:
    assert own("units", "code,name,parent\nit,ICT,facilitair\nit2,Beheer,it\n").added == 2
    assert own("departments", "code,name,language\nbestuur,Bestuur,en\n").added == 1
    (wrong,) = own("units", "code,name,language\nit,ICT,fr\n").bad
    assert (wrong.code, wrong.column) == ("import.not_word", "language")
    assert own("cost_centres", "code,name,department\n4900,Griffie,bestuur\n").added == 1
    budgets = 'code,year,amount\n4900,2026,"1.000,50"\n4900,2027,2000\n'
    assert own("budgets", budgets).added == 2
    assert own("budgets", budgets).unchanged == 2
    assert own("budgets", budgets.replace("2000", "3000")).changed == 1
    parts = "code,year,period,amount\n4900,2027,Q1,500\n4900,2027,3,0\n4900,2027,,3000\n"
    tried = own("budgets", parts)
    assert (tried.added, tried.unchanged) == (2, 1), "the year stands already"
    with door.read() as work:
        unit = work.people.unit_by_code("it2")
        centre = work.people.cost_centre_by_code("4900").id
        assert work.budgets.of(centre, 2027) == {
            WHOLE: 300_000,
            PARTS["Q1"]: 50_000,
            PARTS["3"]: 0,
        }
        assert unit.parent_id == work.people.unit_by_code("it").id
        assert [one.language for one in work.people.departments() if one.code == "bestuur"] == [
            "en"
        ]
    changed = own("units", "code,name\nit,Informatievoorziening\n")
    assert (changed.added, changed.changed) == (0, 1)
    with door.read() as work:
        assert work.people.unit_by_code("it").parent_id is not None


def test_periods_of_budgets_come_in_by_the_words_of_the_office_and_of_the_page(
    door: SqlDoor, tmp_path: Path
) -> None:
    rows = [f"4200;2027;{word};1" for word in ("", "K3", "Q4", "nov", "3", "K5")]
    target = tmp_path / "budgetten.csv"
    target.write_text("\n".join(("kostenplaats;jaar;periode;bedrag", *rows)), encoding="utf-8")
    found = Importing(door).run(target, "budgetten", is_dry_run=True)
    assert found.added == 5
    (bad,) = found.bad
    assert (bad.line, bad.code) == (7, "import.not_word")
    assert bad.params["known"] == ", ".join(PARTS), "what it may be stands in the sentence"


def test_a_budget_that_cannot_be_is_refused_with_its_row_and_zero_is_one(
    door: SqlDoor, own: Example
) -> None:
    rows = ("4200,1989,,1", "4200,2101,,1", "4200,2027,Q1,-1", "4200,2027,,0", "4200,2027,,9")
    found = own("budgets", "\n".join(("code,year,period,amount", *rows)), keep_good=True)
    told = [(one.line, one.column, one.code) for one in found.bad]
    assert told == [
        (2, "year", "budget.year"),
        (3, "year", "budget.year"),
        (4, "amount", "budget.amount"),
        (6, "code", "import.twice"),
    ]
    sentence = texts()[found.bad[0].code].format_map(found.bad[0].params)
    assert sentence == "Budgets are for the years 1990 to 2100. Enter one of these."
    assert found.added == 1
    with door.read() as work:
        centre = work.people.cost_centre_by_code("4200").id
        assert work.budgets.of(centre, 2027) == {WHOLE: 0}
        (version,) = work.budgets.versions(2027)
    assert (version.number, version.reason) == (1, "Via import")


@pytest.mark.parametrize(
    ("target", "rows", "column", "code"),
    [
        ("people", "code,name,unit\n1,Anna,tuin\n", "unit", "import.unknown_unit"),
        (
            "people",
            "code,name,department\n1,Anna,tuin\n",
            "department",
            "import.unknown_department",
        ),
        (
            "people",
            "code,name,cost_centre\n1,Anna,9\n",
            "cost_centre",
            "import.unknown_cost_centre",
        ),
        ("people", "code,name,location\n1,Anna,Z9\n", "location", "import.unknown_location"),
        ("units", "code,name,leader\n1,Tuin,p9\n", "leader", "import.unknown_person"),
        ("budgets", "code,year,amount\n9,2026,1\n", "code", "import.unknown_cost_centre"),
        ("budgets", "code,year,period,amount\n9,2026,Q5,1\n", "period", "import.not_word"),
        (
            "products",
            "code,name,unit,cluster\n1,Tuin,gebouw,groen\n",
            "cluster",
            "import.unknown_cluster",
        ),
        (
            "products",
            "code,name,unit,calendar\n1,Tuin,gebouw,zon\n",
            "calendar",
            "import.unknown_calendar",
        ),
        (
            "products",
            "code,name,unit,process\n1,Tuin,gebouw,zon\n",
            "process",
            "import.unknown_process",
        ),
        ("products", "code,name,unit\n1,Tuin,groen\n", "unit", "import.unknown_unit"),
        (
            "products",
            "code,name,unit,contacts\n1,Tuin,gebouw,p9|p8\n",
            "contacts",
            "import.unknown_person",
        ),
        (
            "products",
            "code,name,unit,lead_n,lead_unit\n1,Tuin,gebouw,2,working_days\n",
            "[calendar]",
            "import.no_calendar",
        ),
        (
            "products",
            "code,name,unit,calendar,lead_n,lead_unit\n1,Tuin,gebouw,kantoor,900000,working_days\n",
            "lead_n",
            "catalogue.lead_time",
        ),
        (
            "products",
            "code,name,unit,price\n1,Tuin,gebouw,-1\n",
            "price",
            "catalogue.price",
        ),
        (
            "promises",
            "code,lead_n,lead_unit\ntuin,2,working_days\n",
            "code",
            "import.unknown_product",
        ),
    ],
)
def test_what_is_not_there_is_a_bad_row_that_says_what_to_do(
    own: Example, target: str, rows: str, column: str, code: str
) -> None:
    for is_dry_run in (True, False):
        result = own(target, rows, is_dry_run=is_dry_run)
        (bad,) = result.bad
        assert (bad.line, bad.column, bad.code, result.added) == (2, column, code, 0)
        if not column.startswith("["):
            place = rows.partition("\n")[0].split(",").index(column)
            assert bad.value == rows.splitlines()[1].split(",")[place]
    assert bad.code in texts()


def test_a_workbook_is_as_good_as_a_text_file(door: SqlDoor, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    header = "personeelsnummer naam e-mail toestel afdeling kostenplaats kamer onderdeel"
    for row in (
        [*header.split(), "in dienst"],
        [90010, "Özge Çelik", "", 4110, "sociaal", 4500, "B1.03", "", True],
    ):
        book.active.append(row)
    book.save(tmp_path / "personen.xlsx")
    assert Importing(door).run(tmp_path / "personen.xlsx", "personen").added == 1
    with door.read() as work:
        person = work.people.person_by_code("90010")
        assert (person.name, person.phone, person.is_active) == ("Özge Çelik", "4110", True)


def test_the_list_of_mappings_is_for_people(door: SqlDoor) -> None:
    choices = {choice.code: choice for choice in Importing(door).mappings()}
    assert choices["personen"].text == "Personen"
    assert {"boston", "supplies_orders", "catalogus", "locaties"} <= choices.keys()


ORDERS = """ID,PO Sent to Vendor Date,PQ First Sent to Client Date,Scheduled Delivery Date,\
Delivered to Client Date,Country,Shipment Mode,Fulfill Via,Line Item Quantity,Item Description
1,N/A - From RDC,9/17/2013,03-Jan-14,03-Jan-14,Haiti,Air,From RDC,30,"Gloves, box"
2,11-04-2013,08-09-2013,03-Jan-14,05-Jan-14,Haiti,N/A,Direct Drop,1,"Gloves, box"
3,11-04-2013,Pre-PQ Process,31-Jan-14,Date Not Captured,Haiti,Truck,Direct Drop,5,Masks
4,11-04-2013,08-09-2014,31-Jan-14,03-Jan-14,Haiti,Truck,Direct Drop,5,Masks
"""


def test_supply_orders_come_in_with_what_was_promised_and_delivered(
    door: SqlDoor, tmp_path: Path
) -> None:
    path = tmp_path / "orders.csv"
    path.write_text(ORDERS, encoding="utf-8")
    service = Importing(door)
    assert service.run(path, "supplies_items").added == 2
    result = service.run(path, "supplies_orders", keep_good=True)
    assert [(bad.line, bad.code) for bad in result.bad] == [(5, "import.order_of_times")]
    with door.read() as work:
        found = work.tickets.imported("scms", ["1", "2", "3"])
    first, events = found["1"]
    assert first.facts == {"supplies.from_stock": True}
    assert [(event.kind.value, event.quantity) for event in events] == [
        ("received", 0),
        ("delivered", 30),
        ("ready", 0),
    ]
    assert first.due_given == datetime(2014, 1, 4, tzinfo=UTC)
    assert first.ready_at is not None
    assert first.ready_at <= first.due_given
    late = found["2"][0]
    assert late.ready_at > late.due_given
    assert late.details == {"country": "Haiti"}
    assert found["3"][0].ready_at is None


def test_every_sentence_about_a_row_can_be_filled_in(own: Example) -> None:
    (bad,) = own("people", "code,name,unit\n1,Anna,tuin\n").bad
    from fmdesk.core.domain.errors import InvalidInputError

    assert "tuin" in explain(InvalidInputError(bad.code, **bad.params))
