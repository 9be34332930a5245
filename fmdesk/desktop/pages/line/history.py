"""The last tab of a line: every event, and every row in the ledger."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from fmdesk.core.domain.events import EventKind, LineEvent
from fmdesk.core.domain.views import LineView, PostedView
from fmdesk.desktop.pages.line.model import event_words
from fmdesk.desktop.words import EVENTS, POSTINGS, short_stamp
from fmdesk.i18n import N_, _, money, ngettext
from fmdesk.ui.kit import Kit
from fmdesk.ui.texts import Texts
from fmdesk.ui.tokens import SPACE_M, SPACE_S
from fmdesk.ui.widgets.card import Card, clear
from fmdesk.ui.widgets.facts import ShortTable
from fmdesk.ui.widgets.labels import label

_TONES = {EventKind.READY: "kept", EventKind.DELIVERED: "kept", EventKind.PAUSED: "risk"}


class History(QWidget):
    """What happened, newest last, and what was posted."""

    def __init__(self, kit: Kit, texts: Texts) -> None:
        super().__init__()
        self.setObjectName("scrolled")
        self._kit = kit
        column = QVBoxLayout(self)
        column.setContentsMargins(0, SPACE_M, 0, SPACE_M)
        column.setSpacing(SPACE_M)
        events, self.ledger_card = Card(), Card()
        texts.say(events.set_title, N_("What happened"))
        texts.say(self.ledger_card.set_title, N_("Ledger"))
        self._events = QGridLayout()
        self._events.setHorizontalSpacing(SPACE_M)
        self._events.setVerticalSpacing(SPACE_S)
        self._events.setColumnStretch(2, 1)
        events.body.addLayout(self._events)
        self.calls = label("", "muted", wraps=True)
        events.body.addWidget(self.calls)
        self.ledger = ShortTable()
        self.ledger_card.body.addWidget(self.ledger)
        column.addWidget(events)
        column.addWidget(self.ledger_card)
        column.addStretch(1)

    def show_line(self, line: LineView) -> None:
        """Show a line's events and ledger rows."""
        clear(self._events)
        for row, event in enumerate(line.events):
            self._add_event(row, event, line)
        asked = ngettext(
            "The customer asked {count} time where it is.",
            "The customer asked {count} times where it is.",
            line.status_calls,
        )
        self.calls.setText(asked.format(count=line.status_calls))
        self.calls.setVisible(line.status_calls > 0)
        titles = (_("Month"), _("What"), _("Account"), _("Amount"))
        self.ledger.show_rows(
            titles, [_posting(row) for row in line.posted], numbers=(3,), stretch=2
        )
        self.ledger_card.setVisible(bool(line.posted))

    def _add_event(self, row: int, event: LineEvent, line: LineView) -> None:
        picture = QLabel()
        icon = self._kit.theme.icon(EVENTS[event.kind][0], _TONES.get(event.kind, "accent"))
        picture.setPixmap(icon.pixmap(QSize(16, 16)))
        words, rest = event_words(event, line)
        box = QVBoxLayout()
        box.setSpacing(1)
        box.addWidget(label(words, "strong"))
        if rest:
            box.addWidget(label(rest, "muted", wraps=True))
        top = Qt.AlignmentFlag.AlignTop
        self._events.addWidget(picture, row, 0, top)
        self._events.addWidget(label(short_stamp(event.at, self._kit.time)), row, 1, top)
        self._events.addLayout(box, row, 2)
        self._events.addWidget(label(event.actor, "muted"), row, 3, top)


def _posting(row: PostedView) -> tuple[str, ...]:
    words = _(POSTINGS.get(row.kind, row.kind))
    reference = f"{words} · {row.reference}" if row.reference else words
    return row.month, reference, row.account, money(row.cents)
