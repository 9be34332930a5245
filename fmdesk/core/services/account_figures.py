"""The figures of an account: those of the report of a department, and no second count of them."""

from dataclasses import dataclass

from fmdesk.core.domain.reporting import FULL, FigureKind, ReportAsked, ReportTable, Scope
from fmdesk.core.domain.talk_views import AccountFigure
from fmdesk.core.ports import UnitOfWork
from fmdesk.core.services.reports import figures_in
from fmdesk.i18n import N_, money, number, percent

REPORT = "department"
_TENTH = 10
"""Basis points in the last digit that is shown."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A figure that an account shows.

    Attributes:
        table: Code of its table in the report of a department.
        column: Code of its column; its total is shown.
        title: English name, marked with `N_`.
    """

    table: str
    column: str
    title: str


SHOWN = (
    Shown("demand", "lines", N_("Ordered lines")),
    Shown("charters", "share", N_("Share kept")),
    Shown("charges", "credited", N_("Credited")),
    Shown("said_of_products", "share", N_("Share satisfied")),
    Shown("remarks", "complaints", N_("Complaints")),
    Shown("charges", "net", N_("Paid")),
    Shown("charges", "year", N_("Paid this year")),
    Shown("charges", "budget", N_("Budget this year")),
)
"""In the order in which they are talked about."""
TITLES = {(one.table, one.column): one.title for one in SHOWN}


def figures_of(
    work: UnitOfWork, department_id: int, first: str, last: str
) -> tuple[AccountFigure, ...]:
    """Return the figures of an account.

    Args:
        work: The unit of work to read from.
        department_id: Number of the department.
        first: First month, `YYYY-MM`.
        last: Last month.

    Raises:
        InvalidInputError: `report.order` or `month.format`.
    """
    asked = ReportAsked(REPORT, first, last, Scope.DEPARTMENT, department_id)
    found = figures_in(work, asked, "nl")  # totals have no names in them
    return tuple(_figure(found.table(one.table), one) for one in SHOWN)


def _figure(table: ReportTable, shown: Shown) -> AccountFigure:
    codes = [column.code for column in table.spec.shown]
    place = codes.index(shown.column)
    kind = table.spec.shown[place].kind
    return AccountFigure(shown.table, shown.column, kind, table.total[place])


def figure_words(figure: AccountFigure) -> str:
    """Return a figure as a person reads it; a dash where it cannot be told."""
    if figure.value is None:
        return "–"
    if figure.kind is FigureKind.MONEY:
        return money(figure.value)
    if figure.kind is FigureKind.SHARE:
        return percent(figure.value // _TENTH, FULL // _TENTH)  # never better than it is
    return number(figure.value)
