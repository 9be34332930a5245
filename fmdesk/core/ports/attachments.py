"""What is kept of files."""

from typing import Protocol

from fmdesk.core.domain.attachment import Attachment, FileContent, Owner


class AttachmentRepository(Protocol):
    """Files by what they belong to; their bytes are kept once."""

    def keep(self, file: FileContent) -> None:
        """Keep the bytes of a file; those that are there already are left alone."""

    def content(self, sha256: str) -> bytes:
        """Return the bytes; NotFoundError `attachment.unknown`, StorageError when damaged."""

    def add(self, attachment: Attachment) -> Attachment:
        """Store that a file belongs to something; NotFoundError `attachment.no_owner`."""

    def attachment(self, attachment_id: int) -> Attachment:
        """Return an attachment; NotFoundError `attachment.unknown`."""

    def of(self, owner: Owner) -> tuple[Attachment, ...]:
        """Return what belongs to something and is shown, oldest first.

        What belongs to a ticket is also what belongs to its lines and contacts, so that nothing is
        out of sight when a line changes or work passes over the cut.
        """

    def hide(self, attachment: Attachment) -> None:
        """Store that an attachment is hidden; ConflictError `attachment.hidden`."""
