"""What the customer is told once a request is saved: number, due time, promise."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from fmdesk.core.domain.views import Taken
from fmdesk.desktop.words import short_stamp
from fmdesk.i18n import N_, _, money
from fmdesk.ui.kit import Kit
from fmdesk.ui.texts import Texts
from fmdesk.ui.tokens import SPACE_M, SPACE_S
from fmdesk.ui.widgets.buttons import button
from fmdesk.ui.widgets.labels import label, selectable


class Told(QFrame):
    """A notice that stands until the next caller is typed."""

    opened = Signal(int)
    """The line shall be shown: its number."""

    def __init__(self, kit: Kit, texts: Texts) -> None:
        super().__init__()
        self._kit = kit
        self._taken: Taken | None = None
        self.setObjectName("told")
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE_M, SPACE_S, SPACE_M, SPACE_S)
        row.setSpacing(SPACE_M)
        words = QVBoxLayout()
        words.setSpacing(2)
        self.words = selectable(label("", "strong", wraps=True))
        self.promise = selectable(label("", "muted", wraps=True))
        words.addWidget(self.words)
        words.addWidget(self.promise)
        self.open = button(self._open, kind="link", name="open_taken")
        texts.say(self.open.setText, N_("Open it"))
        texts.compute(self._show)
        row.addLayout(words, 1)
        row.addWidget(self.open)

    def show_taken(self, taken: Taken | None) -> None:
        """Show what was saved; None hides the notice."""
        self._taken = taken
        self._show()

    def _show(self) -> None:
        taken = self._taken
        self.setVisible(taken is not None)
        if taken is None:
            return
        words = (
            _("{number} is saved · {cost}")
            if taken.due_at is None
            else _("{number} is saved · ready before {due} · {cost}")
        )
        due = short_stamp(taken.due_at, self._kit.time)
        cost = money(taken.price_cents)
        self.words.setText(words.format(number=taken.number, due=due, cost=cost))
        self.promise.setText(" ".join(taken.promises))
        self.promise.setVisible(bool(taken.promises))

    def _open(self) -> None:
        if self._taken is not None:
            self.opened.emit(self._taken.line_ids[0])
