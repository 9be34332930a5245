"""Escalation: who must know when a line stalls or breaks, and who took it up."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from fmdesk.core.domain.people import Unit

WHOLE = 100
"""Percent."""


class EscalationCause(StrEnum):
    """What is the matter with a line."""

    NEAR = "near"
    """So much of its working time is used, in percent, and it is not ready."""
    BROKEN = "broken"
    """Its due time has passed since so many working hours."""
    STALLED = "stalled"
    """Nothing was recorded on it for so many working hours."""
    UNANSWERED = "unanswered"
    """A question about it should have been answered so many working hours ago."""


class EscalationTo(StrEnum):
    """Who is told."""

    DESK_LEAD = "desk_lead"
    """The leader of the front office."""
    UNIT_HEAD = "unit_head"
    """The leader of the unit that delivers."""
    FACILITY_MANAGER = "facility_manager"
    """The leader of the unit at the top of the tree."""


@dataclass(frozen=True, slots=True)
class EscalationRule:
    """One rule.

    Attributes:
        id: Number in the database, 0 before it is stored.
        cause: What is the matter.
        n: Percent of the working time for `NEAR`, working hours for the others.
        goes_to: Who is told.
        is_active: It counts.
    """

    id: int
    cause: EscalationCause
    n: int
    goes_to: EscalationTo
    is_active: bool = True


@dataclass(frozen=True, slots=True)
class EscalationRules:
    """All rules of the office, and what it sets about warnings.

    Attributes:
        rules: The rules.
        calendar: Code of the calendar with the service hours; empty for day and night.
        near_minutes: Open minutes before the due time from which a line is near breach.
    """

    rules: tuple[EscalationRule, ...] = ()
    calendar: str = ""
    near_minutes: int = 120


@dataclass(frozen=True, slots=True)
class Candidate:
    """A line that a rule may be about.

    Attributes:
        line_id: The line.
        unit_id: The unit that delivers it, or that was asked.
        calendar_version_id: The calendar in whose open time it is counted; None: day and night.
        opened_at: When it was received.
        due_at: Its due time, or that of the answer; None where nothing was promised.
        mark: What it would be about: the due time in epoch seconds, the number of the last event,
            or that of the question.
    """

    line_id: int
    unit_id: int
    calendar_version_id: int | None
    opened_at: datetime
    due_at: datetime | None
    mark: int


@dataclass(frozen=True, slots=True)
class Escalation:
    """One line brought to somebody's notice.

    Attributes:
        id: Number in the database, 0 before it is stored.
        rule: The rule.
        line_id: The line.
        mark: What it is about, as with a `Candidate`.
        raised_at: When.
        person_id: To whom it went, None where nobody is known.
        person: That person's name.
        message_id: The e-mail about it, None without one.
        taken_by: Who took it up, empty while nobody did.
        taken_at: When.
    """

    id: int
    rule: EscalationRule
    line_id: int
    mark: int
    raised_at: datetime
    person_id: int | None = None
    person: str = ""
    message_id: int | None = None
    taken_by: str = ""
    taken_at: datetime | None = None


def told(
    units: Mapping[int, Unit],
    unit_id: int,
    goes_to: EscalationTo,
    absent: Collection[int] = (),
) -> int | None:
    """Return who is told: the leader, or the deputy of who is absent, or those of the unit above.

    Args:
        units: All units by number.
        unit_id: The unit that delivers the line.
        goes_to: Which role.
        absent: Persons who are absent today; one is told all the same when everybody is.

    Returns:
        Number of the person, None when no unit up to the top has anybody.
    """
    line = _up(units, unit_id)
    if goes_to is EscalationTo.DESK_LEAD:
        desk = next((one for one in units.values() if one.is_front_office), None)
        line = _up(units, desk.id) if desk else ()
    elif goes_to is EscalationTo.FACILITY_MANAGER:
        line = line[-1:]
    people = [one for unit in line for one in (unit.leader_id, unit.deputy_id) if one is not None]
    present = [one for one in people if one not in absent]
    return next(iter(present + people), None)


def _up(units: Mapping[int, Unit], unit_id: int) -> tuple[Unit, ...]:
    """Return a unit and those above it, the nearest first; a circle is walked once."""
    found: dict[int, Unit] = {}
    here: int | None = unit_id
    while here is not None and here in units and here not in found:
        found[here] = units[here]
        here = units[here].parent_id
    return tuple(found.values())
