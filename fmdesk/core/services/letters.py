"""Messages for who has no e-mail: a letter to post, or words to say on the phone."""

from fmdesk.core.domain.letter import Letter, PhoneScript
from fmdesk.core.domain.message import Message
from fmdesk.core.ports import UnitOfWork
from fmdesk.core.services.access import me_of
from fmdesk.core.services.lineview import Names
from fmdesk.i18n import _, using_language

LONGEST_SALUTATION = 100
LONGEST_GREETING = 3
"""Lines of a paragraph that may be a greeting at the end."""


def letter_of(work: UnitOfWork, message: Message) -> Letter:
    """Return a message as a letter: to the person, at department and room, by the house's post."""
    names = Names(work, message.language)
    person = work.people.person(message.person_id)
    lines = (
        person.name,
        names.department(person.department_id),
        names.location(person.location_id),
        work.settings.get("organisation"),
    )
    return Letter(
        organisation=work.settings.get("organisation"),
        address=tuple(dict.fromkeys(filter(None, lines))),
        number=_number(work, message),
        subject=message.subject,
        text=message.body,
        language=message.language,
        written_at=message.created_at or work.now,
        zone=work.zone,
        desk=_writer(work, message.created_by),
    )


def _writer(work: UnitOfWork, login: str) -> str:
    """Return the name of who made a message; a customer knows nobody by a login."""
    account = work.accounts.find(login)
    if account is None or account.person_id is None:
        return login
    return work.people.person(account.person_id).name


def _number(work: UnitOfWork, message: Message) -> str:
    """Return the number of the ticket that a message is about, empty for none."""
    return work.tickets.ticket(message.ticket_id).number if message.ticket_id else ""


def script_of(work: UnitOfWork, message: Message) -> PhoneScript:
    """Return a message as words to say, in the customer's language.

    What is only written (the salutation, the greeting at the end) gives way to what is said.
    """
    person = work.people.person(message.person_id)
    organisation = work.settings.get("organisation")
    number = _number(work, message)
    with using_language(message.language):
        begin = (
            _("Good day, this is {desk} of {organisation}. Am I speaking with {customer}?"),
            _("I am calling about your request {number}."),
        )
        values = {
            "desk": me_of(work).name,
            "organisation": organisation,
            "customer": person.name,
            "number": number,
        }
        end = _("Do you have any questions about it?")
    said = (*(line.format(**values) for line in begin), *_said(message.body, organisation), end)
    return PhoneScript(person.name, message.address or person.phone, "\n\n".join(said))


def _said(body: str, organisation: str) -> tuple[str, ...]:
    """Return the paragraphs of a message that one says."""
    paragraphs = [" ".join(one.split()) for one in body.strip().split("\n\n") if one.strip()]
    if paragraphs and paragraphs[0].endswith(",") and len(paragraphs[0]) <= LONGEST_SALUTATION:
        del paragraphs[0]
    ends = body.strip().split("\n\n")[-1].splitlines()
    is_greeting = len(ends) <= LONGEST_GREETING and organisation in ends[-1] if ends else False
    if len(paragraphs) > 1 and organisation and is_greeting:
        del paragraphs[-1]
    return tuple(paragraphs)
