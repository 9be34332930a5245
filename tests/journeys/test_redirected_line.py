"""A line that is another unit's: redirected by keys, and whose time it is when it breaks."""

from pathlib import Path

from fmdesk.core.domain.charter import Outcome
from fmdesk.desktop.pages.line.redirect import RedirectDialog
from fmdesk.desktop.pages.my_unit.dialogs import ReturnDialog
from fmdesk.testing import STARTER_NOW, FakeTime
from tests.journeys.conftest import Open
from tests.journeys.driver import Driver
from tests.journeys.test_returned_line import (
    BUILDING,
    DESK,
    press,
    report_a_leak,
    stand_at,
    verdict_of,
    work_of,
)

CLEANING, HOUR = "Schoonmaak", 3600
REASON = "Het is een omgevallen emmer"


def test_a_line_of_another_unit_is_redirected_and_each_bears_its_own_time(
    open_window: Open, starter_folder: Path
) -> None:
    desk = open_window(starter_folder, language="nl")
    time = FakeTime(STARTER_NOW)  # 10:00 at the office
    desk.office.door.time_source = time
    line_id = report_a_leak(desk.office)
    stand_at(desk, DESK, line_id)
    press(desk, "S", "E")
    time.advance(minutes=5)
    stand_at(desk, BUILDING, line_id)
    time.advance(minutes=25)
    give_back(desk)
    time.advance(minutes=10)

    stand_at(desk, DESK, line_id)
    redirect(desk, "G")
    assert line_id not in work_of(desk.office, DESK) | work_of(desk.office, BUILDING)
    stand_at(desk, CLEANING, line_id)
    assert desk.page.work.buttons["start"].isEnabled()
    press(desk, "S")
    time.advance(hours=22)  # the next morning: four working hours have passed

    verdict = verdict_of(desk.office, line_id)
    assert (verdict.outcome, verdict.bearer) == (Outcome.BROKEN, CLEANING)
    mending = [one for one in verdict.step_times if one.name == "Verhelpen"]
    assert [one.unit for one in mending] == [BUILDING, CLEANING]
    assert mending[0].seconds == HOUR / 2, "until it came back"
    stand_at(desk, CLEANING, line_id)
    press(desk, "Return", "Ctrl+Y")
    said = " ".join(desk.texts(desk.page))
    assert CLEANING in said
    assert BUILDING in said, "the panel says whose time it was"
    press(desk, "Ctrl+J")
    assert f"{CLEANING}: {REASON}" in " ".join(desk.texts(desk.page))


def test_a_desk_lead_takes_a_line_from_a_unit_on_the_ticket_page(
    open_window: Open, starter_folder: Path
) -> None:
    desk = open_window(starter_folder, language="nl")
    line_id = report_a_leak(desk.office)
    desk.window.desk.page_asked.emit("ticket", line_id)
    desk.settle()
    redirect(desk, "Ctrl+G")
    assert line_id in work_of(desk.office, DESK), "it is not over the cut yet"
    stand_at(desk, DESK, line_id)
    press(desk, "S", "E")
    assert line_id in work_of(desk.office, CLEANING)


def give_back(desk: Driver) -> None:
    """Return the line: it is another unit's."""
    desk.press("T")
    dialog = desk.dialog(ReturnDialog)
    dialog.reason.setCurrentText("Verkeerd onderdeel")
    dialog.note.setFocus()
    desk.write("Dit is schoonmaakwerk")
    desk.press("Ctrl+Return")
    desk.until_closed()


def redirect(desk: Driver, key: str) -> None:
    """Give the line to the cleaners, by keys."""
    desk.press(key)
    dialog = desk.dialog(RedirectDialog)
    assert BUILDING in dialog.sentence.text()
    desk.write(CLEANING)
    desk.settle()
    desk.press("Return")
    desk.write(REASON)
    desk.press("Ctrl+Return")
    desk.until_closed()
    desk.settle()
