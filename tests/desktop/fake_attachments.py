"""Files that live in memory."""

import threading
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from uuid import UUID

from fmdesk.core.domain.attachment import Attachment, HideDraft, Owner
from fmdesk.core.domain.errors import InvalidInputError, NotAllowedError, StorageError
from fmdesk.core.domain.views import Changes
from fmdesk.core.services.files import clean_name, kind_of, sniff

NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
LARGEST = 25_000_000


class FakeAttachments:
    """Keeps what is added; `log` tells what was asked, and on which thread."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.kept: list[Attachment] = []
        self.bytes: dict[int, bytes] = {}
        self.log: list[str] = []
        self.threads: set[str] = set()
        self.problem: StorageError | None = None

    def give(self, owner: Owner, name: str, content: bytes) -> Attachment:
        number = len(self.bytes) + 1
        made = Attachment(
            number,
            owner,
            clean_name(name),
            sniff(content),
            len(content),
            sha256(content).hexdigest(),
            NOW,
            "servicebalie",
        )
        self.kept.append(made)
        self.bytes[number] = content
        return made

    def of(self, owner: Owner) -> tuple[Attachment, ...]:
        self._note("of")
        if self.problem is not None:
            raise self.problem
        return tuple(one for one in self.kept if one.owner == owner and one.hidden_at is None)

    def check_file(self, path: Path) -> None:
        self._note("check")
        if not path.exists():
            raise StorageError("attachment.unread", name=path.name, reason="gone")
        size = path.stat().st_size
        if size > LARGEST:
            megabytes = str(size // 1_000_000)
            raise InvalidInputError("attachment.large", name=path.name, size=megabytes, most=25)

    def add_file(self, _op_id: UUID, owner: Owner, path: Path) -> Attachment:
        self._note("add")
        self.check_file(path)
        return self.give(owner, path.name, path.read_bytes())

    def content(self, attachment_id: int) -> bytes:
        self._note("content")
        return self.bytes[attachment_id]

    def open_copy(self, attachment_id: int) -> Path:
        self._note("open")
        found = next(one for one in self.kept if one.id == attachment_id)
        if not kind_of(found.media_type).may_open:
            raise NotAllowedError("attachment.program", name=found.name)
        return self.folder / found.name

    def save_as(self, attachment_id: int, path: Path) -> None:
        self._note("save")
        path.write_bytes(self.bytes[attachment_id])

    def hide(self, draft: HideDraft) -> Changes:
        self._note("hide")
        if not draft.reason:
            raise InvalidInputError("attachment.no_reason")
        self.kept = [
            replace(one, hidden_at=NOW, hidden_reason=draft.reason)
            if one.id == draft.attachment_id
            else one
            for one in self.kept
        ]
        return Changes()

    def _note(self, word: str) -> None:
        self.log.append(word)
        self.threads.add(threading.current_thread().name)
