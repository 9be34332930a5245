"""The command line; loads no Qt unless the desktop is asked for.

Exit codes: 0 done, 1 a known problem (said in one sentence), 2 wrong usage, 3 an import with bad
rows, 130 stopped by the user.
"""

import argparse
import sys
from collections.abc import Sequence

from fmdesk import __version__
from fmdesk.cli import db, demo, desktop, importing, month, why, worker
from fmdesk.cli.output import Output
from fmdesk.config import load_settings
from fmdesk.core.domain.errors import DomainError
from fmdesk.i18n import _, set_language
from fmdesk.messages import explain

PROBLEM, INTERRUPTED = 1, 130
COMMANDS = (desktop, importing, month, why, db, demo, worker)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code.

    Args:
        arguments: Arguments after the program's name; None takes them from the process.
    """
    output = Output()
    try:
        settings = load_settings()
        set_language(settings.language)
        parsed = _parser().parse_args(arguments)
        output = Output(is_json=parsed.is_json)
        code: int = parsed.run(settings, parsed, output)
    except DomainError as error:
        output.problem(error.code, explain(error))
        return PROBLEM
    except KeyboardInterrupt:
        output.problem("job.cancelled", _("Stopped as you asked. Nothing was changed."))
        return INTERRUPTED
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="fmdesk",
        description=_("The front-office desk. Without a command the desktop opens."),
    )
    parser.add_argument("--version", action="version", version=f"fmdesk {__version__}")
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument(
        "--json", dest="is_json", action="store_true", help=_("answer as JSON on one line")
    )
    parser.set_defaults(run=desktop.run, is_json=False, is_smoke=False)
    commands = parser.add_subparsers(metavar=_("command"))
    for command in COMMANDS:
        command.add(commands, common)
    return parser
