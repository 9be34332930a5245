"""What the intake does, without widgets."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import uuid4

from PySide6.QtCore import QObject, Signal

from fmdesk.core.domain.intake_views import (
    Answered,
    Caller,
    CallerHit,
    LookAlike,
    Newcomer,
    ProductCard,
    Quote,
)
from fmdesk.core.domain.spec import FormSpec
from fmdesk.core.domain.ticket import AnswerDraft, BespokeDraft, OrderDraft, OrderLine
from fmdesk.core.domain.upkeep_drafts import ReadDraft
from fmdesk.core.domain.views import Changes, Choice, Taken
from fmdesk.core.services.drafts import SavedDrafts
from fmdesk.desktop.answers import answer_finder
from fmdesk.desktop.desk import Desk, sentence_of
from fmdesk.desktop.pages.intake.model import caller_choice, hit_choice
from fmdesk.i18n import _, current_language
from fmdesk.ui.tasks import Lane

SHOWN, MOST_UNITS = 8, 200
Show = Callable[[Sequence[Choice]], None]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A product with the form of the plugin that serves it."""

    card: ProductCard
    form: FormSpec | None


class IntakePresenter(QObject):
    """Looks up callers and products, quotes while typing, and takes what was asked."""

    channels = Signal(object)
    called = Signal(object)
    """`Caller`: the person who was picked."""
    opened = Signal(object)
    """`Sheet`: the product that is looked at."""
    quoted = Signal(object)
    alike = Signal(object)
    """Tuple of `LookAlike`."""
    taken = Signal(object)
    answered = Signal(object)
    refused = Signal(str)
    waiting = Signal(object)
    """`SavedDrafts` of before this page."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.find_answer = answer_finder(desk, self)

    def load(self) -> None:
        """Fetch the channels and what was left unfinished."""
        services, language = self._desk.services, current_language()
        self._desk.query(
            self,
            lambda: services.queries.choices("channel", "", language, 20),
            self.channels.emit,
            key="channels",
        )
        self._desk.query(self, services.drafts.list, self._show_drafts, key="drafts")

    def _show_drafts(self, found: SavedDrafts) -> None:
        self.waiting.emit(found)
        if found.set_aside:
            words = _(
                "A request that was not finished cannot be read. Its file was set aside: {files}"
            )
            self._desk.said.emit(words.format(files=", ".join(found.set_aside)))

    def note_reading(self, version_id: int) -> None:
        """Record that what changed in a product was read."""
        draft, catalogue = ReadDraft(uuid4(), version_id), self._desk.services.catalogue
        self._desk.change(
            self,
            lambda: catalogue.read(draft),
            lambda changes: changes,
            lambda problem: self.refused.emit(sentence_of(problem)),
        )

    def find_callers(self, words: str, show: Show) -> None:
        """Look for the person who is calling."""
        knowledge = self._desk.services.knowledge

        def find() -> tuple[Choice, ...]:
            return tuple(map(caller_choice, knowledge.callers(words, SHOWN))) if words else ()

        self._desk.query(self, find, show, key="callers")

    def add_caller(self, newcomer: Newcomer, done: Show, failed: Callable[[str], None]) -> None:
        """Take in a caller whom nobody knows."""
        knowledge = self._desk.services.knowledge

        def told(hit: CallerHit) -> Changes:
            done((caller_choice(hit),))
            return Changes()

        self._desk.change(
            self,
            lambda: knowledge.add_caller(newcomer),
            told,
            lambda problem: failed(sentence_of(problem)),
        )

    def find_products(self, words: str, show: Show) -> None:
        """Look for products, questions and guides."""
        knowledge, language = self._desk.services.knowledge, current_language()

        def find() -> tuple[Choice, ...]:
            return tuple(map(hit_choice, knowledge.find(words, language, SHOWN))) if words else ()

        self._desk.query(self, find, show, key="finds")

    def find(self, kind: str, words: str, show: Show) -> None:
        """Look for a place, a cost centre or a unit."""
        queries, language = self._desk.services.queries, current_language()
        self._desk.query(
            self, lambda: queries.choices(kind, words, language, SHOWN), show, key=f"find {kind}"
        )

    def fetch_units(self, show: Show) -> None:
        """Fetch all units; the hint of each is its code."""
        queries, language = self._desk.services.queries, current_language()
        self._desk.query(
            self, lambda: queries.choices("unit", "", language, MOST_UNITS), show, key="units"
        )

    def fetch_caller(self, code: str) -> None:
        """Fetch everything about the person who was picked."""
        knowledge = self._desk.services.knowledge
        self._desk.query(self, lambda: knowledge.caller(code), self._call, key="caller")

    def _call(self, caller: Caller) -> None:
        self.called.emit(caller)

    def fetch_sheet(self, code: str) -> None:
        """Fetch the card and the form of a product."""
        services, language = self._desk.services, current_language()

        def fetch() -> Sheet:
            card = services.knowledge.card(code, language)
            form = services.queries.form(card.plugin, card.form) if card.plugin else None
            return Sheet(card, form)

        self._desk.query(self, fetch, self.opened.emit, key="sheet")

    def fetch_guide(self, code: str, show: Callable[[object], None]) -> None:
        """Fetch a guide."""
        knowledge = self._desk.services.knowledge
        self._desk.query(self, lambda: knowledge.guide(code), show, key="guide")

    def look_alike(self, order: OrderLine | None) -> None:
        """Look for open requests that look like what is typed."""
        knowledge = self._desk.services.knowledge

        def find() -> tuple[LookAlike, ...]:
            return knowledge.look_alikes(order) if order else ()

        self._desk.query(self, find, self.alike.emit, key="alike")

    def quote(self, draft: OrderDraft) -> None:
        """Ask what the order as it stands would cost and promise."""
        intake, language = self._desk.services.intake, current_language()

        def ask() -> Quote:
            return intake.quote(draft, language)

        self._desk.query(self, ask, self.quoted.emit, key="quote")

    def take(self, draft: OrderDraft, *, is_done: bool = False) -> None:
        """Take the order, or take it and finish it at the desk."""
        intake = self._desk.services.intake
        self._run(lambda: intake.take_done(draft) if is_done else intake.take(draft))

    def take_bespoke(self, draft: BespokeDraft) -> None:
        """Take what is not in the catalogue."""
        intake = self._desk.services.intake
        self._run(lambda: intake.take_bespoke(draft))

    def _run(self, work: Callable[[], Taken]) -> None:
        def done(taken: Taken) -> Changes:
            self.taken.emit(taken)
            return Changes(tickets=(taken.ticket_id,))

        self._desk.change(self, work, done, lambda problem: self.refused.emit(sentence_of(problem)))

    def answer(self, draft: AnswerDraft) -> None:
        """Record that a question answered the customer."""
        intake = self._desk.services.intake

        def done(answered: Answered) -> Changes:
            self.answered.emit(answered)
            return Changes()

        self._desk.change(
            self,
            lambda: intake.answer(draft),
            done,
            lambda problem: self.refused.emit(sentence_of(problem)),
        )

    def keep(self, draft_id: str, text: str) -> None:
        """Keep what was typed in a file; empty text forgets it."""
        drafts = self._desk.services.drafts

        def write() -> None:
            if text:
                drafts.save(draft_id, text)
            else:
                drafts.discard(draft_id)

        # A disk that is full must not stop the customer on the phone: the next change tries again.
        # One after the other, so that a file that is forgotten is not written once more.
        self._desk.kit.runner.submit(
            self, write, lambda _done: None, failed=self._not_kept, lane=Lane.WRITE, key="keep"
        )

    def _not_kept(self, problem: Exception) -> None:
        self._desk.said.emit(sentence_of(problem))

    def forget(self, draft_id: str) -> None:
        """Throw an unfinished request of before away."""
        drafts = self._desk.services.drafts
        self._desk.query(self, lambda: drafts.discard(draft_id), lambda _done: None)
