"""Columns, periods and words of the page of the command log."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from datetime import time as clock
from pathlib import Path

from fmdesk.core.domain.audit import LogFilter, ToldCommand
from fmdesk.core.domain.office_time import OfficeTime
from fmdesk.core.domain.period import Month
from fmdesk.core.domain.why_paper import LoggedCommand
from fmdesk.core.services.command_words import CommandWords
from fmdesk.desktop.words import short_stamp
from fmdesk.i18n import N_, _, current_language, number, stamp
from fmdesk.ui.tables import Column

RECORD = re.compile(r"M\d{6,}(\.\d+)?", re.IGNORECASE)
"""The number of a ticket, or of one of its lines."""
DIGEST = re.compile("[0-9a-f]{64}")
_ID_LINE = len("00000000-0000-0000-")
"""Signs of an id on its first line: whole, it is as wide as the card."""
OFFERED = "fmdesk-log.xlsx"
"""The name that is offered for an export."""
_WEEK = timedelta(days=6)
_ONE_DAY = timedelta(days=1)


def _last_month(day: date) -> tuple[date, date]:
    month = Month(day.year, day.month).shift(-1)
    return month.first_day(), day.replace(day=1) - _ONE_DAY


def _last_year(day: date) -> tuple[date, date]:
    return date(day.year - 1, 1, 1), date(day.year - 1, 12, 31)


PERIODS: Mapping[str, tuple[str, Callable[[date], tuple[date, date]]]] = {
    "today": (N_("Today"), lambda day: (day, day)),
    "yesterday": (N_("Yesterday"), lambda day: (day - _ONE_DAY, day - _ONE_DAY)),
    "week": (N_("The last seven days"), lambda day: (day - _WEEK, day)),
    "month": (N_("This month"), lambda day: (day.replace(day=1), day)),
    "before": (N_("Last month"), _last_month),
    "year": (N_("This year"), lambda day: (day.replace(month=1, day=1), day)),
    "year_before": (N_("Last year"), _last_year),
}
"""Periods that are offered: their name, and their first and last day."""


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What is chosen above the list; empty asks for everything."""

    period: str = ""
    person: str = ""
    kind: str = ""
    words: str = ""


def filter_of(chosen: Narrowed, time: OfficeTime, known: CommandWords) -> LogFilter:
    """Return what is asked of the log; days are the office's, the words in the language of now."""
    words = chosen.words.strip()
    wanted = LogFilter(chosen.person, chosen.kind)
    if RECORD.fullmatch(words):
        wanted = replace(wanted, line=words.upper())
    elif words:
        names = known.names_like(words, current_language())
        wanted = replace(wanted, text=words, names=names)
    if not chosen.period:
        return wanted
    first, last = PERIODS[chosen.period][1](time.wall().date())
    since, until = (
        time.instant(datetime.combine(day, clock())) for day in (first, last + _ONE_DAY)
    )
    return replace(wanted, since=since, until=until)


def target_of(chosen: Path, *, is_csv: bool) -> Path:
    """Return the file to write: an ending that somebody typed counts, else the chosen form.

    Args:
        chosen: What the dialog answered.
        is_csv: CSV was chosen as the form.
    """
    form = ".csv" if is_csv else ".xlsx"
    if chosen.name == OFFERED:
        return chosen.with_suffix(form)
    is_typed = chosen.suffix.lower() in {".csv", ".xlsx"}
    return chosen if is_typed else chosen.with_name(chosen.name + form)


def columns(
    time: OfficeTime, names: Mapping[str, str], known: Callable[[], CommandWords]
) -> tuple[Column[LoggedCommand], ...]:
    """Return the columns.

    Args:
        time: The office's.
        names: Who is behind an account; may be filled in later.
        known: Returns what commands are called by now.
    """
    return (
        Column("seq", N_("Row"), lambda row: number(row.seq), 84, is_number=True),
        Column("at", N_("When"), lambda row: short_stamp(row.at, time), 146),
        Column("who", N_("Who"), lambda row: names.get(row.actor, row.actor), 150),
        Column(
            "what",
            N_("What"),
            lambda row: known().name_of(row.name, current_language()),
            260,
            is_stretched=True,
            hint=lambda row: row.name,
        ),
    )


def head_facts(told: ToldCommand, time: OfficeTime) -> tuple[tuple[str, str], ...]:
    """Return who did it and when, to the second."""
    row = told.view.row
    who = told.who if told.who == row.actor else f"{told.who} ({row.actor})"
    at = f"{stamp(row.at, time.zone)}:{time.local(row.at):%S}"
    return ((_("Row"), number(row.seq)), (_("When"), at), (_("Who"), who))


def chain_facts(told: ToldCommand) -> tuple[tuple[str, str], ...]:
    """Return the place of a command in the chain."""
    view = told.view
    return (
        (_("Command"), view.row.name),
        (_("Hash"), _in_groups(view.row.hash)),
        (_("Hash before"), _in_groups(view.previous)),
        (_("Id"), f"{view.op_id[:_ID_LINE]}\n{view.op_id[_ID_LINE:]}"),
    )


def field_facts(told: ToldCommand) -> tuple[tuple[str, str], ...]:
    """Return what a command was given; a digest among it takes several lines."""
    return tuple(
        (name, _in_groups(value) if DIGEST.fullmatch(value) else value)
        for name, value in told.fields
    )


def _in_groups(digest: str) -> str:
    """Return a hash so that it can be read aloud and takes several lines."""
    return " ".join(digest[place : place + 8] for place in range(0, len(digest), 8))
