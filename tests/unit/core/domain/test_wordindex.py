"""The index of the catalogue: begins before insides, names before descriptions."""

from hypothesis import given
from hypothesis import strategies as st

from fmdesk.core.domain.wordindex import WordIndex
from fmdesk.core.domain.words import fold, has_words

INDEX = WordIndex(
    [
        {0: "Kopieerpapier A4", 1: "printpapier", 3: "Wit papier van 80 gram"},
        {0: "Papierbak legen", 3: "Ook de kopieerruimte"},
        {0: "Envelop", 1: "Papieren zak"},
        {0: "Café-bezoek"},
    ]
)


def test_a_name_that_begins_so_comes_first() -> None:
    assert INDEX.find("papier") == [(0, 1), (1, 0), (2, 2)]


def test_all_words_must_be_there_and_the_worst_place_counts() -> None:
    assert INDEX.find("a4 papier") == [(1, 0)]
    assert INDEX.find("wit pap") == [(6, 0)]
    assert INDEX.find("wit legen") == []


def test_a_letter_that_is_pasted_is_looked_up_until_nothing_is_left() -> None:
    asked = []

    class Listening(WordIndex):
        def _ranks(self, typed: str) -> dict[int, int]:
            asked.append(typed)
            return super()._ranks(typed)

    index = Listening([{0: "Papier"}, {0: "Envelop"}])
    assert index.find("papier geachte heer, hierbij vraag ik envelop") == []
    assert asked == ["papier", "geachte"]
    assert index.find("pap papier") == [(0, 0)]


def test_short_words_are_begins_alone() -> None:
    assert INDEX.find("pa") == [(0, 1), (2, 2), (6, 0)]
    assert INDEX.find("ak") == []


def test_accents_and_case_do_not_matter() -> None:
    assert INDEX.find("CAFE") == [(0, 3)]


def test_nothing_is_found_for_no_words() -> None:
    assert INDEX.find("") == INDEX.find(" - ") == []
    assert WordIndex([]).find("papier") == []


texts = st.text(alphabet="abé -", max_size=12)


@given(st.lists(st.dictionaries(st.integers(0, 3), texts, max_size=3), max_size=5), texts)
def test_whatever_has_the_begins_is_found_and_nothing_that_has_no_part(
    entries: list[dict[int, str]], typed: str
) -> None:
    places = WordIndex(entries).find(typed)
    assert places == sorted(places)
    found = {number for _place, number in places}
    words = fold(typed).split()
    for number, entry in enumerate(entries):
        folded = fold(*entry.values())
        if words and has_words(folded, " ".join(words)):
            assert number in found
        if number in found:
            assert all(word in folded for word in words)
