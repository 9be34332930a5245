"""A controller agrees a lead time with a department; the desk promises it; the line keeps it."""

from datetime import timedelta
from pathlib import Path

from PySide6.QtWidgets import QDateEdit

from fmdesk.core.domain.calendar import Limit, LimitUnit
from fmdesk.desktop.pages.agreements.editing import AgreementDialog, EndDialog
from fmdesk.desktop.pages.agreements.page import AgreementsPage
from fmdesk.desktop.pages.intake.page import IntakePage
from tests.journeys.conftest import Open
from tests.journeys.driver import Driver, plain
from tests.journeys.paper import line_called, order_paper, someone

FOUR = Limit(LimitUnit.CLOCK_HOURS, 4)


def department_of(desk: Driver) -> tuple[str, str]:
    """Return code and name of the department of who calls in the journeys."""
    number = someone(desk.office).department_id
    with desk.office.door.read() as work:
        return next((one.code, one.name) for one in work.people.departments() if one.id == number)


def agreements(desk: Driver, department: str) -> AgreementsPage:
    """Open the agreement with a department."""
    desk.press("F7")
    desk.settle()
    page = desk.page
    assert isinstance(page, AgreementsPage)
    rows = (page.parties.row_at(place) for place in range(page.parties.rowCount()))
    codes = [one.department for one in rows if one is not None]
    page.table.go_to(codes.index(department))
    desk.settle()
    return page


def test_what_is_agreed_is_promised_kept_and_ended(open_window: Open, starter_folder: Path) -> None:
    desk = open_window(starter_folder, language="nl")
    code, name = department_of(desk)
    page = agreements(desk, code)
    assert page.card.title.text() == name
    desk.press("Ctrl+E")
    dialog = desk.dialog(AgreementDialog)
    desk.settle()
    dialog.levels.add(("Kantoorartikelen", "4", "klokuren", "die van het product", "500"))
    dialog.note.setFocus()
    desk.write("Alleen voor de balie")
    desk.press("Ctrl+Return")
    desk.until_closed()
    desk.settle()
    assert page.view is not None
    assert page.view.agreement is not None
    assert [one.lead_time for one in page.view.agreement.levels][-1] == FOUR
    assert "Alleen voor de balie" in desk.texts(page)

    number = order_paper(desk)
    line = line_called(desk.office, number)
    assert line.due_at is not None
    assert line.due_at - line.opened_at == timedelta(hours=4)
    with desk.office.door.read() as work:
        level = work.tickets.line(line.id).pins.level_id
        assert level is not None
        assert work.agreements.origin(level) == (code, page.view.agreement.number)

    page = agreements(desk, code)
    row = next(one for one in page.view.levels if one.level.cluster == "artikelen")
    assert row.ordered == 10, "ten packs of the five hundred of this year"
    desk.press("Delete")
    desk.dialog(EndDialog)
    desk.settle()
    desk.find(QDateEdit, "ends").setFocus()
    desk.press("Ctrl+Return")
    desk.until_closed()
    desk.settle()

    again = line_called(desk.office, order_paper(desk))
    assert again.due_at is not None
    assert again.due_at - again.opened_at == timedelta(hours=24), "the catalogue holds again"
    kept = line_called(desk.office, number)
    assert kept.due_at == line.due_at, "what was ordered before keeps its promise"


def test_the_desk_reads_what_is_agreed_while_it_types(
    open_window: Open, starter_folder: Path
) -> None:
    desk = open_window(starter_folder, language="nl")
    code, name = department_of(desk)
    agreements(desk, code)
    desk.press("Ctrl+E")
    dialog = desk.dialog(AgreementDialog)
    desk.settle()
    dialog.levels.add(("Kantoorartikelen", "", "niets toegezegd", "die van het product", ""))
    desk.press("Ctrl+Return")
    desk.until_closed()
    desk.settle()
    desk.press("Ctrl+N")
    desk.settle()
    intake = desk.page
    assert isinstance(intake, IntakePage)
    desk.write(someone(desk.office).name)
    desk.wait(intake.caller.requester.list.isVisible)
    desk.press("↵")
    desk.settle()
    desk.write("Kopieerpapier A4")
    desk.wait(intake.line.finder.list.isVisible)
    desk.press("↵")
    desk.wait(intake.foot.agreed.isVisible)
    said = plain(intake.foot.agreed.text())
    assert said.startswith(f"Volgens de afspraak met {name} (versie ")
    assert said.endswith("Kantoorartikelen, niets toegezegd.")
    assert intake.foot.due.value.text() == "–"
