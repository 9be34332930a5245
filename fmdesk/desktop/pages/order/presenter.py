"""What a new order does, without widgets."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from fmdesk.core.domain.catalog import ProductVersion
from fmdesk.core.domain.spec import FormSpec
from fmdesk.core.domain.ticket import OrderDraft
from fmdesk.core.domain.views import Changes, Choice, Taken
from fmdesk.desktop.desk import Desk, sentence_of
from fmdesk.i18n import current_language

SHOWN = 8


@dataclass(frozen=True, slots=True)
class Offer:
    """A product with the form of the plugin that serves it."""

    product: ProductVersion
    form: FormSpec | None


class OrderPresenter(QObject):
    """Finds persons and products, and takes the order."""

    offered = Signal(object)
    """`Offer`: the product that was picked."""
    channels = Signal(object)
    taken = Signal(object)
    """`Taken`: what the customer is told."""
    refused = Signal(str)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk

    def load(self) -> None:
        """Fetch the channels."""
        queries, language = self._desk.services.queries, current_language()
        self._desk.query(
            self, lambda: queries.choices("channel", "", language, 20), self.channels.emit
        )

    def find(self, kind: str, words: str, show: Callable[[Sequence[Choice]], None]) -> None:
        """Look for persons, products or locations."""
        queries, language = self._desk.services.queries, current_language()
        self._desk.query(
            self, lambda: queries.choices(kind, words, language, SHOWN), show, key=f"find {kind}"
        )

    def offer(self, code: str) -> None:
        """Fetch a product with its form."""
        queries = self._desk.services.queries

        def fetch() -> Offer:
            product = queries.product(code)
            form = queries.form(product.plugin, product.form) if product.plugin else None
            return Offer(product, form)

        self._desk.query(self, fetch, self.offered.emit, key="offer")

    def take(self, draft: OrderDraft) -> None:
        """Take the order."""
        intake = self._desk.services.intake

        def done(taken: Taken) -> Changes:
            self.taken.emit(taken)
            return Changes(tickets=(taken.ticket_id,))

        self._desk.change(
            self,
            lambda: intake.take(draft),
            done,
            lambda problem: self.refused.emit(sentence_of(problem)),
        )
