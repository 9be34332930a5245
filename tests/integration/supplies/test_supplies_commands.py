"""The commands and queries of the plugin as pages and programs give them."""

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from fmdesk.core.domain.errors import PluginError
from fmdesk.core.domain.events import EventKind
from fmdesk.messages import explain
from fmdesk.plugins.bundled.supplies.articles import Article, Place, StockQuery, StockRow
from fmdesk.plugins.bundled.supplies.counting import CountSheet, CountState
from fmdesk.plugins.bundled.supplies.declared import COUNT_LIMIT
from fmdesk.plugins.bundled.supplies.goods import Booked, LotRow, MovementQuery
from tests.integration.supplies.test_supplies_orders import Desk
from tests.integration.supplies.test_supplies_story import open_desk


@pytest.fixture
def desk(storeroom: Path) -> Iterator[Desk]:
    """A desk with ten packs of paper, worth nothing."""
    with open_desk(storeroom) as made:
        yield made


def run(desk: Desk, command: str, **payload: object) -> object:
    """Run a command with plain data, as a program would."""
    return desk.extensions.run(uuid4(), "supplies", command, payload)


def receive(desk: Desk, quantity: int, cents: int) -> StockRow:
    row = run(desk, "receive", article="PAP", place="MAG", quantity=quantity, cents=cents)
    assert isinstance(row, StockRow)
    return row


def test_a_receipt_is_told_with_its_price_and_its_day(desk: Desk) -> None:
    row = receive(desk, 5, 1999)
    assert (row.on_hand, row.cents) == (15, 1999)
    lots: tuple[LotRow, ...] = desk.extensions.ask("supplies", "lots", "PAP")
    assert [(lot.quantity, lot.cents) for lot in lots] == [(5, 1999), (10, 0)]
    assert lots[0].day.isoformat() == "2026-03-02"
    assert desk.extensions.ask("supplies", "lots") == lots


def test_a_booking_is_given_back_by_its_number(desk: Desk) -> None:
    given = run(desk, "hand_out", article="PAP", place="MAG", quantity=5, reason="Cursus")
    assert isinstance(given, Booked)
    assert desk.stock() == (5, 0, 0)
    run(desk, "undo", booking=given.booking, reason="vergissing")
    assert desk.stock() == (10, 0, 0)


def test_a_repeated_command_books_once(desk: Desk) -> None:
    op_id = uuid4()
    payload = {"article": "PAP", "place": "MAG", "quantity": 3, "reason": "balie"}
    first, again = (
        desk.extensions.run(op_id, "supplies", "hand_out", payload) for _time in range(2)
    )
    assert first == again
    assert desk.stock() == (7, 0, 0)


def test_goods_go_to_another_place(desk: Desk) -> None:
    place = Place("KAST", "Kast 3", "Cupboard 3", within="MAG")
    assert desk.extensions.run(uuid4(), "supplies", "save_place", place) == place
    run(desk, "transfer", article="PAP", source="MAG", target="KAST", quantity=4)
    found = desk.extensions.ask("supplies", "at_places", "PAP")
    assert [(one.place, one.on_hand) for one in found] == [("KAST", 4), ("MAG", 6)]


@pytest.mark.parametrize(
    ("place", "code"),
    [
        (Place("MAG", "Magazijn", "Storeroom", within="MAG"), "supplies.place_within"),
        (Place("KAST", "Kast", "Cupboard", within="ZOLDER"), "supplies.unknown_place"),
        (Place("KAST", "Kast", "Cupboard", location="B9"), "supplies.unknown_location"),
    ],
)
def test_a_place_stands_somewhere(place: Place, code: str, desk: Desk) -> None:
    with pytest.raises(PluginError) as caught:
        desk.extensions.run(uuid4(), "supplies", "save_place", place)
    assert caught.value.code == code
    assert explain(caught.value).endswith(".")


def test_a_barcode_is_of_one_article(desk: Desk) -> None:
    pen = Article("PEN", "Pen", "Pen", "doos", barcode="73513537")
    desk.extensions.run(uuid4(), "supplies", "save_article", pen)
    assert desk.extensions.ask("supplies", "find", " 73513537 ") == pen
    for barcode, code in (("73513537", "barcode_used"), ("73513536", "supplies.barcode")):
        other = Article("MAP", "Map", "Folder", "stuk", barcode=barcode)
        with pytest.raises(PluginError, match=code):
            desk.extensions.run(uuid4(), "supplies", "save_article", other)
    found: tuple[StockRow, ...] = desk.extensions.ask(
        "supplies", "stock", StockQuery(text="735135")
    )
    assert [row.article.code for row in found] == ["PEN"]


def test_a_large_difference_needs_a_count_session(desk: Desk) -> None:
    receive(desk, 10, 2 * int(COUNT_LIMIT.default))
    correction = {"article": "PAP", "place": "MAG", "reason": "Weg"}
    with pytest.raises(PluginError) as caught:
        run(desk, "correct", counted=0, **correction)
    assert caught.value.code == "supplies.needs_approval"
    assert desk.stock() == (20, 0, 0), "nothing was booked"
    run(desk, "correct", counted=15, **correction)
    assert desk.stock() == (15, 0, 0)


def test_a_count_session_by_commands(desk: Desk) -> None:
    receive(desk, 10, 5000)
    sheet = run(desk, "open_count", place="MAG")
    assert isinstance(sheet, CountSheet)
    number = sheet.count.id
    run(desk, "enter_count", count=number, article="PAP", counted=19)
    closed = run(desk, "close_count", count=number, reason="Jaartelling")
    assert isinstance(closed, CountSheet)
    assert closed.count.state is CountState.BOOKED
    assert desk.stock() == (19, 0, 0)
    assert desk.extensions.ask("supplies", "sheet", number) == closed
    assert desk.extensions.ask("supplies", "counts") == (closed.count,)


def test_movements_of_a_line_carry_its_number(desk: Desk) -> None:
    line = desk.order(4)
    desk.record(line, EventKind.DELIVERED, quantity=2)
    found = desk.extensions.ask("supplies", "movements", MovementQuery("PAP", 2))
    assert [(row.number, row.on_hand, row.reserved) for row in found] == [
        ("M000001.1", -2, -2),
        ("M000001.1", 0, 4),
    ]
    assert len(desk.extensions.ask("supplies", "movements")) == 3
