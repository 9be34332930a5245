"""Who did what: an auditor reads the log, takes it along, and finds what somebody changed in it."""

from dataclasses import replace
from pathlib import Path
from uuid import uuid4

from openpyxl import load_workbook

from fmdesk.core.domain.access import Role, UserAccount
from fmdesk.core.domain.views import Changes
from fmdesk.core.ports import UnitOfWork
from fmdesk.desktop.pages.administration.page import AdministrationPage
from fmdesk.desktop.pages.audit.page import AuditPage
from fmdesk.desktop.pages.audit.verified import VerifiedDialog, VerifyDialog
from fmdesk.testing import STARTER_NOW, FakeTime
from tests.journeys.conftest import Open
from tests.journeys.driver import Driver


def become(desk: Driver, *roles: Role) -> None:
    """Let whoever sits here have these roles only, beside somebody who administers."""
    login = desk.office.door.actor

    def save(work: UnitOfWork) -> Changes:
        work.accounts.save(UserAccount(0, "beheer", (Role.ADMIN,)))
        work.accounts.save(UserAccount(0, login, roles))
        return Changes()

    door = replace(desk.office.door, actor="beheer" if "beheer" in known(desk) else login)
    door.run(uuid4(), "test.become", None, save, Changes)


def known(desk: Driver) -> set[str]:
    """Return who has an account."""
    with desk.office.door.read() as work:
        return {one.login for one in work.accounts.all()}


def verified(desk: Driver) -> VerifiedDialog:
    desk.press("Ctrl+Return")
    desk.dialog(VerifyDialog)
    desk.press("Ctrl+Return")
    return desk.dialog(VerifiedDialog)


def test_an_auditor_reads_the_log(open_window: Open, starter_folder: Path, tmp_path: Path) -> None:
    desk = open_window(starter_folder, language="nl")
    desk.office.door.time_source = FakeTime(STARTER_NOW)
    become(desk, Role.AUDITOR)
    desk.press("Ctrl+8")
    desk.settle()
    assert isinstance(desk.page, AdministrationPage), "the auditor reads the administration"
    desk.click("command_log")
    desk.settle()
    page = desk.page
    assert isinstance(page, AuditPage)
    total = desk.office.services.audits.head().seq
    assert page.model.row_total() == total
    assert desk.cell(page.table, 0, "what") == "test: become"
    desk.press("End")  # a long list holds what is looked at
    desk.settle()
    first = range(total - 1, max(total - 40, 0), -1)
    words = [desk.cell(page.table, row, "what") for row in first]
    assert "Voorbeeldorganisatie gemaakt" in words
    for _up in range(words.index("Voorbeeldorganisatie gemaakt")):
        desk.press("Up")
    desk.settle()
    assert page.detail.card.title.text() == "Voorbeeldorganisatie gemaakt"

    file = tmp_path / "log.xlsx"
    desk.give_path(file, lambda: desk.press("Ctrl+E"))
    desk.wait(file.exists)
    desk.settle()
    titles, *rows = load_workbook(file).active.values
    assert titles[:3] == ("Rij", "Wanneer", "Accountnaam")
    assert [row[0] for row in rows] == [*range(total, 0, -1)]
    assert rows[0][5] == "test: become"
    assert rows[0][-1] == desk.office.services.audits.head().hash

    with desk.office.door.database.write() as connection:
        connection.exec_driver_sql("UPDATE command_payload SET payload = '{}' WHERE seq = 2")
        connection.commit()
    dialog = verified(desk)
    assert dialog.windowTitle() == "Er is iets veranderd"
    assert dialog.found.text().startswith("De keten breekt het eerst bij opdracht 2:")
    desk.press("Ctrl+Return")
    desk.until_closed()

    become(desk, Role.DESK)
    desk.press("F5")
    desk.settle()
    assert not page.content.isVisible(), "the desk is told who may read it"
