"""Who is calling, shown with what goes on for them."""

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

from fmdesk.core.domain.errors import InvalidInputError
from fmdesk.core.domain.intake_views import Caller, CallerHit, FoundBy, Newcomer
from fmdesk.core.domain.people import Person
from fmdesk.core.ports import UnitOfWork
from fmdesk.core.services.budgets import budget
from fmdesk.core.services.lineview import Names
from fmdesk.core.services.smtp import is_address
from fmdesk.i18n import current_language

OPEN_LINES = 20
RECENT_LINES = 10


def caller(work: UnitOfWork, person_code: str, language: str) -> Caller:
    """Return a person with what goes on; see `Knowledge.caller`."""
    people, known = work.people, work.knowledge
    person = people.person_by_code(person_code)
    centre = people.cost_centre(person.cost_centre_id) if person.cost_centre_id else None
    room = people.location(person.location_id) if person.location_id else None
    zone = ZoneInfo(work.zone)
    today = datetime.combine(work.now.astimezone(zone).date(), time(), zone).astimezone(UTC)
    opened = known.open_lines(person.id, OPEN_LINES)
    closed = known.closed_lines(person.id, RECENT_LINES)
    return Caller(
        code=person.code,
        name=person.name,
        phone=person.phone,
        email=person.email,
        department=Names(work, language).department(person.department_id),
        cost_centre=centre.code if centre else "",
        cost_centre_name=centre.name if centre else "",
        location=room.code if room else "",
        room=room.name if room else "",
        is_active=person.is_active,
        open=work.tickets.rows(opened, work.now, language),
        recent=work.tickets.rows(closed, work.now, language),
        contacts=known.contacts(person.id, today, language),
        budget=budget(work, centre, work.now) if centre else None,
    )


def add(work: UnitOfWork, newcomer: Newcomer) -> CallerHit:
    """Store a person whom nobody knew; see `Knowledge.add_caller`."""
    name, email = " ".join(newcomer.name.split()), newcomer.email.strip()
    if not name:
        raise InvalidInputError("person.no_name")
    if email and not is_address(email):
        raise InvalidInputError("person.email", email=email)
    people = work.people
    centre = people.cost_centre_by_code(newcomer.cost_centre) if newcomer.cost_centre else None
    room = people.location_by_code(newcomer.location) if newcomer.location else None
    person = people.save_person(
        Person(
            id=0,
            code=f"N-{newcomer.op_id.hex[:8]}",  # until the staff list brings the number
            name=name,
            email=email,
            phone=newcomer.phone.strip(),
            department_id=centre.department_id if centre else None,
            cost_centre_id=centre.id if centre else None,
            location_id=room.id if room else None,
        )
    )
    return CallerHit(
        code=person.code,
        name=person.name,
        phone=person.phone,
        department=Names(work, current_language()).department(person.department_id),
        cost_centre=centre.code if centre else "",
        room=room.name if room else "",
        found_by=FoundBy.NAME,
    )
