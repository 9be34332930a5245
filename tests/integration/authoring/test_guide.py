"""The guide for authors, followed to the letter: from nothing to a plugin that is used."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from fmdesk.bootstrap import open_office
from fmdesk.config import Settings
from fmdesk.core.domain.spec import PluginState
from fmdesk.core.domain.ticket import OrderDraft, OrderLine
from tests.integration.installing.conftest import forget_code

ROOT = Path(__file__).resolve().parents[3]
GUIDE = (ROOT / "plugins_contrib" / "README.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"(?P<before>[^\n]*):?\n\n```(?P<kind>sh|python)\n(?P<text>.*?)```", re.DOTALL)


def script() -> str:
    """Return all that the guide has one type and write, in its order, for a shell."""
    return "\n".join(("set -e", *(_step(**found.groupdict()) for found in BLOCK.finditer(GUIDE))))


def _step(before: str, kind: str, text: str) -> str:
    if kind == "sh":
        return text
    (file,) = re.findall(r"`([\w/]+\.py)`:", before)
    if "at the end of" in before:
        return f"cat >> {file} <<'END'\n\n\n{text}END\n"
    return f"cat > {file} <<'END'\n{text}END\n"


@pytest.fixture(scope="module")
def followed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The folder of the project, and all that was said while the guide was followed."""
    folder = tmp_path_factory.mktemp("guide")
    own = {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}", "FMDESK_LANGUAGE": "en"}
    done = subprocess.run(
        ["bash", "-c", script()],
        cwd=folder,
        env={**os.environ, **own, "FMDESK_CONFIG": str(folder / "none.toml")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return folder / "keys", done.stdout


@pytest.fixture
def plugin_forgotten() -> Iterator[None]:
    forget_code()
    yield
    forget_code()


def test_each_step_says_what_the_guide_promises(followed: tuple[Path, str]) -> None:
    _folder, said = followed
    assert "keys has a plugin that works" in said
    assert "8 passed" in said, "its own tests and the one of the guide, on both engines"
    checked = said.partition("SHA-256")[2].partition("Keys 1.0 is installed.")[0]
    assert "Nothing is wrong with this wheel." in checked
    assert checked.count("\nok ") == 23, "every check of every suite"
    assert re.search(r"keys +1\.0 +Active", said)


def test_what_was_changed_passes_its_linter(followed: tuple[Path, str]) -> None:
    for words in (["check"], ["format", "--check"]):
        done = subprocess.run(
            [sys.executable, "-m", "ruff", *words, "--no-cache", "."],
            cwd=followed[0],
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout


@pytest.mark.usefixtures("plugin_forgotten")
def test_the_installed_plugin_is_used(followed: tuple[Path, str]) -> None:
    with open_office(Settings(data_dir=followed[0] / "office")) as office:
        assert office.host.state("keys") is PluginState.ACTIVE
        with office.door.read() as work:
            place = work.people.locations()[0].code
            who = next(one.code for one in work.people.find_persons("a", 50) if one.cost_centre_id)
        order = OrderLine("keys", 2, details={"what": "Voordeur", "urgent": True}, location=place)
        taken = office.services.intake.take(OrderDraft(uuid4(), "phone", (order,), requester=who))
        with office.door.read() as work:
            line = work.tickets.line(taken.line_ids[0])
        assert (line.plugin, line.price_cents) == ("keys", 3500)
        assert dict(line.facts) == {"keys.is_urgent": True}
        office.extensions.run(uuid4(), "keys", "write", {"text": "Ligt klaar bij de balie"})
        assert [row[2] for row in office.extensions.ask("keys", "notes")] == [
            "Ligt klaar bij de balie"
        ]
