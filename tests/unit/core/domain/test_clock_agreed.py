"""A due time that was agreed for a line, and agreed anew."""

from datetime import UTC, datetime, timedelta

import pytest

from fmdesk.core.domain.calendar import Calendar, Limit, LimitUnit
from fmdesk.core.domain.clock import agreed, fold, last_agreement
from fmdesk.core.domain.events import EventKind, LineEvent, PauseClass

ALWAYS = Calendar.always("Europe/Amsterdam")
START = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
AT_TEN, AT_FOUR = START + 2 * HOUR, START + 8 * HOUR
LATER = START + 100 * HOUR
RECEIVED = LineEvent(1, EventKind.RECEIVED, START)


def moved(number: int, hours: int, due: datetime | None) -> LineEvent:
    return LineEvent(number, EventKind.MOVED, START + hours * HOUR, corrected_at=due)


def pause(number: int, since: int, until: int) -> tuple[LineEvent, LineEvent]:
    stopped = PauseClass.CUSTOMER
    return (
        LineEvent(number, EventKind.PAUSED, START + since * HOUR, pause_class=stopped),
        LineEvent(number + 1, EventKind.RESUMED, START + until * HOUR),
    )


def due(*events: LineEvent, given: datetime | None = AT_TEN, **more: object) -> datetime | None:
    log = (RECEIVED, *events)
    last = agreed(log, given, LATER)
    return fold(log, ALWAYS, None, as_of=LATER, due_given=last, **more).runs[0].due_at


def test_what_came_with_the_line_counts_until_another_is_agreed() -> None:
    assert due() == AT_TEN
    assert due(moved(2, 1, None)) == AT_TEN, "moved, and the due time stayed"
    assert due(moved(2, 1, AT_FOUR)) == AT_FOUR
    assert due(moved(2, 1, AT_FOUR), moved(3, 2, AT_TEN)) == AT_TEN
    assert due(moved(2, 1, AT_FOUR), moved(3, 2, None)) == AT_FOUR
    assert due(moved(2, 1, AT_FOUR), given=None) == AT_FOUR
    assert due(given=None) is None


def test_what_is_agreed_later_is_not_known_before() -> None:
    log = (RECEIVED, moved(2, 3, AT_FOUR))
    assert agreed(log, AT_TEN, START + 2 * HOUR) == AT_TEN
    assert agreed(log, AT_TEN, START + 3 * HOUR) == AT_FOUR
    assert last_agreement(log, START + 2 * HOUR) is None
    assert last_agreement(log, START + 3 * HOUR) == log[1]


@pytest.mark.parametrize(
    ("since", "until", "shift"),
    [(1, 3, 0), (1, 5, 1), (4, 6, 2), (5, 7, 2)],
    ids=["before", "across", "from then on", "after"],
)
def test_only_what_is_stopped_after_the_agreement_moves_it(
    since: int, until: int, shift: int
) -> None:
    first, last = pause(2, since, until)
    log = sorted((first, last, moved(9, 4, AT_FOUR)), key=lambda event: event.at)
    log = [event._replace(number=number) for number, event in enumerate(log, start=2)]
    assert due(*log) == AT_FOUR + shift * HOUR


def test_a_pause_moves_what_came_with_the_line() -> None:
    assert due(*pause(2, 1, 3)) == AT_TEN + 2 * HOUR


def test_a_limit_of_its_own_does_not_heed_what_was_agreed() -> None:
    log = (RECEIVED, moved(2, 1, AT_FOUR))
    limit = Limit(LimitUnit.CLOCK_HOURS, 24)
    run = fold(log, ALWAYS, limit, as_of=LATER).runs[0]
    assert run.due_at == START + 24 * HOUR


def test_a_run_of_its_own_after_reopening_has_no_agreement() -> None:
    ready = LineEvent(3, EventKind.READY, START + 2 * HOUR)
    again = LineEvent(4, EventKind.REOPENED, START + 3 * HOUR)
    log = (RECEIVED, moved(2, 1, AT_FOUR), ready, again)
    runs = fold(log, ALWAYS, None, as_of=LATER, due_given=AT_FOUR, new_run_on_reopen=True).runs
    assert [run.due_at for run in runs] == [AT_FOUR, None]
    assert runs[0].is_kept


def test_a_note_moves_nothing() -> None:
    noted = LineEvent(2, EventKind.NOTED, START + HOUR, reason="x")
    assert due(noted) == AT_TEN
