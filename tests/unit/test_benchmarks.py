"""The frame that measures: what a reader sees of a result."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def frame(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(ROOT)
    spec = importlib.util.spec_from_file_location("frame", ROOT / "benchmarks" / "run.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_page_shows_each_figure_beside_its_peer(frame: ModuleType) -> None:
    result = frame.Result(
        name="add", ours=1.4, other=269, ratio=192.1, bound="at least 50", ok=True, unit="µs"
    )
    page = frame.page([result])
    assert "| add | 1.4 | 269 | µs | 192 | at least 50 | yes |" in page
    assert "durable_rules 2.0.28" in page


def test_a_broken_promise_stands_out(frame: ModuleType) -> None:
    result = frame.Result(
        name="add", ours=9, other=9, ratio=1, bound="at least 50", ok=False, unit="µs"
    )
    assert "**no**" in frame.table([result])
