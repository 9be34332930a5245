"""Keeps what is typed in a file, so that a crash costs a few seconds of typing at most."""

from collections.abc import Callable
from uuid import uuid4

from PySide6.QtCore import QObject, QTimer

from fmdesk.desktop.desk import Desk
from fmdesk.desktop.pages.intake.model import Typed, text_of
from fmdesk.desktop.pages.intake.presenter import IntakePresenter

KEEP_MS = 2000


class Keeping(QObject):
    """Looks every two seconds whether something changed.

    Args:
        desk: Services.
        presenter: Writes on a lane.
        typed: What stands on the page.
        parent: The page.
    """

    def __init__(
        self, desk: Desk, presenter: IntakePresenter, typed: Callable[[], Typed], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._desk, self._presenter, self._typed = desk, presenter, typed
        self.draft_id = uuid4().hex
        """Id of the draft of this page."""
        self._kept = ""
        self._timer = QTimer(self, interval=KEEP_MS)
        self._timer.timeout.connect(self.keep)
        self._timer.start()

    def adopt(self, draft_id: str, text: str) -> None:
        """Go on with a draft of before; its file stays until what it has is kept anew.

        Args:
            draft_id: Its id.
            text: What it has.
        """
        self.draft_id, self._kept = draft_id, text

    def set_aside(self) -> None:
        """Keep what was typed as a draft of before, and begin another."""
        self.keep()
        self.draft_id, self._kept = uuid4().hex, ""

    def keep(self) -> None:
        """Keep what was typed, when it changed."""
        typed = self._typed()
        text = "" if typed.is_blank else text_of(typed)
        if text != self._kept:
            self._kept = text
            self._presenter.keep(self.draft_id, text)

    def end(self) -> None:
        """Keep it once more, before the lanes close."""
        self._timer.stop()
        typed = self._typed()
        if not typed.is_blank:
            self._desk.services.drafts.save(self.draft_id, text_of(typed))
