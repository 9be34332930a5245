"""A report of a period on paper: what it is about, its chart, its tables."""

from collections.abc import Iterator

from fmdesk.core.domain.reporting import ReportFigures, ReportTable
from fmdesk.i18n import _
from fmdesk.reports import cover
from fmdesk.reports.canvas import Canvas
from fmdesk.reports.engine import Flowable, Spacer
from fmdesk.reports.front import front, head_of
from fmdesk.reports.layout import (
    COVER,
    LANDSCAPE,
    PORTRAIT,
    WIDE_COVER,
    Head,
    build,
    page_of,
    place,
    text_width,
)
from fmdesk.reports.paper import SMALL, Paragraph
from fmdesk.reports.period import chart, has_chart, sheets, title_of
from fmdesk.reports.period_sheets import dense_sheets

_CHART_HEIGHT, _CLOSE = 150, 8


def render(figures: ReportFigures) -> bytes:
    """Return a report as PDF, in the language in force; equal figures give equal bytes.

    A page about one unit or department is dense: no chart of what its first table says, and the
    tables without a row are one sentence.
    """
    head = head_of(figures, title_of(figures), figures.asked)
    if figures.spec.needs:
        return build(head, _dense(figures, head))
    drawn = next((table for table in figures.tables if has_chart(table)), None)
    is_wide = drawn is None and page_of(next(sheets(figures))) == LANDSCAPE
    return build(
        head, _story(figures, head, drawn, is_wide=is_wide), WIDE_COVER if is_wide else COVER
    )


def _story(
    figures: ReportFigures, head: Head, drawn: ReportTable | None, *, is_wide: bool
) -> Iterator[Flowable]:
    then = LANDSCAPE if is_wide else PORTRAIT
    yield from front(figures, head, _(figures.spec.reader), then)
    if drawn is not None:
        yield cover.heading(_(drawn.spec.title))
        yield cover.picture(chart(drawn, Canvas(text_width(COVER), _CHART_HEIGHT)))
    yield from place(sheets(figures), figures.zone, then)


def _dense(figures: ReportFigures, head: Head) -> Iterator[Flowable]:
    yield from front(figures, head, _(figures.spec.reader), after=_CLOSE)
    told = [sheet for table in figures.tables if table.rows for sheet in dense_sheets(table)]
    yield from place(told, figures.zone)
    empty = [_(table.spec.title) for table in figures.tables if not table.rows]
    if empty:
        yield Spacer(0, 4)
        words = _("Nothing in this period: {tables}.").format(tables=", ".join(empty))
        yield Paragraph(words, SMALL, 4)
