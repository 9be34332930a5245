"""The board: the current state of the office as figures, each with exactly its records."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import chain
from types import MappingProxyType
from typing import TYPE_CHECKING

from fmdesk.core.domain.call_back import CallBackOutcome
from fmdesk.core.domain.errors import DomainError
from fmdesk.core.domain.spec import Text
from fmdesk.core.domain.ticket import LineState

if TYPE_CHECKING:
    from fmdesk.core.domain.reachability import ChannelToday
    from fmdesk.core.domain.views import TicketRow


class Figure(StrEnum):
    """What is counted."""

    NEAR = "near"
    """Open lines whose promise can still be kept, but not for long."""
    OVERDUE = "overdue"
    """Open lines past their due time."""
    ESCALATED = "escalated"
    """Escalations of open lines that nobody took up yet."""
    RETURNED = "returned"
    """Open lines returned over the cut and not issued again."""
    QUESTIONS = "questions"
    """Questions of the desk that no unit answered yet."""
    UNOWNED = "unowned"
    """Tickets with an open line and without an owner at the desk."""
    CALL_BACKS = "call_backs"
    """Customers to be called now."""
    TO_SEND = "to_send"
    """Messages that have not gone yet."""
    FAILED = "failed"
    """Messages that will not go by themselves."""
    HANDED = "handed"
    """What was handed over to who asks, or to whoever comes next."""
    QUEUE = "queue"
    """Open lines of one unit, in one state or in all."""
    TILE = "tile"
    """Lines that a plugin counts."""


class RecordKind(StrEnum):
    """What stands behind a figure: its numbers are those of such records."""

    LINE = "line"
    CALL_BACK = "call_back"
    QUESTION = "question"
    MESSAGE = "message"
    HAND_OVER = "hand_over"
    ESCALATION = "escalation"


KINDS: Mapping[Figure, RecordKind] = MappingProxyType(
    {
        Figure.ESCALATED: RecordKind.ESCALATION,
        Figure.QUESTIONS: RecordKind.QUESTION,
        Figure.CALL_BACKS: RecordKind.CALL_BACK,
        Figure.TO_SEND: RecordKind.MESSAGE,
        Figure.FAILED: RecordKind.MESSAGE,
        Figure.HANDED: RecordKind.HAND_OVER,
    }
)
"""Figures of other records than lines."""


@dataclass(frozen=True, slots=True)
class Counted:
    """One figure in full: what makes both its number and the list that it opens.

    Attributes:
        figure: What is counted.
        unit_id: For `QUEUE`, the unit.
        state: For `QUEUE`, the state; None for all that is open.
        plugin: For `TILE`, the plugin.
        tile: For `TILE`, the id of its tile.
        names: For `HANDED`, the names of who asks; the service fills them in.
    """

    figure: Figure
    unit_id: int = 0
    state: LineState | None = None
    plugin: str = ""
    tile: str = ""
    names: tuple[str, ...] = ()

    @property
    def kind(self) -> RecordKind:
        """What its records are."""
        return KINDS.get(self.figure, RecordKind.LINE)


DESK_FIGURES: tuple[Figure, ...] = tuple(
    one for one in Figure if one not in {Figure.QUEUE, Figure.TILE}
)
"""The figures that every office has, in their order on the board."""


@dataclass(frozen=True, slots=True)
class TileFigure:
    """A plugin's figure.

    Attributes:
        counted: What is counted.
        title: Its name.
        count: The figure, None when the plugin failed.
        problem: Why it failed.
        view: Page of the plugin that it belongs to, `<plugin>.<view>`; empty for none.
    """

    counted: Counted
    title: Text
    count: int | None
    problem: DomainError | None = None
    view: str = ""


@dataclass(frozen=True, slots=True)
class Queue:
    """Open lines of a unit.

    Attributes:
        unit_id: The unit.
        unit: Its name.
        waiting: Lines nobody has begun.
        running: Lines that are worked on.
        paused: Lines that wait for something.
        oldest_at: When the oldest of all these was received.
    """

    unit_id: int
    unit: str
    waiting: int
    running: int
    paused: int
    oldest_at: datetime


@dataclass(frozen=True, slots=True)
class Said:
    """What a customer said of work that who asks, or their unit, did.

    Attributes:
        line_id: The line.
        number: Its number.
        product: Name of the product.
        outcome: What the customer said.
        note: In the customer's words.
        at: When.
    """

    line_id: int
    number: str
    product: str
    outcome: CallBackOutcome
    note: str
    at: datetime


@dataclass(frozen=True, slots=True)
class BoardState:
    """The whole board at one moment.

    Attributes:
        stamp: Number of the last command that it knows of.
        figures: Figures by what they count.
        tiles: Figures of plugins.
        queues: Units with open lines, the longest queue first.
        channels: How the channels are reached today.
        said: What customers said lately.
    """

    stamp: int
    figures: Mapping[Figure, int]
    tiles: tuple[TileFigure, ...] = ()
    queues: tuple[Queue, ...] = ()
    channels: "tuple[ChannelToday, ...]" = ()
    said: tuple[Said, ...] = ()

    @property
    def first(self) -> Counted:
        """What the board opens with: the first figure that has records, near breach for none."""
        desk = (Counted(one) for one, count in self.figures.items() if count)
        tiles = (one.counted for one in self.tiles if one.count)
        return next(chain(desk, tiles), Counted(Figure.NEAR))


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One record behind a figure.

    Attributes:
        id: Number of the record.
        kind: What it is.
        number: Number of its line or ticket.
        line: Its line; None for a message about a whole ticket.
        at: Since when, or when it is to be done.
        note: What is to be known of it: who handed it over and why, what hinders a message.
        who: Whom it concerns: the customer, or to whom it went.
    """

    id: int
    kind: RecordKind
    number: str
    line: "TicketRow | None" = None
    at: datetime | None = None
    note: str = ""
    who: str = ""
