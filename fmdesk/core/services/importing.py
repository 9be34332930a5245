"""Import: a file becomes records by a mapping, in one command with the file's hash.

Everything is written in one transaction, in pieces, so that memory does not grow with the file:
what a million rows leave behind is eight bytes of each key. An import that is refused, cancelled,
or changes nothing leaves no trace.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from uuid import UUID, uuid4

from fmdesk.core.domain.errors import DomainError, InvalidInputError
from fmdesk.core.domain.views import Choice, ImportResult
from fmdesk.core.ports import Door, Progress, UnitOfWork
from fmdesk.core.services.importing_catalog import make_product_writer
from fmdesk.core.services.importing_mapping import ImportMapping, find_mapping, shipped_mappings
from fmdesk.core.services.importing_records import (
    BudgetWriter,
    Shelf,
    Writer,
    make_people_writer,
)
from fmdesk.core.services.importing_rows import Record, RowReader, Tally
from fmdesk.core.services.importing_tickets import make_ticket_writer
from fmdesk.core.services.sheets import hash_file, open_sheet

PIECE = 2_000
"""Records that are stored together."""
SECONDS_MOST = 3_600


@dataclass(frozen=True, slots=True)
class ImportRequest:
    """What the command log keeps of an import; the hash stands for the file."""

    file: str
    sha256: str
    mapping: str
    keep_good: bool


class Quiet:
    """A `Progress` that tells nobody and is never cancelled."""

    def report(self, done: int, total: int) -> None:
        """Take the figures and do nothing."""

    def is_cancelled(self) -> bool:
        """Say no."""
        return False


QUIET = Quiet()


@dataclass(frozen=True, slots=True)
class Importing:
    """Use cases of the import.

    Attributes:
        door: The one door.
    """

    door: Door

    def mappings(self) -> tuple[Choice, ...]:
        """Return the shipped mappings with their names in Dutch, the English ones as hint."""
        return tuple(
            Choice(mapping.code, mapping.name_nl, mapping.name_en) for mapping in shipped_mappings()
        )

    def run(
        self,
        path: Path,
        mapping: str,
        *,
        is_dry_run: bool = False,
        keep_good: bool = False,
        op_id: UUID | None = None,
        progress: Progress = QUIET,
    ) -> ImportResult:
        """Import a file.

        Args:
            path: CSV, packed or not, or XLSX.
            mapping: Code of a shipped mapping, or the path of a TOML file.
            is_dry_run: Tell what would happen and write nothing.
            keep_good: Leave out bad rows; else one bad row refuses the whole file.
            op_id: Made once by the client; a repeat returns the first result.
            progress: Is told bytes read of all bytes.

        Raises:
            InvalidInputError: The file or the mapping cannot be read as a whole.
            DomainError: `job.cancelled`; nothing was changed.
        """
        chosen = find_mapping(mapping)
        task = _Task(path, chosen, is_dry_run, keep_good, progress)
        if is_dry_run:
            with self.door.read() as work:
                return task.run(work)
        request = ImportRequest(path.name, hash_file(path), chosen.code, keep_good)
        try:
            return self.door.run(
                op_id or uuid4(), "importing.run", request, task.run_or_leave, ImportResult
            )
        except _NothingWrittenError as left:
            return left.result


class _NothingWrittenError(DomainError):
    """Rolls back an import that is refused or changes nothing; never seen outside."""

    def __init__(self, result: ImportResult) -> None:
        super().__init__("import.nothing_written")
        self.result = result


@dataclass(frozen=True, slots=True)
class _Task:
    path: Path
    mapping: ImportMapping
    is_dry_run: bool
    keep_good: bool
    progress: Progress

    def run_or_leave(self, work: UnitOfWork) -> ImportResult:
        """Import, or roll back when there is nothing to keep."""
        result = self.run(work)
        if result.is_refused or not result.added + result.changed:
            raise _NothingWrittenError(result)
        return result

    def run(self, work: UnitOfWork) -> ImportResult:
        tally = Tally()
        ends_at = monotonic() + SECONDS_MOST
        with open_sheet(self.path, self.mapping.file) as sheet:
            reader = RowReader(self.mapping, sheet.header, tally)
            writer = _writer(self.mapping, work, tally, is_dry_run=self.is_dry_run)
            piece: list[Record] = []
            for line, cells in sheet.rows:
                record = reader.read(line, cells)
                if record is not None:
                    piece.append(record)
                if not tally.read % PIECE:
                    self._pass_on(writer, piece)
                    piece.clear()
                    self.progress.report(sheet.position(), sheet.size)
                    _check_time(ends_at)
            self._pass_on(writer, piece)
            self.progress.report(sheet.size, sheet.size)
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

    def _pass_on(self, writer: Writer, piece: Sequence[Record]) -> None:
        if self.progress.is_cancelled():
            raise DomainError("job.cancelled")
        if piece:
            writer.store(piece)


def _writer(mapping: ImportMapping, work: UnitOfWork, tally: Tally, *, is_dry_run: bool) -> Writer:
    match mapping.target:
        case "tickets":
            source = mapping.external_source
            return make_ticket_writer(work, tally, source, is_dry_run=is_dry_run)
        case "products" | "promises":
            is_promise = mapping.target == "promises"
            return make_product_writer(work, tally, is_dry_run=is_dry_run, is_promise=is_promise)
        case "budgets":
            return BudgetWriter(work, tally, Shelf(work), is_dry_run)
    return make_people_writer(mapping.target, work, tally, is_dry_run=is_dry_run)


def _check_time(ends_at: float) -> None:
    if monotonic() > ends_at:
        raise InvalidInputError("import.too_slow", minutes=SECONDS_MOST // 60)
