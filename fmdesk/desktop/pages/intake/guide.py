"""Guiding questions: the question behind the question, with a key for each answer."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from fmdesk.core.domain.guide import Guide, GuideAnswer
from fmdesk.desktop.pages.intake.model import said
from fmdesk.i18n import _
from fmdesk.ui.widgets.buttons import Button, button
from fmdesk.ui.widgets.card import Card, clear
from fmdesk.ui.widgets.labels import label


class GuideCard(Card):
    """Asks one question of a guide after the other; arrow keys and Enter, or the number, answer."""

    led = Signal(str, str)
    """Where it ended: product and variant."""
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(" ")
        self.setParent(parent)
        self.guide: Guide | None = None
        self.answers: list[Button] = []
        self.close_button = button(self.close_guide, kind="link", name="close_guide")
        self.top.addWidget(self.close_button)
        self.hide()

    def show_guide(self, guide: Guide) -> None:
        """Ask the first question of a guide."""
        self.guide = guide
        self.set_title(said(guide.title_nl, guide.title_en))
        self.close_button.setText(_("Close"))
        self.show()
        self._ask(guide.nodes[0].code)

    def close_guide(self) -> None:
        """Stop asking."""
        self.hide()
        self.guide = None
        self.closed.emit()

    def _ask(self, code: str) -> None:
        if self.guide is None:
            return
        node = self.guide.node(code)
        clear(self.body)
        self.body.addWidget(label(said(node.question_nl, node.question_en), "strong", wraps=True))
        self.answers = []
        for place, answer in enumerate(node.answers, start=1):
            made = button(
                partial(self._take, answer),
                text=said(answer.text_nl, answer.text_en),
                name=f"answer_{place}",
                keys=str(place),
            )
            self.body.addWidget(made)
            self.answers.append(made)
        # A new button is shown by its layout later on, and only what is shown takes the focus.
        self.answers[0].show()
        self.answers[0].setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A number gives that answer, Esc stops asking."""
        place = event.key() - Qt.Key.Key_1
        if 0 <= place < len(self.answers):
            self.answers[place].click()
        elif event.key() == Qt.Key.Key_Escape:
            self.close_guide()
        else:
            super().keyPressEvent(event)

    def _take(self, answer: GuideAnswer) -> None:
        if answer.next:
            self._ask(answer.next)
        elif answer.product:
            self.hide()
            self.guide = None
            self.led.emit(answer.product, answer.variant)
        else:
            clear(self.body)
            self.answers = []
            advice = label(said(answer.advice_nl, answer.advice_en), wraps=True)
            self.body.addWidget(advice)
            self.close_button.setFocus()
