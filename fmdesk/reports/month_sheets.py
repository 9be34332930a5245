"""The tables of the monthly report."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from operator import attrgetter

from fmdesk.core.domain.views import FigureRow, MonthFigures, Tally
from fmdesk.i18n import N_, _
from fmdesk.reports.broken_sheets import CORRECTED_WIDTHS, TRIAL, broken_sheet, trial
from fmdesk.reports.section_sheets import section_sheet
from fmdesk.reports.sheets import Column, Kind, Level, Row, Sheet, Value
from fmdesk.reports.wording import month_in_words, name_of, norm_of, year_in_words

DIMENSIONS = {
    "department": (N_("Per department"), N_("Department")),
    "unit": (N_("Per unit"), N_("Unit")),
    "product": (N_("Per product"), N_("Product")),
    "charter": (N_("Per charter"), N_("Charter")),
}
"""Each dimension with the heading of its table and of its first column."""

_MONTH = (
    # heading, kind, millimetres on paper, where it comes from
    (N_("Realised"), Kind.SHARE, 17.4, "realised"),
    (N_("Lines"), Kind.COUNT, 12.5, "lines"),
    (N_("Kept"), Kind.COUNT, 16.6, "kept"),
    (N_("Broken"), Kind.COUNT, 13.9, "broken"),
    (N_("Excused"), Kind.COUNT, 21.8, "excused"),
    (N_("Running"), Kind.COUNT, 12.0, "running"),
    (N_("No guarantee"), Kind.COUNT, 0, "not_applicable"),
    (N_("Charged"), Kind.MONEY, 21.4, "charged_cents"),
    (N_("Credited"), Kind.MONEY, 21.4, "credited_cents"),
    (N_("Waived"), Kind.MONEY, 22.0, "waived_cents"),
    (N_("Borne"), Kind.MONEY, 0, "borne_cents"),
    (N_("Points"), Kind.COUNT, 0, "points"),
)
_YEAR_WIDTHS = {"realised": 17.4, "broken": 13.9, "credited_cents": 21.4}
_NAME_WIDTH, _NORM_WIDTH = 42.0, 13.0
_NO_LINES = frozenset(("lines", "charged_cents"))
"""What a charter has not: a line under two charters would count twice."""


def sheets(figures: MonthFigures) -> Iterator[Sheet]:
    """Yield the tables of the month in the order of the report, without those left empty."""
    yield trend(figures)
    for code in DIMENSIONS:
        yield dimension(figures, code)
    if any(line.is_late_fact for line in figures.broken):
        yield corrections(figures)
    yield reconciliation(figures)
    yield from map(section_sheet, figures.sections)
    yield appendix(figures)
    if any(line.state == TRIAL for line in figures.broken):
        yield trial(figures)


def dimension(figures: MonthFigures, code: str) -> Sheet:
    """Return the table of one dimension; its total is that of the month."""
    title, name = DIMENSIONS[code]
    left_out = _NO_LINES if code == "charter" else frozenset[str]()
    widths = {source: width for _title, _kind, width, source in _MONTH if source not in left_out}
    spare = sum(width for _title, _kind, width, source in _MONTH if source in left_out)
    has_trial = any(row.is_trial for row in rows_of(figures, code))
    return Sheet(
        code,
        _(title),
        (
            Column(_("Code")),
            Column(_(name), width=_NAME_WIDTH + spare),
            Column(_("Norm"), Kind.SHARE, _NORM_WIDTH),
            *_figure_columns(month_in_words(figures.month), widths),
            *_figure_columns(year_in_words(figures.month), _YEAR_WIDTHS),
        ),
        lambda: _dimension_rows(figures, code, left_out),
        _("Charters in trial are shown but counted in no total.") if has_trial else "",
        size=7.0,
        is_sparse=True,
    )


def rows_of(figures: MonthFigures, code: str) -> tuple[FigureRow, ...]:
    """Return the rows of one dimension."""
    return tuple(row for row in figures.rows if row.dimension == code)


def norm_for(figures: MonthFigures, row: FigureRow) -> int | None:
    """Return the norm that a row is held to: its own, else that of the month."""
    return norm_of(figures) if row.norm is None else row.norm


def title_of(row: FigureRow) -> str:
    """Return the name of a row; what has no code is said in words, a trial is marked."""
    name = name_of(row.name_nl, row.name_en) or row.key or _("(none)")
    mark = _("{name} (trial)").format(name="")
    return f"{name}{mark}" if row.is_trial and mark not in name else name


def _figure_columns(band: str, widths: Mapping[str, float]) -> Iterator[Column]:
    for title, kind, _width, source in _MONTH:
        yield Column(_(title), kind, widths.get(source, 0), band)


def _dimension_rows(figures: MonthFigures, code: str, left_out: frozenset[str]) -> Iterator[Row]:
    def values(tally: Tally) -> Iterator[Value]:
        for *_rest, source in _MONTH:
            yield None if source in left_out else getattr(tally, source)

    for row in sorted(rows_of(figures, code), key=lambda row: title_of(row).casefold()):
        norm = norm_for(figures, row)
        yield Row((row.key, title_of(row), norm, *values(row.month), *values(row.year)))
    total = ("", _("Total"), norm_of(figures), *values(figures.total), *values(figures.year))
    yield Row(total, Level.TOTAL)


def attention(figures: MonthFigures) -> Sheet:
    """Return the units below their norm, the furthest first."""
    misses: list[tuple[int, int, FigureRow]] = []
    for row in rows_of(figures, "unit"):
        norm = norm_for(figures, row)
        if norm is not None and row.month.realised is not None and row.month.realised < norm:
            misses.append((row.month.realised - norm, norm, row))

    def rows() -> Iterator[Row]:
        for gap, norm, row in sorted(misses, key=lambda miss: (miss[0], miss[2].key)):
            tally = row.month
            figure = (tally.realised, norm, gap, tally.broken, tally.credited_cents)
            yield Row((title_of(row), *figure))

    columns = (
        Column(_("Unit"), width=64),
        Column(_("Realised"), Kind.SHARE, 22),
        Column(_("Norm"), Kind.SHARE, 20),
        Column(_("Difference"), Kind.POINTS, 22),
        Column(_("Broken"), Kind.COUNT, 20),
        Column(_("Credited"), Kind.MONEY, 26),
    )
    return Sheet("attention", "", columns, rows)


def trend(figures: MonthFigures) -> Sheet:
    """Return the months up to this one."""

    def rows() -> Iterator[Row]:
        for point in figures.trend:
            judged = Tally(kept=point.kept, broken=point.broken)
            name = month_in_words(point.month)
            figure = (point.kept, point.broken, judged.realised, point.norm, point.credited_cents)
            yield Row((name, *figure))

    columns = (
        Column(_("Month"), width=54),
        Column(_("Kept"), Kind.COUNT, 22),
        Column(_("Broken"), Kind.COUNT, 22),
        Column(_("Realised"), Kind.SHARE, 24),
        Column(_("Norm"), Kind.SHARE, 22),
        Column(_("Credited"), Kind.MONEY, 30),
    )
    return Sheet("trend", _("Month by month"), columns, rows)


def corrections(figures: MonthFigures) -> Sheet:
    """Return the lines of earlier months whose money is posted in this one."""
    return broken_sheet(
        "corrections",
        _("Corrections of earlier months"),
        figures,
        attrgetter("is_late_fact"),
        note=_(
            "Opened in an earlier month that is closed; the euros are posted in this month. "
            "They count in the euros of this month, not in its numbers. Beside a correction stands "
            "what was posted earlier, and who bore it."
        ),
        widths=CORRECTED_WIDTHS,
    )


def appendix(figures: MonthFigures) -> Sheet:
    """Return every broken verdict on a line opened in the month: as many as the cover says."""
    return broken_sheet(
        "broken",
        _("Appendix: every broken line"),
        figures,
        lambda line: not line.is_late_fact and line.state != TRIAL,
        note=_(
            "A row per part of a line and charter; charters in trial have a table of their own."
        ),
    )


def reconciliation(figures: MonthFigures) -> Sheet:
    """Return the sums of all tables beside the figures of the month."""
    counts = (N_("Kept"), N_("Broken"), N_("Excused"), N_("Running"))
    amounts = (N_("Charged"), N_("Credited"), N_("Waived"))
    columns = (
        Column(_("Table"), width=36),
        *(Column(_(title), Kind.COUNT, 18) for title in counts),
        *(Column(_(title), Kind.MONEY, 23) for title in amounts),
        Column(_("Ties"), width=16),
    )
    note = _("Each figure of this report is the sum of the lines below it.")
    return Sheet("ties", _("How the figures tie"), columns, lambda: _tie_rows(figures), note)


_TIED = ("kept", "broken", "excused", "running", "charged_cents", "credited_cents", "waived_cents")


def _tie_rows(figures: MonthFigures) -> Iterator[Row]:
    wanted = tuple(getattr(figures.total, name) for name in _TIED)
    for title, sums in sums_of(figures):
        is_equal = all(one in (None, other) for one, other in zip(sums, wanted, strict=True))
        yield Row((title, *sums, _("yes") if is_equal else _("NO")))
    yield Row((_("Figures of the month"), *wanted, ""), Level.TOTAL)


def sums_of(figures: MonthFigures) -> Iterator[tuple[str, tuple[int | None, ...]]]:
    """Yield each table with its sums of `_TIED`; None is what it does not show."""
    for code, (title, _name) in DIMENSIONS.items():
        rows = [row.month for row in rows_of(figures, code) if not row.is_trial]
        left_out = _NO_LINES if code == "charter" else ()
        yield (
            _(title),
            tuple(None if name in left_out else _sum(rows, attrgetter(name)) for name in _TIED),
        )
    counted = [line for line in figures.broken if line.state != TRIAL]
    credited = _sum(counted, attrgetter("cents"))
    waived = _sum(counted, attrgetter("waived_cents"))
    broken = sum(not line.is_late_fact for line in counted)
    yield _("Broken verdicts"), (None, broken, None, None, None, credited, waived)
    borne = (total for total in figures.sanctions if not total.is_trial)
    credited = _sum(borne, attrgetter("cents")) + figures.total.waived_cents
    yield _("Borne and waived"), (None, None, None, None, None, credited, None)


def _sum(items: Iterable[object], of: Callable[[object], int]) -> int:
    return sum(map(of, items))
