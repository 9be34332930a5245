"""Records of one table with a unique code whose fields are named like its columns."""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field, fields
from enum import StrEnum
from functools import cache
from typing import Any, Generic, TypeVar, cast

import sqlalchemy as sa

from fmdesk.core.domain.errors import NotFoundError

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Records(Generic[R]):
    """The records of one table.

    Attributes:
        connection: Connection of the unit of work.
        table: The table; its key is `id`, or `code` where it has no id.
        kind: The frozen dataclass of a record.
        derive: Gives the values of columns that are no fields.
        changed: Told a record before and after an update.
        order: Column by which all are listed.
        words: Enumerations of fields that are stored as words.
    """

    connection: sa.Connection
    table: sa.Table
    kind: type[R]
    derive: Callable[[R], Mapping[str, object]] | None = None
    changed: Callable[[R, R], None] | None = None
    order: str = "code"
    words: Mapping[str, Callable[[str], StrEnum]] = field(default_factory=dict)

    def by_id(self, record_id: int) -> R:
        """Return a record; NotFoundError `<table>.unknown`."""
        return self._one("id", record_id)

    def by_code(self, code: str) -> R:
        """Return a record; NotFoundError `<table>.unknown`."""
        return self._one("code", code)

    def all(self) -> tuple[R, ...]:
        """Return all records in their order."""
        return self.select(sa.true(), None)

    def select(self, condition: sa.ColumnElement[bool], limit: int | None) -> tuple[R, ...]:
        """Return at most so many records under a condition, in their order."""
        order = (self.table.c[self.order], self.table.c.code)
        query = self._query().where(condition).order_by(*order).limit(limit)
        return tuple(self._made(row) for row in self.connection.execute(query))

    def save(self, record: R) -> R:
        """Add a record, or update the one with its code; an equal one is left alone.

        Args:
            record: The record; its id does not matter.
        """
        values = {
            name: getattr(record, name) for name in _names(cast("Any", self.kind)) if name != "id"
        }
        code = self.table.c.code == values["code"]
        there = self.connection.execute(self._query().where(code)).one_or_none()
        if there is not None and all(getattr(there, name) == values[name] for name in values):
            return self._made(there)
        written = values | dict(self.derive(record) if self.derive else {})
        keys = self.table.primary_key.columns
        change = sa.insert(self.table) if there is None else sa.update(self.table).where(code)
        key = self.connection.execute(change.values(written).returning(*keys)).one()
        saved = self.kind(**{**key._mapping, **values})  # noqa: SLF001  # the public name of it
        if there is not None and self.changed:
            self.changed(self._made(there), saved)
        return saved

    def _query(self) -> sa.Select[Any]:
        return sa.select(*(self.table.c[name] for name in _names(cast("Any", self.kind))))

    def _one(self, column: str, value: object) -> R:
        query = self._query().where(self.table.c[column] == value)
        row = self.connection.execute(query).one_or_none()
        if row is None:
            raise NotFoundError(f"{self.table.name}.unknown", code=value)
        return self._made(row)

    def _made(self, row: sa.Row[*tuple[Any, ...]]) -> R:
        if not self.words:
            return self.kind(*row)
        values = {name: read(getattr(row, name)) for name, read in self.words.items()}
        return self.kind(**{**row._mapping, **values})  # noqa: SLF001  # the public name of it


@cache
def _names(kind: Hashable) -> tuple[str, ...]:
    return tuple(field.name for field in fields(cast("Any", kind)))
