"""What the board does, without widgets."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import uuid4

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from fmdesk.core.domain.board import BoardRow, BoardState, Counted, Figure
from fmdesk.core.domain.escalation import EscalationRules
from fmdesk.core.domain.hand_over import HandOverDraft, HandOverItem, OwnItem
from fmdesk.core.domain.reachability import (
    ChannelCount,
    ClosingDraft,
    CountDraft,
    HoursList,
    HoursOffer,
)
from fmdesk.core.domain.views import Changes
from fmdesk.desktop.desk import Desk, sentence_of
from fmdesk.desktop.watching import LOOKS_A_MINUTE
from fmdesk.i18n import current_language

Refused = Callable[[str], None]
"""Takes the sentence that says why something was not done."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What the page shows: the board, and the records behind the figure that is chosen."""

    state: BoardState
    counted: Counted
    ids: Sequence[int]


@dataclass(frozen=True, slots=True)
class Leaving:
    """What somebody can hand over, and to whom."""

    items: tuple[OwnItem, ...]
    colleagues: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Warnings:
    """The rules of escalation, and the calendars that their hours can be of."""

    rules: EscalationRules
    calendars: tuple[str, ...]


class BoardPresenter(QObject):
    """Fetches the board, hears what others change, and does what the page offers."""

    seen = Signal(object)
    """What is shown (`Seen`)."""
    failed = Signal(object)
    """It could not be fetched."""
    done = Signal()
    """Something that the page offers was done."""

    def __init__(self, desk: Desk, page: QWidget) -> None:
        super().__init__(page)
        self._desk = desk
        # Once a minute whatever happened: figures move with the time alone.
        self._watched = desk.watch.add(page, self.load, self.failed.emit, LOOKS_A_MINUTE)
        self.counted = Counted(Figure.NEAR)
        self._is_chosen = False
        self.is_seen = False
        desk.changed.connect(self._hear)

    def choose(self, counted: Counted) -> None:
        """Show the records behind another figure."""
        self.counted, self._is_chosen = counted, True
        self.load()

    def load(self) -> None:
        """Fetch the board and the records; the answer to an earlier question is dropped."""
        board, language = self._desk.services.board, current_language()
        chosen = self.counted if self._is_chosen else None
        self._watched.looks = 0

        def work() -> Seen:
            state = board.state(language)
            counted = chosen or state.first
            return Seen(state, counted, board.ids(counted))

        self._desk.query(self, work, self._take, self.failed.emit, key="board")

    def rows(self, ids: Sequence[int]) -> Sequence[BoardRow]:
        """Return the records with these numbers; called on a thread."""
        return self._desk.services.board.rows(self.counted, ids, current_language())

    # --- what the page offers ------------------------------------------------------------------

    def take(self, ids: Sequence[int], refused: Refused) -> None:
        """Take over what was handed over, or take up escalations."""
        services, is_handed = self._desk.services, self.counted.figure is Figure.HANDED

        def work() -> Changes:
            if is_handed:
                return Changes(services.hand_overs.take(uuid4(), ids).tickets)
            return Changes(services.escalations.take(uuid4(), ids[0]).tickets)

        self._change(work, refused)

    def leaving(self, show: Callable[[Leaving], None]) -> None:
        """Fetch what the user can hand over."""
        service, language = self._desk.services.hand_overs, current_language()
        self._desk.query(
            self,
            lambda: Leaving(service.own(language), service.colleagues()),
            show,
            self.failed.emit,
            key="own",
        )

    def hand_over(self, to: str, items: Sequence[HandOverItem], refused: Refused) -> None:
        """Hand things over."""
        draft = HandOverDraft(uuid4(), to, tuple(items))
        service = self._desk.services.hand_overs
        self._change(lambda: Changes(service.give(draft).tickets), refused)

    def note(self, count: ChannelCount, refused: Refused) -> None:
        """Note how a channel was reached in a quarter of an hour."""
        draft = CountDraft(uuid4(), count)
        self._change(lambda: self._desk.services.reachability.note(draft), refused)

    def close_channel(self, channel: str, reason: str, refused: Refused) -> None:
        """Note that a channel is closed from now on."""
        draft = ClosingDraft(uuid4(), channel, reason)
        self._change(lambda: self._desk.services.reachability.close(draft), refused)

    def open_channel(self, channel: str, refused: Refused) -> None:
        """Note that a channel is open again."""
        draft = ClosingDraft(uuid4(), channel)
        self._change(lambda: self._desk.services.reachability.open(draft), refused)

    def ask_warnings(self, show: Callable[[Warnings], None]) -> None:
        """Fetch the rules of escalation, and the calendars."""
        services, language = self._desk.services, current_language()

        def work() -> Warnings:
            return Warnings(
                services.escalations.rules(), services.reachability.offer(language).calendars
            )

        self._desk.query(self, work, show, self.failed.emit, key="rules")

    def save_rules(self, rules: EscalationRules, refused: Refused) -> None:
        """Set the rules of escalation."""
        self._change(lambda: self._desk.services.escalations.save_rules(uuid4(), rules), refused)

    def ask_hours(self, show: Callable[[HoursOffer], None]) -> None:
        """Fetch the opening hours of the channels."""
        service, language = self._desk.services.reachability, current_language()
        self._desk.query(self, lambda: service.offer(language), show, self.failed.emit, key="hours")

    def save_hours(self, hours: HoursList, refused: Refused) -> None:
        """Set the opening hours of the channels."""
        self._change(lambda: self._desk.services.reachability.save_hours(uuid4(), hours), refused)

    def _change(self, work: Callable[[], Changes], refused: Refused) -> None:
        def done(changes: Changes) -> Changes:
            self.done.emit()
            return Changes(changes.tickets, is_everything=True)

        self._desk.change(self, work, done, lambda problem: refused(sentence_of(problem)))

    def _take(self, seen: Seen) -> None:
        self.is_seen = True
        self.counted, self._is_chosen = seen.counted, True
        self._watched.stamp = seen.state.stamp
        self.seen.emit(seen)

    def _hear(self, changes: Changes) -> None:
        concerns = changes.tickets or changes.is_everything
        if self.is_seen and self._watched.is_looked_at and concerns:
            self.load()
