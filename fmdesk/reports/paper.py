"""Looks of text, and text that always fits its place and is never read as markup."""

from dataclasses import dataclass, replace
from functools import lru_cache

from fmdesk.reports.engine import MEDIUM, REGULAR, STRONG, Canvas, Flowable, ink, text_width_of
from fmdesk.reports.wording import clean
from fmdesk.ui.tokens import LIGHT


@dataclass(frozen=True, slots=True)
class Look:
    """How a text looks; sizes in points."""

    font: str = REGULAR
    size: float = 9
    leading: float = 13
    colour: str = LIGHT.text
    before: float = 0
    after: float = 0


BODY = Look()
SMALL = Look(size=7.5, leading=10.5, colour=LIGHT.muted)
LEAD = Look(MEDIUM, 14, 20)
TITLE = Look(STRONG, 24, 29)
SECTION = Look(STRONG, 13, 17, after=5)
NOTE = replace(SMALL, after=5)


class Paragraph(Flowable):  # type: ignore[misc]  # the library has no types
    """A text in one look, wrapped and never read as markup.

    Args:
        text: Any text, hostile or not.
        look: How it looks.
        most: Lines it may take; the rest is cut with an ellipsis.
    """

    def __init__(self, text: str, look: Look = BODY, most: int = 12) -> None:
        super().__init__()
        self._text, self._look, self._most = clean(text), look, most
        self._lines: list[str] = []
        self.spaceBefore, self.spaceAfter = look.before, look.after

    def wrap(self, width: float, height: float) -> tuple[float, float]:  # noqa: ARG002
        """Return the space it takes, in points."""
        look = self._look
        self._lines = wrap(self._text, width, look.font, look.size, self._most).split("\n")
        return width, len(self._lines) * look.leading

    def draw(self) -> None:
        """Draw the lines."""
        write(self.canv, self._lines, self._look, 0, len(self._lines) * self._look.leading)


def write(canvas: Canvas, lines: list[str], look: Look, x: float, top: float) -> None:
    """Write lines of text below `top`."""
    canvas.setFillColor(ink(look.colour))
    canvas.setFont(look.font, look.size)
    for at, line in enumerate(lines):
        canvas.drawString(x, top - look.leading * at - look.size * 1.05, line)


@lru_cache(maxsize=16384)
def wrap(text: str, width: float, font: str, size: float, most: int) -> str:
    """Return clean text broken into lines that fit a width.

    Args:
        text: One line of clean text.
        width: In points.
        font: Name of a registered font.
        size: In points.
        most: Lines at most; what does not fit is cut and ends in an ellipsis.
    """
    measure = text_width_of
    if measure(text, font, size) <= width:
        return text
    lines: list[str] = []
    line = ""
    for word in text.split(" "):
        longer = f"{line} {word}" if line else word
        if measure(longer, font, size) <= width:
            line = longer
            continue
        if line:
            lines.append(line)
        pieces = _pieces(word, width, font, size)
        lines += pieces[:-1]
        line = pieces[-1]
        if len(lines) > most:
            break
    lines.append(line)
    if len(lines) > most:
        last = lines[most - 1]
        while last and measure(last + "…", font, size) > width:
            last = last[:-1]
        lines[most - 1 :] = [last.rstrip() + "…"]
    return "\n".join(lines)


def _pieces(word: str, width: float, font: str, size: float) -> list[str]:
    """Break a word that is too long for a line, after a hyphen, slash or the like if it can."""
    measure = text_width_of
    pieces: list[str] = []
    while measure(word, font, size) > width and len(word) > 1:
        fits = max(1, int(len(word) * width / measure(word, font, size)))
        while fits > 1 and measure(word[:fits], font, size) > width:
            fits -= 1
        soft = max(word.rfind(mark, 0, fits) for mark in "-/_.@,;:") + 1
        cut = soft if soft > fits // 2 else fits
        pieces.append(word[:cut])
        word = word[cut:]
    return [*pieces, word]
