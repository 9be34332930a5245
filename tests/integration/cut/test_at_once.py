"""Two at once: one of them is told, and nothing is lost or counted twice."""

from uuid import uuid4

from fmdesk.core.domain.crossing import QuestionAnswer, QuestionDraft, ReturnDraft
from fmdesk.core.domain.errors import ConflictError, DomainError
from fmdesk.core.domain.events import EventKind
from fmdesk.core.domain.unit_work import AssignDraft, Whose
from fmdesk.testing import race
from tests.integration.cut.conftest import Cut

DESKS = 4


def test_one_answer_stands_and_the_others_are_told(cut: Cut) -> None:
    asked = cut.questions.ask(QuestionDraft(uuid4(), "MAG", "Kan dat?", product="PAP"))

    def answer(number: int) -> str:
        try:
            cut.questions.answer(QuestionAnswer(uuid4(), asked.id, f"Antwoord {number}"))
        except ConflictError as problem:
            return problem.code
        return "ok"

    told = race(DESKS, answer)
    assert sorted(told) == ["ok", *["question.answered"] * (DESKS - 1)]
    assert cut.question(asked.id).answer == f"Antwoord {told.index('ok')}"


def test_a_line_is_returned_once(cut: Cut) -> None:
    line_id = cut.issued()
    version = cut.version(line_id)

    def give_back(_number: int) -> str:
        try:
            cut.returns.give_back(ReturnDraft(uuid4(), line_id, version, "incomplete", "x"))
        except DomainError as problem:
            return problem.code
        return "ok"

    told = race(DESKS, give_back)
    assert told.count("ok") == 1
    assert set(told) <= {"ok", "fulfilment.changed", "line.changed", "return.at_desk"}
    events = [one.kind for one in cut.queries.line(line_id, "nl").events]
    assert events.count(EventKind.RETURNED) == 1
    (count,) = cut.returns.counts("2026-03", "nl")
    assert count.lines == 1


def test_a_repeated_command_is_done_once(cut: Cut) -> None:
    draft = QuestionDraft(uuid4(), "MAG", "Kan dat?", product="PAP")
    first, again = cut.questions.ask(draft), cut.questions.ask(draft)
    assert first == again
    assert len(cut.questions.to_answer(cut.store, "nl")) == 1
    line_id = cut.issued()
    back = ReturnDraft(uuid4(), line_id, cut.version(line_id), "incomplete", "x")
    assert cut.returns.give_back(back) == cut.returns.give_back(back)


def test_two_who_assign_leave_one_owner(cut: Cut) -> None:
    lines = tuple(cut.issued() for _n in range(3))
    people = [cut.people["P2"], cut.people["P3"]]

    def assign(number: int) -> int:
        draft = AssignDraft(uuid4(), cut.store, lines, people[number % 2])
        return cut.my_unit.assign(draft).lines

    assert race(DESKS, assign) == [3] * DESKS
    theirs = [cut.work(cut.store, whose=Whose.PERSON, person_id=one) for one in people]
    assert sorted(map(len, theirs)) == [0, 3], "all lines were given in one go"
