"""The promise that the plugin proposes: a quarter of an hour late is in time, more costs half."""

import pytest
from catering_office import Desk
from fmdesk_catering.declared import CHARTER

from fmdesk.core.domain.events import EventKind
from fmdesk.testing.office import at


@pytest.mark.parametrize("database_kind", ["sqlite"])  # the engine sees no database
def test_a_quarter_late_is_in_time_and_a_minute_more_costs_half(desk: Desk) -> None:
    desk.adopt(CHARTER)
    _room, number = desk.book("2026-03-05T12:00")
    kept = desk.order(booking=number, people=4)
    broken = desk.order(delivery="2026-03-05T12:00", people=10)
    for line, moment in ((kept, "2026-03-05T12:15"), (broken, "2026-03-05T12:16")):
        desk.clock.at = at(moment)
        desk.record(line, EventKind.READY)
    total = desk.month("2026-03").total
    assert (total.kept, total.broken) == (1, 1)
    assert (total.charged_cents, total.credited_cents) == (14 * 1250, 10 * 1250 // 2)


@pytest.mark.parametrize("database_kind", ["sqlite"])
def test_what_was_moved_with_its_booking_is_judged_by_its_new_time(desk: Desk) -> None:
    desk.adopt(CHARTER)
    room, number = desk.book("2026-03-05T12:00")
    lunch = desk.order(booking=number, people=4)
    desk.change(room, start="2026-03-06T12:00", end="2026-03-06T13:00")
    desk.clock.at = at("2026-03-06T12:10")
    desk.record(lunch, EventKind.READY)
    total = desk.month("2026-03").total
    assert (total.kept, total.broken, total.credited_cents) == (1, 0, 0)
