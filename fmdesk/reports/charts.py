"""The charts of a month: one drawing for the screen and for the paper.

Colour is never alone: a month below its norm is a hollow ring, the norm is dashed, every figure is
written out; so a chart printed in grey says the same.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import wraps
from typing import Protocol

from fmdesk.core.domain.period import Month
from fmdesk.core.domain.views import MonthFigures, TrendPoint
from fmdesk.i18n import _, money, number, percent, using_language
from fmdesk.reports.canvas import SCREEN_SIZE, Canvas, spaced
from fmdesk.reports.drawing import Box, Drawing, Path, Shape, to_svg
from fmdesk.reports.measure import fitted, widest
from fmdesk.reports.month_sheets import rows_of, title_of
from fmdesk.reports.trend_plot import FULL, Mark, Plot, month_texts, names_below, share_axis
from fmdesk.reports.wording import clean, month_in_words, month_sentence, points, share, whole_euros
from fmdesk.ui.tokens import THEMES

MOST_BARS = 10
_NAMES = 0.42
"""Share of the width that the names of bars take at most."""
_TWO_LINES = 2.3
"""Room, in sizes of the text, that a name of two lines takes."""


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
    names = month_texts(Month.parse(point.month) for point in figures.trend)
    marks = tuple(map(_mark, figures.trend, names))
    plot = Plot(canvas, marks, share_axis(marks), points, lambda norm: share(norm, norm))
    return plot.drawing(month_sentence(figures))


def _mark(point: TrendPoint, name: str) -> Mark:
    judged = point.kept + point.broken
    value = point.kept * FULL // judged if judged else None
    is_missed = value is not None and value < (point.norm or 0)
    return Mark(name, value, (point.norm,), is_missed=is_missed)


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
    texts = spaced(canvas, _amounts(amounts, step, size), lambda at: step * (at + 0.5))
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
    names = month_texts(Month.parse(point.month) for point in figures.trend)
    shapes += names_below(canvas, names, lambda at: step * (at + 0.5))
    title = _("Credited in {month}: {amount}").format(
        month=month_in_words(figures.month), amount=money(figures.total.credited_cents)
    )
    return Drawing(canvas.width, canvas.height, tuple(shapes), title)


def _amounts(amounts: Sequence[int], step: float, size: float) -> list[str]:
    """Return the amounts above their bars, as exact as there is room for."""
    exact = [money(cents) for cents in amounts]
    return exact if widest(exact, size) < step else [whole_euros(cents) for cents in amounts]


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
