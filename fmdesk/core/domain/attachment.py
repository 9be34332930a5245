"""Files that belong to a ticket, line, contact, product, sanction or message, or came in."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

MEGABYTE = 1_000_000
LARGEST_MB = 25
"""How large a file may be where the office sets nothing."""


class OwnerKind(StrEnum):
    """What a file may belong to."""

    TICKET = "ticket"
    LINE = "line"
    CONTACT = "contact"
    PRODUCT = "product"
    INCOMING = "incoming"
    SANCTION = "sanction"
    """Evidence of an objection; the ticket does not show it."""
    MESSAGE = "message"
    """It goes out with the message."""


@dataclass(frozen=True, slots=True)
class Owner:
    """One thing that files belong to: its kind and its number in the database."""

    kind: OwnerKind
    id: int


@dataclass(frozen=True, slots=True)
class FileContent:
    """The bytes of a file as they are kept: once, however many things they belong to.

    Attributes:
        sha256: Digest of the bytes in hex, their name in the store.
        content: The bytes.
    """

    sha256: str
    content: bytes


@dataclass(frozen=True, slots=True)
class AttachmentDraft:
    """A file to attach; its bytes go beside it, so that no log keeps them twice.

    Attributes:
        op_id: Made once by the client.
        owner: What it belongs to.
        name: Its cleaned name.
        media_type: What its bytes are, as they show it themselves.
        size: Number of bytes.
        sha256: Their digest in hex.
    """

    op_id: UUID
    owner: Owner
    name: str
    media_type: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that belongs to something.

    Attributes:
        id: Number in the database, 0 before it is stored.
        owner: What it belongs to.
        name: Its cleaned name.
        media_type: What its bytes are.
        size: Number of bytes.
        sha256: Their digest in hex.
        added_at: When it was added.
        added_by: By whom.
        hidden_at: When it was taken out of sight, None while it is shown.
        hidden_by: By whom.
        hidden_reason: Why; its bytes stay.
    """

    id: int
    owner: Owner
    name: str
    media_type: str
    size: int
    sha256: str
    added_at: datetime
    added_by: str
    hidden_at: datetime | None = None
    hidden_by: str = ""
    hidden_reason: str = ""


@dataclass(frozen=True, slots=True)
class HideDraft:
    """A file to take out of sight, with the reason."""

    op_id: UUID
    attachment_id: int
    reason: str
