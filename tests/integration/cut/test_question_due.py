"""When an answer is due, against open minutes counted one by one in plain Python."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest

from fmdesk.core.domain.crossing import QuestionDraft, QuestionTarget, UnitQuestion
from fmdesk.core.domain.errors import InvalidInputError
from fmdesk.core.domain.limits import Limit, LimitUnit
from tests.integration.cut.conftest import HOURS, Cut

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
MINUTE = timedelta(minutes=1)
STARTS = (
    "2026-03-02T08:00",  # as it opens
    "2026-03-02T12:00",  # the time ends as it closes
    "2026-03-02T15:59",  # a minute before it closes
    "2026-03-02T16:00",  # as it closes
    "2026-03-03T06:59",  # before it opens
    "2026-03-06T14:30",  # over a weekend
    "2026-03-07T11:00",  # on a Saturday
    "2026-03-27T15:00",  # over the night in which the clock goes forward
    "2026-03-29T00:30",  # in that night
    "2026-10-23T14:00",  # over the night in which it goes back
    "2026-12-31T15:30",  # into another year
)


def office_minutes(start: datetime) -> Iterator[datetime]:
    """Yield the end of each minute in which the office is open, from an instant on."""
    at = start
    while True:
        wall = at.astimezone(AMSTERDAM)
        at += MINUTE
        if wall.weekday() < 5 and 9 <= wall.hour < 17:
            yield at


def counted(start: datetime, hours: int) -> datetime:
    """Return when so many open hours have passed, counted one minute after the other."""
    minutes = office_minutes(start)
    return [next(minutes) for _n in range(hours * 60)][-1]


def ask(cut: Cut, unit: str = "MAG", **about: object) -> UnitQuestion:
    return cut.questions.ask(QuestionDraft(uuid4(), unit, "Kan dat?", **about))


def within(cut: Cut, unit: LimitUnit, n: int, calendar: str = "", of: str = "") -> None:
    cut.questions.save_target(uuid4(), QuestionTarget(Limit(unit, n), calendar), of)


@pytest.mark.parametrize("hours", [4, 25])
def test_open_hours_are_those_of_the_office_minute_by_minute(cut: Cut, hours: int) -> None:
    within(cut, LimitUnit.WORKING_HOURS, hours, "office")
    for start in STARTS:
        cut.time.at = datetime.fromisoformat(start).replace(tzinfo=UTC)
        asked = ask(cut)
        assert asked.asked_at == cut.time.at
        assert asked.due_at == counted(cut.time.at, hours), start
        assert cut.question(asked.id) == asked, "it is stored as it was told"


def test_hours_of_the_clock_run_through_night_and_weekend(cut: Cut) -> None:
    within(cut, LimitUnit.CLOCK_HOURS, 25, "office")
    for start in STARTS:
        cut.time.at = datetime.fromisoformat(start).replace(tzinfo=UTC)
        assert ask(cut).due_at == cut.time.at + timedelta(hours=25), start


def test_without_any_calendar_an_open_hour_is_an_hour(cut: Cut) -> None:
    within(cut, LimitUnit.WORKING_HOURS, 4)
    for start in STARTS:
        cut.time.at = datetime.fromisoformat(start).replace(tzinfo=UTC)
        assert ask(cut).due_at == cut.time.at + timedelta(hours=4), start


def test_a_question_without_a_product_counts_on_the_calendar_of_the_target(cut: Cut) -> None:
    cut.time.at = datetime(2026, 3, 6, 15, 0, tzinfo=UTC)
    loose, about = ask(cut), ask(cut, product="PAP")
    assert loose.due_at == about.due_at == counted(cut.time.at, 4)


def test_the_units_own_target_beats_the_office_and_leaves_others_alone(cut: Cut) -> None:
    within(cut, LimitUnit.CLOCK_HOURS, 2, of="TR")
    cut.time.at = datetime(2026, 3, 7, 11, 0, tzinfo=UTC)  # a Saturday
    assert ask(cut, "TR", product="PAP").due_at == cut.time.at + timedelta(hours=2)
    assert ask(cut, "MAG", product="PAP").due_at == counted(cut.time.at, 4)


def test_a_target_of_the_office_that_changes_leaves_what_was_asked_as_it_was(cut: Cut) -> None:
    before = ask(cut, product="PAP")
    within(cut, LimitUnit.CLOCK_HOURS, 1)
    after = ask(cut, product="PAP")
    assert after.due_at == cut.time.at + timedelta(hours=1)
    (first, second) = cut.questions.to_answer(cut.store, "nl")
    assert (first.question, second.question) == (after, before), "the next due stands first"
    assert cut.question(before.id).due_at == before.due_at


def test_questions_that_are_due_at_once_stand_in_the_order_of_asking(cut: Cut) -> None:
    asked = [ask(cut, product="PAP").id for _n in range(5)]
    listed = [one.question.id for one in cut.questions.to_answer(cut.store, "nl")]
    assert listed == asked


def test_no_time_at_all_is_refused_and_the_target_stays(cut: Cut) -> None:
    for of in ("", "MAG"):
        with pytest.raises(InvalidInputError, match=r"question\.target"):
            within(cut, LimitUnit.WORKING_HOURS, 0, of=of)
        with pytest.raises(InvalidInputError, match=r"limit\.amount"):
            within(cut, LimitUnit.WORKING_HOURS, -1, of=of)
        assert cut.questions.target(of) == QuestionTarget(HOURS, "office")


def test_a_target_that_is_saved_twice_is_saved_once(cut: Cut) -> None:
    op_id, first = uuid4(), QuestionTarget(Limit(LimitUnit.CLOCK_HOURS, 1))
    cut.questions.save_target(op_id, first)
    within(cut, LimitUnit.CLOCK_HOURS, 2)
    cut.questions.save_target(op_id, first)
    assert cut.questions.target().limit.n == 2, "the repeat is the old command, not a new one"


def test_the_rows_carry_the_calendar_on_which_their_time_runs(cut: Cut) -> None:
    ask(cut, product="PAP")
    ask(cut, "TR", product="PAP")
    within(cut, LimitUnit.WORKING_HOURS, 4, of="TR")
    (store,) = cut.questions.to_answer(cut.store, "nl")
    (other,) = cut.questions.to_answer(cut.other_unit(), "nl")
    start = datetime(2026, 3, 7, 11, 0, tzinfo=UTC)
    for row in (store, other):
        assert row.calendar is not None
        assert row.calendar.due(start, HOURS) == counted(start, 4), row.unit
    within(cut, LimitUnit.WORKING_HOURS, 4)
    loose = ask(cut, product="")
    (shown,) = [one for one in cut.questions.mine("nl") if one.question == loose]
    assert shown.calendar is not None
    assert shown.calendar.due(start, HOURS) == start + timedelta(hours=4)
