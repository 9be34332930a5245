"""What the reception does: announce, name, receive, tell the host, let out."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from fmdesk.plugins.api import LineState, OrderDraft, OrderLine, Scalar, Text
from fmdesk_visitors import declared
from fmdesk_visitors.orders import Context
from fmdesk_visitors.visits import (
    Announce,
    Arrive,
    Guest,
    GuestState,
    Leave,
    Named,
    Names,
    Reported,
    Visit,
    Which,
)
from fmdesk_visitors.words import _, refusal

NO_OP = UUID(int=0)
"""The command has a number of its own; that of the order is not looked at."""
OPEN = (LineState.NEW, LineState.RUNNING, LineState.PAUSED)
SUBJECT = Text("Uw bezoek is er", "Your visit is here")
BODY_NL = "Uw bezoek{company} is er om {time}{badge}. Wilt u het ophalen bij de receptie?\n{number}"
BODY_EN = "Your visit{company} is here at {time}{badge}. Please meet it at the reception.\n{number}"


def announce(context: Context, payload: Announce) -> Reported:
    """Take a visit, with who comes.

    Raises:
        DomainError: As at intake, or PluginError `visitors.names`.
    """
    guests = _known(payload.guests)
    arrival = f"{context.wall(payload.arrival):%Y-%m-%dT%H:%M}"
    details: dict[str, Scalar] = {
        "host": payload.host,
        "company": payload.company,
        "arrival": arrival,
        "people": len(guests),
    }
    order = OrderLine(payload.product, details=details)
    draft = OrderDraft(NO_OP, payload.channel, (order,), requester=payload.host)
    [line_id] = context.desk.take(draft)
    visit = context.store.of_line(line_id)
    if visit is not None:
        context.store.name(visit, guests)
    return Reported(line_id)


def name(context: Context, payload: Names) -> Reported:
    """Tell who comes with a visit; names for nobody who was announced make them more.

    Raises:
        PluginError: `visitors.no_guest`, `visitors.erased` or `visitors.names`.
    """
    visit = _there(context.store.visit(payload.visit_id))
    _known(payload.guests)
    if visit.erased_at is not None:
        raise refusal("visitors.erased")
    if not {one.guest_id for one in payload.guests} <= {0, *(one.id for one in visit.guests)}:
        raise refusal("visitors.no_guest")
    guests = tuple(one for one in payload.guests if one.guest_id or one.name.strip())
    more = sum(not one.guest_id for one in guests) - len(visit.nameless(guests))
    if more > 0:
        line = context.readers.line(visit.line_id)
        if line.state in OPEN:
            people: dict[str, Scalar] = {"people": len(visit.guests) + more}
            context.desk.change(line.id, _("More visitors come."), details=people)
        else:
            context.store.add_guests(visit.id, more)
        visit = _there(context.store.visit(visit.id))
    context.store.name(visit, guests)
    return Reported(visit.line_id, visit.told_at is not None)


def arrive(context: Context, payload: Arrive) -> Reported:
    """Receive a visitor with a badge; a host with an e-mail address is told at once.

    Raises:
        PluginError: `visitors.no_guest`, `visitors.not_expected`, `visitors.arrival` or what is
            wrong with the badge.
    """
    visit = _there(context.store.of_guest(payload.guest_id))
    guest = next(one for one in visit.guests if one.id == payload.guest_id)
    if guest.state is not GuestState.EXPECTED:
        raise refusal("visitors.not_expected")
    at = payload.at or context.now
    if at > context.now or context.wall(at).date() < context.wall(context.now).date():
        raise refusal("visitors.arrival")
    if payload.badge:
        _check_badge(context, payload.badge)
    is_first, badge = not visit.came, payload.badge or None
    here = replace(guest, state=GuestState.INSIDE, badge=badge, arrived_at=at)
    context.store.save_guest(here)
    if is_first and context.readers.line(visit.line_id).state in OPEN:
        minutes = int(context.setting(declared.TELL_MINUTES.name))
        reason = _("The visit arrived at {time}.").format(time=f"{context.wall(at):%H:%M}")
        context.desk.moved(visit.line_id, reason, at + timedelta(minutes=minutes))
    is_told = _tell(context, visit, here)
    if is_told:
        _told(context, visit)
    return Reported(visit.line_id, is_told)


def tell(context: Context, payload: Which) -> Reported:
    """Write down that the host was told, by phone or in person.

    Raises:
        PluginError: `visitors.no_guest` or `visitors.not_to_tell`.
    """
    visit = _there(context.store.visit(payload.visit_id))
    if not visit.came or visit.told_at is not None:
        raise refusal("visitors.not_to_tell")
    _told(context, visit)
    return Reported(visit.line_id, is_told=True)


def leave(context: Context, payload: Leave) -> Reported:
    """Let visitors out; their badges are free again.

    Raises:
        PluginError: `visitors.no_guest` or `visitors.not_inside`; nobody left then.
    """
    line_id = 0
    for guest_id in dict.fromkeys(payload.guest_ids):
        visit = _there(context.store.of_guest(guest_id))
        guest = next(one for one in visit.guests if one.id == guest_id)
        if guest.state is not GuestState.INSIDE:
            raise refusal("visitors.not_inside")
        gone = replace(guest, state=GuestState.LEFT, left_at=context.now)
        context.store.save_guest(gone)
        line_id = visit.line_id
    return Reported(line_id)


def free_badge(context: Context) -> int:
    """Return the lowest badge that nobody wears; 0 when all are worn."""
    worn, most = context.store.badges(), int(context.setting(declared.BADGES.name))
    return next((one for one in range(1, most + 1) if one not in worn), 0)


def _check_badge(context: Context, badge: int) -> None:
    worn, most = context.store.badges(), int(context.setting(declared.BADGES.name))
    free = free_badge(context)
    if not 1 <= badge <= most:
        raise refusal("visitors.badge", most=most, free=free)
    if badge in worn:
        company = worn[badge] or _("another visitor")
        raise refusal("visitors.badge_used", badge=badge, company=company, free=free)


def _tell(context: Context, visit: Visit, guest: Guest) -> bool:
    """Send the host a message, which names no visitor since it stays; False without an address."""
    if not context.readers.person(visit.host_id).email:
        return False
    number = context.readers.line_number(context.readers.line(visit.line_id))
    time = f"{context.wall(guest.arrived_at or context.now):%H:%M}"

    def worded(body: str, of: str, badge: str) -> str:
        company, worn = _said(of, visit.company), _said(badge, guest.badge)
        return body.format(company=company, badge=worn, time=time, number=number)

    body = Text(worded(BODY_NL, " van ", ", pas "), worded(BODY_EN, " of ", ", badge "))
    return context.desk.tell(visit.line_id, SUBJECT, body, visit.host_id)


def _said(before: str, what: str | int | None) -> str:
    """Return a part of a sentence, nothing where there is nothing to say."""
    return f"{before}{what}" if what else ""


def _told(context: Context, visit: Visit) -> None:
    if context.readers.line(visit.line_id).state in OPEN:
        context.desk.ready(visit.line_id)
    elif visit.told_at is None:
        context.store.save(replace(visit, told_at=context.now))


def _known(guests: tuple[Named, ...]) -> tuple[Named, ...]:
    """Return those with a name; PluginError `visitors.names` when there is none."""
    found = tuple(one for one in guests if one.name.strip())
    if not found:
        raise refusal("visitors.names")
    return found


def _there(visit: Visit | None) -> Visit:
    if visit is None:
        raise refusal("visitors.no_guest")
    return visit
