"""Columns and words of the goals."""

import re
from decimal import Decimal

from fmdesk.core.domain.goal_views import GoalRow, ResultView
from fmdesk.core.domain.goals import Every, Measure, Result, Trend
from fmdesk.core.domain.reporting import FigureKind, Scope
from fmdesk.i18n import N_, _, money, number
from fmdesk.reports.figure_words import figure_words
from fmdesk.reports.goal_words import (
    STANDINGS,
    TRENDS,
    name_of,
    norm_words,
    span_words,
    value_words,
)
from fmdesk.ui.forms import cents_of
from fmdesk.ui.tables import Column
from fmdesk.ui.widgets.badge import Badge

EVERY = {Every.MONTH: N_("Month"), Every.QUARTER: N_("Quarter"), Every.YEAR: N_("Year")}
SCOPES = {
    Scope.UNIT: N_("Unit"),
    Scope.DEPARTMENT: N_("Department"),
    Scope.COST_CENTRE: N_("Cost centre"),
    Scope.PRODUCT: N_("Product"),
    Scope.CHARTER: N_("Charter"),
    Scope.CHANNEL: N_("Channel"),
}
_TONES = {Trend.BETTER: "kept", Trend.WORSE: "broken"}
NORM_HELP = {
    FigureKind.SHARE: N_("In percent, such as 95 or 97.5."),
    FigureKind.MEAN: N_("In minutes."),
    FigureKind.MONEY: N_("In euros."),
    FigureKind.COUNT: N_("A number."),
}
_SCALES = {FigureKind.SHARE: 100, FigureKind.MEAN: 60, FigureKind.COUNT: 1}


def goal_columns() -> tuple[Column[GoalRow], ...]:
    """Return the columns of the goals."""
    return (
        Column(
            "goal",
            N_("Goal"),
            name_of,
            190,
            is_stretched=True,
            is_strong=lambda _row: True,
            hint=name_of,
        ),
        Column("standing", N_("Result"), _word, 104, badge=lambda row: badge_of(row.result)),
        Column("value", N_("Figure"), lambda row: value_words(row.measure, row.result), 92, True),
        Column("actions", N_("Actions"), actions_words, 78, tone=_late),
        Column("norm", N_("Norm"), _norm, 84, is_number=True, is_hidden=True),
        Column("trend", N_("Trend"), _trend, 76, is_hidden=True, tone=_trend_tone),
        Column("period", N_("Period"), lambda row: span_words(row.result), 120, is_hidden=True),
        Column("owner", N_("Owner"), lambda row: row.owner.text, 130, is_hidden=True),
    )


def result_columns(measure: Measure) -> tuple[Column[ResultView], ...]:
    """Return the columns of the results of a goal; what it counts opens its records."""
    return (
        Column("period", N_("Period"), lambda row: span_words(row.result), 130, is_stretched=True),
        Column("standing", N_("Result"), _standing, 112, badge=lambda row: badge_of(row.result)),
        Column("value", N_("Figure"), lambda row: value_words(measure, row.result), 78, True),
        Column("norm", N_("Norm"), lambda row: norm_words(measure, row.result.norm), 84, True),
        *(_part(measure, place) for place in range(len(measure.parts))),
        Column("trend", N_("Trend"), _result_trend, 76, tone=_result_tone, is_hidden=True),
        Column("decided", N_("Decided"), _decided, 76, is_number=True, is_hidden=True),
    )


def _part(measure: Measure, place: int) -> Column[ResultView]:
    code = measure.parts[place]
    kind = next(one.kind for one in measure.table.columns if one.code == code)
    return Column(
        f"part{place}",
        (N_("Counted"), N_("Out of"))[place],
        lambda row: figure_words(row.result.parts[place], kind),
        84 if kind is FigureKind.COUNT else 96,
        is_number=True,
        is_link=lambda row: row.cells[place] is not None and bool(row.result.parts[place]),
    )


def badge_of(result: Result) -> Badge:
    """Return how a result stands to its norm."""
    icon, word, tone = STANDINGS[result.standing]
    return Badge(icon, _(word), tone)


def _word(row: GoalRow) -> str:
    return badge_of(row.result).word


def _standing(row: ResultView) -> str:
    return badge_of(row.result).word


def _trend(row: GoalRow) -> str:
    return _(TRENDS[row.trend])


def _norm(row: GoalRow) -> str:
    return norm_words(row.measure, row.result.norm)


def _trend_tone(row: GoalRow) -> str:
    return _TONES.get(row.trend, "muted")


def _result_trend(row: ResultView) -> str:
    return _(TRENDS[row.trend])


def _result_tone(row: ResultView) -> str:
    return _TONES.get(row.trend, "muted")


def _decided(row: ResultView) -> str:
    return number(len(row.evaluations)) if row.evaluations else "–"


def actions_words(row: GoalRow) -> str:
    """Return how many actions are open, and late."""
    if row.late_actions:
        return _("{n} late").format(n=number(row.late_actions))
    return _("{n} open").format(n=number(row.open_actions)) if row.open_actions else "–"


def _late(row: GoalRow) -> str:
    return "broken" if row.late_actions else "muted"


def norm_text(norm: int, kind: FigureKind) -> str:
    """Return a norm as it is typed."""
    if kind is FigureKind.MONEY:
        return money(norm)
    scaled = Decimal(norm) / _SCALES[kind]
    return number(scaled, 0 if scaled == scaled.to_integral_value() else 2)


def read_norm(text: str, kind: FigureKind) -> int:
    """Return the norm that somebody typed.

    Raises:
        ValueError: With the sentence to show.
    """
    wrong = _("“{text}” is no norm of this measure.").format(text=text)
    if kind is FigureKind.MONEY:
        cents = cents_of(text)
        if cents is None:
            raise ValueError(wrong)
        return cents
    plain = text.replace("%", "").replace(",", ".").strip()
    if not re.fullmatch(r"\d{1,6}(\.\d{1,2})?", plain, re.ASCII):
        raise ValueError(wrong)
    scaled = Decimal(plain) * _SCALES[kind]
    if scaled != scaled.to_integral_value():
        raise ValueError(wrong)
    return int(scaled)
