"""Checks as they go from one process to another, and the values that plugins are tried with."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from fmdesk.authoring import words
from fmdesk.authoring.checks import MOST, Check, Trail, Verdict, from_plain, plain, rows
from fmdesk.authoring.samples import (
    HOSTILE,
    LISTS,
    filled,
    hostile_forms,
    hostile_payloads,
    sample,
)
from fmdesk.core.domain.canonical import dumps, loads
from fmdesk.core.domain.errors import InvalidInputError, PluginError
from fmdesk.core.domain.spec import FieldKind, FieldSpec, FormSpec, Text
from fmdesk.i18n import using_language
from fmdesk.messages import explain
from fmdesk.plugins.details import check_details
from fmdesk.plugins.fitting import misfit

ALL_KINDS = FormSpec(
    "all",
    tuple(
        FieldSpec(
            kind.value,
            Text(kind.value, kind.value),
            kind,
            is_required=True,
            choices=(("a", Text("A", "A")),),
            minimum=None if kind in (FieldKind.TEXT, FieldKind.LONG_TEXT) else 2,
        )
        for kind in FieldKind
    ),
)


class Colour(StrEnum):
    RED = "red"


@dataclass(frozen=True)
class Part:
    number: int
    note: str | None = None


@dataclass(frozen=True)
class Whole:
    parts: tuple[Part, ...]
    pair: tuple[int, str]
    by_name: Mapping[str, int]
    names: frozenset[str]
    on: date
    at: datetime
    colour: Colour
    id: UUID
    is_there: bool


def test_a_check_comes_through_as_it_was() -> None:
    problem = PluginError("check.slow", name="hook", took="12.5", most=100)
    sent = [Check("budget", "hooks", Verdict.REFUSED, problem), Check("contract", "texts")]
    first, second = from_plain(plain(sent))
    assert (first.verdict, str(first.said), second) == (Verdict.REFUSED, str(problem), sent[1])


def test_the_first_findings_are_named_and_the_rest_is_counted() -> None:
    found = [InvalidInputError("check.handler", place=str(n)) for n in range(MOST + 3)]
    told = list(rows("contract", "handlers", found))
    assert [one.said.code for one in told] == ["check.handler"] * MOST + ["check.more"]
    assert told[-1].said.params["count"] == 3
    crashed = rows("hostile", "orders", [PluginError("check.crashed", what="x", error="y")])
    assert [one.verdict for one in crashed] == [Verdict.FAILED]
    well = PluginError("check.tries", count=3, refused=1)
    assert list(rows("hostile", "orders", [], well)) == [
        Check("hostile", "orders", Verdict.OK, well)
    ]


def test_the_trail_is_found_by_another_process(tmp_path: Path) -> None:
    trail = Trail(tmp_path / "trail")
    assert trail.last() == ""
    trail.at("load: a\u202eb")
    assert Trail(tmp_path / "trail").last() == "load: a\u202eb"


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_check_has_a_title(language: str) -> None:
    with using_language(language):
        titles = [words.title(Check("contract", name)) for name in words.NAMES]
        assert len(set(titles)) == len(words.NAMES)
        shown = explain(PluginError("check.took", took="1.0", name="x", most=100))
    assert ("Hoogstens" in shown) is (language == "nl")


def test_a_form_is_filled_in_as_somebody_would() -> None:
    check_details(ALL_KINDS, filled(ALL_KINDS))
    field = FieldSpec("n", Text("n", "n"), FieldKind.INTEGER, default=7)
    assert filled(FormSpec("f", (field,))) == {"n": 7}
    assert filled(None) == {}


def test_each_field_gets_every_hostile_value_once() -> None:
    tried = dict(hostile_forms(ALL_KINDS))
    assert len(tried) == 2 + len(ALL_KINDS.fields) * (len(HOSTILE) + 1)
    assert "integer" not in tried["integer: missing"]
    assert tried["date: null"]["date"] == "a\0b"


def test_a_sample_of_every_type_fits_and_comes_back() -> None:
    made = sample(Whole)
    assert misfit(made, Whole, "") == ""
    assert loads(Whole, dumps(made)) == made


@pytest.mark.parametrize(
    ("well", "count"),
    [
        ({"a": 1}, 4 + 1 + len(HOSTILE) + len(LISTS)),
        ("x", 1 + len(HOSTILE) + len(LISTS)),
        (None, 1 + len(HOSTILE) + len(LISTS)),
    ],
)
def test_payloads_have_one_thing_wrong(well: Any, count: int) -> None:
    assert len(list(hostile_payloads(well))) == count
