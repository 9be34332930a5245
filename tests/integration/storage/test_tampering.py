"""Somebody with the file in hand changes the past: every way is found."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from uuid import uuid4

import pytest
import sqlalchemy as sa

from fmdesk.core.domain.errors import DomainError, StorageError
from fmdesk.core.domain.events import LineEvent
from fmdesk.core.domain.ticket import Line, LineState
from fmdesk.core.domain.views import Changes
from fmdesk.core.ports import UnitOfWork
from fmdesk.core.sql import triggers
from fmdesk.core.sql.door import SqlDoor
from fmdesk.core.sql.engine import Database
from fmdesk.core.sql.log import GENESIS, Command
from fmdesk.core.sql.tables import command_head, command_log
from fmdesk.core.sql.verify import VerifyReport, verify
from tests.integration.storage.conftest import Change, MakeTicket
from tests.integration.storage.test_guards import MONTH
from tests.integration.storage.test_tickets import take
from tests.reliability.often import often

COMMANDS = often(12, 200)
ANCHOR = COMMANDS * 3 // 4
"""The command whose head a report printed."""


def same(_work: UnitOfWork, line: Line, _events: Sequence[LineEvent]) -> Line:
    """Project a line as it is."""
    return line


def codes(report: VerifyReport) -> set[str]:
    """Return what was found."""
    return {finding.code for finding in report.findings}


def fill(door: SqlDoor) -> str:
    """Run some commands; return the head that a report printed on the way."""
    printed = ""
    for number in range(1, COMMANDS + 1):

        def work(unit: UnitOfWork, number: int = number) -> Changes:
            unit.settings.put("counter", str(number))
            return Changes()

        door.run(uuid4(), "test.count", {"number": number}, work, Changes)
        if number == ANCHOR:
            printed = door.head()
    return printed


def disarm(connection: sa.Connection) -> None:
    """Drop the guards, as the owner of the file can."""
    for guard in triggers.guards():
        if guard.table == "command_log" and guard.name in triggers.expected(
            connection.dialect.name
        ):
            on = " ON command_log" if connection.dialect.name == "postgresql" else ""
            connection.exec_driver_sql(f"DROP TRIGGER {guard.name}{on}")


def rows(connection: sa.Connection) -> list[Command]:
    """Return the commands in the log."""
    found = connection.execute(sa.select(command_log).order_by(command_log.c.seq))
    return [Command.of(row) for row in found]


def store(connection: sa.Connection, commands: Sequence[Command], *, hashed: bool) -> None:
    """Put these commands in the place of the log, with hashes that fit when asked."""
    before = {row.seq: row.hash for row in connection.execute(sa.select(command_log))}
    connection.execute(sa.delete(command_log))
    previous = GENESIS
    for seq, command in enumerate(commands, start=1):
        made = replace(command, seq=seq, previous=previous) if hashed else command
        previous = made.hash if hashed else before[command.seq]
        values = {name: getattr(made, name) for name in Command.__slots__}
        connection.execute(sa.insert(command_log), values | {"hash": previous})
    if hashed:
        connection.execute(sa.update(command_head).values(seq=len(commands), hash=previous))


def edit(connection: sa.Connection, at: int) -> None:
    """Change who did it."""
    change = sa.update(command_log).where(command_log.c.seq == at)
    connection.execute(change.values(actor="piet"))


def delete(connection: sa.Connection, at: int) -> None:
    """Take a command out."""
    connection.execute(sa.delete(command_log).where(command_log.c.seq == at))


def reorder(connection: sa.Connection, at: int) -> None:
    """Let two commands change places, each with its own hash."""
    there = rows(connection)
    first, second = there[at - 1], there[at % COMMANDS]
    there[at - 1] = replace(second, seq=first.seq)
    there[at % COMMANDS] = replace(first, seq=second.seq)
    store(connection, there, hashed=False)


def cut(connection: sa.Connection, at: int) -> None:
    """Cut the tail."""
    connection.execute(sa.delete(command_log).where(command_log.c.seq >= at))


def cut_and_set_head(connection: sa.Connection, at: int) -> None:
    """Cut the tail before the printed head, and set the head to it."""
    store(connection, rows(connection)[: min(at, ANCHOR) - 1], hashed=True)


def forge(connection: sa.Connection, at: int) -> None:
    """Change a command before the printed head and work out the whole chain anew."""
    there = rows(connection)
    place = min(at, ANCHOR) - 1
    there[place] = replace(there[place], actor="piet")
    store(connection, there, hashed=True)


def leave(_connection: sa.Connection, _at: int) -> None:
    """Change nothing: the control."""


@pytest.fixture
def printed(door: SqlDoor, database: Database) -> str:
    """An office with a history that nothing guards any more, and the head that was printed."""
    head = fill(door)
    with database.write() as connection:
        disarm(connection)
        if connection.dialect.name == "postgresql":  # the forger minds no references either
            connection.exec_driver_sql(
                "ALTER TABLE command_payload DROP CONSTRAINT fk_command_payload_seq"
            )
        connection.commit()
        if connection.dialect.name == "sqlite":
            connection.connection.cursor().execute("PRAGMA foreign_keys=OFF")
    return head


@pytest.mark.parametrize("tamper", [edit, delete, reorder, cut, cut_and_set_head, forge])
def test_tampering_is_found(
    tamper: Callable[[sa.Connection, int], None], door: SqlDoor, database: Database, printed: str
) -> None:
    """Wherever in the log it is done."""

    def findings(change: Callable[[sa.Connection, int], None], at: int) -> set[str]:
        with database.write() as connection:
            kept = connection.execute(sa.select(command_log)).mappings().all()
            head = connection.execute(sa.select(command_head)).mappings().one()
            change(connection, at)
            connection.commit()
        try:
            report = verify(door, same, anchors=[printed])
        finally:
            with database.write() as connection:
                connection.execute(sa.delete(command_log))
                connection.execute(sa.insert(command_log), [dict(row) for row in kept])
                connection.execute(sa.update(command_head).values(**dict(head)))
                connection.commit()
        return {code for code in codes(report) if code != "verify.guard_missing"}

    missed = [at for at in range(1, COMMANDS + 1) if not findings(tamper, at)]
    assert not missed
    assert not findings(leave, 1)


def test_a_head_on_paper_is_held_against_the_log(
    door: SqlDoor, database: Database, printed: str
) -> None:
    report = verify(door, same, anchors=[printed[:12].upper(), GENESIS[:20]])
    assert codes(report) == {"verify.guard_missing"}
    assert report.heads == ((printed[:12], ANCHOR),)
    with database.write() as connection:
        store(connection, rows(connection)[: ANCHOR - 1], hashed=True)
        connection.commit()
    found = verify(door, same, anchors=[printed[:12]]).findings
    assert ("verify.head_given", printed[:12]) in [(one.code, one.subject) for one in found]
    for wrong in (printed[:11], printed + "0", "g" * 12):
        with pytest.raises(DomainError, match=r"verify\.head_format"):
            verify(door, same, anchors=[wrong])


def test_a_changed_payload_is_found(door: SqlDoor, database: Database) -> None:
    fill(door)
    with database.write() as connection:
        connection.exec_driver_sql("UPDATE command_payload SET payload = '{}' WHERE seq = 5")
        connection.commit()
    assert codes(verify(door, same)) == {"verify.payload_changed"}


def test_a_sound_office_passes(office: SqlDoor, make_ticket: MakeTicket, change: Change) -> None:
    take(office, make_ticket(), make_ticket())
    change(lambda work: work.periods.keep(work.periods.lock(MONTH), "nl.pdf", b"%PDF"))
    report = verify(office, same)
    assert report.is_sound, report.findings
    assert (report.commands, report.lines, report.documents) == (3, 2, 1)
    assert report.head == office.head()


def test_a_projection_that_does_not_follow_is_found(
    office: SqlDoor, make_ticket: MakeTicket
) -> None:
    [ticket] = take(office, make_ticket())

    def ready(_work: UnitOfWork, line: Line, _events: Sequence[LineEvent]) -> Line:
        return replace(line, state=LineState.READY)

    report = verify(office, ready)
    assert [(one.code, one.subject) for one in report.findings] == [
        ("verify.projection", f"{ticket.number}.1")
    ]


def test_a_changed_document_is_found(office: SqlDoor, database: Database, change: Change) -> None:
    change(lambda work: work.periods.close(work.periods.lock(MONTH), b"{}", {"nl.pdf": b"%PDF"}))
    on = "" if database.is_single_user else " ON period_document"
    with database.write() as connection:
        connection.exec_driver_sql(f"DROP TRIGGER period_document_no_update{on}")
        connection.execute(
            sa.text("UPDATE period_document SET content = :content"), {"content": b"[]"}
        )
        connection.commit()
    report = verify(office, same)
    told = {"verify.document_changed", "verify.guard_missing", "verify.month_unlogged"}
    assert (codes(report), report.count) == (told, 4)
    with office.read() as work, pytest.raises(StorageError, match=r"storage\.damaged"):
        work.periods.figures(MONTH)


def test_an_office_whose_head_does_not_fit_is_not_opened(door: SqlDoor, database: Database) -> None:
    fill(door)
    with database.write() as connection:
        connection.exec_driver_sql("UPDATE command_head SET seq = 3")
        connection.commit()
    with pytest.raises(StorageError, match=r"storage\.damaged"):
        SqlDoor(database, "jan")


def test_a_verification_may_be_stopped(office: SqlDoor, make_ticket: MakeTicket) -> None:
    class Stop:
        """Asks to stop at once."""

        def report(self, done: int, total: int) -> None:
            """Take it."""

        def is_cancelled(self) -> bool:
            """Return True."""
            return True

    take(office, make_ticket())
    with pytest.raises(DomainError, match=r"job\.cancelled"):
        verify(office, same, progress=Stop())


def test_an_entry_that_does_not_balance_is_found(
    office: SqlDoor, make_ticket: MakeTicket, database: Database
) -> None:
    take(office, make_ticket())
    on = "" if database.is_single_user else " ON journal_entry"
    with database.write() as connection:
        connection.exec_driver_sql(f"DROP TRIGGER journal_entry_balance{on}")
        connection.exec_driver_sql(
            "INSERT INTO journal_row (entry_id, number, account, account_id, cents) "
            "VALUES (9, 0, 'unit', 1, 5), (9, 1, 'unit', 2, -4)"
        )
        connection.exec_driver_sql(
            """INSERT INTO journal_entry (id, line_id, part, clock_run, charter_version_id, kind,
                revision, month, posted_at) SELECT 9, id, 1, 1, 0, 'charge', 0, '2026-03', 0
                FROM line"""
        )
        connection.commit()
    found = codes(verify(office, same))  # nor did any close post it
    assert found == {"verify.unbalanced", "verify.guard_missing", "verify.entries"}
