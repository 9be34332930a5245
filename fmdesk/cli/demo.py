"""`fmdesk demo starter|boston|supplies`: the starter office, or real work of others."""

import argparse
from typing import Any

from fmdesk.cli.output import Output
from fmdesk.config import Settings
from fmdesk.i18n import _

NAMES = ("starter", "boston", "supplies")


def add(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add the command."""
    text = _("fill an empty database with an example office")
    parser = commands.add_parser("demo", parents=[common], help=text, description=text)
    parser.add_argument("name", choices=NAMES)
    parser.set_defaults(run=run)


def run(settings: Settings, arguments: argparse.Namespace, output: Output) -> int:
    """Build a demo and return the exit code."""
    from fmdesk.bootstrap import open_office

    with open_office(settings, is_created=True) as office:
        bar = output.progress(_("Build {name}").format(name=arguments.name))
        office.build_demo(arguments.name, bar)
        place = office.database.place
        text = _("{organisation} is ready in {database}.").format(
            organisation=office.organisation, database=place
        )
        output.answer({"organisation": office.organisation, "database": place}, (text,))
    return 0
