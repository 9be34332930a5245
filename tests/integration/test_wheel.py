"""The wheel holds all that the program needs to run without its source tree."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CHECK = """
import importlib, pkgutil
import fmdesk
from fmdesk.config import resources_path
from fmdesk.i18n import duration

for found in pkgutil.walk_packages(fmdesk.__path__, "fmdesk."):
    if "migrations" not in found.name and not found.name.endswith("__main__"):
        importlib.import_module(found.name)
print(resources_path("locale"))
print(duration(3600))
"""


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the unpacked wheel and nothing else."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder / "dist"],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (wheel,) = (folder / "dist").glob("fmdesk-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "installed")
    return folder / "installed"


def test_the_program_runs_from_the_wheel_alone(installed: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", CHECK],
        cwd=installed,
        env={"PYTHONPATH": str(installed), "QT_QPA_PLATFORM": "offscreen", "HOME": str(installed)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [str(installed / "fmdesk/resources/locale"), "1 u"]


def test_the_wheel_carries_its_resources_and_no_tests(installed: Path) -> None:
    names = {str(path.relative_to(installed)) for path in installed.rglob("*") if path.is_file()}
    assert "fmdesk/resources/locale/nl/LC_MESSAGES/fmdesk.mo" in names
    assert not {name for name in names if name.startswith("tests/")}
