"""Fields that the style sheet alone does not get right."""

from PySide6.QtWidgets import QSpinBox

from fmdesk.ui.tokens import CONTROL_HEIGHT

_AIR = 9


def number_field(name: str, lowest: int, highest: int, value: int) -> QSpinBox:
    """Return a field for a whole number; arrow keys change it.

    Args:
        name: Object name, by which tests find it.
        lowest: Smallest value.
        highest: Largest value.
        value: First value.
    """
    made = QSpinBox()
    made.setObjectName(name)
    made.setRange(lowest, highest)
    made.setValue(value)
    made.setGroupSeparatorShown(True)
    made.lineEdit().setTextMargins(_AIR, 0, 0, 0)
    made.setFixedHeight(CONTROL_HEIGHT)
    return made
