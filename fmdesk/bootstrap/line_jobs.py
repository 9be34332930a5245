"""Long work on lines and months, in a process of its own."""

import logging
from collections.abc import Sequence
from pathlib import Path
from uuid import UUID, uuid4

from fmdesk.bootstrap.opening import open_office
from fmdesk.config import Settings
from fmdesk.core.domain.bulk import BulkOrder, BulkResult, Done
from fmdesk.core.domain.errors import StorageError
from fmdesk.core.domain.import_views import ImportResult
from fmdesk.core.domain.views import ClosedMonth, MonthFigures
from fmdesk.core.domain.what_if import WhatIf, WhatIfQuestion
from fmdesk.core.ports import Progress
from fmdesk.core.sql.soundness import refuse_damaged
from fmdesk.i18n import using_language
from fmdesk.messages import explain

_log = logging.getLogger(__name__)


def control_job(settings: Settings, month: str, progress: Progress) -> MonthFigures:
    """Run the control of a month in this process."""
    with open_office(settings) as office:
        return office.services.month.control(month, progress)


def what_if_job(settings: Settings, question: WhatIfQuestion, progress: Progress) -> WhatIf:
    """Try a charter on past months in this process."""
    with open_office(settings) as office:
        return office.services.charters.what_if(question, progress)


def bulk_job(settings: Settings, order: BulkOrder, language: str, progress: Progress) -> BulkResult:
    """Do the same to many lines in this process."""
    with open_office(settings) as office, using_language(language):
        return office.services.bulk.run(order, progress)


def undo_job(
    settings: Settings,
    order: BulkOrder,
    done: Sequence[Done],
    reason: str,
    language: str,
    progress: Progress,
) -> BulkResult:
    """Take back in this process what was done to many lines."""
    with open_office(settings) as office, using_language(language):
        return office.services.bulk.undo(order, done, reason, progress)


def close_job(settings: Settings, op_id: UUID, month: str, progress: Progress) -> ClosedMonth:
    """Close a month in this process."""
    with open_office(settings) as office:
        refuse_damaged(office.database, is_whole=True)  # what is frozen cannot be taken back
        closed = office.services.month.close(op_id, month, progress)
        try:
            office.keep_copy(f"{closed.month}-r{closed.revision}")
        except StorageError as problem:  # the month is closed all the same
            _log.warning("%s", explain(problem))
    return closed


def import_job(
    settings: Settings,
    path: Path,
    mapping: str,
    is_dry_run: bool,
    keep_good: bool,
    op_id: UUID | None,
    progress: Progress,
) -> ImportResult:
    """Import a file in this process."""
    with open_office(settings) as office:
        return office.services.importing.run(
            path,
            mapping,
            is_dry_run=is_dry_run,
            keep_good=keep_good,
            op_id=op_id or uuid4(),
            progress=progress,
        )
