"""The reference of the hooks is complete and says what the contract says."""

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

from fmdesk.plugins.api import hookspecs
from fmdesk.plugins.host import HOOKS

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def script() -> ModuleType:
    path = ROOT / "scripts" / "hooks.py"
    spec = importlib.util.spec_from_file_location("hooks_script", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_page_is_up_to_date(script: ModuleType) -> None:
    assert script.PAGE.read_text(encoding="utf-8") == script.page(), "run scripts/hooks"


def test_every_hook_stands_in_it_once_with_its_promises(script: ModuleType) -> None:
    text = script.page()
    assert re.findall(r"^### `(\w+)`$", text, re.MULTILINE) == list(HOOKS)
    for promise in ("When", "Thread", "May it fail"):
        assert text.count(f"- **{promise}:** ") == len(HOOKS)
    assert "fmdesk_due(context: WorkContext[Any], product: ProductVersion" in text


def test_a_hook_that_promises_nothing_is_found(
    script: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fmdesk_mute(context: object) -> None:
        """Say nothing of when."""

    monkeypatch.setattr(hookspecs, "fmdesk_mute", fmdesk_mute, raising=False)
    with pytest.raises(ValueError, match="fmdesk_mute"):
        list(script.entry("fmdesk_mute"))


def test_a_page_that_differs_is_a_fault(
    script: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(script, "PAGE", tmp_path / "hooks.md")
    monkeypatch.setattr("sys.argv", ["hooks", "--check"])
    assert script.main() == 1
    monkeypatch.setattr("sys.argv", ["hooks"])
    assert script.main() == 0
    monkeypatch.setattr("sys.argv", ["hooks", "--check"])
    assert script.main() == 0
