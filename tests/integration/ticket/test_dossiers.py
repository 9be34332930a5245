"""The dossier: take-over, tasks, links, edits and the timeline, on both databases."""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import uuid4

import pytest

from fmdesk.core.domain.contact import RemarkAnswer, RemarkDraft, StatusDraft
from fmdesk.core.domain.crossing import QuestionAnswer, QuestionDraft
from fmdesk.core.domain.dossier import (
    LinkDraft,
    LinkKind,
    TakeOver,
    TaskDone,
    TaskDraft,
    Unlink,
)
from fmdesk.core.domain.errors import ConflictError, InvalidInputError, NotFoundError
from fmdesk.core.domain.escalation import (
    EscalationCause,
    EscalationRule,
    EscalationRules,
    EscalationTo,
)
from fmdesk.core.domain.events import EventKind
from fmdesk.core.domain.message import MessageKind, NoticeDraft
from fmdesk.core.domain.people import Person
from fmdesk.core.domain.ticket import ContactKind, OrderLine
from fmdesk.core.domain.views import Changes, TicketFilter
from fmdesk.core.ports import UnitOfWork
from fmdesk.core.services.contacts import Contacts
from fmdesk.core.services.escalations import Escalations
from fmdesk.core.services.questions import Questions
from tests.integration.ticket.conftest import TicketOffice


def task(office: TicketOffice, ticket_id: int, text: str, **more: object) -> None:
    office.dossiers.add_task(TaskDraft(uuid4(), ticket_id, text, **more))


def link(office: TicketOffice, ticket_id: int, kind: LinkKind, number: str) -> None:
    office.dossiers.link(LinkDraft(uuid4(), ticket_id, kind, number))


def test_the_head_says_who_watches_it_and_taking_over_is_told(office: TicketOffice) -> None:
    taken = office.order(2)
    bob = office.desk("bob")
    assert office.dossier(taken.ticket_id).is_yours
    assert not bob.dossier(taken.ticket_id).is_yours
    bob.dossiers.take_over(TakeOver(uuid4(), taken.ticket_id))
    shown = bob.dossier(taken.ticket_id)
    assert (shown.ticket.owner, shown.is_yours, shown.ticket.version) == ("bob", True, 2)
    [told] = bob.told(taken.ticket_id, "owner")
    assert told.actor == "bob"
    assert [(one.before, one.after) for one in told.changes] == [("anneke", "bob")]


def test_who_watches_it_already_changes_nothing(office: TicketOffice) -> None:
    taken = office.order(2)
    head = office.door.head()
    office.dossiers.take_over(TakeOver(uuid4(), taken.ticket_id))
    assert office.door.head() == head
    assert office.told(taken.ticket_id, "owner") == []


def test_a_ticket_that_is_not_there(office: TicketOffice) -> None:
    for ask in (
        lambda: office.dossier(999),
        lambda: office.dossiers.of_line(999, "nl"),
        lambda: office.dossiers.take_over(TakeOver(uuid4(), 999)),
        lambda: task(office, 999, "look"),
    ):
        with pytest.raises(NotFoundError):
            ask()


def test_tasks_are_written_down_ticked_off_and_opened_again(office: TicketOffice) -> None:
    ticket_id = office.order(2).ticket_id
    due = office.time.at + timedelta(days=1)
    task(office, ticket_id, "  call   the mover ", person="p2", due_at=due)
    task(office, ticket_id, "send a photo")
    first, second = office.dossier(ticket_id).tasks
    assert (first.text, first.person, first.due_at) == ("call the mover", "Bas Bakker", due)
    assert (second.person, second.due_at, second.made_by) == ("", None, "anneke")
    office.time.advance(minutes=5)
    bob = office.desk("bob")
    bob.dossiers.tick(TaskDone(uuid4(), first.id))
    [left, done] = office.dossier(ticket_id).tasks
    assert (left.text, done.done_at, done.done_by) == ("send a photo", office.time.at, "bob")
    assert [(one.word, one.actor) for one in office.told(ticket_id, "task")] == [
        ("made", "anneke"),
        ("made", "anneke"),
        ("done", "bob"),
    ]
    bob.dossiers.tick(TaskDone(uuid4(), first.id))  # somebody was faster
    office.dossiers.tick(TaskDone(uuid4(), first.id, is_done=False))
    assert office.dossier(ticket_id).tasks[0].done_at is None


def test_a_task_says_what(office: TicketOffice) -> None:
    ticket_id = office.order(2).ticket_id
    with pytest.raises(InvalidInputError) as caught:
        task(office, ticket_id, "  ")
    assert caught.value.code == "task.no_text"
    with pytest.raises(InvalidInputError) as caught:
        task(office, ticket_id, "x", due_at=datetime(2026, 10, 6, 9, 0))  # noqa: DTZ001
    assert caught.value.code == "time.naive"
    with pytest.raises(NotFoundError):
        task(office, ticket_id, "x", person="nobody")
    with pytest.raises(NotFoundError) as gone:
        office.dossiers.tick(TaskDone(uuid4(), 999))
    assert gone.value.code == "task.unknown"


def test_links_are_seen_from_both_sides(office: TicketOffice) -> None:
    first, second = office.order(1), office.order(2)
    link(office, first.ticket_id, LinkKind.CAUSED_BY, f" {second.number.lower()}.1 ")
    [forth] = office.dossier(first.ticket_id).links
    [back] = office.dossier(second.ticket_id).links
    assert (forth.number, forth.is_back, forth.kind) == (second.number, False, LinkKind.CAUSED_BY)
    assert (back.number, back.is_back, back.kind) == (first.number, True, LinkKind.CAUSED_BY)
    assert back.line_id == first.line_ids[0]
    office.dossiers.unlink(Unlink(uuid4(), back.id))
    office.dossiers.unlink(Unlink(uuid4(), back.id))
    assert office.dossier(first.ticket_id).links == office.dossier(second.ticket_id).links == ()
    assert [one.word for one in office.told(second.ticket_id, "link")] == ["made", "removed"]
    link(office, first.ticket_id, LinkKind.CAUSED_BY, second.number)
    assert len(office.dossier(first.ticket_id).links) == 1


def test_a_link_needs_another_ticket_once(office: TicketOffice) -> None:
    first, second = office.order(1), office.order(2)
    link(office, first.ticket_id, LinkKind.RELATED, second.number)
    with pytest.raises(InvalidInputError) as itself:
        link(office, first.ticket_id, LinkKind.RELATED, first.number)
    assert itself.value.code == "link.itself"
    for ticket, number in ((first, second.number), (second, first.number)):
        with pytest.raises(ConflictError) as there:
            link(office, ticket.ticket_id, LinkKind.RELATED, number)
        assert there.value.code == "link.there"
    with pytest.raises(NotFoundError):
        link(office, first.ticket_id, LinkKind.RELATED, "M999999")
    with pytest.raises(NotFoundError) as gone:
        office.dossiers.unlink(Unlink(uuid4(), 999))
    assert gone.value.code == "link.unknown"
    link(office, first.ticket_id, LinkKind.DUPLICATE_OF, second.number)
    assert len(office.dossier(second.ticket_id).links) == 2


def test_the_timeline_tells_everything_in_order(office: TicketOffice) -> None:
    taken = office.order_of(OrderLine("paper", 4), OrderLine("chair", 1))
    paper, _chair = taken.line_ids
    minutes = iter(range(1, 20))

    def later() -> None:
        office.time.advance(minutes=next(minutes))

    later()
    office.record(paper, EventKind.STARTED, step=0)
    later()
    Contacts(office.door).status_call(StatusDraft(uuid4(), "phone", paper, "p1", note="when?"))
    later()
    office.change(paper, quantity=6)
    later()
    office.edit(taken.ticket_id, subject="Paper for the council")
    later()
    office.messages.queue(
        NoticeDraft(uuid4(), paper, MessageKind.DELAY, reason="the lorry broke down")
    )
    told = [
        (one.kind.value, one.word, one.text)
        for one in office.dossier(taken.ticket_id).timeline
        if one.kind.value != "message" or one.word == "delay"
    ]
    assert told == [
        ("contact", "order", ""),
        ("work", "received", ""),
        ("work", "received", ""),
        ("work", "started", ""),
        ("contact", "status", "when?"),
        ("change", "changed", "the customer asked for it"),
        ("change", "changed", ""),
        ("message", "delay", "the lorry broke down"),
    ]
    lines = {one.line for one in office.told(taken.ticket_id, "work")}
    assert lines == {f"{taken.number}.1", f"{taken.number}.2"}
    started = [one for one in office.told(taken.ticket_id, "work") if one.word == "started"]
    assert [one.event.step for one in started if one.event] == [0]


def test_questions_to_units_and_answers_to_remarks_are_told(office: TicketOffice) -> None:
    taken = office.order(2)
    questions, contacts = Questions(office.door), Contacts(office.door)
    asked = questions.ask(
        QuestionDraft(uuid4(), "stock", "is it there?", line_id=taken.line_ids[0])
    )
    office.time.advance(minutes=2)
    questions.answer(QuestionAnswer(uuid4(), asked.id, "yes, at the back"))
    remark = RemarkDraft(
        uuid4(),
        "phone",
        ContactKind.COMPLAINT,
        "too late",
        "p1",
        taken.line_ids[0],
        "stock",
        office.time.at + timedelta(days=1),
    )
    said = contacts.remark(remark)
    office.time.advance(minutes=2)
    contacts.answer(RemarkAnswer(uuid4(), said.id, "we are sorry"))
    told = [(one.word, one.text) for one in office.told(taken.ticket_id, "unit")]
    assert told == [("asked", "Voorraad: is it there?"), ("answered", "Voorraad: yes, at the back")]
    told = [(one.word, one.text) for one in office.told(taken.ticket_id, "contact")]
    assert told[1:] == [("complaint", "too late"), ("answered", "we are sorry")]


def test_a_ticket_of_one_line_does_not_name_it(office: TicketOffice) -> None:
    taken = office.order(1)
    assert {one.line for one in office.dossier(taken.ticket_id).timeline} == {""}
    assert office.dossiers.of_line(taken.line_ids[0], "en") == office.dossier(taken.ticket_id)


def test_subject_persons_and_place_can_be_edited(office: TicketOffice) -> None:
    taken = office.order_of(OrderLine("paper", 4), OrderLine("chair", 1, location="B1"))
    assert office.dossier(taken.ticket_id).fields == {
        "subject": "Kopieerpapier",
        "requester": "p1",
        "recipient": "p1",
        "location": "",
    }
    office.edit(
        taken.ticket_id, subject=" Paper  for Bas ", requester="p2", recipient="", location="C3"
    )
    shown = office.dossier(taken.ticket_id)
    assert (shown.ticket.subject, shown.ticket.requester, shown.ticket.recipient) == (
        "Paper for Bas",
        "Bas Bakker",
        "",
    )
    assert {line.location for line in shown.ticket.lines} == {"Zaal C3"}
    assert {one.hint: one.text for one in shown.places} == {
        "requester": "Bas Bakker",
        "location": "Zaal C3",
    }
    changes = [one for told in office.told(taken.ticket_id, "change") for one in told.changes]
    assert ("requester", "Anneke de Vries", "Bas Bakker") in [
        (one.field, one.before, one.after) for one in changes
    ]


def test_an_edited_ticket_is_found_by_its_new_words(office: TicketOffice) -> None:
    taken = office.order(4)
    office.edit(taken.ticket_id, subject="Zeppelin", requester="p2")

    def found(text: str) -> list[int]:
        return [one for piece in office.queries.list_ids(TicketFilter(text)) for one in piece]

    assert found("zepp") == found("bakker") == [taken.line_ids[0]]
    assert found("anneke") == []
    office.edit(taken.ticket_id, requester="")
    assert found("bakker") == []


def test_a_ticket_needs_a_subject(office: TicketOffice) -> None:
    taken = office.order(4)
    with pytest.raises(InvalidInputError) as caught:
        office.edit(taken.ticket_id, subject="  ")
    assert caught.value.code == "change.no_subject"
    with pytest.raises(NotFoundError):
        office.edit(taken.ticket_id, requester="nobody")
    assert office.edit(taken.ticket_id).version == 1


def test_a_place_moves_the_lines_that_are_open(office: TicketOffice) -> None:
    taken = office.order_of(OrderLine("paper", 4), OrderLine("chair", 1))
    done, waiting = taken.line_ids
    office.deliver(done, 4)
    office.edit(taken.ticket_id, location="B2")
    assert (office.fields(done)["location"], office.fields(waiting)["location"]) == ("", "B2")


# --- escalations ---------------------------------------------------------------------------------


def escalate(office: TicketOffice) -> Escalations:
    """Let the head of the stock be told of what breaks, and a line break."""

    def lead(work: UnitOfWork) -> Changes:
        stock = work.people.unit_by_code("stock")
        head = work.people.save_person(Person(0, "rob", "Rob Bakker", email="rob@example.org"))
        work.people.save_unit(replace(stock, leader_id=head.id))
        return Changes()

    office.door.run(uuid4(), "test.lead", None, lead, Changes)
    escalations = Escalations(office.door)
    rule = EscalationRule(0, EscalationCause.BROKEN, 0, EscalationTo.UNIT_HEAD)
    escalations.save_rules(uuid4(), EscalationRules((rule,)))
    office.time.advance(days=3)
    return escalations


def test_an_escalation_is_told_with_who_took_it_up(office: TicketOffice) -> None:
    ticket_id = office.order(2).ticket_id
    escalations = escalate(office)
    assert office.told(ticket_id, "escalation") == []
    [raised] = escalations.run_due().ids
    office.time.advance(minutes=5)
    Escalations(office.desk("bob").door).take(uuid4(), raised)
    told = [(one.word, one.actor, one.text) for one in office.told(ticket_id, "escalation")]
    assert told == [
        ("raised", "", "Rob Bakker: the promise is broken"),
        ("taken", "bob", "the promise is broken"),
    ]
    in_dutch = office.dossiers.dossier(ticket_id, "nl").timeline
    assert in_dutch[-1].text == "de belofte is verbroken"


def test_what_is_told_the_house_is_no_message_to_the_customer(office: TicketOffice) -> None:
    taken = office.order(2)
    escalations = escalate(office)
    before = office.dossier(taken.ticket_id).messages
    escalations.run_due()
    with office.door.read() as work:
        kinds = [one.kind for one in work.dossier.messages(taken.ticket_id)]
    assert MessageKind.ESCALATION in kinds, "the control: the e-mail was queued"
    assert office.dossier(taken.ticket_id).messages == before
    assert "escalation" not in [one.word for one in office.told(taken.ticket_id, "message")]
