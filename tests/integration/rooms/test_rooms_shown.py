"""What is shown of a room before it is booked: its pictures, and when it is free today."""

from dataclasses import replace

import pytest

from fmdesk.core.domain.errors import PluginError
from fmdesk.core.domain.ticket import Line
from fmdesk.plugins.bundled.rooms.managing import Load
from fmdesk.plugins.bundled.rooms.picturing import AddPicture, Dropped, Picture
from fmdesk.testing import FakeTime
from tests.integration.rooms.conftest import ROOMS, Desk
from tests.unit.plugins.rooms.made_pictures import jpeg, png

PNG = png()
ADD = AddPicture("A1", "Opstelling aan tafel", PNG)
TODAY = "2026-03-02"


def picture(desk: Desk, number: int) -> Picture:
    found: Picture = desk.extensions.ask("rooms", "picture", number)
    return found


def pictures(desk: Desk) -> tuple[int, ...]:
    return desk.plan().rooms[0].pictures


def test_a_room_has_pictures_that_stay_when_it_is_changed(desk: Desk) -> None:
    desk.run("add_picture", ADD)
    desk.run("add_picture", replace(ADD, name="Ingang", content=jpeg()))
    first, second = pictures(desk)
    assert (picture(desk, first).name, picture(desk, first).content) == (ADD.name, PNG)
    desk.run("load", Load((replace(ROOMS[0], name_nl="Amstelzaal"),)))
    assert pictures(desk) == (first, second)
    desk.run("drop_picture", Dropped(first))
    assert pictures(desk) == (second,)
    with pytest.raises(PluginError, match=r"rooms\.unknown_picture"):
        picture(desk, first)


@pytest.mark.parametrize(
    "wrong",
    [
        {"content": b""},
        {"content": b"<svg/>"},
        {"content": PNG + b"x"},
        {"content": jpeg(before=(b"\xff\xfe\xff\xff" + bytes(65533)) * 8)},
        {"content": png(60_000, 60_000)},
        {"content": png(0, 10)},
        {"name": " "},
        {"room": "Z9"},
    ],
)
def test_what_is_no_picture_of_a_room_is_refused(desk: Desk, wrong: dict[str, object]) -> None:
    with pytest.raises(PluginError, match=r"rooms\.(bad_picture|unknown_room)"):
        desk.run("add_picture", replace(ADD, **wrong))
    assert pictures(desk) == ()


def test_six_pictures_are_enough(desk: Desk) -> None:
    for _ in range(6):
        desk.run("add_picture", ADD)
    with pytest.raises(PluginError, match=r"rooms\.many_pictures"):
        desk.run("add_picture", ADD)


def said(desk: Desk, product: str) -> list[str]:
    """Return what the card of a product says in Dutch."""
    with desk.door.read() as work:
        found = work.catalog.product(product, desk.door.time_source.now().date())
        return [one.text.nl for one in desk.gateway.notices(work, found)]


def book_hall(desk: Desk, start: str, end: str) -> Line:
    room = replace(ROOMS[2], notice_minutes=0)
    desk.run("load", Load((room,)))
    return desk.order(start, end, room="C3", day=TODAY)


def test_the_card_of_a_room_says_when_it_is_free_today(desk: Desk, clock: FakeTime) -> None:
    assert said(desk, "room") == []  # any room: the form asks which
    assert said(desk, "hall") == ["Vandaag vrij: 09:00–19:00."]
    book_hall(desk, "11:00", "13:00")  # with 30 minutes of set-up and 15 of clean-up
    assert said(desk, "hall") == ["Vandaag vrij: 09:00–10:30, 13:15–19:00."]
    clock.advance(hours=9, minutes=45)
    assert said(desk, "hall") == ["Vandaag niet meer vrij."]
