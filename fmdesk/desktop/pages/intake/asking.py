"""Asking a unit while a request is taken: about the product on the card, kept with the request."""

from PySide6.QtWidgets import QWidget

from fmdesk.core.domain.crossing import UnitQuestion
from fmdesk.desktop.desk import Desk
from fmdesk.desktop.pages.intake.view import IntakeView
from fmdesk.desktop.pages.my_unit.ask import About, AskDialog
from fmdesk.i18n import _
from fmdesk.ui.widgets.labels import ElidedLabel

Asked = tuple[tuple[int, str], ...]
"""Numbers of questions, with the names of the units."""


class Asking(ElidedLabel):
    """Opens the dialog, and says which units were asked.

    Args:
        desk: Services and signals of the window.
        view: The parts of the page.
        page: The page.
    """

    def __init__(self, desk: Desk, view: IntakeView, page: QWidget) -> None:
        super().__init__("", "muted")
        self._desk, self._view, self._page = desk, view, page
        self.asked: Asked = ()
        view.sheet.unit_asked.connect(self.ask)
        view.note_card.body.addWidget(self)
        self.hide()

    def ask(self) -> None:
        """Ask the unit of the product that stands on the card."""
        card = self._view.sheet.card
        if card is None:
            self._view.foot.show_problem(_("Look a product up first: the question is about it."))
            return
        about = About(card.name, product=card.code, unit=card.unit)
        dialog = AskDialog(self._page, self._desk, about)
        dialog.asked.connect(self._keep)
        dialog.open()

    def show_asked(self, asked: Asked) -> None:
        """Say which units were asked; what was asked goes with the request that is saved."""
        self.asked = asked
        units = ", ".join(dict.fromkeys(unit for _number, unit in asked))
        self.show_text(_("Asked: {units}. The answer comes to the request.").format(units=units))
        self.setVisible(bool(asked))

    def _keep(self, question: UnitQuestion, unit: str) -> None:
        self.show_asked((*self.asked, (question.id, unit)))
