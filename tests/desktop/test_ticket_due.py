"""Due times of the ticket list: words a person uses, and a clock that needs no query."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from pytestqt.qtbot import QtBot

from fmdesk.core.domain.office_time import OfficeTime
from fmdesk.core.domain.ticket import LineState
from fmdesk.core.domain.views import TicketRow
from fmdesk.desktop.pages.tickets import due
from fmdesk.i18n import using_language
from tests.desktop.conftest import Opened, settle
from tests.desktop.fakes import FakeQueries
from tests.desktop.made import NOW, OFFICE_HOURS, OFFICE_TIME, ZONE, row

OPEN = replace(row(1), state=LineState.RUNNING, calendar=OFFICE_HOURS)


def due_in(hours: int = 0, minutes: int = 0) -> TicketRow:
    return replace(OPEN, due_at=NOW + timedelta(hours=hours, minutes=minutes))


@pytest.mark.parametrize(
    ("shown", "english", "dutch"),
    [
        (due_in(3, 20), "3 h 20 office hours left", "nog 3 u 20 kantooruren"),
        (due_in(24 + 5), "14 h 00 office hours left", "nog 14 u 00 kantooruren"),
        (due_in(24 * 70), "450 h office hours left", "nog 450 u kantooruren"),
        (due_in(0, -70), "1 h 10 late", "1 u 10 te laat"),
        (due_in(-72), "9 h 00 late", "9 u 00 te laat"),
        (replace(due_in(0, 30), calendar=None), "0 h 30 left", "nog 0 u 30"),
        (replace(OPEN, due_at=None), "–", "–"),
    ],
)
def test_time_left_in_words(shown: TicketRow, english: str, dutch: str) -> None:
    with using_language("en"):
        assert due.words(shown, OFFICE_TIME) == english
    with using_language("nl"):
        assert due.words(shown, OFFICE_TIME) == dutch


@pytest.fixture
def english() -> Iterator[None]:
    with using_language("en"):
        yield


@pytest.mark.usefixtures("english")
def test_at_night_the_clock_on_the_wall_is_told() -> None:
    night = datetime(2026, 11, 2, 20, 0, tzinfo=UTC)
    at_night = OfficeTime(ZONE, lambda: night)
    soon = replace(OPEN, due_at=night + timedelta(hours=3))
    assert due.words(soon, at_night) == "3 h 00 left, closed"
    past = replace(OPEN, due_at=night - timedelta(hours=1))
    assert due.words(past, at_night) == "Just late"


@pytest.mark.usefixtures("english")
def test_colour_comes_with_icon_and_word_only_where_a_look_is_needed() -> None:
    near, late = due.badge(due_in(2), OFFICE_TIME), due.badge(due_in(-1), OFFICE_TIME)
    assert near is not None
    assert (near.icon, near.tone, near.word) == ("hourglass", "risk", "2 h 00 office hours left")
    brief = due.badge(due_in(2), OFFICE_TIME, is_brief=True)
    assert brief is not None
    assert brief.word == "2 h 00 left"
    assert late is not None
    assert (late.icon, late.tone, late.word) == ("triangle-alert", "broken", "1 h 00 late")
    assert due.badge(due_in(2, 1), OFFICE_TIME) is None
    assert due.badge(replace(due_in(-1), state=LineState.READY), OFFICE_TIME) is None


@pytest.mark.usefixtures("english")
def test_the_tooltip_has_the_full_stamp() -> None:
    assert "2026" in due.hint(due_in(1), OFFICE_TIME)
    assert due.hint(replace(OPEN, due_at=None), OFFICE_TIME) == "No due time"


def test_a_minute_later_less_is_left_without_a_query(opened: Opened, qtbot: QtBot) -> None:
    queries, now = FakeQueries(), [NOW]
    window = opened(queries=queries, time=OfficeTime(ZONE, lambda: now[0]))
    page = window.page()
    place = [one.key for one in page.model.columns].index("due")
    line = next(i for i in range(30) if page.model.row_at(i).state is LineState.RUNNING)
    asked, index = len(queries.log), page.model.index(line, place)
    before = str(page.model.data(index))
    now[0] += timedelta(minutes=1)
    page.clock.timeout.emit()
    settle(qtbot, window)
    assert str(page.model.data(index)) != before
    assert len(queries.log) == asked
    assert page.clock.isActive()
    assert page.clock.interval() == 60_000
