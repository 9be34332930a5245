"""Errors of calendars, limits and clocks."""

from collections.abc import Mapping

from fmdesk.i18n import N_

TEXTS: Mapping[str, str] = {
    "time.naive": N_("The time {value} has no time zone. Give the zone it was written in."),
    "calendar.unknown_zone": N_(
        "The time zone {zone} does not exist. Use a name such as Europe/Amsterdam."
    ),
    "calendar.weekday": N_("{value} is no weekday. Use 0 for Monday up to 6 for Sunday."),
    "calendar.window_time": N_(
        "{value} is no opening time. Write hours and minutes, from 00:00 to 24:00."
    ),
    "calendar.window_empty": N_(
        "The window {opens}-{closes} opens and closes at the same time. Use 00:00-24:00 for a "
        "whole day."
    ),
    "calendar.date": N_("{value} is no date from {first} to {last}."),
    "calendar.never_opens": N_(
        "This calendar never opens, so nothing could ever be due. Give at least one window."
    ),
    "calendar.shut": N_(
        "The stored calendar {calendar} never opens, so nothing on it could ever be due. Nothing "
        "was changed. Give it a version with at least one window, or put back a backup: fmdesk db "
        "restore."
    ),
    "calendar.negative_seconds": N_("{seconds} seconds cannot be added: use 0 or more."),
    "calendar.out_of_range": N_(
        "The time {value} cannot be used, or no open time is left before it: calendars reach from "
        "{first} to {last}."
    ),
    "calendar.data": N_("The stored calendar cannot be read ({part}). Restore it from a backup."),
    "clock.unknown": N_("There is no clock {name}. Use one of these: {known}."),
    "day_rule.closed_start": N_(
        "{value} is no rule for a start on a closed day: use keep or open."
    ),
    "day_rule.extra_days": N_("{value} is no number of extra days: use 0 or more."),
    "limit.unit": N_(
        "{value} is no unit of time: use clock_hours, working_hours, working_days or calendar_days."
    ),
    "limit.time_of_day": N_("{value} is no time of day of a limit: use keep, close or office."),
    "limit.amount": N_("A limit of {n} {unit} is not possible: use a whole number, days from 1."),
    "limit.office": N_("Office hours can only be counted in working days, not in calendar days."),
}
