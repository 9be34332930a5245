"""E-mail from a real IMAP server: onto its request, into a request, or before the desk; once."""

import imaplib
from datetime import UTC, datetime
from uuid import uuid4

import pytest

from fmdesk.core.domain.attachment import Owner, OwnerKind
from fmdesk.core.domain.errors import ConflictError, InvalidInputError
from fmdesk.core.domain.events import EventKind
from fmdesk.core.domain.incoming import Collected, IncomingState
from fmdesk.core.domain.message import MessageKind, MessageSettings, NoticeDraft
from fmdesk.core.domain.people import Person
from fmdesk.core.domain.ticket import AnswerDraft
from fmdesk.core.services import incomings
from fmdesk.core.services.attachments import Attachments
from fmdesk.core.services.incomings import SettleDraft
from fmdesk.core.services.messages import Messages
from fmdesk.core.services.smtp import SmtpMailer
from fmdesk.core.sql.door import SqlDoor
from fmdesk.testing import race
from tests.integration.incoming.conftest import PICTURE, Change, Filed, Post
from tests.integration.incoming.mailbox_server import MailboxServer

one_database = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
"""For what the database has no part in."""
ARRIVED = datetime(2026, 3, 2, 7, 30, tzinfo=UTC)
WAITING = IncomingState.WAITING


def with_file(name: str, content: bytes, text: str = "Zie de foto.") -> bytes:
    from email.message import EmailMessage

    mail = EmailMessage()
    mail["From"] = "ayse@example.org"
    mail["Subject"] = "Foto"
    mail["Message-ID"] = f"<{uuid4().hex}@x>"
    mail.set_content(text)
    mail.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return mail.as_bytes()


def test_a_mail_waits_for_the_desk_with_who_wrote_it(post: Post) -> None:
    kept = post.give()
    assert post.collect() == Collected(stored=1)
    row = post.only(WAITING)
    assert (row.person, row.person_code) == ("Ayşe Özdemir", "P1")
    assert (row.incoming.subject, row.incoming.channel) == ("Lekkage", "e-mail")
    assert row.incoming.text == "Beste balie,\n\nDe kraan lekt."
    assert row.incoming.received_at == ARRIVED, "the mailbox's time, not ours"
    assert kept.is_seen
    assert post.collect() == Collected()


def test_the_number_in_the_subject_adds_it_to_its_request(post: Post, filed: Filed) -> None:
    post.give("Wanneer komt het?", Subject=f"Vraag over {filed.taken.number}!")
    assert post.collect() == Collected(1, (filed.ticket.id,))
    row = post.only()
    assert (row.incoming.state, row.number) == (IncomingState.ADDED, filed.taken.number)
    with post.desk.door.read() as work:
        events = work.tickets.events(filed.line.id)
    assert events[-1].kind is EventKind.MESSAGE, "the clock of the answer runs"
    assert events[-1].at == post.desk.time.at, "not before the request was received"


def test_an_answer_to_our_message_finds_its_request(
    post: Post, filed: Filed, server: MailboxServer
) -> None:
    messages = Messages(post.desk.door, SmtpMailer())
    draft = NoticeDraft(uuid4(), filed.line.id, MessageKind.FREE, subject="Hoi", body="Dag.")
    sent = messages.queue(draft)
    with post.desk.door.read() as work:
        reference = work.outbox.message(sent.message_id).reference
    post.give("Dank u", Subject="Re: Hoi", References=f"<een@ander>\r\n {reference}")
    post.give("Nog iets", Subject="Re: Hoi", In_Reply_To=reference)
    assert post.collect().tickets == (filed.ticket.id,)
    assert len(post.rows(IncomingState.ADDED)) == 2


@one_database
def test_a_mail_about_a_request_that_is_closed_waits_for_the_desk(post: Post, desk: object) -> None:
    taken = post.desk.intake.take_done(post.desk.draft())
    post.give(Subject=f"Re: {taken.number}")
    post.collect()
    row = post.only(WAITING)
    assert row.number == taken.number, "nobody would look at a request that is ready"


def test_files_of_a_mail_belong_to_its_request(
    post: Post, filed: Filed, files: Attachments, server: MailboxServer
) -> None:
    content = with_file("lek.png", PICTURE).replace(
        b"Subject: Foto", f"Subject: {filed.taken.number}".encode()
    )
    server.give(content)
    post.collect()
    (file,) = files.of(filed.ticket)
    assert (file.name, file.media_type) == ("lek.png", "image/png")
    assert files.content(file.id) == PICTURE
    assert file.owner.kind is OwnerKind.CONTACT


def test_the_desk_makes_a_request_of_it_in_one_command(
    post: Post, files: Attachments, server: MailboxServer
) -> None:
    server.give(with_file("lek.png", PICTURE))
    post.collect()
    row = post.only(WAITING)
    assert row.files == 1
    draft = post.desk.draft(
        channel="e-mail",
        requester=row.person_code,
        received_at=row.incoming.received_at,
        incoming=row.incoming.id,
    )
    taken = post.desk.intake.take(draft)
    assert post.desk.intake.take(draft) == taken
    after = post.only()
    assert (after.incoming.state, after.number) == (IncomingState.TAKEN, taken.number)
    assert after.incoming.settled_by == "jan"
    owner = Owner(OwnerKind.TICKET, taken.ticket_id)
    assert [one.name for one in files.of(owner)] == ["lek.png"]
    with post.desk.door.read() as work:
        assert work.tickets.ticket(taken.ticket_id).received_at == ARRIVED


def test_two_desks_make_one_request_of_it(post: Post) -> None:
    post.give()
    post.collect()
    number = post.only(WAITING).incoming.id
    post.desk.intake.take(post.desk.draft(incoming=number))
    with pytest.raises(ConflictError, match=r"incoming\.settled"):
        post.desk.intake.take(post.desk.draft(incoming=number))
    with post.desk.door.read() as work:
        assert work.tickets.ticket(1).number
        assert work.incoming.ticket_numbered(2) is None, "nothing of the second one is stored"


@one_database
def test_a_question_is_answered_from_the_mail(post: Post) -> None:
    post.give("Is het papier gerecycled?")
    post.collect()
    faq = post.desk.knowledge.card("PAP", "nl").questions[0].id
    number = post.only(WAITING).incoming.id
    post.desk.intake.answer(AnswerDraft(uuid4(), "e-mail", faq, "P1", incoming=number))
    assert post.only().incoming.state is IncomingState.TAKEN


@one_database
def test_what_needs_no_request_is_settled_with_a_reason(post: Post) -> None:
    post.give("Bedankt!")
    post.collect()
    number = post.only(WAITING).incoming.id
    with pytest.raises(InvalidInputError, match=r"incoming\.no_reason"):
        post.incoming().settle(SettleDraft(uuid4(), number, " "))
    post.incoming().settle(SettleDraft(uuid4(), number, "een bedankje"))
    row = post.only()
    assert (row.incoming.state, row.incoming.settled_reason) == (
        IncomingState.SETTLED,
        "een bedankje",
    )
    with pytest.raises(ConflictError, match=r"incoming\.settled"):
        post.incoming().settle(SettleDraft(uuid4(), number, "nog eens"))


# --- exactly once --------------------------------------------------------------------------------


class Killed(BaseException):
    """Stands for the end of the process."""


def test_killed_between_storing_and_marking_it_is_taken_once(
    post: Post, server: MailboxServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    post.give()

    def die(self: imaplib.IMAP4, command: str, *arguments: str) -> object:
        if command == "STORE":
            raise Killed
        return original(self, command, *arguments)

    original = imaplib.IMAP4.uid
    with monkeypatch.context() as dying:
        dying.setattr(imaplib.IMAP4, "uid", die)
        with pytest.raises(Killed):
            post.collect()
    assert server.unseen == [1], "not marked before it was stored"
    assert len(post.rows()) == 1
    post.collect()
    assert server.unseen == []
    assert len(post.rows()) == 1


def test_killed_before_storing_it_is_not_lost(
    post: Post, server: MailboxServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    post.give()

    def die(*_given: object) -> None:
        raise Killed

    with monkeypatch.context() as dying:
        dying.setattr(incomings, "_store", die)
        with pytest.raises(Killed):
            post.collect()
    assert server.unseen == [1]
    assert post.rows() == []
    post.collect()
    assert len(post.rows()) == 1


def test_many_desks_at_once_take_it_once(post: Post, filed: Filed, server: MailboxServer) -> None:
    post.give(Subject=filed.taken.number)
    post.give("fmdesk-bestelformulier\nProduct: PAP\nAantal: 2")
    race(4, lambda number: post.incoming(_door(post, f"desk{number}")).collect())
    assert len(post.rows()) == 2
    with post.desk.door.read() as work:
        kinds = [event.kind for event in work.tickets.events(filed.line.id)]
        assert kinds.count(EventKind.MESSAGE) == 1
        assert work.incoming.ticket_numbered(3) is None, "one order"
    assert server.unseen == []


def _door(post: Post, actor: str) -> SqlDoor:
    return SqlDoor(post.desk.door.database, actor, post.desk.time)


@one_database
def test_without_its_key_it_would_be_taken_twice(
    post: Post, server: MailboxServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: what makes the tests above pass is the key of what came in."""
    kept = post.give()
    post.collect()
    kept.flags.clear()
    monkeypatch.setattr(incomings, "_op", lambda *_given: uuid4())
    original = incomings.read_mail

    def other_key(*given: object) -> object:
        from dataclasses import replace

        read = original(*given)
        return replace(read, mail=replace(read.mail, key=f"mail:{uuid4()}"))

    monkeypatch.setattr(incomings, "read_mail", other_key)
    post.collect()
    assert len(post.rows()) == 2


def test_a_copy_that_came_another_way_is_the_same_mail(post: Post, server: MailboxServer) -> None:
    kept = post.give(Message_ID="<een@x>")
    server.give(b"Received: from elsewhere\r\n" + kept.content, "02-Mar-2026 08:31:00 +0100")
    assert post.collect().stored == 2
    assert len(post.rows()) == 1
    assert server.unseen == []


@one_database
def test_nobody_uses_up_the_message_id_of_another(post: Post) -> None:
    post.give("Eerst", Message_ID="<een@x>")
    post.give("Iets anders", Message_ID="<een@x>")
    post.give("Zonder", Message_ID="")
    post.give("Zonder nummer", Message_ID="")
    post.collect()
    assert len(post.rows()) == 4


# --- order forms ---------------------------------------------------------------------------------

FORM = """

fmdesk-bestelformulier

Product: PAP
Aantal: 3
Variant: spoed
Plaats: A1.02
Kostenplaats: 4200
Product: PAP
Aantal: 1
Ontvanger: P4
Opmerking: Graag voor tienen
--
Met vriendelijke groet, Ayşe
"""


def test_an_order_form_becomes_an_order(post: Post) -> None:
    post.give(FORM)
    collected = post.collect()
    row = post.only()
    assert row.incoming.state is IncomingState.ORDERED
    assert collected.tickets == (row.incoming.ticket_id,)
    with post.desk.door.read() as work:
        ticket = work.tickets.ticket(row.incoming.ticket_id)
        asked = work.people.person_by_code("P1").id
        received = work.people.person_by_code("P4").id
    assert (ticket.requester_id, ticket.recipient_id) == (asked, received)
    assert ticket.channel == "e-mail"
    assert [(line.product_code, line.quantity, line.variant) for line in ticket.lines] == [
        ("PAP", 3, "spoed"),
        ("PAP", 1, ""),
    ]
    assert ticket.received_at == ARRIVED


@one_database
@pytest.mark.parametrize(
    ("form", "problem"),
    [
        ("Product: WEG", "product.unknown"),
        ("Product: PAP\nAantal: veel", "incoming.form_value"),
        ("Product: PAP\nAantal: 0", "intake.quantity"),
        ("Product: PAP\nKleur: rood", "incoming.form_label"),
        ("Product: PAP\nVeld kleur: rood", "intake.no_form"),
        ("Aantal: 3", "incoming.form_missing"),
        ("Opmerking: niets", "incoming.form_missing"),
        ("Product: PAP\nOntvanger: P99", "person.unknown"),
        ("zomaar wat", "incoming.form_label"),
    ],
)
def test_a_form_that_cannot_be_taken_waits_with_the_reason(
    post: Post, form: str, problem: str
) -> None:
    post.give(f"fmdesk-order-form\n{form}")
    post.give("Nog een mail")
    post.collect()
    rows = post.rows()
    if problem == "intake.no_form":  # a product without a plugin has no form to check
        assert {row.incoming.state for row in rows} == {IncomingState.ORDERED, WAITING}
        return
    assert [row.incoming.state for row in rows] == [WAITING] * 2, "the next one is taken too"
    assert problem in {row.incoming.problem for row in rows}
    with post.desk.door.read() as work:
        assert work.incoming.ticket_numbered(1) is None


def test_who_has_an_address_that_nobody_or_two_have_orders_nothing(
    post: Post, change: Change
) -> None:
    post.give(FORM, From="vreemd@example.org")
    change(lambda work: work.people.save_person(Person(0, "P9", "Ook Ayşe", "Ayse@Example.org")))
    post.give(FORM)
    post.collect()
    problems = [row.incoming.problem for row in post.rows(WAITING)]
    assert problems == ["incoming.sender_unknown"] * 2


@one_database
def test_a_machine_orders_nothing_and_is_not_answered(post: Post) -> None:
    post.give(FORM, Auto_Submitted="auto-generated")
    post.collect()
    assert post.only().incoming.state is IncomingState.AUTOMATIC


@one_database
def test_the_same_form_by_two_mails_is_two_orders(post: Post) -> None:
    post.give(FORM)
    post.give(FORM)
    post.collect()
    assert len({row.number for row in post.rows(IncomingState.ORDERED)}) == 2


# --- loops ---------------------------------------------------------------------------------------


@one_database
@pytest.mark.parametrize(
    "headers",
    [
        {"Auto_Submitted": "auto-replied"},
        {"Precedence": "bulk"},
        {"X_Autoreply": "yes"},
        {"Return_Path": "<>"},
        {"Content_Type": "multipart/report; boundary=x"},
        {"From": "balie@example.org"},
    ],
)
def test_machines_and_our_own_messages_are_set_aside(
    post: Post, filed: Filed, headers: dict[str, str]
) -> None:
    Messages(post.desk.door, SmtpMailer()).save_settings(
        uuid4(), MessageSettings(receipt=True, sender="balie@example.org")
    )
    post.give("Ik ben er niet", Subject=f"Re: {filed.taken.number}", **headers)
    post.collect()
    assert post.only().incoming.state is IncomingState.AUTOMATIC
    with post.desk.door.read() as work:
        assert work.outbox.waiting() == 0, "nobody is answered"
        assert len(work.tickets.events(filed.line.id)) == 1, "no clock runs"


@one_database
def test_our_own_message_that_comes_back_is_none_of_the_customers(post: Post, filed: Filed) -> None:
    messages = Messages(post.desk.door, SmtpMailer())
    draft = NoticeDraft(uuid4(), filed.line.id, MessageKind.FREE, subject="Hoi", body="Dag.")
    sent = messages.queue(draft)
    with post.desk.door.read() as work:
        reference = work.outbox.message(sent.message_id).reference
    post.give("Dag.", Message_ID=reference)
    post.collect()
    assert post.only().incoming.state is IncomingState.AUTOMATIC
