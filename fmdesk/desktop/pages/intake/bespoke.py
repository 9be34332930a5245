"""Not in the catalogue: what was asked of a unit, and what the customer agreed to."""

from collections.abc import Sequence
from uuid import uuid4

from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPlainTextEdit, QWidget

from fmdesk.core.domain.ticket import BespokeDraft
from fmdesk.core.domain.views import Choice
from fmdesk.desktop.desk import Desk
from fmdesk.desktop.pages.intake.model import Typed
from fmdesk.desktop.pages.intake.presenter import IntakePresenter
from fmdesk.i18n import _, number
from fmdesk.ui.dialogs import FormDialog
from fmdesk.ui.forms import cents_of
from fmdesk.ui.widgets.fields import line_field, wall_field, wall_of

LONGEST_TEXT, LONGEST_LINE = 1000, 200
_DAYS_AHEAD_HOUR = 17


class BespokeDialog(FormDialog):
    """Takes a line made to measure; the agreed date is the guarantee."""

    def __init__(
        self, parent: QWidget, desk: Desk, presenter: IntakePresenter, typed: Typed, words: str
    ) -> None:
        super().__init__(parent, _("Not in the catalogue"), _("Save"))
        self._desk, self._presenter, self._typed = desk, presenter, typed
        self._op_id = uuid4()
        self.say(_("Ask a unit for price and date, and agree both with the customer."))
        self.description = QPlainTextEdit(words)
        self.description.setObjectName("description")
        self.description.setTabChangesFocus(True)
        self.description.setFixedHeight(76)
        self.unit = QComboBox()
        self.unit.setObjectName("unit")
        self.price = QLineEdit()
        self.price.setObjectName("price")
        self.price.setPlaceholderText(number(0, 2))
        wall = desk.kit.time.wall().replace(hour=_DAYS_AHEAD_HOUR, minute=0)
        self.agreed = wall_field("agreed", wall)
        self.consent = line_field("consent", LONGEST_LINE)
        self.has_agreed = QCheckBox(_("The customer agrees to price and date"))
        self.has_agreed.setObjectName("has_agreed")
        self.add_field(_("What the customer wants"), self.description)
        self.add_field(_("Unit that was asked"), self.unit)
        self.add_field(_("Agreed price (euros)"), self.price)
        self.add_field(_("Agreed date"), self.agreed)
        self.add_field(_("How it was agreed (optional)"), self.consent)
        self.body.addWidget(self.has_agreed)
        presenter.taken.connect(self._taken)
        presenter.refused.connect(self.show_problem)
        presenter.fetch_units(self._offer_units)
        self.description.setFocus()

    def save(self) -> None:
        """Take it; the dialog says in place what is missing."""
        cents = cents_of(self.price.text())
        words = self.description.toPlainText().strip()[:LONGEST_TEXT]
        problem = (
            (not words and _("Write what the customer wants."))
            or (not self.unit.currentData() and _("Choose the unit that was asked."))
            or (
                cents is None
                and _("Fill in the agreed price, such as {example}.").format(example=number(12, 2))
            )
            or (
                not self.has_agreed.isChecked()
                and _("Without the customer's consent nothing is ordered.")
            )
        )
        if problem or cents is None:
            self.show_problem(problem or "")
            return
        self.save_button.setEnabled(False)
        self.problem.hide()
        order = self._typed.order()
        self._presenter.take_bespoke(
            BespokeDraft(
                self._op_id,
                order.channel,
                words,
                self.unit.currentData(),
                cents,
                self._desk.kit.time.instant(wall_of(self.agreed)),
                self.consent.text().strip() or self.has_agreed.text(),
                requester=order.requester,
                recipient=order.recipient,
                cost_centre=self._typed.payer.code if self._typed.payer else "",
                received_at=order.received_at,
                note=order.note,
                incoming=order.incoming,
                questions=order.questions,
                approval=order.approval,
            )
        )

    def _offer_units(self, units: Sequence[Choice]) -> None:
        self.unit.addItem("", "")
        for choice in units:
            self.unit.addItem(choice.text, choice.hint)

    def _taken(self, _taken: object) -> None:
        self.accept()
