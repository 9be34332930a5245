"""The command line; loads no Qt unless the desktop is asked for.

Exit codes: 0 done, 1 a known problem (said in one sentence), 2 wrong usage, 3 an import with bad
rows, 4 a database that is not sound, 130 stopped by the user.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from importlib import import_module
from io import TextIOWrapper

from fmdesk import __version__
from fmdesk.cli.output import Output
from fmdesk.cli.words import speak_as_the_user_does
from fmdesk.config import load_settings
from fmdesk.core.domain.errors import DomainError
from fmdesk.i18n import _, set_language
from fmdesk.messages import explain

DONE, PROBLEM, INTERRUPTED = 0, 1, 130
COMMANDS = (
    *("desktop", "importing", "catalogue", "month", "why", "log", "db", "plugin", "demo"),
    "worker",
)
"""Modules of this package, in the order of the help; without a word only the first is loaded."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code.

    Args:
        arguments: Arguments after the program's name; None takes them from the process.
    """
    words = sys.argv[1:] if arguments is None else arguments
    output = Output(is_json="--json" in words)
    _print_anything()
    try:
        settings = load_settings()
        set_language(settings.language)
        speak_as_the_user_does()
        parsed = _parser(COMMANDS if words else COMMANDS[:1]).parse_args(words)
        if "is_safe_mode" in parsed:
            settings = replace(settings, safe_mode=True)
        code: int = parsed.run(settings, parsed, output)
        sys.stdout.flush()
    except DomainError as error:
        output.problem(error.code, explain(error))
        return PROBLEM
    except KeyboardInterrupt:
        output.problem(
            "job.interrupted", _("Stopped as you asked. What was not finished is not stored.")
        )
        return INTERRUPTED
    except BrokenPipeError:  # whoever read along has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    return code


def _print_anything() -> None:
    """A terminal without some sign shows a question mark instead of stopping the command."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")


def _parser(names: Sequence[str]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="fmdesk",
        description=_("The front-office desk. Without a command the desktop opens."),
        epilog=_(
            "Exit codes: 0 done, 1 a problem (said in one sentence), 2 wrong usage, 3 an import"
            " with bad rows, 4 a database that is not sound, 130 stopped by you."
        ),
    )
    parser.add_argument(
        "--version",
        action="version",
        version=f"fmdesk {__version__}",
        help=_("show program's version number and exit"),  # argparse of 3.11 says it in English
    )
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument(
        "--json", dest="is_json", action="store_true", help=_("answer as JSON on one line")
    )
    for one in (parser, common):
        one.add_argument(
            "--safe-mode",
            dest="is_safe_mode",
            action="store_true",
            default=argparse.SUPPRESS,
            help=_("leave out the plugins that were added"),
        )
    commands = parser.add_subparsers(metavar=_("command"))
    modules = [import_module(f"{__name__}.{name}") for name in names]
    for module in modules:
        module.add(commands, common)
    parser.set_defaults(run=modules[0].run, is_smoke=False)
    return parser
