"""The monthly report: what was promised, kept and broken, and what that cost."""

from collections.abc import Iterator

from fmdesk.core.domain.views import MonthFigures
from fmdesk.i18n import _, money, ngettext, number, using_language
from fmdesk.reports import cover, month_sheets
from fmdesk.reports.canvas import Canvas
from fmdesk.reports.charts import Chart, breaches_chart, cost_chart, share_chart
from fmdesk.reports.drawing import Drawing
from fmdesk.reports.engine import Flowable
from fmdesk.reports.grid import Section
from fmdesk.reports.layout import COVER, PORTRAIT, Paper, build, place, text_width, turn
from fmdesk.reports.paper import SMALL, Paragraph
from fmdesk.reports.wording import month_sentence, norm_of, share, standing, year_sentence


def render(figures: MonthFigures, language: str) -> bytes:
    """Return the monthly report as PDF; equal figures give equal bytes.

    Args:
        figures: The month, draft or closed.
        language: `nl` or `en`.
    """
    with using_language(language):
        paper = Paper(_("Monthly report on quality charters"), figures, language)
        return build(paper.head, _story(paper))


def _story(paper: Paper) -> Iterator[Flowable]:
    figures = paper.figures
    yield from cover.opening(paper, month_sentence(figures), cards(figures))
    yield Paragraph(year_sentence(figures), SMALL, 2)
    yield cover.heading(_("Share kept against the norm"))
    yield cover.picture(_drawn(share_chart, figures, 175))
    yield cover.heading(_("What asks for attention"))
    yield from cover.below_norm(figures)
    yield cover.heading(_("About these figures"))
    yield from cover.notes(figures, cover.REALISED)
    yield from turn(PORTRAIT)
    yield Section("charts", _("The month in pictures"))
    yield cover.heading(_("Broken verdicts per unit"))
    yield cover.picture(_drawn(breaches_chart, figures, 190))
    yield cover.heading(_("Cost of sanctions: credited per month"))
    yield cover.picture(_drawn(cost_chart, figures, 140))
    yield from place(month_sheets.sheets(figures), figures.zone)


def _drawn(chart: Chart, figures: MonthFigures, height: float) -> Drawing:
    return chart(figures, Canvas(text_width(COVER), height))


def cards(figures: MonthFigures) -> tuple[cover.Card, ...]:
    """Return the three figures that matter."""
    total, norm = figures.total, norm_of(figures)
    tone = "neutral"
    if total.realised is not None and norm is not None:
        tone = "kept" if total.realised >= norm else "broken"
    return (
        cover.Card(
            _("Kept"),
            share(total.realised, norm),
            (standing(figures) or _("no norm set"), _counts(total.kept, total.judged)),
            tone,
        ),
        cover.Card(
            _("Broken verdicts"),
            number(total.broken),
            (
                _("{n} excused").format(n=number(total.excused)),
                ngettext("{n} still running", "{n} are still running", total.running).format(
                    n=number(total.running)
                ),
            ),
        ),
        cover.Card(
            _("Credited to departments"),
            money(total.credited_cents),
            (
                _("borne by units: {amount}").format(amount=money(total.borne_cents)),
                _("waived: {amount}").format(amount=money(total.waived_cents)),
            ),
        ),
    )


def _counts(kept: int, judged: int) -> str:
    return _("{kept} of {judged}").format(kept=number(kept), judged=number(judged))
