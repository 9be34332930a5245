"""Files that belong to a ticket, a line, a contact or a product.

The bytes stand in the database, in the transaction of the row that names them: they are there or
not there together, are in every copy of the database, and every desk reads them.
"""

import os
import stat
import tempfile
import weakref
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from shutil import rmtree
from uuid import UUID

from fmdesk.core.domain.attachment import (
    LARGEST_MB,
    MEGABYTE,
    Attachment,
    AttachmentDraft,
    FileContent,
    HideDraft,
    Owner,
    OwnerKind,
)
from fmdesk.core.domain.errors import (
    InvalidInputError,
    NotAllowedError,
    NotFoundError,
    StorageError,
)
from fmdesk.core.domain.permissions import Area
from fmdesk.core.domain.views import Changes
from fmdesk.core.ports import Door, UnitOfWork
from fmdesk.core.services import files
from fmdesk.core.services.access import allow_reading

LARGEST = "attachments.largest_mb"
"""Name of the setting; it stands with the others of the office."""


class Copies:
    """A folder that only this account may read, for copies that other programs open.

    It is made when the first copy is, and goes with the program.
    """

    def __init__(self) -> None:
        self._folder: Path | None = None

    def write(self, name: str, content: bytes) -> Path:
        """Write a copy that may be read, in a folder of its own so that names never meet."""
        try:
            if self._folder is None:
                self._folder = Path(tempfile.mkdtemp(prefix="fmdesk-"))  # mode 700
                weakref.finalize(self, rmtree, self._folder, ignore_errors=True)
            path = Path(tempfile.mkdtemp(dir=self._folder)) / name
            path.write_bytes(content)
            path.chmod(stat.S_IRUSR)
        except OSError as problem:
            reason = problem.strerror or str(problem)
            raise StorageError("attachment.unwritten", path=name, reason=reason) from problem
        return path


@dataclass(frozen=True, slots=True)
class Attachments:
    """Use cases of files.

    Attributes:
        door: The one door.
        copies: Where copies are opened.
    """

    door: Door
    copies: Copies = field(default_factory=Copies)

    def add(self, op_id: UUID, owner: Owner, name: str, content: bytes) -> Attachment:
        """Attach a file.

        Args:
            op_id: Made once by the client; a repeat returns the first result.
            owner: What it belongs to.
            name: Its name, as it was given.
            content: Its bytes.

        Raises:
            InvalidInputError: `attachment.empty` or `attachment.large`.
            NotFoundError: `attachment.no_owner`; of a message too, that has what it was made with.
        """
        if owner.kind is OwnerKind.MESSAGE:
            raise NotFoundError("attachment.no_owner")
        file = FileContent(sha256(content).hexdigest(), content)
        draft = AttachmentDraft(
            op_id, owner, files.clean_name(name), files.sniff(content), len(content), file.sha256
        )
        return self.door.run(
            op_id,
            "attachments.add",
            draft,
            lambda work: attach(work, draft, file),
            Attachment,
        )

    def add_file(self, op_id: UUID, owner: Owner, path: Path) -> Attachment:
        """Attach a file of this machine; see `add`.

        Raises:
            StorageError: `attachment.unread`.
            InvalidInputError: As `add`; nothing of a file that is too large is read.
        """
        return self.add(op_id, owner, path.name, self._read(path))

    def check_file(self, path: Path) -> None:
        """Check that a file of this machine can be attached, without reading it; see `add_file`."""
        self._read(path, is_wanted=False)

    def _read(self, path: Path, *, is_wanted: bool = True) -> bytes:
        try:
            with path.open("rb") as file:
                status = os.fstat(file.fileno())
                if not stat.S_ISREG(status.st_mode):
                    raise InvalidInputError("attachment.no_file", name=path.name)
                with self.door.read() as work:
                    check_size(work, path.name, status.st_size)
                return file.read(status.st_size) if is_wanted else b""
        except OSError as problem:
            reason = problem.strerror or str(problem)
            raise StorageError("attachment.unread", name=path.name, reason=reason) from problem

    def of(self, owner: Owner) -> tuple[Attachment, ...]:
        """Return the files of something, oldest first; a ticket has those of its lines too.

        Raises:
            NotAllowedError: `access.area`: a message's files are reports.
        """
        with self.door.read() as work:
            _allow_seeing(work, owner)
            return work.attachments.of(owner)

    def content(self, attachment_id: int) -> bytes:
        """Return the bytes of a file.

        Raises:
            NotAllowedError: `access.area`, as `of`.
            NotFoundError: `attachment.unknown`.
            StorageError: `attachment.damaged`.
        """
        with self.door.read() as work:
            found = work.attachments.attachment(attachment_id)
            _allow_seeing(work, found.owner)
            return work.attachments.content(found.sha256)

    def open_copy(self, attachment_id: int) -> Path:
        """Write a copy that another program may open, and return where.

        Its ending is that of what the bytes are, so that a picture opens as a picture whatever it
        is called.

        Raises:
            NotAllowedError: `attachment.program`: what it is must not be opened, only saved; or as
                `content`.
            NotFoundError: As `content`.
            StorageError: As `content`, or `attachment.unwritten`.
        """
        with self.door.read() as work:
            found = work.attachments.attachment(attachment_id)
            _allow_seeing(work, found.owner)
            if not files.kind_of(found.media_type).may_open:
                raise NotAllowedError("attachment.program", name=found.name)
            content = work.attachments.content(found.sha256)
        return self.copies.write(files.opened_name(found.name, found.media_type), content)

    def save_as(self, attachment_id: int, path: Path) -> None:
        """Write a file where the user wants it.

        Raises:
            NotFoundError: As `content`.
            StorageError: As `content`, or `attachment.unwritten`.
        """
        content = self.content(attachment_id)
        try:
            path.write_bytes(content)
        except OSError as problem:
            reason = problem.strerror or str(problem)
            raise StorageError("attachment.unwritten", path=str(path), reason=reason) from problem

    def hide(self, draft: HideDraft) -> Changes:
        """Take a file out of sight, with the reason; its bytes and who hid it are kept.

        Raises:
            InvalidInputError: `attachment.no_reason`.
            NotFoundError: `attachment.unknown`; that of a message too, which would go without it.
            ConflictError: `attachment.hidden`.
        """

        def work_on(work: UnitOfWork) -> Changes:
            reason = draft.reason.strip()
            if not reason:
                raise InvalidInputError("attachment.no_reason")
            found = work.attachments.attachment(draft.attachment_id)
            if found.owner.kind is OwnerKind.MESSAGE:
                raise NotFoundError("attachment.unknown", attachment=draft.attachment_id)
            hidden = replace(found, hidden_at=work.now, hidden_by=work.actor, hidden_reason=reason)
            work.attachments.hide(hidden)
            return Changes()

        return self.door.run(draft.op_id, "attachments.hide", draft, work_on, Changes)


def attach(work: UnitOfWork, draft: AttachmentDraft, file: FileContent) -> Attachment:
    """Store a file and what it belongs to, inside a command; see `Attachments.add`."""
    if not file.content:
        raise InvalidInputError("attachment.empty", name=draft.name)
    check_size(work, draft.name, draft.size)
    work.attachments.keep(file)
    return work.attachments.add(
        Attachment(
            id=0,
            owner=draft.owner,
            name=draft.name,
            media_type=draft.media_type,
            size=draft.size,
            sha256=draft.sha256,
            added_at=work.now,
            added_by=work.actor,
        )
    )


def _allow_seeing(work: UnitOfWork, owner: Owner) -> None:
    """Refuse the files of a message to who reads no reports; the desk sees every message."""
    if owner.kind is OwnerKind.MESSAGE:
        allow_reading(work, Area.REPORTS)


def pass_on(work: UnitOfWork, before: Owner, after: Owner) -> None:
    """Let what belongs to one thing belong to another too, under the names it has."""
    for one in work.attachments.of(before):
        work.attachments.add(replace(one, id=0, owner=after, added_at=work.now))


def largest_mb(work: UnitOfWork) -> int:
    """Return how many megabytes a file may have."""
    return int(work.settings.get(LARGEST, str(LARGEST_MB)))


def check_size(work: UnitOfWork, name: str, size: int) -> None:
    """Refuse a file that is too large; InvalidInputError `attachment.large`."""
    most = largest_mb(work)
    if size > most * MEGABYTE:
        shown = f"{-(-size // MEGABYTE)}"
        raise InvalidInputError("attachment.large", name=name, size=shown, most=most)
