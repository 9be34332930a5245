"""Files in the database: their bytes once, in pieces, known by their digest."""

from collections.abc import Iterator
from dataclasses import fields, replace
from hashlib import sha256

import sqlalchemy as sa

from fmdesk.core.domain.attachment import Attachment, FileContent, Owner, OwnerKind
from fmdesk.core.domain.errors import ConflictError, NotFoundError, StorageError
from fmdesk.core.sql import tables as t
from fmdesk.core.sql.bulk import insert_once
from fmdesk.core.sql.numbered import insert

PIECE = 256 * 1024
"""Bytes of one piece: a file of any size takes little memory beside itself on its way."""

_OWNERS = {
    OwnerKind.TICKET: (t.attachment.c.ticket_id, t.ticket),
    OwnerKind.LINE: (t.attachment.c.line_id, t.line),
    OwnerKind.CONTACT: (t.attachment.c.contact_id, t.contact),
    OwnerKind.PRODUCT: (t.attachment.c.product_id, t.product),
    OwnerKind.INCOMING: (t.attachment.c.incoming_id, t.incoming),
    OwnerKind.SANCTION: (t.attachment.c.sanction_id, t.sanction),
    OwnerKind.MESSAGE: (t.attachment.c.message_id, t.message),
}


class SqlAttachments:
    """The repository of files.

    Args:
        connection: Connection of the unit of work.
    """

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def keep(self, file: FileContent) -> None:
        """Keep the bytes of a file; those that are there already are left alone.

        Two who keep the same file at once wait for each other at its row; the pieces go in with
        the row, in one transaction, so that there are all of them or none.
        """
        values = {"sha256": file.sha256, "size": len(file.content)}
        once = insert_once(self._connection, t.blob).values(values).returning(t.blob.c.sha256)
        if self._connection.execute(once).scalar() is None:
            return
        for place, start in enumerate(range(0, len(file.content), PIECE)):
            piece = file.content[start : start + PIECE]
            row = {"sha256": file.sha256, "number": place, "content": piece}
            self._connection.execute(sa.insert(t.blob_piece), row)

    def content(self, sha256_: str) -> bytes:
        """Return the bytes of a file.

        Raises:
            NotFoundError: `attachment.unknown`.
            StorageError: `attachment.damaged`: they are not what was kept.
        """
        blob, piece = t.blob.c, t.blob_piece.c
        size = self._connection.execute(sa.select(blob.size).where(blob.sha256 == sha256_)).scalar()
        if size is None:
            raise NotFoundError("attachment.unknown", attachment=sha256_[:12])
        query = sa.select(piece.content).where(piece.sha256 == sha256_).order_by(piece.number)
        content = b"".join(self._connection.execute(query).scalars())
        if len(content) != size or sha256(content).hexdigest() != sha256_:
            raise StorageError("attachment.damaged", sha256=sha256_[:12])
        return content

    def add(self, attachment: Attachment) -> Attachment:
        """Store that a file belongs to something; NotFoundError `attachment.no_owner`."""
        column, table = _OWNERS[attachment.owner.kind]
        known = sa.select(table.c.id).where(table.c.id == attachment.owner.id)
        if self._connection.execute(known).scalar() is None:
            raise NotFoundError("attachment.no_owner")
        values = {
            "sha256": attachment.sha256,
            "name": attachment.name,
            "media_type": attachment.media_type,
            column.name: attachment.owner.id,
            "added_at": attachment.added_at,
            "added_by": attachment.added_by,
        }
        return replace(attachment, id=insert(self._connection, t.attachment, values))

    def attachment(self, attachment_id: int) -> Attachment:
        """Return an attachment; NotFoundError `attachment.unknown`."""
        found = self._read(t.attachment.c.id == attachment_id)
        if not found:
            raise NotFoundError("attachment.unknown", attachment=attachment_id)
        return found[0]

    def of(self, owner: Owner) -> tuple[Attachment, ...]:
        """Return what belongs to something and is shown, oldest first."""
        return self._read(_belongs(owner), t.attachment.c.hidden_at.is_(None))

    def hide(self, attachment: Attachment) -> None:
        """Store that an attachment is hidden; ConflictError `attachment.hidden`."""
        c = t.attachment.c
        values = {
            "hidden_at": attachment.hidden_at,
            "hidden_by": attachment.hidden_by,
            "hidden_reason": attachment.hidden_reason,
        }
        shown = (c.id == attachment.id, c.hidden_at.is_(None))
        done = self._connection.execute(sa.update(t.attachment).where(*shown).values(values))
        if done.rowcount != 1:
            raise ConflictError("attachment.hidden", name=attachment.name)

    def _read(self, *conditions: sa.ColumnElement[bool]) -> tuple[Attachment, ...]:
        query = _FILES.where(*conditions).order_by(t.attachment.c.id)
        return tuple(map(_attachment, self._connection.execute(query).mappings()))


def damaged(connection: sa.Connection) -> Iterator[str]:
    """Yield the digest of each file whose bytes are not what was kept, read piece by piece."""
    blob, piece = t.blob.c, t.blob_piece.c
    for row in connection.execute(sa.select(blob.sha256, blob.size).order_by(blob.sha256)).all():
        digest, size = sha256(), 0
        query = sa.select(piece.content).where(piece.sha256 == row.sha256).order_by(piece.number)
        for content in connection.execute(query).scalars().yield_per(1):
            digest.update(content)
            size += len(content)
        if (digest.hexdigest(), size) != (row.sha256, row.size):
            yield row.sha256


_FILES = sa.select(t.attachment, t.blob.c.size).join(
    t.blob, t.blob.c.sha256 == t.attachment.c.sha256
)


def _belongs(owner: Owner) -> sa.ColumnElement[bool]:
    """Return the condition of what belongs to something; a ticket has its lines and contacts."""
    column, _table = _OWNERS[owner.kind]
    own = column == owner.id
    if owner.kind is not OwnerKind.TICKET:
        return own
    lines = sa.select(t.line.c.id).where(t.line.c.ticket_id == owner.id)
    contacts = sa.select(t.contact.c.id).where(t.contact.c.ticket_id == owner.id)
    c = t.attachment.c
    return sa.or_(own, c.line_id.in_(lines), c.contact_id.in_(contacts))


def _attachment(row: sa.RowMapping) -> Attachment:
    values = {one.name: row[one.name] for one in fields(Attachment) if one.name != "owner"}
    owner = next(
        Owner(kind, row[column.name])
        for kind, (column, _table) in _OWNERS.items()
        if row[column.name] is not None
    )
    return Attachment(owner=owner, **values)
