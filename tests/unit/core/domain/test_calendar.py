import json
import pickle
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from fmdesk.core.domain.calendar import (
    AfterClose,
    Calendar,
    ClosedStart,
    DayRule,
    Limit,
    LimitUnit,
    ReasonKind,
    TimeOfDay,
)
from fmdesk.core.domain.errors import InvalidInputError

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
OFFICE = {weekday: [("09:00", "17:00")] for weekday in range(5)}
LUNCH = {weekday: [("09:00", "12:30"), ("13:00", "17:00")] for weekday in range(5)}
HOUR = 3600


def at(text: str, zone: ZoneInfo = AMSTERDAM) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone)


def shown(instant: datetime, zone: ZoneInfo = AMSTERDAM) -> str:
    assert instant.tzinfo is UTC
    return f"{instant.astimezone(zone):%a %Y-%m-%d %H:%M}"


def office(**parts: object) -> Calendar:
    return Calendar("Europe/Amsterdam", OFFICE, **parts)


class TestAdd:
    def test_eight_working_hours_from_nine_are_due_at_five_the_same_day(self) -> None:
        assert shown(office().add(at("2026-03-02 09:00"), 8 * HOUR)) == "Mon 2026-03-02 17:00"

    def test_nothing_added_is_the_start_itself_also_when_closed(self) -> None:
        start = at("2026-03-01 03:00")
        assert office().add(start, 0) == start

    def test_one_second_on_a_closed_day_is_the_first_of_the_next_opening(self) -> None:
        found = office().add(at("2026-02-28 12:00"), 1)
        assert found == at("2026-03-02 09:00") + timedelta(seconds=1)

    def test_fractions_of_a_second_are_cut_off(self) -> None:
        start = at("2026-03-02 09:00") + timedelta(microseconds=999_999)
        assert office().add(start, 0) == at("2026-03-02 09:00")
        assert office().between(start, at("2026-03-02 09:01")) == 60

    def test_many_years_ahead(self) -> None:
        assert office().add(at("1999-12-31 09:00"), 261 * 8 * HOUR * 60).astimezone().year == 2060

    def test_the_next_opening_of_an_open_instant_is_that_instant(self) -> None:
        assert shown(office().next_open(at("2026-03-02 09:00"))) == "Mon 2026-03-02 09:00"
        assert shown(office().next_open(at("2026-03-02 17:00"))) == "Tue 2026-03-03 09:00"

    def test_subtract_gives_the_latest_instant(self) -> None:
        assert shown(office().subtract(at("2026-03-02 09:00"), HOUR)) == "Fri 2026-02-27 16:00"
        assert shown(office().subtract(at("2026-03-02 17:00"), 8 * HOUR)) == "Mon 2026-03-02 09:00"
        assert shown(office().subtract(at("2026-03-03 09:00"), 8 * HOUR)) == "Mon 2026-03-02 09:00"
        assert office().subtract(at("2026-03-01 12:00"), 0) == at("2026-03-01 12:00")

    def test_many_years_back(self) -> None:
        start = office().subtract(at("2026-03-02 17:00"), 261 * 8 * HOUR * 50)
        assert office().between(start, at("2026-03-02 17:00")) == 261 * 8 * HOUR * 50


class TestBetween:
    def test_a_weekend_does_not_count(self) -> None:
        found = office().between(at("2026-02-27 16:00"), at("2026-03-02 10:00"))
        assert found == 2 * HOUR

    def test_an_end_before_the_start_is_nothing(self) -> None:
        assert office().between(at("2026-03-02 12:00"), at("2026-03-02 10:00")) == 0
        assert office().between(at("2026-03-02 12:00"), at("2026-03-02 12:00")) == 0

    def test_twenty_years_before_what_was_asked_first(self) -> None:
        calendar = office()
        assert calendar.between(at("2026-03-02 09:00"), at("2026-03-02 10:00")) == HOUR
        assert calendar.between(at("2006-03-06 09:00"), at("2006-03-06 10:00")) == HOUR
        assert calendar.between(at("2026-03-02 09:00"), at("2026-03-02 10:00")) == HOUR

    def test_bulk_gives_the_same(self) -> None:
        pairs = [(at("2026-03-02 08:00"), at(f"2026-03-0{day} 12:00")) for day in (1, 2, 3, 8)]
        assert office().between_many(pairs) == [0, 3 * HOUR, 11 * HOUR, 40 * HOUR]
        limit = Limit(LimitUnit.WORKING_HOURS, 8)
        starts = [start for start, _ in pairs]
        assert office().due_many(starts, limit) == [office().due(one, limit) for one in starts]


class TestWindows:
    def test_a_lunch_break_does_not_count(self) -> None:
        """A break needs two windows per weekday: one interval a day counts the lunch (pain 22)."""
        calendar = Calendar("Europe/Amsterdam", LUNCH)
        assert calendar.between(at("2026-03-02 12:00"), at("2026-03-02 13:30")) == HOUR
        assert shown(calendar.add(at("2026-03-02 12:00"), HOUR)) == "Mon 2026-03-02 13:30"

    def test_always_open_is_not_closed_for_a_minute_at_midnight(self) -> None:
        """24:00 is legal, so a day ends where the next begins (pain 14)."""
        always = Calendar.always("Europe/Amsterdam")
        assert always.between(at("2026-03-01 23:59"), at("2026-03-02 00:01")) == 120
        (only,) = always.explain(at("2026-03-01 00:00"), at("2026-03-15 00:00"))
        assert only.seconds == 14 * 24 * HOUR

    def test_a_window_over_midnight_belongs_to_the_day_it_starts_on(self) -> None:
        calendar = Calendar("Europe/Amsterdam", {4: [("22:00", "06:00")]})
        assert calendar.between(at("2026-03-06 00:00"), at("2026-03-09 00:00")) == 8 * HOUR
        assert shown(calendar.next_open(at("2026-03-07 06:00"))) == "Fri 2026-03-13 22:00"
        assert calendar.is_open_day(date(2026, 3, 6))
        assert not calendar.is_open_day(date(2026, 3, 7))

    def test_a_window_that_ends_at_its_own_midnight(self) -> None:
        calendar = Calendar("Europe/Amsterdam", {0: [("20:00", "00:00")]})
        assert calendar.between(at("2026-03-02 00:00"), at("2026-03-03 12:00")) == 4 * HOUR
        assert calendar.to_data()["windows"] == {"0": [["20:00", "24:00"]]}

    def test_a_night_that_reaches_into_the_windows_of_the_next_day_counts_once(self) -> None:
        calendar = Calendar("Europe/Amsterdam", {0: [("22:00", "10:00")], 1: [("09:00", "12:00")]})
        assert calendar.between(at("2026-03-02 00:00"), at("2026-03-04 00:00")) == 14 * HOUR

    def test_overlapping_windows_merge(self) -> None:
        calendar = Calendar("Europe/Amsterdam", {0: [("11:00", "17:00"), ("09:00", "12:00")]})
        assert calendar.between(at("2026-03-02 00:00"), at("2026-03-03 00:00")) == 8 * HOUR

    def test_windows_that_together_are_longer_than_a_day_survive_storage(self) -> None:
        calendar = Calendar("Europe/Amsterdam", {0: [("05:00", "22:30"), ("22:00", "06:00")]})
        assert Calendar.from_data(calendar.to_data()) == calendar
        assert calendar.between(at("2026-03-02 00:00"), at("2026-03-04 00:00")) == 25 * HOUR


class TestClosedAndSpecial:
    def test_a_closed_day_does_not_count_and_has_its_name(self) -> None:
        calendar = office(closed={date(2026, 4, 27): "Koningsdag"})
        start, end = at("2026-04-24 16:00"), at("2026-04-28 10:00")
        assert calendar.between(start, end) == 2 * HOUR
        holiday = [i for i in calendar.explain(start, end) if i.reason.kind is ReasonKind.HOLIDAY]
        assert [(i.reason.text, i.seconds, i.length) for i in holiday] == [
            ("Koningsdag", 0, 24 * HOUR)
        ]

    def test_closed_days_may_come_without_names(self) -> None:
        calendar = office(closed=[date(2026, 4, 27)])
        assert not calendar.is_open_day(date(2026, 4, 27))
        assert dict(calendar.closed) == {date(2026, 4, 27): ""}

    def test_special_windows_replace_those_of_the_date_and_beat_a_closed_day(self) -> None:
        calendar = office(
            closed={date(2026, 12, 24): "Kerstavond"},
            special={date(2026, 12, 24): [("10:00", "12:00")], date(2026, 12, 27): []},
        )
        assert calendar.between(at("2026-12-24 00:00"), at("2026-12-25 00:00")) == 2 * HOUR
        kinds = {
            i.reason.kind for i in calendar.explain(at("2026-12-24 09:00"), at("2026-12-24 13:00"))
        }
        assert kinds == {ReasonKind.OPEN, ReasonKind.CLOSED}

    def test_no_special_windows_is_a_closed_day(self) -> None:
        calendar = office(special={date(2026, 3, 2): []})
        assert not calendar.is_open_day(date(2026, 3, 2))
        assert shown(calendar.next_open(at("2026-03-02 09:00"))) == "Tue 2026-03-03 09:00"

    def test_the_night_before_a_closed_day_goes_on_into_it(self) -> None:
        nights = {key: [("22:00", "06:00")] for key in range(7)}
        calendar = Calendar("Europe/Amsterdam", nights, {date(2026, 4, 27): "Koningsdag"})
        start = at("2026-04-27 00:00")
        assert calendar.between(start, at("2026-04-28 00:00")) == 6 * HOUR
        assert calendar.between(start, at("2026-04-28 12:00")) == 6 * HOUR
        assert [
            (i.reason.text, i.length // HOUR)
            for i in calendar.explain(start, at("2026-04-28 12:00"))
        ] == [
            ("", 6),
            ("Koningsdag", 18),
            ("", 12),
        ]

    def test_a_calendar_may_open_on_special_days_only(self) -> None:
        calendar = Calendar(
            "Europe/Amsterdam", {}, special={date(2026, 3, 2): [("09:00", "10:00")]}
        )
        assert shown(calendar.next_open(at("2020-01-01 00:00"))) == "Mon 2026-03-02 09:00"
        assert calendar.is_open_day(date(2026, 3, 2))
        assert not calendar.is_open_day(date(2200, 12, 31))
        with pytest.raises(InvalidInputError, match="out_of_range"):
            calendar.add(at("2026-03-02 09:00"), HOUR + 1)
        with pytest.raises(InvalidInputError, match="out_of_range"):
            calendar.subtract(at("2026-03-02 10:00"), HOUR + 1)


class TestSummerTime:
    def test_a_day_has_23_or_25_hours(self) -> None:
        always = Calendar.always("Europe/Amsterdam")
        assert always.between(at("2026-03-29 00:00"), at("2026-03-30 00:00")) == 23 * HOUR
        assert always.between(at("2026-10-25 00:00"), at("2026-10-26 00:00")) == 25 * HOUR

    def test_an_edge_in_the_gap_moves_to_the_first_instant_after_it(self) -> None:
        calendar = Calendar("Europe/Amsterdam", {6: [("02:30", "05:00")]})
        assert calendar.between(at("2026-03-29 00:00"), at("2026-03-29 12:00")) == 2 * HOUR
        assert shown(calendar.next_open(at("2026-03-29 00:00"))) == "Sun 2026-03-29 03:00"

    def test_a_window_inside_the_gap_vanishes_and_its_day_is_no_open_day(self) -> None:
        calendar = Calendar("Europe/Amsterdam", {6: [("02:10", "02:50")]})
        assert not calendar.is_open_day(date(2026, 3, 29))
        assert shown(calendar.next_open(at("2026-03-29 00:00"))) == "Sun 2026-04-05 02:10"

    def test_an_ambiguous_edge_takes_its_first_occurrence(self) -> None:
        calendar = Calendar("Europe/Amsterdam", {6: [("02:30", "05:00")]})
        start = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)  # 02:30 for the first time
        assert calendar.next_open(at("2026-10-25 00:00")) == start
        assert calendar.between(start, at("2026-10-25 12:00")) == 3 * HOUR + HOUR // 2

    def test_one_working_hour_is_never_nothing_in_the_night_of_the_change(self) -> None:
        """Amsterdam, 30 October, one hour added gave 0 elsewhere (pains 26 and 27)."""
        nights = {key: [("00:00", "24:00")] for key in range(7)}
        calendar = Calendar("Europe/Amsterdam", nights)
        for minute in range(0, 6 * 60, 15):
            start = datetime(2022, 10, 29, 22, tzinfo=UTC) + timedelta(minutes=minute)
            assert calendar.add(start, HOUR) - start == timedelta(hours=1)

    def test_a_whole_day_that_a_zone_skipped(self) -> None:
        apia = Calendar("Pacific/Apia", {key: [("09:00", "17:00")] for key in range(7)})
        zone = ZoneInfo("Pacific/Apia")
        start, end = at("2011-12-29 00:00", zone), at("2012-01-01 00:00", zone)
        assert apia.between(start, end) == 16 * HOUR
        assert not apia.is_open_day(date(2011, 12, 30))
        due = apia.due(at("2011-12-29 10:00", zone), Limit(LimitUnit.WORKING_DAYS, 1))
        assert shown(due, zone) == "Sat 2011-12-31 10:00"

    def test_midnight_that_comes_twice_is_explained_without_a_hole(self) -> None:
        zone = ZoneInfo("America/St_Johns")  # until 2011 the clocks went back at 00:01
        calendar = Calendar("America/St_Johns", OFFICE, {date(2010, 11, 6): "Dag"})
        start, end = at("2010-11-06 12:00", zone), at("2010-11-08 10:00", zone)
        found = calendar.explain(start, end)
        assert sum(interval.length for interval in found) == 47 * HOUR
        assert [i.reason.text for i in found] == ["Dag", "", "Dag", "", ""]


class TestExplain:
    def test_the_intervals_of_a_weekend_with_a_holiday(self) -> None:
        """48 working hours that became six days need their reasons on screen (pain 13)."""
        calendar = office(closed={date(2026, 4, 27): "Koningsdag"})
        found = calendar.explain(at("2026-04-24 16:00"), at("2026-04-28 10:00"))
        assert [
            (shown(i.start), i.is_counted, i.seconds, str(i.reason.kind), i.reason.text)
            for i in found
        ] == [
            ("Fri 2026-04-24 16:00", True, HOUR, "open", ""),
            ("Fri 2026-04-24 17:00", False, 0, "closed", ""),
            ("Mon 2026-04-27 00:00", False, 0, "holiday", "Koningsdag"),
            ("Tue 2026-04-28 00:00", False, 0, "closed", ""),
            ("Tue 2026-04-28 09:00", True, HOUR, "open", ""),
        ]
        assert found[-1].end == at("2026-04-28 10:00")

    def test_nothing_is_explained_by_nothing(self) -> None:
        assert office().explain(at("2026-03-02 10:00"), at("2026-03-02 10:00")) == ()
        assert office().explain(at("2026-03-02 10:00"), at("2026-03-02 09:00")) == ()


class TestDue:
    def due(self, calendar: Calendar, start: str, unit: str, n: int, time: str = "keep") -> str:
        limit = Limit(LimitUnit(unit), n, TimeOfDay(time))
        return shown(calendar.due(at(start), limit))

    def test_24_clock_hours_are_24_hours_of_the_clock(self) -> None:
        assert self.due(office(), "2026-02-27 16:00", "clock_hours", 24) == "Sat 2026-02-28 16:00"
        assert self.due(office(), "2026-03-28 12:00", "clock_hours", 24) == "Sun 2026-03-29 13:00"

    def test_working_hours_from_a_closed_start_begin_at_the_opening(self) -> None:
        """A ticket made outside opening hours gets its full time, not none (pain 10)."""
        assert self.due(office(), "2026-03-01 20:00", "working_hours", 4) == "Mon 2026-03-02 13:00"

    def test_no_working_hours_are_the_start(self) -> None:
        assert self.due(office(), "2026-03-01 20:00", "working_hours", 0) == "Sun 2026-03-01 20:00"

    def test_crossing_a_day_keeps_the_time_of_day_of_the_calendar(self) -> None:
        """The due time became 00:00 elsewhere as soon as a day border was crossed (pain 2)."""
        assert self.due(office(), "2026-03-02 16:30", "working_hours", 1) == "Tue 2026-03-03 09:30"

    def test_nothing_is_late_when_it_begins(self) -> None:
        """Tickets were escalated at creation with calendars that are not 24/7 (pain 3)."""
        for start in ("2026-02-28 03:00", "2026-03-02 08:59", "2026-03-02 17:00"):
            for unit in LimitUnit:
                due = office().due(at(start), Limit(unit, 1))
                assert due > at(start)

    def test_one_day_ten_minutes_before_closing_is_said_not_guessed(self) -> None:
        """What one day means is data: three ways, each its own answer (pain 12)."""
        start = "2026-03-02 16:50"
        assert self.due(office(), start, "working_days", 1) == "Tue 2026-03-03 16:50"
        assert self.due(office(), start, "working_days", 1, "close") == "Tue 2026-03-03 17:00"
        assert self.due(office(), start, "working_days", 1, "office") == "Tue 2026-03-03 16:50"
        late = DayRule(after_close=AfterClose("16:30", "12:00", extra_days=1))
        assert self.due(office(day_rule=late), start, "working_days", 1) == "Wed 2026-03-04 12:00"

    def test_office_days_count_the_open_seconds_from_the_starts_day(self) -> None:
        short = office(special={date(2026, 3, 3): [("09:00", "13:00")]})
        found = self.due(short, "2026-03-02 16:00", "working_days", 2, "office")
        assert found == "Wed 2026-03-04 16:00"  # 8 + 4 hours: 1 today, 4 tomorrow, 7 the day after

    def test_a_night_start_on_an_open_day_keeps_its_clock_time(self) -> None:
        assert self.due(office(), "2026-03-02 02:18", "working_days", 2) == "Wed 2026-03-04 02:18"

    @pytest.mark.parametrize(
        ("rule", "time", "due"),
        [
            (ClosedStart.OPEN, "keep", "Tue 2026-03-03 09:00"),
            (ClosedStart.KEEP, "keep", "Tue 2026-03-03 14:00"),
            (ClosedStart.OPEN, "close", "Tue 2026-03-03 17:00"),
            (ClosedStart.OPEN, "office", "Mon 2026-03-02 17:00"),
            (ClosedStart.KEEP, "office", "Tue 2026-03-03 14:00"),
        ],
    )
    def test_a_start_on_a_closed_day_rolls_as_the_rule_says(
        self, rule: ClosedStart, time: str, due: str
    ) -> None:
        calendar = office(day_rule=DayRule(rule))
        assert self.due(calendar, "2026-02-28 14:00", "working_days", 1, time) == due

    def test_a_rolled_start_may_be_after_closing_too(self) -> None:
        rule = DayRule(ClosedStart.KEEP, AfterClose("17:00", "08:30", extra_days=1))
        due = self.due(office(day_rule=rule), "2026-02-28 17:00", "working_days", 1)
        assert due == "Wed 2026-03-04 08:30"

    def test_a_holiday_is_no_working_day(self) -> None:
        calendar = office(closed={date(2026, 4, 27): "Koningsdag"})
        assert self.due(calendar, "2026-04-24 10:00", "working_days", 1) == "Tue 2026-04-28 10:00"

    def test_the_kept_time_is_moved_out_of_a_gap(self) -> None:
        calendar = Calendar.always("Europe/Amsterdam")
        for unit in ("working_days", "calendar_days"):
            assert self.due(calendar, "2026-03-28 02:30", unit, 1) == "Sun 2026-03-29 03:00"

    def test_calendar_days_count_all_days_and_do_not_roll(self) -> None:
        keep = office(day_rule=DayRule(ClosedStart.KEEP, AfterClose("12:00", "08:30", 3)))
        assert self.due(keep, "2026-02-27 16:00", "calendar_days", 2) == "Sun 2026-03-01 16:00"
        assert self.due(keep, "2026-02-28 16:00", "calendar_days", 5) == "Thu 2026-03-05 16:00"

    def test_the_close_of_a_closed_day_is_that_of_the_next_open_day(self) -> None:
        due = self.due(office(), "2026-02-27 10:00", "calendar_days", 2, "close")
        assert due == "Mon 2026-03-02 17:00"
        due = self.due(office(), "2026-02-25 10:00", "calendar_days", 2, "close")
        assert due == "Fri 2026-02-27 17:00"

    def test_hundred_years_of_working_days(self) -> None:
        due = office().due(at("2026-03-02 10:00"), Limit(LimitUnit.WORKING_DAYS, 26_000))
        assert due.year == 2125


class TestData:
    CALENDAR = Calendar(
        "Europe/Amsterdam",
        LUNCH,
        {date(2026, 4, 27): "Koningsdag"},
        {date(2026, 12, 24): [("09:00", "12:00")], date(2026, 12, 31): []},
        DayRule(ClosedStart.KEEP, AfterClose("17:00", "08:30", 1)),
    )

    def test_it_survives_json(self) -> None:
        data = json.loads(json.dumps(self.CALENDAR.to_data()))
        assert Calendar.from_data(data) == self.CALENDAR
        assert Calendar.from_data(data).to_data() == data
        plain = office().to_data()
        assert Calendar.from_data(plain) == office()
        assert plain["day_rule"] == {"closed_start": "open", "after_close": None}

    def test_it_can_be_sent_to_another_process(self) -> None:
        assert pickle.loads(pickle.dumps(self.CALENDAR)) == self.CALENDAR

    def test_equal_calendars_are_equal_and_hash_alike(self) -> None:
        again = Calendar.from_data(self.CALENDAR.to_data())
        assert {again, self.CALENDAR} == {self.CALENDAR}
        assert office() != self.CALENDAR
        assert self.CALENDAR != "calendar"
        assert eval(repr(office()), {"Calendar": Calendar}) == office()

    @pytest.mark.parametrize(
        "spoil",
        [
            lambda data: data.pop("zone"),
            lambda data: data.update(windows=[]),
            lambda data: data.update(windows={"x": []}),
            lambda data: data.update(closed={"27 april": ""}),
            lambda data: data.update(special=None),
            lambda data: data.update(day_rule={}),
            lambda data: data["day_rule"].update(more=1),
            lambda data: data["day_rule"].update(after_close={"from": "17:00"}),
            lambda data: data["day_rule"].update(after_close=[]),
        ],
    )
    def test_data_of_another_form_is_refused(self, spoil: Callable[[dict], object]) -> None:
        data = json.loads(json.dumps(self.CALENDAR.to_data()))
        spoil(data)
        with pytest.raises(InvalidInputError, match=r"calendar\.data"):
            Calendar.from_data(data)


class TestRefused:
    @pytest.mark.parametrize(
        ("code", "make"),
        [
            ("calendar.never_opens", lambda: Calendar("Europe/Amsterdam", {})),
            ("calendar.never_opens", lambda: Calendar("Europe/Amsterdam", {0: []})),
            (
                "calendar.never_opens",
                lambda: Calendar("Europe/Amsterdam", {}, special={date(2026, 1, 1): []}),
            ),
            ("calendar.unknown_zone", lambda: Calendar.always("Europe/Nergens")),
            ("calendar.unknown_zone", lambda: Calendar.always("../etc/passwd")),
            ("calendar.unknown_zone", lambda: Calendar.always("Europe")),
            ("calendar.weekday", lambda: Calendar("UTC", {7: [("09:00", "17:00")]})),
            ("calendar.window_empty", lambda: Calendar("UTC", {0: [("09:00", "09:00")]})),
            ("calendar.window_empty", lambda: Calendar("UTC", {0: [("00:00", "00:00")]})),
            ("calendar.window_empty", lambda: Calendar("UTC", {0: [("24:00", "00:00")]})),
            ("calendar.window_time", lambda: Calendar("UTC", {0: [("9:00", "17:00")]})),
            ("calendar.window_time", lambda: Calendar("UTC", {0: [("09:00", "24:01")]})),
            ("calendar.window_time", lambda: Calendar("UTC", {0: [("09:00", "٢٣:00")]})),
            ("calendar.window_time", lambda: Calendar("UTC", {0: [(9, 17)]})),
            ("calendar.window_time", lambda: Calendar("UTC", {0: ["09:00"]})),
            ("calendar.date", lambda: office(closed=[datetime(2026, 1, 1, tzinfo=UTC)])),
            ("calendar.date", lambda: office(closed=["2026-01-01"])),
            ("calendar.date", lambda: office(special={date(1969, 1, 1): []})),
            ("calendar.date", lambda: office().is_open_day(date(2201, 1, 1))),
            ("limit.unit", lambda: Limit("hours", 1)),
            ("limit.time_of_day", lambda: Limit("working_days", 1, "noon")),
            ("limit.amount", lambda: Limit("working_days", 0)),
            ("limit.amount", lambda: Limit("working_hours", -1)),
            ("limit.amount", lambda: Limit("working_hours", 1.5)),
            ("limit.amount", lambda: Limit("working_hours", True)),
            ("limit.office", lambda: Limit("calendar_days", 1, "office")),
            ("day_rule.closed_start", lambda: DayRule("later")),
            ("day_rule.extra_days", lambda: AfterClose("17:00", "08:30", -1)),
            ("calendar.window_time", lambda: AfterClose("17", "08:30")),
            ("calendar.negative_seconds", lambda: office().add(at("2026-03-02 09:00"), -1)),
            ("calendar.negative_seconds", lambda: office().subtract(at("2026-03-02 09:00"), -1)),
        ],
    )
    def test_a_wrong_value_has_its_own_error(self, code: str, make: Callable[[], object]) -> None:
        with pytest.raises(InvalidInputError) as refused:
            make()
        assert refused.value.code == code

    def test_a_limit_that_is_none_is_refused(self) -> None:
        with pytest.raises(InvalidInputError) as refused:
            office().due(at("2026-03-02 09:00"), "24 hours")
        assert refused.value.code == "limit.unit"

    @pytest.mark.parametrize(
        "ask",
        [
            lambda naive: office().add(naive, 1),
            lambda naive: office().subtract(naive, 1),
            lambda naive: office().between(naive, at("2026-03-02 09:00")),
            lambda naive: office().between(at("2026-03-02 09:00"), naive),
            lambda naive: office().next_open(naive),
            lambda naive: office().due(naive, Limit(LimitUnit.CLOCK_HOURS, 1)),
            lambda naive: office().explain(naive, at("2026-03-02 09:00")),
        ],
    )
    def test_a_time_without_a_zone_is_refused_everywhere(
        self, ask: Callable[[datetime], object]
    ) -> None:
        with pytest.raises(InvalidInputError) as refused:
            ask(at("2026-03-02 09:00").replace(tzinfo=None))
        assert refused.value.code == "time.naive"
        assert refused.value.params["value"] == "2026-03-02 09:00:00"

    @pytest.mark.parametrize(
        "ask",
        [
            lambda: office().add(at("1969-12-01 09:00"), 1),
            lambda: office().add(at("2500-01-01 09:00"), 0),
            lambda: office().between(at("1950-12-01 09:00"), at("2026-03-02 09:00")),
            lambda: office().between(at("2026-03-02 09:00"), at("2201-03-02 09:00")),
            lambda: office().due(at("2200-12-31 09:00"), Limit(LimitUnit.WORKING_DAYS, 9)),
            lambda: office().due(at("2200-12-31 09:00"), Limit(LimitUnit.CALENDAR_DAYS, 9)),
            lambda: office().due(at("2200-12-31 09:00"), Limit(LimitUnit.CLOCK_HOURS, 99)),
            lambda: office().next_open(at("2200-12-31 23:00")),
            lambda: office().add_epoch(10**18, 1),
        ],
    )
    def test_years_that_calendars_do_not_know_are_an_error(self, ask: Callable[[], object]) -> None:
        with pytest.raises(InvalidInputError) as refused:
            ask()
        assert refused.value.code == "calendar.out_of_range"
        assert (refused.value.params["first"], refused.value.params["last"]) == (1970, 2200)

    def test_a_far_due_time_of_2059_is_no_problem(self) -> None:
        assert office().between(at("2011-07-01 09:00"), at("2059-07-01 09:00")) > 0
