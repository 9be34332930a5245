"""From the form of an order line to what somebody wants."""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, TypeAlias

from fmdesk.plugins.api import ProductVersion, Scalar, WorkContext
from fmdesk.plugins.bundled.rooms import rules
from fmdesk.plugins.bundled.rooms.bookings import Wish
from fmdesk.plugins.bundled.rooms.refusals import refusal
from fmdesk.plugins.bundled.rooms.wall import instant

if TYPE_CHECKING:  # it loads the database library; the unit of work opens it
    from fmdesk.plugins.bundled.rooms.store import RoomsStore

Context: TypeAlias = "WorkContext[RoomsStore]"


def wish_of(context: Context, product: ProductVersion, details: Mapping[str, Scalar]) -> Wish:
    """Return what a filled-in form asks for.

    Args:
        context: The unit of work.
        product: The product; its `article` is the room where the form names none.
        details: The form as filled in, in the office's wall time.

    Raises:
        PluginError: It names no room or arrangement that exists, or no times.
    """

    def text(name: str) -> str:
        return str(details.get(name) or "")

    if not (text("start") and text("end")):
        raise refusal("rooms.no_times")
    room = context.store.find_room(text("room").strip() or product.article)
    start, end = (
        instant(datetime.fromisoformat(text(name)), context.zone) for name in ("start", "end")
    )
    people = details.get("people") or 0
    return Wish(
        room,
        rules.arrangement_of(room, text("arrangement")),
        start,
        end,
        people if isinstance(people, int) else 0,
        text("title").strip() or product.name_nl,
        details.get("external") is True,
    )
