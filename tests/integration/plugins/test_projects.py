"""Every project of `plugins_contrib` builds a wheel that fmdesk lets in, with all that it adds."""

import json
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

PROJECTS = sorted(
    one.parent for one in Path(__file__).parents[3].glob("plugins_contrib/*/pyproject.toml")
)
README_LINES = 20


def run(folder: Path, *words: str | Path) -> str:
    """Run a module of Python in a process of its own, which knows no project folder."""
    done = subprocess.run(
        [sys.executable, "-m", *words], cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.usefixtures("unmeasured")  # the check of a plugin has its own tests
@pytest.mark.parametrize("project", PROJECTS, ids=lambda one: one.name)
def test_the_wheel_is_let_in(project: Path, tmp_path: Path) -> None:
    run(project, "hatchling", "build", "-t", "wheel", "-d", tmp_path)
    [wheel] = tmp_path.glob("*.whl")
    checked = json.loads(run(tmp_path, "fmdesk", "plugin", "check", wheel, "--json"))
    named = tomllib.loads((project / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert (checked["id"], checked["version"]) == (project.name, named["version"])
    assert [one["text"] for one in checked["checks"] if one["verdict"] != "ok"] == []
    assert checked["adds"]["products"]
    offered = tomllib.loads((project / "catalogue.toml").read_text(encoding="utf-8"))["fields"]
    assert offered["plugin"]["constant"] == project.name, "its products for a catalogue"
    assert offered["form"]["constant"] in checked["adds"]["forms"]
    assert checked["adds"]["views"]

    package = f"fmdesk_{project.name}"
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    assert f"{package}/locale/nl/LC_MESSAGES/{package}.mo" in names, "it speaks Dutch"
    assert f"{package}/plugin.manifest" in names
    assert not [name for name in names if "tests" in name]


def test_the_tests_of_every_project_are_run_and_say_how() -> None:
    root = PROJECTS[0].parents[1]
    told = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    known = set(told["tool"]["pytest"]["ini_options"]["pythonpath"])
    for project in PROJECTS:
        place = str(project.relative_to(root))
        assert {place, f"{place}/tests"} <= known
        readme = (project / "README.md").read_text(encoding="utf-8")
        assert f"scripts/test {place}" in readme
        assert len(readme.splitlines()) <= README_LINES


def test_every_module_of_tests_has_a_name_of_its_own() -> None:
    names = [one.name for project in PROJECTS for one in (project / "tests").glob("*.py")]
    names = [name for name in names if name != "conftest.py"]
    assert len(names) == len(set(names))
