"""Every command and every field of what a command is given has a name in both languages."""

import pkgutil
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from importlib import import_module

import fmdesk.core.domain
import fmdesk.core.services
from fmdesk.core.domain.audit import CommandView
from fmdesk.core.domain.permissions import COMMANDS
from fmdesk.core.services.command_labels import LABELS
from fmdesk.core.services.command_words import KINDS, NAMES


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
    for language in ("nl", "en"):
        words = [text.get(language) for text in NAMES.values()]
        assert len(set(words)) == len(words), "no two commands are called the same"
        assert all(text.get(language)[0].isupper() for text in (*NAMES.values(), *KINDS.values()))


def test_every_field_of_a_draft_has_a_name() -> None:
    found = {field.name for draft in drafts() for field in fields(draft)}
    assert len(found) > 80
    assert found <= LABELS.keys(), "name it in core/services/command_labels.py"
