"""Commands in words: those of the program from the table, a plugin's as it says itself."""

from fmdesk.core.domain.spec import Text
from fmdesk.core.services.command_labels import label_of
from fmdesk.core.services.command_words import KINDS, CommandWords

NONE = CommandWords()
KNOWN = CommandWords(
    {
        "rooms": Text("Zalen", "Rooms"),
        "rooms.book": Text("Zaal gereserveerd", "Room booked"),
        "month": Text("Geen maand", "No month"),
        "month.close": Text("Iets anders", "Something else"),
    }
)


def test_a_plugin_is_told_by_its_own_words() -> None:
    told = [KNOWN.name_of("rooms.book", language) for language in ("nl", "en")]
    assert told == ["Zaal gereserveerd", "Room booked"]


def test_a_command_without_words_is_told_by_the_names_of_both() -> None:
    assert KNOWN.name_of("rooms.check_in", "nl") == "Zalen: check in"
    assert NONE.name_of("rooms.check_in", "nl") == "rooms: check in", "the plugin is gone"
    assert NONE.name_of("odd", "en") == "odd"
    assert label_of("days_ahead", "nl") == "Days ahead"
    assert label_of("reason", "nl") == "Reden"


def test_no_plugin_names_what_the_program_did() -> None:
    assert KNOWN.name_of("month.close", "en") == "Month closed"
    assert ("month", "Month") in KNOWN.kinds("en")
    assert KNOWN.names_like("something else", "en") == ()


def test_commands_are_found_by_their_words() -> None:
    assert NONE.names_like("MAAND GESL", "nl") == ("month.close",)
    assert NONE.names_like("month clo", "nl") == ()
    assert NONE.names_like("", "nl") == ()
    assert KNOWN.names_like("zaal GERES", "nl") == ("rooms.book",)
    assert KNOWN.names_like("Zalen", "nl") == (), "the plugin itself is no command"


def test_plugins_stand_among_the_kinds_by_their_words() -> None:
    assert [words for _code, words in NONE.kinds("nl")][:2] == [
        "Aanmelden en accounts",
        "Afspraken",
    ]
    assert len(NONE.kinds("nl")) == len(KINDS)
    assert KNOWN.kinds("nl")[-1] == ("rooms", "Zalen")
