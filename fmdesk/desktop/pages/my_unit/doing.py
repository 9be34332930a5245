"""What the people of a unit do: every command of the page, each told how it ended."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar
from uuid import uuid4

from PySide6.QtCore import QObject

from fmdesk.core.domain.catalog import Faq
from fmdesk.core.domain.contact import RemarkAnswer, RemarkRow
from fmdesk.core.domain.crossing import (
    IssueDraft,
    KeepDraft,
    KeptAs,
    QuestionAnswer,
    ReturnDraft,
    UnitQuestion,
)
from fmdesk.core.domain.ticket import EventDraft
from fmdesk.core.domain.unit_actions import UnitAction, UnitActionDone
from fmdesk.core.domain.unit_work import Absence, AbsenceDraft, AssignDraft, Assigned, MoveDraft
from fmdesk.core.domain.upkeep_drafts import ProductDraft, ProductSaved
from fmdesk.core.domain.views import Changes, LineView, Recorded
from fmdesk.desktop.desk import Desk, sentence_of
from fmdesk.i18n import current_language

if TYPE_CHECKING:
    from fmdesk.desktop.pages.my_unit.presenter import MyUnitPresenter

Done = Callable[[], object]
Refused = Callable[[str], None]
T = TypeVar("T")


class Doing(QObject):
    """Runs the commands of the page.

    Args:
        desk: Services and signals of the window.
        page: Whose unit it is; fetches again where no ticket has changed.
    """

    def __init__(self, desk: Desk, page: "MyUnitPresenter") -> None:
        super().__init__(page)
        self._desk, self._page = desk, page

    def record(self, draft: EventDraft, done: Done, refused: Refused) -> None:
        """Record what happened to a line."""
        record = self._desk.services.fulfilment.record
        self._change(lambda: record(draft), lambda it: (it.ticket_id,), done, refused)

    def give_back(
        self, line: LineView, reason: str, note: str, done: Done, refused: Refused
    ) -> None:
        """Return a line to the desk."""
        draft = ReturnDraft(uuid4(), line.id, line.version, reason, note)
        give = self._desk.services.returns.give_back
        self._change(lambda: give(draft), _of_line, done, refused)

    def issue(self, line: LineView, note: str, done: Done, refused: Refused) -> None:
        """Issue a returned line again."""
        draft = IssueDraft(uuid4(), line.id, line.version, note)
        issue = self._desk.services.returns.issue
        self._change(lambda: issue(draft), _of_line, done, refused)

    def assign(
        self, line_ids: Sequence[int], person_id: int | None, done: Done, refused: Refused
    ) -> None:
        """Give lines to a member."""
        draft = AssignDraft(uuid4(), self._page.wanted.unit_id, tuple(line_ids), person_id)
        assign = self._desk.services.my_unit.assign
        self._change(lambda: assign(draft), _of_assigned, done, refused)

    def move(self, from_id: int, to_id: int | None, done: Done, refused: Refused) -> None:
        """Give all work of a member to another one."""
        draft = MoveDraft(uuid4(), self._page.wanted.unit_id, from_id, to_id)
        move = self._desk.services.my_unit.move
        self._change(lambda: move(draft), _of_assigned, done, refused)

    def set_absence(self, absence: Absence, done: Done, refused: Refused) -> None:
        """Set when a member is absent."""
        draft = AbsenceDraft(uuid4(), self._page.wanted.unit_id, absence)
        save = self._desk.services.my_unit.set_absence
        self._change(lambda: save(draft), _nothing, done, refused)

    def end_action(self, action: UnitAction, said: str, done: Done, refused: Refused) -> None:
        """Set an action of the unit to done."""
        unit_id = self._page.wanted.unit_id
        draft = UnitActionDone(uuid4(), unit_id, action.kind, action.id, said)
        end = self._desk.services.my_unit.end_action
        self._change(lambda: end(draft), _nothing, done, refused)

    def answer(self, question_id: int, answer: str, done: Done, refused: Refused) -> None:
        """Answer a question of the desk."""
        draft = QuestionAnswer(uuid4(), question_id, answer)
        answered = self._desk.services.questions.answer
        self._change(lambda: answered(draft), _of_question, done, refused)

    def answer_remark(self, contact_id: int, answer: str, done: Done, refused: Refused) -> None:
        """Record what a customer was answered."""
        draft = RemarkAnswer(uuid4(), contact_id, answer)
        answered = self._desk.services.contacts.answer
        self._change(lambda: answered(draft), _of_remark, done, refused)

    def keep(self, question_id: int, kept: KeptAs, done: Done, refused: Refused) -> None:
        """Make an answer part of what is known of the product."""
        draft = KeepDraft(uuid4(), question_id, kept, current_language())
        keep = self._desk.services.questions.keep
        self._change(lambda: keep(draft), _of_question, done, refused)

    def add_faq(
        self,
        product: str,
        question: str,
        answer: str,
        done: Callable[[bool], None],
        refused: Refused,
    ) -> None:
        """Put a question of customers into the catalogue, or propose it to who keeps the product.

        Args:
            product: Code of the product.
            question: What customers asked.
            answer: The answer.
            done: Told whether it was proposed only.
            refused: Takes the sentence that says why it was not.
        """
        services, language, op_id = self._desk.services, current_language(), uuid4()

        def add() -> ProductSaved:
            known = services.queries.product(product)
            faqs = (*known.faqs, Faq(0, language, question, answer))
            after = replace(known, faqs=faqs, valid_from=services.time.wall().date())
            return services.catalogue.change(ProductDraft(op_id, known.id, after, question))

        def finished(saved: ProductSaved) -> Changes:
            done(not saved.version_id)
            return Changes(is_everything=True)

        self._desk.change(self, add, finished, lambda problem: refused(sentence_of(problem)))

    def take_note(self, question_id: int, done: Done, refused: Refused) -> None:
        """Note that the answer has been read."""
        note, op_id = self._desk.services.questions.take_note, uuid4()
        self._change(lambda: note(op_id, question_id), _nothing, done, refused)

    def _change(
        self,
        work: Callable[[], T],
        tickets: Callable[[T], tuple[int, ...]],
        done: Done,
        refused: Refused,
    ) -> None:
        def finished(result: T) -> Changes:
            done()
            told = tickets(result)
            if not told:
                self._page.load_work()
            return Changes(tickets=told)

        self._desk.change(self, work, finished, lambda problem: refused(sentence_of(problem)))


def _of_line(result: Recorded) -> tuple[int, ...]:
    return (result.ticket_id,)


def _of_assigned(result: Assigned) -> tuple[int, ...]:
    return result.tickets


def _of_question(result: UnitQuestion) -> tuple[int, ...]:
    return (result.ticket_id,) if result.ticket_id else ()


def _of_remark(result: RemarkRow) -> tuple[int, ...]:
    return (result.ticket_id,) if result.ticket_id else ()


def _nothing(_result: object) -> tuple[int, ...]:
    return ()
