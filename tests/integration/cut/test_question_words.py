"""What is asked and answered in hostile, endless, foreign and repeated words."""

from datetime import timedelta
from uuid import uuid4

import pytest

from fmdesk.core.domain.crossing import (
    KeepDraft,
    KeptAs,
    QuestionAnswer,
    QuestionDraft,
    UnitQuestion,
)
from fmdesk.core.domain.errors import ConflictError, DomainError, InvalidInputError, NotFoundError
from fmdesk.core.services import questions
from fmdesk.core.services.pinning import today
from fmdesk.core.services.questions import Questions
from fmdesk.core.sql.door import SqlDoor
from fmdesk.i18n import using_language
from fmdesk.messages import explain
from fmdesk.testing import race
from tests.integration.cut.conftest import Cut

HOSTILE = (
    "<script>alert(1)</script> & <b>vet</b>",
    "'; DROP TABLE unit_question; --",
    "{code} %s {0} %(x)s",
    "=HYPERLINK('x')",
    "\u202egnp.exe \u200b",
    "Ω 漢字 🧾 naïef",
    "regel een\nregel twee\tmet tab",
)


def ask(cut: Cut, text: str = "Ook gerecycled?", unit: str = "MAG", **about: object) -> int:
    about.setdefault("product", "PAP")
    return cut.questions.ask(QuestionDraft(uuid4(), unit, text, **about)).id


def answer(cut: Cut, question_id: int, words: str = "Ja.") -> UnitQuestion:
    return cut.questions.answer(QuestionAnswer(uuid4(), question_id, words))


def keep(cut: Cut, question_id: int, kept: KeptAs, language: str = "nl") -> UnitQuestion:
    return cut.questions.keep(KeepDraft(uuid4(), question_id, kept, language))


def acting(cut: Cut, login: str) -> Questions:
    return Questions(SqlDoor(cut.door.database, login, cut.time))


def test_hostile_words_come_back_as_they_were_written(cut: Cut) -> None:
    for words in HOSTILE:
        for kept in (KeptAs.FAQ, KeptAs.TIP):
            asked = ask(cut, words)
            answer(cut, asked, words)
            stored = keep(cut, asked, kept)
            assert (stored.text, stored.answer) == (words, words)
    shown = {one.question.text for one in cut.questions.mine("nl")}
    assert shown == set(HOSTILE)
    with cut.door.read() as work:
        product = work.catalog.product("PAP", today(work))
    assert [(one.question, one.answer) for one in product.faqs] == [(w, w) for w in HOSTILE]
    assert product.tips == HOSTILE


def test_words_that_no_database_keeps_are_refused_and_nothing_is_left(cut: Cut) -> None:
    asked = ask(cut)
    for words in ("a\x00b", "\x00", "half \ud800 teken"):
        with pytest.raises(InvalidInputError, match=r"text\.unfit"):
            ask(cut, words)
        with pytest.raises(InvalidInputError, match=r"text\.unfit"):
            answer(cut, asked, words)
    (left,) = cut.questions.to_answer(cut.store, "nl")
    assert (left.question.id, left.question.answered_at) == (asked, None)


def test_an_endless_question_and_answer_are_kept_whole(cut: Cut) -> None:
    endless = "vraag " * 20_000
    asked = ask(cut, endless)
    answered = answer(cut, asked, endless)
    assert cut.question(asked) == answered
    assert len(answered.text) == len(answered.answer) == len(endless) - 1


def test_blanks_are_no_words(cut: Cut) -> None:
    asked = ask(cut)
    for blank in ("", " ", "\n\t ", "\u2003"):
        with pytest.raises(InvalidInputError, match=r"question\.no_text"):
            ask(cut, blank)
        with pytest.raises(InvalidInputError, match=r"question\.no_answer"):
            answer(cut, asked, blank)
    assert len(cut.questions.to_answer(cut.store, "nl")) == 1


def test_a_unit_that_is_not_there_is_not_asked(cut: Cut) -> None:
    for code in ("", "XX", "mag", "MAG'"):
        with pytest.raises(NotFoundError, match=r"unit\.unknown"):
            ask(cut, unit=code)
    assert cut.questions.mine("nl") == ()


SENTENCES = {
    "question.answered": (
        "Iemand anders heeft deze vraag zojuist beantwoord. Ververs de lijst.",
        "Somebody else answered this question just now. Refresh the list.",
    ),
    "question.kept": (
        "Dit antwoord is al bij het product bewaard.",
        "This answer is kept with its product already.",
    ),
    "question.no_answer": ("Schrijf het antwoord op.", "Write the answer."),
}


def test_a_refusal_has_its_sentence_in_both_languages(cut: Cut) -> None:
    done = ask(cut)
    answer(cut, done)
    keep(cut, done, KeptAs.TIP)
    for code, refused in (
        ("question.answered", lambda: answer(cut, done, "Nee.")),
        ("question.kept", lambda: keep(cut, done, KeptAs.FAQ)),
        ("question.no_answer", lambda: answer(cut, ask(cut), "")),
    ):
        with pytest.raises(DomainError) as problem:
            refused()
        assert problem.value.code == code
        for language, words in zip(("nl", "en"), SENTENCES[code], strict=True):
            with using_language(language):
                assert explain(problem.value) == words


def test_the_line_names_the_ticket_and_the_product_whatever_else_is_said(cut: Cut) -> None:
    line_id, other = cut.order(), cut.order()
    ticket, elsewhere = (cut.queries.line(one, "nl").ticket_id for one in (line_id, other))
    asked = cut.question(ask(cut, line_id=line_id, ticket_id=elsewhere, product="XX"))
    assert (asked.ticket_id, asked.line_id) == (ticket, line_id)
    (row,) = cut.questions.of_ticket(ticket, "en")
    assert (row.product_code, row.product) == ("PAP", "Paper A4")
    assert cut.questions.of_ticket(elsewhere, "en") == ()


def test_questions_of_a_ticket_stand_in_the_order_of_asking_answered_or_not(cut: Cut) -> None:
    line_id = cut.order()
    ticket = cut.queries.line(line_id, "nl").ticket_id
    asked = [
        ask(cut, line_id=line_id),
        ask(cut, ticket_id=ticket, product=""),
        ask(cut, unit="TR", line_id=line_id),
    ]
    answer(cut, asked[1])
    rows = cut.questions.of_ticket(ticket, "nl")
    assert [one.question.id for one in rows] == asked
    assert [one.number for one in rows] == ["M000001.1", "M000001", "M000001.1"]
    assert [one.unit for one in rows] == ["Magazijn", "Magazijn", "Vervoer"]


def test_each_sees_what_they_asked_and_is_told_of_it_alone(cut: Cut) -> None:
    els = acting(cut, "els")
    mine = ask(cut)
    hers = els.ask(QuestionDraft(uuid4(), "MAG", "En dit?", product="PAP")).id
    answer(cut, mine)
    answer(cut, hers)
    for asker, question in ((cut.questions, mine), (els, hers)):
        assert [one.question.id for one in asker.mine("nl")] == [question]
        assert asker.count_news() == 1
    els.take_note(uuid4(), hers)
    assert (cut.questions.count_news(), els.count_news()) == (1, 0)


def test_a_list_of_questions_ends_and_the_next_due_are_in_it(
    cut: Cut, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(questions, "SHOWN", 5)
    asked = []
    for _n in range(8):
        asked.append(ask(cut))
        cut.time.advance(minutes=1)
    listed = [one.question.id for one in cut.questions.to_answer(cut.store, "nl")]
    assert listed == asked[:5]
    newest = [one.question.id for one in cut.questions.mine("nl")]
    assert newest == asked[::-1][:5]


def test_what_was_asked_thirty_days_ago_is_seen_for_the_last_time(cut: Cut) -> None:
    asked = ask(cut)
    cut.time.advance(days=30)
    assert [one.question.id for one in cut.questions.mine("nl")] == [asked]
    cut.time.at += timedelta(seconds=1)
    assert cut.questions.mine("nl") == ()
    assert len(cut.questions.to_answer(cut.store, "nl")) == 1, "the unit still has to answer"


def test_a_second_look_at_an_answer_keeps_when_it_was_read_first(cut: Cut) -> None:
    asked = ask(cut)
    cut.time.advance(minutes=5)
    answer(cut, asked)
    cut.time.advance(minutes=5)
    cut.questions.take_note(uuid4(), asked)
    read_at = cut.question(asked).told_at
    assert read_at == cut.time.at
    cut.time.advance(minutes=5)
    cut.questions.take_note(uuid4(), asked)
    assert cut.question(asked).told_at == read_at


def test_an_answer_is_kept_in_the_language_it_was_given_in(cut: Cut) -> None:
    for language, text in (("nl", "Ook gerecycled?"), ("en", "Recycled too?")):
        asked = ask(cut, text)
        answer(cut, asked, f"answer {language}")
        keep(cut, asked, KeptAs.FAQ, language)
    with cut.door.read() as work:
        faqs = work.catalog.product("PAP", today(work)).faqs
    assert [(one.language, one.question, one.answer) for one in faqs] == [
        ("nl", "Ook gerecycled?", "answer nl"),
        ("en", "Recycled too?", "answer en"),
    ]


def test_every_command_of_a_question_is_done_once_however_often_it_is_sent(cut: Cut) -> None:
    draft = QuestionDraft(uuid4(), "MAG", "Kan dat?", product="PAP")
    asked = [cut.questions.ask(draft) for _n in range(3)]
    assert len({one.id for one in asked}) == 1
    said = QuestionAnswer(uuid4(), asked[0].id, "Ja.")
    answered = [cut.questions.answer(said) for _n in range(3)]
    assert len(set(answered)) == 1, "a repeat is no second answer"
    kept = KeepDraft(uuid4(), asked[0].id, KeptAs.TIP, "nl")
    assert len({cut.questions.keep(kept) for _n in range(3)}) == 1
    with cut.door.read() as work:
        assert work.catalog.product("PAP", today(work)).tips == ("Ja.",)


def test_of_desks_that_keep_an_answer_at_once_one_makes_it_known(cut: Cut) -> None:
    asked = ask(cut)
    answer(cut, asked)

    def keep_it(number: int) -> str:
        try:
            keep(cut, asked, (KeptAs.FAQ, KeptAs.TIP)[number % 2])
        except ConflictError as problem:
            return problem.code
        return "ok"

    told = race(4, keep_it)
    assert told.count("ok") == 1
    with cut.door.read() as work:
        product = work.catalog.product("PAP", today(work))
    assert len(product.faqs) + len(product.tips) == 1
    assert cut.question(asked).kept is (KeptAs.TIP if product.tips else KeptAs.FAQ)


def test_an_answer_and_its_keeping_at_once_never_keep_nothing(cut: Cut) -> None:
    asked = ask(cut)

    def work(number: int) -> str:
        try:
            if number:
                keep(cut, asked, KeptAs.TIP)
            else:
                answer(cut, asked)
        except DomainError as problem:
            return problem.code
        return "ok"

    told = race(2, work)
    assert told[0] == "ok"
    assert told[1] in {"ok", "question.not_answered"}
    with cut.door.read() as read:
        tips = read.catalog.product("PAP", today(read)).tips
    assert tips == (("Ja.",) if told[1] == "ok" else ())
    assert (cut.question(asked).kept is KeptAs.TIP) == (told[1] == "ok")
