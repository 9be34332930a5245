"""Commands in words: those of the program from the table, a plugin's by its own names."""

from fmdesk.core.services.command_labels import label_of
from fmdesk.core.services.command_words import kinds, name_of, names_like


def test_a_plugin_is_told_by_its_own_names() -> None:
    assert name_of("rooms.check_in", "nl") == "rooms: check in"
    assert name_of("odd", "en") == "odd"
    assert label_of("days_ahead", "nl") == "Days ahead"
    assert label_of("reason", "nl") == "Reden"


def test_commands_are_found_by_their_words() -> None:
    assert names_like("MAAND GESL", "nl") == ("month.close",)
    assert names_like("month clo", "nl") == ()
    assert names_like("", "nl") == ()
    assert [words for _code, words in kinds("nl")][:2] == ["Aanmelden en accounts", "Afspraken"]
