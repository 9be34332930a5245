"""The repository of reports: figures, the numbers of the records behind one, and names."""

from array import array
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from fmdesk.core.domain.errors import InvalidInputError
from fmdesk.core.domain.reporting import Cell, Key, Named, Opens, RecordRow, ReportAsked, Scope
from fmdesk.core.sql import tables as t
from fmdesk.core.sql.reports import cut, demand, money, said
from fmdesk.core.sql.reports.records import PIECE, read_rows
from fmdesk.core.sql.reports.source import Condition, Source

SOURCES: Mapping[str, tuple[Source, ...]] = {
    **money.TABLES,
    **said.TABLES,
    **cut.TABLES,
    **demand.TABLES,
}
"""The sources of each table, by its code."""
AT_ONCE = 10
"""Periods of one statement, as many as the page of a goal shows: PostgreSQL plans one of thirty
budgets, each as it was when its month was closed, for seconds."""


class SqlReports:
    """The repository of reports.

    Args:
        connection: Connection of the unit of work.
        zone: The office's zone.
    """

    def __init__(self, connection: sa.Connection, zone: str) -> None:
        self._connection = connection
        self._zone = zone

    def measured(self, table: str, asked: ReportAsked) -> Mapping[Key, Mapping[str, int]]:
        """Return the sums of each row of a table, by the code of the column.

        Raises:
            InvalidInputError: `report.scope`, `report.order` or `month.format`.
        """
        found: dict[Key, dict[str, int]] = defaultdict(dict)
        for source in SOURCES[table]:
            sums = [one.summed().label(f"sum_{code}") for code, one in source.measures.items()]
            query = (
                sa.select(*source.keys, *sums)
                .select_from(source.records)
                .where(*self._conditions(source, asked))
                .group_by(*source.keys)
            )
            for row in self._connection.execute(query, self._period(asked)):
                key = tuple(row[: len(source.keys)])
                values = (int(value) for value in row[len(source.keys) :])
                found[key] |= dict(zip(source.measures, values, strict=True))
        return found

    def totals(
        self, table: str, codes: Sequence[str], asked: Sequence[ReportAsked]
    ) -> Mapping[ReportAsked, Mapping[str, int]]:
        """Return the sums of some columns for each of many periods and subjects.

        However many subjects are asked for, its queries are one for each source of the table and
        kind of subject, and for each `AT_ONCE` of the periods.

        Raises:
            InvalidInputError: `report.scope`, `report.order` or `month.format`.
        """
        found: dict[ReportAsked, dict[str, int]] = {one: dict.fromkeys(codes, 0) for one in asked}
        for scope in {one.scope for one in asked}:
            wanted = [one for one in found if one.scope == scope]
            for source in SOURCES[table]:
                counted = [code for code in codes if code in source.measures]
                for some in _some_periods(wanted) if counted else ():
                    for one, sums in self._summed(source, counted, some).items():
                        found[one] |= sums
        return found

    def _summed(
        self, source: Source, codes: Sequence[str], asked: Sequence[ReportAsked]
    ) -> Mapping[ReportAsked, Mapping[str, int]]:
        """Return the sums of one source for what is asked of subjects of one kind."""
        periods = {(one.first, one.last): one for one in asked}
        within = [source.within(one, self._zone) for one in periods.values()]
        sums = [source.measures[code].summed(each) for each in within for code in codes]
        wanted, of_what = [*source.where, sa.or_(*within)], _of_what(source, asked[0])
        if of_what is not None:
            wanted.append(of_what.in_({one.scope_id for one in asked}))
        columns = [one.label(f"sum_{place}") for place, one in enumerate(sums)]
        query = sa.select(*columns).select_from(source.records).where(*wanted)
        if of_what is not None:
            query = query.add_columns(of_what.label("of_what")).group_by(sa.text("of_what"))
        bounds = [one.bounds(self._zone) for one in periods.values()]
        period = {
            "period_start": min(start for start, _end in bounds),
            "period_end": max(end for _start, end in bounds),
        }
        rows = self._connection.execute(query, period).all()
        by_subject = {asked[0].scope_id if of_what is None else row.of_what: row for row in rows}
        places = {span: len(codes) * place for place, span in enumerate(periods)}
        return {
            one: {
                code: int(by_subject[one.scope_id][places[one.first, one.last] + place])
                for place, code in enumerate(codes)
            }
            for one in asked
            if one.scope_id in by_subject
        }

    def opens(self, table: str) -> Mapping[str, Opens]:
        """Return what the figures of a table open, by the code of the column."""
        return {
            code: source.opens
            for source in SOURCES[table]
            if source.opens is not None
            for code in source.measures
        }

    def numbers(self, cell: Cell) -> Sequence[int]:
        """Return the number of each record that a figure counts, in order.

        One number stands there as often as the figure counts it; behind an amount once, since
        its row tells all that the figure counts of it.
        """
        source, _opens = _source_of(cell)
        query = self._counted(cell, source)
        if source.measures[cell.column].amount is not None:
            query = query.distinct()
        period = self._period(cell.asked)
        rows = self._connection.execute(query.order_by(source.number), period).scalars()
        return array("q", rows)

    def rows(self, cell: Cell, numbers: Sequence[int], language: str) -> tuple[RecordRow, ...]:
        """Return the records with these numbers, in their order.

        Behind an amount or a span each tells what the figure counts of it, so that they add up.
        """
        source, opens = _source_of(cell)
        measure = source.measures[cell.column]
        if not measure.tells:
            return read_rows(self._connection, opens, numbers, language)
        parts: dict[int, int] = {}
        for first in range(0, len(numbers), PIECE):
            some = source.number.in_(numbers[first : first + PIECE])
            query = self._counted(cell, source).where(some).group_by(source.number)
            summed = query.add_columns(measure.summed())
            rows = self._connection.execute(summed, self._period(cell.asked))
            parts |= {number: int(part) for number, part in rows}
        there = [number for number in numbers if number in parts]
        behind = read_rows(self._connection, opens, there, language)
        counted = zip(behind, (parts[number] for number in there), strict=True)
        if measure.tells == "seconds":
            return tuple(replace(row, seconds=part) for row, part in counted)
        return tuple(replace(row, cents=part) for row, part in counted)

    def _counted(self, cell: Cell, source: Source) -> sa.Select[Any]:
        """Return the number of each record that a figure counts, as often as it does."""
        wanted = self._conditions(source, cell.asked)
        measure = source.measures[cell.column]
        if measure.where is not None:
            wanted.append(measure.where)
        if cell.key:
            wanted += (key == value for key, value in zip(source.keys, cell.key, strict=True))
        return sa.select(source.number).select_from(source.records).where(*wanted)

    def names(self, named: Named, language: str, on: date) -> Mapping[int | str, str]:
        """Return the names of what the keys of rows stand for; none for months and texts.

        A product has that of the day; one that is only sold later, its first.
        """
        made = _NAMES.get(named)
        if made is None:
            return {}
        rows = self._connection.execute(made("en" if language == "en" else "nl", on))
        return {row[0]: row[1] for row in rows}

    def _period(self, asked: ReportAsked) -> Mapping[str, datetime]:
        start, end = asked.bounds(self._zone)
        return {"period_start": start, "period_end": end}

    def _conditions(self, source: Source, asked: ReportAsked) -> list[Condition]:
        wanted = [*source.where, source.within(asked, self._zone)]
        of_what = _of_what(source, asked)
        if of_what is not None:
            wanted.append(of_what == asked.scope_id)
        return wanted


def _some_periods(asked: Sequence[ReportAsked]) -> Iterator[Sequence[ReportAsked]]:
    """Yield what is asked in parts, each of a few periods and whatever is asked of those."""
    periods = list(dict.fromkeys((one.first, one.last) for one in asked))
    for place in range(0, len(periods), AT_ONCE):
        some = set(periods[place : place + AT_ONCE])
        yield [one for one in asked if (one.first, one.last) in some]


def _of_what(source: Source, asked: ReportAsked) -> sa.ColumnElement[Any] | None:
    """Return the column that what is asked is restricted by, None for the whole office."""
    if not asked.scope:
        return None
    if asked.scope not in source.scopes:
        raise InvalidInputError("report.scope", report=asked.report)
    return source.scopes[Scope(asked.scope)]


def _source_of(cell: Cell) -> tuple[Source, Opens]:
    for source in SOURCES.get(cell.table, ()):
        if cell.column in source.measures and source.opens is not None:
            return source, source.opens
    raise InvalidInputError("report.figure", table=cell.table, column=cell.column)


def _products(ending: str, on: date) -> sa.Select[tuple[int, str]]:
    version = t.product_version.c
    holds = version.valid_from <= on
    newest = (sa.case((holds, 0), else_=1), sa.case((holds, version.valid_from)).desc())
    order = (*newest, version.valid_from, version.id.desc())
    place = sa.func.row_number().over(partition_by=version.product_id, order_by=order)
    ranked = sa.select(
        version.product_id, version[f"name_{ending}"].label("name"), place.label("n")
    )
    found = ranked.subquery()
    return sa.select(found.c.product_id, found.c.name).where(found.c.n == 1)


_CENTRE = t.cost_centre.c
_NAMES: Mapping[Named, Callable[[str, date], sa.Select[Any]]] = {
    Named.UNIT: lambda _ending, _on: sa.select(t.unit.c.id, t.unit.c.name),
    Named.COST_CENTRE: lambda _ending, _on: sa.select(
        _CENTRE.id, _CENTRE.code.concat(" ").concat(_CENTRE.name)
    ),
    Named.PRODUCT: _products,
    Named.CHANNEL: lambda ending, _on: sa.select(t.channel.c.code, t.channel.c[f"name_{ending}"]),
    Named.REASON: lambda ending, _on: sa.select(
        t.return_reason.c.code, t.return_reason.c[f"name_{ending}"]
    ),
    Named.FAQ: lambda _ending, _on: sa.select(t.faq.c.id, t.faq.c.question),
}
