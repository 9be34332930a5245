"""A question across the cut: its target, its answer, and what the answer becomes."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest

from fmdesk.core.domain.catalog import ProductVersion
from fmdesk.core.domain.crossing import (
    KeepDraft,
    KeptAs,
    QuestionAnswer,
    QuestionDraft,
    QuestionTarget,
    UnitQuestion,
)
from fmdesk.core.domain.dossier_views import TimelineKind
from fmdesk.core.domain.errors import ConflictError, InvalidInputError, NotFoundError
from fmdesk.core.domain.limits import Limit, LimitUnit
from fmdesk.core.domain.ticket import AnswerDraft
from fmdesk.core.services.dossiers import Dossiers
from fmdesk.core.services.pinning import today
from tests.integration.cut.conftest import HOURS, Cut

MONDAY_NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


def ask(cut: Cut, **about: object) -> UnitQuestion:
    about.setdefault("product", "PAP")
    text = about.pop("text", "  Ook gerecycled? ")
    return cut.questions.ask(QuestionDraft(uuid4(), "MAG", text, **about))


def answer(cut: Cut, question: UnitQuestion, words: str = " Ja. ") -> UnitQuestion:
    return cut.questions.answer(QuestionAnswer(uuid4(), question.id, words))


def product(cut: Cut) -> ProductVersion:
    with cut.door.read() as work:
        return work.catalog.product("PAP", today(work))


def test_a_question_is_due_within_the_offices_target_on_its_calendar(cut: Cut) -> None:
    cut.time.at = MONDAY_NOON  # 13:00 in an office open from 9 to 17
    asked = ask(cut)
    assert (asked.text, asked.asked_by) == ("Ook gerecycled?", "jan")
    assert asked.due_at == datetime(2026, 3, 2, 16, 0, tzinfo=UTC)
    cut.time.advance(hours=2)
    assert ask(cut).due_at == datetime(2026, 3, 3, 10, 0, tzinfo=UTC), "two hours are left today"


def test_a_unit_has_a_target_of_its_own(cut: Cut) -> None:
    own = QuestionTarget(Limit(LimitUnit.WORKING_HOURS, 1), "office")
    cut.questions.save_target(uuid4(), own, "MAG")
    assert cut.questions.target("MAG") == own
    assert cut.questions.target("FO") == cut.questions.target() == QuestionTarget(HOURS, "office")
    cut.time.at = MONDAY_NOON
    assert ask(cut).due_at == datetime(2026, 3, 2, 13, 0, tzinfo=UTC)


def test_without_a_calendar_that_of_the_product_counts_and_else_the_wall(cut: Cut) -> None:
    cut.questions.save_target(uuid4(), QuestionTarget(HOURS))
    cut.time.at = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)
    assert ask(cut).due_at == datetime(2026, 3, 3, 11, 0, tzinfo=UTC)
    assert ask(cut, product="").due_at == datetime(2026, 3, 2, 19, 0, tzinfo=UTC)


def test_a_target_of_nothing_or_on_no_calendar_is_refused(cut: Cut) -> None:
    with pytest.raises(InvalidInputError, match=r"question\.target"):
        cut.questions.save_target(uuid4(), QuestionTarget(Limit(LimitUnit.WORKING_HOURS, 0)))
    with pytest.raises(NotFoundError, match=r"calendar\.unknown"):
        cut.questions.save_target(uuid4(), QuestionTarget(HOURS, "moon"))
    with pytest.raises(NotFoundError, match=r"unit\.unknown"):
        cut.questions.save_target(uuid4(), QuestionTarget(HOURS), "XX")


def test_the_answer_lands_on_the_ticket_and_waits_for_who_asked(cut: Cut) -> None:
    line_id = cut.order()
    ticket_id = cut.queries.line(line_id, "nl").ticket_id
    asked = ask(cut, line_id=line_id)
    (waiting,) = cut.questions.to_answer(cut.store, "nl")
    assert (waiting.number, waiting.product, waiting.unit) == ("M000001.1", "Papier A4", "Magazijn")
    assert cut.questions.to_answer(cut.desk, "nl") == ()
    assert cut.questions.count_news() == 0
    cut.time.advance(hours=1)
    answered = answer(cut, asked)
    assert (answered.answer, answered.answered_by) == ("Ja.", "jan")
    assert answered.answered_at == cut.time.at
    assert cut.questions.to_answer(cut.store, "nl") == ()
    (on_ticket,) = cut.questions.of_ticket(ticket_id, "en")
    assert on_ticket.question == answered
    assert on_ticket.product == "Paper A4"
    assert cut.questions.count_news() == 1
    assert [one.question for one in cut.questions.mine("nl")] == [answered]
    cut.questions.take_note(uuid4(), asked.id)
    assert cut.questions.count_news() == 0


def test_the_timeline_of_the_ticket_tells_question_and_answer(cut: Cut) -> None:
    line_id = cut.order()
    asked = ask(cut, line_id=line_id)
    cut.time.advance(minutes=10)
    answer(cut, asked)
    dossiers = Dossiers(cut.door, cut.queries)
    items = dossiers.dossier(cut.queries.line(line_id, "nl").ticket_id, "nl").timeline
    told = [(one.word, one.actor, one.text) for one in items if one.kind is TimelineKind.UNIT]
    assert told == [
        ("asked", "jan", "Magazijn: Ook gerecycled?"),
        ("answered", "jan", "Magazijn: Ja."),
    ]


def test_news_stands_above_what_was_asked_later(cut: Cut) -> None:
    first = ask(cut)
    cut.time.advance(minutes=5)
    second = ask(cut, product="")
    assert [one.question.id for one in cut.questions.mine("nl")] == [second.id, first.id]
    answer(cut, first)
    assert [one.question.id for one in cut.questions.mine("nl")] == [first.id, second.id]
    cut.time.advance(days=31)
    assert cut.questions.mine("nl") == ()


def test_a_question_about_a_whole_ticket_names_it(cut: Cut) -> None:
    ticket_id = cut.queries.line(cut.order(), "nl").ticket_id
    ask(cut, product="", ticket_id=ticket_id)
    (row,) = cut.questions.of_ticket(ticket_id, "nl")
    assert (row.number, row.product) == ("M000001", "")


@pytest.mark.parametrize(
    ("about", "code"),
    [({"ticket_id": 99}, "ticket"), ({"line_id": 99}, "line"), ({"product": "XX"}, "product")],
)
def test_a_question_is_about_something_that_is_there(
    cut: Cut, about: dict[str, object], code: str
) -> None:
    with pytest.raises(NotFoundError, match=rf"{code}\.unknown"):
        ask(cut, **about)


def test_nothing_is_neither_asked_nor_answered(cut: Cut) -> None:
    with pytest.raises(InvalidInputError, match=r"question\.no_text"):
        cut.questions.ask(QuestionDraft(uuid4(), "MAG", "  "))
    asked = ask(cut)
    with pytest.raises(InvalidInputError, match=r"question\.no_answer"):
        answer(cut, asked, "  ")
    with pytest.raises(NotFoundError, match=r"question\.unknown"):
        cut.questions.answer(QuestionAnswer(uuid4(), 99, "Ja"))


def test_an_answer_stands(cut: Cut) -> None:
    asked = ask(cut)
    answer(cut, asked)
    with pytest.raises(ConflictError, match=r"question\.answered"):
        answer(cut, asked, "Nee.")
    assert cut.question(asked.id).answer == "Ja."


def test_an_answer_becomes_a_frequently_asked_question(cut: Cut) -> None:
    before = product(cut)
    first = keep_new(cut, KeptAs.FAQ)
    after = product(cut)
    assert after.id > before.id
    (faq,) = after.faqs
    assert (faq.language, faq.question, faq.answer) == ("nl", "Ook gerecycled?", "Ja.")
    cut.intake.answer(AnswerDraft(uuid4(), "phone", faq.id))
    keep_new(cut, KeptAs.FAQ, text="Ook gelinieerd?")
    assert [one.uses for one in product(cut).faqs] == [1, 0], "what was used stays counted"
    assert cut.knowledge.find("gerecycled", "nl", 5)
    assert cut.question(first.id).kept is KeptAs.FAQ


def test_an_answer_becomes_a_desk_tip(cut: Cut) -> None:
    keep_new(cut, KeptAs.TIP)
    assert product(cut).tips == ("Ja.",)
    assert cut.knowledge.card("PAP", "nl").tips == ("Ja.",)


def keep_new(cut: Cut, kept: KeptAs, **about: object) -> UnitQuestion:
    asked = ask(cut, **about)
    answer(cut, asked)
    return cut.questions.keep(KeepDraft(uuid4(), asked.id, kept, "nl"))


def test_what_cannot_be_kept_says_so(cut: Cut) -> None:
    asked = ask(cut)
    with pytest.raises(InvalidInputError, match=r"question\.not_answered"):
        cut.questions.keep(KeepDraft(uuid4(), asked.id, KeptAs.FAQ, "nl"))
    loose = ask(cut, product="")
    answer(cut, loose)
    with pytest.raises(InvalidInputError, match=r"question\.no_product"):
        cut.questions.keep(KeepDraft(uuid4(), loose.id, KeptAs.FAQ, "nl"))
    kept = keep_new(cut, KeptAs.TIP)
    with pytest.raises(ConflictError, match=r"question\.kept"):
        cut.questions.keep(KeepDraft(uuid4(), kept.id, KeptAs.FAQ, "nl"))
    assert product(cut).faqs == ()


def test_the_database_itself_keeps_what_was_asked(cut: Cut) -> None:
    asked = ask(cut)
    for change in ("text = 'x'", "due_at = due_at + 1"):
        with pytest.raises(Exception, match="append_only"), cut.door.database.write() as connection:
            connection.exec_driver_sql(f"UPDATE unit_question SET {change}")
    with pytest.raises(Exception, match="append_only"), cut.door.database.write() as connection:
        connection.exec_driver_sql("DELETE FROM unit_question")
    assert cut.question(asked.id) == asked
