"""The set-up on a machine that lacks something says exactly what, and how to get it."""

import platform
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


class Machine:
    """A pretended machine: programs that answer as told, before the real ones on the path."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def has(self, program: str, script: str) -> None:
        path = self.folder / program
        path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        path.chmod(0o755)

    def run(self, words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["sh", "-euc", f'. "$root/scripts/_setup.sh"\n{words}'],
            env={"PATH": f"{self.folder}:/usr/bin:/bin", "root": str(ROOT)},
            capture_output=True,
            text=True,
            check=False,
        )


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    """A machine with Debian's tools, where only libegl1 and libglib2.0-0t64 are installed."""
    pretended = Machine(tmp_path)
    pretended.has(
        "dpkg-query",
        "for name; do case $name in libegl1|libglib2.0-0t64) echo installed;; esac; done",
    )
    pretended.has("id", "echo 1000")
    pretended.has("sudo", "exit 1")
    return pretended


def test_without_root_the_missing_packages_and_their_command_are_named(machine: Machine) -> None:
    done = machine.run("need_packages libegl1 libglib2.0-0 libgl1 xvfb")
    assert done.returncode == 2
    assert done.stderr.splitlines() == [
        "These packages of the system are missing: libgl1 xvfb",
        (
            "Get them with: sudo apt-get update"
            " && sudo apt-get install -y --no-install-recommends libgl1 xvfb"
        ),
    ]


def test_where_there_is_no_sudo_the_command_is_for_root(machine: Machine) -> None:
    done = machine.run('command() { [ "$2" != sudo ]; }; need_packages libgl1')
    assert done.returncode == 2
    assert done.stderr.splitlines()[1] == (
        "Get them, as root, with: apt-get update"
        " && apt-get install -y --no-install-recommends libgl1"
    )


def test_with_root_they_are_installed(machine: Machine, tmp_path: Path) -> None:
    machine.has("sudo", '[ "$1" = -n ] && exit 0; exec "$@"')
    machine.has("apt-get", f'echo "$@" >>{tmp_path}/asked')
    done = machine.run("need_packages libgl1")
    assert done.returncode == 0
    assert (tmp_path / "asked").read_text().splitlines() == [
        "update",
        "install -y --no-install-recommends libgl1",
    ]


def test_a_failed_installation_shows_why(machine: Machine) -> None:
    machine.has("id", "echo 0")
    machine.has("apt-get", "echo no space left; exit 1")
    done = machine.run("need_packages libgl1")
    assert done.returncode == 2
    assert "no space left" in done.stderr


def test_nothing_missing_means_nothing_said(machine: Machine) -> None:
    done = machine.run("need_packages libegl1 libglib2.0-0")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_a_python_that_does_not_fit_is_passed_over(machine: Machine) -> None:
    machine.has("python3", "exit 1")
    machine.has("python3.12", "exit 0")
    assert machine.run('find_python; echo "$python"').stdout == "python3.12\n"


def test_no_fitting_python_is_said(machine: Machine) -> None:
    for name in ("python3", "python3.11", "python3.12", "python3.13"):
        machine.has(name, '[ "$1" = --version ] && echo Python 3.9.2 && exit 0; exit 1')
    done = machine.run("find_python")
    assert done.returncode == 2
    assert "fmdesk needs Python 3.11, 3.12 or 3.13; python3 is Python 3.9.2." in done.stderr
    named = machine.run("FMDESK_PYTHON=/bin/false; find_python")
    assert named.returncode == 2
    assert "/bin/false is none." in named.stderr, "what was named is what did not fit"


def test_what_a_bare_python_lacks_is_asked_for(machine: Machine) -> None:
    machine.has(
        "python3",
        'case "$2" in *version_info\\[*) echo 3.13;; *ensurepip*) exit 1;; *) echo /nowhere;; esac',
    )
    ask = "python=python3; has_wheel() { return %s; }; venv_packages"
    assert machine.run(ask % 0).stdout == "python3.13-venv "
    assert machine.run(ask % 1).stdout.startswith("python3.13-venv python3.13-dev ")


def test_a_wheel_of_our_own_is_for_its_python_and_c_library(
    machine: Machine, tmp_path: Path
) -> None:
    ask = f"python={sys.executable}; wheels=%s; has_wheel && echo fits || echo none"
    assert machine.run(ask % "$root/scripts/wheels").stdout == "fits\n"
    own = f"cp{sys.version_info.major}{sys.version_info.minor}"
    for name, said in (
        ("durable_rules-2.0.28-cp27-cp27-manylinux_2_17_x86_64.whl", "none"),
        (f"durable_rules-2.0.28-{own}-{own}-manylinux_2_17_riscv64.whl", "none"),
        (f"durable_rules-2.0.28-{own}-{own}-manylinux_2_999_{platform.machine()}.whl", "none"),
        (f"durable_rules-2.0.28-{own}-{own}-manylinux_2_17_{platform.machine()}.whl", "fits"),
    ):
        (tmp_path / name).touch()
        assert machine.run(ask % tmp_path).stdout == f"{said}\n"


@pytest.mark.parametrize(("answer", "said"), [(0, "asked\n"), (1, "asked\nneeds gcc\nbuilt\n")])
def test_the_engine_is_built_where_no_wheel_is_taken(
    machine: Machine, answer: int, said: str
) -> None:
    done = machine.run(
        f"has_wheel() {{ true; }}; pip() {{ echo asked; return {answer}; }};"
        "compiler_packages() { echo gcc; }; need_packages() { echo needs $*; };"
        "make_engine() { echo built; }; install_engine"
    )
    assert done.stdout == said


def test_each_pinned_package_comes_with_its_hashes(machine: Machine) -> None:
    lines = machine.run("pinned durable-rules").stdout.splitlines()
    assert lines[0].startswith("durable-rules==2.0.28 ")
    assert all(line.strip().startswith("--hash=sha256:") for line in lines[1:])
    assert len(lines) > 1


def test_the_lock_names_no_registry() -> None:
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert not [word for word in ("://", "--index-url", "--find-links", "/opt/") if word in text]
