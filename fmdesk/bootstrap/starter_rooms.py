"""Rooms of the starter office, and what takes place in them this week and in the coming ones."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from fmdesk.plugins.gateway import Extensions

Data = Mapping[str, Any]


def take_in_rooms(extensions: Extensions, data: Data, today: date, zone: str) -> None:
    """Hand the rooms and a calendar of their bookings to the plugin that keeps them.

    Args:
        extensions: Reaches the plugin.
        data: `resources/starter/rooms.toml`.
        today: The running day in the office's zone.
        zone: IANA name of that zone.
    """
    rooms = [_room(one, data["defaults"]) for one in data["rooms"]]
    extensions.run(uuid4(), "rooms", "load", {"rooms": rooms})
    monday = today - timedelta(days=today.weekday())
    content = _calendar(data["bookings"], monday, zone).encode()
    extensions.run(uuid4(), "rooms", "take_calendar", {"content": content, "leaves_out": True})


def _room(one: Data, defaults: Data) -> Data:
    """Return a room; what has to be set up names the products that do it."""
    works = {"setup_product": defaults["setup"], "cleanup_product": defaults["cleanup"]}
    arrangements = [
        {**ways, **works} if "setup_minutes" in ways else ways for ways in one["arrangements"]
    ]
    fee = {"fee_product": defaults["fee"]} if "fees" in one else {}
    return {**one, **fee, "arrangements": arrangements}


def _calendar(bookings: Sequence[Data], monday: date, zone: str) -> str:
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0"]
    for number, one in enumerate(bookings, start=1):
        day = f"{monday + timedelta(days=one['day']):%Y%m%d}"
        lines += [
            "BEGIN:VEVENT",
            f"UID:{number}@starter",
            f"SUMMARY:{one['title']}",
            f"LOCATION:{one['room']}",
            f"CONTACT:{one['who']}",
            f"DTSTART;TZID={zone}:{day}T{one['from'].replace(':', '')}00",
            f"DTEND;TZID={zone}:{day}T{one['to'].replace(':', '')}00",
            f"RRULE:FREQ=WEEKLY;COUNT={one.get('times', 1)}",
            "END:VEVENT",
        ]
    return "\r\n".join([*lines, "END:VCALENDAR", ""])
