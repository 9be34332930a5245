"""`fmdesk month control|close|report|journal YYYY-MM`: run, freeze and print a month."""

import argparse
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from uuid import uuid4

from fmdesk.cli.output import Output, table, write_file
from fmdesk.config import LANGUAGES, Settings
from fmdesk.core.domain.journal import JournalOrder
from fmdesk.core.domain.views import FigureRow, MonthFigures, Tally
from fmdesk.i18n import N_, _, current_language, money, number, percent
from fmdesk.reports.wording import norm_of, share

KINDS = ("monthly", "sanctions")
FORMS = ("pdf", "csv", "xlsx")
PRODUCTS_SHOWN = 10
LABEL = 48
ALL = 10_000

GROUPS: Mapping[str, str] = {
    "department": N_("Departments"),
    "unit": N_("Units"),
    "charter": N_("Charters"),
    "product": N_("Products"),
}
"""Dimensions of the figures in the order in which they are printed."""

Column = tuple[str, Callable[[Tally], int], Callable[[int], str]]
COLUMNS: Sequence[Column] = (
    (N_("Lines"), lambda tally: tally.lines, number),
    (N_("Kept"), lambda tally: tally.kept, number),
    (N_("Broken"), lambda tally: tally.broken, number),
    (N_("Excused"), lambda tally: tally.excused, number),
    (N_("Running"), lambda tally: tally.running, number),
    (N_("Charged"), lambda tally: tally.charged_cents, money),
    (N_("Credited"), lambda tally: tally.credited_cents, money),
    (N_("Waived"), lambda tally: tally.waived_cents, money),
    (N_("Borne"), lambda tally: tally.borne_cents, money),
)
"""Figures with the texts of their headings; a column without any figure is left out."""


def add(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add the commands."""
    parser = commands.add_parser("month", help=_("run, close and print a month"))
    actions = parser.add_subparsers(metavar=_("action"), required=True)
    for name, text, run in (
        ("control", _("judge the month and show its figures (a draft)"), control),
        ("close", _("freeze the month and post it; this cannot be undone"), close),
        ("report", _("write a report of the month to a file"), report),
        ("journal", _("write what a closed month posted to a file for finance"), journal),
    ):
        action = actions.add_parser(name, parents=[common], help=text, description=text)
        action.add_argument("month", help=_("the month, for example 2026-10"))
        action.set_defaults(run=run)
        if name == "control":
            action.add_argument("--products", action="store_true", help=_("show every product"))
        if name == "journal":
            action.add_argument(
                "--revision", type=int, default=0, help=_("which closed revision; else the newest")
            )
        if name in {"report", "journal"}:
            action.add_argument("--output", type=Path, help=_("the file to write"))
        if name == "report":
            action.add_argument("--kind", choices=KINDS, default=KINDS[0])
            action.add_argument("--form", choices=FORMS, default=FORMS[0])
            action.add_argument("--language", choices=LANGUAGES, default=current_language())


def control(settings: Settings, arguments: argparse.Namespace, output: Output) -> int:
    """Run the control of a month and print its figures."""
    from fmdesk.bootstrap import open_office

    with open_office(settings) as office:
        bar = output.progress(_("Control {month}").format(month=arguments.month))
        figures = office.services.month.control(arguments.month, bar)
        output.answer(figures, _figures(figures, has_products=arguments.products))
    return 0


def close(settings: Settings, arguments: argparse.Namespace, output: Output) -> int:
    """Close a month and print what was frozen."""
    from fmdesk.bootstrap import close_job

    bar = output.progress(_("Close {month}").format(month=arguments.month))
    closed = close_job(settings, uuid4(), arguments.month, bar)
    text = _("{month} is closed: {entries} entries posted. Figures {sha256}").format(
        month=closed.month, entries=number(closed.entries), sha256=closed.sha256
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
    write_file(path, content)
    output.answer({"path": str(path), "bytes": len(content)}, (str(path),))
    return 0


def journal(settings: Settings, arguments: argparse.Namespace, output: Output) -> int:
    """Write the journal of a closed revision; the same bytes each time."""
    from fmdesk.bootstrap import open_office

    order = JournalOrder(uuid4(), arguments.month, arguments.revision)
    with open_office(settings) as office:
        made = office.services.journals.export(order)
        content = office.services.journals.content(made.month, made.revision)
    path = arguments.output or Path(f"journal-{made.month}-r{made.revision}.csv")
    write_file(path, content)
    output.answer({"path": str(path), "sha256": made.sha256}, (str(path),))
    return 0


def _figures(figures: MonthFigures, *, has_products: bool) -> Iterator[str]:
    state = _("closed") if figures.is_closed else _("draft")
    yield " · ".join(filter(None, (figures.organisation, figures.month, state, figures.engine)))
    yield ""
    columns = [column for column in COLUMNS if column[1](figures.total)]
    norm = norm_of(figures)
    rows: list[Sequence[str]] = [_row(_("Total"), figures.total, columns, norm)]
    for heading, group in _groups(figures.rows, has_products=has_products):
        rows += [("",), (heading,)]
        rows += [
            _row(_label(row), row.month, columns, norm if row.norm is None else row.norm)
            for row in group
        ]
    headings = ("", *(_(column[0]) for column in columns), _("Share kept"), _("Norm"))
    yield from table(headings, rows, "l" + "r" * (len(headings) - 1))
    yield ""
    yield _("Lines without a guarantee: {lines}").format(lines=number(figures.without_guarantee))
    if figures.quarantined:
        yield _(
            "Verdicts in quarantine: {count}. The engine and the check disagree about them; look"
            " at them before the month is closed."
        ).format(count=number(figures.quarantined))


def _groups(
    rows: Sequence[FigureRow], *, has_products: bool
) -> Iterator[tuple[str, Sequence[FigureRow]]]:
    """Yield the heading and the rows of each dimension that has any."""
    for dimension, heading in GROUPS.items():
        group = [row for row in rows if row.dimension == dimension]
        if dimension == "product" and not has_products:
            broken = [row for row in group if row.month.broken]
            broken.sort(key=lambda row: -row.month.broken)
            if broken:
                yield _("Products most often broken (all: --products)"), broken[:PRODUCTS_SHOWN]
        elif group:
            yield _(heading), group


def _label(row: FigureRow) -> str:
    name = (row.name_nl if current_language() == "nl" else row.name_en) or "–"
    label = name if len(name) <= LABEL else f"{name[: LABEL - 1]}…"
    if row.is_trial and f"({_('trial')})" not in label:
        label = _("{charter} [in trial]").format(charter=label)
    return f"  {label}"


def _row(label: str, tally: Tally, columns: Sequence[Column], norm: int | None) -> tuple[str, ...]:
    return (
        label,
        *(shown(figure(tally)) if figure(tally) else "–" for _heading, figure, shown in columns),
        share(tally.realised),
        "" if norm is None else percent(norm, ALL),
    )
