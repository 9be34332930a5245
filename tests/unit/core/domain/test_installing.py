import dataclasses

from fmdesk.core.domain.installing import WheelFacts, owner_of
from fmdesk.core.domain.plugin_words import KINDS, STATES, kind_words
from fmdesk.core.domain.spec import PluginDeclarations, PluginState, Text

FACTS = WheelFacts("keys", "fmdesk_keys.plugin:hooks", "fmdesk-keys", "1.0", "", "", "ab" * 32, {})


def test_the_package_is_the_first_word_of_the_entry_point() -> None:
    assert FACTS.package == "fmdesk_keys"


def test_each_build_has_a_folder_of_its_own() -> None:
    assert FACTS.folder == "1.0-abababababab"
    assert FACTS.folder != dataclasses.replace(FACTS, sha256="cd" * 32).folder


def test_each_state_and_each_declaration_has_words() -> None:
    assert set(STATES) == set(PluginState)
    declared = {field.name for field in dataclasses.fields(PluginDeclarations)} - {"plugin"}
    assert set(KINDS) >= declared
    assert kind_words("products") == Text("Producten", "Products")
    assert kind_words("something_new") == Text("something_new", "something_new")


def test_a_table_is_of_the_plugin_whose_id_fits_best() -> None:
    assert owner_of("key_cards_stock", ("key", "key_cards")) == "key_cards"
    assert owner_of("key_stock", ("key", "key_cards")) == "key"
    assert owner_of("line", ("key",)) == ""
