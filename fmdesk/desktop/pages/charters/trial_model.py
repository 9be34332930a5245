"""Columns and words of a charter tried on the past."""

from fmdesk.core.domain.charter import Outcome
from fmdesk.core.domain.what_if import ChangedLine, Side, WhatIfRow
from fmdesk.desktop.words import month_words
from fmdesk.i18n import N_, _, current_language, money, number, percent
from fmdesk.ui.tables import Column

FULL = 10_000
OUTCOMES: dict[Outcome, str] = {
    Outcome.KEPT: N_("kept"),
    Outcome.BROKEN: N_("broken"),
    Outcome.EXCUSED: N_("excused"),
    Outcome.RUNNING: N_("running"),
    Outcome.NOT_APPLICABLE: N_("not applicable"),
    Outcome.MANUAL: N_("undecided"),
}


def share_words(side: Side) -> str:
    """Return a share kept, a dash for nothing judged."""
    return percent(side.kept, side.judged)


def outcome_words(outcome: Outcome | None) -> str:
    """Return a verdict in words."""
    return "–" if outcome is None else _(OUTCOMES[outcome])


def figure_columns(title: str, *, is_month: bool = False) -> tuple[Column[WhatIfRow], ...]:
    """Return the columns of a dimension.

    Args:
        title: Its name, marked with `N_`.
        is_month: The rows are months, whose keys are put into words.
    """

    def name(row: WhatIfRow) -> str:
        return month_words(row.key) if is_month else row.name.get(current_language())

    def more(row: WhatIfRow) -> str:
        return "broken" if row.after.broken > row.before.broken else ""

    return (
        Column("name", title, name, 150, is_stretched=True),
        Column(
            "broken_before", N_("Broken"), lambda row: number(row.before.broken), 78, is_number=True
        ),
        Column(
            "broken_after",
            N_("Tried"),
            lambda row: number(row.after.broken),
            100,
            is_number=True,
            tone=more,
            is_strong=lambda _row: True,
        ),
        Column("share_before", N_("Kept"), lambda row: share_words(row.before), 96, is_number=True),
        Column(
            "share_after",
            N_("Kept, tried"),
            lambda row: share_words(row.after),
            160,
            is_number=True,
            is_strong=lambda _row: True,
        ),
        Column(
            "cents_before", N_("Credited"), lambda row: money(row.before.cents), 100, is_number=True
        ),
        Column(
            "cents_after",
            N_("Credited, tried"),
            lambda row: money(row.after.cents),
            204,
            is_number=True,
            is_strong=lambda _row: True,
        ),
    )


def line_columns() -> tuple[Column[ChangedLine], ...]:
    """Return the columns of the lines that change."""
    return (
        Column("number", N_("Line"), lambda row: row.number, 110, is_link=lambda _row: True),
        Column(
            "product",
            N_("Product"),
            lambda row: row.product.get(current_language()),
            150,
            is_stretched=True,
        ),
        Column("unit", N_("Unit"), lambda row: row.unit, 120),
        Column("before", N_("Today"), lambda row: outcome_words(row.before), 90),
        Column(
            "after",
            N_("Tried"),
            lambda row: outcome_words(row.after),
            110,
            tone=lambda row: "broken" if row.after is Outcome.BROKEN else "",
        ),
        Column(
            "cents_before", N_("Credited"), lambda row: money(row.cents_before), 90, is_number=True
        ),
        Column(
            "cents_after",
            N_("Credited, tried"),
            lambda row: money(row.cents_after),
            204,
            is_number=True,
        ),
    )
