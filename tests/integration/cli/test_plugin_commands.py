"""`fmdesk plugin …` as an administrator types it, in both languages."""

from pathlib import Path

import pytest

from fmdesk.authoring import runner
from fmdesk.authoring.checks import Check, Verdict
from fmdesk.core.domain.errors import PluginError
from tests.integration.cli.test_in_process import Run, run
from tests.integration.installing.conftest import forget_code
from tests.integration.installing.wheels import GOOD, Made, with_table

__all__ = ["run"]
RIGHT = """
    @hookimpl
    def fmdesk_register_permissions():
        return (PermissionSpec("issue", Text("Uitgeven", "Issue"), ("controller",)),)
"""


@pytest.fixture(autouse=True)
def new_processes() -> None:
    """Each test begins as a new process does."""
    forget_code()


@pytest.fixture
def wheel(tmp_path: Path) -> Path:
    return with_table().build(tmp_path)


def test_a_plugin_comes_and_goes(run: Run, wheel: Path) -> None:
    checked = run("plugin", "check", wheel, "--quick")
    assert (checked.code, checked.err) == (0, "")
    assert "Products: Key" in checked.out
    assert "Own tables: keys_" in checked.out
    assert "keys" not in run("plugin", "list").out  # nothing was changed
    refused = run("plugin", "install", wheel)
    assert refused.code == 1  # nobody is there to say yes
    assert "rights of the program" in refused.err
    assert "--yes" in refused.err
    assert run("plugin", "install", wheel, "--yes").out == "Sleutels keys 1.0 is installed.\n"
    assert "keys      1.0      Active" in run("plugin", "list").out
    assert run("plugin", "disable", "keys").out == "keys is switched off.\n"
    listed = run("plugin", "list").out
    assert "keys      1.0      Off" in listed
    assert "switched off for the whole office" in listed
    assert run("plugin", "enable", "keys").out == "keys is switched on.\n"
    removed = run("plugin", "remove", "keys").out
    assert "table keys_door, rows: 0" in removed
    assert run("plugin", "remove", "keys").code == 1
    asked = run("plugin", "purge", "keys")
    assert (asked.code, "table keys_door, rows: 0" in asked.err) == (1, True)
    assert "keys is gone" in run("plugin", "purge", "keys", "--yes").out
    assert run("plugin", "purge", "keys", "--yes").code == 1


def test_an_update_is_shown_as_a_difference(run: Run, wheel: Path, tmp_path: Path) -> None:
    assert run("plugin", "install", wheel, "--yes").code == 0
    newer = with_table(version="2.0", revisions=2, code=GOOD.replace("Sleutel", "Pas") + RIGHT)
    said = run("plugin", "install", newer.build(tmp_path), language="nl")
    assert said.code == 1
    for line in (
        "Nu geïnstalleerd: versie 1.0",
        "  + Producten: Pas",
        "  - Producten: Sleutel",
        "  + Rechten: Uitgeven (controller)",
        "Hij mag meer dan versie 1.0.",
    ):
        assert line in said.err
    assert "Eigen tabellen" not in said.err


def test_programs_read_the_list(run: Run, wheel: Path) -> None:
    assert run("plugin", "install", wheel, "--yes", "--json").answer["state"] == "active"
    *_bundled, supplies, keys = run("plugin", "list", "--json").answer
    assert (supplies["id"], supplies["bundled"], supplies["sha256"]) == ("supplies", True, "")
    assert (keys["state"], keys["reason"], keys["adds"]["products"]) == ("active", "", ["Key"])
    assert len(keys["sha256"]) == 64
    checked = run("plugin", "check", wheel, "--quick", "--json").answer
    assert (checked["id"], checked["sha256"]) == ("keys", keys["sha256"])
    assert "fmdesk_keys/__init__.py" in checked["files"]


def test_what_is_wrong_is_said_in_the_language_of_the_user(run: Run, tmp_path: Path) -> None:
    bad = Made(package="json").build(tmp_path)
    said = run("plugin", "check", bad, language="nl")
    assert (said.code, said.out) == (1, "")
    assert "De naam moet beginnen met fmdesk_" in said.err
    assert run("plugin", "check", bad, "--json").fault["error"] == "plugin.wheel_shadows"
    assert run("plugin", "install", tmp_path / "none.whl", "--yes").code == 1
    broken = Made(code="1 / 0").build(tmp_path)
    assert run("plugin", "check", broken, "--json").fault["error"] == "plugin.failed"
    assert run("plugin", "enable", "nobody").code == 1
    assert run("plugin").code == 2


def test_dutch_is_spoken_all_the_way(run: Run, wheel: Path) -> None:
    assert "Producten: Sleutel" in run("plugin", "check", wheel, "--quick", language="nl").out
    installed = run("plugin", "install", wheel, "--yes", language="nl")
    assert installed.out == "Sleutels keys 1.0 is geïnstalleerd.\n"
    assert "Actief" in run("plugin", "list", language="nl").out
    assert run("plugin", "disable", "keys", language="nl").out == "keys staat uit.\n"
    assert "voor het hele kantoor" in run("plugin", "list", language="nl").out


def test_a_new_project_is_begun(run: Run, tmp_path: Path) -> None:
    made = run("plugin", "new", "keys", "--folder", tmp_path, "--json")
    assert made.answer == {"folder": (tmp_path / "keys").as_posix()}
    again = run("plugin", "new", "keys", "--folder", tmp_path, language="nl")
    assert (again.code, "bestaat al. Kies een andere naam" in again.err) == (1, True)
    assert "Its README.md tells" in run("plugin", "new", "bikes", "--folder", tmp_path).out


FOUND = (
    Check("contract", "texts"),
    Check("hostile", "orders", Verdict.OK, PluginError("check.tries", count=9, refused=4)),
    Check("contract", "handlers", Verdict.REFUSED, PluginError("check.page", place="keys:Door")),
)


@pytest.mark.parametrize("is_well", [True, False])
def test_each_check_is_a_line_in_the_language_of_the_user(
    is_well: bool, run: Run, wheel: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = FOUND[:2] if is_well else FOUND
    monkeypatch.setattr(runner, "run_suites", lambda *_given: iter(found))
    said = run("plugin", "check", wheel, language="nl")
    assert said.code == (0 if is_well else 1)
    assert "goed      Contract: elke tekst is er in het Nederlands en het Engels\n" in said.out
    assert "worden geweigerd – Geprobeerd: 9, waarvan in woorden geweigerd: 4." in said.out
    assert ("keys:Door is geen pagina. Leid die af van PluginPage." in said.out) is not is_well
    assert ("Er is niets mis met deze wheel." in said.out) is is_well
    answer = run("plugin", "check", wheel, "--json").answer
    assert [one["verdict"] for one in answer["checks"]] == [one.verdict for one in found]
    assert answer["checks"][1]["text"] == "9 tries, of which 4 were refused in words."
    assert answer["is_sound"] is is_well
