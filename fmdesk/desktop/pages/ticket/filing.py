"""What the panel of files does, without widgets; disk and database are never waited for."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from uuid import uuid4

from PySide6.QtCore import QBuffer, QObject, QSize, Qt, Signal
from PySide6.QtGui import QImage, QImageReader

from fmdesk.core.domain.attachment import Attachment, HideDraft, Owner, OwnerKind
from fmdesk.core.domain.views import Changes
from fmdesk.core.services.files import kind_of
from fmdesk.desktop.desk import Desk, sentence_of
from fmdesk.ui.tasks import Lane

LARGEST_PICTURE = 10_000_000
"""Bytes from which on a picture has an icon only."""
PICTURE_SIDE = 160
_KEEP = Qt.AspectRatioMode.KeepAspectRatio
_MEMORY_MB = 64
"""What a hostile picture may make the decoder ask for."""


@dataclass(frozen=True, slots=True)
class Moved:
    """How far the adding is."""

    done: int
    total: int


class FilingPresenter(QObject):
    """Fetches, adds, opens, saves and hides the files of one thing."""

    listed = Signal(object)
    """Tuple of `Attachment`."""
    moved = Signal(object)
    """`Moved`."""
    pictured = Signal(int, object)
    """Number of a file and its small `QImage`."""
    opened = Signal(object)
    """Path of a copy that another program shall open."""
    saved = Signal(object)
    """Path of a file that was written."""
    hidden = Signal()
    """The file that was to be taken away is."""
    refused = Signal(str)
    """A sentence that says what did not work."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._owner: Owner | None = None
        self._done = self._total = 0
        desk.changed.connect(self._hear)

    def show_owner(self, owner: Owner | None) -> None:
        """Fetch the files of something else; None for nothing."""
        self._owner = owner
        if owner is None:
            self.listed.emit(())
        else:
            self.load()

    def load(self) -> None:
        """Fetch the files again."""
        owner, files = self._owner, self._desk.services.attachments
        if owner is not None:
            self._desk.query(self, lambda: files.of(owner), self.listed.emit, self._fail, "files")

    def add(self, paths: Sequence[Path]) -> None:
        """Add files of this machine, one command each, so that others are not held up."""
        owner, files = self._owner, self._desk.services.attachments
        if owner is None:
            return
        self._total += len(paths)
        self.moved.emit(Moved(self._done, self._total))
        for path in paths:
            self._desk.change(
                self,
                partial(files.add_file, uuid4(), owner, path),
                lambda _added: self._step(owner),
                self._fail_one,
            )

    def open(self, file: Attachment) -> None:
        """Write a copy for another program."""
        files = self._desk.services.attachments
        self._desk.query(self, lambda: files.open_copy(file.id), self.opened.emit, self._fail)

    def save(self, file: Attachment, path: Path) -> None:
        """Write a file where the user wants it."""
        files = self._desk.services.attachments

        def write() -> Path:
            files.save_as(file.id, path)
            return path

        self._desk.query(self, write, self.saved.emit, self._fail)

    def hide(self, file: Attachment, reason: str, refused: Callable[[str], None]) -> None:
        """Take a file out of sight.

        Args:
            file: The file.
            reason: Why.
            refused: Takes the sentence that says why not.
        """
        owner, files = self._owner, self._desk.services.attachments
        draft = HideDraft(uuid4(), file.id, reason)

        def done(_changes: Changes) -> Changes:
            self.hidden.emit()
            return self._changed(owner)

        self._desk.change(
            self,
            lambda: files.hide(draft),
            done,
            lambda problem: refused(sentence_of(problem)),
        )

    def picture(self, file: Attachment) -> None:
        """Make the thumbnail of a file that is a picture."""
        if not kind_of(file.media_type).is_picture or file.size > LARGEST_PICTURE:
            return
        files = self._desk.services.attachments
        self._desk.kit.runner.submit(
            self,
            lambda: thumbnail(files.content(file.id)),
            lambda image: self.pictured.emit(file.id, image),
            failed=self._fail,
            lane=Lane.READ,
            key="picture",
        )

    def _step(self, owner: Owner) -> Changes:
        self._done += 1
        self.moved.emit(Moved(self._done, self._total))
        if self._done >= self._total:
            self._done = self._total = 0
        return self._changed(owner)

    def _changed(self, owner: Owner | None) -> Changes:
        self.load()
        is_ticket = owner is not None and owner.kind is OwnerKind.TICKET
        return Changes(tickets=(owner.id,)) if owner and is_ticket else Changes()

    def _fail_one(self, problem: Exception) -> None:
        if self._owner is not None:
            self._step(self._owner)
        self._fail(problem)

    def _fail(self, problem: Exception) -> None:
        self.refused.emit(sentence_of(problem))

    def _hear(self, changes: Changes) -> None:
        owner = self._owner
        is_mine = owner is not None and (
            owner.kind is not OwnerKind.TICKET or owner.id in changes.tickets
        )
        if is_mine or changes.is_everything:
            self.load()


def thumbnail(content: bytes) -> QImage:
    """Return a small picture; a null one where the bytes are none after all."""
    buffer = QBuffer()
    buffer.setData(content)
    reader = QImageReader(buffer)
    reader.setAllocationLimit(_MEMORY_MB)
    reader.setAutoTransform(True)
    size = reader.size()
    if size.isValid():
        box = QSize(PICTURE_SIDE, PICTURE_SIDE)
        reader.setScaledSize(size.scaled(box, _KEEP).expandedTo(QSize(1, 1)))
    return reader.read()
