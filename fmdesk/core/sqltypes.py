"""Column types for the core's tables and those of plugins (domain page, Time and Money).

An instant is stored as whole seconds since 1970 UTC in a BIGINT, on SQLite and on PostgreSQL
alike: one form of every query for both, no session zone that could shift a value, comparisons and
differences are plain integers, and bulk readers that count in seconds take the stored number as it
is (`sa.type_coerce(column, sa.BigInteger)`). A person reads it in SQL with
`datetime(opened_at, 'unixepoch')` or `to_timestamp(opened_at)`.
"""

import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from fmdesk.core.domain.instants import to_epoch

Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
"""A number of a record; on SQLite the row's own number."""


class UtcDateTime(sa.types.TypeDecorator[datetime]):
    """An aware instant in whole seconds; fractions are cut off, a naive one is refused.

    Raises:
        InvalidInputError: `time.naive`, when a statement gets a datetime without a zone (inside
            SQLAlchemy's StatementError; a unit of work takes it out).
    """

    impl = sa.BigInteger
    cache_ok = True

    def bind_processor(self, dialect: sa.Dialect) -> Callable[[datetime | None], int | None]:  # noqa: ARG002
        """Return the conversion of a parameter."""
        return _to_stored

    def literal_processor(self, dialect: sa.Dialect) -> Callable[[datetime], str]:  # noqa: ARG002
        """Return the conversion of a value written into the statement itself."""
        return lambda value: str(to_epoch(value))

    def result_processor(
        self,
        dialect: sa.Dialect,  # noqa: ARG002  # SQLAlchemy's form
        coltype: object,  # noqa: ARG002  # SQLAlchemy's form
    ) -> Callable[[int | None], datetime | None]:
        """Return the conversion of a stored value."""
        return _from_stored


def _to_stored(value: datetime | None) -> int | None:
    return None if value is None else to_epoch(value)


def _from_stored(value: int | None) -> datetime | None:
    return None if value is None else datetime.fromtimestamp(value, UTC)


class Cents(sa.types.TypeDecorator[int]):
    """A whole number of euro cents; anything else (a float, a boolean) is refused."""

    impl = sa.BigInteger
    cache_ok = True

    def bind_processor(self, dialect: sa.Dialect) -> Callable[[int | None], int | None]:  # noqa: ARG002
        """Return the check of a parameter."""
        return _whole

    def result_processor(self, dialect: sa.Dialect, coltype: object) -> None:
        """Return nothing: a stored value is used as it is."""


def _whole(value: int | None) -> int | None:
    if value is not None and type(value) is not int:
        raise TypeError(value)
    return value


class CanonicalJson(sa.types.TypeDecorator[Any]):
    """Plain data as canonical JSON text: sorted keys, no spaces, equal data gives equal text."""

    impl = sa.Text
    cache_ok = True

    def bind_processor(self, dialect: sa.Dialect) -> Callable[[Any], str | None]:  # noqa: ARG002
        """Return the conversion of a parameter."""
        return _to_text

    def result_processor(
        self,
        dialect: sa.Dialect,  # noqa: ARG002  # SQLAlchemy's form
        coltype: object,  # noqa: ARG002  # SQLAlchemy's form
    ) -> Callable[[str | None], Any]:
        """Return the conversion of a stored value."""
        return _from_text


_encode = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode


def _to_text(value: Any) -> str | None:
    if value is None:
        return None
    return _encode(dict(value) if isinstance(value, Mapping) else value)


def _from_text(value: str | None) -> Any:
    if value is None:
        return None
    return {} if value == "{}" else json.loads(value)
