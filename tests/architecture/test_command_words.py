"""Every command, also of plugins, and every field of its draft has a name in both languages."""

import pkgutil
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

import fmdesk.core.domain
import fmdesk.core.services
from fmdesk.core.domain.audit import CommandView
from fmdesk.core.domain.permissions import COMMANDS
from fmdesk.core.domain.spec import Text
from fmdesk.core.services.command_labels import LABELS
from fmdesk.core.services.command_words import KINDS, NAMES
from fmdesk.plugins import bundled

ROOT = Path(__file__).resolve().parents[2]
LANGUAGES = ("nl", "en")


def drafts() -> Iterator[type]:
    """Yield what commands are given: the frozen data of the core that bears an `op_id`."""
    for package in (fmdesk.core.domain, fmdesk.core.services):
        for module in pkgutil.iter_modules(package.__path__):
            for one in vars(import_module(f"{package.__name__}.{module.name}")).values():
                is_data = isinstance(one, type) and is_dataclass(one) and one is not CommandView
                if is_data and any(field.name == "op_id" for field in fields(one)):
                    yield one


def test_every_command_has_a_name_in_both_languages() -> None:
    assert COMMANDS.keys() <= NAMES.keys(), "name it in core/services/command_words.py"
    assert {name.partition(".")[0] for name in COMMANDS} <= KINDS.keys()
    assert _faults(NAMES) == []
    assert all(text.get(language)[0].isupper() for text in KINDS.values() for language in LANGUAGES)


def _faults(names: Mapping[str, Text | None]) -> list[str]:
    """Return the commands without words, with words of another one, and in small letters."""
    found = [name for name, text in names.items() if text is None]
    for language in LANGUAGES:
        words = {name: text.get(language) for name, text in names.items() if text is not None}
        twice = Counter(words.values())
        found += [one for one, said in words.items() if not said[:1].isupper() or twice[said] > 1]
    return found


def _of_plugin(module: ModuleType) -> dict[str, Text | None]:
    """Return what a plugin's commands and timer work say, by full name."""
    plugin = module.__name__.split(".")[-2].removeprefix("fmdesk_")
    specs = [
        spec
        for hook in ("fmdesk_register_commands", "fmdesk_register_due")
        for spec in getattr(module, hook, tuple)()
    ]
    return {f"{plugin}.{spec.name}": spec.text for spec in specs}


def test_every_command_of_a_plugin_that_is_delivered_or_built_here_has_one_too(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    packages = [f"{bundled.__name__}.{one.name}" for one in pkgutil.iter_modules(bundled.__path__)]
    for folder in (ROOT / "plugins_contrib").glob("*/fmdesk_*"):
        monkeypatch.syspath_prepend(folder.parent)
        packages.append(folder.name)
    assert len(packages) == 6
    names: dict[str, Text | None] = dict(NAMES)
    loaded = set(sys.modules)
    for package in packages:
        names |= _of_plugin(import_module(f"{package}.plugin"))
    for name in set(sys.modules) - loaded:
        if name.startswith("fmdesk_"):
            del sys.modules[name]  # another test may load it from elsewhere
    assert len(names) > len(NAMES) + 50
    assert _faults(names) == []
    text = names["rooms.book"]
    assert text is not None
    spoiled = {"rooms.add": None, "rooms.move": text, "rooms.cancel": Text("Weg", "gone")}
    assert set(_faults(names | spoiled)) == {*spoiled, "rooms.book"}, "each breach is caught"


def test_every_field_of_a_draft_has_a_name() -> None:
    found = {field.name for draft in drafts() for field in fields(draft)}
    assert len(found) > 80
    assert found <= LABELS.keys(), "name it in core/services/command_labels.py"
