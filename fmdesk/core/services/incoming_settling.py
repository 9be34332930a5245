"""What the desk makes of something that came in, in the command that makes it."""

from dataclasses import replace

from fmdesk.core.domain.attachment import Owner, OwnerKind
from fmdesk.core.domain.incoming import IncomingState
from fmdesk.core.ports import UnitOfWork
from fmdesk.core.services.attachments import pass_on


def became(work: UnitOfWork, incoming_id: int, ticket_id: int | None) -> None:
    """Note that a request (or an answer, without one) came of something that waited.

    Its files belong to the request from then on.

    Args:
        work: The unit of work of the command.
        incoming_id: What was taken up; 0 for nothing.
        ticket_id: The request.

    Raises:
        NotFoundError: `incoming.unknown`.
        ConflictError: `incoming.settled`: another desk was first.
    """
    if not incoming_id:
        return
    before = work.incoming.incoming(incoming_id)
    work.incoming.settle(
        replace(
            before,
            state=IncomingState.TAKEN,
            ticket_id=ticket_id or before.ticket_id,
            settled_at=work.now,
            settled_by=work.actor,
        )
    )
    if ticket_id:
        owner = Owner(OwnerKind.INCOMING, incoming_id)
        pass_on(work, owner, Owner(OwnerKind.TICKET, ticket_id))
