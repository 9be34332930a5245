"""Fields that the style sheet alone does not get right."""

from datetime import date, datetime

from PySide6.QtCore import QDate, QDateTime, QTime, QTimeZone
from PySide6.QtWidgets import QDateEdit, QDateTimeEdit, QLineEdit, QPlainTextEdit, QSpinBox

from fmdesk.ui.tokens import CONTROL_HEIGHT

_AIR = 9
_AREA = 84


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


def area_field(name: str) -> QPlainTextEdit:
    """Return a field for some lines of text; Tab goes on to the next field.

    Args:
        name: Object name, by which tests find it.
    """
    made = QPlainTextEdit()
    made.setObjectName(name)
    made.setTabChangesFocus(True)
    made.setMinimumHeight(_AREA)
    return made


def day_field(name: str, day: date) -> QDateEdit:
    """Return a field for a day.

    Args:
        name: Object name, by which tests find it.
        day: First value.
    """
    made = QDateEdit(QDate(day.year, day.month, day.day))
    made.setObjectName(name)
    made.setCalendarPopup(True)
    return made


def day_of(field: QDateEdit) -> date:
    """Return the day that a field shows."""
    return date.fromisoformat(field.date().toString("yyyy-MM-dd"))
