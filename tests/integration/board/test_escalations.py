"""Escalation: who is told of what and when, once, in service hours, and who takes it up."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from fmdesk.core.domain.board import Figure
from fmdesk.core.domain.calendar import Calendar
from fmdesk.core.domain.crossing import QuestionDraft
from fmdesk.core.domain.errors import ConflictError, InvalidInputError, NotFoundError
from fmdesk.core.domain.escalation import (
    Escalation,
    EscalationCause,
    EscalationRule,
    EscalationRules,
    EscalationTo,
)
from fmdesk.core.domain.events import EventKind, PauseClass
from fmdesk.core.domain.message import MessageKind, MessageState
from fmdesk.core.domain.people import Person
from fmdesk.core.domain.unit_work import Absence
from fmdesk.core.domain.views import Changes
from fmdesk.core.ports import UnitOfWork
from fmdesk.core.services.escalations import EVERY_SECONDS, MOST_HOURS, cause_words
from fmdesk.core.services.nearness import MOST_MINUTES
from fmdesk.core.services.questions import Questions
from fmdesk.core.sql import escalations
from fmdesk.i18n import using_language
from fmdesk.testing import race
from tests.integration.board.conftest import BoardOffice

NEAR, BROKEN = EscalationCause.NEAR, EscalationCause.BROKEN
STALLED, UNANSWERED = EscalationCause.STALLED, EscalationCause.UNANSWERED
LEAD, HEAD, MANAGER = EscalationTo


def rule(cause: EscalationCause, n: int, goes_to: EscalationTo = HEAD) -> EscalationRule:
    return EscalationRule(0, cause, n, goes_to)


def rules(office: BoardOffice, *given: EscalationRule, calendar: str = "office") -> None:
    office.escalations.save_rules(uuid4(), EscalationRules(given, calendar))


def raised(office: BoardOffice) -> Sequence[int]:
    """Do a round, and return the lines that it raised."""
    ids = office.escalations.run_due().ids
    with office.door.read() as work:
        return [work.escalations.escalation(one).line_id for one in ids]


def next_round(office: BoardOffice, **passed: int) -> Sequence[int]:
    office.time.advance(**passed)
    office.time.advance(seconds=EVERY_SECONDS)
    return raised(office)


def of(office: BoardOffice, line_id: int) -> Escalation:
    (found,) = office.escalations.of_line(line_id)
    return found


def pause(office: BoardOffice, line_id: int) -> None:
    office.record(
        line_id,
        EventKind.PAUSED,
        reason="wacht",
        evidence="telefoon",
        pause_class=PauseClass.CUSTOMER,
    )


# --- what is raised -----------------------------------------------------------------------------


def test_near_breach_counts_back_from_due_in_working_time(office: BoardOffice) -> None:
    """Ordered Monday 10:00, due Tuesday 10:00: eight working hours, of which 75 % at 16:00."""
    rules(office, rule(NEAR, 75, LEAD))
    line_id = office.order().line_ids[0]
    assert next_round(office, hours=5, minutes=50) == []
    assert next_round(office, minutes=5) == [line_id]
    found = of(office, line_id)
    assert (found.rule.goes_to, found.person) == (LEAD, "Noor van Dijk")
    assert next_round(office, minutes=5) == [], "once"


def test_a_pause_moves_the_warning_and_nothing_is_raised_in_it(office: BoardOffice) -> None:
    rules(office, rule(NEAR, 75), rule(BROKEN, 0), rule(STALLED, 1))
    line_id = office.order().line_ids[0]
    office.time.advance(minutes=30)
    pause(office, line_id)
    assert next_round(office, days=3, hours=2) == [], "a paused line has no next due"
    office.record(line_id, EventKind.RESUMED)
    with office.door.read() as work:
        due = work.tickets.line(line_id).due_at
    assert due == datetime(2026, 10, 9, 10, 5, tzinfo=office.time.at.tzinfo)
    rules(office, rule(NEAR, 75))  # of the eight working hours without the pause two are left
    office.time.at = due - timedelta(hours=2, minutes=10)
    assert raised(office) == []
    office.time.at = due - timedelta(hours=2)
    assert raised(office) == [line_id]


def test_broken_goes_up_as_hours_pass(office: BoardOffice) -> None:
    rules(office, rule(BROKEN, 0, HEAD), rule(BROKEN, 4, MANAGER))
    line_id = office.order().line_ids[0]
    assert next_round(office, hours=23, minutes=50) == []
    assert next_round(office, minutes=6) == [line_id]
    assert next_round(office, hours=3, minutes=40) == [], "not four working hours yet"
    assert next_round(office, minutes=10) == [line_id]
    people = [one.person for one in office.escalations.of_line(line_id)]
    assert people == ["Rob Bakker", "Selin Özdemir"]


def test_what_broke_long_ago_is_not_raised(office: BoardOffice) -> None:
    office.order()
    office.time.advance(days=30)
    rules(office, rule(BROKEN, 0))
    assert next_round(office) == []


def test_a_rule_that_waits_for_weeks_is_raised_all_the_same(office: BoardOffice) -> None:
    """A hundred working hours are twelve and a half days: from Tuesday 6 October to the 22nd."""
    rules(office, rule(BROKEN, 100, MANAGER))
    line_id = office.order().line_ids[0]
    office.time.at = datetime(2026, 10, 22, 11, 55, tzinfo=UTC)
    assert raised(office) == []
    office.time.at = datetime(2026, 10, 22, 12, 0, tzinfo=UTC)
    assert raised(office) == [line_id]
    assert of(office, line_id).person == "Selin Özdemir"


def test_what_broke_just_now_keeps_nobody_from_what_broke_before(
    office: BoardOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(escalations, "MOST", 2)
    rules(office, rule(BROKEN, 4))
    before = office.order().line_ids[0]
    office.time.advance(hours=3)
    for _each in range(2):
        office.order()
    assert next_round(office, hours=25) == [before], "the two of later wait for their hours"


def test_a_calendar_whose_days_have_passed_stops_neither_rounds_nor_board(
    office: BoardOffice,
) -> None:
    def once(work: UnitOfWork) -> Changes:
        day = date(2026, 10, 1)
        fair = Calendar("Europe/Amsterdam", {}, special={day: [("09:00", "17:00")]})
        work.catalog.add_calendar_version("beurs", day, fair)
        return Changes()

    office.do(once)
    rules(office, rule(BROKEN, 0), rule(STALLED, 16), rule(UNANSWERED, 16))
    line_id = office.order().line_ids[0]
    assert next_round(office, days=1, hours=1) == [line_id]
    assert office.figure(Figure.OVERDUE) == 1
    rules(office, rule(BROKEN, 1), calendar="beurs")
    assert next_round(office, hours=3) == [], "its service hours are over for good"


def test_no_progress_for_working_hours_is_stalled(office: BoardOffice) -> None:
    rules(office, rule(STALLED, 6))
    line_id = office.order().line_ids[0]
    assert next_round(office, hours=5) == []
    office.record(line_id, EventKind.STARTED, step=1)
    assert next_round(office, hours=1) == [], "somebody began"
    assert next_round(office, days=1) == [line_id]
    office.record(line_id, EventKind.STEP_FINISHED, step=1)
    assert next_round(office, days=1) == [line_id], "silent again since another event"
    assert len({one.mark for one in office.escalations.of_line(line_id)}) == 2


def test_a_question_without_answer_goes_to_the_head_of_who_was_asked(office: BoardOffice) -> None:
    rules(office, rule(UNANSWERED, 1))
    taken = office.order()
    questions = Questions(office.door)
    questions.ask(QuestionDraft(uuid4(), "stock", "Is er nog?", ticket_id=taken.ticket_id))
    with office.door.read() as work:
        due = work.crossing.question(1).due_at
    office.time.at = due + timedelta(minutes=55)
    assert raised(office) == []
    office.time.at = due + timedelta(minutes=60)
    assert raised(office) == list(taken.line_ids)
    assert of(office, taken.line_ids[0]).person == "Rob Bakker"


def test_what_is_ready_or_cancelled_is_left_in_peace(office: BoardOffice) -> None:
    rules(office, rule(NEAR, 10), rule(BROKEN, 0), rule(STALLED, 1))
    ready, cancelled = (office.order().line_ids[0] for _each in range(2))
    office.record(ready, EventKind.READY)
    office.record(cancelled, EventKind.CANCELLED, reason="niet meer nodig")
    assert next_round(office, days=1) == []


# --- when, and once ------------------------------------------------------------------------------


def test_nothing_is_raised_outside_the_service_hours(office: BoardOffice) -> None:
    rules(office, rule(BROKEN, 0))
    line_id = office.order().line_ids[0]
    office.time.at = datetime(2026, 10, 6, 16, 0, tzinfo=office.time.at.tzinfo)  # 18:00
    assert raised(office) == []
    office.time.at = datetime(2026, 10, 7, 7, 0, tzinfo=office.time.at.tzinfo)  # 9:00
    assert raised(office) == [line_id]


def test_without_service_hours_it_is_day_and_night(office: BoardOffice) -> None:
    rules(office, rule(BROKEN, 0), calendar="")
    line_id = office.order().line_ids[0]
    office.time.at = datetime(2026, 10, 6, 23, 0, tzinfo=office.time.at.tzinfo)
    assert raised(office) == [line_id]


def test_many_desks_raise_a_line_once(office: BoardOffice) -> None:
    rules(office, rule(BROKEN, 0), rule(STALLED, 2))
    for _each in range(3):
        office.order()
    office.time.advance(days=1, hours=1)
    answers = race(4, lambda _number: office.escalations.run_due())
    assert len({one.ids for one in answers}) == 1, "one did it, the others hear the same"
    assert len(answers[0].ids) == 6
    assert next_round(office) == []
    assert office.figure(Figure.ESCALATED) == 6


def test_a_line_with_a_new_due_time_is_raised_anew(office: BoardOffice) -> None:
    rules(office, rule(NEAR, 75))
    line_id = office.order().line_ids[0]
    assert next_round(office, hours=6) == [line_id]
    pause(office, line_id)
    office.time.advance(days=1)
    office.record(line_id, EventKind.RESUMED)
    assert next_round(office) == [line_id]


def test_a_round_without_rules_leaves_no_trace(office: BoardOffice) -> None:
    office.order()
    before = office.board.stamp()
    assert office.escalations.run_due().ids == ()
    rules(office)
    assert office.board.stamp() == before + 1
    assert office.escalations.run_due().ids == ()
    assert office.board.stamp() == before + 1


def test_a_round_that_raises_nothing_does_not_stir_the_boards(office: BoardOffice) -> None:
    rules(office, rule(BROKEN, 0))
    office.order()
    before = office.board.stamp()
    office.escalations.run_due()
    assert office.board.stamp() == before


# --- who is told, and who takes it up -------------------------------------------------------------


def test_who_is_told_gets_an_e_mail(office: BoardOffice) -> None:
    rules(office, rule(BROKEN, 0))
    line_id = office.order().line_ids[0]
    office.time.advance(days=1, hours=1)
    raised(office)
    (row,) = office.messages.outbox((MessageState.QUEUED,))
    message = row.message
    assert (message.id, message.kind) == (of(office, line_id).message_id, MessageKind.ESCALATION)
    assert (message.address, row.person) == ("stock@example.org", "Rob Bakker")
    assert message.subject == "M000001.1 vraagt uw aandacht: de belofte is verbroken"
    assert "Kopieerpapier, van Voorraad" in message.body
    assert "06-10-2026 10:00" in message.body


def test_the_deputy_is_told_while_the_head_is_absent(office: BoardOffice) -> None:
    def leave(work: UnitOfWork) -> Changes:
        people = work.people
        stock = people.unit_by_code("stock")
        deputy = people.save_person(Person(0, "pim", "Pim Jansen", unit_id=stock.id))
        people.save_unit(replace(stock, deputy_id=deputy.id))
        work.unit_work.set_absence(
            Absence(people.person_by_code("rob").id, date(2026, 10, 6), date(2026, 10, 6))
        )
        return Changes()

    office.do(leave)
    rules(office, rule(BROKEN, 0))
    tuesday = office.order().line_ids[0]
    office.time.advance(hours=22)
    wednesday = office.order().line_ids[0]
    assert next_round(office, hours=3) == [tuesday]
    assert next_round(office, hours=23) == [wednesday]
    assert of(office, tuesday).person == "Pim Jansen"
    assert of(office, wednesday).person == "Rob Bakker"


def test_who_has_no_address_stands_on_the_board_all_the_same(office: BoardOffice) -> None:
    def forget(work: UnitOfWork) -> Changes:
        person: Person = work.people.person_by_code("rob")
        work.people.save_person(Person(person.id, "rob", "Rob Bakker", unit_id=person.unit_id))
        return Changes()

    office.do(forget)
    rules(office, rule(BROKEN, 0))
    line_id = office.order().line_ids[0]
    assert next_round(office, days=1, hours=1) == [line_id]
    assert (of(office, line_id).person, of(office, line_id).message_id) == ("Rob Bakker", None)
    assert office.messages.outbox((MessageState.QUEUED,)) == ()
    assert office.behind(Figure.ESCALATED) == [line_id]


def test_one_takes_it_up_and_the_line_tells_who(office: BoardOffice) -> None:
    rules(office, rule(BROKEN, 0))
    line_id = office.order().line_ids[0]
    office.time.advance(days=1, hours=1)
    (number,) = office.escalations.run_due().ids
    assert office.figure(Figure.ESCALATED) == 1
    office.sit_down("noor")
    assert office.escalations.take(uuid4(), number).tickets == (1,)
    assert office.figure(Figure.ESCALATED) == 0
    found = of(office, line_id)
    assert (found.taken_by, found.taken_at) == ("noor", office.time.at)
    with pytest.raises(ConflictError, match=r"escalation\.taken"):
        office.escalations.take(uuid4(), number)
    with pytest.raises(NotFoundError, match=r"escalation\.unknown"):
        office.escalations.take(uuid4(), 99)


def test_what_became_ready_leaves_the_board(office: BoardOffice) -> None:
    rules(office, rule(BROKEN, 0))
    line_id = office.order().line_ids[0]
    assert next_round(office, days=1, hours=1) == [line_id]
    office.record(line_id, EventKind.READY)
    assert office.figure(Figure.ESCALATED) == 0
    assert of(office, line_id).taken_by == ""


# --- rules ----------------------------------------------------------------------------------------


def test_rules_are_kept_and_one_that_is_left_out_is_switched_off(office: BoardOffice) -> None:
    rules(office, rule(BROKEN, 0), rule(NEAR, 75))
    first = office.escalations.rules()
    assert first.calendar == "office"
    rules(office, rule(NEAR, 75), rule(STALLED, 8))
    kept = office.escalations.rules().rules
    assert [(one.cause, one.is_active) for one in kept] == [
        (BROKEN, False),
        (NEAR, True),
        (STALLED, True),
    ]
    assert kept[1].id == first.rules[1].id


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ((rule(NEAR, 0),), r"escalation\.percent"),
        ((rule(NEAR, 100),), r"escalation\.percent"),
        ((rule(BROKEN, -1),), r"escalation\.hours"),
        ((rule(STALLED, 0),), r"escalation\.hours"),
        ((rule(BROKEN, MOST_HOURS + 1),), r"escalation\.hours"),
        ((rule(STALLED, 10**12),), r"escalation\.hours"),
        ((rule(BROKEN, 1), rule(BROKEN, 1)), r"escalation\.twice"),
    ],
)
def test_rules_that_cannot_be_are_refused(
    office: BoardOffice, given: tuple[EscalationRule, ...], code: str
) -> None:
    with pytest.raises(InvalidInputError, match=code):
        rules(office, *given)
    assert office.escalations.rules().rules == ()


def test_what_is_near_breach_is_set_with_the_rules(office: BoardOffice) -> None:
    assert office.escalations.rules().near_minutes == 120
    office.escalations.save_rules(uuid4(), EscalationRules(near_minutes=45))
    assert office.escalations.rules().near_minutes == 45
    assert office.messages.settings().warn_minutes == 45, "delay notices follow"
    for minutes in (0, -1, MOST_MINUTES + 1, 10**12):
        with pytest.raises(InvalidInputError, match=r"escalation\.near"):
            office.escalations.save_rules(uuid4(), EscalationRules(near_minutes=minutes))
    office.escalations.save_rules(uuid4(), EscalationRules(near_minutes=MOST_MINUTES))
    assert office.figure(Figure.NEAR) == 0


def test_an_unknown_calendar_is_refused(office: BoardOffice) -> None:
    with pytest.raises(NotFoundError, match=r"calendar\.unknown"):
        rules(office, rule(BROKEN, 0), calendar="nooit")


def test_a_cause_is_said_in_words() -> None:
    with using_language("en"):
        assert cause_words(rule(NEAR, 75)) == "75 % of the working time is used"
        assert cause_words(rule(STALLED, 16)) == "nothing has happened for 16 working hours"
