"""Verdicts, sanctions, periods and the ledger."""

import sqlalchemy as sa

from fmdesk.core.domain.charter import Outcome
from fmdesk.core.domain.ledger import AccountKind, EntryKind
from fmdesk.core.domain.month_progress import RULED, PeriodActKind
from fmdesk.core.domain.objection import Act
from fmdesk.core.domain.period import PeriodState
from fmdesk.core.sql.columns import at, flag, number, refer, row_id, text, word
from fmdesk.core.sql.tables.base import metadata
from fmdesk.core.sqltypes import CanonicalJson, Cents, Id

SANCTION_STATES = ("proposed", "confirmed", "moved", "waived", "posted", "withdrawn")

verdict = sa.Table(
    "verdict",
    metadata,
    sa.Column("month", sa.Text, primary_key=True),
    refer("line_id", "line", needed=True, primary_key=True),
    number("part", primary_key=True, autoincrement=False),
    number("clock_run", primary_key=True, autoincrement=False),
    refer("charter_version_id", "charter_version", needed=True, primary_key=True),
    word("outcome", Outcome),
    number("quantity"),
    at("due_at"),
    at("finished_at"),
    number("over_working", 0),
    number("over_clock", 0),
    sa.Column("facts", CanonicalJson, nullable=False),
    sa.Column("cents", Cents, nullable=False),
    sa.Column("full_cents", Cents, nullable=False),
    number("points", 0),
    refer("bearer_id", "unit"),
    flag("is_trial"),
    sqlite_with_rowid=False,
)
"""The verdicts of the last control run of each month; frozen once the month is closed.

Written by the million, so only what a verdict adds: its line has the rest, the month comes first in
the key, and only the verdicts that a list asks for by outcome have an index.
"""

_is_rare = verdict.c.outcome.not_in((Outcome.KEPT.value, Outcome.NOT_APPLICABLE.value))
sa.Index(
    "ix_verdict_month_outcome",
    verdict.c.month,
    verdict.c.outcome,
    sqlite_where=_is_rare,
    postgresql_where=_is_rare,
)

verdict_ruling = sa.Table(
    "verdict_ruling",
    metadata,
    row_id(),
    refer("line_id", "line", needed=True, index=True),
    number("part"),
    number("clock_run"),
    refer("charter_version_id", "charter_version", needed=True),
    text("facts_sha256"),
    word("outcome", RULED),
    at("at", needed=True),
    text("actor"),
    text("reason"),
)
"""What persons decided of verdicts in quarantine, for the facts they saw; the last one on the same
facts counts, none is changed."""

control_run = sa.Table(
    "control_run",
    metadata,
    sa.Column("month", sa.Text, primary_key=True),
    at("as_of", needed=True),
    at("at", needed=True),
    text("engine"),
    text("charter_set_hash"),
    number("lines", 0),
    number("verdicts", 0),
    flag("is_fallback"),
    number("head_seq", 0),  # number of the last command that it saw
    sa.Column("figures", sa.LargeBinary),  # packed canonical JSON of the draft's MonthFigures
)
"""The last control run of each month."""

sanction = sa.Table(
    "sanction",
    metadata,
    row_id(),
    refer("line_id", "line", needed=True),
    number("part"),
    number("clock_run"),
    refer("charter_version_id", "charter_version", needed=True),
    sa.Column("month", sa.Text, nullable=False, index=True),
    sa.Column("cents", Cents, nullable=False),
    number("points", 0),
    refer("bearer_id", "unit"),
    at("told_at", needed=True),  # the draft in which it first stood, for who bears it now
    at("term_ends_at"),
    at("waits_until"),  # the month waits for the first of the terms of one bearer
    word("state", SANCTION_STATES),
    number("version", 1),
    sa.UniqueConstraint("line_id", "part", "clock_run", "charter_version_id"),
)

sanction_decision = sa.Table(
    "sanction_decision",
    metadata,
    row_id(),
    refer("sanction_id", "sanction", needed=True, index=True),
    at("at", needed=True),
    text("actor"),
    word("kind", Act),
    text("reason"),
    refer("to_unit_id", "unit"),
    flag("awaits_second"),
    refer("from_unit_id", "unit"),  # who bore it by the charter until then
)
"""What the unit and the controllers said about a sanction; never changed (`triggers`)."""

period = sa.Table(
    "period",
    metadata,
    sa.Column("month", sa.Text, primary_key=True),
    number("revision", primary_key=True, autoincrement=False),
    word("state", PeriodState),
    text("reason"),  # why it was reopened; the closed revision before it stays
    at("closed_at"),
    text("closed_by"),
    text("figures_sha256"),
    text("chain_head"),
)

period_document = sa.Table(
    "period_document",
    metadata,
    sa.Column("month", sa.Text, primary_key=True),
    number("revision", primary_key=True, autoincrement=False),
    sa.Column("name", sa.Text, primary_key=True),
    text("sha256"),
    sa.Column("content", sa.LargeBinary, nullable=False),
    sa.ForeignKeyConstraint(["month", "revision"], ["period.month", "period.revision"]),
)
"""Frozen results of closed months; the canonical JSON is the document `figures.json`."""

period_act = sa.Table(
    "period_act",
    metadata,
    row_id(),
    sa.Column("month", sa.Text, nullable=False, index=True),
    number("revision"),
    word("kind", PeriodActKind),
    at("at", needed=True),
    text("actor"),
    text("reason"),
    text("sha256"),
)
"""Who approved a draft, and who asked to open a closed month again; never changed (`triggers`)."""

journal_row = sa.Table(
    "journal_row",
    metadata,
    sa.Column(
        "entry_id",
        Id,
        sa.ForeignKey("journal_entry.id", deferrable=True, initially="DEFERRED"),
        primary_key=True,
        autoincrement=False,
    ),
    number("number", primary_key=True, autoincrement=False),
    word("account", AccountKind),
    number("account_id"),
    sa.Column("cents", Cents, nullable=False),
)
"""Rows go in before their entry: the entry's trigger sees that they sum to zero and seals them."""

journal_entry = sa.Table(
    "journal_entry",
    metadata,
    row_id(),
    refer("line_id", "line", needed=True),
    number("part"),
    number("clock_run"),
    number("charter_version_id"),  # 0 means none, therefore no reference
    word("kind", EntryKind),
    number("revision"),
    sa.Column("month", sa.Text, nullable=False, index=True),
    at("posted_at", needed=True),
    number("points", 0),
    text("reference"),
    sa.UniqueConstraint(
        "line_id",
        "part",
        "clock_run",
        "charter_version_id",
        "kind",
        "revision",
        name="uq_journal_entry_key",
    ),
)
