"""Order forms that come in by themselves: a plain text in an e-mail, a JSON file in a folder."""

import json
import re
from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Literal

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
)
from pydantic_core import ErrorDetails

from fmdesk.core.domain.errors import InvalidInputError
from fmdesk.core.domain.incoming import DroppedForm, FormOrder
from fmdesk.core.domain.spec import FieldKind, FormSpec
from fmdesk.core.domain.ticket import OrderLine, Scalar
from fmdesk.core.services.mail_text import plain_signs
from fmdesk.core.services.ordering import QUANTITY_MOST

MARKS = frozenset({"fmdesk-bestelformulier", "fmdesk-order-form"})
"""The first line of an order form in an e-mail."""
LONGEST_FORM = 1_000_000
"""Bytes of a JSON form."""
MOST_LINES = 200
_SIGNATURE = "--"
_LABELS: Mapping[str, str] = {
    "product": "product",
    "aantal": "quantity",
    "quantity": "quantity",
    "variant": "variant",
    "plaats": "location",
    "place": "location",
    "kostenplaats": "cost_centre",
    "cost centre": "cost_centre",
    "ontvanger": "recipient",
    "recipient": "recipient",
    "opmerking": "note",
    "note": "note",
}
_FIELD = re.compile(r"(?:veld|field) +(\w+)", re.IGNORECASE)
_YES = {"ja": True, "yes": True, "true": True, "nee": False, "no": False, "false": False}


def is_form(text: str) -> bool:
    """Tell whether an e-mail is an order form: by its first line."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    return first.strip().lower() in MARKS


def read_text_form(text: str) -> FormOrder:
    """Return the order of an e-mail that is an order form.

    Args:
        text: Its text; after the first line each has a label, a colon and a value. `Product` begins
            the next line of the order.

    Raises:
        InvalidInputError: `incoming.form_label`, `incoming.form_value` or `incoming.form_missing`.
    """
    lines: list[dict[str, str]] = []
    details: list[dict[str, str]] = []
    whole: dict[str, str] = {}
    for row in [line.strip() for line in text.splitlines() if line.strip()][1:]:
        if row == _SIGNATURE:
            break
        label, colon, value = (part.strip() for part in row.partition(":"))
        field = _FIELD.fullmatch(label)
        name = _LABELS.get(label.lower(), "")
        if not colon or not (name or field):
            raise InvalidInputError("incoming.form_label", label=row[:60])
        if name == "product":
            lines.append({})
            details.append({})
        if name in {"recipient", "note"}:
            whole[name] = value
        elif not lines:
            raise InvalidInputError("incoming.form_missing", field="Product")
        elif field:
            details[-1][field.group(1)] = value
        else:
            lines[-1][name] = value
    if not lines or len(lines) > MOST_LINES:
        raise InvalidInputError("incoming.form_missing", field="Product")
    made = tuple(_line(one, given) for one, given in zip(lines, details, strict=True))
    return FormOrder(made, recipient=whole.get("recipient", ""), note=whole.get("note", ""))


def _line(given: Mapping[str, str], details: Mapping[str, str]) -> OrderLine:
    quantity = given.get("quantity", "1")
    if not re.fullmatch(r"\d{1,9}", quantity):
        raise InvalidInputError("incoming.form_value", field="quantity", value=quantity[:40])
    return OrderLine(
        given["product"],
        int(quantity),
        given.get("variant", ""),
        details,
        given.get("location", ""),
        given.get("cost_centre", ""),
    )


def typed_details(form: FormSpec | None, details: Mapping[str, Scalar]) -> Mapping[str, Scalar]:
    """Return the details of a text form as the fields of the product's form ask for them.

    What does not fit is left as it is, so that the check of the form says it.
    """
    kinds = {field.name: field.kind for field in form.fields} if form else {}
    made: dict[str, Scalar] = {}
    for name, value in details.items():
        made[name] = value
        if not isinstance(value, str):
            continue
        if kinds.get(name) is FieldKind.BOOLEAN:
            made[name] = _YES.get(value.lower(), value)
        elif kinds.get(name) in {FieldKind.INTEGER, FieldKind.MONEY}:
            made[name] = int(value) if re.fullmatch(r"-?\d{1,12}", value) else value
    return made


# --- the JSON form ------------------------------------------------------------------------------

_FIRST_YEAR, _LAST_YEAR = 1970, 9998
"""Years whose every instant has a day in every zone."""


def _plain(text: str) -> str:
    """Return a text that has no sign that a database or a screen cannot keep."""
    if text != plain_signs(text):
        raise ValueError(text)
    return text


def _counted(at: datetime) -> datetime:
    if not _FIRST_YEAR <= at.year <= _LAST_YEAR:
        raise ValueError(at)
    return at


_Text = Annotated[str, AfterValidator(_plain)]
_Code = Annotated[_Text, StringConstraints(max_length=200, strip_whitespace=True)]
_Needed = Annotated[_Text, StringConstraints(min_length=1, max_length=200, strip_whitespace=True)]
_Note = Annotated[_Text, StringConstraints(max_length=2000)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class JsonLine(_Strict):
    """One product that is ordered."""

    product: _Needed = Field(description="Code of the product.")
    quantity: int = Field(default=1, ge=1, le=QUANTITY_MOST, description="Pieces.")
    variant: _Code = Field(default="", description="Code of the variant; empty for the standard.")
    location: _Code = Field(
        default="", description="Code of the place; empty for the recipient's own."
    )
    cost_centre: _Code = Field(
        default="", description="Code of the paying cost centre; empty for the requester's own."
    )
    details: dict[_Text, _Text | int | bool] = Field(
        default_factory=dict, description="The product's own form, by the name of each field."
    )


class JsonForm(_Strict):
    """An order from the intranet, one file each."""

    form: Literal["fmdesk-order"]
    version: Literal[1]
    id: _Needed = Field(description="Its number where it comes from; the same one is taken once.")
    requester: _Needed = Field(description="Code or e-mail address of who asks.")
    recipient: _Code = Field(default="", description="Code of who receives; empty for the same.")
    channel: Literal["intranet", "internet"] = "intranet"
    received_at: Annotated[AwareDatetime, AfterValidator(_counted)] | None = Field(
        default=None,
        strict=False,
        description="When it was sent, with its offset from UTC; empty for now.",
    )
    note: _Note = ""
    lines: tuple[JsonLine, ...] = Field(min_length=1, max_length=MOST_LINES, strict=False)


def read_json_form(content: bytes) -> DroppedForm:
    """Return the form in a file.

    Raises:
        InvalidInputError: `incoming.form_large`, `incoming.form_json`, `incoming.form_missing` or
            `incoming.form_value` with the place in the form.
    """
    if len(content) > LONGEST_FORM:
        raise InvalidInputError("incoming.form_large", most=LONGEST_FORM // 1_000_000)
    try:
        form = JsonForm.model_validate(json.loads(content))
    except ValidationError as problem:
        raise _told(problem.errors(include_url=False)[0]) from problem
    except (ValueError, RecursionError) as problem:
        raise InvalidInputError("incoming.form_json") from problem
    lines = tuple(
        OrderLine(
            one.product, one.quantity, one.variant, one.details, one.location, one.cost_centre
        )
        for one in form.lines
    )
    return DroppedForm(
        form.id,
        form.channel,
        form.received_at.replace(microsecond=0) if form.received_at else None,
        FormOrder(lines, form.requester, form.recipient, form.note),
        form.model_dump_json(exclude_defaults=True),
    )


def is_json(content: bytes) -> bool:
    """Tell whether a file is JSON to its end; one that is half written is not."""
    try:
        json.loads(content)
    except (ValueError, RecursionError):
        return False
    return True


def schema() -> str:
    """Return the JSON Schema of the form, as `resources/incoming` has it."""
    made = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **JsonForm.model_json_schema(),
    }
    return json.dumps(made, indent=2, ensure_ascii=False, sort_keys=True) + "\n"


def _told(error: ErrorDetails) -> InvalidInputError:
    place = plain_signs(".".join(str(part) for part in error["loc"])) or "form"
    if error["type"] == "missing":
        return InvalidInputError("incoming.form_missing", field=place)
    return InvalidInputError(
        "incoming.form_value", field=place, value=plain_signs(str(error["input"])[:40])
    )
