"""Clocks: pure functions of a line's append-only events (domain page, Time).

`fold` reads the events of one line into a `Clock` with its runs; nothing is counted or stored along
the way, so the same events always give the same clock.

How a stopped period moves the due time, whatever stopped it (a pause, or ready until reopened):

- clock hours and calendar days: by its real length;
- working hours: so that the counted open seconds reach the limit; working days, and a due time
  given by a source: by its open time on the calendar. The due time never falls inside it;
- a period that begins at or after the due time moves nothing: the guarantee was broken before;
- of a due time that was agreed anew, what was stopped before moves nothing: who agreed knew it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache, lru_cache
from operator import attrgetter

from fmdesk.core.domain.calendar import Calendar, Limit, LimitUnit, Reason, ReasonKind
from fmdesk.core.domain.clockrun import ClockState, Part, Run, Skip
from fmdesk.core.domain.errors import InvalidInputError
from fmdesk.core.domain.events import EventKind, LineEvent
from fmdesk.core.domain.instants import DAY, HOUR, to_datetime, to_epoch

__all__ = [
    "KINDS",
    "STEP",
    "Clock",
    "ClockKind",
    "ClockState",
    "Happened",
    "Part",
    "Run",
    "Skip",
    "agreed",
    "fold",
    "happened",
    "kind_of",
    "last_agreement",
]

Happened = tuple[int, LineEvent]
"""An event with the instant that counts, in epoch seconds, corrections applied."""


@dataclass(frozen=True, slots=True)
class ClockKind:
    """Which events start and finish a clock.

    Attributes:
        starts: The event that starts a run.
        finishes: The events that finish it.
        is_reopened: Reopening the line resumes it.
        is_repeated: After a finish the next start begins a new run.
        step: Place of the step of the process, from 1, that must be finished, or a later one;
            0 for any.
    """

    starts: EventKind
    finishes: frozenset[EventKind]
    is_reopened: bool = False
    is_repeated: bool = False
    step: int = 0

    def is_reached(self, event: LineEvent) -> bool:
        """Tell whether an event that may finish it is far enough in the process."""
        return event.kind is not EventKind.STEP_FINISHED or (event.step or 0) + 1 >= self.step


KINDS: Mapping[str, ClockKind] = {
    "solution": ClockKind(EventKind.RECEIVED, frozenset({EventKind.READY}), is_reopened=True),
    "response": ClockKind(
        EventKind.RECEIVED,
        frozenset(
            {EventKind.STARTED, EventKind.STEP_FINISHED, EventKind.DELIVERED, EventKind.READY}
        ),
    ),
    "update": ClockKind(EventKind.MESSAGE, frozenset({EventKind.ANSWERED}), is_repeated=True),
}
"""The clocks by name: work done, work begun, customer answered."""

STEP = "step."
"""Begin of the name of the clock of a step: `step.2` ends when the second step is finished."""


@cache
def kind_of(name: str) -> ClockKind | None:
    """Return the clock with a name, one of `KINDS` or that of a step; None for none."""
    place = name.removeprefix(STEP)
    if name == place or not place.isdecimal():
        return KINDS.get(name)
    ends = frozenset({EventKind.STEP_FINISHED, EventKind.READY})
    return ClockKind(EventKind.RECEIVED, ends, step=int(place))


@dataclass(frozen=True, slots=True)
class Clock:
    """One clock of a line at one instant.

    Attributes:
        name: `solution`, `response`, `update` or that of a step.
        runs: Its runs in order; the last one is the current one.
    """

    name: str
    runs: tuple[Run, ...]

    @property
    def current(self) -> Run | None:
        """The last run; None before the clock has started."""
        return self.runs[-1] if self.runs else None

    @property
    def state(self) -> ClockState:
        """State of the last run."""
        return self.runs[-1].state if self.runs else ClockState.NOT_STARTED


def fold(
    events: Sequence[LineEvent],
    calendar: Calendar,
    limit: Limit | None,
    *,
    name: str = "solution",
    as_of: datetime,
    due_given: datetime | None = None,
    new_run_on_reopen: bool = False,
) -> Clock:
    """Fold the events of a line into one of its clocks.

    Args:
        events: All events of the line; they count in the order of their numbers.
        calendar: The charter's calendar.
        limit: The guarantee's limit; None for a line without one.
        name: Which clock, a name from `KINDS` or that of a step.
        as_of: Events that happened later are left out; an open clock runs until then. Corrections
            count whenever they were made, since what is known is what is in `events`.
        due_given: Due time given by the source of the line or agreed for it (`agreed`), for the
            first run, instead of the one that follows from the limit.
        new_run_on_reopen: The charter starts a new run when the line is reopened.

    Raises:
        InvalidInputError: `clock.unknown`, or `calendar.out_of_range`.
    """
    kind = kind_of(name)
    if kind is None:
        raise InvalidInputError("clock.unknown", name=name, known=", ".join(KINDS))
    now = to_epoch(as_of)
    folding = _Folding(name, kind, new_run_on_reopen)
    stopped: list[LineEvent] = []
    for at, event in happened(events, now):
        if event.kind is _FORCE_MAJEURE or event.kind is _UNDONE:
            stopped.append(event)
        else:
            folding.take(at, event)
    skips = _exempted(stopped) if stopped else []
    is_by_the_clock = limit is not None and limit.unit in _BY_THE_CLOCK
    counting = Calendar.always(calendar.zone) if is_by_the_clock else calendar
    runs = []
    since = 0 if due_given is None else _agreed_on(events, now)
    for number, open_run in enumerate(folding.runs, start=1):
        if due_given is not None and number == 1:
            due: int | None = to_epoch(due_given)
        else:
            due = None if limit is None else calendar.due_epoch(open_run.started, limit)
        open_run.skips += skips
        runs.append(open_run.close(number, now, due, calendar, counting, since))
        since = 0
    return Clock(name, tuple(runs))


def under(clock: Clock, calendar: Calendar, limit: Limit) -> Clock:
    """Return a clock as `fold` gives it under another calendar and limit, from its folded runs.

    What happened is read once, however many limits are tried.

    Args:
        clock: Folded without a due time given by a source.
        calendar: The calendar.
        limit: The limit.

    Raises:
        InvalidInputError: `calendar.out_of_range`.
    """
    is_by_the_clock = limit.unit in _BY_THE_CLOCK
    counting = Calendar.always(calendar.zone) if is_by_the_clock else calendar
    return Clock(
        clock.name,
        tuple(
            one._replace(
                due=due_under(one, calendar, counting, limit), calendar=calendar, counting=counting
            )
            for one in clock.runs
        ),
    )


def due_under(run: Run, calendar: Calendar, counting: Calendar, limit: Limit) -> int:
    """Return when a run would be due under a limit, moved by its stopped periods that ended."""
    return _moved(calendar.due_epoch(run.started, limit), _ended(run), counting)


def _ended(run: Run) -> Sequence[Skip]:
    """Return the stopped periods of a run that ended."""
    return run.skips[:-1] if run.state is ClockState.PAUSED else run.skips


_limit = lru_cache(4096)(Limit)
"""Limits that are tried over and over, made once."""


def least_limit(run: Run, finished: int, calendar: Calendar, like: Limit) -> int:
    """Return how little a limit may give for something finished to be in time.

    Args:
        run: A run folded for that clock.
        finished: When it was finished, in epoch seconds.
        calendar: The calendar.
        like: A limit of the wanted kind; its own number does not matter.
    """
    counting = Calendar.always(calendar.zone) if like.unit in _BY_THE_CLOCK else calendar
    if like.is_in_days:
        least = 1
        n = max(least, (finished - run.started) // DAY)
    else:
        n, rest = divmod(run.counted(run.started, finished, counting), HOUR)
        if rest:  # with less than the counted time it is missed, with more it is kept
            return n + 1
        least = n

    unit, time_of_day, started, skips = like.unit, like.time_of_day, run.started, _ended(run)

    def due(n: int) -> int:
        return _moved(calendar.due_epoch(started, _limit(unit, n, time_of_day)), skips, counting)

    while due(n) < finished:
        n += 1
    while n > least and due(n - 1) >= finished:
        n -= 1
    return n


def agreed(events: Sequence[LineEvent], given: datetime | None, as_of: datetime) -> datetime | None:
    """Return the due time that was agreed last, else the one that came with the line.

    Args:
        events: All events of the line.
        given: What came with the line, None for nothing.
        as_of: What was agreed later is left out.
    """
    last = last_agreement(events, as_of)
    return given if last is None else last.corrected_at


def last_agreement(events: Sequence[LineEvent], as_of: datetime) -> LineEvent | None:
    """Return the last event up to an instant that agreed another due time; None for none."""
    found = None
    for event in events:
        if event.kind is EventKind.MOVED and event.corrected_at is not None and event.at <= as_of:
            found = event
    return found


def _agreed_on(events: Sequence[LineEvent], until: int) -> int:
    """Return when the due time was agreed last, in epoch seconds; 0 when it came with the line."""
    last = last_agreement(events, to_datetime(until))
    return 0 if last is None else to_epoch(last.at)


def happened(events: Sequence[LineEvent], until: int) -> list[Happened]:
    """Return events by number with the instants that count, up to an instant in epoch seconds.

    The last correction of an event counts; the corrections themselves are left out.
    """
    found = []
    last = 0
    for event in events:
        if event.number < last or event.kind is EventKind.CORRECTED:
            return _corrected(events, until)
        last = event.number
        at = to_epoch(event.at)
        if at <= until:
            found.append((at, event))
    return found


def _corrected(events: Sequence[LineEvent], until: int) -> list[Happened]:
    """Do the same for events out of order, or with corrections among them."""
    ordered = sorted(events, key=_number)
    corrected = {
        event.corrects: event.corrected_at
        for event in ordered
        if event.kind is EventKind.CORRECTED and event.corrected_at is not None
    }
    found = []
    for event in ordered:
        if event.kind is not EventKind.CORRECTED:
            at = to_epoch(corrected.get(event.number, event.at) if corrected else event.at)
            if at <= until:
                found.append((at, event))
    return found


def _exempted(events: Sequence[LineEvent]) -> list[Skip]:
    """Return the periods of force majeure that were not taken back."""
    undone = {event.corrects for event in events if event.kind is _UNDONE}
    return [
        (
            to_epoch(event.at),
            to_epoch(event.corrected_at),
            Reason(ReasonKind.PAUSED, event.reason, event.actor),
        )
        for event in events
        if event.corrected_at is not None and event.number not in undone
    ]


_FORCE_MAJEURE, _UNDONE = EventKind.FORCE_MAJEURE, EventKind.FORCE_MAJEURE_UNDONE
_number = attrgetter("number")
_BY_THE_CLOCK = frozenset({LimitUnit.CLOCK_HOURS, LimitUnit.CALENDAR_DAYS})
_REOPENED = Reason(ReasonKind.REOPENED)


class _OpenRun:
    """A run while its events are read."""

    __slots__ = ("deliveries", "end", "paused", "reopened", "skips", "started", "state")

    def __init__(self, started: int) -> None:
        self.started = started
        self.state = ClockState.RUNNING
        self.end = started
        self.paused: tuple[int, Reason] | None = None
        self.skips: list[Skip] = []
        self.deliveries: list[tuple[int, int]] = []
        self.reopened: list[int] = []

    def stop(self, at: int, state: ClockState) -> None:
        """Finish or cancel the run; a pause directly before it counts as a pause."""
        self.resume(at)
        self.state, self.end = state, at

    def pause(self, at: int, reason: Reason) -> None:
        """Stop the time, unless it is stopped."""
        if self.paused is None:
            self.paused = at, reason

    def resume(self, at: int) -> None:
        """End the pause, if there is one."""
        if self.paused is not None:
            since, reason = self.paused
            self.skips.append((since, at, reason))
            self.paused = None

    def reopen(self, at: int) -> None:
        """Go on; the time since the finish does not count."""
        self.skips.append((self.end, at, _REOPENED))
        self.reopened.append(len(self.deliveries))
        self.state = ClockState.RUNNING

    def close(
        self,
        number: int,
        now: int,
        due: int | None,
        calendar: Calendar,
        counting: Calendar,
        agreed_on: int,
    ) -> Run:
        """Return the run as it stands at an instant, given its due time before any pause.

        Only what was stopped after `agreed_on` moves the due time.
        """
        state = self.state
        until = now if state is ClockState.RUNNING else self.end
        # What is stopped within a pause that still runs is part of that pause.
        apart_until = until if self.paused is None else min(until, self.paused[0])
        skips = _apart(self.skips, self.started, apart_until) if self.skips else ()
        if due is not None:
            later = ((max(one[0], agreed_on), *one[1:]) for one in skips if one[1] > agreed_on)
            due = _moved(due, later, counting)
        if self.paused is not None:
            state = ClockState.PAUSED
            since, reason = self.paused
            skips = (*skips, (max(since, skips[-1][1] if skips else since), until, reason))
        return Run(
            number,
            state,
            self.started,
            until,
            due,
            skips,
            tuple(self.deliveries),
            tuple(self.reopened),
            calendar,
            counting,
        )


class _Folding:
    """The runs of one clock while its events are read."""

    __slots__ = ("is_new_run", "kind", "name", "runs")

    def __init__(self, name: str, kind: ClockKind, is_new_run: bool) -> None:
        self.name = name
        self.kind = kind
        self.is_new_run = is_new_run
        self.runs: list[_OpenRun] = []

    def take(self, at: int, event: LineEvent) -> None:
        """Let the next event act on the last run."""
        if event.kind is self.kind.starts:
            self._start(at)
        elif not self.runs:
            return
        elif self.runs[-1].state is ClockState.RUNNING:
            self._go_on(self.runs[-1], at, event)
        elif event.kind is EventKind.REOPENED and not self.kind.is_repeated:
            self._reopen(self.runs[-1], at, event)

    def _start(self, at: int) -> None:
        is_over = bool(self.runs) and self.runs[-1].state is ClockState.FINISHED
        if not self.runs or (is_over and self.kind.is_repeated):
            self.runs.append(_OpenRun(at))

    def _go_on(self, run: _OpenRun, at: int, event: LineEvent) -> None:
        kind = self.kind
        if event.kind in kind.finishes and (not kind.step or kind.is_reached(event)):
            run.stop(at, ClockState.FINISHED)
        elif event.kind is EventKind.CANCELLED:
            run.stop(at, ClockState.CANCELLED)
        elif event.kind is EventKind.DELIVERED:
            run.deliveries.append((event.quantity, at))
        elif event.kind is EventKind.RESUMED:
            run.resume(at)
        elif event.kind is EventKind.PAUSED and _stops(event, self.name):
            run.pause(at, Reason(ReasonKind.PAUSED, event.reason, event.actor))

    def _reopen(self, run: _OpenRun, at: int, event: LineEvent) -> None:
        if run.state is ClockState.CANCELLED:
            return
        if self.is_new_run or event.new_run:
            self.runs.append(_OpenRun(at))
        elif self.kind.is_reopened:
            run.reopen(at)


def _stops(event: LineEvent, name: str) -> bool:
    """Tell whether a pause stops a clock; an internal reason, or none, never does."""
    is_for_customer = event.pause_class is not None and event.pause_class.stops_customer_clock
    return is_for_customer and (not event.stops or name in event.stops)


def _apart(skips: Iterable[Skip], started: int, until: int) -> tuple[Skip, ...]:
    """Return stopped periods in order, cut to the run and to each other, without empty ones."""
    found: list[Skip] = []
    cursor = started
    for since, back, reason in sorted(skips, key=_since):
        start, end = max(since, cursor), min(back, until)
        if start < end:
            found.append((start, end, reason))
            cursor = end
    return tuple(found)


def _since(skip: Skip) -> int:
    return skip[0]


def _moved(due: int, skips: Iterable[Skip], counting: Calendar) -> int:
    """Return a due time moved by stopped periods, as the module's page says."""
    for since, back, _ in skips:
        if since >= due:
            break
        due = max(back, counting.add_epoch(due, counting.between_epoch(since, back)))
    return due
