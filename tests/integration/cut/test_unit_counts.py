"""Counts per person and day, and the lists behind them, against a count in plain Python."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa

from fmdesk.core.domain.errors import InvalidInputError, NotFoundError
from fmdesk.core.domain.events import EventKind, PauseClass
from fmdesk.core.domain.people import Person
from fmdesk.core.domain.unit_work import (
    Absence,
    AbsenceDraft,
    AssignDraft,
    MoveDraft,
    Whose,
    Within,
    day_ends,
)
from fmdesk.core.ports import UnitOfWork
from fmdesk.core.sql import tables as t
from fmdesk.i18n import using_language
from fmdesk.messages import explain
from fmdesk.testing import race
from tests.integration.cut.conftest import Cut
from tests.integration.storage.conftest import Change

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
MOMENTS = (
    datetime(2026, 3, 11, 17, 0, tzinfo=UTC),  # a Wednesday, at the very due time of a line
    datetime(2026, 3, 13, 22, 59, tzinfo=UTC),  # a minute before midnight in the office
    datetime(2026, 3, 13, 23, 0, tzinfo=UTC),  # midnight in the office
    datetime(2026, 3, 15, 12, 0, tzinfo=UTC),  # a Sunday: tomorrow is another week
)


@dataclass(frozen=True)
class Held:
    """A line as a plain list keeps it: when it is due, and who has it."""

    id: int
    due_at: datetime
    who: int | None


def bucket(due: datetime, now: datetime) -> str:
    """Return in which column a line belongs, from the days on the wall."""
    if due < now:
        return "late"
    day, today = due.astimezone(AMSTERDAM).date(), now.astimezone(AMSTERDAM).date()
    if day <= today + timedelta(days=1):
        return "today" if day == today else "tomorrow"
    return "week" if day.isocalendar()[:2] == today.isocalendar()[:2] else "later"


def fits(due: datetime, now: datetime, within: Within) -> bool:
    """Tell whether a list of some days shows a line; what is late is due today and this week."""
    day, today = due.astimezone(AMSTERDAM).date(), now.astimezone(AMSTERDAM).date()
    sunday = today + timedelta(days=6 - today.weekday())
    return {
        Within.ALL: True,
        Within.LATE: due < now,
        Within.TODAY: day <= today,
        Within.DUE_TODAY: due >= now and day == today,
        Within.TOMORROW: day == today + timedelta(days=1),
        Within.WEEK: day <= sunday,
        Within.LATER_WEEK: today + timedelta(days=1) < day <= sunday,
        Within.LATER: day > max(today + timedelta(days=1), sunday),
    }[within]


@pytest.fixture
def held(cut: Cut) -> list[Held]:
    """Lines that are due an hour or a day apart, with everybody and nobody."""
    people = (cut.people["P2"], cut.people["P3"], None)
    made = []
    cut.time.at = datetime(2026, 3, 9, 9, 0, tzinfo=UTC)
    for number in range(9):
        line_id = cut.issued()
        who = people[number % 3]
        if who is not None:
            cut.my_unit.assign(AssignDraft(uuid4(), cut.store, (line_id,), who))
        due = cut.queries.line(line_id, "nl").due_at
        assert due == cut.time.at + timedelta(hours=24)
        made.append(Held(line_id, due, who))
        cut.time.advance(hours=(8, 1, 3, 12)[number % 4])
    return made


def moments(held: list[Held]) -> Iterator[datetime]:
    """Yield instants after the last line was taken, among which its own due times."""
    last = held[-1].due_at
    for moment in (*MOMENTS, last, last + timedelta(seconds=1), last + timedelta(days=9)):
        if moment >= last - timedelta(hours=16):
            yield moment


def test_the_counts_of_people_are_those_that_a_plain_list_gives(cut: Cut, held: list[Held]) -> None:
    for now in sorted({*moments(held)}):
        cut.time.at = now
        expected = Counter((one.who, bucket(one.due_at, now)) for one in held)
        shown = {
            (row.person_id, name): getattr(row, name)
            for row in cut.my_unit.members(cut.store)
            for name in ("late", "today", "tomorrow", "week", "later")
        }
        assert {key: n for key, n in shown.items() if n} == dict(expected), now
        assert sum(shown.values()) == len(held)


def test_every_list_shows_what_a_plain_list_gives_in_its_order(cut: Cut, held: list[Held]) -> None:
    me = cut.people["P2"]
    whose = {
        Whose.ALL: lambda who: True,
        Whose.MINE: lambda who: who == me,
        Whose.PERSON: lambda who: who == me,
        Whose.NOBODY: lambda who: who is None,
        Whose.COLLEAGUES: lambda who: who not in {None, me},
        Whose.ABSENT: lambda who: False,
    }
    for now in sorted({*moments(held)}):
        cut.time.at = now
        for which, is_of in whose.items():
            for within in Within:
                expected = tuple(
                    one.id
                    for one in sorted(held, key=lambda one: (one.due_at, one.id))
                    if is_of(one.who) and fits(one.due_at, now, within)
                )
                found = cut.work(cut.store, whose=which, person_id=me, within=within)
                assert found == expected, (now, which, within)


def test_what_has_no_due_time_is_counted_and_listed_as_later(cut: Cut, held: list[Held]) -> None:
    lines = [one.id for one in held if one.who is None]
    with cut.door.database.write() as connection:
        never = sa.update(t.line).where(t.line.c.id.in_(lines)).values(due_at=None)
        connection.execute(never)
        connection.commit()
    nobody = cut.my_unit.members(cut.store)[0]
    assert (nobody.later, nobody.total) == (3, 3)
    assert cut.work(cut.store, whose=Whose.NOBODY, within=Within.LATER) == tuple(lines)
    for within in set(Within) - {Within.ALL, Within.LATER}:
        assert cut.work(cut.store, whose=Whose.NOBODY, within=within) == ()


def test_the_days_of_an_absence_are_days_of_the_office(cut: Cut, held: list[Held]) -> None:
    jan = cut.people["P2"]
    first, last = date(2026, 3, 20), date(2026, 3, 22)
    away = Absence(jan, first, last)
    cut.my_unit.set_absence(AbsenceDraft(uuid4(), cut.store, away))
    theirs = tuple(one.id for one in held if one.who == jan)
    for now, is_absent, is_shown in (
        (datetime(2026, 3, 19, 22, 59, tzinfo=UTC), False, True),
        (datetime(2026, 3, 19, 23, 0, tzinfo=UTC), True, True),
        (datetime(2026, 3, 22, 22, 59, tzinfo=UTC), True, True),
        (datetime(2026, 3, 22, 23, 0, tzinfo=UTC), False, False),
    ):
        cut.time.at = now
        assert cut.work(cut.store, whose=Whose.ABSENT) == (theirs if is_absent else ()), now
        (row,) = [one for one in cut.my_unit.members(cut.store) if one.person_id == jan]
        assert (row.is_absent, row.absence) == (is_absent, away if is_shown else None), now
        shown = cut.my_unit.rows(theirs, cut.store, "nl")
        assert {one.is_absent for one in shown} == {is_absent}


def test_who_left_the_unit_stands_there_as_long_as_work_is_theirs(
    cut: Cut, held: list[Held], change: Change
) -> None:
    rob = cut.people["P3"]

    def leave(work: UnitOfWork) -> None:
        person = work.people.person(rob)
        work.people.save_person(Person(0, person.code, person.name, unit_id=cut.desk))

    change(leave)
    names = [one.name for one in cut.my_unit.members(cut.store)]
    assert names == ["", "Jan de Wit", "Rob Bakker"]
    to = cut.people["P2"]
    moved = cut.my_unit.move(MoveDraft(uuid4(), cut.store, rob, to))
    assert moved.lines == sum(one.who == rob for one in held)
    assert [one.name for one in cut.my_unit.members(cut.store)] == ["", "Jan de Wit"]
    assert "Rob Bakker" in [one.name for one in cut.my_unit.members(cut.desk)]


def test_a_move_takes_all_of_one_and_nothing_of_another(cut: Cut, held: list[Held]) -> None:
    jan, rob = cut.people["P2"], cut.people["P3"]
    moved = cut.my_unit.move(MoveDraft(uuid4(), cut.store, jan, None))
    theirs = {one.id for one in held if one.who == jan}
    assert moved.lines == len(theirs)
    assert moved.tickets == tuple(sorted(cut.queries.line(one, "nl").ticket_id for one in theirs))
    nobody = {one.id for one in held if one.who is None}
    assert set(cut.work(cut.store, whose=Whose.NOBODY)) == theirs | nobody
    robs = {one.id for one in held if one.who == rob}
    assert set(cut.work(cut.store, whose=Whose.PERSON, person_id=rob)) == robs
    again = cut.my_unit.move(MoveDraft(uuid4(), cut.store, jan, rob))
    assert (again.lines, again.tickets) == (0, ()), "nothing is left to move"


def test_what_is_ready_or_cancelled_is_counted_no_more(cut: Cut) -> None:
    ready, cancelled, paused, other = (cut.issued() for _n in range(4))
    cut.record(ready, EventKind.STARTED, step=1)
    cut.record(ready, EventKind.READY)
    cut.record(cancelled, EventKind.CANCELLED, reason="niet meer nodig")
    why = {"reason": "wacht op klant", "evidence": "K1", "pause_class": PauseClass.CUSTOMER}
    cut.record(paused, EventKind.PAUSED, **why)
    left = {paused, other}
    assert set(cut.work(cut.store)) == left, "what is paused is still work"
    assert sum(one.total for one in cut.my_unit.members(cut.store)) == len(left)


def test_an_assignment_that_is_sent_twice_does_not_undo_a_later_one(cut: Cut) -> None:
    line_id = cut.issued()
    jan, rob = cut.people["P2"], cut.people["P3"]
    first = AssignDraft(uuid4(), cut.store, (line_id,), jan)
    told = cut.my_unit.assign(first)
    cut.my_unit.assign(AssignDraft(uuid4(), cut.store, (line_id,), rob))
    assert cut.my_unit.assign(first) == told
    assert cut.work(cut.store, whose=Whose.PERSON, person_id=rob) == (line_id,)


def test_giving_no_lines_at_all_changes_nothing(cut: Cut) -> None:
    line_id = cut.issued()
    done = cut.my_unit.assign(AssignDraft(uuid4(), cut.store, (), cut.people["P2"]))
    assert (done.lines, done.tickets) == (0, ())
    assert cut.work(cut.store, whose=Whose.NOBODY) == (line_id,)


def test_the_tickets_of_an_assignment_are_named_once_each(cut: Cut) -> None:
    ids = tuple(cut.issued() for _n in range(3))
    done = cut.my_unit.assign(AssignDraft(uuid4(), cut.store, ids, cut.people["P2"]))
    assert done.lines == len(ids)
    assert list(done.tickets) == sorted(set(done.tickets))
    (row, *_rest) = cut.my_unit.rows(ids, cut.store, "nl")
    assert row.person == "Jan de Wit"


def test_a_stranger_is_named_with_the_unit_in_both_languages(cut: Cut) -> None:
    line_id = cut.issued()
    stranger = cut.people["P1"]
    away = Absence(stranger, date(2026, 3, 2), date(2026, 3, 3))
    for refused in (
        lambda: cut.my_unit.assign(AssignDraft(uuid4(), cut.store, (line_id,), stranger)),
        lambda: cut.my_unit.move(MoveDraft(uuid4(), cut.store, cut.people["P2"], stranger)),
        lambda: cut.my_unit.set_absence(AbsenceDraft(uuid4(), cut.store, away)),
    ):
        with pytest.raises(InvalidInputError) as problem:
            refused()
        for language, words in (
            ("nl", "Ayşe Özdemir hoort niet bij Magazijn. Kies iemand van het onderdeel."),
            ("en", "Ayşe Özdemir is no member of Magazijn. Choose one of its people."),
        ):
            with using_language(language):
                assert explain(problem.value) == words
    with pytest.raises(NotFoundError, match=r"person\.unknown"):
        cut.my_unit.move(MoveDraft(uuid4(), cut.store, cut.people["P2"], 999))
    assert cut.work(cut.store, whose=Whose.NOBODY) == (line_id,)


def test_of_two_who_move_at_once_none_leaves_work_behind(cut: Cut) -> None:
    jan, rob = cut.people["P2"], cut.people["P3"]
    lines = tuple(cut.issued() for _n in range(3))
    cut.my_unit.assign(AssignDraft(uuid4(), cut.store, lines, jan))

    def move(number: int) -> int:
        to = (rob, None)[number]
        return cut.my_unit.move(MoveDraft(uuid4(), cut.store, jan, to)).lines

    told = race(2, move)
    assert set(told) <= {0, len(lines)}, "all of it or nothing"
    assert len(lines) in told
    assert cut.work(cut.store, whose=Whose.PERSON, person_id=jan) == ()
    assert cut.work(cut.store) == lines


def test_days_end_at_midnight_of_the_office_and_not_of_the_world(cut: Cut) -> None:
    cut.time.at = datetime(2026, 3, 4, 22, 30, tzinfo=UTC)
    late = cut.issued()  # due on Thursday at 23:30 in the office
    cut.time.at = datetime(2026, 3, 4, 23, 30, tzinfo=UTC)
    early = cut.issued()  # due on Friday at half past midnight
    ends = day_ends(cut.time.at, "Europe/Amsterdam")
    assert ends.today == datetime(2026, 3, 5, 23, 0, tzinfo=UTC)
    assert cut.work(cut.store, within=Within.TODAY) == (late,)
    assert cut.work(cut.store, within=Within.TOMORROW) == (early,)


def test_a_unit_without_people_or_work_has_one_row_of_nothing(cut: Cut) -> None:
    (nobody,) = cut.my_unit.members(cut.other_unit())
    assert (nobody.person_id, nobody.name, nobody.total) == (None, "", 0)
    assert cut.work(cut.other_unit()) == ()
