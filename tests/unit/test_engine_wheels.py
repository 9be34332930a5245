"""The wheels of durable_rules that come with the program: whole, listed, and they decide."""

import re
import subprocess
import sys
import zipfile
from hashlib import sha256
from pathlib import Path

import pytest

from fmdesk.rules.worker import PINNED

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "scripts" / "wheels"
WHEELS = sorted(FOLDER.glob("*.whl"))
LOCK = (FOLDER / "engine.lock").read_text(encoding="utf-8")


def members(wheel: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(wheel) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_exactly_what_is_there_is_listed_with_its_hash() -> None:
    listed = re.findall(r"--hash=sha256:([0-9a-f]{64})", LOCK)
    assert sorted(listed) == sorted(sha256(one.read_bytes()).hexdigest() for one in WHEELS)
    assert f"\ndurable-rules=={PINNED} " in LOCK


def test_each_python_that_fmdesk_runs_on_has_one() -> None:
    made = [one.name.split("-") for one in WHEELS]
    assert [(name, version, tag) for name, version, tag, *_rest in made] == [
        ("durable_rules", PINNED, f"cp3{minor}") for minor in (11, 12, 13)
    ]


@pytest.mark.parametrize("wheel", WHEELS, ids=lambda one: one.name.split("-")[2])
def test_a_wheel_names_no_machine_and_has_its_licence(wheel: Path) -> None:
    inside = members(wheel)
    assert [name for name in inside if name.endswith("/LICENSE")]
    for place in (b"/root/", b"/home/", b"/tmp/", b"/usr/src/"):
        assert [name for name, content in inside.items() if place in content] == []


def test_all_have_the_same_python_code() -> None:
    sources = [
        {name: content for name, content in members(one).items() if name.endswith(".py")}
        for one in WHEELS
    ]
    assert len(sources[0]) == 3
    assert all(one == sources[0] for one in sources)


def test_the_one_for_this_python_decides(tmp_path: Path) -> None:
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", "install"]
    options = ["--no-index", "--no-deps", "--require-hashes", "--find-links", str(FOLDER)]
    where = ["--target", str(tmp_path), "-r", str(FOLDER / "engine.lock")]
    subprocess.run([*pip, *options, *where], check=True)
    assert list(tmp_path.glob("durable_rules_engine.*.so"))
    for script in ("import durable.engine as e; print(e.__file__)", None):
        words = ["-c", script] if script else [str(ROOT / "scripts" / "engine_decides.py")]
        done = subprocess.run(
            [sys.executable, *words],
            env={"PYTHONPATH": f"{tmp_path}:{ROOT}"},
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stdout.startswith(str(tmp_path) if script else "")


def test_an_engine_that_is_not_there_is_said(tmp_path: Path) -> None:
    """The control: without durable_rules the check fails."""
    (tmp_path / "durable.py").write_text("raise ImportError('not for this Python')")
    done = subprocess.run(
        [sys.executable, str(ROOT / "scripts" / "engine_decides.py")],
        env={"PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "not for this Python" in done.stderr
