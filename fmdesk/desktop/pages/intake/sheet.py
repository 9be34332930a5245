"""The product card: what the desk must say before it is asked."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from fmdesk.core.domain.intake_views import (
    ContactPerson,
    ProcessStepView,
    ProductCard,
    QuestionView,
)
from fmdesk.core.domain.product_change import News
from fmdesk.desktop.pages.intake.model import notice_badge, price_words
from fmdesk.desktop.pages.intake.news import NewsBanner
from fmdesk.i18n import _, duration
from fmdesk.ui.elsewhere import is_web
from fmdesk.ui.kit import Kit
from fmdesk.ui.tokens import SPACE_M, SPACE_S
from fmdesk.ui.widgets.badge import StatusBadge
from fmdesk.ui.widgets.buttons import button
from fmdesk.ui.widgets.card import Card, clear
from fmdesk.ui.widgets.labels import label, rule, selectable, tip
from fmdesk.ui.widgets.processline import ProcessLine, ProcessStep

_MOST_KEYS = 9
_LONGEST_LINK = 44
"""Signs of a name that the card has room for."""


class ProductSheet(Card):
    """Scope, price, promise, process, questions, tips, limits and contacts of one product."""

    answered = Signal(int)
    """A question answered the customer: its number."""
    read = Signal(int)
    """Somebody has read what changed: the number of the version."""
    page_asked = Signal(str)
    """A page that belongs to the product shall be shown: its address."""
    unit_asked = Signal()
    """The unit of the product is to be asked something."""
    file_asked = Signal(int)
    """A file that belongs to the product shall be opened: its number."""

    def __init__(self, kit: Kit) -> None:
        super().__init__(" ")
        self._kit = kit
        self.card: ProductCard | None = None
        self._asked = 0
        inside = QWidget()
        inside.setObjectName("scrolled")
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 0, SPACE_S, 0)
        self._column.setSpacing(SPACE_S)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(inside)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.body.addWidget(self.area)
        self.show_card(None)

    def show_card(self, card: ProductCard | None, asked: int = 0) -> None:
        """Show a product; None says what will stand here.

        Args:
            card: The product.
            asked: Number of the question that was found; it stands first.
        """
        self.card, self._asked = card, asked
        clear(self._column)
        self.area.setAccessibleName(_("Product card"))
        self.area.verticalScrollBar().setValue(0)
        if card is None:
            self.set_title(_("Product card"))
            words = _(
                "Type what the customer wants: price, promise, limits and the usual questions "
                "appear here."
            )
            self._column.addWidget(label(words, "muted", wraps=True))
            self._column.addStretch(1)
            return
        self.set_title(card.name)
        if card.news is not None:
            self._add_news(card.news)
        self._add_price(card)
        if card.scope:
            self._column.addWidget(selectable(label(card.scope, wraps=True)))
        self._add_promises(card)
        if card.steps:
            self._add_process(card.steps, card.cut)
        self._add_questions(card)
        if card.tips:
            self._add_part(_("Tips"), card.tips)
        if card.limits:
            self._add_part(_("Limits"), (card.limits,))
        if card.contacts:
            self._add_part(_("Whom to ask"), tuple(map(_contact_words, card.contacts)))
        if card.links or card.files:
            self._add_links(card)
        self._column.addStretch(1)

    def question(self, place: int) -> int:
        """Return the number of the question at a place, 0 for none."""
        shown = self._questions(self.card) if self.card else ()
        return shown[place].id if place < len(shown) else 0

    def retranslate(self) -> None:
        """Show the frame in the language of now; the card itself is fetched again."""
        if self.card is None:
            self.show_card(None)

    def _add_news(self, news: News) -> None:
        banner = NewsBanner(news)
        banner.read_button.clicked.connect(lambda _on: self.read.emit(news.version_id))
        banner.read_button.clicked.connect(lambda _on: banner.hide())
        self._column.addWidget(banner)

    def _add_price(self, card: ProductCard) -> None:
        row = QHBoxLayout()
        row.setSpacing(SPACE_M)
        row.addWidget(label(price_words(card), "strong"))
        row.addWidget(label(card.lead_time, "muted"))
        row.addStretch(1)
        self._column.addLayout(row)
        below = QHBoxLayout()
        below.setSpacing(SPACE_S)
        below.addWidget(label(f"{card.unit} · {card.cluster}", "muted", wraps=True), 1)
        below.addWidget(
            button(
                self.unit_asked.emit,
                text=_("Ask a unit…"),
                kind="link",
                name="ask_product",
                keys="Ctrl U",
            )
        )
        self._column.addLayout(below)
        for notice in card.notices:
            self._column.addWidget(StatusBadge(self._kit.theme, notice_badge(notice)))

    def _add_promises(self, card: ProductCard) -> None:
        for promise in card.promises:
            text = promise.text
            if promise.is_trial:
                text = _("On trial, do not read out: {promise}").format(promise=text)
            made = selectable(
                label(f"“{text}”", "muted" if promise.is_trial else "promise", wraps=True)
            )
            self._column.addWidget(made)

    def _add_process(self, steps: Sequence[ProcessStepView], cut: int | None) -> None:
        line = ProcessLine(self._kit.theme)
        line.show_steps(
            [
                ProcessStep(
                    one.name, one.unit, duration(one.target_seconds) if one.target_seconds else ""
                )
                for one in steps
            ],
            cut,
            _("cut"),
        )
        self._column.addWidget(line)

    def _questions(self, card: ProductCard) -> Sequence[QuestionView]:
        return sorted(card.questions, key=lambda one: one.id != self._asked)

    def _add_questions(self, card: ProductCard) -> None:
        questions = self._questions(card)
        if not questions:
            return
        self._column.addWidget(rule())
        self._column.addWidget(label(_("Asked most"), "label"))
        for place, one in enumerate(questions, start=1):
            row = QHBoxLayout()
            row.setSpacing(SPACE_S)
            row.addWidget(label(one.question, "strong", wraps=True), 1)
            row.addWidget(label(f"{one.uses}×", "muted"))
            told = button(
                partial(self.answered.emit, one.id),
                text=_("Answered"),
                kind="link",
                name=f"answered_{place}",
                keys=f"Alt {place}" if place <= _MOST_KEYS else "",
            )
            row.addWidget(told)
            self._column.addLayout(row)
            self._column.addWidget(selectable(label(one.answer, wraps=True)))

    def _add_part(self, title: str, sentences: tuple[str, ...]) -> None:
        self._column.addWidget(rule())
        self._column.addWidget(label(title, "label"))
        for sentence in sentences:
            self._column.addWidget(selectable(label(sentence, wraps=True)))

    def _add_links(self, card: ProductCard) -> None:
        """Add what belongs to the product: what can be opened as a link, the rest as it stands."""
        self._column.addWidget(rule())
        self._column.addWidget(label(_("Files and pages"), "label"))
        for file in card.files:
            self._add_link(partial(self.file_asked.emit, file.id), file.name)
        for link in card.links:
            if is_web(link.address):
                self._add_link(partial(self.page_asked.emit, link.address), link.name)
            else:
                words = f"{link.name}: {link.address}"
                self._column.addWidget(selectable(label(words, wraps=True)))

    def _add_link(self, act: Callable[[], object], name: str) -> None:
        shown = name if len(name) <= _LONGEST_LINK else f"{name[:_LONGEST_LINK]}…"
        made = button(act, text=shown.replace("&", "&&"), kind="link", name="product_link")
        made.setToolTip(tip(name))
        self._column.addWidget(made, 0, Qt.AlignmentFlag.AlignLeft)


def _contact_words(person: ContactPerson) -> str:
    words = person.name
    if person.is_deputy:
        words = _("{name} (stands in)").format(name=words)
    return " · ".join(part for part in (words, person.unit, person.phone, person.email) if part)
