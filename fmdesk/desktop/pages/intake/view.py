"""How the intake is laid out: caller and request left, what to say right, the endings below."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from fmdesk.desktop.pages.intake.basket import Basket
from fmdesk.desktop.pages.intake.caller import CallerCard
from fmdesk.desktop.pages.intake.channels import ChannelRow
from fmdesk.desktop.pages.intake.foot import IntakeFoot
from fmdesk.desktop.pages.intake.guide import GuideCard
from fmdesk.desktop.pages.intake.line import LineCard
from fmdesk.desktop.pages.intake.post import PostCard
from fmdesk.desktop.pages.intake.presenter import IntakePresenter
from fmdesk.desktop.pages.intake.sheet import ProductSheet
from fmdesk.desktop.pages.intake.told import Told
from fmdesk.desktop.pages.intake.unfinished import Unfinished
from fmdesk.i18n import N_
from fmdesk.ui.kit import Kit
from fmdesk.ui.texts import Texts
from fmdesk.ui.tokens import SPACE_M
from fmdesk.ui.widgets.card import Card
from fmdesk.ui.widgets.labels import label

LONGEST_NOTE = 500


class IntakeView:
    """Makes the parts of the page and lays them out.

    Args:
        content: Takes the parts.
        kit: Theme and time.
        texts: Texts that follow the language.
        presenter: Finds what is typed.
    """

    def __init__(
        self, content: QWidget, kit: Kit, texts: Texts, presenter: IntakePresenter
    ) -> None:
        self.unfinished = Unfinished(texts)
        self.told = Told(kit, texts)
        self.post = PostCard(texts)
        self.channels = ChannelRow(kit, texts)
        self.caller = CallerCard(kit, texts, presenter)
        self.basket = Basket(texts)
        self.line = LineCard(kit, texts, presenter, self._place)
        self.guide = GuideCard()
        self.note = QLineEdit()
        self.sheet = ProductSheet(kit)
        self.sheet.read.connect(presenter.note_reading)
        self.foot = IntakeFoot(kit, texts)
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_M)
        for part in (self.unfinished, self.told, self.channels):
            column.addWidget(part)
        sides = QHBoxLayout()
        sides.setSpacing(SPACE_M)
        sides.addWidget(self._make_left(texts), 5)
        sides.addWidget(self.sheet, 4)
        column.addLayout(sides, 1)
        column.addWidget(self.foot)

    def _place(self) -> str:
        """Return the code of the place of who calls, empty for none."""
        return self.caller.caller.location if self.caller.caller else ""

    def _make_left(self, texts: Texts) -> QScrollArea:
        inside = QWidget()
        inside.setObjectName("page")
        left = QVBoxLayout(inside)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(SPACE_M)
        parts = (self.post, self.caller, self.basket, self.guide, self.line)
        self.note_card = self._make_note(texts)
        for part in (*parts, self.note_card):
            left.addWidget(part)
        left.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inside)
        return area

    def _make_note(self, texts: Texts) -> Card:
        made = Card()
        above = label("", "label")
        self.note.setObjectName("note")
        self.note.setMaxLength(LONGEST_NOTE)
        above.setBuddy(self.note)
        texts.say(above.setText, N_("Note (optional)"))
        texts.say(self.note.setAccessibleName, N_("Note (optional)"))
        made.body.addWidget(above)
        made.body.addWidget(self.note)
        return made
