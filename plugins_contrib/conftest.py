"""What every test of a project here gets: own folders, a fresh language, no stray logs, threads."""

import os

import pytest
from pytestqt.qtbot import QtBot

from tests import statements

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

PATIENCE_MS = 60_000
"""How long a test waits for something to appear: no measure of speed, only of being stuck."""
for _wait in (QtBot.waitUntil, QtBot.waitSignal):
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
