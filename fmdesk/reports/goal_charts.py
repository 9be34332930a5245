"""The trend of a goal: the result of each period against the norm of each month."""

from collections.abc import Iterator, Sequence
from itertools import count, dropwhile

from fmdesk.core.domain.goal_views import GoalPage
from fmdesk.core.domain.goals import Every, Goal, Result, Standing
from fmdesk.core.domain.period import Month
from fmdesk.core.domain.reporting import FULL, FigureKind
from fmdesk.i18n import _, number, percent, using_language
from fmdesk.reports.canvas import SCREEN_SIZE, Canvas
from fmdesk.reports.drawing import Drawing, to_svg
from fmdesk.reports.figure_words import figure_words
from fmdesk.reports.goal_words import norm_words, result_words
from fmdesk.reports.trend_plot import Axis, Mark, Plot, dated, figures_of, month_texts, share_axis
from fmdesk.reports.wording import points, whole_euros
from fmdesk.ui.tokens import THEMES

LINES = 5
"""Steps of a scale at most."""
_TIMES = (60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200)
_UNITS = {FigureKind.SHARE: 100, FigureKind.MONEY: 100, FigureKind.MEAN: 86_400}


def goal_chart(page: GoalPage, canvas: Canvas) -> Drawing:
    """Draw the results of a goal, in the language in force."""
    marks = _marks(page)
    if all(one.value is None for one in marks):
        return canvas.empty(_("No period has a result yet."))
    measure, kind = page.row.measure, page.row.measure.figure.kind
    is_share = kind is FigureKind.SHARE
    axis = share_axis(marks) if is_share and measure.is_least else axis_of(marks, kind)
    plot = Plot(
        canvas,
        marks,
        axis,
        points if is_share else lambda value: brief(value, kind),
        lambda norm: norm_words(measure, norm),
    )
    return plot.drawing(result_words(page.row, page.row.result))


def goal_svg(page: GoalPage, language: str, width: float, height: float, theme: str) -> bytes:
    """Return the trend of a goal for the screen, as SVG.

    Args:
        page: The goal.
        language: `nl` or `en`.
        width: In pixels.
        height: In pixels.
        theme: Name of the theme.
    """
    with using_language(language):
        canvas = Canvas(width, height, THEMES[theme], SCREEN_SIZE, is_paper=False)
        return to_svg(goal_chart(page, canvas))


def _marks(page: GoalPage) -> tuple[Mark, ...]:
    """Return the periods, the oldest first, from the first that has a figure or a norm."""
    oldest_first = [one.result for one in reversed(page.results)]
    results = list(dropwhile(lambda one: one.value is None and one.norm is None, oldest_first))
    names = _names(page.row.goal.every, results)
    return tuple(_mark(page.row.goal, *each) for each in zip(results, names, strict=True))


def _mark(goal: Goal, result: Result, name: str) -> Mark:
    first, last = Month.parse(result.first), Month.parse(result.last)
    months = (last.year - first.year) * 12 + last.number - first.number + 1
    return Mark(
        name,
        result.value,
        tuple(goal.norm_in(str(first.shift(place))) for place in range(months)),
        is_missed=result.standing is Standing.MISSED,
        is_running=result.standing is Standing.RUNNING,
    )


def _names(every: Every, results: Sequence[Result]) -> list[str]:
    months = [Month.parse(one.first) for one in results]
    if every is Every.MONTH:
        return month_texts(months)
    if every is Every.YEAR:
        return [str(one.year) for one in months]
    return dated([(_("Q{n}").format(n=one.number // 3 + 1), one) for one in months])


def axis_of(marks: Sequence[Mark], kind: FigureKind) -> Axis:
    """Return a scale from nothing, or what lies below it, to what is most, in round steps."""
    figures = figures_of(marks)
    low, high = min(0, *figures), max(1, *figures)
    step = next(one for one in _steps(kind) if -(-high // one) - low // one <= LINES)
    ends = (low // step * step, -(-high // step) * step)
    return Axis(*ends, step, lambda value: _on_axis(value, kind))


def _steps(kind: FigureKind) -> Iterator[int]:
    if kind is FigureKind.MEAN:
        yield from _TIMES
    unit = _UNITS.get(kind, 1)
    for power in count():
        yield from (unit * one * 10**power for one in (1, 2, 5))


def _on_axis(value: int, kind: FigureKind) -> str:
    if not value and kind is FigureKind.MEAN:
        return number(0)  # of no unit
    return percent(value, FULL, 0) if kind is FigureKind.SHARE else brief(value, kind)


def brief(value: int, kind: FigureKind) -> str:
    """Return a figure in little room."""
    return whole_euros(value) if kind is FigureKind.MONEY else figure_words(value, kind)
