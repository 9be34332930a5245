"""Forms as people and imports fill them in: every field, every kind of value, both languages."""

from collections.abc import Callable
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fmdesk.core.domain.errors import InvalidInputError
from fmdesk.core.domain.spec import FieldKind, FieldSpec, FormSpec, Text
from fmdesk.messages import explain
from fmdesk.plugins.details import LONGEST_TEXT, check_details

Language = Callable[[str], None]
CHOICES = (("small", Text("Klein", "Small")), ("large", Text("Groot", "Large")))
FIELDS = (
    FieldSpec("room", Text("Ruimte", "Room"), FieldKind.LOCATION, is_required=True),
    FieldSpec("people", Text("Personen", "People"), FieldKind.INTEGER, minimum=1, maximum=40),
    FieldSpec("size", Text("Maat", "Size"), FieldKind.CHOICE, choices=CHOICES),
    FieldSpec("from", Text("Vanaf", "From"), FieldKind.DATETIME),
    FieldSpec("on", Text("Op", "On"), FieldKind.DATE),
    FieldSpec("budget", Text("Budget", "Budget"), FieldKind.MONEY, minimum=0),
    FieldSpec("coffee", Text("Koffie", "Coffee"), FieldKind.BOOLEAN),
    FieldSpec("note", Text("Opmerking", "Note"), FieldKind.LONG_TEXT),
)
FORM = FormSpec("meeting", FIELDS)
GOOD: dict[str, str | int | bool] = {
    "room": "A-1.02",
    "people": 12,
    "size": "large",
    "from": "2026-03-02T09:30",
    "on": "2026-03-02",
    "budget": 12500,
    "coffee": True,
    "note": "graag\nruim",
}


def refusal(details: dict[str, object]) -> str:
    with pytest.raises(InvalidInputError) as caught:
        check_details(FORM, details)
    return explain(caught.value)


def test_a_form_filled_in_whole_is_taken() -> None:
    check_details(FORM, GOOD)


@pytest.mark.parametrize("left_out", [field.name for field in FIELDS if not field.is_required])
def test_what_is_not_required_may_be_left_out_or_empty(left_out: str) -> None:
    check_details(FORM, {name: value for name, value in GOOD.items() if name != left_out})
    check_details(FORM, GOOD | {left_out: ""})


@pytest.mark.parametrize("nothing", ["", " ", "\t", "\n  \n", "\N{NO-BREAK SPACE}"])
def test_spaces_do_not_fill_in_what_is_required(nothing: str, language: Language) -> None:
    language("nl")
    assert refusal(GOOD | {"room": nothing}) == "Vul Ruimte in."
    language("en")
    assert "Room" in refusal(GOOD | {"room": nothing})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("people", 0),
        ("people", 41),
        ("people", "12"),
        ("people", 12.0),
        ("people", True),
        ("size", "medium"),
        ("size", "Large"),
        ("size", 1),
        ("from", "2026-03-02 09:30"),
        ("from", "2026-03-02T09:30:00"),
        ("from", "2026-03-02T09:30+01:00"),
        ("from", "2026-02-29T09:30"),
        ("on", "02-03-2026"),
        ("on", "2026-3-2"),
        ("on", "20260302"),
        ("on", "2026-W10-1"),
        ("budget", -1),
        ("budget", "12,50"),
        ("coffee", 1),
        ("coffee", "ja"),
        ("note", "x" * (LONGEST_TEXT + 1)),
        ("room", 102),
        ("size", "  "),
        ("on", None),
        ("people", None),
        ("note", ["a"]),
    ],
)
def test_a_value_that_does_not_fit_names_its_field(
    name: str, value: object, language: Language
) -> None:
    label = next(field.label for field in FIELDS if field.name == name)
    for spoken in ("nl", "en"):
        language(spoken)
        assert label.get(spoken) in refusal(GOOD | {name: value})


def test_a_refusal_never_repeats_an_endless_value() -> None:
    assert len(refusal(GOOD | {"note": "x" * 100_000})) < 300


ANY = st.one_of(
    st.none(), st.booleans(), st.integers(), st.text(), st.floats(), st.dates().map(str)
)


@given(st.dictionaries(st.sampled_from([field.name for field in FIELDS]), ANY))
def test_whatever_is_taken_fits_its_field(details: dict[str, object]) -> None:
    try:
        check_details(FORM, details)
    except InvalidInputError as refused:
        assert refused.code in {"form.required", "form.value"}  # noqa: PT017  # never another
        return
    assert str(details["room"]).strip()
    people = details.get("people", "")
    assert people == "" or (type(people) is int and 1 <= people <= 40)
    assert details.get("size", "") in ("", "small", "large")
    assert details.get("coffee", "") in ("", True, False)
    on = details.get("on", "")
    assert on == "" or str(date.fromisoformat(str(on))) == on


@given(st.datetimes(datetime(1900, 1, 1), datetime(2199, 12, 31)))  # noqa: DTZ001  # wall time
def test_every_wall_time_in_whole_minutes_is_a_moment(at: datetime) -> None:
    written = f"{at:%Y-%m-%dT%H:%M}"
    check_details(FORM, GOOD | {"from": written})
