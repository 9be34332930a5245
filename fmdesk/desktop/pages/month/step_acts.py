"""What each step of the month does; the keys and the rows of the steps come here."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from fmdesk.core.domain.errors import NotFoundError
from fmdesk.core.domain.period import Month
from fmdesk.core.domain.ticket import LineState
from fmdesk.core.domain.views import MonthFigures, TicketFilter
from fmdesk.desktop.desk import Desk
from fmdesk.desktop.pages.month.compare import CompareDialog
from fmdesk.desktop.pages.month.print_papers import PapersDialog
from fmdesk.desktop.pages.month.sending import SendDialog
from fmdesk.desktop.pages.my_unit.dialogs import TextDialog
from fmdesk.desktop.words import month_words
from fmdesk.i18n import _

if TYPE_CHECKING:
    from fmdesk.desktop.pages.month.journal import Files
    from fmdesk.desktop.pages.month.page import MonthPage

OPEN = (LineState.NEW, LineState.RUNNING, LineState.PAUSED)


class StepActs:
    """Does the steps of the month that the page shows.

    Args:
        page: The page.
        desk: Services and signals of the window.
    """

    def __init__(self, page: "MonthPage", desk: Desk) -> None:
        self._page, self._desk = page, desk

    @property
    def _month(self) -> str:
        return self._page.presenter.month

    def open_lines(self) -> None:
        """Show the lines of the month that are not over."""
        self._desk.page_asked.emit("tickets", TicketFilter(month=self._month, states=OPEN))

    def missing(self) -> None:
        """Show the section that a plugin could not fill, else the catalogue."""
        found = self._page.presenter.progress
        if found is not None and found.faults:
            self._page.figures.show_fault()
        elif found is not None and found.without_calendar:
            self._desk.page_asked.emit("catalogue", None)

    def objections(self) -> None:
        """Show what waits for a controller."""
        self._desk.page_asked.emit("objections", "open")

    def quarantine(self) -> None:
        """Show the verdicts that wait."""
        self._page.figures.open_quarantine()

    def draft(self) -> None:
        """Judge the month."""
        self._page.run_control()

    def compare(self) -> None:
        """Show what moved since the month before."""
        now, months = self._page.presenter.figures, self._desk.services.month
        if now is None:
            return
        earlier = str(Month.parse(now.month).shift(-1))

        def read() -> MonthFigures | None:
            try:
                return months.figures(earlier)
            except NotFoundError:
                return None

        def show(before: MonthFigures | None) -> None:
            if before is None:
                words = _("{month} has no figures to compare with.")
                self._desk.said.emit(words.format(month=month_words(earlier)))
            else:
                CompareDialog(self._page, self._page.kit, now, before).open()

        self._desk.query(self._page, read, show)

    def approve(self) -> None:
        """Approve the draft as it stands, or take the own approval back."""
        found = self._page.presenter.progress
        if found is None or found.is_closed or found.controlled_at is None:
            return
        if found.is_own_approval:
            title, save = _("Take back your approval"), _("Take it back")
            words = _("The month is not closed on it any more.")
        else:
            title, save = _("Approve the draft"), _("Approve")
            words = _("Counts and amounts as they stand now; another controller closes the month.")
        approve = self._page.presenter.approve
        TextDialog(self._page, title, save, words, _("Note (optional)"), approve).open()

    def close(self) -> None:
        """Ask once more, then close."""
        self._page.close_month()

    def papers(self) -> None:
        """Ask where the papers of every closed revision go: a folder, or a printer."""
        found = self._page.presenter.progress
        if found is not None and found.closed_revisions:
            PapersDialog(self._page, self._page.presenter, self._desk, found).open()

    def journal(self) -> None:
        """Set the accounts of finance, and write the journal of every closed revision."""
        found = self._page.presenter.progress
        if found is None or not found.closed_revisions:
            return
        from fmdesk.desktop.pages.month.journal import JournalDialog, write_journals

        def keep(files: "Files") -> None:
            chosen = QFileDialog.getExistingDirectory(self._page, _("Save the journal"))
            if chosen:
                write_journals(self._page.presenter, self._desk, files, Path(chosen))

        JournalDialog(self._page, self._desk, self._month, found.closed_revisions, keep).open()

    def send(self) -> None:
        """Show who gets which page, and send what is due."""
        found = self._page.presenter.progress
        if found is not None and found.is_closed:
            SendDialog(self._page, self._desk, self._month).open()

    def reopen(self) -> None:
        """Ask to open the month again, take that back, or do what another one asked for."""
        found = self._page.presenter.progress
        if found is None or not found.is_closed:
            return
        reopen = self._page.presenter.reopen
        if found.is_own_request:
            title, save = _("Take back your request to reopen"), _("Take it back")
            words = _("You asked: {reason}").format(reason=found.reopen_reason)
            TextDialog(self._page, title, save, words, _("Note (optional)"), reopen).open()
            return
        words = _("The closed revision stays readable; a new one begins.")
        if found.reopen_asked_by:
            asked = _("{who} asks: {reason}").format(
                who=found.reopen_asked_by, reason=found.reopen_reason
            )
            words = f"{asked} {words}"
        title = _("Reopen the month") if found.reopen_asked_by else _("Ask to reopen the month")
        save = _("Reopen") if found.reopen_asked_by else _("Ask")
        TextDialog(self._page, title, save, words, _("Reason"), reopen).open()
