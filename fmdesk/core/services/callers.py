"""Who is calling: found as it is typed, shown with what goes on for them."""

from fmdesk.core.domain.intake_views import Caller, CallerHit, FoundBy
from fmdesk.core.domain.people import Person
from fmdesk.core.ports import UnitOfWork


def find(work: UnitOfWork, text: str, limit: int) -> tuple[CallerHit, ...]:
    """Return who may be calling; see `Knowledge.callers`."""
    if not text.strip():
        return ()
    return tuple(_hit(work, person) for person in work.people.find_persons(text, limit))


def caller(work: UnitOfWork, person_code: str) -> Caller:
    """Return a person with what goes on; see `Knowledge.caller`."""
    person = work.people.person_by_code(person_code)
    hit = _hit(work, person)
    return Caller(
        code=person.code,
        name=person.name,
        phone=person.phone,
        email=person.email,
        department=hit.department,
        cost_centre=hit.cost_centre,
        cost_centre_name="",
        location="",
        room=hit.room,
        is_active=person.is_active,
    )


def _hit(work: UnitOfWork, person: Person) -> CallerHit:
    departments = {one.id: one.name for one in work.people.departments()}
    centre = work.people.cost_centre(person.cost_centre_id) if person.cost_centre_id else None
    room = work.people.location(person.location_id) if person.location_id else None
    return CallerHit(
        code=person.code,
        name=person.name,
        phone=person.phone,
        department=departments.get(person.department_id or 0, ""),
        cost_centre=centre.code if centre else "",
        room=room.name if room else "",
        found_by=FoundBy.NAME,
    )
