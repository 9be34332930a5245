"""A request that was not finished when the program ended: go on with it, or throw it away."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout

from fmdesk.core.services.drafts import SavedDraft, SavedDrafts
from fmdesk.desktop.pages.intake.model import typed_of
from fmdesk.i18n import N_, _
from fmdesk.ui.texts import Texts
from fmdesk.ui.tokens import SPACE_M, SPACE_S
from fmdesk.ui.widgets.buttons import button
from fmdesk.ui.widgets.labels import ElidedLabel


class Unfinished(QFrame):
    """A notice with what was left, one at a time."""

    resumed = Signal(str, str)
    """Id and text of the draft to go on with."""
    discarded = Signal(str)

    def __init__(self, texts: Texts) -> None:
        super().__init__()
        self.setObjectName("notice")
        self._drafts: list[SavedDraft] = []
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE_M, SPACE_S, SPACE_M, SPACE_S)
        row.setSpacing(SPACE_M)
        self.words = ElidedLabel()
        self.go_on = button(self._resume, kind="link", name="resume")
        self.discard = button(self._discard, kind="link", name="discard")
        texts.say(self.go_on.setText, N_("Go on with it"))
        texts.say(self.discard.setText, N_("Throw away"))
        texts.compute(self._show)
        row.addWidget(self.words, 1)
        row.addWidget(self.go_on)
        row.addWidget(self.discard)

    def offer(self, found: SavedDrafts, own: str) -> None:
        """Offer the drafts of before.

        Args:
            found: All that are kept.
            own: Id of the one that is being typed.
        """
        self._drafts = [
            one for one in found.drafts if one.id != own and typed_of(one.draft) is not None
        ]
        self._show()

    def _show(self) -> None:
        self.setVisible(bool(self._drafts))
        typed = typed_of(self._drafts[0].draft) if self._drafts else None
        if typed is None:
            return
        who = typed.requester.text if typed.requester else _("an unknown caller")
        files = (Path(path).name for path in typed.files)
        what = ", ".join(line.product.text for line in typed.lines) or typed.note
        what = what or ", ".join(files) or "–"
        self.words.show_text(
            _("A request of {who} was not finished: {what}").format(who=who, what=what)
        )

    def _resume(self) -> None:
        draft = self._drafts.pop(0)
        self._show()
        self.resumed.emit(draft.id, draft.draft)

    def _discard(self) -> None:
        draft = self._drafts.pop(0)
        self._show()
        self.discarded.emit(draft.id)
