"""The value of a condition: picked where the fact is a choice, else typed as its kind asks."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QTime
from PySide6.QtWidgets import QLineEdit, QTimeEdit, QWidget

from fmdesk.core.domain.charter import FactValue, Operator
from fmdesk.core.domain.charter_check import LISTS
from fmdesk.core.domain.charter_figures import weekday
from fmdesk.core.domain.charter_words import Wording
from fmdesk.core.domain.facts import LARGEST_NUMBER, LONGEST_TEXT
from fmdesk.core.domain.spec import FactKind, FactSpec
from fmdesk.desktop.pages.catalogue.editing import choice_field
from fmdesk.desktop.pages.charters.choose import ManyField
from fmdesk.desktop.pages.charters.part import AmountField
from fmdesk.i18n import _, current_language
from fmdesk.ui.theme import Theme
from fmdesk.ui.widgets.fields import line_field, number_field

Value = FactValue | tuple[FactValue, ...]
MINUTE, HOUR = 60, 60
WEEK = 7
_YES, _NO = "yes", "no"


@dataclass(frozen=True, slots=True)
class ValueField:
    """A field with how to read it."""

    widget: QWidget
    read: Callable[[], Value]


def value_field(
    spec: FactSpec,
    op: Operator,
    value: Value | None,
    wording: Wording,
    theme: Theme,
    changed: Callable[..., object],
) -> ValueField:
    """Return the field for a fact under an operator.

    Args:
        spec: The fact.
        op: How it is compared.
        value: What stands there, None for nothing yet.
        wording: Names behind codes.
        theme: Icons.
        changed: Called when the user changes it.
    """
    if spec.type is bool:
        return _yes_no(value is not False, changed)
    names = choices_of(spec, wording)
    if op in LISTS:
        given = value if isinstance(value, tuple) else (() if value is None else (value,))
        return _several(spec, names, given, theme, changed)
    single = next(iter(value), None) if isinstance(value, tuple) else value
    if names:
        return _one(spec, names, single, changed)
    if spec.type is str:
        return _text("" if single is None else str(single), changed)
    number = 0 if single is None else int(single)
    makers: Mapping[FactKind, Callable[[int, Callable[..., object]], ValueField]] = {
        FactKind.CENTS: _cents,
        FactKind.SECONDS: _seconds,
        FactKind.MINUTE: _minute,
    }
    return makers.get(spec.kind, _number)(number, changed)


def choices_of(spec: FactSpec, wording: Wording) -> dict[str, str]:
    """Return what a fact that is a choice can be, by code; empty for others."""
    language = current_language()
    if spec.kind is FactKind.WEEKDAY:
        return {str(n): weekday(n, language) for n in range(WEEK)}
    found = wording.names.get(spec.kind, {})
    texts = {code: text.get(language) for code, text in found.items()}
    return dict(sorted(texts.items(), key=lambda one: one[1].casefold()))


def _typed(spec: FactSpec, code: str) -> FactValue | None:
    if spec.type is int:
        return int(code) if code.lstrip("-").isdecimal() else None
    return code


def _yes_no(is_yes: bool, changed: Callable[..., object]) -> ValueField:  # the value itself
    made = choice_field("value", {_YES: _("yes"), _NO: _("no")}, _YES if is_yes else _NO)
    made.currentIndexChanged.connect(changed)
    return ValueField(made, lambda: made.currentData() == _YES)


def _one(
    spec: FactSpec, names: dict[str, str], value: FactValue | None, changed: Callable[..., object]
) -> ValueField:
    code = "" if value is None else str(value)
    offered = names if not code or code in names else {**names, code: code}
    made = choice_field("value", offered, code)
    made.currentIndexChanged.connect(changed)
    return ValueField(made, lambda: _typed(spec, str(made.currentData())) or _zero(spec))


def _zero(spec: FactSpec) -> FactValue:
    return 0 if spec.type is int else ""


def _several(
    spec: FactSpec,
    names: dict[str, str],
    values: tuple[FactValue, ...],
    theme: Theme,
    changed: Callable[..., object],
) -> ValueField:
    codes = [str(one) for one in values]

    def read(found: tuple[str, ...]) -> Value:
        typed = (_typed(spec, code.strip()) for code in found if code.strip())
        return tuple(dict.fromkeys(one for one in typed if one is not None))

    if names:
        made = ManyField(theme, "value", _("Choose…"))
        made.setAccessibleName(_("Values"))
        made.set_choices(tuple(names.items()))
        made.choose(codes)
        made.changed.connect(changed)
        return ValueField(made, lambda: read(made.codes))
    line = line_field("value", LONGEST_TEXT * 4)
    line.setText(", ".join(codes))
    line.setPlaceholderText(_("values with commas between them"))
    line.textEdited.connect(changed)
    return ValueField(line, lambda: read(tuple(line.text().split(","))))


def _text(text: str, changed: Callable[..., object]) -> ValueField:
    made: QLineEdit = line_field("value", LONGEST_TEXT)
    made.setText(text)
    made.textEdited.connect(changed)
    return ValueField(made, lambda: made.text().strip())


def _number(value: int, changed: Callable[..., object]) -> ValueField:
    made = number_field("value", -LARGEST_NUMBER, LARGEST_NUMBER, value)
    made.valueChanged.connect(changed)
    return ValueField(made, made.value)


def _cents(value: int, changed: Callable[..., object]) -> ValueField:
    made = AmountField("value", value or None)
    made.textEdited.connect(changed)
    return ValueField(made, lambda: made.cents or 0)


def _seconds(value: int, changed: Callable[..., object]) -> ValueField:
    made = number_field("value", 0, LARGEST_NUMBER // MINUTE, value // MINUTE)
    made.setSuffix(_(" min"))
    made.valueChanged.connect(changed)
    first = made.value()  # parts of a minute stay until it is changed
    return ValueField(made, lambda: value if made.value() == first else made.value() * MINUTE)


def _minute(value: int, changed: Callable[..., object]) -> ValueField:
    made = QTimeEdit(QTime(value // HOUR % 24, value % HOUR))
    made.setObjectName("value")
    made.setDisplayFormat("HH:mm")
    made.timeChanged.connect(changed)
    return ValueField(made, lambda: made.time().hour() * HOUR + made.time().minute())
