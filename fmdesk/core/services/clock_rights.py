"""Whose row of the matrix a command falls under, where one command has several rights.

What is recorded on a line is one command; whether it moves the line on, stops its clock or corrects
a time decides who may (reliability page, Who may do what).
"""

from collections.abc import Callable, Mapping
from typing import Any

from fmdesk.core.domain.bulk import BACK, BulkKind
from fmdesk.core.domain.events import EventKind, PauseClass
from fmdesk.core.domain.permissions import (
    COMMANDS,
    WORKS,
    Permission,
    event_permission,
    permission_of,
)
from fmdesk.core.domain.process import Side
from fmdesk.core.domain.ticket import Line
from fmdesk.core.domain.unit_work import place_after, step_at
from fmdesk.core.ports import UnitOfWork

_EVENT = tuple[EventKind, PauseClass | None]


def row_of(work: UnitOfWork, command: str, payload: Any) -> Permission:
    """Return the row of a command.

    Args:
        work: The unit of work in which it would run.
        command: Its name.
        payload: What it was given; it names the line, and what is recorded on it.
    """
    recorded = _RECORDED.get(command)
    if recorded is None:
        return permission_of(command)
    found = recorded(payload)
    if isinstance(found, Permission):
        return found
    line = work.tickets.line(payload.line_id)
    return event_permission(*found, is_desks=is_desks(work, line))


def is_desks(work: UnitOfWork, line: Line) -> bool:
    """Tell whether a step of the desk runs, or the desk would bear the line as its owner."""
    if (line.owner_id or line.unit_id) in front_units(work):
        return True
    version = line.pins.process_version_id
    process = work.catalog.process_version(version) if version else None
    if process is None or not process.steps:
        return False
    return step_at(process, place_after(work.tickets.events(line.id))).side is Side.FRONT


def front_units(work: UnitOfWork) -> frozenset[int]:
    """Return the units of the front office."""
    return frozenset(one.id for one in work.people.units() if one.is_front_office)


def _taken_back(payload: Any) -> _EVENT | Permission:
    """Return what taking back records; readiness taken back at its own instant stops no clock."""
    if payload.kind is BulkKind.READY:
        return WORKS
    if payload.kind is BulkKind.ASSIGN:
        return COMMANDS["bulk.assign"]
    return BACK[payload.kind], None


_RECORDED: Mapping[str, Callable[[Any], _EVENT | Permission]] = {
    "fulfilment.record": lambda payload: (payload.kind, payload.pause_class),
    "bulk.pause": lambda payload: (EventKind.PAUSED, payload.pause_class),
    "bulk.resume": lambda _payload: (EventKind.RESUMED, None),
    "bulk.undo": _taken_back,
}
"""What is recorded by a command, or the row that it falls under."""
