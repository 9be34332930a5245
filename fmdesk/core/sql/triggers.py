"""What the database itself refuses, as data, on SQLite and PostgreSQL alike.

Each guard is a condition on a row that is about to be written; where it holds, the write fails with
`fmdesk:<word>`, whoever makes it. SQLite gets a trigger per guard, PostgreSQL a trigger and a
function. Events, ledger, log, documents and decisions are only ever added; a closed period, its
verdicts and its month's ledger stand still; an entry of the ledger is sealed over rows that sum
to zero (rows go in first, then their entry; a deferred reference keeps rows without an entry out).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from fmdesk.core.sql import tables as t
from fmdesk.core.sql.search import POSTGRESQL_SEARCH, SQLITE_SEARCH, SQLITE_TRIGGERS

APPEND_ONLY = (
    t.line_event,
    t.journal_entry,
    t.journal_row,
    t.command_log,
    t.period_act,
    t.period_document,
    t.sanction_decision,
    t.verdict_ruling,
    t.call_back_try,
    t.product_withdrawal,
    t.product_reading,
    t.cluster_change,
    t.ticket_change,
    t.line_change,
    t.line_return,
    t.line_link,
    t.line_assignment,
    t.blob_piece,
    t.talk,
    t.talk_action,
    t.talk_action_end,
    t.budget,
)
"""Tables whose rows are never changed or deleted."""

TOLD = (
    *("ticket_id", "person_id", "kind", "address", "subject", "body", "reason", "reference"),
    "about",
)
"""What a message said, to whom and why; only its state moves on."""

FILED = ("sha256", "name", "media_type", "added_at", "added_by")
"""What an attachment is; it may be hidden, and stays what it was."""
OWNERS = tuple(f"{owner}_id" for owner in t.FILE_OWNERS)
"""What an attachment belongs to."""

CAME_IN = ("key", "received_at", "sender_address", "subject", "text", "message_id", "problem")
"""What came in; only what became of it moves on."""

ASKED = ("unit_id", "text", "asked_by", "asked_at", "due_at")
"""What a unit was asked and by when; its answer, once given, stands too."""

PROPOSED = ("product_id", "base_version_id", "keeper", "definition", "reason", "author", "at")
"""What was proposed for the catalogue, by whom and why; only the decision is added."""

CLOSED = """(SELECT state FROM period WHERE month = {row}.month
    ORDER BY revision DESC LIMIT 1) = 'closed'"""
"""The newest revision of the row's month is closed; no row means open."""

SHARED = "FOR SHARE"
"""What PostgreSQL adds, so that a close and a posting wait for each other."""


@dataclass(frozen=True, slots=True)
class Guard:
    """One refusal.

    Attributes:
        name: Name of the trigger.
        table: Its table.
        event: `INSERT`, `UPDATE` or `DELETE`.
        when: Condition in SQL on `NEW` or `OLD`.
        word: What it is refused with.
        locked: Rows that PostgreSQL locks first, as a query.
    """

    name: str
    table: str
    event: str
    when: str
    word: str
    locked: str = ""


def guards() -> Iterator[Guard]:
    """Yield all guards."""
    for table in APPEND_ONLY:
        yield from _append_only(table)
    for event, row in (("INSERT", "NEW"), ("UPDATE", "NEW"), ("DELETE", "OLD")):
        condition = CLOSED.format(row=row)
        yield Guard(f"verdict_closed_{event.lower()}", "verdict", event, condition, "month_closed")
    yield Guard(
        "verdict_closed_leave", "verdict", "UPDATE", CLOSED.format(row="OLD"), "month_closed"
    )
    for event in ("UPDATE", "DELETE"):
        closed = "OLD.state = 'closed'"
        yield Guard(f"period_closed_{event.lower()}", "period", event, closed, "month_closed")
    proposed = " OR ".join(f"NEW.{name} <> OLD.{name}" for name in PROPOSED)
    proposed = f"{proposed} OR OLD.state <> 'open'"
    yield Guard("proposal_told", "catalogue_proposal", "UPDATE", proposed, "append_only")
    yield Guard("proposal_no_delete", "catalogue_proposal", "DELETE", "true", "append_only")
    there = "EXISTS (SELECT 1 FROM period WHERE month = NEW.month AND revision = NEW.revision)"
    yield Guard("period_no_replace", "period", "INSERT", there, "append_only")
    yield Guard(
        "journal_entry_month",
        "journal_entry",
        "INSERT",
        CLOSED.format(row="NEW"),
        "month_closed",
        "SELECT 1 FROM period WHERE month = NEW.month",
    )
    yield Guard(
        "journal_entry_balance",
        "journal_entry",
        "INSERT",
        "(SELECT count(*) < 2 OR sum(cents) <> 0 FROM journal_row WHERE entry_id = NEW.id)",
        "unbalanced",
    )
    yield Guard(
        "journal_row_sealed",
        "journal_row",
        "INSERT",
        "EXISTS (SELECT 1 FROM journal_entry WHERE id = NEW.entry_id)",
        "sealed",
    )
    for name, columns in (("message", TOLD), ("attachment", FILED), ("incoming", CAME_IN)):
        told = " OR ".join(f"NEW.{column} <> OLD.{column}" for column in columns)
        yield Guard(f"{name}_told", name, "UPDATE", told, "append_only")
        yield Guard(f"{name}_no_delete", name, "DELETE", "true", "append_only")
    for event in ("UPDATE", "DELETE"):  # a digest that is there already may be given again
        yield Guard(f"blob_no_{event.lower()}", "blob", event, "true", "append_only")
    moved = (f"COALESCE(NEW.{name}, 0) <> COALESCE(OLD.{name}, 0)" for name in OWNERS)
    yield Guard("attachment_moved", "attachment", "UPDATE", " OR ".join(moved), "append_only")

    asked = " OR ".join(f"NEW.{name} <> OLD.{name}" for name in ASKED)
    answered = "OLD.answered_at IS NOT NULL AND NEW.answer <> OLD.answer"
    stands = f"{asked} OR ({answered})"
    yield Guard("unit_question_told", "unit_question", "UPDATE", stands, "append_only")
    yield Guard("unit_question_no_delete", "unit_question", "DELETE", "true", "append_only")


def _append_only(table: sa.Table) -> Iterator[Guard]:
    name = table.name
    for event in ("UPDATE", "DELETE"):
        yield Guard(f"{name}_no_{event.lower()}", name, event, "true", "append_only")
    key = " AND ".join(f"{one.name} = NEW.{one.name}" for one in table.primary_key.columns)
    there = f"EXISTS (SELECT 1 FROM {name} WHERE {key})"  # noqa: S608  # our own names
    # INSERT OR REPLACE deletes without asking the guard on DELETE, unless told by each connection.
    yield Guard(f"{name}_no_replace", name, "INSERT", there, "append_only")


def statements(dialect: str) -> Sequence[str]:
    """Return the statements that make guards and search index on an empty database.

    Args:
        dialect: `sqlite` or `postgresql`.
    """
    if dialect == "sqlite":
        return (*SQLITE_SEARCH, *(_sqlite(guard) for guard in guards()))
    made = [statement for guard in guards() for statement in _postgresql(guard)]
    return (*POSTGRESQL_SEARCH, *_TRUNCATE, *made)


def expected(dialect: str) -> frozenset[str]:
    """Return the names of the triggers that must be there."""
    names = {guard.name for guard in guards() if _is_for(guard, dialect)}
    if dialect == "sqlite":
        return frozenset(names | SQLITE_TRIGGERS)
    return frozenset(names | {f"{table.name}_no_truncate" for table in APPEND_ONLY})


def present(connection: sa.Connection) -> frozenset[str]:
    """Return the names of the triggers that are there and switched on."""
    query = (
        "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        if connection.dialect.name == "sqlite"
        else "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled IN ('O', 'A')"
    )
    return frozenset(connection.exec_driver_sql(query).scalars())


def _is_for(guard: Guard, dialect: str) -> bool:
    return dialect == "sqlite" or not guard.name.endswith("_no_replace")


def _sqlite(guard: Guard) -> str:
    return (
        f"CREATE TRIGGER {guard.name} BEFORE {guard.event} ON {guard.table} FOR EACH ROW "
        f"WHEN {guard.when} BEGIN SELECT RAISE(ABORT, 'fmdesk:{guard.word}'); END"
    )


def _postgresql(guard: Guard) -> Iterator[str]:
    if not _is_for(guard, "postgresql"):
        return
    answer = "OLD" if guard.event == "DELETE" else "NEW"
    lock = f"PERFORM * FROM ({guard.locked} {SHARED}) AS locked;" if guard.locked else ""
    yield f"""CREATE FUNCTION guard_{guard.name}() RETURNS trigger LANGUAGE plpgsql
        SET search_path = public, pg_temp AS $$
        BEGIN
            {lock}
            IF {guard.when} THEN
                RAISE EXCEPTION 'fmdesk:{guard.word}' USING ERRCODE = 'restrict_violation';
            END IF;
            RETURN {answer};
        END $$"""
    yield (
        f"CREATE TRIGGER {guard.name} BEFORE {guard.event} ON {guard.table} "
        f"FOR EACH ROW EXECUTE FUNCTION guard_{guard.name}()"
    )


_TRUNCATE = (
    """CREATE FUNCTION guard_no_truncate() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION 'fmdesk:append_only' USING ERRCODE = 'restrict_violation'; END $$""",
    *(
        f"CREATE TRIGGER {table.name}_no_truncate BEFORE TRUNCATE ON {table.name} "
        "FOR EACH STATEMENT EXECUTE FUNCTION guard_no_truncate()"
        for table in APPEND_ONLY
    ),
)
