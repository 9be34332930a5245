"""A line that a unit returns: by keys alone, and whose time it is when the promise breaks."""

from pathlib import Path
from uuid import uuid4

from PySide6.QtWidgets import QComboBox

from fmdesk.bootstrap import Office
from fmdesk.core.domain.charter import Outcome
from fmdesk.core.domain.crossing import ReturnedLines
from fmdesk.core.domain.ticket import OrderDraft, OrderLine
from fmdesk.core.domain.unit_work import WorkFilter
from fmdesk.core.domain.views import TicketFilter, WhyVerdict
from fmdesk.desktop.pages.my_unit.dialogs import ReturnDialog, TextDialog
from fmdesk.desktop.pages.my_unit.page import MyUnitPage
from fmdesk.testing import STARTER_NOW, FakeTime
from tests.journeys.conftest import Open
from tests.journeys.driver import Driver

LEAK = "lekkage"
CHARTER = "storing.urgent"
DESK, BUILDING = "Servicedesk", "Gebouwbeheer"
HOUR = 3600


def test_a_returned_line_charges_the_front_offices_time(
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
    press(desk, "S")
    time.advance(minutes=25)
    give_back(desk)
    assert line_id not in work_of(desk.office, BUILDING)
    assert counted(desk.office, line_id) == {"onvolledig"}

    time.advance(hours=4)  # of which half an hour is lunch
    stand_at(desk, DESK, line_id)
    assert desk.page.work.badge.text() == "Teruggegeven"
    issue_again(desk)
    time.advance(minutes=30)
    stand_at(desk, BUILDING, line_id)
    press(desk, "E")

    verdict = verdict_of(desk.office, line_id)
    assert verdict.outcome is Outcome.BROKEN
    assert verdict.bearer == DESK
    overruns = {one.name: one.overrun_seconds for one in verdict.step_times}
    assert overruns["Verhelpen"] == 0
    assert overruns["Aannemen en uitvragen"] == 3 * HOUR
    assert_screen_says_so(desk, line_id)


def report_a_leak(office: Office) -> int:
    """Take a leak on the phone; return its line."""
    with office.door.read() as work:
        caller = next(one for one in work.people.find_persons("a", 20) if one.cost_centre_id)
    draft = OrderDraft(uuid4(), "phone", (OrderLine(LEAK),), requester=caller.code)
    return office.services.intake.take(draft).line_ids[0]


def stand_at(desk: Driver, unit: str, line_id: int) -> None:
    """Go to the line in the work of a unit, by keys."""
    desk.press("Ctrl+6")
    desk.settle()
    page = desk.page
    assert isinstance(page, MyUnitPage)
    if page.presenter.place.unit != unit:
        desk.choose("unit", unit)
        desk.settle()
    page.work.table.setFocus()
    desk.press("Home")
    for _row in range(page.work.model.row_of(line_id)):
        desk.press("Down")
    desk.settle()
    assert page.work.shown.line.id == line_id


def press(desk: Driver, *keys: str) -> None:
    """Press keys one after the other, each when the one before has been done."""
    for key in keys:
        desk.press(key)
        desk.settle()


def give_back(desk: Driver) -> None:
    """Return the line: what is missing is the room."""
    desk.press("T")
    dialog = desk.dialog(ReturnDialog)
    assert desk.find(QComboBox, "reason").currentText() == "Onvolledig"
    dialog.note.setFocus()
    desk.write("Welke kamer?")
    desk.press("Ctrl+Return")
    desk.until_closed()


def issue_again(desk: Driver) -> None:
    """Say what was completed, and issue the line again."""
    desk.press("T")
    dialog = desk.dialog(TextDialog)
    assert "Welke kamer?" in dialog.sentence.text()
    desk.write("Kamer B1.04")
    desk.press("Ctrl+Return")
    desk.until_closed()


def work_of(office: Office, unit: str) -> set[int]:
    """Return the lines that a unit has."""
    with office.door.read() as work:
        (found,) = (one.id for one in work.people.units() if one.name == unit)
    return set(office.services.my_unit.list_ids(WorkFilter(found)))


def counted(office: Office, line_id: int) -> set[str]:
    """Return the reasons under which a line is counted as returned this month."""
    services = office.services
    month = f"{STARTER_NOW:%Y-%m}"
    return {
        one.reason_code
        for one in services.returns.counts(month, "nl")
        for piece in services.queries.list_ids(
            TicketFilter(
                product=one.product_code,
                returned=ReturnedLines(month, one.unit_code, one.reason_code),
            )
        )
        if line_id in piece
    }


def verdict_of(office: Office, line_id: int) -> WhyVerdict:
    """Return the verdict of the charter for urgent faults."""
    why = office.services.whys.explain(line_id, "nl")
    (found,) = (one for one in why.verdicts if one.charter_code == CHARTER)
    return found


def assert_screen_says_so(desk: Driver, line_id: int) -> None:
    """Open the line from the list and read who bears it."""
    stand_at(desk, DESK, line_id)
    press(desk, "Return", "Ctrl+Y")
    texts = " ".join(desk.texts(desk.page))
    assert line_id == desk.page.line.presenter.line_id
    assert DESK in texts
