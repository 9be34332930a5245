"""The goals of a quarter on paper: results against norms, decisions with effects, late reviews."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import zip_longest
from textwrap import wrap

from fmdesk.core.domain.goal_views import GoalPage, GoalPaper
from fmdesk.core.domain.reporting import ReportAsked
from fmdesk.core.domain.reviews import ReviewState
from fmdesk.i18n import _, day, stamp, using_language
from fmdesk.reports import cover
from fmdesk.reports.engine import Flowable, NextPageTemplate
from fmdesk.reports.goal_words import (
    EACH,
    KINDS,
    STANDINGS,
    TRENDS,
    action_words,
    effect_words,
    name_of,
    norm_words,
    span_words,
    value_words,
)
from fmdesk.reports.layout import PORTRAIT, Head, build, capital, place
from fmdesk.reports.paper import SMALL, TITLE, Paragraph
from fmdesk.reports.period import period_words
from fmdesk.reports.sheets import Column, Kind, Row, Sheet
from fmdesk.reports.wording import NO_VALUE, clean
from fmdesk.ui.tokens import LIGHT

PIECE = 200
"""Signs of a text that one cell holds whole; what is longer goes on in the row below."""


def render(paper: GoalPaper) -> bytes:
    """Return the goals of a quarter as PDF, in its own language; equal figures, equal bytes."""
    with using_language(paper.language):
        return build(_head(paper), _story(paper))


def _head(paper: GoalPaper) -> Head:
    title = _("Goals and evaluation")
    words = capital(period_words(ReportAsked("", paper.first, paper.last)))
    log = _("log {head}").format(head=clean(paper.chain_head)[:12] or NO_VALUE)
    return Head(
        title,
        words,
        f"{title}, {words}",
        paper.organisation,
        f"{words} · {title} · {log} · {paper.organisation}",
        paper.as_of,
        paper.language,
        paper.attribution,
    )


def _story(paper: GoalPaper) -> Iterator[Flowable]:
    head = _head(paper)
    made = _("Made {at}").format(at=stamp(paper.as_of, paper.zone))
    yield NextPageTemplate(PORTRAIT)
    yield cover.Masthead(paper.organisation, made, is_draft=False)
    look = replace(TITLE, size=11, leading=15, colour=LIGHT.muted)
    yield Paragraph(head.title, look, 1)
    yield Paragraph(head.period, TITLE, 1)
    yield Paragraph(_("For: {reader}").format(reader=_("Management")), SMALL, 2)
    yield from place(sheets(paper), paper.zone)


def sheets(paper: GoalPaper) -> Iterator[Sheet]:
    """Yield the tables of the paper, in the language in force; those without rows say so."""
    yield _sheet(
        "results",
        _("Results against the norm"),
        (
            (_("Goal"), 44),
            (_("Owner"), 28),
            (_("Period"), 27),
            (_("Norm"), 19),
            (_("Figure"), 19),
            (_("Result"), 20),
            (_("Trend"), 17),
        ),
        [_result(page, place) for page in paper.pages for place in range(len(page.results))],
        _("No goal was tested in this quarter."),
    )
    yield _sheet(
        "decisions",
        _("Decided, and its effect"),
        (
            (_("Goal"), 36),
            (_("Period"), 24),
            (_("What was decided"), 46),
            (_("Actions"), 40),
            (_("Effect"), 28),
        ),
        [row for page in paper.pages for row in _decisions(page)],
        _("Nothing is decided yet."),
    )
    yield _sheet(
        "reviews",
        _("Overdue reviews"),
        ((_("What"), 66), (_("Kind"), 30), (_("Review on"), 28), (_("Owner"), 50)),
        [
            (
                row.name,
                _(KINDS[row.subject.kind]),
                day(row.review.next_on) if row.review and row.review.next_on else NO_VALUE,
                row.owner.text if row.owner else NO_VALUE,
            )
            for row in paper.reviews
            if row.state is ReviewState.OVERDUE
        ],
        _("No review is overdue."),
    )


def _sheet(
    code: str,
    title: str,
    columns: tuple[tuple[str, int], ...],
    rows: list[tuple[str, ...]],
    nothing: str,
) -> Sheet:
    made = tuple(Column(name, Kind.TEXT, width) for name, width in columns)
    note = "" if rows else nothing
    return Sheet(code, title, made, lambda: (Row(row) for row in rows), note, lines=8)


def _result(page: GoalPage, place: int) -> tuple[str, ...]:
    row, shown = page.row, page.results[place]
    return (
        f"{name_of(row)} ({_(EACH[row.goal.every])})",
        row.owner.text,
        span_words(shown.result),
        norm_words(row.measure, shown.result.norm),
        value_words(row.measure, shown.result),
        _(STANDINGS[shown.result.standing][1]),
        _(TRENDS[shown.trend]),
    )


def _decisions(page: GoalPage) -> Iterator[tuple[str, ...]]:
    for shown in page.results:
        for said in shown.evaluations:
            actions = (
                f"{clean(action_words(one))}, {_('done') if one.action.done_at else _('open')}"
                for one in said.actions
            )
            effect = effect_words(page.row.measure, said)
            front = (name_of(page.row), span_words(shown.result))
            texts = (clean(said.evaluation.decision), "; ".join(actions) or NO_VALUE)
            pieces = (wrap(one, PIECE) for one in texts)
            for what, done in zip_longest(*pieces, fillvalue=""):
                yield (*front, what, done, effect)
                front, effect = ("", ""), ""
