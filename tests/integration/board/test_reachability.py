"""Reachability: hours of channels, counts, early closings, and what a banner says."""

from dataclasses import replace
from datetime import date, datetime
from uuid import uuid4

import pytest

from fmdesk.core.domain.calendar import Calendar
from fmdesk.core.domain.errors import ConflictError, InvalidInputError, NotFoundError
from fmdesk.core.domain.reachability import (
    ChannelCount,
    ChannelHours,
    ClosingDraft,
    CountDraft,
    HoursList,
)
from fmdesk.core.domain.views import Changes
from fmdesk.core.ports import UnitOfWork
from fmdesk.core.services.reachability import MOST
from tests.integration.board.conftest import MONDAY, BoardOffice
from tests.integration.month.conftest import ZONE

HOURS = HoursList((ChannelHours("phone", "office", 2), ChannelHours("desk", "office", 1)))
HOUR = 3600


@pytest.fixture
def open_office(office: BoardOffice) -> BoardOffice:
    """Phone and desk are promised on weekdays from nine to five."""
    office.reachability.save_hours(uuid4(), HOURS)
    return office


def note(office: BoardOffice, channel: str, at: datetime, *figures: int) -> None:
    office.reachability.note(CountDraft(uuid4(), ChannelCount(channel, at, *figures)))


def closes(office: BoardOffice, channel: str = "phone") -> None:
    office.reachability.close(ClosingDraft(uuid4(), channel, "Brandoefening"))


def opens(office: BoardOffice, channel: str = "phone") -> None:
    office.reachability.open(ClosingDraft(uuid4(), channel))


def test_a_channel_tells_whether_it_is_open_and_until_when(open_office: BoardOffice) -> None:
    office = open_office
    phone, desk = office.reachability.today("nl")
    assert (phone.name, desk.name) == ("Telefoon", "Balie")
    assert (phone.is_open, phone.until) == (True, MONDAY.replace(hour=15))
    assert office.board.state("en").channels[0].name == "Phone"
    office.time.advance(hours=9)
    assert [one.is_open for one in office.reachability.today("nl")] == [False, False]
    assert office.reachability.today("nl")[0].until == datetime(
        2026, 10, 6, 7, tzinfo=MONDAY.tzinfo
    )


def test_counts_of_a_quarter_replace_each_other(open_office: BoardOffice) -> None:
    office = open_office
    at = MONDAY.replace(minute=0)
    office.time.advance(hours=1)
    note(office, "phone", at.replace(minute=7), 4, 1, 3, 2)
    note(office, "phone", at.replace(minute=11), 5, 2, 0, 1)
    note(office, "phone", at.replace(minute=15), 6, 0, 1, 2)
    phone, desk = office.reachability.today("nl")
    assert (phone.figures.answered, phone.figures.missed) == (11, 2)
    assert (phone.waiting, phone.figures.most_waiting) == (1, 1)
    assert phone.figures.short_staffed == 1, "two were promised, one was there"
    assert (desk.figures.answered, desk.waiting) == (0, 0)


def test_figures_per_day_and_month_count_promised_time(open_office: BoardOffice) -> None:
    office = open_office
    note(office, "phone", MONDAY, 4, 1, 0, 2)
    office.time.advance(days=1)
    note(office, "phone", office.time.at, 6, 0, 0, 2)
    day = office.reachability.day(date(2026, 10, 5), "nl")[0]
    assert (day.answered, day.missed, day.open_seconds) == (4, 1, 8 * HOUR)
    month = office.reachability.month("2026-10", "nl")[0]
    weekdays_before = 2  # Thursday 1 and Friday 2 October
    assert (month.answered, month.missed) == (10, 1)
    assert month.open_seconds == (weekdays_before * 8 + 8 + 1) * HOUR, "up to now, not to its end"
    with pytest.raises(InvalidInputError, match=r"month\.format"):
        office.reachability.month("oktober", "nl")


def test_closing_earlier_than_promised_is_a_listed_breach(open_office: BoardOffice) -> None:
    office = open_office
    office.time.advance(hours=5)
    closes(office)
    phone = office.reachability.today("nl")[0]
    assert phone.closing is not None
    assert (phone.is_open, phone.closing.reason) == (False, "Brandoefening")
    office.time.advance(hours=1)
    (breach,) = office.reachability.breaches("2026-10", "nl")
    assert (breach.name, breach.seconds, breach.opened_at) == ("Telefoon", HOUR, None)
    office.time.advance(hours=1)
    opens(office)
    (breach,) = office.reachability.breaches("2026-10", "nl")
    assert breach.seconds == 2 * HOUR
    assert breach.opened_at == office.time.at
    assert office.reachability.month("2026-10", "nl")[0].lost_seconds == 2 * HOUR
    assert office.reachability.month("2026-10", "nl")[1].lost_seconds == 0


def test_closing_outside_the_hours_breaks_nothing(open_office: BoardOffice) -> None:
    office = open_office
    office.time.advance(hours=8)
    closes(office)
    office.time.advance(hours=10)
    opens(office)
    assert office.reachability.breaches("2026-10", "nl") == ()


def test_hours_are_dated_as_their_calendar_is(open_office: BoardOffice) -> None:
    office = open_office

    def shorter(work: UnitOfWork) -> Changes:
        week = {key: [("09:00", "12:00")] for key in range(5)}
        work.catalog.add_calendar_version("office", date(2026, 10, 6), Calendar(ZONE, week))
        return Changes()

    office.do(shorter)
    office.time.advance(days=2)
    days = [office.reachability.day(date(2026, 10, day), "nl")[0] for day in (5, 6)]
    assert [day.open_seconds for day in days] == [8 * HOUR, 3 * HOUR]


def test_a_holiday_is_named_and_days_before_the_hours_promise_nothing(
    open_office: BoardOffice,
) -> None:
    office = open_office

    def party(work: UnitOfWork) -> Changes:
        week = {key: [("09:00", "17:00")] for key in range(7)}
        calendar = Calendar(ZONE, week, {date(2026, 10, 5): "Leidens ontzet"})
        work.catalog.add_calendar_version("feest", date(2026, 10, 5), calendar)
        return Changes()

    office.do(party)
    office.reachability.save_hours(uuid4(), HoursList((ChannelHours("phone", "feest"),)))
    (phone,) = office.reachability.today("nl")
    assert (phone.holiday, phone.is_open) == ("Leidens ontzet", False)
    assert office.reachability.day(date(2026, 10, 4), "nl")[0].open_seconds == 0


def test_a_calendar_that_is_to_come_or_has_passed_takes_the_board_from_nobody(
    office: BoardOffice,
) -> None:
    def make(work: UnitOfWork) -> Changes:
        fair = {date(2026, 10, 1): [("09:00", "17:00")]}
        past = Calendar(ZONE, {}, special=fair)
        work.catalog.add_calendar_version("beurs", date(2026, 10, 1), past)
        week = {key: [("09:00", "17:00")] for key in range(5)}
        work.catalog.add_calendar_version("later", date(2026, 11, 1), Calendar(ZONE, week))
        return Changes()

    office.do(make)
    hours = (ChannelHours("phone", "later"), ChannelHours("desk", "beurs"))
    office.reachability.save_hours(uuid4(), HoursList(hours))
    office.order()
    state = office.board.state("nl")
    assert [(one.is_open, one.until, one.holiday) for one in state.channels] == [
        (False, None, ""),
        (False, None, ""),
    ]
    assert sum(one.waiting for one in state.queues) == 1


def test_a_channel_that_never_closes_has_no_end(office: BoardOffice) -> None:
    def always(work: UnitOfWork) -> Changes:
        work.catalog.add_calendar_version("altijd", date(2020, 1, 1), Calendar.always(ZONE))
        return Changes()

    office.do(always)
    office.reachability.save_hours(uuid4(), HoursList((ChannelHours("phone", "altijd"),)))
    (phone,) = office.reachability.today("nl")
    assert (phone.is_open, phone.until) == (True, None)


def test_what_cannot_be_is_refused(open_office: BoardOffice) -> None:
    office = open_office
    later = MONDAY.replace(hour=9)
    for at, figures, code in (
        (later, (1,), "reachability.future"),
        (MONDAY, (-1,), "reachability.negative"),
        (MONDAY, (MOST + 1,), "reachability.negative"),
        (MONDAY, (1, 0, 0, 10**30), "reachability.negative"),
    ):
        with pytest.raises(InvalidInputError, match=code):
            note(office, "phone", at, *figures)
    with pytest.raises(NotFoundError, match=r"channel\.unknown"):
        note(office, "duif", MONDAY, 1)
    with pytest.raises(NotFoundError, match=r"channel\.unknown"):
        closes(office, "duif")
    with pytest.raises(InvalidInputError, match=r"reachability\.no_reason"):
        office.reachability.close(ClosingDraft(uuid4(), "phone", " "))
    with pytest.raises(ConflictError, match=r"reachability\.open"):
        opens(office)
    closes(office)
    with pytest.raises(ConflictError, match=r"reachability\.closed"):
        closes(office)
    assert office.reachability.today("nl")[0].figures.answered == 0


def test_hours_of_unknown_things_are_refused_and_the_old_ones_stay(
    open_office: BoardOffice,
) -> None:
    office = open_office
    phone = ChannelHours("phone", "office")
    for hours, code in (
        ((ChannelHours("duif", "office"),), r"channel\.unknown"),
        ((ChannelHours("phone", "nooit"),), r"calendar\.unknown"),
    ):
        with pytest.raises(NotFoundError, match=code):
            office.reachability.save_hours(uuid4(), HoursList(hours))
    for staff in (-1, MOST + 1, 10**30):
        with pytest.raises(InvalidInputError, match=r"reachability\.negative"):
            office.reachability.save_hours(uuid4(), HoursList((replace(phone, staff=staff),)))
    with pytest.raises(InvalidInputError, match=r"reachability\.twice"):
        office.reachability.save_hours(uuid4(), HoursList((phone, phone)))
    assert office.reachability.hours() == HOURS
    offer = office.reachability.offer("en")
    assert (offer.hours, offer.calendars) == (HOURS, ("office",))
    assert offer.channels[:2] == (("phone", "Phone"), ("desk", "Desk"))
    office.reachability.save_hours(uuid4(), HoursList())
    assert office.reachability.today("nl") == ()
