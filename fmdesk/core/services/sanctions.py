"""Sanctions: the unit objects, a controller outside that unit decides."""

from dataclasses import dataclass
from uuid import UUID

from fmdesk.core.domain.errors import ConflictError, InvalidInputError
from fmdesk.core.domain.period import Month, PeriodState
from fmdesk.core.domain.views import Changes
from fmdesk.core.ports import Door, SanctionRecord, UnitOfWork

PROPOSED = "proposed"
DECISIONS = ("confirm", "move", "waive")


@dataclass(frozen=True, slots=True)
class SanctionDraft:
    """An objection or a decision.

    Attributes:
        op_id: Made once by the client.
        sanction_id: The sanction.
        kind: `objection`, `confirm`, `move` or `waive`.
        reason: In words, always needed.
        to_unit: Code of the unit that bears it instead, for `move`.
    """

    op_id: UUID
    sanction_id: int
    kind: str
    reason: str
    to_unit: str = ""


@dataclass(frozen=True, slots=True)
class Sanctions:
    """Use cases of sanctions.

    Attributes:
        door: The one door.
    """

    door: Door

    def object_to(self, draft: SanctionDraft) -> Changes:
        """Store the objection of the unit that would bear a sanction.

        Raises:
            ConflictError: `sanction.decided` once it is decided, or its month is closed.
            InvalidInputError: `sanction.reason_missing`.
        """
        return self.door.run(
            draft.op_id, "sanctions.object_to", draft, lambda work: _object(work, draft), Changes
        )

    def decide(self, draft: SanctionDraft) -> Changes:
        """Confirm, move or waive a sanction; the customer's credit stays in every case.

        Raises:
            ConflictError: `sanction.decided` when its month is closed.
            InvalidInputError: `sanction.reason_missing`, `sanction.decision` or
                `sanction.same_unit`.
        """
        return self.door.run(
            draft.op_id, "sanctions.decide", draft, lambda work: _decide(work, draft), Changes
        )


def _object(work: UnitOfWork, draft: SanctionDraft) -> Changes:
    sanction = _open_sanction(work, draft)
    if sanction.state != PROPOSED:
        raise ConflictError("sanction.decided", sanction=sanction.id)
    work.months.decide(sanction, "objection", draft.reason.strip(), None)
    return Changes(months=(sanction.month,))


def _decide(work: UnitOfWork, draft: SanctionDraft) -> Changes:
    sanction = _open_sanction(work, draft)
    if draft.kind not in DECISIONS:
        raise InvalidInputError("sanction.decision", kind=draft.kind)
    to_unit_id = None
    if draft.kind == "move":
        to_unit_id = work.people.unit_by_code(draft.to_unit).id
        if to_unit_id == sanction.bearer_id:
            raise InvalidInputError("sanction.same_unit", unit=draft.to_unit)
    work.months.decide(sanction, draft.kind, draft.reason.strip(), to_unit_id)
    return Changes(months=(sanction.month,))


def _open_sanction(work: UnitOfWork, draft: SanctionDraft) -> SanctionRecord:
    if not draft.reason.strip():
        raise InvalidInputError("sanction.reason_missing")
    sanction = work.months.sanction(draft.sanction_id)
    period = work.periods.period(Month.parse(sanction.month))
    if sanction.state in ("posted", "withdrawn") or period.state is PeriodState.CLOSED:
        raise ConflictError("sanction.decided", sanction=sanction.id)
    return sanction
