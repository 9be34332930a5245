"""Fields that the style sheet alone does not get right."""

from datetime import datetime

from PySide6.QtCore import QDate, QDateTime, QTime, QTimeZone
from PySide6.QtWidgets import QDateTimeEdit, QLineEdit, QSpinBox

from fmdesk.ui.tokens import CONTROL_HEIGHT

_AIR = 9


def line_field(name: str, longest: int) -> QLineEdit:
    """Return a field for a line of text.

    Args:
        name: Object name, by which tests find it.
        longest: How many characters it takes.
    """
    made = QLineEdit()
    made.setObjectName(name)
    made.setMaxLength(longest)
    return made


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


def wall_field(name: str, wall: datetime) -> QDateTimeEdit:
    """Return a field for a date and time as the office's clock on the wall shows them.

    Args:
        name: Object name, by which tests find it.
        wall: First reading, without a zone.
    """
    made = QDateTimeEdit()
    made.setTimeZone(QTimeZone.utc())  # else readings that this machine's zone skips are changed
    made.setObjectName(name)
    made.setCalendarPopup(True)
    day, clock = QDate(wall.year, wall.month, wall.day), QTime(wall.hour, wall.minute)
    made.setDateTime(QDateTime(day, clock, QTimeZone.utc()))
    return made


def wall_of(field: QDateTimeEdit) -> datetime:
    """Return the reading that a field shows, without a zone, to the minute."""
    return datetime.fromisoformat(field.dateTime().toString("yyyy-MM-ddTHH:mm"))
