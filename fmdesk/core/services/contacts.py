"""Contacts that are no request: status calls, complaints, compliments and suggestions."""

from dataclasses import dataclass, replace

from fmdesk.core.domain.contact import (
    REMARKS,
    RemarkAnswer,
    RemarkDraft,
    RemarkRow,
    StatusDraft,
    StatusNoted,
)
from fmdesk.core.domain.errors import InvalidInputError
from fmdesk.core.domain.ticket import Contact, ContactKind, Line
from fmdesk.core.ports import Door, UnitOfWork
from fmdesk.core.services.ordering import check_channel, parties
from fmdesk.i18n import stamp

SHOWN = 200


@dataclass(frozen=True, slots=True)
class Contacts:
    """Use cases of contacts.

    Attributes:
        door: The one door.
    """

    door: Door

    def status_call(self, draft: StatusDraft) -> StatusNoted:
        """Record that a customer asked where something is: a contact on its ticket.

        Args:
            draft: Who asked about which line.

        Raises:
            InvalidInputError: `intake.unknown_channel`.
            NotFoundError: `line.unknown` or `person.unknown`.
        """
        return self.door.run(
            draft.op_id,
            "contacts.status_call",
            draft,
            lambda work: _status_call(work, draft),
            StatusNoted,
        )

    def remark(self, draft: RemarkDraft) -> RemarkRow:
        """Record a complaint, compliment or suggestion; a complaint has a handler and a target.

        Args:
            draft: What was said.

        Raises:
            InvalidInputError: `contact.kind`, `contact.no_text`, `contact.no_handler`,
                `contact.no_target`, `contact.target_past`, `time.naive` or
                `intake.unknown_channel`.
            NotFoundError: `line.unknown`, `person.unknown` or `unit.unknown`.
        """
        return self.door.run(
            draft.op_id, "contacts.remark", draft, lambda work: _remark(work, draft), RemarkRow
        )

    def answer(self, draft: RemarkAnswer) -> RemarkRow:
        """Record what a customer was answered; once.

        Args:
            draft: The answer.

        Raises:
            InvalidInputError: `contact.no_answer`.
            NotFoundError: `contact.unknown`.
            ConflictError: `contact.answered`.
        """
        return self.door.run(
            draft.op_id, "contacts.answer", draft, lambda work: _answer(work, draft), RemarkRow
        )

    def unanswered(self, person: str = "") -> tuple[RemarkRow, ...]:
        """Return the remarks with a handler that wait for an answer, next due first.

        Args:
            person: Code of the customer, empty for all.
        """
        with self.door.read() as work:
            return work.contacts.unanswered(person, SHOWN)


def _status_call(work: UnitOfWork, draft: StatusDraft) -> StatusNoted:
    line = work.tickets.line(draft.line_id)
    contact = _contact(work, draft, ContactKind.STATUS, draft.note, line)
    return StatusNoted(
        contact_id=work.tickets.add_contact(contact).id,
        ticket_id=line.ticket_id,
        number=work.tickets.line_number(line),
        state=line.state,
        due_at=line.due_at,
        ready_at=line.ready_at,
        calls=work.contacts.status_calls(line.id),
    )


def _remark(work: UnitOfWork, draft: RemarkDraft) -> RemarkRow:
    _check(work, draft)
    line = work.tickets.line(draft.line_id) if draft.line_id else None
    contact = replace(
        _contact(work, draft, draft.kind, draft.text.strip(), line),
        handler_unit_id=work.people.unit_by_code(draft.unit).id if draft.unit else None,
        due_at=draft.due_at.replace(microsecond=0) if draft.due_at else None,
    )
    return work.contacts.remark(work.tickets.add_contact(contact).id)


def _check(work: UnitOfWork, draft: RemarkDraft) -> None:
    """Check that a remark is complete and its target still to come."""
    is_complaint = draft.kind is ContactKind.COMPLAINT
    if draft.kind not in REMARKS:
        raise InvalidInputError("contact.kind", kind=draft.kind.value)
    if not draft.text.strip():
        raise InvalidInputError("contact.no_text")
    if is_complaint and not draft.unit:
        raise InvalidInputError("contact.no_handler")
    if is_complaint and draft.due_at is None:
        raise InvalidInputError("contact.no_target")
    if draft.due_at is None:
        return
    if draft.due_at.tzinfo is None:
        raise InvalidInputError("time.naive", value=draft.due_at.isoformat())
    if draft.due_at <= work.now:
        raise InvalidInputError("contact.target_past", at=stamp(draft.due_at, work.zone))


def _contact(
    work: UnitOfWork,
    draft: StatusDraft | RemarkDraft,
    kind: ContactKind,
    note: str,
    line: Line | None,
) -> Contact:
    check_channel(work, draft.channel)
    asks = parties(work, draft.requester, "").requester
    return Contact(
        id=0,
        person_id=asks.id if asks else None,
        channel=draft.channel,
        kind=kind,
        at=work.now,
        handled_seconds=max(0, draft.handled_seconds),
        ticket_id=line.ticket_id if line else None,
        line_id=line.id if line else None,
        note=note,
    )


def _answer(work: UnitOfWork, draft: RemarkAnswer) -> RemarkRow:
    if not draft.answer.strip():
        raise InvalidInputError("contact.no_answer")
    work.contacts.remark(draft.contact_id)  # anything else is no remark to answer
    work.contacts.answer(draft.contact_id, draft.answer.strip(), work.now)
    return work.contacts.remark(draft.contact_id)
