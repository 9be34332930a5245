"""Each harness tells what it tried; the figures stand at the end of the run."""

import subprocess
from collections.abc import Callable

import pytest

from tests.integration.cli import conftest as cli

starter = cli.starter

Tell = Callable[[str], None]

_FIGURES = pytest.StashKey[list[str]]()


@pytest.fixture(autouse=True)
def _unmeasured(unmeasured: None) -> None:
    """Who is killed tells of no line that it ran."""


def must_be_allowed(*trial: str) -> None:
    """Skip a harness where the system forbids what it stands on, and say so.

    Args:
        trial: A command that does nothing but try it.
    """
    if subprocess.run(trial, check=False, capture_output=True).returncode:
        pytest.skip(f"this system does not allow: {' '.join(trial)}")


@pytest.fixture
def tell(request: pytest.FixtureRequest) -> Tell:
    """Note a figure for the end of the run."""
    lines = request.config.stash.setdefault(_FIGURES, [])
    name = request.node.name
    return lambda line: lines.append(f"{name}: {line}")


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """Show the figures."""
    lines = config.stash.get(_FIGURES, [])
    if lines:
        terminalreporter.section("figures of reliability")
        for line in lines:
            terminalreporter.write_line(line)
