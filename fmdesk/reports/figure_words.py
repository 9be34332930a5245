"""Figures of the reports as a person reads them, on the screen and on paper."""

from collections.abc import Callable, Mapping

from fmdesk.core.domain.reporting import FigureKind
from fmdesk.i18n import duration, money, number
from fmdesk.reports.wording import share

_WRITTEN: Mapping[FigureKind, Callable[[int], str]] = {
    FigureKind.COUNT: number,
    FigureKind.MONEY: money,
    FigureKind.LEFT: money,
    FigureKind.SPAN: duration,
    FigureKind.MEAN: duration,
    FigureKind.SHARE: share,
}


def figure_words(value: int | None, kind: FigureKind) -> str:
    """Return a figure as a person reads it; a dash where it cannot be told."""
    if value is None:
        return "–"
    if kind is FigureKind.DIFFERENCE:
        return f"+{number(value)}" if value > 0 else number(value)
    return _WRITTEN[kind](value)
