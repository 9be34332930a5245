"""What the database refuses, whoever asks: raw statements past all our code."""

import pytest
import sqlalchemy as sa

from fmdesk.core.domain.errors import ConflictError
from fmdesk.core.domain.ledger import AccountKind, EntryKey, EntryKind, JournalEntry, LedgerRow
from fmdesk.core.domain.period import Month
from fmdesk.core.sql.door import SqlDoor
from fmdesk.core.sql.engine import Database
from fmdesk.core.sql.failures import known_failures
from tests.integration.storage.conftest import Change, MakeTicket
from tests.integration.storage.test_tickets import take

MONTH = Month(2026, 3)


@pytest.fixture
def closed(
    office: SqlDoor, make_ticket: MakeTicket, change: Change, database: Database
) -> Database:
    """An office with a line, a verdict and an entry in a closed month."""
    [ticket] = take(office, make_ticket())
    line = ticket.lines[0]
    entry = JournalEntry(
        EntryKey(line.id, 1, 1, 0, EntryKind.CHARGE),
        str(MONTH),
        (
            LedgerRow(AccountKind.COST_CENTRE, line.cost_centre_id or 0, 495),
            LedgerRow(AccountKind.UNIT, line.unit_id, -495),
        ),
    )
    change(lambda work: work.ledger.post([entry]))
    write(
        database,
        """INSERT INTO verdict (month, line_id, part, clock_run, charter_version_id, outcome,
            quantity, facts, cents, full_cents) SELECT '2026-03', id, 1, 1,
            (SELECT min(id) FROM charter_version), 'kept', 10, '{}', 0, 0 FROM line""",
    )
    change(lambda work: work.periods.close(work.periods.lock(MONTH), b"{}", {"nl.pdf": b"%PDF"}))
    return database


def write(database: Database, *statements: str) -> None:
    """Run raw statements in one transaction."""
    with known_failures("test"), database.write() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)
        connection.commit()


def refuse(database: Database, *statements: str) -> None:
    """Check that raw statements, run together, are refused by a guard."""
    with pytest.raises(ConflictError):
        write(database, *statements)


FROZEN = [
    "UPDATE line_event SET at = at + 1",
    "DELETE FROM line_event",
    "UPDATE journal_entry SET month = '2026-04'",
    "DELETE FROM journal_entry",
    "UPDATE journal_row SET cents = 0",
    "DELETE FROM journal_row",
    "UPDATE command_log SET actor = 'piet'",
    "DELETE FROM command_log WHERE seq = 1",
    "UPDATE period_document SET sha256 = ''",
    "DELETE FROM period_document",
    "UPDATE period SET state = 'open'",
    "DELETE FROM period",
    "UPDATE verdict SET outcome = 'broken'",
    "UPDATE verdict SET month = '2026-05'",
    "DELETE FROM verdict",
    """INSERT INTO verdict SELECT month, line_id, 2, clock_run, charter_version_id, outcome,
        quantity, due_at, finished_at, over_working, over_clock, facts, cents, full_cents,
        points, bearer_id, is_trial FROM verdict""",
]


def test_frozen_rows_stand_still(closed: Database) -> None:
    for statement in FROZEN:
        refuse(closed, statement)


def test_a_decision_is_only_ever_added(closed: Database) -> None:
    write(
        closed,
        """INSERT INTO sanction (id, line_id, part, clock_run, charter_version_id, month, cents,
            told_at, state) SELECT 1, line_id, 1, 1, charter_version_id, '2026-04', 5, 0, 'proposed'
            FROM verdict""",
        "INSERT INTO sanction_decision (id, sanction_id, at, kind) VALUES (1, 1, 0, 'waive')",
    )
    refuse(closed, "UPDATE sanction_decision SET kind = 'confirm'")
    refuse(closed, "DELETE FROM sanction_decision")


ENTRY = """INSERT INTO journal_entry (id, line_id, part, clock_run, charter_version_id, kind,
    revision, month, posted_at) SELECT 99, id, 7, 1, 0, 'charge', 0, '{month}', 0 FROM line"""
ROWS = "INSERT INTO journal_row (entry_id, number, account, account_id, cents) VALUES {rows}"


@pytest.mark.parametrize(
    "rows",
    ["(99, 0, 'unit', 1, 5), (99, 1, 'unit', 2, -4)", "(99, 0, 'unit', 1, 0)", ""],
    ids=["unequal", "one row", "none"],
)
def test_an_entry_that_does_not_balance_is_refused(closed: Database, rows: str) -> None:
    made = [ROWS.format(rows=rows)] if rows else []
    refuse(closed, *made, ENTRY.format(month="2026-04"))


def test_a_closed_month_takes_no_entry(closed: Database) -> None:
    rows = ROWS.format(rows="(99, 0, 'unit', 1, 5), (99, 1, 'unit', 2, -5)")
    refuse(closed, rows, ENTRY.format(month="2026-03"))
    write(closed, rows, ENTRY.format(month="2026-04"))


def test_a_sealed_entry_takes_no_row(closed: Database) -> None:
    refuse(
        closed,
        """INSERT INTO journal_row (entry_id, number, account, account_id, cents)
            SELECT id, 9, 'unit', 1, 0 FROM journal_entry""",
    )


def test_rows_without_an_entry_do_not_commit(closed: Database) -> None:
    with pytest.raises(sa.exc.IntegrityError):
        write(closed, ROWS.format(rows="(98, 0, 'unit', 1, 0)"))


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    "statement",
    [
        """INSERT OR REPLACE INTO line_event (line_id, number, kind, at, recorded_at)
            SELECT line_id, 1, 'ready', 0, 0 FROM line_event""",
        "INSERT OR REPLACE INTO journal_row SELECT entry_id, 0, account, 1, cents FROM journal_row",
        """REPLACE INTO command_log
            SELECT seq, op_id, name, 'piet', at, digest, result, previous, hash FROM command_log""",
        "REPLACE INTO period (month, revision, state) VALUES ('2026-03', 1, 'open')",
    ],
)
def test_replacing_is_changing_too(closed: Database, statement: str) -> None:
    """Even on a connection that was not told to fire the guards on DELETE."""
    with closed.write() as connection:
        connection.connection.cursor().execute("PRAGMA recursive_triggers=OFF")
    refuse(closed, statement)


@pytest.mark.parametrize("database_kind", ["postgresql"], indirect=True)
def test_emptying_a_table_is_refused(closed: Database) -> None:
    refuse(closed, "TRUNCATE line_event")
    refuse(closed, "TRUNCATE journal_row, journal_entry")


def test_the_next_revision_opens_the_month_again(
    closed: Database, office: SqlDoor, change: Change
) -> None:
    change(lambda work: work.periods.reopen(MONTH, "Levering te laat geboekt"))
    write(closed, "DELETE FROM verdict")
    refuse(closed, "UPDATE period SET closed_by = 'piet' WHERE revision = 1")
    with office.read() as work:
        assert work.periods.figures(MONTH) == b"{}"
