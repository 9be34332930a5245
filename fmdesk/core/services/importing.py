"""Import: a file becomes records by a mapping, in one command with the file's hash.

The file is planned without holding up anybody, in pieces, so that memory does not grow with it:
what a million rows leave behind is eight bytes of each key. The plan is then carried out in one
short transaction. An import that is refused, cancelled, or changes nothing leaves no trace.
"""

import errno
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID, uuid4

from fmdesk.core.domain.errors import ConflictError, InvalidInputError, StorageError
from fmdesk.core.domain.import_views import ImportResult
from fmdesk.core.domain.views import Choice
from fmdesk.core.ports import Door, Progress
from fmdesk.core.services.importing_mapping import find_mapping, shipped_mappings
from fmdesk.core.services.importing_plan import NothingWrittenError, Plan, is_worth_writing
from fmdesk.core.services.sheets import hash_file

TRIES = 3
"""Plans of one file before it is told that others change what it refers to."""
MOVED = frozenset({"import.moved", "storage.taken", "line.changed"})
"""Conflicts after which a file is planned anew: somebody was first with what it refers to."""
_OWN = {"budgets": "budgets"}
"""What has a command of its own: budgets are money, which who administers never touches."""
FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


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
            ConflictError: `import.moved`, `command.reused`.
            StorageError: `import.no_room`, or the database cannot be used.
            DomainError: `job.cancelled`; nothing was changed.
        """
        chosen = find_mapping(mapping)
        if is_dry_run:
            with closing(Plan(path, chosen, keep_good, progress, is_dry_run=True)) as plan:
                return self._made(plan)
        request = ImportRequest(path.name, hash_file(path), chosen.code, keep_good)
        op_id = op_id or uuid4()
        earlier = self.door.earlier(op_id, request, ImportResult)
        if earlier is not None:
            return earlier
        for attempt in range(1, TRIES + 1):
            plan = Plan(path, chosen, keep_good, progress, head=self.door.head())
            try:
                with closing(plan):
                    return self._run(plan, op_id, request)
            except ConflictError as conflict:
                if conflict.code not in MOVED:
                    raise
                if attempt == TRIES:
                    raise ConflictError("import.moved") from conflict
        raise AssertionError(path)

    def _run(self, plan: Plan, op_id: UUID, request: ImportRequest) -> ImportResult:
        result = self._made(plan)
        if hash_file(plan.path) != request.sha256:
            raise InvalidInputError("import.file_changed", file=request.file)
        if is_worth_writing(result):
            try:
                result = self.door.run(
                    op_id,
                    f"importing.{_OWN.get(plan.mapping.target, 'run')}",
                    request,
                    plan.carry_out,
                    ImportResult,
                    staging=plan.staging,
                )
            except NothingWrittenError as left:
                result = left.result
        plan.finish()
        return result

    def _made(self, plan: Plan) -> ImportResult:
        with _room(), self.door.read() as work:
            return plan.make(work)


@contextmanager
def _room() -> Iterator[None]:
    """Tell in words that there is no room for what waits.

    Raises:
        StorageError: `import.no_room`.
    """
    try:
        yield
    except OSError as problem:
        if problem.errno not in FULL:
            raise
        folder, reason = tempfile.gettempdir(), problem.strerror or str(problem)
        raise StorageError("import.no_room", folder=folder, reason=reason) from problem
