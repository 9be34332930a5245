"""A unit's own plugin from its wheel to a sanction in the month report, and away again."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from PySide6.QtWidgets import QWidget

from fmdesk.bootstrap import Silent, upgrade_tables, verify_database
from fmdesk.core.domain.access import AccountDraft, Role
from fmdesk.core.domain.charter_drafts import CharterState
from fmdesk.core.domain.period import Month
from fmdesk.core.domain.spec import PluginState
from fmdesk.core.sql import schema
from fmdesk.core.sql.admin import check_database
from fmdesk.desktop.pages.plugins.dialogs import PurgeDialog, RemoveDialog
from fmdesk.testing import STARTER_NOW, FakeTime, build_starter_office
from tests.journeys import catering
from tests.journeys.catering import FULL, HALF, MENU_NAME, UNIT
from tests.journeys.conftest import Open
from tests.journeys.driver import Driver
from tests.journeys.paper import MONTH, run_month
from tests.journeys.test_half_late_paper import close_earlier_months, close_month
from tests.unit.reports.readback import whole

BOB = "b.visser"
LATER = """
import sqlalchemy as sa
from alembic import op
revision, down_revision = "0002", "0001"
def upgrade():
    op.add_column("unit", sa.Column("phone", sa.Text))
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of catering, built without a network."""
    return catering.build(tmp_path_factory.mktemp("catering"))


@pytest.fixture(autouse=True)
def _from_its_wheel(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    catering.hide_project(monkeypatch)
    yield
    catering.forget_code()


def test_a_units_plugin_from_its_wheel_to_a_sanction_and_away(
    open_window: Open,
    starter_folder: Path,
    wheel: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    time = FakeTime(STARTER_NOW)
    desk = open_window(starter_folder, at=time, language="nl")
    install(desk, wheel)
    let_it_count(desk, time)
    number = late_lunch(desk, time)
    month_says_so(desk, number, tmp_path, time)
    switch_off(desk)
    is_refused(desk, number)
    remove(desk, number)
    upgrade_core(desk, tmp_path, monkeypatch)


@pytest.mark.parametrize("database_kind", ["postgresql"])
def test_two_desks_share_a_units_plugin(
    open_window: Open,
    empty_database_url: str,
    wheel: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    build_starter_office(tmp_path / "anneke", empty_database_url)
    time = FakeTime(STARTER_NOW)
    anneke = open_window(None, "anneke", at=time, language="nl", database=empty_database_url)
    access = anneke.office.services.access
    access.save_account(AccountDraft(uuid4(), access.me().login, tuple(Role)))
    access.save_account(AccountDraft(uuid4(), BOB, (Role.DESK,)))
    bob = open_window(None, "bob", at=time, language="nl", database=empty_database_url, login=BOB)
    install(anneke, wheel)
    take_over(bob)
    let_it_count(anneke, time)
    number = late_lunch(bob, time)
    month_says_so(anneke, number, tmp_path, time)
    bob.window.open_page("catering.kitchen")
    switch_off(anneke)
    look_around(bob)
    assert bob.window.page_name == "tickets", "the page went with its plugin"
    is_refused(bob, number)
    remove(anneke, number)
    look_around(bob)
    assert bob.office.host.state("catering") is None
    is_readable(bob, number)
    bob.window.close()
    bob.office.close()
    upgrade_core(anneke, tmp_path, monkeypatch)


def look_around(desk: Driver) -> None:
    """Let the minute pass after which a desk looks for what others did to plugins."""
    desk.window.desk.sending.timeout.emit()
    desk.settle()
    assert "Elders gewijzigd: de plugin catering." in desk.window.toast.words.text()


def take_over(desk: Driver) -> None:
    """See what another desk approved come to this one, whose window stands open all the while."""
    assert desk.office.host.state("catering") is None
    assert not desk.window.findChildren(QWidget, "nav_catering.kitchen")
    catering.forget_code()  # each desk is a process of its own
    look_around(desk)
    assert desk.office.host.state("catering") is PluginState.ACTIVE, "fetched from the database"
    desk.click("nav_catering.kitchen")
    desk.settle()
    assert desk.window.page_name == "catering.kitchen"


def install(desk: Driver, wheel: Path) -> None:
    """Read what the wheel adds, approve it, and find it at work at once."""
    catering.offer(desk, wheel)
    shown = catering.told(desk)
    for words in ("Catering", "1.0", "Keukenlijst", "Catering op tijd", "Te laat annuleren kost"):
        assert words in shown
    assert desk.office.host.state("catering") is None
    catering.approve(desk)
    one = catering.choose_plugin(desk)
    assert (one.row.state, one.row.reason) == (PluginState.ACTIVE, None)
    desk.press("Ctrl+K")
    desk.write("keukenlijst bek")
    desk.press("↵")
    desk.settle()
    assert desk.window.page_name == "catering.kitchen"


def let_it_count(desk: Driver, time: FakeTime) -> None:
    """Put a menu into the catalogue, and let its charter count after a day in trial."""
    catering.add_menu(desk)
    assert catering.promise(desk) is CharterState.TO_COME
    time.at = STARTER_NOW + timedelta(days=1)
    assert catering.end_trial(desk) is CharterState.TO_COME
    time.at = STARTER_NOW + timedelta(days=2)


def late_lunch(desk: Driver, time: FakeTime) -> str:
    """Take an order for a lunch and deliver it too late; return the line's number."""
    number = catering.order_menu(desk)
    time.at = catering.LATE + timedelta(minutes=5)
    catering.deliver_late(desk)
    return number


def month_says_so(desk: Driver, number: str, folder: Path, time: FakeTime) -> None:
    """Control and close the month; the sanction stands in the figures and in both reports."""
    close_earlier_months(desk.office)
    run_month(desk)
    row = catering.sanction_of(desk, number)
    assert (row["borne_by"], row["over"], row["cents"]) == (UNIT, "0:25:00", HALF)
    close_month(desk)
    time.at = datetime.now(UTC).replace(microsecond=0)  # as the job that closed it has it
    path = folder / "monthly.pdf"
    desk.give_path(path, lambda: desk.choose("export", "export_monthly_pdf"))
    desk.settle()
    desk.wait(path.exists)
    monthly = whole(path.read_bytes())
    with desk.office.door.read() as work:
        sanctions = whole(work.periods.document(Month.parse(MONTH), "sanctions.nl.pdf", 1))
    assert re.search(rf"{MENU_NAME} [^€]*{FULL} {HALF}", monthly)
    _before, _heading, below = sanctions.partition(f"{UNIT} · {catering.CHARTER}: ")
    line, _sum, _others = below.partition(HALF)
    assert number in line
    assert line.rstrip().endswith(UNIT), "who bears it stands before what it costs"


def switch_off(desk: Driver) -> None:
    """Switch it off for the office."""
    catering.choose_plugin(desk)
    desk.press("↵")
    desk.settle()
    assert desk.office.host.state("catering") is PluginState.DISABLED


def is_refused(desk: Driver, number: str) -> None:
    """See the menu refused with a sentence, and its line still there to be read."""
    assert desk.office.host.state("catering") is PluginState.DISABLED
    catering.choose_menu(desk)
    assert "De plugin catering is hiervoor nodig, maar werkt nu niet." in catering.told(desk)
    assert "Keukenlijst" not in catering.told(desk)
    is_readable(desk, number)


def is_readable(desk: Driver, number: str) -> None:
    """Open the line by its number and read what was ordered and what it cost."""
    desk.press("Ctrl+K")
    desk.write(number)
    desk.wait(lambda: desk.front.list.count() == 1)
    desk.press("↵")
    desk.settle()
    shown = catering.told(desk)
    for words in (number, MENU_NAME, UNIT, FULL, HALF):
        assert words in shown


def remove(desk: Driver, number: str) -> None:
    """Take it away: what it keeps stays until that is taken away too, after it was said what."""
    catering.choose_plugin(desk)
    desk.press("Delete")
    desk.dialog(RemoveDialog)
    desk.press("Ctrl+↵")
    desk.until_closed()
    assert catering.choose_plugin(desk).row.state is PluginState.REMOVED
    assert "installeer hem opnieuw om verder te gaan" in catering.told(desk)
    is_readable(desk, number)
    catering.choose_plugin(desk)
    desk.press("Shift+Delete")
    desk.dialog(PurgeDialog)
    desk.settle()
    assert "Dit verdwijnt voor alle werkplekken" in catering.told(desk)
    desk.press("Esc")
    desk.until_closed()


def upgrade_core(desk: Driver, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """End the program, and start a newer one whose core has one revision more."""
    settings = desk.office.settings
    desk.window.close()
    desk.office.close()
    migrations = folder / "migrations"
    migrations.mkdir()
    for path in schema.FOLDER.glob("[0-9]*.*"):
        (migrations / path.name).write_text(path.read_text())
    (migrations / "0002_phone.py").write_text(LATER)
    monkeypatch.setattr(schema, "FOLDER", migrations)
    report = upgrade_tables(settings)
    assert (report.before, report.after) == ("0001", "0002")
    assert check_database(settings.database_url).is_sound
    assert verify_database(settings, Silent()).is_sound
