"""Toasts: what just happened, said in passing at the bottom of the window."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from fmdesk.ui.tokens import SPACE_L, SPACE_M, SPACE_XL
from fmdesk.ui.widgets.buttons import button
from fmdesk.ui.widgets.labels import label

_SHOWN_MS = 6000


class Toast(QFrame):
    """One message above the window's lower edge; it goes by itself, a click may undo or open."""

    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        self._host = host
        self.setObjectName("toast")
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE_L, SPACE_M, SPACE_L, SPACE_M)
        row.setSpacing(SPACE_L)
        self.words = label()
        self.action = button(self._act, kind="link", name="toast_action")
        row.addWidget(self.words)
        row.addWidget(self.action)
        self._call: Callable[[], object] | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SHOWN_MS)
        self._timer.timeout.connect(self.hide)
        host.installEventFilter(self)
        self.hide()

    def say(self, text: str, action: tuple[str, Callable[[], object]] | None = None) -> None:
        """Show a message.

        Args:
            text: What happened.
            action: Text of the button and what it does.
        """
        self.words.setText(text)
        self.setAccessibleName(text)
        self._call = action[1] if action else None
        self.action.setVisible(action is not None)
        self.action.setText(action[0] if action else "")
        self.adjustSize()
        self._place()
        self.show()
        self.raise_()
        self._timer.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay in place when the window changes its size."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        host = self._host
        self.move((host.width() - self.width()) // 2, host.height() - self.height() - 2 * SPACE_XL)

    def _act(self) -> None:
        self.hide()
        if self._call is not None:
            self._call()
