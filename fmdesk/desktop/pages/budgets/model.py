"""Columns and words of the budgets."""

from collections.abc import Callable, Iterator
from datetime import date

from fmdesk.core.domain.budget import PARTS, WHOLE, BudgetPart
from fmdesk.core.domain.budget_views import BudgetLine, BudgetRow, BudgetSet
from fmdesk.core.domain.office_time import OfficeTime
from fmdesk.core.domain.reporting import FULL, FigureKind, Opens
from fmdesk.desktop.pages.reports.model import state_words
from fmdesk.desktop.words import short_stamp
from fmdesk.i18n import N_, _, money, month_name
from fmdesk.reports.budgets_file import rule_words
from fmdesk.reports.figure_words import figure_words
from fmdesk.ui.tables import Column

FEW = 4
"""Versions that are shown below the list."""
_MONEY = 104


def budget_columns() -> tuple[Column[BudgetRow], ...]:
    """Return the columns of the budgets."""

    def centre(row: BudgetRow) -> str:
        return f"{row.cost_centre} {row.name}"

    return (
        Column("centre", N_("Cost centre"), centre, 200, is_stretched=True, hint=centre),
        Column("period", N_("Period"), lambda row: row.period, 158, is_strong=_is_sum),
        Column(
            "budget",
            N_("Budget"),
            lambda row: money(row.cents),
            _MONEY,
            is_number=True,
            is_strong=_is_sum,
        ),
        Column("over", N_("When it is spent"), rule_words, 124),
        _amount("ordered", N_("Ordered"), lambda row: row.spent.ordered),
        _amount("committed", N_("Not ready yet"), lambda row: row.spent.committed, is_hidden=True),
        _amount("realised", N_("Realised"), lambda row: row.spent.realised),
        _amount("credited", N_("Credited"), lambda row: row.spent.credited),
        Column(
            "left",
            N_("Left"),
            lambda row: money(row.left),
            _MONEY,
            is_number=True,
            tone=lambda row: "broken" if row.left < 0 else "",
            is_strong=lambda row: row.left < 0 or _is_sum(row),
        ),
        Column("used", N_("Used"), used_words, 76, is_number=True, is_hidden=True),
    )


def line_columns(time: OfficeTime) -> tuple[Column[BudgetLine], ...]:
    """Return the columns of the lines behind a budget."""
    return (
        Column("at", N_("When"), lambda one: short_stamp(one.record.at, time), 172),
        Column(
            "number", N_("Number"), lambda one: one.record.number, 110, is_link=lambda _one: True
        ),
        Column("state", N_("State"), lambda one: state_words(Opens.LINE, one.record.state), 130),
        Column("what", N_("What"), lambda one: one.record.what, 200, is_stretched=True),
        _cost("ordered", N_("Ordered"), lambda one: one.spent.ordered),
        _cost("realised", N_("Realised"), lambda one: one.spent.realised),
        _cost("credited", N_("Credited"), lambda one: one.spent.credited),
    )


def used_words(row: BudgetRow) -> str:
    """Return how much of a budget is used, as the report of charges has it."""
    share = row.spent.used * FULL // row.cents if row.cents else None
    return figure_words(share, FigureKind.SHARE)


def name_of(row: BudgetRow) -> str:
    """Return whose budget it is and for when."""
    return f"{row.cost_centre} {row.name}, {row.period}"


def history(row: BudgetRow, time: OfficeTime) -> Iterator[tuple[str, str]]:
    """Yield the newest versions of a budget: when and by whom, what and why."""
    for one in row.versions[:FEW]:
        said = f": {one.reason}" if one.reason else ""
        yield f"{short_stamp(one.at, time)}, {one.by}", f"{_set_to(one)}{said}"
    more = len(row.versions) - FEW
    if more > 0:
        yield "…", _("{n} earlier").format(n=more)


def parts() -> dict[str, str]:
    """Return the periods that a budget may be for, by months and first month, in words."""
    found = {_code(WHOLE): _("the whole year")}
    for code, part in PARTS.items():
        is_quarter = code.startswith("Q")
        words = _("quarter {n}").format(n=part.number) if is_quarter else _month(part.first)
        found[_code(part)] = words
    return found


def part_of(code: str) -> BudgetPart:
    """Return the period of a choice of `parts`."""
    months, first = code.split("-")
    return BudgetPart(int(months), int(first))


def _code(part: BudgetPart) -> str:
    return f"{part.months}-{part.first}"


def _month(number: int) -> str:
    return month_name(date(2000, number, 1)).rsplit(" ", 1)[0]  # the year is a field of its own


def _set_to(one: BudgetSet) -> str:
    return _("Ended") if one.cents is None else money(one.cents)


def _is_sum(row: BudgetRow) -> bool:
    return row.is_sum


def _amount(
    key: str, title: str, cents: Callable[[BudgetRow], int], *, is_hidden: bool = False
) -> Column[BudgetRow]:
    return Column(
        key,
        title,
        lambda row: money(cents(row)),
        _MONEY,
        is_number=True,
        is_hidden=is_hidden,
        is_link=lambda row: bool(row.spent.ordered),
        is_strong=_is_sum,
    )


def _cost(key: str, title: str, cents: Callable[[BudgetLine], int]) -> Column[BudgetLine]:
    return Column(key, title, lambda one: money(cents(one)), _MONEY, is_number=True)
