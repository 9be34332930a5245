"""`fmdesk import FILE --mapping NAME`: bring a file in, row by row accounted for."""

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

from fmdesk.cli.output import Output
from fmdesk.config import Settings, resources_path
from fmdesk.core.domain.errors import InvalidInputError
from fmdesk.core.domain.import_views import BadRow, ImportResult
from fmdesk.i18n import _, ngettext, number
from fmdesk.messages import explain
from fmdesk.messages.importing import figures, verdict

BAD_ROWS = 3


def add(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add the command."""
    text = _("import a CSV or XLSX file; one wrong row refuses it all unless --keep-good is given")
    parser = commands.add_parser("import", parents=[common], help=text, description=text)
    parser.add_argument("file", type=Path, help=_("the file; a CSV may be packed (.gz)"))
    known = ", ".join(sorted(path.stem for path in resources_path("mappings").glob("*.toml")))
    mapping = _("name of a mapping ({known}), or a .toml file").format(known=known)
    parser.add_argument("--mapping", required=True, help=mapping)
    parser.add_argument(
        "--dry-run", dest="is_dry_run", action="store_true", help=_("check only, write nothing")
    )
    parser.add_argument(
        "--keep-good",
        dest="keep_good",
        action="store_true",
        help=_("import the good rows although there are wrong ones"),
    )
    parser.set_defaults(run=run)


def run(settings: Settings, arguments: argparse.Namespace, output: Output) -> int:
    """Import a file and return the exit code."""
    from fmdesk.bootstrap import open_office

    with open_office(settings) as office:
        result = office.services.importing.run(
            arguments.file,
            arguments.mapping,
            op_id=uuid4(),
            is_dry_run=arguments.is_dry_run,
            keep_good=arguments.keep_good,
            progress=output.progress(_("Import")),
        )
        output.answer(result, _lines(result))
    return BAD_ROWS if result.bad_count else 0


def _lines(result: ImportResult) -> Iterator[str]:
    for row in (*result.warnings, *result.bad):
        yield _bad(row)
    left = result.bad_count - len(result.bad)
    if left:
        yield ngettext("… and {n} more wrong row", "… and {n} more wrong rows", left).format(
            n=number(left)
        )
    yield figures(result)
    yield verdict(result)
    if result.is_refused:
        yield _("Correct the wrong rows, or import the others with --keep-good.")


def _bad(row: BadRow) -> str:
    kind = _("warning") if row.is_warning else _("wrong row")
    reason = explain(InvalidInputError(row.code, **row.params))
    if row.value and row.value not in reason:
        reason = _("{reason} The file has “{value}” there.").format(reason=reason, value=row.value)
    if not row.column:
        return _("line {line}: {kind}: {reason}").format(line=row.line, kind=kind, reason=reason)
    return _("line {line}, column {column}: {kind}: {reason}").format(
        line=row.line, column=row.column, kind=kind, reason=reason
    )
