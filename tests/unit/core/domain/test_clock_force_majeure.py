"""Time in which nobody could work, told whenever somebody told it."""

from fmdesk.core.domain.clock import ClockState, fold
from tests.unit.core.domain.test_clock import (
    CLOCK_24,
    CUSTOMER,
    HOUR,
    HOURS_8,
    LATER,
    OFFICE,
    at,
    log,
    run_of,
    shown,
)


class TestForceMajeure:
    STORM = ("force_majeure", "02 10:00", {"corrected_at": at("02 12:00"), "reason": "storm"})

    def test_it_moves_the_due_time_by_its_own_period_even_when_told_afterwards(self) -> None:
        events = log(("received", "02 09:00"), ("ready", "02 18:00"), self.STORM)
        run = run_of(events, CLOCK_24)
        assert shown(run.due_at) == "Tue 03 11:00"
        assert run.elapsed == 7 * HOUR
        assert [one.reason.text for one in run.explain()] == ["", "storm", ""]

    def test_taken_back_it_counts_as_if_it_had_not_been(self) -> None:
        plain = log(("received", "02 09:00"), ("ready", "02 18:00"))
        told = log(
            ("received", "02 09:00"),
            ("ready", "02 18:00"),
            self.STORM,
            ("force_majeure_undone", "02 19:00", {"corrects": 3}),
        )
        assert run_of(told, CLOCK_24) == run_of(plain, CLOCK_24)

    def test_what_was_before_the_start_and_after_the_end_does_not_count(self) -> None:
        events = log(("received", "02 11:00"), ("ready", "02 11:30"), self.STORM)
        run = run_of(events, CLOCK_24)
        assert (run.elapsed, len(run.skips)) == (0, 1)

    def test_within_a_pause_it_counts_once(self) -> None:
        paused = ("paused", "02 09:30", CUSTOMER)
        done = log(
            ("received", "02 09:00"), paused, ("resumed", "02 13:00"), ("ready", "02 14:00"),
            self.STORM,
        )  # fmt: skip
        assert run_of(done, CLOCK_24).elapsed == 90 * 60
        still = run_of(log(("received", "02 09:00"), paused, self.STORM), CLOCK_24, "02 15:00")
        assert still.state is ClockState.PAUSED
        assert still.elapsed == 30 * 60
        assert still.next_due_at is None

    def test_it_stops_every_clock_of_the_customer(self) -> None:
        events = log(("received", "02 09:00"), ("started", "02 13:00", {"step": 0}), self.STORM)
        response = fold(events, OFFICE, HOURS_8, name="response", as_of=LATER).current
        assert response is not None
        assert response.elapsed == 2 * HOUR
