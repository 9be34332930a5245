import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from enum import StrEnum
from hashlib import sha256
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fmdesk.core.domain.canonical import (
    LONG,
    dumps,
    encoded,
    loads,
    packed,
    to_data,
    unpacked,
)
from fmdesk.core.domain.charter import Charter, Condition, Conditions, Guarantee, Operator
from fmdesk.core.domain.errors import InvalidInputError


class Colour(StrEnum):
    RED = "red"


@dataclass(frozen=True, slots=True)
class Part:
    colour: Colour
    pieces: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Whole:
    op_id: UUID
    at: datetime
    on: date | None
    parts: tuple[Part, ...]
    pair: tuple[str, int]
    facts: Mapping[str, str | int | bool]
    content: bytes
    names: frozenset[str]


AT = datetime(2026, 3, 2, 8, 30, 15, tzinfo=UTC)
TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\0"))
"""What a database keeps."""
WHOLE = Whole(
    UUID(int=7),
    AT,
    None,
    (Part(Colour.RED, (1, 2)), Part(Colour.RED)),
    ("a", 1),
    {"b": True, "a": 1, "c": "é"},
    b"\x00\xff",
    frozenset({"y", "x"}),
)


def test_the_form_is_fixed() -> None:
    assert dumps(WHOLE) == (
        '{"at":"2026-03-02T08:30:15Z","content":"00ff","facts":{"a":1,"b":true,"c":"é"},'
        '"names":["x","y"],"on":null,"op_id":"00000000-0000-0000-0000-000000000007",'
        '"pair":["a",1],"parts":[{"colour":"red","pieces":[1,2]},{"colour":"red","pieces":[]}]}'
    )


def test_what_was_written_is_read_back() -> None:
    assert loads(Whole, dumps(WHOLE)) == WHOLE


@given(
    st.builds(
        Whole,
        op_id=st.builds(uuid4),
        at=st.datetimes(datetime(1970, 1, 1), datetime(2200, 1, 1)).map(  # noqa: DTZ001
            lambda at: at.replace(microsecond=0, tzinfo=UTC)
        ),
        on=st.none() | st.dates(),
        pair=st.tuples(TEXTS, st.integers()),
        facts=st.dictionaries(TEXTS, TEXTS | st.integers() | st.booleans()),
        names=st.frozensets(TEXTS),
    )
)
def test_anything_is_read_back(whole: Whole) -> None:
    text = dumps(whole)
    assert loads(Whole, text) == whole
    assert dumps(loads(Whole, text)) == text


def test_the_zone_does_not_matter() -> None:
    there = AT.astimezone(timezone(timedelta(hours=2)))
    assert dumps(there) == dumps(AT)
    assert loads(datetime, dumps(there)) == AT


def test_a_condition_keeps_lists_and_words_apart() -> None:
    conditions = Conditions(
        items=(
            Condition("a", Operator.IN, ("x", "y")),
            Condition("b", Operator.EQ, "x"),
            Condition("c", Operator.EQ, True),
            Condition("d", Operator.GE, 1),
        )
    )
    read = loads(Conditions, dumps(conditions))
    assert read == conditions
    assert [type(item.value) for item in read.items] == [tuple, str, bool, int]


def test_what_is_new_in_a_class_takes_its_default() -> None:
    assert loads(Guarantee, '{"clock":"response"}') == Guarantee("response")
    assert Charter.__dataclass_fields__.keys() > {"valid_to"}


@pytest.mark.parametrize("value", [None, 1, "tekst", True])
def test_plain_values(value: object) -> None:
    assert loads(type(value), dumps(value)) == value


def test_what_would_not_be_exact_is_refused() -> None:
    with pytest.raises(TypeError):
        dumps(0.1)
    with pytest.raises(TypeError):
        dumps(object())
    with pytest.raises(InvalidInputError, match=r"time\.naive"):
        dumps(datetime(2026, 3, 2))  # noqa: DTZ001
    with pytest.raises(ValueError, match="x"):
        loads(Part, '{"colour":"x"}')


@dataclass(frozen=True)
class DayOrNumber:
    value: date | UUID


def test_what_is_no_kind_of_a_union_is_refused() -> None:
    assert loads(DayOrNumber, '{"value":"2026-10-05"}').value == date(2026, 10, 5)
    with pytest.raises(ValueError, match="zolder"):
        loads(DayOrNumber, '{"value":"zolder"}')


@dataclass(frozen=True)
class Many:
    parts: tuple[Part, ...]
    title: str = "é"


@pytest.mark.parametrize("count", [0, 1, LONG, LONG + 1, 3 * LONG])
def test_a_long_sequence_is_written_in_pieces_and_reads_the_same(count: int) -> None:
    many = Many(tuple(Part(Colour.RED, (number,)) for number in range(count)))
    assert encoded(many).decode() == dumps(many)
    assert json.loads(dumps(many)) == to_data(many)
    assert loads(Many, dumps(many)) == many


@pytest.mark.parametrize("count", [0, 1, 3 * LONG])
def test_what_is_packed_is_the_same_json_with_the_digest_of_that(count: int) -> None:
    many = Many(tuple(Part(Colour.RED, (number,)) for number in range(count)), "π € \\u0000")
    content, digest = packed(many)
    assert unpacked(content) == encoded(many)
    assert digest == sha256(encoded(many)).hexdigest()
    if count > LONG:
        assert len(content) * 5 < len(encoded(many)), "what repeats itself takes little room"


def test_what_no_database_keeps_is_not_packed_either() -> None:
    for text in ("nul \0", "\ud800"):
        with pytest.raises(InvalidInputError, match=r"text\.unfit"):
            packed(Many((), text))
