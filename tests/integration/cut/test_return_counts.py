"""Returned lines counted by month, unit and reason, against a count in plain Python."""

from collections import Counter
from datetime import UTC, datetime
from uuid import uuid4

import pytest

from fmdesk.core.domain.crossing import IssueDraft, ReturnDraft, ReturnedLines
from fmdesk.core.domain.errors import DomainError, InvalidInputError, NotFoundError
from fmdesk.core.domain.events import EventKind
from fmdesk.core.domain.views import TicketFilter
from fmdesk.i18n import using_language
from fmdesk.messages import explain
from fmdesk.testing import race
from tests.integration.cut.conftest import Cut

MARCH, APRIL = "2026-03", "2026-04"
HOSTILE = ("<b>vet</b>", "'; DELETE FROM line_return; --", "{0} %s", "\u202egnp", "🧾 漢字")


def listed(cut: Cut, month: str = "", unit: str = "", reason: str = "") -> set[int]:
    wanted = TicketFilter(returned=ReturnedLines(month, unit, reason))
    return {one for piece in cut.queries.list_ids(wanted) for one in piece}


def test_counts_are_those_of_a_plain_list_and_open_exactly_its_lines(cut: Cut) -> None:
    happened: list[tuple[str, int, str]] = []
    lines = [cut.issued() for _n in range(6)]
    for number, line_id in enumerate(lines):
        for turn in range(number % 3 + 1):
            reason = ("incomplete", "other-unit")[(number + turn) % 2]
            cut.give_back(line_id, reason, f"keer {turn}")
            month = MARCH if cut.time.at < datetime(2026, 3, 31, 22, 0, tzinfo=UTC) else APRIL
            happened.append((month, line_id, reason))
            cut.issue(line_id)
        cut.time.advance(days=7)
    assert {month for month, _line, _reason in happened} == {MARCH, APRIL}
    for month in (MARCH, APRIL):
        unique = {(line, reason) for at, line, reason in happened if at == month}
        expected = Counter(reason for _line, reason in unique)
        counts = cut.returns.counts(month, "nl")
        assert {one.reason_code: one.lines for one in counts} == dict(expected)
        for one in counts:
            mine = {line for line, reason in unique if reason == one.reason_code}
            assert listed(cut, month, one.unit_code, one.reason_code) == mine
        assert listed(cut, month) == {line for line, _reason in unique}


def test_a_month_begins_at_midnight_of_the_office(cut: Cut) -> None:
    early, late = cut.issued(), cut.issued()
    cut.time.at = datetime(2026, 3, 31, 21, 59, 59, tzinfo=UTC)
    cut.give_back(early)
    cut.time.at = datetime(2026, 3, 31, 22, 0, tzinfo=UTC)
    cut.give_back(late)
    assert listed(cut, MARCH) == {early}
    assert listed(cut, APRIL) == {late}
    for month in (MARCH, APRIL):
        assert [one.lines for one in cut.returns.counts(month, "nl")] == [1]


def test_no_month_but_a_month_is_counted(cut: Cut) -> None:
    for month in ("", "2026", "2026-13", "2026-00", "26-03", "2026-03-01", "maart", "2026-03\x00"):
        with pytest.raises(InvalidInputError, match=r"month\.format"):
            cut.returns.counts(month, "nl")
    assert cut.returns.counts("2199-12", "nl") == ()


def test_the_names_of_a_count_follow_the_language(cut: Cut) -> None:
    cut.give_back(cut.issued())
    (dutch,), (english,) = (cut.returns.counts(MARCH, language) for language in ("nl", "en"))
    assert (dutch.product, dutch.reason) == ("Papier A4", "Onvolledig")
    assert (english.product, english.reason) == ("Paper A4", "Incomplete")
    assert (dutch.product_code, dutch.reason_code, dutch.lines) == (
        english.product_code,
        english.reason_code,
        english.lines,
    )


def test_hostile_and_endless_words_of_a_return_are_kept_as_they_are(cut: Cut) -> None:
    line_id = cut.issued()
    for words in (*HOSTILE, "lang " * 2_000):
        cut.give_back(line_id, note=f"  {words} ")
        told = cut.queries.line(line_id, "nl").events[-1]
        assert (told.kind, told.reason) == (EventKind.RETURNED, f"Onvolledig: {words.strip()}")
        cut.issue(line_id, f" {words} ")
        assert cut.queries.line(line_id, "nl").events[-1].reason == words.strip()
    (count,) = cut.returns.counts(MARCH, "nl")
    assert count.lines == 1, "one line, however often it came back"


def test_what_cannot_be_kept_is_refused_and_the_unit_still_has_the_line(cut: Cut) -> None:
    line_id = cut.issued()
    for refused, code in (
        (lambda: cut.give_back(line_id, note="a\x00b"), "text.unfit"),
        (lambda: cut.give_back(line_id, note=" \n\t "), "return.no_note"),
        (lambda: cut.give_back(line_id, ""), "return.reason_unknown"),
        (lambda: cut.give_back(line_id, "Incomplete"), "return.reason_unknown"),
        (lambda: cut.give_back(line_id, "incomplete'"), "return.reason_unknown"),
    ):
        with pytest.raises(DomainError) as problem:
            refused()
        assert problem.value.code == code
    assert cut.work(cut.store) == (line_id,)
    assert cut.returns.counts(MARCH, "nl") == ()


def test_a_line_that_is_not_there_is_not_returned_or_issued(cut: Cut) -> None:
    for gone in (0, -1, 999):
        with pytest.raises(NotFoundError, match=r"line\.unknown"):
            cut.returns.give_back(ReturnDraft(uuid4(), gone, 1, "incomplete", "x"))
        with pytest.raises(NotFoundError, match=r"line\.unknown"):
            cut.returns.issue(IssueDraft(uuid4(), gone, 1, "x"))


def test_refusals_name_the_line_in_both_languages(cut: Cut) -> None:
    at_desk = cut.order()
    with pytest.raises(InvalidInputError) as problem:
        cut.give_back(at_desk)
    sentences = {}
    for language in ("nl", "en"):
        with using_language(language):
            sentences[language] = explain(problem.value)
    assert sentences == {
        "nl": "M000001.1 ligt al bij de balie; teruggeven kan niet.",
        "en": "The desk has M000001.1 already; it cannot be returned.",
    }
    issued = cut.issued()
    with pytest.raises(InvalidInputError) as problem:
        cut.issue(issued)
    for language in ("nl", "en"):
        with using_language(language):
            assert explain(problem.value).startswith("M000002.1 ")


def test_a_return_that_is_sent_again_after_the_line_moved_on_is_not_done_again(cut: Cut) -> None:
    line_id = cut.issued()
    back = ReturnDraft(uuid4(), line_id, cut.version(line_id), "incomplete", "Kamer?")
    told = cut.returns.give_back(back)
    again = IssueDraft(uuid4(), line_id, cut.version(line_id), "A1.01")
    issued = cut.returns.issue(again)
    events = cut.queries.line(line_id, "nl").events
    assert cut.returns.give_back(back) == told
    assert cut.returns.issue(again) == issued
    assert cut.queries.line(line_id, "nl").events == events
    assert cut.work(cut.store) == (line_id,)


def test_of_a_return_and_a_cancellation_at_once_the_line_is_not_both(cut: Cut) -> None:
    line_id = cut.issued()
    version = cut.version(line_id)

    def work(number: int) -> str:
        try:
            if number:
                cut.record(line_id, EventKind.CANCELLED, reason="niet meer nodig")
            else:
                draft = ReturnDraft(uuid4(), line_id, version, "incomplete", "x")
                cut.returns.give_back(draft)
        except DomainError as problem:
            return problem.code
        return "ok"

    told = race(2, work)
    assert "ok" in told
    kinds = {one.kind for one in cut.queries.line(line_id, "nl").events}
    assert (EventKind.RETURNED in kinds) == (told[0] == "ok")
    assert (EventKind.CANCELLED in kinds) == (told[1] == "ok")
    counts = cut.returns.counts(MARCH, "nl")
    assert sum(one.lines for one in counts) == (told[0] == "ok")
    at_desk = {line_id} if told[1] != "ok" else set()
    assert listed(cut) == at_desk, "what is cancelled waits nowhere"
    assert set(cut.work(cut.desk)) == at_desk


def test_of_two_desks_that_issue_at_once_one_does(cut: Cut) -> None:
    line_id = cut.issued()
    cut.give_back(line_id)
    version = cut.version(line_id)

    def issue(number: int) -> str:
        try:
            cut.returns.issue(IssueDraft(uuid4(), line_id, version, f"Kamer {number}"))
        except DomainError as problem:
            return problem.code
        return "ok"

    told = race(2, issue)
    assert told.count("ok") == 1
    assert set(told) <= {"ok", "fulfilment.changed", "line.changed", "return.not_returned"}
    last = cut.queries.line(line_id, "nl").events[-1]
    assert (last.kind, last.reason) == (EventKind.STARTED, f"Kamer {told.index('ok')}")
    assert cut.work(cut.store) == (line_id,)


def test_a_unit_is_shown_its_own_returns_and_the_desk_all(cut: Cut) -> None:
    cut.give_back(cut.issued())
    cut.give_back(cut.issued(), "other-unit")
    everything = cut.returns.counts(MARCH, "nl")
    assert cut.returns.counts(MARCH, "nl", cut.desk) == everything
    assert cut.returns.counts(MARCH, "nl", cut.store) == everything
    assert cut.returns.counts(MARCH, "nl", cut.other_unit()) == ()
    with pytest.raises(NotFoundError, match=r"unit\.unknown"):
        cut.returns.counts(MARCH, "nl", 999)
    assert listed(cut, MARCH, "TR") == set()
    assert listed(cut, MARCH, "XX") == set()


def test_a_line_that_never_crosses_cannot_come_back(cut: Cut) -> None:
    line_id = cut.order()
    for _turn in range(2):
        with pytest.raises(InvalidInputError, match=r"return\.at_desk"):
            cut.give_back(line_id)
        with pytest.raises(InvalidInputError, match=r"return\.not_returned"):
            cut.issue(line_id)
        if not _turn:
            cut.record(line_id, EventKind.STARTED, step=0)
    assert listed(cut) == set()
