"""Whose time it was: the seconds of each process step, for the bearer rule `overrun`.

At every instant one step has the line (domain page, Charter): the step that runs; between steps
the next one; after a return over the cut a front step until the line is issued again. Once a line
was redirected, its back steps are the time of the unit that it was given to; what they took before
stays that of the unit that had them.
"""

from collections.abc import Sequence

from fmdesk.core.domain.attribution import StepTime
from fmdesk.core.domain.clock import happened
from fmdesk.core.domain.clockrun import Run
from fmdesk.core.domain.events import EventKind, LineEvent
from fmdesk.core.domain.process import Side, Step


def step_times(
    run: Run, events: Sequence[LineEvent], steps: Sequence[Step], owner_unit_id: int
) -> tuple[StepTime, ...]:
    """Return the time of each step, from the start of a run to its breach.

    Without a breach it is counted to the end of the run. A step that two units had comes twice, in
    their order, each with its whole target.

    Args:
        run: The run of the clock.
        events: All events of the line.
        steps: The steps of its process, in order; none gives no times.
        owner_unit_id: The product's unit at intake, for steps that name none.
    """
    if not steps:
        return ()
    due = run.fixed_due
    end = run.until if due is None else min(run.until, due)
    holder = _Holder(steps, owner_unit_id)
    last = holder.held(steps[0].position)
    seconds: dict[tuple[int, int], int] = {}
    cursor = run.started
    for at, event in happened(events, run.until):
        if event.kind in _HAND_OVERS and cursor < end:
            last = holder.pass_on(event)
            counted = run.counted(cursor, min(at, end), run.calendar)
            seconds[last] = seconds.get(last, 0) + counted
            cursor = max(cursor, at)
    if cursor < end:
        last = holder.held(holder.expected)
        seconds[last] = seconds.get(last, 0) + run.counted(cursor, end, run.calendar)
    had = {position for position, _unit in seconds}
    for step in steps:
        if step.position not in had:
            seconds[holder.held(step.position)] = 0
    targets = {step.position: step.target_seconds for step in steps}
    return tuple(
        StepTime(*held, counted, targets[held[0]], is_running_at_breach=held == last)
        for held, counted in sorted(seconds.items(), key=lambda entry: entry[0][0])
    )


_BY_STEP = frozenset({EventKind.STARTED, EventKind.STEP_FINISHED})
_HAND_OVERS = _BY_STEP | {EventKind.RETURNED, EventKind.REDIRECTED, EventKind.READY}


class _Holder:
    """Which step has the line, and whose that is, while events are read in order."""

    def __init__(self, steps: Sequence[Step], owner: int) -> None:
        self.positions = [step.position for step in steps]
        self.fronts = [step.position for step in steps if step.side is Side.FRONT]
        self.units = {
            step.position: owner if step.unit_id is None else step.unit_id for step in steps
        }
        self.current: int | None = None
        self.finished = -1

    @property
    def expected(self) -> int:
        """The step that has the line now: the running one, else the one that comes next."""
        if self.current is not None:
            return self.current
        later = [position for position in self.positions if position > self.finished]
        return later[0] if later else self.positions[-1]

    def held(self, position: int) -> tuple[int, int]:
        """Return a step with the unit whose it is now."""
        return position, self.units[position]

    def pass_on(self, event: LineEvent) -> tuple[int, int]:
        """Return the step that had the line up to an event, and let the event pass it on."""
        had = self.expected
        named = event.step if event.step in self.positions else had
        if self.current is None and event.kind in _BY_STEP:
            had = named
        held = self.held(had)
        if event.kind is EventKind.STARTED:
            self.current = named
        elif event.kind is EventKind.RETURNED:
            self.current = self._front_of(named)
        elif event.kind is EventKind.REDIRECTED:
            self._redirect(event)
        else:
            self.current, self.finished = None, named
        return held

    def _redirect(self, event: LineEvent) -> None:
        if event.unit_id is not None:
            back = (one for one in self.positions if one not in self.fronts)
            self.units |= dict.fromkeys(back, event.unit_id)
        if event.step is not None:
            self.current, self.finished = None, event.step - 1

    def _front_of(self, position: int) -> int:
        fronts = [front for front in self.fronts if front <= position]
        return fronts[-1] if fronts else self.positions[0]
