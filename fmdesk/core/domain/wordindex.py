"""Finding entries of a small catalogue by the words people type, ranked by where they stand."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence

from fmdesk.core.domain.words import fold

INNER = 3
"""Letters from which on a word may also stand inside a longer one, as Dutch compounds have it."""
_LAST = "\U0010ffff"


class WordIndex:
    """An index from words to entries; made once and only read.

    Args:
        entries: For each entry its texts by rank: what stands under a lower rank counts more.
    """

    def __init__(self, entries: Iterable[Mapping[int, str]]) -> None:
        found: dict[str, dict[int, int]] = {}
        for number, texts in enumerate(entries):
            for rank in sorted(texts, reverse=True):
                for word in fold(texts[rank]).split():
                    found.setdefault(word, {})[number] = rank
        self._words: Sequence[str] = sorted(found)
        self._entries = found

    def find(self, text: str) -> Sequence[tuple[int, int]]:
        """Return place and number of the entries that have each typed word, best first.

        A word is the begin of a word of the entry, or else stands inside one. The place is twice
        the rank of the typed word that ranks worst, and one more where it stands inside a word.

        Args:
            text: What was typed; nothing is found for none.
        """
        common: dict[int, int] | None = None
        for typed in fold(text).split():
            if common == {}:  # whoever pastes a whole letter waits for no more of its words
                break
            ranks = self._ranks(typed)
            common = (
                ranks
                if common is None
                else {one: max(rank, common[one]) for one, rank in ranks.items() if one in common}
            )
        return sorted((rank, one) for one, rank in (common or {}).items())

    def _ranks(self, typed: str) -> dict[int, int]:
        """Return the best rank of each entry that has a word."""
        first = bisect_left(self._words, typed)
        last = bisect_left(self._words, typed + _LAST)
        inside = [word for word in self._words if typed in word] if len(typed) >= INNER else []
        found: dict[int, int] = {}
        for words, behind in ((self._words[first:last], 0), (inside, 1)):
            for word in words:
                for one, rank in self._entries[word].items():
                    place = 2 * rank + behind
                    if place < found.get(one, place + 1):
                        found[one] = place
        return found
