"""A unit's own plugin from its wheel to a sanction in the month report, and away again."""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from fmdesk.bootstrap import Silent, upgrade_tables, verify_database
from fmdesk.core.domain.period import Month
from fmdesk.core.domain.spec import PluginState
from fmdesk.core.sql import schema
from fmdesk.core.sql.admin import check_database
from fmdesk.desktop.pages.plugins.dialogs import PurgeDialog, RemoveDialog
from fmdesk.testing import STARTER_NOW, FakeTime
from tests.journeys import catering
from tests.journeys.catering import FULL, HALF, MENU_NAME, UNIT
from tests.journeys.conftest import Open
from tests.journeys.driver import Driver
from tests.journeys.paper import MONTH, run_month
from tests.journeys.test_half_late_paper import close_earlier_months, close_month
from tests.unit.reports.readback import whole

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
    catering.add_menu(desk)
    number = late_lunch(desk, time)
    month_says_so(desk, number, tmp_path)
    switch_off(desk, number)
    remove(desk, number)
    settings = desk.office.settings
    desk.window.close()
    desk.office.close()
    later_core(tmp_path, monkeypatch)
    report = upgrade_tables(settings)
    assert (report.before, report.after) == ("0001", "0002")
    assert check_database(settings.database_url).is_sound
    assert verify_database(settings, Silent()).is_sound


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


def late_lunch(desk: Driver, time: FakeTime) -> str:
    """Let the charter count, take an order for it, and deliver that too late."""
    assert catering.adopt(desk, "Op proef overnemen") == "Op proef"
    time.at = STARTER_NOW + timedelta(days=1)
    assert catering.adopt(desk, "Proef beëindigen") == "Geldt"
    time.at = STARTER_NOW + timedelta(days=2)
    number = catering.order_menu(desk)
    time.at = catering.LATE + timedelta(minutes=5)
    catering.deliver_late(desk)
    return number


def month_says_so(desk: Driver, number: str, folder: Path) -> None:
    """Control and close the month; the sanction stands in the figures and in both reports."""
    close_earlier_months(desk.office)
    run_month(desk)
    row = catering.sanction_of(desk, number)
    assert (row["borne_by"], row["over"], row["cents"]) == (UNIT, "0:25:00", HALF)
    close_month(desk)
    desk.office.door.time_source = None  # the job that closed it has the clock of this machine
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


def switch_off(desk: Driver, number: str) -> None:
    """Switch it off: the menu is refused with a sentence, its line is there to be read."""
    catering.choose_plugin(desk)
    desk.press("↵")
    desk.settle()
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


def later_core(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the program be a newer one, whose core has one revision more."""
    migrations = folder / "migrations"
    migrations.mkdir()
    for path in schema.FOLDER.glob("[0-9]*.*"):
        (migrations / path.name).write_text(path.read_text())
    (migrations / "0002_phone.py").write_text(LATER)
    monkeypatch.setattr(schema, "FOLDER", migrations)
