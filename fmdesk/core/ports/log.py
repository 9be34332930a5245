"""Reading the command log; only the door writes it."""

from collections.abc import Sequence
from typing import Protocol

from fmdesk.core.domain.audit import CommandView, LogExtent, LogFilter
from fmdesk.core.domain.why_paper import ChainHead, LoggedCommand


class CommandReader(Protocol):
    """Reads the command log."""

    def head(self) -> ChainHead:
        """Return the last row of the chain."""

    def actors(self) -> tuple[str, ...]:
        """Return the logins that ever acted, with an account or without one."""

    def rows(self, wanted: LogFilter, most: int, skip: int = 0) -> tuple[LoggedCommand, ...]:
        """Return the newest commands that fit, whatever the line that is asked for.

        Args:
            wanted: Which.
            most: How many at most.
            skip: Rows that are left out first.
        """

    def extent(self, wanted: LogFilter) -> LogExtent:
        """Return how many commands fit, whatever the line, and the marks of the list."""

    def views(self, seqs: Sequence[int]) -> tuple[CommandView, ...]:
        """Return commands with what they were given, newest first; unknown ones are left out."""

    def of_line(self, line_id: int) -> tuple[LoggedCommand, ...]:
        """Return the commands that recorded the events of a line and what was said about it.

        A command and what it records bear the same second; of several in one second those count
        that name the line or its ticket, else those of who is named by what was recorded.
        """
