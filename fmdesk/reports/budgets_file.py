"""The budgets of a year as a file for a spreadsheet."""

from collections.abc import Mapping

from fmdesk.core.domain.budget_views import BudgetPage, BudgetRow
from fmdesk.i18n import N_, _, using_language
from fmdesk.reports import tables
from fmdesk.reports.sheets import Column, Kind, Row, Sheet, Value

FORMS = ("xlsx", "csv")
OVER: Mapping[str, str] = {
    "warn": N_("Warn"),
    "approve": N_("Ask for approval"),
    "block": N_("Do not order"),
}
"""What becomes of an order that goes over."""


def rule_words(row: BudgetRow) -> str:
    """Return what becomes of an order that goes over; of a budget of zero nothing is ordered."""
    code = row.over.value if row.cents else "block"
    return _(OVER[code])


def render(page: BudgetPage, form: str, language: str) -> bytes:
    """Return the budgets of a year as XLSX or CSV; equal figures, equal bytes.

    Args:
        page: The budgets.
        form: One of `FORMS`.
        language: `nl` or `en`.
    """
    with using_language(language):
        sheet = _sheet(page)
        if form == "csv":
            return tables.sheet_csv(sheet, page.zone, str(page.year), language)
        return tables.workbook([sheet], sheet.title, page.zone, page.as_of)


_COLUMNS = (
    *((title, Kind.TEXT) for title in (N_("Cost centre"), N_("Name"), N_("Part of the year"))),
    (N_("When it is spent"), Kind.TEXT),
    *((title, Kind.MONEY) for title in (N_("Budget"), N_("Ordered"), N_("Not ready yet"))),
    *((title, Kind.MONEY) for title in (N_("Realised"), N_("Credited"), N_("Left"))),
    *((N_("Last set"), Kind.STAMP), (N_("By"), Kind.TEXT), (N_("Reason"), Kind.TEXT)),
)


def _sheet(page: BudgetPage) -> Sheet:
    title = _("Budgets of {year}").format(year=page.year)
    columns = tuple(Column(_(name), kind) for name, kind in _COLUMNS)
    return Sheet("budgets", title, columns, lambda: (Row(_values(row)) for row in page.rows))


def _values(row: BudgetRow) -> tuple[Value, ...]:
    spent, last = row.spent, next(iter(row.versions), None)
    return (
        *(row.cost_centre, row.name, row.period, rule_words(row)),
        *(row.cents, spent.ordered, spent.committed, spent.realised, spent.credited, row.left),
        *((last.at, last.by, last.reason) if last else (None, "", "")),
    )
