"""The charts of a month: one drawing for the screen and for the paper.

Colour is never alone: a month below its norm is a hollow ring, the norm is dashed, every figure is
written out; so a chart printed in grey says the same.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import wraps
from typing import Protocol

from fmdesk.core.domain.period import Month
from fmdesk.core.domain.views import MonthFigures, TrendPoint
from fmdesk.i18n import _, money, number, percent, using_language
from fmdesk.reports.drawing import Box, Disc, Drawing, Path, Shape, Words, to_svg
from fmdesk.reports.measure import fitted, widest
from fmdesk.reports.month_sheets import rows_of, title_of
from fmdesk.reports.wording import clean, month_in_words, month_sentence, points, share, short_month
from fmdesk.ui.tokens import LIGHT, THEMES, Tokens

SCREEN_SIZE, PAPER_SIZE = 12.0, 7.5
"""Size of the text, in pixels on the screen and points on paper."""
MOST_BARS = 10
_FULL = 10_000
_ROOMY = 7
"""Months between which there is room for a whole year."""
_NAMES = 0.42
"""Share of the width that the names of bars take at most."""
_LEADING = 1.15
_TWO_LINES = 2.3
"""Room, in sizes of the text, that a name of two lines takes."""


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


class Chart(Protocol):
    """What draws one chart."""

    def __call__(self, figures: MonthFigures, canvas: Canvas) -> Drawing:
        """Return the drawing, with texts in the language in force."""


class Screen(Protocol):
    """What draws one chart for the screen."""

    def __call__(
        self, figures: MonthFigures, language: str, width: float, height: float, theme: str
    ) -> bytes:
        """Return the chart as SVG."""


def share_chart(figures: MonthFigures, canvas: Canvas) -> Drawing:
    """Draw the share kept per month against the norm."""
    judged = [point for point in figures.trend if point.kept + point.broken]
    if not judged:
        return canvas.empty(_("No month has a verdict yet."))
    plot = _SharePlot(canvas, figures.trend, _lowest(judged))
    shapes = (*plot.grid(), *plot.norm(), *plot.months(), *plot.dots())
    return Drawing(canvas.width, canvas.height, shapes, month_sentence(figures))


def _realised(point: TrendPoint) -> int:
    return point.kept * _FULL // (point.kept + point.broken)


def _lowest(judged: Sequence[TrendPoint]) -> int:
    """Return the foot of the axis: a multiple of 5 % with air below the lowest value."""
    values = [_realised(point) for point in judged]
    norms = [point.norm for point in judged if point.norm is not None]
    return max(0, (min(values + norms) - 150) // 500 * 500)


@dataclass(frozen=True, slots=True)
class _SharePlot:
    canvas: Canvas
    trend: tuple[TrendPoint, ...]
    low: int

    def _x(self, at: int) -> float:
        size = self.canvas.size
        step = (self.canvas.width - size * 10) / max(1, len(self.trend))
        return size * 4 + step * (at + 0.5)

    def _y(self, basis_points: int) -> float:
        size = self.canvas.size
        top, bottom = size * 2.2, self.canvas.height - size * 2
        return bottom - (bottom - top) * (basis_points - self.low) / (_FULL - self.low)

    def grid(self) -> Iterator[Shape]:
        """Yield the lines of the scale with their figures."""
        span = _FULL - self.low
        step = next(one for one in (100, 200, 500, 1000, 2000) if span <= one * 5)
        size = self.canvas.size
        right = self.canvas.width - size * 6
        for value in range(self.low + -self.low % step, _FULL + 1, step):
            y = self._y(value)
            yield Path(((size * 4, y), (right, y)), self.canvas.tokens.line, 0.6)
            yield self.canvas.words(size * 3.6, y + size * 0.35, percent(value, _FULL, 0), "end")

    def norm(self) -> Iterator[Shape]:
        """Yield the norm as dashed steps, with its figure at the end."""
        half = self._x(1) - self._x(0)
        last = None
        for at, point in enumerate(self.trend):
            if point.norm is None:
                continue
            y = self._y(point.norm)
            ends = ((self._x(at) - half / 2, y), (self._x(at) + half / 2, y))
            yield Path(ends, self.canvas.tokens.text, self.canvas.size / 7, dash=3)
            last = point.norm
        if last is not None:
            x, size = self.canvas.width - self.canvas.size * 5.6, self.canvas.size
            fill = self.canvas.tokens.text
            yield self.canvas.words(x, self._y(last) - size * 0.2, _("norm"), fill=fill)
            yield self.canvas.words(x, self._y(last) + size, share(last, last), fill=fill)

    def months(self) -> Iterator[Shape]:
        """Yield the names of the months, the year where it begins."""
        yield from _month_names(self.canvas, self.trend, self._x)

    def dots(self) -> Iterator[Shape]:
        """Yield a line through the months, then a dot for each: full when kept, else hollow."""
        tokens, size = self.canvas.tokens, self.canvas.size
        run: list[tuple[float, float]] = []
        for at, point in enumerate(self.trend):
            if point.kept + point.broken:
                run.append((self._x(at), self._y(_realised(point))))
        yield Path(tuple(run), tokens.accent, size / 6)
        texts = [points(_realised(one)) if one.kept + one.broken else "" for one in self.trend]
        placed = _spaced(self.canvas, texts, self._x)
        for at, point in enumerate(self.trend):
            if not point.kept + point.broken:
                continue
            value, is_last = _realised(point), at == len(self.trend) - 1
            x, y, is_below = self._x(at), self._y(value), value < (point.norm or 0)
            radius = size * (0.5 if is_last else 0.38)
            fill, edge = (
                (tokens.surface, tokens.broken) if is_below else (tokens.accent, tokens.accent)
            )
            yield Disc(x, y, radius, fill, edge, size / 5)
            text_y = y + size * 1.7 if is_below else y - size * 0.9
            look = {"fill": tokens.broken if is_below else tokens.text, "is_strong": is_last}
            text, text_x = placed[at]
            if text:
                yield self.canvas.words(text_x, text_y, text, "middle", **look)


def _month_names(canvas: Canvas, trend: Sequence[TrendPoint], x_of: "_Place") -> Iterator[Shape]:
    for at, (text, x) in enumerate(_spaced(canvas, _month_texts(trend), x_of)):
        is_last = at == len(trend) - 1
        look = {"fill": canvas.tokens.text if is_last else canvas.tokens.muted}
        y = canvas.height - canvas.size * 0.4
        if text:
            yield canvas.words(x, y, text, "middle", is_strong=is_last, **look)


def _month_texts(trend: Sequence[TrendPoint]) -> list[str]:
    """Return the names of the months, with the year where it begins."""
    texts = []
    for at, point in enumerate(trend):
        day = Month.parse(point.month).first_day()
        text = short_month(day)
        if at == 0 or day.month == 1:
            text = f"{text} {day.year}" if len(trend) <= _ROOMY else f"{text} ’{day.year % 100:02}"
        texts.append(text)
    return texts


class _Place(Protocol):
    def __call__(self, at: int, /) -> float: ...


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its name, its length and the figure in words."""

    name: str
    value: int
    text: str


def breaches_chart(figures: MonthFigures, canvas: Canvas) -> Drawing:
    """Draw the broken lines per unit, most first, with their share of what was judged."""
    rows = sorted(
        (row for row in rows_of(figures, "unit") if row.month.broken),
        key=lambda row: (-row.month.broken, row.key),
    )
    bars = [
        Bar(
            title_of(row),
            row.month.broken,
            f"{number(row.month.broken)}  ({percent(row.month.broken, row.month.judged)})",
        )
        for row in rows
    ]
    if not bars:
        return canvas.empty(_("No unit broke a promise."))
    return draw_bars(canvas, first_bars(bars, number), _("Broken verdicts per unit"))


def borne_chart(figures: MonthFigures, canvas: Canvas) -> Drawing:
    """Draw the euros that each unit bears, most first."""
    cents: Counter[str] = Counter()
    for item in figures.sanctions:
        if not item.is_trial:
            cents[item.unit] += item.cents
    ranked = sorted(((-amount, unit) for unit, amount in cents.items() if amount))
    bars = [Bar(unit, -amount, money(-amount)) for amount, unit in ranked]
    if not bars:
        return canvas.empty(_("No unit bears a sanction."))
    return draw_bars(canvas, first_bars(bars, money), _("Euros borne per unit"))


def first_bars(bars: list[Bar], text_of: Callable[[int], str]) -> list[Bar]:
    """Return as many bars as there is room for, the last one for all the rest.

    Args:
        bars: The longest first.
        text_of: Writes the sum of the rest.
    """
    if len(bars) <= MOST_BARS:
        return bars
    rest = bars[MOST_BARS - 1 :]
    total = sum(bar.value for bar in rest)
    last = Bar(_("{n} more").format(n=len(rest)), total, text_of(total))
    return [*bars[: MOST_BARS - 1], last]


def draw_bars(canvas: Canvas, bars: Sequence[Bar], title: str, tone: str = "broken") -> Drawing:
    """Draw bars with their names and figures.

    Args:
        canvas: Space and look.
        bars: At least one.
        title: What they are, for a screen reader.
        tone: Token of the colour of a bar above zero.
    """
    tokens, size = canvas.tokens, canvas.size
    step = min(canvas.height / len(bars), size * 2.6)
    most = 2 if step >= size * _TWO_LINES else 1
    room = min(widest((clean(bar.name) for bar in bars), size), canvas.width * _NAMES)
    left = room + size * 0.8
    right = canvas.width - widest((bar.text for bar in bars), size) - size * 0.8
    low, high = min(0, *(bar.value for bar in bars)), max(0, *(bar.value for bar in bars))
    scale = max(0, right - left) / max(1, high - low)
    zero = left - low * scale
    shapes: list[Shape] = []
    for at, bar in enumerate(bars):
        middle = step * (at + 0.5)
        length = bar.value * scale
        names = fitted(bar.name, room, size, most)
        shapes += [
            *canvas.lines(room, middle, names, "end", fill=tokens.text),
            Box(
                min(zero, zero + length),
                middle - step * 0.3,
                max(abs(length), 0.5),
                step * 0.6,
                getattr(tokens, tone) if bar.value > 0 else tokens.control,
                radius=1.5,
            ),
            canvas.words(
                max(zero, zero + length) + size * 0.6,
                middle + size * 0.35,
                bar.text,
                fill=tokens.text,
            ),
        ]
    shapes.append(Path(((zero, 0), (zero, step * len(bars))), tokens.control, 0.8))
    return Drawing(canvas.width, canvas.high(step * len(bars)), tuple(shapes), title)


def cost_chart(figures: MonthFigures, canvas: Canvas) -> Drawing:
    """Draw the euros credited per month; corrections may lie below zero."""
    amounts = [point.credited_cents for point in figures.trend]
    if not any(amounts):
        return canvas.empty(_("No euros were credited."))
    tokens, size = canvas.tokens, canvas.size
    low, high = min(0, *amounts), max(0, *amounts)
    top, bottom = size * 2, canvas.height - size * (2.2 if low == 0 else 3.4)
    scale = (bottom - top) / (high - low)
    zero = bottom + low * scale
    step = canvas.width / len(amounts)
    wide = min(step * 0.56, size * 6)
    texts = _spaced(canvas, _amounts(amounts, step, size), lambda at: step * (at + 0.5))
    shapes: list[Shape] = [Path(((0, zero), (canvas.width, zero)), tokens.control, 0.8)]
    for at, cents in enumerate(amounts):
        x, y, is_last = step * (at + 0.5), zero - cents * scale, at == len(amounts) - 1
        fill = tokens.accent if is_last else tokens.control
        shapes.append(Box(x - wide / 2, min(y, zero), wide, abs(y - zero), fill, radius=1.5))
        text_y = y - size * 0.5 if cents >= 0 else y + size * 1.1
        look = {"fill": tokens.text, "is_strong": is_last}
        text, text_x = texts[at]
        if text:
            shapes.append(canvas.words(text_x, text_y, text, "middle", **look))
    shapes += _month_names(canvas, figures.trend, lambda at: step * (at + 0.5))
    title = _("Credited in {month}: {amount}").format(
        month=month_in_words(figures.month), amount=money(figures.total.credited_cents)
    )
    return Drawing(canvas.width, canvas.height, tuple(shapes), title)


def _amounts(amounts: Sequence[int], step: float, size: float) -> list[str]:
    """Return the amounts above their bars, as exact as there is room for."""
    exact = [money(cents) for cents in amounts]
    return exact if widest(exact, size) < step else [_short_money(cents) for cents in amounts]


def _spaced(canvas: Canvas, texts: Sequence[str], x_of: "_Place") -> list[tuple[str, float]]:
    """Return texts side by side with their middles; one that would touch the next is empty.

    The last one is always shown, moved inwards where the edge would cut it.
    """
    placed: list[tuple[str, float]] = []
    edge = canvas.width
    for at in reversed(range(len(texts))):
        half = widest((texts[at],), canvas.size) / 2
        middle = max(half, min(x_of(at), canvas.width - half))
        is_shown = bool(texts[at]) and middle + half <= edge
        if is_shown:
            edge = middle - half - canvas.size * 0.3
        placed.append((texts[at] if is_shown else "", middle))
    return placed[::-1]


def _short_money(cents: int) -> str:
    """Return whole euros, for narrow columns; the table beside the chart has the cents."""
    return money((cents + 50) // 100 * 100)[:-3]


def _for_screen(chart: Chart) -> Screen:
    @wraps(chart)
    def draw(
        figures: MonthFigures, language: str, width: float, height: float, theme: str
    ) -> bytes:
        with using_language(language):
            canvas = Canvas(width, height, THEMES[theme], SCREEN_SIZE, is_paper=False)
            return to_svg(chart(figures, canvas))

    return draw


share_svg = _for_screen(share_chart)
breaches_svg = _for_screen(breaches_chart)
cost_svg = _for_screen(cost_chart)
borne_svg = _for_screen(borne_chart)
