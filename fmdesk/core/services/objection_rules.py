"""What the office set about objections, decisions and closing."""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime

from fmdesk.core.domain.calendar import Calendar
from fmdesk.core.domain.limits import Limit, LimitUnit, TimeOfDay
from fmdesk.core.domain.objection import ObjectionRules
from fmdesk.core.domain.spec import FieldKind, FieldSpec, Text
from fmdesk.core.domain.ticket import Scalar
from fmdesk.core.ports import UnitOfWork

TERM_DAYS = "objection.term_days"
SECOND_ABOVE = "objection.second_above_euros"
CLOSE_WAITS = "objection.close_waits"
SECOND_APPROVES = "month.second_approves"
HELD = "objection.held"
"""What still holds of four eyes though one controller eased it, and who did: JSON."""
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
            "Een besluit over een groter bedrag geldt pas als een tweede controller het bevestigt."
            " Meer geldt pas als een andere controller het ook opslaat.",
            "A decision on a larger amount counts once a second controller confirms it. More"
            " counts once another controller saves it too.",
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
            "Een andere controller keurt het concept goed",
            "Another controller approves the draft",
        ),
        FieldKind.BOOLEAN,
        default=False,
        help=Text(
            "Voor de maand sluit. Uit geldt pas als een andere controller het ook opslaat.",
            "Before the month closes. Off counts once another controller saves it too.",
        ),
    ),
)
"""The settings as a form."""
_FOUR_EYES = {SECOND_ABOVE: str(_STANDARD.second_above_cents // CENTS), SECOND_APPROVES: "False"}
"""What is for two persons, with what holds where it was never set."""


def rules_of(work: UnitOfWork) -> ObjectionRules:
    """Return what holds today."""
    stored = work.settings.get
    return ObjectionRules(
        int(stored(TERM_DAYS, str(_STANDARD.term_days))),
        int(_holds(work, SECOND_ABOVE)) * CENTS,
        stored(CLOSE_WAITS, str(_STANDARD.close_waits)) == "True",
    )


def needs_approval(work: UnitOfWork) -> bool:
    """Tell whether a second controller approves each draft of a month."""
    return _holds(work, SECOND_APPROVES) == "True"


def hold_back(work: UnitOfWork, values: Mapping[str, Scalar]) -> None:
    """Let a rule of four eyes that is eased hold until another controller has set that as well.

    Else one person could ease it, decide alone, and set it back. What is stricter counts at once,
    and in an office without accounts one person is the whole office.

    Args:
        work: The unit of work, before the values are stored.
        values: What is set.
    """
    before, now = _held(work), dict[str, tuple[str, str]]()
    for name, standard in _FOUR_EYES.items():
        asked, wanted = work.settings.get(name, standard), str(values[name]).strip()
        was, by = before.get(name, (asked, work.actor))
        is_agreed = by != work.actor and not _is_eased(name, asked, wanted)
        if _is_eased(name, was, wanted) and not is_agreed and not work.accounts.is_empty():
            now[name] = (was, work.actor)
    work.settings.put(HELD, json.dumps(now))


def waiting(work: UnitOfWork) -> Mapping[str, Text]:
    """Return of each rule that waits for another controller who eased it, and what holds."""
    return {
        name: Text(
            f"Verruimd door {by}. Tot een andere controller dit ook opslaat, geldt nog:"
            f" {'aan' if was == 'True' else was}.",
            f"Eased by {by}. Until another controller saves this too, this holds:"
            f" {'on' if was == 'True' else was}.",
        )
        for name, (was, by) in _held(work).items()
    }


def _held(work: UnitOfWork) -> dict[str, tuple[str, str]]:
    """Return what still holds of the rules that somebody eased, and who that was."""
    found = json.loads(work.settings.get(HELD, "{}"))
    return {name: (was, by) for name, (was, by) in found.items()}


def _holds(work: UnitOfWork, name: str) -> str:
    was, _by = _held(work).get(name, (work.settings.get(name, _FOUR_EYES[name]), ""))
    return was


def _is_eased(name: str, was: str, wanted: str) -> bool:
    if name == SECOND_ABOVE:
        return int(wanted) > int(was)
    return (was, wanted) == ("True", "False")


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
