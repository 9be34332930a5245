"""The rows of the demo of real deliveries, before anything is stored."""

from collections import Counter
from datetime import date

import pytest

from fmdesk.core.services.demo_supplies import (
    BOUGHT,
    FROM_STOCK,
    LEFT_OUT,
    Delivery,
    deliveries,
    office_data,
    opening_stock,
)


@pytest.fixture(scope="module")
def rows() -> list[Delivery]:
    return list(deliveries())


def test_rows_that_cannot_be_are_left_out(rows: list[Delivery]) -> None:
    assert len(rows) == 1_526
    assert LEFT_OUT.isdisjoint(one.number for one in rows)
    assert len({one.number for one in rows}) == len(rows)


def test_each_row_is_from_stock_or_bought(rows: list[Delivery]) -> None:
    assert Counter(one.place for one in rows) == {FROM_STOCK: 623, BOUGHT: 903}
    assert all(one.quantity > 0 <= one.cents for one in rows)
    assert min(one.day for one in rows) == date(2013, 9, 13)
    assert max(one.day for one in rows) == date(2014, 12, 31)


def test_what_lay_there_is_what_left_it(rows: list[Delivery]) -> None:
    stock = opening_stock()
    receipts = stock["receipts"]
    assert isinstance(receipts, list)
    left = [one for one in rows if one.place == FROM_STOCK]
    assert sum(one["quantity"] for one in receipts) == sum(one.quantity for one in left)
    assert sum(one["cents"] for one in receipts) == sum(one.cents for one in left)
    assert {one["article"] for one in receipts} == {one.article for one in left}
    assert {one["place"] for one in receipts} == {FROM_STOCK}


def test_every_article_is_a_product_that_names_it(rows: list[Delivery]) -> None:
    products = office_data()["products"]
    articles = opening_stock()["articles"]
    assert isinstance(articles, list)
    codes = {one.article for one in rows}
    assert {one["code"] for one in products} == {one["article"] for one in products} == codes
    assert {one["code"] for one in articles} == codes


def test_a_bought_row_is_a_receipt_of_its_vendor(rows: list[Delivery]) -> None:
    first = next(one for one in rows if one.number == "58372")
    assert first.receipt() == {
        "article": "nevirapine-50mg-dispersible-tablets-tablets-for-oral-suspension-30-tabs",
        "place": BOUGHT,
        "quantity": 7000,
        "cents": 875_000,
        "day": date(2014, 1, 3),
        "supplier": "Aurobindo Pharma Limited",
        "reference": "SCMS-206560",
    }
