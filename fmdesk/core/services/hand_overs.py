"""The hand-over list: what one shift leaves to the next, which takes it over in one key."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from fmdesk.core.domain.errors import ConflictError, InvalidInputError
from fmdesk.core.domain.hand_over import (
    HandOver,
    HandOverDraft,
    OwnItem,
    TakenOver,
)
from fmdesk.core.ports import Door, UnitOfWork
from fmdesk.core.services.access import me_of
from fmdesk.core.services.board import names_of


@dataclass(frozen=True, slots=True)
class Taking:
    """Payload of what somebody takes over: the numbers that they saw."""

    ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class HandOvers:
    """Use cases of the hand-over list.

    Attributes:
        door: The one door.
    """

    door: Door

    def own(self, language: str) -> tuple[OwnItem, ...]:
        """Return what who asks can hand over: open lines of their tickets, and the call-backs.

        Args:
            language: Language of the names.
        """
        with self.door.read() as work:
            return work.hand_overs.own(names_of(work), language)

    def colleagues(self) -> tuple[str, ...]:
        """Return the names of the others at the front office."""
        with self.door.read() as work:
            mine = names_of(work)
            return tuple(name for name in work.hand_overs.colleagues() if name not in mine)

    def give(self, draft: HandOverDraft) -> TakenOver:
        """Hand things over.

        Args:
            draft: What, to whom, and what the next one must know.

        Raises:
            InvalidInputError: `hand_over.nothing`.
            NotFoundError: `line.unknown` or `call_back.unknown`.
        """

        def work_on(work: UnitOfWork) -> TakenOver:
            if not draft.items:
                raise InvalidInputError("hand_over.nothing")
            name, tickets, ids = me_of(work).name, [], []
            for item in draft.items:
                tickets.append(work.tickets.line(item.line_id).ticket_id)
                if item.call_back_id is not None:
                    work.call_backs.call_back(item.call_back_id)
                made = HandOver(0, item, name, draft.to.strip(), work.now)
                ids.append(work.hand_overs.add(made).id)
            return TakenOver(tuple(ids), tuple(dict.fromkeys(tickets)))

        return self.door.run(draft.op_id, "hand_overs.give", draft, work_on, TakenOver)

    def take(self, op_id: UUID, ids: Sequence[int]) -> TakenOver:
        """Take over what was handed over; who takes it owns the tickets from then on.

        Args:
            op_id: Made once by the client.
            ids: Numbers on the list; those that somebody else took meanwhile are left out.

        Raises:
            ConflictError: `hand_over.taken` when nothing of it is left.
        """
        asked = Taking(tuple(ids))

        def work_on(work: UnitOfWork) -> TakenOver:
            there = work.hand_overs.open(asked.ids)
            if not there:
                raise ConflictError("hand_over.taken")
            tickets = [work.hand_overs.take(one, work.actor, work.now) for one in there]
            return TakenOver(tuple(one.id for one in there), tuple(dict.fromkeys(tickets)))

        return self.door.run(op_id, "hand_overs.take", asked, work_on, TakenOver)
