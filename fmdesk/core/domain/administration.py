"""What the office keeps about itself, as lists with a form for each entry."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from fmdesk.core.domain.spec import FormSpec
from fmdesk.core.domain.ticket import Scalar


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a list.

    Attributes:
        code: What it is known by; it does not change.
        title: Its name.
        hint: What tells it from others of that name.
        values: What its form is filled in with.
        names: Names of the persons and places whose codes stand in `values`.
        is_active: It is in use.
        form: Its own form, where it differs from that of the list.
        has_password: It may be given a password, which is never shown.
        can_try: What is typed can be tried out before it is stored.
    """

    code: str
    title: str
    hint: str = ""
    values: Mapping[str, Scalar] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    is_active: bool = True
    form: FormSpec | None = None
    has_password: bool = False
    can_try: bool = False


@dataclass(frozen=True, slots=True)
class EntryDraft:
    """An entry as somebody wants it, for `administration.save`.

    Attributes:
        op_id: Made once by the client.
        section: Of which list.
        values: The answers of its form; an empty one is absent.
        is_new: It is added; a code that is taken is refused.
        seen: What stood in the form before; where it stands there no more, somebody else was first.
    """

    op_id: UUID
    section: str
    values: Mapping[str, Scalar]
    is_new: bool = False
    seen: Mapping[str, Scalar] | None = None


@dataclass(frozen=True, slots=True)
class DayOffer:
    """A day of a file.

    Attributes:
        on: The day.
        name: As the file has it.
        is_there: The calendar has its own word on that day already.
    """

    on: date
    name: str
    is_there: bool = False


@dataclass(frozen=True, slots=True)
class DaysOffer:
    """The days of a file, in order, and how many of its events are none."""

    days: tuple[DayOffer, ...]
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class DaysDraft:
    """Days on which a calendar shall be closed, for `administration.close_days`.

    Attributes:
        op_id: Made once by the client.
        calendar: Code of the calendar.
        days: Each day with its name.
    """

    op_id: UUID
    calendar: str
    days: tuple[tuple[date, str], ...]
