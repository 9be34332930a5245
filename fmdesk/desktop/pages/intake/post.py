"""The message that a request is made of, beside what is typed: who wrote it and what."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPlainTextEdit

from fmdesk.core.domain.incoming import IncomingRow
from fmdesk.i18n import N_, ngettext
from fmdesk.ui.texts import Texts
from fmdesk.ui.tokens import SPACE_S
from fmdesk.ui.widgets.buttons import button
from fmdesk.ui.widgets.card import Card
from fmdesk.ui.widgets.labels import ElidedLabel

_HEIGHT = 112


class PostCard(Card):
    """Shows a message while its request is typed."""

    dropped = Signal()
    """The request is no longer made of it."""

    def __init__(self, texts: Texts) -> None:
        super().__init__(spacing=SPACE_S)
        self.row: IncomingRow | None = None
        self.kept = 0
        texts.say(self.set_title, N_("Made of this message"))
        drop = button(self.drop, kind="link", name="drop_post")
        texts.say(drop.setText, N_("Let it wait"))
        self.top.addWidget(drop)
        self.about = ElidedLabel("", "muted")
        self.text = QPlainTextEdit(readOnly=True)
        self.text.setObjectName("post_text")
        self.text.setTabChangesFocus(True)
        self.text.setFixedHeight(_HEIGHT)
        texts.say(self.text.setAccessibleName, N_("Text of the message"))
        self.body.addWidget(self.about)
        self.body.addWidget(self.text)
        self.hide()

    @property
    def number(self) -> int:
        """Number of the message that the request is made of, 0 for none."""
        return self.row.incoming.id if self.row else self.kept

    def show_row(self, row: IncomingRow | None) -> None:
        """Show a message; None for none."""
        self.row, self.kept = row, 0
        self.setVisible(row is not None)
        if row is None:
            return
        came = row.incoming
        words = ngettext("{count} file", "{count} files", row.files)
        files = words.format(count=row.files) if row.files else ""
        parts = (came.sender_name or came.sender_address, came.subject, files)
        self.about.show_text(" · ".join(filter(None, parts)))
        self.text.setPlainText(came.text)

    def keep(self, number: int) -> None:
        """Hold on to the message of a request that was not finished before a crash."""
        self.show_row(None)
        self.kept = number

    def drop(self) -> None:
        """Make the request of nothing."""
        self.show_row(None)
        self.dropped.emit()
