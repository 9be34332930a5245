"""Frozen data as canonical JSON and back: equal data gives equal bytes, on any machine.

Keys are sorted, there are no spaces, instants are UTC with a `Z`. Used for what is hashed or kept:
payloads and results of commands, versions of charters, the figures of a month.
"""

import json
import re
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from enum import Enum
from functools import cache
from hashlib import sha256
from io import BytesIO
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints
from uuid import UUID

from fmdesk.core.domain.errors import InvalidInputError
from fmdesk.core.domain.instants import naive

T = TypeVar("T")

LONG = 500
"""Items of a sequence that are encoded together."""

_encode = json.JSONEncoder(
    sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
).encode


_NULL = "\\u0000"
_IS_NULL = re.compile(r"(?<!\\)(?:\\\\)*\\u0000")
"""An escaped null character: behind an even number of backslashes."""


def dumps(value: object) -> str:
    """Return a value as canonical JSON.

    Args:
        value: Frozen dataclasses, sequences, mappings, enumerations, instants, days, UUIDs, bytes
            (as hex), texts, whole numbers, booleans and None, nested as wanted.

    Raises:
        InvalidInputError: `time.naive` for a datetime without a zone, `text.unfit` for a text that
            no database keeps: with a null character, or half of a surrogate pair.
        TypeError: Something else, for example a float.
    """
    return encoded(value).decode()


def encoded(value: object) -> bytes:
    """Return the same as `dumps`, in UTF-8; made in pieces, for data with long sequences.

    Args:
        value: As in `dumps`.

    Raises:
        InvalidInputError: As in `dumps`.
        TypeError: As in `dumps`.
    """
    made = BytesIO()
    for piece in _fit_pieces(value):
        made.write(piece)
    return made.getvalue()


def packed(value: object) -> tuple[bytes, str]:
    """Return the JSON compressed, and the SHA-256 in hex of the JSON itself.

    Made in pieces: data whose JSON is large is never there as a whole.

    Args:
        value: As in `dumps`.

    Raises:
        InvalidInputError: As in `dumps`.
        TypeError: As in `dumps`.
    """
    made, digest, press = BytesIO(), sha256(), zlib.compressobj(zlib.Z_BEST_SPEED)
    for piece in _fit_pieces(value):
        digest.update(piece)
        made.write(press.compress(piece))
    made.write(press.flush())
    return made.getvalue(), digest.hexdigest()


def unpacked(content: bytes) -> bytes:
    """Return the JSON that `packed` compressed, in UTF-8."""
    return zlib.decompress(content)


def _fit_pieces(value: object) -> Iterator[bytes]:
    """Yield the JSON in UTF-8 in pieces; a text that no database keeps is refused."""
    for piece in _pieces(value):
        try:
            content = piece.encode()
        except UnicodeEncodeError as error:
            raise InvalidInputError("text.unfit") from error
        if _NULL in piece and _IS_NULL.search(piece):
            raise InvalidInputError("text.unfit")
        yield content


def _pieces(value: object) -> Iterator[str]:
    """Yield the JSON of a dataclass field by field, and that of a long tuple some at a time."""
    if is_dataclass(value) and not isinstance(value, type):
        yield "{"
        for place, name in enumerate(sorted(_names(type(value)))):
            yield f"{',' if place else ''}{_encode(name)}:"
            field = getattr(value, name)
            if isinstance(field, tuple) and len(field) > LONG:
                yield from _long(field)
            else:
                yield _encode(to_data(field))
        yield "}"
    else:
        yield _encode(to_data(value))


def _long(values: tuple[object, ...]) -> Iterator[str]:
    for first in range(0, len(values), LONG):
        yield "," if first else "["
        yield _encode(to_data(values[first : first + LONG]))[1:-1]
    yield "]"


def loads(kind: type[T], text: str) -> T:
    """Return the value of a kind that `dumps` wrote.

    Args:
        kind: The class that was written; its annotations say how its parts are read.
        text: The JSON.

    Raises:
        ValueError: The text is not JSON, or not of this kind.
    """
    return cast("T", _reader(cast("Any", kind))(json.loads(text)))


def to_data(value: object) -> Any:
    """Return a value as plain data for JSON; see `dumps`."""
    if value is None or type(value) in (str, int, bool):
        return value
    if is_dataclass(value) and not isinstance(value, type):
        return {name: to_data(getattr(value, name)) for name in _names(type(value))}
    for kind, convert in _WRITERS.items():
        if isinstance(value, kind):
            return convert(value)
    raise TypeError(type(value))


def _instant(value: datetime) -> str:
    if value.tzinfo is None:
        raise naive(value)
    return f"{value.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


_WRITERS: Mapping[type, Callable[[Any], Any]] = {
    Enum: lambda value: value.value,
    str: str,
    datetime: _instant,
    date: date.isoformat,
    UUID: str,
    bytes: bytes.hex,
    Mapping: lambda value: {str(key): to_data(item) for key, item in value.items()},
    AbstractSet: lambda value: sorted(to_data(item) for item in value),
    Sequence: lambda value: [to_data(item) for item in value],
}
"""The first that fits counts: an Enum may be a text, a datetime is a date."""


@cache
def _names(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


_READERS: Mapping[object, Callable[[Any], Any]] = {
    datetime: datetime.fromisoformat,
    date: date.fromisoformat,
    UUID: UUID,
    bytes: bytes.fromhex,
}


@cache
def _reader(kind: Any) -> Callable[[Any], Any]:
    """Return the function that makes a value of a kind from plain data."""
    if kind in _READERS:
        return _READERS[kind]
    origin, parts = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        return _one_of(parts)
    if origin is not None:
        return _collection(origin, parts)
    if isinstance(kind, type) and is_dataclass(kind):
        return lambda data: _record(kind, data)
    is_word = isinstance(kind, type) and issubclass(kind, Enum)
    return kind if is_word else _same


def _same(data: Any) -> Any:
    return data


def _collection(origin: type, parts: tuple[Any, ...]) -> Callable[[Any], Any]:
    readers = [_reader(part) for part in parts if part is not Ellipsis]
    if issubclass(origin, Mapping):
        return lambda data: {key: readers[1](value) for key, value in data.items()}
    make = tuple if issubclass(origin, Sequence) else frozenset
    if len(readers) == 1:
        return lambda data: make(readers[0](value) for value in data)
    return lambda data: make(read(value) for read, value in zip(readers, data, strict=True))


def _one_of(parts: tuple[Any, ...]) -> Callable[[Any], Any]:
    """Return the reader of a union: None, or the first kind that takes the data."""
    readers = [
        _exactly(part) if part in (str, int, bool) else _reader(part)
        for part in parts
        if part is not NoneType
    ]

    def read(data: Any) -> Any:
        if data is None or len(readers) == 1:
            return None if data is None else readers[0](data)
        for reader in readers:
            try:
                return reader(data)
            except (TypeError, ValueError, KeyError, AttributeError):
                continue
        raise ValueError(data)

    return read


def _exactly(kind: type) -> Callable[[Any], Any]:
    def read(data: Any) -> Any:
        if type(data) is not kind:
            raise ValueError(data)
        return data

    return read


def _record(kind: type, data: Mapping[str, Any]) -> Any:
    return kind(**{name: read(data[name]) for name, read in _fields(kind) if name in data})


@cache
def _fields(kind: type) -> tuple[tuple[str, Callable[[Any], Any]], ...]:
    hints = get_type_hints(kind)
    return tuple((name, _reader(hints[name])) for name in _names(kind))
