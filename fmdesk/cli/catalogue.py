"""`fmdesk catalogue publish FOLDER` and `fmdesk catalogue export FILE`: the catalogue as files."""

import argparse
from pathlib import Path
from typing import Any

from fmdesk.cli.output import Output
from fmdesk.config import Settings
from fmdesk.i18n import _, ngettext, number


def add(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add the command with its two ways."""
    text = _("publish the catalogue, or write it as a table that can be imported again")
    parser = commands.add_parser("catalogue", parents=[common], help=text, description=text)
    ways = parser.add_subparsers(dest="way", required=True, metavar=_("what"))
    text = _("write the booklet (PDF) and the pages for the intranet, in both languages")
    publish = ways.add_parser("publish", parents=[common], help=text, description=text)
    publish.add_argument("folder", type=Path, help=_("the folder; it is made when it is not there"))
    publish.set_defaults(run=run_publish)
    text = _("write all products as CSV or XLSX, in the columns that the import reads")
    export = ways.add_parser("export", parents=[common], help=text, description=text)
    export.add_argument("file", type=Path, help=_("a .csv or .xlsx file"))
    export.set_defaults(run=run_export)


def run_publish(settings: Settings, arguments: argparse.Namespace, output: Output) -> int:
    """Publish the catalogue and return the exit code."""
    from fmdesk.bootstrap import open_office

    with open_office(settings) as office:
        bar = output.progress(_("Publish the catalogue"))
        published = office.services.catalogue.publish(arguments.folder, bar)
    places = (str(arguments.folder / name) for name in published.files)
    output.answer(published, places)
    return 0


def run_export(settings: Settings, arguments: argparse.Namespace, output: Output) -> int:
    """Write the table and return the exit code."""
    from fmdesk.bootstrap import open_office

    with open_office(settings) as office:
        count = office.services.catalogue.export(arguments.file)
    words = ngettext("{n} product in {file}.", "{n} products in {file}.", count)
    text = words.format(n=number(count), file=arguments.file)
    output.answer({"file": str(arguments.file), "products": count}, (text,))
    return 0
