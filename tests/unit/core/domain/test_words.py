import pytest

from fmdesk.core.domain.words import LONGEST, fold, has_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Özdemir-Çelik", "ozdemir celik"),
        ("ÅNGSTRÖM straße", "angstrom strasse"),
        ("M000123.1", "m000123 1"),
        ("papier Papier PAPIER", "papier"),
        ("a_b", "a b"),
        ("'; DROP TABLE line --", "drop table line"),
        ("  \t\n ", ""),
        ("№ ½ ﬁne", "no 1 2 fine"),
    ],
)
def test_only_plain_words_are_left(text: str, words: str) -> None:
    assert fold(text) == words


def test_several_texts_give_each_word_once() -> None:
    assert fold("Papier A4", "paper A4") == "papier a4 paper"


def test_endless_words_are_cut() -> None:
    assert fold("x" * 5000) == "x" * LONGEST


def test_typed_words_are_begins() -> None:
    words = fold("Papier A4 wit")
    assert has_words(words, "pap a4")
    assert has_words(words, "")
    assert not has_words(words, "apier")
    assert not has_words(words, "pap zwart")
