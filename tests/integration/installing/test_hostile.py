"""Whatever a plugin does, the desk goes on and says why that plugin does not work."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest
import sqlalchemy as sa

from fmdesk.bootstrap import Office, open_office
from fmdesk.config import Settings
from fmdesk.core.domain.errors import DomainError, PluginError
from fmdesk.core.domain.installing import PluginInfo, PurgeDraft, SwitchDraft
from fmdesk.core.domain.spec import PluginState
from fmdesk.core.domain.ticket import OrderDraft, OrderLine
from fmdesk.core.ports import UnitOfWork
from fmdesk.messages import explain
from fmdesk.plugins.gateway import Gateway
from fmdesk.plugins.host import START_SECONDS
from fmdesk.plugins.manager import Manager
from fmdesk.testing import STARTER_NOW, FakeTime
from tests.integration.installing.conftest import OpenDesk, forget_code
from tests.integration.installing.hostile import HOSTILE, Hostile
from tests.integration.installing.wheels import Made

pytestmark = pytest.mark.logs
TRIED_SECONDS, STARTED_SECONDS = 1.5, 0.5
OURS = ("command_", "blob", "plugin_approval", "alembic", "sqlite_", "line_search", "setting")
"""Tables that installing itself writes, and what SQLite keeps for itself."""


@pytest.fixture(scope="module")
def real_office(starter_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """The starter office, open for all tests of this module: no plugin may harm the next."""
    folder = tmp_path_factory.mktemp("hostile") / "office"
    shutil.copytree(starter_folder, folder)
    with open_office(Settings(data_dir=folder)) as office:
        office.door.time_source = FakeTime(STARTER_NOW)
        yield office


@pytest.fixture(params=HOSTILE)
def hostile(request: pytest.FixtureRequest) -> Iterator[Hostile]:
    forget_code()
    yield HOSTILE[request.param]
    forget_code()


def rows(office: Office) -> dict[str, int]:
    """Return how many rows each table of the program has."""
    with office.database.read() as connection:
        names = sa.inspect(connection).get_table_names()
        kept = [name for name in names if not name.startswith(OURS)]
        return {
            name: connection.execute(sa.text(f'SELECT count(*) FROM "{name}"')).scalar_one()
            for name in kept
        }


def use(office: Office) -> None:
    """Take an order of a bundled plugin, as the desk does all day."""
    services = office.services
    (product, *_others) = services.knowledge.find("papier", "nl", 5)
    (caller, *_more) = services.knowledge.callers("jan", 5)
    lines = (OrderLine(product.code, 1),)
    draft = OrderDraft(uuid4(), "phone", lines, requester=caller.code)
    taken = services.intake.take(draft)
    assert taken.number


def install(office: Office, made: Made, folder: Path) -> PluginInfo:
    """Install a wheel, with little patience for one that is known to take long."""
    path = made.build(folder)
    codes = {
        code for one in HOSTILE.values() if one.made is made for code in (one.refused, one.reason)
    }
    office.host.seconds = STARTED_SECONDS if "plugin.start_slow" in codes else START_SECONDS
    manager = office.services.plugins
    assert isinstance(manager, Manager)
    if "plugin.child_slow" in codes:
        manager = replace(manager, seconds=TRIED_SECONDS)
    return manager.install(uuid4(), path, manager.inspect(path))


def row(office: Office, plugin: str) -> PluginInfo | None:
    added = [one for one in office.services.plugins.plugins() if not one.row.is_bundled]
    return next((one for one in added if one.row.id == plugin), None)


def test_the_desk_goes_on(real_office: Office, hostile: Hostile, tmp_path: Path) -> None:
    before, head = rows(real_office), real_office.door.head()
    plugin = hostile.made.id
    if hostile.refused:
        with pytest.raises(DomainError) as caught:
            install(real_office, hostile.made, tmp_path)
        assert caught.value.code == hostile.refused
        assert "{" not in explain(caught.value)
        assert row(real_office, plugin) is None
        assert real_office.door.head() == head
        assert not list((real_office.settings.data_dir / "plugins").rglob("*.py"))
    else:
        info = install(real_office, hostile.made, tmp_path)
        found = info.row.reason.code if info.row.reason else ""
        assert found == hostile.reason
        assert info.row.state is (PluginState.ERROR if hostile.reason else PluginState.ACTIVE)
        assert row(real_office, plugin) is not None
    bundled = [one for one in real_office.services.plugins.plugins() if one.row.is_bundled]
    assert {one.row.state for one in bundled} == {PluginState.ACTIVE}
    after = {name: count for name, count in rows(real_office).items() if name in before}
    assert after == before
    use(real_office)
    if not hostile.refused:
        real_office.services.plugins.purge(PurgeDraft(uuid4(), plugin))
        assert row(real_office, plugin) is None


def test_a_good_plugin_is_installed_where_these_are_not(
    real_office: Office, tmp_path: Path
) -> None:
    forget_code()
    assert install(real_office, Made(), tmp_path).row.state is PluginState.ACTIVE
    real_office.services.plugins.purge(PurgeDraft(uuid4(), "keys"))
    forget_code()


def ask(office: Office, work: UnitOfWork, name: str) -> None:
    context = Gateway(office.host).context(work, "keys")  # which opens the store
    if name == "raises in every hook":
        office.host.call("keys", "fmdesk_price", context=context)


@pytest.mark.parametrize("name", ["raises in every hook", "a store that raises"])
def test_a_fault_in_a_use_case_is_told_with_the_name_of_the_plugin(
    name: str, open_desk: OpenDesk, tmp_path: Path
) -> None:
    with open_desk() as office:
        install(office, HOSTILE[name].made, tmp_path)
        with office.door.read() as work, pytest.raises(PluginError) as caught:
            ask(office, work, name)
        assert caught.value.code == "plugin.failed"
        found = row(office, "keys")
        assert found is not None
        assert (found.row.state, found.row.reason) == (PluginState.ACTIVE, caught.value)
        assert "RuntimeError" in found.row.traceback


@pytest.mark.parametrize("name", ["raises in the desk", "goes round in circles in the desk"])
def test_one_that_was_approved_is_held_at_each_start_and_can_be_switched_off(
    name: str, open_desk: OpenDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plugin = HOSTILE[name].made.id
    with open_desk() as office:
        install(office, HOSTILE[name].made, tmp_path)
    monkeypatch.setattr("fmdesk.plugins.host.START_SECONDS", STARTED_SECONDS)
    with open_desk() as office:
        found = row(office, plugin)
        assert found is not None
        assert (found.row.state, found.row.reason is None) == (PluginState.ERROR, False)
        office.services.plugins.switch(SwitchDraft(uuid4(), plugin, is_on=False))
    with open_desk() as office:
        found = row(office, plugin)
        assert found is not None
        assert found.row.state is PluginState.DISABLED


def test_of_two_plugins_with_one_id_none_runs(open_desk: OpenDesk, tmp_path: Path) -> None:
    with open_desk() as office:
        install(office, Made(), tmp_path)
        with pytest.raises(PluginError, match=r"plugin\.hides"):
            install(office, Made(id="doors", package="fmdesk_keys"), tmp_path)
        other = install(office, Made(package="fmdesk_other", version="2.0"), tmp_path)
        assert other.row.version == "2.0"  # the same id is the same plugin: it takes its place
        assert len([one for one in office.services.plugins.plugins() if one.row.id == "keys"]) == 1
