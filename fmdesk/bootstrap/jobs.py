"""Long work as what is handed to a process of its own."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from importlib import import_module
from typing import Any

from fmdesk.config import Settings
from fmdesk.core.services.office import Jobs
from fmdesk.core.sql.door import SqlDoor

PLACES = {
    "control": "line_jobs:control_job",
    "bulk": "line_jobs:bulk_job",
    "undo": "line_jobs:undo_job",
    "close": "line_jobs:close_job",
    "what_if": "line_jobs:what_if_job",
    "report": "paper_jobs:report_job",
    "period_report": "paper_jobs:period_report_job",
    "send_pages": "paper_jobs:send_pages_job",
    "send_report": "paper_jobs:send_report_job",
    "make_reports": "paper_jobs:make_reports_job",
    "work_orders": "paper_jobs:work_orders_job",
    "letter": "paper_jobs:letter_job",
    "why": "paper_jobs:why_job",
    "import_file": "line_jobs:import_job",
    "backup": "paper_jobs:backup_job",
    "verify": "audit_jobs:verify_job",
    "export_log": "audit_jobs:export_log_job",
    "publish": "paper_jobs:publish_job",
}
"""Where the work of each job stands; it opens an office, which is built from this module."""


class Silent:
    """A progress that nobody watches."""

    def report(self, done: int, total: int) -> None:
        """Do nothing."""

    def is_cancelled(self) -> bool:
        """Return False."""
        return False


@dataclass(frozen=True, slots=True)
class _Job:
    """Long work that runs as who is signed in when it is sent to its process."""

    place: str
    settings: Settings
    door: SqlDoor

    def __call__(self, *arguments: object) -> object:
        return self._bound()(*arguments)

    def __reduce__(self) -> str | tuple[Any, ...]:
        return self._bound().__reduce__()

    def _bound(self) -> "partial[object]":
        module, _colon, name = self.place.partition(":")
        work: Callable[..., object] = getattr(import_module(f"fmdesk.bootstrap.{module}"), name)
        return partial(work, replace(self.settings, login=self.door.actor))


def jobs_of(settings: Settings, door: SqlDoor) -> Jobs:
    """Return the long work of an office."""
    return Jobs(**{name: _Job(place, settings, door) for name, place in PLACES.items()})
