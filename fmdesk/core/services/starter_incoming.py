"""What waits in the mailbox of the starter organisation."""

from datetime import timedelta
from hashlib import sha256
from uuid import UUID

from fmdesk.core.domain.attachment import AttachmentDraft, FileContent, Owner, OwnerKind
from fmdesk.core.domain.incoming import Incoming, IncomingState
from fmdesk.core.ports import UnitOfWork
from fmdesk.core.services import files
from fmdesk.core.services.attachments import attach
from fmdesk.core.services.incomings import MAIL_CHANNEL
from fmdesk.core.services.office_data import Data

_NOBODY = UUID(int=0)
"""The file is stored in the command that builds the office."""
_LETTER, _PEOPLE = "a", 10


def save_incoming(work: UnitOfWork, data: Data) -> None:
    """Store e-mails that wait for the desk.

    Args:
        work: The unit of work; people are stored already.
        data: `resources/starter/incoming.toml`.
    """
    people = [one for one in work.people.find_persons(_LETTER, _PEOPLE) if one.email]
    for place, one in enumerate(data["mails"]):
        person = people[one["person"]] if "person" in one else None
        at = work.now - timedelta(hours=one["hours_ago"])
        row = work.incoming.add(
            Incoming(
                id=0,
                key=f"starter:{place}",
                channel=MAIL_CHANNEL,
                state=IncomingState.WAITING,
                received_at=at,
                stored_at=at,
                sender_name=person.name if person else one["name"],
                sender_address=person.email if person else one["address"],
                subject=one["subject"],
                text=one["text"].strip(),
                person_id=person.id if person else None,
                problem=one.get("problem", ""),
                problem_params={"code": one["code"]} if "code" in one else {},
            )
        )
        if "file" in one:
            _attach(work, row, one["file"], one["content"].encode())


def _attach(work: UnitOfWork, row: Incoming, name: str, content: bytes) -> None:
    digest = sha256(content).hexdigest()
    owner = Owner(OwnerKind.INCOMING, row.id)
    draft = AttachmentDraft(_NOBODY, owner, name, files.TEXT, len(content), digest)
    attach(work, draft, FileContent(digest, content))
