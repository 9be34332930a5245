"""The tables of the core, as data; migrations make them, triggers guard them.

Names are the words of the domain page. Every instant is whole seconds since 1970 UTC
(`fmdesk.core.sqltypes`), every amount whole cents, a month is `YYYY-MM`. Rows of `line_event`,
`journal_entry`, `journal_row`, `command_log`, `period_document` and `sanction_decision` are only
ever added; `fmdesk.core.sql.triggers` makes the database refuse anything else.
"""

from enum import StrEnum

import sqlalchemy as sa

from fmdesk.core.domain.charter import Outcome
from fmdesk.core.domain.events import EventKind, PauseClass
from fmdesk.core.domain.ledger import AccountKind, EntryKind
from fmdesk.core.domain.limits import LimitUnit, TimeOfDay
from fmdesk.core.domain.period import PeriodState
from fmdesk.core.domain.process import Side
from fmdesk.core.domain.ticket import ContactKind, LineState
from fmdesk.core.sqltypes import CanonicalJson, Cents, Id, UtcDateTime

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


def _id() -> sa.Column[int]:
    return sa.Column("id", Id, primary_key=True)


def _text(name: str, **options: object) -> sa.Column[str]:
    """Return a text that is never NULL; empty means none."""
    return sa.Column(name, sa.Text, nullable=False, server_default="", **options)  # type: ignore[arg-type]


def _code(name: str = "code") -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False, unique=True)


def _number(name: str, default: int | None = None, **options: object) -> sa.Column[int]:
    shown = None if default is None else str(default)
    return sa.Column(name, sa.BigInteger, nullable=False, server_default=shown, **options)  # type: ignore[arg-type]


def _flag(name: str) -> sa.Column[bool]:
    return sa.Column(name, sa.Boolean, nullable=False, server_default=sa.false())


def _refer(name: str, target: str, *, needed: bool = False, **options: object) -> sa.Column[int]:
    """Return a reference to `target` ("table" by id, or "table.column")."""
    column = target if "." in target else f"{target}.id"
    kind = sa.Text() if column.endswith(".code") else Id
    late = {"use_alter": True} if options.pop("is_circular", False) else {}
    key = sa.ForeignKey(column, **late)  # type: ignore[arg-type]
    return sa.Column(name, kind, key, nullable=not needed, **options)  # type: ignore[arg-type]


def _at(name: str, *, needed: bool = False, **options: object) -> sa.Column[object]:
    return sa.Column(name, UtcDateTime, nullable=not needed, **options)  # type: ignore[arg-type]


def _word(
    name: str, kind: type[StrEnum] | tuple[str, ...], *, needed: bool = True
) -> sa.Column[str]:
    """Return a text that is one of the words of an enumeration."""
    words = ", ".join(f"'{word}'" for word in kind)
    check = sa.CheckConstraint(f"{name} IN ({words})", name=name)
    return sa.Column(name, sa.Text, check, nullable=not needed)


def _lead_time() -> tuple[sa.Column[str], sa.Column[int], sa.Column[str]]:
    """Return the three columns of a `Limit`; NULL means none."""
    return (
        _word("lead_unit", LimitUnit, needed=False),
        sa.Column("lead_n", sa.BigInteger),
        _word("lead_time_of_day", TimeOfDay, needed=False),
    )


# --- people and the organisation -------------------------------------------------------------

unit = sa.Table(
    "unit",
    metadata,
    _id(),
    _code(),
    _text("name"),
    _refer("parent_id", "unit"),
    _refer("leader_id", "person", is_circular=True),
    _refer("deputy_id", "person", is_circular=True),
    _flag("is_front_office"),
)

department = sa.Table(
    "department",
    metadata,
    _id(),
    _code(),
    _text("name"),
    _refer("account_manager_id", "person", is_circular=True),
)

cost_centre = sa.Table(
    "cost_centre",
    metadata,
    _id(),
    _code(),
    _text("name"),
    _refer("department_id", "department", needed=True),
)

budget = sa.Table(
    "budget",
    metadata,
    _refer("cost_centre_id", "cost_centre", needed=True, primary_key=True),
    _number("year", primary_key=True, autoincrement=False),
    sa.Column("cents", Cents, nullable=False),
)

location = sa.Table(
    "location",
    metadata,
    _id(),
    _code(),
    _text("name"),
    _text("kind"),
    _refer("parent_id", "location"),
)

person = sa.Table(
    "person",
    metadata,
    _id(),
    _code(),
    _text("name"),
    _text("email"),
    _text("phone"),
    _refer("department_id", "department"),
    _refer("cost_centre_id", "cost_centre"),
    _refer("location_id", "location"),
    _refer("unit_id", "unit"),
    sa.Column("is_active", sa.Boolean, nullable=False, server_default=sa.true()),
    _text("words"),  # folded words to find the person by; see search.fold
)

channel = sa.Table(
    "channel",
    metadata,
    sa.Column("code", sa.Text, primary_key=True),
    _text("name_nl"),
    _text("name_en"),
    _number("rank", 100),
)

pause_reason = sa.Table(
    "pause_reason",
    metadata,
    sa.Column("code", sa.Text, primary_key=True),
    _text("name_nl"),
    _text("name_en"),
    _word("pause_class", PauseClass),
)

# --- catalogue -------------------------------------------------------------------------------

calendar = sa.Table("calendar", metadata, _id(), _code())

calendar_version = sa.Table(
    "calendar_version",
    metadata,
    _id(),
    _refer("calendar_id", "calendar", needed=True, index=True),
    sa.Column("valid_from", sa.Date, nullable=False),
    sa.Column("definition", CanonicalJson, nullable=False),
)

process = sa.Table("process", metadata, _id(), _code())

process_version = sa.Table(
    "process_version",
    metadata,
    _id(),
    _refer("process_id", "process", needed=True),
    _number("number"),
    _text("name_nl"),
    _text("name_en"),
    sa.UniqueConstraint("process_id", "number"),
)

step = sa.Table(
    "step",
    metadata,
    _refer("process_version_id", "process_version", needed=True, primary_key=True),
    _number("position", primary_key=True, autoincrement=False),
    _text("name_nl"),
    _text("name_en"),
    _word("side", Side),
    _refer("unit_id", "unit"),
    sa.Column("target_seconds", sa.BigInteger),
    _number("effort_minutes", 0),
    _refer("staff_id", "person"),
    _refer("contact_id", "person"),
    _text("tools"),
    _text("instruction"),
)

cluster = sa.Table(
    "cluster",
    metadata,
    _id(),
    _code(),
    _text("name_nl"),
    _text("name_en"),
    _refer("parent_id", "cluster"),
    _refer("unit_id", "unit"),
)

product = sa.Table("product", metadata, _id(), _code())

product_version = sa.Table(
    "product_version",
    metadata,
    _id(),
    _refer("product_id", "product", needed=True, index=True),
    sa.Column("valid_from", sa.Date, nullable=False),
    _text("name_nl"),
    _text("name_en"),
    _refer("cluster_id", "cluster"),
    _refer("unit_id", "unit", needed=True),
    sa.Column("price_cents", Cents, nullable=False),
    _text("price_unit"),
    *_lead_time(),
    _refer("calendar_id", "calendar"),
    _refer("process_id", "process"),
    _text("plugin"),
    _text("form"),
    _text("article"),
    _text("description_nl"),
    _text("description_en"),
    _text("limits"),
    sa.Column("synonyms", CanonicalJson, nullable=False),  # list of text
    _number("norm"),
    _text("words"),  # folded words to find the product by; see search.fold
)

variant = sa.Table(
    "variant",
    metadata,
    _refer("product_version_id", "product_version", needed=True, primary_key=True),
    _number("position", primary_key=True, autoincrement=False),
    _text("code"),
    _text("name_nl"),
    _text("name_en"),
    sa.Column("price_cents", Cents, nullable=False),
    *_lead_time(),
    sa.UniqueConstraint("product_version_id", "code"),
)

faq = sa.Table(
    "faq",
    metadata,
    _id(),
    _refer("product_version_id", "product_version", needed=True, index=True),
    _number("position"),
    _text("language"),
    _text("question"),
    _text("answer"),
    _number("uses", 0),
)

tip = sa.Table(
    "tip",
    metadata,
    _refer("product_version_id", "product_version", needed=True, primary_key=True),
    _number("position", primary_key=True, autoincrement=False),
    _text("text"),
)

product_contact = sa.Table(
    "product_contact",
    metadata,
    _refer("product_version_id", "product_version", needed=True, primary_key=True),
    _number("position", primary_key=True, autoincrement=False),
    _refer("person_id", "person", needed=True),
)

charter = sa.Table("charter", metadata, _id(), _code())

charter_version = sa.Table(
    "charter_version",
    metadata,
    _id(),
    _refer("charter_id", "charter", needed=True),
    _number("number"),
    _text("definition"),  # canonical JSON of services.charter_schema, without id and version
    _text("sha256"),
    sa.Column("valid_from", sa.Date, nullable=False),
    sa.Column("valid_to", sa.Date),
    sa.UniqueConstraint("charter_id", "number"),
)

charter_set = sa.Table("charter_set", metadata, _id(), _code("members"))
"""A set of charter versions that lines pin; `members` is `1,5,9` in rising order."""

charter_set_member = sa.Table(
    "charter_set_member",
    metadata,
    _refer("charter_set_id", "charter_set", needed=True, primary_key=True),
    _refer("charter_version_id", "charter_version", needed=True, primary_key=True),
)

# --- tickets ---------------------------------------------------------------------------------

ticket = sa.Table(
    "ticket",
    metadata,
    _id(),
    _code("number"),
    _refer("requester_id", "person", index=True),
    _refer("recipient_id", "person"),
    _refer("channel", "channel.code", needed=True),
    _at("received_at", needed=True),
    _at("registered_at", needed=True),
    _text("owner"),
    _text("subject"),
    _text("source"),
    sa.Column("external_id", sa.Text),  # NULL when it has none, so that UNIQUE lets it pass
    _number("version", 1),
    sa.UniqueConstraint("source", "external_id"),
)

line = sa.Table(
    "line",
    metadata,
    _id(),
    _refer("ticket_id", "ticket", needed=True),
    _number("position"),
    _refer("product_id", "product", needed=True, index=True),
    _refer("product_version_id", "product_version", needed=True),
    _refer("process_version_id", "process_version"),
    _refer("calendar_version_id", "calendar_version"),
    _refer("charter_set_id", "charter_set", needed=True),
    _refer("unit_id", "unit", needed=True, index=True),
    _refer("department_id", "department", index=True),
    _refer("cost_centre_id", "cost_centre"),
    _refer("location_id", "location"),
    _text("variant"),
    _number("quantity"),
    sa.Column("price_cents", Cents, nullable=False, index=True),
    _at("opened_at", needed=True, index=True),
    _at("due_given"),
    _at("due_at", index=True),
    _at("ready_at"),
    _word("state", LineState),
    sa.Column("details", CanonicalJson, nullable=False),
    sa.Column("facts", CanonicalJson, nullable=False),
    _text("plugin"),
    _number("version", 1),
    sa.Column("settled_month", sa.Text),  # NULL: no closed month has settled it yet
    _flag("is_touched"),  # changed after it was settled
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
    _refer("line_id", "line", needed=True, primary_key=True),
    _number("number", primary_key=True, autoincrement=False),
    _word("kind", EventKind),
    _at("at", needed=True),
    _at("recorded_at", needed=True),
    _text("actor"),
    sa.Column("step", sa.BigInteger),
    _text("reason"),
    _word("pause_class", PauseClass, needed=False),
    _text("stops"),  # names of clocks, joined by commas
    _text("evidence"),
    _number("quantity", 0),
    _flag("new_run"),
    sa.Column("corrects", sa.BigInteger),
    _at("corrected_at"),
    sqlite_with_rowid=False,
)

contact = sa.Table(
    "contact",
    metadata,
    _id(),
    _refer("person_id", "person", index=True),
    _refer("channel", "channel.code", needed=True),
    _word("kind", ContactKind),
    _at("at", needed=True, index=True),
    _number("handled_seconds", 0),
    _refer("ticket_id", "ticket", index=True),
    _text("note"),
)

line_search = sa.Table(
    "line_search",
    metadata,
    _refer("line_id", "line", needed=True, primary_key=True),
    _text("words"),  # folded words of the line and its ticket; see search.fold
)
"""What a line is found by; SQLite's FTS5 and PostgreSQL's GIN index hang on it."""

# --- the month -------------------------------------------------------------------------------

verdict = sa.Table(
    "verdict",
    metadata,
    sa.Column("month", sa.Text, primary_key=True),
    _refer("line_id", "line", needed=True, primary_key=True),
    _number("part", primary_key=True, autoincrement=False),
    _number("clock_run", primary_key=True, autoincrement=False),
    _refer("charter_version_id", "charter_version", needed=True, primary_key=True),
    _word("outcome", Outcome),
    _number("quantity"),
    _at("due_at"),
    _at("finished_at"),
    _number("over_working", 0),
    _number("over_clock", 0),
    sa.Column("facts", CanonicalJson, nullable=False),
    _flag("is_own"),
    _refer("unit_id", "unit", needed=True),
    _refer("department_id", "department"),
    _refer("product_version_id", "product_version", needed=True),
    sa.Column("cents", Cents, nullable=False),
    sa.Column("full_cents", Cents, nullable=False),
    _number("points", 0),
    _refer("bearer_id", "unit"),
    _flag("is_trial"),
    _flag("is_quarantined"),
    sqlite_with_rowid=False,
)
"""The verdicts of the last control run of each month; frozen once the month is closed."""

sa.Index("ix_verdict_line_id", verdict.c.line_id)
sa.Index("ix_verdict_month_outcome", verdict.c.month, verdict.c.outcome)

control_run = sa.Table(
    "control_run",
    metadata,
    sa.Column("month", sa.Text, primary_key=True),
    _at("as_of", needed=True),
    _at("at", needed=True),
    _text("engine"),
    _text("charter_set_hash"),
    _number("lines", 0),
    _number("verdicts", 0),
    _flag("is_fallback"),
)
"""The last control run of each month."""

sanction = sa.Table(
    "sanction",
    metadata,
    _id(),
    _refer("line_id", "line", needed=True),
    _number("part"),
    _number("clock_run"),
    _refer("charter_version_id", "charter_version", needed=True),
    sa.Column("month", sa.Text, nullable=False, index=True),
    sa.Column("cents", Cents, nullable=False),
    _number("points", 0),
    _refer("bearer_id", "unit"),
    _word("state", SANCTION_STATES),
    _number("version", 1),
    sa.UniqueConstraint("line_id", "part", "clock_run", "charter_version_id"),
)

sanction_decision = sa.Table(
    "sanction_decision",
    metadata,
    _id(),
    _refer("sanction_id", "sanction", needed=True, index=True),
    _at("at", needed=True),
    _text("actor"),
    _word("kind", DECISION_KINDS),
    _text("reason"),
    _refer("to_unit_id", "unit"),
)

period = sa.Table(
    "period",
    metadata,
    sa.Column("month", sa.Text, primary_key=True),
    _number("revision", primary_key=True, autoincrement=False),
    _word("state", PeriodState),
    _text("reason"),  # why it was reopened; the closed revision before it stays
    _at("closed_at"),
    _text("closed_by"),
    _text("figures_sha256"),
    _text("chain_head"),
)

period_document = sa.Table(
    "period_document",
    metadata,
    sa.Column("month", sa.Text, primary_key=True),
    _number("revision", primary_key=True, autoincrement=False),
    sa.Column("name", sa.Text, primary_key=True),
    _text("sha256"),
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
    _number("number", primary_key=True, autoincrement=False),
    _word("account", AccountKind),
    _number("account_id"),
    sa.Column("cents", Cents, nullable=False),
)
"""Rows go in before their entry: the entry's trigger sees that they sum to zero and seals them."""

journal_entry = sa.Table(
    "journal_entry",
    metadata,
    _id(),
    _refer("line_id", "line", needed=True),
    _number("part"),
    _number("clock_run"),
    _number("charter_version_id"),  # 0 means none, therefore no reference
    _word("kind", EntryKind),
    _number("revision"),
    sa.Column("month", sa.Text, nullable=False, index=True),
    _at("posted_at", needed=True),
    _number("points", 0),
    _text("reference"),
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
    _code("op_id"),
    _text("name"),
    _text("actor"),
    _at("at", needed=True),
    _text("digest"),  # of salt and payload, so that an erased payload leaves nothing to guess
    _text("result"),
    _text("previous"),
    _text("hash"),
)

command_payload = sa.Table(
    "command_payload",
    metadata,
    _refer("seq", "command_log.seq", needed=True, primary_key=True),
    _text("salt"),
    _text("payload"),
)
"""Payloads apart from the log: they can be erased and the chain still holds."""

command_head = sa.Table(
    "command_head",
    metadata,
    sa.Column("id", Id, primary_key=True, autoincrement=False),
    _number("seq"),
    _text("hash"),
    _at("at", needed=True),
    sa.CheckConstraint("id = 1", name="single"),
)
"""The one row that every command locks last."""

# --- the office ------------------------------------------------------------------------------

setting = sa.Table(
    "setting", metadata, sa.Column("name", sa.Text, primary_key=True), _text("value")
)

access_grant = sa.Table(
    "access_grant",
    metadata,
    sa.Column("owner", sa.Text, primary_key=True),  # `core` or a plugin's id
    sa.Column("object", sa.Text, primary_key=True),
    sa.Column("role", sa.Text, primary_key=True),
    _text("privileges"),
)
"""Who may do what with which table on PostgreSQL; `grants.statements` turns it into GRANTs."""
