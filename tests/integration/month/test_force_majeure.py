"""Force majeure for a period and a place: what it touches, what it changes, and taking it back."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from fmdesk.core.domain.errors import DomainError
from fmdesk.core.domain.events import EventKind, PauseClass
from fmdesk.core.domain.force_majeure import Case, CaseDraft, Touched
from fmdesk.core.domain.people import Location
from fmdesk.core.domain.views import Changes
from fmdesk.core.ports import UnitOfWork
from fmdesk.core.services.force_majeure import ForceMajeure
from fmdesk.core.sql import force_majeure as sql
from fmdesk.i18n import using_language
from fmdesk.messages import explain
from tests.integration.month.conftest import PAPER_CENTS, SmallOffice
from tests.integration.month.stories import balance, close_month, reopen_month

MONTH = "2026-10"
START = datetime(2026, 10, 6, 6, 0, tzinfo=UTC)
END = START + timedelta(hours=6)
STORM = Case(START, END, "Storm: de wegen waren dicht", "KNMI code rood")


@pytest.fixture
def storm(office: SmallOffice) -> ForceMajeure:
    return ForceMajeure(office.door, office.plugins)


@pytest.fixture
def lines(office: SmallOffice) -> list[int]:
    """Three orders of Monday 10:00, due on Tuesday 10:00.

    The first is delivered at 14:00, the second at 22:00, the third on Monday already.
    """
    found = [office.order().line_ids[0] for _ in range(3)]
    office.time.advance(hours=2)
    office.deliver(found[2], 1)
    office.time.at = datetime(2026, 10, 6, 12, 0, tzinfo=UTC)
    office.deliver(found[0], 1)
    office.time.advance(hours=8)
    office.deliver(found[1], 1)
    return found


def refused(code: str, act: Callable[[], object]) -> None:
    with pytest.raises(DomainError) as caught:
        act()
    assert caught.value.code == code


def preview(storm: ForceMajeure, place: str = "") -> dict[int, Touched]:
    return {one.line_id: one for one in storm.preview(START, END, place, "nl")}


def record(storm: ForceMajeure, *line_ids: int, case: Case = STORM) -> Changes:
    return storm.record(CaseDraft(uuid4(), case, line_ids))


def undo(storm: ForceMajeure, *line_ids: int, reason: str = "De wegen waren open") -> Changes:
    return storm.undo(CaseDraft(uuid4(), STORM, line_ids, reason))


def test_every_late_line_is_proposed_with_what_it_leads_to(
    office: SmallOffice, storm: ForceMajeure, lines: list[int]
) -> None:
    """Six hours from 08:00: due on Tuesday 16:00, so 14:00 is in time and 22:00 is not."""
    found = preview(storm)
    assert list(found) == lines[:2], "what was delivered before is not touched"
    first, second = (found[line] for line in lines[:2])
    assert first.due_after == datetime(2026, 10, 6, 14, 0, tzinfo=UTC)
    assert (first.is_late, first.is_late_after) == (True, False)
    assert (second.is_late, second.is_late_after) == (True, True)
    assert office.entries() == 0
    assert office.control(MONTH).total.broken == 2, "a preview writes nothing"


def test_the_time_does_not_count_and_comes_back_when_it_is_undone(
    office: SmallOffice, storm: ForceMajeure, lines: list[int]
) -> None:
    """Two lines of 18.40 not charged; after the storm one; taken back, two again."""
    credited = []
    for act in (None, record, undo, record):
        if act is not None:
            act(storm, *lines[:2])
        credited.append(office.control(MONTH).total.credited_cents)
    assert credited == [2 * PAPER_CENTS, PAPER_CENTS, 2 * PAPER_CENTS, PAPER_CENTS]
    (case,) = storm.cases()
    assert (case.lines, case.case.reason) == (tuple(lines[:2]), STORM.reason)
    why = office.whys.explain(lines[0], "nl").verdicts[0]
    skipped = [one for one in why.intervals if not one.is_counted]
    assert [(one.start, one.text) for one in skipped] == [(START, f"{STORM.reason}, anneke")]
    assert sum(one.seconds for one in why.intervals if one.is_counted) == why.elapsed


def test_only_what_is_in_the_place_is_proposed(office: SmallOffice, storm: ForceMajeure) -> None:
    def build(work: UnitOfWork) -> Changes:
        house = work.people.save_location(Location(0, "B", "Gebouw B", "building"))
        room = work.people.save_location(Location(0, "B1.02", "Kamer", "room", house.id))
        work.people.save_location(Location(0, "C", "Gebouw C", "building"))
        person = work.people.person_by_code("p1")
        work.people.save_person(replace(person, location_id=room.id))
        return Changes()

    (outside,) = office.order().line_ids
    office.door.run(uuid4(), "test.place", None, build, Changes)
    (inside,) = office.order().line_ids
    office.time.advance(days=2)
    assert list(preview(storm)) == [outside, inside]
    assert list(preview(storm, "B")) == [inside]
    assert preview(storm, "C") == {}
    assert preview(storm, "B")[inside].place == "Kamer"
    with pytest.raises(DomainError) as caught:
        storm.record(CaseDraft(uuid4(), STORM, (outside, inside), place="B"))
    with using_language("nl"):
        assert explain(caught.value).startswith("M000001.1: toen en daar niet (meer) open")
    assert storm.cases() == ()
    storm.record(CaseDraft(uuid4(), STORM, (inside,), place="B"))
    (case,) = storm.cases()
    assert case.case.reason == f"{STORM.reason} · Gebouw B"
    (why,) = office.whys.explain(inside, "nl").verdicts
    assert f"{STORM.reason} · Gebouw B, anneke" in [one.text for one in why.intervals]
    storm.undo(CaseDraft(uuid4(), case.case, case.lines, "De wegen waren open"))
    assert storm.cases() == ()


def test_a_pause_of_the_customer_and_a_storm_at_once_count_once(
    office: SmallOffice, storm: ForceMajeure
) -> None:
    """Paused on Tuesday 09:00-11:00 within the storm of 08:00-14:00: six hours in all."""
    (line,) = office.order().line_ids
    office.time.at = START + timedelta(hours=1)
    office.record(
        line, EventKind.PAUSED, reason="Klant weg", pause_class=PauseClass.CUSTOMER, evidence="K1"
    )
    office.time.advance(hours=2)
    office.record(line, EventKind.RESUMED)
    office.time.at = END
    record(storm, line)
    with office.door.read() as work:
        assert work.tickets.line(line).due_at == datetime(2026, 10, 6, 14, 0, tzinfo=UTC)
    office.record(
        line, EventKind.PAUSED, reason="Klant weg", pause_class=PauseClass.CUSTOMER, evidence="K2"
    )
    office.time.advance(hours=3)
    with office.door.read() as work:
        assert work.tickets.line(line).due_at is None, "a pause still moves it"


def test_what_is_wrong_is_refused_and_nothing_is_half_done(
    office: SmallOffice, storm: ForceMajeure, lines: list[int]
) -> None:
    for code, case, chosen in (
        ("time.naive", STORM._replace(start=START.replace(tzinfo=None)), lines[:1]),
        ("time.naive", STORM._replace(end=END.replace(tzinfo=None)), lines[:1]),
        ("force_majeure.period", STORM._replace(end=START), lines[:1]),
        ("force_majeure.later", STORM._replace(end=office.time.at + timedelta(1)), lines[:1]),
        ("force_majeure.words", STORM._replace(evidence=" "), lines[:1]),
        ("force_majeure.words", STORM._replace(reason=""), lines[:1]),
        ("force_majeure.no_lines", STORM, []),
        ("line.unknown", STORM, [lines[0], 99]),
        ("force_majeure.untouched", STORM, [lines[0], lines[2]]),
    ):
        refused(code, lambda case=case, chosen=chosen: record(storm, *chosen, case=case))
    assert storm.cases() == ()
    refused("time.naive", lambda: storm.preview(START, END.replace(tzinfo=None), "", "nl"))
    refused("location.unknown", lambda: preview(storm, "maan"))
    record(storm, lines[0])
    refused("force_majeure.words", lambda: undo(storm, lines[0], reason=""))
    undo(storm, lines[0])
    refused("force_majeure.gone", lambda: undo(storm, lines[0]))
    assert storm.cases() == ()


def test_more_lines_than_anybody_looks_through_are_refused(
    storm: ForceMajeure, lines: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two lines are touched: a list of two is whole, a list of one would hide the second."""
    monkeypatch.setattr(sql, "MOST", 2)
    assert list(preview(storm)) == lines[:2]
    monkeypatch.setattr(sql, "MOST", 1)
    with pytest.raises(DomainError) as caught:
        preview(storm)
    for language, words in (("nl", "Meer dan 1 regels liepen"), ("en", "More than 1 lines ran")):
        with using_language(language):
            assert explain(caught.value).startswith(words)


def test_after_the_close_of_its_month_it_is_not_taken_back(
    office: SmallOffice, storm: ForceMajeure, lines: list[int]
) -> None:
    record(storm, *lines[:2])
    office.time.advance(days=30)
    close_month(office, MONTH)
    refused("force_majeure.closed", lambda: undo(storm, *lines[:2]))
    assert office.months.figures(MONTH).total.credited_cents == PAPER_CENTS


def test_what_was_recorded_after_the_close_is_taken_back_until_a_month_counted_it(
    office: SmallOffice, storm: ForceMajeure, lines: list[int]
) -> None:
    """October did not charge 18.40; once closed, November stands with what it charges of it."""
    office.time.at = datetime(2026, 11, 3, 9, 0, tzinfo=UTC)
    close_month(office, MONTH)
    office.time.advance(hours=1)
    not_charged = balance(office, lines[0])
    record(storm, *lines[:2])
    undo(storm, *lines[:2], reason="Verkeerde plaats")
    assert storm.cases() == ()
    record(storm, *lines[:2])
    office.time.at = datetime(2026, 12, 3, 9, 0, tzinfo=UTC)
    close_month(office, "2026-11")
    assert sum(one for one in balance(office, lines[0]).values() if one > 0) == PAPER_CENTS
    refused("force_majeure.closed", lambda: undo(storm, *lines[:2]))
    reopen_month(office, "2026-11", "Verkeerde plaats")
    undo(storm, *lines[:2])
    close_month(office, "2026-11")
    assert balance(office, lines[0]) == not_charged == {}


def test_a_line_of_a_closed_month_does_not_hold_up_the_rest_of_a_case(
    office: SmallOffice, storm: ForceMajeure
) -> None:
    """A storm in November over an order of October: taken back, November tells what it changes."""
    (line,) = office.order().line_ids
    office.time.at = datetime(2026, 11, 4, 12, 0, tzinfo=UTC)
    (other,) = office.order().line_ids
    office.time.advance(hours=6)
    case = STORM._replace(start=office.time.at - timedelta(hours=6), end=office.time.at)
    record(storm, line, other, case=case)
    close_month(office, MONTH)
    storm.undo(CaseDraft(uuid4(), case, (line, other), "De wegen waren open"))
    assert storm.cases() == ()
