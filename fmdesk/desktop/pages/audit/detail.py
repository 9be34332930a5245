"""One command: who did what and when, what it was given in words, and its place in the chain."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit, QScrollArea, QVBoxLayout, QWidget

from fmdesk.core.domain.audit import ToldCommand
from fmdesk.core.services.command_words import CommandWords
from fmdesk.desktop.pages.audit.model import chain_facts, field_facts, head_facts
from fmdesk.desktop.pages.audit.raw import Opened, raw_of
from fmdesk.i18n import N_, _, current_language
from fmdesk.ui.kit import Kit
from fmdesk.ui.texts import Texts
from fmdesk.ui.tokens import SPACE_M, SPACE_S
from fmdesk.ui.widgets.badge import Badge, StatusBadge
from fmdesk.ui.widgets.card import Card
from fmdesk.ui.widgets.facts import Facts
from fmdesk.ui.widgets.labels import label, rule


class CommandDetail(QWidget):
    """The command that is chosen.

    Args:
        kit: Theme and the office's time.
        texts: Words of the page.
    """

    def __init__(self, kit: Kit, texts: Texts) -> None:
        super().__init__()
        self.setObjectName("content")
        self._kit = kit
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_M)
        self.card = Card(spacing=SPACE_S)
        self.card.set_title(" ")
        self.sound = StatusBadge(kit.theme, Badge("circle-check", ""))
        self.card.top.addWidget(self.sound)
        self.head, self.fields, self.chain = Facts(), Facts(), Facts()
        self.given = label("", "label")
        inside = QWidget()
        inside.setObjectName("scrolled")
        box = QVBoxLayout(inside)
        box.setContentsMargins(0, 0, SPACE_S, 0)
        box.setSpacing(SPACE_M)
        for made in (self.head, self.given, self.fields, rule(), self.chain):
            box.addWidget(made)
        box.addStretch(1)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QScrollArea.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(inside)
        texts.say(self.area.setAccessibleName, N_("The command"))
        self.raw = QPlainTextEdit(readOnly=True)
        self.raw.setObjectName("raw_data")
        self.raw.setTabChangesFocus(True)
        self.raw.hide()
        texts.say(self.raw.setAccessibleName, N_("Raw data"))
        self.card.body.addWidget(self.area, 1)
        self.card.body.addWidget(self.raw, 1)
        column.addWidget(self.card, 1)

    def show_command(self, command: Opened, known: CommandWords) -> None:
        """Show a command; `known` has what it is called."""
        told, time = command.told, self._kit.time
        view = told.view
        self.card.set_title(known.name_of(view.row.name, current_language()))
        self.sound.show_badge(
            Badge("circle-check", _("As it was written"), "kept")
            if view.is_sound
            else Badge("triangle-alert", _("This row was changed"), "broken")
        )
        self.head.show_facts(head_facts(told, time))
        self.given.setText(_given(told))
        self.fields.show_facts(field_facts(told))
        self.chain.show_facts(chain_facts(told))
        self.raw.setPlainText(raw_of(command))
        self.area.verticalScrollBar().setValue(0)

    def turn(self) -> bool:
        """Show the raw data, or the words again; tell whether it is the raw data now."""
        is_raw = self.raw.isHidden()
        self.raw.setVisible(is_raw)
        self.area.setVisible(not is_raw)
        return is_raw


def _given(told: ToldCommand) -> str:
    if told.view.payload is None:
        return _("What it was given was erased; the chain holds without it.")
    return _("It was given:") if told.fields else _("It was given nothing.")
