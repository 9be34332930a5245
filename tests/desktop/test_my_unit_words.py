"""What the page of a unit says: badges, counts and days, in both languages."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from fmdesk.core.domain.crossing import KeptAs, QuestionRow, ReturnCount, UnitQuestion
from fmdesk.core.domain.objection import Act, Said, Standing
from fmdesk.core.domain.ticket import LineState
from fmdesk.core.domain.unit_work import Absence, MemberWork, VoiceRow, WorkRow
from fmdesk.desktop.pages.my_unit import model
from fmdesk.desktop.pages.objections import model as objections
from fmdesk.i18n import using_language
from tests.desktop.fake_objections import OWED
from tests.desktop.made import NOW, OFFICE_HOURS, OFFICE_TIME, at, row

ASKED = UnitQuestion(1, 1, "Ook gerecycled?", "noor", at(), NOW + timedelta(hours=3))
OPEN = QuestionRow(ASKED, "Voorraad", "M000001.1", "A0", "Papier", OFFICE_HOURS)

OBJECTED = Standing(Said(Act.OBJECTION, "piet", "adres klopte niet"))


def question(**changes: object) -> QuestionRow:
    return replace(OPEN, question=replace(ASKED, **changes))


@pytest.mark.parametrize(
    ("changes", "dutch", "english", "tone"),
    [
        ({}, "nog 3 u 00", "3 h 00 left", "neutral"),
        ({"due_at": NOW + timedelta(minutes=50)}, "nog 0 u 50", "0 h 50 left", "risk"),
        ({"due_at": NOW - timedelta(minutes=20)}, "0 u 20 te laat", "0 h 20 late", "broken"),
        ({"answered_at": NOW}, "Beantwoord", "Answered", "accent"),
        ({"answered_at": NOW, "told_at": NOW}, "Beantwoord", "Answered", "neutral"),
        ({"answered_at": NOW, "kept": KeptAs.FAQ}, "In de catalogus", "In the catalogue", "kept"),
        ({"answered_at": NOW, "kept": KeptAs.TIP}, "Balietip", "Desk tip", "kept"),
    ],
)
def test_a_question_says_how_it_stands(
    changes: dict[str, object], dutch: str, english: str, tone: str
) -> None:
    for language, words in (("nl", dutch), ("en", english)):
        with using_language(language):
            badge = model.question_badge(question(**changes), OFFICE_TIME)
        assert (badge.word, badge.tone) == (words, tone)


def test_a_question_without_office_hours_counts_by_the_wall() -> None:
    night = replace(question(due_at=NOW + timedelta(hours=30)), calendar=None)
    with using_language("en"):
        assert model.question_badge(night, OFFICE_TIME).word == "30 h 00 left"


def test_only_an_answer_that_was_not_read_is_news() -> None:
    assert not model.is_news(OPEN)
    assert model.is_news(question(answered_at=NOW))
    assert not model.is_news(question(answered_at=NOW, told_at=NOW))


def test_a_question_names_what_is_known_of_it() -> None:
    with using_language("en"):
        facts = dict(model.question_facts(OPEN, OFFICE_TIME))
        assert facts["Number"] == "M000001.1"
        assert "Answer" not in facts
        done = question(answered_at=NOW, answer="Ja.", answered_by="Rob")
        facts = dict(model.question_facts(replace(done, number="", product=""), OFFICE_TIME))
    assert facts["Answer"] == "Ja."
    assert facts["Answered by"].startswith("Rob, Mon 2 Nov")
    assert "Number" not in facts


def work(**changes: object) -> WorkRow:
    plain = WorkRow(row(4), 1, 1, "Leveren", False, False, None, "", False)
    return replace(plain, **changes)


def test_a_returned_line_says_so_before_it_says_that_it_is_late() -> None:
    late = replace(row(4), state=LineState.RUNNING, due_at=NOW - timedelta(hours=9))
    with using_language("nl"):
        assert model.work_badge(work(line=late), OFFICE_TIME).word == "Te laat"
        assert model.work_badge(work(line=late, is_returned=True), OFFICE_TIME).word == (
            "Teruggegeven"
        )


def test_marked_lines_have_a_dot_and_an_accent() -> None:
    marked: set[int] = set()
    number, _state, _product, person, *_rest = model.work_columns(OFFICE_TIME, marked)
    assert (number.text(work()), number.tone(work())) == ("M000004.1", "")
    marked.add(4)
    assert (number.text(work()), number.tone(work())) == ("● M000004.1", "accent")
    assert (person.text(work()), person.tone(work())) == ("–", "muted")
    away = work(person="Rob Bakker", person_id=8, is_absent=True)
    with using_language("en"):
        assert (person.tone(away), person.hint(away)) == ("risk", "Absent today")


def test_an_absence_is_told_in_days_and_its_year_where_it_is_not_this_one() -> None:
    away = Absence(8, date(2026, 11, 2), date(2027, 1, 4))
    member = MemberWork(8, "Rob", away, is_absent=True)
    with using_language("nl"):
        assert model.absence_words(member, OFFICE_TIME) == "2-11 t/m 4-1-2027"
    assert model.absence_words(MemberWork(8, "Rob"), OFFICE_TIME) == ""


def test_counts_of_people_open_lists_and_nothing_is_a_dash() -> None:
    columns = {one.key: one for one in model.member_columns(OFFICE_TIME)}
    busy = MemberWork(8, "Rob", late=2, later=1)
    assert (columns["late"].text(busy), columns["late"].tone(busy)) == ("2", "broken")
    assert (columns["today"].text(busy), columns["today"].is_link(busy)) == ("–", False)
    assert columns["total"].text(busy) == "3"
    assert columns["late"].is_link(busy)
    assert columns["later"].is_link(busy), "every count opens its lines"
    short = {one.key: one for one in model.member_columns(OFFICE_TIME, is_short=True)}
    assert set(short) == {"name", "absence", "late", "today", "total"}
    assert not short["late"].is_link(busy)


@pytest.mark.parametrize(
    ("changes", "dutch"),
    [
        ({}, "€ 18,40"),
        ({"cents": 0, "points": 1}, "1 punt"),
        ({"cents": 0, "points": 3}, "3 punten"),
        ({"cents": 0}, "€ 0,00"),
    ],
)
def test_a_sanction_is_money_or_points(changes: dict[str, object], dutch: str) -> None:
    cents = next(one for one in objections.owed_columns() if one.key == "cents")
    with using_language("nl"):
        assert " ".join(cents.text(replace(OWED, **changes)).split()) == dutch


def test_an_objection_that_waits_stands_before_the_state() -> None:
    with using_language("nl"):
        assert objections.badge_of(OWED).word == "Voorgesteld"
        assert objections.badge_of(replace(OWED, standing=OBJECTED)).word == "Bezwaar"
        done = replace(OWED, standing=Standing(), state="confirmed")
        assert objections.badge_of(done).word == "Bevestigd"


@pytest.mark.parametrize("kind", list(model.VOICES))
def test_every_voice_has_a_word_and_a_picture(kind: str) -> None:
    voice = VoiceRow(NOW, kind, "", "Papier", "", None)
    for language in ("nl", "en"):
        with using_language(language):
            badge = model.voice_badge(voice)
            assert badge.word
            assert badge.icon
            assert dict(model.voice_facts(voice, OFFICE_TIME)).keys() == {
                ("Wanneer", "When")[language == "en"],
                "Product",
            }


def test_a_return_without_a_reason_says_so() -> None:
    reason = next(one for one in model.return_columns() if one.key == "reason")
    count = ReturnCount("A0", "Papier", "U0", "Voorraad", "", "", 2)
    with using_language("nl"):
        assert reason.text(count) == "Niet vastgelegd"
        assert reason.text(replace(count, reason="Onvolledig")) == "Onvolledig"
