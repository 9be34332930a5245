"""Conditions or exceptions in the editor: rows of fact, operator and value."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from fmdesk.core.domain.charter import Charter, Condition, Conditions, Operator
from fmdesk.core.domain.charter_check import ORDERS
from fmdesk.core.domain.charter_words import Wording, spec_of
from fmdesk.core.domain.spec import FactSpec
from fmdesk.desktop.pages.catalogue.editing import choice_field
from fmdesk.desktop.pages.charters.model import OPERATORS
from fmdesk.desktop.pages.charters.part import Part
from fmdesk.desktop.pages.charters.value import ValueField, value_field
from fmdesk.i18n import _, current_language
from fmdesk.ui.theme import Theme
from fmdesk.ui.tokens import SPACE_S
from fmdesk.ui.widgets.buttons import SegmentedControl, button
from fmdesk.ui.widgets.labels import label

ALL, ANY = "all", "any"


class ConditionRow(QWidget):
    """One condition: the fact, how it compares, and with what.

    Args:
        condition: What stands there.
        wording: The facts there are.
        theme: Icons.
    """

    changed = Signal()
    removed = Signal()

    def __init__(self, condition: Condition, wording: Wording, theme: Theme) -> None:
        super().__init__()
        self._wording, self._theme = wording, theme
        self.fact = choice_field("fact", _facts(wording, condition.fact), condition.fact)
        self.fact.setAccessibleName(_("Fact"))
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(SPACE_S)
        self.row.addWidget(self.fact, 4)
        self.op = choice_field("op", {}, "")
        self.op.setAccessibleName(_("Comparison"))
        self.row.addWidget(self.op, 2)
        self.value: ValueField = self._field(condition)
        self.row.addWidget(self.value.widget, 4)
        gone = button(self.removed.emit, kind="quiet", icon=theme.icon("x", "muted"), name="remove")
        gone.setToolTip(_("Take this condition away"))
        gone.setAccessibleName(_("Take this condition away"))
        self.row.addWidget(gone)
        self._offer(condition.op)
        self.fact.currentIndexChanged.connect(lambda _place: self._turn())
        self.op.currentIndexChanged.connect(lambda _place: self._compare())

    @property
    def spec(self) -> FactSpec:
        """The chosen fact."""
        return spec_of(str(self.fact.currentData()), self._wording)

    def condition(self) -> Condition:
        """Return the condition as it stands."""
        return Condition(self.spec.name, self._op(), self.value.read())

    def _op(self) -> Operator:
        return Operator(self.op.currentData() or Operator.EQ)

    def _offer(self, op: Operator) -> None:
        """Offer the operators that fit the fact."""
        kind = self.spec.type
        fitting = [one for one in Operator if one not in ORDERS or kind is int]
        fitting = [Operator.EQ] if kind is bool else fitting
        self.op.blockSignals(True)
        self.op.clear()
        for one in fitting:
            self.op.addItem(_(OPERATORS[one]), str(one))
        self.op.setCurrentIndex(max(0, self.op.findData(str(op))))
        self.op.blockSignals(False)

    def _turn(self) -> None:
        """Another fact was chosen: its own operators and an empty value."""
        self._offer(self._op())
        self._replace(None)

    def _compare(self) -> None:
        """Another operator was chosen; the value stays where it fits."""
        self._replace(self.condition())

    def _replace(self, kept: Condition | None) -> None:
        before = self.value.widget
        self.value = self._field(kept or Condition(self.spec.name, self._op(), ""), is_new=not kept)
        self.row.replaceWidget(before, self.value.widget)
        before.hide()
        before.deleteLater()
        self.changed.emit()

    def _field(self, condition: Condition, *, is_new: bool = False) -> ValueField:
        made = value_field(
            spec_of(condition.fact, self._wording),
            self._op() if self.op.count() else condition.op,
            None if is_new else condition.value,
            self._wording,
            self._theme,
            lambda *_values: self.changed.emit(),
        )
        made.widget.setAccessibleName(_("Value"))
        return made


class ConditionsPart(Part):
    """Rows, and whether all of them must hold or one.

    Args:
        field: `applies_when` or `except_when`.
        conditions: What stands there.
        wording: The facts there are.
        theme: Icons.
    """

    def __init__(self, field: str, conditions: Conditions, wording: Wording, theme: Theme) -> None:
        super().__init__(_("Conditions") if field == "applies_when" else _("Exceptions"))
        self._field, self._wording, self._theme = field, wording, theme
        self.rows: list[ConditionRow] = []
        self.joint = SegmentedControl([(ALL, _("All hold")), (ANY, _("One holds"))])
        self.joint.choose(ANY if conditions.is_any else ALL)
        self.joint.chosen.connect(lambda _code: self.changed.emit())
        self.top.addWidget(self.joint)
        self.none = label("", "muted", wraps=True)
        self.body.addWidget(self.none)
        self._list = QVBoxLayout()
        self._list.setSpacing(SPACE_S)
        self.body.addLayout(self._list)
        icon = theme.icon("plus")
        self.add_button = button(
            self.begin, text=_("Add"), kind="link", icon=icon, name=f"add_{field}"
        )
        foot = QHBoxLayout()
        foot.addWidget(self.add_button)
        foot.addStretch(1)
        self.body.addLayout(foot)
        for one in conditions.items:
            self._append(one)
        self._show()

    def begin(self) -> None:
        """Add a row, and let the keyboard choose its fact."""
        first = next(iter(_facts(self._wording, "")), "")
        spec = spec_of(first, self._wording)
        value: bool | int | str = spec.type()
        row = self._append(Condition(first, Operator.EQ, value))
        self._show()
        row.fact.setFocus()
        self.changed.emit()

    def _append(self, condition: Condition) -> ConditionRow:
        row = ConditionRow(condition, self._wording, self._theme)
        row.changed.connect(self.changed)
        row.removed.connect(lambda: self.remove(row))
        keys = QShortcut(QKeySequence("Alt+Del"), row)
        keys.setContext(keys.context().WidgetWithChildrenShortcut)
        keys.activated.connect(lambda: self.remove(row))
        self.rows.append(row)
        self._list.addWidget(row)
        return row

    def remove(self, row: ConditionRow) -> None:
        """Take a row away."""
        self.rows.remove(row)
        self._list.removeWidget(row)
        row.hide()
        row.deleteLater()
        self._show()
        self.add_button.setFocus()
        self.changed.emit()

    def _show(self) -> None:
        self.joint.setVisible(len(self.rows) > 1)
        words = _("None: it always applies.")
        if self._field == "except_when":
            words = _("None: nothing excuses it.")
        self.none.setText(words)
        self.none.setVisible(not self.rows)

    def apply(self, charter: Charter) -> Charter:
        """Return a charter with these rows; none of them is always, or never excused."""
        items: Sequence[Condition] = [row.condition() for row in self.rows]
        is_excuse = self._field == "except_when"
        is_any = self.joint.value == ANY if len(items) > 1 else is_excuse
        made = Conditions(is_any, tuple(items))
        if is_excuse:
            return replace(charter, except_when=made)
        return replace(charter, applies_when=made)


def _facts(wording: Wording, kept: str) -> dict[str, str]:
    """Return the facts by their labels, in the language of now."""
    language = current_language()
    texts = {name: spec.text.get(language) for name, spec in wording.facts.items()}
    texts = {name: text[:1].upper() + text[1:] for name, text in texts.items()}
    if kept and kept not in texts:
        texts[kept] = kept
    return dict(sorted(texts.items(), key=lambda one: one[1].casefold()))
