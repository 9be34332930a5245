"""`fmdesk` without a command, or `fmdesk desktop`: the window."""

import argparse
import gc
import logging
from typing import TYPE_CHECKING, Any, Self

from fmdesk.cli.output import Output
from fmdesk.config import Settings
from fmdesk.core.domain.errors import StorageError
from fmdesk.i18n import _
from fmdesk.messages import explain

if TYPE_CHECKING:
    from fmdesk.bootstrap import Office
    from fmdesk.core.services.office import Services


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
    """Open the desktop and return its exit code; a first start builds the starter office."""
    gc.disable()  # the window collects by itself; 7 ms of its start are garbage runs over imports
    from fmdesk.desktop.app import run as open_window

    with OpenOffice(settings) as office:
        return open_window(settings, office.connect, is_smoke=arguments.is_smoke)


class OpenOffice:
    """The office behind the window; all of it is loaded and opened after the first paint.

    Args:
        settings: Settings of this person.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._office: Office | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_problem: object) -> None:
        if self._office is not None:
            self._keep_daily_copy(self._office)
            self._office.close()

    def connect(self) -> "Services":
        """Open the office and return its services; called on a thread.

        Raises:
            StorageError: The database cannot be used; the message says what to do.
        """
        from fmdesk.bootstrap import Silent, make_office

        if self._office is not None:  # nobody has signed in yet
            return self._office.services
        office = make_office(self._settings, is_created=True)
        self._office = office
        if not office.organisation:
            office.build_demo("starter", Silent())
        return office.services

    @staticmethod
    def _keep_daily_copy(office: "Office") -> None:
        """Copy the database when the window has gone: nobody waits for it."""
        try:
            office.keep_copy()
        except StorageError as problem:
            logging.getLogger(__name__).warning("%s", explain(problem))
