"""Steps of journeys with a unit's own plugin: the wheel of catering, installed, used and judged."""

import shutil
import subprocess
import sys
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from uuid import uuid4

import pytest
from PySide6.QtWidgets import QCheckBox, QComboBox, QDateTimeEdit, QLineEdit

from fmdesk.core.domain.access import AccountDraft, Role
from fmdesk.core.domain.charter_drafts import CharterState
from fmdesk.core.domain.installing import PluginInfo
from fmdesk.desktop.pages.catalogue.making import MakeDialog
from fmdesk.desktop.pages.catalogue.page import CataloguePage
from fmdesk.desktop.pages.charters.dialogs import ApproveDialog, EndTrialDialog
from fmdesk.desktop.pages.charters.page import ChartersPage
from fmdesk.desktop.pages.intake.page import IntakePage
from fmdesk.desktop.pages.line.dialogs import DeliverDialog
from fmdesk.desktop.pages.plugins.dialogs import InstallDialog
from fmdesk.desktop.pages.plugins.page import PluginsPage
from fmdesk.plugins.installer import PackageFinder, give_back
from tests.journeys.driver import Driver, plain
from tests.journeys.paper import ZONE, give_time, someone

PROJECT = Path(__file__).resolve().parents[2] / "plugins_contrib" / "catering"
PACKAGE, MENU, MENU_NAME = "fmdesk_catering", "broodjes", "Broodjes van het huis"
UNIT = "Catering en vergaderservice"
CHARTER = "Catering op tijd"
CONTROLLER = "tweede.controller"
PEOPLE, FULL, HALF = 10, "€ 125,00", "€ 62,50"
DELIVERY = datetime(2025, 3, 17, 12, 0, tzinfo=ZONE)
LATE = datetime(2025, 3, 17, 12, 40, tzinfo=ZONE)


def build(folder: Path, changes: Mapping[str, tuple[str, str]] | None = None) -> Path:
    """Build the wheel of the project as its unit does, in a folder of its own.

    Args:
        folder: Where the project is copied to and the wheel is put.
        changes: By file, what is replaced in it and by what.
    """
    project = folder / "project"
    shutil.copytree(PROJECT, project, ignore=shutil.ignore_patterns("__pycache__", "tests"))
    for name, (before, after) in (changes or {}).items():
        text = (project / name).read_text()
        assert before in text
        (project / name).write_text(text.replace(before, after))
    words = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder]
    subprocess.run(words, cwd=project, check=True, capture_output=True)
    [wheel] = folder.glob("*.whl")
    return wheel


def forget_code(package: str = PACKAGE) -> None:
    """Forget the code of the installed plugin, as the end of the program does."""
    sys.meta_path[:] = [one for one in sys.meta_path if not isinstance(one, PackageFinder)]
    for name in [name for name in sys.modules if name.partition(".")[0] == package]:
        del sys.modules[name]
    give_back()


def hide_project(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let this process know the plugin from its wheel alone, as at a desk."""
    for name in [name for name in sys.modules if name.partition(".")[0] == PACKAGE]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(sys, "path", [one for one in sys.path if str(PROJECT) not in one])


def go_to_plugins(desk: Driver) -> PluginsPage:
    """Open the page of the plugins."""
    desk.press("Ctrl+0")
    desk.settle()
    assert isinstance(desk.page, PluginsPage)
    return desk.page


def choose_plugin(desk: Driver, plugin: str = "catering") -> PluginInfo:
    """Go to the row of a plugin with the arrow keys."""
    page = go_to_plugins(desk)
    page.table.setFocus()
    desk.press("Home")
    while (one := page.chosen()) is not None and one.row.id != plugin:
        before = page.table.current_row()
        desk.press("Down")
        assert page.table.current_row() > before, f"no row of {plugin}"
    assert one is not None
    return one


def offer(desk: Driver, wheel: Path) -> InstallDialog:
    """Choose the file of a wheel on the page and wait until it is read and tried."""
    go_to_plugins(desk)
    desk.give_path(wheel, lambda: desk.press("Ctrl+O"))
    dialog = desk.dialog(InstallDialog)
    desk.wait(dialog.area.isVisible)
    return dialog


def approve(desk: Driver) -> None:
    """Install what was offered."""
    desk.press("Ctrl+↵")
    desk.until_closed()


def add_menu(desk: Driver) -> None:
    """Put a menu that the plugin serves into the catalogue."""
    desk.press("Ctrl+7")
    desk.settle()
    assert isinstance(desk.page, CataloguePage)
    desk.click("new_product")
    desk.dialog(MakeDialog)
    desk.settle()
    desk.write(MENU)
    for name, text in (("name_nl", MENU_NAME), ("price", "12,50")):
        field = desk.find(QLineEdit, name)
        field.setFocus()
        field.selectAll()
        desk.write(text)
    for name, text in (("cluster", "Catering"), ("unit", UNIT), ("kind", "Catering")):
        pick(desk, name, text)
    desk.press("Ctrl+↵")
    desk.until_closed()


def pick(desk: Driver, name: str, text: str) -> None:
    """Choose an entry of a box with the arrow keys."""
    box = desk.find(QComboBox, name)
    box.setFocus()
    desk.press("Home")
    while box.currentText() != text:
        before = box.currentIndex()
        desk.press("Down")
        assert box.currentIndex() > before, f"no {text}"


def promise(desk: Driver) -> CharterState:
    """Take the proposed charter up, and have a second controller approve it in trial."""
    first = desk.office.door.actor
    second = AccountDraft(uuid4(), CONTROLLER, (Role.CONTROLLER,), is_new=True)
    desk.office.services.access.save_account(second)
    choose_charter(desk)
    assert any("een kwartier later" in text for text in desk.texts())
    for keys in ("Ctrl+E", "Ctrl+Return", "Esc", "F8"):
        desk.press(keys)
        desk.settle()
    desk.office.door.actor = CONTROLLER
    choose_charter(desk)
    desk.press("F8")
    desk.dialog(ApproveDialog)
    desk.press("Ctrl+↵")
    desk.until_closed()
    desk.settle()
    desk.office.door.actor = first
    return choose_charter(desk)


def end_trial(desk: Driver) -> CharterState:
    """Let the charter count from the next day."""
    assert choose_charter(desk) is CharterState.TRIAL
    first, desk.office.door.actor = desk.office.door.actor, CONTROLLER
    choose_charter(desk)
    desk.press("F8")
    desk.dialog(EndTrialDialog)
    desk.press("Ctrl+↵")
    desk.until_closed()
    desk.settle()
    desk.office.door.actor = first
    return choose_charter(desk)


def choose_charter(desk: Driver) -> CharterState:
    """Choose the charter of catering in the list, and tell its state."""
    desk.press("Ctrl+Shift+A")
    desk.settle()
    desk.press("F5")
    desk.settle()
    page = desk.page
    assert isinstance(page, ChartersPage)
    names = [desk.cell(page.table, row, "name") for row in range(page.model.row_total())]
    page.table.setFocus()
    desk.press("Ctrl+Home")
    for _row in range(names.index(CHARTER)):
        desk.press("Down")
    desk.settle()
    found = page.model.row_at(page.table.current_row())
    assert found is not None
    return found.state


def order_menu(desk: Driver) -> str:
    """Order the menu on the phone for a meeting, with the keyboard; return the line's number."""
    intake = fill_in(desk)
    desk.press("Ctrl+↵")
    desk.wait(intake.told.isVisible)
    desk.click("open_taken")
    desk.settle()
    return desk.page.line.number.text()


def fill_in(desk: Driver) -> IntakePage:
    """Fill in a request for the menu, and go no further."""
    intake = choose_menu(desk)
    form = intake.line.form
    form.field("people").selectAll()
    form.field("people").setFocus()
    desk.write(str(PEOPLE))
    both = form.field("delivery")
    desk.click(both.findChild(QCheckBox))
    give_time(desk, both.findChild(QDateTimeEdit), DELIVERY)
    desk.settle()
    return intake


def choose_menu(desk: Driver) -> IntakePage:
    """Begin a request: who calls, and the menu."""
    desk.press("Ctrl+N")
    desk.settle()
    intake = desk.page
    assert isinstance(intake, IntakePage)
    desk.write(someone(desk.office).name)
    desk.wait(intake.caller.requester.list.isVisible)
    desk.press("↵")
    desk.settle()
    desk.write(MENU_NAME)
    desk.wait(intake.line.finder.list.isVisible)
    desk.press("↵")
    desk.settle()
    assert intake.line.product.code == MENU
    return intake


def deliver_late(desk: Driver) -> None:
    """Note what the unit says: it was there forty minutes late."""
    desk.press("Ctrl+D")
    desk.dialog(DeliverDialog)
    desk.click("given")
    give_time(desk, desk.find(QDateTimeEdit, "at"), LATE.astimezone(ZONE))
    desk.click("save")
    desk.until_closed()


def sanction_of(desk: Driver, number: str) -> dict[str, str]:
    """Return the row of a line in the month's table of broken lines."""
    figures = desk.page.figures
    desk.click_tab(figures.tabs, figures.tabs.count() - 1)
    table = figures.tables["broken"]
    keys = [column.key for column in table.rows.columns]
    rows = [
        {key: desk.cell(table, row, key) for key in keys} for row in range(table.rows.row_total())
    ]
    [found] = [row for row in rows if row["number"] == number]
    return found


def told(desk: Driver) -> str:
    """Return all that the front dialog or page says."""
    return plain(" | ".join(desk.texts()))
