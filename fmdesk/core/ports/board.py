"""What the board is read from, and what is kept of hand-overs, reachability and escalations."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from fmdesk.core.domain.board import BoardRow, Counted, Queue, Said
from fmdesk.core.domain.escalation import Candidate, Escalation, EscalationRule
from fmdesk.core.domain.hand_over import HandOver, OwnItem
from fmdesk.core.domain.reachability import ChannelCount, ChannelHours, Closing


class BoardRepository(Protocol):
    """Figures with their records; both come from one query."""

    def stamp(self) -> int:
        """Return the number of the last command."""

    def count(self, counted: Counted) -> int:
        """Return how many numbers `ids` returns."""

    def ids(self, counted: Counted) -> Sequence[int]:
        """Return the numbers of the records behind a figure, the most pressing first."""

    def rows(self, counted: Counted, ids: Sequence[int], language: str) -> tuple[BoardRow, ...]:
        """Return the records with these numbers, in their order."""

    def queues(self) -> tuple[Queue, ...]:
        """Return the units with open lines, the longest queue first."""

    def said(
        self, names: Sequence[str], unit_id: int | None, language: str, limit: int
    ) -> tuple[Said, ...]:
        """Return what customers said of work that who asks, or their unit, did; newest first.

        Args:
            names: Names under which who asks records work.
            unit_id: Their unit, None for none.
            language: Language of the products' names.
            limit: At most so many.
        """

    def open_lines(self, plugin: str, places: Sequence[int] | None) -> Sequence[int]:
        """Return a plugin's open lines, at these locations where some are given, oldest first."""

    def lines_due(self, plugin: str, start: datetime, end: datetime) -> Sequence[int]:
        """Return a plugin's open lines due in [start, end), next due first."""


class HandOverRepository(Protocol):
    """The hand-over list."""

    def own(self, names: Sequence[str], language: str) -> tuple[OwnItem, ...]:
        """Return the open lines of tickets that these people own, and their call-backs."""

    def colleagues(self) -> tuple[str, ...]:
        """Return the names of the people of the front office."""

    def add(self, hand_over: HandOver) -> HandOver: ...
    def open(self, ids: Sequence[int]) -> tuple[HandOver, ...]:
        """Return those of these that nobody took over yet."""

    def take(self, hand_over: HandOver, name: str, at: datetime) -> int:
        """Note who took it, who then owns its ticket; returns the ticket.

        Raises:
            ConflictError: `hand_over.taken` when somebody else was first.
        """


class ReachabilityRepository(Protocol):
    """Hours, counts and closings of channels."""

    def hours(self) -> tuple[ChannelHours, ...]: ...
    def save_hours(self, hours: Sequence[ChannelHours]) -> None:
        """Replace what is promised of all channels."""

    def count(self, channel: str, slot: datetime) -> ChannelCount | None: ...
    def save_count(self, count: ChannelCount) -> None: ...
    def add_counts(self, counts: Sequence[ChannelCount]) -> None:
        """Store counts of quarters that have none."""

    def counts(self, start: datetime, end: datetime) -> tuple[ChannelCount, ...]:
        """Return the counts of [start, end), by time."""

    def closing(self, channel: str) -> Closing | None:
        """Return the closing of a channel that lasts."""

    def add_closing(self, closing: Closing) -> Closing: ...
    def end_closing(self, closing: Closing, at: datetime) -> None: ...
    def closings(self, start: datetime, end: datetime) -> tuple[Closing, ...]:
        """Return the closings that touch [start, end), by time."""


class EscalationRepository(Protocol):
    """Escalations and their rules."""

    def rules(self) -> tuple[EscalationRule, ...]: ...
    def save_rules(self, rules: Sequence[EscalationRule]) -> None:
        """Make these the rules; one that has escalations is switched off instead of deleted."""

    def candidates(self, rule: EscalationRule, now: datetime) -> Sequence[Candidate]:
        """Return lines that a rule may be about and that it has not raised for what they are now.

        The most pressing ones first, and not more than a round can look at.
        """

    def add(self, escalation: Escalation) -> Escalation: ...
    def escalation(self, escalation_id: int) -> Escalation:
        """Return one; NotFoundError `escalation.unknown`."""

    def take(self, escalation_id: int, name: str, at: datetime) -> None:
        """Note who took it; ConflictError `escalation.taken` when somebody else was first."""

    def of_line(self, line_id: int) -> tuple[Escalation, ...]:
        """Return the escalations of a line, oldest first."""
