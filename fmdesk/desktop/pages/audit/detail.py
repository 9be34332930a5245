"""One command: who did what and when, what it was given in words, and its place in the chain."""

import json

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit, QScrollArea, QVBoxLayout, QWidget

from fmdesk.core.domain.audit import CommandView, ToldCommand
from fmdesk.core.services.command_words import name_of
from fmdesk.desktop.pages.audit.model import chain_facts, head_facts
from fmdesk.i18n import N_, _, current_language
from fmdesk.ui.kit import Kit
from fmdesk.ui.texts import Texts
from fmdesk.ui.tokens import SPACE_M, SPACE_S
from fmdesk.ui.widgets.badge import Badge, StatusBadge
from fmdesk.ui.widgets.card import Card
from fmdesk.ui.widgets.facts import Facts
from fmdesk.ui.widgets.labels import label, rule

RAW_MOST = 200_000
"""Signs of the raw data that are shown; an import may have been given millions."""


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

    def show_command(self, told: ToldCommand) -> None:
        """Show a command."""
        view, time = told.view, self._kit.time
        self.card.set_title(name_of(view.row.name, current_language()))
        self.sound.show_badge(
            Badge("circle-check", _("As it was written"), "kept")
            if view.is_sound
            else Badge("triangle-alert", _("This row was changed"), "broken")
        )
        self.head.show_facts(head_facts(told, time))
        self.given.setText(_given(told))
        self.fields.show_facts(told.fields)
        self.chain.show_facts(chain_facts(told))
        self.raw.setPlainText(raw_of(view)[:RAW_MOST])
        self.area.verticalScrollBar().setValue(0)

    def turn(self) -> bool:
        """Show the raw data, or the words again; tell whether it is the raw data now."""
        is_raw = self.raw.isHidden()
        self.raw.setVisible(is_raw)
        self.area.setVisible(not is_raw)
        return is_raw


def raw_of(view: CommandView) -> str:
    """Return what a command was given and answered as it is stored, with indents."""
    given = _("erased") if view.payload is None else _pretty(view.payload)
    parts = ((_("It was given:"), given), (_("It answered:"), _pretty(view.result)))
    return "\n\n".join(f"{title}\n{text}" for title, text in parts)


def _pretty(text: str) -> str:
    return json.dumps(json.loads(text), ensure_ascii=False, indent=2)


def _given(told: ToldCommand) -> str:
    if told.view.payload is None:
        return _("What it was given was erased; the chain holds without it.")
    return _("It was given:") if told.fields else _("It was given nothing.")
