"""The command log as whoever audits it asks for it and reads it."""

from dataclasses import dataclass
from datetime import datetime

from fmdesk.core.domain.why_paper import LoggedCommand


@dataclass(frozen=True, slots=True)
class LogFilter:
    """Which commands are asked for; what is empty asks for any.

    Attributes:
        actor: Name of the account that acted.
        command: Name of the command, or the part before its point: `sanctions`.
        since: From this instant on.
        until: Up to this instant, without it.
        line: Number of a line; only what recorded its events and what was said about it.
        before: Only rows below this number, for the next page; 0 for the newest.
    """

    actor: str = ""
    command: str = ""
    since: datetime | None = None
    until: datetime | None = None
    line: str = ""
    before: int = 0


@dataclass(frozen=True, slots=True)
class CommandView:
    """One command with what it was given and answered, and its place in the chain.

    Attributes:
        row: Its row.
        op_id: The id that its desk made for it.
        previous: Hash of the row before it.
        digest: Salted digest of what it was given.
        payload: What it was given, as JSON; None once that was erased.
        result: What it answered, as JSON.
        is_sound: Its hash is that of the row as it stands, and its digest that of its payload.
    """

    row: LoggedCommand
    op_id: str
    previous: str
    digest: str
    payload: str | None
    result: str
    is_sound: bool
