"""`fmdesk worker`: the timer work of an office without a desktop."""

import argparse
import threading
from typing import Any

from fmdesk.cli.output import Output
from fmdesk.config import Settings
from fmdesk.i18n import _

EVERY_SECONDS = 30


def add(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add the command."""
    parser = commands.add_parser(
        "worker", parents=[common], help=_("do the office's timer work until stopped")
    )
    parser.add_argument("--once", dest="is_once", action="store_true", help=_("one round only"))
    parser.set_defaults(run=run)


def run(settings: Settings, arguments: argparse.Namespace, output: Output) -> int:
    """Do the timer work, once or until Ctrl+C."""
    from fmdesk.bootstrap import open_office

    pause = threading.Event()
    with open_office(settings) as office:
        while True:
            done = office.run_due()
            output.answer({"done": done}, (_("{count} tasks done").format(count=done),))
            if arguments.is_once or pause.wait(EVERY_SECONDS):
                return 0
