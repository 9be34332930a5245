from datetime import UTC, date, datetime, timedelta
from itertools import count
from zoneinfo import ZoneInfo

import pytest

from fmdesk.core.domain.calendar import Calendar, Limit, LimitUnit, ReasonKind
from fmdesk.core.domain.clock import Clock, ClockState, Run, fold
from fmdesk.core.domain.errors import InvalidInputError
from fmdesk.core.domain.events import EventKind, LineEvent, PauseClass

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
OFFICE = Calendar(
    "Europe/Amsterdam",
    {weekday: [("09:00", "17:00")] for weekday in range(5)},
    {date(2026, 4, 27): "Koningsdag"},
)
ALWAYS = Calendar.always("Europe/Amsterdam")
HOURS_8 = Limit(LimitUnit.WORKING_HOURS, 8)
CLOCK_24 = Limit(LimitUnit.CLOCK_HOURS, 24)
HOUR = 3600
LATER = datetime(2026, 12, 1, tzinfo=UTC)
Log = tuple[LineEvent, ...]


def at(text: str) -> datetime:
    """Read a wall time in March 2026 (the 2nd is a Monday), or a full one."""
    full = text if text.startswith("20") else f"2026-03-{text}"
    return datetime.fromisoformat(full).replace(tzinfo=AMSTERDAM)


def shown(instant: datetime | None) -> str | None:
    return instant and f"{instant.astimezone(AMSTERDAM):%a %d %H:%M}"


def log(*events: tuple[object, ...]) -> Log:
    """Make events from `(kind, time, field=value …)`; the last item may be a dict."""
    numbers = count(1)
    made = []
    for kind, time, *rest in events:
        fields = rest[0] if rest else {}
        made.append(LineEvent(next(numbers), EventKind(kind), at(str(time)), **fields))
    return tuple(made)


CUSTOMER = {"pause_class": PauseClass.CUSTOMER, "reason": "wacht op maat", "actor": "Ans"}
INTERNAL = {"pause_class": PauseClass.INTERNAL, "reason": "collega ziek", "actor": "Bob"}


def run_of(events: Log, limit: Limit | None = HOURS_8, as_of: str = "", **more: object) -> Run:
    clock = fold(events, OFFICE, limit, as_of=at(as_of) if as_of else LATER, **more)
    assert clock.current is not None
    return clock.current


class TestKept:
    def test_finished_at_the_due_time_is_kept_and_a_second_later_is_not(self) -> None:
        received = log(("received", "02 09:00"))
        for late, is_kept in ((0, True), (1, False)):
            ready = LineEvent(2, EventKind.READY, at("02 17:00") + timedelta(seconds=late))
            run = run_of((*received, ready))
            assert run.is_kept is is_kept
            assert (run.state, run.finished_at) == (ClockState.FINISHED, ready.at)

    def test_unfinished_past_due_is_broken_and_still_open(self) -> None:
        events = log(("received", "02 09:00"))
        assert run_of(events, as_of="02 17:00").is_kept is None
        run = run_of(events, as_of="03 10:00")
        assert (run.is_kept, run.finished_at) == (False, None)
        assert (run.over_working, run.over_clock) == (HOUR, 17 * HOUR)

    def test_over_by_is_shown_in_working_and_in_clock_time(self) -> None:
        run = run_of(log(("received", "06 09:00"), ("ready", "09 10:00")))
        assert (run.over_working, run.over_clock) == (HOUR, 65 * HOUR)
        kept = run_of(log(("received", "06 09:00"), ("ready", "06 10:00")))
        assert (kept.over_working, kept.over_clock) == (0, 0)

    def test_a_cancelled_line_has_no_verdict(self) -> None:
        run = run_of(log(("received", "02 09:00"), ("cancelled", "05 10:00")))
        assert (run.state, run.is_kept, run.finished_at) == (ClockState.CANCELLED, None, None)
        assert run.parts(3) == ()

    def test_nothing_is_broken_when_it_has_just_begun(self) -> None:
        """Elsewhere new lines showed as failed right after they were made (pains 3 and 25)."""
        for start in ("01 03:00", "02 09:00", "02 16:59", "07 12:00"):
            run = run_of(log(("received", start)), as_of=start)
            assert run.is_kept is None
            assert (run.elapsed, run.remaining) == (0, 8 * HOUR)

    def test_received_outside_opening_hours_has_its_full_time(self) -> None:
        """It got a delay of 0 elsewhere (pain 10)."""
        assert shown(run_of(log(("received", "01 20:00"))).due_at) == "Mon 02 17:00"

    def test_without_a_guarantee_nothing_is_kept_or_broken(self) -> None:
        run = run_of(log(("received", "02 09:00"), ("ready", "03 09:00")), limit=None)
        assert (run.due_at, run.is_kept, run.over_clock, run.remaining) == (None, None, 0, None)
        assert (run.elapsed, run.warn_at(HOUR)) == (8 * HOUR, None)

    def test_a_due_time_given_by_the_source_is_taken_as_it_is(self) -> None:
        given = at("03 12:00")
        run = run_of(log(("received", "02 09:00"), ("ready", "03 12:30")), due_given=given)
        assert (run.due_at, run.is_kept, run.over_clock) == (given, False, HOUR // 2)
        before = run_of(log(("received", "03 13:00"), ("ready", "03 13:00")), due_given=given)
        assert before.is_kept is False

    def test_it_is_due_by_the_calendar_on_the_day_of_the_change_of_clocks(self) -> None:
        """Solution times were wrong elsewhere when the clocks change (pain 26)."""
        run = run_of(log(("received", "28 12:00")), CLOCK_24)
        assert shown(run.due_at) == "Sun 29 13:00"
        assert (
            run_of(log(("received", "28 12:00"), ("ready", "29 13:00")), CLOCK_24).elapsed
            == 24 * HOUR
        )


class TestLive:
    def test_the_clock_runs_without_anything_being_recorded(self) -> None:
        """Time that moves on only with a change of state warns nobody (pain 9)."""
        events = log(("received", "02 09:00"))
        passed = [run_of(events, as_of=f"02 {hour}:00") for hour in (10, 12, 17, 19)]
        assert [run.elapsed for run in passed] == [HOUR, 3 * HOUR, 8 * HOUR, 8 * HOUR]
        assert [run.remaining for run in passed] == [7 * HOUR, 5 * HOUR, 0, 0]

    def test_what_happens_later_is_left_out(self) -> None:
        events = log(("received", "02 09:00"), ("ready", "02 12:00"))
        assert run_of(events, as_of="02 11:59").state is ClockState.RUNNING
        assert fold(events, OFFICE, HOURS_8, as_of=at("02 08:00")) == Clock("solution", ())

    def test_before_anything_happened_it_has_not_started(self) -> None:
        clock = fold((), OFFICE, HOURS_8, as_of=LATER)
        assert (clock.state, clock.current) == (ClockState.NOT_STARTED, None)

    def test_warnings_count_back_in_working_time(self) -> None:
        """A warning before due was wrong elsewhere with any calendar that closes (pain 3)."""
        run = run_of(log(("received", "06 16:00")), as_of="06 16:30")
        assert shown(run.due_at) == "Mon 09 16:00"
        assert shown(run.warn_at(HOUR)) == "Mon 09 15:00"
        assert shown(run.warn_at(7 * HOUR + HOUR // 2)) == "Fri 06 16:30"
        assert shown(run.warn_at(8 * HOUR)) == "Fri 06 16:00"
        assert shown(run.warn_at(80 * HOUR)) == "Fri 06 16:00"

    def test_warnings_count_back_over_a_pause(self) -> None:
        events = log(
            ("received", "02 09:00"),
            ("paused", "02 10:00", CUSTOMER),
            ("resumed", "03 10:00"),
            ("paused", "03 12:00", CUSTOMER),
            ("resumed", "03 13:00"),
            ("paused", "04 14:00", CUSTOMER),
            ("resumed", "04 15:00"),
        )
        run = run_of(events, as_of="03 14:00")
        assert shown(run.due_at) == "Wed 04 10:00"
        assert shown(run.warn_at(HOUR)) == "Wed 04 09:00"
        assert shown(run.warn_at(5 * HOUR)) == "Tue 03 13:00"
        assert shown(run.warn_at(5 * HOUR + HOUR // 2)) == "Tue 03 11:30"
        assert shown(run.warn_at(7 * HOUR + HOUR // 2)) == "Mon 02 09:30"
        # A pause after the due time has nothing to do with it.
        assert shown(run_of(events).warn_at(HOUR)) == "Wed 04 09:00"

    def test_the_next_due_is_there_only_while_it_runs(self) -> None:
        events = log(
            ("received", "02 09:00"),
            ("paused", "02 10:00", CUSTOMER),
            ("resumed", "02 11:00"),
            ("ready", "02 12:00"),
        )
        nexts = [run_of(events, as_of=f"02 {hour}:30").next_due_at for hour in ("09", 10, 11, 12)]
        assert [shown(due) for due in nexts] == ["Mon 02 17:00", None, "Tue 03 10:00", None]


class TestPauses:
    def test_a_pause_over_a_weekend_gives_the_working_time_it_took(self) -> None:
        """It was counted round the clock elsewhere, while due used the calendar (pain 1)."""
        events = log(
            ("received", "06 09:00"), ("paused", "06 16:00", CUSTOMER), ("resumed", "09 10:00")
        )
        run = run_of(events, as_of="09 10:00")
        assert shown(run.due_at) == "Mon 09 11:00"
        assert (run.elapsed, run.remaining) == (7 * HOUR, HOUR)

    def test_clock_hours_move_by_the_real_length_of_a_pause(self) -> None:
        events = log(
            ("received", "06 09:00"), ("paused", "06 16:00", CUSTOMER), ("resumed", "09 10:00")
        )
        run = run_of(events, CLOCK_24, as_of="09 10:00")
        assert shown(run.due_at) == "Tue 10 03:00"
        assert (run.elapsed, run.remaining) == (7 * HOUR, 17 * HOUR)

    @pytest.mark.parametrize(
        ("unit", "n", "unmoved", "moved"),
        [
            (LimitUnit.WORKING_DAYS, 2, "Tue 10 09:00", "Wed 11 16:00"),  # 15 open hours paused
            (LimitUnit.CALENDAR_DAYS, 5, "Wed 11 09:00", "Sun 15 08:00"),  # 95 hours paused
        ],
    )
    def test_days_move_by_open_time_or_by_real_time(
        self, unit: LimitUnit, n: int, unmoved: str, moved: str
    ) -> None:
        events = log(
            ("received", "06 09:00"), ("paused", "06 16:00", CUSTOMER), ("resumed", "10 15:00")
        )
        limit = Limit(unit, n)
        assert shown(run_of(events[:1], limit).due_at) == unmoved
        assert shown(run_of(events, limit).due_at) == moved

    def test_a_due_time_outside_opening_hours_never_falls_inside_a_pause(self) -> None:
        events = log(
            ("received", "02 20:00"), ("paused", "03 18:00", CUSTOMER), ("resumed", "04 20:30")
        )
        run = run_of(events, Limit(LimitUnit.WORKING_DAYS, 1))
        assert shown(run.due_at) == "Wed 04 20:30"

    def test_paused_then_ready_counts_the_pause(self) -> None:
        """A hold from February to August was ignored elsewhere when ready came next (pain 20)."""
        events = log(
            ("received", "2026-02-02 09:00"),
            ("paused", "2026-02-02 10:00", CUSTOMER),
            ("ready", "2026-08-03 10:00"),
        )
        run = run_of(events)
        assert (run.is_kept, run.elapsed, run.state) == (True, HOUR, ClockState.FINISHED)
        assert run.explain()[-1].reason.kind is ReasonKind.PAUSED

    def test_a_pause_is_not_added_to_the_moment_it_was_received(self) -> None:
        """Hold time added to the creation time loses what had been used (pain 21)."""
        events = log(
            ("received", "02 09:00"), ("paused", "02 16:00", CUSTOMER), ("resumed", "03 16:00")
        )
        assert shown(run_of(events).due_at) == "Tue 03 17:00"
        assert run_of(events, as_of="03 16:30").elapsed == 7 * HOUR + HOUR // 2

    def test_overdue_does_not_grow_while_paused(self) -> None:
        """It kept climbing elsewhere (pain 24)."""
        events = log(("received", "02 09:00"), ("paused", "03 10:00", CUSTOMER))
        runs = [run_of(events, as_of=time) for time in ("03 11:00", "05 16:00")]
        assert [run.over_working for run in runs] == [HOUR, HOUR]
        assert [run.over_clock for run in runs] == [17 * HOUR, 17 * HOUR]
        assert [run.is_kept for run in runs] == [False, False]
        assert [shown(run.due_at) for run in runs] == ["Mon 02 17:00", "Mon 02 17:00"]

    def test_while_paused_there_is_no_due_but_what_is_left_is_known(self) -> None:
        """The planned end did not move on a pause elsewhere (pain 29)."""
        run = run_of(
            log(("received", "02 09:00"), ("paused", "02 12:00", CUSTOMER)), as_of="06 12:00"
        )
        assert (run.state, run.due_at, run.is_kept) == (ClockState.PAUSED, None, None)
        assert (run.elapsed, run.remaining, run.warn_at(HOUR)) == (3 * HOUR, 5 * HOUR, None)
        assert (run.over_working, run.over_clock) == (0, 0)

    def test_an_internal_reason_never_stops_the_customers_clock(self) -> None:
        """Whoever would pay cannot stop the clock that makes him pay."""
        for fields in (INTERNAL, {"reason": "zomaar"}):
            run = run_of(
                log(("received", "02 09:00"), ("paused", "02 10:00", fields)), as_of="03 10:00"
            )
            assert (run.state, run.is_kept, run.elapsed) == (ClockState.RUNNING, False, 9 * HOUR)

    def test_a_pause_may_stop_some_clocks_only(self) -> None:
        events = log(
            ("received", "02 09:00"),
            ("paused", "02 10:00", {**CUSTOMER, "stops": ("response", "update")}),
        )
        assert run_of(events, as_of="02 12:00").state is ClockState.RUNNING
        assert run_of(events, as_of="02 12:00", name="response").state is ClockState.PAUSED

    def test_a_line_may_be_created_paused(self) -> None:
        events = log(
            ("received", "02 09:00"), ("paused", "02 09:00", CUSTOMER), ("resumed", "04 09:00")
        )
        assert run_of(events, as_of="03 09:00").elapsed == 0
        assert shown(run_of(events).due_at) == "Wed 04 17:00"

    def test_a_pause_from_the_due_time_on_moves_nothing(self) -> None:
        events = log(
            ("received", "02 09:00"), ("paused", "02 17:00", CUSTOMER), ("ready", "03 12:00")
        )
        for run in (run_of(events), run_of(events, as_of="03 10:00")):
            assert (shown(run.due_at), run.is_kept, run.over_clock) == ("Mon 02 17:00", False, 0)

    def test_a_pause_of_no_length_leaves_no_trace(self) -> None:
        events = log(
            ("received", "02 09:00"),
            ("paused", "02 10:00", CUSTOMER),
            ("resumed", "02 10:00"),
            ("ready", "02 11:00"),
        )
        assert run_of(events) == run_of(events[:1], as_of="02 11:00")._replace(state="finished")

    def test_pausing_twice_is_one_pause(self) -> None:
        events = log(
            ("received", "02 09:00"),
            ("paused", "02 10:00", CUSTOMER),
            ("paused", "02 11:00", {**CUSTOMER, "reason": "nog iets"}),
            ("resumed", "02 12:00"),
            ("resumed", "02 13:00"),
            ("ready", "02 14:00"),
        )
        run = run_of(events)
        assert run.elapsed == 3 * HOUR
        assert [reason.text for _, _, reason in run.skips] == ["wacht op maat"]

    def test_a_change_of_priority_keeps_the_pauses(self) -> None:
        """The pause was lost elsewhere, and the guarantee broken by it (pain 4)."""
        events = log(
            ("received", "02 09:00"), ("paused", "02 10:00", CUSTOMER), ("resumed", "02 14:00")
        )
        normal, urgent = (
            run_of(events, Limit(LimitUnit.WORKING_HOURS, hours), as_of="02 15:00")
            for hours in (8, 4)
        )
        assert normal.elapsed == urgent.elapsed == 2 * HOUR
        assert (shown(normal.due_at), shown(urgent.due_at)) == ("Tue 03 13:00", "Mon 02 17:00")

    def test_pauses_that_corrections_made_overlap_count_once(self) -> None:
        events = log(
            ("received", "02 09:00"),
            ("paused", "02 10:00", CUSTOMER),
            ("resumed", "02 12:00"),
            ("paused", "02 13:00", CUSTOMER),
            ("resumed", "02 14:00"),
            ("paused", "02 15:00", CUSTOMER),
        )
        moved = {"corrects": 4, "corrected_at": at("02 11:00")}
        run = run_of(
            (*events, *_numbered(7, log(("corrected", "05 09:00", moved)))), as_of="02 16:00"
        )
        assert [(shown_epoch(a), shown_epoch(b)) for a, b, _ in run.skips] == [
            ("10:00", "12:00"),
            ("12:00", "14:00"),
            ("15:00", "16:00"),
        ]
        early = {"corrects": 6, "corrected_at": at("02 13:30")}
        run = run_of(
            (*events, *_numbered(7, log(("corrected", "05 09:00", early)))), as_of="02 16:00"
        )
        assert run.elapsed == 2 * HOUR


class TestCorrections:
    EVENTS = log(("received", "02 09:00"), ("ready", "03 10:00"))

    def test_a_corrected_time_is_folded_anew(self) -> None:
        right = {"corrects": 2, "corrected_at": at("02 16:00"), "reason": "verkeerd ingevoerd"}
        corrected = (*self.EVENTS, *_numbered(3, log(("corrected", "04 09:00", right))))
        assert run_of(self.EVENTS).is_kept is False
        assert (run_of(corrected).is_kept, run_of(corrected).elapsed) == (True, 7 * HOUR)

    def test_the_last_correction_counts(self) -> None:
        first = {"corrects": 2, "corrected_at": at("02 16:00")}
        last = {"corrects": 2, "corrected_at": at("03 09:30")}
        more = log(("corrected", "04 09:00", first), ("corrected", "05 09:00", last))
        assert run_of((*self.EVENTS, *_numbered(3, more))).over_working == HOUR // 2

    def test_a_correction_without_a_time_changes_nothing(self) -> None:
        empty = _numbered(3, log(("corrected", "04 09:00", {"corrects": 2})))
        assert run_of((*self.EVENTS, *empty)) == run_of(self.EVENTS)

    def test_ready_before_received_has_taken_no_time(self) -> None:
        wrong = {"corrects": 2, "corrected_at": at("01 10:00")}
        run = run_of((*self.EVENTS, *_numbered(3, log(("corrected", "04 09:00", wrong)))))
        assert (run.elapsed, run.is_kept, run.explain()) == (0, True, ())

    def test_events_count_in_the_order_of_their_numbers(self) -> None:
        assert run_of(tuple(reversed(self.EVENTS))) == run_of(self.EVENTS)


class TestReopened:
    EVENTS = log(
        ("received", "02 09:00"),
        ("ready", "02 12:00"),
        ("reopened", "04 12:00", {"reason": "niet goed"}),
        ("ready", "04 16:00"),
    )

    def test_the_time_it_was_closed_does_not_count(self) -> None:
        """Time between solved and reopened ended up in the figures elsewhere (pains 8 and 18)."""
        run = run_of(self.EVENTS)
        assert (run.number, run.elapsed, run.is_kept) == (1, 7 * HOUR, True)
        assert shown(run.due_at) == "Wed 04 17:00"
        assert [(i.reason.kind, i.length) for i in run.explain()] == [
            (ReasonKind.OPEN, 3 * HOUR),
            (ReasonKind.REOPENED, 48 * HOUR),
            (ReasonKind.OPEN, 4 * HOUR),
        ]

    def test_a_pause_before_ready_does_not_go_on_after_reopening(self) -> None:
        events = log(
            ("received", "02 09:00"),
            ("paused", "02 10:00", CUSTOMER),
            ("ready", "02 12:00"),
            ("reopened", "02 13:00"),
            ("ready", "02 15:00"),
        )
        assert run_of(events).elapsed == 3 * HOUR

    @pytest.mark.parametrize("by_charter", [True, False])
    def test_a_new_run_when_the_charter_or_the_event_says_so(self, by_charter: bool) -> None:
        events = self.EVENTS
        if not by_charter:
            events = tuple(
                event._replace(new_run=event.kind is EventKind.REOPENED) for event in events
            )
        clock = fold(events, OFFICE, HOURS_8, as_of=LATER, new_run_on_reopen=by_charter)
        assert [(run.number, run.elapsed, shown(run.due_at)) for run in clock.runs] == [
            (1, 3 * HOUR, "Mon 02 17:00"),
            (2, 4 * HOUR, "Thu 05 12:00"),
        ]

    def test_a_given_due_time_is_for_the_first_run_only(self) -> None:
        given = at("02 11:00")
        clock = fold(
            self.EVENTS, OFFICE, HOURS_8, as_of=LATER, due_given=given, new_run_on_reopen=True
        )
        assert [run.is_kept for run in clock.runs] == [False, True]

    def test_a_cancelled_line_is_not_reopened(self) -> None:
        events = log(("received", "02 09:00"), ("cancelled", "02 10:00"), ("reopened", "02 11:00"))
        assert run_of(events).state is ClockState.CANCELLED


class TestOtherClocks:
    @pytest.mark.parametrize("first", ["started", "step_finished", "delivered", "ready"])
    def test_the_response_clock_ends_when_work_begins(self, first: str) -> None:
        events = log(("received", "02 09:00"), (first, "02 11:00"), ("ready", "05 09:00"))
        run = run_of(events, name="response")
        assert (run.elapsed, shown(run.finished_at)) == (2 * HOUR, "Mon 02 11:00")

    def test_the_response_clock_is_not_reopened_but_may_have_a_new_run(self) -> None:
        events = TestReopened.EVENTS
        clock = fold(events, OFFICE, HOURS_8, name="response", as_of=LATER)
        assert [run.elapsed for run in clock.runs] == [3 * HOUR]
        anew = fold(events, OFFICE, HOURS_8, name="response", as_of=LATER, new_run_on_reopen=True)
        assert [run.elapsed for run in anew.runs] == [3 * HOUR, 4 * HOUR]

    def test_the_update_clock_starts_at_the_first_unanswered_message(self) -> None:
        """It escalated elsewhere although the agent had answered (pain 16)."""
        events = log(
            ("received", "02 09:00"),
            ("message", "02 10:00"),
            ("message", "02 12:00"),
            ("reopened", "02 12:30"),
            ("answered", "02 13:00"),
            ("answered", "02 13:30"),
            ("reopened", "02 14:00"),
            ("message", "02 15:00"),
        )
        clock = fold(events, OFFICE, HOURS_8, name="update", as_of=at("02 16:00"))
        assert [(run.elapsed, run.state) for run in clock.runs] == [
            (3 * HOUR, ClockState.FINISHED),
            (HOUR, ClockState.RUNNING),
        ]
        assert fold(events[:1], OFFICE, HOURS_8, name="update", as_of=LATER).current is None

    def test_a_clock_that_does_not_exist_is_an_error(self) -> None:
        with pytest.raises(InvalidInputError) as refused:
            fold((), OFFICE, HOURS_8, name="lunch", as_of=LATER)
        assert refused.value.code == "clock.unknown"


class TestParts:
    def parts(self, *events: tuple[object, ...], as_of: str = "") -> list[tuple[object, ...]]:
        run = run_of(log(("received", "02 09:00"), *events), as_of=as_of)
        return [
            (part.number, part.quantity, shown(part.finished_at), part.is_kept, part.over_working)
            for part in run.parts(10)
        ]

    def test_a_line_delivered_whole_is_one_part(self) -> None:
        assert self.parts(("ready", "02 16:00")) == [(1, 10, "Mon 02 16:00", True, 0)]

    def test_only_the_late_part_is_late(self) -> None:
        assert self.parts(
            ("delivered", "02 12:00", {"quantity": 5}),
            ("delivered", "03 12:00", {"quantity": 5}),
            ("ready", "03 12:00"),
        ) == [(1, 5, "Mon 02 12:00", True, 0), (2, 5, "Tue 03 12:00", False, 3 * HOUR)]

    def test_the_open_rest_is_the_last_part(self) -> None:
        one = ("delivered", "02 12:00", {"quantity": 4})
        assert self.parts(one, as_of="02 13:00")[-1] == (2, 6, None, None, 0)
        assert self.parts(one, as_of="03 11:00")[-1] == (2, 6, None, False, 2 * HOUR)
        assert self.parts(one, ("ready", "03 10:00"))[-1] == (2, 6, "Tue 03 10:00", False, HOUR)

    def test_of_a_cancelled_line_what_was_delivered_stays(self) -> None:
        assert self.parts(
            ("delivered", "03 10:00", {"quantity": 4}), ("cancelled", "03 11:00")
        ) == [(1, 4, "Tue 03 10:00", False, HOUR)]

    def test_reopening_a_line_delivered_whole_opens_its_last_part(self) -> None:
        events = (
            ("delivered", "02 10:00", {"quantity": 4}),
            ("delivered", "02 11:00", {"quantity": 6}),
            ("ready", "02 11:00"),
            ("reopened", "02 13:00"),
        )
        assert self.parts(*events, as_of="02 14:00")[-1] == (2, 6, None, None, 0)
        assert self.parts(*events, ("ready", "03 14:00"))[-1] == (
            2,
            6,
            "Tue 03 14:00",
            False,
            3 * HOUR,
        )

    def test_a_late_part_is_over_in_working_and_in_clock_time(self) -> None:
        delivered = ("delivered", "03 12:00", {"quantity": 4})
        run = run_of(log(("received", "02 09:00"), delivered), as_of="03 10:00")
        assert [(part.over_working, part.over_clock) for part in run.parts(10)] == [
            (HOUR, 17 * HOUR)
        ]
        run = run_of(log(("received", "02 09:00"), delivered), as_of="03 13:00")
        assert [(part.over_working, part.over_clock) for part in run.parts(10)] == [
            (3 * HOUR, 19 * HOUR),
            (4 * HOUR, 20 * HOUR),
        ]

    def test_a_part_in_time_is_not_over(self) -> None:
        run = run_of(log(("received", "02 09:00"), ("ready", "02 16:00")))
        assert [(part.over_working, part.over_clock) for part in run.parts(10)] == [(0, 0)]

    def test_over_by_leaves_out_a_pause_after_the_due_time(self) -> None:
        assert self.parts(
            ("paused", "03 10:00", CUSTOMER),
            ("resumed", "03 12:00"),
            ("delivered", "03 13:00", {"quantity": 10}),
        ) == [(1, 10, "Tue 03 13:00", False, 2 * HOUR)]


class TestWarnedFromAClosedStart:
    """Warnings count back in working time: on a Sunday nothing is left to count."""

    EVENTS = log(("received", "01 12:00"))

    @pytest.mark.parametrize(
        ("left", "warned"),
        [
            (7 * HOUR, "Mon 02 10:00"),
            (8 * HOUR, "Mon 02 09:00"),
            (8 * HOUR + 1, "Sun 01 12:00"),
        ],
    )
    def test_all_of_the_time_is_left_until_the_opening(self, left: int, warned: str) -> None:
        assert shown(run_of(self.EVENTS, as_of="01 13:00").warn_at(left)) == warned


class TestExplain:
    def test_each_interval_says_why_and_they_sum_to_the_figure(self) -> None:
        events = log(
            ("received", "2026-04-24 15:00"),
            ("paused", "2026-04-24 16:00", CUSTOMER),
            ("resumed", "2026-04-26 12:00"),
            ("ready", "2026-04-28 10:00"),
        )
        run = run_of(events)
        found = run.explain()
        assert [(str(i.reason.kind), i.reason.text, i.reason.by, i.seconds) for i in found] == [
            ("open", "", "", HOUR),
            ("paused", "wacht op maat", "Ans", 0),
            ("closed", "", "", 0),
            ("holiday", "Koningsdag", "", 0),
            ("closed", "", "", 0),
            ("open", "", "", HOUR),
        ]
        assert sum(i.seconds for i in found) == run.elapsed == 2 * HOUR

    def test_it_can_end_at_a_delivery(self) -> None:
        events = log(
            ("received", "02 09:00"),
            ("paused", "02 10:00", CUSTOMER),
            ("resumed", "02 12:00"),
            ("paused", "02 14:00", CUSTOMER),
        )
        run = run_of(events, as_of="02 16:00")
        lengths = {end: sum(i.seconds for i in run.explain(at(f"02 {end}:00"))) for end in (11, 13)}
        assert lengths == {11: HOUR, 13: 2 * HOUR}
        assert run.explain(at("02 11:00"))[-1].end == at("02 11:00")

    def test_a_limit_in_clock_hours_counts_closed_time(self) -> None:
        run = run_of(log(("received", "06 16:00"), ("ready", "07 16:30")), CLOCK_24)
        assert [i.reason.kind for i in run.explain()] == [ReasonKind.OPEN]
        assert (run.elapsed, run.over_clock, run.over_working) == (88_200, 1800, 0)


def shown_epoch(epoch: int) -> str:
    return f"{datetime.fromtimestamp(epoch, AMSTERDAM):%H:%M}"


def _numbered(first: int, events: Log) -> Log:
    return tuple(event._replace(number=first + index) for index, event in enumerate(events))
