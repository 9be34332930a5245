"""The sections that plugins add to the monthly report."""

from collections.abc import Iterator

from fmdesk.core.domain.sections import Cell, ReportSection
from fmdesk.core.domain.spec import FactKind, Text
from fmdesk.i18n import _, current_language
from fmdesk.reports.sheets import Column, Kind, Row, Sheet, Value

PAPER_WIDTH = 174.0
"""Millimetres that the columns of a table share."""
_KINDS = {FactKind.CENTS: Kind.MONEY, FactKind.SECONDS: Kind.SPAN}


def section_sheet(section: ReportSection) -> Sheet:
    """Return a section as a table of the report, in the language in force."""
    language = current_language()
    kinds = [_kind(section, place) for place in range(len(section.columns))]
    weights = [2 if kind is Kind.TEXT else 1 for kind in kinds]
    columns = tuple(
        Column(column.title.get(language), kind, PAPER_WIDTH * weight / sum(weights))
        for column, kind, weight in zip(section.columns, kinds, weights, strict=True)
    )
    return Sheet(
        section.code, section.title.get(language), columns, lambda: _rows(section), section.problem
    )


def _kind(section: ReportSection, place: int) -> Kind:
    """Return how a column is written: as it says, else figures as figures."""
    said = _KINDS.get(section.columns[place].kind)
    are_figures = bool(section.rows) and all(type(row[place]) is int for row in section.rows)
    return said or (Kind.COUNT if are_figures else Kind.TEXT)


def _rows(section: ReportSection) -> Iterator[Row]:
    for row in section.rows:
        values = zip(section.columns, row, strict=True)
        yield Row(tuple(_value(value, column.kind) for column, value in values))


def _value(value: Cell, kind: FactKind) -> Value:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, Text):
        return value.get(current_language())
    is_amount = kind in _KINDS
    if is_amount and not isinstance(value, int):
        return None
    return value
