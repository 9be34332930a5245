"""What is asked: a product found by any word, its variant, quantity, place and form."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from fmdesk.core.domain.intake_views import LookAlike, ProductCard
from fmdesk.core.domain.spec import FieldSearch, FieldSpec
from fmdesk.core.domain.ticket import Scalar
from fmdesk.core.domain.views import Choice
from fmdesk.desktop.pages.intake.alike import AlikeRow
from fmdesk.desktop.pages.intake.model import DraftLine
from fmdesk.desktop.pages.intake.presenter import IntakePresenter, Sheet, Show
from fmdesk.i18n import N_, _, money
from fmdesk.ui.forms import FormView
from fmdesk.ui.kit import Kit
from fmdesk.ui.texts import Texts
from fmdesk.ui.tokens import SPACE_M, SPACE_XS
from fmdesk.ui.widgets.buttons import button
from fmdesk.ui.widgets.card import Card
from fmdesk.ui.widgets.fields import number_field
from fmdesk.ui.widgets.labels import ElidedLabel
from fmdesk.ui.widgets.pick import PickField

MOST_PIECES = 100_000
VARIANT_SIGNS = 18
"""Signs of a variant that are shown at least; the list below it shows all."""


class LineCard(Card):
    """Finds a product and takes what its order needs.

    Args:
        kit: Theme and time.
        texts: Texts that follow the language.
        presenter: Finds what is typed.
        place: Returns the code of the place of who calls, empty for none.
    """

    changed = Signal()

    def __init__(
        self, kit: Kit, texts: Texts, presenter: IntakePresenter, place: Callable[[], str]
    ) -> None:
        super().__init__()
        theme = kit.theme
        self._kit, self._presenter, self._place, self._plugin = kit, presenter, place, ""
        self._is_filling = False
        self._waiting: DraftLine | None = None
        self.product: Choice | None = None
        self.finder = PickField(theme, presenter.find_products, "finder")
        self.bespoke = button(kind="link", name="bespoke", keys="Ctrl ⇧ B")
        self.another = button(kind="link", name="another", keys="Ctrl ⇧ L")
        texts.say(self.bespoke.setText, N_("Not in the catalogue"))
        texts.say(self.another.setText, N_("Another line"))
        self._add(texts, N_("Product or question"), self.finder, self.body)
        endings = QHBoxLayout()
        endings.addWidget(self.another)
        endings.addStretch(1)
        endings.addWidget(self.bespoke)
        self.fields = QWidget()
        rows = QVBoxLayout(self.fields)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(SPACE_M)
        first = QHBoxLayout()
        first.setSpacing(SPACE_M)
        rows.addLayout(first)
        self.quantity = number_field("quantity", 1, MOST_PIECES, 1)
        self.variant = QComboBox()
        self.variant.setObjectName("variant")
        self.variant.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.variant.setMinimumContentsLength(VARIANT_SIGNS)
        self.variant_box = QWidget()
        self.location = PickField(theme, partial(presenter.find, "location"), "location")
        self._add(texts, N_("Quantity"), self.quantity, first, 1)
        inside = QVBoxLayout(self.variant_box)
        inside.setContentsMargins(0, 0, 0, 0)
        self._add(texts, N_("Variant"), self.variant, inside)
        first.addWidget(self.variant_box, 4)
        self._add(texts, N_("Place (the recipient's own when empty)"), self.location, first, 3)
        self.form = FormView(kit.time, self._make_pick)
        rows.addWidget(self.form)
        self.alike = AlikeRow()
        self.alike.joined.connect(self._join)
        rows.addWidget(self.alike)
        self.body.addWidget(self.fields)
        self.body.addLayout(endings)
        self.fields.hide()
        self.quantity.valueChanged.connect(lambda _value: self._tell())
        self.variant.currentIndexChanged.connect(lambda _index: self._tell())
        self.location.picked.connect(lambda _choice: self._tell())
        self.form.changed.connect(self._tell)

    @property
    def waiting(self) -> DraftLine | None:
        """What was typed before and waits for its product's fields."""
        return self._waiting

    def choose(self, product: Choice, line: DraftLine | None = None) -> None:
        """Take a product; its fields come when its sheet has been fetched."""
        self.product, self._waiting = product, line
        self.finder.field.set_text_quietly(product.text)
        self.finder.list.hide()

    def clear(self) -> None:
        """Begin with an empty line."""
        self.product = self._waiting = None
        self.finder.clear()
        self.location.clear()
        self.quantity.setValue(1)
        self.form.show_form(None)
        self.alike.show_found(())
        self.fields.hide()

    def take_back(self) -> None:
        """Other words are typed: what was picked no longer counts."""
        if self.product is not None:
            self.product = None
            self.fields.hide()
            self._tell()

    def show_sheet(self, sheet: Sheet, variant: str = "") -> None:
        """Show the fields of the product that was taken."""
        card = sheet.card
        if self.product is None or card.code != self.product.code:
            return
        line, self._waiting = self._waiting, None
        self._is_filling = True
        self._offer_variants(card, line.variant if line else variant)
        if line and line.location:
            self.location.pick(line.location)
        self._plugin = card.plugin
        self.form.show_form(sheet.form, line.details if line else None)
        self.quantity.setValue(line.quantity if line else 1)
        self.fields.show()
        self._is_filling = False
        self.quantity.setFocus()
        self.quantity.selectAll()
        self.changed.emit()

    def show_alike(self, found: tuple[LookAlike, ...]) -> None:
        """Say which open requests look the same."""
        self.alike.show_found(found, self.form.values())

    def _join(self, details: Mapping[str, Scalar]) -> None:
        """Let the request hang on one that is open."""
        self.form.fill(details)
        self._tell()

    def line(self) -> DraftLine | None:
        """Return the line as it was typed, None without a product."""
        if self.product is None:
            return None
        if self._waiting is not None:
            return self._waiting
        return DraftLine(
            self.product,
            self.quantity.value(),
            self.variant.currentData() or "",
            self.form.values(),
            self.location.choice,
        )

    def missing(self) -> str:
        """Return what is still to be filled in, empty for nothing."""
        labels = self.form.missing() if self.fields.isVisible() else ()
        return _("Fill in: {fields}.").format(fields=", ".join(labels)) if labels else ""

    def _make_pick(self, spec: FieldSpec) -> PickField:
        """Return a field of the form that finds its answer, around the place of the order."""

        def find(words: str, show: Show) -> None:
            asked = FieldSearch(words, self.location.code or self._place())
            self._presenter.find_answer(self._plugin, spec, asked, show)

        return PickField(self._kit.theme, find, spec.name)

    def _offer_variants(self, card: ProductCard, chosen: str) -> None:
        self.variant.clear()
        for one in card.variants:
            words = f"{one.name} · {money(one.price_cents)}"
            if one.lead_time:
                words = f"{words} · {one.lead_time}"
            self.variant.addItem(words, one.code)
        self.variant.setCurrentIndex(max(0, self.variant.findData(chosen)))
        self.variant_box.setVisible(len(card.variants) > 1)

    def _tell(self) -> None:
        if not self._is_filling:
            self.changed.emit()

    def _add(
        self,
        texts: Texts,
        name: str,
        field: QWidget,
        into: QHBoxLayout | QVBoxLayout,
        stretch: int = 0,
    ) -> None:
        box = QVBoxLayout()
        box.setSpacing(SPACE_XS)
        above = ElidedLabel("", "label")  # a long name must not push the field out of the card
        above.setBuddy(field)
        texts.say(above.show_text, name)
        texts.say(field.setAccessibleName, name)
        box.addWidget(above)
        box.addWidget(field)
        if isinstance(into, QHBoxLayout):
            box.addStretch(1)
        into.addLayout(box, stretch)
