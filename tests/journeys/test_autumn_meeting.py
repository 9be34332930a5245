"""A weekly meeting with lunch over the autumn time change: booked, moved, cancelled, once late."""

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from fmdesk_catering.declared import CHARTER

from fmdesk.bootstrap import Office
from fmdesk.core.domain.catalog import ProductVersion
from fmdesk.core.domain.people import Unit
from fmdesk.core.domain.ticket import Line, LineState
from fmdesk.core.domain.views import Changes
from fmdesk.core.ports import UnitOfWork
from fmdesk.desktop.pages.intake.page import IntakePage
from fmdesk.plugins.bundled.rooms.managing import Load
from fmdesk.plugins.bundled.rooms.qt.cancelling import CancelDialog
from fmdesk.plugins.bundled.rooms.qt.changing import ChangeDialog
from fmdesk.plugins.bundled.rooms.qt.conflicts import SeriesDialog
from fmdesk.plugins.bundled.rooms.qt.dialogs import BookDialog
from fmdesk.plugins.bundled.rooms.rooms import Arrangement, Room
from fmdesk.testing import FakeTime
from tests.journeys.conftest import Open
from tests.journeys.driver import Driver, plain
from tests.journeys.paper import run_month, someone

FIRST, WEEKS, PEOPLE = date(2025, 10, 14), 8, 6
TUESDAYS = tuple(FIRST + timedelta(weeks=number) for number in range(WEEKS))
"""The clocks go back on Sunday 26 October: the first two are in summer time."""
CANCELLED, LATE, MOVED = 1, 2, 3
MONTH = "2025-10"
ROOM = Room("ZZ-1", "Zuiderzee", "Zuiderzee", (Arrangement("table", "Aan tafel", "Table", 12),))
LUNCH_CENTS = PEOPLE * 1250
PRODUCTS = (
    ("zz-zaal", "Zaal aan het water", "rooms", "booking", "rooms.booking", 1500),
    ("zz-lunch", "Lunch aan het water", "catering", "order", "catering.service", 1250),
    ("zz-kosten", "Te laat geannuleerd", "catering", "fee", "catering.fee", 0),
)


def utc(day: date, clock: str) -> datetime:
    """Return an instant by the clock in Amsterdam, reckoned by hand: +2 in summer, else +1."""
    hours = 2 if day < date(2025, 10, 26) else 1
    return datetime.combine(day, time.fromisoformat(clock), UTC) - timedelta(hours=hours)


NOW = utc(date(2025, 10, 8), "09:00")


def test_a_weekly_meeting_with_lunch_over_the_change_of_the_clocks(
    open_window: Open, starter_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(install_catering(tmp_path / "site"))
    desk = open_window(starter_folder, plugins=("catering",), language="nl")
    clock = FakeTime(NOW)
    desk.office.door.time_source = clock
    offer(desk.office)

    bookings = book_each_week(desk)
    assert [one.due_at for one in bookings] == [utc(day, "12:00") for day in TUESDAYS]
    lunches = order_lunch_with_each(desk, bookings[0])
    assert [one.due_at for one in lunches] == [utc(day, "12:00") for day in TUESDAYS]
    assert {one.price_cents for one in lunches} == {LUNCH_CENTS}

    move_by_keys(desk, TUESDAYS[MOVED])
    assert line(desk, bookings[MOVED]).due_at == utc(TUESDAYS[MOVED], "13:00")
    assert line(desk, lunches[MOVED]).due_at == utc(TUESDAYS[MOVED], "13:00")

    deliver(desk, clock, lunches[0], utc(TUESDAYS[0], "11:58"))
    clock.at = utc(TUESDAYS[CANCELLED] - timedelta(days=1), "16:01")
    cancel_by_keys(desk, TUESDAYS[CANCELLED])
    assert line(desk, lunches[CANCELLED]).state is LineState.CANCELLED
    (fee,) = (one for one in of_ticket(desk, lunches[0]) if one.product_code == "zz-kosten")
    assert fee.price_cents == LUNCH_CENTS, "the kitchen's term was 16:00 on the day before"
    states = {line(desk, one).state for one in (*bookings, *lunches[2:])}
    assert states == {LineState.NEW, LineState.CANCELLED}

    deliver(desk, clock, lunches[LATE], utc(TUESDAYS[LATE], "12:01"))
    clock.at = utc(date(2025, 11, 3), "09:00")
    late_lunch_in_the_month(desk, lunches[LATE])


def install_catering(folder: Path) -> Path:
    """Let Python know the project, as an installer does: the judging process finds it too."""
    about = folder / "fmdesk_catering-1.0.dist-info"
    about.mkdir(parents=True)
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: fmdesk-catering\nVersion: 1.0\n")
    (about / "entry_points.txt").write_text("[fmdesk.plugins]\ncatering = fmdesk_catering.plugin\n")
    return folder


def offer(office: Office) -> None:
    """Let the office have the room, the kitchen with its lunch, its fee and its promise."""

    def add(work: UnitOfWork) -> Changes:
        kitchen = work.people.save_unit(Unit(0, "ZZ-KEUKEN", "Keuken aan het water"))
        for code, name, plugin, form, process, cents in PRODUCTS:
            work.catalog.add_product_version(
                ProductVersion(
                    id=0,
                    product_id=0,
                    code=code,
                    valid_from=date(2020, 1, 1),
                    name_nl=name,
                    name_en=name,
                    cluster="",
                    unit_id=kitchen.id,
                    price_cents=cents,
                    calendar=work.catalog.calendars()[0],
                    process=process,
                    plugin=plugin,
                    form=form,
                )
            )
        work.catalog.add_charter_version(CHARTER)
        work.settings.put("catering.fee_product", '"zz-kosten"')
        return Changes()

    for plugin in ("rooms", "catering"):
        office.extensions.enable(uuid4(), plugin)
    office.door.run(uuid4(), "test.offer", None, add, Changes)
    office.extensions.run(uuid4(), "rooms", "load", Load((ROOM,)))


def line(desk: Driver, of: Line) -> Line:
    with desk.office.door.read() as work:
        return work.tickets.line(of.id)


def of_ticket(desk: Driver, of: Line) -> tuple[Line, ...]:
    with desk.office.door.read() as work:
        return work.tickets.ticket(of.ticket_id).lines


def number(desk: Driver, of: Line) -> str:
    with desk.office.door.read() as work:
        return work.tickets.line_number(of)


def go_to(desk: Driver, day: date) -> None:
    """Show a day of the planner, with the cursor in the room."""
    desk.window.open_page("rooms.page")
    desk.settle()
    desk.page.plan.days.go_to(day)
    desk.settle()
    desk.page.plan.planner.setFocus()
    desk.write("zuid")


def choose_meeting(desk: Driver, day: date) -> None:
    """Go to the meeting of a day with the keys."""
    go_to(desk, day)
    desk.press("Home")
    if desk.page.plan.planner.current() is None:
        desk.press("Ctrl+Right")
    assert desk.page.plan.planner.current().title == "Weekstart"


def book_each_week(desk: Driver) -> tuple[Line, ...]:
    """Book the room for an hour and a half from noon, eight Tuesdays long."""
    go_to(desk, FIRST)
    planner = desk.page.plan.planner
    desk.press("Home")
    while planner.cell()[0] < utc(FIRST, "12:00"):
        desk.press("Right")
    desk.press("↵")
    dialog = desk.dialog(BookDialog)
    desk.settle()
    desk.write(someone(desk.office).name)
    desk.press("↵")
    desk.settle()
    desk.wait(lambda: dialog.person.code)
    dialog.product.setCurrentIndex(dialog.product.findData("zz-zaal"))
    dialog.repeat.setFocus()
    for _step in range(2):
        desk.press("Down")
    assert dialog.repeat.currentData() == "WEEKLY"
    dialog.times.setFocus()
    dialog.times.selectAll()
    desk.write(str(WEEKS))
    dialog.form.field("title").setFocus()
    desk.write("Weekstart")
    desk.press("Ctrl+↵")
    series = desk.dialog(SeriesDialog)
    desk.settle()
    assert series.sentence.text() == "8 reserveringen worden gemaakt."
    desk.press("Ctrl+↵")
    desk.until_closed()
    booked = desk.office.extensions.ask("rooms", "series", planner_booking(desk).series_id)
    with desk.office.door.read() as work:
        return tuple(work.tickets.line(one.line_id) for one in booked.bookings)


def planner_booking(desk: Driver) -> object:
    chosen = desk.page.plan.planner.current()
    with desk.office.door.read() as work:
        return work.stores("rooms").booking(chosen.id)


def order_lunch_with_each(desk: Driver, booking: Line) -> tuple[Line, ...]:
    """Order lunch by phone, a quarter of an hour before each time of the series."""
    desk.press("Ctrl+N")
    desk.settle()
    intake = desk.page
    assert isinstance(intake, IntakePage)
    desk.write(someone(desk.office).name)
    desk.wait(intake.caller.requester.list.isVisible)
    desk.press("↵")
    desk.settle()
    desk.write("Lunch aan het water")
    desk.wait(intake.line.finder.list.isVisible)
    desk.press("↵")
    desk.settle()
    assert intake.line.product.code == "zz-lunch"
    form = intake.line.form
    wanted = {"people": str(PEOPLE), "booking": number(desk, booking), "before": "15"}
    for name, words in wanted.items():
        form.field(name).setFocus()
        form.field(name).selectAll()
        desk.write(words)
    desk.click(form.field("series"))
    desk.settle()
    desk.press("Ctrl+↵")
    desk.wait(intake.told.isVisible)
    desk.settle()
    lunches = [
        one
        for row in desk.office.services.knowledge.caller(someone(desk.office).code).open
        for one in [desk.office.services.queries.line(row.line_id, "nl")]
        if one.product_code == "zz-lunch"
    ]
    with desk.office.door.read() as work:
        found = (work.tickets.line(one.id) for one in lunches)
        return tuple(sorted(found, key=lambda one: one.due_at))


def move_by_keys(desk: Driver, day: date) -> None:
    """Let one meeting begin an hour later; of its series nothing else."""
    choose_meeting(desk, day)
    desk.press("M")
    while desk.page.plan.planner.scene.ghost.start < utc(day, "13:00").timestamp():
        desk.press("Right")
    desk.press("↵")
    dialog = desk.dialog(ChangeDialog)
    desk.settle()
    assert dialog.rows.row_at(0).along == ("Lunch aan het water",)
    desk.press("Ctrl+↵")
    desk.until_closed()
    assert "Gewijzigd: Weekstart" in desk.page.plan.told.text()


def cancel_by_keys(desk: Driver, day: date) -> None:
    """Give one meeting up, with its lunch."""
    choose_meeting(desk, day)
    desk.press("Delete")
    desk.dialog(CancelDialog)
    desk.settle()
    desk.write("Herfstvakantie")
    desk.press("Ctrl+↵")
    desk.until_closed()
    assert "Geannuleerd: Weekstart" in desk.page.plan.told.text()


def deliver(desk: Driver, clock: FakeTime, lunch: Line, at: datetime) -> None:
    """Find a lunch by its number and report it ready."""
    clock.at = at
    desk.press("Ctrl+K")
    desk.write(number(desk, lunch))
    desk.settle()
    desk.press("↵")
    desk.settle()
    assert desk.page.line.presenter.shown.line.id == lunch.id
    desk.press("Ctrl+R")
    desk.settle()
    desk.click("save")
    desk.until_closed()
    assert line(desk, lunch).state is LineState.READY


def late_lunch_in_the_month(desk: Driver, late: Line) -> None:
    """Judge October: the late lunch is broken, half of it is borne by the kitchen."""
    run_month(desk, MONTH)
    figures = desk.page.figures
    desk.click_tab(figures.tabs, figures.tabs.count() - 1)
    table = figures.tables["broken"]
    rows = range(table.rows.row_total())
    (row,) = (n for n in rows if desk.cell(table, n, "number") == number(desk, late))
    assert desk.cell(table, row, "cents") == "€ 37,50"
    borne = figures.tables["sanctions"]
    (row,) = (
        n
        for n in range(borne.rows.row_total())
        if desk.cell(borne, n, "charter").startswith("Catering op tijd")
    )
    assert plain(desk.cell(borne, row, "unit")) == "Keuken aan het water"
