"""Sending by a real SMTP server: whatever it does, a message arrives or says why it did not."""

import smtplib
from collections.abc import Sequence
from email.header import decode_header, make_header
from uuid import uuid4

import pytest

from fmdesk.core.domain.errors import ConflictError
from fmdesk.core.domain.message import (
    MOST_TRIES,
    MailFile,
    Message,
    MessageKind,
    MessageState,
    NoticeDraft,
    SendReport,
    back_off,
)
from fmdesk.core.domain.views import Changes
from fmdesk.core.services.messages import CLAIM, Messages
from fmdesk.core.services.smtp import SmtpMailer
from fmdesk.testing import race
from tests.integration.aftercare.conftest import SENDER, CaringOffice
from tests.integration.aftercare.mail_server import MailServer, Mood

SHORT_SECONDS = 0.2
"""How long a server that never answers is waited for."""


@pytest.fixture
def queued(office: CaringOffice, server: MailServer) -> Message:
    """A message that is queued, for an office that knows the server."""
    office.has_server(server.url)
    line_id = office.order().line_ids[0]
    draft = NoticeDraft(uuid4(), line_id, MessageKind.DELAY, "De lift is stuk, één dag.")
    return office.message(office.messages.queue(draft).message_id)


def test_a_message_arrives(office: CaringOffice, server: MailServer, queued: Message) -> None:
    assert office.messages.send_due() == SendReport(sent=1)
    (mail,) = server.taken
    assert mail["Message-ID"] == queued.reference
    assert queued.reference.endswith("@fmdesk.invalid>") or "@example.org>" in queued.reference
    assert str(make_header(decode_header(mail["From"]))) == f"Testbedrijf <{SENDER}>"
    assert mail["To"] == "anneke@example.org"
    assert mail["Auto-Submitted"] == "auto-generated"
    body = mail.get_payload(decode=True)
    assert "De lift is stuk, één dag." in body.decode()
    after = office.message(queued.id)
    assert (after.state, after.tries) == (MessageState.SENT, 1)
    assert after.settled_at == office.time.at
    office.time.advance(days=9)
    assert office.messages.send_due() == SendReport()
    assert len(server.taken) == 1


def test_nothing_is_sent_without_server_or_sender(
    office: CaringOffice, server: MailServer, queued: Message
) -> None:
    office.sets(sender="")
    assert office.messages.send_due() == SendReport(waiting=1)
    office.messages = Messages(office.door, SmtpMailer())
    assert office.messages.send_due() == SendReport(waiting=1)
    assert office.message(queued.id).tries == 0
    assert server.taken == []


@pytest.mark.parametrize(
    ("mood", "error", "detail"),
    [
        (Mood.PUT_OFF, "put_off", "451 4.7.1 come again in a while"),
        (Mood.DROP, "dropped", "closed"),
        (Mood.HANG, "timeout", ""),
        (Mood.LOGIN_FIRST, "login", "530 5.7.0 log in first"),
        (Mood.NOBODY, "put_off", "554 5.3.2 no service here"),
    ],
)
def test_a_server_in_trouble_is_tried_again_later(
    office: CaringOffice, server: MailServer, queued: Message, mood: Mood, error: str, detail: str
) -> None:
    server.mood = mood
    if mood is Mood.HANG:
        office.has_server(server.url, SHORT_SECONDS)
    assert office.messages.send_due() == SendReport(hindered=1, waiting=1)
    after = office.message(queued.id)
    assert (after.state, after.error) == (MessageState.QUEUED, error)
    assert detail in after.error_detail
    assert after.next_try_at == office.time.at + back_off(1)
    assert office.messages.send_due().hindered == 0, "too early"
    server.mood = Mood.ACCEPT
    office.has_server(server.url)
    office.time.advance(minutes=1)
    assert office.messages.send_due().sent == 1
    assert server.taken[0]["Message-ID"] == queued.reference
    assert office.message(queued.id).error == ""


def test_a_refusal_is_final_until_somebody_asks_again(
    office: CaringOffice, server: MailServer, queued: Message
) -> None:
    server.mood = Mood.REFUSE
    office.messages.send_due()
    after = office.message(queued.id)
    assert (after.state, after.error) == (MessageState.FAILED, "refused")
    assert after.error_detail == "550 5.1.1 nobody of that name here"
    office.time.advance(days=1)
    server.mood = Mood.ACCEPT
    assert office.messages.send_due() == SendReport()
    office.messages.retry(uuid4(), queued.id)
    assert office.messages.send_due().sent == 1
    with pytest.raises(ConflictError, match=r"message\.settled"):
        office.messages.retry(uuid4(), queued.id)


def test_after_eight_tries_it_is_failed(
    office: CaringOffice, server: MailServer, queued: Message
) -> None:
    server.mood = Mood.PUT_OFF
    for tried in range(1, MOST_TRIES + 1):
        assert office.message(queued.id).state is MessageState.QUEUED
        assert office.messages.send_due().hindered == 1, tried
        office.time.at = office.time.at + back_off(tried)
    after = office.message(queued.id)
    assert (after.state, after.tries) == (MessageState.FAILED, MOST_TRIES)
    assert office.messages.send_due() == SendReport()


def test_what_the_server_took_is_sent_however_it_parts(
    office: CaringOffice, server: MailServer, queued: Message
) -> None:
    server.mood = Mood.TAKE_AND_DROP
    assert office.messages.send_due().sent == 1
    assert office.message(queued.id).state is MessageState.SENT


def test_a_wrong_password_says_so_and_waits(
    office: CaringOffice, server: MailServer, queued: Message
) -> None:
    server.mood = Mood.NO_LOGIN
    office.has_server(server.url.replace("//", "//desk:s%40crit@"))
    office.messages.send_due()
    after = office.message(queued.id)
    assert (after.state, after.error) == (MessageState.QUEUED, "login")
    assert "crit" not in after.error_detail


def test_a_password_that_cannot_be_said_fails_no_message_and_is_not_shown(
    office: CaringOffice, server: MailServer, queued: Message
) -> None:
    office.has_server(server.url.replace("//", "//desk:kn%C3%BCsse@"))
    assert office.messages.send_due() == SendReport(hindered=1, waiting=1)
    after = office.message(queued.id)
    assert (after.state, after.error) == (MessageState.QUEUED, "login")
    assert after.error_detail == ""
    assert server.taken == []


def test_a_server_that_does_not_speak_tls_gets_nothing(
    office: CaringOffice, server: MailServer, queued: Message
) -> None:
    office.has_server(server.url.replace("smtp:", "smtp+starttls:"))
    office.messages.send_due()
    assert office.message(queued.id).error == "tls"
    assert server.taken == []


def test_a_server_that_is_away_stops_the_round(office: CaringOffice, queued: Message) -> None:
    with MailServer() as gone:
        url = gone.url
    office.has_server(url)
    draft = NoticeDraft(uuid4(), queued.line_id or 0, MessageKind.READY)
    office.messages.queue(draft)
    assert office.messages.send_due() == SendReport(hindered=1, waiting=2)
    assert office.message(queued.id).error == "unreachable"


@pytest.mark.parametrize(
    "address",
    [
        *("nobody", "a@b\r\nBcc: all@example.org", "<x@y>", "é@ü.nl"),
        *("anneke@example.org.", "@example.org", "a@b..nl", "a@"),
    ],
)
def test_an_address_that_is_none_is_failed(
    office: CaringOffice, server: MailServer, queued: Message, address: str
) -> None:
    office.customer(email=address)
    draft = NoticeDraft(uuid4(), queued.line_id or 0, MessageKind.READY)
    number = office.messages.queue(draft).message_id
    assert office.messages.send_due() == SendReport(sent=1, hindered=1)
    after = office.message(number)
    assert (after.state, after.error) == (MessageState.FAILED, "address")


@pytest.mark.parametrize("text", ["=?utf-8?q?a=0D=0ABcc:_all@example.org?=", "a\r\nBcc: b@c.nl"])
def test_no_text_becomes_a_header(
    office: CaringOffice, server: MailServer, queued: Message, text: str
) -> None:
    office.door.run(
        uuid4(),
        "test.name",
        None,
        lambda work: work.settings.put("organisation", text) or Changes(),
        Changes,
    )
    line_id = queued.line_id or 0
    office.messages.queue(NoticeDraft(uuid4(), line_id, MessageKind.FREE, "", text, "Dag."))
    assert office.messages.send_due() == SendReport(sent=2)
    usual, hostile = server.taken
    assert hostile.keys() == usual.keys()
    assert "Bcc: " in hostile["Subject"] or "Bcc:_" in hostile["Subject"]
    assert hostile.get_payload() == "Dag.\r\n"


class Killed(BaseException):
    """Stands for the end of the process."""


class Dying:
    """A mailer whose process dies once the server has the mail."""

    is_set = True

    def __init__(self, mailer: SmtpMailer) -> None:
        self._mailer = mailer

    def send(
        self, message: Message, sender: str, organisation: str, files: Sequence[MailFile]
    ) -> object:
        self._mailer.send(message, sender, organisation, files)
        raise Killed


def test_killed_between_yes_and_note_it_is_sent_again_as_the_same(
    office: CaringOffice, server: MailServer, queued: Message
) -> None:
    dying = Messages(office.door, Dying(SmtpMailer(server.url)))
    with pytest.raises(Killed):
        dying.send_due()
    assert office.message(queued.id).state is MessageState.QUEUED, "not lost"
    assert office.messages.send_due().sent == 0, "claimed for a while"
    office.time.at = office.time.at + CLAIM
    assert office.messages.send_due().sent == 1
    assert [mail["Message-ID"] for mail in server.taken] == [queued.reference] * 2


def test_workers_at_once_send_it_once(
    office: CaringOffice, server: MailServer, queued: Message
) -> None:
    reports = race(4, lambda _number: office.messages.send_due())
    assert sum(report.sent for report in reports) == 1
    assert len(server.taken) == 1
    assert office.message(queued.id).tries == 1


def test_the_server_of_these_tests_is_a_real_one(server: MailServer) -> None:
    with smtplib.SMTP("127.0.0.1", server.server_address[1]) as client:
        client.sendmail("a@example.org", ["b@example.org"], "Subject: x\r\n\r\ny")
    assert server.taken[0]["Subject"] == "x"
    server.mood = Mood.REFUSE
    with (
        smtplib.SMTP("127.0.0.1", server.server_address[1]) as client,
        pytest.raises(smtplib.SMTPRecipientsRefused),
    ):
        client.sendmail("a@example.org", ["b@example.org"], "y")
