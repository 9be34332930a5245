"""What units were asked while a request was taken: it belongs to the request once that is saved."""

from collections.abc import Sequence

from fmdesk.core.domain.ticket import Ticket
from fmdesk.core.ports import UnitOfWork


def hang(work: UnitOfWork, question_ids: Sequence[int], ticket: Ticket) -> None:
    """Let questions about products belong to a ticket, in the command that makes it.

    Each to the first line of its product; one whose product was not ordered after all, or that
    belongs to no product, to the ticket. One that belongs to a ticket already stays there.

    Args:
        work: The unit of work of the command.
        question_ids: Their numbers.
        ticket: The ticket with its lines, as stored.

    Raises:
        NotFoundError: `question.unknown`.
    """
    lines = {line.product_code: line.id for line in reversed(ticket.lines)}
    for question_id in question_ids:
        asked = work.crossing.question(question_id)
        code = work.crossing.product_code(asked.product_id) if asked.product_id else ""
        work.crossing.hang(question_id, ticket.id, lines.get(code))
