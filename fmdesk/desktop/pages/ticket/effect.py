"""What a change leads to, beside what holds now."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from fmdesk.core.domain.dossier_views import Effect
from fmdesk.core.domain.errors import InvalidInputError
from fmdesk.core.domain.intake_views import Remark
from fmdesk.desktop.desk import sentence_of
from fmdesk.desktop.pages.ticket.model import effect_rows, holding
from fmdesk.i18n import _
from fmdesk.ui.dialogs import FormDialog
from fmdesk.ui.kit import Kit
from fmdesk.ui.tokens import SPACE_S
from fmdesk.ui.widgets.card import Card, clear
from fmdesk.ui.widgets.facts import ShortTable
from fmdesk.ui.widgets.labels import label

LAID_OUT_MS = 30
"""After so long what was put into a card is laid out and has its height."""


class EffectCard(Card):
    """State, clock, price, promises and budget now and after the change."""

    changed = Signal()
    """Something else is shown, which may take another height."""

    def __init__(self, kit: Kit) -> None:
        super().__init__(_("What it leads to"), spacing=SPACE_S)
        self._kit = kit
        self.show_words(_("Working out what it leads to…"))

    def show_words(self, words: str) -> None:
        """Show a sentence in place of an effect."""
        self._put(label(words, "muted", wraps=True))

    def show_refusal(self, sentence: str) -> None:
        """Show why it cannot be done."""
        self._put(label(sentence, wraps=True, tone="broken"))

    def show_effect(self, effect: Effect) -> None:
        """Show an effect, or why it would be refused."""
        if effect.refusal is not None:
            self.show_refusal(sentence_of(_refusal(effect.refusal)))
            return
        rows = effect_rows(effect, self._kit.time)
        if not rows or effect.after is None:
            self.show_words(_("Clock, price and budget stay as they are."))
            return
        table = ShortTable()
        table.show_rows(("", _("Now"), _("After it")), rows, stretch=0)
        promises = holding(effect.after)
        self._put(table, *(label(f"“{one}”", "muted", wraps=True) for one in promises))

    def _put(self, *parts: QWidget) -> None:
        clear(self.body)
        for made in parts:
            self.body.addWidget(made)
            for one in (made, *made.findChildren(QWidget)):
                one.ensurePolished()  # else the height is that of another font
        self.changed.emit()


def effect_card(dialog: FormDialog, kit: Kit) -> EffectCard:
    """Return the card of an effect; its dialog grows and shrinks with it."""
    made = EffectCard(kit)
    fit = QTimer(dialog)
    fit.setSingleShot(True)
    fit.setInterval(LAID_OUT_MS)

    def grow() -> None:
        layout = dialog.layout()
        if layout is not None:  # `adjustSize` stops at two thirds of the screen
            made.updateGeometry()
            layout.invalidate()
            layout.activate()
            dialog.resize(dialog.width(), layout.totalHeightForWidth(dialog.width()))

    fit.timeout.connect(grow)
    made.changed.connect(fit.start)
    return made


def _refusal(remark: Remark) -> InvalidInputError:
    return InvalidInputError(remark.code, **dict(remark.params))
