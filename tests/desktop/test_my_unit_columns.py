"""Columns and facts of a unit in both languages: numbers, dashes, days and what stands first."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from fmdesk.core.domain.crossing import KeptAs, QuestionRow, ReturnCount, UnitQuestion
from fmdesk.core.domain.events import EventKind, LineEvent
from fmdesk.core.domain.ticket import LineState
from fmdesk.core.domain.unit_work import (
    Absence,
    AskedOften,
    MemberWork,
    VoiceRow,
    Whose,
    Within,
    WorkRow,
)
from fmdesk.desktop.pages.my_unit import model
from fmdesk.desktop.pages.my_unit.keys import KEYS, TABS, name_of
from fmdesk.desktop.pages.objections import model as objections
from fmdesk.i18n import _, using_language
from tests.desktop.fake_objections import OWED
from tests.desktop.fakes import FakeQueries
from tests.desktop.made import NOW, OFFICE_HOURS, OFFICE_TIME, at, row

HOSTILE = "<b>vet</b> & {0} %s \u202egnp"
ASKED = UnitQuestion(1, 1, "Ook gerecycled?", "noor", at(), NOW + timedelta(hours=3))
OPEN = QuestionRow(ASKED, "Voorraad", "M000001.1", "A0", "Papier", OFFICE_HOURS)
VOICE = VoiceRow(NOW, "complaint", "Te laat", "Papier", "M000003.1", 3, 21)
WORK = WorkRow(
    replace(row(4), state=LineState.RUNNING), 1, 1, "Leveren", False, False, None, "", False
)


def texts(columns: object, shown: object) -> dict[str, str]:
    return {one.key: one.text(shown) for one in columns}


def test_every_choice_and_key_has_words_in_both_languages() -> None:
    texts_ = [text for _code, text in (*model.WHOSE, *model.WITHIN)]
    texts_ += [text for _method, text, _key, _icon in (*KEYS, *TABS)]
    with using_language("en"):
        assert [_(text) for text in texts_] == texts_
    with using_language("nl"):
        assert [text for text in texts_ if _(text) in {text, ""}] == []


def test_no_two_actions_of_the_page_share_a_name() -> None:
    names = [name_of(method) for method, *_rest in (*KEYS, *TABS)]
    assert len(set(names)) == len(names)
    assert name_of("questions.take_note") == "unit_take_note"
    assert name_of("ask") == "unit_ask"


def test_all_days_that_open_a_list_and_all_whose_can_be_chosen() -> None:
    assert {one for one, _text in model.WITHIN} == set(Within) - {Within.ALL}
    chosen = {one for one, _text in model.WHOSE}
    assert chosen == set(Whose) - {Whose.ALL, Whose.PERSON}, "a person is chosen among the people"
    assert set(model.DAYS.values()) == set(Within) - {Within.TODAY, Within.WEEK}


@pytest.mark.parametrize(
    ("language", "count", "words"),
    [("nl", 0, "–"), ("nl", 1, "1"), ("nl", 12_345, "12.345"), ("en", 12_345, "12,345")],
)
def test_counts_are_written_as_the_language_writes_them(
    language: str, count: int, words: str
) -> None:
    with using_language(language):
        member = MemberWork(8, "Rob", today=count)
        shown = texts(model.member_columns(OFFICE_TIME), member)
        assert (shown["today"], shown["total"]) == (words, words)
        assert {shown[key] for key in ("late", "tomorrow", "week", "later")} == {"–"}
        lines = ReturnCount("A0", "Papier", "U0", "Voorraad", "x", "Onvolledig", count)
        written = texts(model.return_columns(), lines)["lines"]
        assert written == ("0" if count == 0 else words)


def test_who_has_no_name_is_nobody_yet() -> None:
    for language, words in (("nl", "Nog niemand"), ("en", "Nobody yet")):
        with using_language(language):
            shown = texts(model.member_columns(OFFICE_TIME), MemberWork(None, ""))
            assert shown["name"] == words
            assert shown["absence"] == ""


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2026, 11, 2), date(2026, 11, 2), "2-11 t/m 2-11"),
        (date(2025, 12, 31), date(2026, 1, 1), "31-12-2025 t/m 1-1"),
        (date(2027, 1, 1), date(2027, 2, 1), "1-1-2027 t/m 1-2-2027"),
        (date(1, 1, 1), date(9999, 12, 31), "1-1-1 t/m 31-12-9999"),
    ],
)
def test_days_away_name_their_year_where_it_is_not_this_one(
    first: date, last: date, words: str
) -> None:
    with using_language("nl"):
        member = MemberWork(8, "Rob", Absence(8, first, last))
        assert model.absence_words(member, OFFICE_TIME) == words


def test_an_absence_that_runs_stands_out_and_one_that_comes_does_not() -> None:
    away = Absence(8, date(2026, 11, 2), date(2026, 11, 3))
    column = next(one for one in model.member_columns(OFFICE_TIME) if one.key == "absence")
    assert column.tone(MemberWork(8, "Rob", away, is_absent=True)) == "risk"
    assert column.tone(MemberWork(8, "Rob", away)) == "muted"


def test_hostile_words_stay_words_in_every_column() -> None:
    asked = replace(OPEN, question=replace(ASKED, text=HOSTILE), unit=HOSTILE, product=HOSTILE)
    shown = texts(model.question_columns(OFFICE_TIME), asked)
    assert shown["text"] == shown["unit"] == shown["product"] == HOSTILE
    heard = replace(VOICE, text=HOSTILE)
    assert texts(model.voice_columns(OFFICE_TIME), heard)["text"] == HOSTILE
    often = AskedOften(HOSTILE, 2, NOW)
    assert texts(model.often_columns(OFFICE_TIME), often)["text"] == HOSTILE
    work = replace(WORK, person=HOSTILE, person_id=8, step_name=HOSTILE)
    assert texts(model.work_columns(OFFICE_TIME, ()), work)["person"] == HOSTILE


def test_what_an_answer_has_become_stands_before_that_it_was_given() -> None:
    done = replace(ASKED, answered_at=NOW, answer="Ja.")
    for kept in KeptAs:
        for told_at in (None, NOW):
            shown = replace(OPEN, question=replace(done, kept=kept, told_at=told_at))
            badge = model.question_badge(shown, OFFICE_TIME)
            assert badge.tone == "kept", (kept, told_at)
    late = replace(OPEN, question=replace(done, due_at=NOW - timedelta(days=9)))
    assert model.question_badge(late, OFFICE_TIME).tone == "accent", "what is answered is not late"


def test_an_answer_that_is_news_is_printed_strong() -> None:
    text = next(one for one in model.question_columns(OFFICE_TIME) if one.key == "text")
    fresh = replace(OPEN, question=replace(ASKED, answered_at=NOW))
    read = replace(fresh, question=replace(fresh.question, told_at=NOW))
    assert [text.is_strong(one) for one in (OPEN, fresh, read)] == [False, True, False]


@pytest.mark.parametrize("cents", [1, 99, 100, 1840, 123_456])
def test_a_sanction_of_money_is_money_however_many_points_it_has(cents: int) -> None:
    whole, part = divmod(cents, 100)
    with using_language("nl"):
        plain, both = (
            texts(objections.owed_columns(), replace(OWED, cents=cents, points=points))["cents"]
            for points in (0, 7)
        )
    assert plain == both
    digits = "".join(one for one in plain if one.isdigit())
    assert digits == f"{whole}{part:02}"
    assert f",{part:02}" in plain


def test_the_facts_of_a_sanction_are_those_of_its_row() -> None:
    with using_language("en"):
        facts = dict(objections.sanction_facts(OWED, OFFICE_TIME))
    assert (facts["Charter"], facts["Product"], facts["State"]) == (
        "From stock",
        "Paper",
        "Proposed",
    )
    assert "2026" in facts["Month"]


def test_a_voice_shows_its_answer_and_when_it_is_due_where_there_are_any() -> None:
    with using_language("en"):
        plain = dict(model.voice_facts(VOICE, OFFICE_TIME))
        assert plain.keys() == {"When", "Product", "Number"}
        more = replace(VOICE, due_at=NOW + timedelta(days=2), answer="Excuses gemaakt")
        facts = dict(model.voice_facts(more, OFFICE_TIME))
    assert facts["Answer"] == "Excuses gemaakt"
    assert facts["Answer due"].startswith("Wed 4 Nov")
    silent = replace(VOICE, text="")
    assert texts(model.voice_columns(OFFICE_TIME), silent)["text"] == "–"


def test_a_line_that_was_never_returned_has_no_reason_of_it() -> None:
    queries = FakeQueries()
    line = queries.line(4, "en")
    ticket = queries.ticket(line.ticket_id, "en")
    with using_language("en"):
        facts = dict(model.work_facts(WORK, line, ticket, OFFICE_TIME))
        assert "Came back" not in facts
        assert facts["Person"] == "Nobody yet"
        back = (
            LineEvent(2, EventKind.RETURNED, NOW, "rob", 1, "Onvolledig: eerst"),
            LineEvent(3, EventKind.RETURNED, NOW, "rob", 1, "Onvolledig: Kamer?"),
        )
        returned = replace(line, events=(*line.events, *back))
        shown = replace(WORK, is_returned=True, person="Rob")
        facts = dict(model.work_facts(shown, returned, ticket, OFFICE_TIME))
        assert facts["Came back"] == "Onvolledig: Kamer?", "the last reason"
        assert facts["Person"] == "Rob"
        issued = dict(model.work_facts(WORK, returned, ticket, OFFICE_TIME))
        assert "Came back" not in issued, "it was issued again"
