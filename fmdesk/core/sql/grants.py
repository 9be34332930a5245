"""Who may do what with which table on PostgreSQL, as data (reliability page, Who may do what).

The tables belong to a role that nobody can log in as. Ledger, periods, charters, verdicts and log
are written by the clerk alone, never by a person; the roles of persons come with the office for
many workstations. Plugins add rows of their own for their own tables.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import sqlalchemy as sa

from fmdesk.core.domain.errors import InvalidInputError
from fmdesk.core.sql.tables import access_grant, metadata

OWNER = "fmdesk_owner"
"""NOLOGIN role that owns the schema."""
CLERK = "fmdesk_clerk"
"""The worker that computes amounts, posts and closes."""
PERSONS = ("front_office", "unit_member", "unit_manager", "controller", "admin", "auditor")
"""Group roles; every person's own role is a member of some."""
PRIVILEGES = ("select", "insert", "update", "delete")

PROTECTED = (
    *("charter", "charter_version", "charter_set", "charter_set_member"),
    *("verdict", "verdict_ruling", "control_run", "sanction", "sanction_decision"),
    *("period", "period_act", "period_document", "journal_entry", "journal_row"),
    *("command_log", "command_payload", "command_head", "access_grant"),
)
"""Tables that no person writes."""

HIDDEN = ("user_account", "secret")
"""Tables that no person reads or writes past the program: passwords and hashes stand there."""

_VERSIONS = (
    *("product", "product_version", "variant", "faq", "tip", "product_contact"),
    *("process", "process_version", "step", "product_withdrawal"),
)
"""What a new version of a product or a process is stored in; who may add which is asked before."""


@dataclass(frozen=True, slots=True)
class Grant:
    """One row: what a role may do with a table."""

    object: str
    role: str
    privileges: tuple[str, ...]

    @property
    def text(self) -> str:
        """The privileges as stored and as SQL has them."""
        return ", ".join(self.privileges)


DESK, ADMIN = ("front_office",), ("admin",)
UNITS = ("unit_member", "unit_manager")
KEEPERS = (*DESK, *UNITS, "controller", "admin")
"""Who may change the catalogue, as far as the matrix of commands lets them."""
WRITE, DELETE = ("insert", "update"), ("delete",)

_WRITES: tuple[tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]], ...] = (
    (("verdict", "command_payload", "absence", "process_hold"), (CLERK,), DELETE),
    (("call_back_rule", "channel_hours"), (CLERK,), DELETE),
    (("ticket", "line", "line_event", "contact", "line_search"), DESK, WRITE),
    (("bespoke_line", "guide", "guide_version", "product_link"), DESK, WRITE),
    (("ticket_change", "line_change", "ticket_task", "ticket_link", "line_link"), DESK, WRITE),
    (("message", "call_back", "call_back_try"), DESK, WRITE),
    (("hand_over", "channel_count", "channel_closing", "escalation"), DESK, WRITE),
    (("blob", "blob_piece", "attachment", "incoming"), DESK, WRITE),
    (("message", "blob", "blob_piece", "attachment"), ("controller",), WRITE),  # reports go out
    (("process_hold",), DESK, ("insert", "delete")),
    (("product_reading",), DESK, ("insert",)),
    (("product_link",), DESK, DELETE),
    (("call_back_rule", "faq"), DESK, ("update",)),  # ready lines and uses are counted
    (("unit_question", "line_return", "line_assignment", "absence"), (*DESK, *UNITS), WRITE),
    (("absence",), (*DESK, *UNITS), DELETE),
    (("line", "line_event"), UNITS, WRITE),  # what a unit does with its lines
    (_VERSIONS, KEEPERS, ("insert",)),
    (("cluster",), (*DESK, "controller"), WRITE),
    (("cluster_change",), (*DESK, "controller"), ("insert",)),
    (("product", "process"), KEEPERS, ("update",)),  # its row is locked while it changes
    (("catalogue_proposal",), KEEPERS, WRITE),
    (("return_reason", "template", "call_back_rule"), ADMIN, (*WRITE, *DELETE)),
    (("channel_hours", "escalation_rule"), ADMIN, WRITE),
    (("channel_hours",), ADMIN, DELETE),
    (("cost_centre", "calendar", "calendar_version", "setting"), ADMIN, WRITE),
    (("plugin_approval",), ADMIN, (*WRITE, *DELETE)),
    (("blob", "blob_piece"), ADMIN, WRITE),  # the wheel of an approved plugin
    (("person", "location", "unit", "department", "channel", "pause_reason"), ADMIN, WRITE),
)
"""Tables, the roles that write them, and how; everybody reads all that is not hidden."""


def _core() -> Iterator[Grant]:
    for name in sorted(metadata.tables):
        for role in PERSONS if name not in HIDDEN else ():
            yield Grant(name, role, ("select",))
        yield Grant(name, CLERK, ("select", "insert", "update"))
    for tables, roles, privileges in _WRITES:
        for table in tables:
            for role in roles:
                yield Grant(table, role, privileges)


def _merged(grants: Iterable[Grant]) -> tuple[Grant, ...]:
    """Return one grant per table and role."""
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for grant in grants:
        key = (grant.object, grant.role)
        found[key] = found.get(key, ()) + grant.privileges
    return tuple(Grant(name, role, words) for (name, role), words in found.items())


CORE = _merged(_core())
"""Grants on the tables of the core."""


def read(connection: sa.Connection) -> tuple[Grant, ...]:
    """Return the grants that are stored, those of plugins too."""
    query = sa.select(access_grant).order_by(access_grant.c.object, access_grant.c.role)
    return tuple(
        Grant(row.object, row.role, tuple(row.privileges.split(", ")))
        for row in connection.execute(query)
    )


def replace_plugin(
    connection: sa.Connection, plugin: str, grants: Iterable[tuple[str, str, str]]
) -> bool:
    """Store the grants that a plugin declares for its own tables; tell whether any changed.

    Args:
        connection: Connection of the unit of work.
        plugin: Id of the plugin; its tables begin with it and `_`.
        grants: Table, role, privileges apart by commas; rows of one table and role add up.

    Raises:
        InvalidInputError: `grant.foreign` for a table that is not the plugin's own, or
            `grant.privilege` for a word that is no privilege.
    """
    wanted = _merged(
        Grant(table, role, tuple(word.strip().lower() for word in words.split(",")))
        for table, role, words in grants
    )
    for grant in wanted:
        if not grant.object.startswith(f"{plugin}_"):
            raise InvalidInputError("grant.foreign", plugin=plugin, table=grant.object)
        if not set(grant.privileges) <= set(PRIVILEGES):
            raise InvalidInputError("grant.privilege", privilege=grant.text)
    rows = {(one.object, one.role): one.text for one in wanted}
    is_own = access_grant.c.owner == plugin
    columns = (access_grant.c.object, access_grant.c.role, access_grant.c.privileges)
    there = connection.execute(sa.select(*columns).where(is_own))
    if {(row.object, row.role): row.privileges for row in there} == rows:
        return False
    connection.execute(sa.delete(access_grant).where(is_own))
    for (table, role), words in rows.items():
        values = {"owner": plugin, "object": table, "role": role, "privileges": words}
        connection.execute(sa.insert(access_grant).values(values))
    return True


def statements(grants: Iterable[Grant], database: str, schema: str = "public") -> Iterator[str]:
    """Yield the statements that give the roles their rights on a PostgreSQL database.

    They may be run again at any time: rights that are no longer in the data are taken away.

    Args:
        grants: What `read` returns.
        database: Name of the database.
        schema: Its schema.

    Raises:
        InvalidInputError: `grant.privilege` for a word that is no privilege.
    """
    place = _quoted(schema)
    grants = tuple(grants)
    roles = sorted({CLERK, *PERSONS} | {grant.role for grant in grants})
    for role in (OWNER, *roles):
        yield _make_role(role)
    yield f"ALTER DATABASE {_quoted(database)} OWNER TO {OWNER}"
    yield f"REVOKE ALL ON SCHEMA {place} FROM PUBLIC"
    for role in roles:
        name = _quoted(role)
        yield f"GRANT USAGE ON SCHEMA {place} TO {name}"
        yield f"REVOKE ALL ON ALL TABLES IN SCHEMA {place} FROM {name}"
        yield f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA {place} TO {name}"
    for grant in grants:
        if not set(grant.privileges) <= set(PRIVILEGES):
            raise InvalidInputError("grant.privilege", privilege=grant.text)
        table = f"{place}.{_quoted(grant.object)}"
        yield f"GRANT {grant.text.upper()} ON {table} TO {_quoted(grant.role)}"


def _make_role(role: str) -> str:
    return (
        f"DO $$ BEGIN CREATE ROLE {_quoted(role)} NOLOGIN; "
        "EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$"
    )


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
