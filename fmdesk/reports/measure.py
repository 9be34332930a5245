"""How much room text takes in a chart; without a layout library, as the screen draws them too."""

from collections.abc import Iterable
from functools import lru_cache
from unicodedata import normalize

from fmdesk.reports.wording import clean

# fmt: off
_ADVANCES = (
    281, 288, 466, 633, 642, 982, 644, 300, 365, 365, 501, 662, 288, 460, 288, 360,
    648, 648, 648, 648, 648, 648, 648, 648, 648, 648, 288, 302, 662, 662, 662, 511,
    966, 690, 654, 730, 722, 601, 590, 746, 743, 269, 571, 672, 565, 903, 753, 765,
    639, 765, 644, 642, 646, 744, 690, 985, 682, 679, 629, 365, 360, 365, 471, 456,
    323, 562, 612, 571, 612, 583, 370, 613, 591, 242, 242, 549, 242, 876, 591, 600,
    612, 612, 376, 528, 327, 591, 562, 818, 546, 562, 552, 426, 333, 426, 662,
)
# fmt: on
"""Advance of each sign of the font from space to tilde, in thousandths of its size."""
_FIRST = 32
_OTHER = 700
"""Advance of any other sign, rather too wide than too narrow."""
_STRONG = 1.09
"""How much wider the strong face is at most."""
MORE = "…"


@lru_cache(maxsize=4096)
def width_of(text: str, size: float, *, is_strong: bool = False) -> float:
    """Return the width of a text, in the unit of its size.

    Args:
        text: Clean text.
        size: Size of the font.
        is_strong: In the strong face.
    """
    plain = text if text.isascii() else "".join(normalize("NFD", sign)[0] for sign in text)
    total = 0
    for sign in plain:
        place = ord(sign) - _FIRST
        total += _ADVANCES[place] if 0 <= place < len(_ADVANCES) else _OTHER
    return total * size / 1000 * (_STRONG if is_strong else 1)


def widest(texts: Iterable[str], size: float) -> float:
    """Return the width of the widest of some texts, 0 for none."""
    return max((width_of(text, size, is_strong=True) for text in texts), default=0)


def fitted(text: str, width: float, size: float, most: int = 1) -> list[str]:
    """Return a text as lines that fit a width; what is left over is cut with an ellipsis.

    Args:
        text: Any text, hostile or not.
        width: Room of a line.
        size: Size of the font.
        most: Lines at most.
    """
    lines = [""]
    for word in clean(text).split(" "):
        longer = f"{lines[-1]} {word}".strip()
        if not lines[-1] or width_of(longer, size) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    if len(lines) > most:
        lines[most - 1 :] = [" ".join(lines[most - 1 :])]
    return [_cut(line, width, size) for line in lines]


def _cut(line: str, width: float, size: float) -> str:
    if width_of(line, size) <= width:
        return line
    while line and width_of(line + MORE, size) > width:
        line = line[:-1]
    return line.rstrip() + MORE
