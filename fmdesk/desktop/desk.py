"""What the pages of one window share."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from fmdesk.core.domain.errors import DomainError, NotAllowedError
from fmdesk.desktop.told import Told
from fmdesk.desktop.watching import Watch
from fmdesk.i18n import _
from fmdesk.ui.kit import Kit
from fmdesk.ui.page import Page
from fmdesk.ui.tasks import CancelledError, Job, JobDiedError, Lane, T

if TYPE_CHECKING:
    from fmdesk.core.domain.incoming import Collected
    from fmdesk.core.domain.report_plan import Making
    from fmdesk.core.domain.views import Changes
    from fmdesk.core.services.office import Services


SEND_EVERY_MS = 60_000
"""How often timer work is done, e-mail that is due sent, and what has come fetched."""

_log = logging.getLogger(__name__)


class Desk(QObject):
    """Services and tools, and the few signals that pass between pages.

    Args:
        kit: Theme, runner and memory; the pages get it with the office's time.
        services: The use cases; called on the runner's lanes only.
    """

    changed = Signal(object)
    """A command changed something (`Changes`): presenters that show it query again."""
    page_asked = Signal(str, object)
    """Go to a page, with what it shall show."""
    action_asked = Signal(str)
    """Do one of the window's actions, by its id."""
    said = Signal(str)
    """A sentence for the toast."""
    said_with = Signal(str, object)
    """The same, with a button: its text and what it does."""
    came_in = Signal(object)
    """E-mail and forms were looked for: what that brought (`Collected`)."""

    def __init__(self, kit: Kit, services: "Services") -> None:
        super().__init__()
        self.kit = replace(kit, time=services.time)
        self.services = services
        self.sending = QTimer(self, interval=SEND_EVERY_MS)
        self._is_making = False
        self.sending.timeout.connect(self._send)
        self.sending.start()
        self.told = Told(self)
        self.watch = Watch(self)

    def _send(self) -> None:
        """Follow other desks' plugins, escalate, do timer work, send and fetch; nobody waits."""
        services = self.services

        def failed(problem: Exception) -> None:
            _log.warning("%s", sentence_of(problem))

        def post() -> "Collected":
            services.messages.send_due()
            return services.incoming.collect()

        submit = partial(self.kit.runner.submit, self, failed=failed, lane=Lane.WRITE)
        submit(services.plugins.follow, self._followed)
        submit(
            services.escalations.run_due, lambda _done: None
        )  # they write: in turn with the rest
        submit(services.extensions.run_due, _log_faults)
        self.query(self, post, self._collected, failed, key="send")
        self.query(self, services.report_plans.due, self._make_reports, failed, key="reports")

    def _make_reports(self, due: "Sequence[Making]") -> None:
        """Make the reports that are due in a process of their own; one round at a time."""
        if not due or self._is_making:
            return
        self._is_making = True

        def ended() -> None:
            self._is_making = False

        def failed(problem: Exception) -> None:
            _log.warning("%s", sentence_of(problem))

        work = self.services.jobs.make_reports
        title = _("Reports of every month")
        self.start_job(self, title, work, lambda _made: None, ended=ended, failed=failed)

    def _followed(self, plugins: tuple[str, ...]) -> None:
        from fmdesk.core.domain.views import Changes

        if plugins:
            self.changed.emit(Changes(is_everything=True))
            words = _("Changed at another desk: the plugin {names}.")
            self.said.emit(words.format(names=", ".join(plugins)))

    def _collected(self, found: "Collected") -> None:
        from fmdesk.core.domain.views import Changes

        if found.tickets:
            self.changed.emit(Changes(tickets=found.tickets))
        self.came_in.emit(found)

    def query(
        self,
        owner: QObject,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None] | None = None,
        key: str = "",
    ) -> None:
        """Ask the services something on the read lane."""
        self.kit.runner.submit(owner, work, done, failed=failed, key=key)

    def change(
        self,
        owner: QObject,
        work: Callable[[], T],
        done: Callable[[T], "Changes"],
        failed: Callable[[Exception], None],
    ) -> None:
        """Run a command on the write lane; every page then hears what `done` says it changed."""

        def finished(result: T) -> None:
            self.changed.emit(done(result))

        self.kit.runner.submit(owner, work, finished, failed=failed, lane=Lane.WRITE)

    def save_file(self, owner: QObject, content: bytes, target: Path) -> None:
        """Write what was made to where the user wants it, and say so; no disk is waited for."""

        def write() -> str:
            try:
                target.write_bytes(content)
            except OSError as problem:
                return problem.strerror or str(problem)
            return ""

        def tell(reason: str) -> None:
            words = _("{name} could not be written: {reason}. Choose another place.")
            said = words if reason else _("Saved: {name}")
            self.said.emit(said.format(name=target.name, reason=reason))

        self.query(owner, write, tell)

    def start_job(
        self,
        owner: QObject,
        title: str,
        work: Job[T],
        done: Callable[[T], None],
        *,
        ended: Callable[[], None],
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """Run a long job in its own process; a cancelled one only says so.

        Args:
            owner: Who asks.
            title: What the status line shows.
            work: Can be pickled.
            done: Called with its answer.
            ended: Called first, however it ended.
            failed: Called with its error; without it the user sees the error dialog.
        """

        def finished(result: T) -> None:
            ended()
            done(result)

        def stopped(problem: Exception) -> None:
            ended()
            if isinstance(problem, CancelledError):
                self.said.emit(_("Cancelled. Nothing was changed."))
            else:
                (failed or self.kit.runner.unhandled)(problem)

        self.kit.runner.start_job(owner, title, work, finished, failed=stopped)


def _log_faults(faults: Sequence[DomainError]) -> None:
    """Note what went wrong in timer work; the row of the plugin says it too."""
    for fault in faults:
        _log.warning("%s", fault)


def sentence_of(problem: Exception) -> str:
    """Return what to tell the user about an error that a page shows in place.

    Raises:
        Exception: The error itself when nobody knows it, for the dialog with its reference.
    """
    from fmdesk.messages import explain

    if isinstance(problem, DomainError):
        return explain(problem)
    if isinstance(problem, JobDiedError):
        return _("The background process ended without an answer. Nothing was changed; try again.")
    raise problem


def show_problem(page: Page, problem: Exception, retry: Callable[[], object]) -> None:
    """Show an error in place of a page's content."""
    from fmdesk.messages import explain

    if isinstance(problem, NotAllowedError):
        page.show_no_rights(explain(problem))
    else:
        page.show_error(sentence_of(problem), retry)
