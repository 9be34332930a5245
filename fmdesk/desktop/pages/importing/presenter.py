"""What an import does, without widgets."""

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from uuid import uuid4

from PySide6.QtCore import QObject, Signal

from fmdesk.core.domain.import_views import ImportResult
from fmdesk.core.domain.views import Changes
from fmdesk.desktop.desk import Desk, sentence_of
from fmdesk.i18n import _


@dataclass(frozen=True, slots=True)
class ImportOrder:
    """What to import: the file, the mapping, and whether good rows are kept beside bad ones."""

    path: Path
    mapping: str
    keep_good: bool


class ImportPresenter(QObject):
    """Offers the mappings and runs the import in a process of its own."""

    offered = Signal(object)
    """The mappings."""
    ended = Signal(object)
    """`ImportResult`."""
    refused = Signal(str)
    busy = Signal(bool)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk

    def load(self) -> None:
        """Fetch the mappings."""
        self._desk.query(self, self._desk.services.importing.mappings, self.offered.emit)

    def run(self, order: ImportOrder, *, is_dry_run: bool) -> None:
        """Import a file, or only try it."""
        work = partial(
            self._desk.services.jobs.import_file,
            order.path,
            order.mapping,
            is_dry_run,
            order.keep_good,
            uuid4(),
        )
        title = _("Import of {name}").format(name=order.path.name)
        self.busy.emit(True)
        self._desk.start_job(
            self,
            title,
            work,
            self._finish,
            ended=lambda: self.busy.emit(False),
            failed=lambda problem: self.refused.emit(sentence_of(problem)),
        )

    def _finish(self, result: object) -> None:
        if isinstance(result, ImportResult):
            self.ended.emit(result)
            if not result.is_dry_run and result.added + result.changed:
                self._desk.changed.emit(Changes(is_everything=True))
