"""A controller prepares a talk with a department, prints and logs it, and finds what is to do."""

from datetime import timedelta
from pathlib import Path

from fmdesk.core.domain.period import Month
from fmdesk.core.domain.reporting import ReportAsked, Scope
from fmdesk.desktop.pages.account.open_actions import OpenActionsDialog
from fmdesk.desktop.pages.account.page import AccountPage
from fmdesk.desktop.pages.account.talking import PlanDialog, TalkDialog
from fmdesk.testing import STARTER_NOW, FakeTime
from fmdesk.ui.pdfdialog import PdfDialog
from tests.journeys.conftest import Open
from tests.journeys.test_agreed_with_a_department import agreements, department_of


def test_a_talk_is_prepared_printed_held_and_its_action_found(
    open_window: Open, starter_folder: Path
) -> None:
    desk = open_window(starter_folder, at=FakeTime(STARTER_NOW), language="nl")
    code, name = department_of(desk)
    agreements(desk, code)
    desk.press("Ctrl+O")
    desk.settle()
    page = desk.page
    assert isinstance(page, AccountPage)
    assert page.header.title.text() == f"Account van {name}"
    shown, services = page.presenter.view, desk.office.services
    assert shown is not None
    with desk.office.door.read() as work:
        number = next(one.id for one in work.people.departments() if one.code == code)
    asked = ReportAsked("department", shown.asked.first, shown.asked.last, Scope.DEPARTMENT, number)
    lines = services.reports.figures(asked, "nl").table("demand").total[0]
    assert lines
    assert page.cards[0].figure.text() == str(lines), "as the report of the department says"

    desk.press("Ctrl+E")
    desk.dialog(PlanDialog).points.setFocus()
    desk.write("De levertijd")
    desk.press("Ctrl+Return")
    desk.until_closed()
    desk.press("Ctrl+P")
    desk.dialog(PdfDialog).reject()
    desk.until_closed()

    desk.press("Ctrl+Shift+N")
    dialog = desk.dialog(TalkDialog)
    dialog.people.setFocus()
    desk.write("Hoofd en accountmanager")
    dialog.notes.setFocus()
    desk.write("Het ging goed.")
    due = page.presenter.today + timedelta(days=7)
    unit = next(one.name for one in services.talks.owners(code) if one.unit)
    dialog.todo.add(("Levertijd nakijken", unit, f"{due:%d-%m-%Y}"))
    desk.press("Ctrl+Return")
    desk.until_closed()
    assert desk.cell(page.action_table, 0, "what") == "Levertijd nakijken"
    assert desk.cell(page.talk_table, 0, "agreed") == "Het ging goed."
    assert page.no_plan.isVisible(), "it was held"
    [held] = services.talks.account(shown.asked, "nl").talks
    assert held.figures == shown.figures, "a talk keeps what was talked about"
    assert Month.parse(held.first) <= Month.parse(held.last)

    desk.press("F9")
    dialog = desk.dialog(OpenActionsDialog)
    desk.settle()
    assert desk.cell(dialog.table, 0, "department") == name
    desk.press("Esc")
    desk.until_closed()
