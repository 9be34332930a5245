"""Writers of calendars, one row each, and of their closed days, one row for each day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import cast

from fmdesk.core.domain.calendar import Calendar
from fmdesk.core.domain.errors import DomainError, NotFoundError
from fmdesk.core.domain.limits import DayRule
from fmdesk.core.ports import UnitOfWork
from fmdesk.core.services.admin_calendars import tomorrow, windows_of
from fmdesk.core.services.holidays import dutch_holidays
from fmdesk.core.services.importing_fields import DAYS
from fmdesk.core.services.importing_records import RecordWriter, refuse_code
from fmdesk.core.services.importing_rows import FieldError, Record, Tally, Values
from fmdesk.core.services.pinning import today

CLOSED = "-"
"""What stands for a closed day; an empty cell leaves what is stored."""
YEARS = 2
"""Years whose holidays are taken: this one and the next."""


@dataclass(frozen=True, slots=True)
class _Dated:
    """A calendar from a day on."""

    code: str
    since: date
    calendar: Calendar

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Dated) and self.calendar == other.calendar

    def __hash__(self) -> int:
        return hash(self.calendar)


def make_calendar_writer(work: UnitOfWork, tally: Tally, is_final: bool) -> RecordWriter[_Dated]:
    """Return the writer of calendars: a change becomes a version from its day on.

    Args:
        work: The unit of work.
        tally: Counts what becomes of the records.
        is_final: They are stored.
    """
    kept: dict[str, _Dated] = {}
    known = frozenset(work.catalog.calendars())
    begin = tomorrow(work)

    def find(key: tuple[str, date]) -> _Dated | None:
        code, since = key
        if code in kept or code not in known:
            return kept.get(code)
        return _Dated(code, since, _there(work, code, since))

    def key(values: Values) -> tuple[str, date]:
        code = str(values["code"])
        since = values.get("valid_from") or (begin if code in known else today(work))
        return code, cast("date", since)

    def build(old: _Dated | None, values: Values) -> _Dated:
        code, since = key(values)
        if old is not None and since < begin:
            raise FieldError("valid_from", "administration.past", day=since.isoformat())
        return _Dated(code, since, _calendar(work, old.calendar if old else None, values))

    def keep(new: _Dated) -> None:
        kept[new.code] = new
        if is_final:
            work.catalog.add_calendar_version(new.code, new.since, new.calendar)

    return RecordWriter(tally, find, build, keep, key)


def _there(work: UnitOfWork, code: str, since: date) -> Calendar:
    try:
        return work.catalog.calendar(code, since)[1]
    except NotFoundError as problem:  # it begins later
        raise FieldError("valid_from", problem.code, code=code) from problem


def _calendar(work: UnitOfWork, old: Calendar | None, values: Values) -> Calendar:
    """Return the calendar of a row.

    Raises:
        InvalidInputError: `calendar.…`, as `Calendar` refuses it.
    """
    week = {number: list(old.windows[number]) if old else [] for number in range(7)}
    for number, name in enumerate(DAYS):
        text = str(values.get(name) or "")
        if text:
            week[number] = [] if text == CLOSED else windows_of(text)
    closed: Mapping[date, str] = old.closed if old else {}
    if values.get("holidays"):
        year = today(work).year
        closed = {**dutch_holidays(range(year, year + YEARS)), **closed}
    special = {on: list(opens) for on, opens in old.special.items()} if old else {}
    rule = old.day_rule if old else DayRule()
    return Calendar(old.zone if old else work.zone, week, closed, special, rule)


@dataclass(frozen=True, slots=True)
class DaysWriter:
    """Closes calendars on days, or gives days hours of their own; both from tomorrow on.

    The days of one piece of a file make one version of each calendar.
    """

    work: UnitOfWork
    tally: Tally
    is_final: bool
    _kept: dict[str, Calendar] = field(default_factory=dict)

    def judge(self, records: Sequence[Record]) -> Sequence[Record]:
        """Count what becomes of some days; return those that change."""
        found, touched = [], set()
        for record in records:
            code = str(record.values["calendar"])
            try:
                before = self._calendar(code)
                after = self._with_day(before, record.values)
            except DomainError as problem:
                self.tally.refuse(record, problem)
                continue
            if after == before:
                self.tally.unchanged += 1
                continue
            on = record.values["on"]
            if on in before.closed or on in before.special:
                self.tally.changed += 1
            else:
                self.tally.added += 1
            found.append(record)
            touched.add(code)
            self._kept[code] = after
        for code in sorted(touched) if self.is_final else ():
            self.work.catalog.add_calendar_version(code, tomorrow(self.work), self._kept[code])
        return found

    def still_holds(self, _work: UnitOfWork, /) -> bool:
        """Say yes: every day is judged again when it is stored."""
        return True

    def _calendar(self, code: str) -> Calendar:
        if code not in self._kept:
            if code not in self.work.catalog.calendars():
                refuse_code("calendar", code)
            self._kept[code] = _there(self.work, code, tomorrow(self.work))
        return self._kept[code]

    def _with_day(self, there: Calendar, values: Values) -> Calendar:
        """Return a calendar with a day; an empty name leaves the one it has."""
        on = cast("date", values["on"])
        if on < tomorrow(self.work):
            raise FieldError("on", "administration.past", day=on.isoformat())
        closed = dict(there.closed)
        special = {one: list(opens) for one, opens in there.special.items()}
        hours = str(values.get("hours") or "")
        if hours and hours != CLOSED:
            special[on] = windows_of(hours)
            closed.pop(on, None)
        else:
            special.pop(on, None)
            closed[on] = str(values.get("name") or closed.get(on, ""))
        week = {number: list(there.windows[number]) for number in range(7)}
        return Calendar(there.zone, week, closed, special, there.day_rule)
