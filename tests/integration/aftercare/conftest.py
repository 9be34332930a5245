"""A small office whose customer has an address, with a mail server of its own."""

from collections.abc import Iterator
from dataclasses import replace
from uuid import uuid4

import pytest

from fmdesk.core.domain.message import Message, MessageSettings
from fmdesk.core.domain.people import Person
from fmdesk.core.domain.views import Changes
from fmdesk.core.ports import UnitOfWork
from fmdesk.core.services.call_backs import CallBacks
from fmdesk.core.services.fulfilment import Fulfilment
from fmdesk.core.services.messages import Messages
from fmdesk.core.services.smtp import SmtpMailer
from fmdesk.core.sql.door import SqlDoor
from fmdesk.testing import FakeTime, Fill
from tests.integration.aftercare.mail_server import MailServer
from tests.integration.month.conftest import MONDAY, NO_ENGINE, SmallOffice

PATIENCE_SECONDS = 60
SENDER = "servicedesk@example.org"


class CaringOffice(SmallOffice):
    """The small office with messages and call-backs."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self.messages = Messages(self.door, SmtpMailer())
        self.call_backs = CallBacks(self.door, self.plugins)

    def has_server(self, url: str, timeout: float = PATIENCE_SECONDS) -> None:
        """Hand e-mails to this server."""
        self.messages = Messages(self.door, SmtpMailer(url, timeout))

    def sets(self, **values: object) -> None:
        """Change the office's settings of messages."""
        changed = replace(self.messages.settings(), **values)
        self.messages.save_settings(uuid4(), changed)

    def customer(self, **values: str) -> None:
        """Change the customer."""

        def work_on(work: UnitOfWork) -> Changes:
            person: Person = work.people.person_by_code("p1")
            work.people.save_person(replace(person, **values))
            return Changes()

        self.door.run(uuid4(), "test.customer", None, work_on, Changes)

    def as_user(self, name: str) -> None:
        """Let somebody else sit at the desk."""
        self.door = SqlDoor(self.database, name, self.time)
        self.messages = replace(self.messages, door=self.door)
        self.call_backs = CallBacks(self.door, self.plugins)
        self.fulfilment = Fulfilment(self.door, self.plugins)

    def message(self, message_id: int) -> Message:
        """Return a message as it is stored."""
        with self.door.read() as work:
            return work.outbox.message(message_id)


def reachable_customer(url: str) -> None:
    """Put the office, whose customer has e-mail and phone, into a database."""
    made = CaringOffice(url, FakeTime(MONDAY), NO_ENGINE)
    made.build()
    made.customer(email="anneke@example.org", phone="4410")
    made.messages.save_settings(uuid4(), MessageSettings(sender=SENDER))
    made.close()


@pytest.fixture
def database_content() -> Fill:
    return reachable_customer


@pytest.fixture
def office(database_url: str, time_source: FakeTime) -> Iterator[CaringOffice]:
    """The office on Monday 5 October 2026 at 10:00; its customer has e-mail and phone."""
    time_source.at = MONDAY
    made = CaringOffice(database_url, time_source, NO_ENGINE)
    yield made
    made.close()


@pytest.fixture
def server() -> Iterator[MailServer]:
    with MailServer() as made:
        yield made
