"""Lines that follow others: linking them, and telling them what happened to what they follow."""

from collections.abc import Sequence

from fmdesk.core.domain.errors import InvalidInputError
from fmdesk.core.domain.events import LineEvent
from fmdesk.core.domain.following import TOLD, LineLink, check_link
from fmdesk.core.domain.ticket import Line
from fmdesk.core.ports import PluginGateway, UnitOfWork


def link(work: UnitOfWork, line_id: int, follows_id: int) -> None:
    """Let a line follow another one.

    Args:
        work: The unit of work.
        line_id: The line that follows.
        follows_id: What it follows.

    Raises:
        NotFoundError: `line.unknown`.
        InvalidInputError: `follow.itself`, `follow.circle` or `follow.deep`.
        ConflictError: `follow.there`.
    """
    if line_id == follows_id:
        raise InvalidInputError("follow.itself")
    tickets = {work.tickets.line(one).ticket_id for one in (line_id, follows_id)}
    for ticket_id in sorted(tickets):  # two that would close a circle together wait for each other
        work.dossier.lock(ticket_id)
    check_link(line_id, follows_id, work.following.followed, work.following.followers)
    work.following.add(LineLink(line_id, follows_id, work.now, work.actor))


def tell_followers(
    work: UnitOfWork, plugins: PluginGateway, line: Line, events: Sequence[LineEvent]
) -> Line:
    """Tell the lines that follow a line what happened to it; returns it as it is after that.

    Lines that are ready or cancelled are told too: what to make of it is their plugin's. One that
    no plugin serves is left as it is.

    Args:
        work: The unit of work.
        plugins: Told for the lines whose products they serve.
        line: The line, as it is stored.
        events: What happened to it now.

    Raises:
        PluginError: The plugin of a line that follows refuses it.
    """
    told = [event for event in events if event.kind in TOLD]
    followers = work.following.followers(line.id) if told else ()
    for event in told:
        for number in followers:
            follower = work.tickets.line(number)
            if follower.plugin:
                product = work.catalog.product_version(follower.pins.product_version_id)
                plugins.linked_line_changed(work, product, follower, line, event)
    return work.tickets.line(line.id) if followers else line
