"""A figure per period against its norm: a line with a dot for each, the norm as dashed steps.

Colour is never alone: what misses its norm is a hollow ring, and every figure is written out.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from fmdesk.core.domain.period import Month
from fmdesk.i18n import _, percent
from fmdesk.reports.canvas import Canvas, Place, spaced
from fmdesk.reports.drawing import Disc, Drawing, Path, Shape
from fmdesk.reports.measure import widest
from fmdesk.reports.wording import short_month

FULL = 10_000
_FOOT = 3.5
"""Room, in sizes of the text, that a figure below its dot and the names of the periods take."""
_ROOMY = 7
"""Months between which there is room for a whole year."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One period.

    Attributes:
        name: What stands below it.
        value: Its figure, None where there is none.
        norms: The norm of each of its months, None where there is none.
        is_missed: The figure lies on the wrong side of it.
        is_running: It can still change.
    """

    name: str
    value: int | None
    norms: tuple[int | None, ...]
    is_missed: bool = False
    is_running: bool = False


@dataclass(frozen=True, slots=True)
class Axis:
    """The scale: its ends, its step, and how a figure on it is written."""

    low: int
    high: int
    step: int
    text: Callable[[int], str]


def share_axis(marks: Sequence[Mark]) -> Axis:
    """Return a scale up to the whole, from a multiple of 5 % with air below the lowest value."""
    low = max(0, (min(figures_of(marks)) - 150) // 500 * 500)
    step = next(one for one in (100, 200, 500, 1000, 2000) if FULL - low <= one * 5)
    return Axis(low, FULL, step, lambda value: percent(value, FULL, 0))


def figures_of(marks: Sequence[Mark]) -> list[int]:
    """Return every value and norm."""
    return [one for mark in marks for one in (mark.value, *mark.norms) if one is not None]


@dataclass(frozen=True, slots=True)
class Plot:
    """The picture of a trend.

    Attributes:
        canvas: Its space and look.
        marks: The periods, the oldest first; one has a value at least.
        axis: The scale.
        text: Writes a value at its dot.
        norm_text: Writes a norm.
    """

    canvas: Canvas
    marks: tuple[Mark, ...]
    axis: Axis
    text: Callable[[int], str]
    norm_text: Callable[[int], str]

    def drawing(self, title: str) -> Drawing:
        """Return the drawing with the sentence that says what it shows."""
        names = names_below(self.canvas, [mark.name for mark in self.marks], self._x)
        shapes = (*self._grid(), *self._norm(), *names, *self._dots())
        return Drawing(self.canvas.width, self.canvas.height, shapes, title)

    @property
    def _left(self) -> float:
        size, axis = self.canvas.size, self.axis
        return max(size * 4, widest(map(axis.text, (axis.low, axis.high)), size) + size * 0.8)

    @property
    def _right(self) -> float:
        size, last = self.canvas.size, self._last_norm()
        wide = 0.0 if last is None else widest((self.norm_text(last),), size)
        return self.canvas.width - max(size * 6, wide + size * 0.8)

    @property
    def _step(self) -> float:
        return (self._right - self._left) / len(self.marks)

    def _x(self, at: int) -> float:
        return self._left + self._step * (at + 0.5)

    def _y(self, value: int) -> float:
        size, axis = self.canvas.size, self.axis
        top, bottom = size * 2.2, self.canvas.height - size * 2
        return bottom - (bottom - top) * (value - axis.low) / (axis.high - axis.low)

    def _last_norm(self) -> int | None:
        norms = [one for mark in self.marks for one in mark.norms if one is not None]
        return norms[-1] if norms else None

    def _grid(self) -> Iterator[Shape]:
        """Yield the lines of the scale with their figures."""
        size, axis, tokens = self.canvas.size, self.axis, self.canvas.tokens
        for value in range(axis.low + -axis.low % axis.step, axis.high + 1, axis.step):
            y = self._y(value)
            yield Path(((self._left, y), (self._right, y)), tokens.line, 0.6)
            x = self._left - size * 0.4
            yield self.canvas.words(x, y + size * 0.35, axis.text(value), "end")

    def _norm(self) -> Iterator[Shape]:
        """Yield the norm as dashed steps, with its figure at the end."""
        size, fill = self.canvas.size, self.canvas.tokens.text
        for at, mark in enumerate(self.marks):
            wide = self._step / len(mark.norms)
            for place, norm in enumerate(mark.norms):
                if norm is not None:
                    left, y = self._x(at) - self._step / 2 + wide * place, self._y(norm)
                    yield Path(((left, y), (left + wide, y)), fill, size / 7, dash=3)
        last = self._last_norm()
        if last is not None:
            x, y = self._right + size * 0.4, self._y(last)
            yield self.canvas.words(x, y - size * 0.2, _("norm"), fill=fill)
            yield self.canvas.words(x, y + size, self.norm_text(last), fill=fill)

    def _dots(self) -> Iterator[Shape]:
        """Yield a line through the periods, then a dot for each: full when met, else hollow."""
        tokens, size = self.canvas.tokens, self.canvas.size
        told = [(at, one.value) for at, one in enumerate(self.marks) if one.value is not None]
        run = tuple((self._x(at), self._y(value)) for at, value in told)
        yield Path(run, tokens.accent, size / 6)
        texts = ["" if one.value is None else self.text(one.value) for one in self.marks]
        placed = spaced(self.canvas, texts, self._x, (self._left, self._right))
        for (at, value), (x, y) in zip(told, run, strict=True):
            mark, is_last = self.marks[at], at == len(self.marks) - 1
            is_hollow, edge = mark.is_missed or mark.is_running, tokens.accent
            if mark.is_missed and not mark.is_running:
                edge = tokens.broken
            radius = size * (0.5 if is_last else 0.38)
            yield Disc(x, y, radius, tokens.surface if is_hollow else edge, edge, size / 5)
            is_below = value < (mark.norms[-1] or 0) and y <= self.canvas.height - size * _FOOT
            fill = tokens.broken if edge == tokens.broken else tokens.text
            text, text_x = placed[at]
            if text:
                text_y = y + size * 1.7 if is_below else y - size * 0.9
                look = {"fill": fill, "is_strong": is_last}
                yield self.canvas.words(text_x, text_y, text, "middle", **look)


def names_below(canvas: Canvas, names: Sequence[str], x_of: Place) -> Iterator[Shape]:
    """Yield the names of periods at the foot of a chart, the last one in bold."""
    for at, (text, x) in enumerate(spaced(canvas, names, x_of)):
        is_last = at == len(names) - 1
        look = {"fill": canvas.tokens.text if is_last else canvas.tokens.muted}
        y = canvas.height - canvas.size * 0.4
        if text:
            yield canvas.words(x, y, text, "middle", is_strong=is_last, **look)


def month_texts(months: Iterable[Month]) -> list[str]:
    """Return the names of months in a row, with the year where it begins."""
    given = list(months)
    return dated([(short_month(one.first_day()), one) for one in given])


def dated(names: Sequence[tuple[str, Month]]) -> list[str]:
    """Return the names of periods in a row, with the year where it begins.

    Args:
        names: Each with its first month.
    """
    texts, before = [], 0
    for text, first in names:
        year = f"{first.year}" if len(names) <= _ROOMY else f"’{first.year % 100:02}"
        texts.append(text if first.year == before else f"{text} {year}")
        before = first.year
    return texts
