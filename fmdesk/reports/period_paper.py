"""A report of a period on paper: what it is about, its chart, its tables."""

from collections.abc import Iterator
from dataclasses import replace

from fmdesk.core.domain.reporting import ReportFigures
from fmdesk.i18n import _, stamp
from fmdesk.reports import cover
from fmdesk.reports.charts import Canvas
from fmdesk.reports.engine import Flowable, NextPageTemplate
from fmdesk.reports.layout import COVER, PORTRAIT, Head, build, capital, place, text_width
from fmdesk.reports.paper import SMALL, TITLE, Paragraph
from fmdesk.reports.period import chart, has_chart, period_words, sheets, title_of
from fmdesk.reports.wording import NO_VALUE, clean
from fmdesk.ui.tokens import LIGHT

_CHART_HEIGHT = 150


def render(figures: ReportFigures) -> bytes:
    """Return a report as PDF, in the language in force; equal figures give equal bytes."""
    return build(head_of(figures), _story(figures))


def head_of(figures: ReportFigures) -> Head:
    """Return what stands on every page."""
    title, words = title_of(figures), period_words(figures.asked)
    log = _("log {head}").format(head=clean(figures.chain_head)[:12] or NO_VALUE)
    parts = (capital(words), title, log, figures.organisation)
    return Head(
        title,
        capital(words),
        f"{title}, {words}",
        figures.organisation,
        " · ".join(parts),
        figures.as_of,
        figures.language,
        figures.attribution,
    )


def _story(figures: ReportFigures) -> Iterator[Flowable]:
    head = head_of(figures)
    made = _("Made {at}").format(at=stamp(figures.as_of, figures.zone))
    yield NextPageTemplate(PORTRAIT)
    yield cover.Masthead(figures.organisation, made, is_draft=False)
    look = replace(TITLE, size=11, leading=15, colour=LIGHT.muted)
    yield Paragraph(head.title, look, 1)
    yield Paragraph(head.period, TITLE, 1)
    yield Paragraph(_("For: {reader}").format(reader=_(figures.spec.reader)), SMALL, 2)
    drawn = next((table for table in figures.tables if has_chart(table)), None)
    if drawn is not None:
        yield cover.heading(_(drawn.spec.title))
        yield cover.picture(chart(drawn, Canvas(text_width(COVER), _CHART_HEIGHT)))
    yield from place(sheets(figures), figures.zone)
