"""`fmdesk log`: the command log, newest first; one command opened; all of it exported."""

import argparse
import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fmdesk.cli.output import Output, table, write_file
from fmdesk.config import Settings
from fmdesk.core.domain.errors import InvalidInputError
from fmdesk.i18n import _, number, stamp

if TYPE_CHECKING:
    from fmdesk.core.domain.audit import CommandView, LogFilter
    from fmdesk.core.domain.office_time import OfficeTime
    from fmdesk.core.services.audits import Audits

MIDNIGHT = clock()


def add(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add the command."""
    text = _("read the command log: who did what, when, and its place in the chain")
    parser = commands.add_parser("log", parents=[common], help=text, description=text)
    for name, words in (
        ("--actor", _("only what this account did")),
        ("--command", _("only this command, or all of a kind: sanctions")),
        ("--line", _("only what concerns this line, for example M000123.1")),
    ):
        parser.add_argument(name, default="", help=words)
    parser.add_argument("--day", help=_("only this day, for example 2026-10-07"))
    parser.add_argument("--before", type=int, default=0, help=_("only rows below this number"))
    parser.add_argument("--most", type=int, default=20, help=_("how many rows at most"))
    parser.add_argument("--open", type=int, metavar="ROW", help=_("open one row"))
    parser.add_argument(
        "--export", type=Path, metavar="FILE", help=_("write them all to a file, .csv or .jsonl")
    )
    parser.set_defaults(run=run)


def run(settings: Settings, arguments: argparse.Namespace, output: Output) -> int:
    """Read the log and return the exit code."""
    from fmdesk.bootstrap import open_office

    with open_office(settings) as office:
        audits, time = office.services.audits, office.services.time
        if arguments.open is not None:
            view = audits.command(arguments.open)
            output.answer(view, _opened(view, time))
            return 0
        wanted = _filter(arguments, time)
        if arguments.export is not None:
            _export(audits, wanted, arguments.export, output)
            return 0
        rows, head = audits.rows(wanted, max(1, arguments.most)), audits.head()
    cells = [(number(row.seq), _exact(row.at, time), row.actor, row.name) for row in rows]
    headings = (_("Row"), _("When"), _("Who"), _("Command"))
    lines = [
        *(table(headings, cells, "rlll") if cells else [_("No command fits.")]),
        _("Head of the log: row {seq}, {hash}").format(seq=number(head.seq), hash=head.hash),
    ]
    output.answer({"rows": rows, "head": head}, lines)
    return 0


def _filter(arguments: argparse.Namespace, time: "OfficeTime") -> "LogFilter":
    from fmdesk.core.domain.audit import LogFilter

    since = until = None
    if arguments.day:
        try:
            first = date.fromisoformat(arguments.day)
        except ValueError as problem:
            raise InvalidInputError("log.day", value=arguments.day) from problem
        since, until = (
            time.instant(datetime.combine(day, MIDNIGHT))
            for day in (first, first + timedelta(days=1))
        )
    return LogFilter(
        arguments.actor, arguments.command, since, until, arguments.line, arguments.before
    )


def _export(audits: "Audits", wanted: "LogFilter", path: Path, output: Output) -> None:
    content = "".join(audits.export(wanted, path.suffix.removeprefix("."))).encode()
    write_file(path, content)
    output.answer({"path": str(path), "bytes": len(content)}, (str(path),))


def _opened(view: "CommandView", time: "OfficeTime") -> Iterator[str]:
    row = view.row
    yield f"{number(row.seq)}  {row.name}"
    yield _("By {actor} on {at}").format(actor=row.actor, at=_exact(row.at, time))
    yield _("It was given:")
    yield from _pretty(view.payload) if view.payload is not None else ["  " + _("erased")]
    yield _("It answered:")
    yield from _pretty(view.result)
    sound = _("the row is as it was written") if view.is_sound else _("THE ROW WAS CHANGED")
    yield _("Hash {hash}, after {previous}: {sound}").format(
        hash=row.hash, previous=view.previous, sound=sound
    )


def _pretty(text: str) -> list[str]:
    shown = json.dumps(json.loads(text), ensure_ascii=False, indent=2)
    return [f"  {line}" for line in shown.splitlines()]


def _exact(at: datetime, time: "OfficeTime") -> str:
    return f"{stamp(at, time.zone)}:{at.astimezone(UTC):%S}"
