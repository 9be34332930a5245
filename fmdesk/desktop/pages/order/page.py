"""The dialog that takes an order: who, what, how many, where; the product card beside it."""

from collections.abc import Sequence
from functools import partial
from uuid import uuid4

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from fmdesk.core.domain.ticket import OrderDraft, OrderLine
from fmdesk.core.domain.views import Choice, Taken
from fmdesk.desktop.desk import Desk
from fmdesk.desktop.pages.order.card import ProductCard
from fmdesk.desktop.pages.order.presenter import Offer, OrderPresenter
from fmdesk.desktop.words import short_stamp
from fmdesk.i18n import _, money
from fmdesk.ui.dialogs import FormDialog
from fmdesk.ui.forms import FormView
from fmdesk.ui.tokens import SPACE_L, SPACE_M
from fmdesk.ui.widgets.bars import BarFigure
from fmdesk.ui.widgets.buttons import SegmentedControl
from fmdesk.ui.widgets.fields import number_field
from fmdesk.ui.widgets.pick import PickField

MOST_PIECES, LONGEST_NOTE = 100_000, 500
CHANNELS = ("desk", "phone", "email", "post", "intranet", "internet", "fax")
"""The channels over which people reach the desk, in the order of the form."""
FIRST_CHANNEL = "phone"


class OrderDialog(FormDialog):
    """Takes one order of one product."""

    def __init__(self, parent: QWidget, desk: Desk) -> None:
        super().__init__(parent, _("New order"), _("Save"))
        self._desk = desk
        self._op_id = uuid4()
        self._offer: Offer | None = None
        self.presenter = OrderPresenter(desk, self)
        self.resize(920, 560)
        columns = QHBoxLayout()
        columns.setSpacing(SPACE_L)
        left = QWidget()
        self.body.addLayout(columns, 1)
        columns.addWidget(left, 3)
        self.card = ProductCard(desk.kit)
        self.card.setMinimumWidth(300)
        columns.addWidget(self.card, 2)
        self.body = QVBoxLayout(left)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(SPACE_M)
        self._make_fields()
        self._make_foot()
        self.presenter.channels.connect(self._offer_channels)
        self.presenter.offered.connect(self._show_offer)
        self.presenter.taken.connect(self._finish)
        self.presenter.refused.connect(self._refuse)
        self.presenter.load()
        self.requester.setFocus()

    def _make_fields(self) -> None:
        theme, find = self._desk.kit.theme, self.presenter.find
        self.channel = SegmentedControl()
        self.requester = PickField(theme, partial(find, "person"), "requester")
        self.product = PickField(theme, partial(find, "product"), "product")
        self.location = PickField(theme, partial(find, "location"), "location")
        self.quantity = number_field("quantity", 1, MOST_PIECES, 1)
        self.quantity.valueChanged.connect(lambda _value: self._show_cost())
        self.form = FormView(self._desk.kit.time)
        self.note = QLineEdit()
        self.note.setObjectName("note")
        self.note.setMaxLength(LONGEST_NOTE)
        self.add_field(_("Channel"), self.channel)
        self.add_field(_("Requester"), self.requester)
        self.add_field(_("Product or question"), self.product)
        self.add_field(_("Quantity"), self.quantity)
        self.body.addWidget(self.form)
        self.add_field(_("Location (optional)"), self.location)
        self.add_field(_("Note (optional)"), self.note)
        self.body.addStretch(1)
        self.product.picked.connect(self._choose_product)

    def _make_foot(self) -> None:
        self.cost = BarFigure()
        self.cost.name.setText(_("Cost"))
        self.foot.insertWidget(0, self.cost)

    def _offer_channels(self, choices: Sequence[Choice]) -> None:
        known = {choice.code: choice.text for choice in choices}
        codes = [code for code in CHANNELS if code in known]
        self.channel.set_choices([(code, known[code]) for code in codes])
        if codes:
            self.channel.choose(FIRST_CHANNEL if FIRST_CHANNEL in codes else codes[0])

    def _choose_product(self, choice: Choice | None) -> None:
        self._offer = None
        self.form.show_form(None)
        self.card.show_product(None)
        self._show_cost()
        if choice is not None:
            self.presenter.offer(choice.code)

    def _show_offer(self, offer: Offer) -> None:
        if offer.product.code != self.product.code:
            return
        self._offer = offer
        self.form.show_form(offer.form)
        self.card.show_product(offer.product)
        self._show_cost()

    def _show_cost(self) -> None:
        if self._offer is None:
            self.cost.value.setText("–")
        else:
            self.cost.value.setText(money(self._offer.product.price_cents * self.quantity.value()))

    def draft(self) -> OrderDraft:
        """Return the order as it was filled in."""
        line = OrderLine(
            self.product.code,
            self.quantity.value(),
            details=self.form.values(),
            location=self.location.code,
        )
        return OrderDraft(
            self._op_id,
            self.channel.value,
            (line,),
            requester=self.requester.code,
            note=self.note.text().strip(),
        )

    def save(self) -> None:
        """Take the order; the dialog says in place what is missing."""
        missing = [
            text
            for field, text in (
                (self.requester, _("Pick the requester from the list.")),
                (self.product, _("Pick the product from the list.")),
            )
            if not field.code
        ]
        labels = self.form.missing()
        if labels:
            missing.append(_("Fill in: {fields}.").format(fields=", ".join(labels)))
        if missing:
            self.show_problem(missing[0])
            return
        self.save_button.setEnabled(False)
        self.problem.hide()
        self.presenter.take(self.draft())

    def _refuse(self, sentence: str) -> None:
        self._op_id = uuid4()
        self.show_problem(sentence)

    def _finish(self, taken: Taken) -> None:
        words = (
            _("{number} is saved") if taken.due_at is None else _("{number} is saved, due {due}")
        )
        due = short_stamp(taken.due_at, self._desk.kit.time)
        self._desk.said.emit(words.format(number=taken.number, due=due))
        self._desk.page_asked.emit("tickets", taken.line_ids[0])
        self.accept()
