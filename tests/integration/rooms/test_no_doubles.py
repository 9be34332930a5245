"""Two bookings of one room at one time cannot be stored, whoever tries it and however."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa

from fmdesk.core.domain.errors import PluginError
from fmdesk.core.sql.engine import Database
from fmdesk.plugins.bundled.rooms import tables as t
from fmdesk.plugins.bundled.rooms.bookings import TAKING, Booking, BookingState
from fmdesk.testing import race
from tests.integration.rooms.conftest import DAY, Desk, at

HOUR = timedelta(hours=1)


def booking(start: datetime, end: datetime, room_id: int = 1, **more: object) -> Booking:
    plain = Booking(0, room_id, None, "", start, end, start, end, BookingState.APPROVED, "x")
    return replace(plain, **more)


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("10:00", "12:00"),
        ("11:00", "13:00"),
        ("09:00", "11:00"),
        ("10:30", "11:00"),
        ("09:00", "13:00"),
    ],
)
def test_the_database_itself_refuses_a_double(desk: Desk, start: str, end: str) -> None:
    with desk.store() as store:
        store.add(booking(at("07:00"), at("10:00")))
        store.add(booking(at("10:00"), at("12:00")))
        store.add(booking(at("13:00"), at("14:00")))
    with pytest.raises(sa.exc.IntegrityError, match="rooms_no_double"), desk.store() as store:
        store.add(booking(at(start), at(end)))
    assert len(desk.bookings()) == 3


def test_the_database_refuses_a_move_onto_another(desk: Desk) -> None:
    with desk.store() as store:
        store.add(booking(at("10:00"), at("12:00")))
        moved = store.add(booking(at("12:00"), at("13:00")))
        later = replace(moved, start=at("11:00"), occupied_from=at("11:00"))
    with pytest.raises(sa.exc.IntegrityError, match="rooms_no_double"), desk.store() as store:
        store.save(later)
    with desk.store() as store:
        store.save(replace(later, room_id=2))
        store.save(replace(moved, start=at("12:15"), occupied_from=at("12:15")))


@pytest.mark.parametrize("state", BookingState)
def test_only_what_takes_a_room_is_in_the_way(desk: Desk, state: BookingState) -> None:
    with desk.store() as store:
        store.add(booking(at("10:00"), at("12:00"), state=state))
    span = (1, at("11:00"), at("12:00"))
    with desk.store() as store:
        assert bool(store.conflicts([span])) is (state in TAKING)


def test_giving_up_and_taking_again_is_looked_at_too(desk: Desk) -> None:
    with desk.store() as store:
        given_up = store.add(booking(at("10:00"), at("12:00"), state=BookingState.CANCELLED))
        store.add(booking(at("11:00"), at("13:00")))
    with pytest.raises(sa.exc.IntegrityError, match="rooms_no_double"), desk.store() as store:
        store.set_state(given_up, BookingState.APPROVED)


def test_a_booking_without_end_or_of_months_is_refused(desk: Desk) -> None:
    start = at("10:00")
    for end in (start, start - HOUR, start + 33 * 24 * HOUR):
        with pytest.raises(sa.exc.IntegrityError, match="ck_rooms_booking"), desk.store() as store:
            store.add(booking(start, end))


def test_conflicts_of_many_spans_are_told_apart(desk: Desk) -> None:
    with desk.store() as store:
        first = store.add(booking(at("10:00"), at("12:00")))
        second = store.add(booking(at("10:00"), at("12:00"), room_id=2))
    spans = [
        (room, at(start), at(end))
        for room in (1, 2, 3)
        for start, end in (("09:00", "10:00"), ("11:00", "13:00"), ("12:00", "13:00"))
    ]
    with desk.store() as store:
        assert store.conflicts(spans) == {1: first.id, 4: second.id}
        assert store.conflicts(spans, [first.id]) == {4: second.id}
        assert store.conflicts([]) == {}
        assert store.by_id([second.id]) == {second.id: second}


def test_of_many_desks_that_want_one_room_one_gets_it(desk: Desk) -> None:
    def book(_number: int) -> str:
        try:
            return desk.order("10:00", "12:00").plugin
        except PluginError as refusal:
            return refusal.code

    assert sorted(race(4, book)) == ["rooms", *["rooms.taken"] * 3]
    assert len(desk.bookings(DAY)) == 1


def overlaps_of(connection: sa.Connection) -> int:
    """Count pairs of bookings that occupy one room at one time."""
    one, other = t.booking.alias(), t.booking.alias()
    query = sa.select(sa.func.count()).where(
        one.c.is_taking,
        other.c.is_taking,
        one.c.room_id == other.c.room_id,
        one.c.id < other.c.id,
        one.c.occupied_from < other.c.occupied_until,
        other.c.occupied_from < one.c.occupied_until,
    )
    return int(connection.scalar(query) or 0)


def overlaps(desk: Desk) -> int:
    with desk.database.read() as connection:
        return overlaps_of(connection)


def remove_guard(database: Database) -> None:
    """Take away what keeps two bookings apart, for a control."""
    with database.write() as connection:
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("drop trigger rooms_no_double_insert")
        else:
            connection.exec_driver_sql("alter table rooms_booking drop constraint rooms_no_double")
        connection.commit()


def test_the_count_of_doubles_sees_one(desk: Desk) -> None:
    """The control of the tests above: without its guards the database takes a double."""
    remove_guard(desk.database)
    assert overlaps(desk) == 0
    with desk.store() as store:
        for _ in range(2):
            store.add(booking(at("10:00"), at("12:00")))
    assert overlaps(desk) == 1
