"""What the page finds for a new booking: who asks, and the products that book a room."""

from dataclasses import dataclass

from fmdesk.plugins.api import Person, Text
from fmdesk.plugins.bundled.rooms.declared import FORM, PLUGIN
from fmdesk.plugins.bundled.rooms.wishes import Context

MOST = 8


@dataclass(frozen=True, slots=True)
class Offer:
    """A product that books a room.

    Attributes:
        code: Its code.
        name: Its name.
        room: The room that it is, empty where the form names one.
    """

    code: str
    name: Text
    room: str


def people(context: Context, payload: str | None) -> tuple[Person, ...]:
    """Return the persons that some words find."""
    return context.readers.find_persons(payload or "", MOST)


def products(context: Context, payload: None) -> tuple[Offer, ...]:  # noqa: ARG001  # there is none
    """Return the products of today that book a room, those for any room first."""
    found = context.readers.products(PLUGIN)
    offers = (
        Offer(one.code, Text(one.name_nl, one.name_en), one.article)
        for one in found
        if one.form == FORM.id
    )
    return tuple(sorted(offers, key=lambda one: (bool(one.room), one.code)))
