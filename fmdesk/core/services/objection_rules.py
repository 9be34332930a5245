"""What the office set about objections, decisions and closing."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from fmdesk.core.domain.calendar import Calendar
from fmdesk.core.domain.limits import Limit, LimitUnit, TimeOfDay
from fmdesk.core.domain.objection import ObjectionRules
from fmdesk.core.domain.spec import FieldKind, FieldSpec, Text
from fmdesk.core.ports import UnitOfWork

TERM_DAYS = "objection.term_days"
SECOND_ABOVE = "objection.second_above_euros"
CLOSE_WAITS = "objection.close_waits"
SECOND_APPROVES = "month.second_approves"
MOST_DAYS = 60
MOST_EUROS = 1_000_000
CENTS = 100
_STANDARD = ObjectionRules()

FIELDS: tuple[FieldSpec, ...] = (
    FieldSpec(
        TERM_DAYS,
        Text("Termijn van bezwaar (werkdagen)", "Term of objection (working days)"),
        FieldKind.INTEGER,
        is_required=True,
        minimum=0,
        maximum=MOST_DAYS,
        default=_STANDARD.term_days,
        help=Text(
            "Vanaf het concept dat het onderdeel de sanctie, of een hogere, voor het eerst meldde;"
            " 0 is tot de maand sluit.",
            "From the draft that first told the unit of the sanction, or of a larger one; 0 is"
            " until the month closes.",
        ),
    ),
    FieldSpec(
        SECOND_ABOVE,
        Text("Tweede controller boven (euro)", "Second controller above (euro)"),
        FieldKind.INTEGER,
        is_required=True,
        minimum=0,
        maximum=MOST_EUROS,
        default=_STANDARD.second_above_cents // CENTS,
        help=Text(
            "Een besluit over een groter bedrag geldt pas als een tweede controller het bevestigt.",
            "A decision on a larger amount counts once a second controller confirms it.",
        ),
    ),
    FieldSpec(
        CLOSE_WAITS,
        Text(
            "Pas sluiten als elke termijn van bezwaar voorbij is",
            "Close only once every term of objection has ended",
        ),
        FieldKind.BOOLEAN,
        default=_STANDARD.close_waits,
    ),
    FieldSpec(
        SECOND_APPROVES,
        Text(
            "Een andere controller keurt het concept goed voor de maand sluit",
            "Another controller approves the draft before the month closes",
        ),
        FieldKind.BOOLEAN,
        default=False,
    ),
)
"""The settings as a form."""


def rules_of(work: UnitOfWork) -> ObjectionRules:
    """Return what holds today."""
    stored = work.settings.get
    return ObjectionRules(
        int(stored(TERM_DAYS, str(_STANDARD.term_days))),
        int(stored(SECOND_ABOVE, str(_STANDARD.second_above_cents // CENTS))) * CENTS,
        stored(CLOSE_WAITS, str(_STANDARD.close_waits)) == "True",
    )


def terms_from_now(
    work: UnitOfWork, calendars: Iterable[int | None]
) -> Mapping[int | None, datetime | None]:
    """Return until when a unit may object that is told now, by the calendar of the line.

    Args:
        work: The unit of work.
        calendars: Calendar versions; None counts around the clock.
    """
    days = rules_of(work).term_days
    if not days:
        return {}
    limit = Limit(LimitUnit.WORKING_DAYS, days, TimeOfDay.CLOSE)
    return {version: _calendar(work, version).due(work.now, limit) for version in set(calendars)}


def _calendar(work: UnitOfWork, version: int | None) -> Calendar:
    if version is None:
        return Calendar.always(work.zone)
    return work.catalog.calendar_version(version)[1]
