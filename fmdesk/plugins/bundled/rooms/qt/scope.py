"""The choice how much of a series a change concerns."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from fmdesk.plugins.api import N_
from fmdesk.plugins.api.qt import SegmentedControl
from fmdesk.plugins.bundled.rooms.qt.words import _
from fmdesk.plugins.bundled.rooms.series import Scope

SCOPES = (
    (Scope.THIS, N_("Only this one")),
    (Scope.FOLLOWING, N_("This and the later ones")),
    (Scope.ALL, N_("All of the series")),
)


class ScopeField(QWidget):
    """This one, this and the later ones, or all; this one until somebody says more."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.control = SegmentedControl([(scope.value, _(text)) for scope, text in SCOPES])
        self.control.setAccessibleName(_("How much of the series"))
        self.control.choose(Scope.THIS.value)
        self.control.chosen.connect(self.chosen)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.control)
        row.addStretch(1)

    @property
    def value(self) -> Scope:
        """How much is chosen."""
        return Scope(self.control.value)
