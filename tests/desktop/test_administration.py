"""The administration with real keys, on a small office in a real database."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from fmdesk.core.domain.access import ALL_ROLES, Role, UserAccount
from fmdesk.core.domain.calendar import Calendar
from fmdesk.core.domain.call_back import CallBackRule, CallBackRules
from fmdesk.core.domain.connection import Tried, Way
from fmdesk.core.domain.errors import StorageError
from fmdesk.core.domain.people import Person, Unit
from fmdesk.core.domain.views import Changes
from fmdesk.core.ports import UnitOfWork
from fmdesk.core.services.accounts import Access
from fmdesk.core.services.administration import Administration
from fmdesk.core.services.call_backs import CallBacks
from fmdesk.core.services.connections import Connections
from fmdesk.core.services.messages import Messages
from fmdesk.core.services.smtp import SmtpMailer
from fmdesk.core.sql.door import SqlDoor
from fmdesk.core.sql.engine import open_database
from fmdesk.desktop.backup import BackupDialog
from fmdesk.desktop.pages.administration.model import SECTIONS
from fmdesk.desktop.pages.administration.page import AdministrationPage
from fmdesk.desktop.pages.administration.passwords import PasswordDialog
from fmdesk.desktop.pages.audit.page import AuditPage
from fmdesk.desktop.pages.importing.page import ImportDialog
from fmdesk.desktop.shell import MainWindow
from fmdesk.plugins.gateway import Gateway
from fmdesk.plugins.host import PluginHost
from tests.desktop.conftest import Opened, dialog_of, keyboard_goes_to, settle
from tests.desktop.cut import cut, stretch_all
from tests.integration.aftercare.mail_server import MailServer
from tests.integration.incoming.mailbox_server import MailboxServer

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
NAMES = [section.id for section in SECTIONS]
ME = "a.devries"


def build(work: UnitOfWork) -> Changes:
    desk = work.people.save_unit(Unit(0, "FO", "Frontoffice", is_front_office=True))
    work.people.save_unit(Unit(0, "MAG", "Magazijn", parent_id=desk.id))
    anneke = work.people.save_person(Person(0, "P0", "Anneke de Vries", unit_id=desk.id))
    work.accounts.save(UserAccount(0, ME, ALL_ROLES, anneke.id))
    week = {day: [("09:00", "17:00")] for day in range(5)}
    work.catalog.add_calendar_version("office", work.now.date(), Calendar(work.zone, week))
    return Changes()


@pytest.fixture
def door(sqlite_template: Path, tmp_path: Path) -> Iterator[SqlDoor]:
    path = tmp_path / "office.db"
    path.write_bytes(sqlite_template.read_bytes())
    database = open_database(f"sqlite:///{path.as_posix()}")
    made = SqlDoor(database, ME)
    made.run(uuid4(), "test.build", None, build, Changes)
    yield made
    database.close()


@pytest.fixture(autouse=True)
def _no_problems(problems: list[Exception]) -> Iterator[None]:
    yield
    assert problems == []


def open_administration(
    opened: Opened, door: SqlDoor, qtbot: QtBot, language: str = "en", **parts: object
) -> MainWindow:
    given = {
        "access": Access(door, ME),
        "administration": Administration(door),
        "messages": Messages(door, SmtpMailer("")),
        "call_backs": CallBacks(door, Gateway(PluginHost(()))),
        "connections": Connections(door),
    }
    window = opened(language, **given | parts)
    qtbot.keyClick(window, Key.Key_8, CONTROL)
    settle(qtbot, window)
    return window


@pytest.fixture
def window(opened: Opened, door: SqlDoor, qtbot: QtBot) -> MainWindow:
    return open_administration(opened, door, qtbot)


def page_of(window: MainWindow) -> AdministrationPage:
    page = window.page()
    assert isinstance(page, AdministrationPage)
    return page


def go_to(window: MainWindow, qtbot: QtBot, section: str) -> AdministrationPage:
    """Go down the lists with the arrow key."""
    page = page_of(window)
    page.sections.setFocus()
    qtbot.keyClick(page.sections, Key.Key_Home)
    for _step in range(NAMES.index(section)):
        qtbot.keyClick(page.sections, Key.Key_Down)
    settle(qtbot, window)
    return page


def field(page: AdministrationPage, name: str) -> QWidget:
    return page.form.field(name)


def type_over(qtbot: QtBot, edit: QWidget, text: str) -> None:
    edit.setFocus()
    qtbot.keyClick(edit, Key.Key_A, CONTROL)
    qtbot.keyClicks(edit, text)


def save(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.keyClick(QApplication.focusWidget() or window, Key.Key_Return, CONTROL)
    settle(qtbot, window)


def titles(page: AdministrationPage) -> list[str]:
    return [page.model.index(row, 0).data() for row in range(page.model.row_total())]


def test_each_list_opens_by_the_arrow_keys(window: MainWindow, qtbot: QtBot) -> None:
    page = page_of(window)
    assert page.sections.hasFocus()
    assert titles(page) == ["Anneke de Vries"]
    for place, section in enumerate(SECTIONS):
        if place:
            qtbot.keyClick(page.sections, Key.Key_Down)
            settle(qtbot, window)
        assert page.presenter.section is section
        assert page.import_button.isVisible() == bool(section.mapping)
        assert page.new_button.isVisible() == (section.id != "settings")
        assert page.sections.hasFocus()
        assert list(cut(window)) == []


def test_the_command_log_stands_under_the_administration(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.mouseClick(page_of(window).log_button, Qt.MouseButton.LeftButton)
    settle(qtbot, window)
    assert isinstance(window.page(), AuditPage)
    assert window.navigation.findChild(QPushButton, "nav_administration").isChecked()


def test_enter_goes_from_list_to_entry_to_form_and_esc_back(
    window: MainWindow, qtbot: QtBot
) -> None:
    page = go_to(window, qtbot, "units")
    qtbot.keyClick(page.sections, Key.Key_Return)
    assert page.table.hasFocus()
    qtbot.keyClick(page.table, Key.Key_Down)
    assert page.card.title.text() == "Magazijn"
    qtbot.keyClick(page.table, Key.Key_Return)
    assert field(page, "name").hasFocus()
    assert not field(page, "code").isEnabled()
    qtbot.keyClick(field(page, "name"), Key.Key_Escape)
    assert page.table.hasFocus()


def test_a_name_is_changed(window: MainWindow, qtbot: QtBot, door: SqlDoor) -> None:
    page = go_to(window, qtbot, "units")
    page.table.go_to(1)
    type_over(qtbot, field(page, "name"), "Magazijn Zuid")
    save(qtbot, window)
    assert titles(page) == ["Frontoffice", "Magazijn Zuid"]
    assert page.card.title.text() == "Magazijn Zuid"
    assert window.toast.isVisible()
    with door.read() as work:
        assert work.people.unit_by_code("MAG").name == "Magazijn Zuid"
        assert work.people.unit_by_code("MAG").parent_id is not None


def test_a_new_entry_is_refused_in_place_and_then_added(window: MainWindow, qtbot: QtBot) -> None:
    page = go_to(window, qtbot, "departments")
    assert page.list_state.view.title.text() == "Nothing here yet"
    qtbot.keyClick(page.sections, Key.Key_N, CONTROL | SHIFT)
    assert field(page, "code").hasFocus()
    save(qtbot, window)
    assert page.problem.text() == "Fill in: Code, Name."
    qtbot.keyClicks(field(page, "code"), "FIN")
    qtbot.keyClicks(field(page, "name"), "Finance")
    save(qtbot, window)
    assert titles(page) == ["Finance"]
    qtbot.keyClick(page.table, Key.Key_N, CONTROL | SHIFT)
    qtbot.keyClicks(field(page, "code"), "FIN")
    qtbot.keyClicks(field(page, "name"), "Another")
    save(qtbot, window)
    assert "FIN is taken already" in page.problem.text()
    assert field(page, "name").text() == "Another"


def test_what_was_typed_is_not_lost_by_going_elsewhere(window: MainWindow, qtbot: QtBot) -> None:
    page = go_to(window, qtbot, "units")
    type_over(qtbot, field(page, "name"), "Servicepunt")
    page.sections.setFocus()
    qtbot.keyClick(page.sections, Key.Key_Down)
    settle(qtbot, window)
    assert page.presenter.section.id == "units"
    assert "Save what you changed first" in page.problem.text()
    page.table.setFocus()
    qtbot.keyClick(page.table, Key.Key_Down)
    assert field(page, "name").text() == "Servicepunt"
    qtbot.keyClick(page.table, Key.Key_Escape)
    assert not page.problem.isVisible()
    assert field(page, "name").text() != "Servicepunt"


def test_a_new_entry_is_given_up_by_esc(window: MainWindow, qtbot: QtBot) -> None:
    page = go_to(window, qtbot, "departments")
    qtbot.keyClick(page.sections, Key.Key_N, CONTROL | SHIFT)
    qtbot.keyClicks(field(page, "code"), "FIN")
    qtbot.keyClick(field(page, "code"), Key.Key_Escape)
    assert field(page, "code").text() == ""
    assert not page.go_back()
    page = go_to(window, qtbot, "units")
    assert page.presenter.section.id == "units"


def test_words_narrow_a_list_down(window: MainWindow, qtbot: QtBot) -> None:
    page = go_to(window, qtbot, "units")
    qtbot.keyClick(page.table, Key.Key_F, CONTROL)
    assert page.search.hasFocus()
    qtbot.keyClicks(page.search, "maga")
    qtbot.keyClick(page.search, Key.Key_Return)
    settle(qtbot, window)
    assert titles(page) == ["Magazijn"]
    type_over(qtbot, page.search, "zzz")
    qtbot.keyClick(page.search, Key.Key_Return)
    settle(qtbot, window)
    assert page.list_state.view.title.text() == "Nothing found"
    assert page.search.hasFocus()


def test_somebody_gets_an_account_with_a_role_and_a_password(
    window: MainWindow, qtbot: QtBot, door: SqlDoor
) -> None:
    page = page_of(window)
    qtbot.keyClick(page.sections, Key.Key_N, CONTROL | SHIFT)
    qtbot.keyClicks(field(page, "code"), "piet")
    qtbot.keyClick(field(page, "role_unit"), Key.Key_Space)
    save(qtbot, window)
    assert titles(page) == ["Anneke de Vries", "piet"]
    assert page.card.title.text() == "piet"
    qtbot.keyClick(page.foot.password_button, Key.Key_Space)
    dialog = dialog_of(window)
    assert isinstance(dialog, PasswordDialog)
    keyboard_goes_to(qtbot, dialog)
    qtbot.keyClicks(dialog.first, "correct paard")
    assert dialog.first.echoMode() is QLineEdit.EchoMode.Password
    save(qtbot, window)
    assert "not alike" in dialog.problem.text()
    qtbot.keyClicks(dialog.second, "correct paard")
    save(qtbot, window)
    assert Access(door, ME).sign_in("piet", "correct paard").login == "piet"


def test_the_last_who_administers_stays(window: MainWindow, qtbot: QtBot) -> None:
    page = page_of(window)
    qtbot.keyClick(field(page, "role_admin"), Key.Key_Space)
    save(qtbot, window)
    assert "Nobody would administer" in page.problem.text()


def test_who_saves_second_is_told_and_sees_what_stands_there_now(
    window: MainWindow, qtbot: QtBot, door: SqlDoor
) -> None:
    page = go_to(window, qtbot, "units")
    page.table.go_to(1)
    type_over(qtbot, field(page, "name"), "Magazijn Zuid")
    with door.read() as work:
        there = work.people.unit_by_code("MAG")
    changed = replace(there, name="Magazijn Noord")

    def rename(work: UnitOfWork) -> Changes:
        work.people.save_unit(changed)
        return Changes()

    door.run(uuid4(), "test.rename", None, rename, Changes)
    for _again in range(2):
        save(qtbot, window)
        assert "Somebody else changed this" in page.problem.text()
        assert field(page, "name").text() == "Magazijn Zuid"
    qtbot.keyClick(field(page, "name"), Key.Key_Escape)
    assert field(page, "name").text() == "Magazijn Noord"
    type_over(qtbot, field(page, "name"), "Magazijn Zuid")
    save(qtbot, window)
    assert titles(page) == ["Frontoffice", "Magazijn Zuid"]


def test_a_role_that_was_taken_away_is_told_where_one_types(
    window: MainWindow, qtbot: QtBot, door: SqlDoor
) -> None:
    page = page_of(window)
    qtbot.keyClick(page.foot.password_button, Key.Key_Space)
    dialog = dialog_of(window)
    assert isinstance(dialog, PasswordDialog)
    keyboard_goes_to(qtbot, dialog)

    def take_away(work: UnitOfWork) -> Changes:
        work.accounts.save(UserAccount(0, "piet", ALL_ROLES))
        work.accounts.save(UserAccount(0, ME, (Role.DESK,)))
        return Changes()

    door.run(uuid4(), "test.take_away", None, take_away, Changes)
    for edit in (dialog.first, dialog.second):
        qtbot.keyClicks(edit, "correct paard")
    save(qtbot, window)
    assert dialog.isVisible()
    assert "has no right to do this. It is for: administrator." in dialog.problem.text()
    assert dialog.first.text() == "correct paard"
    qtbot.keyClick(dialog, Key.Key_Escape)
    keyboard_goes_to(qtbot, window)
    field(page, "role_unit").setFocus()
    qtbot.keyClick(field(page, "role_unit"), Key.Key_Space)
    save(qtbot, window)
    assert "has no right to do this" in page.problem.text()
    assert not field(page, "role_unit").isChecked()


@pytest.mark.parametrize("section", ["accounts", "templates", "call_back_rules"])
def test_what_is_there_already_is_not_added_over_it(
    section: str, window: MainWindow, qtbot: QtBot, door: SqlDoor
) -> None:
    CallBacks(door, Gateway(PluginHost(()))).save_rules(uuid4(), CallBackRules((CallBackRule(5),)))
    page = go_to(window, qtbot, section)
    before = [page.model.index(row, 1).data() for row in range(page.model.row_total())]
    qtbot.keyClick(page.sections, Key.Key_N, CONTROL | SHIFT)
    for name, text in {"code": ME, "subject": "A", "body": "B"}.items():
        if page.form.findChild(QWidget, name) is not None:
            type_over(qtbot, field(page, name), text)
    for name in ("kind", "language"):
        if page.form.findChild(QWidget, name) is not None:
            qtbot.keyClick(field(page, name), Key.Key_Down)
    save(qtbot, window)
    assert "already. Choose" in page.problem.text()
    assert [page.model.index(row, 1).data() for row in range(page.model.row_total())] == before


def test_the_other_language_takes_nothing_that_was_typed(window: MainWindow, qtbot: QtBot) -> None:
    page = go_to(window, qtbot, "units")
    type_over(qtbot, field(page, "name"), "Servicepunt")
    window.next_language()
    settle(qtbot, window)
    assert field(page, "name").text() == "Servicepunt"
    assert field(page, "name").accessibleName() == "Naam"
    save(qtbot, window)
    assert titles(page)[0] == "Servicepunt"


def test_a_template_is_seen_while_it_is_typed_and_told_what_is_wrong(
    window: MainWindow, qtbot: QtBot, door: SqlDoor
) -> None:
    page = go_to(window, qtbot, "templates")
    assert page.card.title.text() == "Receipt"
    assert page.model.index(0, 1).data() == "Dutch"
    assert "Ayşe Özdemir" in page.preview.text()
    body = field(page, "body")
    assert isinstance(body, QPlainTextEdit)
    type_over(qtbot, body, "Hello {{ custmer }}")
    settle(qtbot, window)
    assert "custmer" in page.problem.text()
    assert page.preview.text() == ""
    save(qtbot, window)
    assert "custmer" in page.problem.text()
    type_over(qtbot, body, "Hello {{ customer }}!")
    settle(qtbot, window)
    assert not page.problem.isVisible()
    assert page.preview.text().endswith("Hello Ayşe Özdemir!")
    save(qtbot, window)
    assert [one.body for one in Messages(door, SmtpMailer("")).templates()] == [
        "Hello {{ customer }}!"
    ]


def test_a_refusal_outlives_the_answer_of_an_earlier_look(window: MainWindow, qtbot: QtBot) -> None:
    page = go_to(window, qtbot, "templates")
    qtbot.keyClick(page.sections, Key.Key_N, CONTROL | SHIFT)
    save(qtbot, window)
    assert page.problem.text().startswith("Fill in")
    page.presenter.previewed.emit("A\n\nB", "")
    assert page.problem.isVisible()
    page.presenter.previewed.emit("", "Line 1 is not complete.")
    assert page.problem.text() == "Line 1 is not complete."
    page.presenter.previewed.emit("A", "")
    assert not page.problem.isVisible()


def test_a_calendar_that_never_opens_is_refused_in_place(
    window: MainWindow, qtbot: QtBot, door: SqlDoor
) -> None:
    page = go_to(window, qtbot, "calendars")
    for number in range(5):
        type_over(qtbot, field(page, f"day_{number}"), " ")
    save(qtbot, window)
    assert "never opens" in page.problem.text()
    type_over(qtbot, field(page, "day_0"), "10:00-12:00")
    save(qtbot, window)
    assert not page.problem.isVisible()
    with door.read() as work:
        now = work.catalog.calendar("office", work.now.date())[1]
    assert now.windows[0] == (("09:00", "17:00"),)


def test_a_rule_that_calls_nobody_is_taken_away(window: MainWindow, qtbot: QtBot) -> None:
    page = go_to(window, qtbot, "call_back_rules")
    qtbot.keyClick(page.sections, Key.Key_N, CONTROL | SHIFT)
    save(qtbot, window)
    assert titles(page) == ["Everything else"]
    assert page.model.index(0, 1).data() == "one in 10"
    type_over(qtbot, field(page, "every"), "0")
    save(qtbot, window)
    assert titles(page) == []


def test_a_setting_is_changed(window: MainWindow, qtbot: QtBot, door: SqlDoor) -> None:
    page = go_to(window, qtbot, "settings")
    type_over(qtbot, field(page, "organisation"), "Gemeente Voorbeeld")
    save(qtbot, window)
    with door.read() as work:
        assert work.settings.get("organisation") == "Gemeente Voorbeeld"


def test_the_import_opens_with_the_mapping_of_the_list(window: MainWindow, qtbot: QtBot) -> None:
    page = go_to(window, qtbot, "people")
    qtbot.keyClick(page.import_button, Key.Key_Space)
    settle(qtbot, window)
    dialog = dialog_of(window)
    assert isinstance(dialog, ImportDialog)
    keyboard_goes_to(qtbot, dialog)
    qtbot.keyClick(dialog, Key.Key_Escape)


def test_who_does_not_administer_sees_who_does(opened: Opened, door: SqlDoor, qtbot: QtBot) -> None:
    other = SqlDoor(door.database, "stranger")
    window = open_administration(opened, door, qtbot, administration=Administration(other))
    page = go_to(window, qtbot, "units")
    assert page.states.view.title.text() == "Not for this account"
    assert "administrator" in page.states.view.sentence.text()


def backup_job(progress: object) -> str:
    """Make no copy, but say where it stands."""
    return "/srv/fmdesk/backups/fmdesk-hand.db"


def full_job(progress: object) -> str:
    """Find no room for a copy."""
    raise StorageError("storage.copy_failed", place="fmdesk.db", reason="No space left")


def backed_up(opened: Opened, door: SqlDoor, qtbot: QtBot, job: object) -> MainWindow:
    from types import SimpleNamespace

    window = open_administration(opened, door, qtbot, jobs=SimpleNamespace(backup=job))
    qtbot.keyClick(window, Key.Key_S, CONTROL | SHIFT)
    qtbot.waitUntil(lambda: not window.kit.runner.jobs, timeout=30_000)
    settle(qtbot, window)
    return window


def test_a_backup_says_where_it_stands_and_how_it_is_put_back(
    opened: Opened, door: SqlDoor, qtbot: QtBot
) -> None:
    dialog = dialog_of(backed_up(opened, door, qtbot, backup_job))
    assert isinstance(dialog, BackupDialog)
    assert dialog.path.text() == "/srv/fmdesk/backups/fmdesk-hand.db"
    keyboard_goes_to(qtbot, dialog)
    qtbot.keyClick(dialog.save_button, Key.Key_Space)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_nothing_is_cut_in_either_language(
    opened: Opened, door: SqlDoor, qtbot: QtBot, language: str
) -> None:
    window = open_administration(opened, door, qtbot, language)
    for section in ("accounts", "people", "calendars", "templates", "settings"):
        go_to(window, qtbot, section)
        assert list(cut(window)) == []


def test_there_is_room_for_longer_words(
    opened: Opened, door: SqlDoor, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    stretch_all(monkeypatch)
    window = open_administration(opened, door, qtbot, "nl")
    for section in NAMES:
        page = go_to(window, qtbot, section)
        assert list(cut(page)) == []
        assert page.minimumSizeHint().width() <= window.width() - window.navigation.width()


def go_to_setting(window: MainWindow, qtbot: QtBot, code: str) -> AdministrationPage:
    """Go down the settings with the arrow key."""
    page = go_to(window, qtbot, "settings")
    codes = [one.code for one in page.presenter.section.load(page._desk.services, "")]
    qtbot.keyClick(page.sections, Key.Key_Return)
    for _step in range(codes.index(code)):
        qtbot.keyClick(page.table, Key.Key_Down)
    return page


def test_a_mail_server_is_typed_tried_and_given_its_password(
    window: MainWindow, qtbot: QtBot, door: SqlDoor
) -> None:
    page = go_to_setting(window, qtbot, "mail_server")
    with MailServer() as mail:
        type_over(qtbot, field(page, "mail_server.host"), "127.0.0.1")
        type_over(qtbot, field(page, "mail_server.port"), str(mail.server_address[1]))
        type_over(qtbot, field(page, "mail_server.user"), "desk")
        qtbot.keyClick(page.foot.try_button, Key.Key_Space)
        settle(qtbot, window)
        assert "gives no safe connection" in page.problem.text()
        qtbot.keyClick(page.foot.password_button, Key.Key_Space)
        assert "Save what you changed first" in page.problem.text()
        qtbot.keyClick(field(page, "mail_server.security"), Key.Key_End)
        save(qtbot, window)
        qtbot.keyClick(page.foot.password_button, Key.Key_Space)
        dialog = dialog_of(window)
        assert isinstance(dialog, PasswordDialog)
        keyboard_goes_to(qtbot, dialog)
        for edit in (dialog.first, dialog.second):
            qtbot.keyClicks(edit, "correct paard")
        save(qtbot, window)
        keyboard_goes_to(qtbot, window)
        assert page.model.index(page.table.current_row(), 1).data() == "127.0.0.1, password kept"
        qtbot.keyClick(page.foot.try_button, Key.Key_Space)
        settle(qtbot, window)
        assert page.problem.text() == (
            "The mail server lets us in. Without a sender no e-mail goes out."
        )
        assert page.problem.property("tone") == "kept"
        assert mail.taken == []
    address = Connections(door).address(Way.MAIL_SERVER)
    assert address.startswith("smtp://desk:correct%20paard@127.0.0.1:")


def test_mailbox_and_folder_are_tried_as_they_are_typed(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    page = go_to_setting(window, qtbot, "mailbox")
    with MailboxServer() as server:
        type_over(qtbot, field(page, "mailbox.host"), "127.0.0.1")
        type_over(qtbot, field(page, "mailbox.port"), str(server.server_address[1]))
        qtbot.keyClick(field(page, "mailbox.security"), Key.Key_End)
        qtbot.keyClick(page.foot.try_button, Key.Key_Space)
        settle(qtbot, window)
        assert page.problem.text() == "The mailbox can be read. Unread e-mails: 0."
    save(qtbot, window)
    page = go_to_setting(window, qtbot, "drop_folder")
    assert not page.foot.password_button.isVisible()
    type_over(qtbot, field(page, "drop_folder.path"), str(tmp_path / "nowhere"))
    qtbot.keyClick(page.foot.try_button, Key.Key_Space)
    settle(qtbot, window)
    assert "nowhere cannot be used" in page.problem.text()
    type_over(qtbot, field(page, "drop_folder.path"), str(tmp_path))
    qtbot.keyClick(page.foot.try_button, Key.Key_Space)
    settle(qtbot, window)
    assert page.problem.text() == "The folder can be used. Forms waiting: 0."
    save(qtbot, window)


def test_an_answer_that_comes_late_is_not_told_of_another_entry(
    opened: Opened, door: SqlDoor, qtbot: QtBot
) -> None:
    gone = threading.Event()

    class Slow:
        """A server that answers after one has gone elsewhere."""

        def try_out(self, values: object) -> Tried:
            gone.wait(20)
            return Tried(Way.MAIL_SERVER)

    window = open_administration(opened, door, qtbot, connections=Slow())
    page = go_to_setting(window, qtbot, "mail_server")
    qtbot.keyClick(page.foot.try_button, Key.Key_Space)
    assert page.problem.text() == "Trying…"
    qtbot.keyClick(page.table, Key.Key_Up)
    assert not page.problem.isVisible()
    gone.set()
    settle(qtbot, window)
    assert not page.problem.isVisible()
