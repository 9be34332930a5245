"""`fmdesk worker`: the timer work of an office without a desktop."""

import argparse
import signal
import threading
from typing import Any

from fmdesk.cli.output import Output
from fmdesk.config import Settings
from fmdesk.core.domain.errors import DomainError
from fmdesk.i18n import _
from fmdesk.messages import explain

EVERY_SECONDS = 30
FAILED = 1


def add(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add the command."""
    text = _("do the office's timer work and daily copy until stopped by Ctrl+C or SIGTERM")
    parser = commands.add_parser("worker", parents=[common], help=text, description=text)
    parser.add_argument("--once", dest="is_once", action="store_true", help=_("one round only"))
    parser.set_defaults(run=run)


def run(settings: Settings, arguments: argparse.Namespace, output: Output) -> int:
    """Do the timer work, once or until it is told to stop; a round that began is finished.

    What fails is told and tried again in the next round.
    """
    from fmdesk.bootstrap import open_office

    stopped = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stopped.set())
    with open_office(settings) as office:
        while True:
            try:
                faults: tuple[DomainError, ...] = office.run_due()
                office.keep_copy()
            except DomainError as problem:
                faults = (problem,)
            for fault in faults:
                output.problem(fault.code, explain(fault))
            if not faults and arguments.is_once:
                output.answer({"faults": 0}, (_("The timer work is done."),))
            if arguments.is_once or stopped.wait(EVERY_SECONDS):
                return FAILED if faults and arguments.is_once else 0
