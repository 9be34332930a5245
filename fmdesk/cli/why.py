"""`fmdesk why LINE`: why a line is judged as it is, to the second and to the clause."""

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from fmdesk.cli.output import Output, table, write_file
from fmdesk.config import Settings
from fmdesk.core.domain.views import ConditionView, IntervalView, Why, WhyVerdict
from fmdesk.i18n import _, current_language, exact_duration, money, stamp
from fmdesk.reports.why_words import OUTCOMES, REASONS, pieces, ruling_words


def add(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add the command."""
    text = _("explain how a line is judged: its clock, its charters, what it costs and who pays")
    parser = commands.add_parser("why", parents=[common], help=text, description=text)
    parser.add_argument("line", help=_("number of the line, for example M000123.1"))
    parser.add_argument(
        "--pdf",
        type=Path,
        metavar="FILE",
        help=_("write it to a PDF file, with all that it rests on"),
    )
    parser.set_defaults(run=run)


def run(settings: Settings, arguments: argparse.Namespace, output: Output) -> int:
    """Explain a line and return the exit code."""
    from fmdesk.bootstrap import open_office
    from fmdesk.core.services.why_papers import paper_of
    from fmdesk.reports.writer import render_why

    with open_office(settings) as office:
        whys, language = office.services.whys, current_language()
        why = whys.explain_number(arguments.line, language)
        if arguments.pdf:
            content = render_why(paper_of(whys, why.line.id, language), language)
            write_file(arguments.pdf, content)
            path = str(arguments.pdf)
            output.answer({"path": path, "bytes": len(content)}, (path,))
            return 0
        output.answer(why, _lines(why, office.services.time.zone))
    return 0


def _lines(why: Why, zone: str) -> Iterator[str]:
    line = why.line
    yield f"{line.number}  {line.quantity} × {line.product}  {money(line.price_cents)}"
    yield _("For {department}, by {unit}; received {received}, ready {ready}").format(
        department=line.department or "–",
        unit=line.unit,
        received=stamp(line.opened_at, zone),
        ready=stamp(line.ready_at, zone) if line.ready_at else "–",
    )
    if not why.verdicts:
        yield _("No charter promises anything about this line.")
    for verdict in why.verdicts:
        yield ""
        yield from _verdict(verdict, zone)


def _verdict(verdict: WhyVerdict, zone: str) -> Iterator[str]:
    charter = f"{verdict.charter_name} ({verdict.charter_code} v{verdict.charter_version})"
    yield _("{charter} [in trial]").format(charter=charter) if verdict.is_trial else charter
    yield f"“{verdict.promise}”"
    yield _("Part {part}, {pieces}: {outcome}").format(
        part=verdict.part,
        pieces=pieces(verdict.quantity),
        outcome=_(OUTCOMES[verdict.outcome]).upper(),
    )
    if verdict.ruling:
        yield "  " + ruling_words(verdict.ruling, stamp(verdict.ruling.at, zone))
    yield from _conditions(verdict.applies_when, verdict.conditions)
    yield from _conditions(verdict.except_when, verdict.exceptions)
    yield from _clock(verdict, zone)
    yield from _cost(verdict)


def _conditions(heading: str, conditions: Sequence[ConditionView]) -> Iterator[str]:
    if not conditions:
        return
    yield f"  {heading}:"
    rows = [
        (
            f"✓ {_('met')}" if one.is_met else f"✗ {_('not met')}",
            one.asked,
            _("found: {value}").format(value=one.found),
        )
        for one in conditions
    ]
    for line in table(("", "", ""), rows)[1:]:
        yield f"    {line}"


def _clock(verdict: WhyVerdict, zone: str) -> Iterator[str]:
    due = stamp(verdict.due_at, zone) if verdict.due_at else "–"
    finished = stamp(verdict.finished_at, zone) if verdict.finished_at else "–"
    yield "  " + _("Limit {limit} on {calendar}; due {due}, finished {finished}").format(
        limit=verdict.limit, calendar=verdict.calendar or "–", due=due, finished=finished
    )
    if not verdict.intervals:
        return
    rows = [_interval(interval, zone) for interval in verdict.intervals]
    counted = _("Counted together")
    rows.append(("", counted, exact_duration(verdict.elapsed), ""))
    for line in table((_("From"), _("To"), _("Counts"), _("Why")), rows, "llr"):
        yield f"  {line}"
    if verdict.over_clock:
        yield "  " + _("Over by {working} working time, {clock} clock time").format(
            working=exact_duration(verdict.over_working), clock=exact_duration(verdict.over_clock)
        )


def _interval(interval: IntervalView, zone: str) -> tuple[str, ...]:
    reason = _(REASONS[interval.reason])
    return (
        f"{stamp(interval.start, zone)}:{interval.start:%S}",
        f"{stamp(interval.end, zone)}:{interval.end:%S}",
        exact_duration(interval.seconds) if interval.is_counted else "–",
        f"{reason}: {interval.text}" if interval.text else reason,
    )


def _cost(verdict: WhyVerdict) -> Iterator[str]:
    for time in verdict.step_times:
        target = exact_duration(time.target_seconds) if time.target_seconds is not None else "–"
        yield "  " + _("{step} ({unit}): {time}, target {target}, over {over}").format(
            step=time.name,
            unit=time.unit,
            time=exact_duration(time.seconds),
            target=target,
            over=exact_duration(time.overrun_seconds),
        )
    if verdict.arithmetic:
        costs = _("In trial, so not credited: {arithmetic}") if verdict.is_trial else "{arithmetic}"
        yield "  " + costs.format(arithmetic=verdict.arithmetic)
    if verdict.bearer_reason:
        bears = _("Borne by {unit}: {reason}")
        if verdict.is_trial:
            bears = _("Would be borne by {unit}: {reason}")
        yield "  " + bears.format(unit=verdict.bearer or "–", reason=verdict.bearer_reason)
