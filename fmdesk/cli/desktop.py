"""`fmdesk` without a command, or `fmdesk desktop`: the window."""

import argparse
import gc
import logging
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Self

from fmdesk.cli.output import Output
from fmdesk.cli.starts import ENOUGH, Starts
from fmdesk.config import Server, Settings, keep_server
from fmdesk.core.domain.errors import DomainError, StorageError
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
    parser.add_argument(
        "--new",
        dest="is_new",
        action="store_true",
        help=_("ask which office to begin with, where there is none yet"),
    )
    parser.set_defaults(run=run)


def run(settings: Settings, arguments: argparse.Namespace, output: Output) -> int:  # noqa: ARG001  # every command has this form
    """Open the desktop and return its exit code; a first start builds the starter office."""
    gc.disable()  # the window collects by itself; 7 ms of its start are garbage runs over imports
    from fmdesk.desktop.app import run as open_window

    starts = Starts(settings.data_dir / "starts")
    if starts.begin() >= ENOUGH:
        settings = replace(settings, safe_mode=True)
    with OpenOffice(settings) as office:
        is_asked = getattr(arguments, "is_new", False) and not office.is_there
        first_run = office if is_asked else None
        code = open_window(
            settings,
            office.connect,
            is_smoke=arguments.is_smoke,
            first_run=first_run,
            settled=starts.come_through,
        )
        if not office.is_connecting:
            starts.come_through()
        return code


class OpenOffice:
    """The office behind the window; all of it is loaded and opened after the first paint.

    Args:
        settings: Settings of this person.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._office: Office | None = None
        self.is_connecting = False
        """The office is being opened, or that ended in an error nobody knows."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_problem: object) -> None:
        if self._office is not None:
            self._keep_daily_copy(self._office)
            self._office.close()

    @property
    def is_there(self) -> bool:
        """Whether there is an office already, or its settings name a server."""
        return bool(self._settings.database) or (self._settings.data_dir / "fmdesk.db").exists()

    def begin_own(self, organisation: str) -> None:
        """Make an empty office of one's own; called on a thread.

        Raises:
            InvalidInputError: `administration.missing`.
            StorageError: The database cannot be made.
        """
        from fmdesk.bootstrap import begin_office

        begin_office(self._settings, organisation)

    def join(self, server: Server) -> None:
        """Use the office of a server from now on, once it has answered; called on a thread.

        Raises:
            StorageError: It cannot be reached, is no office, or does not fit this program; nothing
                was kept then.
        """
        from fmdesk.bootstrap import try_database

        try_database(server.url(with_password=True))
        keep_server(server)
        self._settings = replace(self._settings, database=server.url(with_password=False))

    def connect(self) -> "Services":
        """Open the office and return its services; called on a thread.

        Raises:
            StorageError: The database cannot be used; the message says what to do.
        """
        from fmdesk.bootstrap import Silent, make_office

        if self._office is not None:  # nobody has signed in yet
            return self._office.services
        self.is_connecting = True
        try:
            office = self._office = make_office(self._settings, is_created=True)
            if not office.organisation:
                office.build_demo("starter", Silent())
        except DomainError:
            self.is_connecting = False
            raise
        self.is_connecting = False
        return office.services

    @staticmethod
    def _keep_daily_copy(office: "Office") -> None:
        """Copy the database when the window has gone: nobody waits for it."""
        try:
            office.keep_copy()
        except StorageError as problem:
            logging.getLogger(__name__).warning("%s", explain(problem))
