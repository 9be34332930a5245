"""What an import is going to do, found without holding up anybody, and then carried out at once.

The file is read, parsed and judged against one consistent view of the database. New tickets wait
as finished rows outside it; what changes stored records waits as it was read. The transaction that
writes moves the first in, after asking again what they were made of if anybody changed anything
meanwhile, and judges the second anew, against what is stored then.
"""

import pickle
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from time import monotonic

from fmdesk.core.domain.errors import ConflictError, DomainError, InvalidInputError
from fmdesk.core.domain.import_views import ImportResult
from fmdesk.core.ports import Progress, Staging, UnitOfWork
from fmdesk.core.services.control import Spool
from fmdesk.core.services.importing_calendars import DaysWriter, make_calendar_writer
from fmdesk.core.services.importing_catalog import make_product_writer
from fmdesk.core.services.importing_lists import LISTS
from fmdesk.core.services.importing_mapping import ImportMapping
from fmdesk.core.services.importing_reachability import CountWriter
from fmdesk.core.services.importing_records import BudgetWriter, Shelf, Writer, make_people_writer
from fmdesk.core.services.importing_rows import Record, RowReader, Tally
from fmdesk.core.services.importing_tickets import make_ticket_writer
from fmdesk.core.services.sheets import open_sheet

PIECE = 1_000
"""Records that are judged together; each may hold some texts of 4,000 characters."""
SECONDS_MOST = 3_600


class NothingWrittenError(DomainError):
    """Rolls back an import that is refused or changes nothing; never seen outside."""

    def __init__(self, result: ImportResult) -> None:
        super().__init__("import.nothing_written")
        self.result = result


@dataclass(slots=True)
class Plan:
    """One import of one file.

    Attributes:
        path: The file.
        mapping: How it becomes records.
        keep_good: Bad rows are left out; else one refuses the file.
        progress: Is told bytes read of all bytes; writing counts as half as many again.
        is_dry_run: It will not be carried out, so nothing waits.
        head: Head of the command log before the view was opened.
    """

    path: Path
    mapping: ImportMapping
    keep_good: bool
    progress: Progress
    is_dry_run: bool = False
    head: str = ""
    staging: Staging | None = field(default=None, init=False)
    _tally: Tally = field(default_factory=Tally, init=False)
    _changes: Spool = field(default_factory=Spool, init=False)
    _writer: Writer | None = field(default=None, init=False)
    _size: int = field(default=0, init=False)

    def make(self, work: UnitOfWork) -> ImportResult:
        """Read and judge the file; returns what carrying it out would tell.

        Args:
            work: One consistent view of the database.

        Raises:
            InvalidInputError: The file cannot be read as a whole, or it takes too long.
            DomainError: `job.cancelled`.
        """
        ends_at = monotonic() + SECONDS_MOST
        tally = self._tally
        if self.mapping.target == "tickets" and not self.is_dry_run:
            self.staging = work.imports.staging()
        with open_sheet(self.path, self.mapping.file) as sheet:
            self._size = sheet.size
            reader = RowReader(self.mapping, sheet.header, tally)
            self._writer = _writer(self.mapping, work, tally, self.staging, is_final=False)
            piece: list[Record] = []
            for line, cells in sheet.rows:
                record = reader.read(line, cells)
                if record is not None:
                    piece.append(record)
                if not tally.read % PIECE:
                    self._judge(piece)
                    piece = []
                    self._report(sheet.position())
                    _check_time(ends_at)
            self._judge(piece)
            self._report(sheet.size)
        return self._result(tally)

    def carry_out(self, work: UnitOfWork) -> ImportResult:
        """Store what was planned.

        Args:
            work: The transaction; it may be another one than before, and this may be called again.

        Raises:
            ConflictError: `import.moved` when what new tickets were made of has changed.
            NothingWrittenError: The import is refused after all, or changes nothing.
        """
        assert self._writer is not None  # noqa: S101  # made by `make`
        if work.imports.head() != self.head and not self._writer.still_holds(work):
            raise ConflictError("import.moved")
        waiting = self.staging.tickets if self.staging else 0
        bad, warnings = list(self._tally.bad), list(self._tally.warnings)
        tally = replace(self._tally, added=waiting, changed=0, bad=bad, warnings=warnings)
        if self.staging is not None and waiting:
            work.imports.take_in(self.staging)
        writer = _writer(self.mapping, work, tally, None, is_final=True)
        for piece in self._changes.pieces():
            writer.judge(pickle.loads(piece[0]))  # noqa: S301  # our own file, never anybody else's
        result = self._result(tally)
        if not is_worth_writing(result):
            raise NothingWrittenError(result)
        return result

    def finish(self) -> None:
        """Tell that everything is done."""
        whole = self._size + self._size // 2
        self.progress.report(whole, whole)

    def close(self) -> None:
        """Let the files go."""
        with ExitStack() as stack:
            stack.enter_context(closing(self._changes))
            if self.staging is not None:
                stack.enter_context(closing(self.staging))

    def _judge(self, piece: Sequence[Record]) -> None:
        if self.progress.is_cancelled():
            raise DomainError("job.cancelled")
        if not piece or self._writer is None:
            return
        changes = self._writer.judge(piece)
        if changes and not self.is_dry_run:
            self._changes.add([pickle.dumps(changes, pickle.HIGHEST_PROTOCOL)])

    def _report(self, read: int) -> None:
        self.progress.report(read, self._size + (0 if self.is_dry_run else self._size // 2))

    def _result(self, tally: Tally) -> ImportResult:
        return ImportResult(
            mapping=self.mapping.code,
            read=tally.read,
            added=tally.added,
            changed=tally.changed,
            unchanged=tally.unchanged,
            bad=tuple(sorted(tally.bad, key=lambda row: row.line)),
            bad_count=tally.bad_count,
            warnings=tuple(tally.warnings),
            is_dry_run=self.is_dry_run,
            is_refused=bool(tally.bad_count) and not self.keep_good,
        )


def is_worth_writing(result: ImportResult) -> bool:
    """Tell whether an import changes anything."""
    return not result.is_refused and bool(result.added + result.changed)


_PLAIN: Mapping[str, Callable[[UnitOfWork, Tally, bool], Writer]] = {
    **LISTS,
    "budgets": lambda work, tally, is_final: BudgetWriter(work, tally, Shelf(work), is_final),
    "reachability": CountWriter,
    "calendars": make_calendar_writer,
    "closed_days": DaysWriter,
}
"""Writers that need nothing else, by target."""


def _writer(
    mapping: ImportMapping,
    work: UnitOfWork,
    tally: Tally,
    staging: Staging | None,
    *,
    is_final: bool,
) -> Writer:
    match mapping.target:
        case "tickets":
            source = mapping.external_source
            return make_ticket_writer(work, tally, source, staging, is_final=is_final)
        case "products" | "promises":
            is_promise = mapping.target == "promises"
            return make_product_writer(work, tally, is_final=is_final, is_promise=is_promise)
        case target if target in _PLAIN:
            return _PLAIN[target](work, tally, is_final)
    return make_people_writer(mapping.target, work, tally, is_final=is_final)


def _check_time(ends_at: float) -> None:
    if monotonic() > ends_at:
        raise InvalidInputError("import.too_slow", minutes=SECONDS_MOST // 60)
