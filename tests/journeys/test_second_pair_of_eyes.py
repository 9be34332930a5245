"""The second pair of eyes, by keys alone: a controller gets an account and signs in.

The account of the computer, with every role, makes it. The controller reads the month and cannot
take an order; what the desk had begun to type is still there when it comes back.
"""

from pathlib import Path

from PySide6.QtWidgets import QApplication

from fmdesk.core.domain.access import Role
from fmdesk.core.domain.views import OfficeStatus
from fmdesk.desktop.entering import SignInDialog
from fmdesk.desktop.pages.administration.page import AdministrationPage
from fmdesk.desktop.pages.administration.passwords import PasswordDialog
from fmdesk.desktop.pages.intake.page import IntakePage
from fmdesk.testing import STARTER_NOW, FakeTime
from tests.journeys.conftest import Open
from tests.journeys.driver import Driver

LOGIN, PASSWORD = "controller", "correct paard batterij"
CALLER = "Jansen"


def press(desk: Driver, *keys: str) -> None:
    for one in keys:
        desk.press(one)
        desk.settle()


def sign_in(desk: Driver, login: str, password: str) -> None:
    """Sign in as somebody: the name over what is offered, Tab, the password, Enter."""
    press(desk, "Ctrl+Shift+U")
    desk.dialog(SignInDialog)
    desk.press("Ctrl+A")
    desk.write(login)
    desk.press("Tab")
    desk.write(password)
    desk.press("↵")


def status(desk: Driver) -> OfficeStatus:
    found = desk.window.office
    assert found is not None
    return found


def make_account(desk: Driver) -> None:
    """Add the account with its role and its password, in the list of accounts."""
    press(desk, "Ctrl+8", "Ctrl+Shift+N")
    page = desk.page
    assert isinstance(page, AdministrationPage)
    desk.write(LOGIN)
    role = page.form.field(f"role_{Role.CONTROLLER.value}")
    while QApplication.focusWidget() is not role:
        desk.press("Tab")
    press(desk, "Space", "Ctrl+Return")
    assert page.card.title.text() == LOGIN
    desk.click("password")
    desk.dialog(PasswordDialog)
    for _twice in range(2):
        desk.write(PASSWORD)
        desk.press("Tab")
    desk.press("Ctrl+Return")
    desk.until_closed()


def test_a_controller_signs_in_beside_the_desk(open_window: Open, starter_folder: Path) -> None:
    desk = open_window(starter_folder, language="nl")
    desk.office.door.time_source = FakeTime(STARTER_NOW)
    here = desk.office.services.access.me()
    press(desk, "Ctrl+N")
    desk.write(CALLER)
    desk.settle()
    intake = desk.page
    assert isinstance(intake, IntakePage)
    typed = intake.caller.requester.field.text()
    assert typed == CALLER
    make_account(desk)

    sign_in(desk, LOGIN, "verkeerd")
    dialog = desk.dialog(SignInDialog)
    desk.wait(dialog.problem.isVisible)
    assert "horen niet bij elkaar" in dialog.problem.text()
    assert dialog.login.text() == LOGIN
    desk.write(PASSWORD)
    desk.press("↵")
    desk.until_closed()
    desk.wait(lambda: status(desk).user == LOGIN)
    assert desk.office.services.access.me().roles == (Role.CONTROLLER,)
    assert desk.page.states.view.title.text() == "Niet voor dit account"
    assert "beheerder" in desk.page.states.view.sentence.text()
    press(desk, "Ctrl+2")
    assert desk.window.page_name == "month"
    assert desk.page.states.currentWidget() is not desk.page.states.view

    sign_in(desk, here.login, "")
    desk.until_closed()
    desk.wait(lambda: status(desk).user == here.name)
    press(desk, "Ctrl+N")
    assert desk.page is intake
    assert intake.caller.requester.field.text() == typed
