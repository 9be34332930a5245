"""The dialogs that book something: which fields each has and what it makes of them, as data."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QCheckBox, QComboBox, QDateEdit, QLineEdit, QWidget

from fmdesk.plugins.api import N_, number
from fmdesk.plugins.api.qt import FormDialog, cents_of, day_field, day_of, line_field
from fmdesk.plugins.bundled.supplies.articles import Article, Place
from fmdesk.plugins.bundled.supplies.buying import Level, OrderPurchase
from fmdesk.plugins.bundled.supplies.counting import CloseCount, OpenCount
from fmdesk.plugins.bundled.supplies.goods import Count, HandOut, Receipt, Transfer, Undo
from fmdesk.plugins.bundled.supplies.qt.shown import name_of
from fmdesk.plugins.bundled.supplies.words import _, named

if TYPE_CHECKING:
    from fmdesk.plugins.bundled.supplies.qt import StockPage

LARGEST = 1_000_000
LONGEST = 200
Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class GoodsForm:
    """A dialog: its words, its fields with their labels, and the command that it runs."""

    title: str
    save: str
    command: str
    fields: tuple[tuple[str, str], ...]
    make: Callable[[Values], object]


_ARTICLE = ("article", N_("Article"))
_PLACE = ("place", N_("Place"))
_PRICE = ("cents", N_("Price of all of it together, €"))
FORMS = {
    "receive": GoodsForm(
        N_("Book a receipt"),
        N_("Book"),
        "receive",
        (
            *(_ARTICLE, _PLACE, ("quantity", N_("Received"))),
            _PRICE,
            *(("day", N_("Day")), ("supplier", N_("Supplier")), ("reference", N_("Reference"))),
            ("reason", N_("Remark")),
        ),
        lambda values: Receipt(**values),
    ),
    "hand_out": GoodsForm(
        N_("Hand out over the counter"),
        N_("Hand out"),
        "hand_out",
        (_ARTICLE, _PLACE, ("quantity", N_("How many")), ("reason", N_("To whom or for what"))),
        lambda values: HandOut(**values),
    ),
    "transfer": GoodsForm(
        N_("Move to another place"),
        N_("Move"),
        "transfer",
        (
            *(_ARTICLE, ("source", N_("From")), ("target_place", N_("To"))),
            *(("quantity", N_("How many")), ("reason", N_("Remark"))),
        ),
        lambda values: Transfer(
            values["article"],
            values["source"],
            values["target_place"],
            values["quantity"],
            values["reason"],
        ),
    ),
    "correct": GoodsForm(
        N_("Correct a count"),
        N_("Correct"),
        "correct",
        (_ARTICLE, _PLACE, ("counted", N_("Counted")), ("reason", N_("Reason"))),
        lambda values: Count(**values),
    ),
    "undo": GoodsForm(
        N_("Undo a booking"),
        N_("Undo"),
        "undo",
        (("booking", ""), ("reason", N_("Reason"))),
        lambda values: Undo(**values),
    ),
    "open_count": GoodsForm(
        N_("Begin a count"),
        N_("Begin"),
        "open_count",
        (_PLACE, ("is_blind", N_("Blind: do not show what should be there"))),
        lambda values: OpenCount(**values),
    ),
    "close_count": GoodsForm(
        N_("Book the differences"),
        N_("Book"),
        "close_count",
        (("count", ""), ("reason", N_("Reason"))),
        lambda values: CloseCount(**values),
    ),
    "article": GoodsForm(
        N_("Article"),
        N_("Save"),
        "save_article",
        (
            *(("code", N_("Code")), ("name_nl", N_("Dutch name")), ("name_en", N_("English name"))),
            *(("group", N_("Group")), ("unit", N_("Unit")), ("barcode", N_("Barcode"))),
            ("is_stocked", N_("Kept in stock")),
            ("reorder_at", N_("Buy at this quantity, 0 for never")),
            ("target", N_("Up to this quantity")),
        ),
        lambda values: Article(**values),
    ),
    "level": GoodsForm(
        N_("Level of a place"),
        N_("Save"),
        "save_level",
        (
            *(_ARTICLE, _PLACE, ("reorder_at", N_("Buy at this quantity, 0 for never"))),
            ("target", N_("Up to this quantity")),
        ),
        lambda values: Level(**values),
    ),
    "order_purchase": GoodsForm(
        N_("Ordered at the supplier"),
        N_("Save"),
        "order_purchase",
        (
            *(("purchase", ""), ("supplier", N_("Supplier")), ("reference", N_("Reference"))),
            ("expected_on", N_("Expected")),
        ),
        lambda values: OrderPurchase(**values),
    ),
    "receive_purchase": GoodsForm(
        N_("Receive what was ordered"),
        N_("Book"),
        "receive_purchase",
        (
            *(("purchase_line", ""), ("article", ""), _PLACE, ("quantity", N_("Received"))),
            *(_PRICE, ("day", N_("Day")), ("reference", N_("Reference"))),
        ),
        lambda values: Receipt(**values),
    ),
    "place": GoodsForm(
        N_("Stock place"),
        N_("Save"),
        "save_place",
        (
            *(("code", N_("Code")), ("name_nl", N_("Dutch name")), ("name_en", N_("English name"))),
            *(("within", N_("Part of")), ("location", N_("Location"))),
        ),
        lambda values: Place(**values),
    ),
}
NUMBERS = ("quantity", "counted", "reorder_at", "target")
CHECKS = ("is_blind", "is_stocked")
FIRST = ("quantity", "counted", "reason")


class GoodsDialog(FormDialog):
    """Books something.

    Args:
        page: The page; it knows articles and places.
        form: What is booked.
        given: First values by the name of their field; those without a label are kept as they are.
    """

    def __init__(self, page: "StockPage", form: GoodsForm, given: Values) -> None:
        super().__init__(page, _(form.title), _(form.save))
        self._page, self._form = page, form
        self._given = {name: given[name] for name, text in form.fields if not text}
        self.fields: dict[str, QWidget] = {}
        for name, text in form.fields:
            if text:
                self.fields[name] = self._field(name, given.get(name))
                self.add_field(_(text), self.fields[name])
        first = next((name for name in FIRST if name in self.fields), next(iter(self.fields)))
        self.fields[first].setFocus()

    def save(self) -> None:
        """Book it; close when it was done, else say what is wrong."""
        try:
            values = {name: _value(name, field) for name, field in self.fields.items()}
        except ValueError:
            self.show_problem(_("Enter the price as 12.50, or leave it empty."))
            return
        self.save_button.setEnabled(False)
        payload = self._form.make({**self._given, **values})
        self._page.run(self._form.command, payload, self._finish, self.show_problem)

    def _finish(self, _result: object) -> None:
        self.accept()
        self._page.load()

    def _field(self, name: str, first: Any) -> QWidget:
        page = self._page
        if name == "article":
            stocked = [one for one in page.articles if one.is_stocked]
            return choice([(name_of(one), one.code) for one in stocked], first)
        if name in {"place", "source", "target_place", "within"}:
            found = [(named(one.name_nl, one.name_en), one.code) for one in page.places]
            none = [("", "")] if name == "within" else []
            return choice(none + found, first)
        if name == "location":
            return choice([("", ""), *((text, code) for code, text in page.locations)], first)
        if name in {"day", "expected_on"}:
            return day_field(name, first or page.kit.time.wall().date())
        if name in CHECKS:
            box = QCheckBox()
            box.setChecked(bool(first))
            return box
        made = line_field(name, LONGEST)
        made.setText("" if first is None else str(first))
        if name == "cents" and first is not None:
            made.setText(number(Decimal(first).scaleb(-2), 2))
        if name in NUMBERS:
            made.setValidator(QIntValidator(0, LARGEST, made))
        made.setReadOnly(name == "code" and first is not None)
        return made


def choice(choices: list[tuple[str, str]], first: object = None) -> QComboBox:
    """Return a field to choose one of some (text, value)."""
    made = QComboBox()
    for text, value in choices:
        made.addItem(text, value)
    made.setCurrentIndex(max(0, made.findData(first)))
    return made


def _value(name: str, field: QWidget) -> str | int | date:
    """Return what a field says.

    Raises:
        ValueError: It is no amount.
    """
    if isinstance(field, QComboBox):
        return str(field.currentData())
    if isinstance(field, QCheckBox):
        return field.isChecked()
    if isinstance(field, QDateEdit):
        return day_of(field)
    text = field.text().strip() if isinstance(field, QLineEdit) else ""
    if name in NUMBERS:
        return int(text or 0)
    if name == "cents":
        cents = cents_of(text or "0")
        if cents is None:
            raise ValueError(text)
        return cents
    return text
