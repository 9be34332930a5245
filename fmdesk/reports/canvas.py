"""The space in which a chart is drawn, on the screen and on paper, and its texts side by side."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from fmdesk.reports.drawing import Drawing, Words
from fmdesk.reports.measure import fitted, widest
from fmdesk.ui.tokens import LIGHT, Tokens

SCREEN_SIZE, PAPER_SIZE = 12.0, 7.5
"""Size of the text, in pixels on the screen and points on paper."""
_LEADING = 1.15


@dataclass(frozen=True, slots=True)
class Canvas:
    """The space and look of a chart; the text size sets all distances."""

    width: float
    height: float
    tokens: Tokens = LIGHT
    size: float = PAPER_SIZE
    is_paper: bool = True
    """On paper a chart takes no more height than it needs; on the screen it keeps its place."""

    def high(self, needed: float) -> float:
        """Return the height of a drawing that needs so much."""
        return min(needed, self.height) if self.is_paper else self.height

    def words(self, x: float, y: float, text: str, anchor: str = "start", **look: object) -> Words:
        """Return a text in the look of the chart."""
        fill = str(look.get("fill") or self.tokens.muted)
        return Words(x, y, text, self.size, fill, anchor, bool(look.get("is_strong")))

    def empty(self, sentence: str) -> Drawing:
        """Return the drawing that says that there is nothing to show."""
        height = self.high(self.size * 5)
        lines = fitted(sentence, self.width - self.size, self.size, 3)
        shapes = tuple(self.lines(self.width / 2, height / 2, lines, "middle"))
        return Drawing(self.width, height, shapes, sentence)

    def lines(
        self, x: float, middle: float, lines: Sequence[str], anchor: str, **look: object
    ) -> Iterator[Words]:
        """Yield lines of text around a height."""
        step = self.size * _LEADING
        first = middle + self.size * 0.35 - step * (len(lines) - 1) / 2
        for at, line in enumerate(lines):
            yield self.words(x, first + step * at, line, anchor, **look)


class Place(Protocol):
    """Tells where on the width the text of a place stands."""

    def __call__(self, at: int, /) -> float:
        """Return its middle."""


def spaced(
    canvas: Canvas, texts: Sequence[str], x_of: Place, ends: tuple[float, float] | None = None
) -> list[tuple[str, float]]:
    """Return texts side by side with their middles; one that would touch the next is empty.

    The last one is always shown; what an end would cut is moved inwards.

    Args:
        canvas: Its size sets that of the texts.
        texts: From the left to the right.
        x_of: Where the middle of each would be.
        ends: Between which they stand, by default the edges of the canvas.
    """
    placed: list[tuple[str, float]] = []
    left, right = ends or (0.0, canvas.width)
    edge = right
    for at in reversed(range(len(texts))):
        half = widest((texts[at],), canvas.size) / 2
        middle = max(left + half, min(x_of(at), right - half))
        is_shown = bool(texts[at]) and middle + half <= edge
        if is_shown:
            edge = middle - half - canvas.size * 0.3
        placed.append((texts[at] if is_shown else "", middle))
    return placed[::-1]
