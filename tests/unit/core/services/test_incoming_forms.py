"""Order forms: a plain text in an e-mail, a JSON file with its published schema."""

import json
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fmdesk.config import resources_path
from fmdesk.core.domain.errors import InvalidInputError
from fmdesk.core.domain.incoming import FormOrder
from fmdesk.core.domain.spec import FieldKind, FieldSpec, FormSpec, Text
from fmdesk.core.domain.ticket import OrderLine
from fmdesk.core.services.incoming_forms import (
    LONGEST_FORM,
    is_form,
    is_json,
    read_json_form,
    read_text_form,
    schema,
    typed_details,
)

WHOLE: Mapping[str, object] = {
    "form": "fmdesk-order",
    "version": 1,
    "id": "INT-42",
    "requester": "P1",
    "lines": [{"product": "PAP"}],
}


def packed(**changes: object) -> bytes:
    return json.dumps({**WHOLE, **changes}).encode()


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_text_form_in_both_languages(language: str) -> None:
    rows = {
        "nl": "FMDESK-bestelformulier\nProduct: PAP\nAantal: 3\nPlaats: A1\nKostenplaats: 41\n"
        "Veld deliver_to: balie: links\nOntvanger: P2\nOpmerking: graag snel",
        "en": "\n fmdesk-order-form\r\nproduct:PAP\r\nQuantity : 3\r\nPlace: A1\r\nCost centre: 41"
        "\r\nField deliver_to: balie: links\r\nRecipient: P2\r\nNote: graag snel\r\n--\r\nGroet",
    }[language]
    assert is_form(rows)
    line = OrderLine("PAP", 3, "", {"deliver_to": "balie: links"}, "A1", "41")
    assert read_text_form(rows) == FormOrder((line,), recipient="P2", note="graag snel")


@pytest.mark.parametrize("text", ["", "Beste balie", "fmdesk-order-form 2", "x\nfmdesk-order-form"])
def test_any_other_text_is_no_form(text: str) -> None:
    assert not is_form(text)


def test_details_are_what_their_fields_are() -> None:
    kinds = {"count": FieldKind.INTEGER, "cents": FieldKind.MONEY, "fast": FieldKind.BOOLEAN}
    fields = (FieldSpec(name, Text(name, name), kind) for name, kind in kinds.items())
    form = FormSpec("f", (*fields, FieldSpec("to", Text("t", "t"), FieldKind.TEXT)))
    given_ = {"count": "3", "cents": "veel", "fast": "Ja", "to": "12", "extra": "x", "more": 4}
    made = {"count": 3, "cents": "veel", "fast": True, "to": "12", "extra": "x", "more": 4}
    assert typed_details(form, given_) == made
    assert typed_details(form, {"fast": "misschien"}) == {"fast": "misschien"}
    assert typed_details(None, {"to": "x"}) == {"to": "x"}


def test_a_json_form() -> None:
    line = {
        "product": " PAP ",
        "quantity": 2,
        "variant": "spoed",
        "location": "A1",
        "cost_centre": "41",
        "details": {"deliver_to": "balie", "count": 3, "fast": True},
    }
    form = read_json_form(
        packed(lines=[line], recipient="P2", note="x", received_at="2026-03-02T08:30:00.9+01:00")
    )
    made = OrderLine(
        "PAP", 2, "spoed", {"deliver_to": "balie", "count": 3, "fast": True}, "A1", "41"
    )
    assert form.order == FormOrder((made,), "P1", "P2", "x")
    assert form.received_at == datetime(2026, 3, 2, 7, 30, tzinfo=UTC)
    assert read_json_form(packed()).received_at is None


@pytest.mark.parametrize(
    ("changes", "code", "place"),
    [
        ({"lines": []}, "form_value", "lines"),
        ({"lines": [{}]}, "form_missing", "lines.0.product"),
        ({"lines": [{"product": ""}]}, "form_value", "lines.0.product"),
        ({"lines": [{"product": "PAP", "quantity": "3"}]}, "form_value", "lines.0.quantity"),
        ({"lines": [{"product": "PAP", "quantity": 0}]}, "form_value", "lines.0.quantity"),
        ({"lines": [{"product": "PAP", "quantity": True}]}, "form_value", "lines.0.quantity"),
        ({"lines": [{"product": "PAP", "colour": 1}]}, "form_value", "lines.0.colour"),
        ({"lines": [{"product": "PAP"}] * 201}, "form_value", "lines"),
        ({"requester": ""}, "form_value", "requester"),
        ({"id": None}, "form_value", "id"),
        ({"form": "iets"}, "form_value", "form"),
        ({"version": 2}, "form_value", "version"),
        ({"channel": "phone"}, "form_value", "channel"),
        ({"received_at": "2026-03-02T08:30:00"}, "form_value", "received_at"),
        ({"received_at": "gisteren"}, "form_value", "received_at"),
        ({"note": "x" * 2001}, "form_value", "note"),
        ({"note": "a\x00b"}, "form_value", "note"),
        ({"lines": [{"product": "PAP", "details": {"x": "\x00"}}]}, "form_value", "lines.0"),
        ({"received_at": "1969-12-31T23:59:59+00:00"}, "form_value", "received_at"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(
    changes: dict[str, object], code: str, place: str
) -> None:
    with pytest.raises(InvalidInputError) as refused:
        read_json_form(packed(**changes))
    assert refused.value.code == f"incoming.{code}"
    assert str(refused.value.params["field"]).startswith(place)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"{", "form_json"),
        (b"", "form_json"),
        (b"\xff\xfe", "form_json"),
        (b"[" * 100_000, "form_json"),
        (b"[]", "form_value"),
        (b"null", "form_value"),
        (b" " * (LONGEST_FORM + 1), "form_large"),
    ],
)
def test_what_is_no_form_is_told(content: bytes, code: str) -> None:
    with pytest.raises(InvalidInputError, match=rf"incoming\.{code}"):
        read_json_form(content)


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), st.lists, max_leaves=8))
def test_no_json_is_an_error_of_ours(value: object) -> None:
    for content in (json.dumps(value).encode(), packed(lines=value), packed(id=value)):
        assert is_json(content)
        with suppress(InvalidInputError):
            read_json_form(content)


@given(st.text(max_size=200))
def test_no_text_form_is_an_error_of_ours(rows: str) -> None:
    with suppress(InvalidInputError):
        read_text_form(f"fmdesk-order-form\nProduct: PAP\n{rows}")


def test_the_published_schema_is_that_of_the_program() -> None:
    published = resources_path("incoming", "order-form.schema.json").read_text(encoding="utf-8")
    assert published == schema(), "write it anew: it is what incoming_forms.schema() gives"
    example = json.loads(resources_path("incoming", "order-form.example.json").read_bytes())
    assert read_json_form(json.dumps(example).encode()).id == example["id"]
