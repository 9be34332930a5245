"""A room booked by keys alone, moved by the mouse, and refused to who comes second."""

from datetime import date, datetime, time
from pathlib import Path
from uuid import uuid4

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from fmdesk.core.domain.catalog import ProductVersion
from fmdesk.core.domain.instants import to_epoch
from fmdesk.core.domain.views import Changes
from fmdesk.core.ports import UnitOfWork
from fmdesk.plugins.bundled.rooms.bookings import PlanQuestion
from fmdesk.plugins.bundled.rooms.managing import Load
from fmdesk.plugins.bundled.rooms.qt.dialogs import BookDialog
from fmdesk.plugins.bundled.rooms.qt.model import is_free
from fmdesk.plugins.bundled.rooms.rooms import Arrangement, Room
from fmdesk.plugins.bundled.rooms.wall import instant
from fmdesk.testing import STARTER_NOW, FakeTime
from fmdesk.ui.planner.tiles import ROW
from tests.journeys.conftest import Open
from tests.journeys.driver import Driver
from tests.journeys.paper import someone

ZONE = "Europe/Amsterdam"
THURSDAY = date(2025, 3, 20)
TABLE = Arrangement("table", "Aan tafel", "At a table", 12)
ROOMS = (
    Room("ZZ-1", "Zuiderzee", "Zuiderzee", (TABLE,)),
    Room("ZZ-2", "Zilvermeeuw", "Zilvermeeuw", (TABLE,)),
)
LEFT = Qt.MouseButton.LeftButton


def at(hour: int, minute: int = 0) -> datetime:
    """Return when the clock in the office reads this on the Thursday."""
    return instant(datetime.combine(THURSDAY, time(hour, minute)), ZONE)


def test_a_room_is_booked_by_keys_moved_by_mouse_and_never_double(
    open_window: Open, starter_folder: Path
) -> None:
    desk = open_window(starter_folder)
    desk.office.door.time_source = FakeTime(STARTER_NOW)
    offer_rooms(desk)
    desk.window.open_page("rooms.page")
    desk.page.plan.days.go_to(THURSDAY)
    desk.settle()
    book_by_keys(desk, "zuid", "Kwartaalcijfers")
    assert taken(desk) == [("Zuiderzee", "Kwartaalcijfers", at(10), at(11))]
    drag_to(desk, "Zilvermeeuw", at(14))
    assert taken(desk) == [("Zilvermeeuw", "Kwartaalcijfers", at(14), at(15))]
    desk.press("Ctrl+Z")
    desk.settle()
    assert taken(desk) == [("Zuiderzee", "Kwartaalcijfers", at(10), at(11))]
    sentence = refused_at_the_same_time(desk)
    assert "Zuiderzee is bezet" in sentence
    assert "Kwartaalcijfers" in sentence
    assert "11:00" in sentence, "the next free time"
    offered = sentence.partition("Vrij op deze tijd: ")[2].rstrip(".").split(", ")
    assert set(offered) <= free_rooms(desk), "each of the other rooms is really free"
    assert "Zuiderzee" not in offered
    assert len(taken(desk)) == 1


def offer_rooms(desk: Driver) -> None:
    """Let the office have two rooms and a product that books them."""

    def add(work: UnitOfWork) -> Changes:
        work.catalog.add_product_version(
            ProductVersion(
                id=0,
                product_id=0,
                code="zz-zaal",
                valid_from=date(2020, 1, 1),
                name_nl="Zaal aan het water",
                name_en="Room at the water",
                cluster="",
                unit_id=work.people.units()[0].id,
                price_cents=1500,
                calendar=work.catalog.calendars()[0],
                process="rooms.booking",
                plugin="rooms",
                form="booking",
            )
        )
        return Changes()

    extensions = desk.office.extensions
    extensions.enable(uuid4(), "rooms")
    desk.office.door.run(uuid4(), "test.offer", None, add, Changes)
    extensions.run(uuid4(), "rooms", "load", Load(ROOMS))


def taken(desk: Driver) -> list[tuple[str, str, datetime, datetime]]:
    """Return what stands in the two rooms on the Thursday."""
    plan = desk.office.extensions.ask("rooms", "plan", PlanQuestion(at(0), at(23)))
    names = {room.id: room.name_nl for room in plan.rooms if room.code.startswith("ZZ")}
    return [
        (names[one.room_id], one.title, one.start, one.end)
        for one in plan.bookings
        if one.room_id in names
    ]


def free_rooms(desk: Driver) -> set[str]:
    """Return the rooms that nobody has at the time of the first booking."""
    plan = desk.office.extensions.ask("rooms", "plan", PlanQuestion(at(0), at(23)))
    return {room.name_nl for room in plan.rooms if is_free(plan, room.id, at(10), at(10, 30))}


def book_by_keys(desk: Driver, room: str, title: str) -> None:
    """Go to ten o'clock in a room with the arrows, and book the cell."""
    planner = desk.page.plan.planner
    planner.setFocus()
    desk.write(room)
    desk.press("Home")
    while planner.cell()[0] < at(10):
        desk.press("Right")
    desk.press("↵")
    fill_in(desk, title)
    desk.press("Ctrl+↵")
    desk.until_closed()
    desk.settle()
    assert title in desk.page.plan.told.text()


def fill_in(desk: Driver, title: str) -> BookDialog:
    """Fill in for whom and what for."""
    dialog = desk.dialog(BookDialog)
    desk.settle()
    desk.write(someone(desk.office).name)
    desk.press("↵")
    desk.settle()
    desk.wait(lambda: dialog.person.code)
    dialog.product.setCurrentIndex(dialog.product.findData("zz-zaal"))
    dialog.form.field("title").setFocus()
    desk.write(title)
    return dialog


def drag_to(desk: Driver, room: str, when: datetime) -> None:
    """Drag the chosen booking by its middle."""
    planner = desk.page.plan.planner
    scene, port = planner.scene, planner.viewport()
    names = [row.name for row in scene.data.rows]
    start, end = planner.cell()

    def spot(row: int, second: int) -> QPoint:
        across, down = planner.origin
        x = int(scene.axis.x_of(second)) - across
        return QPoint(x, row * ROW + ROW // 2 - down)

    half = (to_epoch(end) - to_epoch(start)) // 2
    begin = spot(scene.cursor.row, to_epoch(start) + half)
    goal = spot(names.index(room), to_epoch(when) + half)
    QTest.mousePress(port, LEFT, pos=begin)
    for place in (begin + QPoint(15, 0), goal):
        QTest.mouseMove(port, place)
        QTest.qWait(1)
    QTest.mouseRelease(port, LEFT, pos=goal)
    desk.settle()


def refused_at_the_same_time(desk: Driver) -> str:
    """Try to book the same room at the same time, and return what the desk is told."""
    room = next(row.id for row in desk.page.plan.planner.scene.data.rows if row.name == "Zuiderzee")
    desk.page.plan.book(room, at(10), at(10, 30))
    dialog = fill_in(desk, "Te laat")
    desk.press("Ctrl+↵")
    desk.wait(dialog.problem.isVisible)
    sentence = dialog.problem.text()
    desk.press("Esc")
    desk.settle()
    return sentence
