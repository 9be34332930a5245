"""Columns and words of the reviews."""

from collections.abc import Sequence

from fmdesk.core.domain.office_time import OfficeTime
from fmdesk.core.domain.reviews import ReviewKind, ReviewRow, ReviewState
from fmdesk.desktop.words import short_stamp
from fmdesk.i18n import N_, _, day
from fmdesk.reports.goal_words import KINDS
from fmdesk.ui.tables import Column
from fmdesk.ui.widgets.badge import Badge

DUE, ALL, UNDATED = "due", "all", "undated"
WHICH = ((DUE, N_("Overdue and soon")), (ALL, N_("With a date")), (UNDATED, N_("Without a date")))
_STATES = {
    ReviewState.OVERDUE: ("triangle-alert", N_("Overdue"), "broken"),
    ReviewState.SOON: ("clock", N_("Soon"), "risk"),
    ReviewState.PLANNED: ("circle-check", N_("Planned"), "kept"),
    ReviewState.NONE: ("circle-minus", N_("No date"), "neutral"),
}
_SHOWN = {
    DUE: {ReviewState.OVERDUE, ReviewState.SOON},
    ALL: {ReviewState.OVERDUE, ReviewState.SOON, ReviewState.PLANNED},
    UNDATED: {ReviewState.NONE},
}
NOTHING = {
    DUE: (
        N_("Nothing to review"),
        N_("No review is overdue, and none is due within 30 days."),
    ),
    ALL: (N_("Nothing has a date"), N_("Choose what is to be reviewed, and set a date.")),
    UNDATED: (N_("Everything has a date"), N_("Whatever is in use has a date for its review.")),
}
"""Title and sentence of each choice that has no rows."""
PLACES = {
    ReviewKind.PRODUCT: ("catalogue", ""),
    ReviewKind.PROCESS: ("catalogue", "process:"),
    ReviewKind.CHARTER: ("charters", "charter:"),
    ReviewKind.AGREEMENT: ("agreements", ""),
}
"""The page on which something is looked at, and what stands before its code there."""


def review_columns(time: OfficeTime) -> tuple[Column[ReviewRow], ...]:
    """Return the columns of what can be reviewed."""
    return (
        Column(
            "name",
            N_("What"),
            lambda row: row.name,
            220,
            is_stretched=True,
            is_strong=lambda _row: True,
            hint=lambda row: row.name,
        ),
        Column("kind", N_("Kind"), lambda row: _(KINDS[row.subject.kind]), 100),
        Column("state", N_("Review"), _word, 118, badge=badge_of),
        Column("next", N_("Review on"), next_words, 124),
        Column("owner", N_("Owner"), lambda row: row.owner.text if row.owner else "–", 150),
        Column("last", N_("Last reviewed"), lambda row: _last(row, time), 150),
        Column("conclusion", N_("What came of it"), _conclusion, 200, hint=_conclusion),
    )


def shown(rows: Sequence[ReviewRow], which: str) -> tuple[ReviewRow, ...]:
    """Return the rows of one of the choices of `WHICH`."""
    return tuple(row for row in rows if row.state in _SHOWN[which])


def badge_of(row: ReviewRow) -> Badge:
    """Return how far a review is."""
    icon, word, tone = _STATES[row.state]
    return Badge(icon, _(word), tone)


def next_words(row: ReviewRow) -> str:
    """Return the day of the next review."""
    on = row.review.next_on if row.review else None
    return day(on) if on else "–"


def _word(row: ReviewRow) -> str:
    return badge_of(row).word


def _last(row: ReviewRow, time: OfficeTime) -> str:
    return short_stamp(row.last.at, time) if row.last else "–"


def _conclusion(row: ReviewRow) -> str:
    return row.last.conclusion if row.last else ""
