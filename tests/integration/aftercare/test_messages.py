"""Messages: who gets which, when, and how they are worded."""

from uuid import uuid4

import pytest

from fmdesk.core.domain.errors import ConflictError, DomainError, InvalidInputError
from fmdesk.core.domain.events import EventKind, PauseClass
from fmdesk.core.domain.message import (
    MessageChannel,
    MessageKind,
    MessageState,
    NoticeDraft,
    Template,
    TemplateKind,
)
from fmdesk.core.domain.views import Changes
from fmdesk.core.services import messages
from fmdesk.messages import explain
from tests.integration.aftercare.conftest import CaringOffice

QUEUED = (MessageState.QUEUED,)


def delay(office: CaringOffice, line_id: int, reason: str = "De levering bleef uit.") -> int:
    draft = NoticeDraft(uuid4(), line_id, MessageKind.DELAY, reason)
    return office.messages.queue(draft).message_id


def test_an_order_is_confirmed_when_the_office_wants_it(office: CaringOffice) -> None:
    office.order()
    assert office.messages.outbox(QUEUED) == ()
    office.sets(receipt=True)
    taken = office.order(2)
    (row,) = office.messages.outbox(QUEUED)
    assert (row.number, row.person) == (taken.number, "Anneke de Vries")
    message = row.message
    assert (message.kind, message.channel) == (MessageKind.RECEIPT, MessageChannel.EMAIL)
    assert message.address == "anneke@example.org"
    assert message.subject == f"{taken.number}.1: wij hebben uw aanvraag ontvangen"
    assert "Wij hebben uw aanvraag ontvangen: Kopieerpapier." in message.body
    assert "U heeft het uiterlijk 06-10-2026 10:00." in message.body
    assert message.body.endswith("Met vriendelijke groet,\nTestbedrijf\n")


def test_the_confirmation_is_of_the_same_command(office: CaringOffice) -> None:
    office.sets(receipt=True)
    office.order()
    with office.database.read() as connection:
        names = connection.exec_driver_sql("SELECT name FROM command_log ORDER BY seq").scalars()
        assert list(names)[-1] == "intake.take"


@pytest.mark.parametrize(
    ("phone", "channel"), [("4410", MessageChannel.PHONE), ("", MessageChannel.LETTER)]
)
def test_who_has_no_mail_is_phoned_or_written_to(
    office: CaringOffice, phone: str, channel: MessageChannel
) -> None:
    office.customer(email="", phone=phone)
    office.sets(receipt=True)
    office.order()
    (row,) = office.messages.outbox(QUEUED)
    assert (row.message.channel, row.message.next_try_at) == (channel, None)
    office.messages.mark_done(uuid4(), row.message.id)
    assert office.message(row.message.id).state is MessageState.DONE
    with pytest.raises(ConflictError, match=r"message\.settled"):
        office.messages.mark_done(uuid4(), row.message.id)


def test_an_email_is_not_ticked_off(office: CaringOffice) -> None:
    number = delay(office, office.order().line_ids[0])
    with pytest.raises(InvalidInputError, match=r"message\.is_mail"):
        office.messages.mark_done(uuid4(), number)


def test_a_ready_line_is_reported_in_the_offices_language(office: CaringOffice) -> None:
    office.sets(ready=True, language="en")
    line_id = office.order().line_ids[0]
    office.deliver(line_id, 1)
    (message,) = office.messages.of_line(line_id)
    assert message.kind is MessageKind.READY
    assert "Copy paper (M000001.1) is ready." in message.body


def test_a_delay_notice_needs_a_reason(office: CaringOffice) -> None:
    line_id = office.order().line_ids[0]
    with pytest.raises(InvalidInputError, match=r"message\.reason_missing"):
        delay(office, line_id, "  ")
    message = office.message(delay(office, line_id))
    assert "De reden: De levering bleef uit." in message.body
    assert not message.is_late


def test_a_line_near_its_due_time_waits_for_its_notice(office: CaringOffice) -> None:
    line_id = office.order().line_ids[0]  # due on Tuesday at 10:00; the office opens at 9:00
    assert office.messages.delay_due("nl") == ()
    office.time.advance(hours=7)  # Monday 17:00: one hour of Tuesday is left
    (due,) = office.messages.delay_due("en")
    assert (due.line_id, due.number, due.product) == (line_id, "M000001.1", "Copy paper")
    assert (due.left_seconds, due.is_late, due.customer) == (3600, False, "Anneke de Vries")
    delay(office, line_id)
    assert office.messages.delay_due("en") == ()


def test_a_notice_after_the_breach_is_marked_late(office: CaringOffice) -> None:
    line_id = office.order().line_ids[0]
    office.time.advance(hours=25)
    (due,) = office.messages.delay_due("nl")
    assert (due.is_late, due.left_seconds) == (True, 0)
    assert office.message(delay(office, line_id)).is_late


def test_late_lines_do_not_hide_those_whose_promise_can_be_kept(
    office: CaringOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(messages, "MOST_ROWS", 1)
    late = office.order().line_ids[0]
    office.time.advance(hours=2)
    near = office.order().line_ids[0]
    office.time.advance(hours=23)  # Tuesday 11:00: the first was due at 10:00, the other at 12:00
    assert [one.line_id for one in office.messages.delay_due("nl")] == [near, late]


def test_a_paused_or_finished_line_needs_no_notice(office: CaringOffice) -> None:
    paused, done = office.order().line_ids[0], office.order().line_ids[0]
    office.time.advance(hours=7)
    assert {one.line_id for one in office.messages.delay_due("nl")} == {paused, done}
    office.record(
        paused, EventKind.PAUSED, reason="vraag", pause_class=PauseClass.CUSTOMER, evidence="K1"
    )
    office.deliver(done, 1)
    assert office.messages.delay_due("nl") == ()


def test_free_words_need_subject_and_text(office: CaringOffice) -> None:
    line_id = office.order().line_ids[0]
    with pytest.raises(InvalidInputError, match=r"message\.no_words"):
        office.messages.queue(NoticeDraft(uuid4(), line_id, MessageKind.FREE, subject="Vraag"))
    draft = NoticeDraft(
        uuid4(),
        line_id,
        MessageKind.FREE,
        subject="Vraag\nBcc: all@example.org",
        body="Hoi {{ 1 }}",
    )
    message = office.message(office.messages.queue(draft).message_id)
    assert (message.subject, message.body) == ("Vraag Bcc: all@example.org", "Hoi {{ 1 }}")


def test_a_channel_without_address_is_refused(office: CaringOffice) -> None:
    office.customer(phone="")
    line_id = office.order().line_ids[0]
    draft = NoticeDraft(uuid4(), line_id, MessageKind.READY, channel=MessageChannel.PHONE)
    with pytest.raises(InvalidInputError, match=r"message\.no_address"):
        office.messages.queue(draft)
    assert office.messages.outbox(QUEUED) == ()


def test_a_products_own_template_comes_first(office: CaringOffice) -> None:
    own = Template(TemplateKind.DELAY, "nl", "{{ number }} later", "Papier: {{ reason }}", "paper")
    office.messages.save_template(uuid4(), own)
    office.messages.save_template(
        uuid4(), Template(TemplateKind.DELAY, "nl", "algemeen", "algemeen")
    )
    line_id = office.order().line_ids[0]
    assert office.message(delay(office, line_id, "op")).body == "Papier: op"
    office.messages.save_template(
        uuid4(), Template(TemplateKind.DELAY, "nl", "anders", "{{ customer | upper }}", "paper")
    )
    assert office.message(delay(office, line_id)).body == "ANNEKE DE VRIES"
    assert len(office.messages.templates()) == 2


def test_a_template_that_breaks_is_refused_with_its_line(office: CaringOffice) -> None:
    wrong = Template(TemplateKind.READY, "nl", "goed", "Beste,\n\n{% if due %}half")
    with pytest.raises(InvalidInputError, match=r"template\.broken") as told:
        office.messages.save_template(uuid4(), wrong)
    assert told.value.params["line"] == 3
    assert "line 3" in explain(told.value) or "regel 3" in explain(told.value)


@pytest.mark.parametrize(
    ("body", "cause"), [("{{ nobody }}", "nobody"), ("{{ reason < 1 }}", "not supported")]
)
def test_a_broken_template_in_the_database_loses_no_message(
    office: CaringOffice, body: str, cause: str
) -> None:
    broken = Template(TemplateKind.DELAY, "nl", "x", body)

    def store(work: object) -> Changes:
        work.outbox.save_template(broken)
        return Changes()

    office.door.run(uuid4(), "test.template", None, store, Changes)
    message = office.message(delay(office, office.order().line_ids[0]))
    assert "De reden: De levering bleef uit." in message.body
    assert message.error == "template"
    assert cause in message.error_detail


def test_what_a_message_said_stands_still(office: CaringOffice) -> None:
    number = delay(office, office.order().line_ids[0])
    for attack in (
        f"UPDATE message SET reason = 'niets' WHERE id = {number}",
        f"UPDATE message SET body = 'niets' WHERE id = {number}",
        f"DELETE FROM message WHERE id = {number}",
    ):

        def strike(work: object, attack: str = attack) -> Changes:
            work.connection.exec_driver_sql(attack)
            return Changes()

        with pytest.raises(DomainError, match="append_only"):
            office.door.run(uuid4(), "test.attack", None, strike, Changes)
    assert office.message(number).reason == "De levering bleef uit."


def test_an_order_without_a_known_customer_has_no_message(office: CaringOffice) -> None:
    from fmdesk.core.domain.ticket import OrderDraft, OrderLine

    office.sets(receipt=True)
    line = OrderLine("paper", cost_centre="4410")
    taken = office.intake.take(OrderDraft(uuid4(), "phone", (line,)))
    assert office.messages.outbox(QUEUED) == ()
    with pytest.raises(InvalidInputError, match=r"message\.no_customer"):
        delay(office, taken.line_ids[0])


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"sender": "servicedesk"}, "message.sender"),
        ({"sender": "a@example.org\r\nBcc: b@example.org"}, "message.sender"),
        ({"sender": f"a@{'x' * 4000}.org"}, "message.sender"),
        ({"language": "fr"}, "template.language"),
    ],
)
def test_settings_that_would_stop_every_message_are_refused(
    office: CaringOffice, values: dict[str, str], code: str
) -> None:
    before = office.messages.settings()
    with pytest.raises(InvalidInputError) as told:
        office.sets(**values)
    assert told.value.code == code
    assert next(iter(values.values())) in explain(told.value)
    assert office.messages.settings() == before
    office.sets(sender="", language="en")
    assert office.messages.settings() != before
