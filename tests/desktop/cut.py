"""Finds text that a window cuts, and stretches every text as a wordier language would."""

from collections.abc import Iterator
from gettext import NullTranslations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QComboBox,
    QLabel,
    QPushButton,
    QTabBar,
    QTableView,
    QWidget,
)

from fmdesk import i18n
from fmdesk.ui.widgets.labels import ElidedLabel

HEAD_AIR = 18
"""Pixels beside the title of a column."""
MORE = 0.4
"""How much longer a stretched text is."""
_FILLING = " ándérs énz"


def cut(front: QWidget) -> Iterator[str]:
    """Yield each text that can be seen but not in full, unless a tooltip tells all of it.

    Args:
        front: A window or dialog, laid out in the size to be looked at.
    """
    yield from (one.text() for one in every(front, QLabel) if one.text() and _is_label_cut(one))
    for kind in (QPushButton, QComboBox):
        for one in every(front, kind):
            if one.minimumSizeHint().width() > one.width():
                yield one.text() if isinstance(one, QPushButton) else one.currentText()
    for bar in every(front, QTabBar):
        yield from _cut_tabs(bar)
    for table in every(front, QTableView):
        metrics = QFontMetrics(table.horizontalHeader().font())
        for title, room in headings(table):
            if metrics.horizontalAdvance(title) > room - HEAD_AIR:
                yield f"column {title}"


def _cut_tabs(bar: QTabBar) -> Iterator[str]:
    for place in range(bar.count()):
        if bar.tabRect(place).width() < bar.fontMetrics().horizontalAdvance(bar.tabText(place)):
            yield f"tab {bar.tabText(place)}"


def _is_label_cut(one: QLabel) -> bool:
    if isinstance(one, ElidedLabel):
        return one.text() != one.toolTip() and not one.toolTip()
    if one.wordWrap():
        words = one.text().split()
        widest = max(one.fontMetrics().horizontalAdvance(word) for word in words) if words else 0
        return one.heightForWidth(one.width()) > one.height() or widest > one.width()
    return one.minimumSizeHint().width() > one.width()


def wider_than(front: QWidget, width: int) -> list[str]:
    """Return what keeps a window from becoming as narrow as this, empty when it can."""
    needed = front.minimumSizeHint().width()
    return [] if needed <= width else [f"{type(front).__name__} needs {needed} pixels"]


def headings(table: QTableView) -> Iterator[tuple[str, int]]:
    """Yield the titles of a table with the width each has."""
    header = table.horizontalHeader()
    for place in range(header.count()):
        if not header.isSectionHidden(place):
            title = table.model().headerData(place, Qt.Orientation.Horizontal)
            yield str(title or ""), header.sectionSize(place)


def every(window: QWidget, kind: type) -> Iterator:
    """Yield everything of a kind that can be seen in a window."""
    return (one for one in window.findChildren(kind) if one.isVisible())


def stretched(text: str) -> str:
    """Return a text 40 % longer, its places for values as they were: `Kept ánd`."""
    more = max(1, round(len(text) * MORE)) if text.strip() else 0
    return text + (_FILLING * (more // len(_FILLING) + 1))[:more].rstrip()


class Stretched(NullTranslations):
    """The texts of a catalogue, each 40 % longer."""

    def __init__(self, texts: NullTranslations) -> None:
        super().__init__()
        self._texts = texts

    def gettext(self, message: str) -> str:
        """Return a stretched text."""
        return stretched(self._texts.gettext(message))

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """Return a stretched text for so many things."""
        return stretched(self._texts.ngettext(msgid1, msgid2, n))


def stretch_all(patch: pytest.MonkeyPatch) -> None:
    """Let every text of the program be 40 % longer from now on."""
    catalogue = i18n.Domain._catalogue
    patch.setattr(i18n.Domain, "_catalogue", lambda self: Stretched(catalogue(self)))
