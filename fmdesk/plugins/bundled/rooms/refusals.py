"""What the plugin refuses, each with the sentence that says what to do."""

from collections.abc import Mapping

from fmdesk.plugins.api import N_, Domain, PluginError

_ = Domain.of_package(__name__.rpartition(".")[0]).gettext

TEXTS: Mapping[str, str] = {
    "rooms.unknown_room": N_("There is no room “{room}”. There are: {rooms}."),
    "rooms.unknown_arrangement": N_(
        "{room} cannot stand as “{arrangement}”. Choose one of: {arrangements}."
    ),
    "rooms.unknown_booking": N_("There is no such booking any more. Look at the planner again."),
    "rooms.not_offered": N_("{room} is not offered now. Choose another room."),
    "rooms.no_times": N_("Fill in when the booking begins and when it ends."),
    "rooms.end": N_("The end must be later than the start. Enter a later end."),
    "rooms.past": N_("This booking ends at {end}, and that is past. Choose a later time."),
    "rooms.too_long": N_("{room} can be booked for {longest} at most. Make the booking shorter."),
    "rooms.too_late": N_(
        "{room} must be booked {notice} ahead. The earliest start is now {earliest}."
    ),
    "rooms.too_early": N_("{room} can be booked up to {last}. Choose an earlier day."),
    "rooms.closed": N_("{room} is closed then. It is open {windows}."),
    "rooms.closed_day": N_("{room} is closed that day. It opens again at {opens}."),
    "rooms.too_many": N_("{room} holds {capacity} as “{arrangement}”. Room for {people}: {rooms}."),
    "rooms.taken": N_(
        "{room} is taken from {start} to {end}: {title}. Free in this room: {times}. "
        "Free at this time: {rooms}."
    ),
    "rooms.not_movable": N_("This booking is over or given up. Make a new one."),
    "rooms.not_to_decide": N_(
        "One of these bookings does not wait for a decision any more. Look at the requests again."
    ),
    "rooms.not_offered_now": N_(
        "This offer does not stand any more. Look at the waiting list for its place."
    ),
    "rooms.not_to_check_in": N_(
        "Only an approved booking can be checked in, from shortly before its start to its end."
    ),
    "rooms.not_running": N_("Only a booking that runs now and was checked in can end early."),
    "rooms.no_reason": N_("Tell why; others get to read it."),
    "rooms.in_use": N_(
        "{room} is booked then ({number}, {start}). Move or cancel that booking first."
    ),
    "rooms.bad_room": N_(
        "Room “{room}” is not complete: it needs a code, both names, and arrangements with their "
        "own codes, whose numbers are above 0."
    ),
    "rooms.own": N_("Another time of this series is still in this room then. Choose another time."),
    "rooms.unsettled": N_(
        "{number} times of the series are not possible yet; choose for each: skip, another room or "
        "another time. The first: {first}"
    ),
    "rooms.nothing_left": N_(
        "The series has no time that is left. Change the rule or the choices."
    ),
    "rooms.not_skipped": N_("This time of the series was not skipped, or was added already."),
    "rooms.no_room_product": N_("This product books no room. Choose a product for rooms."),
    "rooms.bad_picture": N_(
        "A picture needs a name and is a PNG or JPEG of {most} kB at most. Make it smaller."
    ),
    "rooms.many_pictures": N_("A room has {most} pictures at most. Take one away first."),
    "rooms.unknown_picture": N_("There is no such picture any more. Look at the room again."),
    "rooms.event": N_("This event has no name of its own, no time or no length that can be read."),
    "rooms.own_file": N_("Another event of this file is in this room then."),
    "rooms.file_in_the_way": N_(
        "{number} events of the file cannot be taken; choose to leave them out. The first: {first}"
    ),
    "rooms.bad_rule": N_(
        "“{rule}” is no rule for a series. Write it as FREQ=WEEKLY;BYDAY=TU;COUNT=10."
    ),
    "rooms.endless": N_("A series ends after a number of times or on a day: fill in one of both."),
    "rooms.too_many_times": N_("A series has {most} times at most. Let it end earlier."),
    "rooms.bad_hours": N_("“{hours}” is no opening time. Write it as 08:00 and 17:30."),
}


def refusal(code: str, **params: object) -> PluginError:
    """Return the error of a refusal with its sentence in the current language."""
    return PluginError(code, reason=_(TEXTS[code]).format(**params), **params)
