"""Values for the forms and payloads of a plugin: such as it expects, and such as it does not."""

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from enum import Enum
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints
from uuid import UUID

from fmdesk.authoring.office import PERSON, PLACE
from fmdesk.core.domain.spec import FieldKind, FieldSpec, FormSpec
from fmdesk.core.domain.ticket import Scalar

LONG = "lang " * 20_000
HOSTILE: Mapping[str, Any] = {
    "number": 7,
    "negative": -1,
    "huge number": 2**70,
    "yes": True,
    "empty": "",
    "long text": LONG,
    "unicode": "\u202eZaal 5 \N{GRINNING FACE} é\u0301 <b>&amp;</b> '; --",
    "null": "a\0b",
    "half a pair": "\ud800",
    "last day": "9999-12-31",
    "first minute": "0001-01-01T00:00",
    "nothing": None,
}
"""What stands in the place of a value, by what it is called in the report."""
LISTS: Mapping[str, Any] = {"list": [], "mapping": {"a": 1}, "list of numbers": [1, 2, 3]}
"""What a program can send beside that."""
_PLAIN: Mapping[object, object] = {
    str: "x",
    int: 1,
    bool: True,
    date: date(2026, 3, 6),
    datetime: datetime(2026, 3, 6, 9, 0, tzinfo=UTC),
    UUID: UUID(int=1),
    bytes: b"x",
    NoneType: None,
}
_ANSWERS: Mapping[FieldKind, Scalar] = {
    FieldKind.TEXT: "Iets",
    FieldKind.LONG_TEXT: "Iets",
    FieldKind.BOOLEAN: True,
    FieldKind.DATE: "2026-03-06",
    FieldKind.DATETIME: "2026-03-06T10:00",
    FieldKind.PERSON: PERSON,
    FieldKind.LOCATION: PLACE,
}


def answer(field: FieldSpec) -> Scalar:
    """Return what somebody could fill in on a field."""
    if field.default is not None:
        return field.default
    if field.kind is FieldKind.CHOICE:
        return field.choices[0][0] if field.choices else ""
    if field.kind in (FieldKind.INTEGER, FieldKind.MONEY):
        return max(field.minimum or 1, 1)
    return _ANSWERS[field.kind]


def filled(form: FormSpec | None) -> dict[str, Scalar]:
    """Return a form as somebody could fill it in."""
    return {field.name: answer(field) for field in (form.fields if form else ())}


def hostile_forms(form: FormSpec | None) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the answers to a form with one wrong in each, and what that is."""
    well = filled(form)
    yield "an unknown field", {**well, "fmdesk_unknown": "x"}
    yield "no answers", {}
    for name in well:
        yield f"{name}: missing", {key: value for key, value in well.items() if key != name}
        for word, value in HOSTILE.items():
            yield f"{name}: {word}", {**well, name: value}


def sample(hint: Any) -> Any:
    """Return a value of a type, made of its annotations."""
    origin, parts = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        return sample(next((part for part in parts if part is not NoneType), NoneType))
    if origin is not None:
        return _collection(origin, parts)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return next(iter(hint))
    if isinstance(hint, type) and is_dataclass(hint):
        hints = get_type_hints(hint)
        return hint(**{one.name: sample(hints[one.name]) for one in fields(hint) if one.init})
    return _PLAIN.get(hint, "x")


def _collection(origin: type, parts: tuple[Any, ...]) -> Any:
    if issubclass(origin, Mapping):
        return {sample(parts[0]): sample(parts[1])}
    if issubclass(origin, AbstractSet):
        return frozenset({sample(parts[0])})
    kinds = parts[:1] if parts[1:] in ((), (Ellipsis,)) else parts
    return tuple(map(sample, kinds))


def hostile_payloads(well: Any) -> Iterator[tuple[str, Any]]:
    """Yield a payload as plain data with one thing wrong in each, and what that is.

    Args:
        well: One with which nothing is wrong; a mapping, a text, a number or None.
    """
    yield "nothing", None
    if not isinstance(well, Mapping):
        yield from {**HOSTILE, **LISTS}.items()
        return
    yield "a text", "x"
    yield "no fields", {}
    yield "an unknown field", {**well, "fmdesk_unknown": 1}
    for name in well:
        yield f"{name}: missing", {key: value for key, value in well.items() if key != name}
        for word, value in {**HOSTILE, **LISTS}.items():
            yield f"{name}: {word}", {**well, name: value}
