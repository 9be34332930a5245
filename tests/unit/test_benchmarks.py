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
    page = frame.page([frame.row_of("calendar", result)])
    assert "| add | 1.4 | 269 | µs | 192 | at least 50 | yes |" in page
    assert "durable_rules 2.0.28" in page


def test_a_broken_promise_stands_out(frame: ModuleType) -> None:
    result = frame.Result(
        name="add", ours=9, other=9, ratio=1, bound="at least 50", ok=False, unit="µs"
    )
    assert "**no**" in frame.table([frame.row_of("calendar", result)])


def test_the_readme_has_the_promises_of_the_page_in_its_words(frame: ModuleType) -> None:
    readme = frame.README.read_text("utf-8")
    is_equal = frame.with_speed(readme, frame.PAGE.read_text("utf-8")) == readme
    assert is_equal, "after a change of the page by hand: scripts/bench --readme"
    results = [
        frame.row_of(
            "month",
            frame.Result(name=name, ours=9, other=1, ratio=9, bound=bound, ok=False, unit="s"),
        )
        for name, bound in (("month", "at most 2.5"), ("a curiosity", "none"))
    ]
    other = frame.with_speed(readme, frame.page(results))
    assert other != readme
    assert "| month | 9 | at most 2.5 | **no** |" in other
    assert "a curiosity" not in other
    assert other.split(frame.BEGIN)[0] == readme.split(frame.BEGIN)[0]
    assert other.split(frame.END)[1] == readme.split(frame.END)[1]


def test_what_was_measured_again_takes_the_place_of_its_older_rows(frame: ModuleType) -> None:
    def row(benchmark: str, name: str) -> dict[str, str]:
        return frame.row_of(
            benchmark,
            frame.Result(name=name, ours=9, other=1, ratio=9, bound="none", ok=True, unit="s"),
        )

    old = frame.rows_of(frame.page([row("calendar", "add"), row("month", "an older name")]))
    new = frame.merged(old, {"month": [row("month", "control"), row("month", "linear")]})
    assert [one["What"] for one in new] == ["add", "control", "linear"]
