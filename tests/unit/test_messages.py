from collections.abc import Callable

from fmdesk.core.domain.errors import DomainError, PluginError
from fmdesk.messages import explain, tables, texts


def test_the_sentence_shows_the_values_in_the_users_language(
    language: Callable[[str], None],
) -> None:
    error = DomainError("config.resource_missing", path="icons/{x}.svg")
    assert explain(error).startswith("Het bestand icons/{x}.svg")
    language("en")
    assert explain(error).startswith("The file icons/{x}.svg that belongs to the program")


def test_a_value_that_was_forgotten_does_not_hide_the_sentence() -> None:
    assert "{path}" in explain(DomainError("config.resource_missing"))


def test_a_plugin_brings_its_own_sentence() -> None:
    assert explain(PluginError("keys.lost", reason="De sleutel is weg.")) == "De sleutel is weg."


def test_an_unknown_code_is_shown_with_its_values() -> None:
    assert "keys.lost(n=3)" in explain(DomainError("keys.lost", n=3))


def test_no_code_has_two_texts() -> None:
    assert len(texts()) == sum(len(table) for table in tables().values())
