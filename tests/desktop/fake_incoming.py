"""What comes in, living in memory."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from fmdesk.core.domain.errors import ConflictError, DomainError, InvalidInputError
from fmdesk.core.domain.incoming import Collected, Incoming, IncomingRow, IncomingState, Stored
from fmdesk.core.services.incomings import SettleDraft

ARRIVED = datetime(2026, 11, 2, 7, 12, 34, tzinfo=UTC)


class FakeIncoming:
    """A question of somebody known, a mail of a stranger, an order that could not be taken."""

    is_set = True

    def __init__(self, *, is_empty: bool = False, problem: DomainError | None = None) -> None:
        self.all: list[IncomingRow] = [] if is_empty else list(_rows())
        self.problem = problem
        self.rounds = 0
        self.next = Collected()

    def rows(self, states: Sequence[IncomingState]) -> tuple[IncomingRow, ...]:
        if self.problem is not None:
            raise self.problem
        return tuple(row for row in self.all if row.incoming.state in states)

    def settle(self, draft: SettleDraft) -> Stored:
        if not draft.reason:
            raise InvalidInputError("incoming.no_reason")
        place = next(i for i, row in enumerate(self.all) if row.incoming.id == draft.incoming_id)
        came = self.all[place].incoming
        if came.state is not IncomingState.WAITING:
            raise ConflictError("incoming.settled", subject=came.subject)
        settled = replace(
            came,
            state=IncomingState.SETTLED,
            settled_by="servicebalie",
            settled_reason=draft.reason,
        )
        self.all[place] = replace(self.all[place], incoming=settled)
        return Stored(came.id, IncomingState.SETTLED)

    def collect(self) -> Collected:
        self.rounds += 1
        return self.next


def _rows() -> Sequence[IncomingRow]:
    first = Incoming(
        id=1,
        key="mail:1",
        channel="e-mail",
        state=IncomingState.WAITING,
        received_at=ARRIVED,
        stored_at=ARRIVED + timedelta(minutes=1),
        sender_name="Anneke de Vries",
        sender_address="anneke@example.org",
        subject="Drie dozen papier voor de tweede verdieping",
        text="Beste balie,\n\nKunnen wij drie dozen papier krijgen?\n\n<b>Groet</b>, Anneke",
        person_id=1,
    )
    stranger = replace(
        first,
        id=2,
        key="mail:2",
        sender_name="",
        sender_address="iemand@elders.example",
        subject="",
        text="Wat kost een zaal?",
        person_id=None,
        left_out="plattegrond.tiff (61 MB)",
    )
    refused = replace(
        first,
        id=3,
        key="mail:3",
        subject="Bestelling",
        text="fmdesk-bestelformulier\nProduct: WEG",
        problem="product.unknown",
        problem_params={"code": "WEG"},
    )
    added = replace(
        first, id=4, key="mail:4", state=IncomingState.ADDED, subject="Re: M000011", ticket_id=11
    )
    return (
        IncomingRow(first, "de Vries, Anneke", "P0", files=1),
        IncomingRow(stranger),
        IncomingRow(refused, "de Vries, Anneke", "P0"),
        IncomingRow(added, "de Vries, Anneke", "P0", number="M000011"),
    )
