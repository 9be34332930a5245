"""Plain words of a text, for finding things by what people type."""

import re
import unicodedata

LONGEST = 60
"""Letters of a word that count."""

_WORD = re.compile(r"[^\W_]+")


def fold(*texts: str) -> str:
    """Return the plain words of some texts, each once, in one text.

    Case, accents and everything but letters and digits are left out: `Özdemir-Çelik` gives
    `ozdemir celik`.
    """
    joined = " ".join(texts)
    if not joined.isascii():
        joined = unicodedata.normalize("NFKD", joined.casefold())
        joined = "".join(one for one in joined if not unicodedata.combining(one))
    return " ".join(dict.fromkeys(word[:LONGEST] for word in _WORD.findall(joined.casefold())))


def has_words(words: str, typed: str) -> bool:
    """Tell whether each typed word begins one of the words.

    Args:
        words: What `fold` gave of the thing.
        typed: What `fold` gave of what was typed.
    """
    spaced = f" {words}"
    return all(f" {word}" in spaced for word in typed.split())
