"""The starter office has rooms that can be booked, and a week in which something takes place."""

from datetime import timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest

from fmdesk.bootstrap import Office
from fmdesk.core.domain.errors import PluginError
from fmdesk.messages import explain
from fmdesk.plugins.bundled.rooms.acting import Book
from fmdesk.plugins.bundled.rooms.bookings import Plan, PlanQuestion

WEEK = timedelta(days=7)


def plan(starter: Office) -> Plan:
    now = starter.door.time_source.now()
    found: Plan = starter.services.extensions.ask("rooms", "plan", PlanQuestion(now, now + WEEK))
    return found


def test_each_room_has_a_place_and_something_on_this_week(starter: Office) -> None:
    found = plan(starter)
    with starter.door.read() as work:
        places = {place.code for place in work.people.locations()}
    assert {room.location for room in found.rooms} <= places
    assert len(found.rooms) == 7
    assert {one.room_id for one in found.bookings} == {room.id for room in found.rooms}
    zone = ZoneInfo("Europe/Amsterdam")
    meeting = [one for one in found.bookings if one.title == "Teamoverleg Servicedesk"]
    assert [one.start.astimezone(zone).hour for one in meeting] == [9]


def test_a_room_is_booked_with_its_set_up_and_a_taken_one_is_refused(starter: Office) -> None:
    extensions = starter.services.extensions
    found = plan(starter)
    there = next(one for one in found.bookings if one.title == "Inkoopoverleg")
    (free,) = (room for room in found.rooms if room.code == "C0.01")
    with starter.door.read() as work:
        requester = work.people.find_persons("p150", 1)[0].code
    wish = Book("vergaderzaal", "A2.01", there.start, there.end, requester, title="Proef")
    with pytest.raises(PluginError, match=r"rooms\.taken") as caught:
        extensions.run(uuid4(), "rooms", "book", wish)
    assert "Inkoopoverleg, Inkoop" in explain(caught.value)
    wish = Book("vergaderzaal", free.code, there.start, there.end, requester, title="Proef")
    (made,) = extensions.run(uuid4(), "rooms", "book", wish).bookings
    with starter.door.read() as work:
        lines = work.tickets.ticket(work.tickets.line(made.line_id).ticket_id).lines
    assert [one.product_code for one in lines] == [
        "vergaderzaal",
        "zaal-inrichten",
        "zaal-opruimen",
    ]
    assert [one.price_cents for one in lines] == [12000, 4200, 0]


def test_requests_wait_for_approval_and_somebody_waits_for_a_taken_room(starter: Office) -> None:
    ask = starter.services.extensions.ask
    requests = ask("rooms", "waiting_requests")
    assert [one.title for one in requests] == [
        "Voorbereiding begroting",
        "Bijeenkomst nieuwe medewerkers",
    ]
    assert [one.title for one in ask("rooms", "waiting_list")] == [
        "Gesprek leverancier",
        "Bezoek buurgemeente",
    ]
    with starter.door.read() as work:
        ticket = work.tickets.line(requests[-1].line_id).ticket_id
        lines = work.tickets.ticket(ticket).lines
    assert [one.product_code for one in lines] == [
        "vergaderzaal",
        "zaal-inrichten",
        "zaal-opruimen",
    ]
