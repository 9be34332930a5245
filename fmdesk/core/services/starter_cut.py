"""What passes over the cut in the starter organisation: returns, questions, and who does what."""

from datetime import timedelta
from itertools import cycle

from fmdesk.core.domain.crossing import QuestionTarget, ReturnReason, UnitQuestion
from fmdesk.core.domain.events import EventKind, LineEvent
from fmdesk.core.domain.limits import Limit, LimitUnit
from fmdesk.core.domain.people import Person, Unit
from fmdesk.core.domain.process import Side
from fmdesk.core.domain.ticket import LineState
from fmdesk.core.domain.unit_work import (
    Absence,
    WorkFilter,
    day_ends,
    place_after,
    step_at,
    unit_of,
)
from fmdesk.core.domain.views import TicketFilter
from fmdesk.core.ports import UnitOfWork
from fmdesk.core.services.office_data import Data
from fmdesk.core.services.pinning import today
from fmdesk.core.services.questions import put_target
from fmdesk.core.services.starter_redirected import save_redirected

OPEN_STATES = (LineState.NEW, LineState.RUNNING)
TAKERS = 3
"""Members of a unit that work is assigned to; one line in as many and one more has nobody."""


def save_cut(work: UnitOfWork, data: Data) -> None:
    """Store reasons, the returns of before and of now, questions, assignments and an absence.

    Args:
        work: The unit of work; tickets are stored already.
        data: The part `cut` of `resources/starter/work.toml`.
    """
    put_target(
        work, QuestionTarget(Limit(LimitUnit.WORKING_HOURS, data["hours"]), data["calendar"])
    )
    for rank, one in enumerate(data["reasons"], start=1):
        work.crossing.save_return_reason(ReturnReason(one["code"], one["nl"], one["en"], rank))
    _save_returns(work, data)
    save_redirected(work, data["redirected"])
    _save_questions(work, data)
    members = {unit.id: _members(work, unit) for unit in work.people.units()}
    for unit in work.people.units():
        _assign(work, unit, members[unit.id])
    away = members[work.people.unit_by_code(data["absent"]).id][1]
    day = today(work)
    last = day + timedelta(days=data["absent_days"])
    work.unit_work.set_absence(Absence(away.id, day, last))


def _save_returns(work: UnitOfWork, data: Data) -> None:
    """Keep the reasons of all returns, and return some lines that are being worked on."""
    at_desk = data["at_desk"]
    numbers = [one for piece in work.tickets.list_ids(TicketFilter(), work.now) for one in piece]
    texts = cycle(data["returned"])
    for line, events in reversed(work.tickets.with_events(numbers)):
        version = line.pins.process_version_id
        if version is None:
            continue
        process = work.catalog.process_version(version)
        back = [one for one in events if one.kind is EventKind.RETURNED]
        step = step_at(process, place_after(events))
        if at_desk and line.state in OPEN_STATES and step.side is Side.BACK and not back:
            at_desk -= 1
            back = [
                LineEvent(
                    number=len(events) + 1,
                    kind=EventKind.RETURNED,
                    at=max(events[-1].at, work.now - timedelta(minutes=40)),
                    actor=events[-1].actor,
                    step=step.position,
                    reason=next(texts),
                )
            ]
            work.tickets.add_events(line.id, back)
        for one in back:
            unit = unit_of(process.steps[one.step or 0], line.unit_id, None)
            work.crossing.add_return(line.id, one.number, data["returned"][one.reason], unit)


def _save_questions(work: UnitOfWork, data: Data) -> None:
    calendar = work.catalog.calendar(data["calendar"], today(work))[1]
    limit = Limit(LimitUnit.WORKING_HOURS, data["hours"])
    for one in data["questions"]:
        unit = work.people.unit_by_code(one["unit"])
        asked = work.now - timedelta(hours=one["hours_ago"])
        is_answered = bool(one["answer"])
        work.crossing.add_question(
            UnitQuestion(
                id=0,
                unit_id=unit.id,
                text=one["text"],
                asked_by=work.actor,
                asked_at=asked,
                due_at=calendar.due(asked, limit),
                product_id=work.catalog.product(one["product"], today(work)).product_id,
                answer=one["answer"],
                answered_by=_members(work, unit)[0].name if is_answered else "",
                answered_at=asked + timedelta(minutes=50) if is_answered else None,
            )
        )


def _members(work: UnitOfWork, unit: Unit) -> list[Person]:
    ends = day_ends(work.now, work.zone)
    rows = work.unit_work.members(unit.id, ends, today(work))
    return [work.people.person(one.person_id) for one in rows if one.person_id is not None]


def _assign(work: UnitOfWork, unit: Unit, members: list[Person]) -> None:
    """Give most of the open lines of a unit to its first members in turn."""
    lines = work.unit_work.list_ids(WorkFilter(unit.id), day_ends(work.now, work.zone), today(work))
    for place, member in enumerate(members[:TAKERS]):
        work.unit_work.assign(lines[place :: TAKERS + 1], unit.id, member.id)
