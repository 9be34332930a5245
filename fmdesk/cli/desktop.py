"""`fmdesk` without a command, or `fmdesk desktop`: the window."""

import argparse
from typing import Any

from fmdesk.cli.output import Output
from fmdesk.config import Settings
from fmdesk.i18n import _


def add(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add the command."""
    parser = commands.add_parser("desktop", parents=[common], help=_("open the desktop"))
    parser.add_argument(
        "--smoke",
        dest="is_smoke",
        action="store_true",
        help=_("open, show the first page, and leave"),
    )
    parser.set_defaults(run=run)


def run(settings: Settings, arguments: argparse.Namespace, output: Output) -> int:  # noqa: ARG001  # every command has this form
    """Open the desktop and return its exit code."""
    from fmdesk.bootstrap import run_desktop

    return run_desktop(settings, is_smoke=arguments.is_smoke)
