"""The command log, read by who audits: newest first, filtered, one opened, all of it exported."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass, replace
from io import StringIO

from fmdesk.core.domain.audit import STEP, CommandView, LogExtent, LogFilter, ToldCommand
from fmdesk.core.domain.canonical import dumps
from fmdesk.core.domain.errors import InvalidInputError, NotFoundError
from fmdesk.core.domain.permissions import Area
from fmdesk.core.domain.why_paper import ChainHead, LoggedCommand
from fmdesk.core.ports import Door
from fmdesk.core.services.audit_rows import of_record, rows
from fmdesk.core.services.command_fields import fields, who
from fmdesk.i18n import using_language

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
            return rows(work, wanted, most)

    def extent(self, wanted: LogFilter) -> LogExtent:
        """Return how many commands fit, and from where any place of their list is near.

        Raises:
            NotAllowedError: `access.area`.
            NotFoundError: `line.unknown`.
        """
        with self.door.read(Area.AUDIT) as work:
            if not wanted.line:
                return work.log.extent(wanted)
            found = of_record(work, wanted)
            return LogExtent(len(found), tuple(row.seq for row in found[::STEP]))

    def page(
        self, wanted: LogFilter, extent: LogExtent, first: int, most: int
    ) -> tuple[LoggedCommand, ...]:
        """Return the rows of a list from a place on.

        Args:
            wanted: Which.
            extent: How long the list was.
            first: Place of the first row, from 0.
            most: How many at most.

        Raises:
            NotAllowedError: `access.area`.
            NotFoundError: `line.unknown`.
        """
        if not extent.marks:
            return ()
        mark, skip = extent.near(first)
        with self.door.read(Area.AUDIT) as work:
            return rows(work, replace(wanted, before=mark + 1), most, skip)

    def people(self) -> tuple[tuple[str, str], ...]:
        """Return who acted or may: login and name of each, by name; many have no account.

        Raises:
            NotAllowedError: `access.area`.
        """
        with self.door.read(Area.AUDIT) as work:
            logins = {*work.log.actors(), *(one.login for one in work.accounts.all())}
            found = [(login, who(work, login)) for login in logins]
        return tuple(sorted(found, key=lambda one: one[1].casefold()))

    def told(self, seq: int, language: str) -> ToldCommand:
        """Return one command with what it was given in words.

        Raises:
            NotAllowedError: `access.area`.
            NotFoundError: `command.unknown`.
        """
        view = self.command(seq)
        with using_language(language), self.door.read(Area.AUDIT) as work:
            return ToldCommand(view, who(work, view.row.actor), fields(work, view))

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
        for view in self.every(wanted):
            yield _csv(_cells(view)) if form == "csv" else _json(view)

    def every(self, wanted: LogFilter) -> Iterator[CommandView]:
        """Yield the commands that fit, newest first, read in pages from one view of the log.

        Raises:
            NotAllowedError: `access.area`.
            NotFoundError: `line.unknown`.
        """
        with self.door.read(Area.AUDIT) as work:
            while found := rows(work, wanted, PAGE):
                yield from work.log.views([row.seq for row in found])
                wanted = replace(wanted, before=found[-1].seq)


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
