"""What the page of the command log does, without widgets."""

from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from fmdesk.core.domain.audit import LogExtent, LogFilter, ToldCommand, VerifyReport
from fmdesk.core.domain.why_paper import LoggedCommand
from fmdesk.core.services.command_words import CommandWords
from fmdesk.desktop.desk import Desk, sentence_of
from fmdesk.desktop.pages.audit.model import Narrowed, filter_of
from fmdesk.desktop.pages.audit.raw import opened
from fmdesk.i18n import _, current_language, number
from fmdesk.ui.tables import PAGE_ROWS


@dataclass(frozen=True, slots=True)
class Listed:
    """A list of commands: what was asked, its first rows, and how long it is once known."""

    wanted: LogFilter
    rows: tuple[LoggedCommand, ...]
    extent: LogExtent | None = None


@dataclass(frozen=True, slots=True)
class Named:
    """Login and name of everybody who has an account, and what commands are called."""

    people: tuple[tuple[str, str], ...]
    words: CommandWords


class AuditPresenter(QObject):
    """Holds the filter, fetches the list and one command, verifies and exports."""

    asking = Signal()
    """Another list is looked for; words in a million commands take a second."""
    listed = Signal(object)
    """The first rows (`Listed`); how long the list is comes after."""
    measured = Signal(object)
    """The list with its length (`Listed`)."""
    told = Signal(object)
    """One command in words and as it is stored (`Opened`)."""
    named = Signal(object)
    """Login and name of everybody who has an account."""
    failed = Signal(object)
    """The list could not be fetched."""
    verified = Signal(object, object)
    """What a verification found (`VerifyReport`); the first broken command, or None."""
    busy = Signal(bool)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.chosen = Narrowed()
        self.known = CommandWords()
        self.is_listed = False
        self._wanted = LogFilter()
        """What was asked last; a long look for the length of an earlier list may answer after."""

    def load(self) -> None:
        """Fetch who may have acted, then the list."""
        services = self._desk.services

        def ask() -> Named:
            words = CommandWords(services.extensions.command_words())
            return Named(services.audits.people(), words)

        self._desk.query(self, ask, self._name, self.failed.emit, key="people")

    def choose(self, **changes: str) -> None:
        """Change what the list is narrowed by."""
        chosen = replace(self.chosen, **changes)
        if chosen != self.chosen:
            self.chosen = chosen
            self.load_list()

    def clear(self) -> None:
        """Show every command."""
        self.chosen = Narrowed()
        self.load_list()

    def load_list(self) -> None:
        """Fetch the first rows; the answer to an earlier filter is dropped."""
        audits, wanted = self._desk.services.audits, self._filter()

        def first() -> Listed:
            return Listed(wanted, audits.rows(wanted, PAGE_ROWS))

        self._wanted = wanted
        self.asking.emit()
        self._desk.query(self, first, self._take, self.failed.emit, key="list")

    def _filter(self) -> LogFilter:
        return filter_of(self.chosen, self._desk.kit.time, self.known)

    def read(self, listed: Listed, first: int, most: int) -> tuple[LoggedCommand, ...]:
        """Return rows of a list by their place; called on a thread."""
        audits, extent = self._desk.services.audits, listed.extent
        if extent is None:
            return listed.rows[first : first + most]
        return audits.page(listed.wanted, extent, first, most)

    def open(self, seq: int) -> None:
        """Fetch one command in words."""
        audits, language = self._desk.services.audits, current_language()
        self._desk.query(
            self,
            lambda: opened(audits.told(seq, language)),
            self.told.emit,
            self.failed.emit,
            key="told",
        )

    def export(self, target: Path) -> None:
        """Write what the list is narrowed to, in a process of its own."""
        wanted = self._filter()
        export = self._desk.services.jobs.export_log
        job = partial(export, wanted, current_language(), target)
        self._start(_("Export of the command log"), job, partial(self._say_saved, target))

    def verify(self, heads: tuple[str, ...] = ()) -> None:
        """Verify the log and what follows from it, in a process of its own.

        Args:
            heads: Heads of the log that somebody has on paper.
        """
        job = partial(self._desk.services.jobs.verify, heads)
        self._start(_("Verification"), job, self._take_report)

    def _start(self, title: str, job: object, done: object) -> None:
        self.busy.emit(True)
        self._desk.start_job(
            self,
            title,
            job,  # type: ignore[arg-type]  # any answer
            done,  # type: ignore[arg-type]  # takes the answer of its own job
            ended=lambda: self.busy.emit(False),
            failed=lambda problem: self._desk.said.emit(sentence_of(problem)),
        )

    def _say_saved(self, target: Path, rows: int) -> None:
        words = _("Saved: {name}, {n} commands.")
        self._desk.said.emit(words.format(name=target.name, n=number(rows)))

    def _take_report(self, report: VerifyReport) -> None:
        """Tell of it, with the command where the chain breaks where that is still there."""
        if report.first_broken:
            told = partial(self._desk.services.audits.told, report.first_broken, current_language())
            tell = partial(self._tell, report)
            self._desk.query(self, told, tell, lambda _gone: self._tell(report, None))
        else:
            self._tell(report, None)

    def _tell(self, report: VerifyReport, told: ToldCommand | None) -> None:
        self.verified.emit(report, told)

    def _name(self, found: Named) -> None:
        self.known = found.words
        self.named.emit(found.people)
        self.load_list()

    def _take(self, listed: Listed) -> None:
        self.is_listed = True
        self.listed.emit(listed)
        if len(listed.rows) < PAGE_ROWS:  # that is all; looking for words is not done twice
            marks = tuple(row.seq for row in listed.rows[:1])
            self._measured(replace(listed, extent=LogExtent(len(listed.rows), marks)))
            return
        audits = self._desk.services.audits

        def measure() -> Listed:
            return replace(listed, extent=audits.extent(listed.wanted))

        def failed(problem: Exception) -> None:
            if listed.wanted == self._wanted:
                self.failed.emit(problem)

        self._desk.query(self, measure, self._measured, failed, key="extent")

    def _measured(self, listed: Listed) -> None:
        if listed.wanted == self._wanted:
            self.measured.emit(listed)
