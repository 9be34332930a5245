"""What the tables of the reports count: one row per record, its measures, what a row is about.

A figure and the list that it opens are made of the same source and the same condition, so they
cannot differ. A source says no more than a report shows; names are looked up afterwards.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from fmdesk.core.domain.reporting import Opens, ReportAsked, Scope
from fmdesk.core.sql import tables as t
from fmdesk.core.sqltypes import UtcDateTime

Condition = sa.ColumnElement[bool]
Within = Callable[[ReportAsked, str], Condition]
"""Tells which records lie in what was asked, with the office's zone."""


PERIOD_START = sa.bindparam("period_start", type_=UtcDateTime)
PERIOD_END = sa.bindparam("period_end", type_=UtcDateTime)
"""The bounds of the period for what a source joins; its own records are bound by `within`."""


@dataclass(frozen=True, slots=True)
class Measure:
    """What is summed: an amount, or 1 for each record; of all, or of those under a condition.

    Attributes:
        where: The condition.
        amount: What is summed.
        tells: `cents` or `seconds`: where a record that is opened tells its part of the sum.
    """

    where: Condition | None = None
    amount: sa.ColumnElement[Any] | None = None
    tells: str = ""

    def summed(self, within: Condition | None = None) -> sa.ColumnElement[int]:
        """Return the sum over a group, of its records under a further condition alone."""
        one = sa.literal_column("1") if self.amount is None else self.amount
        conditions = [each for each in (within, self.where) if each is not None]
        kept = sa.case((sa.and_(*conditions), one), else_=sa.null()) if conditions else one
        return sa.func.coalesce(sa.func.sum(kept), sa.literal_column("0"))


@dataclass(frozen=True, slots=True)
class Source:
    """Records of one kind and what is measured of them.

    Attributes:
        opens: What they are, None where there is nothing to open.
        records: Where they stand, with what is joined.
        number: Their number.
        keys: What the row of a table is about.
        within: Which of them lie in a period.
        measures: Sums by the code of the column.
        scopes: Columns by which they can be restricted.
        where: What holds for all of them.
    """

    opens: Opens | None
    records: sa.FromClause
    number: sa.ColumnElement[Any]
    keys: tuple[sa.ColumnElement[Any], ...]
    within: Within
    measures: Mapping[str, Measure]
    scopes: Mapping[Scope, sa.ColumnElement[Any]] = field(default_factory=dict)
    where: tuple[Condition, ...] = ()


def at(column: sa.ColumnElement[Any]) -> Within:
    """Return which records lie in the period by an instant."""

    def within(asked: ReportAsked, zone: str) -> Condition:
        start, end = asked.bounds(zone)
        return sa.and_(column >= start, column < end)

    return within


def month(column: sa.ColumnElement[Any]) -> Within:
    """Return which records lie in the period by their month."""
    return lambda asked, _zone: column.between(asked.first, asked.last)


def of_before(within: Within) -> Within:
    """Return which records lie in as many months just before."""
    return lambda asked, zone: within(asked.before(), zone)


def of_year(within: Within) -> Within:
    """Return which records lie in the year up to the last month."""
    return lambda asked, zone: within(asked.year(), zone)


def one_of(column: sa.ColumnElement[Any], *words: str) -> Condition:
    """Return the condition that a column has one of these words."""
    return column.in_(words)


def seconds(column: sa.ColumnElement[Any]) -> sa.ColumnElement[int]:
    """Return an instant as the seconds that are stored."""
    return sa.type_coerce(column, sa.BigInteger)


BY_LINE: Mapping[Scope, sa.ColumnElement[Any]] = {
    Scope.UNIT: t.line.c.unit_id,
    Scope.DEPARTMENT: t.line.c.department_id,
    Scope.PRODUCT: t.line.c.product_id,
}
"""By what records that belong to a line can be restricted."""
COUNT = Measure()


def cents(amount: sa.ColumnElement[Any], where: Condition | None = None) -> Measure:
    """Return the sum of amounts of money."""
    return Measure(where, amount, "cents")


def span(amount: sa.ColumnElement[Any]) -> Measure:
    """Return the sum of spans of time."""
    return Measure(None, amount, "seconds")


def charter_of(version_id: sa.ColumnElement[Any]) -> sa.ScalarSelect[str]:
    """Return the code of the charter that a version is of."""
    version = t.charter_version.alias("of_charter")
    of = sa.select(t.charter.c.code).join(version, version.c.charter_id == t.charter.c.id)
    return of.where(version.c.id == version_id).scalar_subquery()


CHANNELS = 1_000
"""More than there are channels, so that a quarter of a channel has one number."""


def quarter_number() -> sa.ColumnElement[int]:
    """Return the number of a quarter of an hour of a channel: its slot, and which channel."""
    other = t.channel.alias("other")
    rank = sa.select(sa.func.count()).where(other.c.code < t.channel_count.c.channel)
    place = rank.correlate(t.channel_count).scalar_subquery()
    slot = seconds(t.channel_count.c.slot)
    return slot * sa.literal_column(str(CHANNELS)) + place


def slot_of(number: int) -> int:
    """Return the slot of such a number, in seconds since 1970."""
    return number // CHANNELS
