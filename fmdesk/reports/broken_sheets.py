"""The tables that list broken lines, each under its unit and clause."""

from collections.abc import Callable, Iterator
from itertools import groupby
from operator import attrgetter

from fmdesk.core.domain.views import BrokenLine, MonthFigures
from fmdesk.i18n import N_, _, number
from fmdesk.reports.sheets import Column, Kind, Level, Row, Sheet, Value
from fmdesk.reports.wording import clean, name_of

TRIAL, WAIVED, MOVED = "trial", "waived", "moved"
STATES = {
    "proposed": N_("proposed"),
    "confirmed": N_("confirmed"),
    MOVED: N_("moved"),
    WAIVED: N_("waived"),
    "posted": N_("posted"),
    TRIAL: N_("trial"),
}

_LINE_COLUMNS = (
    # heading, kind, millimetres on paper
    (N_("Line"), Kind.TEXT, 22),
    (N_("Part"), Kind.COUNT, 0),
    (N_("Product"), Kind.TEXT, 43),
    (N_("Quantity"), Kind.COUNT, 0),
    (N_("Department"), Kind.TEXT, 30),
    (N_("Unit"), Kind.TEXT, 0),
    (N_("Received"), Kind.STAMP, 24),
    (N_("Due"), Kind.STAMP, 24),
    (N_("Finished"), Kind.STAMP, 24),
    (N_("Over, working time"), Kind.SPAN, 19),
    (N_("Over, clock time"), Kind.SPAN, 19),
    (N_("Borne by"), Kind.TEXT, 29),
    (N_("Charter"), Kind.TEXT, 18),
    (N_("Clause"), Kind.TEXT, 0),
    (N_("Price"), Kind.MONEY, 0),
    (N_("Credited"), Kind.MONEY, 20),
    (N_("Points"), Kind.COUNT, 0),
    (N_("State"), Kind.TEXT, 17),
    (N_("Opened earlier"), Kind.TEXT, 0),
)
_MONEY_AT, _STATE_AT = 15, 17

Wanted = Callable[[BrokenLine], bool]


def broken_sheet(
    code: str,
    title: str,
    figures: MonthFigures,
    wanted: Wanted,
    *,
    note: str = "",
    by: str = "unit",
    is_trial: bool = False,
) -> Sheet:
    """Return a table of broken lines.

    Args:
        code: Code of the sheet.
        title: Its heading.
        figures: The month.
        wanted: Which lines it lists.
        note: A sentence under the heading.
        by: `unit` for the delivering unit as heading of each group, `borne_by` for the bearing one.
        is_trial: The lines are in trial: the total is what they would have cost.
    """
    return Sheet(
        code,
        title,
        tuple(Column(_(name), kind, width) for name, kind, width in _LINE_COLUMNS),
        lambda: _grouped(filter(wanted, figures.broken), attrgetter(by), is_trial),
        note,
    )


def clause_of(line: BrokenLine) -> str:
    """Return the text of the clause that was broken."""
    return name_of(line.clause_nl, line.clause_en)


def _grouped(
    lines: Iterator[BrokenLine], unit_of: Callable[[BrokenLine], str], is_trial: bool
) -> Iterator[Row]:
    """Yield the lines under a heading per unit and clause, each group with its sum."""

    def key(line: BrokenLine) -> tuple[str, str, str]:
        return unit_of(line), line.charter, clause_of(line)

    count = total = 0
    for (unit, charter, clause), group in groupby(sorted(lines, key=key), key):
        yield Row((_heading(unit, charter, clause),), Level.GROUP)
        size = cents = 0
        for line in group:
            size += 1
            cents += line.cents if is_trial or line.state != TRIAL else 0
            yield Row(_values(line))
        yield _sum_row(_("Sum of {n} lines").format(n=number(size)), cents, Level.SUBTOTAL)
        count, total = count + size, total + cents
    if count:
        title = _("Would have cost") if is_trial else _("Total")
        text = _("{title}, {n} lines").format(title=title, n=number(count))
        yield _sum_row(text, total, Level.TOTAL)


def _heading(unit: str, charter: str, clause: str) -> str:
    parts = (clean(unit) or _("No unit"), clean(charter), clean(clause))
    return " · ".join(part for part in parts if part)


def _sum_row(title: str, cents: int, level: Level) -> Row:
    values: list[Value] = [""] * len(_LINE_COLUMNS)
    values[0], values[_MONEY_AT] = title, cents
    return Row(tuple(values), level)


def _values(line: BrokenLine) -> tuple[Value, ...]:
    product = name_of(line.product_nl, line.product_en)
    return (
        f"{line.number}/{line.part}" if line.part > 1 else line.number,
        line.part,
        product,
        line.quantity,
        line.department,
        line.unit,
        line.opened_at,
        line.due_at,
        line.finished_at or _("still open"),
        line.over_working,
        line.over_clock,
        line.borne_by or _("nobody"),
        line.charter,
        clause_of(line),
        line.price_cents,
        line.cents,
        line.points,
        _(STATES.get(line.state, line.state)),
        _("yes") if line.is_late_fact else "",
    )
