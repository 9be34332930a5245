"""Renders a form that was declared as data, and reads what was filled in."""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDateEdit,
    QDateTimeEdit,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from fmdesk.core.domain.office_time import OfficeTime
from fmdesk.core.domain.spec import FieldKind, FieldSpec, FormSpec
from fmdesk.core.domain.ticket import Scalar
from fmdesk.core.domain.views import Choice
from fmdesk.i18n import _, current_language, number
from fmdesk.ui.tokens import SPACE_M, SPACE_S, SPACE_XS
from fmdesk.ui.widgets.card import clear
from fmdesk.ui.widgets.fields import number_field, wall_field, wall_of
from fmdesk.ui.widgets.labels import label
from fmdesk.ui.widgets.pick import PickField

LONGEST_TEXT = 1000
LARGEST = 2**31 - 1
LONG = 1000
"""A long text that takes more signs than this gets a tall field."""


@dataclass(frozen=True, slots=True)
class FieldWidget:
    """A field's widget with how to read it; empty answers read as None."""

    spec: FieldSpec
    widget: QWidget
    read: Callable[[], Scalar | None]


class FormView(QWidget):
    """A form, of a product or of an entry of a list.

    Args:
        time: The office's time, from which dates are offered.
        make_pick: Makes the field that finds a person, a place or what a plugin finds; without it
            their code is typed.
    """

    changed = Signal()
    """An answer was changed by the user."""

    def __init__(
        self, time: OfficeTime, make_pick: Callable[[FieldSpec], PickField] | None = None
    ) -> None:
        super().__init__()
        self._time = time
        self._make_pick = make_pick
        self._names: Mapping[str, str] = {}
        self._fixed: Collection[str] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SPACE_M)
        self._fields: tuple[FieldWidget, ...] = ()
        self._spec: FormSpec | None = None

    def show_form(
        self,
        spec: FormSpec | None,
        values: Mapping[str, Scalar] | None = None,
        names: Mapping[str, str] | None = None,
        fixed: Collection[str] = (),
    ) -> None:
        """Show a form.

        Args:
            spec: The declared form; None shows nothing.
            values: What is filled in already.
            names: Names of the persons and places whose codes stand in `values`.
            fixed: Fields that can only be read.
        """
        clear(self._column)
        self._names, self._fixed = names or {}, fixed
        self._spec = spec
        fields = spec.fields if spec else ()
        self.setVisible(bool(fields))
        self._fields = tuple(self._add(item, (values or {}).get(item.name)) for item in fields)

    def retranslate(self) -> None:
        """Show labels in the language of now and keep what was typed."""
        self.show_form(self._spec, self.values(), self._names, self._fixed)

    def field(self, name: str) -> QWidget:
        """Return the widget of a field; KeyError for one that the form does not have."""
        return {one.spec.name: one.widget for one in self._fields}[name]

    def focus_first(self) -> None:
        """Give the keys to the first field that can be filled in."""
        for one in self._fields:
            if one.widget.isEnabled():
                one.widget.show()  # one that was made just now takes no keys before it is seen
                one.widget.setFocus()
                return

    def values(self) -> dict[str, Scalar]:
        """Return the answers; a field left empty is absent."""
        read = ((field.spec.name, field.read()) for field in self._fields)
        return {name: value for name, value in read if value is not None}

    def fill(self, values: Mapping[str, Scalar]) -> None:
        """Fill in some fields; the others, and the keyboard, stay where they are."""
        had = next((one.spec.name for one in self._fields if one.widget.hasFocus()), "")
        self.show_form(self._spec, {**self.values(), **values}, self._names, self._fixed)
        if had:
            self.field(had).setFocus()

    def missing(self) -> tuple[str, ...]:
        """Mark required fields that are empty, and return their labels."""
        empty = []
        for field in self._fields:
            is_empty = field.spec.is_required and field.read() is None
            field.widget.setProperty("wrong", "true" if is_empty else "false")
            field.widget.style().unpolish(field.widget)
            field.widget.style().polish(field.widget)
            if is_empty:
                empty.append(field.spec.label.get(current_language()))
        return tuple(empty)

    def _add(self, spec: FieldSpec, value: Scalar | None) -> FieldWidget:
        given = spec.default if value is None else value
        made = self._make(spec, given)
        language = current_language()
        words = spec.label.get(language)
        made.widget.setObjectName(spec.name)
        made.widget.setAccessibleName(words)
        for kind, signal in _SIGNALS.items():
            if isinstance(made.widget, kind):
                getattr(made.widget, signal).connect(lambda *_value: self.changed.emit())
        if spec.kind in _OF_TODAY and not spec.is_required:
            made = _with_tick(made, is_given=bool(given), changed=self.changed.emit)
        made.widget.setEnabled(spec.name not in self._fixed)
        box = QVBoxLayout()
        box.setSpacing(SPACE_XS)
        if spec.kind is not FieldKind.BOOLEAN:
            is_plain = spec.is_required or spec.default == ""  # empty is an answer, too
            shown = words if is_plain else _("{label} (optional)").format(label=words)
            above = label(shown, "label")
            above.setBuddy(made.widget)
            box.addWidget(above)
        box.addWidget(made.widget)
        if spec.help is not None:
            box.addWidget(label(spec.help.get(language), "muted", wraps=True))
        self._column.addLayout(box)
        return made

    def _make(self, spec: FieldSpec, given: Scalar | None) -> FieldWidget:
        if spec.kind in _OF_TODAY and not given:
            given = f"{self._time.wall():%Y-%m-%dT%H:%M}"
        if self._make_pick is None or not (spec.find or spec.kind in _FOUND):
            return _MAKERS.get(spec.kind, _text)(spec, given)
        pick = self._make_pick(spec)
        made = _found(spec, given, pick, self._names.get(spec.name, ""))
        pick.picked.connect(lambda _choice: self.changed.emit())  # from now on it is the user's
        pick.field.textEdited.connect(lambda _text: self.changed.emit())
        return made


def cents_of(text: str) -> int | None:
    """Read an amount of euros as people type it, in the language of now.

    Args:
        text: Such as `€ 1.234,50` in Dutch or `1,234.50` in English.

    Returns:
        Whole cents, or None when it is no amount or has parts of a cent.
    """
    point = number(0, 1)[1]
    thousands = "." if point == "," else ","
    bare = re.sub(r"[€\s]", "", text)
    grouped = rf"-?(\d+|\d{{1,3}}({re.escape(thousands)}\d{{3}})+)({re.escape(point)}\d*)?"
    if not re.fullmatch(grouped, bare, re.ASCII):  # `75,50` is no thousands in English
        return None
    plain = bare.replace(thousands, "").replace(point, ".")
    if not re.fullmatch(r"-?\d{1,9}(\.\d{1,2})?", plain, re.ASCII):
        return None
    return int(Decimal(plain).scaleb(2))


def _text(spec: FieldSpec, value: Scalar | None) -> FieldWidget:
    edit = QLineEdit("" if value is None else str(value))
    edit.setMaxLength(spec.maximum or LONGEST_TEXT)
    return FieldWidget(spec, edit, lambda: edit.text().strip() or None)


def _long_text(spec: FieldSpec, value: Scalar | None) -> FieldWidget:
    edit = QPlainTextEdit("" if value is None else str(value))
    edit.setTabChangesFocus(True)
    longest = spec.maximum or LONGEST_TEXT
    edit.setFixedHeight(76 if longest <= LONG else 168)
    return FieldWidget(spec, edit, lambda: edit.toPlainText().strip()[:longest] or None)


def _found(spec: FieldSpec, value: Scalar | None, pick: PickField, name: str) -> FieldWidget:
    if value:
        pick.pick(Choice(str(value), name or str(value)))
        if not name:
            pick.name()
    return FieldWidget(spec, pick, lambda: pick.code or pick.field.text().strip() or None)


def _integer(spec: FieldSpec, value: Scalar | None) -> FieldWidget:
    lowest = spec.minimum if spec.minimum is not None else 0
    highest = spec.maximum if spec.maximum is not None else LARGEST
    first = int(value) if value is not None else lowest
    spin = number_field(spec.name, lowest, highest, first)
    return FieldWidget(spec, spin, spin.value)


def _money(spec: FieldSpec, value: Scalar | None) -> FieldWidget:
    edit = QLineEdit("" if value is None else number(Decimal(int(value)).scaleb(-2), 2))
    edit.setPlaceholderText(number(0, 2))
    return FieldWidget(spec, edit, lambda: cents_of(edit.text()))


def _boolean(spec: FieldSpec, value: Scalar | None) -> FieldWidget:
    box = QCheckBox(spec.label.get(current_language()))
    box.setChecked(bool(value))
    return FieldWidget(spec, box, box.isChecked)


def _choice(spec: FieldSpec, value: Scalar | None) -> FieldWidget:
    box = QComboBox()
    if not spec.is_required or value is None:
        box.addItem("", None)
    for code, text in spec.choices:
        box.addItem(text.get(current_language()), code)
    found = box.findData(value) if value is not None else 0
    box.setCurrentIndex(max(0, found))
    return FieldWidget(spec, box, lambda: box.currentData())  # noqa: PLW0108


def _date(spec: FieldSpec, value: Scalar | None) -> FieldWidget:
    edit = QDateEdit(QDate.fromString(str(value)[:10], "yyyy-MM-dd"))
    edit.setCalendarPopup(True)
    return FieldWidget(spec, edit, lambda: edit.date().toString("yyyy-MM-dd"))


def _datetime(spec: FieldSpec, value: Scalar | None) -> FieldWidget:
    edit = wall_field(spec.name, datetime.fromisoformat(str(value)))
    return FieldWidget(spec, edit, lambda: f"{wall_of(edit):%Y-%m-%dT%H:%M}")


def _with_tick(made: FieldWidget, *, is_given: bool, changed: Callable[[], object]) -> FieldWidget:
    """Return a field that always shows an answer, with a tick that says whether it is given."""
    both = QWidget()
    row = QHBoxLayout(both)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(SPACE_S)
    tick = QCheckBox()
    tick.setAccessibleName(made.widget.accessibleName())
    tick.setChecked(is_given)
    made.widget.setEnabled(is_given)
    tick.toggled.connect(made.widget.setEnabled)
    tick.toggled.connect(lambda _is_given: changed())
    tick.clicked.connect(lambda is_ticked: is_ticked and made.widget.setFocus())
    row.addWidget(tick)
    row.addWidget(made.widget, 1)
    both.setFocusProxy(tick)
    return FieldWidget(made.spec, both, lambda: made.read() if tick.isChecked() else None)


_SIGNALS: Mapping[type[QWidget], str] = {
    QLineEdit: "textChanged",
    QPlainTextEdit: "textChanged",
    QSpinBox: "valueChanged",
    QCheckBox: "toggled",
    QComboBox: "currentIndexChanged",
    QDateTimeEdit: "dateTimeChanged",
}
"""How each kind of widget tells that it has another answer; a date is a date and time too."""

_FOUND = (FieldKind.PERSON, FieldKind.LOCATION)
"""Fields of a record that is found as one types."""

_OF_TODAY = (FieldKind.DATE, FieldKind.DATETIME)
"""Fields that offer the office's now where nothing else is given."""

_MAKERS: Mapping[FieldKind, Callable[[FieldSpec, Scalar | None], FieldWidget]] = {
    FieldKind.LONG_TEXT: _long_text,
    FieldKind.INTEGER: _integer,
    FieldKind.MONEY: _money,
    FieldKind.BOOLEAN: _boolean,
    FieldKind.CHOICE: _choice,
    FieldKind.DATE: _date,
    FieldKind.DATETIME: _datetime,
}
