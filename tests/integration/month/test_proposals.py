"""The proposals of a month, brought up to date some at a time."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from fmdesk.core.domain.events import EventKind
from fmdesk.core.domain.period import Month
from fmdesk.core.domain.views import Changes
from fmdesk.core.ports import UnitOfWork
from fmdesk.core.services.control import stored_figures, stored_summary
from fmdesk.core.sql import sanctions
from tests.integration.month.conftest import SmallOffice
from tests.integration.month.stories import sanctions_of

MONTH = "2026-10"


def came_in_time(office: SmallOffice, line: int) -> None:
    """Put right when a line was delivered: half a day earlier."""
    with office.door.read() as work:
        event = work.tickets.events(line)[1]
    right = event.at - timedelta(hours=12)
    changes = {"corrects": event.number, "corrected_at": right, "reason": "bon nagekeken"}
    office.record(line, EventKind.CORRECTED, **changes)


def late_lines(office: SmallOffice, count: int) -> list[int]:
    """Order some lines and deliver them six hours late."""
    lines = [office.order().line_ids[0] for _ in range(count)]
    office.time.advance(hours=30)
    for line in lines:
        office.deliver(line, 1)
    return lines


def stands(office: SmallOffice, lines: Sequence[int]) -> list[tuple[str, int]]:
    """Return state and version of the one sanction of each line."""
    found = [sanctions_of(office, line) for line in lines]
    return [(one.state, one.version) for (one,) in found]


@pytest.mark.parametrize("at_once", [1, 2, sanctions.AT_ONCE])
def test_new_known_and_unfounded_ones_are_told_apart_however_many_are_taken_at_once(
    office: SmallOffice, monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    monkeypatch.setattr(sanctions, "AT_ONCE", at_once)
    first = late_lines(office, 5)
    office.control(MONTH)
    assert stands(office, first) == [("proposed", 1)] * 5
    for line in (first[0], first[3]):
        came_in_time(office, line)
    later = late_lines(office, 2)
    figures = office.control(MONTH)
    gone, known = ("withdrawn", 2), ("proposed", 1)
    assert stands(office, first) == [gone, known, known, gone, known]
    assert stands(office, later) == [known, known]
    assert {one.line_id for one in figures.broken} == {first[1], first[2], first[4], *later}
    office.control(MONTH)
    assert stands(office, first) == [gone, known, known, gone, known], "again changes nothing"


def test_a_draft_is_kept_packed_and_reads_back_as_it_was_shown(office: SmallOffice) -> None:
    late_lines(office, 40)
    shown = office.control(MONTH)
    with office.door.read() as work:
        assert stored_figures(work, Month.parse(MONTH)) == shown
        run = work.months.run(Month.parse(MONTH))
    assert run is not None
    assert len(run.figures) < 40 * 100, "forty lines of the appendix are 500 bytes each"


SLY = 'Bron: "broken":[{"a":1}],"chain_head":"\\"'
"""A text that has the very signs between which the appendix stands."""


@pytest.mark.parametrize("late", [0, 2])
def test_a_summary_is_the_figures_without_the_appendix_whatever_the_texts(
    office: SmallOffice, late: int
) -> None:
    def put(work: UnitOfWork) -> Changes:
        for name in ("attribution", "organisation"):
            work.settings.put(name, SLY)
        return Changes()

    office.door.run(uuid4(), "test.set", None, put, Changes)
    (at_once,) = office.order().line_ids
    office.deliver(at_once, 1)
    late_lines(office, late)
    shown = office.control(MONTH)
    assert len(shown.broken) == late
    with office.door.read() as work:
        summary = stored_summary(work, Month.parse(MONTH))
    assert summary == replace(shown, broken=())
    assert summary.attribution == summary.organisation == SLY
