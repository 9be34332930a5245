"""`fmdesk demo starter|boston`: fill an empty database with the starter office or real months."""

import argparse
from typing import Any

from fmdesk.cli.output import Output
from fmdesk.config import Settings
from fmdesk.i18n import _

NAMES = ("starter", "boston")


def add(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add the command."""
    parser = commands.add_parser(
        "demo", parents=[common], help=_("fill an empty database with an example office")
    )
    parser.add_argument("name", choices=NAMES)
    parser.set_defaults(run=run)


def run(settings: Settings, arguments: argparse.Namespace, output: Output) -> int:
    """Build a demo and return the exit code."""
    from fmdesk.bootstrap import open_office

    with open_office(settings, is_created=True) as office:
        bar = output.progress(_("Demo {name}").format(name=arguments.name))
        office.build_demo(arguments.name, bar)
        status = office.services.queries.status()
        text = _("{organisation} is ready in {database}.").format(
            organisation=status.organisation, database=status.database
        )
        output.answer(status, (text,))
    return 0
