"""Offices for properties: one SQLite file per example, and a writer that makes no paper."""

import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from fmdesk.core.domain.charter import Charter
from fmdesk.core.domain.errors import DomainError
from fmdesk.core.domain.ledger import AccountKind
from fmdesk.core.domain.month_progress import MonthActDraft
from fmdesk.core.domain.views import ClosedMonth, MonthFigures
from fmdesk.core.ports import RuleEngine, SanctionRecord
from fmdesk.core.services.month_progress import MonthWay
from fmdesk.i18n import using_language
from fmdesk.messages import explain
from fmdesk.testing import FakeTime
from tests.integration.month.conftest import Quiet, SmallOffice

MONDAY = datetime(2026, 10, 5, 8, 0, tzinfo=UTC)
Balance = dict[tuple[AccountKind, int], int]


def half_late(office: SmallOffice) -> int:
    """Order ten boxes; half arrive in time, half a day late. Returns the line."""
    (line,) = office.order(10).line_ids
    office.time.advance(hours=20)
    office.deliver(line, 5)
    office.time.advance(hours=28)
    office.deliver(line, 5)
    return line


def in_both(error: DomainError) -> tuple[str, str]:
    """Return what somebody reads of an error, in Dutch and in English."""
    told = []
    for language in ("nl", "en"):
        with using_language(language):
            told.append(explain(error))
    return told[0], told[1]


class NoPaper:
    """A report writer for tests that look at the money only."""

    def render(self, kind: str, language: str, form: str, figures: MonthFigures) -> bytes:
        """Return a document without any content."""
        return f"{kind} {language} {form} {figures.month} {figures.revision}".encode()


@contextmanager
def new_office(engine: RuleEngine, template: Path, *charters: Charter) -> Iterator[SmallOffice]:
    """Give an office of its own, on Monday 5 October 2026 at 10:00, and let it go."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "fmdesk.db"
        shutil.copyfile(template, path)
        office = SmallOffice(f"sqlite:///{path.as_posix()}", FakeTime(MONDAY), engine)
        office.months = replace(office.months, writer=NoPaper())
        office.build(*charters)
        try:
            yield office
        finally:
            office.close()


def close_month(office: SmallOffice, month: str) -> ClosedMonth:
    """Close a month as a command of its own."""
    return office.months.close(uuid4(), month, Quiet())


def reopen_month(office: SmallOffice, month: str, reason: str) -> None:
    """Open a closed month again: Bas asks, and who acts does it."""
    way, me = MonthWay(office.door), office.door.actor
    office.door.actor = "bas"
    try:
        way.ask_reopen(MonthActDraft(uuid4(), month, reason))
    finally:
        office.door.actor = me
    office.months.reopen(uuid4(), month, reason)


def balance(office: SmallOffice, line_id: int) -> Balance:
    """Return what stands in the ledger for a line, by account, without what is even."""
    sums: Counter[tuple[AccountKind, int]] = Counter()
    with office.door.read() as work:
        for entry in work.ledger.entries_of_line(line_id):
            for row in entry.rows:
                sums[row.account, row.account_id] += row.cents
    return {account: cents for account, cents in sums.items() if cents}


def points(office: SmallOffice, line_id: int) -> int:
    """Return the points in the ledger for a line."""
    with office.door.read() as work:
        return sum(entry.points for entry in work.ledger.entries_of_line(line_id))


def sanctions_of(office: SmallOffice, line_id: int) -> list[SanctionRecord]:
    """Return the sanctions of a line by part."""
    with office.door.read() as work:
        found = work.months.sanctions([line_id]).values()
    return sorted(found, key=lambda one: (one.key.part, one.key.charter_version_id))
