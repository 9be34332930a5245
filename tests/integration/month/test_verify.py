"""Somebody with the database in hand changes a closed month: what was changed is found and named.

The guards are put aside, rows are changed as the owner of a database can, digests beside them too.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any
from uuid import uuid4

import pytest
import sqlalchemy as sa

from fmdesk.core.domain.audit import VerifyReport
from fmdesk.core.domain.charter import Sanction, SanctionKind
from fmdesk.core.domain.errors import InvalidInputError
from fmdesk.core.domain.journal import Booking, BookingsDraft, JournalOrder
from fmdesk.core.domain.ledger import EntryKind
from fmdesk.core.domain.objection import Act, SanctionDraft
from fmdesk.core.domain.views import ClosedMonth
from fmdesk.core.services.journals import Journals
from fmdesk.core.services.projection import project
from fmdesk.core.sql.door import SqlDoor
from fmdesk.core.sql.engine import open_database
from fmdesk.core.sql.verify import verify
from fmdesk.rules.engine import open_engine
from fmdesk.testing import FakeTime, Fill
from tests.integration.month.conftest import LATE_BREAK, MONDAY, SmallOffice, charter
from tests.integration.month.stories import (
    NoPaper,
    close_month,
    half_late,
    in_both,
    reopen_month,
    sanctions_of,
)

OCTOBER, NOVEMBER = "2026-10", "2026-11"
Change = Callable[[sa.Connection], object]


def closed_office(url: str) -> None:
    """Close October, with its journal, and November twice; sanctions are moved and confirmed."""
    _close_months(url, SqlDoor)


def closed_before(url: str) -> None:
    """The same, closed while the answer of a close did not name its papers yet."""
    _close_months(url, OldDoor)


def _close_months(url: str, kind: type[SqlDoor]) -> None:
    time, engine = FakeTime(MONDAY), open_engine()
    office = SmallOffice(url, time, engine)
    office.build(charter(LATE_BREAK, Sanction(SanctionKind.NOT_CHARGED)))
    door = kind(office.database, "anneke", time)
    office.months = replace(office.months, door=door, writer=NoPaper())
    moved, confirmed = half_late(office), half_late(office)
    office.control(OCTOBER)
    (one,), (other,) = sanctions_of(office, moved), sanctions_of(office, confirmed)
    say, office.door = office.sanctions, door
    say.decide(SanctionDraft(uuid4(), one.id, Act.MOVE, "vervoer was laat", "transport"))
    say.object_to(SanctionDraft(uuid4(), other.id, Act.OBJECTION, "de klant was er niet"))
    say.decide(SanctionDraft(uuid4(), other.id, Act.CONFIRM, "wel waar"))
    time.at = datetime(2026, 11, 2, 8, 0, tzinfo=UTC)
    close_month(office, OCTOBER)
    journals = Journals(door)
    accounts = tuple(Booking(one, "1", "2", "3") for one in EntryKind)
    journals.save(BookingsDraft(uuid4(), accounts))
    journals.export(JournalOrder(uuid4(), OCTOBER, 0))
    half_late(office)
    time.at = datetime(2026, 12, 1, 8, 0, tzinfo=UTC)
    close_month(office, NOVEMBER)
    reopen_month(office, NOVEMBER, "een bon vergeten")
    time.advance(hours=1)
    close_month(office, NOVEMBER)
    office.close()
    engine.close()


@dataclass(frozen=True, slots=True)
class OldClose:
    """The answer of a close as it was."""

    month: str
    revision: int
    sha256: str
    entries: int
    chain_head: str


class OldDoor(SqlDoor):
    """Logs a close as it was logged then."""

    def run(
        self, op_id: Any, name: str, payload: object, work: Any, result: Any, **more: Any
    ) -> Any:
        """Run a command."""
        if result is not ClosedMonth:
            return super().run(op_id, name, payload, work, result, **more)

        def as_then(unit: Any) -> OldClose:
            made = work(unit)
            return OldClose(*(getattr(made, one) for one in OldClose.__slots__))

        return super().run(op_id, name, payload, as_then, OldClose, **more)


def _sql(*statements: str) -> Change:
    def change(connection: sa.Connection) -> None:
        for statement in statements:
            assert connection.exec_driver_sql(statement).rowcount, statement

    return change


def _paper(name: str, *, is_told: bool) -> Change:
    """Put another paper in the place of one of October, its digest too when asked."""

    def change(connection: sa.Connection) -> None:
        where = "month = '2026-10' AND name = :name"
        query = sa.text(f"SELECT content FROM period_document WHERE {where}")
        content = bytes(connection.execute(query, {"name": name}).scalar_one()) + b" "
        digest = sha256(content).hexdigest()
        values = {"name": name, "content": content, "digest": digest}
        for statement, is_wanted in (
            (f"UPDATE period_document SET content = :content WHERE {where}", True),
            (f"UPDATE period_document SET sha256 = :digest WHERE {where}", is_told),
            (
                "UPDATE period SET figures_sha256 = :digest WHERE month = '2026-10'",
                is_told and name == "figures.json",
            ),
        ):
            if is_wanted:
                used = {one: values[one] for one in values if f":{one}" in statement}
                connection.execute(sa.text(statement), used)

    return change


FIRST = "(SELECT min(id) FROM journal_entry WHERE kind = '{}' AND month = '2026-10')"
CHARGE, SANCTION = FIRST.format("charge"), FIRST.format("sanction")
OF_LINE = "(SELECT l.id FROM line l JOIN ticket t ON t.id = l.ticket_id WHERE t.number = 'M000001')"
TAMPERS: dict[str, tuple[Change, set[tuple[str, str]]]] = {
    "nothing": (_sql(), set()),
    "both sides of a charge doubled": (
        _sql(f"UPDATE journal_row SET cents = cents * 2 WHERE entry_id = {CHARGE}"),
        {("ledger_charged", OCTOBER), ("price", "M000001.1")},
    ),
    "both sides of a sanction halved": (
        _sql(f"UPDATE journal_row SET cents = cents / 2 WHERE entry_id = {SANCTION}"),
        {("ledger_credited", OCTOBER), ("ledger_borne", f"{OCTOBER}, stock")},
    ),
    "a burden on another unit": (
        _sql(
            "UPDATE journal_row SET account_id = (SELECT id FROM unit WHERE code = 'desk')"
            f" WHERE account = 'unit' AND entry_id = {SANCTION}"
        ),
        {("ledger_borne", f"{OCTOBER}, desk"), ("ledger_borne", f"{OCTOBER}, stock")},
    ),
    "a burden that nobody bears": (
        _sql(
            "UPDATE journal_row SET account_id = 0, account = 'organisation'"
            f" WHERE account = 'unit' AND entry_id = {SANCTION}"
        ),
        {("ledger_borne", f"{OCTOBER}, stock"), ("ledger_waived", OCTOBER)},
    ),
    "other points": (
        _sql(f"UPDATE journal_entry SET points = 99 WHERE id = {SANCTION}"),
        {("ledger_points", OCTOBER), ("ledger_points", f"{OCTOBER}, stock")},
    ),
    "an entry gone": (
        _sql(
            f"DELETE FROM journal_row WHERE entry_id = {CHARGE}",
            f"DELETE FROM journal_entry WHERE id = {CHARGE}",
        ),
        {("entries", OCTOBER), ("ledger_charged", OCTOBER), ("price", "M000001.1")},
    ),
    "an entry in another month": (
        _sql(f"UPDATE journal_entry SET month = '{NOVEMBER}' WHERE id = {CHARGE}"),
        {
            *(("entries", month) for month in (OCTOBER, NOVEMBER)),
            *(("ledger_charged", month) for month in (OCTOBER, NOVEMBER)),
        },
    ),
    "a paper": (
        _paper("monthly.nl.pdf", is_told=False),
        {("document_changed", f"{OCTOBER}-r1 monthly.nl.pdf")},
    ),
    "a paper with its digest": (
        _paper("monthly.nl.pdf", is_told=True),
        {("document_changed", f"{OCTOBER}-r1 monthly.nl.pdf")},
    ),
    "the journal with its digest": (
        _paper("journal.csv", is_told=True),
        {("document_changed", f"{OCTOBER}-r1 journal.csv")},
    ),
    "the figures with all their digests": (
        _paper("figures.json", is_told=True),
        {("document_changed", f"{OCTOBER}-r1 figures.json"), ("month_changed", f"{OCTOBER}-r1")},
    ),
    "a paper gone": (
        _sql(
            f"DELETE FROM period_document WHERE month = '{OCTOBER}' AND name = 'sanctions.en.pdf'"
        ),
        {("document_gone", f"{OCTOBER}-r1 sanctions.en.pdf")},
    ),
    "a month gone with its papers": (
        _sql(
            f"DELETE FROM period_document WHERE month = '{OCTOBER}'",
            f"DELETE FROM period WHERE month = '{OCTOBER}'",
        ),
        {("month_gone", f"{OCTOBER}-r1")},
    ),
    "a reopened revision gone": (
        _sql(
            f"DELETE FROM period_document WHERE month = '{NOVEMBER}' AND revision = 2",
            f"DELETE FROM period WHERE month = '{NOVEMBER}' AND revision = 2",
        ),
        {("month_gone", f"{NOVEMBER}-r2")},
    ),
    "a closed month open": (
        _sql(f"UPDATE period SET state = 'open' WHERE month = '{OCTOBER}'"),
        {("month_opened", f"{OCTOBER}-r1")},
    ),
    "somebody else closed it": (
        _sql(f"UPDATE period SET closed_by = 'piet' WHERE month = '{OCTOBER}'"),
        {("month_changed", f"{OCTOBER}-r1")},
    ),
    "a month that nobody reopened": (
        _sql(
            "INSERT INTO period (month, revision, state, reason, closed_by, figures_sha256,"
            f" chain_head) VALUES ('{OCTOBER}', 2, 'open', '', '', '', '')"
        ),
        {("month_unlogged", f"{OCTOBER}-r2")},
    ),
    "verdicts": (
        _sql(
            "UPDATE verdict SET outcome = 'kept', cents = 0"
            f" WHERE month = '{OCTOBER}' AND outcome = 'broken'"
        ),
        {("verdicts", OCTOBER)},
    ),
    "the reason of a decision": (
        _sql("UPDATE sanction_decision SET reason = 'x' WHERE kind = 'confirm'"),
        {("decision_changed", "M000002.1")},
    ),
    "where a decision moved a burden": (
        _sql(
            "UPDATE sanction_decision SET to_unit_id = (SELECT id FROM unit WHERE code = 'desk')"
            " WHERE kind = 'move'"
        ),
        {("decision_changed", "M000001.1")},
    ),
    "an objection gone": (
        _sql("DELETE FROM sanction_decision WHERE kind = 'objection'"),
        {("decision_gone", "M000002.1")},
    ),
    "the price of a settled line": (
        _sql(f"UPDATE line SET price_cents = 1 WHERE id = {OF_LINE}"),
        {("price", "M000001.1")},
    ),
    "what a command was given": (
        _sql("UPDATE command_payload SET payload = '{}' WHERE seq = 4"),
        {("payload_changed", "4")},
    ),
    "what a command was given, gone": (
        _sql("DELETE FROM command_payload WHERE seq = 4"),
        {("payload_gone", "4")},
    ),
}


@pytest.fixture
def database_content(request: pytest.FixtureRequest) -> Fill:
    return request.param if hasattr(request, "param") else closed_office


@pytest.fixture
def tampered(database_url: str) -> Callable[[Change], VerifyReport]:
    """Change a database behind the program's back, and verify it."""

    def changed(change: Change) -> VerifyReport:
        database = open_database(database_url)
        try:
            with database.write() as connection:
                _unguarded(connection, change)
                connection.commit()
            return verify(SqlDoor(database, "anneke"), project)
        finally:
            database.close()

    return changed


def _unguarded(connection: sa.Connection, change: Change) -> None:
    """Make a change with the guards aside, and put them back."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
        change(connection)
        return
    there = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    guards = there.all()
    for name, _sql in guards:
        connection.exec_driver_sql(f"DROP TRIGGER {name}")
    connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
    change(connection)
    for _name, statement in guards:
        connection.exec_driver_sql(statement)


def named(report: VerifyReport) -> set[tuple[str, str]]:
    """Return what was found; each is a sentence of its own in both languages, with its subject."""
    for one in report.findings:
        dutch, english = in_both(InvalidInputError(one.code, subject=one.subject))
        assert dutch != english
        assert one.subject in dutch
        assert one.subject in english
    return {(one.code.removeprefix("verify."), one.subject) for one in report.findings}


@pytest.mark.parametrize("what", TAMPERS)
def test_what_was_changed_is_found_and_named(
    tampered: Callable[[Change], VerifyReport], what: str
) -> None:
    change, expected = TAMPERS[what]
    report = tampered(change)
    assert named(report) == expected
    assert report.is_sound == (not expected)


@pytest.mark.parametrize("database_content", [closed_before], indirect=True)
@pytest.mark.parametrize("what", TAMPERS)
def test_so_it_is_in_months_closed_before_the_log_held_their_papers(
    tampered: Callable[[Change], VerifyReport], what: str
) -> None:
    change, expected = TAMPERS[what]
    if what == "a paper with its digest":
        expected = set()  # nothing in the log says what that paper was
    assert named(tampered(change)) == expected
