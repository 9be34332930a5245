"""What the month page shows: tables of figures whose cells open exactly their lines."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from fmdesk.core.domain.broken import BrokenLine
from fmdesk.core.domain.charter import Outcome
from fmdesk.core.domain.office_time import OfficeTime
from fmdesk.core.domain.views import (
    FigureRow,
    JudgedRow,
    MonthFigures,
    MonthState,
    SanctionTotal,
    Tally,
    TicketFilter,
)
from fmdesk.desktop.words import OUTCOMES, month_words, outcome_badge, sanction_badge, short_stamp
from fmdesk.i18n import N_, _, current_language, exact_duration, money, ngettext, number
from fmdesk.reports.broken_sheets import TAKEN_BACK, bore_earlier
from fmdesk.reports.wording import norm_of, share
from fmdesk.ui.tables import Column
from fmdesk.ui.widgets.badge import Badge

DIMENSIONS = (
    ("department", N_("Departments")),
    ("unit", N_("Units")),
    ("product", N_("Products")),
    ("charter", N_("Charters")),
)
TOTAL = "total"
_OUTCOMES = {
    "kept": Outcome.KEPT,
    "broken": Outcome.BROKEN,
    "excused": Outcome.EXCUSED,
    "running": Outcome.RUNNING,
}
_FILTERS = {
    "department": "department",
    "unit": "unit",
    "product": "product",
    "charter": "charter_code",
}


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure at the top of the page: its name, value, context, tone, and what it opens."""

    name: str
    value: str
    context: str
    tone: str = ""
    outcome: Outcome | None = None


def name_of(row: FigureRow | SanctionTotal) -> str:
    """Return a row's name in the language of now."""
    if isinstance(row, SanctionTotal):
        return row.charter_nl if current_language() == "nl" else row.charter_en
    return (row.name_nl if current_language() == "nl" else row.name_en) or _("without")


def state_icon(state: MonthState) -> str:
    """Return the icon of a month in the list: closed, drafted, or never judged."""
    return "lock" if state.is_closed else "pencil" if state.controlled_at else "circle-dot"


def top_figures(figures: MonthFigures) -> tuple[Figure, ...]:
    """Return the figures that a controller looks for first."""
    total = figures.total
    norm = norm_of(figures)
    realised = total.realised
    is_kept = realised is not None and (norm is None or realised >= norm)
    tone = "" if realised is None else "kept" if is_kept else "broken"
    norm_words = _("norm {share}").format(share=share(norm)) if norm is not None else ""
    return (
        Figure(_("Kept"), share(realised), norm_words, tone, Outcome.KEPT),
        Figure(
            _("Broken"),
            number(total.broken),
            _("of {n} judged").format(n=number(total.judged)),
            "broken" if total.broken else "",
            Outcome.BROKEN,
        ),
        Figure(
            _("Running"),
            number(total.running),
            _("excused {n}").format(n=number(total.excused)),
            outcome=Outcome.RUNNING,
        ),
        Figure(_("Charged"), money(total.charged_cents), _("to departments")),
        Figure(_("Credited"), money(total.credited_cents), _("customers do not pay")),
        Figure(_("Waived"), money(total.waived_cents), _("borne by no unit")),
    )


def rows_of(figures: MonthFigures, dimension: str) -> tuple[FigureRow, ...]:
    """Return the rows of a dimension, each with its norm, and the total of the month below."""
    norm = norm_of(figures)
    rows = tuple(
        replace(row, norm=norm) if row.norm is None else row
        for row in figures.rows
        if row.dimension == dimension
    )
    total = FigureRow(TOTAL, "", "Totaal", "Total", norm, figures.total, figures.year)
    return (*rows, total) if rows else ()


def lines_of(month: str, row: FigureRow, key: str) -> TicketFilter:
    """Return the filter that shows exactly the lines behind a figure.

    Args:
        month: `YYYY-MM`.
        row: The figure's row.
        key: The figure's column.
    """
    wanted = TicketFilter(month=month, outcome=_OUTCOMES.get(key))
    if row.dimension == TOTAL:
        return wanted
    changes: Mapping[str, Any] = {_FILTERS[row.dimension]: row.key}
    return replace(wanted, **changes)


def title_of(wanted: TicketFilter, row: FigureRow | None = None) -> str:
    """Return what is behind a figure: `Broken · Warehouse · October 2026`."""
    outcome = _(OUTCOMES[wanted.outcome][1]) if wanted.outcome else ""
    group = "" if row is None or _is_total(row) else name_of(row)
    return " · ".join(filter(None, (outcome, group, month_words(wanted.month))))


def count_words(verdicts: int, lines: int) -> str:
    """Return how many verdicts on how many lines: `42 verdicts on 39 lines`."""
    of_lines = ngettext("{n} line", "{n} lines", lines).format(n=number(lines))
    words = ngettext("{n} verdict on {lines}", "{n} verdicts on {lines}", verdicts)
    return words.format(n=number(verdicts), lines=of_lines)


def judged_columns(time: OfficeTime) -> tuple[Column[JudgedRow], ...]:
    """Return the columns of the verdicts behind a figure."""
    return (
        Column(
            "number",
            N_("Number"),
            lambda row: row.number,
            104,
            is_link=lambda _row: True,
            hint=lambda row: _("A person decided this verdict.") if row.is_ruled else "",
        ),
        Column("part", N_("Part"), lambda row: str(row.part), 56, is_number=True),
        Column(
            "outcome",
            N_("Verdict"),
            lambda row: _(OUTCOMES[row.outcome][1]),
            118,
            is_hidden=True,
            badge=_judged_badge,
        ),
        Column(
            "product", N_("Product"), lambda row: row.product, 150, hint=lambda row: row.product
        ),
        Column(
            "charter",
            N_("Charter"),
            lambda row: row.charter,
            160,
            is_stretched=True,
            hint=lambda row: row.charter,
        ),
        Column("department", N_("Department"), lambda row: row.department, 140, is_hidden=True),
        Column("unit", N_("Unit"), lambda row: row.unit, 140, is_hidden=True),
        Column("due", N_("Due"), lambda row: short_stamp(row.due_at, time), 142),
        Column("finished", N_("Finished"), lambda row: short_stamp(row.finished_at, time), 142),
        Column(
            "over",
            N_("Over by"),
            lambda row: exact_duration(row.over_working) if row.over_working else "–",
            90,
            is_number=True,
        ),
        Column(
            "cents",
            N_("Credited"),
            lambda row: money(row.cents) if row.cents else "–",
            100,
            is_number=True,
        ),
    )


def _judged_badge(row: JudgedRow) -> Badge:
    return outcome_badge(row.outcome)


def _titled(row: FigureRow | SanctionTotal) -> str:
    """Return a row's name, marked where the charter is in trial and part of no total."""
    name, mark = name_of(row), f"({_('trial')})"
    return f"{name} {mark}" if row.is_trial and mark not in name else name


def _is_total(row: FigureRow) -> bool:
    return row.dimension == TOTAL


def _realised_tone(row: FigureRow) -> str:
    realised = row.month.realised
    if realised is None or row.norm is None:
        return "muted"
    return "kept" if realised >= row.norm else "broken"


def _count(
    key: str, title: str, read: Callable[[Tally], int], width: int = 90, *, is_hidden: bool = False
) -> Column[FigureRow]:
    return Column(
        key,
        title,
        lambda row: number(read(row.month)),
        width,
        is_number=True,
        is_hidden=is_hidden,
        is_link=lambda row: read(row.month) > 0 and bool(row.key or _is_total(row)),
        is_strong=_is_total,
        hint=lambda row: _("year to date {n}").format(n=number(read(row.year))),
    )


def _euros(
    key: str, title: str, read: Callable[[Tally], int], width: int = 100, *, is_hidden: bool = False
) -> Column[FigureRow]:
    return Column(
        key,
        title,
        lambda row: money(read(row.month)) if read(row.month) else "–",
        width,
        is_number=True,
        is_hidden=is_hidden,
        is_strong=_is_total,
        hint=lambda row: _("year to date {n}").format(n=money(read(row.year))),
    )


def figure_columns() -> tuple[Column[FigureRow], ...]:
    """Return the columns of a dimension's table."""
    return (
        Column(
            "name",
            N_("Name"),
            _titled,
            180,
            is_stretched=True,
            is_strong=_is_total,
            hint=name_of,
        ),
        Column("norm", N_("Norm"), lambda row: share(row.norm), 70, is_number=True),
        Column(
            "realised",
            N_("Realised"),
            lambda row: share(row.month.realised),
            102,
            is_number=True,
            tone=_realised_tone,
            is_strong=lambda _row: True,
            hint=lambda row: _("year to date {n}").format(n=share(row.year.realised)),
        ),
        _count("lines", N_("Lines"), lambda tally: tally.lines, 66),
        _count("kept", N_("Kept"), lambda tally: tally.kept, 94),
        _count("broken", N_("Broken"), lambda tally: tally.broken, 84),
        _count("excused", N_("Excused"), lambda tally: tally.excused, 118, is_hidden=True),
        _count("running", N_("Running"), lambda tally: tally.running, 84),
        _euros("charged", N_("Charged"), lambda tally: tally.charged_cents, 140),
        _euros("credited", N_("Credited"), lambda tally: tally.credited_cents),
        _euros("waived", N_("Waived"), lambda tally: tally.waived_cents, is_hidden=True),
        _euros("borne", N_("Borne"), lambda tally: tally.borne_cents),
    )


def sanction_columns() -> tuple[Column[SanctionTotal], ...]:
    """Return the columns of what the units bear."""
    return (
        Column("unit", N_("Unit"), lambda row: row.unit, 180, is_strong=lambda _row: True),
        Column("charter", N_("Charter"), _titled, 220, is_stretched=True),
        Column("lines", N_("Lines"), lambda row: number(row.lines), 80, is_number=True),
        Column("cents", N_("Borne"), lambda row: money(row.cents), 120, is_number=True),
        Column("points", N_("Points"), lambda row: number(row.points), 80, is_number=True),
        Column("waived", N_("Waived"), lambda row: money(row.waived_cents), 120, is_number=True),
    )


def broken_columns(time: OfficeTime) -> tuple[Column[BrokenLine], ...]:
    """Return the columns of the broken lines."""
    return (
        Column(
            "number",
            N_("Number"),
            lambda row: row.number,
            104,
            is_link=lambda _row: True,
        ),
        Column("part", N_("Part"), lambda row: str(row.part), 50, is_number=True),
        Column(
            "product",
            N_("Product"),
            lambda row: row.product_nl if current_language() == "nl" else row.product_en,
            150,
            is_stretched=True,
        ),
        Column(
            "borne_by",
            N_("Borne by"),
            lambda row: row.borne_by or _("nobody"),
            130,
            is_strong=lambda row: row.is_moved,
            hint=lambda row: row.borne_by,
        ),
        Column("due", N_("Due"), lambda row: short_stamp(row.due_at, time), 142),
        Column("finished", N_("Finished"), lambda row: short_stamp(row.finished_at, time), 142),
        Column(
            "over", N_("Over by"), lambda row: exact_duration(row.over_working), 90, is_number=True
        ),
        Column("cents", N_("Credited"), lambda row: money(row.cents), 100, is_number=True),
        Column(
            "state",
            N_("State"),
            lambda row: row.state,
            136,
            badge=lambda row: sanction_badge(row.state),
        ),
    )


def late_columns(time: OfficeTime) -> tuple[Column[BrokenLine], ...]:
    """Return the columns of late facts: those of broken lines, and what was posted before."""
    *first, cents, _state = broken_columns(time)
    kept = [one for one in first if one.key != "part"]
    return (
        *(replace(one, is_hidden=one.key in {"due", "finished", "over"}) for one in kept),
        Column(
            "earlier_month",
            N_("First posted in"),
            lambda row: month_words(row.earlier.month) if row.earlier else "–",
            126,
        ),
        Column(
            "earlier",
            N_("Posted earlier"),
            lambda row: money(row.earlier.cents) if row.earlier else "–",
            116,
            is_number=True,
        ),
        Column(
            "borne_earlier",
            N_("Borne earlier by"),
            lambda row: bore_earlier(row) or "–",
            156,
            is_strong=lambda row: row.is_moved,
            hint=bore_earlier,
        ),
        replace(cents, title=N_("This month")),
        Column("state", N_("State"), lambda row: late_badge(row).word, 136, badge=late_badge),
    )


def late_badge(row: BrokenLine) -> Badge:
    """Return how a late fact stands: taken back, or as any sanction."""
    if row.is_taken_back:
        return Badge("circle-minus", _(TAKEN_BACK).capitalize(), "kept")
    return sanction_badge(row.state)


def charts_of(figures: MonthFigures) -> Sequence[tuple[str, str]]:
    """Return name and title of each chart."""
    del figures
    return (
        ("share", _("Share kept against the norm")),
        ("breaches", _("Broken per unit")),
        ("cost", _("Cost of sanctions")),
    )
