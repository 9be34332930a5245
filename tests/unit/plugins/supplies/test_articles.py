"""When stock is low, when it is time to buy, and what is said of it: never a false “low stock”."""

from collections.abc import Callable
from datetime import date

import pytest

from fmdesk.plugins.bundled.supplies.articles import Article, Order, StockRow
from fmdesk.plugins.bundled.supplies.declared import APPROVAL, PERMISSION, SCHEMA, stock_notice
from fmdesk.plugins.bundled.supplies.goods import UNDOABLE, MovementKind
from fmdesk.plugins.bundled.supplies.tables import metadata


def paper(
    on_hand: int,
    reserved: int = 0,
    waits: int = 0,
    coming: int = 0,
    *,
    at: int = 5,
    is_stocked: bool = True,
) -> StockRow:
    article = Article("PAP", "Papier", "Paper", "pak", is_stocked=is_stocked, reorder_at=at)
    return StockRow(article, on_hand, reserved, waits, coming=coming)


@pytest.mark.parametrize(
    ("row", "is_low", "is_to_buy"),
    [
        (paper(6), False, False),
        (paper(5), True, True),
        (paper(9, reserved=4), True, True),  # what is promised is not there
        (paper(5, coming=10), True, False),  # little is left, but it was bought already
        (paper(0, waits=6, coming=10), True, True),  # what comes is for who waits
        (paper(0, at=0), False, False),  # an article that is never bought by level
        (paper(0, waits=1, at=0), False, True),  # unless somebody waits for it
        (paper(0, waits=1, coming=1, at=0), False, False),
        (paper(0, is_stocked=False), False, False),  # nothing lies there and nothing should
        (paper(0, waits=3, is_stocked=False), False, False),
    ],
)
def test_low_and_to_buy_are_two_things(row: StockRow, is_low: bool, is_to_buy: bool) -> None:
    assert (row.is_low, row.is_to_buy) == (is_low, is_to_buy)


@pytest.mark.parametrize(
    ("row", "nl", "en", "is_warning"),
    [
        (paper(9), "9 pak vrij uit voorraad.", "9 pak free in stock.", False),
        (paper(9, reserved=6), "Bijna op: nog 3 pak vrij.", "Nearly out: 3 pak free.", True),
        (
            paper(2, reserved=2, waits=4),
            "Niet op voorraad; al 4 pak in nalevering.",
            "Out of stock; 4 pak back-ordered already.",
            True,
        ),
        (paper(1, at=0), "1 pak vrij uit voorraad.", "1 pak free in stock.", False),
    ],
)
def test_the_card_of_a_product_says_what_stands_with_it(
    row: StockRow, nl: str, en: str, is_warning: bool
) -> None:
    told = stock_notice(row)
    assert (told.text.nl, told.text.en, told.is_warning) == (nl, en, is_warning)


@pytest.mark.parametrize(
    ("order", "waiting"),
    [
        (Order(1, "PAP", 10, reserved=4, issued=3, is_open=True), 3),
        (Order(1, "PAP", 10, reserved=4, issued=3, is_open=False), 0),
        (Order(1, "PAP", 10, reserved=0, issued=12, is_open=True), 0),
    ],
)
def test_a_line_waits_for_what_it_neither_holds_nor_got(order: Order, waiting: int) -> None:
    assert order.waiting == waiting


def test_what_an_order_holds_and_gets_is_not_undone_by_hand() -> None:
    assert {MovementKind.RESERVATION, MovementKind.RELEASE, MovementKind.UNDO} == (
        set(MovementKind) - UNDOABLE
    )


def test_who_books_does_not_approve() -> None:
    assert set(PERMISSION.roles).isdisjoint(APPROVAL.roles)


def test_every_table_can_be_read_by_all_and_written_by_those_who_work() -> None:
    granted = {table for table, _role, _what in SCHEMA.grants}
    assert granted == set(metadata.tables)
    kept_by_triggers = {"supplies_stock", "supplies_layer"}
    written = {table for table, _role, what in SCHEMA.grants if what != "select"}
    assert written == granted - kept_by_triggers
    assert not [row for row in SCHEMA.grants if row[1] == "auditor" and row[2] != "select"]
    append_only = ("supplies_movement", "supplies_lot")
    assert {what for table, _role, what in SCHEMA.grants if table in append_only} == {
        *("select", "insert")
    }


def test_what_is_on_its_way_is_told_with_its_day() -> None:
    told = stock_notice(paper(0, waits=4, coming=12), date(2026, 3, 6)).text
    assert told.nl.endswith("12 pak verwacht op 06-03-2026.")
    assert told.en.endswith("12 pak expected on 06-03-2026.")
    assert "verwacht" not in stock_notice(paper(9, coming=12), date(2026, 3, 6)).text.nl


def test_a_notice_follows_no_language_but_has_both(language: Callable[[str], None]) -> None:
    language("en")
    assert stock_notice(paper(9)).text.get("nl") == "9 pak vrij uit voorraad."
