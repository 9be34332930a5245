"""Unmet demand: requests that are not in the catalogue, alike ones together."""

from collections.abc import Iterable, Sequence

from fmdesk.core.domain.words import fold

SHORTEST = 4
"""Letters of a word that says what is asked for; shorter ones stand in every sentence."""
ALIKE = 2
"""Two requests are alike when every second of their words is in both."""


def grouped(texts: Iterable[tuple[int, str]]) -> tuple[tuple[int, ...], ...]:
    """Return the keys of alike texts together, those with the most first.

    Args:
        texts: Key and text, newest first; the newest one stands first in its group.
    """
    groups: list[tuple[frozenset[str], list[int]]] = []
    for key, text in texts:
        words = _words(text)
        for kept, keys in groups:
            if is_alike(kept, words):
                keys.append(key)
                break
        else:
            groups.append((words, [key]))
    return tuple(tuple(keys) for _words_of, keys in sorted(groups, key=_most_first))


def is_alike(one: frozenset[str], other: frozenset[str]) -> bool:
    """Tell whether at least half of all words are in both."""
    return ALIKE * len(one & other) >= len(one | other)


def _words(text: str) -> frozenset[str]:
    words = fold(text).split()
    return frozenset(word for word in words if len(word) >= SHORTEST) or frozenset(words)


def _most_first(group: tuple[frozenset[str], Sequence[int]]) -> int:
    return -len(group[1])
