"""Escalation: stalled and broken lines are brought to who must know, in service hours only."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from uuid import NAMESPACE_OID, UUID, uuid5

from fmdesk.core.domain.calendar import Calendar
from fmdesk.core.domain.clock import agreed, fold
from fmdesk.core.domain.errors import InvalidInputError
from fmdesk.core.domain.escalation import (
    WHOLE,
    Candidate,
    Escalation,
    EscalationCause,
    EscalationRule,
    EscalationRules,
    told,
)
from fmdesk.core.domain.message import Message, MessageChannel, MessageKind
from fmdesk.core.domain.ticket import Line
from fmdesk.core.domain.views import Changes
from fmdesk.core.ports import Door, UnitOfWork
from fmdesk.core.services.board import names_of
from fmdesk.core.services.lineview import Names
from fmdesk.core.services.nearness import near_seconds, set_near
from fmdesk.core.services.notices import read_settings, reference
from fmdesk.core.services.pinning import agreed_lead_time, today
from fmdesk.i18n import N_, _, stamp, using_language

CALENDAR = "escalation.calendar"
"""Setting: the calendar in whose hours escalations are raised."""
EVERY_SECONDS = 300
ONE_SECOND = timedelta(seconds=1)
MOST_HOURS = 999
"""Working hours that a rule waits at most; more would be no warning."""
MOST_RAISED = 200
"""Lines that one rule raises in one round; the rest follows in the next."""
CAUSES: Mapping[EscalationCause, str] = {
    EscalationCause.NEAR: N_("{n} % of the working time is used"),
    EscalationCause.BROKEN: N_("the promise is broken"),
    EscalationCause.STALLED: N_("nothing has happened for {n} working hours"),
    EscalationCause.UNANSWERED: N_("a question about it is not answered"),
}


@dataclass(frozen=True, slots=True)
class Round:
    """Payload of one round: its period, so that of many desks one does it."""

    number: int


@dataclass(frozen=True, slots=True)
class Raised:
    """What a round raised."""

    ids: tuple[int, ...] = ()
    tickets: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class TakingUp:
    """Payload of somebody who takes an escalation up."""

    escalation_id: int


@dataclass(frozen=True, slots=True)
class Escalations:
    """Use cases of escalation.

    Attributes:
        door: The one door.
    """

    door: Door

    def rules(self) -> EscalationRules:
        """Return the rules, the calendar of the service hours, and what is near breach."""
        with self.door.read() as work:
            near = near_seconds(work.settings) // 60
            return EscalationRules(work.escalations.rules(), work.settings.get(CALENDAR), near)

    def save_rules(self, op_id: UUID, rules: EscalationRules) -> Changes:
        """Set the rules; one that is left out is switched off.

        Raises:
            InvalidInputError: `escalation.percent`, `escalation.hours`, `escalation.twice` or
                `escalation.near`.
            NotFoundError: `calendar.unknown`.
        """

        def work_on(work: UnitOfWork) -> Changes:
            for one in rules.rules:
                if one.cause is EscalationCause.NEAR and not 0 < one.n < WHOLE:
                    raise InvalidInputError("escalation.percent", n=one.n)
                least = 1 if one.cause is EscalationCause.STALLED else 0
                if not least <= one.n <= MOST_HOURS:
                    raise InvalidInputError("escalation.hours", n=one.n, most=MOST_HOURS)
            keys = {(one.cause, one.n, one.goes_to) for one in rules.rules}
            if len(keys) < len(rules.rules):
                raise InvalidInputError("escalation.twice")
            if rules.calendar:
                work.catalog.calendar(rules.calendar, today(work))
            set_near(work.settings, rules.near_minutes)
            work.settings.put(CALENDAR, rules.calendar)
            work.escalations.save_rules(rules.rules)
            return Changes(is_everything=True)

        return self.door.run(op_id, "escalations.save_rules", rules, work_on, Changes)

    def run_due(self) -> Raised:
        """Raise what is to be raised now; nothing outside the service hours.

        Of many desks one does the round of a period, and a line is raised once by a rule for a due
        time or an event, whoever does it.
        """
        with self.door.read() as work:
            rules = [one for one in work.escalations.rules() if one.is_active]
            number = int(work.now.timestamp()) // EVERY_SECONDS
            if not rules or not _is_service_time(work):
                return Raised()
        op_id = uuid5(NAMESPACE_OID, f"escalations.{number}")
        return self.door.run(op_id, "escalations.run", Round(number), _raise_all, Raised)

    def take(self, op_id: UUID, escalation_id: int) -> Raised:
        """Take an escalation up: the board no longer shows it, the line tells who has it.

        Raises:
            NotFoundError: `escalation.unknown`.
            ConflictError: `escalation.taken` when somebody else was first.
        """

        def work_on(work: UnitOfWork) -> Raised:
            there = work.escalations.escalation(escalation_id)
            work.escalations.take(escalation_id, names_of(work)[-1], work.now)
            return Raised((escalation_id,), (work.tickets.line(there.line_id).ticket_id,))

        return self.door.run(op_id, "escalations.take", TakingUp(escalation_id), work_on, Raised)

    def of_line(self, line_id: int) -> tuple[Escalation, ...]:
        """Return the escalations of a line with who took them up, oldest first."""
        with self.door.read() as work:
            return work.escalations.of_line(line_id)


def cause_words(rule: EscalationRule) -> str:
    """Return why a rule raises a line, in the current language."""
    return _(CAUSES[rule.cause]).format(n=rule.n)


def _is_service_time(work: UnitOfWork) -> bool:
    code = work.settings.get(CALENDAR)
    if not code:
        return True
    calendar = work.catalog.calendar(code, today(work))[1]
    return calendar.between(work.now, work.now + ONE_SECOND) > 0


def _raise_all(work: UnitOfWork) -> Raised:
    units, day = {unit.id: unit for unit in work.people.units()}, today(work)
    absent = {who for who, one in work.unit_work.absences().items() if one.covers(day)}
    ids, tickets = [], []
    for rule in work.escalations.rules():
        for one in islice(_found(work, rule), MOST_RAISED) if rule.is_active else ():
            line = work.tickets.line(one.line_id)
            person_id = told(units, one.unit_id, rule.goes_to, absent)
            made = work.escalations.add(
                Escalation(
                    id=0,
                    rule=rule,
                    line_id=line.id,
                    mark=one.mark,
                    raised_at=work.now,
                    person_id=person_id,
                    message_id=_write(work, rule, line, person_id) if person_id else None,
                )
            )
            ids.append(made.id)
            tickets.append(line.ticket_id)
    return Raised(tuple(ids), tuple(dict.fromkeys(tickets)))


def _found(work: UnitOfWork, rule: EscalationRule) -> Iterator[Candidate]:
    """Yield the lines that a rule raises now."""
    for one in work.escalations.candidates(rule, work.now):
        if rule.cause is not EscalationCause.NEAR or _is_reached(work, rule, one):
            yield one


def _is_reached(work: UnitOfWork, rule: EscalationRule, one: Candidate) -> bool:
    """Tell whether so much of the working time is used."""
    calendar, due = _calendar(work, one.calendar_version_id), one.due_at
    if due is None:
        return False
    left = calendar.between(work.now, due)
    whole = calendar.between(one.opened_at, due)
    if left * WHOLE > whole * (WHOLE - rule.n):
        return False  # pauses make the whole longer, so that it is too early in any case
    warn_at = _warn_at(work, rule, work.tickets.line(one.line_id), calendar)
    return warn_at is not None and warn_at <= work.now


def _warn_at(
    work: UnitOfWork, rule: EscalationRule, line: Line, calendar: Calendar
) -> datetime | None:
    """Return when so much of the working time is used: counted back from due, pauses left out."""
    limit = agreed_lead_time(work, line) if line.pins.calendar_version_id else None
    events = work.tickets.events(line.id)
    given = agreed(events, line.due_given, work.now)
    run = fold(events, calendar, limit, as_of=work.now, due_given=given).current
    if run is None or run.due is None:
        return None
    whole = run.counted(run.started, run.due, run.calendar)
    return run.warn_at(whole * (WHOLE - rule.n) // WHOLE)


def _calendar(work: UnitOfWork, version: int | None) -> Calendar:
    if version is None:
        return Calendar.always(work.zone)
    return work.catalog.calendar_version(version)[1]


def _write(work: UnitOfWork, rule: EscalationRule, line: Line, person_id: int) -> int | None:
    """Queue the e-mail about a line; None for a person without an address."""
    person, settings = work.people.person(person_id), read_settings(work)
    if not person.email:
        return None
    number = work.tickets.line_number(line)
    with using_language(settings.language):
        names = Names(work, settings.language)
        product = names.of(work.catalog.product_version(line.pins.product_version_id))
        cause = cause_words(rule)
        due = stamp(line.due_at, work.zone) if line.due_at else "–"
        subject = _("{number} needs your attention: {cause}").format(number=number, cause=cause)
        body = _(
            "{number}, {product}, of {unit}: {cause}. It was due {due}.\n\n"
            "Open the board of the service desk to take it up."
        ).format(
            number=number, product=product, unit=names.units[line.unit_id], cause=cause, due=due
        )
    message = Message(
        id=0,
        ticket_id=line.ticket_id,
        line_id=line.id,
        person_id=person.id,
        kind=MessageKind.ESCALATION,
        channel=MessageChannel.EMAIL,
        language=settings.language,
        address=person.email,
        subject=subject,
        body=body,
        next_try_at=work.now,
        created_at=work.now,
        created_by=work.actor,
        reference=reference(settings),
    )
    return work.outbox.add(message).id
