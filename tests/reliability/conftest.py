"""Each harness tells what it tried; the figures stand at the end of the run."""

from collections.abc import Callable

import pytest

from tests.integration.cli import conftest as cli

starter = cli.starter

Tell = Callable[[str], None]

_FIGURES = pytest.StashKey[list[str]]()


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
