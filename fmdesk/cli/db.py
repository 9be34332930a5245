"""`fmdesk db create|upgrade|check|verify|backup|restore`: the care of the database."""

import argparse
from pathlib import Path
from typing import Any

from fmdesk.cli.output import Output
from fmdesk.config import Settings
from fmdesk.core.domain.errors import InvalidInputError
from fmdesk.i18n import _, number
from fmdesk.messages import explain

UNSOUND = 4


def add(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add the commands."""
    parser = commands.add_parser("db", help=_("make, check, copy and restore the database"))
    actions = parser.add_subparsers(metavar=_("action"), required=True)
    for name, text, run in (
        ("create", _("make an empty database"), create),
        ("upgrade", _("bring the tables up to date; a copy is made first"), upgrade),
        ("check", _("look whether the database is sound"), check),
        ("verify", _("check the command log, the ledger and every projection"), verify),
        ("backup", _("copy the database; the copy is opened and checked"), backup),
        ("restore", _("put a checked copy in place; the present one is kept"), restore),
    ):
        action = actions.add_parser(name, parents=[common], help=text, description=text)
        action.set_defaults(run=run)
        if name in ("backup", "restore"):
            action.add_argument("file", type=Path, help=_("the copy"))
        if name == "verify":
            action.add_argument(
                "--head",
                action="append",
                default=[],
                metavar="HEX",
                help=_("a head on paper, its first 12 digits or more; may be given several times"),
            )


def create(settings: Settings, arguments: argparse.Namespace, output: Output) -> int:
    """Make an empty database."""
    del arguments
    from fmdesk.bootstrap import open_office

    with open_office(settings, is_created=True) as office:
        place = office.database.place
    output.answer({"database": place}, (_("The database {place} is there.").format(place=place),))
    return 0


def upgrade(settings: Settings, arguments: argparse.Namespace, output: Output) -> int:
    """Bring the tables of the core and of the plugins up to date."""
    del arguments
    from fmdesk.bootstrap import upgrade_tables

    report = upgrade_tables(settings)
    if report.is_changed:
        text = _("Upgraded from {before} to {after}.").format(
            before=report.before, after=report.after
        )
    else:
        text = _("Everything is up to date ({after}).").format(after=report.after)
    copy = [_("Copy made first: {copy}").format(copy=report.copy)] if report.copy else []
    output.answer(report, (text, *copy))
    return 0


def check(settings: Settings, arguments: argparse.Namespace, output: Output) -> int:
    """Look whether the database is sound."""
    del arguments
    from fmdesk.core.sql.admin import check_database

    report = check_database(settings.database_url)
    if report.is_sound:
        lines = [
            _("{place} is sound ({revision}).").format(place=report.place, revision=report.revision)
        ]
    else:
        lines = [
            _("{place} is not sound: revision {revision}, this program has {expected}.").format(
                place=report.place, revision=report.revision or "–", expected=report.expected
            ),
            *report.problems,
            *([explain(report.advice)] if report.advice else ()),
        ]
    output.answer(report, lines)
    return 0 if report.is_sound else UNSOUND


def verify(settings: Settings, arguments: argparse.Namespace, output: Output) -> int:
    """Check the command log, the ledger, the frozen documents and every projection."""
    from fmdesk.bootstrap import verify_database

    report = verify_database(settings, output.progress(_("Verify")), arguments.head)
    lines = [
        explain(InvalidInputError(finding.code, subject=finding.subject))
        for finding in report.findings
    ]
    lines += [
        _("Head {head} is that of command {seq}.").format(head=head, seq=number(seq))
        for head, seq in report.heads
    ]
    if report.is_damaged:
        lines.append(
            _(
                "Keep this database as it is, for who looks into it, and put back the last copy"
                " that is sound: fmdesk db restore."
            )
        )
    lines.append(
        _(
            "{commands} commands, {entries} entries, {documents} documents and {lines} lines"
            " checked; {count} problems. Head {head}"
        ).format(
            commands=number(report.commands),
            entries=number(report.entries),
            documents=number(report.documents),
            lines=number(report.lines),
            count=number(report.count),
            head=report.head,
        )
    )
    output.answer(report, lines)
    return 0 if report.is_sound else UNSOUND


def backup(settings: Settings, arguments: argparse.Namespace, output: Output) -> int:
    """Copy the database; the copy is opened and checked."""
    from fmdesk.core.sql.copies import backup as copy
    from fmdesk.core.sql.engine import open_database

    database = open_database(settings.database_url)
    try:
        report = copy(database, arguments.file)
    finally:
        database.close()
    text = _("Copied to {path}: {size} bytes, {seq} commands, head {head}").format(
        path=report.path, size=number(report.size), seq=number(report.seq), head=report.head
    )
    output.answer(report, (text,))
    return 0


def restore(settings: Settings, arguments: argparse.Namespace, output: Output) -> int:
    """Put a checked copy in place; what stood there is kept beside it."""
    from fmdesk.core.sql.copies import restore as put_back

    report = put_back(settings.database_url, arguments.file)
    lines = [_("{place} is restored.").format(place=report.place)]
    if report.previous:
        lines.append(_("What stood there is kept as {path}.").format(path=report.previous))
    output.answer(report, lines)
    return 0
