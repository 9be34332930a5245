"""What happened to one made-up line: its events, told as they would have been recorded."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import zip_longest
from random import Random

from fmdesk.core.domain.calendar import Calendar
from fmdesk.core.domain.events import EventKind, LineEvent, PauseClass
from fmdesk.core.domain.process import ProcessVersion, Side, Step
from fmdesk.core.services.office_data import Data

HOUR = 3600
THOUSAND = 1000


@dataclass(frozen=True, slots=True)
class Chances:
    """Chances of what may happen, in thousandths, from `resources/starter/work.toml`."""

    random: Random
    data: Data

    def hits(self, name: str) -> bool:
        """Tell whether something happens this time."""
        return self.random.randrange(THOUSAND) < int(self.data[name])

    def text(self, name: str) -> str:
        """Return one of the texts for something."""
        return str(self.random.choice(self.data["texts"][name]))


@dataclass(frozen=True, slots=True)
class Plot:
    """What a story is about.

    Attributes:
        opened: When the line was received.
        due: When its lead time ends, None when none is promised.
        calendar: The calendar it runs on.
        process: Its process.
        quantity: Ordered pieces.
        is_delivered: Its pieces are delivered, not just made ready.
        is_broken: It is to come too late.
        desk: Names of the front office.
        crew: Names of the unit that does the back office's steps, by number; 0 is the owner.
    """

    opened: datetime
    due: datetime | None
    calendar: Calendar
    process: ProcessVersion
    quantity: int
    is_delivered: bool
    is_broken: bool
    desk: Sequence[str]
    crew: Mapping[int, Sequence[str]]


def tell(plot: Plot, chances: Chances, cut: datetime) -> tuple[LineEvent, ...]:
    """Return the events of a line up to an instant, in order and numbered.

    Args:
        plot: What the story is about.
        chances: Decide what happens beside the steps.
        cut: Now; what would happen later has not happened.
    """
    events = sorted(_events(plot, chances), key=lambda event: event.at)
    happened = _waited([one for one in events if one.at <= cut], plot)
    return tuple(event._replace(number=number) for number, event in enumerate(happened, start=1))


def _waited(events: Sequence[LineEvent], plot: Plot) -> Iterator[LineEvent]:
    """Yield the events; a unit that has taken up a step did so a while after it was handed over.

    How long follows from when the line was received, so that no chance is drawn; it is often short
    and never past what happened next. What is in hand now began when it was handed over.
    """
    share = ((plot.opened.minute * 60 + plot.opened.second) % 100 / 100) ** 3
    back = {place for place, step in enumerate(plot.process.steps) if step.side is Side.BACK}
    is_first = True
    for event, after in zip_longest(events, events[1:]):
        if is_first and after and event.kind is EventKind.STARTED and event.step in back:
            is_first = False
            waited = int(plot.calendar.between(event.at, after.at) * share)
            later = plot.calendar.add(event.at, waited).replace(microsecond=0)
            yield event._replace(at=min(max(later, event.at), after.at))
        else:
            yield event


def _events(plot: Plot, chances: Chances) -> Iterator[LineEvent]:
    random = chances.random
    clerk = random.choice(plot.desk)
    yield _event(EventKind.RECEIVED, plot.opened, clerk)
    finish = _finish(plot, random)
    marks = _marks(plot, finish, random)
    if chances.hits("cancelled"):
        at = marks[0] + (marks[1] - marks[0]) / 2
        yield _event(EventKind.STARTED, marks[0], clerk, step=0)
        yield _event(EventKind.CANCELLED, at, clerk, reason=chances.text("cancelled"))
        return
    pause = _pause(plot, marks, chances)
    yield from pause
    marks = [_after(mark, pause, plot.calendar) for mark in marks]
    steps = plot.process.steps
    worker = clerk
    for number, (step, start, end) in enumerate(zip(steps, marks, marks[1:], strict=False)):
        worker = clerk if step.side is Side.FRONT else random.choice(_crew(plot, step))
        yield _event(EventKind.STARTED, start, worker, step=number)
        if step.side is Side.BACK and number == 1 and not pause and chances.hits("returned"):
            yield from _return(start, end, clerk, worker, chances)
        if number == len(steps) - 1 and chances.hits("never_done"):
            return
        yield _event(EventKind.STEP_FINISHED, end, worker, step=number)
    yield from _ending(plot, marks, worker, chances)


def _finish(plot: Plot, random: Random) -> datetime:
    """Return when the work is done: within the lead time, or after it where it is to be late."""
    calendar = plot.calendar
    if plot.due is None:
        return calendar.add(plot.opened, random.randrange(HOUR, 16 * HOUR))
    if plot.is_broken:
        return calendar.add(plot.due, random.randrange(600, 7 * HOUR))
    room = calendar.between(plot.opened, plot.due)
    return calendar.add(plot.opened, room * random.randrange(15, 93) // 100)


def _marks(plot: Plot, finish: datetime, random: Random) -> list[datetime]:
    """Return when each step starts, and when the last one ends.

    Where it comes too late, sometimes the front office is the slow one.
    """
    calendar, count = plot.calendar, len(plot.process.steps)
    span = calendar.between(plot.opened, finish)
    is_front_slow = plot.is_broken and random.randrange(THOUSAND) < 250  # noqa: PLR2004
    shares = [random.randrange(40, 90) if is_front_slow else random.randrange(3, 12)]
    shares += [random.randrange(20, 60) for _step in range(count - 1)]
    total, passed = sum(shares) + 1, 1
    marks = [calendar.add(plot.opened, span * passed // (total * 4))]
    for share in shares:
        passed += share
        marks.append(calendar.add(plot.opened, span * passed // total))
    marks[-1] = max(finish, marks[-1])
    return marks


def _pause(plot: Plot, marks: Sequence[datetime], chances: Chances) -> tuple[LineEvent, ...]:
    """Return pause and resumption, if there are any, within the step after the first."""
    is_internal = chances.hits("paused_internal")
    if not is_internal and not chances.hits("paused"):
        return ()
    random, calendar = chances.random, plot.calendar
    first = marks[min(1, len(marks) - 2)]
    at = first + (marks[-1] - first) * random.randrange(10, 60) / 100
    again = calendar.add(at, random.randrange(HOUR, 9 * HOUR))
    who = random.choice(plot.desk)
    kind = PauseClass.INTERNAL if is_internal else PauseClass.CUSTOMER
    reason = chances.text("paused_internal" if is_internal else "paused")
    evidence = "" if is_internal else f"Telefoon {random.randrange(4163, 4300)}"
    paused = _event(EventKind.PAUSED, at, who, reason=reason)
    return (
        paused._replace(pause_class=kind, evidence=evidence),
        _event(EventKind.RESUMED, again, who),
    )


def _after(mark: datetime, pause: Sequence[LineEvent], calendar: Calendar) -> datetime:
    """Return an instant moved by a pause that stopped the customer's clock before it."""
    if not pause or mark < pause[0].at:
        return mark
    if pause[0].pause_class is PauseClass.INTERNAL:
        return max(mark, pause[1].at)
    return calendar.add(mark, calendar.between(pause[0].at, pause[1].at))


def _return(
    start: datetime, end: datetime, clerk: str, worker: str, chances: Chances
) -> Iterator[LineEvent]:
    """Yield that a line went back over the cut and was issued again."""
    back, again = start + (end - start) * 0.3, start + (end - start) * 0.5
    yield _event(EventKind.RETURNED, back, worker, step=1, reason=chances.text("returned"))
    yield _event(EventKind.STARTED, again, clerk, step=1)


def _ending(
    plot: Plot, marks: Sequence[datetime], worker: str, chances: Chances
) -> Iterator[LineEvent]:
    random, finish = chances.random, marks[-1]
    if chances.hits("asked"):
        asked = plot.opened + (finish - plot.opened) * 0.4
        yield _event(EventKind.MESSAGE, asked, "klant")
        yield _event(EventKind.ANSWERED, asked + timedelta(minutes=25), random.choice(plot.desk))
    if not plot.is_delivered:
        yield _event(EventKind.READY, finish, worker)
        if chances.hits("reopened"):
            again = plot.calendar.add(finish, random.randrange(HOUR, 12 * HOUR))
            yield _event(EventKind.REOPENED, again, worker, reason=chances.text("reopened"))
            done = plot.calendar.add(again, random.randrange(HOUR, 4 * HOUR))
            yield _event(EventKind.READY, done, worker)
        return
    rest = plot.quantity
    if rest > 1 and random.randrange(THOUSAND) < (500 if plot.is_broken else 90):
        first = random.randrange(1, rest)
        yield _delivery(marks[-2] + (finish - marks[-2]) * 0.05, worker, first)
        rest -= first
    yield _delivery(finish, worker, rest)
    yield _event(EventKind.READY, finish, worker)


def _crew(plot: Plot, step: Step) -> Sequence[str]:
    return plot.crew.get(step.unit_id or 0) or plot.crew[0]


def _delivery(at: datetime, actor: str, quantity: int) -> LineEvent:
    return _event(EventKind.DELIVERED, at, actor)._replace(quantity=quantity)


def _event(
    kind: EventKind, at: datetime, actor: str, *, step: int | None = None, reason: str = ""
) -> LineEvent:
    """Return an event that is numbered later; instants are whole seconds."""
    return LineEvent(0, kind, at.replace(microsecond=0), actor, step, reason)
