"""The canonical JSON of a month: equal figures give equal bytes, and they read back as they were.

Canonical: keys sorted, no spaces, UTF-8, whole numbers only, instants in UTC to the second. A field
that a later version added is left out of what an older one wrote and then has its default.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, cast, get_args, get_origin, get_type_hints

from fmdesk.core.domain.errors import InvalidInputError
from fmdesk.core.domain.instants import naive
from fmdesk.core.domain.views import MonthFigures

V = TypeVar("V")
_STAMP = "%Y-%m-%dT%H:%M:%SZ"


def dumps(figures: MonthFigures) -> bytes:
    """Return the canonical JSON of a month.

    Raises:
        InvalidInputError: `time.naive` when an instant has no zone.
    """
    return json.dumps(
        figures, default=_plain, sort_keys=True, separators=(",", ":"), ensure_ascii=False
    ).encode("utf-8", "surrogatepass")


def loads(data: bytes) -> MonthFigures:
    """Return the figures that `dumps` wrote.

    Raises:
        InvalidInputError: `figures.unreadable` when they were not written by `dumps`.
    """
    try:
        read = json.loads(data.decode("utf-8", "surrogatepass"))
        return cast("MonthFigures", _reader(MonthFigures)(read))
    except (ValueError, TypeError, KeyError) as error:
        raise InvalidInputError("figures.unreadable", reason=str(error)) from error


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        if value.tzinfo is None:
            raise naive(value)
        return value.astimezone(UTC).strftime(_STAMP)
    if is_dataclass(value):
        return {field.name: getattr(value, field.name) for field in fields(value)}
    raise TypeError(type(value).__name__)


Reader = Callable[[Any], object]


@cache
def _reader(kind: Any) -> Reader:
    """Return what reads a value of a declared type, and refuses any other."""
    if get_origin(kind) is UnionType:
        (inner,) = (_reader(one) for one in get_args(kind) if one is not NoneType)
        return lambda value: None if value is None else inner(value)
    if get_origin(kind) is tuple:
        item = _reader(get_args(kind)[0])
        return lambda value: tuple(map(item, _checked(list, value)))
    if kind is datetime:
        return lambda value: datetime.strptime(value, _STAMP).replace(tzinfo=UTC)
    if is_dataclass(kind):
        return _record(cast("type", kind))
    return lambda value: _checked(kind, value)


def _record(kind: type) -> Reader:
    readers = {name: _reader(hint) for name, hint in get_type_hints(kind).items()}

    def read(value: Mapping[str, object]) -> object:
        checked = _checked(dict, value)
        return kind(**{name: readers[name](item) for name, item in checked.items()})

    return read


def _checked(kind: type[V], value: object) -> V:
    if type(value) is not kind:
        message = f"{value!r:.60} is no {kind.__name__}"
        raise TypeError(message)
    return value
