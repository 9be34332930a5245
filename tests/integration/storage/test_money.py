"""The ledger and the periods: posted once, frozen for good."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from uuid import uuid4

import pytest

from fmdesk.core.domain.errors import ConflictError, DomainError, NotFoundError
from fmdesk.core.domain.ledger import (
    AccountKind,
    EntryKey,
    EntryKind,
    JournalEntry,
    LedgerRow,
    charge,
)
from fmdesk.core.domain.period import Month, PeriodState
from fmdesk.core.domain.views import Changes
from fmdesk.core.ports import UnitOfWork
from fmdesk.core.sql.door import SqlDoor
from tests.integration.storage.conftest import Change, MakeTicket
from tests.integration.storage.test_tickets import take

MARCH, APRIL = Month(2026, 3), Month(2026, 4)
PDF = b"%PDF-1.7 \x00\xff"


@pytest.fixture
def entries(office: SqlDoor, make_ticket: MakeTicket) -> list[JournalEntry]:
    """Charges of three lines in March, more than one piece at once each."""
    lines = [ticket.lines[0] for ticket in take(office, *(make_ticket() for _ in range(3)))]
    return [
        charge(
            EntryKey(line.id, part, 1, 0, EntryKind.CHARGE),
            "2026-03",
            cost_centre_id=line.cost_centre_id or 0,
            unit_id=line.unit_id,
            cents=100 * part,
            reference="levering",
        )
        for line in lines
        for part in (1, 2)
    ]


def post(door: SqlDoor, posted: list[JournalEntry]) -> int:
    """Post entries and return how many were new."""
    counts: list[int] = []

    def work(unit: UnitOfWork) -> Changes:
        counts.append(unit.ledger.post(posted))
        return Changes()

    door.run(uuid4(), "test.post", None, work, Changes)
    return counts[-1]


def test_entries_come_back_as_they_were_posted(
    office: SqlDoor, entries: list[JournalEntry]
) -> None:
    assert post(office, entries) == 6
    with office.read() as work:
        assert list(work.ledger.entries_of_month(MARCH)) == entries
        assert list(work.ledger.entries_of_month(APRIL)) == []
        assert work.ledger.entries_of_line(entries[0].key.line_id) == tuple(entries[:2])
        assert work.ledger.entries([entries[3].key, entries[1].key]) == (entries[1], entries[3])
        assert work.ledger.entries([]) == ()


def test_an_equal_repeat_is_ignored_and_another_content_refused(
    office: SqlDoor, entries: list[JournalEntry]
) -> None:
    post(office, entries[:2])
    assert post(office, entries) == 4
    assert post(office, entries) == 0
    rows = (LedgerRow(AccountKind.UNIT, 1, 7), LedgerRow(AccountKind.UNIT, 2, -7))
    with pytest.raises(ConflictError, match=r"ledger\.conflict"):
        post(office, [replace(entries[0], rows=rows)])


def test_many_entries_at_once(office: SqlDoor, entries: list[JournalEntry]) -> None:
    keys = [entries[0].key._replace(part=part) for part in range(1, 701)]
    many = [replace(entries[0], key=key) for key in keys]
    assert post(office, many) == 700
    with office.read() as work:
        assert sum(entry.cents for entry in work.ledger.entries_of_month(MARCH)) == 70_000


def close(door: SqlDoor, month: Month) -> None:
    """Close a month."""

    def work(unit: UnitOfWork) -> Changes:
        unit.periods.close(unit.periods.lock(month), b'{"lines":3}', {"nl.pdf": PDF})
        return Changes()

    door.run(uuid4(), "test.close", None, work, Changes)


def test_a_closed_month_keeps_its_bytes_and_takes_no_postings(
    office: SqlDoor, entries: list[JournalEntry]
) -> None:
    head = office.head()
    close(office, MARCH)
    with office.read() as work:
        period = work.periods.period(MARCH)
        assert (period.state, period.revision, period.closed_by) == (PeriodState.CLOSED, 1, "jan")
        assert period.figures_sha256 == sha256(b'{"lines":3}').hexdigest()
        assert (period.chain_head, period.closed_at) == (head, work.now)
        assert work.periods.figures(MARCH) == b'{"lines":3}'
        assert work.periods.document(MARCH, "nl.pdf") == PDF
        with pytest.raises(NotFoundError):
            work.periods.document(MARCH, "en.pdf")
    with pytest.raises(ConflictError, match=r"month\.closed"):
        post(office, entries)
    assert post(office, [replace(entry, month="2026-04") for entry in entries]) == 6
    with pytest.raises(ConflictError, match=r"month\.closed"):
        close(office, MARCH)


def test_a_month_opened_again_has_the_next_revision(
    office: SqlDoor, entries: list[JournalEntry], change: Change
) -> None:
    with pytest.raises(ConflictError, match=r"month\.not_closed"):
        change(lambda work: work.periods.reopen(MARCH, "te vroeg"))
    close(office, MARCH)
    change(lambda work: work.periods.reopen(MARCH, "levering vergeten"))
    post(office, entries)
    change(lambda work: work.periods.close(work.periods.lock(MARCH), b"{}", {}))
    with office.read() as work:
        assert [(one.revision, one.state) for one in work.periods.periods()] == [
            (1, PeriodState.CLOSED),
            (2, PeriodState.CLOSED),
        ]
        assert work.periods.figures(MARCH) == b"{}"
        assert work.periods.figures(MARCH, 1) == b'{"lines":3}'


def test_an_unknown_month_is_open(office: SqlDoor) -> None:
    with office.read() as work:
        period = work.periods.period(APRIL)
    assert (period.state, period.revision, period.chain_head) == (PeriodState.OPEN, 1, "")


def test_a_month_closed_by_two_at_once_closes_once(
    office: SqlDoor, entries: list[JournalEntry]
) -> None:
    """Others post into it meanwhile: their entries are in the month, or refused."""

    def attempt(number: int) -> str:
        try:
            if number % 2:
                post(office, [entries[number // 2]])
            else:
                close(office, MARCH)
        except DomainError as error:
            return error.code
        return "done" if number % 2 else "closed"

    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(attempt, range(12)))
    assert answers.count("closed") == 1
    assert set(answers) <= {"closed", "done", "month.closed"}
    with office.read() as work:
        posted = list(work.ledger.entries_of_month(MARCH))
    assert len(posted) == answers.count("done")


def test_stamps_are_those_of_the_unit_of_work(office: SqlDoor, entries: list[JournalEntry]) -> None:
    office.time_source.advance(hours=2)
    close(office, MARCH)
    with office.read() as work:
        closed = work.periods.period(MARCH).closed_at
        assert closed is not None
        assert work.now - closed == timedelta(0)
