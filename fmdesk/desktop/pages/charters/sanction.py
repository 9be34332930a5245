"""The sanction in the editor: its kind with the fields of that kind, cap and price."""

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtWidgets import (
    QCheckBox,
    QDoubleSpinBox,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from fmdesk.core.domain.charter import Charter, Sanction, SanctionKind
from fmdesk.desktop.pages.catalogue.section import beside
from fmdesk.desktop.pages.charters.model import KINDS
from fmdesk.desktop.pages.charters.part import AmountField, Part, kind_field
from fmdesk.i18n import _
from fmdesk.ui.tokens import SPACE_S
from fmdesk.ui.widgets.fields import number_field

MINUTE = 60
MOST_MINUTES, MOST_COUNT = 100_000, 1_000_000
_HUNDRED = 100


class SanctionPart(Part):
    """What breaking the guarantee costs."""

    def __init__(self, charter: Charter) -> None:
        super().__init__(_("Sanction"))
        sanction = charter.sanction
        self.kind = kind_field("sanction", KINDS, sanction.kind)
        self.cap = AmountField("cap", sanction.cap_cents)
        self.put(
            (_("What it costs"), self.kind), (_("At most per line (empty for none)"), self.cap)
        )
        self.share = self._share(sanction.basis_points or 2500)
        self.amount = AmountField("amount", sanction.amount_cents or None)
        self.points = number_field("points", 1, MOST_COUNT, sanction.points or 1)
        self._pages: Mapping[SanctionKind, QWidget] = {
            SanctionKind.PERCENTAGE: _page((_("Share in %"), self.share)),
            SanctionKind.FIXED: _page((_("Amount"), self.amount)),
            SanctionKind.STEPPED: self._stepped(sanction),
            SanctionKind.POINTS: _page((_("Points"), self.points)),
        }
        for page in self._pages.values():
            self.body.addWidget(page)
        self.exceeds = QCheckBox(_("May exceed the price of the line"))
        self.exceeds.setObjectName("may_exceed_price")
        self.exceeds.setChecked(sanction.may_exceed_price)
        self.body.addWidget(self.exceeds)
        self.kind.currentIndexChanged.connect(self._turn)
        self.share.valueChanged.connect(self.tell)
        for spin in (self.points, self.weight, self.step, self.unit, self.most):
            spin.valueChanged.connect(self.tell)
        for line in (self.cap, self.amount, self.base, self.more):
            line.textEdited.connect(self.tell)
        for box in (self.exceeds, self.working):
            box.toggled.connect(self.tell)
        self._show()

    def _share(self, basis_points: int) -> QDoubleSpinBox:
        made = QDoubleSpinBox()
        made.setObjectName("share")
        made.setRange(0.01, _HUNDRED)
        made.setValue(basis_points / _HUNDRED)
        return made

    def _stepped(self, sanction: Sanction) -> QWidget:
        self.base = AmountField("base", sanction.base_cents or None)
        self.more = AmountField("per_step", sanction.per_step_cents or None)
        self.weight = number_field("weight", 1, MOST_COUNT, sanction.weight)
        self._was = sanction
        self.step = self._minutes("step_minutes", sanction.step_seconds)
        self.unit = self._minutes("unit_minutes", sanction.unit_seconds)
        self.most = number_field("max_steps", 0, MOST_COUNT, sanction.max_steps)
        self.working = QCheckBox(_("Lateness counts in working time"))
        self.working.setObjectName("is_working_time")
        self.working.setChecked(sanction.is_working_time)
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_S)
        column.addLayout(
            beside((_("Base"), self.base), (_("Per step"), self.more), (_("Weight"), self.weight))
        )
        column.addLayout(
            beside(
                (_("A step is (minutes)"), self.step),
                (_("Rounded up to (minutes)"), self.unit),
                (_("Steps at most"), self.most),
            )
        )
        column.addWidget(self.working)
        return made

    def _minutes(self, name: str, seconds: int) -> QSpinBox:
        made = number_field(name, 0, MOST_MINUTES, seconds // MINUTE)
        made.setSpecialValueText(_("not at all"))
        return made

    def _turn(self, _place: int) -> None:
        self._show()
        self.tell()

    def _kind(self) -> SanctionKind:
        return SanctionKind(self.kind.currentData())

    def _show(self) -> None:
        kind = self._kind()
        for one, page in self._pages.items():
            page.setVisible(one is kind)
        is_money = kind is not SanctionKind.POINTS
        self.cap.setEnabled(is_money)
        self.exceeds.setVisible(is_money)

    def apply(self, charter: Charter) -> Charter:
        """Return a charter with this sanction; fields of other kinds are left out."""
        kind = self._kind()
        match kind:
            case SanctionKind.PERCENTAGE:
                made = Sanction(kind, basis_points=round(self.share.value() * _HUNDRED))
            case SanctionKind.FIXED:
                made = Sanction(kind, amount_cents=self.amount.cents or 0)
            case SanctionKind.STEPPED:
                made = self._steps()
            case SanctionKind.POINTS:
                return replace(charter, sanction=Sanction(kind, points=self.points.value()))
            case _:
                made = Sanction(kind)
        cap, exceeds = self.cap.cents, self.exceeds.isChecked()
        return replace(charter, sanction=replace(made, cap_cents=cap, may_exceed_price=exceeds))

    def _steps(self) -> Sanction:
        return Sanction(
            SanctionKind.STEPPED,
            weight=self.weight.value(),
            base_cents=self.base.cents or 0,
            per_step_cents=self.more.cents or 0,
            step_seconds=_seconds(self.step, self._was.step_seconds),
            unit_seconds=_seconds(self.unit, self._was.unit_seconds),
            max_steps=self.most.value(),
            is_working_time=self.working.isChecked(),
        )


def _seconds(field: QSpinBox, was: int) -> int:
    """Return the minutes of a field in seconds; parts of a minute stay until it is changed."""
    is_same = field.value() == min(was // MINUTE, MOST_MINUTES)
    return was if is_same else max(1, field.value() * MINUTE)


def _page(*fields: tuple[str, QWidget]) -> QWidget:
    made = QWidget()
    row = beside(*fields)
    row.setContentsMargins(0, 0, 0, 0)
    made.setLayout(row)
    return made
