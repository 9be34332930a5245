"""Questions across the cut: the desk asks a unit, the answer comes back and becomes knowledge."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import UUID

from fmdesk.core.domain.calendar import Calendar
from fmdesk.core.domain.canonical import dumps, loads
from fmdesk.core.domain.catalog import Faq
from fmdesk.core.domain.crossing import (
    KeepDraft,
    KeptAs,
    QuestionAnswer,
    QuestionDraft,
    QuestionRow,
    QuestionTarget,
    UnitQuestion,
)
from fmdesk.core.domain.errors import InvalidInputError
from fmdesk.core.domain.people import Unit
from fmdesk.core.domain.views import Changes
from fmdesk.core.ports import Door, UnitOfWork
from fmdesk.core.services.catalogue_changes import store
from fmdesk.core.services.lineview import Names
from fmdesk.core.services.pinning import today

MOST_TARGET = 2000
"""Hours or days in a target at most; more is no promise of an answer."""
TARGET = "question_target"
"""The setting of the office; with `.` and the code of a unit it is that unit's own."""
SHOWN = 200
KEPT_DAYS = timedelta(days=30)
"""How long who asked sees the questions of before."""


@dataclass(frozen=True, slots=True)
class Questions:
    """Use cases of questions to units.

    Attributes:
        door: The one door.
    """

    door: Door

    def ask(self, draft: QuestionDraft) -> UnitQuestion:
        """Ask a unit; the answer is due within the unit's own target, else within the office's.

        Args:
            draft: The question.

        Raises:
            InvalidInputError: `question.no_text`.
            NotFoundError: `unit.unknown`, `line.unknown`, `ticket.unknown` or `product.unknown`.
        """
        return self.door.run(
            draft.op_id, "questions.ask", draft, lambda work: _ask(work, draft), UnitQuestion
        )

    def answer(self, draft: QuestionAnswer) -> UnitQuestion:
        """Answer a question, once.

        Raises:
            InvalidInputError: `question.no_answer`.
            NotFoundError: `question.unknown`.
            ConflictError: `question.answered`.
        """

        def work_on(work: UnitOfWork) -> UnitQuestion:
            if not draft.answer.strip():
                raise InvalidInputError("question.no_answer")
            work.crossing.question(draft.question_id)
            work.crossing.answer(draft.question_id, draft.answer.strip())
            return work.crossing.question(draft.question_id)

        return self.door.run(draft.op_id, "questions.answer", draft, work_on, UnitQuestion)

    def keep(self, draft: KeepDraft) -> UnitQuestion:
        """Make an answer a frequently asked question or a desk tip: a new version of its product.

        Raises:
            InvalidInputError: `question.not_answered` or `question.no_product`.
            NotFoundError: `question.unknown`.
            ConflictError: `question.kept`.
        """
        return self.door.run(
            draft.op_id, "questions.keep", draft, lambda work: _keep(work, draft), UnitQuestion
        )

    def take_note(self, op_id: UUID, question_id: int) -> Changes:
        """Note that who asked has read the answer."""

        def work_on(work: UnitOfWork) -> Changes:
            work.crossing.tell(question_id)
            return Changes()

        return self.door.run(op_id, "questions.take_note", question_id, work_on, Changes)

    def to_answer(self, unit_id: int, language: str) -> tuple[QuestionRow, ...]:
        """Return the open questions to a unit, next due first."""
        with self.door.read() as work:
            return _rows(work, work.crossing.open_questions(unit_id, SHOWN), language)

    def mine(self, language: str) -> tuple[QuestionRow, ...]:
        """Return what the user asked lately: answers not read yet first, then the newest."""
        with self.door.read() as work:
            asked = work.crossing.asked_by(work.actor, work.now - KEPT_DAYS, SHOWN)
            return _rows(work, asked, language)

    def count_news(self) -> int:
        """Return how many answers the user has not read yet."""
        with self.door.read() as work:
            return work.crossing.count_news(work.actor)

    def of_ticket(self, ticket_id: int, language: str) -> tuple[QuestionRow, ...]:
        """Return the questions about a ticket and its lines, in order, for its timeline."""
        with self.door.read() as work:
            return _rows(work, work.crossing.of_ticket(ticket_id), language)

    def target(self, unit: str = "") -> QuestionTarget:
        """Return within which time is answered.

        Args:
            unit: Code of a unit, for its own target; empty for the office's.
        """
        with self.door.read() as work:
            return _target(work, unit)

    def save_target(self, op_id: UUID, target: QuestionTarget, unit: str = "") -> Changes:
        """Set within which time the office, or one unit, answers.

        Raises:
            InvalidInputError: `question.target` for a limit of nothing, `question.long_target`.
            NotFoundError: `calendar.unknown` or `unit.unknown`.
        """

        def work_on(work: UnitOfWork) -> Changes:
            put_target(work, target, unit)
            return Changes()

        payload = {"unit": unit, "target": target}
        return self.door.run(op_id, "questions.save_target", payload, work_on, Changes)


def put_target(work: UnitOfWork, target: QuestionTarget, unit: str = "") -> None:
    """Store a target inside a command; see `Questions.save_target`."""
    if target.limit.n < 1:
        raise InvalidInputError("question.target")
    if target.limit.n > MOST_TARGET:
        raise InvalidInputError("question.long_target", most=MOST_TARGET)
    if target.calendar:
        work.catalog.calendar(target.calendar, today(work))
    work.settings.put(_setting(work.people.unit_by_code(unit).code if unit else ""), dumps(target))


def _setting(unit: str) -> str:
    return f"{TARGET}.{unit}" if unit else TARGET


def _target(work: UnitOfWork, unit: str) -> QuestionTarget:
    stored = work.settings.get(_setting(unit)) if unit else ""
    stored = stored or work.settings.get(TARGET)
    return loads(QuestionTarget, stored) if stored else QuestionTarget()


def _ask(work: UnitOfWork, draft: QuestionDraft) -> UnitQuestion:
    if not draft.text.strip():
        raise InvalidInputError("question.no_text")
    unit = work.people.unit_by_code(draft.unit)
    line = work.tickets.line(draft.line_id) if draft.line_id else None
    ticket = line.ticket_id if line else draft.ticket_id
    if line is None and ticket is not None:
        work.tickets.ticket(ticket)  # it must be there
    code = line.product_code if line else draft.product
    question = UnitQuestion(
        id=0,
        unit_id=unit.id,
        text=draft.text.strip(),
        asked_by=work.actor,
        asked_at=work.now,
        due_at=work.now,
        ticket_id=ticket,
        line_id=draft.line_id,
        product_id=work.catalog.product(code, today(work)).product_id if code else None,
    )
    limit = _target(work, unit.code).limit
    due = _calendar(work, unit, code).due(work.now, limit)
    return work.crossing.add_question(replace(question, due_at=due))


def _calendar(work: UnitOfWork, unit: Unit, product: str) -> Calendar:
    """Return on which calendar an answer is due: the target's, the product's, else always open."""
    code = _target(work, unit.code).calendar
    if not code and product:
        code = work.catalog.product(product, today(work)).calendar
    return work.catalog.calendar(code, today(work))[1] if code else Calendar.always(work.zone)


def _keep(work: UnitOfWork, draft: KeepDraft) -> UnitQuestion:
    question = work.crossing.question(draft.question_id)
    if question.answered_at is None:
        raise InvalidInputError("question.not_answered")
    if question.product_id is None:
        raise InvalidInputError("question.no_product")
    work.crossing.keep(question.id, draft.kept)
    product = work.catalog.product(work.crossing.product_code(question.product_id), today(work))
    changed = replace(product, valid_from=today(work))
    if draft.kept is KeptAs.FAQ:
        asked = Faq(0, draft.language, question.text, question.answer)
        changed = replace(changed, faqs=(*product.faqs, asked))
    else:
        changed = replace(changed, tips=(*product.tips, question.answer))
    store(work, product, changed)  # the unit keeps these texts, and the answer is the unit's
    return work.crossing.question(question.id)


def _rows(
    work: UnitOfWork, questions: Iterable[UnitQuestion], language: str
) -> tuple[QuestionRow, ...]:
    names, day = Names(work, language), today(work)
    units = {one.id: one for one in work.people.units()}
    rows = []
    for one in questions:
        code = work.crossing.product_code(one.product_id) if one.product_id else ""
        number = ""
        if one.line_id:
            number = work.tickets.line_number(work.tickets.line(one.line_id))
        elif one.ticket_id:
            number = work.tickets.ticket(one.ticket_id).number
        rows.append(
            QuestionRow(
                question=one,
                unit=units[one.unit_id].name,
                number=number,
                product_code=code,
                product=names.of(work.catalog.product(code, day)) if code else "",
                calendar=_calendar(work, units[one.unit_id], code),
            )
        )
    return tuple(rows)
