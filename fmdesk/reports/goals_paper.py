"""The goals of a quarter on paper: results against norms, decisions with effects, late reviews."""

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from textwrap import wrap

from fmdesk.core.domain.goal_views import GoalPage, GoalPaper, ResultView
from fmdesk.core.domain.reporting import ReportAsked
from fmdesk.core.domain.reviews import ReviewState
from fmdesk.i18n import _, day, using_language
from fmdesk.reports import cover
from fmdesk.reports.canvas import Canvas
from fmdesk.reports.engine import Flowable, Table
from fmdesk.reports.front import front, head_of
from fmdesk.reports.goal_charts import goal_chart
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
from fmdesk.reports.layout import COVER, Head, Picture, build, place, text_width
from fmdesk.reports.paper import BODY, Paragraph
from fmdesk.reports.sheets import Column, Kind, Row, Sheet
from fmdesk.reports.wording import NO_VALUE, clean

_CHART_HEIGHT, _GAP = 100, 14
PIECE = 200
"""Signs of a text that one cell holds whole; what is longer goes on in the row below."""


def render(paper: GoalPaper) -> bytes:
    """Return the goals of a quarter as PDF, in its own language; equal figures, equal bytes."""
    with using_language(paper.language):
        asked = ReportAsked("", paper.first, paper.last)
        head = head_of(paper, _("Goals and evaluation"), asked)
        return build(head, _story(paper, head))


def _story(paper: GoalPaper, head: Head) -> Iterator[Flowable]:
    yield from front(paper, head, _("Management"))
    tested = [page for page in paper.pages if _within(paper, page)]
    if tested:
        yield cover.heading(_("Results over time"))
        yield _trends(tested)
    yield from place(sheets(paper), paper.zone)


def _within(paper: GoalPaper, page: GoalPage) -> tuple[ResultView, ...]:
    """Return those results of a goal alone that end in the quarter and had a norm."""
    return tuple(
        one
        for one in page.results
        if paper.first <= one.result.last <= paper.last and one.result.norm is not None
    )


def _trends(pages: Sequence[GoalPage]) -> Flowable:
    """Return the charts of some goals, two beside each other, each below its name."""
    wide = text_width(COVER) / 2
    canvas = Canvas(wide - _GAP, _CHART_HEIGHT)
    cells = [
        [
            Paragraph(f"{name_of(one.row)} ({_(EACH[one.row.goal.every])})", BODY, 1),
            Picture(goal_chart(one, canvas), after=_GAP),
        ]
        for one in pages
    ]
    rows = [[*cells[place : place + 2], ""][:2] for place in range(0, len(cells), 2)]
    style = [("VALIGN", (0, 0), (-1, -1), "TOP")] + [
        (f"{side}PADDING", (0, 0), (-1, -1), 0) for side in ("LEFT", "RIGHT", "TOP", "BOTTOM")
    ]
    return Table(rows, colWidths=[wide, wide], style=style)


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
        [_result(page, one) for page in paper.pages for one in _within(paper, page)],
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
        [row for page in paper.pages for row in _decisions(page, _within(paper, page))],
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


def _result(page: GoalPage, shown: ResultView) -> tuple[str, ...]:
    row = page.row
    return (
        f"{name_of(row)} ({_(EACH[row.goal.every])})",
        row.owner.text,
        span_words(shown.result),
        norm_words(row.measure, shown.result.norm),
        value_words(row.measure, shown.result),
        _(STANDINGS[shown.result.standing][1]),
        _(TRENDS[shown.trend]),
    )


def _decisions(page: GoalPage, results: Sequence[ResultView]) -> Iterator[tuple[str, ...]]:
    for shown in results:
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
