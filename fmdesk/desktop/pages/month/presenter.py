"""What the month page does, without widgets."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from uuid import uuid4

from PySide6.QtCore import QObject, Signal

from fmdesk.config import LANGUAGES
from fmdesk.core.domain.errors import NotFoundError
from fmdesk.core.domain.month_progress import MonthActDraft, MonthProgress
from fmdesk.core.domain.views import (
    Changes,
    ClosedMonth,
    FigureRow,
    JudgedRow,
    MonthFigures,
    MonthState,
    TicketFilter,
)
from fmdesk.desktop.desk import Desk, sentence_of
from fmdesk.desktop.pages.month.papers import write_all
from fmdesk.desktop.words import month_words
from fmdesk.i18n import _, ngettext

Refused = Callable[[str], None]
KINDS = ("monthly", "sanctions")


@dataclass(frozen=True, slots=True)
class Behind:
    """What is behind a figure.

    Attributes:
        wanted: The month, the outcome and the group.
        figure: The row of the figure; None for one of the whole month.
        numbers: The numbers of its verdicts.
        lines: How many lines these are on.
    """

    wanted: TicketFilter
    figure: FigureRow | None
    numbers: Sequence[int]
    lines: int


class MonthPresenter(QObject):
    """Knows the months, the figures of the chosen one, and runs what takes long."""

    listed = Signal(object)
    """All months, the newest first."""
    shown = Signal(object)
    """The figures of the chosen month, None when it was never controlled."""
    failed = Signal(object)
    busy = Signal(bool)
    """A job of this page runs."""
    opened = Signal(object)
    """What is behind a figure: `Behind`."""
    progressed = Signal(object)
    """How far the chosen month is (`MonthProgress`)."""
    reported = Signal(object, str, str)
    """A report is there: its bytes, kind and language."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.month = ""
        self.states: tuple[MonthState, ...] = ()
        self.figures: MonthFigures | None = None
        self.progress: MonthProgress | None = None
        self._wanted = TicketFilter()
        desk.changed.connect(self._hear)

    @property
    def state(self) -> MonthState | None:
        """The chosen month in the list."""
        return next((state for state in self.states if state.month == self.month), None)

    def load(self) -> None:
        """Fetch the months, then the figures of the chosen one."""
        months = self._desk.services.month
        self._desk.query(self, months.states, self._take_states, self.failed.emit, key="months")

    def choose(self, month: str) -> None:
        """Show another month."""
        self.month = month
        self._load_figures()

    def step(self, months: int) -> None:
        """Show the month so many places later in time, where there is one."""
        names = [state.month for state in reversed(self.states)]
        if self.month in names:
            place = names.index(self.month) + months
            if 0 <= place < len(names):
                self.choose(names[place])

    def open(self, wanted: TicketFilter, figure: FigureRow | None) -> None:
        """Fetch the verdicts behind a figure.

        Args:
            wanted: The month, the outcome and the group of the figure.
            figure: The row of the figure; None for one of the whole month.
        """
        self._wanted = wanted
        queries = self._desk.services.queries

        def fetch() -> Behind:
            numbers = queries.verdict_ids(wanted)
            return Behind(wanted, figure, numbers, queries.count(wanted) if numbers else 0)

        self._desk.query(self, fetch, self.opened.emit, self.failed.emit, key="behind")

    def rows_behind(self, numbers: Sequence[int]) -> Sequence[JudgedRow]:
        """Return some of the verdicts behind the opened figure; called on a thread."""
        return self._desk.services.queries.verdict_rows(self._wanted, numbers)

    def control(self) -> None:
        """Judge the month in a process of its own."""
        title = _("Control of {month}").format(month=month_words(self.month))
        work = partial(self._desk.services.jobs.control, self.month)
        self._start(title, work, self._controlled)

    def close(self) -> None:
        """Close the month: post it and freeze its figures and documents."""
        title = _("Closing {month}").format(month=month_words(self.month))
        work = partial(self._desk.services.jobs.close, uuid4(), self.month)
        self._start(title, work, self._closed)

    def approve(self, words: str, done: Callable[[], object], refused: Refused) -> None:
        """Approve the draft, or take the own approval back; told when it is done, or why not."""
        found = self.progress
        seen, is_back = (found.essence, found.is_own_approval) if found else ("", False)
        draft = MonthActDraft(uuid4(), self.month, words, seen, is_back)
        approve = self._desk.services.month.approve
        self._say(lambda: approve(draft), done, refused)

    def reopen(self, words: str, done: Callable[[], object], refused: Refused) -> None:
        """Ask to open the month again, take that back, or open it where another one asked."""
        month, services, found = self.month, self._desk.services, self.progress
        is_own = found is not None and found.is_own_request
        draft = MonthActDraft(uuid4(), month, words, is_back=is_own)
        if found is not None and found.reopen_asked_by and not is_own:
            self._say(lambda: services.month.reopen(draft.op_id, month, words), done, refused)
        else:
            self._say(lambda: services.month.ask_reopen(draft), done, refused)

    def _say(
        self, work: Callable[[], Changes], done: Callable[[], object], refused: Refused
    ) -> None:
        def finished(changes: Changes) -> Changes:
            done()
            return changes

        self._desk.change(self, work, finished, lambda problem: refused(sentence_of(problem)))

    def save_papers(self, folder: Path) -> None:
        """Write the papers of every closed revision into a folder, and say so."""
        found, paper = self.progress, self._desk.services.month.paper
        if found is None:
            return

        def write() -> tuple[int, str]:
            names = [
                (revision, f"{kind}.{language}.pdf")
                for revision in found.closed_revisions
                for kind in KINDS
                for language in LANGUAGES
            ]
            papers = {
                f"{found.month}-r{revision}-{name}": paper(found.month, revision, name)
                for revision, name in names
            }
            return len(papers), write_all(folder, papers)

        def tell(written: tuple[int, str]) -> None:
            n, reason = written
            words = ngettext("{n} paper is in {folder}.", "{n} papers are in {folder}.", n)
            if reason:
                words = _(
                    "Nothing was saved: {folder} cannot be written to ({reason}). Choose another"
                    " folder, or ask who keeps it for the right to write there."
                )
            self._desk.said.emit(words.format(n=n, folder=folder, reason=reason))

        self._desk.query(self, write, tell, self.failed.emit)

    def report(self, kind: str, language: str) -> None:
        """Make a report as PDF, for the preview."""
        self._make(kind, language, "pdf", lambda made: self.reported.emit(made, kind, language))

    def export(self, kind: str, language: str, form: str, target: Path) -> None:
        """Make a report and write it to a file.

        Args:
            kind: `monthly` or `sanctions`.
            language: `nl` or `en`.
            form: `pdf`, `csv` or `xlsx`.
            target: The file.
        """
        self._make(kind, language, form, lambda made: self.save(made, target))

    def save(self, content: bytes, target: Path) -> None:
        """Write a report to a file, and say so."""
        self._desk.save_file(self, content, target)

    def _make(self, kind: str, language: str, form: str, done: Callable[[bytes], object]) -> None:
        title = _("Report of {month}").format(month=month_words(self.month))
        work = partial(self._desk.services.jobs.report, self.month, kind, language, form)

        def made(content: object) -> None:
            if isinstance(content, bytes):
                done(content)

        self._start(title, work, made)

    def _start(
        self, title: str, work: Callable[..., object], done: Callable[[object], None]
    ) -> None:
        self.busy.emit(True)
        self._desk.start_job(self, title, work, done, ended=lambda: self.busy.emit(False))

    def _controlled(self, result: object) -> None:
        if isinstance(result, MonthFigures):
            self._desk.said.emit(_("{month} is judged.").format(month=month_words(result.month)))
            self._desk.changed.emit(Changes(months=(result.month,), is_everything=True))

    def _closed(self, result: object) -> None:
        if isinstance(result, ClosedMonth):
            words = _("{month} is closed; {n} entries were posted.")
            said = words.format(month=month_words(result.month), n=result.entries)
            self._desk.said.emit(said)
            self._desk.changed.emit(Changes(months=(result.month,), is_everything=True))

    def _take_states(self, states: tuple[MonthState, ...]) -> None:
        self.states = states
        if self.state is None:
            judged = (state.month for state in states if state.controlled_at)
            newest = states[0].month if states else ""
            self.month = next(judged, newest)
        self.listed.emit(states)
        if self.month:
            self._load_figures()

    def _load_figures(self) -> None:
        months, month = self._desk.services.month, self.month

        def figures() -> MonthFigures | None:
            try:
                return months.figures(month)
            except NotFoundError:
                return None

        self._desk.query(self, figures, self._take_figures, self.failed.emit, key="figures")
        way = self._desk.services.month
        self._desk.query(
            self, lambda: way.progress(month), self._take_progress, self.failed.emit, key="progress"
        )

    def _take_progress(self, found: MonthProgress) -> None:
        if found.month == self.month:
            self.progress = found
            self.progressed.emit(found)

    def _take_figures(self, figures: MonthFigures | None) -> None:
        if figures is None or figures.month == self.month:
            self.figures = figures
            self.shown.emit(figures)

    def _hear(self, changes: Changes) -> None:
        if self.states and (changes.months or changes.is_everything):
            self.load()
