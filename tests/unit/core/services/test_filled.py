"""What was filled in on an order, in the words of its form."""

from types import SimpleNamespace
from typing import cast

import pytest

from fmdesk.core.domain.errors import NotFoundError
from fmdesk.core.domain.people import Location, Person
from fmdesk.core.domain.spec import FieldKind, FieldSpec, FormSpec, Text
from fmdesk.core.domain.ticket import Scalar
from fmdesk.core.ports import UnitOfWork
from fmdesk.core.services.filled import filled_in
from fmdesk.i18n import using_language


def person_by_code(code: str) -> Person:
    if code != "P1":
        raise NotFoundError("person.unknown", code=code)
    return Person(1, "P1", "Anneke de Vries")


PEOPLE = SimpleNamespace(
    person_by_code=person_by_code, locations=lambda: (Location(1, "B2.14", "Kamer B2.14", "room"),)
)
WORK = cast("UnitOfWork", SimpleNamespace(zone="Europe/Amsterdam", people=PEOPLE))


def field(kind: FieldKind, *choices: tuple[str, Text]) -> FormSpec:
    return FormSpec("form", (FieldSpec("one", Text("Eén", "One"), kind, choices=choices),))


def told(value: Scalar, form: FormSpec | None, language: str = "nl") -> list[tuple[str, str]]:
    with using_language(language):
        return list(filled_in(WORK, {"one": value}, form, language))


@pytest.mark.parametrize(
    ("kind", "value", "words"),
    [
        (FieldKind.TEXT, "wit", "wit"),
        (FieldKind.INTEGER, 12, "12"),
        (FieldKind.BOOLEAN, True, "Ja"),
        (FieldKind.MONEY, 1250, "€ 12,50"),
        (FieldKind.DATE, "2026-10-05", "05-10-2026"),
        (FieldKind.DATETIME, "2026-10-05T09:30", "05-10-2026 09:30"),
        (FieldKind.DATETIME, "2026-10-05T07:30:00+00:00", "05-10-2026 09:30"),
        (FieldKind.PERSON, "P1", "Anneke de Vries"),
        (FieldKind.LOCATION, "B2.14", "Kamer B2.14"),
    ],
)
def test_each_kind_of_field_is_written_for_a_person(
    kind: FieldKind, value: Scalar, words: str
) -> None:
    assert [(name, text.replace("\xa0", " ")) for name, text in told(value, field(kind))] == [
        ("Eén", words)
    ]


def test_a_choice_is_told_in_the_language_of_who_reads() -> None:
    form = field(FieldKind.CHOICE, ("low", Text("laag", "low impact")))
    assert told("low", form) == [("Eén", "laag")]
    assert told("low", form, "en") == [("One", "low impact")]


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (FieldKind.PERSON, "gone"),
        (FieldKind.LOCATION, "gone"),
        (FieldKind.DATE, "next week"),
        (FieldKind.DATETIME, "soon"),
        (FieldKind.MONEY, "dear"),
        (FieldKind.CHOICE, "no longer offered"),
    ],
)
def test_what_is_no_longer_known_stands_as_it_was_given(kind: FieldKind, value: str) -> None:
    assert told(value, field(kind)) == [("Eén", value)]


def test_what_was_left_empty_is_left_out_and_without_its_form_it_stays_readable() -> None:
    assert told("", field(FieldKind.PERSON)) == []
    assert told("wit", None) == [("one", "wit")]
