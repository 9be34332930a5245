"""The timeline of a ticket: what happened, newest first, all of it or one kind."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from fmdesk.core.domain.dossier_views import TimelineItem
from fmdesk.core.domain.events import EventKind
from fmdesk.core.domain.views import LineView
from fmdesk.desktop.pages.ticket.model import item_icon, item_words, kind_choices, who_words
from fmdesk.desktop.words import short_stamp
from fmdesk.i18n import N_, ngettext, number
from fmdesk.ui.kit import Kit
from fmdesk.ui.texts import Texts
from fmdesk.ui.tokens import SPACE_M, SPACE_S
from fmdesk.ui.widgets.buttons import button
from fmdesk.ui.widgets.card import Card, clear
from fmdesk.ui.widgets.labels import label
from fmdesk.ui.widgets.menuchip import MenuChip

SHOWN = 60
"""Entries shown at once; a link shows the rest."""
_TONES = {EventKind.READY: "kept", EventKind.DELIVERED: "kept", EventKind.PAUSED: "risk"}


class TimelineView(QWidget):
    """What happened to a ticket, with a filter by kind."""

    def __init__(self, kit: Kit, texts: Texts) -> None:
        super().__init__()
        self.setObjectName("scrolled")
        self._kit = kit
        self._items: Sequence[TimelineItem] = ()
        self._lines: Sequence[LineView] = ()
        self._most = SHOWN
        column = QVBoxLayout(self)
        column.setContentsMargins(0, SPACE_M, 0, SPACE_M)
        column.setSpacing(SPACE_M)
        card = Card()
        texts.say(card.set_title, N_("What happened"))
        self.kinds = MenuChip(kit.theme, "timeline_kind")
        texts.say(self.kinds.set_name, N_("Show"))
        self.kinds.chosen.connect(lambda _code: self._show())
        card.top.addWidget(self.kinds)
        self._top = card.top
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(SPACE_M)
        self._grid.setVerticalSpacing(SPACE_S)
        self._grid.setColumnStretch(2, 1)
        card.body.addLayout(self._grid)
        row = QHBoxLayout()
        self.more = button(self.show_all, kind="link", name="timeline_more")
        row.addWidget(self.more)
        row.addStretch(1)
        card.body.addLayout(row)
        column.addWidget(card)
        column.addStretch(1)

    def add_act(self, act: QWidget) -> None:
        """Put what can be done with what happened beside its title."""
        self._top.addWidget(act)

    def show_timeline(self, items: Sequence[TimelineItem], lines: Sequence[LineView]) -> None:
        """Show what happened to a ticket with these lines."""
        self._items, self._lines = tuple(reversed(items)), lines
        choices = kind_choices(items)
        self.kinds.set_choices(choices)
        if self.kinds.value not in dict(choices):
            self.kinds.choose("")
        self._show()

    def show_all(self) -> None:
        """Show the rest too."""
        self._most = len(self._items)
        self._show()

    def begin(self) -> None:
        """Another ticket comes: begin with its newest entries, of all kinds."""
        self._most = SHOWN
        self.kinds.choose("")

    def _show(self) -> None:
        clear(self._grid)
        kind = self.kinds.value
        found = [one for one in self._items if not kind or one.kind.value == kind]
        for row, item in enumerate(found[: self._most]):
            self._add(row, item)
        left = len(found) - self._most
        self.more.setVisible(left > 0)
        words = ngettext("{n} earlier entry", "{n} earlier entries", left)
        self.more.setText(words.format(n=number(max(left, 0))))

    def _add(self, row: int, item: TimelineItem) -> None:
        line = next((one for one in self._lines if one.number == item.line), self._lines[0])
        words, rest = item_words(item, line)
        picture = QLabel()
        tone = _TONES.get(item.event.kind, "accent") if item.event else "muted"
        icon = self._kit.theme.icon(item_icon(item), tone)
        picture.setPixmap(icon.pixmap(QSize(16, 16)))
        box = QVBoxLayout()
        box.setSpacing(1)
        box.addWidget(label(words, "strong", wraps=True))
        if rest:
            box.addWidget(label(rest, "muted", wraps=True))
        top = Qt.AlignmentFlag.AlignTop
        self._grid.addWidget(picture, row, 0, top)
        self._grid.addWidget(label(short_stamp(item.at, self._kit.time)), row, 1, top)
        self._grid.addLayout(box, row, 2)
        who = label(who_words(item), "muted")
        self._grid.addWidget(who, row, 3, top)
