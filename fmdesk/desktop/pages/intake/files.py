"""Files that go with a request once it is saved: chosen by key, or dropped on the page."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from uuid import uuid4

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from fmdesk.core.domain.attachment import Attachment, Owner, OwnerKind
from fmdesk.core.domain.views import Changes, Taken
from fmdesk.desktop.desk import Desk, sentence_of
from fmdesk.desktop.pages.ticket.attachments import ADD_KEYS, paths_of
from fmdesk.i18n import N_, _
from fmdesk.ui.texts import Texts
from fmdesk.ui.tokens import SPACE_S
from fmdesk.ui.widgets.buttons import button
from fmdesk.ui.widgets.labels import ElidedLabel


class FilesRow(QWidget):
    """The names of the files, and how to add one; a file that is too large is told at once.

    Args:
        desk: Services and tools.
        texts: Of the page.
        page: Files that are dropped anywhere on it are taken.
    """

    refused = Signal(str)
    """A sentence that says why a file cannot be taken; what is typed stays."""

    def __init__(self, desk: Desk, texts: Texts, page: QWidget) -> None:
        super().__init__()
        self._desk = desk
        self.paths: tuple[Path, ...] = ()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_S)
        self.names = ElidedLabel("", "muted")
        add = button(self.choose, kind="link", name="add_file", keys=ADD_KEYS)
        texts.say(add.setText, N_("Add a file…"))
        self.none = button(self.clear, kind="link", name="no_files")
        texts.say(self.none.setText, N_("No files after all"))
        row.addWidget(add)
        row.addWidget(self.names, 1)
        row.addWidget(self.none)
        self.none.hide()
        QShortcut(QKeySequence(ADD_KEYS), page, self.choose)
        page.setAcceptDrops(True)
        page.installEventFilter(self)

    def choose(self) -> None:
        """Ask for files of this machine."""
        paths, _kind = QFileDialog.getOpenFileNames(self, _("Add files"))
        self.take([Path(path) for path in paths])

    def take(self, paths: Sequence[Path]) -> None:
        """Take files; one that cannot be kept is told and let go, and nothing is read yet."""
        files = self._desk.services.attachments
        for path in dict.fromkeys(paths):
            if path in self.paths:
                continue
            self._show((*self.paths, path))
            self._desk.query(
                self,
                partial(files.check_file, path),
                lambda _fits: None,
                partial(self._refuse, path),
            )

    def _refuse(self, path: Path, problem: Exception) -> None:
        if path in self.paths:  # else it went with a request that was saved meanwhile
            self._show(tuple(one for one in self.paths if one != path))
            self.refused.emit(sentence_of(problem))

    def attach(self, taken: Taken) -> None:
        """Add the files to the request that was just saved."""
        ticket = taken.ticket_id
        self.attach_to(Owner(OwnerKind.TICKET, ticket), Changes(tickets=(ticket,)))

    def attach_to(self, owner: Owner, changes: Changes) -> None:
        """Add the files to what was just saved; a dialog may close before they are there.

        Args:
            owner: What they belong to.
            changes: What the pages hear of each.
        """
        files = self._desk.services.attachments

        def done(_added: Attachment) -> Changes:
            return changes

        for path in self.paths:
            self._desk.change(
                self._desk,  # what came of it is told though the page or dialog is gone
                partial(files.add_file, uuid4(), owner, path),
                done,
                lambda problem: self._desk.said.emit(sentence_of(problem)),
            )
        self.clear()

    def clear(self) -> None:
        """Forget the files."""
        self._show(())

    def _show(self, paths: tuple[Path, ...]) -> None:
        self.paths = paths
        self.names.show_text(", ".join(path.name for path in paths))
        self.none.setVisible(bool(paths))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take what is dropped on the page."""
        if isinstance(event, QDropEvent):  # entering is one of these too
            paths = paths_of(event.mimeData())
            if paths:
                event.acceptProposedAction()
                if not isinstance(event, QDragEnterEvent) and event.type() == QEvent.Type.Drop:
                    self.take(paths)
                return True
        return super().eventFilter(watched, event)
