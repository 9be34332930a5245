"""The tables of the sanction report."""

from collections import Counter
from collections.abc import Iterator
from itertools import groupby

from fmdesk.core.domain.views import MonthFigures, SanctionTotal
from fmdesk.i18n import _
from fmdesk.reports.broken_sheets import MOVED, STATES, TRIAL, WAIVED, broken_sheet, trial
from fmdesk.reports.month_sheets import rows_of, title_of
from fmdesk.reports.sheets import Column, Kind, Level, Row, Sheet
from fmdesk.reports.wording import name_of


def sheets(figures: MonthFigures) -> Iterator[Sheet]:
    """Yield the tables of the sanction report in its order, without those left empty."""
    yield borne(figures)
    yield balance(figures)
    yield states(figures)
    has = {line.state for line in figures.broken}
    yield posted(figures)
    if has & {MOVED, WAIVED}:
        yield decided(figures)
    if TRIAL in has:
        yield trial(figures)


def borne(figures: MonthFigures) -> Sheet:
    """Return what each unit bears, per charter."""
    columns = (
        Column(_("Unit"), width=52),
        Column(_("Charter"), width=62),
        Column(_("Verdicts"), Kind.COUNT, 16),
        Column(_("Borne"), Kind.MONEY, 28),
        Column(_("Points"), Kind.COUNT, 16),
    )
    return Sheet("borne", _("What each unit bears"), columns, lambda: _borne_rows(figures))


def _borne_rows(figures: MonthFigures) -> Iterator[Row]:
    counted = [total for total in figures.sanctions if not total.is_trial]
    for unit, group in groupby(counted, lambda total: total.unit):
        rows = list(group)
        name = unit or _("No unit")
        for total in rows:
            charter = name_of(total.charter_nl, total.charter_en) or total.charter
            yield Row((name, charter, *_sums([total])))
        if len(rows) > 1:
            yield Row((name, _("Sum"), *_sums(rows)), Level.SUBTOTAL)
    yield Row((_("Total"), "", *_sums(counted)), Level.TOTAL)


def _sums(totals: list[SanctionTotal]) -> tuple[int, ...]:
    names = ("lines", "cents", "points")
    return tuple(sum(getattr(total, name) for total in totals) for name in names)


def balance(figures: MonthFigures) -> Sheet:
    """Return debits and credits of the sanctions; both sides sum to the same."""
    columns = (
        Column(_("Account"), width=94),
        Column(_("Debit"), Kind.MONEY, 40),
        Column(_("Credit"), Kind.MONEY, 40),
    )
    note = _("What departments get back on their cost centres is what units bear or is waived.")
    return Sheet("balance", _("Balance"), columns, lambda: _balance_rows(figures), note)


def _balance_rows(figures: MonthFigures) -> Iterator[Row]:
    borne_by: Counter[str] = Counter()
    for total in figures.sanctions:
        if not total.is_trial:
            borne_by[total.unit] += total.cents
    waived = figures.total.waived_cents
    yield Row((_("Units bear"),), Level.GROUP)
    for unit, cents in borne_by.items():
        if cents:
            yield Row((unit or _("No unit"), cents, None))
    if waived:
        yield Row((_("Waived, borne by no unit"), waived, None))
    yield Row((_("Departments get back"),), Level.GROUP)
    back = 0
    for row in rows_of(figures, "department"):
        back += row.month.credited_cents
        if row.month.credited_cents:
            yield Row((title_of(row), None, row.month.credited_cents))
    debit = sum(borne_by.values()) + waived
    yield Row((_("Total"), debit, back), Level.TOTAL)
    if debit != back:
        text = _("DIFFERENCE: these sanctions do not balance")
        yield Row((text, debit - back, None), Level.TOTAL)


def states(figures: MonthFigures) -> Sheet:
    """Return how far the sanctions are: proposed until posted."""
    lines: Counter[str] = Counter()
    cents: Counter[str] = Counter()
    for line in figures.broken:
        if line.state != TRIAL:
            lines[line.state] += not line.is_taken_back
            cents[line.state] += line.cents

    def rows() -> Iterator[Row]:
        for state, title in STATES.items():
            if lines[state] or cents[state]:
                yield Row((_(title), lines[state], cents[state]))
        yield Row((_("Total"), lines.total(), cents.total()), Level.TOTAL)

    columns = (
        Column(_("State"), width=94),
        Column(_("Verdicts"), Kind.COUNT, 40),
        Column(_("Credited"), Kind.MONEY, 40),
    )
    return Sheet("states", _("How far they are"), columns, rows)


def posted(figures: MonthFigures) -> Sheet:
    """Return every sanction of the month under the unit that bears it."""
    return broken_sheet(
        "lines",
        _("Every broken line with its clause and amount"),
        figures,
        lambda line: line.state != TRIAL,
        by="borne_by",
        note=_("Under each unit that bears it. Corrections of earlier months are among them."),
    )


def everything(figures: MonthFigures) -> Sheet:
    """Return every broken line there is, corrections and trials included."""
    return broken_sheet("all", _("Every broken line"), figures, lambda _line: True)


def decided(figures: MonthFigures) -> Sheet:
    """Return the lines that an objection moved to another unit or to none."""
    return broken_sheet(
        "decided",
        _("Moved and waived after an objection"),
        figures,
        lambda line: line.state in (MOVED, WAIVED),
        by="borne_by",
        note=_("They are part of the table above; the customer's credit stays the same."),
    )
