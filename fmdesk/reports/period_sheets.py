"""The tables of a report of a period: their columns, how wide each is, and their rows."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import pairwise

from fmdesk.core.domain.reporting import MOST_DENSE, FigureKind, ReportTable
from fmdesk.i18n import _, number
from fmdesk.reports.measure import widest
from fmdesk.reports.sheets import Column, Kind, Level, Row, Sheet, show
from fmdesk.reports.wording import clean

KINDS: Mapping[FigureKind, tuple[Kind, float]] = {
    FigureKind.COUNT: (Kind.COUNT, 16),
    FigureKind.DIFFERENCE: (Kind.COUNT, 16),
    FigureKind.MONEY: (Kind.MONEY, 23),
    FigureKind.LEFT: (Kind.MONEY, 23),
    FigureKind.SPAN: (Kind.SPAN, 22),
    FigureKind.MEAN: (Kind.SPAN, 22),
    FigureKind.SHARE: (Kind.SHARE, 17),
}
"""How each kind of figure is written, and its millimetres on paper where there is room."""
PAPER = 174.0
"""Millimetres between the margins of an upright page."""
_WIDE, _SHORT_NAME, _LEAST_NAME, _LONG_NAME = 267.0, 21.0, 24.0, 90.0
_SIZE, _SMALLER, _LEAST_SIZE, _POINTS = 7.4, 6.6, 5.6, 72 / 25.4
"""Points of a text, of one that would not fit else, of one that fits no page else; of a mm."""
_BESIDE, _CLOSE = 3.5, 1.9
"""Millimetres beside a text, and at the least."""


def sheet_of(table: ReportTable, *, is_dense: bool = False) -> Sheet:
    """Return a table of a report, in the language in force.

    A table that is too wide gives up the room around its figures, then a little of its size; only
    one whose figures and names do not fit even so lies on its side, where it does the same.

    Args:
        table: What it shows.
        is_dense: It shares a page with many: what is ranked has its first rows and the rest as one,
            and one row is its own total.
    """
    size, given, widths = _widths(table, is_dense=is_dense)
    columns = (
        *(
            Column(_(title), width=width)
            for (_of, title), width in zip(table.spec.named, given, strict=True)
        ),
        *(
            Column(_(column.title), KINDS[column.kind][0], width)
            for column, width in zip(table.spec.shown, widths, strict=True)
        ),
    )
    notes = [_(table.spec.note)] if table.spec.note else []
    if not table.rows:
        notes.append(_("Nothing in this period."))
    return Sheet(
        table.spec.code,
        _(table.spec.title),
        columns,
        lambda: _rows(table, is_dense=is_dense),
        " ".join(notes),
        size,
        is_dense=is_dense,
    )


def dense_sheets(table: ReportTable) -> tuple[Sheet, ...]:
    """Return a table for a page that it shares with many: too wide, it goes on below itself.

    Such a page is never turned. The parts have as many columns each as can be, and the same names;
    only the first one has the heading.

    Args:
        table: What it shows.
    """
    columns = len(table.spec.shown)
    for parts in range(1, columns + 1):
        starts = [columns * part // parts for part in range(parts + 1)]
        made = tuple(
            sheet_of(_columns(table, start, end), is_dense=True) for start, end in pairwise(starts)
        )
        if all(sheet.width <= PAPER + 1 for sheet in made):
            break
    first, *others = made
    return first, *(replace(sheet, title="", note="") for sheet in others)


def _columns(table: ReportTable, start: int, end: int) -> ReportTable:
    """Return a table with some of its shown columns alone."""
    rows = tuple(replace(row, values=row.values[start:end]) for row in table.rows)
    return replace(
        table,
        spec=replace(table.spec, columns=table.spec.shown[start:end]),
        rows=rows,
        total=table.total[start:end],
        rest=table.rest[start:end],
    )


def _widths(table: ReportTable, *, is_dense: bool) -> tuple[float, list[float], list[float]]:
    """Return points of the text, and millimetres of the columns with names and with figures.

    A dense table is rather small than has names of two lines.
    """
    places = range(len(table.spec.shown))
    wanted = [
        max(KINDS[column.kind][1], _least(table, at, _SIZE, _BESIDE))
        for at, column in enumerate(table.spec.shown)
    ]
    longest = _longest(table)
    for paper, sizes in ((PAPER, (_SIZE, _SMALLER)), (_WIDE, (_SIZE, _SMALLER, _LEAST_SIZE))):
        for size in sizes:
            least = [_least(table, at, size, _CLOSE) for at in places]
            room = paper - sum(least)
            is_whole = is_dense and size == _SIZE
            if room >= sum(longest if is_whole else (min(one, _LEAST_NAME) for one in longest)):
                part = (room - sum(longest)) / max(sum(wanted) - sum(least), 1)
                part = min(max(part, 0), 1)
                widths = [
                    low + (high - low) * part for low, high in zip(least, wanted, strict=True)
                ]
                return size, _names(longest, paper - sum(widths)), widths
    return _LEAST_SIZE, [_LEAST_NAME for _one in longest], least


def _least(table: ReportTable, at: int, size: float, beside: float) -> float:
    """Return the millimetres of a figure's column: no word of its heading, no figure is broken."""
    column = table.spec.shown[at]
    values = (*(row.values[at] for row in table.rows), table.total[at])
    shown = (show(value, KINDS[column.kind][0], "") for value in values)
    return widest((*_(column.title).split(), *shown), size) / _POINTS + beside


def _longest(table: ReportTable) -> list[float]:
    """Return the millimetres that each column with names would take."""
    texts = [
        (_(title), *(clean(row.labels[at]) for row in table.rows))
        for at, (_of, title) in enumerate(table.spec.named)
    ]
    wide = [widest(one, _SIZE) / _POINTS + _BESIDE for one in texts]
    return [min(max(one, _SHORT_NAME), _LONG_NAME) for one in wide]


def _names(longest: list[float], room: float) -> list[float]:
    """Return the millimetres of the columns with names: longer ones get more of what is left."""
    least = [min(one, _LEAST_NAME) for one in longest]
    more = [one - low + 0.1 for one, low in zip(longest, least, strict=True)]
    left = room - sum(least)
    return [low + left * one / sum(more) for low, one in zip(least, more, strict=True)]


def _rows(table: ReportTable, *, is_dense: bool) -> Iterator[Row]:
    blanks = [""] * (len(table.spec.named) - 1)
    shown = table.rows[:MOST_DENSE] if is_dense and table.rest else table.rows
    for row in shown:
        yield Row((*row.labels, *row.values))
    if len(shown) < len(table.rows):
        words = _("{n} others").format(n=number(len(table.rows) - len(shown)))
        yield Row((words, *blanks, *table.rest))
    if not is_dense or len(table.rows) > 1:
        yield Row((_("Total"), *blanks, *table.total), Level.TOTAL)
