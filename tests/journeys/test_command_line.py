"""The month by the command line alone: a controller on a machine without a screen."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

COMMAND = Path(sys.executable).with_name("fmdesk")
Run = Callable[..., str]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Run the installed command with a data folder, and return what it says."""

    def command(*words: object, folder: str = "office", code: int = 0, **settings: str) -> str:
        (tmp_path / folder).mkdir(exist_ok=True)
        own = {f"FMDESK_{name.upper()}": value for name, value in settings.items()}
        done = subprocess.run(
            [COMMAND, *map(str, words)],
            env=os.environ | {"FMDESK_DATA_DIR": str(tmp_path / folder)} | own,
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == code, done.stderr
        return done.stdout

    return command


def test_a_controller_closes_the_first_month(run: Run, tmp_path: Path) -> None:
    # She sets up the example office, in Dutch as the settings say.
    assert "Facilitair Bedrijf De Linde staat klaar" in run("demo", "starter")

    # The oldest month has been controlled at the set-up; what closes first is asked for by name.
    newest = json.loads(run("month", "control", last_month(), "--json"))
    first = newest["trend"][0]["month"]
    assert first < newest["month"]
    run("month", "close", newest["month"], code=1)

    # She looks at the figures, and at why one line was broken.
    figures = json.loads(run("month", "control", first, "--json"))
    broken = next(one for one in figures["broken"] if one["cents"] and one["state"] == "proposed")
    why = run("why", broken["number"])
    assert broken["clause_nl"] in why
    assert "GEBROKEN" in why
    assert f"Gedragen door {broken['borne_by']}" in why

    # She closes the month and prints the sanctions for the units.
    assert f"Afgesloten: {first};" in run("month", "close", first)
    printed = run("month", "report", first, "--kind", "sanctions").strip()
    assert (tmp_path / printed).read_bytes().startswith(b"%PDF-")

    # The night's copy is checked and stands in for a broken machine; the print stays the same.
    run("db", "backup", "night.db")
    run("db", "restore", "night.db", folder="other")
    run("db", "verify", folder="other")
    run("month", "report", first, "--kind", "sanctions", "--output", "again.pdf", folder="other")
    assert (tmp_path / "again.pdf").read_bytes() == (tmp_path / printed).read_bytes()

    # What is closed stays closed, and an English colleague is told so in English.
    run("month", "control", first, code=1)
    assert "Charters" in run("month", "control", last_month(), language="en")


def last_month() -> str:
    """The month before this one, as the office counts it."""
    today = datetime.now(UTC).astimezone(ZoneInfo("Europe/Amsterdam"))
    return f"{today.replace(day=1) - timedelta(days=1):%Y-%m}"
