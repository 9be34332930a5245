"""Requests for what is not in the catalogue stand together when they are alike."""

from fmdesk.core.domain.demand import grouped, is_alike


def test_alike_requests_stand_together_with_the_most_first() -> None:
    found = grouped(
        [
            (1, "Een rood tapijt voor de receptie"),
            (2, "Sta-bureau, elektrisch"),
            (3, "elektrisch sta-bureau graag"),
            (4, "Elektrisch STA-BUREAU"),
        ]
    )
    assert found == ((2, 3, 4), (1,))


def test_equal_counts_keep_the_newest_first() -> None:
    assert grouped([(5, "ladder"), (4, "kluis")]) == ((5,), (4,))


def test_a_text_of_short_words_is_compared_by_them() -> None:
    assert grouped([(1, "3D pen"), (2, "pen 3d"), (3, "een mok")]) == ((1, 2), (3,))


def test_half_of_the_words_is_enough() -> None:
    assert is_alike(frozenset("ab"), frozenset("abcd"))
    assert not is_alike(frozenset("ab"), frozenset("abcde"))
