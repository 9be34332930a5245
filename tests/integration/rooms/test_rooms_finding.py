"""What the page finds for a new booking, on both databases."""

from tests.integration.rooms.conftest import Desk


def test_the_products_that_book_any_room_stand_first(desk: Desk) -> None:
    offers = desk.extensions.ask("rooms", "products")
    assert [(one.code, one.room) for one in offers] == [("room", ""), ("hall", "C3")]
    assert offers[0].name.get("en") == "Room"


def test_who_asks_is_found_by_a_part_of_the_name(desk: Desk) -> None:
    found = desk.extensions.ask("rooms", "people", "özd")
    assert [one.code for one in found] == ["P1"]
    assert desk.extensions.ask("rooms", "people", "niemand") == ()
