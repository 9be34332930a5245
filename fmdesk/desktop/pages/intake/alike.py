"""Open requests that look like the one that is typed; one key hangs it on the nearest."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from fmdesk.core.domain.intake_views import LookAlike
from fmdesk.core.domain.ticket import Scalar
from fmdesk.i18n import _, ngettext
from fmdesk.ui.tokens import SPACE_S
from fmdesk.ui.widgets.buttons import button
from fmdesk.ui.widgets.labels import label

SHOWN = 3


class AlikeRow(QWidget):
    """Says what is open already, and offers to hang on to it where that can be done."""

    joined = Signal(object)
    """The answers to the form with which the request hangs on."""

    def __init__(self) -> None:
        super().__init__()
        self._details: Mapping[str, Scalar] = {}
        self.words = label("", wraps=True, tone="risk")
        self.join_button = button(self.join, kind="link", name="join", keys="Ctrl ⇧ H")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_S)
        row.addWidget(self.words, 1)
        row.addWidget(self.join_button)
        self.hide()

    def show_found(
        self, found: Sequence[LookAlike], typed: Mapping[str, Scalar] | None = None
    ) -> None:
        """Show what looks the same.

        Args:
            found: The nearest first.
            typed: The answers to the form as they stand.
        """
        able = [one for one in found if one.details]
        joined = [one for one in able if (typed or {}).items() >= one.details.items()]
        self._details = able[0].details if able and not joined else {}
        self.setVisible(bool(found))
        self.join_button.setVisible(bool(self._details))
        if joined:
            number = joined[0].row.number
            self.words.setText(_("This request hangs on {number}.").format(number=number))
        elif found:
            self.words.setText(_words(found))
        if self._details:
            number = able[0].row.number
            self.join_button.setText(_("Hang on to {number}").format(number=number))

    def join(self) -> None:
        """Hang the request on the nearest one."""
        if self._details:
            self.joined.emit(self._details)


def _words(found: Sequence[LookAlike]) -> str:
    words = ngettext(
        "Already open here: {numbers}", "Already open here ({count}): {numbers}", len(found)
    )
    numbers = (
        f"{one.row.number} ({one.why})" if one.why else one.row.number for one in found[:SHOWN]
    )
    return words.format(count=len(found), numbers=", ".join(numbers))
