"""What a plugin reads of an iCalendar file it reads by the api alone."""

from fmdesk.plugins.api.icalendar import read_calendars

BOOKING = b"""BEGIN:VCALENDAR
BEGIN:VEVENT
UID:1@elders
DTSTART;TZID=Europe/Amsterdam:20260601T090000
RRULE:FREQ=WEEKLY;BYDAY=MO
SUMMARY:Overleg
END:VEVENT
END:VCALENDAR
"""


def test_a_booking_is_read_with_its_zone_and_its_rule() -> None:
    (calendar,) = read_calendars(BOOKING)
    (booking,) = calendar.parts
    starts = booking.first("DTSTART")
    assert (starts.value, starts.parameters) == ("20260601T090000", {"TZID": "Europe/Amsterdam"})
    assert booking.text("RRULE") == "FREQ=WEEKLY;BYDAY=MO"
    assert starts.day is None
