"""Tells whether a value that a program sent is of its declared type, all the way down."""

from collections.abc import Callable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

LARGEST = 2**63 - 1
"""Largest whole number that both databases keep."""
YEARS = range(1900, 2200)
"""Years of days and instants with which one can still reckon."""
_PLAIN = frozenset({str, bool, NoneType})
"""Of these nothing more is asked than the type; most values are one of them."""


def misfit(value: object, hint: Any, place: str) -> str:
    """Return place and type of the first value that is not what its annotation says.

    Empty when all fit. A number that no database keeps, and a day centuries away, fit nothing.

    Args:
        value: The value.
        hint: Its annotation; `Any` and `object` take everything.
        place: What it is called.
    """
    if type(value) is hint and hint in _PLAIN:
        return ""
    origin, parts = _shape(hint)
    if hint in (Any, object) or _is_code(value, hint):
        return ""
    if origin in (Union, UnionType):
        faults = [misfit(value, one, place) for one in parts]
        return "" if "" in faults else faults[0]
    if type(value) is hint and is_dataclass(hint):
        inner = (
            misfit(getattr(value, name), kind, f"{place}.{name}") for name, kind in _hints(hint)
        )
        return next(filter(None, inner), "")
    if origin is not None:
        is_kind = origin is not type and isinstance(value, origin)
        faults_in = _inside(value, origin, parts, place) if is_kind else iter(())
        return next(filter(None, faults_in), "") if is_kind else f"{place}: {_word(value)}"
    return "" if type(value) is hint and _is_near(value) else f"{place}: {_word(value)}"


def _is_code(value: object, hint: Any) -> bool:
    """Tell whether a value is the class or the function that is wanted."""
    origin, parts = _shape(hint)
    if origin is type:
        return value is parts[0]
    if origin is Callable:
        return callable(value)
    return hint is type and isinstance(value, type)


def _inside(value: Any, origin: type, parts: tuple[Any, ...], place: str) -> Iterator[str]:
    """Yield what is wrong with the parts of a collection."""
    if issubclass(origin, Mapping):
        for key, item in value.items():
            yield misfit(key, parts[0], place)
            yield misfit(item, parts[1], f"{place}[{key}]")
    elif issubclass(origin, AbstractSet) or parts[1:] == (Ellipsis,) or len(parts) == 1:
        for number, item in enumerate(value):
            yield misfit(item, parts[0], f"{place}[{number}]")
    elif len(value) != len(parts):
        yield f"{place}: {len(value)}"
    else:
        for number, (item, part) in enumerate(zip(value, parts, strict=True)):
            yield misfit(item, part, f"{place}[{number}]")


def _is_near(value: object) -> bool:
    if type(value) is int:
        return -LARGEST <= value <= LARGEST
    return not isinstance(value, date) or value.year in YEARS


def _word(value: object) -> str:
    return type(value).__name__ if _is_near(value) else str(value)[:40]


@cache
def _shape(hint: Any) -> tuple[Any, tuple[Any, ...]]:
    """Return what an annotation is of, and of what; asked thousands of times at each start."""
    return get_origin(hint), get_args(hint)


@cache
def _hints(kind: type) -> tuple[tuple[str, Any], ...]:
    hints = get_type_hints(kind)
    return tuple((one.name, hints[one.name]) for one in fields(kind))
