"""The pages of a closed month go to units and departments by a real mail server, each once."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
import sqlalchemy as sa

from fmdesk.core.domain.access import Role, UserAccount
from fmdesk.core.domain.agreement import Agreement
from fmdesk.core.domain.attachment import HideDraft, Owner, OwnerKind
from fmdesk.core.domain.errors import (
    ConflictError,
    DomainError,
    InvalidInputError,
    NotAllowedError,
    NotFoundError,
)
from fmdesk.core.domain.message import MessageSettings, MessageState, SendReport
from fmdesk.core.domain.month_progress import MonthActDraft
from fmdesk.core.domain.people import Person
from fmdesk.core.domain.reporting import ReportAsked
from fmdesk.core.domain.sending import MailDraft, PageFor, PagesSent
from fmdesk.core.domain.views import Changes
from fmdesk.core.ports import UnitOfWork
from fmdesk.core.services.attachments import Attachments
from fmdesk.core.services.messages import Messages
from fmdesk.core.services.sending import Sending
from fmdesk.core.services.smtp import SmtpMailer
from fmdesk.core.sql import tables as t
from fmdesk.core.sql.door import SqlDoor
from fmdesk.core.sql.engine import open_database
from fmdesk.reports.period import made_file
from fmdesk.testing import race
from tests.integration.aftercare.mail_server import MailServer
from tests.integration.month.conftest import PATIENCE_MS, Quiet, SmallOffice
from tests.unit.reports.readback import whole

OCTOBER = "2026-10"
NOVEMBER = datetime(2026, 11, 9, 9, tzinfo=UTC)
DESKS = 4


@dataclass
class Post:
    """A month that was closed, with who gets its pages."""

    office: SmallOffice
    sending: Sending
    messages: Messages
    server: MailServer

    def send(self) -> PagesSent:
        return self.sending.send_pages(OCTOBER, Quiet())

    def taken(self) -> list[tuple[str, str, bytes]]:
        """What the server took: to whom, the name of the file, its bytes."""
        return [
            (mail["To"], part.get_filename() or "", part.get_payload(decode=True))
            for mail in self.server.taken
            for part in mail.walk()
            if part.get_content_type() == "application/pdf"
        ]

    def people(self, **people: Person) -> None:
        def work_on(work: UnitOfWork) -> Changes:
            for person in people.values():
                work.people.save_person(person)
            return Changes()

        self.office.door.run(uuid4(), "test.people", None, work_on, Changes)


def organise(work: UnitOfWork) -> Changes:
    """Name who leads, who deputises, who keeps the account, and who signed."""
    people = work.people
    for code, name, email in (
        ("l1", "Lotte Leider", ""),
        ("l2", "Ö. Waarnemer", "waarnemer@example.org"),
        ("am", "Alice Account", "account@example.org"),
        ("cl", "Cor Klant", "klant@example.org"),
    ):
        people.save_person(Person(0, code, name, email))
    leader, deputy = people.person_by_code("l1"), people.person_by_code("l2")
    stock = people.unit_by_code("stock")
    people.save_unit(replace(stock, leader_id=leader.id, deputy_id=deputy.id))
    (legal,) = people.departments()
    manager = people.person_by_code("am")
    people.save_department(replace(legal, account_manager_id=manager.id))
    work.agreements.add(Agreement("legal", date(2026, 1, 1), client="cl", holder="am"))
    return Changes()


@pytest.fixture
def server() -> Iterator[MailServer]:
    with MailServer() as made:
        yield made


@pytest.fixture
def post(office: SmallOffice, server: MailServer) -> Post:
    """October with one late delivery, closed in November."""
    office.door.run(uuid4(), "test.organise", None, organise, Changes)
    order = office.order()
    office.time.advance(days=4)
    office.deliver(order.line_ids[0], 1)
    office.time.at = NOVEMBER
    messages = Messages(office.door, SmtpMailer(server.url, 60))
    messages.save_settings(uuid4(), MessageSettings(sender="servicedesk@example.org"))
    return Post(office, Sending(office.door, made_file), messages, server)


def close(post: Post) -> None:
    post.office.months.close(uuid4(), OCTOBER, Quiet())


def test_page_and_message_are_in_the_language_of_who_is_written_to(post: Post) -> None:
    close(post)

    def choose(work: UnitOfWork) -> Changes:
        (legal,) = work.people.departments()
        work.people.save_department(replace(legal, language="en"))
        return Changes()

    post.office.door.run(uuid4(), "test.choose", None, choose, Changes)
    post.send()
    with post.office.door.read() as work:
        mails = work.outbox.about("month.")
        asked = ReportAsked("department", OCTOBER, OCTOBER, "department", 1)
    said = [(one.language, one.subject, one.body.partition(",")[0]) for one in mails]
    english = "One department: Juridische Zaken, October 2026"
    assert said == [
        ("nl", "Eén onderdeel: Voorraad, oktober 2026", "Beste Ö. Waarnemer"),
        ("en", english, "Dear Alice Account"),
        ("en", english, "Dear Cor Klant"),
    ]
    post.sending.send_report(MailDraft(uuid4(), asked, "pdf", ("am",)))
    with post.office.door.read() as work:
        (mail,) = work.outbox.about("report.")
    assert (mail.language, mail.subject) == ("en", english)


def test_each_page_goes_once_to_who_answers_for_it(post: Post) -> None:
    with pytest.raises(ConflictError) as early:
        post.send()
    assert early.value.code == "month.not_closed"
    assert post.office.months.progress(OCTOBER).to_send == 0
    close(post)
    found = [(one.scope, one.about, one.person, one.is_due) for one in post.sending.pages(OCTOBER)]
    assert found == [
        ("unit", "Voorraad", "Ö. Waarnemer", True),
        ("department", "Juridische Zaken", "Alice Account", True),
        ("department", "Juridische Zaken", "Cor Klant", True),
    ]
    assert post.office.months.progress(OCTOBER).to_send == len(found)
    assert post.send() == PagesSent(3)
    assert post.send() == PagesSent(0), "nothing is left"
    assert post.messages.send_due() == SendReport(sent=3)
    taken = post.taken()
    assert [(to, name) for to, name, _content in taken] == [
        ("waarnemer@example.org", "Eén onderdeel Voorraad, oktober 2026.pdf"),
        ("account@example.org", "Eén afdeling Juridische Zaken, oktober 2026.pdf"),
        ("klant@example.org", "Eén afdeling Juridische Zaken, oktober 2026.pdf"),
    ]
    assert "Voorraad" in whole(taken[0][2])
    assert "oktober 2026" in whole(taken[0][2])
    assert taken[1][2] == taken[2][2], "one page, whoever gets it"
    body = next(
        part for part in post.server.taken[0].walk() if part.get_content_subtype() == "plain"
    )
    words = body.get_payload(decode=True)
    assert "Beste Ö. Waarnemer," in words.decode()
    progress = post.office.months.progress(OCTOBER)
    assert (progress.to_send, progress.sent) == (0, 3)
    assert {one.state for one in post.sending.pages(OCTOBER)} == {MessageState.SENT}
    (row, *_others) = post.messages.outbox((MessageState.SENT,))
    assert (row.number, row.files, row.message.ticket_id) == ("", 1, None)


def test_what_reaches_nobody_is_named_and_can_be_mended(post: Post) -> None:
    close(post)

    def forget(work: UnitOfWork) -> Changes:
        people = work.people
        people.save_person(replace(people.person_by_code("l2"), is_active=False))
        for code in ("am", "cl"):
            people.save_person(replace(people.person_by_code(code), email=""))
        return Changes()

    post.office.door.run(uuid4(), "test.forget", None, forget, Changes)
    pages = post.sending.pages(OCTOBER)
    assert [(one.about, one.person) for one in pages] == [
        ("Voorraad", "Lotte Leider"),
        ("Juridische Zaken", "Alice Account"),
    ]
    assert all(one.is_lost for one in pages)
    assert post.send() == PagesSent(0, ("Voorraad", "Juridische Zaken"))

    def nobody(work: UnitOfWork) -> Changes:
        stock = work.people.unit_by_code("stock")
        work.people.save_unit(replace(stock, leader_id=None, deputy_id=None))
        return Changes()

    post.office.door.run(uuid4(), "test.nobody", None, nobody, Changes)
    with post.office.door.read() as work:
        unit = work.people.unit_by_code("stock")
    assert post.sending.pages(OCTOBER)[0] == PageFor("unit", unit.id, "Voorraad")
    with post.office.door.read() as work:
        alice = work.people.person_by_code("am")
    post.people(alice=replace(alice, email="alice@example.org"))
    assert post.send() == PagesSent(1, ("Voorraad",))


def test_a_reopened_month_is_sent_anew(post: Post) -> None:
    close(post)
    post.send()
    months = post.office.months
    other = replace(months, door=SqlDoor(post.office.database, "bas", post.office.time))
    other.ask_reopen(MonthActDraft(uuid4(), OCTOBER, "Een levering was vergeten."))
    months.reopen(uuid4(), OCTOBER, "Een levering was vergeten.")
    with pytest.raises(ConflictError):
        post.sending.pages(OCTOBER)
    close(post)
    assert all(one.is_due for one in post.sending.pages(OCTOBER))
    assert post.send().queued == 3
    assert months.progress(OCTOBER).sent == 3
    assert len(post.messages.outbox((MessageState.QUEUED,))) == 6


def test_many_desks_that_send_at_once_send_each_page_once(post: Post, database_url: str) -> None:
    close(post)

    def send(place: int) -> int:
        database = open_database(database_url, busy_ms=PATIENCE_MS)
        try:
            door = SqlDoor(database, f"desk{place}", post.office.time)
            return Sending(door, made_file).send_pages(OCTOBER, Quiet()).queued
        finally:
            database.close()

    race(DESKS, send)
    assert len(post.messages.outbox((MessageState.QUEUED,))) == 3


def test_it_can_be_stopped_and_goes_on_later(post: Post) -> None:
    close(post)
    with pytest.raises(DomainError) as stopped:
        post.sending.send_pages(OCTOBER, Quiet(is_stopped=True))
    assert stopped.value.code == "job.cancelled"
    assert post.sending.send_pages(OCTOBER, StopsAt(1)) == PagesSent(1)
    assert post.office.months.progress(OCTOBER).sent == 1
    assert post.send().queued == 2


@dataclass
class StopsAt:
    """Asks to stop before a piece of work.

    Attributes:
        place: Which one, from 0.
    """

    place: int
    done: int = 0

    def report(self, done: int, _total: int) -> None:
        self.done = done

    def is_cancelled(self) -> bool:
        return self.done >= self.place


def test_a_page_that_failed_goes_to_the_address_that_was_mended(post: Post) -> None:
    close(post)
    with post.office.door.read() as work:
        client = work.people.person_by_code("cl")
    post.people(client=replace(client, email="geen adres"))
    assert post.send().queued == 3
    assert post.messages.send_due() == SendReport(sent=2, hindered=1)
    assert post.sending.pages(OCTOBER)[2].state is MessageState.FAILED
    assert post.send() == PagesSent(0), "the same address would fail again"
    post.people(client=client)
    page = post.sending.pages(OCTOBER)[2]
    assert (page.is_due, page.address) == (True, "klant@example.org")
    assert post.office.months.progress(OCTOBER).to_send == 1
    assert post.send() == PagesSent(1)
    assert post.send() == PagesSent(0)
    assert post.messages.send_due() == SendReport(sent=1)
    assert post.taken()[2][0] == "klant@example.org"
    assert post.sending.pages(OCTOBER)[2].state is MessageState.SENT


def test_a_report_goes_to_who_is_named(post: Post) -> None:
    asked = ReportAsked("demand", OCTOBER, OCTOBER)
    draft = MailDraft(uuid4(), asked, "xlsx", ("am", "cl", "am"), "Zoals besproken.")
    post.sending.send_report(draft)
    post.sending.send_report(draft)
    assert post.messages.send_due().sent == 2
    (mail, _other) = post.server.taken
    assert "Zoals besproken." in str(mail.get_payload(0).get_payload(decode=True).decode())
    file = mail.get_payload(1)
    assert file.get_filename() == "Vraag en de trend ervan, oktober 2026.xlsx"
    assert file.get_payload(decode=True).startswith(b"PK")
    for wrong, code in (
        (replace(draft, op_id=uuid4(), persons=()), "sending.nobody"),
        (replace(draft, op_id=uuid4(), persons=("l1",)), "sending.no_address"),
        (replace(draft, op_id=uuid4(), form="csv"), "report.form"),
        (replace(draft, op_id=uuid4(), words="x" * 2_001), "sending.words"),
    ):
        with pytest.raises(InvalidInputError) as refused:
            post.sending.send_report(wrong)
        assert refused.value.code == code
    with post.office.door.read() as work:
        client = work.people.person_by_code("cl")
    post.people(client=replace(client, is_active=False))
    for gone in ("nobody", "cl"):
        with pytest.raises(NotFoundError, match=r"person\.unknown"):
            post.sending.send_report(replace(draft, op_id=uuid4(), persons=("am", gone)))


def test_a_file_that_is_damaged_does_not_go_out_and_holds_nothing_up(post: Post) -> None:
    close(post)
    post.send()
    with post.office.door.read() as work:
        first = work.outbox.about("month.")[0]
        (file,) = work.attachments.of(Owner(OwnerKind.MESSAGE, first.id))
    with post.office.database.write() as connection:
        for statement in unguarded(connection.dialect.name):
            connection.execute(sa.text(statement))
        piece = t.blob_piece
        spoilt = sa.update(piece).where(piece.c.sha256 == file.sha256).values(content=b"%PDF")
        connection.execute(spoilt)
        connection.commit()
    assert post.messages.send_due() == SendReport(sent=2, hindered=1)
    (row,) = post.messages.outbox((MessageState.FAILED,))
    assert (row.message.id, row.message.error) == (first.id, "file")
    assert len(post.taken()) == 2


def unguarded(dialect: str) -> tuple[str, ...]:
    """Return what lets a row that stands still be changed, as a bad disk would."""
    if dialect == "sqlite":
        return ("DROP TRIGGER blob_piece_no_update",)
    return ("ALTER TABLE blob_piece DISABLE TRIGGER USER",)


def test_only_controllers_send_a_month_and_only_who_reads_reports_sends_one(post: Post) -> None:
    close(post)

    def accounts(work: UnitOfWork) -> Changes:
        for login, role in (("cora", Role.CONTROLLER), ("dirk", Role.DESK), ("aad", Role.AUDITOR)):
            work.accounts.save(UserAccount(0, login, (role,)))
        return Changes()

    post.office.door.run(uuid4(), "test.accounts", None, accounts, Changes)

    def by(login: str) -> Sending:
        return Sending(SqlDoor(post.office.database, login, post.office.time), made_file)

    with pytest.raises(NotAllowedError):
        by("dirk").pages(OCTOBER)
    assert len(by("aad").pages(OCTOBER)) == 3
    with pytest.raises(NotAllowedError):
        by("aad").send_pages(OCTOBER, Quiet())
    assert by("cora").send_pages(OCTOBER, Quiet()).queued == 3
    report = ReportAsked("demand", OCTOBER, OCTOBER)
    with pytest.raises(NotAllowedError):
        by("dirk").send_report(MailDraft(uuid4(), report, "pdf", ("am",)))


def test_a_report_in_the_outbox_is_read_by_who_reads_reports_and_stays_what_it_was(
    post: Post,
) -> None:
    close(post)
    post.send()
    with post.office.door.read() as work:
        owner = Owner(OwnerKind.MESSAGE, work.outbox.about("month.")[0].id)

    def accounts(work: UnitOfWork) -> Changes:
        work.accounts.save(UserAccount(0, "lea", (Role.DESK, Role.DESK_LEAD)))
        work.accounts.save(UserAccount(0, "dirk", (Role.DESK, Role.UNIT)))
        return Changes()

    post.office.door.run(uuid4(), "test.accounts", None, accounts, Changes)
    lea, dirk = (
        Attachments(SqlDoor(post.office.database, login, post.office.time))
        for login in ("lea", "dirk")
    )
    (file,) = lea.of(owner)
    assert lea.content(file.id).startswith(b"%PDF-")
    for look in (
        lambda: dirk.of(owner),
        lambda: dirk.content(file.id),
        lambda: dirk.open_copy(file.id),
    ):
        with pytest.raises(NotAllowedError, match=r"access\.area"):
            look()
    with pytest.raises(NotFoundError, match=r"attachment\.unknown"):
        lea.hide(HideDraft(uuid4(), file.id, "Weg ermee."))
    with pytest.raises(NotFoundError, match=r"attachment\.no_owner"):
        lea.add(uuid4(), owner, "meer.txt", b"meer")
    assert post.messages.send_due() == SendReport(sent=3)
    assert len(post.taken()) == 3
