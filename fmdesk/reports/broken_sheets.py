"""The tables that list broken lines, each under its unit and clause."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from itertools import groupby
from operator import attrgetter
from types import MappingProxyType

from fmdesk.core.domain.broken import BrokenLine
from fmdesk.core.domain.views import MonthFigures
from fmdesk.i18n import N_, _, ngettext, number
from fmdesk.reports.sheets import Column, Kind, Level, Row, Sheet, Value
from fmdesk.reports.wording import clean, month_in_words, name_of

TRIAL, WAIVED, MOVED = "trial", "waived", "moved"
STATES = {
    "proposed": N_("proposed"),
    "confirmed": N_("confirmed"),
    MOVED: N_("moved"),
    WAIVED: N_("waived"),
    "posted": N_("posted"),
    TRIAL: N_("trial"),
}
TAKEN_BACK = N_("taken back")
"""Instead of the state, for a correction after which nothing is broken."""

_LINE_COLUMNS = (
    # heading, kind, millimetres on paper
    (N_("Line"), Kind.TEXT, 18),
    (N_("Part"), Kind.COUNT, 0),
    (N_("Product"), Kind.TEXT, 33),
    (N_("Quantity"), Kind.COUNT, 0),
    (N_("Department"), Kind.TEXT, 28.8),
    (N_("Unit"), Kind.TEXT, 0),
    (N_("Received"), Kind.STAMP, 25),
    (N_("Due"), Kind.STAMP, 25),
    (N_("Finished"), Kind.STAMP, 25),
    (N_("Over, working time"), Kind.SPAN, 17),
    (N_("Over, clock time"), Kind.SPAN, 17),
    (N_("Borne by"), Kind.TEXT, 28.8),
    (N_("Charter"), Kind.TEXT, 0),
    (N_("Clause"), Kind.TEXT, 0),
    (N_("Price"), Kind.MONEY, 0),
    (N_("Credited"), Kind.MONEY, 18),
    (N_("Points"), Kind.COUNT, 10),
    (N_("State"), Kind.TEXT, 22),
    (N_("Opened earlier"), Kind.TEXT, 0),
    (N_("First posted in"), Kind.TEXT, 0),
    (N_("Posted earlier"), Kind.MONEY, 0),
    (N_("Borne earlier by"), Kind.TEXT, 0),
)
CORRECTED_WIDTHS = {
    "Due": 0,
    "Over, working time": 0,
    "Over, clock time": 0,
    "Product": 25,
    "First posted in": 23,
    "Posted earlier": 19,
    "Borne earlier by": 25,
}
"""On the paper of corrections, what stood before takes the place of what is over."""
_MONEY_AT, _POINTS_AT, _EARLIER_AT = 15, 16, 20

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
    widths: Mapping[str, float] = MappingProxyType({}),
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
        widths: Millimetres of columns on paper, by their English headings, that differ.
    """
    return Sheet(
        code,
        title,
        tuple(
            Column(_(name), kind, widths.get(name, width)) for name, kind, width in _LINE_COLUMNS
        ),
        lambda: _grouped(figures, wanted, attrgetter(by), is_trial),
        note,
        size=6.8,
    )


def trial(figures: MonthFigures) -> Sheet:
    """Return the lines under charters in trial, with what they would have cost."""
    return broken_sheet(
        "trial",
        _("Charters in trial"),
        figures,
        lambda line: line.state == TRIAL,
        note=_("Nothing of this is posted; it shows what these charters would have cost."),
        is_trial=True,
    )


def clause_of(line: BrokenLine) -> str:
    """Return the text of the clause that was broken."""
    return name_of(line.clause_nl, line.clause_en)


def _grouped(
    figures: MonthFigures, wanted: Wanted, unit_of: Callable[[BrokenLine], str], is_trial: bool
) -> Iterator[Row]:
    """Yield the lines under a heading per unit and clause, each group with its sum."""
    names = {
        row.key: name_of(row.name_nl, row.name_en)
        for row in figures.rows
        if row.dimension == "charter"
    }
    lines = filter(wanted, figures.broken)

    def key(line: BrokenLine) -> tuple[str, str, str]:
        return unit_of(line), line.charter, clause_of(line)

    total = Counter[str]()
    for (unit, charter, clause), group in groupby(sorted(lines, key=key), key):
        yield Row((_heading(unit, names.get(charter, charter), clause),), Level.GROUP)
        sums = Counter[str]()
        for line in group:
            counts = is_trial or line.state != TRIAL
            sums.update(lines=1, cents=line.cents * counts, points=line.points * counts)
            if line.earlier:
                sums.update(earlier=line.earlier.cents, is_corrected=1)
            yield Row(_values(line))
        if sums["lines"] > 1:
            text = _("Sum of {n} verdicts").format(n=number(sums["lines"]))
            yield _sum_row(text, sums, Level.SUBTOTAL)
        total.update(sums)
    text = ngettext("{title}, {n} verdict", "{title}, {n} verdicts", total["lines"])
    title = _("Would have cost") if is_trial else _("Total")
    yield _sum_row(text.format(title=title, n=number(total["lines"])), total, Level.TOTAL)


def _heading(unit: str, charter: str, clause: str) -> str:
    where = " · ".join(filter(None, (clean(unit) or _("No unit"), clean(charter))))
    return f"{where}: {clean(clause)}" if clean(clause) else where


def _sum_row(title: str, sums: Counter[str], level: Level) -> Row:
    values: list[Value] = [""] * len(_LINE_COLUMNS)
    values[0], values[_MONEY_AT], values[_POINTS_AT] = title, sums["cents"], sums["points"]
    values[_EARLIER_AT] = sums["earlier"] if sums["is_corrected"] else None
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
        _(TAKEN_BACK if line.is_taken_back else STATES.get(line.state, line.state)),
        _("yes") if line.is_late_fact else "",
        month_in_words(line.earlier.month) if line.earlier else "",
        line.earlier.cents if line.earlier else None,
        bore_earlier(line),
    )


def bore_earlier(line: BrokenLine) -> str:
    """Return who bore what closed months posted, empty where they posted or recorded nothing."""
    if line.earlier is None or line.earlier.borne_by is None:
        return ""
    return line.earlier.borne_by or _("nobody")
