import dataclasses

from fmdesk.core.domain.installing import Addition, Difference, Offer, WheelFacts, owner_of
from fmdesk.core.domain.plugin_words import KINDS, STATES, kind_words
from fmdesk.core.domain.spec import PluginDeclarations, PluginState, Text

FACTS = WheelFacts(
    "keys", "fmdesk_keys.plugin:hooks", "fmdesk-keys", "1.0", Text("", ""), "", "ab" * 32, {}
)


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


KEY, CARD, LEND = Text("Sleutel", "Key"), Text("Kaart", "Card"), Text("Uitlenen", "Lend")


def test_a_newer_version_is_told_by_what_it_adds_and_leaves_out() -> None:
    had = (Addition("products", (KEY, CARD)), Addition("views", (KEY,)))
    adds = (Addition("products", (KEY, LEND)), Addition("commands", (LEND,)))
    assert Offer(FACTS, adds, "0.9", had).differences == (
        Difference("products", (LEND,), (CARD,), 1),
        Difference("commands", (LEND,), (), 0),
        Difference("views", (), (KEY,), 0),
    )


def test_it_asks_more_when_it_may_change_more_than_the_one_before() -> None:
    had = (Addition("products", (KEY,)), Addition("commands", (LEND,)))
    more = Addition("permissions", (LEND,))
    assert Offer(FACTS, (*had, more), "0.9", had).asks_more
    assert not Offer(FACTS, (*had, Addition("views", (KEY,))), "0.9", had).asks_more
    assert not Offer(FACTS, had[:1], "0.9", had).asks_more, "less is not more"
    assert not Offer(FACTS, (*had, more)).asks_more, "the first one is read as a whole"
