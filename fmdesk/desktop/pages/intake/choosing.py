"""From typed words to a product: its card while one looks, its fields once it is picked."""

from dataclasses import replace

from PySide6.QtCore import QObject

from fmdesk.core.domain.guide import Guide
from fmdesk.core.domain.intake_views import HitKind
from fmdesk.core.domain.views import Choice
from fmdesk.desktop.pages.intake.model import DraftLine, parts_of
from fmdesk.desktop.pages.intake.presenter import IntakePresenter, Sheet
from fmdesk.desktop.pages.intake.view import IntakeView


class Choosing(QObject):
    """Follows the finder, the guides and the sheets.

    Args:
        view: The parts of the page.
        presenter: Fetches cards and guides.
        parent: The page.
    """

    def __init__(self, view: IntakeView, presenter: IntakePresenter, parent: QObject) -> None:
        super().__init__(parent)
        self._view, self._presenter = view, presenter
        self._sheet: Sheet | None = None
        self._asked = 0
        self._variant = ""
        presenter.opened.connect(self._show_sheet)
        presenter.alike.connect(view.line.show_alike)
        view.line.finder.pointed.connect(self._point)
        view.line.finder.picked.connect(self._pick)
        view.line.finder.field.textEdited.connect(lambda _text: view.line.take_back())
        view.guide.led.connect(self._lead)
        view.guide.closed.connect(view.line.finder.setFocus)

    def begin(self) -> None:
        """Forget what was looked at."""
        self._sheet, self._asked, self._variant = None, 0, ""

    def take(self, line: DraftLine) -> None:
        """Show a line as it was typed before."""
        self._asked = 0
        self._view.line.choose(line.product, line)
        self._open(line.product.code)

    def retranslate(self) -> None:
        """Fetch what is looked at in the language of now."""
        if self._sheet is not None:
            code, self._sheet = self._sheet.card.code, None
            self._presenter.fetch_sheet(code)

    def look_alike(self) -> None:
        """Ask what is open at the place for the same."""
        line, caller = self._view.line.line(), self._view.caller.caller
        order = line.order(None) if line else None
        if order and caller and not order.location:
            order = replace(order, location=caller.location)
        self._presenter.look_alike(order)

    def _point(self, choice: Choice) -> None:
        """Show the product that Enter would pick."""
        kind, faq_id, code = parts_of(choice.code)
        if kind is not HitKind.GUIDE:
            self._asked = faq_id
            self._open(code)

    def _pick(self, choice: Choice | None) -> None:
        if choice is None:
            return
        kind, faq_id, code = parts_of(choice.code)
        if kind is HitKind.GUIDE:
            self._presenter.fetch_guide(code, self._ask_guide)
            return
        self._asked, self._variant = faq_id, ""
        name = choice.text if kind is HitKind.PRODUCT else choice.hint
        self._view.line.choose(Choice(code, name))
        self._open(code)

    def _ask_guide(self, guide: object) -> None:
        if isinstance(guide, Guide):
            self._view.guide.show_guide(guide)

    def _lead(self, product: str, variant: str) -> None:
        """A guide ended at a product."""
        self._asked, self._variant = 0, variant
        self._view.line.choose(Choice(product, product))
        self._open(product)

    def _open(self, code: str) -> None:
        if self._sheet is not None and self._sheet.card.code == code:
            self._show_sheet(self._sheet)
        else:
            self._presenter.fetch_sheet(code)

    def _show_sheet(self, sheet: Sheet) -> None:
        self._sheet = sheet
        line = self._view.line
        self._view.sheet.show_card(sheet.card, self._asked)
        if line.product is None or line.product.code != sheet.card.code:
            return
        if line.product.text != sheet.card.name:
            line.choose(Choice(sheet.card.code, sheet.card.name), line.waiting)
        line.show_sheet(sheet, self._variant)
        self.look_alike()
