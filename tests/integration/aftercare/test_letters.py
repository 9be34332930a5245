"""Who has no e-mail gets a letter or a call, with what the office knows; both are ticked off."""

from dataclasses import replace
from uuid import uuid4

import pytest

from fmdesk.core.domain.access import Role, UserAccount
from fmdesk.core.domain.errors import NotFoundError
from fmdesk.core.domain.message import (
    Message,
    MessageChannel,
    MessageKind,
    MessageState,
    NoticeDraft,
)
from fmdesk.core.domain.views import Changes
from fmdesk.core.ports import UnitOfWork
from fmdesk.reports.writer import render_letter
from tests.integration.aftercare.conftest import CaringOffice

pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
"""The database has no part in it."""


def told(office: CaringOffice, **values: object) -> Message:
    """Return a delay notice to the customer as it is now."""
    line_id = office.order().line_ids[0]
    draft = NoticeDraft(uuid4(), line_id, MessageKind.DELAY, "De lift is stuk.", **values)
    return office.message(office.messages.queue(draft).message_id)


def test_who_has_no_e_mail_is_phoned_with_what_to_say(office: CaringOffice) -> None:
    office.customer(email="", phone="4410")
    message = told(office)
    assert message.channel is MessageChannel.PHONE
    script = office.messages.script(message.id)
    assert script.phone == "4410"
    begin, number, *said, end = script.text.split("\n\n")
    assert begin.startswith("Goedendag, u spreekt met ")
    assert begin.endswith(f"Spreek ik met {script.customer}?")
    assert "M000001" in number
    assert any("De reden: De lift is stuk." in one for one in said)
    assert end == "Heeft u hier nog vragen over?"
    assert "Beste" not in script.text, "a salutation is only written"
    assert "Met vriendelijke groet" not in script.text
    office.messages.mark_done(uuid4(), message.id)
    after = office.message(message.id)
    assert (after.state, after.settled_at) == (MessageState.DONE, office.time.at)


def test_in_the_language_of_the_message(office: CaringOffice) -> None:
    office.customer(email="", phone="4410")
    office.sets(language="en")
    text = office.messages.script(told(office).id).text
    assert text.startswith("Good day, this is ")
    assert "Dear" not in text
    assert "Kind regards" not in text


def test_who_has_neither_gets_a_letter(office: CaringOffice) -> None:
    office.customer(email="", phone="")
    message = told(office)
    assert message.channel is MessageChannel.LETTER
    letter = office.messages.letter(message.id)
    assert letter.address[0] == office.messages.script(message.id).customer
    assert "Testbedrijf" in letter.address
    assert (letter.number, letter.language) == ("M000001", "nl")
    assert letter.written_at == office.time.at
    content = render_letter(letter)
    office.time.advance(days=3)
    office.messages.mark_done(uuid4(), message.id)
    assert render_letter(office.messages.letter(message.id)) == content, "printed again"


def test_a_letter_has_the_name_of_who_wrote_it_and_not_the_login(office: CaringOffice) -> None:
    message = told(office, channel=MessageChannel.LETTER)
    assert office.messages.letter(message.id).desk == message.created_by, "of nobody known"

    def work_on(work: UnitOfWork) -> Changes:
        person = replace(work.people.person_by_code("p1"), id=0, code="p9", name="Noor de Wit")
        made = work.people.save_person(person)
        work.accounts.save(UserAccount(0, message.created_by, (Role.DESK,), made.id))
        return Changes()

    office.door.run(uuid4(), "test.account", None, work_on, Changes)
    assert office.messages.letter(message.id).desk == "Noor de Wit"


def test_the_desk_may_choose_a_letter(office: CaringOffice) -> None:
    message = told(office, channel=MessageChannel.LETTER)
    assert message.channel is MessageChannel.LETTER
    assert office.messages.letter(message.id).text == message.body


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("Dag.", ["Dag."]),
        ("Beste An,\n\nEen.\n\nTwee.", ["Een.", "Twee."]),
        ("Een.\n\nGroet,\nTestbedrijf", ["Een."]),
        ("Testbedrijf", ["Testbedrijf"]),
        ("Een,\nmaar dit is geen aanhef", ["Een, maar dit is geen aanhef"]),
    ],
)
def test_what_is_only_written_is_not_said(office: CaringOffice, body: str, said: list[str]) -> None:
    office.customer(email="", phone="4410")
    line_id = office.order().line_ids[0]
    draft = NoticeDraft(uuid4(), line_id, MessageKind.FREE, subject="Iets", body=body)
    script = office.messages.script(office.messages.queue(draft).message_id)
    assert script.text.split("\n\n")[2:-1] == said


def test_a_message_that_is_not_there_is_no_letter(office: CaringOffice) -> None:
    for ask in (office.messages.letter, office.messages.script):
        with pytest.raises(NotFoundError, match=r"message\.unknown"):
            ask(99)
