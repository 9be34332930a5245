"""Rows of the command log: of the whole log by its own query, of a line or ticket by its story."""

from collections.abc import Sequence
from contextlib import suppress

from fmdesk.core.domain.audit import LogFilter
from fmdesk.core.domain.errors import NotFoundError
from fmdesk.core.domain.why_paper import LoggedCommand
from fmdesk.core.ports import UnitOfWork


def rows(
    work: UnitOfWork, wanted: LogFilter, most: int, skip: int = 0
) -> tuple[LoggedCommand, ...]:
    """Return the newest commands that fit; `line.unknown` for a number that nobody knows.

    Args:
        work: For reading.
        wanted: Which.
        most: How many at most.
        skip: Rows that are left out first.
    """
    if wanted.line:
        return of_record(work, wanted)[skip : skip + most]
    return work.log.rows(wanted, most, skip)


def of_record(work: UnitOfWork, wanted: LogFilter) -> tuple[LoggedCommand, ...]:
    """Return the commands of a line, or of all lines of a ticket, newest first."""
    found = {row for line_id in _lines(work, wanted.line) for row in work.log.of_line(line_id)}
    newest = sorted(found, key=lambda row: row.seq, reverse=True)
    with_words = _having_words(work, wanted, newest)
    return tuple(row for row in newest if row.seq in with_words and _fits(row, wanted))


def _lines(work: UnitOfWork, record: str) -> list[int]:
    """Return the line of a number, or all lines of a ticket's."""
    found = [work.tickets.line_id_by_number(record)]
    with suppress(NotFoundError):
        while "." not in record:
            found.append(work.tickets.line_id_by_number(f"{record}.{len(found) + 1}"))
    return found


def _having_words(
    work: UnitOfWork, wanted: LogFilter, rows: Sequence[LoggedCommand]
) -> frozenset[int]:
    """Return the numbers of those commands that have the words that are asked for."""
    if not wanted.text:
        return frozenset(row.seq for row in rows)
    words = wanted.text.casefold()
    return frozenset(
        view.row.seq
        for view in work.log.views([row.seq for row in rows])
        if words in (view.payload or "").casefold() or view.row.name in wanted.names
    )


def _fits(row: LoggedCommand, wanted: LogFilter) -> bool:
    """Tell whether a command of a line is asked for; the log itself is asked by its own query."""
    return (
        (not wanted.before or row.seq < wanted.before)
        and wanted.actor in {"", row.actor}
        and (wanted.command in {"", row.name} or row.name.startswith(f"{wanted.command}."))
        and (wanted.since is None or row.at >= wanted.since)
        and (wanted.until is None or row.at < wanted.until)
    )
