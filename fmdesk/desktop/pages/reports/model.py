"""What the page of the reports shows: periods, columns of a table, columns of a list of records."""

from collections.abc import Mapping
from dataclasses import dataclass

from fmdesk.core.domain.office_time import OfficeTime
from fmdesk.core.domain.period import Month
from fmdesk.core.domain.reporting import (
    FigureKind,
    Opens,
    RecordRow,
    ReportRow,
    ReportTable,
)
from fmdesk.core.domain.ticket import LineState
from fmdesk.desktop.words import POSTINGS, SANCTION_STATES, STATES, short_stamp
from fmdesk.i18n import N_, _, duration, money
from fmdesk.reports.figure_words import figure_words
from fmdesk.ui.tables import Column

SPANS = (
    ("month", N_("Month")),
    ("quarter", N_("Quarter")),
    ("year", N_("Year")),
    ("own", N_("Own")),
)
LENGTHS = {"month": 1, "quarter": 3, "year": 12}
TOTAL_KEY = ()
_WIDTHS = {FigureKind.MONEY: 116, FigureKind.LEFT: 116}
_WIDTH, _NAME_WIDTH = 112, 200
_ROOM = 900
"""Pixels beside the list of reports in the smallest window: wider tables scroll."""
_CONTACTS = {
    "question": N_("Question"),
    "order": N_("Order"),
    "complaint": N_("Complaint"),
    "compliment": N_("Compliment"),
    "suggestion": N_("Suggestion"),
    "status": N_("Where is it?"),
}
_SAID = {
    "satisfied": N_("Satisfied"),
    "not_satisfied": N_("Not satisfied"),
    "not_reached": N_("Not reached"),
}
_STATES: Mapping[Opens, Mapping[str, str]] = {
    Opens.LINE: {state.value: STATES[state][1] for state in LineState},
    Opens.CALL_BACK: _SAID,
    Opens.CONTACT: _CONTACTS,
    Opens.ENTRY: POSTINGS,
    Opens.SANCTION: {code: words for code, (_icon, words, _tone) in SANCTION_STATES.items()},
}
"""How the state of each kind of record is said."""


@dataclass(frozen=True, slots=True)
class Span:
    """The months that a report is of.

    Attributes:
        kind: `month`, `quarter`, `year` or `own`.
        first: First month.
        last: Last month.
    """

    kind: str
    first: Month
    last: Month

    @classmethod
    def around(cls, kind: str, month: Month) -> "Span":
        """Return the month, quarter or year in which a month lies."""
        months = LENGTHS[kind]
        first = Month(month.year, (month.number - 1) // months * months + 1)
        return cls(kind, first, first.shift(months - 1))

    def step(self, places: int) -> "Span":
        """Return the span so many places later, or earlier when negative."""
        months = (self.last.year - self.first.year) * 12 + self.last.number - self.first.number + 1
        return Span(self.kind, *(one.shift(months * places) for one in (self.first, self.last)))


def is_total(row: ReportRow) -> bool:
    """Tell whether a row is the total of its table."""
    return row.key == TOTAL_KEY


def shown_rows(table: ReportTable) -> tuple[ReportRow, ...]:
    """Return the rows of a table, the total last."""
    blanks = ("",) * (len(table.spec.named) - 1)
    return (*table.rows, ReportRow(TOTAL_KEY, (_("Total"), *blanks), table.total))


def report_columns(table: ReportTable) -> tuple[Column[ReportRow], ...]:
    """Return the columns of a table of a report; a figure that opens something is a link."""
    names = (_named(table, place) for place in range(len(table.spec.named)))
    return (*names, *(_figure(table, place) for place in range(len(table.spec.shown))))


def _named(table: ReportTable, place: int) -> Column[ReportRow]:
    named, title = table.spec.named[place]
    used = sum(_WIDTHS.get(column.kind, _WIDTH) for column in table.spec.shown)
    return Column(
        f"name_{named.value}",
        title,
        lambda row: row.labels[place],
        _NAME_WIDTH if place == 0 else 150,
        is_stretched=place == 0 and used + _NAME_WIDTH <= _ROOM,
        is_strong=is_total,
        hint=lambda row: row.labels[place],
    )


def _figure(table: ReportTable, place: int) -> Column[ReportRow]:
    column = table.spec.shown[place]
    opens = column.code in table.opens
    return Column(
        column.code,
        column.title,
        lambda row: figure_words(row.values[place], column.kind),
        _WIDTHS.get(column.kind, _WIDTH),
        is_number=True,
        is_link=lambda row: opens and bool(row.values[place]),
        is_strong=is_total,
    )


def record_columns(opens: Opens, time: OfficeTime) -> tuple[Column[RecordRow], ...]:
    """Return the columns of the list behind a figure, without those that its records lack.

    Args:
        opens: What the records are.
        time: The office's time.
    """
    columns: tuple[Column[RecordRow], ...] = (
        Column("at", N_("When"), lambda row: short_stamp(row.at, time), 140),
        Column("number", N_("Number"), lambda row: row.number, 104, is_link=_has_line),
        Column("state", N_("State"), lambda row: state_words(opens, row.state), 130),
        Column(
            "what",
            N_("What"),
            lambda row: what_words(opens, row),
            320,
            is_stretched=True,
            hint=lambda row: what_words(opens, row),
        ),
        Column("cents", N_("Amount"), _amount, 100, is_number=True),
        Column("seconds", N_("Took"), _took, 112, is_number=True),
        Column("where", N_("Where"), lambda row: row.where, 150, hint=lambda row: row.where),
        Column("note", N_("Note"), lambda row: row.note, 180, hint=lambda row: row.note),
    )
    return tuple(one for one in columns if one.key not in _LACKING.get(opens, ()))


_LACKING: Mapping[Opens, tuple[str, ...]] = {
    Opens.LINE: ("note",),
    Opens.CALL_BACK: ("seconds", "cents"),
    Opens.ENTRY: ("seconds",),
    Opens.SANCTION: ("seconds", "note"),
    Opens.CONTACT: ("cents",),
    Opens.QUARTER: ("number", "state", "seconds", "cents", "note"),
    Opens.CLOSING: ("number", "state", "cents"),
    Opens.QUESTION: ("state", "cents"),
}


def _has_line(row: RecordRow) -> bool:
    return row.line_id is not None


def _took(row: RecordRow) -> str:
    return "–" if row.seconds is None else duration(row.seconds)


def _amount(row: RecordRow) -> str:
    return "–" if row.cents is None else money(row.cents)


def state_words(opens: Opens, state: str) -> str:
    """Return the state of a record in words."""
    words = _STATES.get(opens, {}).get(state, "")
    return _(words) if words else state


def what_words(opens: Opens, row: RecordRow) -> str:
    """Return what a record is about."""
    if opens is Opens.QUARTER:
        return _("{answered} answered, {missed} missed").format(answered=row.what, missed=row.note)
    return row.what
