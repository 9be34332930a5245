"""Checks what was filled in on a plugin's form, wherever it came from."""

from collections.abc import Callable, Mapping
from datetime import date, datetime

from fmdesk.core.domain.errors import InvalidInputError
from fmdesk.core.domain.spec import FieldKind, FieldSpec, FormSpec
from fmdesk.core.domain.ticket import Scalar
from fmdesk.i18n import current_language
from fmdesk.plugins.fitting import YEARS

LONGEST_TEXT = 1000
"""Characters of a text whose field names no maximum."""
LARGEST = 10**12
"""Largest whole number, or amount in cents, of any field."""


def check_details(form: FormSpec | None, details: Mapping[str, Scalar]) -> None:
    """Check the details of an order line against the form of its product.

    Args:
        form: The declared form; None allows no details.
        details: By the name of the field; an empty text counts as not filled in, and one of spaces
            alone does not fill in what is required. What is left out has the field's default.

    Raises:
        InvalidInputError: `form.unknown_field`, `form.required` or `form.value`.
    """
    fields = {field.name: field for field in form.fields} if form else {}
    for name in details:
        if name not in fields:
            raise InvalidInputError("form.unknown_field", field=name)
    for name, field in fields.items():
        value = details.get(name, "" if field.default is None else field.default)
        label = field.label.get(current_language())
        if field.is_required and isinstance(value, str) and not value.strip():
            raise InvalidInputError("form.required", field=label)
        if value == "" and type(value) is str:
            continue
        if not _CHECKS[field.kind](field, value):
            raise InvalidInputError("form.value", field=label, value=str(value)[:80])


def _is_text(field: FieldSpec, value: Scalar) -> bool:
    return isinstance(value, str) and len(value) <= (field.maximum or LONGEST_TEXT)


def _is_number(field: FieldSpec, value: Scalar) -> bool:
    return (
        type(value) is int
        and abs(value) <= LARGEST
        and (field.minimum is None or value >= field.minimum)
        and (field.maximum is None or value <= field.maximum)
    )


def _is_boolean(_field: FieldSpec, value: Scalar) -> bool:
    return isinstance(value, bool)


def _is_choice(field: FieldSpec, value: Scalar) -> bool:
    return value in [code for code, _text in field.choices]


def _is_date(_field: FieldSpec, value: Scalar) -> bool:
    return _is_written_as(lambda text: date.fromisoformat(text).isoformat(), value)


def _is_wall_time(_field: FieldSpec, value: Scalar) -> bool:
    """Tell whether it is date and time as the office's clock shows them, `2026-03-02T09:30`."""
    return _is_written_as(lambda text: f"{datetime.fromisoformat(text):%Y-%m-%dT%H:%M}", value)


def _is_written_as(written: Callable[[str], str], value: Scalar) -> bool:
    try:
        is_written = isinstance(value, str) and written(value) == value
    except ValueError:
        return False
    return is_written and date.fromisoformat(str(value)[:10]).year in YEARS


_CHECKS: Mapping[FieldKind, Callable[[FieldSpec, Scalar], bool]] = {
    FieldKind.TEXT: _is_text,
    FieldKind.LONG_TEXT: _is_text,
    FieldKind.INTEGER: _is_number,
    FieldKind.MONEY: _is_number,
    FieldKind.BOOLEAN: _is_boolean,
    FieldKind.CHOICE: _is_choice,
    FieldKind.DATE: _is_date,
    FieldKind.DATETIME: _is_wall_time,
    FieldKind.PERSON: _is_text,
    FieldKind.LOCATION: _is_text,
}
