"""What every test of the project gets: own folders, a fresh language, no stray logs or threads."""

import gc
import os
import signal
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings
from pytestqt.qtbot import QtBot

from fmdesk.testing import ROOM_FOR_FILES, memory_place
from tests import statements

pytest_plugins = ["pytester"]

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# Where memory has room, a commit of a test's own file of SQLite waits for no disk.
os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(memory_place(ROOM_FOR_FILES)))

# A run makes millions of objects that live on: looking through them less often is a tenth quicker.
gc.set_threshold(10_000, 20, 20)


@pytest.fixture(scope="module", autouse=True)
def _settled() -> Iterator[None]:
    """Look at what a file of tests leaves once, and then never again.

    A window collects garbage by a timer; with all that a run has made before, that would take it
    seconds each time.
    """
    yield
    gc.collect()
    gc.freeze()


# A run that was started in the background ignores Ctrl-C, and so would all programs it starts.
signal.signal(signal.SIGINT, signal.default_int_handler)

# No deadlines: the machine is shared. The same examples each time, so that a change is judged by
# what it changed; the nightly script looks for new ones, and for many more.
settings.register_profile(
    "default",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    print_blob=True,
    derandomize=True,
)
settings.register_profile(
    "nightly", settings.get_profile("default"), max_examples=5000, derandomize=False
)
settings.load_profile(os.environ.get("FMDESK_HYPOTHESIS", "default"))


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Name no test by bytes: packed ones hold the time, and workers must agree on the names."""
    return argname if isinstance(val, bytes) else None


PATIENCE_MS = 60_000
"""How long a test waits for something to appear: no measure of speed, only of being stuck."""
for _wait in (QtBot.waitUntil, QtBot.waitSignal, QtBot.waitActive, QtBot.waitExposed):
    (_wait.__kwdefaults__ or {})["timeout"] = PATIENCE_MS


shared_statements = statements.shared_statements


@pytest.fixture(autouse=True)
def _house_rules(
    own_folders: object,
    language: object,
    shared_statements: object,
    no_stray_logs: None,
    no_dangling_threads: None,
) -> None:
    """Keep each test apart from the user's machine and from the other tests."""
