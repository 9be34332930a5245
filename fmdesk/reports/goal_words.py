"""Goals, results and decisions in words, for the screen and on paper."""

from fmdesk.core.domain.goal_views import ActionView, EvaluationView, GoalRow
from fmdesk.core.domain.goals import Every, Measure, Result, Standing, Trend
from fmdesk.core.domain.reporting import ReportAsked
from fmdesk.core.domain.reviews import ReviewKind
from fmdesk.i18n import N_, _, day
from fmdesk.reports.figure_words import figure_words
from fmdesk.reports.period import period_words

EACH = {
    Every.MONTH: N_("every month"),
    Every.QUARTER: N_("every quarter"),
    Every.YEAR: N_("every year"),
}
STANDINGS = {
    Standing.MET: ("circle-check", N_("Met"), "kept"),
    Standing.MISSED: ("circle-x", N_("Missed"), "broken"),
    Standing.RUNNING: ("clock", N_("Running"), "accent"),
    Standing.BEFORE: ("circle-minus", N_("Not yet"), "neutral"),
    Standing.UNKNOWN: ("circle-dot", N_("Nothing counted"), "neutral"),
}
TRENDS = {
    Trend.BETTER: N_("better"),
    Trend.WORSE: N_("worse"),
    Trend.SAME: N_("the same"),
    Trend.UNKNOWN: "–",
}
KINDS = {
    ReviewKind.PRODUCT: N_("Product"),
    ReviewKind.PROCESS: N_("Process"),
    ReviewKind.CHARTER: N_("Charter"),
    ReviewKind.AGREEMENT: N_("Agreement"),
}


def name_of(row: GoalRow) -> str:
    """Return what a goal is called: its measure, and what it is restricted to."""
    return " · ".join(filter(None, (_(row.measure.title), row.about)))


def span_words(result: Result, *, is_heading: bool = True) -> str:
    """Return the period of a result, as a heading or a cell begins."""
    words = period_words(ReportAsked("", result.first, result.last))
    return words[:1].upper() + words[1:] if is_heading else words


def value_words(measure: Measure, result: Result) -> str:
    """Return the figure of a result."""
    return figure_words(result.value, measure.figure.kind)


def norm_words(measure: Measure, norm: int | None) -> str:
    """Return a norm with the side on which it is met."""
    if norm is None:
        return "–"
    return f"{'≥' if measure.is_least else '≤'} {figure_words(norm, measure.figure.kind)}"


def result_words(row: GoalRow, result: Result) -> str:
    """Return a result beside its norm, in a sentence."""
    return _("{goal}, {period}: {value}, norm {norm}.").format(
        goal=name_of(row),
        period=span_words(result),
        value=value_words(row.measure, result),
        norm=norm_words(row.measure, result.norm),
    )


def action_words(view: ActionView) -> str:
    """Return an action with who does it and by when, and what was said when it was done."""
    words = _("{text} ({owner}, by {day})").format(
        text=view.action.text, owner=view.owner, day=day(view.action.due_on)
    )
    said = f": {view.action.said}" if view.action.said else ""
    return f"{words} – {_('late')}" if view.is_late else f"{words}{said}"


def effect_words(measure: Measure, view: EvaluationView) -> str:
    """Return what came of a decision: the result of the next period."""
    if view.effect is None:
        return _("Its effect shows in the next period.")
    return _("Next period, {period}: {value}, {trend}.").format(
        period=span_words(view.effect, is_heading=False),
        value=value_words(measure, view.effect),
        trend=_(TRENDS[view.trend]) if view.trend is not Trend.UNKNOWN else _("not known yet"),
    )
