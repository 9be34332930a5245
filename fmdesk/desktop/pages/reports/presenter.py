"""What the page of the reports does, without widgets."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from fmdesk.core.domain.period import Month
from fmdesk.core.domain.permissions import COMMANDS
from fmdesk.core.domain.reporting import (
    Cell,
    Key,
    Opens,
    RecordRow,
    ReportAsked,
    ReportFigures,
    ReportSpec,
    Scope,
)
from fmdesk.core.domain.views import Changes, Choice
from fmdesk.desktop.desk import Desk
from fmdesk.desktop.pages.reports.model import Span
from fmdesk.i18n import _, current_language

_Choosable = tuple[tuple[Scope, Choice], ...]


@dataclass(frozen=True, slots=True)
class Behind:
    """What is behind a figure: the cell, what its records are, and their numbers."""

    cell: Cell
    opens: Opens
    title: str
    numbers: Sequence[int]


class ReportsPresenter(QObject):
    """Knows the reports, the period and what restricts them, and fetches the figures."""

    shown = Signal(object)
    """The figures (`ReportFigures`)."""
    choosable = Signal(object)
    """To what the chosen report can be restricted: pairs of `Scope` and `Choice`."""
    wanting = Signal()
    """The report is about one unit or department, and none is chosen yet."""
    failed = Signal(object)
    opened = Signal(object)
    """What is behind a figure (`Behind`)."""
    made = Signal(object)
    """The bytes of a PDF to look at."""
    busy = Signal(bool)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.reports: tuple[ReportSpec, ...] = desk.services.reports.listed()
        self.report = self.reports[0]
        now = desk.kit.time.wall().date()
        self.span = Span.around("month", Month(now.year, now.month).shift(-1))
        self.scope: tuple[Scope, int] | None = None
        self.is_partial = self.may_send = False
        self.figures: ReportFigures | None = None
        self._choices: dict[str, tuple[tuple[Scope, Choice], ...]] = {}
        desk.changed.connect(self._hear)

    @property
    def asked(self) -> ReportAsked:
        """What is asked for now."""
        scope, number = self.scope or ("", 0)
        first, last = str(self.span.first), str(self.span.last)
        return ReportAsked(self.report.id, first, last, str(scope), number)

    def choose(self, report: str) -> None:
        """Show another report; what restricts it stays where that fits."""
        self.report = next(one for one in self.reports if one.id == report)
        if self.scope is not None and self.scope[0] not in self.report.scopes:
            self.scope = None
        self.load()

    def choose_span(self, span: Span) -> None:
        """Show other months."""
        self.span = span
        self.load()

    def choose_scope(self, scope: tuple[Scope, int] | None) -> None:
        """Restrict the report, or show the whole office."""
        self.scope = scope
        self.load()

    def load(self) -> None:
        """Fetch what restricts the report, then its figures."""
        reports, report, language = self._desk.services.reports, self.report, current_language()
        me = self._desk.services.access.me

        def choices() -> _Choosable:
            self.is_partial = reports.is_partial()
            self.may_send = me().is_any(*COMMANDS["sending.send_report"].roles)
            return tuple((s, one) for s in report.scopes for one in reports.choices(s, language))

        self._desk.query(self, choices, self._offer, self.failed.emit, key="choices")

    @property
    def needs(self) -> bool:
        """The report is of one unit or department: by what it is, or for who reads it."""
        return self.report.needs is not None or self.is_partial

    def _offer(self, choices: _Choosable) -> None:
        known = {(scope, int(choice.code)) for scope, choice in choices}
        if self.needs and self.scope not in known:
            self.scope = (choices[0][0], int(choices[0][1].code)) if choices else None
        self.choosable.emit(choices)
        if self.needs and self.scope is None:
            self.wanting.emit()
            return
        reports, asked, language = self._desk.services.reports, self.asked, current_language()
        work = partial(reports.figures, asked, language)
        self._desk.query(self, work, self._take, self.failed.emit, key="figures")

    def _take(self, figures: ReportFigures) -> None:
        if figures.asked == self.asked:
            self.figures = figures
            self.shown.emit(figures)

    def open(self, table: str, column: str, key: Key, title: str) -> None:
        """Fetch the records behind a figure.

        Args:
            table: Code of its table.
            column: Code of its column.
            key: Key of its row; empty for the total.
            title: What it is, in words.
        """
        if self.figures is None:
            return
        cell = Cell(self.figures.asked, table, column, key)
        opens = self.figures.table(table).opens[column]
        reports = self._desk.services.reports

        def behind() -> Behind:
            return Behind(cell, opens, title, reports.numbers(cell))

        self._desk.query(self, behind, self.opened.emit, self.failed.emit, key="behind")

    def rows(self, cell: Cell, numbers: Sequence[int]) -> Sequence[RecordRow]:
        """Return some of the records behind a figure; called on a thread."""
        return self._desk.services.reports.rows(cell, numbers, current_language())

    def preview(self, language: str) -> None:
        """Make the PDF to look at."""
        self._make(language, "pdf", self.made.emit)

    def export(self, form: str, target: Path) -> None:
        """Make a file and write it.

        Args:
            form: `pdf`, `xlsx` or `csv`.
            target: The file.
        """
        self._make(current_language(), form, lambda made: self.save(made, target))

    def save(self, content: bytes, target: Path) -> None:
        """Write what was made, and say so."""
        self._desk.save_file(self, content, target)

    def _make(self, language: str, form: str, done: Callable[[bytes], object]) -> None:
        job = self._desk.services.jobs.period_report
        work = partial(job, self.asked, language, form)

        def made(content: object) -> None:
            if isinstance(content, bytes):
                done(content)

        self.busy.emit(True)
        self._desk.start_job(
            self, _(self.report.title), work, made, ended=lambda: self.busy.emit(False)
        )

    def _hear(self, changes: Changes) -> None:
        if self.figures is not None and changes.months:
            self.load()
