"""The real deliveries, as the demo builds them; source: resources/demo/supplies/ATTRIBUTION.md.

Every figure is held against one that is computed from the file by itself, without the program.
"""

import csv
import gzip
import shutil
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest

from fmdesk.bootstrap import Office, Silent, open_office
from fmdesk.config import Settings, resources_path
from fmdesk.core.domain.charter import Outcome
from fmdesk.core.domain.errors import ConflictError
from fmdesk.core.domain.period import Month
from fmdesk.core.services.demo_supplies import LEFT_OUT
from fmdesk.plugins.bundled.supplies.articles import StockRow
from fmdesk.plugins.bundled.supplies.goods import MovementKind, MovementQuery
from fmdesk.testing import BuildOnce

Row = dict[str, str]


@pytest.fixture(scope="module")
def rows() -> list[Row]:
    """The rows of the file that were not delivered before they were asked for."""
    path = resources_path("demo", "supplies", "orders_2014.csv.gz")
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        found = list(csv.DictReader(file))
    assert len(found) == 1_528
    return [row for row in found if row["ID"] not in LEFT_OUT]


@pytest.fixture(scope="module")
def office(build_once: BuildOnce, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    def build(folder: Path) -> None:
        with open_office(Settings(data_dir=folder), is_created=True) as made:
            made.build_demo("supplies", Silent())

    folder = tmp_path_factory.mktemp("supplies") / "office"
    shutil.copytree(build_once("supplies", build), folder)
    with open_office(Settings(data_dir=folder)) as made:
        yield made


def day(text: str) -> date:
    return datetime.strptime(text, "%d-%b-%y").replace(tzinfo=UTC).date()


def asked_on(row: Row) -> date:
    """Return the day of the request, written with slashes or with dashes."""
    text = row["PQ First Sent to Client Date"].replace("-", "/")
    return datetime.strptime(text, "%m/%d/%Y").replace(tzinfo=UTC).date()


def cents(row: Row) -> int:
    return int((Decimal(row["Line Item Value"]) * 100).quantize(Decimal(1), ROUND_HALF_UP))


def is_kept(row: Row) -> bool:
    return day(row["Delivered to Client Date"]) <= day(row["Scheduled Delivery Date"])


def lines_of(office: Office, rows: list[Row]) -> dict[str, tuple]:
    with office.door.read() as work:
        return work.tickets.imported("scms", [row["ID"] for row in rows])


def test_every_row_is_an_order_with_its_days_and_its_source(
    office: Office, rows: list[Row]
) -> None:
    found = lines_of(office, rows)
    assert len(found) == len(rows) == 1_526
    for row in rows:
        line, events = found[row["ID"]]
        assert line.quantity == int(row["Line Item Quantity"])
        assert line.facts["supplies.from_stock"] == (row["Fulfill Via"] == "From RDC")
        scheduled = day(row["Scheduled Delivery Date"])
        assert line.due_given is not None
        assert line.due_given.date() == scheduled + timedelta(days=1)
        assert events[0].at.date() == asked_on(row)
        assert line.ready_at is not None
        assert line.ready_at.date() == day(row["Delivered to Client Date"])


def test_from_stock_and_bought_are_kept_as_often_as_the_file_says(
    office: Office, rows: list[Row]
) -> None:
    found = lines_of(office, rows)
    told = Counter((row["Fulfill Via"], is_kept(row)) for row in rows)
    counted = Counter(
        (
            "From RDC" if line.facts["supplies.from_stock"] else "Direct Drop",
            line.ready_at <= line.due_given,
        )
        for line, _events in found.values()
    )
    assert counted == told
    assert told == {
        ("From RDC", True): 405,
        ("From RDC", False): 218,
        ("Direct Drop", True): 885,
        ("Direct Drop", False): 18,
    }


def test_the_stock_is_what_came_in_less_what_was_delivered(office: Office, rows: list[Row]) -> None:
    stock: tuple[StockRow, ...] = office.extensions.ask("supplies", "stock")
    assert {row.article.name_en for row in stock} == {row["Item Description"] for row in rows}
    assert all(
        (row.on_hand, row.reserved, row.back_ordered, row.cents) == (0, 0, 0, 0) for row in stock
    )
    with office.door.read() as work:
        store = work.stores("supplies")
        assert store.differences() == ()
        moved = store.movements(MovementQuery(most=100_000))
        lots = store.lots(most=100_000)
    pieces, values = Counter[MovementKind](), Counter[MovementKind]()
    for one in moved:
        pieces[one.kind] += one.on_hand
        values[one.kind] += one.cents
    whole = sum(int(row["Line Item Quantity"]) for row in rows)
    paid = sum(cents(row) for row in rows)
    assert pieces[MovementKind.RECEIPT] == -pieces[MovementKind.ISSUE] == whole
    assert values[MovementKind.RECEIPT] == -values[MovementKind.ISSUE] == paid
    bought = [row for row in rows if row["Fulfill Via"] == "Direct Drop"]
    from_stock = {row["Item Description"] for row in rows if row not in bought}
    assert len(lots) == len(bought) + len(from_stock)


def test_what_was_bought_for_an_order_costs_what_was_paid_for_it(
    office: Office, rows: list[Row]
) -> None:
    told: Counter[date] = Counter()
    for row in rows:
        if row["Fulfill Via"] == "Direct Drop":
            told[day(row["Delivered to Client Date"])] += cents(row)
    found = lines_of(office, rows)
    days = {line.id: line.ready_at.date() for line, _events in found.values()}
    issued: Counter[date] = Counter()
    with office.door.read() as work:
        for one in work.stores("supplies").movements(MovementQuery(most=100_000)):
            if one.kind is MovementKind.ISSUE and one.place == "direct":
                issued[days[one.line_id]] -= one.cents
    assert issued == told


def test_a_month_comes_out_as_the_file_says(office: Office, rows: list[Row]) -> None:
    month = "2014-02"
    told = Counter(is_kept(row) for row in rows if f"{asked_on(row):%Y-%m}" == month)
    with office.door.read() as work:
        pieces = work.months.lines(Month.parse(month), work.now, with_earlier=False, size=5000)
        lines = [line for piece in pieces for line in piece]
    assert len(lines) == told.total() > 0
    office.services.month.control(month, Silent())
    total = office.services.month.figures(month).total
    assert (total.kept, total.broken) == (told[True], told[False])


def test_the_verdict_of_a_late_line_names_the_scheduled_day(
    office: Office, rows: list[Row]
) -> None:
    late = next(row for row in rows if not is_kept(row))
    line, _events = lines_of(office, rows)[late["ID"]]
    why = office.services.whys.explain(line.id, "en")
    (verdict,) = why.verdicts
    assert verdict.outcome is Outcome.BROKEN
    assert verdict.promise.startswith("Your order is there")


def test_a_second_office_is_not_built_over_it(office: Office) -> None:
    with pytest.raises(ConflictError, match=r"demo\.not_empty"):
        office.build_demo("supplies", Silent())
