"""Reports of a period: their figures, the records behind one, and what restricts them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from fmdesk.core.domain.budget import Spent
from fmdesk.core.domain.errors import InvalidInputError, NotFoundError
from fmdesk.core.domain.period import Month
from fmdesk.core.domain.reporting import (
    MOST_DENSE,
    Cell,
    FigureKind,
    Key,
    Named,
    RecordRow,
    ReportAsked,
    ReportColumn,
    ReportFigures,
    ReportRow,
    ReportSpec,
    ReportTable,
    Scope,
    TableSpec,
)
from fmdesk.core.domain.views import Choice
from fmdesk.core.ports import Door, UnitOfWork
from fmdesk.core.services.access import allow_report, report_units
from fmdesk.core.services.budgets import cancelled_in_part, spent_by_month
from fmdesk.core.services.lineview import Names
from fmdesk.core.services.pinning import today
from fmdesk.core.services.reachability import figures_of
from fmdesk.core.services.report_list import REPORTS
from fmdesk.i18n import _, month_name, using_language

Measured = dict[Key, dict[str, int]]


@dataclass(frozen=True, slots=True)
class Reports:
    """Use cases of the reports of a period.

    Attributes:
        door: The one door.
    """

    door: Door

    def listed(self) -> tuple[ReportSpec, ...]:
        """Return all reports, in their order."""
        return REPORTS

    def figures(self, asked: ReportAsked, language: str) -> ReportFigures:
        """Return a report.

        Args:
            asked: Which, of which months, and of what.
            language: Language of the names.

        Raises:
            NotFoundError: `report.unknown`, or `<scope>.unknown`.
            InvalidInputError: `report.scope`, `report.needs`, `report.order` or `month.format`.
            NotAllowedError: `access.area` or `access.other_unit`.
        """
        with self.door.read() as work:
            allow_report(work, asked)
            return figures_in(work, asked, language)

    def choices(self, scope: Scope, language: str) -> tuple[Choice, ...]:
        """Return to what a report can be restricted; the code is its number.

        Args:
            scope: Units, departments or cost centres.
            language: Language of the names.

        Returns:
            All of them; for who is of a unit that unit and those below it, and nothing else.
        """
        with self.door.read() as work:
            own = report_units(work)
            if own is None:
                return choices_of(work, scope, language)
            found = choices_of(work, scope, language) if scope is Scope.UNIT else ()
            return tuple(one for one in found if int(one.code) in own)

    def is_partial(self) -> bool:
        """Tell whether who is signed in reads the reports of the own unit only."""
        with self.door.read() as work:
            return report_units(work) is not None

    def numbers(self, cell: Cell) -> Sequence[int]:
        """Return the number of each record that a figure counts.

        Raises:
            InvalidInputError: `report.figure` when it opens nothing.
        """
        with self.door.read() as work:
            allow_report(work, cell.asked)
            return work.reports.numbers(cell)

    def rows(self, cell: Cell, numbers: Sequence[int], language: str) -> tuple[RecordRow, ...]:
        """Return some of the records behind a figure, in the order of their numbers."""
        with self.door.read() as work:
            allow_report(work, cell.asked)
            if report_units(work) is not None:  # numbers are easily made up
                behind = frozenset(work.reports.numbers(cell))
                numbers = [number for number in numbers if number in behind]
            return _with_parts(work, cell, work.reports.rows(cell, numbers, language))


def figures_in(work: UnitOfWork, asked: ReportAsked, language: str) -> ReportFigures:
    """Return a report within a unit of work, with the head of the command log that it saw.

    Args:
        work: The unit of work to read from.
        asked: Which, of which months, and of what.
        language: Language of the names.

    Raises:
        NotFoundError: `report.unknown`, or `<scope>.unknown`.
        InvalidInputError: `report.scope`, `report.needs`, `report.order` or `month.format`.
    """
    spec, settings = spec_of(asked.report), work.settings
    with using_language(language):
        check(spec, asked, work.zone)
        return ReportFigures(
            spec=spec,
            asked=asked,
            language=language,
            about=about_of(work, asked, language),
            organisation=settings.get("organisation"),
            zone=work.zone,
            as_of=work.now,
            chain_head=work.log.head().hash,
            attribution=settings.get("attribution"),
            tables=tuple(_table(work, one, asked, language) for one in spec.tables),
        )


def spec_of(report: str) -> ReportSpec:
    """Return a report; NotFoundError `report.unknown`."""
    found = next((one for one in REPORTS if one.id == report), None)
    if found is None:
        raise NotFoundError("report.unknown", report=report)
    return found


def check(spec: ReportSpec, asked: ReportAsked, zone: str) -> None:
    """Check that a report can be asked for like this.

    Raises:
        InvalidInputError: `report.scope`, `report.needs`, `report.order` or `month.format`.
    """
    asked.bounds(zone)
    if asked.scope and asked.scope not in spec.scopes:
        raise InvalidInputError("report.scope", report=spec.id)
    if spec.needs and asked.scope != spec.needs:
        raise InvalidInputError("report.needs", report=spec.id)


def choices_of(work: UnitOfWork, scope: Scope, language: str) -> tuple[Choice, ...]:
    """Return what there is of a scope, by its name; the code is what `ReportAsked` takes."""
    found: Mapping[int | str, str]
    if scope is Scope.DEPARTMENT:
        found = {one.id: one.name for one in work.people.departments()}
    elif scope is Scope.CHARTER:
        names = Names(work, language)
        found = {one.code: names.of(one) for one in work.catalog.charters()}
    else:
        found = work.reports.names(Named(scope.value), language, today(work))
    ranked = sorted(found.items(), key=lambda one: (one[1].casefold(), one[0]))
    return tuple(Choice(str(number), name) for number, name in ranked)


def about_of(work: UnitOfWork, asked: ReportAsked, language: str) -> str:
    """Return the name of what a report is restricted to; NotFoundError `<scope>.unknown`."""
    if not asked.scope:
        return ""
    choices = choices_of(work, Scope(asked.scope), language)
    for one in choices:
        if one.code == str(asked.scope_id):
            return one.text
    raise NotFoundError(f"{asked.scope}.unknown", code=str(asked.scope_id))


def _table(work: UnitOfWork, spec: TableSpec, asked: ReportAsked, language: str) -> ReportTable:
    measured: Measured = {
        key: dict(sums) for key, sums in work.reports.measured(spec.code, asked).items()
    }
    if spec.code in _MORE:
        _MORE[spec.code](work, asked, measured)
    labels = _labels(work, spec, asked, measured, language)
    rows = [
        ReportRow(key, labels[key], tuple(one.made_of(sums) for one in spec.shown))
        for key, sums in measured.items()
        if any(sums.values())
    ]
    rows.sort(key=lambda row: _rank(spec, row, measured))
    after = rows[MOST_DENSE:] if spec.chart else ()
    return ReportTable(
        spec,
        tuple(rows),
        _together(spec, measured.values()),
        work.reports.opens(spec.code),
        _together(spec, (measured[row.key] for row in after)) if after else (),
    )


def _together(spec: TableSpec, measured: Iterable[Mapping[str, int]]) -> tuple[int | None, ...]:
    """Return the figures of several rows as one: shares and means of their sums.

    What is left is added up, since of some rows it cannot be told.
    """
    rows, total = list(measured), dict[str, int]()
    for sums in rows:
        for code, value in sums.items():
            total[code] = total.get(code, 0) + value
    return tuple(
        _left(one, rows) if one.kind is FigureKind.LEFT else one.made_of(total)
        for one in spec.shown
    )


def _left(column: ReportColumn, rows: Iterable[Mapping[str, int]]) -> int | None:
    told = [one for one in map(column.made_of, rows) if one is not None]
    return sum(told) if told else None


def _rank(spec: TableSpec, row: ReportRow, measured: Measured) -> tuple[int, str, str]:
    most = -measured[row.key].get(spec.chart, 0) if spec.chart else 0
    return most, row.labels[0].casefold(), str(row.key)


def _labels(
    work: UnitOfWork, spec: TableSpec, asked: ReportAsked, measured: Measured, language: str
) -> Mapping[Key, tuple[str, ...]]:
    last = asked.months()[-1].shift(1).first_day() - timedelta(days=1)
    on = min(last, today(work))
    names = [work.reports.names(named, language, on) for named, _title in spec.named]
    charters = Names(work, language)

    def label(place: int, value: int | str) -> str:
        match spec.named[place][0]:
            case Named.CHARTER:
                return _charter(work, charters, int(value))
            case Named.MONTH:
                return month_name(Month.parse(str(value)).first_day())
            case Named.TEXT:
                return str(value)
            case Named.UNIT if not value:
                return _("No unit")
        return names[place].get(value, "") or _("Not known")

    return {key: tuple(label(place, value) for place, value in enumerate(key)) for key in measured}


def _charter(work: UnitOfWork, names: Names, version_id: int) -> str:
    found = work.catalog.charter_version(version_id)
    return _("{name}, version {n}").format(name=names.of(found), n=found.version)


def _reached(work: UnitOfWork, asked: ReportAsked, measured: Measured) -> None:
    """Add the promised hours of the channels, which the calendars know."""
    first, last = Month.parse(asked.first).first_day(), Month.parse(asked.last).last_day()
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    for one in figures_of(work, days, ""):
        sums = measured.setdefault((one.channel,), {})
        sums |= {"open": one.open_seconds, "lost": one.lost_seconds}


def _charged(work: UnitOfWork, asked: ReportAsked, measured: Measured) -> None:
    """Add what the year's lines take from a budget, and what of cancelled ones was delivered.

    By the rule of the page Budgets; where there is no budget, nothing is taken from one.
    """
    year = spent_by_month(work, {0: asked.year().bounds(work.zone)})[0]
    for (centre, *_rest), sums in measured.items():
        if "budget" in sums:
            sums["spent"] = year.get(int(centre), Spent()).used
    for line, spent in cancelled_in_part(work, *asked.bounds(work.zone)):
        sums = measured.get((line.cost_centre_id or 0,), {})
        for code, cents in _of_part(spent).items():
            sums[code] = sums.get(code, 0) + cents


def _of_part(spent: Spent) -> Mapping[str, int]:
    """Return what a line cost that was cancelled after a part, by the column that counts it."""
    return {"price": spent.ordered, "realised": spent.realised, "credited": spent.credited}


def _with_parts(work: UnitOfWork, cell: Cell, rows: tuple[RecordRow, ...]) -> tuple[RecordRow, ...]:
    """Return records with what was delivered of lines that were cancelled after a part of them."""
    if cell.table != "charges" or cell.column not in _of_part(Spent()):
        return rows
    parts = {
        line.id: _of_part(spent)[cell.column]
        for line, spent in cancelled_in_part(work, *cell.asked.bounds(work.zone))
    }
    return tuple(  # a line with several credits tells its part at the first of them
        replace(row, cents=(row.cents or 0) + parts.pop(row.line_id or 0, 0)) for row in rows
    )


_MORE: Mapping[str, Callable[[UnitOfWork, ReportAsked, Measured], None]] = {
    "reached": _reached,
    "charges": _charged,
}
"""What of a table no query can tell."""
