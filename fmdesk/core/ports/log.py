"""Reading the command log; only the door writes it."""

from typing import Protocol

from fmdesk.core.domain.why_paper import ChainHead, LoggedCommand


class CommandReader(Protocol):
    """Reads the command log."""

    def head(self) -> ChainHead:
        """Return the last row of the chain."""

    def of_line(self, line_id: int) -> tuple[LoggedCommand, ...]:
        """Return the commands that recorded the events of a line and what was said about it.

        A command and what it records bear the same second; of several in one second those count
        that name the line or its ticket, else those of who is named by what was recorded.
        """
