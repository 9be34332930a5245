"""One run of a clock: what its stopped periods leave of the time, and how it stands to its due."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from fmdesk.core.domain.calendar import Calendar, Interval, Reason
from fmdesk.core.domain.instants import to_datetime, to_epoch

Skip = tuple[int, int, Reason]
"""A stopped period in epoch seconds, with why it was stopped."""


class ClockState(StrEnum):
    """State of a clock at the instant it was folded for."""

    NOT_STARTED = "not_started"
    RUNNING = "running"
    PAUSED = "paused"
    FINISHED = "finished"
    CANCELLED = "cancelled"


class Part(NamedTuple):
    """What was delivered together, or the rest (domain page, Charter).

    Attributes:
        number: 1 for the first delivery and so on; the rest, or a line delivered whole, is last.
        quantity: Its pieces.
        finished_at: When it was delivered; None while open.
        is_kept: Delivered by the due time; None while that is open or when there is no due time.
        over_working: Open seconds over due on the charter's calendar, stopped time left out.
        over_clock: Real seconds over due, stopped time left out.
    """

    number: int
    quantity: int
    finished_at: datetime | None
    is_kept: bool | None
    over_working: int
    over_clock: int


class Run(NamedTuple):
    """One run of a clock; times in epoch seconds, with datetimes as properties.

    Attributes:
        number: From 1.
        state: Its state.
        started: When it began.
        until: When it was finished or cancelled, else the instant it was folded for.
        due: Due time, moved by the stopped periods that have ended; None without a guarantee.
        skips: Stopped periods in order and apart, the running one up to `until`.
        deliveries: Quantity and instant of each delivery.
        reopened: For each time that it was reopened the number of deliveries before.
        calendar: The charter's calendar.
        counting: The calendar on which its time counts: always open for clock hours and calendar
            days, else the charter's.
    """

    number: int
    state: ClockState
    started: int
    until: int
    due: int | None
    skips: tuple[Skip, ...]
    deliveries: tuple[tuple[int, int], ...]
    reopened: tuple[int, ...]
    calendar: Calendar
    counting: Calendar

    @property
    def started_at(self) -> datetime:
        """When it began."""
        return to_datetime(self.started)

    @property
    def finished(self) -> int | None:
        """When it was finished, in epoch seconds; None while open and when cancelled."""
        return self.until if self.state is ClockState.FINISHED else None

    @property
    def finished_at(self) -> datetime | None:
        """When it was finished; None while open and when cancelled."""
        return to_datetime(self.until) if self.state is ClockState.FINISHED else None

    @property
    def fixed_due(self) -> int | None:
        """The due time in epoch seconds; None while a pause is still moving it."""
        if self.due is None or self.state is not ClockState.PAUSED:
            return self.due
        return self.due if self.due <= self.skips[-1][0] else None

    @property
    def due_at(self) -> datetime | None:
        """The due time; None without a guarantee and while a pause is still moving it."""
        due = self.fixed_due
        return None if due is None else to_datetime(due)

    @property
    def next_due_at(self) -> datetime | None:
        """The due time as long as the clock runs; a paused, finished or cancelled one has none."""
        return self.due_at if self.state is ClockState.RUNNING else None

    @property
    def is_kept(self) -> bool | None:
        """Whether the guarantee was kept: finished at or before the due time.

        False as soon as the due time has passed, also while still open. None while that is open,
        without a guarantee, and when cancelled.
        """
        return self._is_kept(self.finished)

    @property
    def elapsed(self) -> int:
        """Counted seconds so far: open and not stopped."""
        return self.counted(self.started, self.until)

    @property
    def remaining(self) -> int | None:
        """Counted seconds left until due, also while paused; None when nothing is to be met."""
        if self.due is None or self.state not in {ClockState.RUNNING, ClockState.PAUSED}:
            return None
        now = self.skips[-1][0] if self.state is ClockState.PAUSED else self.until
        return self.counting.between_epoch(now, self.due)

    @property
    def over_working(self) -> int:
        """Open seconds over due on the charter's calendar, stopped time left out."""
        return self._over(self.until, self.calendar)

    @property
    def over_clock(self) -> int:
        """Real seconds over due, stopped time left out."""
        return self._over(self.until, None)

    def counted(self, start: int, end: int, calendar: Calendar | None = None) -> int:
        """Return the open seconds in [start, end) in which the clock was not stopped.

        Args:
            start: Epoch seconds.
            end: Epoch seconds.
            calendar: Another calendar than the one on which its time counts.
        """
        between = (calendar or self.counting).between_epoch
        seconds = between(start, end)
        for since, until, _ in self.skips:
            seconds -= between(max(since, start), min(until, end))
        return seconds

    def warn_at(self, seconds: int) -> datetime | None:
        """Return the last instant with so much working time left until due.

        Counted back on the charter's calendar over stopped time; not before the start.

        Args:
            seconds: Open seconds before due.
        """
        due = self.fixed_due
        if due is None:
            return None
        left, instant = seconds, due
        if self.counted(self.started, due, self.calendar) < left:
            return self.started_at
        for since, until, _ in reversed(self.skips):
            if since >= instant:
                continue
            open_after = self.calendar.between_epoch(until, instant)
            if open_after >= left:
                break
            left, instant = left - open_after, since
        return to_datetime(self.calendar.subtract_epoch(instant, left))

    def explain(self, until: datetime | None = None) -> tuple[Interval, ...]:
        """Return the intervals from the start, whose `seconds` sum to the counted seconds.

        Args:
            until: Their end; None for the end of the run.
        """
        end = self.until if until is None else to_epoch(until)
        pieces: list[Skip] = []
        cursor = self.started
        for since, back, reason in self.skips:
            if since >= end:
                break
            pieces += self.counting.explain_epoch(cursor, since)
            pieces.append((since, min(back, end), reason))
            cursor = back
        pieces += self.counting.explain_epoch(cursor, end)
        return tuple(Interval(to_datetime(a), to_datetime(b), reason) for a, b, reason in pieces)

    def parts(self, quantity: int) -> tuple[Part, ...]:
        """Return the deliveries and the rest.

        Reopening a line that was delivered whole opens its last part again, and what is delivered
        then takes its place. Nothing is left of the rest of a cancelled line.

        Args:
            quantity: Ordered pieces of the line.
        """
        ends: list[tuple[int, int | None]] = list(self._delivered(quantity))
        rest = quantity - sum(pieces for pieces, _ in ends)
        if rest > 0 and self.state is not ClockState.CANCELLED:
            ends.append((rest, self.finished))
        return tuple(
            self._part(number, pieces, finished)
            for number, (pieces, finished) in enumerate(ends, start=1)
        )

    def left(self, quantity: int) -> int:
        """Return the pieces that may still be delivered.

        Args:
            quantity: Ordered pieces of the line.
        """
        return quantity - sum(pieces for pieces, _ in self._delivered(quantity))

    def _delivered(self, quantity: int) -> Sequence[tuple[int, int]]:
        """Return the deliveries that stand: those whose part was not opened again."""
        if not self.reopened:
            return self.deliveries
        standing: list[tuple[int, int]] = []
        for place in range(len(self.deliveries) + 1):
            for _ in range(self.reopened.count(place)):
                if standing and sum(pieces for pieces, _at in standing) >= quantity:
                    standing.pop()
            standing += self.deliveries[place : place + 1]
        return standing

    def _part(self, number: int, quantity: int, finished: int | None) -> Part:
        end = self.until if finished is None else finished
        due = self.fixed_due
        is_over = due is not None and end > due
        return Part(
            number,
            quantity,
            None if finished is None else to_datetime(finished),
            self._is_kept(finished),
            self._over(end, self.calendar) if is_over else 0,
            self._over(end, None) if is_over else 0,
        )

    def _is_kept(self, finished: int | None) -> bool | None:
        due = self.fixed_due
        if due is None:
            return None
        if finished is not None:
            return finished <= due
        return False if self.until > due and self.state is not ClockState.CANCELLED else None

    def _over(self, end: int, calendar: Calendar | None) -> int:
        due = self.fixed_due
        if due is None or end <= due:
            return 0
        return self.counted(due, end, calendar or Calendar.always(self.calendar.zone))
