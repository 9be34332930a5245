"""Pictures of rooms are looked at, added and taken away, with real keys and clicks."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from fmdesk.core.domain.errors import PluginError
from fmdesk.plugins.bundled.rooms.images import size_of
from fmdesk.plugins.bundled.rooms.picturing import AddPicture, Dropped
from fmdesk.plugins.bundled.rooms.qt import RoomsPage
from fmdesk.plugins.bundled.rooms.qt.dialogs import BookDialog
from fmdesk.plugins.bundled.rooms.qt.pictures import Pictures
from tests.desktop.fake_rooms import FakeRooms, at
from tests.desktop.test_rooms_page import extensions, page, shown, told
from tests.unit.plugins.rooms.made_pictures import png

__all__ = ["extensions", "page", "shown"]


@pytest.fixture
def extensions() -> FakeRooms:  # noqa: F811  # with pictures of the first room
    made = FakeRooms()
    made.add_pictures("MAAS", {"Aan tafels": png(300, 100), "Ingang": png(100, 300)})
    return made


def seen(pictures: Pictures) -> tuple[str, int, int]:
    """Return name and size of what is shown."""
    drawn = pictures.picture.pixmap()
    return pictures.picture.accessibleName(), drawn.width(), drawn.height()


def choose(monkeypatch: pytest.MonkeyPatch, path: Path, content: bytes) -> None:
    path.write_bytes(content)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_a: (str(path), ""))


def test_pictures_of_the_room_are_turned_by_clicks(shown: RoomsPage, qtbot: QtBot) -> None:
    shown.plan.planner.choose(11)
    pictures = shown.plan.detail.pictures
    qtbot.waitUntil(lambda: pictures.picture.accessibleName() == "Aan tafels")
    assert seen(pictures) == ("Aan tafels", 220, 73), "as wide as the card"
    assert pictures.place.text() == "1 van 2"
    pictures.after.click()
    qtbot.waitUntil(lambda: pictures.picture.accessibleName() == "Ingang")
    assert seen(pictures) == ("Ingang", 50, 150), "never higher than there is room for"
    pictures.after.click()
    qtbot.waitUntil(lambda: pictures.picture.accessibleName() == "Aan tafels")
    pictures.before.click()
    assert pictures.place.text() == "2 van 2"
    shown.plan.planner.choose(21)
    assert not pictures.picture.isVisible(), "the other room has none"
    assert not pictures.after.isVisible()


def test_who_books_a_room_sees_it(shown: RoomsPage, qtbot: QtBot) -> None:
    shown.plan.book(1, at(9), at(10))
    dialog = shown.findChild(BookDialog)
    qtbot.waitUntil(lambda: dialog.pictures.picture.accessibleName() == "Aan tafels")
    room = dialog.form.field("room")
    room.setCurrentIndex(room.findData("WAAL"))
    assert not dialog.pictures.picture.isVisible()
    qtbot.waitUntil(dialog.save_button.isEnabled)
    with qtbot.waitSignal(dialog.destroyed):
        dialog.reject()
    shown.retranslate()  # what is closed is not spoken to again


def test_a_photo_is_added_small_and_shown_at_once(
    shown: RoomsPage,
    extensions: FakeRooms,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    shown.plan.planner.choose(11)
    choose(monkeypatch, tmp_path / "Uitzicht.png", png(900, 900))
    shown.plan.detail.pictures.add_button.click()
    told(shown, qtbot, "De foto is toegevoegd.")
    (asked,) = extensions.asked
    assert (asked.room, asked.name, size_of(asked.content)) == ("MAAS", "Uitzicht", (900, 900))
    pictures = shown.plan.detail.pictures
    qtbot.waitUntil(lambda: pictures.picture.accessibleName() == "Uitzicht")
    assert pictures.place.text() == "3 van 3"


def test_what_is_no_picture_is_refused_and_nothing_of_it_is_kept(
    shown: RoomsPage,
    extensions: FakeRooms,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    shown.plan.planner.choose(11)
    choose(monkeypatch, tmp_path / "kwaad.png", b"<svg onload='x'/>")
    extensions.refusal = PluginError("rooms.bad_picture", reason="Dat is geen foto.")
    shown.plan.detail.pictures.add_button.click()
    told(shown, qtbot, "Dat is geen foto.")
    assert extensions.asked == [AddPicture("MAAS", "kwaad", b"")]


def test_a_picture_is_taken_away_and_put_back_from_the_toast(
    shown: RoomsPage, extensions: FakeRooms, qtbot: QtBot
) -> None:
    shown.plan.planner.choose(11)
    pictures = shown.plan.detail.pictures
    qtbot.waitUntil(lambda: pictures.picture.accessibleName() == "Aan tafels")
    first = pictures.shown
    with qtbot.waitSignal(shown.said_with) as said:
        pictures.drop_button.click()
    assert extensions.asked == [Dropped(first)]
    shown.fetch_again()
    qtbot.waitUntil(lambda: pictures.picture.accessibleName() == "Ingang")
    words, (undo, act) = said.args
    assert (words, undo) == ("De foto is weggehaald.", "Ongedaan maken")
    act()
    qtbot.waitUntil(lambda: pictures.place.text() == "2 van 2")
    assert extensions.asked[-1] == AddPicture("MAAS", "Aan tafels", png(300, 100))


def test_one_that_cannot_be_shown_says_so(
    shown: RoomsPage, extensions: FakeRooms, qtbot: QtBot
) -> None:
    extensions.add_pictures("WAAL", {"Kapot": b"GIF89a"})
    shown.plan.load()
    qtbot.waitUntil(lambda: shown.plan.room(2).pictures != ())
    shown.plan.planner.choose(21)
    words = shown.plan.detail.pictures.picture
    qtbot.waitUntil(lambda: words.text() == "“Kapot” kan niet worden getoond.")
