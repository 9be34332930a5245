"""A board that lives in memory: what it shows, and what it was told."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from types import SimpleNamespace
from uuid import UUID

from fmdesk.core.domain.board import (
    BoardRow,
    BoardState,
    Counted,
    Figure,
    Queue,
    RecordKind,
    Said,
    TileFigure,
)
from fmdesk.core.domain.call_back import CallBackOutcome
from fmdesk.core.domain.errors import ConflictError, InvalidInputError, PluginError
from fmdesk.core.domain.escalation import (
    EscalationCause,
    EscalationRule,
    EscalationRules,
    EscalationTo,
)
from fmdesk.core.domain.hand_over import HandOverDraft, OwnItem, TakenOver
from fmdesk.core.domain.reachability import (
    ChannelFigures,
    ChannelHours,
    ChannelToday,
    Closing,
    ClosingDraft,
    CountDraft,
    HoursList,
    HoursOffer,
)
from fmdesk.core.domain.spec import Text
from fmdesk.core.domain.ticket import LineState
from fmdesk.core.domain.views import Changes
from fmdesk.core.services.escalations import Raised
from tests.desktop.made import NOW, row

NOTES = {
    RecordKind.HAND_OVER: "Klant belt om elf uur",
    RecordKind.ESCALATION: EscalationCause.BROKEN.value,
    RecordKind.MESSAGE: "Uw bestelling komt later",
    RecordKind.QUESTION: "Is er nog papier?",
}
DUE_TODAY = Counted(Figure.TILE, plugin="supplies", tile="due_today")
BOOKINGS = Counted(Figure.TILE, plugin="rooms", tile="today")

HOURS = HoursList((ChannelHours("phone", "kantoor", 3),))
RULES = EscalationRules(
    (
        EscalationRule(1, EscalationCause.NEAR, 75, EscalationTo.DESK_LEAD),
        EscalationRule(2, EscalationCause.STALLED, 8, EscalationTo.UNIT_HEAD, is_active=False),
    ),
    "kantoor",
)


def channel(code: str, name: str, closing: Closing | None = None) -> ChannelToday:
    figures = ChannelFigures(code, name, 67, 2, 3, 0, 36_000, 0)
    until = NOW + timedelta(hours=8)
    return ChannelToday(code, name, closing is None, until, "", closing, 2, figures)


@dataclass
class FakeBoard:
    """Figures with lists of made-up lines; what is taken disappears."""

    lists: dict[Counted, list[int]] = field(
        default_factory=lambda: {
            Counted(Figure.NEAR): [3, 8, 10],
            Counted(Figure.OVERDUE): [15, 36],
            Counted(Figure.ESCALATED): [1, 2],
            Counted(Figure.RETURNED): [5],
            Counted(Figure.QUESTIONS): [4],
            Counted(Figure.UNOWNED): [],
            Counted(Figure.CALL_BACKS): [6, 7],
            Counted(Figure.TO_SEND): [9],
            Counted(Figure.FAILED): [],
            Counted(Figure.HANDED): [21, 22],
            Counted(Figure.QUEUE, unit_id=1, state=LineState.NEW): [31, 32],
            Counted(Figure.QUEUE, unit_id=1): [33, 31, 32],
            DUE_TODAY: [41, 42, 43],
        }
    )
    channels: list[ChannelToday] = field(
        default_factory=lambda: [channel("phone", "Telefoon"), channel("desk", "Balie")]
    )
    hours: HoursList = HOURS
    given: EscalationRules = RULES
    at: int = 1
    deliveries: int = 3
    problem: Exception | None = None
    log: list[str] = field(default_factory=list)
    told: list[object] = field(default_factory=list)

    # --- the board -----------------------------------------------------------------------------

    def stamp(self) -> int:
        self.log.append("stamp")
        return self.at

    def state(self, language: str) -> BoardState:
        self.log.append("state")
        if self.problem is not None:
            raise self.problem
        failed = PluginError("plugin.failed", plugin="rooms", name="today", reason="x")
        return BoardState(
            stamp=self.at,
            figures={
                one.figure: len(ids)
                for one, ids in self.lists.items()
                if one.figure not in {Figure.QUEUE, Figure.TILE}
            },
            tiles=(
                TileFigure(
                    DUE_TODAY, Text("Vandaag te leveren", "Deliveries today"), self.deliveries
                ),
                TileFigure(BOOKINGS, Text("Boekingen", "Bookings"), None, failed),
            ),
            queues=(
                Queue(1, "Voorraad", 2, 1, 0, NOW - timedelta(days=3)),
                Queue(2, "Zalen", 0, 0, 1, NOW - timedelta(hours=5)),
            ),
            channels=tuple(self.channels),
            said=(
                Said(50, "M000050.1", "Papier", CallBackOutcome.SATISFIED, "Keurig", NOW),
                Said(51, "M000051.1", "Papier", CallBackOutcome.NOT_SATISFIED, "Nat", NOW),
            ),
        )

    def ids(self, counted: Counted) -> Sequence[int]:
        return tuple(self.lists.get(counted, ()))

    def rows(self, counted: Counted, ids: Sequence[int], language: str) -> tuple[BoardRow, ...]:
        return tuple(
            BoardRow(
                id=one,
                kind=counted.kind,
                number=row(one, language).number,
                line=None if counted.kind is RecordKind.MESSAGE else row(one, language),
                at=NOW,
                note=NOTES.get(counted.kind, ""),
                who=row(one).requester,
            )
            for one in ids
        )

    # --- what is done from it ------------------------------------------------------------------

    def own(self, language: str) -> tuple[OwnItem, ...]:
        return (
            OwnItem(11, None, "M000011.1", "Papier & karton", "de Vries, Anneke", NOW),
            OwnItem(12, 3, "M000012.1", "Toner", "Bakker, Rob", NOW),
        )

    def colleagues(self) -> tuple[str, ...]:
        return ("Noor van Dijk", "Pim Jansen")

    def give(self, draft: HandOverDraft) -> TakenOver:
        if not draft.items:
            raise InvalidInputError("hand_over.nothing")
        self.told.append(draft)
        return TakenOver((1,), (11,))

    def take(self, op_id: UUID, ids: Sequence[int]) -> TakenOver:
        handed = self.lists[Counted(Figure.HANDED)]
        if not set(ids) <= set(handed):
            raise ConflictError("hand_over.taken")
        self.lists[Counted(Figure.HANDED)] = [one for one in handed if one not in ids]
        self.told.append(tuple(ids))
        return TakenOver(tuple(ids), tuple(ids))

    def take_up(self, op_id: UUID, escalation_id: int) -> Raised:
        self.lists[Counted(Figure.ESCALATED)].remove(escalation_id)
        self.told.append(escalation_id)
        return Raised((escalation_id,), (escalation_id,))

    def run_due(self) -> Raised:
        self.log.append("run_due")
        return Raised()

    def offer(self, language: str) -> HoursOffer:
        channels = (("phone", "Telefoon"), ("desk", "Balie"), ("post", "Post"))
        return HoursOffer(self.hours, channels, ("altijd", "kantoor"))

    def save_hours(self, op_id: UUID, hours: HoursList) -> Changes:
        self.hours = hours
        return Changes(is_everything=True)

    def rules(self) -> EscalationRules:
        return self.given

    def save_rules(self, op_id: UUID, rules: EscalationRules) -> Changes:
        if len(set(rules.rules)) < len(rules.rules):
            raise InvalidInputError("escalation.twice")
        self.given = rules
        return Changes(is_everything=True)

    def note(self, draft: CountDraft) -> Changes:
        if draft.count.slot > NOW:
            raise InvalidInputError("reachability.future")
        self.told.append(draft.count)
        return Changes(is_everything=True)

    def close(self, draft: ClosingDraft) -> Changes:
        if not draft.reason:
            raise InvalidInputError("reachability.no_reason")
        self._put(draft.channel, Closing(1, draft.channel, NOW, reason=draft.reason))
        return Changes(is_everything=True)

    def open(self, draft: ClosingDraft) -> Changes:
        self._put(draft.channel, None)
        return Changes(is_everything=True)

    def _put(self, code: str, closing: Closing | None) -> None:
        self.channels = [
            replace(one, closing=closing, is_open=closing is None) if one.channel == code else one
            for one in self.channels
        ]


def board_services(board: FakeBoard | None = None) -> dict[str, object]:
    """Return the services behind the board, all of them this one."""
    board = board or FakeBoard()
    return {
        "board": board,
        "hand_overs": board,
        "reachability": board,
        "escalations": SimpleNamespace(
            take=board.take_up,
            run_due=board.run_due,
            rules=board.rules,
            save_rules=board.save_rules,
        ),
    }
