"""The tables of the core, as data; migrations make them, triggers guard them.

Names are the words of the domain page. Every instant is whole seconds since 1970 UTC
(`fmdesk.core.sqltypes`), every amount whole cents, a month is `YYYY-MM`. Rows of `line_event`,
`journal_entry`, `journal_row`, `command_log`, `period_document` and `sanction_decision` are only
ever added; `fmdesk.core.sql.triggers` makes the database refuse anything else.
"""

import sqlalchemy as sa

from fmdesk.core.domain.charter import Outcome
from fmdesk.core.domain.events import EventKind, PauseClass
from fmdesk.core.domain.ledger import AccountKind, EntryKind
from fmdesk.core.domain.period import PeriodState
from fmdesk.core.domain.process import Side
from fmdesk.core.domain.ticket import ContactKind, LineState
from fmdesk.core.sql.columns import at, code, flag, lead_time, number, refer, row_id, text, word
from fmdesk.core.sqltypes import CanonicalJson, Cents, Id

metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

SANCTION_STATES = ("proposed", "confirmed", "moved", "waived", "posted", "withdrawn")
DECISION_KINDS = ("objection", "confirm", "move", "waive")


# --- people and the organisation -------------------------------------------------------------

unit = sa.Table(
    "unit",
    metadata,
    row_id(),
    code(),
    text("name"),
    refer("parent_id", "unit"),
    refer("leader_id", "person", is_circular=True),
    refer("deputy_id", "person", is_circular=True),
    flag("is_front_office"),
)

department = sa.Table(
    "department",
    metadata,
    row_id(),
    code(),
    text("name"),
    refer("account_manager_id", "person", is_circular=True),
)

cost_centre = sa.Table(
    "cost_centre",
    metadata,
    row_id(),
    code(),
    text("name"),
    refer("department_id", "department", needed=True),
)

budget = sa.Table(
    "budget",
    metadata,
    refer("cost_centre_id", "cost_centre", needed=True, primary_key=True),
    number("year", primary_key=True, autoincrement=False),
    sa.Column("cents", Cents, nullable=False),
)

location = sa.Table(
    "location",
    metadata,
    row_id(),
    code(),
    text("name"),
    text("kind"),
    refer("parent_id", "location"),
)

person = sa.Table(
    "person",
    metadata,
    row_id(),
    code(),
    text("name"),
    text("email"),
    text("phone"),
    refer("department_id", "department"),
    refer("cost_centre_id", "cost_centre"),
    refer("location_id", "location"),
    refer("unit_id", "unit"),
    sa.Column("is_active", sa.Boolean, nullable=False, server_default=sa.true()),
    text("words"),  # folded words to find the person by; see domain.words
)

channel = sa.Table(
    "channel",
    metadata,
    sa.Column("code", sa.Text, primary_key=True),
    text("name_nl"),
    text("name_en"),
    number("rank", 100),
)

pause_reason = sa.Table(
    "pause_reason",
    metadata,
    sa.Column("code", sa.Text, primary_key=True),
    text("name_nl"),
    text("name_en"),
    word("pause_class", PauseClass),
)

# --- catalogue -------------------------------------------------------------------------------

calendar = sa.Table("calendar", metadata, row_id(), code())

calendar_version = sa.Table(
    "calendar_version",
    metadata,
    row_id(),
    refer("calendar_id", "calendar", needed=True, index=True),
    sa.Column("valid_from", sa.Date, nullable=False),
    sa.Column("definition", CanonicalJson, nullable=False),
)

process = sa.Table("process", metadata, row_id(), code())

process_version = sa.Table(
    "process_version",
    metadata,
    row_id(),
    refer("process_id", "process", needed=True),
    number("number"),
    text("name_nl"),
    text("name_en"),
    sa.UniqueConstraint("process_id", "number"),
)

step = sa.Table(
    "step",
    metadata,
    refer("process_version_id", "process_version", needed=True, primary_key=True),
    number("position", primary_key=True, autoincrement=False),
    text("name_nl"),
    text("name_en"),
    word("side", Side),
    refer("unit_id", "unit"),
    sa.Column("target_seconds", sa.BigInteger),
    number("effort_minutes", 0),
    refer("staff_id", "person"),
    refer("contact_id", "person"),
    text("tools"),
    text("instruction"),
)

cluster = sa.Table(
    "cluster",
    metadata,
    row_id(),
    code(),
    text("name_nl"),
    text("name_en"),
    refer("parent_id", "cluster"),
    refer("unit_id", "unit"),
)

product = sa.Table("product", metadata, row_id(), code())

product_version = sa.Table(
    "product_version",
    metadata,
    row_id(),
    refer("product_id", "product", needed=True, index=True),
    sa.Column("valid_from", sa.Date, nullable=False),
    text("name_nl"),
    text("name_en"),
    refer("cluster_id", "cluster"),
    refer("unit_id", "unit", needed=True),
    sa.Column("price_cents", Cents, nullable=False),
    text("price_unit"),
    *lead_time(),
    refer("calendar_id", "calendar"),
    refer("process_id", "process"),
    text("plugin"),
    text("form"),
    text("article"),
    text("description_nl"),
    text("description_en"),
    text("limits"),
    sa.Column("synonyms", CanonicalJson, nullable=False),  # list of text
    number("norm"),
    text("words"),  # folded words to find the product by; see domain.words
)

variant = sa.Table(
    "variant",
    metadata,
    refer("product_version_id", "product_version", needed=True, primary_key=True),
    number("position", primary_key=True, autoincrement=False),
    text("code"),
    text("name_nl"),
    text("name_en"),
    sa.Column("price_cents", Cents, nullable=False),
    *lead_time(),
    sa.UniqueConstraint("product_version_id", "code"),
)

faq = sa.Table(
    "faq",
    metadata,
    row_id(),
    refer("product_version_id", "product_version", needed=True, index=True),
    number("position"),
    text("language"),
    text("question"),
    text("answer"),
    number("uses", 0),
)

tip = sa.Table(
    "tip",
    metadata,
    refer("product_version_id", "product_version", needed=True, primary_key=True),
    number("position", primary_key=True, autoincrement=False),
    text("text"),
)

product_contact = sa.Table(
    "product_contact",
    metadata,
    refer("product_version_id", "product_version", needed=True, primary_key=True),
    number("position", primary_key=True, autoincrement=False),
    refer("person_id", "person", needed=True),
)

charter = sa.Table("charter", metadata, row_id(), code())

charter_version = sa.Table(
    "charter_version",
    metadata,
    row_id(),
    refer("charter_id", "charter", needed=True),
    number("number"),
    text("definition"),  # canonical JSON of services.charter_schema, without id and version
    text("sha256"),
    sa.Column("valid_from", sa.Date, nullable=False),
    sa.Column("valid_to", sa.Date),
    sa.UniqueConstraint("charter_id", "number"),
)

charter_set = sa.Table("charter_set", metadata, row_id(), code("members"))
"""A set of charter versions that lines pin; `members` is `1,5,9` in rising order."""

charter_set_member = sa.Table(
    "charter_set_member",
    metadata,
    refer("charter_set_id", "charter_set", needed=True, primary_key=True),
    refer("charter_version_id", "charter_version", needed=True, primary_key=True),
)

# --- tickets ---------------------------------------------------------------------------------

ticket = sa.Table(
    "ticket",
    metadata,
    row_id(),
    code("number"),
    refer("requester_id", "person", index=True),
    refer("recipient_id", "person"),
    refer("channel", "channel.code", needed=True),
    at("received_at", needed=True),
    at("registered_at", needed=True),
    text("owner"),
    text("subject"),
    text("source"),
    sa.Column("external_id", sa.Text),  # NULL when it has none, so that UNIQUE lets it pass
    number("version", 1),
    sa.UniqueConstraint("source", "external_id"),
)

line = sa.Table(
    "line",
    metadata,
    row_id(),
    refer("ticket_id", "ticket", needed=True),
    number("position"),
    refer("product_id", "product", needed=True, index=True),
    refer("product_version_id", "product_version", needed=True),
    refer("process_version_id", "process_version"),
    refer("calendar_version_id", "calendar_version"),
    refer("charter_set_id", "charter_set", needed=True),
    refer("unit_id", "unit", needed=True, index=True),
    refer("department_id", "department", index=True),
    refer("cost_centre_id", "cost_centre"),
    refer("location_id", "location"),
    text("variant"),
    number("quantity"),
    sa.Column("price_cents", Cents, nullable=False, index=True),
    at("opened_at", needed=True, index=True),
    at("due_given"),
    at("due_at", index=True),
    at("ready_at"),
    word("state", LineState),
    sa.Column("details", CanonicalJson, nullable=False),
    sa.Column("facts", CanonicalJson, nullable=False),
    text("plugin"),
    number("version", 1),
    sa.Column("settled_month", sa.Text),  # NULL: no closed month has settled it yet
    flag("is_touched"),  # changed after it was settled
    sa.UniqueConstraint("ticket_id", "position"),
    sa.CheckConstraint("quantity > 0", name="quantity"),
)

sa.Index(
    "ix_line_unsettled",
    line.c.opened_at,
    sqlite_where=sa.or_(line.c.settled_month.is_(None), line.c.is_touched),
    postgresql_where=sa.or_(line.c.settled_month.is_(None), line.c.is_touched),
)
sa.Index(
    "ix_line_open",
    line.c.due_at,
    sqlite_where=line.c.ready_at.is_(None),
    postgresql_where=line.c.ready_at.is_(None),
)

line_event = sa.Table(
    "line_event",
    metadata,
    refer("line_id", "line", needed=True, primary_key=True),
    number("number", primary_key=True, autoincrement=False),
    word("kind", EventKind),
    at("at", needed=True),
    at("recorded_at", needed=True),
    text("actor"),
    sa.Column("step", sa.BigInteger),
    text("reason"),
    word("pause_class", PauseClass, needed=False),
    text("stops"),  # names of clocks, joined by commas
    text("evidence"),
    number("quantity", 0),
    flag("new_run"),
    sa.Column("corrects", sa.BigInteger),
    at("corrected_at"),
    sqlite_with_rowid=False,
)

contact = sa.Table(
    "contact",
    metadata,
    row_id(),
    refer("person_id", "person", index=True),
    refer("channel", "channel.code", needed=True),
    word("kind", ContactKind),
    at("at", needed=True, index=True),
    number("handled_seconds", 0),
    refer("ticket_id", "ticket", index=True),
    text("note"),
)

line_search = sa.Table(
    "line_search",
    metadata,
    refer("line_id", "line", needed=True, primary_key=True),
    text("words"),  # folded words of the line and its ticket; see domain.words
)
"""What a line is found by; SQLite's FTS5 and PostgreSQL's GIN index hang on it."""

# --- the month -------------------------------------------------------------------------------

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
    sa.Column("figures", sa.LargeBinary),  # canonical JSON of the draft's MonthFigures
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
    word("kind", DECISION_KINDS),
    text("reason"),
    refer("to_unit_id", "unit"),
)

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

# --- the ledger ------------------------------------------------------------------------------

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

# --- the command log -------------------------------------------------------------------------

command_log = sa.Table(
    "command_log",
    metadata,
    sa.Column("seq", Id, primary_key=True, autoincrement=False),
    code("op_id"),
    text("name"),
    text("actor"),
    at("at", needed=True),
    text("digest"),  # of salt and payload, so that an erased payload leaves nothing to guess
    text("result"),
    text("previous"),
    text("hash"),
)

command_payload = sa.Table(
    "command_payload",
    metadata,
    refer("seq", "command_log.seq", needed=True, primary_key=True),
    text("salt"),
    text("payload"),
)
"""Payloads apart from the log: they can be erased and the chain still holds."""

command_head = sa.Table(
    "command_head",
    metadata,
    sa.Column("id", Id, primary_key=True, autoincrement=False),
    number("seq"),
    text("hash"),
    at("at", needed=True),
    sa.CheckConstraint("id = 1", name="single"),
)
"""The one row that every command locks last."""

# --- the office ------------------------------------------------------------------------------

setting = sa.Table("setting", metadata, sa.Column("name", sa.Text, primary_key=True), text("value"))

access_grant = sa.Table(
    "access_grant",
    metadata,
    sa.Column("owner", sa.Text, primary_key=True),  # `core` or a plugin's id
    sa.Column("object", sa.Text, primary_key=True),
    sa.Column("role", sa.Text, primary_key=True),
    text("privileges"),
)
"""Who may do what with which table on PostgreSQL; `grants.statements` turns it into GRANTs."""
