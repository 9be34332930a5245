"""The wheel of the project is one that fmdesk lets in, with all that it adds."""

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[1]


def run(folder: Path, *words: str | Path) -> str:
    """Run a module of Python in a process of its own, which knows no project folder."""
    done = subprocess.run(
        [sys.executable, "-m", *words], cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    run(PROJECT, "hatchling", "build", "-t", "wheel", "-d", folder)
    [built] = folder.glob("*.whl")
    return built


def test_the_wheel_is_let_in_with_all_that_it_adds(wheel: Path, tmp_path: Path) -> None:
    checked = json.loads(run(tmp_path, "fmdesk", "plugin", "check", wheel, "--json"))
    assert (checked["id"], checked["version"]) == ("catering", "1.0")
    assert len(checked["adds"]["products"]) == 2
    assert checked["adds"]["views"] == ["Keukenlijst"]


def test_the_wheel_speaks_dutch_and_holds_no_tests(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    assert "fmdesk_catering/locale/nl/LC_MESSAGES/fmdesk_catering.mo" in names
    assert "fmdesk_catering/plugin.manifest" in names
    assert not [name for name in names if "tests" in name]
