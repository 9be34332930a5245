"""Messages that live in memory."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

from fmdesk.core.domain.errors import ConflictError, DomainError, InvalidInputError
from fmdesk.core.domain.letter import PhoneScript
from fmdesk.core.domain.message import (
    DelayDue,
    Message,
    MessageChannel,
    MessageKind,
    MessageState,
    NoticeDraft,
    OutboxRow,
    Queued,
    SendReport,
)

NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)


class FakeMessages:
    """One line near its due time and one past it; a failed e-mail, one that waits, a call."""

    def __init__(self, *, is_empty: bool = False, problem: DomainError | None = None) -> None:
        self.delays = [] if is_empty else [_delay(11, 2100), _delay(12, 0)]
        self.messages = [] if is_empty else list(_messages())
        self.told: list[NoticeDraft] = []
        self.acted: list[tuple[str, int]] = []
        self.rounds = 0
        self.problem = problem

    def delay_due(self, language: str) -> Sequence[DelayDue]:
        assert language in {"nl", "en"}
        if self.problem is not None:
            raise self.problem
        return tuple(self.delays)

    def outbox(self, states: Sequence[MessageState]) -> Sequence[OutboxRow]:
        shown = [one for one in self.messages if one.state in states]
        return tuple(OutboxRow(one, "M000011", "de Vries, Anneke") for one in shown)

    def can_send(self) -> bool:
        return False

    def send_due(self) -> SendReport:
        self.rounds += 1
        return SendReport()

    def queue(self, draft: NoticeDraft) -> Queued:
        if not draft.reason:
            raise InvalidInputError("message.reason_missing")
        self.told.append(draft)
        self.delays = [one for one in self.delays if one.line_id != draft.line_id]
        return Queued(9, "email", draft.line_id)

    def script(self, message_id: int) -> PhoneScript:
        if self.problem is not None:
            raise self.problem
        found = next(one for one in self.messages if one.id == message_id)
        return PhoneScript("de Vries, Anneke", found.address, "Goedendag, spreek ik met Anneke?")

    def retry(self, _op_id: UUID, message_id: int) -> Queued:
        return self._act("retry", message_id, MessageState.QUEUED)

    def mark_done(self, _op_id: UUID, message_id: int) -> Queued:
        return self._act("done", message_id, MessageState.DONE)

    def _act(self, word: str, message_id: int, state: MessageState) -> Queued:
        place = next(i for i, one in enumerate(self.messages) if one.id == message_id)
        if self.messages[place].state is state:
            raise ConflictError("message.settled", message=message_id)
        self.acted.append((word, message_id))
        self.messages[place] = replace(self.messages[place], state=state)
        return Queued(message_id, "", 11)


def _delay(line_id: int, left: int) -> DelayDue:
    due = NOW + timedelta(seconds=left or -7200)
    number = f"M{line_id:06}.1"
    return DelayDue(
        line_id, number, "Kopieerpapier A4, 80 g", "de Vries, Anneke", due, left, not left
    )


def _messages() -> Sequence[Message]:
    first = Message(
        id=1,
        ticket_id=11,
        line_id=11,
        person_id=1,
        kind=MessageKind.RECEIPT,
        channel=MessageChannel.EMAIL,
        language="nl",
        address="anneke@example.org",
        subject="M000011: wij hebben uw aanvraag ontvangen",
        body="Beste Anneke de Vries,\n\nWij hebben uw aanvraag ontvangen.\n<b>niet vet</b>",
        state=MessageState.FAILED,
        error="refused",
        error_detail="550 5.1.1 nobody of that name here",
        created_at=NOW,
    )
    waiting = replace(first, id=2, state=MessageState.QUEUED, error="", error_detail="")
    call = replace(
        waiting, id=3, channel=MessageChannel.PHONE, address="4163", kind=MessageKind.READY
    )
    letter = replace(waiting, id=4, channel=MessageChannel.LETTER, address="")
    return first, waiting, call, letter
