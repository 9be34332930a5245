"""Calendars as a form: windows per weekday, holidays with a tick box each, days of their own."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from fmdesk.core.domain.administration import Entry
from fmdesk.core.domain.calendar import Calendar
from fmdesk.core.domain.errors import ConflictError, InvalidInputError
from fmdesk.core.domain.limits import DayRule
from fmdesk.core.domain.spec import FieldKind, FieldSpec, FormSpec, Text
from fmdesk.core.domain.ticket import Scalar
from fmdesk.core.ports import UnitOfWork
from fmdesk.core.services.admin_records import CODE, Values
from fmdesk.core.services.holidays import LiberationDay, dutch_holidays
from fmdesk.core.services.pinning import today

WEEKDAYS = (
    Text("Maandag", "Monday"),
    Text("Dinsdag", "Tuesday"),
    Text("Woensdag", "Wednesday"),
    Text("Donderdag", "Thursday"),
    Text("Vrijdag", "Friday"),
    Text("Zaterdag", "Saturday"),
    Text("Zondag", "Sunday"),
)
OFFICE_HOURS = (*("08:00-17:00",) * 5, "", "")
YEARS = 2
"""Years whose holidays are offered: this one and the next."""
LONGEST = 20_000

_WINDOWS = Text(
    "Zoals 08:00-12:30, 13:00-17:00; leeg is gesloten.",
    "Such as 08:00-12:30, 13:00-17:00; empty is closed.",
)
_OWN = Text(
    "Eén dag per regel, met een naam: 2026-05-15 Brugdag",
    "One day on each line, with a name: 2026-05-15 Bridging day",
)
_SPECIAL = Text(
    "Eén dag per regel, met eigen tijden: 2026-12-24 09:00-13:00",
    "One day on each line, with hours of its own: 2026-12-24 09:00-13:00",
)


def entries(work: UnitOfWork) -> tuple[Entry, ...]:
    """Return the calendars as they hold from tomorrow on, the first day that is offered."""
    return tuple(_entry(work, code) for code in work.catalog.calendars())


def form(work: UnitOfWork) -> FormSpec:
    """Return the form of a new calendar: office hours, the usual holidays ticked."""
    usual = frozenset(dutch_holidays(_years(work)))
    return FormSpec("calendars", tuple(_fields(work, usual, OFFICE_HOURS)))


def save(work: UnitOfWork, values: Values, *, is_new: bool) -> None:
    """Store a calendar as a new version from a day on, from tomorrow; earlier days keep theirs.

    Raises:
        ConflictError: `administration.taken` when a new one has the code of another.
        InvalidInputError: `administration.missing`, `administration.past`, `administration.line`,
            or as `Calendar` refuses it: it never opens, or a window is none.
    """
    code = str(values.get("code", "")).strip()
    if not code:
        raise InvalidInputError("administration.missing", field="code")
    if is_new and code in work.catalog.calendars():
        raise ConflictError("administration.taken", code=code)
    since = date.fromisoformat(str(values["valid_from"]))
    # A guarantee looks its calendar up by the day of intake: lines of today keep theirs.
    if not is_new and since < tomorrow(work):
        raise InvalidInputError("administration.past", day=since.isoformat())
    before = None if is_new else work.catalog.calendar(code, since)[1]
    work.catalog.add_calendar_version(code, since, _calendar(work, before, values))


def tomorrow(work: UnitOfWork) -> date:
    """Return the first day that a calendar can be changed for without a word about today."""
    return today(work) + timedelta(days=1)


def close_days(work: UnitOfWork, code: str, days: Mapping[date, str]) -> None:
    """Close a calendar on more days, as a version from tomorrow on; nothing new makes none.

    Args:
        work: The unit of work.
        code: The calendar.
        days: Each day with its name; one that is closed or has hours of its own stays as it is.

    Raises:
        InvalidInputError: `administration.past`.
        NotFoundError: `calendar.unknown`.
    """
    since = tomorrow(work)
    past = min(days, default=since)
    if past < since:
        raise InvalidInputError("administration.past", day=past.isoformat())
    there = work.catalog.calendar(code, since)[1]
    new = {on: name for on, name in days.items() if on not in there.closed | there.special}
    if new:
        week = {number: list(there.windows[number]) for number in range(7)}
        special = {on: list(opens) for on, opens in there.special.items()}
        made = Calendar(there.zone, week, {**there.closed, **new}, special, there.day_rule)
        work.catalog.add_calendar_version(code, since, made)


def _entry(work: UnitOfWork, code: str) -> Entry:
    day, since = today(work), tomorrow(work)
    calendar = work.catalog.calendar(code, since)[1]
    offered = _offered(work)
    own = {on: name for on, name in calendar.closed.items() if on >= day and on not in offered}
    values: dict[str, Scalar] = {
        "code": code,
        "valid_from": since.isoformat(),
        "own": "\n".join(f"{on} {name}".strip() for on, name in own.items()),
        "special": "\n".join(
            f"{on} {_written(windows)}" for on, windows in calendar.special.items() if on >= day
        ),
    }
    for number in range(7):
        values[f"day_{number}"] = _written(calendar.windows[number])
    for on in offered:
        values[f"closed_{on}"] = on in calendar.closed
    fields = tuple(_fields(work, frozenset(calendar.closed)))
    return Entry(code, code, _written(calendar.windows[0]), values, form=FormSpec(code, fields))


def _fields(
    work: UnitOfWork, ticked: frozenset[date], hours: Sequence[str] = ("",) * 7
) -> Iterator[FieldSpec]:
    yield CODE
    since = Text("Geldt vanaf", "Holds from")
    yield FieldSpec("valid_from", since, FieldKind.DATE, is_required=True)
    for number, name in enumerate(WEEKDAYS):
        yield FieldSpec(
            f"day_{number}",
            name,
            FieldKind.TEXT,
            default=hours[number],
            help=_WINDOWS if number == 0 else None,
        )
    for on, holiday in _offered(work).items():
        words = f"{holiday} ({on:%d-%m-%Y})"
        box = Text(words, words)
        yield FieldSpec(f"closed_{on}", box, FieldKind.BOOLEAN, default=on in ticked)
    own = Text("Eigen gesloten dagen", "Closed days of your own")
    yield FieldSpec("own", own, FieldKind.LONG_TEXT, maximum=LONGEST, help=_OWN)
    special = Text("Dagen met andere tijden", "Days with other hours")
    yield FieldSpec("special", special, FieldKind.LONG_TEXT, maximum=LONGEST, help=_SPECIAL)


def _years(work: UnitOfWork) -> range:
    first = today(work).year
    return range(first, first + YEARS)


def _offered(work: UnitOfWork) -> Mapping[date, str]:
    """Return the holidays that have a tick box."""
    every = dutch_holidays(_years(work), bevrijdingsdag=LiberationDay.YEARLY, goede_vrijdag=True)
    return {on: name for on, name in every.items() if on >= today(work)}


def _calendar(work: UnitOfWork, before: Calendar | None, values: Values) -> Calendar:
    """Return the calendar that was filled in; days that have passed stay as they were."""
    day, offered = today(work), _offered(work)
    closed = {on: name for on, name in (before.closed if before else {}).items() if on < day}
    closed |= {on: name for on, name in offered.items() if values.get(f"closed_{on}")}
    closed |= dict(_days(str(values.get("own", ""))))
    special = {on: list(opens) for on, opens in (before.special if before else {}).items()}
    special = {on: opens for on, opens in special.items() if on < day}
    special |= {on: windows_of(text) for on, text in _days(str(values.get("special", "")))}
    week = {number: windows_of(str(values.get(f"day_{number}", ""))) for number in range(7)}
    rule = before.day_rule if before else DayRule()
    return Calendar(work.zone, week, closed, special, rule)


def _days(text: str) -> Iterator[tuple[date, str]]:
    """Yield the days of a text with what stands behind each."""
    for line in filter(None, map(str.strip, text.splitlines())):
        on, _space, rest = line.partition(" ")
        try:
            yield date.fromisoformat(on), rest.strip()
        except ValueError as problem:
            raise InvalidInputError("administration.line", line=line) from problem


def windows_of(text: str) -> list[tuple[str, str]]:
    """Return windows from `08:00-12:30, 13:00-17:00`."""
    found = []
    for part in filter(None, map(str.strip, text.replace(";", ",").split(","))):
        opens, _dash, closes = part.replace("–", "-").partition("-")
        found.append((opens.strip(), closes.strip()))
    return found


def _written(windows: Sequence[tuple[str, str]]) -> str:
    return ", ".join(f"{opens}-{closes}" for opens, closes in windows)
