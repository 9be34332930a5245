"""The page of who may do what says what the door asks."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from fmdesk.core.domain.access import Role
from fmdesk.core.domain.permissions import AREAS, COMMANDS, EVENTS

ROOT = Path(__file__).resolve().parents[2]
RECORDED = ["fulfilment.record", "bulk.pause", "bulk.resume", "bulk.undo"]
"""Commands that record on lines: what they may is a row for each kind of event."""


@pytest.fixture
def script() -> ModuleType:
    path = ROOT / "scripts" / "permissions.py"
    spec = importlib.util.spec_from_file_location("permissions_script", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_page_is_up_to_date(script: ModuleType) -> None:
    text = script.PAGE.read_text(encoding="utf-8")
    assert text == script.page(text), "run scripts/permissions"


def test_a_page_that_says_something_else_is_found(script: ModuleType) -> None:
    text = script.PAGE.read_text(encoding="utf-8")
    wrong = text.replace("| `month.close` |", "| `month.open` |")
    assert wrong != text
    assert script.page(wrong) == text


def test_every_command_and_area_stands_in_it(script: ModuleType) -> None:
    lines = list(script.matrix())
    by_kind = [name for name, row in COMMANDS.items() if row is COMMANDS["fulfilment.record"]]
    assert by_kind == RECORDED
    special = 2  # a pause of the customer's clock, and one of the desk's own
    others = len(COMMANDS) - len(by_kind)
    assert len(lines) == 2 + others + len(EVENTS) + special + len(AREAS)
    rows = {line.split("|")[1].strip(): line for line in lines[2:]}
    assert rows["`sanctions.object_to`"].count("own") == 1
    assert "not own" in rows["`sanctions.decide`"]
    assert rows["`messages.claim`"].count("chore") == len(Role)
    assert rows["to read: month"].count("yes") == len(AREAS[next(iter(AREAS))])
