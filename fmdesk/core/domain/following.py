"""Lines that follow another one: a set-up follows its booking, catering follows its room.

A line that follows is told when the other one is moved, cancelled or reopened; what it makes of
that is the plugin's that serves it. Lines never follow each other in a circle.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from fmdesk.core.domain.errors import ConflictError, InvalidInputError
from fmdesk.core.domain.events import EventKind

DEEPEST = 8
"""Links of the longest chain of lines that follow one another."""

TOLD = frozenset({EventKind.MOVED, EventKind.CANCELLED, EventKind.REOPENED})
"""What a line that follows is told of."""

Neighbours = Callable[[int], Iterable[int]]


@dataclass(frozen=True, slots=True)
class LineLink:
    """One line follows another.

    Attributes:
        line_id: The line that follows.
        follows_id: What it follows.
        made_at: When they were linked.
        made_by: By whom.
    """

    line_id: int
    follows_id: int
    made_at: datetime
    made_by: str


def check_link(line_id: int, follows_id: int, followed: Neighbours, followers: Neighbours) -> None:
    """Check that a line may follow another one.

    Args:
        line_id: The line that is to follow.
        follows_id: What it is to follow.
        followed: Gives the lines that a line follows already.
        followers: Gives the lines that follow a line already.

    Raises:
        InvalidInputError: `follow.circle` or `follow.deep`.
        ConflictError: `follow.there` when it follows it already.
    """
    if follows_id in followed(line_id):
        raise ConflictError("follow.there")
    above = _levels(follows_id, followed)
    if any(line_id in level for level in above):
        raise InvalidInputError("follow.circle")
    if len(above) + len(_levels(line_id, followers)) - 1 > DEEPEST:
        raise InvalidInputError("follow.deep", most=DEEPEST)


def _levels(start: int, neighbours: Neighbours) -> list[set[int]]:
    """Return the line, then what is one link away, and so on to the end of the longest chain."""
    levels = [{start}]
    while levels[-1] and len(levels) <= DEEPEST + 1:
        levels.append({one for line in levels[-1] for one in neighbours(line)})
    return [level for level in levels if level]
