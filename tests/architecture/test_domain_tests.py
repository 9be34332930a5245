"""The table of docs/domain-tests.md names tests that are there, and each once per sentence."""

import re
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
NAMED = re.compile(r"`([\w/]+\.py)::(\w+)`")
LEAST = 100
"""Sentences that had a test when the table was made."""


@pytest.fixture(scope="module")
def rows() -> list[tuple[str, list[tuple[str, str]]]]:
    """Each sentence with the tests that show it."""
    text = (ROOT / "docs" / "domain-tests.md").read_text(encoding="utf-8")
    cells = [line.strip("| ").split(" | ") for line in text.splitlines() if line.startswith("| ")]
    return [(said, NAMED.findall(shown)) for said, shown in cells if said != "The page says"]


def test_every_sentence_names_a_test(rows: list) -> None:
    assert len(rows) >= LEAST
    assert [said for said, tests in rows if not tests] == []


def test_every_named_test_is_there(rows: list) -> None:
    gone = [
        f"{path}::{name}"
        for _said, tests in rows
        for path, name in tests
        if not re.search(
            rf"^ *def {name}\(", (ROOT / "tests" / path).read_text(encoding="utf-8"), re.MULTILINE
        )
    ]
    assert gone == []


def test_no_sentence_stands_there_twice(rows: list) -> None:
    assert [
        said for said, count in Counter(said for said, _tests in rows).items() if count > 1
    ] == []
