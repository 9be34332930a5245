"""The shape of a charter as data; loaded only when one is read (see `charter_schema`)."""

import json
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from fmdesk.core.domain.charter import Bearer, LimitSource, Operator, SanctionKind
from fmdesk.core.domain.errors import InvalidInputError
from fmdesk.core.domain.limits import LimitUnit, TimeOfDay

Scalar = bool | int | str


class _Form(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, use_enum_values=True)


class _Words(_Form):
    nl: str
    en: str


class _Limit(_Form):
    unit: LimitUnit
    n: int
    time_of_day: TimeOfDay = TimeOfDay.KEEP


class _Guarantee(_Form):
    clock: str = "solution"
    source: LimitSource = LimitSource.OWN
    limit: _Limit | None = None
    calendar: str = ""


class _Money(_Form):
    cap_cents: int | None = None
    may_exceed_price: bool = False


class _NotCharged(_Money):
    kind: Literal["not_charged"]


class _Percentage(_Money):
    kind: Literal["percentage"]
    basis_points: int


class _Fixed(_Money):
    kind: Literal["fixed"]
    amount_cents: int


class _Stepped(_Money):
    kind: Literal["stepped"]
    weight: int = 1
    base_cents: int
    per_step_cents: int
    step_seconds: int
    unit_seconds: int = 1
    max_steps: int
    is_working_time: bool = True


class _Points(_Form):
    kind: Literal["points"]
    points: int


_Sanction = Annotated[
    _NotCharged | _Percentage | _Fixed | _Stepped | _Points, Field(discriminator="kind")
]


class _Condition(_Form):
    fact: str
    op: Operator
    value: Scalar | list[Scalar]


class _Conditions(_Form):
    """Exactly one of the two stands in the data."""

    all: list[_Condition] | None = None
    any: list[_Condition] | None = None


class _Charter(_Form):
    code: str
    version: int = 1
    name: _Words
    promise: _Words
    guarantee: _Guarantee
    sanction: _Sanction
    products: list[str] = []
    clusters: list[str] = []
    applies_when: _Conditions = _Conditions(all=[])
    except_when: _Conditions = _Conditions(any=[])
    bearer: Bearer = Bearer.OWNER
    rank: int = 100
    valid_from: date = date(1970, 1, 1)
    valid_to: date | None = None
    trial_until: date | None = None
    new_run_on_reopen: bool = False
    norm: int = 9500


def read(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return the data with every default filled in, days as ISO texts.

    Raises:
        InvalidInputError: `charter.field_missing`, `charter.field_unknown`, `charter.field_choice`
            or `charter.field_value`, about the first fault, with the path of the field;
            `charter.all_or_any`.
    """
    code = str(data.get("code", "?"))
    # Through JSON, since that is where strict reading knows days and enumerations as texts.
    text = json.dumps(data, default=str)
    try:
        form = _Charter.model_validate_json(text).model_dump(mode="json")
    except ValidationError as problem:
        raise _explained(problem.errors()[0], code) from problem
    for name in ("applies_when", "except_when"):
        form[name] = {word: items for word, items in form[name].items() if items is not None}
        if len(form[name]) != 1:
            raise InvalidInputError("charter.all_or_any", charter=code, path=name)
    return form


_CODES = {
    "missing": "charter.field_missing",
    "extra_forbidden": "charter.field_unknown",
    "enum": "charter.field_choice",
    "literal_error": "charter.field_choice",
    "union_tag_invalid": "charter.field_choice",
    "union_tag_not_found": "charter.field_missing",
}


def _explained(fault: Mapping[str, Any], charter: str) -> InvalidInputError:
    context = fault.get("ctx", {})
    path = ".".join(_places(fault))
    if fault["type"].startswith("union_tag"):
        path += ".kind"
    return InvalidInputError(
        _CODES.get(fault["type"], "charter.field_value"),
        charter=charter,
        path=path,
        value=str(context.get("tag", fault["input"])),
        expected=str(context.get("expected") or context.get("expected_tags", "")),
        reason=fault["msg"],
    )


def _places(fault: Mapping[str, Any]) -> Iterator[str]:
    """Yield the parts of the path without the names that pydantic gives to members of unions."""
    for place in fault["loc"]:
        if place not in _MEMBERS and not str(place).startswith("list["):
            yield str(place)


_MEMBERS = {*SanctionKind, "bool", "int", "str"}
