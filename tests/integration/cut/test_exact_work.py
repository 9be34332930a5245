"""Counts open exactly their lines, and what cannot be given to anybody is refused."""

from uuid import uuid4

import pytest

from fmdesk.core.domain.crossing import QuestionTarget
from fmdesk.core.domain.errors import DomainError
from fmdesk.core.domain.limits import Limit, LimitUnit
from fmdesk.core.domain.unit_work import AssignDraft, Whose
from fmdesk.desktop.pages.my_unit.model import DAYS
from tests.integration.cut.conftest import Cut
from tests.integration.cut.test_question_words import answer, ask
from tests.integration.cut.test_unit_counts import Held, held, moments

__all__ = ["held"]


def test_every_count_of_a_person_opens_exactly_its_lines(cut: Cut, held: list[Held]) -> None:
    for now in sorted({*moments(held)}):
        cut.time.at = now
        for row in cut.my_unit.members(cut.store):
            for name, within in DAYS.items():
                found = cut.work(
                    cut.store, whose=Whose.PERSON, person_id=row.person_id, within=within
                )
                if row.person_id is None:
                    found = cut.work(cut.store, whose=Whose.NOBODY, within=within)
                assert len(found) == getattr(row, name), (now, row.name, name)


def test_who_is_no_person_has_no_work_of_their_own(cut: Cut, held: list[Held]) -> None:
    assert any(one.who is None for one in held)
    assert cut.work(cut.store, whose=Whose.MINE, person_id=None) == ()


def test_only_lines_that_a_unit_has_are_given_to_its_people(cut: Cut, held: list[Held]) -> None:
    jan, (first, *_others) = cut.people["P2"], held

    def refusal(line_id: int, unit_id: int, person_id: int | None) -> str:
        with pytest.raises(DomainError) as refused:
            cut.my_unit.assign(AssignDraft(uuid4(), unit_id, (line_id,), person_id))
        return refused.value.code

    assert refusal(999_999, cut.store, jan) == "line.unknown"
    assert refusal(first.id, 999_999, None) == "unit.unknown"
    assert refusal(first.id, cut.desk, None) == "unit_work.not_here"
    twice = cut.my_unit.assign(AssignDraft(uuid4(), cut.store, (first.id, first.id), jan))
    assert twice.lines == 1, "a line that is named twice is given once"


def test_a_target_that_no_answer_waits_for_is_refused(cut: Cut) -> None:
    before = cut.questions.target()
    target = QuestionTarget(Limit(LimitUnit.WORKING_HOURS, 1_000_000), before.calendar)
    with pytest.raises(DomainError) as refused:
        cut.questions.save_target(uuid4(), target)
    assert refused.value.code == "question.long_target"
    assert cut.questions.target() == before


def test_what_has_no_answer_yet_stays_news_when_it_comes(cut: Cut) -> None:
    asked = ask(cut)
    cut.questions.take_note(uuid4(), asked)
    cut.time.advance(minutes=5)
    answer(cut, asked)
    assert cut.questions.count_news() == 1
