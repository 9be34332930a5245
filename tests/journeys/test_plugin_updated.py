"""A newer version of a plugin: its difference is read, its failure leaves the old one at work."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from fmdesk.core.domain.installing import PluginInfo
from fmdesk.core.domain.spec import PluginState
from tests.integration.installing.wheels import GOOD, with_table
from tests.journeys import catering
from tests.journeys.conftest import Open
from tests.journeys.driver import Driver

RIGHT = """
    @hookimpl
    def fmdesk_register_permissions():
        text = Text("Sleutels uitgeven", "Issue keys")
        return (PermissionSpec("issue", text, ("controller",)),)
"""


@pytest.fixture(autouse=True)
def _another_program() -> Iterator[None]:
    yield
    catering.forget_code("fmdesk_keys")


def test_an_update_is_read_approved_and_at_work_after_the_next_start(
    open_window: Open, starter_folder: Path, tmp_path: Path
) -> None:
    desk = open_window(starter_folder, language="nl")
    catering.offer(desk, with_table().build(tmp_path))
    assert not desk.front.more.isVisible()
    catering.approve(desk)
    assert at_work(desk) == ("1.0", PluginState.ACTIVE, "")
    [old] = folders(desk)

    bad = with_table(version="2.0", revisions=2, more="raise RuntimeError('half way')", code=GOOD)
    catering.offer(desk, bad.build(tmp_path))
    desk.press("Ctrl+↵")
    desk.wait(desk.front.problem.isVisible)
    assert "half way" in desk.front.problem.text()
    desk.press("Esc")
    desk.until_closed()
    assert at_work(desk) == ("1.0", PluginState.ACTIVE, "")
    assert tables(desk) == ["keys_door"]

    catering.offer(desk, with_table(version="2.1", revisions=2, code=GOOD + RIGHT).build(tmp_path))
    shown = catering.told(desk)
    assert "Nu geïnstalleerd | 1.0" in shown
    assert "Rechten | nieuw: Sleutels uitgeven (controller)" in shown
    assert "Producten | ongewijzigd: 1" in shown
    assert not desk.front.save_button.isEnabled()
    desk.click("more")
    catering.approve(desk)
    assert at_work(desk) == ("2.1", PluginState.DISCOVERED, "plugin.restart")
    assert tables(desk) == ["keys_door", "keys_door2"]
    assert old in folders(desk), "its code is in memory"

    desk.window.close()
    desk.office.close()
    catering.forget_code("fmdesk_keys")
    desk = open_window(None, language="nl")
    assert at_work(desk) == ("2.1", PluginState.ACTIVE, "")
    assert old not in folders(desk)
    assert len(folders(desk)) == 1


def at_work(desk: Driver) -> tuple[str, PluginState, str]:
    """Return version and state of the plugin, and why, as the page shows them."""
    one: PluginInfo = catering.choose_plugin(desk, "keys")
    return one.row.version, one.row.state, one.row.reason.code if one.row.reason else ""


def tables(desk: Driver) -> list[str]:
    return sorted(name for name, _rows in desk.office.services.plugins.remains("keys").tables)


def folders(desk: Driver) -> list[str]:
    """Return the versions that are unpacked on this machine."""
    root = desk.office.settings.data_dir / "plugins" / "keys"
    return sorted(one.name for one in root.iterdir() if one.is_dir())
