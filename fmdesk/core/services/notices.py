"""Making a message inside the command that gives rise to it, so that both commit together."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields
from uuid import uuid4

from fmdesk.core.domain.errors import DomainError
from fmdesk.core.domain.message import (
    Hindrance,
    Message,
    MessageChannel,
    MessageKind,
    MessageSettings,
    TemplateKind,
)
from fmdesk.core.domain.people import Person
from fmdesk.core.domain.ticket import Line, Ticket
from fmdesk.core.ports import UnitOfWork
from fmdesk.core.services import templates
from fmdesk.core.services.access import me_of
from fmdesk.core.services.lineview import Names
from fmdesk.i18n import stamp, using_language

PREFIX = "messages."


def read_settings(work: UnitOfWork) -> MessageSettings:
    """Return what the office sets about messages."""
    standard = MessageSettings()
    values: dict[str, object] = {}
    for one in fields(MessageSettings):
        before = getattr(standard, one.name)
        text = work.settings.get(PREFIX + one.name, str(before))
        values[one.name] = text == "True" if isinstance(before, bool) else type(before)(text)
    return MessageSettings(**values)  # type: ignore[arg-type]  # each has the type of its default


def put_settings(work: UnitOfWork, settings: MessageSettings) -> None:
    """Store what the office sets about messages."""
    for name, value in asdict(settings).items():
        work.settings.put(PREFIX + name, str(value))


def on_received(work: UnitOfWork, ticket: Ticket) -> None:
    """Queue the receipt confirmation of a ticket that was just stored, if the office wants it."""
    if read_settings(work).receipt:
        make(work, ticket, ticket.lines, MessageKind.RECEIPT)


def on_ready(work: UnitOfWork, line: Line) -> None:
    """Queue the notice that a line is ready, if the office wants it."""
    if read_settings(work).ready:
        make(work, work.tickets.ticket(line.ticket_id), (line,), MessageKind.READY)


def make(
    work: UnitOfWork,
    ticket: Ticket,
    lines: Sequence[Line],
    kind: MessageKind,
    *,
    reason: str = "",
    words: tuple[str, str] | None = None,
    channel: MessageChannel | None = None,
    person_id: int | None = None,
) -> Message | None:
    """Queue a message to who asked for something; None for a customer who is not known.

    Args:
        work: The unit of work.
        ticket: What it is about.
        lines: The lines that it names; one line alone is what it is about.
        kind: What it tells.
        reason: Why it comes later.
        words: Subject and text, in place of a template's.
        channel: How it goes; None for e-mail where there is an address, else by phone.
        person_id: Whom it goes to in place of who asked.
    """
    person_id = person_id or ticket.requester_id or ticket.recipient_id
    if person_id is None:
        return None
    person, settings = work.people.person(person_id), read_settings(work)
    error = detail = ""
    if words is None:
        product = lines[0].product_code if len(lines) == 1 else ""
        values = values_of(work, ticket, lines, settings.language) | {"reason": reason}
        words, detail = worded(work, TemplateKind(kind.value), product, settings.language, values)
        error = Hindrance.TEMPLATE.value if detail else ""
    way = channel or _channel(person)
    line = lines[0] if len(lines) == 1 else None
    return work.outbox.add(
        Message(
            id=0,
            ticket_id=ticket.id,
            line_id=line.id if line else None,
            person_id=person_id,
            kind=kind,
            channel=way,
            language=settings.language,
            address=person.email if way is MessageChannel.EMAIL else person.phone,
            subject=words[0],
            body=words[1],
            reason=reason,
            is_late=_is_late(work, kind, line),
            next_try_at=work.now if way is MessageChannel.EMAIL else None,
            error=error,
            error_detail=detail,
            created_at=work.now,
            created_by=work.actor,
            reference=reference(settings),
        )
    )


def reference(settings: MessageSettings) -> str:
    """Return a new Message-ID, of the office's own domain where it has one."""
    return f"<{uuid4().hex}@{settings.sender.rpartition('@')[2] or 'fmdesk.invalid'}>"


def worded(
    work: UnitOfWork, kind: TemplateKind, product: str, language: str, values: Mapping[str, str]
) -> tuple[tuple[str, str], str]:
    """Return subject and text by the office's template, and what was wrong with it.

    A template that does not work loses no message: the general wording stands in for it.
    """
    own = work.outbox.template(kind, product, language)
    general = templates.default(kind, language)
    try:
        return templates.render(own or general, values), ""
    except DomainError as problem:
        return templates.render(general, values), str(problem)


def values_of(
    work: UnitOfWork, ticket: Ticket, lines: Sequence[Line], language: str
) -> dict[str, str]:
    """Return what templates may name, in a language."""
    names = Names(work, language)
    products = [work.catalog.product_version(line.pins.product_version_id) for line in lines]
    charters = dict.fromkeys(one for line in lines for one in line.pins.charter_version_ids)
    promises = [work.catalog.charter_version(one) for one in charters]
    dues = [line.due_at for line in lines if line.due_at]
    is_one = len(lines) == 1
    customer = names.person(ticket.requester_id or ticket.recipient_id)
    with using_language(language):
        due = stamp(max(dues), work.zone) if dues else ""
    return {
        "customer": customer,
        "number": work.tickets.line_number(lines[0]) if is_one else ticket.number,
        "product": ", ".join(dict.fromkeys(names.of(product) for product in products)),
        "quantity": f"{lines[0].quantity} {products[0].price_unit}".strip() if is_one else "",
        "location": names.location(lines[0].location_id) if is_one else "",
        "due": due,
        "promise": " ".join(
            one.promise_en if language == "en" else one.promise_nl for one in promises
        ),
        "reason": "",
        "desk": me_of(work).name,
        "organisation": work.settings.get("organisation"),
    }


def _channel(person: Person) -> MessageChannel:
    if person.email:
        return MessageChannel.EMAIL
    return MessageChannel.PHONE if person.phone else MessageChannel.LETTER


def _is_late(work: UnitOfWork, kind: MessageKind, line: Line | None) -> bool:
    """Tell whether a delay notice comes after the promise was broken."""
    due = line.due_at if line and kind is MessageKind.DELAY else None
    return due is not None and work.now > due
