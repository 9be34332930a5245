"""What a program sends is of its declared type, all the way down, or it is said where not."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any

import pytest

from fmdesk.plugins.fitting import misfit


class Colour(StrEnum):
    RED = "red"


@dataclass(frozen=True)
class Door:
    name: str
    floor: int | None = None


@dataclass(frozen=True)
class House:
    doors: tuple[Door, ...]
    colour: Colour = Colour.RED
    size: tuple[int, int] = (1, 2)


DAY = date(2026, 3, 6)


@pytest.mark.parametrize(
    ("value", "hint"),
    [
        ("x", str),
        (1, int),
        (None, int | None),
        (True, bool),
        (DAY, date),
        (datetime(2026, 3, 6, tzinfo=UTC), datetime),
        (Colour.RED, Colour),
        ((1, 2), tuple[int, int]),
        ((), tuple[str, ...]),
        (frozenset({"a"}), frozenset[str]),
        ({"a": 1}, Mapping[str, int]),
        (object(), Any),
        (len, Callable[..., object]),
        (bool, type[bool]),
        (int, type),
        (House((Door("a"), Door("b", 2))), House),
        (2**63 - 1, int),
    ],
)
def test_what_fits(value: object, hint: Any) -> None:
    assert misfit(value, hint, "it") == ""


@pytest.mark.parametrize(
    ("value", "hint", "said"),
    [
        (1, str, "it: int"),
        (True, int, "it: bool"),
        ("x", int | None, "it: str"),
        ([1], tuple[int, ...], "it: list"),
        ((1, "b"), tuple[int, ...], "it[1]: str"),
        ((1, 2, 3), tuple[int, int], "it: 3"),
        ({"a": "b"}, Mapping[str, int], "it[a]: str"),
        (frozenset({1}), frozenset[str], "it[0]: int"),
        (int, type[bool], "it: type"),
        (1, Callable[..., object], "it: int"),
        (House((Door(5),)), House, "it.doors[0].name: int"),
        (House((), size=(1, "x")), House, "it.size[1]: str"),
        (2**63, int, "it: 9223372036854775808"),
        (-(2**70), int, "it: -1180591620717411303424"),
        (date(9999, 12, 31), date, "it: 9999-12-31"),
        (date(1899, 12, 31), date, "it: 1899-12-31"),
    ],
)
def test_where_it_does_not(value: object, hint: Any, said: str) -> None:
    assert misfit(value, hint, "it") == said
