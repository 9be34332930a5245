"""Every figure against what plain Python counts in the same lines, whatever happened to them."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from random import Random

import pytest

from fmdesk.core.domain.board import Counted, Figure
from fmdesk.core.domain.events import EventKind, LineEvent, PauseClass
from fmdesk.core.domain.ticket import Line, LineState
from tests.integration.board.conftest import BoardOffice

LINES = 24
STEPS = 60
NEAR_SECONDS = 2 * 3600
RUNS = {LineState.NEW, LineState.RUNNING}
OPEN = RUNS | {LineState.PAUSED}
Told = tuple[Line, Sequence[LineEvent]]


def live(office: BoardOffice, random: Random) -> None:
    """Let things happen to some lines, one after the other."""
    for _each in range(LINES):
        office.order(random.randrange(1, 5))
        office.time.advance(minutes=random.randrange(90))
    for _step in range(STEPS):
        office.time.advance(minutes=random.randrange(20))
        line_id = random.randrange(1, LINES + 1)
        with office.door.read() as work:
            state = work.tickets.line(line_id).state
        happened = random.choice(POSSIBLE[state])
        if happened is not None:
            office.record(line_id, happened, **MORE.get(happened, {}))


POSSIBLE: Mapping[LineState, Sequence[EventKind | None]] = {
    LineState.NEW: (EventKind.STARTED, EventKind.PAUSED, EventKind.CANCELLED, EventKind.READY),
    LineState.RUNNING: (
        *(EventKind.RETURNED, EventKind.STARTED, EventKind.STEP_FINISHED),
        *(EventKind.PAUSED, EventKind.READY),
    ),
    LineState.PAUSED: (EventKind.RESUMED, None),
    LineState.READY: (EventKind.REOPENED, None, None),
    LineState.CANCELLED: (None,),
}
MORE: Mapping[EventKind, Mapping[str, object]] = {
    EventKind.STARTED: {"step": 1},
    EventKind.STEP_FINISHED: {"step": 1},
    EventKind.RETURNED: {"step": 1, "reason": "Afleverplek ontbreekt"},
    EventKind.PAUSED: {
        "reason": "wacht",
        "evidence": "telefoon",
        "pause_class": PauseClass.CUSTOMER,
    },
    EventKind.CANCELLED: {"reason": "dubbel"},
    EventKind.REOPENED: {"reason": "nog niet goed"},
}


def is_returned(events: Sequence[LineEvent]) -> bool:
    """Tell whether the last thing that passed over the cut was the way back."""
    passed = {EventKind.RETURNED, EventKind.STARTED, EventKind.STEP_FINISHED, EventKind.DELIVERED}
    crossing = [event.kind for event in events if event.kind in passed]
    return bool(crossing) and crossing[-1] is EventKind.RETURNED


def counted(office: BoardOffice) -> Mapping[Figure, set[int]]:
    """Return the lines behind each figure, counted one by one."""
    with office.door.read() as work:
        now = work.now
        told = work.tickets.with_events(range(1, LINES + 1))

        def left(line: Line) -> int:
            version = line.pins.calendar_version_id
            calendar = work.catalog.calendar_version(version or 0)[1]
            return calendar.between(now, _due(line))

        figures: Mapping[Figure, Callable[[Told], bool]] = {
            Figure.NEAR: lambda one: (
                one[0].state in RUNS and _due(one[0]) >= now and left(one[0]) <= NEAR_SECONDS
            ),
            Figure.OVERDUE: lambda one: one[0].state in RUNS and _due(one[0]) < now,
            Figure.RETURNED: lambda one: one[0].state in OPEN and is_returned(one[1]),
            Figure.QUEUE: lambda one: one[0].state in OPEN,
        }
        return {
            figure: {one[0].id for one in told if is_in(one)} for figure, is_in in figures.items()
        }


def _due(line: Line) -> datetime:
    assert line.due_at is not None
    return line.due_at


@pytest.mark.parametrize("seed", range(3))
def test_figures_and_lists_are_what_plain_python_counts(office: BoardOffice, seed: int) -> None:
    random = Random(seed)
    live(office, random)
    seen: set[Figure] = set()
    for _look in range(6):
        office.time.advance(hours=random.randrange(1, 9))
        wanted, state = counted(office), office.board.state("nl")
        for figure in (Figure.NEAR, Figure.OVERDUE, Figure.RETURNED):
            ids = office.board.ids(Counted(figure))
            assert set(ids) == wanted[figure], figure
            assert state.figures[figure] == len(ids)
            seen |= {figure} if ids else set()
        (queue,) = state.queues
        ids = office.board.ids(Counted(Figure.QUEUE, unit_id=queue.unit_id))
        assert set(ids) == wanted[Figure.QUEUE]
        assert queue.waiting + queue.running + queue.paused == len(ids)
    assert seen, "something was counted"


def test_the_oracle_finds_a_figure_that_is_wrong(office: BoardOffice) -> None:
    live(office, Random(1))
    office.time.advance(days=2)
    wanted = counted(office)
    assert wanted[Figure.OVERDUE]
    with office.database.write() as connection:
        connection.exec_driver_sql("UPDATE line SET state = 'paused'")
        connection.commit()
    assert set(office.board.ids(Counted(Figure.OVERDUE))) != wanted[Figure.OVERDUE]
