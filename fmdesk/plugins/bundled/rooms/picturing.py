"""Pictures of rooms: what somebody sees before choosing one."""

from dataclasses import dataclass, replace

from fmdesk.plugins.bundled.rooms.images import size_of
from fmdesk.plugins.bundled.rooms.refusals import refusal
from fmdesk.plugins.bundled.rooms.rooms import Room
from fmdesk.plugins.bundled.rooms.wishes import Context

LARGEST = 500_000
"""Bytes of a picture: it is kept in the database and its log."""
MOST = 6
SIDE = 1280
"""Pixels of a side to which the page makes a picture small before it adds it."""
PIXELS = 4_000_000
"""Of a picture that comes another way; one that claims more is refused before it is drawn."""


@dataclass(frozen=True, slots=True)
class AddPicture:
    """A picture for a room: its name for who cannot see it, and the PNG or JPEG itself."""

    room: str
    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as stored."""

    id: int
    room_id: int
    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Dropped:
    """A picture to take away."""

    picture_id: int


def add_picture(context: Context, payload: AddPicture) -> Room:
    """Give a room a picture.

    Raises:
        PluginError: `rooms.bad_picture`, `rooms.many_pictures` or `rooms.unknown_room`.
    """
    room = context.store.find_room(payload.room)
    if not payload.name.strip() or not _is_picture(payload.content):
        raise refusal("rooms.bad_picture", most=LARGEST // 1000)
    if len(room.pictures) >= MOST:
        raise refusal("rooms.many_pictures", most=MOST)
    added = context.store.add_picture(room.id, payload.name.strip(), payload.content)
    return context.store.save_room(replace(room, pictures=(*room.pictures, added)))


def _is_picture(content: bytes) -> bool:
    size = size_of(content) if len(content) <= LARGEST else None
    return size is not None and 0 < size[0] * size[1] <= PIXELS


def drop_picture(context: Context, payload: Dropped) -> Room:
    """Take a picture away.

    Raises:
        PluginError: `rooms.unknown_picture`.
    """
    there = context.store.picture(payload.picture_id)
    room = context.store.room(there.room_id)
    context.store.drop_picture(there.id)
    left = tuple(one for one in room.pictures if one != there.id)
    return context.store.save_room(replace(room, pictures=left))


def picture(context: Context, payload: int) -> Picture:
    """Return a picture; PluginError `rooms.unknown_picture`."""
    return context.store.picture(payload)
