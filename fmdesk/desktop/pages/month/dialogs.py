"""Closing a month is asked once more, with what it means."""

from collections.abc import Callable

from PySide6.QtWidgets import QCheckBox, QWidget

from fmdesk.core.domain.views import MonthFigures
from fmdesk.desktop.words import month_words
from fmdesk.i18n import _, money, number
from fmdesk.ui.dialogs import FormDialog
from fmdesk.ui.widgets.facts import Facts


class CloseDialog(FormDialog):
    """What is frozen and posted, and a tick that it was read."""

    def __init__(self, parent: QWidget, figures: MonthFigures, close: Callable[[], object]) -> None:
        title = _("Close {month}").format(month=month_words(figures.month))
        super().__init__(parent, title, _("Close month"), is_danger=True)
        self._close = close
        self.say(
            _(
                "The month is judged once more, then figures and reports are frozen and the money"
                " is posted. Later facts go into the next open month."
            )
        )
        total = figures.total
        facts = Facts()
        facts.show_facts(
            (
                (_("Lines"), number(total.lines)),
                (_("Broken"), number(total.broken)),
                (_("Charged"), money(total.charged_cents)),
                (_("Credited"), money(total.credited_cents)),
            )
        )
        self.body.addWidget(facts)
        self.tick = QCheckBox(_("I have read the figures"))
        self.tick.setObjectName("read")
        self.tick.toggled.connect(self.save_button.setEnabled)
        self.body.addWidget(self.tick)
        self.save_button.setEnabled(False)

    def save(self) -> None:
        """Close the month."""
        self.accept()
        self._close()
