"""`fmdesk month control|close|report YYYY-MM`: run, freeze and print a month."""

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

from fmdesk.cli.output import Output, table
from fmdesk.config import LANGUAGES, Settings
from fmdesk.core.domain.errors import StorageError
from fmdesk.core.domain.views import FigureRow, MonthFigures, Tally
from fmdesk.i18n import _, current_language, money, number, percent

KINDS = ("monthly", "sanctions")
FORMS = ("pdf", "csv", "xlsx")


def add(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add the commands."""
    parser = commands.add_parser("month", help=_("run, close and print a month"))
    actions = parser.add_subparsers(metavar=_("action"), required=True)
    for name, text, run in (
        ("control", _("judge the month and show its figures (a draft)"), control),
        ("close", _("freeze the month and post it"), close),
        ("report", _("write a report of the month to a file"), report),
    ):
        action = actions.add_parser(name, parents=[common], help=text)
        action.add_argument("month", help=_("the month, for example 2026-10"))
        action.set_defaults(run=run)
        if name == "report":
            action.add_argument("--kind", choices=KINDS, default=KINDS[0])
            action.add_argument("--form", choices=FORMS, default=FORMS[0])
            action.add_argument("--language", choices=LANGUAGES, default=current_language())
            action.add_argument("--output", type=Path, help=_("the file to write"))


def control(settings: Settings, arguments: argparse.Namespace, output: Output) -> int:
    """Run the control of a month and print its figures."""
    from fmdesk.bootstrap import open_office

    with open_office(settings) as office:
        bar = output.progress(_("Control {month}").format(month=arguments.month))
        figures = office.services.month.control(arguments.month, bar)
        output.answer(figures, _figures(figures))
    return 0


def close(settings: Settings, arguments: argparse.Namespace, output: Output) -> int:
    """Close a month and print what was frozen."""
    from fmdesk.bootstrap import open_office

    with open_office(settings) as office:
        bar = output.progress(_("Close {month}").format(month=arguments.month))
        closed = office.services.month.close(uuid4(), arguments.month, bar)
        text = _("{month} is closed: {entries} entries posted. Figures {sha256}").format(
            month=closed.month, entries=closed.entries, sha256=closed.sha256
        )
        output.answer(closed, (text,))
    return 0


def report(settings: Settings, arguments: argparse.Namespace, output: Output) -> int:
    """Write a report of a month."""
    from fmdesk.bootstrap import open_office

    name = f"fmdesk-{arguments.month}-{arguments.kind}-{arguments.language}.{arguments.form}"
    path = arguments.output or Path(name)
    with open_office(settings) as office:
        content = office.services.month.report(
            arguments.month, arguments.kind, arguments.language, arguments.form
        )
    try:
        path.write_bytes(content)
    except OSError as problem:
        reason = problem.strerror or str(problem)
        raise StorageError("file.not_written", path=str(path), reason=reason) from problem
    output.answer({"path": str(path), "bytes": len(content)}, (str(path),))
    return 0


def _figures(figures: MonthFigures) -> Iterator[str]:
    state = _("closed") if figures.is_closed else _("draft")
    yield f"{figures.organisation} · {figures.month} · {state} · {figures.engine}"
    headings = (
        _("Group"),
        _("Lines"),
        _("Kept"),
        _("Broken"),
        _("Excused"),
        _("Running"),
        _("Share kept"),
        _("Charged"),
        _("Credited"),
        _("Borne"),
    )
    rows = [_row(_("Total"), figures.total)]
    rows.extend(_row(_label(row), row.month) for row in figures.rows)
    yield from table(headings, rows, "lrrrrrrrrr")
    yield _("Without a guarantee: {lines} lines; in quarantine: {quarantined}").format(
        lines=number(figures.without_guarantee), quarantined=figures.quarantined
    )


def _label(row: FigureRow) -> str:
    name = row.name_nl if current_language() == "nl" else row.name_en
    return f"{_dimension(row.dimension)} {name or '–'}"


def _dimension(dimension: str) -> str:
    return {
        "department": _("Department"),
        "unit": _("Unit"),
        "product": _("Product"),
        "charter": _("Charter"),
    }[dimension]


def _row(label: str, tally: Tally) -> tuple[str, ...]:
    counts = (tally.lines, tally.kept, tally.broken, tally.excused, tally.running)
    euros = (tally.charged_cents, tally.credited_cents, tally.borne_cents)
    return (
        label,
        *(number(count) for count in counts),
        percent(tally.kept, tally.judged),
        *(money(cents) for cents in euros),
    )
