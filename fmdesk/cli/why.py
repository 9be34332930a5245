"""`fmdesk why LINE`: why a line is judged as it is, to the second and to the clause."""

import argparse
from collections.abc import Iterator
from typing import Any

from fmdesk.cli.output import Output, table
from fmdesk.config import Settings
from fmdesk.core.domain.views import Why, WhyVerdict
from fmdesk.i18n import _, current_language, exact_duration, money, stamp


def add(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add the command."""
    parser = commands.add_parser("why", parents=[common], help=_("explain a line"))
    parser.add_argument("line", help=_("number of the line, for example M000123.1"))
    parser.set_defaults(run=run)


def run(settings: Settings, arguments: argparse.Namespace, output: Output) -> int:
    """Explain a line and return the exit code."""
    from fmdesk.bootstrap import open_office

    with open_office(settings) as office:
        why = office.services.whys.explain_number(arguments.line, current_language())
        output.answer(why, _lines(why, settings.zone))
    return 0


def _lines(why: Why, zone: str) -> Iterator[str]:
    line = why.line
    yield f"{line.number}  {line.quantity} × {line.product}  {money(line.price_cents)}"
    yield f"{line.department or '–'} → {line.unit}"
    for verdict in why.verdicts:
        yield ""
        yield from _verdict(verdict, zone)


def _verdict(verdict: WhyVerdict, zone: str) -> Iterator[str]:
    yield f"{verdict.charter_name} ({verdict.charter_code} v{verdict.charter_version})"
    yield f"“{verdict.promise}”"
    yield _("Part {part}, {quantity} pieces: {outcome}").format(
        part=verdict.part, quantity=verdict.quantity, outcome=verdict.outcome.value
    )
    due = stamp(verdict.due_at, zone) if verdict.due_at else "–"
    finished = stamp(verdict.finished_at, zone) if verdict.finished_at else "–"
    yield _("Limit {limit} on {calendar}; due {due}, finished {finished}").format(
        limit=verdict.limit, calendar=verdict.calendar, due=due, finished=finished
    )
    rows = [
        (
            stamp(interval.start, zone),
            stamp(interval.end, zone),
            exact_duration(interval.seconds) if interval.is_counted else "–",
            " ".join(filter(None, (interval.reason, interval.text))),
        )
        for interval in verdict.intervals
    ]
    yield from table((_("From"), _("To"), _("Counts"), _("Why")), rows, "llr")
    yield _("Counted together: {time}").format(time=exact_duration(verdict.elapsed))
    if verdict.over_clock:
        yield _("Over by {working} working time, {clock} clock time").format(
            working=exact_duration(verdict.over_working), clock=exact_duration(verdict.over_clock)
        )
    if verdict.arithmetic:
        yield verdict.arithmetic
    if verdict.bearer:
        yield _("Borne by {unit}: {reason}").format(
            unit=verdict.bearer, reason=verdict.bearer_reason
        )
