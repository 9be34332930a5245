"""The product card: what the desk must say before it is asked."""

from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from fmdesk.core.domain.catalog import ProductVersion
from fmdesk.desktop.pages.order.model import description_of, name_of, price_of, top_questions
from fmdesk.i18n import _
from fmdesk.ui.kit import Kit
from fmdesk.ui.tokens import SPACE_S
from fmdesk.ui.widgets.card import Card, clear
from fmdesk.ui.widgets.labels import label, rule


class ProductCard(Card):
    """Scope, price, limits, questions and tips of one product."""

    def __init__(self, kit: Kit) -> None:
        super().__init__(" ")
        self._kit = kit
        inside = QWidget()
        inside.setObjectName("scrolled")
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 0, SPACE_S, 0)
        self._column.setSpacing(SPACE_S)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(inside)
        area.setAccessibleName(_("Product card"))
        self.body.addWidget(area)
        self.show_product(None)

    def show_product(self, product: ProductVersion | None) -> None:
        """Show a product; None says what will stand here."""
        clear(self._column)
        if product is None:
            self.set_title(_("Product card"))
            words = _("Pick a product: price, promise, limits and the usual questions appear here.")
            self._column.addWidget(label(words, "muted", wraps=True))
            self._column.addStretch(1)
            return
        self.set_title(name_of(product))
        self._column.addWidget(label(price_of(product), "strong"))
        if description_of(product):
            self._column.addWidget(label(description_of(product), wraps=True))
        if product.limits:
            self._add_part(_("Limits"), (product.limits,))
        questions = top_questions(product)
        if questions:
            self._add_part(_("Asked most"), ())
            for faq in questions:
                self._column.addWidget(label(faq.question, "strong", wraps=True))
                self._column.addWidget(label(faq.answer, "muted", wraps=True))
        if product.tips:
            self._add_part(_("Tips"), product.tips)
        self._column.addStretch(1)

    def _add_part(self, title: str, sentences: tuple[str, ...]) -> None:
        self._column.addWidget(rule())
        self._column.addWidget(label(title, "label"))
        for sentence in sentences:
            self._column.addWidget(label(sentence, wraps=True))
