"""`kill -9` in the middle of an intake costs at most the last five seconds of typing."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from fmdesk.core.services.drafts import Drafts, SavedDrafts
from fmdesk.desktop.pages.intake.keeping import KEEP_MS
from tests.reliability import typist
from tests.reliability.typist import LETTERS_A_SECOND

MOST_SECONDS = 5
PATIENCE = 60
KEEP_SECONDS = KEEP_MS // 1000


def killed(folder: Path, seconds: int, kill_at: int, way: str = "") -> tuple[int, SavedDrafts]:
    """Let a process type until it is killed; return the letters typed, and what is kept."""
    command = [sys.executable, typist.__file__, str(folder), str(seconds), str(kill_at), way]
    done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False)
    assert done.returncode == -signal.SIGKILL, done.stderr
    return int(done.stdout.split()[-1]), Drafts(folder).list()


def lost_seconds(typed: int, kept: SavedDrafts) -> float:
    letters = len(kept.drafts[0].draft) if kept.drafts else 0
    return (typed - letters) / LETTERS_A_SECOND


@pytest.mark.parametrize("kill_at", [21, 39, 40, 41, 137])
def test_at_most_five_seconds_of_typing_are_lost(tmp_path: Path, kill_at: int) -> None:
    typed, kept = killed(tmp_path, KEEP_SECONDS, kill_at)
    assert typed == kill_at
    assert kept.set_aside == ()
    assert lost_seconds(typed, kept) <= MOST_SECONDS


def test_control_a_page_that_keeps_less_often_loses_more(tmp_path: Path) -> None:
    typed, kept = killed(tmp_path, 10, 199)
    assert lost_seconds(typed, kept) > MOST_SECONDS


def test_killed_while_it_is_written_the_draft_before_it_stands_whole(tmp_path: Path) -> None:
    typed, kept = killed(tmp_path, KEEP_SECONDS, 60, "torn")
    assert kept.set_aside == ()
    (draft,) = kept.drafts
    assert set(draft.draft) == {"x"}
    assert lost_seconds(typed, kept) <= MOST_SECONDS


def test_control_a_file_that_is_written_in_place_is_spoiled(tmp_path: Path) -> None:
    typed, kept = killed(tmp_path, KEEP_SECONDS, 60, "in_place")
    assert kept.drafts == ()
    assert len(kept.set_aside) == 1
    assert lost_seconds(typed, kept) > MOST_SECONDS
