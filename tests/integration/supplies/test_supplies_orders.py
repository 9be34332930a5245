"""Ordering and delivering through the use cases of the desk, on both databases."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from uuid import uuid4

import pytest

from fmdesk.core.domain.calendar import Calendar
from fmdesk.core.domain.catalog import ProductVersion
from fmdesk.core.domain.errors import InvalidInputError, PluginError
from fmdesk.core.domain.events import EventKind
from fmdesk.core.domain.people import CostCentre, Department, Person, Unit
from fmdesk.core.domain.process import Side
from fmdesk.core.domain.spec import PluginState
from fmdesk.core.domain.ticket import EventDraft, Line, LineState, OrderDraft, OrderLine
from fmdesk.core.domain.views import Changes
from fmdesk.core.ports import UnitOfWork
from fmdesk.core.services.fulfilment import Fulfilment
from fmdesk.core.services.intake import Intake
from fmdesk.core.sql.door import SqlDoor
from fmdesk.core.sql.engine import Database, open_database
from fmdesk.plugins.api.sql import DATABASE_ERRORS, is_behind, upgrade_plugin
from fmdesk.plugins.bundled.supplies.articles import (
    Article,
    Load,
    Loaded,
    Order,
    Place,
    Stamp,
    StockQuery,
    StockRow,
)
from fmdesk.plugins.bundled.supplies.goods import (
    Count,
    MovementKind,
    MovementQuery,
    MovementRow,
    Receipt,
)
from fmdesk.plugins.bundled.supplies.store import SuppliesStore
from fmdesk.plugins.gateway import Extensions, Gateway
from fmdesk.plugins.host import PluginHost
from fmdesk.testing import FakeTime, race

FROM = date(2020, 1, 1)
FACTS = {"supplies.stock_article": True, "supplies.from_stock": True}
LOAD = Load(
    articles=(
        Article("PAP", "Papier A4", "Paper A4", "pak"),
        Article("LMP", "Bureaulamp", "Desk lamp", "stuk", is_stocked=False),
    ),
    places=(Place("MAG", "Magazijn", "Storeroom"),),
    receipts=(Receipt("PAP", "MAG", 10),),
)


@dataclass
class Desk:
    """An office that delivers supplies."""

    database: Database
    host: PluginHost
    door: SqlDoor

    def __post_init__(self) -> None:
        self.gateway = Gateway(self.host)
        self.intake = Intake(self.door, self.gateway)
        self.fulfilment = Fulfilment(self.door, self.gateway)
        self.extensions = Extensions(self.door, self.host)

    def order(self, quantity: int, product: str = "paper", **details: object) -> Line:
        line = OrderLine(product, quantity, details=details)
        draft = OrderDraft(uuid4(), "phone", (line,), requester="P1")
        return self.line(self.intake.take(draft).line_ids[0])

    def record(self, line: Line, kind: EventKind, **more: object) -> Line:
        draft = EventDraft(uuid4(), line.id, kind, self.line(line.id).version)
        self.fulfilment.record(replace(draft, **more))
        return self.line(line.id)

    def line(self, line_id: int) -> Line:
        with self.door.read() as work:
            return work.tickets.line(line_id)

    def stock(self) -> tuple[int, int, int]:
        """Return what of the paper lies there, is promised, and is waited for."""
        row: StockRow = self.extensions.ask("supplies", "stock", StockQuery(("PAP",)))[0]
        return row.on_hand, row.reserved, row.back_ordered

    def receive(self, quantity: int) -> StockRow:
        return self.extensions.run(uuid4(), "supplies", "receive", Receipt("PAP", "MAG", quantity))


def build(work: UnitOfWork) -> Changes:
    people = work.people
    people.save_unit(Unit(0, "FO", "Frontoffice", is_front_office=True))
    people.save_unit(Unit(0, "MAG", "Magazijn"))
    department = people.save_department(Department(0, "FIN", "Financiën"))
    centre = people.save_cost_centre(CostCentre(0, "4100", "Financiën", department.id))
    people.save_person(Person(0, "P1", "Ayşe Özdemir", cost_centre_id=centre.id))
    work.catalog.add_calendar_version("always", FROM, Calendar.always("Europe/Amsterdam"))
    return Changes()


def offer(work: UnitOfWork) -> Changes:
    unit = work.people.unit_by_code("MAG")
    for code, article in (("paper", "PAP"), ("pen", "PEN"), ("lamp", "LMP"), ("ghost", "XXX")):
        product = ProductVersion(
            id=0,
            product_id=0,
            code=code,
            valid_from=FROM,
            name_nl=code,
            name_en=code,
            cluster="",
            unit_id=unit.id,
            price_cents=495,
            calendar="always",
            process="supplies.delivery",
            plugin="supplies",
            form="delivery",
            article=article,
        )
        work.catalog.add_product_version(product)
    return Changes()


@contextmanager
def opened(url: str, time_source: FakeTime) -> Iterator[Desk]:
    """Open a desk on a database."""
    host = PluginHost(passing=DATABASE_ERRORS)
    host.start()
    database = open_database(url, busy_ms=60_000)  # some tests race for it
    door = SqlDoor(database, actor="jan", time_source=time_source, stores=host.stores())
    try:
        yield Desk(database, host, door)
    finally:
        database.close()


def fill(url: str) -> None:
    """Put ten packs of paper in the storeroom of an empty office, on Monday 2 March 2026."""
    with opened(url, FakeTime()) as desk:
        with desk.database.write() as connection:
            for schema in desk.host.schemas().values():
                upgrade_plugin(connection, schema)
            connection.commit()
        desk.door.run(uuid4(), "test.build", None, build, Changes)
        desk.extensions.enable(uuid4(), "supplies")
        desk.door.run(uuid4(), "test.offer", None, offer, Changes)
        desk.extensions.run(uuid4(), "supplies", "load", LOAD)


@pytest.fixture
def database_content() -> Callable[[str], None]:
    return fill


@pytest.fixture
def desk(database_url: str, time_source: FakeTime) -> Iterator[Desk]:
    """A desk with ten packs of paper in the storeroom."""
    with opened(database_url, time_source) as made:
        yield made


def test_an_order_reserves_and_pins_the_facts(desk: Desk) -> None:
    line = desk.order(4, delivery_place="Balie 2", wished_on="2026-03-05")
    assert line.facts == FACTS
    assert line.details["delivery_place"] == "Balie 2"
    assert desk.stock() == (10, 4, 0)


def test_more_than_there_is_is_back_ordered_and_still_a_stock_article(desk: Desk) -> None:
    line = desk.order(12)
    assert line.facts == {**FACTS, "supplies.from_stock": False}
    assert desk.stock() == (10, 10, 2)
    assert desk.extensions.ask("supplies", "back_orders") == (line.id,)


def test_what_is_bought_to_order_has_no_stock(desk: Desk) -> None:
    line = desk.order(2, product="lamp")
    assert set(line.facts.values()) == {False}
    line = desk.record(line, EventKind.DELIVERED, quantity=2)
    assert line.state is LineState.READY


def test_half_now_and_half_when_it_came_in(desk: Desk, time_source: FakeTime) -> None:
    line = desk.order(14)
    line = desk.record(line, EventKind.DELIVERED, quantity=10)
    assert line.state is LineState.RUNNING
    assert desk.stock() == (0, 0, 4)
    with pytest.raises(PluginError, match=r"supplies\.not_in_stock"):
        desk.record(line, EventKind.DELIVERED, quantity=4)
    assert desk.line(line.id) == line  # the refused delivery left no event
    time_source.advance(days=2)
    assert desk.receive(20).reserved == 4
    line = desk.record(line, EventKind.DELIVERED, quantity=4)
    assert line.state is LineState.READY
    assert desk.stock() == (16, 0, 0)
    assert line.facts == {**FACTS, "supplies.from_stock": False}


def test_ready_delivers_what_was_not_delivered_in_parts(desk: Desk) -> None:
    line = desk.order(5)
    line = desk.record(line, EventKind.DELIVERED, quantity=2)
    desk.record(line, EventKind.READY)
    assert desk.stock() == (5, 0, 0)


def test_cancelling_gives_back_to_who_waits(desk: Desk) -> None:
    first, _second = desk.order(10), desk.order(3)
    assert desk.stock() == (10, 10, 3)
    desk.record(first, EventKind.CANCELLED, reason="Dubbel besteld")
    assert desk.stock() == (10, 3, 0)


def test_a_reopened_line_is_delivered_again_from_stock(desk: Desk) -> None:
    line = desk.order(2)
    line = desk.record(line, EventKind.READY)
    line = desk.record(line, EventKind.REOPENED, reason="Verkeerd papier")
    desk.record(line, EventKind.DELIVERED, quantity=2)
    assert desk.stock() == (6, 0, 0)


def test_movements_tell_when_by_whom_and_for_which_line(desk: Desk, time_source: FakeTime) -> None:
    line = desk.order(2)
    at = time_source.advance(hours=3)
    desk.record(line, EventKind.READY)
    newest: MovementRow = desk.extensions.ask("supplies", "movements", MovementQuery("PAP"))[0]
    assert (newest.kind, newest.place) == (MovementKind.ISSUE, "MAG")
    assert (newest.on_hand, newest.reserved, newest.at, newest.actor) == (-2, -2, at, "jan")
    assert (newest.line_id, newest.number) == (line.id, "M000001.1")


def test_a_product_without_its_article_is_refused_and_nothing_is_stored(desk: Desk) -> None:
    with pytest.raises(PluginError, match=r"supplies\.unknown_article"):
        desk.order(1, product="ghost")
    assert desk.order(1).id == 1


def test_a_wrong_form_is_refused(desk: Desk) -> None:
    with pytest.raises(InvalidInputError, match=r"form\.value"):
        desk.order(1, wished_on="morgen")
    with pytest.raises(InvalidInputError, match=r"form\.unknown_field"):
        desk.order(1, kleur="rood")


def test_loading_again_changes_articles_and_a_repeat_does_nothing(desk: Desk) -> None:
    again = Load(articles=(Article("PAP", "Papier", "Paper", "doos", reorder_at=12),))
    op_id = uuid4()
    for _time in range(2):
        assert desk.extensions.run(op_id, "supplies", "load", again) == Loaded(1, 0, 0)
    row: StockRow = desk.extensions.ask("supplies", "stock")[1]
    assert (row.article.unit, row.on_hand, row.is_low) == ("doos", 10, True)
    assert desk.extensions.ask("supplies", "places") == LOAD.places


def test_stock_is_loaded_and_asked_as_plain_data(desk: Desk) -> None:
    pen = {"code": "PEN", "name_nl": "Pen", "name_en": "Pen", "unit": "doos"}
    receipts = [{"article": "PEN", "place": "MAG", "quantity": 3}]
    load = {"articles": [pen], "receipts": receipts}
    assert desk.extensions.run(uuid4(), "supplies", "load", load) == Loaded(1, 0, 1)
    rows = desk.extensions.ask("supplies", "stock", {"articles": ["PEN"]})
    assert [row.free for row in rows] == [3]


def test_a_count_is_a_command_too(desk: Desk) -> None:
    desk.order(4)
    count = Count("PAP", "MAG", 3, "Waterschade")
    row: StockRow = desk.extensions.run(uuid4(), "supplies", "correct", count)
    assert (row.on_hand, row.reserved, row.back_ordered) == (3, 3, 1)


def test_a_repeated_receipt_counts_once(desk: Desk) -> None:
    op_id = uuid4()
    receipt = Receipt("PAP", "MAG", 5)
    first = desk.extensions.run(op_id, "supplies", "receive", receipt)
    assert desk.extensions.run(op_id, "supplies", "receive", receipt) == first
    assert desk.stock() == (15, 0, 0)


def test_a_plugin_reads_the_core_in_the_same_transaction(desk: Desk) -> None:
    line = desk.order(2)
    with desk.door.read() as work:
        readers = desk.gateway.context(work, "supplies").readers
        assert readers.line(line.id) == line
        assert readers.line_number(line) == "M000001.1"
        assert [event.kind for event in readers.events(line.id)] == [EventKind.RECEIVED]
        assert readers.product(line.pins.product_version_id).article == "PAP"
        assert readers.person(1).name == "Ayşe Özdemir"
        assert readers.locations() == ()


def test_the_process_is_stored_with_its_cut_and_the_front_office(desk: Desk) -> None:
    desk.extensions.enable(uuid4(), "supplies")
    with desk.door.read() as work:
        process = work.catalog.process("supplies.delivery")
        front = next(unit.id for unit in work.people.units() if unit.is_front_office)
    assert [step.side for step in process.steps] == [Side.FRONT, Side.BACK, Side.BACK]
    assert (process.cut, process.steps[0].unit_id, process.steps[1].unit_id) == (1, front, None)


def test_two_desks_order_the_last_ones_at_once(desk: Desk) -> None:
    lines = race(6, lambda _number: desk.order(3))
    assert sum(bool(line.facts["supplies.from_stock"]) for line in lines) == 3
    assert desk.stock() == (10, 10, 8)


def test_orders_receipts_and_deliveries_at_once_keep_the_sums(desk: Desk) -> None:
    waiting = [desk.order(2) for _ in range(4)]

    def work(number: int) -> None:
        if number % 2:
            desk.record(waiting[number // 2], EventKind.DELIVERED, quantity=2)
        else:
            desk.receive(1)

    race(8, work)
    assert desk.stock() == (6, 0, 0)
    with desk.door.read() as work_:
        assert work_.stores("supplies").differences() == ()


def test_orders_that_meet_crosswise_are_both_taken(desk: Desk) -> None:
    """Each holds what the other needs: PostgreSQL ends one, and the door runs it again."""
    more = Load(
        articles=(Article("PEN", "Pen", "Pen", "doos"),), receipts=(Receipt("PEN", "MAG", 10),)
    )
    desk.extensions.run(uuid4(), "supplies", "load", more)

    def work(number: int) -> None:
        products = ("paper", "pen") if number % 2 else ("pen", "paper")
        lines = tuple(OrderLine(product, 1) for product in products)
        desk.intake.take(OrderDraft(uuid4(), "phone", lines, requester="P1"))

    race(4, work)
    assert desk.stock() == (10, 4, 0)


@pytest.mark.logs
def test_a_fault_in_the_plugin_rolls_back_that_use_case_alone(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    line = desk.order(4)

    def fail_halfway(store: SuppliesStore, order: Order, quantity: int, stamp: Stamp) -> None:
        store.release(order, stamp)
        raise ZeroDivisionError(quantity)

    with monkeypatch.context() as patch:
        patch.setattr(SuppliesStore, "issue", fail_halfway)
        with pytest.raises(PluginError, match=r"plugin\.failed"):
            desk.record(line, EventKind.DELIVERED, quantity=4)
    assert desk.stock() == (10, 4, 0)
    assert desk.line(line.id) == line
    (row,) = (one for one in desk.extensions.rows() if one.id == "supplies")
    assert (row.state, row.reason.params["error"]) == (PluginState.ACTIVE, "ZeroDivisionError: 4")
    desk.record(line, EventKind.DELIVERED, quantity=4)
    assert desk.stock() == (6, 0, 0)


def test_old_tables_hold_the_plugin_back(bare_database: Database) -> None:
    host = PluginHost(passing=DATABASE_ERRORS)
    host.start()
    with bare_database.read() as connection:
        host.check_schemas(lambda _id, schema: is_behind(connection, schema))
    assert {row.state for row in host.rows()} == {PluginState.NEEDS_UPGRADE}
