"""The command log, read by who audits: newest first, filtered, one opened, all of it exported."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass, replace
from io import StringIO

from fmdesk.core.domain.audit import CommandView, LogFilter
from fmdesk.core.domain.canonical import dumps
from fmdesk.core.domain.errors import InvalidInputError, NotFoundError
from fmdesk.core.domain.permissions import Area
from fmdesk.core.domain.why_paper import ChainHead, LoggedCommand
from fmdesk.core.ports import Door, UnitOfWork

PAGE = 100
"""Rows that are read at once."""
FORMS = ("csv", "jsonl")
_HEADINGS = ("seq", "at", "actor", "command", "op_id", "digest", "previous", "hash")


@dataclass(frozen=True, slots=True)
class Audits:
    """Questions about the command log; nothing here changes anything.

    Attributes:
        door: For reading.
    """

    door: Door

    def rows(self, wanted: LogFilter, most: int = PAGE) -> tuple[LoggedCommand, ...]:
        """Return the newest commands that fit, at most so many; the next page begins `before`.

        Raises:
            NotAllowedError: `access.area`.
            NotFoundError: `line.unknown`.
        """
        with self.door.read(Area.AUDIT) as work:
            return _rows(work, wanted, most)

    def head(self) -> ChainHead:
        """Return the head of the chain; NotAllowedError `access.area`."""
        with self.door.read(Area.AUDIT) as work:
            return work.log.head()

    def command(self, seq: int) -> CommandView:
        """Return one command with what it was given.

        Raises:
            NotAllowedError: `access.area`.
            NotFoundError: `command.unknown`.
        """
        with self.door.read(Area.AUDIT) as work:
            found = work.log.views([seq])
        if not found:
            raise NotFoundError("command.unknown", seq=seq)
        return found[0]

    def export(self, wanted: LogFilter, form: str) -> Iterator[str]:
        """Yield the commands that fit, newest first, one line of text each.

        What they were given is left out: an export outlives what is erased. Who has the hashes can
        still prove that a row is the one of the log.

        Args:
            wanted: Which.
            form: `csv`, with headings, or `jsonl`.

        Raises:
            InvalidInputError: `report.form`.
            NotAllowedError: `access.area`.
            NotFoundError: `line.unknown`.
        """
        if form not in FORMS:
            raise InvalidInputError("report.form", value=form, known=", ".join(FORMS))
        if form == "csv":
            yield _csv(_HEADINGS)
        with self.door.read(Area.AUDIT) as work:
            while found := _rows(work, wanted, PAGE):
                for view in work.log.views([row.seq for row in found]):
                    yield _csv(_cells(view)) if form == "csv" else _json(view)
                wanted = replace(wanted, before=found[-1].seq)


def _rows(work: UnitOfWork, wanted: LogFilter, most: int) -> tuple[LoggedCommand, ...]:
    if not wanted.line:
        return work.log.rows(wanted, most)
    line_id = work.tickets.line_id_by_number(wanted.line)
    found = (one for one in reversed(work.log.of_line(line_id)) if _fits(one, wanted))
    return tuple(found)[:most]


def _fits(row: LoggedCommand, wanted: LogFilter) -> bool:
    """Tell whether a command of a line is asked for; the log itself is asked by its own query."""
    return (
        (not wanted.before or row.seq < wanted.before)
        and wanted.actor in {"", row.actor}
        and (wanted.command in {"", row.name} or row.name.startswith(f"{wanted.command}."))
        and (wanted.since is None or row.at >= wanted.since)
        and (wanted.until is None or row.at < wanted.until)
    )


def _cells(view: CommandView) -> tuple[str, ...]:
    row = view.row
    at = f"{row.at:%Y-%m-%dT%H:%M:%SZ}"
    chain = (view.op_id, view.digest, view.previous, row.hash)
    return (str(row.seq), at, row.actor, row.name, *chain)


def _json(view: CommandView) -> str:
    return dumps(dict(zip(_HEADINGS, _cells(view), strict=True)) | {"seq": view.row.seq}) + "\n"


def _csv(cells: tuple[str, ...]) -> str:
    """Return a row of CSV; what would run as a formula gets an apostrophe in front."""
    target = StringIO()
    safe = [f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t")) else cell for cell in cells]
    csv.writer(target).writerow(safe)
    return target.getvalue()
