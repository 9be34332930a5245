"""Looks at the instances of a series: what can be, what is in the way, where there is room."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from fmdesk.plugins.api import PluginError
from fmdesk.plugins.bundled.rooms import rules, tending, vacancy
from fmdesk.plugins.bundled.rooms.bookings import Wish
from fmdesk.plugins.bundled.rooms.refusals import refusal
from fmdesk.plugins.bundled.rooms.series import Choice, Instance, Occurrence, Preview, Verdict
from fmdesk.plugins.bundled.rooms.wishes import Context


def chosen(
    context: Context, wish: Wish, original: datetime, choices: Sequence[Choice]
) -> tuple[Wish, bool]:
    """Return what is wanted of an instance with the choice made for it, and whether it is left out.

    Raises:
        PluginError: The choice names no room that exists.
    """
    choice = next((one for one in choices if one.original == original), Choice(original))
    room = context.store.find_room(choice.room) if choice.room else wish.room
    start = choice.start or wish.start
    fits = [one for one in room.arrangements if one.code == wish.arrangement.code]
    return (
        replace(
            wish,
            room=room,
            arrangement=(fits or room.arrangements)[0],
            start=start,
            end=start + (wish.end - wish.start),
        ),
        choice.is_skipped,
    )


def foresee(context: Context, instances: Sequence[Instance]) -> Preview:
    """Return what comes of each instance; they are looked at against one another too.

    Args:
        context: The unit of work; nothing is stored.
        instances: As they are wanted.
    """
    spans = [(one.wish.room.id, *rules.occupied(one.wish)) for one in instances]
    moving = [one.booking.id for one in instances if one.booking and not one.is_skipped]
    moving += [one.id for one in tending.stale(context)]
    wanted = [place for place, one in enumerate(instances) if not one.is_skipped]
    there = context.store.conflicts([spans[place] for place in wanted], moving)
    bookings = context.store.by_id(there.values())
    in_the_way = {wanted[place]: bookings[number] for place, number in there.items()}
    own = own_conflicts(spans, wanted)
    rows = []
    for place, one in enumerate(instances):
        row = Occurrence(
            one.original,
            one.wish.room.code,
            one.wish.start,
            one.wish.end,
            Verdict.SKIPPED if one.is_skipped else Verdict.FREE,
            booking_id=one.booking.id if one.booking else None,
            before=one.booking.start if one.booking else None,
        )
        problem = None if one.is_skipped else _fault(context, one.wish)
        if problem is not None:
            row = replace(row, verdict=Verdict.REFUSED, reason=_sentence(problem))
        elif place in in_the_way and not one.is_skipped:
            times = vacancy.free_times(context.store, one.wish, context.zone, moving)
            rooms = vacancy.other_rooms(context.store, one.wish, context.now, context.zone)
            problem = vacancy.taken(one.wish, in_the_way[place], context.zone, times, rooms)
            codes = tuple(room.code for room in rooms)
            row = replace(
                row, verdict=Verdict.TAKEN, reason=_sentence(problem), rooms=codes, times=times
            )
        elif place in own:
            row = replace(row, verdict=Verdict.TAKEN, reason=_sentence(refusal("rooms.own")))
        rows.append(row)
    return Preview(tuple(rows), sum(row.verdict is not Verdict.SKIPPED for row in rows))


def own_conflicts(
    spans: Sequence[tuple[int, datetime, datetime]], wanted: Sequence[int]
) -> set[int]:
    """Return the places of spans that begin before an earlier one in that room has ended."""
    found: set[int] = set()
    until: dict[int, datetime] = {}
    for place in sorted(wanted, key=lambda one: spans[one][1:]):
        room, begins, ends = spans[place]
        if room in until and begins < until[room]:
            found.add(place)
        else:
            until[room] = ends
    return found


def _fault(context: Context, wish: Wish) -> PluginError | None:
    return vacancy.fault(wish, context.store, context.now, context.zone)


def _sentence(problem: PluginError) -> str:
    return str(problem.params["reason"])


def settled(preview: Preview) -> Preview:
    """Return a preview in which nothing is in the way any more.

    Raises:
        PluginError: `rooms.unsettled` with how many instances need a choice, `rooms.nothing_left`.
    """
    if preview.in_the_way:
        first = preview.in_the_way[0]
        raise refusal("rooms.unsettled", number=len(preview.in_the_way), first=first.reason)
    if not preview.creates:
        raise refusal("rooms.nothing_left")
    return preview
