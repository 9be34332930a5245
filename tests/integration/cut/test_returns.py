"""A line goes back over the cut: who has it, whose time it is, and what is counted."""

from uuid import uuid4

import pytest

from fmdesk.core.domain.crossing import ReturnDraft, ReturnedLines
from fmdesk.core.domain.errors import ConflictError, InvalidInputError, NotFoundError
from fmdesk.core.domain.events import EventKind
from fmdesk.core.domain.views import TicketFilter
from fmdesk.core.services.catalogue import Catalogue
from tests.integration.cut.conftest import Cut

MARCH = "2026-03"


def listed(cut: Cut, returned: ReturnedLines, product: str = "") -> set[int]:
    wanted = TicketFilter(returned=returned, product=product)
    return {one for piece in cut.queries.list_ids(wanted) for one in piece}


def test_a_returned_line_is_at_the_desk_until_it_is_issued_again(cut: Cut) -> None:
    line_id, other = cut.issued(), cut.issued()
    assert set(cut.work(cut.store)) == {line_id, other}
    cut.give_back(line_id)
    assert set(cut.work(cut.store)) == {other}
    assert cut.work(cut.desk) == (line_id,)
    assert listed(cut, ReturnedLines()) == {line_id}
    (row,) = cut.my_unit.rows((line_id,), cut.desk, "nl")
    assert (row.is_returned, row.step_name) == (True, "Aannemen")
    last = cut.queries.line(line_id, "nl").events[-1]
    assert (last.kind, last.step, last.reason) == (EventKind.RETURNED, 1, "Onvolledig: Kamer?")
    cut.issue(line_id)
    assert set(cut.work(cut.store)) == {line_id, other}
    assert listed(cut, ReturnedLines()) == set()
    last = cut.queries.line(line_id, "nl").events[-1]
    assert (last.kind, last.step, last.reason) == (EventKind.STARTED, 1, "Kamer A1.01")


def test_the_reason_is_read_in_the_language_of_who_looks_and_the_words_as_written(
    cut: Cut,
) -> None:
    line_id = cut.issued()
    cut.give_back(line_id, "other-unit", "Hoort bij Vervoer")
    cut.issue(line_id)
    cut.record(line_id, EventKind.RETURNED, step=1, reason="Van een import")
    for language, said in (("nl", "Ander onderdeel"), ("en", "Another unit")):
        events = cut.queries.line(line_id, language).events
        told = [one.reason for one in events if one.kind is EventKind.RETURNED]
        assert told == [f"{said}: Hoort bij Vervoer", "Van een import"]
        ticket = cut.queries.ticket(cut.queries.line(line_id, language).ticket_id, language)
        assert ticket.lines[0].events == events, "the timeline reads the same"
    with cut.door.read() as work:
        stored = [one.reason for one in work.tickets.events(line_id)]
    assert "Hoort bij Vervoer" in stored, "no language is stored with the words"


def test_its_time_counts_for_the_front_office_meanwhile(cut: Cut) -> None:
    line_id = cut.issued()
    cut.record(line_id, EventKind.STARTED, step=1)
    cut.time.advance(hours=2)
    cut.give_back(line_id)
    cut.time.advance(hours=3)
    cut.issue(line_id)
    cut.time.advance(hours=1)
    seconds = [step.seconds for step in cut.queries.line(line_id, "nl").steps]
    assert seconds == [3 * 3600, 3 * 3600], "two and one hour are the store's"


def test_returns_are_counted_and_each_count_opens_exactly_its_lines(cut: Cut) -> None:
    twice, once, other = cut.issued(), cut.issued(), cut.issued()
    cut.give_back(twice)
    cut.issue(twice)
    cut.give_back(twice)
    cut.give_back(once)
    cut.give_back(other, "other-unit")
    counts = cut.returns.counts(MARCH, "en")
    assert [(one.product, one.unit, one.reason, one.lines) for one in counts] == [
        ("Paper A4", "Magazijn", "Another unit", 1),
        ("Paper A4", "Magazijn", "Incomplete", 2),
    ]
    for one in counts:
        back = ReturnedLines(MARCH, one.unit_code, one.reason_code)
        assert len(listed(cut, back, one.product_code)) == one.lines
    assert listed(cut, ReturnedLines(MARCH, reason="incomplete")) == {twice, once}
    mine = cut.returns.counts(MARCH, "nl", cut.store)
    assert len(mine) == 2
    assert cut.returns.counts(MARCH, "nl", cut.desk) == mine, "all of them came back to the desk"
    other = cut.other_unit()
    assert cut.returns.counts(MARCH, "nl", other) == ()


def test_the_product_shows_how_many_of_its_lines_came_back(cut: Cut) -> None:
    twice, _kept = cut.issued(), cut.issued()
    catalogue = Catalogue(cut.door, None, None)
    assert catalogue.product("PAP", "nl").returned == 0
    cut.give_back(twice)
    cut.issue(twice)
    cut.give_back(twice, "other-unit")
    assert catalogue.product("PAP", "nl").returned == 1
    assert len(listed(cut, ReturnedLines(MARCH), "PAP")) == 1


def test_a_count_is_of_the_month_in_which_it_came_back(cut: Cut) -> None:
    line_id = cut.issued()
    cut.time.advance(days=31)
    cut.give_back(line_id)
    assert cut.returns.counts(MARCH, "nl") == ()
    assert [one.lines for one in cut.returns.counts("2026-04", "nl")] == [1]
    with pytest.raises(InvalidInputError, match=r"month\.format"):
        cut.returns.counts("April", "nl")


def test_a_return_without_a_chosen_reason_is_counted_too(cut: Cut) -> None:
    line_id = cut.issued()
    cut.record(line_id, EventKind.RETURNED, step=1, reason="Van een import")
    (one,) = cut.returns.counts(MARCH, "nl")
    assert (one.unit, one.reason_code, one.lines) == ("Magazijn", "", 1)
    assert listed(cut, ReturnedLines(MARCH, "MAG")) == {line_id}


def test_what_is_at_the_desk_cannot_be_returned(cut: Cut) -> None:
    line_id = cut.order()
    with pytest.raises(InvalidInputError, match=r"return\.at_desk"):
        cut.give_back(line_id)
    cut.record(line_id, EventKind.STEP_FINISHED, step=0)
    cut.give_back(line_id)
    with pytest.raises(InvalidInputError, match=r"return\.at_desk"):
        cut.give_back(line_id)


def test_a_return_needs_a_reason_of_the_list_and_words(cut: Cut) -> None:
    line_id = cut.issued()
    with pytest.raises(NotFoundError, match=r"return\.reason_unknown"):
        cut.give_back(line_id, "mood")
    with pytest.raises(InvalidInputError, match=r"return\.no_note"):
        cut.give_back(line_id, note="  ")
    draft = ReturnDraft(uuid4(), line_id, cut.version(line_id) - 1, "incomplete", "x")
    with pytest.raises(ConflictError, match=r"fulfilment\.changed"):
        cut.returns.give_back(draft)
    assert cut.returns.counts(MARCH, "nl") == ()


def test_only_what_was_returned_is_issued_again_and_with_words(cut: Cut) -> None:
    line_id = cut.issued()
    with pytest.raises(InvalidInputError, match=r"return\.not_returned"):
        cut.issue(line_id)
    cut.give_back(line_id)
    with pytest.raises(InvalidInputError, match=r"return\.not_completed"):
        cut.issue(line_id, "  ")
    cut.issue(line_id)
    with pytest.raises(InvalidInputError, match=r"return\.not_returned"):
        cut.issue(line_id)


def test_a_line_that_is_ready_or_cancelled_waits_no_more(cut: Cut) -> None:
    ready, cancelled = cut.issued(), cut.issued()
    for line_id in (ready, cancelled):
        cut.give_back(line_id)
    cut.record(ready, EventKind.READY)
    cut.record(cancelled, EventKind.CANCELLED, reason="niet meer nodig")
    assert listed(cut, ReturnedLines()) == set()
    assert cut.work(cut.desk) == ()


def test_the_reasons_come_in_the_offices_order(cut: Cut) -> None:
    assert [one.code for one in cut.returns.reasons()] == ["incomplete", "other-unit"]
