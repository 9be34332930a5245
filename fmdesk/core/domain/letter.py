"""A message on paper, and one that is read out: for who has no e-mail."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Letter:
    """Everything that stands on a letter.

    Attributes:
        organisation: Who writes.
        address: Lines of the address, the name first.
        number: Number of the request.
        subject: One line.
        text: The message as it was made.
        language: `nl` or `en`.
        written_at: When the message was made; a letter printed again has the same date.
        zone: The office's zone, for that date.
        desk: Who made it.
    """

    organisation: str
    address: tuple[str, ...]
    number: str
    subject: str
    text: str
    language: str
    written_at: datetime
    zone: str
    desk: str = ""


@dataclass(frozen=True, slots=True)
class PhoneScript:
    """What to say on the phone.

    Attributes:
        customer: Whom to ask for.
        phone: The number to call.
        text: What to say, a paragraph a line.
    """

    customer: str
    phone: str
    text: str
