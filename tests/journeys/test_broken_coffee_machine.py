"""A broken coffee machine is reported three times: one major fault, one message, closed for all."""

from pathlib import Path

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from fmdesk.bootstrap import Office
from fmdesk.core.domain.attachment import Owner, OwnerKind
from fmdesk.core.domain.people import Person
from fmdesk.core.domain.ticket import LineState
from fmdesk.core.domain.views import LineView
from fmdesk.desktop.pages.intake.page import IntakePage
from fmdesk.plugins.bundled.faults.qt import FaultsPage
from fmdesk.plugins.bundled.faults.qt.majors import TellDialog
from fmdesk.testing import STARTER_NOW, FakeTime
from tests.journeys.conftest import Open
from tests.journeys.driver import Driver, plain
from tests.journeys.paper import line_called

MACHINE, NAME = "KM-A2", "Koffieautomaat verdieping 2"
SEEN = ("Er komt geen koffie uit", "Automaat lekt", "Koffie doet het niet")


def test_a_coffee_machine_reported_three_times(
    open_window: Open, starter_folder: Path, tmp_path: Path
) -> None:
    desk = open_window(starter_folder, language="nl")
    desk.office.door.time_source = FakeTime(STARTER_NOW)
    callers = three_callers(desk.office)

    first = report(desk, callers[0], SEEN[0])
    second = report(desk, callers[1], SEEN[1], hangs_on=first, photo=make_photo(tmp_path))
    third = report(desk, callers[2], SEEN[2], hangs_on=first)

    write_to_all(desk, first)
    told = {told_to(desk.office, number)[-1] for number in (first, second, third)}
    assert told == {(one.email, "Monteur onderweg") for one in callers}

    close(desk, first)
    for number, caller in zip((first, second, third), callers, strict=True):
        line = line_called(desk.office, number)
        assert line.state is LineState.READY
        assert told_to(desk.office, number)[-1][0] == caller.email
        assert len(told_to(desk.office, number)) > 1, "closing tells everybody"
    assert photos(desk.office, second) == ["automaat.png"], "the photo stays with its report"
    go_to_majors(desk)
    assert desk.page.tab.rows.row_total() == 0


def three_callers(office: Office) -> tuple[Person, ...]:
    """Return three persons with an e-mail address, each the only one of that name."""
    with office.door.read() as work:
        found = work.people.find_persons("a", 50)
    able = [one for one in found if one.cost_centre_id and one.email and one.location_id]
    return tuple(able[:3])


def make_photo(folder: Path) -> Path:
    path = folder / "automaat.png"
    picture = QImage(40, 30, QImage.Format.Format_RGB32)
    picture.fill(0xAA5500)
    assert picture.save(str(path))
    return path


def report(
    desk: Driver, caller: Person, seen: str, hangs_on: str = "", photo: Path | None = None
) -> str:
    """Take the fault on the phone with the keyboard; return the number of its line."""
    desk.press("Ctrl+N")
    desk.settle()
    intake = desk.page
    assert isinstance(intake, IntakePage)
    desk.write(caller.name)
    desk.wait(intake.caller.requester.list.isVisible)
    desk.press("↵")
    desk.settle()
    desk.write("Koffieautomaat defect")
    desk.wait(intake.line.finder.list.isVisible)
    desk.press("↵")
    desk.settle()
    assert intake.line.product.code == "koffieautomaat"
    asset = intake.line.form.field("asset")
    asset.setFocus()
    desk.write(NAME)
    desk.wait(asset.list.isVisible)
    desk.press("↵")
    assert asset.code == MACHINE
    assert ("open: " in asset.hint.text()) == bool(hangs_on), "what stands open on it already"
    desk.press("Tab")
    desk.write(seen)
    desk.settle()
    if hangs_on:
        assert f"{hangs_on} (zelfde object)" in intake.line.alike.words.text()
        desk.press("Ctrl+Shift+H")
        desk.settle()
        assert intake.line.alike.words.text() == f"Deze melding hangt aan {hangs_on}."
        assert intake.line.form.values()["seen"] == seen, "what was typed stays"
    if photo:
        intake.files.take([photo])
    desk.press("Ctrl+↵")
    desk.wait(intake.told.isVisible)
    desk.settle()
    (number,) = (
        row.number
        for row in desk.office.services.knowledge.caller(caller.code).open
        if seen in dict(line_called(desk.office, row.number).details).values()
    )
    return number


def go_to_majors(desk: Driver) -> None:
    desk.click("nav_faults.page")
    desk.settle()
    assert isinstance(desk.page, FaultsPage)
    desk.click("majors")
    desk.settle()


def write_to_all(desk: Driver, first: str) -> None:
    """Write one message to all from the list of major faults."""
    go_to_majors(desk)
    table = desk.page.tab.table
    assert desk.cell(table, 0, "number") == first
    assert desk.cell(table, 0, "asset") == f"{MACHINE} {NAME}"
    assert desk.cell(table, 0, "state") == "3 meldingen"
    table.setFocus()
    desk.press("B")
    dialog = desk.dialog(TellDialog)
    assert dialog.findChild(QLineEdit).hasFocus()
    desk.write("Monteur onderweg")
    desk.press("Tab")
    assert isinstance(desk.focus, QPlainTextEdit)
    desk.write("De monteur komt om twee uur.")
    desk.click("save")
    desk.until_closed()


def close(desk: Driver, first: str) -> None:
    """Open the ticket of the major fault from the list and report it ready."""
    go_to_majors(desk)
    desk.page.tab.table.setFocus()
    desk.press("↵")
    desk.settle()
    assert first in {plain(text) for text in desk.texts()}
    desk.press("Ctrl+R")
    desk.settle()
    desk.click("save")
    desk.until_closed()


def told_to(office: Office, number: str) -> list[tuple[str, str]]:
    """Return the messages about a line, oldest first: to whom, and their subject."""
    line = line_called(office, number)
    return [(one.address, one.subject) for one in messages_of(office, line)]


def messages_of(office: Office, line: LineView) -> list[object]:
    return sorted(office.services.messages.of_line(line.id), key=lambda one: one.id)


def photos(office: Office, number: str) -> list[str]:
    line = line_called(office, number)
    owners = (Owner(OwnerKind.TICKET, line.ticket_id), Owner(OwnerKind.LINE, line.id))
    return [file.name for owner in owners for file in office.services.attachments.of(owner)]
