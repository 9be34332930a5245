"""The kitchen list: what is to be delivered on a day, as rows, and as a paper."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from fmdesk.plugins.api import CellKind, Document, DocumentColumn, Line, day, number
from fmdesk_catering import declared, times
from fmdesk_catering.times import Context
from fmdesk_catering.words import _


@dataclass(frozen=True, slots=True)
class Question:
    """For which day, by the clock of the office."""

    on: date


@dataclass(frozen=True, slots=True)
class Row:
    """One order as the kitchen has it.

    Attributes:
        line_id: The line.
        number: Its number.
        at: When it is to be there, wall time of the office.
        menu_nl: Name of the menu.
        menu_en: The same in English.
        people: For how many.
        diets: As they were told.
        place: Where.
        who: Who asked.
        remark: What else.
    """

    line_id: int
    number: str
    at: datetime
    menu_nl: str
    menu_en: str
    people: int
    diets: str
    place: str
    who: str
    remark: str

    @property
    def menu(self) -> str:
        """Name of the menu in the language of now."""
        return declared.said(self.menu_nl, self.menu_en)


def rows(context: Context, payload: Question) -> tuple[Row, ...]:
    """Return what is still to be delivered on a day, the first first."""
    found = (
        _row(context, line)
        for line in context.readers.open_lines(declared.PLUGIN)
        if _is_on(context, line, payload.on)
    )
    return tuple(sorted(found, key=lambda row: (row.at, row.line_id)))


def due_today(context: Context, _payload: None) -> tuple[int, ...]:
    """Return the lines that are to be delivered today."""
    today = context.wall(context.now).date()
    return tuple(row.line_id for row in rows(context, Question(today)))


def totals(shown: Sequence[Row]) -> tuple[tuple[str, int], ...]:
    """Return for how many people each menu is made, by its name."""
    counted: Counter[str] = Counter()
    for row in shown:
        counted[row.menu] += row.people
    return tuple(sorted(counted.items()))


def sheet(context: Context, payload: Question) -> Document:
    """Return the list of a day as a paper, with a box to tick off what left the kitchen."""
    found = rows(context, payload)
    columns = (
        DocumentColumn(_("Time"), 9),
        DocumentColumn(_("Menu"), 20),
        DocumentColumn(_("People"), 10, CellKind.NUMBER),
        DocumentColumn(_("Diets"), 17),
        DocumentColumn(_("Place"), 11),
        DocumentColumn(_("For"), 14),
        DocumentColumn(_("Remark"), 12),
        DocumentColumn(_("Done"), 7, CellKind.BLANK),
    )
    cells = tuple(
        (
            f"{row.at:%H:%M}",
            row.menu,
            number(row.people),
            row.diets,
            row.place,
            row.who,
            row.remark,
            "",
        )
        for row in found
    )
    made = tuple((menu, number(people)) for menu, people in totals(found))
    return Document(_("Kitchen list"), columns, cells, lead=day(payload.on), facts=made)


def _is_on(context: Context, line: Line, on: date) -> bool:
    stood = times.stood(context, line) if "people" in line.details else None
    return stood is not None and context.wall(stood).date() == on


def _row(context: Context, line: Line) -> Row:
    product = context.readers.product(line.pins.product_version_id)
    ticket = context.readers.ticket(line.ticket_id)
    receiver = ticket.recipient_id or ticket.requester_id
    stood = times.stood(context, line)
    return Row(
        line.id,
        context.readers.line_number(line),
        context.wall(stood or line.opened_at),
        product.name_nl,
        product.name_en,
        int(line.details["people"]),
        str(line.details.get("diets") or ""),
        _place(context, line),
        context.readers.person(receiver).name if receiver else "",
        str(line.details.get("remark") or ""),
    )


def _place(context: Context, line: Line) -> str:
    """Return the room that is booked now, else the place of the order."""
    booking = times.booking_of(context, line.details)
    if booking is not None and booking.details.get("room"):
        return str(booking.details["room"])
    names = {one.id: one.name for one in context.readers.locations()}
    return names.get(line.location_id or 0, "")
