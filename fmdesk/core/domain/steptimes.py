"""Whose time it was: the seconds of each process step, for the bearer rule `overrun`.

At every instant one step has the line (domain page, Charter): the step that runs; between steps
the next one; after a return over the cut a front step until the line is issued again.
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

    Without a breach it is counted to the end of the run.

    Args:
        run: The run of the clock.
        events: All events of the line.
        steps: The steps of its process, in order; none gives no times.
        owner_unit_id: The product's unit, for steps that name none.
    """
    if not steps:
        return ()
    last = steps[0].position
    due = run.fixed_due
    end = run.until if due is None else min(run.until, due)
    seconds = {step.position: 0 for step in steps}
    holder = _Holder(steps)
    cursor = run.started
    for at, event in happened(events, run.until):
        if event.kind in _HAND_OVERS and cursor < end:
            last = holder.pass_on(event)
            seconds[last] += run.counted(cursor, min(at, end), run.calendar)
            cursor = max(cursor, at)
    if cursor < end:
        last = holder.expected
        seconds[last] += run.counted(cursor, end, run.calendar)
    return tuple(
        StepTime(
            step.position,
            owner_unit_id if step.unit_id is None else step.unit_id,
            seconds[step.position],
            step.target_seconds,
            is_running_at_breach=step.position == last,
        )
        for step in steps
    )


_BY_STEP = frozenset({EventKind.STARTED, EventKind.STEP_FINISHED})
_HAND_OVERS = _BY_STEP | {EventKind.RETURNED, EventKind.READY}


class _Holder:
    """Which step has the line, while events are read in order."""

    def __init__(self, steps: Sequence[Step]) -> None:
        self.positions = [step.position for step in steps]
        self.fronts = [step.position for step in steps if step.side is Side.FRONT]
        self.current: int | None = None
        self.finished = -1

    @property
    def expected(self) -> int:
        """The step that has the line now: the running one, else the one that comes next."""
        if self.current is not None:
            return self.current
        later = [position for position in self.positions if position > self.finished]
        return later[0] if later else self.positions[-1]

    def pass_on(self, event: LineEvent) -> int:
        """Return the step that had the line up to an event, and let the event pass it on."""
        had = self.expected
        named = event.step if event.step in self.positions else had
        if self.current is None and event.kind in _BY_STEP:
            had = named
        if event.kind is EventKind.STARTED:
            self.current = named
        elif event.kind is EventKind.RETURNED:
            self.current = self._front_of(named)
        else:
            self.current, self.finished = None, named
        return had

    def _front_of(self, position: int) -> int:
        fronts = [front for front in self.fronts if front <= position]
        return fronts[-1] if fronts else self.positions[0]
