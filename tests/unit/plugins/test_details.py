import pytest

from fmdesk.core.domain.errors import InvalidInputError
from fmdesk.core.domain.spec import FieldKind, FieldSpec, FormSpec, Text
from fmdesk.messages import explain
from fmdesk.plugins.details import check_details


def form(kind: FieldKind, **options: object) -> FormSpec:
    return FormSpec("a", (FieldSpec("x", Text("Aantal", "Number"), kind, **options),))


CHOICES = {"choices": (("s", Text("Klein", "Small")), ("l", Text("Groot", "Large")))}

FITTING = [
    (FieldKind.TEXT, {}, "kast 3"),
    (FieldKind.TEXT, {"maximum": 3}, "abc"),
    (FieldKind.LONG_TEXT, {}, "a\nb"),
    (FieldKind.INTEGER, {"minimum": 0, "maximum": 5}, 5),
    (FieldKind.MONEY, {}, 1250),
    (FieldKind.BOOLEAN, {}, False),
    (FieldKind.CHOICE, CHOICES, "l"),
    (FieldKind.DATE, {}, "2026-03-02"),
    (FieldKind.DATETIME, {}, "2026-03-02T09:30"),
    (FieldKind.PERSON, {}, "P0001"),
    (FieldKind.LOCATION, {}, "A-1.02"),
]
WRONG = [
    (FieldKind.TEXT, {}, 3),
    (FieldKind.TEXT, {"maximum": 3}, "abcd"),
    (FieldKind.LONG_TEXT, {}, "a" * 1001),
    (FieldKind.INTEGER, {}, "5"),
    (FieldKind.INTEGER, {}, True),
    (FieldKind.INTEGER, {"minimum": 0}, -1),
    (FieldKind.INTEGER, {"maximum": 5}, 6),
    (FieldKind.BOOLEAN, {}, 1),
    (FieldKind.CHOICE, CHOICES, "m"),
    (FieldKind.DATE, {}, "2026-02-30"),
    (FieldKind.DATE, {}, 20260302),
    (FieldKind.DATETIME, {}, "2026-03-02"),
    (FieldKind.DATETIME, {}, "half tien"),
]


@pytest.mark.parametrize(("kind", "options", "value"), FITTING)
def test_what_fits_is_accepted(kind: FieldKind, options: dict[str, object], value: object) -> None:
    check_details(form(kind, **options), {"x": value})


@pytest.mark.parametrize(("kind", "options", "value"), WRONG)
def test_what_does_not_fit_is_refused(
    kind: FieldKind, options: dict[str, object], value: object
) -> None:
    with pytest.raises(InvalidInputError) as caught:
        check_details(form(kind, **options), {"x": value})
    assert "Aantal" in explain(caught.value)


@pytest.mark.parametrize("details", [{}, {"x": ""}])
def test_a_required_field_must_be_filled_in(details: dict[str, str]) -> None:
    check_details(form(FieldKind.TEXT), details)
    with pytest.raises(InvalidInputError) as caught:
        check_details(form(FieldKind.TEXT, is_required=True), details)
    assert explain(caught.value) == "Vul Aantal in."


def test_a_field_that_the_form_does_not_have_is_refused() -> None:
    for spec in (form(FieldKind.TEXT), None):
        with pytest.raises(InvalidInputError, match=r"form\.unknown_field"):
            check_details(spec, {"y": "1"})


def test_every_kind_of_field_is_checked() -> None:
    assert {kind for kind, _options, _value in FITTING} == set(FieldKind)


def test_what_is_left_out_has_its_default() -> None:
    words = Text("Impact", "Impact")
    field = FieldSpec("impact", words, FieldKind.TEXT, is_required=True, default="one")
    check_details(FormSpec("fault", (field,)), {})
    with pytest.raises(InvalidInputError, match=r"form\.required"):
        check_details(FormSpec("fault", (field,)), {"impact": " "})
