"""An announced visit as an order: checked, stored with its visitors, changed and given up.

The order itself tells host, company, time and how many; who they are is kept by the plugin
alone. When a visit is erased its company goes from the lists of the plugin, but stays in the order,
which is never changed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeAlias

from fmdesk.plugins.api import Line, NotFoundError, OrderLine, Person, Scalar, WorkContext
from fmdesk_visitors import declared
from fmdesk_visitors.store import VisitorsStore
from fmdesk_visitors.visits import CAME, GuestState, Visit
from fmdesk_visitors.words import refusal

Context: TypeAlias = WorkContext[VisitorsStore]
HOUR, MINUTE = 3600, 60


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an order asks: whom they come for (None for who asks), from where, when, how many."""

    host: Person | None
    company: str
    arrival: datetime
    people: int


def wanted(context: Context, details: Mapping[str, Scalar]) -> Wanted:
    """Return what an order asks.

    Raises:
        PluginError: `visitors.host`.
    """
    code = str(details.get("host") or "")
    try:
        host = context.readers.person_by_code(code) if code else None
    except NotFoundError:
        raise refusal("visitors.host", host=code) from None
    arrival = context.instant(datetime.fromisoformat(str(details["arrival"])))
    return Wanted(host, str(details.get("company") or ""), arrival, int(details.get("people", 1)))


def check(context: Context, line: OrderLine, before: Line | None) -> None:
    """Refuse what cannot be.

    Raises:
        PluginError: With a sentence that says what can.
    """
    if line.quantity != 1:
        raise refusal("visitors.one")
    asked = wanted(context, line.details)
    visit = context.store.of_line(before.id) if before else None
    is_new_time = visit is None or visit.expected_at != asked.arrival
    today = context.wall(context.now).date()
    if is_new_time and context.wall(asked.arrival).date() < today:
        arrival = f"{context.wall(asked.arrival):%d-%m-%Y %H:%M}"
        raise refusal("visitors.past", arrival=arrival)
    if visit is not None and asked.people < len(visit.came):
        raise refusal("visitors.fewer", came=len(visit.came))


def store(context: Context, line: Line) -> None:
    """Keep a new visit with its visitors, whose names come later."""
    asked = wanted(context, line.details)
    visit = Visit(0, line.id, _host(context, line, asked), asked.company, asked.arrival)
    context.store.add(visit, asked.people)


def change(context: Context, line: Line) -> None:
    """Let a visit be as it is wanted now; who is dropped is who was announced last."""
    asked, visit = wanted(context, line.details), context.store.of_line(line.id)
    if visit is None:
        return
    host_id = _host(context, line, asked)
    company = "" if visit.erased_at is not None else asked.company
    changed = replace(visit, host_id=host_id, company=company, expected_at=asked.arrival)
    context.store.save(changed)
    more = asked.people - len(visit.guests)
    context.store.add_guests(visit.id, more)
    if more < 0:
        free = [one for one in visit.guests if one.state not in CAME]
        context.store.drop_guests(free[more:])


def cancel(context: Context, line: Line) -> None:
    """Expect nobody any more; who is inside stays inside."""
    visit = context.store.of_line(line.id)
    if visit is not None:
        context.store.turn(visit, GuestState.EXPECTED, GuestState.CANCELLED)


def ready(context: Context, line: Line) -> None:
    """The host knows that they are here.

    Raises:
        PluginError: `visitors.not_here`.
    """
    visit = context.store.of_line(line.id)
    if visit is None:
        return
    if not visit.came:
        raise refusal("visitors.not_here")
    context.store.save(replace(visit, told_at=visit.told_at or context.now))


def reopen(context: Context, line: Line) -> None:
    """The host is to be told again."""
    visit = context.store.of_line(line.id)
    if visit is not None:
        context.store.save(replace(visit, told_at=None))


def facts(context: Context, line: Line) -> Mapping[str, Scalar]:
    """Return what was ordered, as facts."""
    asked = wanted(context, line.details)
    notice = int((asked.arrival - line.opened_at).total_seconds())
    return {declared.PEOPLE: asked.people, declared.NOTICE_HOURS: max(0, notice // HOUR)}


def told_facts(context: Context, line: Line) -> Mapping[str, Scalar]:
    """Return how long the host was not told, in begun minutes."""
    visit = context.store.of_line(line.id)
    came = visit.arrived_at if visit else None
    if came is None:
        return {}
    return {declared.TOLD_MINUTES: -(-int((context.now - came).total_seconds()) // MINUTE)}


def _host(context: Context, line: Line, asked: Wanted) -> int:
    """Return whom they come for; PluginError `visitors.no_host`."""
    ticket = context.readers.ticket(line.ticket_id)
    host_id = asked.host.id if asked.host else ticket.requester_id or ticket.recipient_id
    if host_id is None:
        raise refusal("visitors.no_host")
    return host_id
