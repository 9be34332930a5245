"""The lines that are complete while the next one is typed."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from fmdesk.desktop.pages.intake.model import DraftLine
from fmdesk.i18n import N_, _, number
from fmdesk.ui.texts import Texts
from fmdesk.ui.widgets.buttons import button
from fmdesk.ui.widgets.card import Card, clear
from fmdesk.ui.widgets.labels import ElidedLabel, label


class Basket(Card):
    """Lists them; each can be taken out again."""

    changed = Signal()

    def __init__(self, texts: Texts) -> None:
        super().__init__(" ", spacing=4)
        self.lines: tuple[DraftLine, ...] = ()
        texts.say(self.title.setText, N_("Asked so far"))
        texts.compute(lambda: self.show_lines(self.lines))

    def show_lines(self, lines: tuple[DraftLine, ...]) -> None:
        """Show lines; none hides the card."""
        self.lines = lines
        clear(self.body)
        for place, line in enumerate(lines):
            row = QHBoxLayout()
            row.addWidget(label(f"{number(line.quantity)} ×", "strong"))
            row.addWidget(ElidedLabel(line.product.text), 1)
            row.addWidget(
                button(
                    partial(self._take_out, place),
                    text=_("Take out"),
                    kind="link",
                    name=f"out_{place}",
                )
            )
            self.body.addLayout(row)
        self.setVisible(bool(lines))

    def _take_out(self, place: int) -> None:
        self.show_lines((*self.lines[:place], *self.lines[place + 1 :]))
        self.changed.emit()
