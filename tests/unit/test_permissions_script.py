"""The page of who may do what says what the door asks."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from fmdesk.core.domain.access import Role
from fmdesk.core.domain.permissions import AREAS, COMMANDS

ROOT = Path(__file__).resolve().parents[2]


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
    assert len(lines) == 2 + len(COMMANDS) + len(AREAS)
    rows = {line.split("|")[1].strip(): line for line in lines[2:]}
    assert rows["`sanctions.object_to`"].count("own") == 1
    assert "not own" in rows["`sanctions.decide`"]
    assert rows["`messages.claim`"].count("chore") == len(Role)
    assert rows["to read: month"].count("yes") == len(AREAS[next(iter(AREAS))])
