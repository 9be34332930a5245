"""An office of one's own, before anything was imported: enough to sign in and go on from."""

from dataclasses import dataclass
from uuid import uuid4

from fmdesk.core.domain.access import ALL_ROLES, UserAccount
from fmdesk.core.domain.calendar import Calendar
from fmdesk.core.domain.errors import InvalidInputError
from fmdesk.core.domain.people import Unit
from fmdesk.core.domain.views import Changes
from fmdesk.core.ports import Door, UnitOfWork
from fmdesk.core.services.holidays import dutch_holidays
from fmdesk.core.services.pinning import today
from fmdesk.i18n import _

HOURS = [("08:00", "17:00")]


@dataclass(frozen=True, slots=True)
class BeginDraft:
    """What the command log keeps."""

    organisation: str


def begin(door: Door, organisation: str) -> Changes:
    """Fill an empty database with a front office, working hours and an administrator.

    Args:
        door: The one door.
        organisation: Its name.

    Raises:
        InvalidInputError: `administration.missing` without a name.
    """
    name = organisation.strip()
    if not name:
        raise InvalidInputError("administration.missing", field=_("Name of the organisation"))

    def work_on(work: UnitOfWork) -> Changes:
        work.settings.put("organisation", name)
        desk = work.people.save_unit(Unit(0, "desk", _("Service desk"), is_front_office=True))
        day = today(work)
        week = dict.fromkeys(range(5), HOURS)
        closed = dutch_holidays((day.year, day.year + 1))
        since = day.replace(month=1, day=1)
        work.catalog.add_calendar_version("office", since, Calendar(work.zone, week, closed))
        work.accounts.save(UserAccount(0, work.actor, ALL_ROLES, unit_id=desk.id))
        return Changes(is_everything=True)

    return door.run(uuid4(), "office.begin", BeginDraft(name), work_on, Changes)
