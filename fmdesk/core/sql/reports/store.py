"""The repository of reports: figures, the numbers of the records behind one, and names."""

from array import array
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from fmdesk.core.domain.errors import InvalidInputError
from fmdesk.core.domain.reporting import Cell, Key, Named, Opens, RecordRow, ReportAsked, Scope
from fmdesk.core.sql import tables as t
from fmdesk.core.sql.reports import cut, demand, money, said
from fmdesk.core.sql.reports.records import read_rows
from fmdesk.core.sql.reports.source import Condition, Source

SOURCES: Mapping[str, tuple[Source, ...]] = {
    **money.TABLES,
    **said.TABLES,
    **cut.TABLES,
    **demand.TABLES,
}
"""The sources of each table, by its code."""


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

        One number stands there as often as the figure counts it.
        """
        source, _opens = _source_of(cell)
        measure = source.measures[cell.column]
        wanted = self._conditions(source, cell.asked)
        if measure.where is not None:
            wanted.append(measure.where)
        if cell.key:
            wanted += (key == value for key, value in zip(source.keys, cell.key, strict=True))
        query = sa.select(source.number).select_from(source.records).where(*wanted)
        period = self._period(cell.asked)
        rows = self._connection.execute(query.order_by(source.number), period).scalars()
        return array("q", rows)

    def rows(self, cell: Cell, numbers: Sequence[int], language: str) -> tuple[RecordRow, ...]:
        """Return the records with these numbers, in their order."""
        _source, opens = _source_of(cell)
        return read_rows(self._connection, opens, numbers, language)

    def names(self, named: Named, language: str) -> Mapping[int | str, str]:
        """Return the names of what the keys of rows stand for; none for months and texts."""
        made = _NAMES.get(named)
        if made is None:
            return {}
        rows = self._connection.execute(made("en" if language == "en" else "nl"))
        return {row[0]: row[1] for row in rows}

    def _period(self, asked: ReportAsked) -> Mapping[str, datetime]:
        start, end = asked.bounds(self._zone)
        return {"period_start": start, "period_end": end}

    def _conditions(self, source: Source, asked: ReportAsked) -> list[Condition]:
        wanted = [*source.where, source.within(asked, self._zone)]
        if asked.scope:
            scope = Scope(asked.scope)
            if scope not in source.scopes:
                raise InvalidInputError("report.scope", report=asked.report)
            wanted.append(source.scopes[scope] == asked.scope_id)
        return wanted


def _source_of(cell: Cell) -> tuple[Source, Opens]:
    for source in SOURCES.get(cell.table, ()):
        if cell.column in source.measures and source.opens is not None:
            return source, source.opens
    raise InvalidInputError("report.figure", table=cell.table, column=cell.column)


def _newest_products(ending: str) -> sa.Select[tuple[int, str]]:
    version = t.product_version.c
    newest = sa.select(sa.func.max(version.id)).group_by(version.product_id)
    return sa.select(version.product_id, version[f"name_{ending}"]).where(version.id.in_(newest))


_CENTRE = t.cost_centre.c
_NAMES: Mapping[Named, Callable[[str], sa.Select[Any]]] = {
    Named.UNIT: lambda _ending: sa.select(t.unit.c.id, t.unit.c.name),
    Named.COST_CENTRE: lambda _ending: sa.select(
        _CENTRE.id, _CENTRE.code.concat(" ").concat(_CENTRE.name)
    ),
    Named.PRODUCT: _newest_products,
    Named.CHANNEL: lambda ending: sa.select(t.channel.c.code, t.channel.c[f"name_{ending}"]),
    Named.REASON: lambda ending: sa.select(
        t.return_reason.c.code, t.return_reason.c[f"name_{ending}"]
    ),
    Named.FAQ: lambda _ending: sa.select(t.faq.c.id, t.faq.c.question),
}
