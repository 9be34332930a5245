"""Who is calling, shown with what goes on for them."""

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

from fmdesk.core.domain.intake_views import Caller
from fmdesk.core.ports import UnitOfWork
from fmdesk.core.services.budgets import budget
from fmdesk.core.services.lineview import Names

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
